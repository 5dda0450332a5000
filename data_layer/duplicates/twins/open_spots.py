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
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.beside import NUMERALS, Beside
from data_layer.duplicates.twins.pieces import Span
from data_layer.duplicates.twins.slots import NameSlot, name_odds
from data_layer.duplicates.twins.stems import is_stem
from data_layer.lexicon.open_spots import load_open_spot_words

_NUMBER = re.compile(r"[0-9]+|[〇零一二三四五六七八九两十百千万亿]+(?:点[〇零一二三四五六七八九]+)?")
_FIGURES = frozenset("0123456789")
_IN_WORDS = NUMERALS - _FIGURES | {"点"}
_VALUES = NUMERALS - _FIGURES - set("百千万亿")
_TOWN_CHARS = 2
# chances, of 1: counted on no corpus, but guessed once from how OCR errs, and kept
_ALIKE, _FIGURE, _NUMERAL = 0.25, 0.08, 0.02
"""Of misread digits those that become a given look-alike, a given other digit, a given numeral."""
_LOST = 0.15
"""Of spoiled characters those that are lost."""
_DIGIT = 0.1
"""That another filling has a given digit."""
_LENGTHS = (0.5, 0.2, 0.1)
"""That it has a number as long; one digit longer, or shorter; of any other given length."""
_NEAR = 0.3
"""That it begins alike (35 to 42 degrees): then any beginning is as likely."""
_SAME_NAME = 1e-5
"""That another county was misread to be this one."""
_TOWN_CHAR = 0.03
"""That two towns have the same character in one place."""
_STEM, _STEMS = 0.3, 1500
"""That a county's short name is one and no other word; how many there are."""
_STEM_CHAR = 0.003
"""Of the misread characters of a short name those that make a given other one of it."""
_UNTYPED = 0.13
"""That a form leaves words open that are neither numbers nor names of places: persons, goods."""
_REWORDED = 0.0005
"""That who reprints a text puts other words from a given character on."""


class Spot(NamedTuple):
    """Logarithms of the chances of what stands in one spot: if it is the same, misread; if it is another."""

    same: float
    other: float


@dataclass(frozen=True)
class _Patterns:
    towns: re.Pattern[str]
    dateline: re.Pattern[str]
    alike: frozenset[str]


@functools.cache
def _patterns() -> _Patterns:
    words = load_open_spot_words()
    month, day = words.day_marks
    return _Patterns(
        re.compile("|".join(words.town_tails)),
        re.compile(rf"[0-9]+{month}[0-9]+{day}.{{0,4}}[{''.join(words.wire_marks)}]"),
        words.lookalike_digits,
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
    rest = [one for one in there if not any(span and _meet(span, (one.start, one.end)) for span in beyond)]
    spots = _numbers(beside, turned) + _towns(beside)
    spots += _names(beside, here, there, parameters) + _names(turned, rest, here, parameters)
    covered += [span for span in (turned.span(one.start, one.end) for one in rest) if span]
    return spots + _words(beside, covered)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _numbers(beside: Beside, turned: Beside) -> list[Spot]:
    """The numbers of both, but for those of a dateline, which every paper has its own of."""
    datelines = _datelines(beside, turned)
    spots = []
    for found in _NUMBER.finditer(beside.here):
        number, figures = found[0], _FIGURES if found[0][0] in _FIGURES else _IN_WORDS
        if figures is _IN_WORDS and _VALUES.isdisjoint(number):
            continue
        if any(_meet(found.span(), span) for span in datelines):
            continue
        words = beside.number(*found.span(), figures)
        other = "".join(char for char in words or "" if char in figures)
        unread = len(words or "") - len(other)
        if not other or (figures is _IN_WORDS and len(number) == 1 and (unread or other == number)):
            continue  # 一 alone is hardly a number
        lost = max(len(number) - len(other), 0)
        spots.append(_number(number, other, min(unread, lost), beside.spoiled))
    return spots


def _datelines(beside: Beside, turned: Beside) -> list[Span]:
    """Where either text has a dateline that is legible."""
    dateline = _patterns().dateline
    found = [one.span() for one in dateline.finditer(beside.here)]
    beyond = (turned.span(*one.span()) for one in dateline.finditer(beside.there))
    return found + [span for span in beyond if span]


def _number(number: str, other: str, unread: int, spoiled: float) -> Spot:
    """A number beside another one, of which ``unread`` digits are no digits any more."""
    given = _FIGURE if number[0] in _FIGURES else _NUMERAL
    edits = Levenshtein.editops(number, other)
    same = max(len(number) - len(edits), 0) * log1p(-spoiled)
    lost = 0
    for edit in edits:
        if edit.tag == "replace":
            alike = number[edit.src_pos] + other[edit.dest_pos] in _patterns().alike
            same += log(spoiled * (_ALIKE if alike else given))
        elif edit.tag == "insert":
            same += log(spoiled * _LOST * _DIGIT)
        else:
            lost += 1
    same += (lost - unread) * log(spoiled * _LOST) + unread * log(spoiled)
    longer = abs(len(other) + unread - len(number))
    chance = _DIGIT ** len(other)
    if len(number) == len(other):
        begun = next((at for at, char in enumerate(number) if char != other[at]), len(number) - 1)
        chance = (1 - _NEAR) * chance + _NEAR * _DIGIT ** (len(number) - begun) / len(number)
    chance *= _LENGTHS[min(longer, len(_LENGTHS) - 1)]
    return Spot(same, log(chance) + unread * log(spoiled))


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
        short = log(spoiled * _LOST) if len(other) < _TOWN_CHARS else 0.0
        spots.append(Spot(short + log(spoiled) * (_TOWN_CHARS - (short < 0)), short))
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
        named = next((one.name for one in others if _meet((one.start, one.end), span)), None)
        if named or span[1] - span[0] >= slot.end - slot.start:  # 该县 tells nothing
            found[slot.adcode].append((slot, named or beside.there[slice(*span)]))
    spots = []
    for rows in found.values():
        if all(slot.name == words for slot, words in rows):
            spots.append(
                Spot(sum(map(len, (words for _, words in rows))) * log1p(-beside.spoiled), log(_SAME_NAME))
            )
        else:
            same, other = name_odds(rows, (), beside.spoiled, parameters)
            if same != other:  # else whose name it was cannot be told
                spots.append(Spot(same, other))
    return spots


def _words(beside: Beside, covered: Sequence[Span]) -> list[Spot]:
    """Words that differ in two characters or more in a row; among them counties' short names."""
    spots, spoiled = [], beside.spoiled
    for (start, end), (begun, ended) in beside.changed:
        many = min(end - start, ended - begun)
        own, other = beside.here[start:end], beside.there[begun:ended]
        if many < _TOWN_CHARS or not NUMERALS.isdisjoint(own + other) or not beside.fits(start, end):
            continue
        if any(_meet((start, end), span) for span in covered):
            continue
        stems = max(
            (is_stem(own[at : at + 2]) + is_stem(other[at : at + 2]) for at in range(many - 1)), default=0
        )
        if stems == 2:
            spots.append(Spot(2 * log(spoiled * _STEM_CHAR), log(_STEM / _STEMS)))
        elif stems:
            spots.append(Spot(2 * log(spoiled), log(_STEM * 2 * spoiled)))
        else:
            # it may stand anywhere
            same, chance = log(spoiled**many + _REWORDED), log(_UNTYPED / beside.known)
            if same < chance:
                spots.append(Spot(same, chance))
    return spots
