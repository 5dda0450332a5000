"""Printed lines put together again along the columns that they stood in.

A reader that went across columns leaves their lines in turns: the columns read side by side stand in a queue,
each line goes on from the one at its head and goes to its end. Columns begin and stop; rarely one misses its
turn. The likeliest columns of the whole page are found together, by how well the words go on, by indents, and
by how seldom the queue changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from data_layer.segmenting.pages.joints import Joints

__all__ = ["Line", "find_sources"]


@dataclass(frozen=True, slots=True)
class StrandWeights:
    """What a line costs that does not simply take its turn, in natural log-odds.

    Attributes:
        opens: a column begins beside the others, or in the place of one that stopped.
        after_head: the same below a headline or authors.
        after_end: the same where authors have just ended another column.
        stops, stops_at_head: a column stops, in between or where headlines stand.
        open_end: and does so in mid-sentence.
        skips: a column misses its turn.
        head_aside: a headline or authors stand in no column, so take no turn.
        signed_aside: authors in brackets close no column.
        signed_open: they close one that stops in mid-sentence.
        signed_late: they close one whose turn comes after another's, which has stopped.
        cut_by_head: a headline or authors stand within a sentence of the same column.
        same_block: two lines with nothing but a line end between are of one column.
        at_indent, no_indent: an indented line, or a full one, begins a paragraph.
        into_indent: an indented line goes on with a sentence.
        mid_sentence: for each unit by which the first line of a column can't begin a sentence.
        max_open: columns side by side.
        beam: readings of the page that are followed at a time.
        behind: by how much those may be less likely than the best.
    """

    opens: float = -2.3
    after_head: float = 1.5
    after_end: float = -0.8
    stops_at_head: float = -0.2
    stops: float = -1.1
    open_end: float = -1.4
    skips: float = -4.1
    head_aside: float = -0.5
    signed_aside: float = -1.5
    signed_open: float = -5.0
    signed_late: float = -1.0
    cut_by_head: float = -1.0
    same_block: float = 0.0
    at_indent: float = 2.0
    no_indent: float = -0.7
    into_indent: float = -2.0
    mid_sentence: float = 0.4
    max_open: int = 3
    beam: int = 12
    behind: float = 8.0


_WEIGHTS = StrandWeights()
_STACK = 2
"""So many headlines, subtitles and lines of authors one after another begin an article."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or a block whose lines can't be told.

    Attributes:
        text: its words.
        block: the paragraph of the page that it is part of.
        place: its place on the page, among everything but captions.
        open_end: it stops in mid-sentence.
        closes: authors behind it end an article: nothing goes on from it.
        indented: it is narrower than the others as first lines of paragraphs are; None if it can't be told.
        signed: lines of authors in brackets right before it, each of which ends the column that it stands in.
    """

    text: str
    block: int
    place: int
    open_end: bool
    closes: bool = False
    indented: bool | None = None
    signed: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read the page so far.

    Attributes:
        score: how likely it is, in natural logarithm.
        queue: the last lines of the columns side by side, the next in turn first.
        source: the line that the newest goes on from, -1 if it begins a column.
        ended: the lines behind which the authors before the newest line stand.
        back: the reading without the newest line.
    """

    score: float
    queue: tuple[int, ...]
    source: int
    ended: tuple[int, ...]
    back: _Reading | None


_SCORE = attrgetter("score")


def find_sources(lines: Sequence[Line], joints: Joints) -> tuple[list[int], list[tuple[int, ...]]]:
    """For each line of a page the one that it goes on from, by number; -1 if it begins a column.

    Returns:
        These, and for each line the numbers of those that its ``signed`` authors stand behind, in order,
        none where that can't be told; at last those that authors behind the last line would stand behind.
    """
    readings = [_Reading(0.0, (), -1, (), None)]
    for number in range(len(lines)):
        best: dict[tuple[int, ...], _Reading] = {}
        for reading in readings:
            for score, queue, source, ended in _grow(reading, lines, number, joints):
                known = best.get(queue)
                if known is None or score > known.score:
                    best[queue] = _Reading(score, queue, source, ended, reading)
        readings = sorted(best.values(), key=_SCORE, reverse=True)[: _WEIGHTS.beam]
        readings = [one for one in readings if one.score >= readings[0].score - _WEIGHTS.behind]
    at = max(
        readings, key=lambda reading: reading.score + _WEIGHTS.open_end * _count_open(lines, reading.queue)
    )
    sources: list[int] = []
    endings = [tuple(sorted(at.queue, key=lambda end: lines[end].open_end))]
    while at.back is not None:
        sources.append(at.source)
        endings.append(at.ended)
        at = at.back
    return sources[::-1], endings[::-1]


def _grow(
    reading: _Reading, lines: Sequence[Line], number: int, joints: Joints
) -> Iterator[tuple[float, tuple[int, ...], int, tuple[int, ...]]]:
    """What the next line may do: its score, the queue then, the line that it goes on from, what ended."""
    w = _WEIGHTS
    line = lines[number]
    heads = line.place - lines[number - 1].place - 1 if number else 0
    is_below = heads > 0 or number == 0 or lines[number - 1].closes
    fresh = w.mid_sentence * min(0.0, joints.follow("。", line.text)) + w.at_indent * bool(line.indented)
    below = w.after_head * min(heads, _STACK) if is_below else w.opens
    behind = w.after_head * min(heads - line.signed, _STACK) if heads > line.signed else w.after_end
    stops = w.stops if heads < _STACK else w.stops_at_head
    queue = reading.queue
    aside = reading.score + w.signed_aside * line.signed
    turns = [(queue, aside + w.head_aside * (heads > 0), queue[:0])]
    if heads and len(queue) > 1:
        shift = heads % len(queue)
        turns.append((queue[shift:] + queue[:shift], aside, queue[:0]))
    for late in range(len(queue) - line.signed + 1) if line.signed else ():
        ended = queue[late : late + line.signed]
        cost = w.signed_open * _count_open(lines, ended) + w.signed_late * late
        turns.append(((*queue[:late], *queue[late + line.signed :]), reading.score + cost, ended))
    for turn, score, ended in turns:
        stopped = score
        begins = fresh + (behind if ended else below)
        for at, end in enumerate(turn):
            if len(turn) - at < w.max_open:
                yield stopped + begins, (*turn[at:], number), -1, ended
            if not lines[end].closes:
                joined = _join(lines, end, number, joints, len(ended))
                yield stopped + joined, (*turn[at + 1 :], number), end, ended
                if at:
                    passed = (*turn[:at], *turn[at + 1 :], number)
                    yield score + joined + w.skips * at, passed, end, ended
                stopped += stops
            stopped += w.open_end * lines[end].open_end
        yield stopped + begins, (number,), -1, ended


def _join(lines: Sequence[Line], end: int, number: int, joints: Joints, aside: int) -> float:
    """What speaks for a line going on from another; ``aside``: pieces between them of other columns."""
    w = _WEIGHTS
    before, line = lines[end], lines[number]
    value = joints.follow(before.text, line.text)
    if number == end + 1:
        value += w.same_block * (line.block == before.block)
        value += w.cut_by_head * (before.open_end and line.place > before.place + 1 + aside)
    if line.indented is not None:
        if before.open_end:
            value += w.into_indent * line.indented
        else:
            value += w.at_indent if line.indented else w.no_indent
    return value


def _count_open(lines: Sequence[Line], ends: Sequence[int]) -> int:
    return sum(lines[end].open_end for end in ends)
