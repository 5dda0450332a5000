"""One sheet as text: its title as a heading, captions and notes as lines, a line with tabs for each row.

What belongs here: what is true of a sheet whatever file it comes from, its limits too. What does not: taking
cells out of a file, what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from data_layer.errors import ReadingError

__all__ = ["Sheet", "lay_out"]


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """What one file may hold.

    Attributes:
        max_cells: cells that hold something, of all sheets: a yearbook's tables have 50,000. Registers of
            persons or payments have more, and are no figures that a place reports.
        max_title_chars: a longer first line is a sentence.
    """

    max_cells: int = 100_000
    max_title_chars: int = 60


_LIMITS = SheetLimits()
_TOO_MANY = (
    "表格太大：有内容的单元格超过 {} 个",
    "这里只读汇总数据，不读逐条的名册和流水；请只留下要用的工作表，或拆成几个文件再导入",
)
_EMPTY = ("表格里没有内容", "请确认文件是否选对；隐藏的工作表不读，要读请先取消隐藏")
_UNTOLD_NAME = re.compile(
    r"(?:sheet|table|book|工作表|表格?|附表|附件|副本|[a-z])?[ _.-]*[0-9一二三四五六七八九十]*"
    r"(?:[ _]*[(（][0-9]+[)）])?",
    re.IGNORECASE,
)
"""Names that programs give sheets, or that only count them: Sheet1, 表2, 附件3."""
_FIELD = re.compile(r"[^:：]{2,6}[:：].*|[（(][^（）()]*单位[:：][^（）()]*[）)]|[（(]?续表?[）)]?")
"""单位：万元, 填报单位：县统计局, 制表日期：…: what stands above a table and is no title."""
_TIME = re.compile(r"(?:(?:19|20)[0-9]{2}年?)?(?:[0-9一二三四-]{1,5}(?:月份?|季度)|[上下]半年|年度)?")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2028\u2029]+")
_NUMBER = re.compile(r"[-+－−]?[0-9][0-9,]*(?:\.[0-9]+)?[%％‰]?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: what its tab says; empty for a file without tabs.
        rows: of each row the cells as they are shown, empty ones too. A merged cell is there once; the other
            places that it covers are empty. Gone through once.
    """

    name: str
    rows: Iterable[Sequence[str]]


def lay_out(sheets: Iterable[Sheet], file_name: str) -> str:
    """The text of a file's sheets, in their order.

    Args:
        sheets: those that are shown.
        file_name: without its suffix; what a sheet is called that nothing else names.

    Raises:
        ReadingError: if they hold nothing, or more than is read.
    """
    lines: list[str] = []
    left = _LIMITS.max_cells
    for sheet in sheets:
        rows = []
        for row in sheet.rows:
            rows.append([_words(cell) for cell in row])
            left -= sum(map(bool, rows[-1]))
            if left < 0:
                raise ReadingError(_TOO_MANY[0].format(_LIMITS.max_cells), _TOO_MANY[1])
        lines += _lines(sheet.name, file_name, [row for table in _tables(rows) for row in table])
    if not lines:
        raise ReadingError(*_EMPTY)
    return "\n".join(lines)


def _words(cell: str) -> str:
    """A cell on one line, without what would part it."""
    return _SPACES.sub(" ", cell).strip().replace("|", "｜")


def _tables(rows: list[list[str]]) -> Iterator[list[list[str]]]:
    """The rows of a sheet without its empty columns; what these part is one table after another.

    They part tables only where names and numbers stand on both sides: else a cell is merged over them.
    """
    width = max(map(len, rows), default=0)
    full = [row + [""] * (width - len(row)) for row in rows if any(row)]
    filled = [any(column) for column in zip(*full, strict=True)]
    parts = [
        [[row[at] for at, _ in columns] for row in full if any(row[at] for at, _ in columns)]
        for is_filled, columns in ((key, list(run)) for key, run in groupby(enumerate(filled), itemgetter(1)))
        if is_filled
    ]
    if all(map(_is_table, parts)):
        yield from parts
    else:
        yield [[cell for cell, is_filled in zip(row, filled, strict=True) if is_filled] for row in full]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether columns hold a table of their own: names, and numbers beside them."""
    return bool(rows) and len(rows[0]) > 1 and any(row[0] and any(map(_is_number, row[1:])) for row in rows)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _lines(name: str, file_name: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a sheet; an empty one stands around each that holds no cells beside each other."""
    if not rows:
        return
    caption, rest = _caption(rows)
    yield f"# {_title(name, file_name, caption).lstrip('# ')}"
    for at, row in enumerate(rest):
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and (row[0] or not _is_beside(rest, at)):
            yield from ("", filled[0].lstrip("# "), "")
        elif all(map(_FIELD.fullmatch, filled)):
            yield from (line for cell in filled for line in ("", cell, ""))
        else:
            yield "\t".join(row).rstrip("\t")


def _caption(rows: Sequence[Sequence[str]]) -> tuple[str, Sequence[Sequence[str]]]:
    """The line that says what a sheet tells, and the other rows; empty where no such line stands first."""
    first = [cell for cell in rows[0] if cell]
    if len(first) != 1 or len(rows) == 1 or len(first[0]) > _LIMITS.max_title_chars:
        return "", rows
    return ("", rows) if _FIELD.fullmatch(first[0]) or _is_number(first[0]) else (first[0], rows[1:])


def _title(name: str, file_name: str, caption: str) -> str:
    """What a sheet is called: by its caption and its tab, a time (2023年) before, other words behind it."""
    told = "" if _UNTOLD_NAME.fullmatch(name.strip()) else _words(name)
    if not caption or caption in told:
        return told or _words(file_name)
    if not told or told in caption:
        return caption
    return told + caption if _TIME.fullmatch(told) else f"{caption}（{told}）"


def _is_beside(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row stands between others that hold several cells: its only cell is one of a table."""
    return any(sum(map(bool, row)) > 1 for row in rows[:at]) and any(
        sum(map(bool, row)) > 1 for row in rows[at + 1 :]
    )
