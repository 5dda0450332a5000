"""How wide words are in a table's cell, and words cut to it with ….

The browser draws tables on a canvas that stops in the middle of a word without a sign. What belongs here:
measuring and cutting. What does not: which columns a table has.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import pandas as pd

__all__ = ["cell_pixels", "cutting", "fitted"]

_MARGIN_PIXELS, _WIDE_PIXELS, _NARROW_PIXELS = 18, 13, 7
"""Of a table's cell: its margins, a Chinese character, a digit (measured in Chromium at the theme's size)."""
_FIRST_WIDE = "\u00ff"
_NAMED_PIXELS = {"small": 75, "medium": 200, "large": 400}
"""Streamlit's names of column widths."""


def cell_pixels(words: str) -> int:
    """The width of a cell that shows all of the words."""
    return _MARGIN_PIXELS + sum(map(_sign_pixels, words))


def fitted(words: object, pixels: int) -> str:
    """The words as a cell of a width shows them, the rest as …; nothing for a missing text."""
    if not isinstance(words, str):
        return ""
    room = pixels - _MARGIN_PIXELS
    if len(words) * _WIDE_PIXELS <= room or cell_pixels(words) <= pixels:
        return words
    room -= _WIDE_PIXELS
    for place, sign in enumerate(words):
        room -= _sign_pixels(sign)
        if room < 0:
            return f"{words[:place].rstrip()}…"
    return words


def cutting(table: pd.DataFrame, columns: Mapping[str, Any]) -> dict[str, Any]:
    """How the texts of columns with a set width are shown, by head; what they hold stays whole.

    Args:
        table: what is drawn.
        columns: Streamlit column configurations by head.
    """
    widths = {head: _width(columns[head]) for head in table.columns if head in columns}
    return {
        head: functools.partial(fitted, pixels=pixels)
        for head, pixels in widths.items()
        if pixels and pd.api.types.is_string_dtype(table[head].dtype)
    }


def _width(column: Mapping[str, Any]) -> int | None:
    width = column.get("width")
    return _NAMED_PIXELS.get(width) if isinstance(width, str) else width


def _sign_pixels(sign: str) -> int:
    return _WIDE_PIXELS if sign > _FIRST_WIDE else _NARROW_PIXELS
