"""Chinese and Arabic numerals: from the words of a number to its value.

What belongs here: numbers by themselves. Units, modifiers and what a number is about do not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["NUMBER_START", "SCALES", "Number", "han_value", "read_number"]

SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
"""What the scale words multiply by."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_HAN = "零〇一二两三四五六七八九十百千万亿"

NUMBER_START = re.compile(rf"[0-9]|[{_HAN}]")
"""A character that a number can begin with."""

_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_KILO = "千(?=[瓦克米伏焦帕卡赫])"
"""千 that begins a unit: 45.2亿千瓦时 is counted in 千瓦时."""
_SCALED = re.compile(
    rf"(?P<digits>{_ARABIC})(?P<odd>余|多|来|几)?(?:个(?=亿(?!元)))?"
    rf"(?: (?=[万亿]))?(?P<scale>(?:(?!{_KILO})[十百千万亿]){{0,3}})(?P<odd2>余|多)?"
)
_HAN_RUN = re.compile(rf"[{_HAN}](?:(?!{_KILO})[{_HAN}])*(?:点[零〇一二三四五六七八九]+)?[万亿]*")
_HAN_ODD = re.compile(r"(?P<odd>余|多|来|几)(?P<scale>[百千万亿]{0,2})")
_TWO_DIGITS = re.compile(
    r"(?P<head>.*?)(?P<low>[一二三四五六七八九两])(?P<high>[二三四五六七八九两])(?P<scale>[十百千万亿]*)$"
)
_LONGEST_HAN = 24
"""Characters of the longest number that is one: 九千九百九十九万九千九百九十九亿… needs no more."""
_SCALED_BY = frozenset("万亿")
_FROM_TO = re.compile(r"[-－–—~～至到]")


class Number(NamedTuple):
    """One number as it stands in a text.

    Attributes:
        start, end: its span, 余 and 多 included.
        value: what it says; the lower end of a range.
        value_max: the upper end of a range, else None.
        odd: 余 or 多 stands in it: a little more than ``value``.
        han: written in Chinese numerals.
        scaled: it ends with 万 or 亿, so that a unit may be missing behind it (5241.5万).
        bare: nothing but scale words (百, 千, 万, 亿), which count only with a modifier (百余家, 过亿元).
    """

    start: int
    end: int
    value: float
    value_max: float | None = None
    odd: bool = False
    han: bool = False
    scaled: bool = False
    bare: bool = False


def han_value(words: str) -> float:
    """The value of a number in Chinese numerals, 一万五千亿, 一百零八, 三点五亿, 二〇二一.

    Args:
        words: numerals and scale words only, 点 for the decimal point.
    """
    whole, _, rest = words.partition("点")
    if rest:
        digits = rest.rstrip("万亿")
        value = han_value(whole) + sum(_DIGITS[c] * 10.0 ** -(i + 1) for i, c in enumerate(digits))
        return round(value, len(digits)) * _product(rest[len(digits) :])
    if not any(c in SCALES for c in words):
        return float(int("".join(str(_DIGITS[c]) for c in words)))
    return float(_sections(words))


def _sections(words: str) -> int:
    """Read 一亿二千三百万零五 by its sections; 两万五 is 25,000 and 一百二 is 120."""
    total = middle = small = digit = 0
    last_scale = 1
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
            last_scale = 1 if digit == 0 else last_scale
            continue
        scale = SCALES[c]
        if c == "亿":
            total += ((middle + small + digit) or 1) * scale
            middle = small = 0
        elif c == "万":
            middle += ((small + digit) or 1) * scale
            small = 0
        else:
            small += (digit or 1) * scale
        digit, last_scale = 0, scale
    if digit and last_scale >= 100:
        digit *= last_scale // 10
    return total + middle + small + digit


def _product(scales: str) -> int:
    result = 1
    for c in scales:
        result *= SCALES[c]
    return result


def read_number(text: str, start: int) -> Number | None:
    """The number that begins at ``start``, with its range if it has one; None if there is none.

    500-600 and 七八十万 are ranges; 3至5 is one too, since a from-to that reports two figures
    carries the unit twice (由16家扩增至28家).
    """
    first = _read_one(text, start)
    if first is None or first.value_max is not None:
        return first
    sign = _FROM_TO.match(text, first.end)
    second = _read_one(text, sign.end()) if sign else None
    if second is None or second.han != first.han or second.bare:
        return first
    low = first.value
    if not first.scaled and second.scaled and not first.han:
        low *= _scale_of(text, second)
    if low >= second.value:
        return first
    return Number(start, second.end, low, second.value, second.odd, first.han, second.scaled)


def _scale_of(text: str, number: Number) -> int:
    return _product([c for c in text[number.start : number.end] if c in SCALES])  # type: ignore[arg-type]


def _read_one(text: str, start: int) -> Number | None:
    if text[start : start + 1].isdigit() and text[start] < "：":
        return _read_arabic(text, start)
    return _read_han(text, start)


def _read_arabic(text: str, start: int) -> Number | None:
    """5241.5万, 1,800, 16万余, 3亿5000万."""
    m = _SCALED.match(text, start)
    if m is None:
        return None
    digits, inner, scale, outer = m.groups()
    value = float(digits.replace(",", "")) * _product(scale)
    odd, end = bool(inner or outer), m.end()
    if inner and not scale and inner in "来几":
        odd, end = False, m.end("digits")
    if scale and not odd and "." not in digits:
        more = _SCALED.match(text, end)
        if more and more["scale"] and _product(more["scale"]) < _product(scale):
            value += float(more["digits"].replace(",", "")) * _product(more["scale"])
            odd, end, scale = bool(more["odd"] or more["odd2"]), more.end(), more["scale"]
        elif more and scale[-1] in "万亿" and more["digits"].isdecimal():
            value += _rest(more["digits"], _product(scale))
            odd, end = bool(more["odd"] or more["odd2"]), more.end()
    return Number(start, end, _tidy(value) if scale else value, odd=odd, scaled=scale[-1:] in _SCALED_BY)


def _rest(digits: str, scale: int) -> int:
    """The digits behind 万 or 亿: one goes on in the next place (3万5), more are themselves (5万3000)."""
    return int(digits) * scale // 10 if len(digits) == 1 else int(digits)


def _read_han(text: str, start: int) -> Number | None:
    """一万五千亿, 十余, 两万余, 七八十万."""
    m = _HAN_RUN.match(text, start)
    if m is None:
        return None
    words, end = m.group(), m.end()
    if len(words) > _LONGEST_HAN:
        return None
    bare = not any(c in _DIGITS for c in words) and words[0] != "十"
    scale, odd = "", False
    tail = _HAN_ODD.match(text, end)
    if tail and words[-1] in SCALES:
        scale, odd, end = tail["scale"], True, tail.end()
    scaled = (scale or words).endswith(("万", "亿"))
    pair = _TWO_DIGITS.match(words)
    if pair and not odd and "点" not in words:
        low = han_value(pair["head"] + pair["low"] + pair["scale"])
        high = han_value(pair["head"] + pair["high"] + pair["scale"])
        if low < high and not (pair["head"] and pair["head"][-1] in _DIGITS):
            return Number(start, end, low, high, han=True, scaled=scaled)
    return Number(
        start, end, _tidy(han_value(words) * _product(scale)), odd=odd, han=True, scaled=scaled, bare=bare
    )


def _tidy(value: float) -> float:
    """Binary noise of a decimal times a scale taken away: 28.5 * 10**8 is 2850000000."""
    return float(f"{value:.12g}")
