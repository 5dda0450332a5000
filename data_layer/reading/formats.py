"""What kind of file the bytes are, and which reader takes their text out."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from data_layer.errors import ReadingError
from data_layer.model import Document, DocumentForm
from data_layer.reading.decoding import decode_text

__all__ = ["read_document"]

_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RECOGNISE = "请先用文字识别软件转成文本、Word 或带文字的 PDF，再导入"
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
    form, text, encoding = _read(name, data)
    return Document(name, hashlib.sha256(data).hexdigest(), form, text, encoding)


def _read(name: str, data: bytes) -> tuple[DocumentForm, str, str | None]:
    """Form, text and character set; a reader's libraries are loaded with its first file."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:_PDF_HEAD_BYTES] and (suffix == ".pdf" or data.startswith(b"%PDF-")):
        from data_layer.reading.pdf import read_pdf

        return DocumentForm.PDF, read_pdf(data), None
    if data.startswith(_ZIP):
        from data_layer.reading.word import read_word

        return DocumentForm.WORD, read_word(data), None
    _refuse_other_kinds(data, suffix)
    text, encoding = decode_text(data)
    if suffix in _HTML or text[:200].lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html")):
        from data_layer.reading.html import read_html

        return DocumentForm.HTML, read_html(text), encoding
    return (DocumentForm.MARKDOWN if suffix in _MARKDOWN else DocumentForm.TEXT), text, encoding


def _refuse_other_kinds(data: bytes, suffix: str) -> None:
    if data.startswith(_IMAGE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise ReadingError("这是一张图片，目前还不能识别图片里的文字", _RECOGNISE)
    if data.startswith(_OLE):
        raise ReadingError("这是旧版 Office（doc、xls、wps 等）文件", _SAVE_AS_DOCX)
    if data.startswith(b"{\\rtf"):
        raise ReadingError("这是 RTF 文件，不能直接读", _SAVE_AS_DOCX)
    if suffix == ".pdf":
        raise ReadingError("PDF 文件已损坏，开头不是 PDF 格式", "请重新下载，或从原来的程序再导出一次")
    if suffix == ".docx":
        raise ReadingError("Word 文件已损坏，打不开", "请用 WPS 或 Word 打开修复，另存后再导入")
