"""The lines of a run: what they say, which are headlines, which stand in or apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from data_layer.reading.layout.body import Body
from data_layer.reading.layout.cutting import Part
from data_layer.reading.layout.measures import MEASURES
from data_layer.reading.layout.regions import Row

__all__ = ["PrintedLine", "Printer"]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line in reading order.

    Attributes:
        text: its words; cells of a table are parted by tabs.
        sure: how sure each character is; empty where the words were not guessed.
        heading: 0 for the body, 1 for an article's headline, 2 for smaller ones.
        indented: it stands in, as a paragraph's first line does.
        opens: it stands apart from the line before it.
    """

    text: str
    sure: tuple[float, ...] = ()
    heading: int = 0
    indented: bool = False
    opens: bool = False


class Printer:
    """Reads the lines of one page's runs."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def lines(self, part: Part) -> Iterator[PrintedLine]:
        """What the lines of a part say, and what they are."""
        rows = part.rows
        body = [row for row in rows if self._size(row) < MEASURES.headline] or list(rows)
        left = sorted(row.left for row in body)[len(body) // 8]
        right = max(row.right for row in rows)
        step = median(
            [after.middle - before.middle for before, after in pairwise(body)] or [self._body.em * 2]
        )
        before: Row | None = None
        waiting: PrintedLine | None = None
        for row in rows:
            line = self._line(row, left)
            apart = row.middle - before.middle > MEASURES.block_gap * step if before else part.opens
            if waiting and before and self._is_wrapped_headline(before, row, waiting, line, right - left):
                waiting = replace(waiting, text=waiting.text + line.text, sure=waiting.sure + line.sure)
            else:
                if waiting:
                    yield waiting
                waiting = replace(line, opens=apart or line.heading > 0)
            before = row
        if waiting:
            yield waiting

    def _is_wrapped_headline(
        self, before: Row, row: Row, upper: PrintedLine, lower: PrintedLine, width: float
    ) -> bool:
        """Whether a headline fills its width and goes on in the next line."""
        same = abs(before.size - row.size) <= MEASURES.same_size * before.size
        near = row.top - before.bottom < before.size
        return bool(upper.heading and lower.heading and same and near) and (
            before.right - before.left >= width - 1.5 * before.size or row.right - row.left < before.size * 3
        )

    def _size(self, row: Row) -> float:
        return min(map(self._body.size, row.boxes))

    def _line(self, row: Row, left: float) -> PrintedLine:
        size = self._size(row)
        heading = 1 if size >= MEASURES.title else 2 if size >= MEASURES.headline else 0
        text, sure = row.boxes[0].text, row.boxes[0].sure
        for before, after in pairwise(row.boxes):
            apart = after.left - before.right
            space = "\t" if apart > MEASURES.cell_gap * self._body.em else ""
            text += space + after.text
            sure += (1.0,) * len(space) * bool(sure) + after.sure
        low, high = MEASURES.indent
        indented = not heading and low <= (row.left - left) / self._body.em <= high
        return PrintedLine(text, sure, heading, indented)
