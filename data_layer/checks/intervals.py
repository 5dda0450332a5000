"""What a stated number stands for: every true value that a writer may have written so.

What belongs here: intervals, their arithmetic, and the interval of a figure as written. What
does not: which figures are compared.

A number is rounded or cut off at its last written digit: 80.5 stands for [80.45, 80.60), since 116/144, or
80.56 %, is written 80.6 by the rule (GB/T 8170, rounding off) and 80.5 by many offices. A plain count
(2863人) stands for itself. 约, 余, 多, 近, 超, 不足 widen the number by one unit of its last digit that is no
zero, to their side.
"""

from __future__ import annotations

import functools
import math
import re
from typing import NamedTuple

from data_layer.lexicon.checks import load_check_cues
from data_layer.lexicon.units import is_count
from data_layer.model import Figure

__all__ = ["Interval", "Stated", "stated"]

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(
    r"([0-9]+(?:,[0-9]{3})*)(?:\.([0-9]+))?[余多来几]?(?:个(?=亿))?((?:[十百千万亿](?![分瓦克米卡帕伏]))*)"
)
_RATIO = re.compile(r"([0-9,.]*[0-9]) ?[:：∶︰比] ?([0-9,.]*[0-9])")
"""2.08:1, 105.2:100."""
_ODD = re.compile(r"[余多来几]")
_HAN_DECIMAL = re.compile(r"点([零〇一二三四五六七八九]+)([万亿]*)")
_HAN_SCALES = re.compile(r"[十百千万亿]+")
_ROUND_COUNT = 1000
"""A count that ends with fewer zeros is taken as counted: 1900人 is, 20000人 may be rounded."""
_ROUNDED = 0.02
"""The same for a number that ends with zeros: 2000人 may be 1985, hardly 1700."""
_SAME = 1e-12
"""Relative difference of floats that are meant to be equal."""
_ABOUT = 0.05
"""How far a number with 约 or 左右 may be off and still leave doubt rather than an error."""
_POINT = 1.0
"""The same for a percentage with decimals (约占53.3%), in points: 约 says little of it."""


