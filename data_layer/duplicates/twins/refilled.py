"""Two texts with the same words: one filling of a form, misread, or two fillings, told by the pair alone.

What belongs here: the odds by the spots that forms leave open (``open_spots``), for forms of which only two
or three fillings came in. What does not: what many fillings of one form tell (``forms``, ``templates``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp, log, log1p

import numpy as np

from data_layer.duplicates.blocking.shingles import Flags, Places
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.judging import Shares
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.beside import Beside
from data_layer.duplicates.twins.open_spots import open_spots
from data_layer.duplicates.twins.pieces import find_pieces
from data_layer.duplicates.twins.slots import NameSlot
from data_layer.duplicates.twins.spots import Kind, Spot

_OPEN = np.array([0.0, 0.25, 0.5, 0.75, 1.0])[:, None]
"""Shares of the spots of one kind that a form may leave open: others belong to its words (24小时)."""
_NEVER = 1e-12


def refilled_odds(
    matcher: Matcher,
    pairs: Places,
    told: Flags,
    slots: Callable[[int], Sequence[NameSlot]],
    parameters: Parameters,
) -> Shares:
    """Log-odds (nats) that each pair is one text, misread, against two fillings of a form.

    Infinite where the two share no piece that is the most of one, or have no spot open.

    Args:
        matcher: of all texts.
        pairs: their numbers, one row a pair.
        told: which pairs have so many numbers in common that one which is another was misread, or set right.
        slots: gives the counties, or else the cities, that a text names in full.
        parameters: see Parameters.
    """
    odds = np.full(len(pairs), np.inf)
    parameters = replace(parameters, misread_char_percent=parameters.misread_given_percent)
    pieces = find_pieces(matcher, pairs, parameters)
    for row, ((left, right), piece) in enumerate(zip(pairs.tolist(), pieces, strict=True)):
        if piece:
            beside = Beside.of(matcher.texts.of(left), matcher.texts.of(right), piece)
            spots = open_spots(beside, slots(left), slots(right), parameters)
            if told[row]:
                spots = [spot for spot in spots if spot.kind is not Kind.NUMBER or spot.same > spot.other]
            odds[row] = weigh_spots(spots)
    return odds


def weigh_spots(spots: Sequence[Spot]) -> float:
    """Log-odds (nats) that two texts are one, by what they have in their spots; infinite without any.

    How many of the spots the form leaves open is not known, for each kind of them: a county may be filled in
    and all numbers be words of the form, or the other way round. So a day that is surely another outweighs
    numbers that agree.
    """
    if not spots:
        return float("inf")
    kinds = [[spot for spot in spots if spot.kind is kind] for kind in {one.kind for one in spots}]
    same = sum(spot.same for spot in spots)
    filled = sum(_filled(rows) for rows in kinds)
    # a form that leaves nothing open has no two fillings
    none = same - len(kinds) * log(len(_OPEN))
    filled += log1p(-min(exp(none - filled), 1 - _NEVER)) - log1p(-(len(_OPEN) ** -len(kinds)))
    return same - filled


def _filled(spots: Sequence[Spot]) -> float:
    """Logarithm of the chance of what stands in the spots of one kind, in two fillings of a form."""
    same, other = np.array([(spot.same, spot.other) for spot in spots]).T
    open_, words = np.log(np.maximum(_OPEN, _NEVER)), np.log(np.maximum(1 - _OPEN, _NEVER))
    chances = np.logaddexp(open_ + other, words + same).sum(axis=1)
    return float(np.logaddexp.reduce(chances)) - log(len(_OPEN))
