"""Boxes of words on a page to lines in reading order, with headlines and indents told.

A page is cut again and again: under headlines that stand alone over several columns, at the gutters between
columns, and, where neither is there, at the widest gap between lines. What belongs here: geometry. What does
not: what the words say. Lengths are in ems of the body: from the middle of one character to that of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from data_layer.reading.boxes import TextBox

__all__ = ["PrintedLine", "arrange"]


@dataclass(frozen=True, slots=True)
class LayoutMeasures:
    """Lengths in ems, shares of one. Set by hand on the pages of tests/reading/rendering.py.

    Attributes:
        gutter: a white strip this wide, over the whole height of a region, parts columns.
        margin: an OCR box reaches this far over its words on either side.
        overlap: boxes that share so much of their height stand on one line.
        headline: print so many times as large as the body's is a headline's or a heading's.
        title: print so many times as large is an article's headline.
        growth: boxes grow less than their print, which an OCR engine puts a margin around.
        min_units: so many full-width characters tell the size of print by how far apart they stand.
        same_size: lines whose heights differ by less belong to one headline.
        word_gap: headline words may stand so far apart (in ems of the headline).
        author_gap: words of the lines under a headline may stand so far apart.
        author_width: and take up so much of their region's width at most, unless they cross its gutters.
        centred: a line whose middle is so near to its region's is centred.
        indent: a first line stands in by between these.
        reach: a box's edge lies no further from the middle of its first or last character.
        near, slack: lines so near that end and begin so little beside a gap tell that it is a gutter.
        full: a line that reaches so much of its column fills it.
        crossing: a gutter may be crossed by so many of the lines: pictures' captions.
        cell_units: cells of a table hold so many characters, half of them at most.
        cell_gap: words on one line further apart are cells of a table.
        block_gap: lines further apart than so many times the usual step belong to different blocks.
    """

    gutter: float = 0.35
    margin: float = 0.12
    overlap: float = 0.5
    headline: float = 1.17
    title: float = 1.5
    growth: float = 2.0
    min_units: float = 3.0
    author_gap: float = 0.7
    author_width: float = 0.6
    centred: float = 1.0
    same_size: float = 0.12
    word_gap: float = 1.3
    indent: tuple[float, float] = (1.0, 3.2)
    reach: float = 0.8
    near: float = 8.0
    slack: float = 0.8
    full: float = 0.93
    crossing: float = 0.12
    cell_units: float = 6.0
    cell_gap: float = 1.2
    block_gap: float = 1.45


_MEASURES = LayoutMeasures()
_NUMBER = re.compile(r"[\d\s.,，%％+\-—()（）]+")


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


@dataclass(frozen=True, slots=True)
class _Row:
    """Boxes on one line of one column, from left to right."""

    boxes: tuple[TextBox, ...]

    @property
    def left(self) -> float:
        return min(box.left for box in self.boxes)

    @property
    def right(self) -> float:
        return max(box.right for box in self.boxes)

    @property
    def top(self) -> float:
        return min(box.top for box in self.boxes)

    @property
    def bottom(self) -> float:
        return max(box.bottom for box in self.boxes)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return max(box.height for box in self.boxes)


@dataclass(frozen=True, slots=True)
class _Part:
    """A region that may be cut further, or the lines of one that may not.

    ``opens``: it does not go on from the part before, as the text does from column to column.
    """

    boxes: list[TextBox]
    rows: Sequence[_Row] = ()
    opens: bool = True


def arrange(boxes: Sequence[TextBox]) -> list[PrintedLine]:
    """The lines of a page in the order in which they are read."""
    boxes = [box for box in boxes if box.text.strip() and box.middles and box.width > 0 and box.height > 0]
    if not boxes:
        return []
    page = _Page(boxes)
    return [line for block in page.order(page.part_columns(boxes)) for line in page.lines(block)]


def _units(text: str) -> float:
    """Length in full-width characters."""
    return len(text) - sum(char.isascii() for char in text) / 2


class _Page:
    """Cuts one page, by the measures of its body."""

    def __init__(self, boxes: Sequence[TextBox]) -> None:
        self.height = _weighted_median((box.height, len(box.text)) for box in boxes)
        long = [box for box in boxes if _units(box.text) >= 2 * _MEASURES.min_units]
        self.em = _weighted_median((box.width / _units(box.text), len(box.text)) for box in long or boxes)

    def size(self, box: TextBox) -> float:
        """How large its print is, the body's being 1: both its height and its width must say so."""
        by_height = 1 + _MEASURES.growth * (box.height / self.height - 1)
        units = _units(box.text)
        if units < _MEASURES.min_units:
            return by_height if by_height >= _MEASURES.title else 1.0
        return min(by_height, box.width / units / self.em)

    def is_headline(self, box: TextBox) -> bool:
        """Whether its print is larger than the body's."""
        return self.size(box) >= _MEASURES.headline

    def part_columns(self, boxes: Sequence[TextBox]) -> list[TextBox]:
        """Boxes that ran over a gutter parted, where lines above and below end and begin at the same gap."""
        boxes = [self._trim(box) for box in boxes]
        return [piece for box in boxes for piece in self._pieces(box, boxes)]

    def _trim(self, box: TextBox) -> TextBox:
        """A box no further beyond its first and last character than these are wide."""
        reach = _MEASURES.reach * self.em * max(1.0, self.size(box))
        left, right = max(box.left, box.middles[0] - reach), min(box.right, box.middles[-1] + reach)
        return replace(box, left=left, right=right) if left < right else box

    def _pieces(self, box: TextBox, boxes: Sequence[TextBox]) -> Iterator[TextBox]:
        begin, left = 0, box.left
        if self.is_headline(box):  # its characters stand as far apart as columns do
            yield box
            return
        for at, (before, after) in enumerate(pairwise(box.middles), 1):
            end, start = before + self.em / 2, after - self.em / 2
            if start - end >= _MEASURES.gutter * self.em and self._is_gutter(box, end, start, boxes):
                yield _part(box, begin, at, left, end)
                begin, left = at, start
        yield _part(box, begin, len(box.text), left, box.right) if begin else box

    def _is_gutter(self, box: TextBox, left: float, right: float, boxes: Sequence[TextBox]) -> bool:
        """Whether near lines end at the gap's left and others begin at its right side."""
        near = [
            other
            for other in boxes
            if abs(other.top - box.top) < _MEASURES.near * self.em and other is not box
        ]
        slack = _MEASURES.slack * self.em
        ends = sum(abs(other.right - left) <= slack for other in near)
        begins = sum(abs(other.left - right) <= slack for other in near)
        return min(ends, begins) >= 1 and ends + begins >= 3

    def order(self, boxes: Sequence[TextBox]) -> Iterator[_Part]:
        """Runs of lines in one column, in reading order."""
        stack = [_Part(list(boxes))]
        while stack:
            part = stack.pop()
            parts = self._cut(part.boxes)
            if parts:
                parts[0] = replace(parts[0], opens=part.opens)
                stack.extend(reversed(parts))
            elif part.rows or part.boxes:
                yield replace(part, rows=part.rows or self._rows(part.boxes))

    def _cut(self, boxes: list[TextBox]) -> list[_Part]:
        """The parts of a region in reading order; none if it is one column."""
        if len(boxes) < 2:
            return []
        return (
            self._under_headlines(boxes)
            or self._columns(boxes)
            or self._crossed_columns(boxes)
            or self._at_gap(boxes)
        )

    def _under_headlines(self, boxes: list[TextBox]) -> list[_Part]:
        """Cut above bands of nothing but headlines, and below one that stands alone, with its authors.

        Two headlines side by side open two articles, each over columns of its own: they stay with these.
        """
        bands = self._bands(boxes)
        heads = [all(map(self.is_headline, band)) for band in bands]
        alone = [
            head and self._is_one_line(band, _MEASURES.word_gap * self.em * self.size(band[0]))
            for head, band in zip(heads, bands, strict=True)
        ]
        parts: list[_Part] = []
        region: list[TextBox] = []
        at = 0
        while at < len(bands):
            end = self._end_of_head(bands, alone, at)
            below = self._until_headline(bands[end:], heads[end:])
            over_columns = len(self._strips(below)) > 1 or (
                end > at and below and any(self._crosses(band, [region]) for band in bands[at:end])
            )
            if end > at and over_columns:
                parts += [_Part(region)] if region else []
                parts.append(_Part([], [_Row(tuple(sorted(band, key=_left))) for band in bands[at:end]]))
                region = []
            else:
                if heads[at] and not alone[at] and region and not (at and heads[at - 1]):
                    parts.append(_Part(region))
                    region = []
                end = at + 1
                region = region + bands[at]
            at = end
        return [*parts, _Part(region)] if parts and region else parts

    def _end_of_head(self, bands: list[list[TextBox]], alone: list[bool], at: int) -> int:
        """Where a headline's lines end, those of its authors and of a lead over all columns with them."""
        end = at
        while end < len(bands) and alone[end]:
            end += 1
        if end == at:
            return at
        everything = [box for band in bands for box in band]
        width = max(box.right for box in everything) - min(map(_left, everything))
        middle = min(map(_left, everything)) + width / 2
        while end < len(bands) - 1 and self._is_one_line(bands[end], _MEASURES.author_gap * self.em):
            left, right = min(map(_left, bands[end])), max(box.right for box in bands[end])
            is_centred = abs((left + right) / 2 - middle) <= _MEASURES.centred * self.em
            is_short = right - left <= _MEASURES.author_width * width
            if not (is_centred and is_short) and not self._crosses(bands[end], bands[end + 1 :]):
                break
            end += 1
        return end

    def _crosses(self, band: list[TextBox], below: list[list[TextBox]]) -> bool:
        """Whether a box lies over a gutter of what is below."""
        strips = self._strips([box for one in below for box in one])
        starts = [min(map(_left, strip)) for strip in strips[1:]]
        return any(left < x < right for left, right, _ in self._extents(band) for x in starts)

    def _until_headline(self, bands: list[list[TextBox]], heads: list[bool]) -> list[TextBox]:
        end = heads.index(True) if True in heads else len(bands)
        return [box for band in bands[:end] for box in band]

    def _is_one_line(self, band: list[TextBox], gap: float) -> bool:
        """Whether a band holds one line, whose words stand no further apart."""
        row = sorted(band, key=_left)
        lowest_top, highest_bottom = max(box.top for box in band), min(box.bottom for box in band)
        return lowest_top < highest_bottom and all(
            after.left - before.right <= gap for before, after in pairwise(row)
        )

    def _bands(self, boxes: Sequence[TextBox]) -> list[list[TextBox]]:
        """Boxes parted wherever nothing crosses from side to side."""
        shrink = (1 - _MEASURES.overlap) / 2
        spans = [(box.top + shrink * box.height, box.bottom - shrink * box.height, box) for box in boxes]
        return _group(spans, 0.0)

    def _strips(self, boxes: Sequence[TextBox]) -> list[list[TextBox]]:
        """Boxes parted at the gutters that nothing crosses."""
        return _group(self._extents(boxes), _MEASURES.gutter * self.em)

    def _extents(self, boxes: Sequence[TextBox]) -> list[tuple[float, float, TextBox]]:
        margin = _MEASURES.margin * self.em
        return [(box.left + margin, max(box.left + margin, box.right - margin), box) for box in boxes]

    def _columns(self, boxes: list[TextBox]) -> list[_Part]:
        strips = self._strips(boxes)
        if len(strips) < 2 or len(self._bands(boxes)) < 2:
            return []
        if self._is_table(strips):
            return []
        return [_Part(strip, opens=False) for strip in self._under_one_headline(strips)]

    def _under_one_headline(self, strips: list[list[TextBox]]) -> list[list[TextBox]]:
        """Columns put together again over which, but for one of them, a headline's place is left white.

        A short headline over three columns stands in the middle one, as if it were that one's.
        """
        for at, strip in enumerate(strips):
            headline = min(strip, key=lambda box: box.top)
            if self.size(headline) < _MEASURES.title:
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
        middle = (min(map(_left, boxes)) + max(box.right for box in boxes)) / 2
        return abs((headline.left + headline.right) / 2 - middle) <= _MEASURES.centred * self.em

    def _is_table(self, strips: list[list[TextBox]]) -> bool:
        """Whether strips are a table's columns: rows stand level, cells hold few words or only numbers."""
        rows = self._rows([box for strip in strips for box in strip])
        if 2 * sum(len(row.boxes) > 1 for row in rows) < len(rows):
            return False
        units = median(_units(box.text) for strip in strips for box in strip)
        return units <= _MEASURES.cell_units or any(
            2 * sum(_NUMBER.fullmatch(box.text) is not None for box in strip) > len(strip) for strip in strips
        )

    def _crossed_columns(self, boxes: list[TextBox]) -> list[_Part]:
        """Columns whose gutter few lines cross: captions of pictures, which come last."""
        gutters = self._crossed_gutters(boxes)
        if not gutters:
            return []
        captions = [box for box in boxes if any(box.left < x < box.right for x in gutters)]
        if any(map(self.is_headline, captions)):
            return []
        columns = self._strips([box for box in boxes if box not in captions])
        if len(columns) < 2:
            return []
        return [*(_Part(column, opens=False) for column in columns), _Part(captions)]

    def _crossed_gutters(self, boxes: list[TextBox]) -> list[float]:
        """Where a white strip is crossed by a few lines only, with columns on either side of it."""
        extents = self._extents(boxes)
        edges = sorted({x for left, right, _ in extents for x in (left, right)})
        allowed = max(1, int(_MEASURES.crossing * len(self._bands(boxes))))
        found: list[tuple[float, float]] = []
        for a, b in pairwise(edges):
            x = (a + b) / 2
            if b > a and sum(left < x < right for left, right, _ in extents) <= allowed:
                if found and found[-1][1] == a:
                    found[-1] = (found[-1][0], b)
                else:
                    found.append((a, b))
        wide = [(a + b) / 2 for a, b in found if b - a >= _MEASURES.gutter * self.em]
        return [x for x in wide if self._has_sides(boxes, x)]

    def _has_sides(self, boxes: list[TextBox], x: float) -> bool:
        left = sum(box.right <= x for box in boxes)
        right = sum(box.left >= x for box in boxes)
        return min(left, right) >= 2 and len(boxes) - left - right < min(left, right)

    def _at_gap(self, boxes: list[TextBox]) -> list[_Part]:
        """Cut at the widest gap between bands, where boxes still stand side by side."""
        bands = self._bands(boxes)
        gap = _MEASURES.cell_gap * self.em
        rows = self._rows(boxes)
        beside = any(after.left - before.right > gap for row in rows for before, after in pairwise(row.boxes))
        if len(bands) < 2 or not beside or self._is_table(self._strips(boxes)):
            return []
        gaps = [
            (min(box.top for box in after) - max(box.bottom for box in before), -number)
            for number, (before, after) in enumerate(pairwise(bands), 1)
        ]
        at = -max(gaps)[1]
        parts = bands[:at], bands[at:]
        return [_Part([box for band in part for box in band]) for part in parts]

    def _rows(self, boxes: Sequence[TextBox]) -> list[_Row]:
        """Boxes to lines: those that share half of their height stand on one."""
        rows: list[list[TextBox]] = []
        for box in sorted(boxes, key=lambda box: (box.top + box.bottom) / 2):
            middle = (box.top + box.bottom) / 2
            if rows and any(one.top < middle < one.bottom and not _over(one, box) for one in rows[-1]):
                rows[-1].append(box)
            else:
                rows.append([box])
        return [_Row(tuple(sorted(row, key=_left))) for row in rows]

    def lines(self, part: _Part) -> Iterator[PrintedLine]:
        """What the lines of a part say, and what they are."""
        rows = part.rows
        body = [row for row in rows if self._row_size(row) < _MEASURES.headline] or list(rows)
        left = sorted(row.left for row in body)[len(body) // 8]
        right = max(row.right for row in rows)
        step = median([after.middle - before.middle for before, after in pairwise(body)] or [self.em * 2])
        before: _Row | None = None
        waiting: PrintedLine | None = None
        for row in rows:
            line = self._line(row, left)
            apart = row.middle - before.middle > _MEASURES.block_gap * step if before else part.opens
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
        self, before: _Row, row: _Row, upper: PrintedLine, lower: PrintedLine, width: float
    ) -> bool:
        """Whether a headline fills its width and goes on in the next line."""
        same = abs(before.size - row.size) <= _MEASURES.same_size * before.size
        near = row.top - before.bottom < before.size
        return bool(upper.heading and lower.heading and same and near) and (
            before.right - before.left >= width - 1.5 * before.size or row.right - row.left < before.size * 3
        )

    def _row_size(self, row: _Row) -> float:
        return min(map(self.size, row.boxes))

    def _line(self, row: _Row, left: float) -> PrintedLine:
        size = self._row_size(row)
        heading = 1 if size >= _MEASURES.title else 2 if size >= _MEASURES.headline else 0
        text, sure = row.boxes[0].text, row.boxes[0].sure
        for before, after in pairwise(row.boxes):
            apart = after.left - before.right
            space = "\t" if apart > _MEASURES.cell_gap * self.em else ""
            text += space + after.text
            sure += (1.0,) * len(space) * bool(sure) + after.sure
        low, high = _MEASURES.indent
        indented = not heading and low <= (row.left - left) / self.em <= high
        return PrintedLine(text, sure, heading, indented)


def _part(box: TextBox, begin: int, end: int, left: float, right: float) -> TextBox:
    text, middles, sure = box.text[begin:end], box.middles[begin:end], box.sure[begin:end]
    return TextBox(left, box.top, right, box.bottom, text, middles, sure)


def _weighted_median(values: Iterable[tuple[float, int]]) -> float:
    ranked = sorted(values)
    left = sum(weight for _, weight in ranked) / 2
    for value, weight in ranked:
        left -= weight
        if left <= 0:
            return value
    return ranked[-1][0]


def _left(box: TextBox) -> float:
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
