"""The pieces of a page with its printed lines in order along the columns that they stood in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from statistics import median

from data_layer.cleaning import cut_paragraph, join_paragraphs
from data_layer.model import Paragraph
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.pieces import Kind, Piece, read_body
from data_layer.segmenting.pages.strands import Line, find_sources

__all__ = ["untangle"]

_CLAUSE = re.compile(r"[，；,;]|[“（《]$")
_FINAL = "。！？!?"
_INDENT = 2.0
_HEAD_SLACK = 3.0
_GOES_ON, _FULL_GOES_ON = -0.3, -1.5
"""How well words must go on from or to what looks like a headline, and if it is as wide as a printed line."""
_STACK = 2
_COMMON_SHARE = 2
_MAX_STEP = 3
_WINDOW = 4
_BETTER = 2.0
_MIN_GAIN = 5.0
_MIN_MIXED = 3
"""Fewer lines in a row that seem to go on from the second before are chance."""
_SLACK = 0.8
_MIN_LINE_CHARS, _MAX_LINE_CHARS = 10, 28
"""How wide printed lines of newspapers are."""


def untangle(pieces: Sequence[Piece], raw: str, joints: Joints) -> list[Piece]:
    """The pieces, lines of columns that were read across put together again column by column.

    What looks like a headline as wide as the column may be a line too, if words go on to or from it.
    Where lines stand in order, the pieces stay as they are.
    """
    cut = {
        number: list(_split_lines(piece.paragraph, raw))
        for number, piece in enumerate(pieces)
        if piece.kind in (Kind.BODY, Kind.HEAD)
    }
    usual = _usual_width([part for parts in cut.values() for part in parts], raw)
    parts = [
        (number, part)
        for number, found in cut.items()
        if pieces[number].kind is Kind.BODY or _may_be_line(pieces, number, usual, joints)
        for line in found
        for part in _split_row(line, raw, usual)
    ]
    lines = _read_lines(pieces, parts, usual)
    if not _are_printed(lines) or not _may_be_mixed(lines, joints):
        return list(pieces)
    sources, endings = find_sources(lines, joints)
    sources = _cut_at_headlines(lines, sources)
    mixed = _mixed_lines(lines, sources, joints)
    if not mixed:
        return list(pieces)
    taken = {lines[at].block for at in mixed}
    strands = _strands(lines, sources, mixed)
    signed = _signed_strands(pieces, lines, strands, endings)
    placed = [
        (signed.get(number, (number, 0)), piece) for number, piece in enumerate(pieces) if number not in taken
    ]
    for strand, numbers in enumerate(strands):
        start = lines[numbers[0]].block
        for run in _paragraphs(pieces, lines, numbers, joints):
            placed.append(((start, run[0]), _join(pieces, parts, lines, run, strand)))
    rest = [at for at in range(len(lines)) if lines[at].block in taken and at not in mixed]
    for run in _paragraphs(pieces, lines, rest, joints) if rest else ():
        placed.append(((lines[run[0]].block, run[0]), _join(pieces, parts, lines, run, -1)))
    placed.sort(key=lambda item: item[0])
    return [piece for _, piece in placed]


def _are_printed(lines: Sequence[Line]) -> bool:
    """Whether most of the words stand in printed lines, and not in whole blocks."""
    printed = sum(len(line.text) for line in lines if len(line.text) <= _MAX_LINE_CHARS)
    return 2 * printed > sum(len(line.text) for line in lines)


def _may_be_mixed(lines: Sequence[Line], joints: Joints) -> bool:
    """Whether any few lines in a row go on better from the second or third before than from the one before.

    Asked before strands are looked for, which takes ten times as long.
    """
    near = [joints.follow(before.text, after.text) for before, after in pairwise(lines)]
    for start in range(_MAX_STEP, len(lines) - _WINDOW + 1):
        window = range(start, start + _WINDOW)
        together = sum(near[at - 1] for at in window)
        if together >= 0:
            continue
        for step in range(2, _MAX_STEP + 1):
            if (
                sum(joints.follow(lines[at - step].text, lines[at].text) for at in window)
                > together + _BETTER
            ):
                return True
    return False


def _cut_at_headlines(lines: Sequence[Line], sources: Sequence[int]) -> list[int]:
    """The sources; no column goes on below several headlines and lines of authors one after another."""
    cut = []
    begins = 0
    for at, source in enumerate(sources):
        if at and lines[at].place - lines[at - 1].place > _STACK:
            begins = at
        cut.append(source if source >= begins else -1)
    return cut


def _mixed_lines(lines: Sequence[Line], sources: Sequence[int], joints: Joints) -> set[int]:
    """The lines of columns that were read across: several in a row go on from the second or third before.

    They do so better than from the line right before, or it is chance.
    """
    mixed: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and sources[at] >= 0 and 2 <= at - sources[at] <= _MAX_STEP:
            run.append(at)
            continue
        is_end = at == len(lines) or len(run) == 0 or at - run[-1] > _MAX_STEP
        if is_end:
            if len(run) >= _MIN_MIXED and _gain(lines, sources, run, joints) >= _MIN_GAIN:
                mixed.update(range(sources[run[0]], run[-1] + 1))
            run = []
    for at, source in enumerate(sources):  # a column goes on below, where others stopped
        if source in mixed:
            mixed.add(at)
    return mixed


def _gain(lines: Sequence[Line], sources: Sequence[int], run: Sequence[int], joints: Joints) -> float:
    """How much better lines go on from their sources than from the lines right before them."""
    return sum(
        joints.follow(lines[sources[at]].text, lines[at].text)
        - joints.follow(lines[at - 1].text, lines[at].text)
        for at in run
    )


def _strands(lines: Sequence[Line], sources: Sequence[int], mixed: Set[int]) -> list[list[int]]:
    """The mixed lines by strand, each in the order of reading."""
    strands: list[list[int]] = []
    owner: dict[int, int] = {}
    for at in sorted(mixed):
        before = sources[at]
        if before in owner:
            owner[at] = owner[before]
        else:
            owner[at] = len(strands)
            strands.append([])
        strands[owner[at]].append(at)
    return strands


def _signed_strands(
    pieces: Sequence[Piece],
    lines: Sequence[Line],
    strands: Sequence[Sequence[int]],
    endings: Sequence[tuple[int, ...]],
) -> dict[int, tuple[int, int]]:
    """Where authors in brackets belong, by number of their piece: behind the strand that they ended."""
    owner = {at: strand for strand in strands for at in strand}
    places = {}
    for at, ended in enumerate(endings):
        for number, end in zip(_closings(pieces, lines, at), ended, strict=False):
            strand = owner.get(end)
            if strand is not None and strand[-1] == end:
                places[number] = lines[strand[0]].block, len(lines)
    return places


def _closings(pieces: Sequence[Piece], lines: Sequence[Line], at: int) -> list[int]:
    """The pieces right before a line, or behind the last one, that are authors in brackets."""
    first = lines[at - 1].block + 1 if at else 0
    last = lines[at].block if at < len(lines) else len(pieces)
    return [number for number in range(first, last) if _closes(pieces[number])]


def _closes(piece: Piece) -> bool:
    return piece.kind is Kind.BYLINE and piece.ends_article


def _paragraphs(
    pieces: Sequence[Piece], lines: Sequence[Line], numbers: Sequence[int], joints: Joints
) -> Iterator[list[int]]:
    """Lines in paragraphs; a seeming headline that nothing goes on to or from is one after all."""
    run = [numbers[0]]
    for before, after in pairwise(numbers):
        is_open = lines[before].open_end
        if any(pieces[lines[at].block].kind is Kind.HEAD for at in (before, after)):
            is_full = lines[before].indented is not None and not lines[after].indented
            least = (
                -math.inf if is_full and lines[before].indented else _FULL_GOES_ON if is_full else _GOES_ON
            )
            is_open = is_open and joints.follow(lines[before].text, lines[after].text) >= least
        if is_open or (after == before + 1 and lines[after].block == lines[before].block):
            run.append(after)
        else:
            yield run
            run = [after]
    yield run


def _least_fit(indented: bool | None, next_indented: bool | None) -> float:
    """How well words must go on from what looks like a headline, by how wide it and the next line are."""
    if indented is None or next_indented:
        return _GOES_ON
    return -math.inf if indented else _FULL_GOES_ON


def _usual_width(parts: Sequence[Paragraph], raw: str) -> int:
    """The widest of the common widths of lines that stop in mid-sentence, as first lines are narrower.

    A line wider than any column is a row of several, set apart by spaces.
    """
    widths = []
    for part in parts:
        if _width(part.text) > _MAX_LINE_CHARS:
            widths += [_width(part.text[start:end]) for start, end in pairwise([0, *_gaps(part, raw)])]
        elif read_body(part).broken_end:
            widths.append(_width(part.text))
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
    if not -_HEAD_SLACK <= _width(piece.text) - usual <= _SLACK:
        return False
    is_in_sentence = number > 0 and pieces[number - 1].kind is Kind.BODY and pieces[number - 1].broken_end
    if is_in_sentence or not piece.is_title or _CLAUSE.search(piece.text):
        return True
    near = [after for after in pieces[number + 1 : number + 1 + _MAX_STEP] if after.kind is Kind.BODY]
    return any(joints.follow(piece.text, after.text) >= JOINED for after in near)


def _join(
    pieces: Sequence[Piece],
    parts: Sequence[tuple[int, Paragraph]],
    lines: Sequence[Line],
    run: Sequence[int],
    strand: int,
) -> Piece:
    """One body piece out of printed lines."""
    first, last = pieces[parts[run[0]][0]], pieces[parts[run[-1]][0]]
    if len(run) == 1 and parts[run[0]][1] is first.paragraph:
        return replace(first, strand=strand)
    whole = read_body(
        join_paragraphs([parts[at][1] for at in run]), last.names if lines[run[-1]].closes else ()
    )
    opens = first.starts_article and (not run[0] or parts[run[0] - 1][0] != parts[run[0]][0])
    names = whole.names or (first.names if opens else ())
    return replace(whole, strand=strand, starts_article=opens, names=names)


def _split_lines(paragraph: Paragraph, raw: str) -> Iterator[Paragraph]:
    """The printed lines of a paragraph, told by line ends or by spaces dropped in regular steps."""
    gaps = []
    last = None
    for at, begin, length in paragraph.raw:
        if last is not None:
            gaps.append((at, raw[last:begin]))
        last = begin + length
    cuts = [at for at, gap in gaps if "\n" in gap]
    if not cuts:
        cuts = [at for at, gap in gaps if gap.isspace()]
        steps = [after - before for before, after in pairwise([0, *cuts])]
        usual = median(steps) if steps else 0
        regular = sum(abs(step - usual) <= _INDENT + 1 for step in steps)
        if not _MIN_LINE_CHARS <= usual <= _MAX_LINE_CHARS or regular * 5 < len(steps) * 4:
            cuts = []
    for start, end in pairwise([0, *cuts, len(paragraph.text)]):
        yield cut_paragraph(paragraph, start, end) if cuts else paragraph


def _split_row(line: Paragraph, raw: str, usual: float) -> list[Paragraph]:
    """The printed lines of a row that was read across: full ones, or such that end a paragraph."""
    if not usual or _width(line.text) <= usual + _SLACK:
        return [line]
    cuts = [0]
    for gap in _gaps(line, raw):
        part = line.text[cuts[-1] : gap]
        if part[-1] in _FINAL or _is_indented(_width(part), usual) is not None:
            cuts.append(gap)
    ends = [*cuts[1:], len(line.text)]
    if any(_width(line.text[start:end]) > usual + _SLACK for start, end in zip(cuts, ends, strict=True)):
        return [line]
    return [cut_paragraph(line, start, end) for start, end in zip(cuts, ends, strict=True)]


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
        closes = is_last and pieces[number].ends_article
        is_open = read_body(part).broken_end and not closes
        indented = _is_indented(_width(part.text), usual) if is_open else None
        before = parts[at - 1][0] + 1 if at else 0
        signed = sum(_closes(piece) for piece in pieces[before:number])
        read.append(Line(part.text, number, at + others[number], is_open, closes, indented, signed))
    return read


def _is_indented(width: float, usual: float) -> bool | None:
    """Whether a full line is as much narrower as an indent; None if it is of another width altogether."""
    if abs(width - usual) <= _SLACK:
        return False
    return True if abs(width + _INDENT - usual) <= _SLACK else None


def _width(text: str) -> float:
    return len(text) - len(text.encode("ascii", "ignore")) / 2
