"""Word (docx) to text: headings as ``#`` lines, each table row as one line with tabs between its cells.

Text boxes come behind the paragraph that they hang on, footnotes at the end. Left out is what is no text of
the document: deleted passages, the heads and feet of pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from data_layer.errors import ReadingError

__all__ = ["DAMAGED", "read_word"]

_MOST_COLUMNS = 63
"""Word's own limit for the columns of a table."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
DAMAGED = ("Word 文件已损坏，打不开", "请用 WPS 或 Word 打开修复，另存后再导入")
_EMPTY = (
    "Word 文件里没有文字",
    "如果里面是图片，请把图片另存出来，或把文件另存为 PDF 再导入，程序会识别其中的文字",
)

_WORDS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_LEFT_OUT = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:footnoteReference", "w:rt"))
)
_BOX = qn("w:txbxContent")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVE, _CHOICE = _COMPATIBILITY + "AlternateContent", _COMPATIBILITY + "Choice"
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = (qn(name) for name in ("w:p", "w:tbl", "w:tr", "w:tc", "w:r"))
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_word(data: bytes) -> str:
    """The words of a docx in reading order.

    Raises:
        ReadingError: if it is damaged, locked, or holds no words.
    """
    try:
        lines = list(_lines(io.BytesIO(data)))
    except Exception as error:  # the parser raises whatever a broken part makes it stumble over
        raise ReadingError(*DAMAGED) from error
    if not any(line.strip() for line in lines):
        raise ReadingError(*_EMPTY)
    return "\n".join(lines)


def _lines(stream: io.BytesIO) -> Iterator[str]:
    document = docx.Document(stream)
    for block in _blocks(document.element.body):
        if block.tag == _TABLE:
            yield from _rows(block)
        else:
            yield _line(block, document)
        for box in _boxes(block):
            yield from (_text(paragraph).strip("\n") for paragraph in box.iter(_PARAGRAPH))
    yield from _footnotes(document)


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those in content controls and insertions too."""
    for child in element:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _blocks(child)


def _line(paragraph: Any, document: Any) -> str:
    text = _text(paragraph).strip("\n")
    level = _heading_level(paragraph, document)
    return f"{'#' * min(6, level)} {' '.join(text.split())}" if level and text.strip() else text


def _heading_level(paragraph: Any, document: Any) -> int:
    """1 to 9 for a heading, 0 for running text: by its style, else by its own outline level."""
    style = Paragraph(paragraph, document).style
    name = (style.name or "") if style is not None else ""
    heading = _HEADING.match(name)
    if heading or name == "Title":
        return int(heading.group(1)) if heading else 1
    outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
    return level + 1 if level < 9 else 0


def _text(element: Any) -> str:
    """The words of a paragraph or a cell, without those of text boxes in it."""
    return "".join(_words(element))


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            text = child.text or ""
            yield text.translate(_SUPERSCRIPT) if _is_raised(element) else text
        elif child.tag in _WORDS:
            yield _WORDS[child.tag]
        elif child.tag == _ALTERNATIVE:
            yield from (word for choice in child.findall(_CHOICE)[:1] for word in _words(choice))
        elif child.tag not in _LEFT_OUT and child.tag != _BOX:
            yield from _words(child)


def _is_raised(run: Any) -> bool:
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return raised is not None and raised.get(qn("w:val")) == "superscript"


def _boxes(block: Any) -> Iterator[Any]:
    """Text boxes, each once: a file holds them a second time for older programs."""
    for box in block.iter(_BOX):
        around = [parent.tag for parent in box.iterancestors()]
        if _ALTERNATIVE not in around or _CHOICE in around:
            yield box


def _rows(table: Any) -> Iterator[str]:
    """A merged cell is there once; the other places that it covers, to the right and below, are empty."""
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is table:
            cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
            words = ("" if _is_merged_up(cell) else _cell(cell) for cell in cells)
            spread = (text + "\t" * (_columns(cell) - 1) for text, cell in zip(words, cells, strict=True))
            yield "\t".join(spread).rstrip("\t")


def _cell(cell: Any) -> str:
    paragraphs = (_text(paragraph) for paragraph in cell.iter(_PARAGRAPH))
    return " ".join(" ".join(paragraphs).split())


def _columns(cell: Any) -> int:
    """Over how many columns a cell goes."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    words = span.get(qn("w:val"), "1") if span is not None else "1"
    return min(_MOST_COLUMNS, max(1, int(words))) if words.isdecimal() else 1


def _is_merged_up(cell: Any) -> bool:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _footnotes(document: Any) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            for note in parse_xml(relation.target_part.blob):
                if note.get(qn("w:type")) in (None, "normal"):
                    yield " ".join(_text(paragraph).strip() for paragraph in note.iter(_PARAGRAPH))
