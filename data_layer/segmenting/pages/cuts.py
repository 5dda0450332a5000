"""Paragraphs that cleaning joined of printed lines of two articles, cut where they don't go on.

Columns that come in the wrong order stop in mid-sentence, and the next line is as full as any other. What
tells is that a line goes on better with one that stands further below than either does with its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from data_layer.cleaning import join_paragraphs
from data_layer.model import Paragraph
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.pieces import Kind, Piece, read_body, split_at_line_ends

__all__ = ["cut_misfits"]


@dataclass(frozen=True, slots=True)
class CutLimits:
    """When a paragraph is cut, in the natural log-odds of joints.

    Attributes:
        misfit: two lines that fit better than this are left together.
        over_head: what a joint over a headline is worth.
        gain: by how much a line must fit better with one further below.
    """

    misfit: float = -0.5
    over_head: float = -1.0
    gain: float = 5.0


_LIMITS = CutLimits()


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where one line follows another that it may not go on from.

    Attributes:
        left, right: the lines.
        fit: how well they go together.
        piece, line: what is cut there: the number of a piece, and of the line in it that begins a part; the
            first where the seam lies between two pieces.
    """

    left: str
    right: str
    fit: float
    piece: int
    line: int


def cut_misfits(pieces: Sequence[Piece], raw: str, joints: Joints) -> list[Piece]:
    """The pieces of a page, paragraphs of printed lines cut between such as belong to two articles."""
    printed = [
        split_at_line_ends(piece.paragraph, raw) if piece.kind is Kind.BODY else [] for piece in pieces
    ]
    cuts: dict[int, set[int]] = {}
    for one, other in combinations(_find_seams(pieces, printed, joints), 2):
        fit = joints.follow(one.left, other.right)
        if fit >= JOINED and fit - one.fit - other.fit >= _LIMITS.gain:
            for seam in (one, other):
                cuts.setdefault(seam.piece, {0}).add(seam.line)
    return [
        part
        for number, (piece, lines) in enumerate(zip(pieces, printed, strict=True))
        for part in _cut(piece, lines, sorted(cuts.get(number, ())))
    ]


def _find_seams(
    pieces: Sequence[Piece], printed: Sequence[Sequence[Paragraph]], joints: Joints
) -> Iterator[_Seam]:
    """The seams of a page in its order."""
    last = -1
    for number, lines in enumerate(printed):
        if not lines:
            continue
        if last >= 0:
            left, right = printed[last][-1].text, lines[0].text
            is_next = all(piece.kind is Kind.ASIDE for piece in pieces[last + 1 : number])
            fit = joints.follow(left, right) if is_next else _LIMITS.over_head
            if not pieces[last].broken_end:
                fit = min(0.0, joints.follow("。", right))
            yield _Seam(left, right, fit, number, 0)
        for at, (before, after) in enumerate(pairwise(lines), 1):
            fit = joints.follow(before.text, after.text)
            if fit < _LIMITS.misfit:
                yield _Seam(before.text, after.text, fit, number, at)
        last = number


def _cut(piece: Piece, lines: Sequence[Paragraph], starts: Sequence[int]) -> list[Piece]:
    if len(starts) < 2:
        return [piece]
    parts = [read_body(join_paragraphs(lines[a:b])) for a, b in pairwise([*starts, len(lines)])]
    parts[0] = replace(parts[0], starts_article=piece.starts_article)
    parts[-1] = replace(parts[-1], names=piece.names, ends_article=piece.ends_article)
    return parts
