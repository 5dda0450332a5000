"""Boxes that run over a gutter, as an OCR engine and a text layer give them, parted there.

What belongs here: boxes to narrower boxes. What does not: putting them in order (cutting).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from data_layer.reading.boxes import TextBox
from data_layer.reading.layout.body import Body
from data_layer.reading.layout.measures import MEASURES

__all__ = ["part_at_gutters"]


def part_at_gutters(boxes: Sequence[TextBox], body: Body) -> list[TextBox]:
    """Boxes that ran over a gutter parted, where lines above and below end and begin at the same gap."""
    boxes = [_trim(box, body) for box in boxes]
    return [piece for box in boxes for piece in _pieces(box, boxes, body)]


def _trim(box: TextBox, body: Body) -> TextBox:
    """A box no further beyond its first and last character than these are wide."""
    reach = MEASURES.reach * body.em * max(1.0, body.size(box))
    left, right = max(box.left, box.middles[0] - reach), min(box.right, box.middles[-1] + reach)
    return replace(box, left=left, right=right) if left < right else box


def _pieces(box: TextBox, boxes: Sequence[TextBox], body: Body) -> Iterator[TextBox]:
    begin, left = 0, box.left
    if body.is_headline(box):  # its characters stand as far apart as columns do
        yield box
        return
    for at, (before, after) in enumerate(pairwise(box.middles), 1):
        end, start = before + body.em / 2, after - body.em / 2
        if start - end >= MEASURES.gutter * body.em and _is_gutter(box, end, start, boxes, body.em):
            yield _piece(box, begin, at, left, end)
            begin, left = at, start
    yield _piece(box, begin, len(box.text), left, box.right) if begin else box


def _is_gutter(box: TextBox, left: float, right: float, boxes: Sequence[TextBox], em: float) -> bool:
    """Whether near lines end at the gap's left and others begin at its right side."""
    near = [other for other in boxes if abs(other.top - box.top) < MEASURES.near * em and other is not box]
    slack = MEASURES.slack * em
    ends = sum(abs(other.right - left) <= slack for other in near)
    begins = sum(abs(other.left - right) <= slack for other in near)
    return min(ends, begins) >= 1 and ends + begins >= 3


def _piece(box: TextBox, begin: int, end: int, left: float, right: float) -> TextBox:
    text, middles, sure = box.text[begin:end], box.middles[begin:end], box.sure[begin:end]
    return TextBox(left, box.top, right, box.bottom, text, middles, sure)
