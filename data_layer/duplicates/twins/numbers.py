"""Numbers and days that a form leaves open: what two texts have where the one has a number.

What belongs here: numbers, in digits or in words, and those of years, months, days and hours, of which few
are valid. What does not: names (``open_spots``), and what all spots of a pair together mean (``refilled``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from math import log, log1p

import numpy as np
from rapidfuzz.distance import Levenshtein

from data_layer.duplicates.twins.beside import NUMERALS, Beside
from data_layer.duplicates.twins.pieces import Span
from data_layer.duplicates.twins.spots import LOST, Kind, Spot, meet
from data_layer.lexicon.open_spots import load_open_spot_words

_NUMBER = re.compile(r"[0-9]+|[〇零一二三四五六七八九两十百千万亿]+(?:点[〇零一二三四五六七八九]+)?")
_FIGURES = frozenset("0123456789")
_IN_WORDS = NUMERALS - _FIGURES | {"点"}
_VALUES = NUMERALS - _FIGURES - set("百千万亿")
# chances, of 1: counted on no corpus, but guessed once from how OCR errs, and kept
_ALIKE, _FIGURE, _NUMERAL = 0.25, 0.08, 0.02
"""Of misread digits those that become a given look-alike, a given other digit, a given numeral."""
_DIGIT = 0.1
"""That another filling has a given digit."""
_LENGTHS = (0.5, 0.2, 0.1)
"""That it has a number as long; one digit longer, or shorter; of any other given length."""
_NEAR = 0.3
"""That it begins alike (35 to 42 degrees): then any beginning is as likely."""
_OWN_DAY = 0.02
"""That a paper puts another day than a few days before or after into the dateline of what it reprints."""
_NEAR_DAYS, _MONTH_DAYS, _YEAR_DAYS = 3, 31, 372
_MOST_VALUES = 16
"""So many years a form is filled in again."""


@dataclass(frozen=True)
class _Patterns:
    dateline: re.Pattern[str]
    alike: frozenset[str]
    units: dict[str, range]


@functools.cache
def _patterns() -> _Patterns:
    words = load_open_spot_words()
    month, day = words.day_marks
    return _Patterns(
        re.compile(rf"([0-9]{{1,2}}){month}([0-9]{{1,2}}){day}.{{0,4}}[{''.join(words.wire_marks)}]"),
        words.lookalike_digits,
        dict(words.day_units),
    )


def number_spots(beside: Beside, turned: Beside) -> list[Spot]:
    """What two texts have for each number of the first; ``turned`` is ``beside`` from the other text."""
    near, datelines = _datelines(beside, turned)
    spots = []
    for found in _NUMBER.finditer(beside.here):
        number, figures = found[0], _FIGURES if found[0][0] in _FIGURES else _IN_WORDS
        if figures is _IN_WORDS and _VALUES.isdisjoint(number):
            continue
        if near and any(meet(found.span(), span) for span in near):
            continue
        words = beside.number(*found.span(), figures)
        if words is None:
            continue
        other = words if words == number else "".join(char for char in words if char in figures)
        unread = len(words) - len(other)
        if not other or (figures is _IN_WORDS and len(number) == 1 and (unread or other == number)):
            continue  # 一 alone is hardly a number
        lost = max(len(number) - len(other), 0)
        spot = _number(number, other, min(unread, lost), beside.spoiled)
        values = None if unread else _values(beside.here, found)
        if values:
            spot = _day(spot, number, other, values, beside.spoiled)
        if datelines and any(meet(found.span(), span) for span in datelines):
            spot = spot._replace(same=float(np.logaddexp(spot.same, spot.other + log(_OWN_DAY))))
        spots.append(spot)
    return spots


def _datelines(beside: Beside, turned: Beside) -> tuple[list[Span], list[Span]]:
    """Where either text has a dateline that is legible: of those that may be a reprint's own, and others.

    Who reprints a text a day or two later puts the day into its dateline.
    """
    dateline = _patterns().dateline
    near: list[Span] = []
    far: list[Span] = []
    theirs = [(turned.span(*one.span()), one) for one in dateline.finditer(beside.there)]
    for one in dateline.finditer(beside.here):
        other = next((other for span, other in theirs if span and meet(span, one.span())), None)
        (far if other and _days_apart(one, other) > _NEAR_DAYS else near).append(one.span())
    near += [span for span, _ in theirs if span and not any(meet(span, known) for known in near + far)]
    return near, far


def _days_apart(one: re.Match[str], other: re.Match[str]) -> int:
    first, second = (int(found[1]) * _MONTH_DAYS + int(found[2]) for found in (one, other))
    return min(abs(first - second), _YEAR_DAYS - abs(first - second))


def _values(text: str, found: re.Match[str]) -> range | None:
    """Between what a number lies that is a year, or part of a day of two parts or more (3月8日, 8日9时).

    None where it is none: 3月 alone may be any month of one story.
    """
    number, units, end = found[0], _patterns().units, found.end()
    values = units.get(text[end : end + 1])
    if values is None:
        return None
    if len(values) <= _MONTH_DAYS:
        beside = text[found.start() - 1 : found.start()] in units or text[end + 1 : end + 2] in NUMERALS
        return values if beside else None
    return values if number.isdecimal() and len(number) == len(str(values.start)) else None


def _day(spot: Spot, number: str, other: str, values: range, spoiled: float) -> Spot:
    """A day beside another one: of few that are valid any is as likely, one that is not was misread."""
    invalid = sum(one.isdecimal() and int(one) not in values for one in (number, other))
    chance = 1 / min(len(values), _MOST_VALUES if len(values) > _MONTH_DAYS else len(values))
    return Spot(spot.same, log(chance) + invalid * log(spoiled), Kind.DAY)


def _number(number: str, other: str, unread: int, spoiled: float) -> Spot:
    """A number beside another one, of which ``unread`` digits are no digits any more."""
    if number == other:
        return Spot(len(number) * log1p(-spoiled), _chance(number, number), Kind.NUMBER)
    given = _FIGURE if number[0] in _FIGURES else _NUMERAL
    edits = Levenshtein.editops(number, other)
    same = max(len(number) - len(edits), 0) * log1p(-spoiled)
    lost = 0
    for edit in edits:
        if edit.tag == "replace":
            alike = number[edit.src_pos] + other[edit.dest_pos] in _patterns().alike
            same += log(spoiled * (_ALIKE if alike else given))
        elif edit.tag == "insert":
            same += log(spoiled * LOST * _DIGIT)
        else:
            lost += 1
    same += (lost - unread) * log(spoiled * LOST) + unread * log(spoiled)
    # what is no digit any more was misread, whatever it was
    return Spot(same, _chance(number, other, unread) + unread * log(spoiled), Kind.NUMBER)


@functools.lru_cache(maxsize=4096)
def _chance(number: str, other: str, unread: int = 0) -> float:
    """Logarithm of the chance that another filling has ``other``, and digits that are ``unread``."""
    chance = _DIGIT ** len(other)
    if len(number) == len(other):
        begun = next((at for at, char in enumerate(number) if char != other[at]), len(number) - 1)
        chance = (1 - _NEAR) * chance + _NEAR * _DIGIT ** (len(number) - begun) / len(number)
    longer = abs(len(other) + unread - len(number))
    return log(chance * _LENGTHS[min(longer, len(_LENGTHS) - 1)])
