"""Boxes of words on a page to lines in reading order, with headlines and indents told.

What belongs here: geometry. What does not: what the words say.
"""

from __future__ import annotations

from collections.abc import Sequence

from data_layer.reading.boxes import TextBox
from data_layer.reading.layout.body import Body
from data_layer.reading.layout.cutting import Cutter
from data_layer.reading.layout.gutters import part_at_gutters
from data_layer.reading.layout.printing import PrintedLine, Printer

__all__ = ["PrintedLine", "arrange"]


def arrange(boxes: Sequence[TextBox]) -> list[PrintedLine]:
    """The lines of a page in the order in which they are read."""
    boxes = [box for box in boxes if box.text.strip() and box.middles and box.width > 0 and box.height > 0]
    if not boxes:
        return []
    body = Body(boxes)
    cutter, printer = Cutter(body), Printer(body)
    runs = cutter.order(part_at_gutters(boxes, body))
    return [line for run in runs for line in printer.lines(run)]
