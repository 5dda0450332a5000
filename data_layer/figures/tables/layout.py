"""Tables of an article: where they stand, and what the heads and margins say of each cell.

What belongs here: rows, columns, merged heads, captions. What does not: reading a cell (``cells``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_layer.lexicon.tables import load_table_words
from data_layer.lexicon.units import UnitKind, load_units

__all__ = ["Cell", "Row", "Table", "find_tables", "without_tables"]

_LONGEST_CAPTION = 60
"""Characters of a line above a table that may be its caption or tell its unit."""
_CAPTIONS = 2
"""Lines above a table that may be: 表1 …, 单位：万元."""
_LONGEST_SECTION = 30
"""Characters of a line without cells that goes on with a table: a cell merged over all columns."""
_LONGEST_NAME = 15
"""Characters of a cell behind a row's name that goes on with that name."""
_SCALES = "十百千万亿"
_MOST_SECTIONS = 2
"""Lines without cells between two rows."""
_MOST_HEADS = 3
"""Rows of heads above each other."""
_NEW_CAPTION = re.compile(
    r"[（(]?(?:附?表|续表)[0-9一二三四五六七八九十]|.{0,12}单位[:：]|[（(]?续[）)]?$|[注备资][:：料]"
)
_NUMBER = re.compile(r"[-+－−]?[0-9][0-9,]*(?:\.[0-9]+)?[万亿]{0,2}(?P<note>[①-⑳⁰¹²³⁴-⁹*＊]{0,2}$)?")
_TRANSLATED = re.compile(
    r"(?<=[\u4e00-\u9fff）)%])[ \u3000]+(?:\([A-Za-z0-9 .,'%-]+\) ?)?[A-Z(][A-Za-z’'().,:;&/% -]{2,}$"
)
_ENDS = ("。", "；", "：", ":", "！", "？")
_WHEN = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?)?(?:[0-9]{1,2}(?:[-—~至－][0-9]{1,2})?月份?|[1-4一二三四]季度|上半年|全年)?[末底初]?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``text`` is ``article.text[start:end]``, without the spaces around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heads.

    Attributes:
        start, end: its span in the text.
        labels: what its leading cells call it, those merged from above too.
        unit: what its own column of units says; empty where there is none.
        cells: of every column, None where the row has none.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    unit: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        captions: the lines above it, the nearest last.
        heads: of each column the words above it from top to bottom, merged ones over all their columns.
        sides: the words above the names of the rows.
        first: the first column that holds what is told; those before it name the rows.
        rows: below the heads.
    """

    captions: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    sides: tuple[str, ...]
    first: int
    rows: tuple[Row, ...]


_Line = tuple[int, list[Cell]]
"""Where a line begins, and its cells."""


def find_tables(text: str, title: str | None = None) -> list[Table]:
    """The tables of an article's text, in order: lines below each other whose cells tabs part.

    The article's ``title`` is a caption of the first where little stands between them.
    """
    if "\t" not in text:
        return []
    tables: list[Table] = []
    at = above = 0
    lines = list(_lines(text))
    while at < len(lines):
        if len(lines[at][1]) < 2:
            at += 1
            continue
        last = _last_row(text, lines, at)
        captions = [cells[0].text for _, cells in lines[max(above, at - _CAPTIONS) : at]]
        if title and at <= _CAPTIONS:
            captions = [title, *captions]
        found = _tables([words for words in captions if _is_caption(words)], lines[at : last + 1])
        tables += [table for table in found if table.rows]
        at = above = last + 1
    return tables


def without_tables(text: str) -> str:
    """``text`` with line ends for each character of a row, so that all else stands where it stood."""
    if "\t" not in text:
        return text
    return "\n".join("\n" * len(line) if "\t" in line else line for line in text.split("\n"))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        cells, at = [], start
        for words in line.split("\t"):
            lead = len(words) - len(words.lstrip(" "))
            bare = words.strip(" ")
            cells.append(Cell(at + lead, at + lead + len(bare), bare))
            at += len(words) + 1
        yield start, cells
        start += len(line) + 1


def _last_row(text: str, lines: Sequence[_Line], first: int) -> int:
    """The last line of the table that begins at ``first``; one without cells between rows is a section."""
    last = first
    for at in range(first + 1, len(lines)):
        cells = lines[at][1]
        if len(cells) > 1 and any(map(_is_data, lines[last][1])) and _is_head(lines[at : at + 2]):
            break
        if len(cells) > 1:
            last = at
        elif at > last + _MOST_SECTIONS or _parts_tables(cells[0].text):
            break
    return last


def _parts_tables(words: str) -> bool:
    return len(words) > _LONGEST_SECTION or words.endswith(_ENDS) or _NEW_CAPTION.match(words) is not None


def _is_caption(words: str) -> bool:
    return 0 < len(words) <= _LONGEST_CAPTION and not words.endswith(_ENDS)


def _tables(captions: list[str], lines: Sequence[_Line]) -> Iterator[Table]:
    """The table of some lines; two where 收入, 执行数 and 支出, 执行数 stand side by side."""
    grid = [(start, [cell if cell.text else None for cell in cells]) for start, cells in lines]
    while grid and sum(cell is not None for cell in grid[0][1]) == 1:  # 单位：万元, merged over all columns
        captions = [*captions, next(cell.text for cell in grid[0][1] if cell)]
        grid = grid[1:]
    width = max((len(cells) for _, cells in grid), default=0)
    full = [(start, cells + [None] * (width - len(cells))) for start, cells in grid]
    count = _count_heads([cells for _, cells in full])
    heads = _heads([cells for _, cells in full[:count]], width)
    body = [cells for _, cells in full[count:]]
    cut = _second_panel(heads, body)
    for low, high in ((0, cut), (cut, width)) if cut else ((0, width),):
        panel = heads[low:high]
        first, labels, unit = _margin(panel, [cells[low:high] for cells in body])
        rows = _rows([(start, cells[low:high]) for start, cells in full[count:]], labels, unit)
        above_labels = tuple("".join(panel[column]) for column in labels)
        yield Table(tuple(captions), tuple(panel), above_labels, first, tuple(rows))


def _second_panel(heads: Sequence[tuple[str, ...]], body: Sequence[Sequence[Cell | None]]) -> int:
    """The column at which a table begins anew with other rows; 0 where it does not."""
    half, odd = divmod(len(heads), 2)
    if odd or half < 2 or heads[1:half] != heads[half + 1 :] or not all(heads[1:half]):
        return 0
    return 0 if any(_is_data(cells[half]) for cells in body) else half


def _is_data(cell: Cell | None) -> bool:
    """Whether a cell opens with a number that is no year or month, alone or with its unit."""
    number = _NUMBER.match(cell.text) if cell is not None else None
    if cell is None or number is None or _WHEN.fullmatch(cell.text):
        return False
    unit = load_units().match(cell.text, number.end())
    return number["note"] is not None or (unit is not None and unit.kind is not UnitKind.TIME)


def _is_head(lines: Sequence[_Line]) -> bool:
    """Whether a line holds words alone, or years: below numbers such a one heads another table.

    One that leaves cells empty does where the next line is a head as well: theirs are merged.
    """
    blanks = load_table_words().blanks
    first, *more = [cells for _, cells in lines]
    full = [cell for cell in first[1:] if cell.text]
    if len(first) < 3 or not full or any(cell.text in blanks or _is_data(cell) for cell in full):
        return False
    merged = bool(more) and len(more[0]) > 1 and not any(map(_is_data, more[0]))
    return len(full) == len(first) - 1 or merged


def _count_heads(grid: Sequence[Sequence[Cell | None]]) -> int:
    """How many rows are heads: the first ones without a number, the later ones below merged cells."""
    count = 0
    for at, cells in enumerate(grid[: min(_MOST_HEADS, len(grid) - 1)]):
        if any(map(_is_data, cells)) or sum(cell is not None for cell in cells) < 2:
            break
        if at and not any(
            above is None or cell is None for above, cell in zip(grid[at - 1], cells, strict=True)
        ):
            break
        count = at + 1
    return count


def _heads(grid: Sequence[Sequence[Cell | None]], width: int) -> list[tuple[str, ...]]:
    heads: list[list[str]] = [[] for _ in range(width)]
    for at, cells in enumerate(grid):
        below = grid[at + 1] if at + 1 < len(grid) else [None] * width
        words = ""
        for column, cell in enumerate(cells):
            words = _own_words(cell.text) if cell else words if below[column] else ""
            if words and words not in heads[column]:
                heads[column].append(words)
    return [tuple(parts) for parts in heads]


def _own_words(words: str) -> str:
    """A head or a name without the English printed behind it: 客运量（万人） Traffic."""
    return _TRANSLATED.sub("", words) if any(map(str.islower, words)) else words


def _margin(
    heads: Sequence[tuple[str, ...]], body: Sequence[Sequence[Cell | None]]
) -> tuple[int, list[int], int | None]:
    """The first column that tells something, the columns before it that name the rows, that of units."""
    words, unit = load_table_words(), None
    labels: list[int] = []
    for column, parts in enumerate(heads):
        head = "".join(parts)
        told = [cells[column] for cells in body if cells[column] is not None]
        if head in words.units and any(_names_unit(cell) for cell in told):
            unit = column
        elif head in words.skipped:
            continue
        elif head in words.times or not any(_is_data(cell) or (labels and _describes(cell)) for cell in told):
            labels.append(column)
        else:
            return column, labels, unit
    return len(heads), labels, unit


def _names_unit(cell: Cell | None) -> bool:
    """Whether a cell is a unit and nothing else (万元, 万千瓦时, 个): a column 单位 may also name offices."""
    words = cell.text if cell is not None else ""
    scales = len(words) - len(words.lstrip(_SCALES))
    return any(words[at:] in load_units().units for at in range(scales + 1))


def _describes(cell: Cell | None) -> bool:
    """Whether a cell behind a row's name says more than a name does: 新建管网12公里."""
    if cell is None or _WHEN.fullmatch(cell.text):
        return False
    return len(cell.text) > _LONGEST_NAME or any(map(str.isdecimal, cell.text))


def _rows(
    lines: Sequence[tuple[int, Sequence[Cell | None]]], labels: Sequence[int], unit: int | None
) -> Iterator[Row]:
    """The rows; a name that is merged over rows stands in the first of them."""
    above: dict[int, str] = {}
    for _, cells in lines:
        present = [cell for cell in cells if cell is not None]
        if len(present) < 2:
            continue  # the head of a section
        own = [column for column in labels if cells[column] is not None]
        for column in own:
            name = _own_words(cells[column].text)  # type: ignore[union-attr]
            above = {at: words for at, words in above.items() if at < column} | {column: name}
        names = tuple(words for at, words in sorted(above.items()) if not own or at <= own[-1])
        told = cells[unit].text if unit is not None and cells[unit] is not None else ""  # type: ignore[union-attr]
        yield Row(present[0].start, present[-1].end, names, told, tuple(cells))
