"""How wide words are in a table's cell, and words cut to it with ….

The browser draws tables on a canvas that stops in the middle of a word without a sign. What belongs here:
measuring and cutting. What does not: which columns a table has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.shared.numbers import readable

__all__ = ["all_fitted", "cell_pixels", "cutting", "fitted", "holds_numbers", "laid_out", "needed", "widened"]

_MARGIN_PIXELS, _WIDE_PIXELS, _NARROW_PIXELS = 18, 13, 7
"""Of a table's cell: its margins, a Chinese character, a digit (measured in Chromium at the theme's size)."""
_FIRST_WIDE = "\u00ff"
_NAMED_PIXELS = {"small": 75, "medium": 200, "large": 400}
"""Streamlit's names of column widths."""
_MEASURED_ROWS, _OUTLYING = 9, 2
"""The browser makes a column as wide as the words in so many first rows and in the last, passing over what is
so many times as wide as their average; longer ones it cuts."""
_WIDEST_PIXELS = 220
"""Words below make a column no wider than this: a long period fits, 2017年1月1日至2021年12月30日."""
_LONGEST_WORDS = 20
"""So many of the longest words are measured; a text of more signs may be narrower if they are digits."""
_PAGE_PIXELS, _BOX_PIXELS = 1090, 46
"""Of a table in a card on a screen of 1440 pixels beside the menu: its width, and the column of boxes."""
_LEAST_SENTENCE_PIXELS, _MOST_SENTENCE_PIXELS = 160, 620
"""A sentence begins readably, and is read below, not in a line across the screen."""
_SENTENCE = "句子"
"""What the heads of columns of sentences end with."""


def cell_pixels(words: str) -> int:
    """The width of a cell that shows all of the words."""
    return _MARGIN_PIXELS + sum(map(_sign_pixels, words))


def laid_out(table: pd.DataFrame, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns' configurations with widths that show all words, but for sentences.

    These get what the columns before them leave of the screen, and so end with … at its edge.

    Args:
        table: what is drawn.
        columns: Streamlit column configurations by head.
    """
    found = widened(table, columns)
    sentences = [
        head for head in table.columns if str(head).endswith(_SENTENCE) and not _width(columns.get(head, {}))
    ]
    if not sentences:
        return found
    taken = 0
    for head in table.columns[: table.columns.get_loc(sentences[0])]:
        if not _width(found.get(head, {})):
            found[head] = {**found.get(head, {}), "width": _given(table[head])}
        taken += _width(found[head]) or 0
    room = (_PAGE_PIXELS - _BOX_PIXELS - taken) // len(sentences)
    width = min(max(room, _LEAST_SENTENCE_PIXELS), _MOST_SENTENCE_PIXELS)
    return found | {head: {**found.get(head, {}), "width": width} for head in sentences}


def _given(column: pd.Series) -> int:
    """The width that shows all words of a column, within reason."""
    words = column.astype(str)[column.notna()]
    return max(cell_pixels(str(column.name)), min(_widest(words), _WIDEST_PIXELS))


def widened(table: pd.DataFrame, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns' configurations; those whose longest words stand further down get a width that shows them.

    Args:
        table: what is drawn.
        columns: Streamlit column configurations by head.
    """
    found = dict(columns)
    for head in table.columns:
        if _width(found.get(head, {})) or not (_holds_texts(table[head]) or holds_numbers(table[head])):
            continue
        wanted, given = needed(table[head], _WIDEST_PIXELS), max(_measured(table[head]), cell_pixels(head))
        if wanted > given:
            found[head] = {**found.get(head, {}), "width": wanted}
    return found


def needed(column: pd.Series, most: int) -> int:
    """The pixels that a column's longest words or numbers need, but not more than ``most``."""
    return min(_widest(column), most)


def holds_numbers(column: pd.Series) -> bool:
    """Whether a column is drawn with its thousands grouped."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _written(column: pd.Series) -> pd.Series:
    """The column as it is drawn: numbers grouped, what is missing as None."""
    return column.map(readable, na_action="ignore") if holds_numbers(column) else column


def _measured(column: pd.Series) -> float:
    known = [*_written(column.iloc[:_MEASURED_ROWS]), *_written(column.iloc[_MEASURED_ROWS:].iloc[-1:])]
    sizes = [cell_pixels(words) if isinstance(words, str) else 0 for words in known]
    outlying = _OUTLYING * sum(sizes) / max(1, len(sizes))
    return max((size for size in sizes if size < outlying or len(sizes) < _MEASURED_ROWS), default=0)


def _holds_texts(column: pd.Series) -> bool:
    return column.dtype == "str" or pd.api.types.infer_dtype(column, skipna=True) == "string"


def _widest(column: pd.Series) -> int:
    told = _written(column.dropna().drop_duplicates())
    longest = sorted(told.tolist(), key=len)[-_LONGEST_WORDS:]
    return max(map(cell_pixels, longest), default=0)


def fitted(words: object, pixels: int) -> str:
    """The words as a cell of a width shows them, the rest as …; nothing for a missing text."""
    if not isinstance(words, str):
        return ""
    room = pixels - _MARGIN_PIXELS
    narrow_enough = len(words) * _NARROW_PIXELS <= room
    if len(words) * _WIDE_PIXELS <= room or (narrow_enough and cell_pixels(words) <= pixels):
        return words
    room -= _WIDE_PIXELS
    for place, sign in enumerate(words):
        room -= _sign_pixels(sign)
        if room < 0:
            return f"{words[:place].rstrip()}…"
    return words


def all_fitted(column: pd.Series, pixels: int) -> pd.Series:
    """``fitted`` of a whole column, its missing texts as they are; each text is cut once."""
    places, words = pd.factorize(column)
    cut = pd.array([fitted(one, pixels) for one in words], dtype="str")
    return pd.Series(cut.take(places, allow_fill=True), index=column.index)


def cutting(table: pd.DataFrame, columns: Mapping[str, Any]) -> dict[str, int]:
    """The columns of texts with a set width, head to pixels.

    Args:
        table: what is drawn.
        columns: Streamlit column configurations by head.
    """
    widths = {head: _width(columns[head]) for head in table.columns if head in columns}
    return {head: pixels for head, pixels in widths.items() if pixels and _holds_texts(table[head])}


def _width(column: Mapping[str, Any]) -> int | None:
    width = column.get("width")
    return _NAMED_PIXELS.get(width) if isinstance(width, str) else width


def _sign_pixels(sign: str) -> int:
    return _WIDE_PIXELS if sign > _FIRST_WIDE else _NARROW_PIXELS
