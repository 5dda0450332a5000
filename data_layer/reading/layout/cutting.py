"""A page cut into runs of lines in reading order.

It is cut again and again: under headlines that stand alone over several columns, at the gutters between
columns, and, where neither is there, at the widest gap between lines. What does not belong here: what lies
beside what (regions), and what a run's lines say (printing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data_layer.reading.boxes import TextBox
from data_layer.reading.layout.body import Body
from data_layer.reading.layout.measures import MEASURES
from data_layer.reading.layout.regions import (
    Row,
    bands_of,
    extents_of,
    is_one_line,
    is_table,
    left_of,
    rows_of,
    strips_of,
)

__all__ = ["Cutter", "Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """A region that may be cut further, or the lines of one that may not.

    ``opens``: it does not go on from the part before, as the text does from column to column.
    """

    boxes: list[TextBox]
    rows: Sequence[Row] = ()
    opens: bool = True


class Cutter:
    """Cuts one page, by the measures of its body."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._em = body.em

    def order(self, boxes: Sequence[TextBox]) -> Iterator[Part]:
        """Runs of lines in one column, in reading order."""
        stack = [Part(list(boxes))]
        while stack:
            part = stack.pop()
            parts = self._cut(part.boxes)
            if parts:
                parts[0] = replace(parts[0], opens=part.opens)
                stack.extend(reversed(parts))
            elif part.rows or part.boxes:
                yield replace(part, rows=part.rows or rows_of(part.boxes))

    def _cut(self, boxes: list[TextBox]) -> list[Part]:
        """The parts of a region in reading order; none if it is one column."""
        if len(boxes) < 2:
            return []
        return (
            self._under_headlines(boxes)
            or self._columns(boxes)
            or self._crossed_columns(boxes)
            or self._at_gap(boxes)
        )

    def _under_headlines(self, boxes: list[TextBox]) -> list[Part]:
        """Cut above bands of nothing but headlines, and below one that stands alone, with its authors.

        Two headlines side by side open two articles, each over columns of its own: they stay with these.
        """
        bands = bands_of(boxes)
        heads = [all(map(self._body.is_headline, band)) for band in bands]
        alone = [
            head and is_one_line(band, MEASURES.word_gap * self._em * self._body.size(band[0]))
            for head, band in zip(heads, bands, strict=True)
        ]
        parts: list[Part] = []
        region: list[TextBox] = []
        at = 0
        while at < len(bands):
            end = self._end_of_head(bands, alone, at)
            below = self._until_headline(bands[end:], heads[end:])
            over_columns = len(strips_of(below, self._em)) > 1 or (
                end > at and below and any(self._crosses(band, [region]) for band in bands[at:end])
            )
            if end > at and over_columns:
                parts += [Part(region)] if region else []
                parts.append(Part([], [Row(tuple(sorted(band, key=left_of))) for band in bands[at:end]]))
                region = []
            else:
                if heads[at] and not alone[at] and region and not (at and heads[at - 1]):
                    parts.append(Part(region))
                    region = []
                end = at + 1
                region = region + bands[at]
            at = end
        return [*parts, Part(region)] if parts and region else parts

    def _end_of_head(self, bands: list[list[TextBox]], alone: list[bool], at: int) -> int:
        """Where a headline's lines end, those of its authors and of a lead over all columns with them."""
        end = at
        while end < len(bands) and alone[end]:
            end += 1
        if end == at:
            return at
        everything = [box for band in bands for box in band]
        width = max(box.right for box in everything) - min(map(left_of, everything))
        middle = min(map(left_of, everything)) + width / 2
        while end < len(bands) - 1 and is_one_line(bands[end], MEASURES.author_gap * self._em):
            left, right = min(map(left_of, bands[end])), max(box.right for box in bands[end])
            is_centred = abs((left + right) / 2 - middle) <= MEASURES.centred * self._em
            is_short = right - left <= MEASURES.author_width * width
            if not (is_centred and is_short) and not self._crosses(bands[end], bands[end + 1 :]):
                break
            end += 1
        return end

    def _crosses(self, band: list[TextBox], below: list[list[TextBox]]) -> bool:
        """Whether a box lies over a gutter of what is below."""
        strips = strips_of([box for one in below for box in one], self._em)
        starts = [min(map(left_of, strip)) for strip in strips[1:]]
        return any(left < x < right for left, right, _ in extents_of(band, self._em) for x in starts)

    def _until_headline(self, bands: list[list[TextBox]], heads: list[bool]) -> list[TextBox]:
        end = heads.index(True) if True in heads else len(bands)
        return [box for band in bands[:end] for box in band]

    def _columns(self, boxes: list[TextBox]) -> list[Part]:
        strips = strips_of(boxes, self._em)
        if len(strips) < 2 or len(bands_of(boxes)) < 2:
            return []
        if is_table(strips):
            return []
        return [Part(strip, opens=False) for strip in self._under_one_headline(strips)]

    def _under_one_headline(self, strips: list[list[TextBox]]) -> list[list[TextBox]]:
        """Columns put together again over which, but for one of them, a headline's place is left white.

        A short headline over three columns stands in the middle one, as if it were that one's.
        """
        for at, strip in enumerate(strips):
            headline = min(strip, key=lambda box: box.top)
            if self._body.size(headline) < MEASURES.title:
                continue
            white = [min(box.top for box in other) >= headline.bottom for other in strips]
            first, last = at, at
            while first > 0 and white[first - 1]:
                first -= 1
            while last < len(strips) - 1 and white[last + 1]:
                last += 1
            for begin in range(first, at + 1):
                for end in range(last, at - 1, -1):
                    group = [box for one in strips[begin : end + 1] for box in one]
                    if 0 < end - begin < len(strips) - 1 and self._is_centred(headline, group):
                        return [*strips[:begin], group, *strips[end + 1 :]]
        return strips

    def _is_centred(self, headline: TextBox, boxes: list[TextBox]) -> bool:
        middle = (min(map(left_of, boxes)) + max(box.right for box in boxes)) / 2
        return abs((headline.left + headline.right) / 2 - middle) <= MEASURES.centred * self._em

    def _crossed_columns(self, boxes: list[TextBox]) -> list[Part]:
        """Columns whose gutter few lines cross: captions of pictures, which come last."""
        gutters = self._crossed_gutters(boxes)
        if not gutters:
            return []
        captions = [box for box in boxes if any(box.left < x < box.right for x in gutters)]
        if any(map(self._body.is_headline, captions)):
            return []
        columns = strips_of([box for box in boxes if box not in captions], self._em)
        if len(columns) < 2:
            return []
        return [*(Part(column, opens=False) for column in columns), Part(captions)]

    def _crossed_gutters(self, boxes: list[TextBox]) -> list[float]:
        """Where a white strip is crossed by a few lines only, with columns on either side of it."""
        extents = extents_of(boxes, self._em)
        edges = sorted({x for left, right, _ in extents for x in (left, right)})
        allowed = max(1, int(MEASURES.crossing * len(bands_of(boxes))))
        found: list[tuple[float, float]] = []
        for a, b in pairwise(edges):
            x = (a + b) / 2
            if b > a and sum(left < x < right for left, right, _ in extents) <= allowed:
                if found and found[-1][1] == a:
                    found[-1] = (found[-1][0], b)
                else:
                    found.append((a, b))
        wide = [(a + b) / 2 for a, b in found if b - a >= MEASURES.gutter * self._em]
        return [x for x in wide if self._has_sides(boxes, x)]

    def _has_sides(self, boxes: list[TextBox], x: float) -> bool:
        left = sum(box.right <= x for box in boxes)
        right = sum(box.left >= x for box in boxes)
        return min(left, right) >= 2 and len(boxes) - left - right < min(left, right)

    def _at_gap(self, boxes: list[TextBox]) -> list[Part]:
        """Cut at the widest gap between bands, where boxes still stand side by side."""
        bands = bands_of(boxes)
        gap = MEASURES.cell_gap * self._em
        rows = rows_of(boxes)
        beside = any(after.left - before.right > gap for row in rows for before, after in pairwise(row.boxes))
        if len(bands) < 2 or not beside or is_table(strips_of(boxes, self._em)):
            return []
        gaps = [
            (min(box.top for box in after) - max(box.bottom for box in before), -number)
            for number, (before, after) in enumerate(pairwise(bands), 1)
        ]
        at = -max(gaps)[1]
        parts = bands[:at], bands[at:]
        return [Part([box for band in part for box in band]) for part in parts]
