"""How boxes of a region stand to each other: on one line, above one another, in strips side by side.

What belongs here: what boxes and a few lengths tell. What does not: where to cut (cutting), which print is
large (body).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data_layer.reading.boxes import TextBox
from data_layer.reading.layout.body import units_of
from data_layer.reading.layout.measures import MEASURES

__all__ = ["Row", "bands_of", "extents_of", "is_one_line", "is_table", "left_of", "rows_of", "strips_of"]

_NUMBER = re.compile(r"[\d\s.,，%％+\-—()（）]+")


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes on one line of one column, from left to right."""

    boxes: tuple[TextBox, ...]

    @property
    def left(self) -> float:
        """Where the first box begins."""
        return min(box.left for box in self.boxes)

    @property
    def right(self) -> float:
        """Where the box that reaches furthest ends."""
        return max(box.right for box in self.boxes)

    @property
    def top(self) -> float:
        """The highest box's top."""
        return min(box.top for box in self.boxes)

    @property
    def bottom(self) -> float:
        """The lowest box's bottom."""
        return max(box.bottom for box in self.boxes)

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The tallest box's height."""
        return max(box.height for box in self.boxes)


def bands_of(boxes: Sequence[TextBox]) -> list[list[TextBox]]:
    """Boxes parted wherever nothing crosses from side to side."""
    shrink = (1 - MEASURES.overlap) / 2
    spans = [(box.top + shrink * box.height, box.bottom - shrink * box.height, box) for box in boxes]
    return _group(spans, 0.0)


def strips_of(boxes: Sequence[TextBox], em: float) -> list[list[TextBox]]:
    """Boxes parted at the gutters that nothing crosses."""
    return _group(extents_of(boxes, em), MEASURES.gutter * em)


def extents_of(boxes: Sequence[TextBox], em: float) -> list[tuple[float, float, TextBox]]:
    """From where to where the print of each box reaches: an OCR box is wider than its words."""
    margin = MEASURES.margin * em
    return [(box.left + margin, max(box.left + margin, box.right - margin), box) for box in boxes]


def is_one_line(band: list[TextBox], gap: float) -> bool:
    """Whether a band holds one line, whose words stand no further apart."""
    row = sorted(band, key=left_of)
    lowest_top, highest_bottom = max(box.top for box in band), min(box.bottom for box in band)
    return lowest_top < highest_bottom and all(
        after.left - before.right <= gap for before, after in pairwise(row)
    )


def rows_of(boxes: Sequence[TextBox]) -> list[Row]:
    """Boxes to lines: those that share half of their height stand on one."""
    rows: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda box: (box.top + box.bottom) / 2):
        middle = (box.top + box.bottom) / 2
        if rows and any(one.top < middle < one.bottom and not _over(one, box) for one in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [Row(tuple(sorted(row, key=left_of))) for row in rows]


def is_table(strips: list[list[TextBox]]) -> bool:
    """Whether strips are a table's columns: rows stand level, cells hold few words or only numbers."""
    rows = rows_of([box for strip in strips for box in strip])
    if 2 * sum(len(row.boxes) > 1 for row in rows) < len(rows):
        return False
    units = median(units_of(box.text) for strip in strips for box in strip)
    return units <= MEASURES.cell_units or any(
        2 * sum(_NUMBER.fullmatch(box.text) is not None for box in strip) > len(strip) for strip in strips
    )


def left_of(box: TextBox) -> float:
    """Where a box begins, as a key."""
    return box.left


def _over(one: TextBox, other: TextBox) -> bool:
    """Whether two boxes share most of the narrower one's width: they can't stand on one line."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.5 * min(one.width, other.width)


def _group(spans: Iterable[tuple[float, float, TextBox]], gap: float) -> list[list[TextBox]]:
    """Boxes whose spans touch, or are parted by less than ``gap``, in the order of the spans."""
    groups: list[list[TextBox]] = []
    reach = 0.0
    for begin, end, box in sorted(spans, key=lambda span: span[:2]):
        if groups and begin - reach < gap:
            groups[-1].append(box)
        else:
            groups.append([box])
            reach = end
        reach = max(reach, end)
    return groups
