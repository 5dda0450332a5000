"""What two texts have in the spots that a form leaves open: numbers, days, names of counties and towns.

What belongs here: how likely OCR made the one of the other, and how likely another filling has it. What does
not: what all spots of a pair together mean (``refilled``).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p

from rapidfuzz.distance import LCSseq

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.beside import NUMERALS, Beside
from data_layer.duplicates.twins.numbers import number_spots
from data_layer.duplicates.twins.pieces import Span
from data_layer.duplicates.twins.slots import NameSlot, is_rest, name_odds
from data_layer.duplicates.twins.spots import LOST, Kind, Spot, meet
from data_layer.duplicates.twins.stems import is_stem
from data_layer.lexicon.open_spots import load_open_spot_words
from data_layer.lexicon.segmenting import load_page_words

_TOWN_CHARS = 2
_NAME_CHARS = 3
# chances, of 1: counted on no corpus, but guessed once from how OCR errs, and kept
_SAME_NAME = 1e-5
"""That another county was misread to be this one."""
_TOWN, _PERSON = 0.1, 0.5
"""That what stands before 镇 or 路, beside 主任 or 同志, is a name, and open."""
_STEM, _STEMS = 0.3, 1500
"""That a county's short name is one and no other word; how many there are."""
_STEM_CHAR = 0.003
"""Of the misread characters of a short name those that make a given other one of it."""
_SURNAME, _SAME_SURNAME = 0.2, 0.03
"""That what OCR made of a surname is one; that two persons have the same."""
_UNTYPED = 0.08
"""That a form leaves words open that are neither numbers nor names of places or persons: goods, firms."""
_REWORDED = 0.0005
"""That who reprints a text puts other words from a given character on."""
_MIXED_UP = 0.05
"""Of two characters in a row that OCR spoiled those from which on it mixed up or lost more."""


@dataclass(frozen=True)
class _Patterns:
    towns: re.Pattern[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    surnames: frozenset[str]


@functools.cache
def _patterns() -> _Patterns:
    words = load_open_spot_words()
    return _Patterns(
        re.compile("|".join(words.town_tails)),
        words.person_heads,
        words.person_tails,
        load_page_words().surnames,
    )


def open_spots(
    beside: Beside, here: Sequence[NameSlot], there: Sequence[NameSlot], parameters: Parameters
) -> list[Spot]:
    """The spots of two texts that stand beside each other.

    Args:
        beside: the two.
        here, there: the counties, or else the cities, that each of them names in full.
        parameters: see Parameters.
    """
    covered = [(one.start, one.end) for one in here]
    turned, beyond = beside.turned(), [beside.span(*span) for span in covered]
    rest = [one for one in there if not any(span and meet(span, (one.start, one.end)) for span in beyond)]
    spots = number_spots(beside, turned) + _towns(beside)
    spots += _names(beside, here, there, parameters) + _names(turned, rest, here, parameters)
    covered += [span for span in (turned.span(one.start, one.end) for one in rest) if span]
    return spots + _words(beside, covered)


def _towns(beside: Beside) -> list[Spot]:
    """Names of towns of which no character is the same, though both go on with 镇 or 村."""
    spots, spoiled = [], beside.spoiled
    for found in _patterns().towns.finditer(beside.here):
        start, end = found.start() - _TOWN_CHARS, found.start()
        if start < 0 or not beside.stands(end, found[0]):
            continue
        span = beside.span(start, end)
        if span is None or not beside.fits(start, end):
            continue
        name, other = beside.here[start:end], beside.there[span[0] : beside.place(end)]
        if not other or not NUMERALS.isdisjoint(name + other) or LCSseq.similarity(name, other):
            continue
        short = log(spoiled * LOST) if len(other) < _TOWN_CHARS else 0.0
        same = short + log(spoiled) * (_TOWN_CHARS - (short < 0))
        spots.append(Spot(same, short + log(_TOWN), Kind.PLACE))
    return spots


def _names(
    beside: Beside, names: Sequence[NameSlot], others: Sequence[NameSlot], parameters: Parameters
) -> list[Spot]:
    """Counties and cities named in full; those of one place are one spot."""
    found: dict[str, list[tuple[NameSlot, str]]] = defaultdict(list)
    for slot in names:
        span = beside.span(slot.start, slot.end, wide=False)
        if span is None or not beside.fits(slot.start, slot.end):
            continue
        named = next((one.name for one in others if meet((one.start, one.end), span)), None)
        if named or span[1] - span[0] >= slot.end - slot.start:  # 该县 tells nothing
            found[slot.adcode].append((slot, named or beside.there[slice(*span)]))
    spots = []
    for rows in found.values():
        if any(is_rest(slot.name, words) for slot, words in rows):
            continue  # 绥宁县 that lost a character is 宁县
        if all(slot.name == words for slot, words in rows):
            spots.append(
                Spot(
                    sum(map(len, (words for _, words in rows))) * log1p(-beside.spoiled),
                    log(_SAME_NAME),
                    Kind.PLACE,
                )
            )
        else:
            same, other = name_odds(rows, (), beside.spoiled, parameters)
            if same != other:  # else whose name it was cannot be told
                spots.append(Spot(same, other, Kind.PLACE))
    return spots


def _words(beside: Beside, covered: Sequence[Span]) -> list[Spot]:
    """Words that differ in two characters or more in a row; among them counties' short names."""
    spots, spoiled = [], beside.spoiled
    for (start, end), (begun, ended) in beside.changed:
        many = min(end - start, ended - begun)
        own, other = beside.here[start:end], beside.there[begun:ended]
        if many < _TOWN_CHARS or not NUMERALS.isdisjoint(own + other) or not beside.fits(start, end):
            continue
        if any(meet((start, end), span) for span in covered):
            continue
        person = _person(beside, (start, end), (begun, ended))
        if person:
            spots.append(person)
            continue
        stems = max(
            (is_stem(own[at : at + 2]) + is_stem(other[at : at + 2]) for at in range(many - 1)), default=0
        )
        if stems == 2:
            spots.append(Spot(2 * log(spoiled * _STEM_CHAR), log(_STEM / _STEMS), Kind.PLACE))
        elif stems:
            spots.append(Spot(2 * log(spoiled), log(_STEM * 2 * spoiled), Kind.PLACE))
        else:
            # it may stand anywhere
            same = log(spoiled**many + _REWORDED + _MIXED_UP * spoiled**2)
            chance = log(_UNTYPED / beside.known)
            if same < chance:
                spots.append(Spot(same, chance, Kind.WORDS))
    return spots


def _person(beside: Beside, own: Span, other: Span) -> Spot | None:
    """Names of two persons, as what stands before or behind them tells; None where they are none."""
    (start, end), (begun, ended), patterns = own, other, _patterns()
    if not (beside.here.startswith(patterns.after, end) and beside.there.startswith(patterns.after, ended)):
        heads = [at for at in (0, 1) if beside.here.endswith(patterns.before, 0, start - at)]
        if not any(beside.there.endswith(patterns.before, 0, begun - at) for at in heads):
            return None
    same = min(end - start, ended - begun) * log(beside.spoiled)
    surnames = patterns.surnames
    if {beside.here[start], beside.there[begun]} <= surnames and max(
        end - start, ended - begun
    ) <= _NAME_CHARS:
        return Spot(same + log(_SURNAME), log(_PERSON), Kind.PERSON)
    shared = beside.here[start - 1 : start]
    if shared in surnames and max(end - start, ended - begun) < _NAME_CHARS:
        return Spot(same, log(_PERSON * _SAME_SURNAME), Kind.PERSON)
    return None
