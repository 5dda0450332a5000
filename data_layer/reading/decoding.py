"""Bytes of a text file to its characters: which character set they are in, or that they are no text.

Strict tries in a fixed order, judged by how much of the result is ordinary Chinese text; statistical guessers
are slow and unsure on short Chinese texts.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from data_layer.errors import ReadingError

__all__ = ["decode_text"]


@dataclass(frozen=True, slots=True)
class DecodingLimits:
    """When bytes count as text.

    Attributes:
        sample_bytes: how much of the beginning the character set is judged by.
        max_damaged_share: undecodable or control characters among all, above which it is no text. Random
            bytes reach 0.2; a text with a damaged stretch stays under 0.01.
        min_ordinary_share: ordinary characters that UTF-16 without a mark must give. Other bytes read as
            UTF-16 scatter over all scripts and reach 0.6 at most.
    """

    sample_bytes: int = 1 << 16
    max_damaged_share: float = 0.02
    min_ordinary_share: float = 0.95


_LIMITS = DecodingLimits()
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ORDINARY = re.compile(r"[\t\n\r\x20-\x7e\u00b7\u2010-\u2027\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NO_TEXT = ("文件不是文本，或已损坏", "请用原来的程序打开，另存为 Word（docx）、PDF 或文本文件后再导入")


def decode_text(data: bytes) -> tuple[str, str]:
    """The characters of ``data`` and the name of its character set.

    A byte-order mark decides; else UTF-16 if it gives ordinary text, UTF-8, then GB18030 or Big5, whichever
    gives more of its own frequent characters. Single damaged bytes become U+FFFD.

    Raises:
        ReadingError: if the bytes are no text in any of these.
    """
    encoding = _find_encoding(data)
    text = data.decode(encoding, errors="replace")
    if not text.strip("\ufeff \t\r\n\x00"):
        raise ReadingError("文件里没有文字", "请检查导入的是不是正确的文件")
    if len(_CONTROL.findall(text)) > _LIMITS.max_damaged_share * len(text):
        raise ReadingError(*_NO_TEXT)
    return text, "utf-8" if encoding == "utf-8-sig" else encoding


def _find_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[: _LIMITS.sample_bytes]
    wide = max(("utf-16-le", "utf-16-be"), key=lambda name: _ordinary_share(sample, name))
    looks_wide = _ordinary_share(sample, wide) >= _LIMITS.min_ordinary_share
    if looks_wide and (b"\x00" in sample or not _decodes(data, "utf-8")):
        return wide
    if _decodes(data, "utf-8") or _damage(sample, "utf-8") <= _LIMITS.max_damaged_share:
        return "utf-8"
    return max(("gb18030", "big5hkscs"), key=lambda name: _frequent_share(sample, name))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _damage(sample: bytes, encoding: str) -> float:
    """Share of characters that could not be decoded; the cut at the sample's end is no damage."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    return text.count("\ufffd") / max(1, len(text))


def _ordinary_share(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, errors="replace").rstrip("\ufffd")
    return len(_ORDINARY.findall(text)) / max(1, len(text))


def _frequent_share(sample: bytes, encoding: str) -> float:
    """Share of Chinese characters that are in the first level of the character set (its frequent ones).

    First levels: GB 2312 rows 16 to 55 (lead bytes B0 to D7), Big5 lead bytes A4 to C6.
    """
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    first, last = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    codes = [char.encode(encoding, "ignore") for char in _HAN.findall(text)]
    frequent = sum(len(code) == 2 and first <= code[0] <= last for code in codes)
    return float(frequent / (len(codes) + 1) - text.count("\ufffd") / max(1, len(text)))
