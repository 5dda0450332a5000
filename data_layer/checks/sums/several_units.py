"""Parts of a total that are told in several units each, like the lines of a table.

What belongs here: 低保950户1800人，其中城市300户500人，农村650户1300人. A list that is complete in one unit
is so in the others. What does not: parts with one number each (``totals``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_layer.checks.findings import Finding
from data_layer.checks.judging import CHANCE, LIKELY, PROVEN, Reading, judge
from data_layer.checks.linking.classes import leave_nothing, mostly_all
from data_layer.checks.linking.listing import LONGEST_LABEL, is_average
from data_layer.checks.linking.passages import Mention, Passage, addend
from data_layer.checks.linking.rates import is_divisor
from data_layer.checks.linking.words import find
from data_layer.checks.sums.adding import sum_of, tells

__all__ = ["check_tables"]

_FEWEST = 5
"""Numbers of two parts in two units and of a total."""
_WIDTHS = (2, 3, 4)
"""In how many units each part is told."""
_MOST = 20
"""Parts of one total."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Parts with their numbers in the order of their units, and the total of each unit, None where untold.

    Attributes:
        totals: the nearest number of each unit; ``before`` are all that stand before the parts.
        rows: the numbers of each part.
    """

    totals: Sequence[Mention | None]
    rows: Sequence[Sequence[Mention]]
    before: Sequence[Mention]

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
    levels = [m for m in passage.mentions if m.is_level]
    if not _repeats([_key(m) for m in levels]):
        return
    levels = [m for m in levels if not is_divisor(passage, m) and not is_average(m)]
    keys = [_key(m) for m in levels]
    tables = [
        table
        for first in range(1, len(levels) - 3)
        for width in _WIDTHS
        if keys[first : first + width] == keys[first + width : first + 2 * width]
        for table in _tables(passage, levels, first, width)
    ]
    seen: set[int] = set()
    for table in sorted(tables, key=lambda table: -table.known):  # read from mid-line it knows less
        orders = {m.order for row in table.rows for m in row}
        if seen.isdisjoint(orders):
            found = list(_judged(passage, table))
            seen |= orders if found else set()
            yield from found


def _repeats(keys: Sequence[str]) -> bool:
    """Whether some units follow each other twice in the same order, with nothing between."""
    return len(set(keys)) > 1 and any(
        keys[at] != keys[at + 1] and keys[at : at + width] == keys[at + width : at + 2 * width]
        for width in _WIDTHS
        for at in range(1, len(keys) - 2 * width + 1)
    )


def _key(mention: Mention) -> str:
    return addend(mention.figure.unit, mention.figure.base_unit)


def _tables(passage: Passage, levels: Sequence[Mention], first: int, width: int) -> Iterator[_Table]:
    """The tables that begin at ``first`` of ``levels``: lists of the same totals that ； parts."""
    keys = _columns(levels[first : first + width])
    if len(set(keys)) < width:
        return
    rows: list[Sequence[Mention]] = []
    for at in range(first, len(levels) - width + 1, width):
        row = levels[at : at + width]
        if _columns(row) != keys or not _is_line(passage, row) or len(rows) > _MOST:
            break
        if rows and (row[0].sentence != rows[0][0].sentence or _is_far(passage, rows[-1][-1], row[0])):
            break
        rows.append(row)
    before = levels[max(0, first - 2 * width) : first]
    totals = _totals(passage, before, keys, rows[0][0]) if rows else ()
    if any(totals):
        for some in _lists(passage, rows):
            if len(some) >= _WIDTHS[0]:
                yield _Table(totals, some, before)


def _totals(
    passage: Passage, before: Sequence[Mention], keys: Sequence[str], first: Mention
) -> Sequence[Mention | None]:
    """The numbers right before a list in the units of its parts, None where one is untold."""
    totals: list[Mention | None] = [None] * len(keys)
    if _DECIDED.search(first.left):
        return totals
    later = None
    among = "其中" in first.left
    for m in reversed(before):
        key = next((key for key in keys if key in (_key(m), _labelled(m))), None)
        if among and key is None:
            continue  # 机构6家、床位90张，护工30人，其中甲类4家、床位60张
        if key is None or totals[keys.index(key)] is not None or not m.is_amount:
            break
        if m.sentence < first.sentence - 1 or (later and not _is_line(passage, [m, later])):
            break
        if later is None and not among and _PARTED.search(passage.gap(m, first)):
            break  # a part of the same list
        totals[keys.index(key)] = later = m
    return totals


_DECIDED = re.compile("经(?:依法)?[审查核办复调]")
"""受理90件120人。经审查，批准60件80人、不批准20件24人: the others are not decided yet."""


def _columns(row: Sequence[Mention]) -> list[str]:
    """What tells the columns of a line apart: their units, of those of one unit their names too."""
    units = [_key(m) for m in row]
    return [_labelled(m) if units.count(_key(m)) > 1 else _key(m) for m in row]


def _labelled(mention: Mention) -> str:
    """The unit and the end of the name of a number: 元 of 计划投资."""
    return f"{_key(mention)} {mention.named[-_LABEL:]}"


_LABEL = 4
"""Characters at the end of a name that tell 计划投资 from 完成投资."""


def _lists(passage: Passage, rows: Sequence[Sequence[Mention]]) -> Iterator[Sequence[Sequence[Mention]]]:
    """The rows as one list where ； parts all of them or none, else as the lists that it parts.

    Where it parts one row from the others, its writer has put ； for ， here and there.
    """
    parted = [_PARTED.search(passage.gap(a[-1], b[0])) is not None for a, b in pairwise(rows)]
    cuts = [0, *(at + 1 for at, cut in enumerate(parted) if cut), len(rows)]
    lists = [rows[first:last] for first, last in pairwise(cuts)]
    yield from lists if all(len(some) > 1 for some in lists) else [rows]


def _is_line(passage: Passage, numbers: Sequence[Mention]) -> bool:
    """Whether numbers are of one thing: nothing between them begins another one."""
    return numbers[0].sentence == numbers[-1].sentence and not any(
        _ANOTHER.search(passage.gap(a, b)) for a, b in pairwise(numbers)
    )


_ANOTHER = re.compile("[；;（(]|其中")


_PARTED = re.compile("[；;]")


def _is_far(passage: Passage, last: Mention, first: Mention) -> bool:
    return len(passage.gap(last, first)) > 2 * LONGEST_LABEL


def _sum(table: _Table, nearest: Mention, parts: Sequence[Mention]) -> Reading:
    """What parts come to: the nearest number of their unit, unless they come to another one before them.

    受理30件60人，其中来电5件，办结20件40人，退回10件20人.
    """
    reading = sum_of(nearest, parts, CHANCE)
    others = (sum_of(m, parts, CHANCE) for m in table.before if _key(m) == _key(nearest) and tells(m))
    return reading if reading.holds() else next((one for one in others if one.holds()), reading)


def _judged(passage: Passage, table: _Table) -> Iterator[Finding]:
    """The sums in each unit, of which one that holds proves that the list is complete in all.

    A list that comes to none of several totals leaves something out of each.
    """
    sums = [
        _sum(table, total, table.column(at)) for at, total in enumerate(table.totals) if total is not None
    ]
    labels = [row[0].own_words for row in table.rows]
    opened = find("opens_some", passage.gap(sums[0].judged, table.rows[0][0])) is not None
    mostly = opened and len(sums) == 1 and mostly_all(labels)
    known = 0.92 if leave_nothing(labels) else LIKELY if mostly else CHANCE
    for at, reading in enumerate(sums):
        others = [one for one in sums[:at] + sums[at + 1 :] if tells(one.judged) and one.holds()]
        certainty = PROVEN if others else known
        if certainty > CHANCE:
            finding = judge([reading._replace(certainty=certainty)])
            if finding is not None:
                yield finding
