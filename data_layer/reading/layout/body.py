"""The print of a page's body, by which everything else on the page is measured.

What belongs here: how large the body's print is, and how large a box's is beside it. What does not: where
boxes stand (regions).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data_layer.reading.boxes import TextBox
from data_layer.reading.layout.measures import MEASURES

__all__ = ["Body", "units_of"]


def units_of(text: str) -> float:
    """Length in full-width characters."""
    return len(text) - sum(char.isascii() for char in text) / 2


class Body:
    """The body's print on one page.

    Attributes:
        height: of most of its boxes, in the boxes' unit.
        em: from the middle of one character to that of the next, in the boxes' unit.
    """

    def __init__(self, boxes: Sequence[TextBox]) -> None:
        self.height = _weighted_median((box.height, len(box.text)) for box in boxes)
        long = [box for box in boxes if units_of(box.text) >= 2 * MEASURES.min_units]
        self.em = _weighted_median((box.width / units_of(box.text), len(box.text)) for box in long or boxes)

    def size(self, box: TextBox) -> float:
        """How large its print is, the body's being 1: both its height and its width must say so."""
        by_height = 1 + MEASURES.growth * (box.height / self.height - 1)
        units = units_of(box.text)
        if units < MEASURES.min_units:
            return by_height if by_height >= MEASURES.title else 1.0
        return min(by_height, box.width / units / self.em)

    def is_headline(self, box: TextBox) -> bool:
        """Whether its print is larger than the body's."""
        return self.size(box) >= MEASURES.headline


def _weighted_median(values: Iterable[tuple[float, int]]) -> float:
    ranked = sorted(values)
    left = sum(weight for _, weight in ranked) / 2
    for value, weight in ranked:
        left -= weight
        if left <= 0:
            return value
    return ranked[-1][0]
