"""PDF to text, page by page: the text layer where there is one, else what is recognised in its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from data_layer.errors import ReadingError
from data_layer.model import DocumentForm
from data_layer.reading.scans import PageText, ReadText, join_pages, recognize_picture
from data_layer.reading.textlayer import read_text_layer

__all__ = ["read_pdf"]

_DAMAGED = ("PDF 文件已损坏，打不开", "请重新下载，或从原来的程序再导出一次")
_LOCKED = ("PDF 文件设了打开密码", "请用密码打开后另存（或打印）为没有密码的 PDF，再导入")
_EMPTY = ("PDF 里没有文字，图片里也没有识别出文字", "请确认扫描清楚、方向端正，或换一份清楚的文件")
_UNMAPPED = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")
"""What a font without a table of its characters gives."""


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """When a page is recognised instead of read, and how.

    Attributes:
        min_chars: a scanned page has no text layer, or a stamp and a page number in it.
        max_unmapped_share: unmapped characters among all, above which a text layer is of no use.
        dpi: resolution of a page's picture; smaller print than books' is read well at it.
        max_pixels: of the picture; larger pages (posters, plans) are drawn smaller.
    """

    min_chars: int = 8
    max_unmapped_share: float = 0.3
    dpi: int = 200
    max_pixels: int = 30_000_000


_LIMITS = PdfLimits()


def read_pdf(data: bytes) -> tuple[DocumentForm, ReadText]:
    """The words of each page; the form is SCAN if all of them had to be recognised.

    Raises:
        ReadingError: if the file is damaged, locked by a password, or has no words.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(*_LOCKED) from error
        raise ReadingError(*_DAMAGED) from error
    try:
        pages = list(_pages(pdf))
    finally:
        pdf.close()
    read = join_pages(pages)
    if not read.text.strip():
        raise ReadingError(*_EMPTY)
    is_scan = all(page.sure or not page.text.strip() for page in pages)
    return (DocumentForm.SCAN if is_scan else DocumentForm.PDF), read


def _pages(pdf: Any) -> Iterator[PageText]:
    """Each page; one that is damaged while others are whole counts as empty."""
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pdfium.PdfiumError:
            yield PageText("")
            continue
        try:
            yield _read_page(page)
        except pdfium.PdfiumError:
            yield PageText("")
        finally:
            page.close()


def _read_page(page: Any) -> PageText:
    text = read_text_layer(page)
    words = "".join(text.split())
    unmapped = len(_UNMAPPED.findall(words))
    has_words = len(words) >= _LIMITS.min_chars and unmapped <= _LIMITS.max_unmapped_share * len(words)
    if has_words or next(page.get_objects(max_depth=1), None) is None:
        return PageText(text)
    found = recognize_picture(_draw(page))
    return found if found.text else PageText(text)


def _draw(page: Any) -> Any:
    """The page's picture: rows, columns, blue-green-red."""
    width, height = page.get_size()
    scale = min(_LIMITS.dpi / 72, (_LIMITS.max_pixels / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale)
    try:
        return bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()
