"""Rows and columns of a table that add others up.

What belongs here: which rows a 合计 adds up, and which columns. What does not: growths and shares of other
columns (``dividing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data_layer.checks.grids.grid import Grid, bare, is_total
from data_layer.checks.judging import Reading
from data_layer.checks.linking.passages import Mention, additive
from data_layer.checks.sums.adding import sum_of, tells
from data_layer.checks.wording import operands

__all__ = ["sums_of_columns", "sums_of_rows"]

_PROVEN = 0.97
"""How sure a sum is that other columns, or other rows, bear out."""
_ALONE = 0.85
"""The same of the only column that is told: its name and place say so, rows may tell of what others hold."""
_FEWEST = 2
_SHOWN = 6
"""Parts that are written out."""
_WITNESSES = 2
"""Rows that must bear out what two columns or more are to another one, and two of three of all rows."""
_OF_THREE = 2 / 3
_INSIDE = re.compile(r"^(?:其中|#|＃|[*＊·•]|\s*其中)")
_RANKS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^[0-9]{1,2}[、.．](?![0-9])"),
    re.compile(r"^[（(][0-9]{1,2}[）)]"),
)
"""What orders rows, from the widest down: 一、, （一）, 1., （1）."""


class _Sum(NamedTuple):
    """A total of some column with its parts."""

    total: Mention
    parts: Sequence[Mention]

    def reading(self, certainty: float) -> Reading:
        return sum_of(self.total, self.parts, certainty)._replace(formula=lambda: _formula(self))

    def holds(self) -> bool:
        return self.reading(_PROVEN).holds()


def sums_of_rows(grid: Grid) -> Iterator[Reading]:
    """Each 合计 as the sum of the rows that it adds up, in each column that can be added."""
    for total, ways in _totals(grid):
        judged = [_sums(grid, total, rows) for rows in ways]
        proofs = [sum(one.holds() and tells(one.total) for one in sums) for sums in judged]
        best = max(range(len(ways)), key=lambda at: (proofs[at], -at), default=None)
        if best is None or (not proofs[best] and len(ways) > 1):
            continue
        for one in judged[best]:
            others = proofs[best] - (one.holds() and tells(one.total))
            yield one.reading(_PROVEN if others else _ALONE)


def sums_of_columns(grid: Grid) -> Iterator[Reading]:
    """Each column of totals as the sum of the columns beside it, where two of three rows bear that out."""
    for total in range(grid.table.first, grid.width):
        if not _SUMMED.search(grid.head(total)):
            continue
        for columns in _beside(grid, total):
            sums = [one for row in range(len(grid.numbers)) if (one := _across(grid, row, total, columns))]
            proofs = sum(one.holds() and tells(one.total) for one in sums)
            if proofs >= _WITNESSES and proofs >= _OF_THREE * len(sums):
                yield from (one.reading(_PROVEN) for one in sums)
                break


def _totals(grid: Grid) -> Iterator[tuple[int, list[list[int]]]]:
    """Each row that adds others up, with the sets of rows that these may be, the likelier first."""
    rows = range(len(grid.numbers))
    sums = [row for row in rows if is_total(grid.name(row))]
    if len(sums) == 1:
        yield sums[0], _ways(grid, [row for row in rows if row != sums[0]])
        return
    grand = [row for row in sums if grid.name(row) != _PARTIAL]
    partial = [row for row in sums if grid.name(row) == _PARTIAL]
    if len(grand) > 1 or not partial:
        return
    leads = partial[0] == min(row for row in rows if row not in grand)
    for row, last in zip(partial, [*partial[1:], len(grid.numbers)], strict=True) if leads else ():
        yield row, _ways(grid, [at for at in range(row + 1, last) if at not in sums])
    for before, row in zip([-1, *partial], partial, strict=False) if not leads else ():
        yield row, _ways(grid, [at for at in range(before + 1, row) if at not in sums])
    if grand:
        yield grand[0], [partial]


_PARTIAL = "小计"
_SUMMED = re.compile(r"(?:合计|总计|小计|总数|共计)(?:数|额)?(?:[（(][^（）()]*[）)])?$")
"""Heads of columns that may add others up: 学生合计（人）; the rows tell whether they do."""


def _ways(grid: Grid, rows: list[int]) -> list[list[int]]:
    """The sets of rows that may make up all: without those inside others, or those of the widest rank."""
    labels = [bare(grid.table.rows[row].labels[-1]) if grid.table.rows[row].labels else "" for row in rows]
    outside = [row for row, label in zip(rows, labels, strict=True) if not _INSIDE.match(label)]
    ways = [outside]
    ranks = [_rank(label) for label in labels]
    if any(rank < len(_RANKS) for rank in ranks):
        widest = [row for row, rank in zip(rows, ranks, strict=True) if rank == min(ranks)]
        ways = [widest, outside]
    elif len(outside) < len(rows):
        first = next(at for at, row in enumerate(rows) if row not in outside)
        ways = [outside, rows[:first]]
    return [way for at, way in enumerate(ways) if len(way) >= _FEWEST and way not in ways[:at]]


def _rank(label: str) -> int:
    return next((at for at, mark in enumerate(_RANKS) if mark.match(label)), len(_RANKS))


def _sums(grid: Grid, total: int, rows: Sequence[int]) -> list[_Sum]:
    """The sums of all columns that can be added: each cell holds an amount of one unit, or nothing."""
    found = []
    for column in range(grid.table.first, grid.width):
        judged = grid.numbers[total][column]
        numbers = [grid.numbers[row][column] for row in rows]
        told = [m for m in numbers if m is not None]
        whole = all(m is not None or grid.empty[row][column] for m, row in zip(numbers, rows, strict=True))
        if judged is not None and whole and _adds_up(judged, told):
            found.append(_Sum(judged, told))
    return found


def _across(grid: Grid, row: int, total: int, columns: Sequence[int]) -> _Sum | None:
    judged, numbers = grid.numbers[row][total], [grid.numbers[row][column] for column in columns]
    told = [m for m in numbers if m is not None]
    whole = all(m is not None or grid.empty[row][at] for m, at in zip(numbers, columns, strict=True))
    return _Sum(judged, told) if judged is not None and whole and _adds_up(judged, told) else None


def _adds_up(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether amounts of one unit may be parts of a total: that of averages is none, it lies among them."""
    if len(parts) < _FEWEST or not total.is_amount or not all(m.is_level for m in parts):
        return False
    if "/" in total.figure.unit or not all(additive(m.figure, total.figure) for m in parts):
        return False
    return total.figure.value > max(m.figure.value for m in parts)


def _beside(grid: Grid, total: int) -> Iterator[Sequence[int]]:
    """The columns beside a total that may be its parts, below one head with it; the longest run first."""
    group = grid.table.heads[total][:-1]
    behind = _run(grid, range(total + 1, grid.width), group)
    before = _run(grid, range(total - 1, grid.table.first - 1, -1), group)
    for length in range(max(len(behind), len(before)), _FEWEST - 1, -1):
        for run in (behind, before):
            if length <= len(run):
                yield run[:length]


def _run(grid: Grid, columns: range, group: tuple[str, ...]) -> list[int]:
    run = []
    for column in columns:
        if _SUMMED.search(grid.head(column)) or grid.table.heads[column][: len(group)] != group:
            break
        run.append(column)
    return run


def _formula(one: _Sum) -> str:
    words = operands([m.figure for m in (*one.parts, one.total)])[:-1]
    if len(words) > _SHOWN:
        words = [*words[: _SHOWN - 2], "…", words[-1]]
        return f"{' + '.join(words)}（{len(one.parts)}项）"
    return " + ".join(words)
