"""Numbers as officials read them: 1.2万人, 3.4亿元, ≈, >, 第2位.

What belongs here: every decision on how a quantity is written on a screen. What does not: choosing rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "MISSING",
    "MULTIPLES",
    "Scale",
    "counted",
    "divided",
    "exact",
    "full",
    "grouped",
    "in_scale",
    "multiplied_out",
    "readable",
    "scale_for",
    "short",
    "spoken",
    "stated",
    "table_scale",
    "written_multiple",
]

MISSING = "缺"
"""What stands where a number is not reported. Never zero."""

_MYRIADS = ((1e8, "亿"), (1e4, "万"))
MULTIPLES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "": 1.0}
"""The words that a quantity is counted in, the longest first, to how much each is."""
_RATIO_UNITS = frozenset({"%", "‰", "个百分点", "百分点", "倍", "比例", "成", "度", "分"})
"""Units that are never counted in 万 or 亿."""

_MU = 1 / 15
"""公顷 in a 亩 (State Council's order of 1984 on legal units, by which 15亩 are 1公顷)."""
_STEPPED_UNITS = {
    "千克": ((1e11, "亿吨"), (1e7, "万吨"), (1e3, "吨")),
    "千米": (),
    "公顷": ((1e8 * _MU, "亿亩"), (1e4 * _MU, "万亩")),
}
"""Units whose multiples have names of their own: factor and name, largest first."""

_SPOKEN_UNITS = {"千米": (1.0, "公里"), "千克": (1.0, "公斤"), "公顷": (_MU, "亩")}
"""What officials call a unit, and how many of the data's that is; their documents tell land in 亩."""
_CONVERTED_UNITS = frozenset({unit for unit, (factor, _) in _SPOKEN_UNITS.items() if factor != 1})
"""Units that another one stands for: but what a document writes is told as it is written."""
_UNSPOKEN_UNIT = "比例"
"""A plain ratio: a fifth is written 0.2; only axes and columns need a name for it."""
_SIGNS = {">": ">", "<": "<", "~": "≈"}
_COLUMN_DECIMALS = 3
"""As many decimals as the browser shows of a number in a table that it groups."""
_SHORT_DECIMALS, _LONG_DECIMALS, _LONG_FROM = 2, 3, 100
"""Decimals beside 万 and 亿, and those of a number of hundreds of them: 1.23万, but 1,144.566万."""
_MOST_DECIMALS, _KEPT_DIGITS = 6, 11
"""Decimals told at the most; of what was converted the digits that are sure: the data keeps twelve."""
_MOST_WRITTEN_DECIMALS = 4
"""Prose gives numbers of one and above no more decimals: 1.2345亿元."""
_SMALL, _SMALL_DIGITS, _NOTHING = 0.1, 2, 1e-9
"""Below the first a number keeps so many digits, whatever decimals are wanted; below the last it is what
reckoning with fractions leaves of zero."""
_AXIS_MARGIN = 10.0
"""An axis takes the next larger unit once its largest value is ten of them: 52000人 stays in 人."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit an axis or a column is shown in.

    Attributes:
        factor: how many of the data's unit make one of ``unit``; above 0.
        unit: the unit's name, 万人.
    """

    factor: float
    unit: str


def _steps(unit: str, *, written: bool = False) -> tuple[tuple[float, str], ...]:
    """Larger units of a unit, largest first, as (factor, name)."""
    if unit in _RATIO_UNITS:
        return ()
    if unit in _STEPPED_UNITS and not (written and unit in _CONVERTED_UNITS):
        return _STEPPED_UNITS[unit]
    return tuple((factor, word + unit) for factor, word in _MYRIADS)


def scale_for(values: Iterable[float | None], unit: str) -> Scale:
    """Choose one display unit for values that share ``unit``, by the largest of them.

    Args:
        values: in ``unit``; None and NaN are passed over.
        unit: as stored, 元 or 千克.

    Returns:
        The largest unit of which the largest value makes ten, so that an axis reads 0 to some hundreds.
    """
    top = max((abs(value) for value in values if value is not None and not math.isnan(value)), default=0.0)
    for factor, name in _steps(unit):
        if top >= factor * (_AXIS_MARGIN if name[0] in "万亿" else 1):
            return Scale(factor, name)
    return _smallest(unit)


def _smallest(unit: str) -> Scale:
    return Scale(*_SPOKEN_UNITS.get(unit, (1.0, unit)))


def table_scale(values: Iterable[float | None], unit: str) -> Scale:
    """The axis's unit for a column, or the unit itself where a column in the larger one would lose digits."""
    known = [value for value in values if value is not None and not math.isnan(value)]
    scale = scale_for(known, unit)
    exact_there = all(_fits(in_scale(value, scale), _COLUMN_DECIMALS) for value in known)
    return scale if exact_there else _smallest(unit)


def in_scale(value: float, scale: Scale) -> float:
    """A value of the data in a scale's unit.

    Multiples of ten change no digit; of what was converted those are left that are sure: 1000亩
    of 66.6666666667公顷.
    """
    shown = value / scale.factor
    converted = math.log10(scale.factor) % 1 != 0
    return float(f"{shown:.{_KEPT_DIGITS}g}") if converted else round(shown, _MOST_DECIMALS)


def _fits(value: float, decimals: int) -> bool:
    return math.isclose(value, round(value, decimals), rel_tol=1e-12, abs_tol=1e-12)


def written_multiple(quote: str) -> str:
    """The 万 or 亿 that a quote counts in; an empty text for none."""
    return next(word for word in MULTIPLES if word in quote)


def divided(value: float | None, word: str) -> float | None:
    """A value counted in 万 or 亿: 187630000000 in 亿 is 1876.3; None stays."""
    return None if value is None else round(value / MULTIPLES[word], 10)


def multiplied_out(unit: str) -> tuple[float, str]:
    """How much a unit's 万 or 亿 is, and the unit without it: 亿元 is 1e8 and 元; 万 alone stays a unit."""
    word = next(word for word in MULTIPLES if unit.startswith(word) and (unit != word or not word))
    return MULTIPLES[word], unit.removeprefix(word)


def grouped(value: float | None, decimals: int = 2) -> str:
    """Write a number with thousands grouped and no idle zeros: 12345.60 is 12,345.6; None is 缺.

    Small ones keep their first digits, so that nothing but zero is written 0: 80000元 are 0.0008亿元.
    """
    if value is None or math.isnan(value):
        return MISSING
    if _NOTHING < abs(value) < _SMALL:
        decimals = max(decimals, _SMALL_DIGITS - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def short(value: float | None, unit: str = "") -> str:
    """Write a quantity in the Chinese way with at most two decimals: 12000 人 is 1.2万人."""
    if value is None or math.isnan(value):
        return MISSING
    for factor, name in _steps(unit):
        if abs(value) >= factor:
            return grouped(value / factor) + name
    return grouped(value / _smallest(unit).factor) + _suffix(unit)


def exact(value: float | None, unit: str = "", *, written: bool = False) -> str:
    """Write a quantity without losing a digit, in 万 or 亿 where a few decimals hold it: 5,241.5万元.

    Args:
        value: in ``unit``.
        unit: as stored.
        written: whether the document writes the value in this unit, so that it stays: 200公顷, not 3,000亩.
    """
    if value is None or math.isnan(value):
        return MISSING
    for factor, name in _steps(unit, written=written):
        scaled = in_scale(value, Scale(factor, name))
        decimals = _LONG_DECIMALS if abs(scaled) >= _LONG_FROM else _SHORT_DECIMALS
        if abs(scaled) >= 1 and _fits(scaled, decimals):
            return grouped(scaled, decimals) + name
    if written and unit in _CONVERTED_UNITS:
        return readable(value) + unit
    return readable(in_scale(value, _smallest(unit))) + _suffix(unit)


def counted(value: float | None, unit: str) -> str:
    """``exact`` without the unit itself, for a column that names it: 5,241.5万 of 元; 吨 of 千克 stays."""
    words = exact(value, unit)
    return words if _STEPPED_UNITS.get(unit) else words.removesuffix(_suffix(unit))


def readable(value: float | None) -> str:
    """Write a number with the digits that it was written with; what a conversion makes endless is rounded.

    2000小时 are 83.33天, not 83.333333天; 0.00012 stays.
    """
    endless = value is not None and abs(value) >= 1 and not _fits(value, _MOST_WRITTEN_DECIMALS)
    return grouped(value, 2 if endless else 6)


def spoken(unit: str) -> str:
    """What a unit of the data is called where a choice or a head names it: 亩 for 公顷, 公里 for 千米."""
    return _smallest(unit).unit


def _suffix(unit: str) -> str:
    return "" if unit == _UNSPOKEN_UNIT else spoken(unit)


def full(value: float | None, unit: str = "", *, written: bool = False) -> str:
    """Write a quantity with every digit it has: 52,415,000元; ``written`` as for ``exact``."""
    if value is None or math.isnan(value):
        return MISSING
    smallest = Scale(1.0, unit) if written else _smallest(unit)
    return grouped(in_scale(value, smallest), _MOST_DECIMALS) + smallest.unit


def stated(
    value: float | None, unit: str, *, value_max: float | None = None, modifier: str = "", kind: str = "level"
) -> str:
    """Write a figure in its text's unit, with what that says of certainty: ≈1.2万人, >30%, 70万元至80万元."""
    if value is None or math.isnan(value):
        return MISSING
    sign = _SIGNS.get(modifier, "")
    if kind == "rank":
        return f"{sign}第{grouped(value, 0)}位"
    if value_max is not None and not math.isnan(value_max):
        return f"{sign}{exact(value, unit, written=True)}至{exact(value_max, unit, written=True)}"
    return sign + exact(value, unit, written=True)
