"""Tables of plain text: cells below each other, one a line, or side by side with spaces between them.

What belongs here: finding them, and parting the cells of each row by tabs. What does not: rows whose cells
tabs or pipes part already (``characters``, ``lines``), what the cells mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data_layer.lexicon.tables import load_table_words

__all__ = ["part_spaced", "set_abreast"]

_LINE = re.compile(r"[^\n\f]*[^\s][^\n\f]*")
_NUMBER = re.compile(r"[-+－−±]?\d[\d,]*(?:\.\d+)?(?P<unit>[%％‰]|[^\s\d，。、；：,;:（()）\-.]{0,5})")
_TIME = re.compile(r"(?:19|20)\d\d年?.*|\d{1,2}(?:-\d{1,2})?月.*|\d{1,2}[日号]")
_TELLING = re.compile(r"[,.%％‰]|\D$")
"""What a page number has not: a point, a comma, a unit."""
_LABEL = re.compile(r"(?:其中[:：])?[^，。；：！？,;:!?…]{1,18}")
_CORNER = re.compile(
    r"(?:主要|各)?(?:指标|项目|名称|品名|单位|年份|地区|县区|县市区|乡镇|[镇乡村校户厂店]名|科目|类别|产品|品种|行业|部门|企业)(?:名称)?"
)
"""What stands above the names of the rows."""
_MOST_COLUMNS = 12
_FEWEST_ROWS = 3
_GAP = "\t"


_SPACES = re.compile(r"[ \t\u3000]+")


class _Cell(NamedTuple):
    """A line that is not empty: its span in the text without the spaces around it."""

    start: int
    end: int
    text: str


def set_abreast(level: str) -> str:
    """``level`` in the same length: between the cells of a row tabs and spaces stand for the line ends.

    At least three rows of a name and as many numbers each make a table; a row of heads above them, which
    names all its columns or all but the first, is set abreast too.
    """
    cells = [_cell(match) for match in _LINE.finditer(level)] if any(map(str.isdigit, level)) else []
    joined: list[tuple[int, int]] = []
    at = 0
    while at < len(cells):
        rows = _rows(level, cells, at)
        if len(rows) < _FEWEST_ROWS:
            at += 1
            continue
        head = _head(level, cells, rows[0][0], len(rows[0]))
        for row in (*([head] if head else []), *rows):
            joined += [(cells[a].end, cells[b].start) for a, b in zip(row, row[1:], strict=False)]
        if head and len(head) < len(rows[0]):
            joined.append((cells[head[0]].start - 1, cells[head[0]].start))
        at = rows[-1][-1] + 1
    return _with_tabs(level, joined)


def part_spaced(level: str) -> str:
    """``level`` in the same length: a tab stands for a space between the cells of a row.

    At least three lines below each other of a name and as many numbers each, two or more, make a table; the
    line above them that has as many cells, or one fewer behind an indent, heads it.
    """
    lines = [(match.start(), match.group()) for match in _LINE.finditer(level)] if "\n" in level else []
    tabs: list[int] = []
    at = 0
    while at < len(lines):
        count = _numbers_behind(lines[at][1])
        last = at + 1
        while count and last < len(lines) and _numbers_behind(lines[last][1]) == count:
            last += 1
        if count and last - at >= _FEWEST_ROWS and "\f" not in level[lines[at][0] : lines[last - 1][0]]:
            for start, words in lines[at:last]:
                tabs += [start + gap for gap in _gaps(words)[-count:]]
            tabs += _head_tabs(*lines[at - 1], count) if at else []
        at = last
    return _with_tabs(level, [(place, place + 1) for place in tabs])


def _gaps(words: str) -> list[int]:
    """Where the gaps between the cells of a line begin."""
    bare = words.rstrip()
    return [gap.start() for gap in _SPACES.finditer(bare) if gap.start()]


def _numbers_behind(words: str) -> int:
    """How many numbers end a line that begins with a name; 0 where it is no row."""
    cells = _SPACES.split(words.strip())
    count = 0
    while count < len(cells) and _is_number(cells[-1 - count]):
        count += 1
    name = "".join(cells[: len(cells) - count])
    if not any(sum(map(str.isdigit, cell)) > 1 for cell in cells[len(cells) - count :]):
        return 0  # digits set apart: 收入 3 6 5
    return count if 2 <= count <= _MOST_COLUMNS and name and _is_label(name) else 0


def _head_tabs(start: int, words: str, count: int) -> list[int]:
    cells, gaps = _SPACES.split(words.strip()), _gaps(words)
    if not all(map(_heads, cells)):
        return []
    if len(cells) == count + 1:
        return [start + gap for gap in gaps]
    indent = len(words) - len(words.lstrip())
    return [start, *(start + gap for gap in gaps)] if len(cells) == count and indent else []


def _cell(match: re.Match[str]) -> _Cell:
    words = match.group()
    start = match.start() + len(words) - len(words.lstrip())
    bare = words.strip()
    return _Cell(start, start + len(bare), bare)


def _rows(level: str, cells: Sequence[_Cell], first: int) -> list[range]:
    """The rows of one name and equally many numbers that begin with the cell at ``first``."""
    rows: list[range] = []
    at = first
    while at < len(cells) and _is_label(cells[at].text):
        end = at + 1
        while end < len(cells) and end - at <= _MOST_COLUMNS and _is_number(cells[end].text):
            end += 1
        row = range(at, end)
        if len(row) < 2 or (rows and len(row) != len(rows[0])) or _is_torn(level, cells, row):
            break
        rows.append(row)
        at = end
    return rows if _is_table(cells, rows) else []


def _is_table(cells: Sequence[_Cell], rows: Sequence[range]) -> bool:
    """Whether rows are none of a contents page: a bare number behind each name is that of a page."""
    if not rows or len(rows[0]) > 2:
        return True
    return all(_TELLING.search(cells[row[1]].text) for row in rows)


def _is_torn(level: str, cells: Sequence[_Cell], row: range) -> bool:
    """Whether a page ends inside a row."""
    return "\f" in level[cells[row[0]].start : cells[row[-1]].end]


def _is_number(words: str) -> bool:
    if words in load_table_words().blanks:
        return True
    return _NUMBER.fullmatch(words) is not None and _TIME.fullmatch(words) is None


def _is_label(words: str) -> bool:
    named = any("\u4e00" <= char <= "\u9fff" for char in words)
    return named and _LABEL.fullmatch(words) is not None and not _is_number(words)


def _head(level: str, cells: Sequence[_Cell], first: int, width: int) -> range | None:
    """The cells above the first row that head its columns; None where fewer stand there."""
    start = first
    while start > 0 and first - start < width and _heads(cells[start - 1].text):
        start -= 1
    if "\f" in level[cells[start].start : cells[first].start]:
        return None
    head = range(start, first)
    if (
        len(head) == width
        and not _CORNER.fullmatch(cells[start].text.replace(" ", ""))
        and _has_room(level, cells, start + 1)
    ):
        return head[1:]  # a line that says what the table tells
    if len(head) == width:
        return head
    return head if len(head) == width - 1 and _has_room(level, cells, start) else None


def _has_room(level: str, cells: Sequence[_Cell], at: int) -> bool:
    """Whether a tab fits between the line end before a cell and the cell, for the empty corner of a table."""
    return at > 0 and cells[at].start - cells[at - 1].end > 1


def _heads(words: str) -> bool:
    return _TIME.fullmatch(words) is not None or _is_label(words)


def _with_tabs(level: str, gaps: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(gaps):
        pieces += [level[at:start], _GAP, " " * (end - start - 1)]
        at = end
    return "".join(pieces) + level[at:] if gaps else level
