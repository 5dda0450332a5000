"""Paragraphs that cleaning joined of printed lines of two articles, cut where they don't go on.

Columns that come in the wrong order stop in mid-sentence, and the next line is as full as any other. What
shows it is a headline or an indented line that stands where a sentence stops, or a paragraph that begins with
a full line. Paragraphs of such a page come apart wherever their words go on no better than by chance, its
articles are told from these parts, and a paragraph is cut between parts that fell to different ones, and
before each indented line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data_layer.cleaning import cut_paragraph, join_paragraphs
from data_layer.model import Paragraph
from data_layer.segmenting.headlines import is_headline
from data_layer.segmenting.pages.cohesion import Profile
from data_layer.segmenting.pages.gathering import gather_pieces
from data_layer.segmenting.pages.indents import Column
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.pieces import Kind, Piece, measure, read_body, split_at_line_ends
from data_layer.segmenting.pages.printed import usual_width

__all__ = ["cut_pieces", "split_heads"]


@dataclass(frozen=True, slots=True)
class CutWeights:
    """When a paragraph is cut, in the natural log-odds of joints.

    Attributes:
        doubtful: lines that go on better than this stay together.
        into_indent: for a line that is indented as the first one of a paragraph is; it is cut off for sure.
        loose: what the end or the start of a part is worth with which nothing goes together.
        gain: by how much better the words of a page must go on along the articles that its parts make than
            along its paragraphs.
    """

    doubtful: float = 0.0
    into_indent: float = -3.0
    loose: float = -1.0
    gain: float = 3.0


_WEIGHTS = CutWeights()
_ABOVE = (Kind.HEAD, Kind.BYLINE)
_ROW = 1.5
"""A line so many times as wide as the columns is one of several columns, read across."""


def split_heads(pieces: Sequence[Piece], raw: str, joints: Joints, column: Column) -> list[Piece]:
    """The pieces of a page, headings apart from the paragraphs below that cleaning took them into.

    A line that stops in mid-sentence above an indented one is a heading, if it is as wide as neither a full
    line nor an indented one. As wide as an indented one it may be the end of a column too, but only where
    some paragraph of the page begins as if it went on.
    """
    printed = [_lines_of(piece, raw) for piece in pieces]
    firsts = [column.are_first(lines) for lines in printed]
    goes_on = any(told[:1] == [False] for told in firsts)
    split: list[Piece] = []
    for piece, lines, told in zip(pieces, printed, firsts, strict=True):
        is_above = len(lines) > 1 and told[1] is True and (told[0] is None or (told[0] and not goes_on))
        if is_above and is_headline(lines[0]) and joints.follow(lines[0].text, lines[1].text) < JOINED:
            split.append(Piece(lines[0], Kind.HEAD))
            below = read_body(
                cut_paragraph(piece.paragraph, len(lines[0].text), len(piece.text)), piece.names
            )
            piece = replace(below, ends_article=piece.ends_article, is_line=piece.is_line)
        split.append(piece)
    return split


def _lines_of(piece: Piece, raw: str) -> list[Paragraph]:
    """The printed lines of a piece of a body that stands in its place; none for any other."""
    is_told = piece.kind is Kind.BODY and piece.strand < 0
    return split_at_line_ends(piece.paragraph, raw) if is_told else []


def cut_pieces(pieces: Sequence[Piece], raw: str, joints: Joints, column: Column) -> tuple[list[Piece], bool]:
    """The pieces of a page, paragraphs cut between lines of two articles, and whether it is all mixed.

    A page that is cut before indented lines only need not be.

    Args:
        pieces: of the page.
        raw: the text that they were read from.
        joints: the judge of the page's joints.
        column: tells which lines are indented.
    """
    printed = [_lines_of(piece, raw) for piece in pieces]
    firsts = [column.are_first(lines) for lines in printed]
    if not (_is_out_of_order(pieces) or any(map(_breaks_off, printed, firsts))):
        return list(pieces), False
    usual = usual_width([line for lines in printed for line in lines], raw)
    if any(measure(line.text) > _ROW * usual for lines in printed for line in lines):
        return list(pieces), False
    parts: list[Piece] = []
    owners: list[int] = []
    for number, piece in enumerate(pieces):
        found = _split(piece, printed[number], firsts[number], joints)
        parts += found
        owners += [number] * len(found)
    if len(parts) == len(pieces):
        return list(pieces), False
    groups = gather_pieces(parts, [Profile.read(part.text) for part in parts], joints, column, is_cut=True)
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
    return joined, any(parts[at].seam == 0 for at in cuts)


def _is_out_of_order(pieces: Sequence[Piece]) -> bool:
    """Whether a headline stands on the page where a sentence stops."""
    read = [piece for piece in pieces if piece.kind is not Kind.ASIDE]
    return any(
        one.kind is Kind.BODY and one.broken_end and not one.ends_article and other.kind in _ABOVE
        for one, other in pairwise(read)
    )


def _breaks_off(lines: Sequence[Paragraph], firsts: Sequence[bool | None]) -> bool:
    """Whether a paragraph begins in mid-sentence: with a line that fills its column, or behind such a one."""
    behind = zip(lines, firsts[1:], strict=False)
    return firsts[:1] == [False] or any(is_first and read_body(line).broken_end for line, is_first in behind)


def _split(
    piece: Piece, lines: Sequence[Paragraph], firsts: Sequence[bool | None], joints: Joints
) -> list[Piece]:
    """A paragraph in the parts within which its words surely go on."""
    runs: list[list[Paragraph]] = [list(lines[:1])]
    seams: list[float | None] = [None]
    for (before, after), is_first in zip(pairwise(lines), firsts[1:], strict=False):
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
    """The parts that a cut stands before: only indented ones if words go on hardly better with the others."""
    owner = {number: place for place, group in enumerate(groups) for number in group}
    after = {one: other for group in groups for one, other in pairwise(sorted(group))}
    before = {other: one for one, other in after.items()}
    sure = {at for at, part in enumerate(parts) if part.seam is not None and part.seam < 0}
    cuts = {
        at for at, part in enumerate(parts) if part.seam is not None and owner[at] != owner[at - 1]
    } - sure
    gain = 0.0
    for at in cuts:
        gain += _fit(parts, at - 1, after.get(at - 1), joints) + _fit(parts, before.get(at), at, joints)
        gain -= 2 * joints.follow(parts[at - 1].text, parts[at].text)
    return cuts | sure if gain >= _WEIGHTS.gain else sure


def _fit(parts: Sequence[Piece], one: int | None, other: int | None, joints: Joints) -> float:
    """How well the words of a part go on from those of another."""
    if one is None or other is None or not parts[one].broken_end:
        return _WEIGHTS.loose
    return joints.follow(parts[one].text, parts[other].text)


def _join(parts: Sequence[Piece]) -> Piece:
    """One piece of the parts of a paragraph."""
    whole = read_body(join_paragraphs([part.paragraph for part in parts]), parts[-1].names)
    return replace(whole, starts_article=parts[0].starts_article, is_line=parts[0].is_line)
