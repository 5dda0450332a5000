"""PDF with a text layer to text: pages parted by form feeds."""

from __future__ import annotations

import pypdfium2 as pdfium

from data_layer.errors import ReadingError

__all__ = ["read_pdf"]

_DAMAGED = ("PDF 文件已损坏，打不开", "请重新下载，或从原来的程序再导出一次")
_LOCKED = ("PDF 文件设了打开密码", "请用密码打开后另存（或打印）为没有密码的 PDF，再导入")
_SCANNED = ("PDF 里只有页面图片，没有文字，目前还不能识别", "请先用文字识别软件转成带文字的 PDF，再导入")
_MIN_CHARS_A_PAGE = 8
"""A scanned page has no text layer, or a stamp and a page number in it."""


def read_pdf(data: bytes) -> str:
    """The text layer, page by page, in the order in which the file draws it.

    Raises:
        ReadingError: if the file is damaged, locked by a password, or has pictures of pages only.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(*_LOCKED) from error
        raise ReadingError(*_DAMAGED) from error
    try:
        pages = [_page_text(pdf, number) for number in range(len(pdf))]
    finally:
        pdf.close()
    if sum(len("".join(page.split())) for page in pages) < _MIN_CHARS_A_PAGE * max(1, len(pages)):
        raise ReadingError(*_SCANNED)
    return "\f".join(pages)


def _page_text(pdf: pdfium.PdfDocument, number: int) -> str:
    """Text of one page; a page that is damaged while others are whole counts as empty."""
    try:
        page = pdf[number]
        words = page.get_textpage()
        text: str = words.get_text_range()
        words.close()
        page.close()
    except pdfium.PdfiumError:
        return ""
    return text.replace("\f", "\n")
