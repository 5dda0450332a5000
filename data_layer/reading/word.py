"""Word (docx) to text: headings as ``#`` lines, each table row as one line with tabs between its cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from data_layer.errors import ReadingError

__all__ = ["read_word"]

_MAX_UNPACKED_BYTES = 500_000_000
"""A docx that unpacks to more is no report but a bomb."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_NOT_PROSE = ("这是电子表格或演示文稿，不是文字材料", "请把要用的文字复制到 Word 或文本文件里再导入")
_DAMAGED = ("Word 文件已损坏，打不开", "请用 WPS 或 Word 打开修复，另存后再导入")


def read_word(data: bytes) -> str:
    """The words of a docx in reading order.

    Raises:
        ReadingError: if it is damaged, locked, holds no words, or is another kind of zip file.
    """
    _check_package(data)
    try:
        lines = list(_lines(io.BytesIO(data)))
    except Exception as error:  # the parser raises whatever a broken part makes it stumble over
        raise ReadingError(*_DAMAGED) from error
    if not any(line.strip() for line in lines):
        raise ReadingError("Word 文件里没有文字", "如果里面是图片，请先用文字识别软件转成文字")
    return "\n".join(lines)


def _check_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            size = sum(part.file_size for part in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadingError(*_DAMAGED) from error
    if size > _MAX_UNPACKED_BYTES:
        raise ReadingError("文件展开后过大，可能不是正常的文档", "请确认文件来源，或拆成几个较小的文件再导入")
    if "word/document.xml" in names:
        return
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise ReadingError(*_NOT_PROSE)
    if "[Content_Types].xml" in names:
        raise ReadingError(*_DAMAGED)
    raise ReadingError("这是压缩包，不能直接读", "请先解压，再导入里面的文件或整个文件夹")


def _lines(stream: io.BytesIO) -> Iterator[str]:
    for block in docx.Document(stream).iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield _line(block)


def _line(paragraph: Paragraph) -> str:
    text = paragraph.text.strip("\n")
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = _HEADING.match(name)
    if not text.strip() or not (heading or name == "Title"):
        return text
    marks = "#" * min(6, int(heading.group(1))) if heading else "#"
    return f"{marks} {' '.join(text.split())}"


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        seen = None
        for cell in row.cells:
            if cell._tc is not seen:  # a merged cell comes once for each column that it spans
                cells.append(" ".join(cell.text.split()))
            seen = cell._tc
        yield "\t".join(cells)
