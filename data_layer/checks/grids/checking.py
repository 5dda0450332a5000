"""The rules for the tables of an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from data_layer.checks.findings import Finding
from data_layer.checks.grids.adding import sums_of_columns, sums_of_rows
from data_layer.checks.grids.dividing import growths_of_columns, shares_of_columns
from data_layer.checks.grids.grid import Grid, grids_of
from data_layer.checks.judging import Reading, judge
from data_layer.model import Article, Figure

__all__ = ["check_grids"]


def check_grids(article: Article, figures: Sequence[Figure]) -> Iterator[Finding]:
    """What the numbers in the article's tables say of each other."""
    for grid in grids_of(article, figures):
        of_number: dict[str, list[Reading]] = defaultdict(list)
        for reading in _readings(grid):
            of_number[reading.judged.figure.figure_id].append(reading)
        yield from filter(None, map(judge, of_number.values()))


def _readings(grid: Grid) -> Iterator[Reading]:
    yield from sums_of_rows(grid)
    yield from sums_of_columns(grid)
    yield from growths_of_columns(grid)
    yield from shares_of_columns(grid)
