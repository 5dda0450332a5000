"""What kind of file the bytes are, and which reader takes their text out."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from data_layer.errors import ReadingError
from data_layer.model import Document, DocumentForm
from data_layer.reading.decoding import decode_text
from data_layer.reading.images import IMAGE_SUFFIXES, is_image, read_pictures
from data_layer.reading.scans import ReadText, join_pages, recognize_picture

__all__ = ["read_document"]

_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".pptx", ".ppt", ".dps"})
_ZIP = b"PK\x03\x04"
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_WORDS = ("图片里没有识别出文字", "请确认图片清楚、方向端正；照片里没有文字的不能读")
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 docx 后再导入"
_PDF_HEAD_BYTES = 1024
"""Where readers look for %PDF- (Adobe's implementation note to ISO 32000-1, 7.5.2)."""


def read_document(name: str, data: bytes) -> Document:
    """Read a file's bytes; what they are is told by their first bytes, then by the suffix of ``name``.

    Raises:
        ReadingError: if the file is empty, damaged, locked by a password, or of a kind that is not read.
    """
    if not data:
        raise ReadingError("文件是空的（0 字节）", "请重新下载或复制这个文件")
    form, read, encoding = _read(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(name, sha256, form, read.text, encoding, read.ocr_confidence, read.doubtful)


def _read(name: str, data: bytes) -> tuple[DocumentForm, ReadText, str | None]:
    """Form, text and character set; a reader's libraries are loaded with its first file."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:_PDF_HEAD_BYTES] and (suffix == ".pdf" or data.startswith(b"%PDF-")):
        from data_layer.reading.pdf import read_pdf

        form, read = read_pdf(data)
        return form, read, None
    if data.startswith(_ZIP):
        return DocumentForm.WORD, ReadText(_read_package(data, suffix)), None
    if is_image(data):
        return DocumentForm.SCAN, _read_image(data), None
    _refuse_other_kinds(data, suffix)
    text, encoding = decode_text(data)
    if suffix in _HTML or text[:200].lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html")):
        from data_layer.reading.html import read_html

        return DocumentForm.HTML, ReadText(read_html(text)), encoding
    return (DocumentForm.MARKDOWN if suffix in _MARKDOWN else DocumentForm.TEXT), ReadText(text), encoding


def _read_package(data: bytes, suffix: str) -> str:
    """The text of a Word file; what its name says to be no prose is no damaged Word file."""
    from data_layer.reading.word import NOT_PROSE, read_word

    try:
        return read_word(data)
    except ReadingError as error:
        if suffix in _SHEETS:
            raise ReadingError(*NOT_PROSE) from error
        raise


def _read_image(data: bytes) -> ReadText:
    read = join_pages(recognize_picture(picture) for picture in read_pictures(data))
    if not read.text.strip():
        raise ReadingError(*_NO_WORDS)
    return read


def _refuse_other_kinds(data: bytes, suffix: str) -> None:
    if suffix in IMAGE_SUFFIXES:
        raise ReadingError("图片已损坏，开头不是图片格式", "请重新扫描或下载后再导入")
    if data.startswith(_OLE):
        raise ReadingError("这是旧版 Office（doc、xls、wps 等）文件", _SAVE_AS_DOCX)
    if data.startswith(_OTHER_ARCHIVES):
        raise ReadingError("这种压缩包（rar、7z、gz）不能直接读", "请解压后导入，或重新压缩成 zip")
    if data.startswith(b"{\\rtf"):
        raise ReadingError("这是 RTF 文件，不能直接读", _SAVE_AS_DOCX)
    if suffix == ".pdf":
        raise ReadingError("PDF 文件已损坏，开头不是 PDF 格式", "请重新下载，或从原来的程序再导出一次")
    if suffix == ".docx":
        raise ReadingError("Word 文件已损坏，打不开", "请用 WPS 或 Word 打开修复，另存后再导入")
