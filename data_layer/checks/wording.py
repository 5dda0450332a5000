"""The arithmetic of a finding in words: 2587 ÷ 2863 = 90.36%，原文写 96.42%，相差 6.06 个百分点.

What belongs here: numbers as people read them. What does not: verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data_layer.lexicon.units import is_count
from data_layer.model import Figure

__all__ = ["amount", "day", "decimals_of", "number", "operands", "points"]

_NOISE = 1e-12
"""What floats may lack of a half that is to be rounded up."""
_WAN, _YI = 10_000, 100_000_000
_WANYI = _WAN * _YI
_POINTS = {"%": "个百分点", "‰": "个千分点"}
_BARE = ("比例",)


def decimals_of(figure: Figure) -> int:
    """How many decimals the quote of a figure is written with."""
    _, dot, rest = figure.quote.partition(".")
    return len(rest) - len(rest.lstrip("0123456789")) if dot else 0


def number(value: float, decimals: int) -> str:
    """A number rounded half up, without the zeros that a whole number does not need."""
    digits = int(abs(value) * 10**decimals * (1 + _NOISE) + 0.5)
    whole, rest = divmod(digits, 10**decimals)
    sign = "-" if value < 0 and digits else ""
    return f"{sign}{whole}.{rest:0{decimals}d}".rstrip("0") if rest else f"{sign}{whole}"


def day(value: date) -> str:
    """A day as people write it: 2022年12月21日."""
    return f"{value.year}年{value.month}月{value.day}日"


def amount(value: float, like: Figure, extra: int = 0) -> str:
    """A value in the unit and scale (万, 亿, 万亿) of ``like``, with ``extra`` more decimals."""
    scale, word = 1, ""
    for factor, name in ((_WANYI, "万亿"), (_YI, "亿"), (_WAN, "万")):
        if name in like.quote:
            scale, word = factor, name
            break
    unit = "" if like.unit in _BARE else like.unit
    return f"{number(value / scale, decimals_of(like) + extra)}{word}{unit}"


def points(value: float, like: Figure, extra: int = 0) -> str:
    """A difference of two values like ``like``: of percentages, in points."""
    unit = _POINTS.get(like.unit)
    return (
        amount(value, like, extra) if unit is None else f"{number(value, decimals_of(like) + extra)} {unit}"
    )


def operands(figures: Sequence[Figure]) -> list[str]:
    """The quotes of numbers in one calculation: bare where all count or carry one unit, without 万 or 亿."""
    units = {figure.unit for figure in figures}
    if len(units) == 1 or all(map(is_count, units)):
        bare = [figure.quote.removesuffix(figure.unit) for figure in figures]
        if all(words.replace(",", "").replace(".", "").isdigit() for words in bare):
            return bare
    return [figure.quote for figure in figures]
