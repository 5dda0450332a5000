"""What is known of each body piece of a page, and which of them make one article by all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from data_layer.lexicon.segmenting import load_page_words
from data_layer.segmenting.pages.cohesion import Profile, compare_all, share
from data_layer.segmenting.pages.columns import find_regions
from data_layer.segmenting.pages.grouping import Spot, group_pieces
from data_layer.segmenting.pages.indents import Column
from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.links import find_ties, weigh_gap, weigh_joint
from data_layer.segmenting.pages.merging import Marks, merge_groups
from data_layer.segmenting.pages.pieces import Kind, Piece
from data_layer.segmenting.pages.strays import settle_strays

__all__ = ["gather_pieces"]


def gather_pieces(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    joints: Joints,
    column: Column,
    *,
    is_cut: bool = False,
) -> list[list[int]]:
    """The body pieces of each article; a headline speaks for the piece that it stands over.

    Headlines of several places one under the other are those of several articles, nobody knows which.

    Args:
        pieces: of the whole page.
        profiles: what each of them speaks of.
        joints: the judge of the page's joints.
        column: tells which lines are indented.
        is_cut: paragraphs were cut within sentences, so that more readings are to be followed.
    """
    body = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY]
    closings = _find_closings(pieces)
    opens = {number: column.opens(pieces[number]) for number in body}
    ties = find_ties(pieces, body, joints, opens)
    regions = find_regions(pieces)
    place = {number: at for at, number in enumerate(body)}
    spots = []
    marks = []
    known = []
    for before, number in pairwise([-1, *body]):
        heads = [at for at in range(before + 1, number) if pieces[at].kind in (Kind.HEAD, Kind.SUBTITLE)]
        own_heads = heads if _is_of_next(profiles, heads, before, number) else []
        known.append(Profile.join(profiles[at] for at in (*own_heads, number)))
        piece = pieces[number]
        gap = weigh_gap(pieces, before, number, regions) if before >= 0 else 0.0
        joint = weigh_joint(pieces, before, number, joints, regions, opens[number]) if before >= 0 else 0.0
        is_open = piece.broken_end and number not in closings
        resumes = piece.text.startswith(load_page_words().resumptions)
        tied, tie = ties.get(number, (-1, 0.0))
        known_as = piece.text, gap, joint, is_open, number in closings, bool(heads), piece.is_line
        region = regions.get(piece.strand, -1)
        spots.append(Spot(*known_as, resumes, place.get(tied, -1), tie, region, piece.strand, opens[number]))
        titled = any(pieces[at].kind is Kind.SUBTITLE or pieces[at].is_title for at in heads)
        above = any(
            piece.kind is Kind.BYLINE and not piece.ends_article for piece in pieces[before + 1 : number]
        )
        signed = above or piece.starts_article or number in closings
        marks.append(Marks(bool(heads), titled, signed, region))
    pairs = compare_all(known)
    groups = merge_groups(group_pieces(spots, pairs, joints, is_cut=is_cut), pairs, marks)
    groups = settle_strays(spots, groups, pairs, joints)
    return [[body[at] for at in group] for group in groups]


def _is_of_next(profiles: Sequence[Profile], heads: Sequence[int], before: int, number: int) -> bool:
    """Whether headlines are those of the piece below them, as far as words tell, and not of the one above."""
    if len({profiles[at].home for at in heads} - {None}) > 1:
        return False
    whole = Profile.join(profiles[at] for at in heads)
    return before < 0 or share(whole, profiles[number]) >= share(whole, profiles[before])


def _find_closings(pieces: Sequence[Piece]) -> frozenset[int]:
    """The body pieces behind which authors stand in brackets, in them or in a line of their own."""
    found = {number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY and piece.ends_article}
    for before, (number, piece) in zip(pieces, enumerate(pieces[1:]), strict=False):
        is_cut_line = before.is_line and before.broken_end
        ends = piece.kind is Kind.BYLINE and piece.ends_article and not piece.astray
        if before.kind is Kind.BODY and ends and not is_cut_line:
            found.add(number)
    return frozenset(found)