class Interval(NamedTuple):
    """A range of values, its ends inside unless they are open; None is no end.

    Ends within a millionth of a millionth of each other are one: no text is that precise, floats are not.
    """

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: float) -> Interval:
        """One value."""
        return cls(value, value)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return _reaches(self, other) and _reaches(other, self)

    def __neg__(self) -> Interval:
        return Interval(_minus(self.high), _minus(self.low), self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: float) -> Interval:
        """Each value times a number above zero."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, divisor: Interval) -> Interval:
        """Quotients of values from zero on by values above zero."""
        low = self.low or 0.0
        if divisor.high is None:
            least, least_open = 0.0, low > 0
        else:
            least, least_open = low / divisor.high, self.low_open or (divisor.high_open and low > 0)
        if self.high is None or divisor.low is None or divisor.low <= 0:
            return Interval(least, None, least_open)
        most_open = self.high_open or (divisor.low_open and self.high > 0)
        return Interval(least, self.high / divisor.low, least_open, most_open)


def _minus(end: float | None) -> float | None:
    return None if end is None else -end


def _reaches(lower: Interval, upper: Interval) -> bool:
    """Whether ``lower`` begins before ``upper`` ends."""
    if lower.low is None or upper.high is None:
        return True
    difference = upper.high - lower.low
    if abs(difference) <= _SAME * max(abs(lower.low), abs(upper.high), _SAME):
        return not (lower.low_open or upper.high_open)
    return difference > 0


class Stated(NamedTuple):
    """What a figure stands for.

    Attributes:
        value: the number itself, signed, in the unit of the figure.
        near: what it stands for by its digits and modifiers: outside of it nothing explains a difference.
        wide: the same if the zeros it ends with are rounding too, and 超, 不足, 约 are meant loosely: between
            the two there is doubt.
        written: what its digits stand for if it is a rounded number, whatever it counts.
        last: one unit of its last digit that is not zero.
        factor: base units in one unit of the figure.
    """

    value: float
    near: Interval
    wide: Interval
    written: Interval
    last: float
    factor: float


def stated(figure: Figure, text: str) -> Stated:
    """What a figure stands for.

    Args:
        figure: the figure.
        text: of its article: 近, 超 and the like may stand before or behind the quote.
    """
    words = text[max(0, figure.char_start - 4) : figure.char_end + 3]
    around = words.replace(figure.quote, "\0", 1) if figure.modifier else ""
    value, upper = figure.value, figure.value_max
    exact = is_count(figure.unit)
    near, wide, written, last = _intervals(
        figure.quote, abs(value), upper and abs(upper), figure.modifier, around, exact
    )
    if value < 0 or (upper is not None and upper < 0):
        near, wide, written = -near, -wide, -written
    return Stated(value, near, wide, written, last, _factor(figure))


@functools.lru_cache(maxsize=65536)
def _intervals(
    quote: str, value: float, upper: float | None, modifier: str, around: str, exact: bool
) -> tuple[Interval, Interval, Interval, float]:
    """Near, wide, written and last of ``Stated``, for a number without its sign."""
    step, significant = _steps(quote, value)
    top = max(value, upper or value)
    low = min(value, upper or value)
    written = Interval(low - step / 2, top + step, high_open=True)
    counted = exact and step == 1
    near = Interval(low, top) if counted else written
    wide = near
    if significant > step and not (counted and significant < _ROUND_COUNT):
        rounding = max(step, min(significant, top * _ROUNDED))
        wide = Interval(low - rounding / 2, top + rounding, high_open=True)
    if modifier == "~":
        near, wide = _about(low, top, step, significant, around)
        if quote.endswith("%") and significant < 1:
            wide = Interval(low - _POINT, top + _POINT)
    elif modifier == ">":
        near = Interval(low, top + significant, high_open=True)
        wide = near if _ODD.search(quote) else Interval(low - step / 2, None)
    elif modifier == "<":
        near = Interval(low - significant, top, low_open=True)
        wide = Interval(0.0, top + step)
    return near, wide, written, significant


def _about(low: float, top: float, step: float, significant: float, around: str) -> tuple[Interval, Interval]:
    """Near and wide of a number with 约 or 左右 (both sides) or 近 (below)."""
    below, above = max(significant, low * _ABOUT), max(significant, top * _ABOUT)
    if any(word + "\0" in around for word in load_check_cues().just_below):
        return Interval(low - significant, top + step), Interval(low - below, top + step)
    return Interval(low - significant, top + significant), Interval(low - below, top + above)


def _steps(quote: str, value: float) -> tuple[float, float]:
    """One unit of the last written digit of a quote, and of its last digit that is not zero."""
    if ratio := _RATIO.fullmatch(quote):
        first, second = (float(some.replace(",", "")) for some in ratio.groups())
        finer = _steps(ratio[1], first)[0] / second if second else 1.0
        if second not in (1, 100):
            finer = max(finer, value * _steps(ratio[2], second)[0] / second)
        return finer, finer
    arabic = _ARABIC.findall(quote)
    if arabic:
        digits, decimals, scale = arabic[-1]
        if decimals:
            step = _product(scale) / 10 ** len(decimals)
            return step, step * 10 ** (len(decimals) - len(decimals.rstrip("0")))
        step = _product(scale) * (10.0 if quote.endswith("成") else 1.0)
        plain = digits.replace(",", "")
        zeros = len(plain) - len(plain.rstrip("0")) if plain.strip("0") else 0
        return step, step * 10**zeros
    if decimal := _HAN_DECIMAL.search(quote):
        step = _product(decimal[2]) / 10 ** len(decimal[1])
        return step, step
    if "分之" in quote and not quote.startswith(("百", "千")):
        return (step := value / 10), step  # 三分之一 is a third, more or less
    if quote.endswith("成"):
        return 10.0, 10.0
    zeros = _zeros(int(value)) if value == int(value) else 0
    scales = _HAN_SCALES.findall(quote)
    step = 10.0**zeros
    return (step, step) if scales and not quote.startswith("百分之") else (1.0, step)


def _zeros(value: int) -> int:
    digits = str(value)
    return len(digits) - len(digits.rstrip("0")) if value else 0


def _product(scales: str) -> int:
    return math.prod(_SCALES[scale] for scale in scales)


def _factor(figure: Figure) -> float:
    if not figure.base_value or not figure.value or figure.base_unit == figure.unit:
        return 1.0
    return figure.base_value / figure.value
