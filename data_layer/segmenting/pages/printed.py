"""The printed lines of a page: cut out of paragraphs and rows, measured against the width of their column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data_layer.cleaning import cut_paragraph
from data_layer.model import Paragraph
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.pieces import Kind, Piece, measure, read_body, split_at_line_ends
from data_layer.segmenting.pages.strands import Line

__all__ = ["MAX_STEP", "Print", "closes", "is_indented", "read_print", "usual_width"]

MAX_STEP = 3
"""So many columns side by side are told apart."""

_CLAUSE = re.compile(r"[，；,;]|[“（《]$")
_FINAL = "。！？!?"
_INDENT = 2.0
_HEAD_SLACK = 3.0
_SLACK = 0.8
_COMMON_SHARE = 2
_MIN_LINE_CHARS, _MAX_LINE_CHARS = 10, 28
"""How wide printed lines of newspapers are."""


@dataclass(frozen=True, slots=True)
class Print:
    """The printed lines of a page, in its order.

    Attributes:
        parts: of each line the number of the piece that it is part of, and its words.
        lines: the same lines as strands are made of them.
    """

    parts: Sequence[tuple[int, Paragraph]]
    lines: Sequence[Line]

    def are_narrow(self) -> bool:
        """Whether most of the words stand in lines as narrow as newspaper columns, not in whole blocks."""
        narrow = sum(len(line.text) for line in self.lines if len(line.text) <= _MAX_LINE_CHARS)
        return 2 * narrow > sum(len(line.text) for line in self.lines)


def read_print(pieces: Sequence[Piece], raw: str, joints: Joints) -> Print:
    """The printed lines of the pieces of a page; ``raw`` is the text that it was read from.

    What looks like a headline as wide as the column may be a line too, if words go on to or from it.
    """
    cut = {
        number: list(_split_lines(piece.paragraph, raw))
        for number, piece in enumerate(pieces)
        if piece.kind in (Kind.BODY, Kind.HEAD)
    }
    usual = usual_width([part for parts in cut.values() for part in parts], raw)
    parts = []
    for number, found in cut.items():
        rows = [_split_row(line, raw, usual) for line in found]
        is_row = max(map(len, rows)) > 1
        if pieces[number].kind is Kind.BODY or is_row or _may_be_line(pieces, number, usual, joints):
            parts += [(number, part) for row in rows for part in row]
    return Print(parts, _read_lines(pieces, parts, usual))


def closes(piece: Piece) -> bool:
    """Whether a piece is a line of authors in brackets."""
    return piece.kind is Kind.BYLINE and piece.ends_article


def usual_width(parts: Sequence[Paragraph], raw: str) -> int:
    """The widest of the common widths of lines that stop in mid-sentence, as first lines are narrower.

    A line wider than any column is a row of several, set apart by spaces.
    """
    widths = []
    for part in parts:
        if measure(part.text) > _MAX_LINE_CHARS:
            widths += [measure(part.text[start:end]) for start, end in pairwise([0, *_gaps(part, raw)])]
        elif read_body(part).broken_end:
            widths.append(measure(part.text))
    counts = Counter(round(width) for width in widths if width <= _MAX_LINE_CHARS)
    most = max(counts.values(), default=0)
    return max((width for width, count in counts.items() if count * _COMMON_SHARE >= most), default=0)


def _may_be_line(pieces: Sequence[Piece], number: int, usual: int, joints: Joints) -> bool:
    """Whether a seeming headline is as wide as a printed line, and no title that stands by itself.

    Words that only an article's title has stand in a sentence as well: between clauses, or where it goes on.
    """
    piece = pieces[number]
    if piece.paragraph.heading or " " in piece.text or "——" in piece.text:
        return False
    if not -_HEAD_SLACK <= measure(piece.text) - usual <= _SLACK:
        return False
    is_in_sentence = number > 0 and pieces[number - 1].kind is Kind.BODY and pieces[number - 1].broken_end
    if is_in_sentence or not piece.is_title or _CLAUSE.search(piece.text):
        return True
    near = [after for after in pieces[number + 1 : number + 1 + MAX_STEP] if after.kind is Kind.BODY]
    return any(joints.follow(piece.text, after.text) >= JOINED for after in near)


def _split_lines(paragraph: Paragraph, raw: str) -> Iterator[Paragraph]:
    """The printed lines of a paragraph, told by line ends or by spaces dropped in regular steps."""
    lines = split_at_line_ends(paragraph, raw)
    if len(lines) > 1:
        yield from lines
        return
    cuts = _gaps(paragraph, raw)
    steps = [after - before for before, after in pairwise([0, *cuts])]
    usual = median(steps) if steps else 0
    regular = sum(abs(step - usual) <= _INDENT + 1 for step in steps)
    if not _MIN_LINE_CHARS <= usual <= _MAX_LINE_CHARS or regular * 5 < len(steps) * 4:
        yield paragraph
        return
    for start, end in pairwise([0, *cuts, len(paragraph.text)]):
        yield cut_paragraph(paragraph, start, end)


def _split_row(line: Paragraph, raw: str, usual: float) -> list[Paragraph]:
    """The printed lines of a row that was read across: full ones, or such that end a paragraph."""
    if not usual or measure(line.text) <= usual + _SLACK:
        return [line]
    gaps = [(gap, gap) for gap in _gaps(line, raw)]
    gaps += [match.span() for match in re.finditer(" +", line.text)]
    starts, ends = [0], []
    for end, start in sorted(gaps):
        part = line.text[starts[-1] : end]
        if part[-1:] in _FINAL or is_indented(measure(part), usual) is not None:
            ends.append(end)
            starts.append(start)
    ends.append(len(line.text))
    cuts = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    if any(measure(line.text[start:end]) > usual + _SLACK for start, end in cuts):
        return [line]
    return [cut_paragraph(line, start, end) for start, end in cuts]


def _gaps(line: Paragraph, raw: str) -> list[int]:
    """Where cleaning dropped spaces."""
    return [
        after[0] for before, after in pairwise(line.raw) if raw[before[1] + before[2] : after[1]].isspace()
    ]


def _read_lines(pieces: Sequence[Piece], parts: Sequence[tuple[int, Paragraph]], usual: int) -> list[Line]:
    """The lines that strands are made of."""
    taken = {number for number, _ in parts}
    others = [0]
    for number, piece in enumerate(pieces):
        others.append(others[-1] + (number not in taken and piece.kind is not Kind.ASIDE))
    read = []
    for at, (number, part) in enumerate(parts):
        is_last = at + 1 == len(parts) or parts[at + 1][0] != number
        ends = is_last and pieces[number].ends_article
        is_open = read_body(part).broken_end and not ends
        indented = is_indented(measure(part.text), usual) if is_open else None
        before = parts[at - 1][0] + 1 if at else 0
        signed = sum(closes(piece) for piece in pieces[before:number])
        read.append(Line(part.text, number, at + others[number], is_open, ends, indented, signed))
    return read


def is_indented(width: float, usual: float) -> bool | None:
    """Whether a full line is as much narrower as an indent; None if it is of another width altogether."""
    if abs(width - usual) <= _SLACK:
        return False
    return True if abs(width + _INDENT - usual) <= _SLACK else None
