"""A number of a spreadsheet as its number format shows it: 0.123 under 0.0% is 12.3%.

Formats: ECMA-376 part 1, 18.8.31. Colours, widths and conditions are left out; days come as 2023年5月1日
whatever their order, so that they read alike.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["day_format", "show"]

_GENERAL_DIGITS = 11
"""So many digits Excel shows at most where no format is told."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|!(.)')
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.[0#?]+)?|\.[0#?]+")
_DAY_LETTERS = re.compile(r"[ymd年月日]", re.IGNORECASE)
_SHIFTED = re.compile(r"(?<=[0#?])[!\\]\.(?=(?P<places>[0#?]+),)")
"""A point that is only drawn: 0!.0,"万" shows ten thousands, since a comma divides by a thousand."""
_CHINESE_DAYS = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a Chinese Excel has by number alone (ECMA-376 part 1, 18.8.30, zh-cn)."""


def day_format(number: int) -> str | None:
    """The format of days that a number stands for in a Chinese Excel; None for other numbers."""
    return _CHINESE_DAYS.get(number)


def show(value: object, number_format: str) -> str:
    """A cell's value as it is shown; empty for None.

    >>> show(0.1234, "0.0%"), show(12345.678, "#,##0.00"), show(1234.5, "General")
    ('12.3%', '12,345.68', '1234.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (datetime, date)):
        return _day(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return _number(value, number_format) if isinstance(value, (int, float)) else str(value)


def _day(value: date, number_format: str) -> str:
    """A day by the parts that its format shows; one of unknown parts whole."""
    letters = {letter.lower() for letter in _DAY_LETTERS.findall(re.sub(r"\[[^\]]*\]", "", number_format))}
    parts = {"y": f"{value.year}年", "m": f"{value.month}月", "d": f"{value.day}日"}
    told = [words for letter, words in parts.items() if letter in letters]
    return "".join(told or parts.values())


def _number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    if value < 0 and len(sections) > 1 and _PLACES.search(_bare(sections[1])):
        shown = _in_section(-value, sections[1])
        return shown if "-" in shown else f"-{shown.strip('()（）')}"
    if value == 0 and len(sections) > 2:
        return _in_section(0, sections[2])
    return _in_section(value, sections[0])


def _sections(number_format: str) -> list[str]:
    """The parts of a format for positive, negative and zero numbers, parted by semicolons outside quotes."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format or "General")


def _bare(section: str) -> str:
    """A section without its literal words."""
    return _LITERAL.sub("", section)


def _in_section(value: float, section: str) -> str:
    if shifted := _SHIFTED.search(section):
        section = section[: shifted.start()] + "." + section[shifted.end() :]
        value = float(Decimal(repr(value)).scaleb(-len(shifted["places"])))
    bare = _bare(section)
    places = _PLACES.search(bare)
    if "general" in bare.lower() or bare.strip() in ("", "@") or "e+" in bare.lower() or "/" in bare:
        words = _literals(section)
        return _general(value) if "general" in bare.lower() or not words else words
    if places is None:
        return _literals(section) or _general(value)
    before, after = _around(section)
    return before.lstrip("¥￥") + _rounded(value, places.group(), bare) + after


def _around(section: str) -> tuple[str, str]:
    """The words before and behind the number of a section."""
    quoted = {at for found in _LITERAL.finditer(section) for at in range(*found.span())}
    places = [at for at, char in enumerate(section) if char in "0#?" and at not in quoted]
    return _literals(section[: places[0]]), _literals(section[places[-1] + 1 :])


def _literals(section: str) -> str:
    """The words that a section shows as they are, a percent sign too; widths and colours show nothing."""
    told: list[str] = []
    at = 0
    for found in _LITERAL.finditer(section):
        told.append(_plain(section[at : found.start()]))
        told.append(next((words for words in found.groups() if words), ""))
        at = found.end()
    return "".join([*told, _plain(section[at:])]).strip()


def _plain(words: str) -> str:
    return "".join(char for char in words if char in "%‰-+()（）￥¥$" or "\u4e00" <= char <= "\u9fff")


def _rounded(value: float, places: str, bare: str) -> str:
    """A number with the digits, groups and scale that its places tell."""
    whole, _, decimals = places.partition(".")
    thousands = len(whole) - len(whole.rstrip(",")) if not decimals else 0
    behind = re.search(r"[0#?](,+)(?![0#?])", bare)
    thousands = len(behind.group(1)) if behind else thousands
    exact = Decimal(repr(value)) * (100 if "%" in bare else 1) / Decimal(1000) ** thousands
    least = decimals.rstrip("#?")
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    shown = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    while "." in shown and len(shown.rpartition(".")[2]) > len(least) and shown.endswith("0"):
        shown = shown[:-1]
    shown = shown.rstrip(".")
    return "0" if shown in ("-0", "") else shown


def _general(value: float) -> str:
    """A number without a format: the digits that Excel shows, never an exponent."""
    rounded = Decimal(f"{value:.{_GENERAL_DIGITS - 1}e}") if isinstance(value, float) else Decimal(value)
    shown = f"{rounded:f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) or "0"
