"""Paragraphs that cleaning joined of printed lines of two articles, cut where they don't go on.

Columns that come in the wrong order stop in mid-sentence, and the next line is as full as any other. What
shows it is a headline that stands where a sentence stops. Paragraphs of such a page come apart wherever their
words go on no better than by chance, its articles are told from these parts, and a paragraph is cut between
parts that fell to different ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data_layer.cleaning import join_paragraphs
from data_layer.model import Paragraph
from data_layer.segmenting.pages.cohesion import Profile
from data_layer.segmenting.pages.gathering import gather_pieces
from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.pieces import Kind, Piece, measure, read_body, split_at_line_ends
from data_layer.segmenting.pages.printed import is_indented, usual_width

__all__ = ["cut_pieces"]


@dataclass(frozen=True, slots=True)
class CutWeights:
    """When a paragraph is cut, in the natural log-odds of joints.

    Attributes:
        doubtful: lines that go on better than this stay together.
        into_indent: for a line that is indented as the first one of a paragraph is.
        loose: what the end or the start of a part is worth with which nothing goes together.
        gain: by how much better the words of a page must go on along the articles that its parts make than
            along its paragraphs.
    """

    doubtful: float = 0.0
    into_indent: float = -1.5
    loose: float = -1.0
    gain: float = 3.0


_WEIGHTS = CutWeights()
_ABOVE = (Kind.HEAD, Kind.BYLINE)
_ROW = 1.5
"""A line so many times as wide as the columns is one of several columns, read across."""


def cut_pieces(pieces: Sequence[Piece], raw: str, joints: Joints) -> tuple[list[Piece], bool]:
    """The pieces of a page, paragraphs cut between lines of two articles, and whether any was."""
    if not _is_out_of_order(pieces):
        return list(pieces), False
    printed = [
        split_at_line_ends(piece.paragraph, raw) if piece.kind is Kind.BODY and piece.strand < 0 else []
        for piece in pieces
    ]
    usual = usual_width([line for lines in printed for line in lines], raw)
    if any(measure(line.text) > _ROW * usual for lines in printed for line in lines):
        return list(pieces), False
    parts: list[Piece] = []
    owners: list[int] = []
    for number, (piece, lines) in enumerate(zip(pieces, printed, strict=True)):
        found = _split(piece, lines, usual, joints)
        parts += found
        owners += [number] * len(found)
    if len(parts) == len(pieces):
        return list(pieces), False
    groups = gather_pieces(parts, [Profile.read(part.text) for part in parts], joints, is_cut=True)
    cuts = _find_cuts(parts, groups, joints)
    if not cuts:
        return list(pieces), False
    joined = []
    start = 0
    for number, piece in enumerate(pieces):
        end = start + owners.count(number)
        bounds = [start, *(at for at in range(start + 1, end) if at in cuts), end]
        joined += [piece] if len(bounds) == 2 else [_join(parts[a:b]) for a, b in pairwise(bounds)]
        start = end
    return joined, True


def _is_out_of_order(pieces: Sequence[Piece]) -> bool:
    """Whether a headline stands on the page where a sentence stops."""
    read = [piece for piece in pieces if piece.kind is not Kind.ASIDE]
    return any(
        one.kind is Kind.BODY and one.broken_end and not one.ends_article and other.kind in _ABOVE
        for one, other in pairwise(read)
    )


def _split(piece: Piece, lines: Sequence[Paragraph], usual: int, joints: Joints) -> list[Piece]:
    """A paragraph in the parts within which its words surely go on."""
    runs: list[list[Paragraph]] = [list(lines[:1])]
    seams: list[float | None] = [None]
    for before, after in pairwise(lines):
        is_first = read_body(after).broken_end and is_indented(measure(after.text), usual)
        seam = _WEIGHTS.into_indent if is_first else 0.0
        if joints.follow(before.text, after.text) + seam < _WEIGHTS.doubtful:
            runs.append([after])
            seams.append(seam)
        else:
            runs[-1].append(after)
    if len(runs) == 1:
        return [piece]
    parts = [
        replace(read_body(join_paragraphs(run)), seam=seam, is_line=piece.is_line)
        for run, seam in zip(runs, seams, strict=True)
    ]
    parts[0] = replace(parts[0], starts_article=piece.starts_article)
    parts[-1] = replace(parts[-1], names=piece.names, ends_article=piece.ends_article)
    return parts


def _find_cuts(parts: Sequence[Piece], groups: Sequence[Sequence[int]], joints: Joints) -> set[int]:
    """The parts that a cut stands before; none if the words of the page go on hardly better with them."""
    owner = {number: place for place, group in enumerate(groups) for number in group}
    after = {one: other for group in groups for one, other in pairwise(sorted(group))}
    before = {other: one for one, other in after.items()}
    cuts = {at for at, part in enumerate(parts) if part.seam is not None and owner[at] != owner[at - 1]}
    gain = 0.0
    for at in cuts:
        gain += _fit(parts, at - 1, after.get(at - 1), joints) + _fit(parts, before.get(at), at, joints)
        gain -= 2 * joints.follow(parts[at - 1].text, parts[at].text)
    return cuts if gain >= _WEIGHTS.gain else set()


def _fit(parts: Sequence[Piece], one: int | None, other: int | None, joints: Joints) -> float:
    """How well the words of a part go on from those of another."""
    if one is None or other is None or not parts[one].broken_end:
        return _WEIGHTS.loose
    return joints.follow(parts[one].text, parts[other].text)


def _join(parts: Sequence[Piece]) -> Piece:
    """One piece of the parts of a paragraph."""
    whole = read_body(join_paragraphs([part.paragraph for part in parts]), parts[-1].names)
    return replace(whole, starts_article=parts[0].starts_article, is_line=parts[0].is_line)
