"""HTML to text: headings as ``#`` lines, one line a block, tabs between the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from data_layer.errors import ReadingError

__all__ = ["read_html"]

_DROPPED = ("script", "style", "noscript", "template", "svg", "nav", "iframe", "select", "button", "head")
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    r"header|hr|li|main|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_HEADING = re.compile(r"h([1-6])$")
_CELL_TAGS = ("td", "th")
_MOST_SPANNED = 100
"""Columns or rows that a cell goes over at most: a larger number is a slip, or covers all there are."""
_MOST_TABLES = 500
"""Cells over rows, and so tables, that are looked at: more are a program's, and would take its time."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CELL = "\x02", "\x03"
"""Stand around a table's cell until its lines are joined."""
_NO_MARKS = dict.fromkeys(map(ord, _CELL), " ")
_INNER_CELL = re.compile("\x02([^\x02\x03]*)\x03")
_MAX_CHARS = 8_000_000
"""The tree of a page takes 100 bytes a character (measured): more would take over 1 GB."""
_MAX_NESTED_TABLES = 8
_MAX_CELL_CHARS = 60
_MAX_CELL_LINES = 5
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_html(source: str) -> str:
    """The words that a reader of the page sees, menus and scripts dropped.

    Raises:
        ReadingError: if the page has no words, or is too large.
    """
    if len(source) > _MAX_CHARS:
        raise ReadingError("网页太大", "请只保存有正文的部分，或复制成文本文件后再导入")
    soup = BeautifulSoup(source, "html.parser")
    for tag in [*soup(_DROPPED), *soup(style=_HIDDEN), *soup(hidden=True)]:
        tag.decompose()
    for table in _reaching_down(soup):
        _spread_down(soup, table)
    words = _join_cells("".join(_pieces(soup)))
    lines = (line.strip(" ").rstrip("\t") for line in words.split("\n"))
    text = "\n".join(line for line in lines if line.strip("# \t"))
    if not text:
        raise ReadingError("网页里没有文字", "请在浏览器里打开网页，确认有正文，再另存为网页或复制成文本")
    return text


def _reaching_down(soup: BeautifulSoup) -> list[Tag]:
    """The tables in which a cell goes over rows, not more than a page of people's has."""
    tables = {}
    for cell in soup(_CELL_TAGS, rowspan=True, limit=_MOST_TABLES):
        table = cell.find_parent("table")
        if table is not None:
            tables[id(table)] = table
    return list(tables.values())


def _spread_down(soup: BeautifulSoup, table: Tag) -> None:
    """Put an empty cell where one of a row above reaches down: rows keep their columns."""
    reaching: dict[int, int] = {}
    for row in table("tr"):
        if row.find_parent("table") is not table:
            continue
        column = 0
        for cell in row(_CELL_TAGS, recursive=False):
            while reaching.get(column, 0):
                reaching[column] -= 1
                cell.insert_before(soup.new_tag("td"))
                column += 1
            for _ in range(_span(cell, "colspan")):
                reaching[column] = _span(cell, "rowspan") - 1
                column += 1
        for beyond in [at for at, rows in reaching.items() if at >= column and rows]:
            reaching[beyond] -= 1


def _span(cell: Tag, name: str) -> int:
    """Over how many columns or rows a cell goes."""
    words = str(cell.get(name, "1"))
    return min(_MOST_SPANNED, max(1, int(words))) if words.isascii() and words.isdecimal() else 1


def _pieces(soup: Tag) -> Iterator[str]:
    """Words and line ends in order; a stack instead of recursion, since pages nest without bound."""
    stack: list[PageElement | str] = [soup]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            before, after = _frame(node)
            yield before
            stack.append(after)
            stack.extend(reversed(node.contents))
        elif isinstance(node, PreformattedString):
            continue  # comments, doctypes, CDATA
        elif isinstance(node, NavigableString):
            words = _SPACE.sub(" ", node).translate(_NO_MARKS)
            yield words.translate(_SUPERSCRIPT) if _parent_name(node) == "sup" else words
        else:
            yield str(node)


def _join_cells(words: str) -> str:
    """Cells on the lines of their rows; a cell that holds paragraphs lays out a page, and keeps its lines."""
    for _ in range(_MAX_NESTED_TABLES):
        words, found = _INNER_CELL.subn(_cell, words)
        if not found:
            break
    return words.translate(dict.fromkeys(map(ord, _CELL)))


def _cell(match: re.Match[str]) -> str:
    lines = [line for line in map(str.strip, match.group(1).split("\n")) if line]
    if any(len(line) > _MAX_CELL_CHARS for line in lines) or len(lines) > _MAX_CELL_LINES:
        return "\n".join(["", *lines, ""])
    return " ".join(lines) + "\t"


def _frame(tag: Tag) -> tuple[str, str]:
    """What stands before and after a tag's content."""
    heading = _HEADING.match(tag.name)
    if heading:
        return f"\n{'#' * int(heading.group(1))} ", "\n"
    if tag.name in _CELL_TAGS:
        before, after = _CELL
        return before, after + "\t" * (_span(tag, "colspan") - 1)
    return ("\n", "\n") if _BLOCK.fullmatch(tag.name) else ("", "")


def _parent_name(node: PageElement) -> str:
    return node.parent.name if node.parent is not None else ""
