"""Columns of a table that are growths or shares of others.

What belongs here: which columns a growth, a share or a completion follows from, as the rows bear it out. What
does not: rows and columns that add others up (``adding``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from data_layer.checks.changes.changes import CHANGE
from data_layer.checks.changes.telling import exempt_growth
from data_layer.checks.grids.grid import Grid, is_total
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import Reading
from data_layer.checks.linking.passages import Mention, additive
from data_layer.checks.shares.sharing import COMPLETION, PER_WHOLE, SHARE, share_of
from data_layer.checks.wording import operands

__all__ = ["growths_of_columns", "shares_of_columns"]

_PROVEN = 0.97
"""How sure a column is of two others where the rows bear it out."""
_NEAR, _FAR = 2, 3
"""Rows that must bear out what a column is of the amount beside it and another one, and of any others."""
_OF_THREE = 2 / 3
"""Of all rows that tell the three, how many must do so."""
_TRIED = 4
"""Rows after which two columns are given up of which none bore it out."""
_ONE = Interval.point(1.0)

_Readings = Sequence[Reading]
_Way = Callable[[int], Reading | None]
"""What the number of a row would follow from; None where the row does not tell it."""


def growths_of_columns(grid: Grid) -> Iterator[Reading]:
    """Each column of growths as what two others, or two rows below each other, come to."""
    for column in range(grid.table.first, grid.width):
        if _any(grid, column, lambda m: m.is_growth):
            yield from _proven(grid, _growth_ways(grid, column))


def shares_of_columns(grid: Grid) -> Iterator[Reading]:
    """Each column of rates as what another one is of a third, or of its own total."""
    for column in range(grid.table.first, grid.width):
        if _any(grid, column, lambda m: m.is_rate):
            yield from _proven(grid, _share_ways(grid, column))


def _any(grid: Grid, column: int, fits: Callable[[Mention], bool]) -> bool:
    return any(m is not None and fits(m) for row in grid.numbers for m in row[column : column + 1])


def _amounts(grid: Grid, judged: int) -> list[int]:
    """The columns of amounts, the nearest to the left of the judged one first, then those to the right."""
    columns = range(grid.table.first, grid.width)
    told = [at for at in columns if at != judged and _any(grid, at, lambda m: m.is_amount)]
    return sorted(told, key=lambda at: (at > judged, abs(at - judged)))


def _growth_ways(grid: Grid, judged: int) -> Iterator[tuple[int, _Way]]:
    amounts = _amounts(grid, judged)
    for new in amounts:
        for old in amounts:
            if new != old:
                near = _NEAR if amounts[0] in (new, old) else _FAR
                yield near, partial(_growth, grid, judged, new, old, 0)
        yield _NEAR if new == amounts[0] else _FAR, partial(_growth, grid, judged, new, new, 1)


def _share_ways(grid: Grid, judged: int) -> Iterator[tuple[int, _Way]]:
    amounts = _amounts(grid, judged)
    total = next((row for row in range(len(grid.numbers)) if is_total(grid.name(row))), None)
    for part in amounts:
        if total is not None:
            yield _NEAR if part == amounts[0] else _FAR, partial(_share, grid, judged, part, part, total)
        for whole in amounts:
            if whole != part:
                near = _NEAR if amounts[0] in (part, whole) else _FAR
                yield near, partial(_share, grid, judged, part, whole, None)


def _proven(grid: Grid, ways: Iterator[tuple[int, _Way]]) -> _Readings:
    """The readings of the way that most rows bear out, if enough do."""
    best: _Readings = ()
    most = 0
    for least, way in ways:
        readings, proofs = _tried(grid, way)
        if proofs >= max(least, _OF_THREE * len(readings)) and proofs > most:
            best, most = readings, proofs
    return best


def _tried(grid: Grid, way: _Way) -> tuple[_Readings, int]:
    readings: list[Reading] = []
    proofs = 0
    for row in range(len(grid.numbers)):
        reading = way(row)
        if reading is not None:
            readings.append(reading)
            proofs += _is_told_finely(reading.judged) and reading.holds()
            if len(readings) == _TRIED and not proofs:
                break
    return readings, proofs


def _is_told_finely(mention: Mention) -> bool:
    """Whether a number has so many digits that others hardly come to it by chance."""
    return sum(map(str.isdigit, mention.figure.quote.strip("0."))) > 1 and mention.figure.value != 0


def _at(grid: Grid, row: int, column: int) -> Mention | None:
    return grid.numbers[row][column] if row >= 0 and column < len(grid.numbers[row]) else None


def _growth(grid: Grid, judged: int, new: int, old: int, above: int, row: int) -> Reading | None:
    """A growth from the old column to the new one, the old one so many rows above."""
    change, later, earlier = _at(grid, row, judged), _at(grid, row, new), _at(grid, row - above, old)
    if change is None or later is None or earlier is None or not change.is_growth:
        return None
    if not (later.is_amount and earlier.is_amount and additive(later.figure, earlier.figure)):
        return None
    fell = change.figure.value < 0
    words = operands([later.figure, earlier.figure])
    high, low = words[::-1] if fell else words
    share = PER_WHOLE.get(change.figure.unit)
    if share is None and not additive(change.figure, later.figure):
        return None

    def rate(given: Sequence[Interval]) -> Interval:
        grown = given[0].over(given[1])
        return (_ONE - grown if fell else grown - _ONE).scaled(share or 1.0)

    def step(given: Sequence[Interval]) -> Interval:
        grown = given[0] - given[1]
        return (-grown if fell else grown).scaled(1 / change.stated.factor)

    told = f"{high} - {low}" if share is None else f"（{high} - {low}）÷ {words[1]}"
    return Reading(
        CHANGE, [later, earlier], change, ["现数", "原数", "增减"], step if share is None else rate, told,
        _PROVEN, "" if share is None else exempt_growth(change.figure, ""),
    )  # fmt: skip


def _share(grid: Grid, judged: int, part: int, whole: int, total: int | None, row: int) -> Reading | None:
    """A rate as what one column is of another, in its own row or in that of the total."""
    rate, some = _at(grid, row, judged), _at(grid, row, part)
    every = _at(grid, row if total is None else total, whole)
    if rate is None or some is None or every is None or not rate.is_rate or some is every:
        return None
    if rate.figure.unit not in PER_WHOLE or not (some.is_amount and every.is_amount):
        return None
    if not additive(some.figure, every.figure):
        return None
    rule = COMPLETION if _DONE in rate.figure.indicator else SHARE
    return share_of(rate, [some], [every], _PROVEN, rule, guarded=False)


_DONE = "完成"
"""What a rate is called that sets a result against a target or a budget."""
