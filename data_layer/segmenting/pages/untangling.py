"""The pieces of a page with its printed lines in order along the columns that they stood in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from data_layer.cleaning import join_paragraphs
from data_layer.model import Paragraph
from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.pieces import Kind, Piece, read_body
from data_layer.segmenting.pages.printed import MAX_STEP, closes, read_print
from data_layer.segmenting.pages.strands import Line, find_sources

__all__ = ["untangle"]

_GOES_ON, _FULL_GOES_ON = -0.3, -1.5
"""How well words must go on from or to what looks like a headline, and if it is as wide as a printed line."""
_STACK = 2
_BY_CHANCE, _BEGINS, _LEAST = 0.3, -0.7, -1.2
"""Between the fit of lines that go on and of lines that don't; what a line says that begins a sentence."""
_WINDOW = 4
_BETTER = 2.0
_MIN_GAIN = 5.0
_MIN_MIXED = 3
"""Fewer lines in a row that seem to go on from the second before are chance."""


def untangle(pieces: Sequence[Piece], raw: str, joints: Joints) -> list[Piece]:
    """The pieces, lines of columns that were read across put together again column by column.

    Where lines stand in order, the pieces stay as they are.
    """
    printed = read_print(pieces, raw, joints)
    parts, lines = printed.parts, printed.lines
    if not printed.are_narrow() or not _may_be_mixed(lines, joints):
        return list(pieces)
    sources, endings = find_sources(lines, joints)
    sources = _cut_at_headlines(lines, sources, joints)
    mixed = _mixed_lines(lines, sources, joints)
    if not mixed:
        return list(pieces)
    taken = {lines[at].block for at in mixed}
    strands = _strands(lines, sources, mixed)
    signed = _signed_strands(pieces, lines, strands, endings)
    placed = []
    for number, piece in enumerate(pieces):
        if number in signed:
            placed.append((signed[number], piece))
        elif number not in taken:
            is_astray = closes(piece) and _is_within(number, strands, lines)
            placed.append(((number, 0, 0), replace(piece, astray=is_astray)))
    for strand, numbers in enumerate(strands):
        start = lines[numbers[0]].block
        for run in _paragraphs(pieces, lines, numbers, joints):
            placed.append(((start, numbers[0], run[0]), _join(pieces, parts, lines, run, strand)))
    rest = [at for at in range(len(lines)) if lines[at].block in taken and at not in mixed]
    for run in _paragraphs(pieces, lines, rest, joints) if rest else ():
        placed.append(((lines[run[0]].block, run[0], run[0]), _join(pieces, parts, lines, run, -1)))
    placed.sort(key=lambda item: item[0])
    return [piece for _, piece in placed]


def _may_be_mixed(lines: Sequence[Line], joints: Joints) -> bool:
    """Whether any few lines in a row go on better from the second or third before than from the one before.

    Asked before strands are looked for, which takes ten times as long.
    """
    near = [joints.follow(before.text, after.text) for before, after in pairwise(lines)]
    for start in range(MAX_STEP, len(lines) - _WINDOW + 1):
        window = range(start, start + _WINDOW)
        together = sum(near[at - 1] for at in window)
        if together >= 0:
            continue
        for step in range(2, MAX_STEP + 1):
            if (
                sum(joints.follow(lines[at - step].text, lines[at].text) for at in window)
                > together + _BETTER
            ):
                return True
    return False


def _cut_at_headlines(lines: Sequence[Line], sources: Sequence[int], joints: Joints) -> list[int]:
    """The sources; no column goes on below several headlines and lines of authors one after another.

    Nor below a single one, unless a sentence of some column goes on there: then it is that of a section.
    """
    cut = list(sources)
    begins = 0
    for at in range(1, len(lines)):
        others = lines[at].place - lines[at - 1].place - 1
        across = [to for to in range(at, min(at + MAX_STEP, len(lines))) if begins <= sources[to] < at]
        if others >= _STACK or (others > lines[at].signed and not _go_on(lines, sources, across, joints)):
            begins = at
        if sources[at] < begins:
            cut[at] = -1
    return cut


def _go_on(lines: Sequence[Line], sources: Sequence[int], numbers: Sequence[int], joints: Joints) -> bool:
    """Whether lines rather go on with the sentences of their sources; those that begin one speak against."""
    value = 0.0
    for at in numbers:
        before = lines[sources[at]]
        value += _BY_CHANCE + joints.follow(before.text, lines[at].text) if before.open_end else _BEGINS
    return value > _LEAST


def _mixed_lines(lines: Sequence[Line], sources: Sequence[int], joints: Joints) -> set[int]:
    """The lines of columns that were read across: several in a row go on from the second or third before.

    They do so better than from the line right before, or it is chance.
    """
    mixed: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and sources[at] >= 0 and 2 <= at - sources[at] <= MAX_STEP:
            run.append(at)
            continue
        is_end = at == len(lines) or len(run) == 0 or at - run[-1] > MAX_STEP
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


def _is_within(number: int, strands: Sequence[Sequence[int]], lines: Sequence[Line]) -> bool:
    """Whether a piece stands where lines of a strand do that goes on below it."""
    return any(lines[strand[0]].block < number < lines[strand[-1]].block for strand in strands)


def _signed_strands(
    pieces: Sequence[Piece],
    lines: Sequence[Line],
    strands: Sequence[Sequence[int]],
    endings: Sequence[tuple[int, ...]],
) -> dict[int, tuple[int, int, int]]:
    """Where authors in brackets belong, by number of their piece: behind the strand that they ended."""
    owner = {at: strand for strand in strands for at in strand}
    places = {}
    for at, ended in enumerate(endings):
        for number, end in zip(_closings(pieces, lines, at), ended, strict=False):
            strand = owner.get(end)
            if strand is not None and strand[-1] == end:
                places[number] = lines[strand[0]].block, strand[0], len(lines)
    return places


def _closings(pieces: Sequence[Piece], lines: Sequence[Line], at: int) -> list[int]:
    """The pieces right before a line, or behind the last one, that are authors in brackets."""
    first = lines[at - 1].block + 1 if at else 0
    last = lines[at].block if at < len(lines) else len(pieces)
    return [number for number in range(first, last) if closes(pieces[number])]


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
