"""Figures whose quotes lack their unit, with the words of a sentence: 18.6亿元 for 18.6 below 产值（亿元）.

What belongs here: the quote that rules measure and people read. What does not: which cells belong together.
"""

from __future__ import annotations

import re

from data_layer.model import Figure, FigureKind

__all__ = ["as_said"]

_NUMBER = re.compile(r"[-+－−]?([0-9][0-9,]*(?:\.[0-9]+)?)")
_SCALES = {1: "", 10: "十", 100: "百", 1_000: "千", 10_000: "万", 1_000_000: "百万", 100_000_000: "亿"}
"""What a head may say of all its cells."""
_BARE = ("比例",)
"""Units that no text writes."""
_SAME = 1e-9
"""Relative difference of floats that are meant to be equal."""


def as_said(figure: Figure) -> Figure:
    """The figure with scale and unit in its quote; itself where it has them, or no word fits its scale."""
    if not figure.quote[-1:].isdigit() or figure.unit in _BARE:
        return figure
    number = _NUMBER.fullmatch(figure.quote)
    if number is None:
        return figure
    told = float(number[1].replace(",", ""))
    scale = round(abs(figure.value) / told) if told else 1
    if scale not in _SCALES or (told and abs(abs(figure.value) / told / scale - 1) > _SAME):
        return figure
    sign = "-" if figure.value < 0 and figure.kind is FigureKind.LEVEL else ""
    return figure._replace(quote=f"{sign}{number[1]}{_SCALES[scale]}{figure.unit}")
