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
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_html(source: str) -> str:
    """The words that a reader of the page sees, menus and scripts dropped.

    Raises:
        ReadingError: if the page has no words.
    """
    soup = BeautifulSoup(source, "html.parser")
    for tag in soup(_DROPPED):
        tag.decompose()
    lines = (line.strip(" ").rstrip("\t") for line in "".join(_pieces(soup)).split("\n"))
    text = "\n".join(line for line in lines if line.strip("# \t"))
    if not text:
        raise ReadingError("网页里没有文字", "请在浏览器里打开网页，确认有正文，再另存为网页或复制成文本")
    return text


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
            words = _SPACE.sub(" ", node)
            yield words.translate(_SUPERSCRIPT) if _parent_name(node) == "sup" else words
        else:
            yield str(node)


def _frame(tag: Tag) -> tuple[str, str]:
    """What stands before and after a tag's content."""
    heading = _HEADING.match(tag.name)
    if heading:
        return f"\n{'#' * int(heading.group(1))} ", "\n"
    if tag.name in ("td", "th"):
        return "", "\t"
    return ("\n", "\n") if _BLOCK.fullmatch(tag.name) else ("", "")


def _parent_name(node: PageElement) -> str:
    return node.parent.name if node.parent is not None else ""
