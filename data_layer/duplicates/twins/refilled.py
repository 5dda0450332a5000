"""Two texts with the same words: one filling of a form, misread, or two fillings, told by the pair alone.

What belongs here: the odds by the spots that forms leave open (``open_spots``), for forms of which only two
or three fillings came in. What does not: what many fillings of one form tell (``forms``, ``templates``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from data_layer.duplicates.blocking.shingles import Places
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.judging import Shares
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.beside import Beside
from data_layer.duplicates.twins.open_spots import Spot, open_spots
from data_layer.duplicates.twins.pieces import find_pieces
from data_layer.duplicates.twins.slots import NameSlot

_OPEN = np.array([0.25, 0.5, 0.75, 1.0])[:, None]
"""Shares of the spots that a form may leave open: others belong to its words (24小时, 12345热线)."""
_NEVER = 1e-12


def refilled_odds(
    matcher: Matcher, pairs: Places, slots: Callable[[int], Sequence[NameSlot]], parameters: Parameters
) -> Shares:
    """Log-odds (nats) that each pair is one text, misread, against two fillings of a form.

    Infinite where the two share no piece that is the most of one, or have no spot open.

    Args:
        matcher: of all texts.
        pairs: their numbers, one row a pair.
        slots: gives the counties, or else the cities, that a text names in full.
        parameters: see Parameters.
    """
    odds = np.full(len(pairs), np.inf)
    parameters = replace(parameters, misread_char_percent=parameters.misread_given_percent)
    pieces = find_pieces(matcher, pairs, parameters)
    for row, ((left, right), piece) in enumerate(zip(pairs.tolist(), pieces, strict=True)):
        if piece:
            beside = Beside.of(matcher.texts.of(left), matcher.texts.of(right), piece)
            odds[row] = weigh_spots(open_spots(beside, slots(left), slots(right), parameters))
    return odds


def weigh_spots(spots: Sequence[Spot]) -> float:
    """Log-odds (nats) that two texts are one, by what they have in their spots; infinite without any.

    How many of the spots the form leaves open is not known: a county may be filled in and all numbers be
    words of the form, or the other way round. So one number that is surely another outweighs some that agree.
    """
    if not spots:
        return float("inf")
    same, other = np.array(spots).T
    filled = np.logaddexp(np.log(_OPEN) + other, np.log(np.maximum(1 - _OPEN, _NEVER)) + same)
    return float(same.sum() - np.logaddexp.reduce(filled.sum(axis=1)) + np.log(len(_OPEN)))
