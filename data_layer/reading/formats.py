"""What kind of file the bytes are, and which reader takes their text out."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from data_layer.errors import ReadingError
from data_layer.model import Document, DocumentForm
from data_layer.reading.decoding import decode_text
from data_layer.reading.images import IMAGE_SUFFIXES, is_image, read_pictures
from data_layer.reading.scans import ReadText, join_pages, recognize_picture

__all__ = ["read_document"]

_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_SHEETS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".et"})
_SEPARATED = frozenset({".csv", ".tsv"})
_OFFICE = _SHEETS | {
    ".pptx", ".ppt", ".dps", ".doc", ".docx", ".docm", ".dot", ".dotx", ".wps", ".wpt",
}  # fmt: skip
"""Names of Office files; what many programs write under them, for Office to open, is HTML or plain text."""
_ZIP = b"PK\x03\x04"
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_WORDS = ("图片里没有识别出文字", "请确认图片清楚、方向端正；照片里没有文字的不能读")
_SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 docx 后再导入"
_SAVE_AS = "请用 WPS 或 Office 打开，表格另存为 xlsx、文字另存为 docx 后再导入"
_DAMAGED_SHEET = ("Excel 文件已损坏，打不开", "请用 Excel 或 WPS 打开修复，另存为 xlsx 后再导入")
_LOCKED = ("文件设了密码", "请用 Excel、Word 或 WPS 打开，取消密码后再导入")
_SLIDES = ("这是演示文稿，不是文字材料", "请把要用的文字复制到 Word 或文本文件里再导入")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds a docx or xlsx under a password ([MS-OFFCRYPTO] 2.3.4.4)."""
_OFFICE_XML = ("这是 Office 的 XML 文件或单个文件网页（mht），不能直接读", _SAVE_AS_DOCX)
_LEAST_HAN_SHARE = 0.02
"""So many characters of a text with an Office name are Chinese at the least; rows of numbers have more."""
_HEAD_CHARS = 4000
_OPENING = r"\s*(?:(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->)\s*)*<(?:{})\b"
"""The first tag of a page, behind what may stand before it."""
_PAGE = re.compile(_OPENING.format("!doctype html|html"), re.IGNORECASE | re.DOTALL)
_PART_OF_PAGE = re.compile(
    _OPENING.format("!doctype html|html|head|meta|title|style|body|table|div|p"), re.IGNORECASE | re.DOTALL
)
"""What a program that exports for Office writes: often a table without a page around it."""
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
        form, words = _read_package(name, data)
        return form, ReadText(words), None
    if is_image(data):
        return DocumentForm.SCAN, _read_image(data), None
    if data.startswith(_OLE):
        return DocumentForm.SHEET, ReadText(_read_container(name, data)), None
    _refuse_other_kinds(data, suffix)
    text, encoding = decode_text(data) if suffix not in _OFFICE else _decode_named_office(data, suffix)
    opening = _PART_OF_PAGE if suffix in _OFFICE else _PAGE
    if suffix in _HTML or opening.match(text[:_HEAD_CHARS].lstrip("\ufeff")):
        from data_layer.reading.html import read_html

        return DocumentForm.HTML, ReadText(read_html(text)), encoding
    if suffix in _SEPARATED:
        from data_layer.reading.spreadsheets import read_separated

        return DocumentForm.SHEET, ReadText(read_separated(text, name)), encoding
    return (DocumentForm.MARKDOWN if suffix in _MARKDOWN else DocumentForm.TEXT), ReadText(text), encoding


def _decode_named_office(data: bytes, suffix: str) -> tuple[str, str]:
    """The text of a file whose name says Office and whose bytes do not."""
    damaged = (
        f"文件名是 {suffix}，内容却不是 Office 文件，也不是文字",
        "文件可能已损坏或改错了名字，请重新下载；打得开的话，用 WPS 或 Word 另存为 docx 后再导入",
    )
    try:
        text, encoding = decode_text(data)
    except ReadingError as error:
        raise ReadingError(*damaged) from error
    head = text[:_HEAD_CHARS].lstrip("\ufeff \t\r\n")
    if _PART_OF_PAGE.match(head):
        return text, encoding
    if head.startswith(("<?xml", "MIME-Version:")):
        raise ReadingError(*_OFFICE_XML)
    words = "".join(text.split())
    if sum("\u4e00" <= char <= "\u9fff" for char in words) < _LEAST_HAN_SHARE * len(words):
        raise ReadingError(*damaged)
    return text, encoding


def _read_package(name: str, data: bytes) -> tuple[DocumentForm, str]:
    """The text of one of Office's packages, by the parts that it holds."""
    from data_layer.reading.packages import parts_of
    from data_layer.reading.word import DAMAGED, read_word

    is_sheet = PurePath(name).suffix.lower() in _SHEETS
    parts = parts_of(data, _DAMAGED_SHEET if is_sheet else DAMAGED)
    if "word/document.xml" in parts:
        return DocumentForm.WORD, read_word(data)
    if "xl/workbook.xml" in parts:
        from data_layer.reading.spreadsheets import read_workbook

        return DocumentForm.SHEET, read_workbook(data, name)
    if "xl/workbook.bin" in parts or "mimetype" in parts:
        raise ReadingError("这种 Office 文件（xlsb、ods、odt）不能直接读", _SAVE_AS)
    if any(part.startswith("ppt/") for part in parts):
        raise ReadingError(*_SLIDES)
    if "[Content_Types].xml" in parts:
        raise ReadingError(*(_DAMAGED_SHEET if is_sheet else DAMAGED))
    raise ReadingError("这是压缩包，不是文档", "请把它改名为 .zip 后再导入，或先解压")


def _read_container(name: str, data: bytes) -> str:
    """The sheets of one of Office's older files; other kinds of these are refused."""
    from data_layer.reading.spreadsheets import is_biff, read_biff

    if _ENCRYPTED in data:
        raise ReadingError(*_LOCKED)
    if PurePath(name).suffix.lower() in _SHEETS or is_biff(data):
        return read_biff(data, name)
    raise ReadingError("这是旧版 Office（doc、wps、ppt 等）文件", _SAVE_AS_DOCX)


def _read_image(data: bytes) -> ReadText:
    read = join_pages(recognize_picture(picture) for picture in read_pictures(data))
    if not read.text.strip():
        raise ReadingError(*_NO_WORDS)
    return read


def _refuse_other_kinds(data: bytes, suffix: str) -> None:
    if suffix in IMAGE_SUFFIXES:
        raise ReadingError("图片已损坏，开头不是图片格式", "请重新扫描或下载后再导入")
    if data.startswith(_OTHER_ARCHIVES):
        raise ReadingError("这种压缩包（rar、7z、gz）不能直接读", "请解压后导入，或重新压缩成 zip")
    if data.startswith(b"{\\rtf"):
        raise ReadingError("这是 RTF 文件，不能直接读", _SAVE_AS_DOCX)
    if suffix == ".pdf":
        raise ReadingError("PDF 文件已损坏，开头不是 PDF 格式", "请重新下载，或从原来的程序再导出一次")
