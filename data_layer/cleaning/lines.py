"""The lines of a document with what layout is told by: width, indent, page, how the line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_layer.lexicon.cleaning import DROPPED

__all__ = ["MAX_LINE_CHARS", "Line", "is_spaced_out", "read_lines"]

MAX_LINE_CHARS = 20_000
"""No paragraph is longer; a text without line ends is cut here, so that memory and time stay bounded."""

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_EDGE = " \t\u3000" + DROPPED
_HEADING = re.compile(r"(#{1,6})(?=[^#])")
_MARK = re.compile(r"(?:>\s*)+|[-*+]\s+(?=\S)|#+$")
_RULE = re.compile(r"[-=_*|:\s—.·]*[-=_*|—]{2,}[-=_*|:\s—·]*")
_PAGE_NUMBER = re.compile(
    r"[-—–·]+\s*\d{1,4}\s*[-—–·]+|第\s*\d{1,4}\s*页(?:[\s,，/共]*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_ENTRY = re.compile(r"(?:[.．·…‥]\s?){2}[.．·…‥]\s{0,9}[（(]?\d{1,4}[）)]?$")
_ENTRY_CHARS = 24
_INDENT = re.compile(r"\u3000| {2}|\t")
_CLOSERS = "”’\"'）)】》〉』」*"
_FINAL = ("。", "！", "？", "!", "?", "…")
_CLOSING_NAMES = re.compile(r"(?<=[。！？!?…”\"])\s*[（(][^（）()。]{2,40}[）)]$")
_CELL_NUMBER = re.compile(r"[-+－−]?\d[\d,]*(?:\.\d+)?(?:[%％‰]|[万亿千百]{0,2}[^\W\d]{0,4})")
_LONGEST_BETWEEN, _MOST_BETWEEN = 30, 2
"""Characters, and number, of lines without cells between two rows of one table."""
_FINAL_MARKS = "。！？!?；;：:"
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff，。、；：”“]) +(?=[\u4e00-\u9fff“])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something.

    Attributes:
        start, end: its words in the raw text, without indent and marks.
        width: in full-width characters; a narrow one is half, spaces count nothing.
        heading: 1 to 6 for a marked heading, else 0.
        indented: it opens with an ideographic space, two spaces or a tab.
        gap: line ends between this line and the one before.
        page: from 1.
        torn: a page number stood between it and the line before.
        entry: it is one of a table of contents: dots lead to a page number.
        closed: it ends a sentence (a full stop or the like, quotes and brackets after it aside).
        stretched: its characters were set apart to fill the column, so that it holds fewer than its width.
        row: it is one of a table: tabs part its cells, one before it stands for an empty first cell.
    """

    start: int
    end: int
    width: float
    heading: int
    indented: bool
    gap: int
    page: int
    torn: bool
    entry: bool
    closed: bool
    stretched: bool
    row: bool


def read_lines(level: str) -> Iterator[Line]:
    """The lines of a levelled text in order; empty ones and drawn rules are left out."""
    page, last_end, torn = 1, 0, False
    rows = _table_rows(level)
    for begin, end in _cut_lines(level):
        between = level[last_end:begin]
        if "\f" in between:
            page += between.count("\f")
        raw = level[begin:end]
        words = raw.lstrip(_EDGE)
        lead = len(raw) - len(words)
        row = begin in rows
        heading = None if row else _HEADING.match(words)
        if heading:
            words = words[heading.end() :].lstrip(_EDGE)
        mark = None if row else _MARK.match(words)
        if mark and not _PAGE_NUMBER.fullmatch(words.rstrip(_EDGE)):
            words = words[mark.end() :].lstrip(_EDGE)
        if row and "\t" in raw[:lead]:
            words = raw[raw.index("\t") :]
        start = end - len(words)
        words = words.rstrip(_EDGE + "#" if heading else _EDGE)
        if not words or _RULE.fullmatch(words):
            continue
        if _is_page_number(words, level, begin, end):
            torn = True
            continue
        indented = lead > 0 and _INDENT.search(raw, 0, lead) is not None
        yield Line(
            start,
            start + len(words),
            _width(words),
            len(heading.group(1)) if heading else 0,
            indented,
            between.count("\n") or between.count("\r") or 1,
            page,
            torn,
            _ENTRY.search(words[-_ENTRY_CHARS:]) is not None,
            _CLOSING_NAMES.sub("", words).rstrip(_CLOSERS).endswith(_FINAL),
            is_spaced_out(words),
            row,
        )
        last_end, torn = end, False


def _table_rows(level: str) -> frozenset[int]:
    """Where lines begin that are rows of a table: two or more below each other, with a number in a cell."""
    if "\t" not in level:
        return frozenset()
    rows: set[int] = set()
    table: list[tuple[int, str]] = []
    between = 0
    for begin, end in [*_cut_lines(level), (0, 0)]:
        words = level[begin:end].strip(_EDGE)
        if "\t" in words and ("。" not in words or _has_number(words)):
            table.append((begin, words))
            between = 0
        elif (
            words
            and len(words) <= _LONGEST_BETWEEN
            and between < _MOST_BETWEEN
            and words[-1] not in _FINAL_MARKS
        ):
            between += 1  # the head of a section, merged over all columns
        elif words or begin == end:
            if len(table) > 1 and any(_has_number(words) for _, words in table):
                rows.update(at for at, _ in table)
            table = []
    return frozenset(rows)


def _has_number(words: str) -> bool:
    return any(_CELL_NUMBER.fullmatch(cell.strip(_EDGE)) for cell in words.split("\t"))


def _is_page_number(words: str, level: str, begin: int, end: int) -> bool:
    """— 3 —, 第3页, or a bare number at a page's edge."""
    if _PAGE_NUMBER.fullmatch(words):
        return True
    return words.isdecimal() and len(words) <= 4 and "\f" in level[begin - 3 : begin] + level[end : end + 3]


def _cut_lines(level: str) -> Iterator[tuple[int, int]]:
    """Where lines begin and end; one without end, longer than any paragraph is, comes in parts."""
    for match in _LINE.finditer(level):
        begin, end = match.span()
        while end - begin > MAX_LINE_CHARS:
            full_stop = level.find("。", begin + MAX_LINE_CHARS // 2, begin + MAX_LINE_CHARS)
            part = full_stop + 1 if full_stop >= 0 else begin + MAX_LINE_CHARS
            yield begin, part
            begin = part
        yield begin, end


def is_spaced_out(words: str) -> bool:
    """Whether the characters of a line were set apart (全 市 共), as justified print comes out of a PDF."""
    return " " in words and len(_SPACED.findall(words)) * 5 >= len(words) - words.count(" ")


def _width(words: str) -> float:
    narrow = len(words.encode("ascii", "ignore"))
    blank = words.count(" ") + words.count("\t") + words.count("\u3000") + words.count(DROPPED)
    blank_narrow = words.count(" ") + words.count("\t")
    return len(words) - blank - (narrow - blank_narrow) / 2
