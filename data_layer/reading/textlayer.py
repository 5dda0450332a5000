"""The text layer of a PDF page: as the file draws it, or in reading order where it draws across the columns.

What belongs here: characters and their places out of pdfium. What does not: which order is right (layout).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from data_layer.reading.boxes import TextBox
from data_layer.reading.layout import arrange
from data_layer.reading.scans import compose

__all__ = ["read_text_layer"]


@dataclass(frozen=True, slots=True)
class OrderMeasures:
    """When the order in which a file draws a page is not the one in which it is read.

    Attributes:
        word_gap: words of one line further apart (in ems) stand in different columns.
        cell_chars: fewer characters may be a table's cell: rows of a table are read across.
        min_crossings, crossing_share: so many steps across to another column, and such a share of all steps,
            tell of a file that draws line by line over the columns; one that draws column by column has none.
        min_returns: so many steps up to words above the last ones tell of disorder; one or two may lead to
            a page's head and foot.
        digit_gap: digits of a number, set apart to fill a line, stand nearer than this.
        headline: print so many times as high as the body's is a headline's.
        max_chars: pages with more are posters and plans.
    """

    word_gap: float = 1.0
    cell_chars: int = 6
    min_crossings: int = 5
    crossing_share: float = 0.25
    min_returns: int = 3
    digit_gap: float = 0.6
    headline: float = 1.25
    max_chars: int = 50_000


_MEASURES = OrderMeasures()
_IN_NUMBER = re.compile(r"[\d.％%][\d.％%]")


Place = tuple[float, float, float, float]
"""Left, bottom, right and top of a character, upwards."""


@dataclass(frozen=True, slots=True)
class _Char:
    """A character; ``place`` is None for a space or line end that pdfium put in."""

    char: str
    place: Place | None


def read_text_layer(page: Any) -> str:
    """The words of a page of pypdfium2's."""
    words = page.get_textpage()
    try:
        if not 0 < words.count_chars() <= _MEASURES.max_chars:
            text: str = words.get_text_range()
        else:
            chars = list(_without_stray_spaces(list(_chars(words))))
            boxes = list(_boxes(chars, page.get_height()))
            if _is_out_of_order(boxes):
                text = compose(arrange(boxes)).text
            else:
                text = "".join(char.char for char in chars)
    finally:
        words.close()
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\f", "\n")


def _chars(words: Any) -> Iterator[_Char]:
    import pypdfium2.raw as raw

    for index in range(words.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(words.raw, index)).replace("\x02", "-")  # a hyphen at a line's end
        is_put_in = raw.FPDFText_IsGenerated(words.raw, index) == 1 or char in "\r\n"
        yield _Char(char, None if is_put_in else words.get_charbox(index, loose=True))


def _without_stray_spaces(chars: Sequence[_Char]) -> Iterator[_Char]:
    """Spaces that pdfium put between the digits of a number, which were set apart to fill a line, dropped."""
    for number, one in enumerate(chars):
        before, after = chars[number - 1 : number], chars[number + 1 : number + 2]
        if one.place is None and one.char == " " and before and after:
            left, right = before[0], after[0]
            if left.place and right.place and _IN_NUMBER.fullmatch(left.char + right.char):
                em = left.place[3] - left.place[1]
                if right.place[0] - left.place[2] < _MEASURES.digit_gap * em:
                    continue
        yield one


def _boxes(chars: Sequence[_Char], height: float) -> Iterator[TextBox]:
    """Words that the file draws side by side on one line, in its order."""
    run: list[tuple[str, Place]] = []
    for one in chars:
        if one.place is None:
            if run and one.char not in "\r\n" and not one.char.isspace():
                run.append((one.char, run[-1][1]))
            continue
        if run and not _goes_on(run[-1][1], one.place):
            yield _box(run, height)
            run = []
        run.append((one.char, one.place))
    if run:
        yield _box(run, height)


def _goes_on(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether a character stands next to the one before it, on its line."""
    left, bottom, right, top = before
    em = max(top - bottom, 1e-6)
    level = min(top, after[3]) - max(bottom, after[1])
    return level > 0.5 * min(em, max(after[3] - after[1], 1e-6)) and -em < after[0] - right < (
        _MEASURES.word_gap * em
    )


def _box(run: Sequence[tuple[str, tuple[float, float, float, float]]], height: float) -> TextBox:
    places = [place for _, place in run]
    return TextBox(
        min(place[0] for place in places),
        height - median(place[3] for place in places),
        max(place[2] for place in places),
        height - median(place[1] for place in places),
        "".join(char for char, _ in run),
        tuple((place[0] + place[2]) / 2 for place in places),
    )


def _is_out_of_order(boxes: Sequence[TextBox]) -> bool:
    """Whether the file draws across columns, or headlines after what stands under them."""
    boxes = [box for box in boxes if box.text.strip() and box.width > 0 and box.height > 0]
    crossings = returns = 0
    for before, after in pairwise(boxes):
        level = min(before.bottom, after.bottom) - max(before.top, after.top)
        if level > 0.5 * min(before.height, after.height):
            apart = after.left - before.right > _MEASURES.word_gap * before.height
            crossings += apart and min(len(before.text), len(after.text)) > _MEASURES.cell_chars
        elif after.bottom <= before.top:
            returns += _shared(before, after) > 0.5 * min(before.width, after.width)
    crosses = crossings >= _MEASURES.min_crossings and crossings >= _MEASURES.crossing_share * len(boxes)
    return crosses or returns >= _MEASURES.min_returns or _has_late_headline(boxes)


def _has_late_headline(boxes: Sequence[TextBox]) -> bool:
    """Whether a headline is drawn after the words right under it."""
    large = _MEASURES.headline * median([box.height for box in boxes] or [0])
    for number, headline in enumerate(boxes):
        if headline.height < large:
            continue
        under = [
            (box.top, at)
            for at, box in enumerate(boxes)
            if box.height < large and box.top >= headline.bottom and _shared(box, headline) > 0
        ]
        if under and min(under)[1] < number:
            return True
    return False


def _shared(one: TextBox, other: TextBox) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
