"""Which characters of a file stand for others, and which mean nothing."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["DROPPED", "CleaningWords", "load_character_table", "load_cleaning_words"]

DROPPED = "\u200b"
"""Stands where a character means nothing (zero-width, private use, control): the text keeps its length."""

_FILE = "cleaning.yaml"
_RADICALS = range(0x2E80, 0x2FE0)
_COMPATIBILITY_IDEOGRAPHS = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
_SMALL_FORMS = range(0xFE50, 0xFE6C)
_FULL_WIDTH = (
    *range(0xFF10, 0xFF1A),
    *range(0xFF21, 0xFF3B),
    *range(0xFF41, 0xFF5B),
    *map(ord, "％＋－／＝＆＠"),
)
_HAN = "\u4e00-\u9fff"
_SPACES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F)
_BARS = (0x2015,)
"""The horizontal bar, which some converters set for a dash (1―12月)."""
_MEANINGLESS = (
    *range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x180E,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xE000, 0xF900),
    *range(0xFE00, 0xFE10), 0xFEFF, *range(0xFFF0, 0xFFFC),
)  # fmt: skip


@functools.cache
def load_character_table() -> Mapping[int, str]:
    """A table for ``str.translate`` that maps one character to one, so that offsets stay.

    Radicals and compatibility ideographs to the ideograph, full-width digits and letters to ASCII, spaces of
    any width but the ideographic one to a space, bars to a dash, what means nothing to ``DROPPED``.

    Raises:
        LexiconError: if an entry is not one radical and one character.
    """
    entries = read_yaml(_FILE).get("characters", {})
    for radical, meant in entries.items():
        if len(radical) != 1 or len(str(meant)) != 1 or ord(radical) not in _RADICALS:
            raise LexiconError(f"{_FILE}: {radical!r} -> {meant!r} must be one radical and one character")
    table = dict.fromkeys(_MEANINGLESS, DROPPED) | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_BARS, "—")
    for codes in (_RADICALS, *_COMPATIBILITY_IDEOGRAPHS, _SMALL_FORMS, _FULL_WIDTH):
        table.update(_compatible(codes))
    return MappingProxyType(table | {ord(radical): str(meant) for radical, meant in entries.items()})


def _compatible(codes: Iterable[int]) -> dict[int, str]:
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in codes)
    return {code: meant for code, meant in pairs if len(meant) == 1 and meant != chr(code)}


@dataclass(frozen=True, slots=True)
class CleaningWords:
    """What stands in a text instead of what was meant.

    Attributes:
        lookalikes: letter -> the digit that it looks like.
        digit_letters: finds such letters inside a number, its digits may be set apart (2 OO 万).
        put_in: finds an English word that an OCR model put in the place of a Chinese one, the space before it
            too.
    """

    lookalikes: Mapping[str, str]
    digit_letters: re.Pattern[str]
    put_in: re.Pattern[str]


@functools.cache
def load_cleaning_words() -> CleaningWords:
    """The look-alikes and English endings of cleaning.yaml.

    Raises:
        LexiconError: if a look-alike is not one letter and one digit.
    """
    data = read_yaml(_FILE)
    lookalikes = {str(letter): str(digit) for letter, digit in data["lookalikes"].items()}
    for letter, digit in lookalikes.items():
        if len(letter) != 1 or len(digit) != 1 or not digit.isdecimal():
            raise LexiconError(f"{_FILE}: {letter!r} -> {digit!r} must be one letter and one digit")
    letters = "".join(map(re.escape, lookalikes))
    kept, endings = "|".join(data["english_kept"]), "|".join(data["english_endings"])
    return CleaningWords(
        MappingProxyType(lookalikes),
        re.compile(
            rf"(?<=[0-9.])[{letters}](?=[0-9.])|(?<=[0-9])[oOОоΟ](?=[{_HAN}%])"
            rf"|(?:(?<=[{_HAN}，、；。])|(?<=[{_HAN}] ))[{letters}](?=\.?[0-9])"
            rf"|(?<=[0-9] )[{letters}]{{1,3}}(?= ?[0-9万亿%元吨斤亩户])|(?<=[0-9])[lI](?=[万亿元吨斤亩户%])"
        ),
        re.compile(
            rf"(?<=[{_HAN}，；、“]) (?!(?:{kept})\b)[a-z]{{2,}}(?:{endings})(?= ?[{_HAN}，。；：、,;:])"
        ),
    )
