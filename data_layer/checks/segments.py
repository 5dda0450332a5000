"""Parts of a total told in clauses that ； parts, each with numbers of its own kind behind.

What belongs here: 合同109个，其中工业35个，到位6亿元；基建18个；其他56个: the one number of a unit in each
clause. What does not: lines that have the same units throughout (``tables``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.adding import sum_of
from data_layer.checks.findings import Finding
from data_layer.checks.judging import LIKELY, PROVEN, judge
from data_layer.checks.labels import rests_in_class
from data_layer.checks.listing import is_average
from data_layer.checks.passages import Mention, Passage, addend
from data_layer.checks.rates import is_divisor
from data_layer.checks.words import names_rest

__all__ = ["check_segments"]

_OPENS = re.compile("其中[：:，,]?[^，。；,;]*$")
_PARTED = re.compile("[；;]")
_FEWEST = 3
"""Clauses of a list."""
_HEADS = 6
"""Numbers before a list among which its totals stand."""
_TELLING = 30
"""A total, in units of its last digit, that clauses hardly come to by chance."""


def check_segments(passage: Passage) -> Iterator[Finding]:
    """Every total with a part in each clause, where another total or a rest tells that none is missing."""
    last = passage.mentions[-1]
    for at, first in enumerate(passage.mentions[1:], 1):
        if not _OPENS.search(first.left) or not _PARTED.search(first.text, first.end, last.start):
            continue
        totals = _totals(passage, first)
        segments = _segments(passage.mentions[at:], first)
        if len(segments) >= _FEWEST and totals:
            yield from _judged(totals, segments)


def _key(mention: Mention) -> str:
    return addend(mention.figure.unit, mention.figure.base_unit)


def _totals(passage: Passage, first: Mention) -> dict[str, Mention]:
    """The nearest number of each unit before a list, of its sentence or the one before."""
    found: dict[str, Mention] = {}
    for m in reversed(passage.mentions[max(0, first.order - _HEADS) : first.order]):
        if m.sentence < first.sentence - 1:
            break
        if m.is_amount and not is_divisor(passage, m) and not is_average(m):
            found.setdefault(_key(m), m)
    return found


def _segments(mentions: Sequence[Mention], first: Mention) -> list[list[Mention]]:
    """The amounts of each clause of a sentence."""
    found: list[list[Mention]] = [[]]
    last = first
    for m in mentions:
        if m.sentence != first.sentence:
            break
        if m is not first and _PARTED.search(m.text, last.end, m.start):
            found.append([])
        last = m
        if m.is_amount:
            found[-1].append(m)
    return found


def _judged(totals: dict[str, Mention], segments: Sequence[Sequence[Mention]]) -> Iterator[Finding]:
    """The sums in each unit that heads all clauses, of which one that holds proves the others."""
    sums = []
    for key, total in totals.items():
        column = [[m for m in some if _key(m) == key] for some in segments]
        parts = [some[0] for some in column if len(some) == 1]
        if len(parts) == len(segments) and not any(is_average(m) for m in parts):
            sums.append(sum_of(total, parts, LIKELY))
    for reading in sums:
        proven = any(
            one is not reading
            and one.judged.stated.value >= _TELLING * one.judged.stated.last
            and one.holds()
            for one in sums
        )
        last = reading.operands[-1]
        rest = names_rest(last.clause) and not rests_in_class(reading.judged, last)
        if proven or rest:
            finding = judge([reading._replace(certainty=PROVEN if proven else 0.92)])
            if finding is not None:
                yield finding
