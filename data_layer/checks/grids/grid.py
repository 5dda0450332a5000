"""A table as a grid of numbers.

What belongs here: which figure stands in which cell, and what it stands for. What does not: what follows from
which (``adding``, ``dividing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from data_layer.checks.cells import as_said
from data_layer.checks.intervals import Interval
from data_layer.checks.linking.passages import Mention
from data_layer.figures import Cell, Row, Table, find_tables
from data_layer.lexicon.tables import load_table_words
from data_layer.model import Article, Figure, FigureKind

__all__ = ["Grid", "bare", "grids_of", "is_total"]

_MARKED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[、.．])"
)
_MOST_COLUMNS = 30
"""Columns of a table that are looked at."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the numbers in its cells.

    Attributes:
        numbers: of each row, of each column, the number that the cell holds and nothing else; None where it
            holds none, or words.
        empty: the same, whether the cell holds nothing or a dash, which adds nothing to a sum.
    """

    table: Table
    numbers: Sequence[Sequence[Mention | None]]
    empty: Sequence[Sequence[bool]]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return min(len(self.table.heads), _MOST_COLUMNS)

    def head(self, column: int) -> str:
        """What stands right above a column's cells."""
        return bare(self.table.heads[column][-1]) if self.table.heads[column] else ""

    def name(self, row: int) -> str:
        """What a row is called, without the number that orders it."""
        labels = self.table.rows[row].labels
        return _MARKED.sub("", bare(labels[-1])) if labels else ""


def bare(words: str) -> str:
    """Words without the spaces that fill a cell: 合 计."""
    return words.replace(" ", "").replace("\u3000", "")


def is_total(words: str) -> bool:
    """Whether a row or column of that name adds the others up."""
    return words in load_table_words().totals


def grids_of(article: Article, figures: Sequence[Figure]) -> Iterator[Grid]:
    """The tables of an article that hold two numbers or more."""
    if "\t" not in article.text:
        return
    starts = {figure.char_start: figure for figure in figures}
    for table in find_tables(article.text, article.title):
        numbers = [[_number(article, row, cell, starts) for cell in row.cells] for row in table.rows]
        if sum(number is not None for row in numbers for number in row) > 1:
            for column in zip_longest(*numbers):
                _tell_finely([number for number in column if number is not None])
            blanks = load_table_words().blanks
            empty = [[cell is None or cell.text in blanks for cell in row.cells] for row in table.rows]
            yield Grid(table, numbers, empty)


def _number(article: Article, row: Row, cell: Cell | None, starts: Mapping[int, Figure]) -> Mention | None:
    figure = starts.get(cell.start) if cell is not None else None
    if cell is None or figure is None or figure.kind not in _KINDS:
        return None
    written = as_said(figure)
    if written.quote[-1].isdigit() or re.search(r"\w", article.text[figure.char_end : cell.end]):
        return None
    kind = figure.kind
    return Mention(
        written, article.text, cell.start, row.start, row.start, row.end, cell.start, figure.char_end,
        cell.start, cell.end, kind is FigureKind.LEVEL, kind is FigureKind.RATE, kind is FigureKind.GROWTH,
        kind is FigureKind.LEVEL and figure.value > 0,
    )  # fmt: skip


def _tell_finely(column: Sequence[Mention]) -> None:
    """A column is told as finely as its finest number: zeros above that are no rounding."""
    finest = min((m.stated.last * m.stated.factor for m in column if m.figure.value), default=0.0)
    for number in column:
        stated, least = number.stated, finest / number.stated.factor
        if stated.last > least and not number.figure.modifier:
            value = abs(stated.value)
            wide = Interval(value - least / 2, value + least, high_open=True)
            number.stated = stated._replace(wide=-wide if stated.value < 0 else wide)


_KINDS = (FigureKind.LEVEL, FigureKind.RATE, FigureKind.GROWTH)
