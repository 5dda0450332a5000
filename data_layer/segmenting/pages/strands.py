"""Printed lines put together again along the columns that they stood in.

A reader that went across columns leaves their lines in turns. Each line of a page
goes on from the last line of one of the strands open so far, or begins a strand. The likeliest strands of the
whole page are found together: by how well the words go on, and by how far back the line before stands, which
rarely changes: one line back in order, two or three where columns were read across.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data_layer.segmenting.pages.joints import Joints

__all__ = ["Line", "find_sources"]


@dataclass(frozen=True, slots=True)
class StrandWeights:
    """What it costs to leave the order of the page, in natural log-odds.

    Attributes:
        breaks: how often lines of a page change their step: on a page in order, on mixed ones.
        one_back, two_back, far, begins: of the changes, those to the line before, to one two or three lines
            back, to one further back, and lines that begin a strand.
        after_head: a line begins a strand below a headline or authors.
        same_block: both lines stood in one block of the page.
        across_head: a headline or authors stand between a line and the one that it goes on from.
        open_end: a strand is left in mid-sentence.
        max_open: strands that a line may go on from.
        beam: readings of the page that are followed at a time, for each step.
    """

    breaks: tuple[float, ...] = (0.01, 0.05, 0.2)
    one_back: float = -0.5
    two_back: float = -1.0
    far: float = -1.0
    begins: float = -0.5
    after_head: float = -1.0
    same_block: float = 0.7
    across_head: float = -0.5
    cut_by_head: float = -1.0
    into_indent: float = -2.0
    at_indent: float = 1.0
    open_end: float = -0.7
    mid_sentence: float = 1.0
    max_open: int = 5
    beam: int = 10


_WEIGHTS = StrandWeights()
_MAX_ROTATION = 3


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
    """

    text: str
    block: int
    place: int
    open_end: bool
    closes: bool = False
    indented: bool | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read the page so far: last lines of open strands, newest first, and how it came about."""

    score: float
    ends: tuple[int, ...]
    step: int
    before: int  # the line that the newest goes on from, -1 if it begins a strand
    back: _Reading | None


def find_sources(lines: Sequence[Line], joints: Joints) -> list[int]:
    """For each line of a page the one that it goes on from, by number; -1 if it begins a strand."""
    found = [_read(lines, joints, breaks) for breaks in _WEIGHTS.breaks]
    at: _Reading | None = max(found, key=lambda reading: reading.score)
    sources: list[int] = []
    while at is not None and len(sources) < len(lines):
        sources.append(at.before)
        at = at.back
    return sources[::-1]


def _read(lines: Sequence[Line], joints: Joints, breaks: float) -> _Reading:
    """The likeliest reading where so many lines change their step."""
    readings = [_Reading(0.0, (), 1, -1, None)]
    for number in range(len(lines)):
        grown = [after for reading in readings for after in _grow(reading, lines, number, joints, breaks)]
        grown.sort(key=lambda reading: -reading.score)
        readings = list(_distinct(grown))
    ended = [replace(reading, score=reading.score + _left_open(lines, reading.ends)) for reading in readings]
    return max(ended, key=lambda reading: reading.score)


def _grow(
    reading: _Reading, lines: Sequence[Line], number: int, joints: Joints, breaks: float
) -> Iterator[_Reading]:
    w = _WEIGHTS
    line = lines[number]
    stays, changes = math.log(1 - breaks), math.log(breaks)
    for at, end in enumerate(reading.ends):
        before = lines[end]
        step = number - end
        is_interrupted = line.place - before.place > step
        if line.place - before.place == reading.step:
            step = reading.step  # a headline in its column takes its turn
        if before.closes or (step not in (1, reading.step) and not before.open_end):
            continue
        value = joints.follow(before.text, line.text)
        if line.block == before.block and step == 1:
            value += w.same_block
        if is_interrupted and step == 1:
            value += w.across_head + w.cut_by_head * before.open_end
        if before.open_end and line.indented:
            value += w.into_indent
        if step == reading.step:
            value += stays
        elif step == 1:
            value += changes + w.one_back
        else:
            value += changes + (w.two_back if step <= _MAX_ROTATION else w.far)
        ends = (number, *reading.ends[:at], *reading.ends[at + 1 :])
        kept = step if step <= _MAX_ROTATION else 1
        yield _Reading(reading.score + value, ends, kept, end, reading)
    ends = (number, *reading.ends)
    is_after_head = number == 0 or line.place - lines[number - 1].place > 1 or lines[number - 1].closes
    value = max(changes + w.begins, w.after_head if is_after_head else -math.inf)
    value += _left_open(lines, ends[w.max_open :])
    value += w.at_indent * line.indented if line.indented is not None else 0.0
    value += w.mid_sentence * min(0.0, joints.follow("。", line.text))
    yield _Reading(reading.score + value, ends[: w.max_open], reading.step, -1, reading)


def _left_open(lines: Sequence[Line], ends: Sequence[int]) -> float:
    return _WEIGHTS.open_end * sum(lines[end].open_end for end in ends)


def _distinct(readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """The best readings of each step, of those that go on alike only the first."""
    seen: set[tuple[tuple[int, ...], int]] = set()
    kept: Counter[int] = Counter()
    for reading in readings:
        key = (reading.ends, reading.step)
        if key in seen or kept[reading.step] >= _WEIGHTS.beam:
            continue
        seen.add(key)
        kept[reading.step] += 1
        yield reading
