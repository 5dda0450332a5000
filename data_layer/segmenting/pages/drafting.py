"""A page to drafts of its articles: cluster the pieces, sort the headlines, put each article in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import Document, Paragraph
from data_layer.segmenting.assembling import Draft
from data_layer.segmenting.headlines import drop_overprint
from data_layer.segmenting.pages.cohesion import Profile, Vocabulary, compare_all, share
from data_layer.segmenting.pages.columns import find_regions, order_columns
from data_layer.segmenting.pages.completing import absorb_weak, assign_bylines, join_halves
from data_layer.segmenting.pages.grouping import Spot, group_pieces
from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.labels import settle_labels
from data_layer.segmenting.pages.links import find_ties, weigh_gap, weigh_joint
from data_layer.segmenting.pages.merging import Marks, merge_groups
from data_layer.segmenting.pages.ordering import order_pieces
from data_layer.segmenting.pages.pieces import Kind, Piece, read_pieces
from data_layer.segmenting.pages.strays import settle_strays
from data_layer.segmenting.pages.titles import Headings, names_article
from data_layer.segmenting.pages.untangling import untangle

__all__ = ["draft_page"]


_MIN_UNNAMED_CHARS = 80
"""Fewer words that no headline and no authors name are a fragment, no article."""


def draft_page(document: Document, paragraphs: Sequence[Paragraph], *, is_signed: bool = True) -> list[Draft]:
    """The articles of a page in the order in which they begin on it.

    ``is_signed``: the page names authors, as newspapers do; without them each article needs a headline.
    """
    pieces, joints = read_pieces(paragraphs, document.text)
    pieces = untangle([_mark_title(piece) for piece in pieces], document.text, joints)
    profiles = [Profile.read(piece.text) for piece in pieces]
    body = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY]
    if not body:
        return []
    vocabulary = Vocabulary([profiles[number] for number in body])
    order = order_columns(pieces, profiles, vocabulary)
    pieces, profiles = [pieces[at] for at in order], [profiles[at] for at in order]
    body = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY]
    articles = _group(pieces, profiles, body, joints)
    articles, headings = join_halves(pieces, profiles, vocabulary, articles)
    articles = absorb_weak(pieces, profiles, articles, headings, is_signed)
    articles, headings = join_halves(pieces, profiles, vocabulary, articles)
    labels = settle_labels(pieces, profiles, articles, headings.titles)
    return _draft_articles(pieces, articles, headings, joints, labels)


def _group(
    pieces: Sequence[Piece], profiles: Sequence[Profile], body: Sequence[int], joints: Joints
) -> list[list[int]]:
    """The body pieces of each article; a headline speaks for the piece that it stands over.

    Headlines of several places one under the other are those of several articles, nobody knows which.
    """
    closings = _find_closings(pieces)
    ties = find_ties(pieces, body, joints)
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
        joint = weigh_joint(pieces, before, number, joints, regions) if before >= 0 else 0.0
        is_open = piece.broken_end and number not in closings
        resumes = piece.text.startswith(load_page_words().resumptions)
        tied, tie = ties.get(number, (-1, 0.0))
        known_as = piece.text, gap, joint, is_open, number in closings, bool(heads), piece.is_line
        region = regions.get(piece.strand, -1)
        spots.append(Spot(*known_as, resumes, place.get(tied, -1), tie, region, piece.strand))
        titled = any(pieces[at].kind is Kind.SUBTITLE or pieces[at].is_title for at in heads)
        above = any(
            piece.kind is Kind.BYLINE and not piece.ends_article for piece in pieces[before + 1 : number]
        )
        marks.append(Marks(bool(heads), titled, above or number in closings, region))
    pairs = compare_all(known)
    groups = merge_groups(group_pieces(spots, pairs, joints), pairs, marks)
    groups = settle_strays(spots, groups, pairs, joints)
    return [[body[at] for at in group] for group in groups]


def _is_of_next(profiles: Sequence[Profile], heads: Sequence[int], before: int, number: int) -> bool:
    """Whether headlines are those of the piece below them, as far as words tell, and not of the one above."""
    if len({profiles[at].home for at in heads} - {None}) > 1:
        return False
    whole = Profile.join(profiles[at] for at in heads)
    return before < 0 or share(whole, profiles[number]) >= share(whole, profiles[before])


def _mark_title(piece: Piece) -> Piece:
    is_head = piece.kind is Kind.HEAD and not piece.text.endswith(("：", ":"))
    return replace(piece, is_title=is_head and names_article(piece.text, Profile.read(piece.text)))


def _find_closings(pieces: Sequence[Piece]) -> frozenset[int]:
    """The body pieces behind which authors stand in brackets, in them or in a line of their own."""
    found = {number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY and piece.ends_article}
    for before, (number, piece) in zip(pieces, enumerate(pieces[1:]), strict=False):
        is_cut_line = before.is_line and before.broken_end
        ends = piece.kind is Kind.BYLINE and piece.ends_article and not piece.astray
        if before.kind is Kind.BODY and ends and not is_cut_line:
            found.add(number)
    return frozenset(found)


def _count_chars(pieces: Sequence[Piece], numbers: Sequence[int]) -> int:
    return sum(len(pieces[number].text) for number in numbers)


def _draft_articles(
    pieces: Sequence[Piece],
    articles: Sequence[Sequence[int]],
    headings: Headings,
    joints: Joints,
    labels: Mapping[int, str],
) -> list[Draft]:
    """Drafts in the order in which the articles begin on the page; ``labels``: see settle_labels."""
    bylines = assign_bylines(pieces, articles)
    dates = _assign_dates(pieces, articles)
    return [
        Draft(
            tuple(order_pieces(pieces, numbers, headings.sections[place], headings.titles[place], joints)),
            tuple(
                drop_overprint(labels.get(number, pieces[number].text)) for number in headings.titles[place]
            ),
            bylines[place],
            dates[place],
            pieces[min(numbers)].paragraph.page,
            _is_fragment(pieces, numbers, headings.titles[place], bylines[place]),
        )
        for place, numbers in enumerate(articles)
    ]


def _is_fragment(
    pieces: Sequence[Piece], numbers: Sequence[int], title: Sequence[int], byline: tuple[str, ...]
) -> bool:
    """A few words that nothing names and that fit no article."""
    return not title and not byline and _count_chars(pieces, numbers) < _MIN_UNNAMED_CHARS


def _assign_dates(pieces: Sequence[Piece], articles: Sequence[Sequence[int]]) -> list[date | None]:
    """The date of each article: the line before its first piece, else the page's own."""
    dated = {number: piece.date.published for number, piece in enumerate(pieces) if piece.date is not None}
    starts = [min(numbers) for numbers in articles]
    own: list[date | None] = [dated.pop(start - 1, None) for start in starts]
    page = next((dated[number] for number in sorted(dated)), None) if len(dated) == 1 else None
    return [found or page for found in own]
