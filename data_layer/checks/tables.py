"""Parts of a total that are told in several units each, like the lines of a table.

What belongs here: 低保950户1800人，其中城市300户500人，农村650户1300人. A list that is complete in one unit
is so in the others. What does not: parts with one number each (``totals``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_layer.checks.adding import sum_of
from data_layer.checks.belonging import is_divisor
from data_layer.checks.findings import Finding
from data_layer.checks.judging import CHANCE, LIKELY, PROVEN, judge
from data_layer.checks.labels import leave_nothing, mostly_all
from data_layer.checks.listing import LONGEST_LABEL, is_average
from data_layer.checks.passages import Mention, Passage, addend
from data_layer.checks.words import find

__all__ = ["check_tables"]

_FEWEST = 5
"""Numbers of two parts in two units and of a total."""
_WIDTHS = (2, 3)
"""In how many units each part is told."""
_MOST = 20
"""Parts of one total."""
_TELLING = 3
"""Digits of a total that a list hardly adds up to by chance."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Parts with their numbers in the order of their units, and the total of each unit, None where untold."""

    totals: Sequence[Mention | None]
    rows: Sequence[Sequence[Mention]]

    @property
    def known(self) -> int:
        """How many totals are told."""
        return sum(total is not None for total in self.totals)

    def column(self, at: int) -> Sequence[Mention]:
        """The numbers of all parts in one unit."""
        return [row[at] for row in self.rows]


def check_tables(passage: Passage) -> Iterator[Finding]:
    """Every total of the passage whose parts are told in several units."""
    if len(passage.mentions) < _FEWEST:
        return
    levels = [m for m in passage.mentions if m.is_level and not is_divisor(passage, m) and not is_average(m)]
    keys = [addend(m.figure.unit, m.figure.base_unit) for m in levels]
    tables = [
        table
        for first in range(1, len(levels) - 3)
        for width in _WIDTHS
        if keys[first : first + width] == keys[first + width : first + 2 * width]
        and (table := _table(passage, levels, first, width)) is not None
    ]
    seen: set[int] = set()
    for table in sorted(
        tables, key=lambda table: -table.known
    ):  # one read from the middle of a line knows less
        orders = {m.order for row in table.rows for m in row}
        if seen.isdisjoint(orders):
            found = list(_judged(passage, table))
            seen |= orders if found else set()
            yield from found


def _key(mention: Mention) -> str:
    return addend(mention.figure.unit, mention.figure.base_unit)


def _table(passage: Passage, levels: Sequence[Mention], first: int, width: int) -> _Table | None:
    """The table whose first part begins at ``first`` of ``levels``; None where none does."""
    keys = [_key(m) for m in levels[first : first + width]]
    if len(set(keys)) < width or _key(levels[first - 1]) not in keys:
        return None
    rows: list[Sequence[Mention]] = []
    for at in range(first, len(levels) - width + 1, width):
        row = levels[at : at + width]
        if [_key(m) for m in row] != keys or not _is_line(passage, row) or len(rows) > _MOST:
            break
        if rows and (row[0].sentence != rows[0][0].sentence or _is_far(passage, rows[-1][-1], row[0])):
            break
        rows.append(row)
    if len(rows) < _WIDTHS[0]:
        return None
    totals: list[Mention | None] = [None] * width
    later = None
    for m in reversed(levels[max(0, first - width) : first]):
        if _key(m) not in keys or totals[keys.index(_key(m))] is not None:
            break
        if (
            m.sentence < rows[0][0].sentence - 1
            or not m.is_amount
            or (later and not _is_line(passage, [m, later]))
        ):
            break
        totals[keys.index(_key(m))] = later = m
    return _Table(totals, rows)


def _is_line(passage: Passage, numbers: Sequence[Mention]) -> bool:
    """Whether numbers are of one thing: nothing between them begins another one."""
    return numbers[0].sentence == numbers[-1].sentence and not any(
        _ANOTHER.search(passage.gap(a, b)) for a, b in pairwise(numbers)
    )


_ANOTHER = re.compile("[；;（(]|其中")


def _is_far(passage: Passage, last: Mention, first: Mention) -> bool:
    return len(passage.gap(last, first)) > 2 * LONGEST_LABEL


def _judged(passage: Passage, table: _Table) -> Iterator[Finding]:
    """The sums in each unit, of which one that holds proves that the list is complete in all."""
    sums = [
        sum_of(total, table.column(at), CHANCE) for at, total in enumerate(table.totals) if total is not None
    ]
    labels = [row[0].own_words for row in table.rows]
    opened = find("opens_some", passage.gap(sums[0].judged, table.rows[0][0])) is not None
    known = 0.92 if leave_nothing(labels) else LIKELY if opened and mostly_all(labels) else CHANCE
    for at, reading in enumerate(sums):
        others = [one for one in sums[:at] + sums[at + 1 :] if _is_telling(one.judged) and one.holds()]
        certainty = PROVEN if others else known
        if certainty > CHANCE:
            finding = judge([reading._replace(certainty=certainty)])
            if finding is not None:
                yield finding


def _is_telling(total: Mention) -> bool:
    digits = "".join(c for c in total.figure.quote if c.isdigit() and c.isascii())
    return len(digits.strip("0")) >= _TELLING
