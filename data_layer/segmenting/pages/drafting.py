"""A page to drafts of its articles: cluster the pieces, sort the headlines, put each article in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from data_layer.model import Document, Paragraph
from data_layer.segmenting.assembling import Draft
from data_layer.segmenting.headlines import drop_overprint
from data_layer.segmenting.pages.clustering import Stretch, cluster_stretches, find_stretches, link_neighbours
from data_layer.segmenting.pages.cohesion import Profile, Vocabulary
from data_layer.segmenting.pages.completing import absorb_weak, assign_bylines, join_halves
from data_layer.segmenting.pages.grouping import group_pieces
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.links import link
from data_layer.segmenting.pages.ordering import order_pieces
from data_layer.segmenting.pages.pieces import Kind, Piece, read_pieces
from data_layer.segmenting.pages.refining import relabel
from data_layer.segmenting.pages.titles import Headings, assign_headlines, names_article
from data_layer.segmenting.pages.untangling import untangle

__all__ = ["draft_page"]


@dataclass(frozen=True, slots=True)
class PageLimits:
    """When a group of pieces stands for an article of its own.

    Attributes:
        min_core_chars: a shorter group is no article to begin with, but given to those that are.
        min_untitled_chars: nor is a shorter one without a headline.
        min_tie, sure_tie: how well the words of a piece must go on from another far off to tie it to that,
            where they don't fit the piece before, and where they might.
        broken_ends: stretches that stop in mid-sentence, from which on columns count as mixed; one is enough
            if another piece goes on from it.
    """

    min_core_chars: int = 80
    min_untitled_chars: int = 200
    broken_ends: int = 2
    min_tie: float = 1.5
    sure_tie: float = 2.5


_LIMITS = PageLimits()


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
    ties = _find_ties(pieces, joints)
    articles = _group_mixed(pieces, profiles, body, joints, ties)
    if not articles:
        articles = _group_in_order(pieces, profiles, vocabulary, joints, ties)
    articles, headings = join_halves(pieces, profiles, vocabulary, articles)
    articles = absorb_weak(pieces, profiles, articles, headings, is_signed)
    articles, headings = join_halves(pieces, profiles, vocabulary, articles)
    return _draft_articles(pieces, articles, headings, joints)


def _group_mixed(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    body: Sequence[int],
    joints: Joints,
    ties: Mapping[int, tuple[int, float]],
) -> list[list[int]]:
    """The body pieces of each article where neighbours may be strangers; none where the page is in order."""
    links = {at: link(pieces, one, other, joints) for at, (one, other) in enumerate(pairwise(body))}
    place = {number: at for at, number in enumerate(body)}
    far = {(place[source], place[number]): strength for number, (source, strength) in ties.items()}
    closings = _find_closings(pieces)
    is_mixed = any(piece.strand >= 0 for piece in pieces)
    closed = [number in closings for number in body]
    groups = group_pieces([profiles[number] for number in body], links, far, closed, is_mixed=is_mixed)
    return [[body[at] for at in group] for group in groups]


def _group_in_order(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    joints: Joints,
    ties: Mapping[int, tuple[int, float]],
) -> list[list[int]]:
    """The body pieces of each article where most neighbours belong together."""
    stretches = find_stretches(pieces, profiles, joints)
    ends = [pieces[stretch.last] for stretch in stretches]
    broken = sum(end.broken_end and not end.ends_article for end in ends)
    is_mixed = broken >= _LIMITS.broken_ends or (broken > 0 and bool(ties))
    groups = cluster_stretches(pieces, stretches, vocabulary, joints, ties, is_mixed)
    articles = [[number for at in group for number in stretches[at].numbers] for group in groups]
    if is_mixed:
        articles = _settle_pieces(pieces, profiles, vocabulary, joints, ties, stretches, articles)
    return articles


def _mark_title(piece: Piece) -> Piece:
    is_head = piece.kind is Kind.HEAD and not piece.text.endswith(("：", ":"))
    return replace(piece, is_title=is_head and names_article(piece.text, Profile.read(piece.text)))


def _settle_pieces(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    joints: Joints,
    ties: Mapping[int, tuple[int, float]],
    stretches: Sequence[Stretch],
    articles: Sequence[Sequence[int]],
) -> list[list[int]]:
    """Give each piece to the article that it fits best; groups that are too small are no articles."""
    cores = [numbers for numbers in articles if _count_chars(pieces, numbers) >= _LIMITS.min_core_chars]
    if not cores:
        return [list(numbers) for numbers in articles]
    headings = assign_headlines(pieces, profiles, vocabulary, cores)
    kept = [
        place
        for place, numbers in enumerate(cores)
        if headings.titles[place] or _count_chars(pieces, numbers) >= _LIMITS.min_untitled_chars
    ]
    if not kept:
        return [list(numbers) for numbers in articles]
    labels = relabel(
        {number: profiles[number] for numbers in articles for number in numbers},
        {number: place for place in kept for number in cores[place]},
        {place: Profile.join(profiles[number] for number in headings.titles[place]) for place in kept},
        lambda before, after: link_neighbours(pieces, before, after, joints),
        _find_closings(pieces),
        ties,
        {number: at for at, stretch in enumerate(stretches) for number in stretch.numbers},
    )
    return _by_label(labels)


def _find_ties(pieces: Sequence[Piece], joints: Joints) -> dict[int, tuple[int, float]]:
    """Pieces that go on from one that is not before them: from which, and how well."""
    body = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY]
    near = {after: _joint(pieces, before, after, joints) for before, after in pairwise(body)}
    loose_ends = [before for before, after in pairwise(body) if pieces[before].broken_end and near[after] < 0]
    ties: dict[int, tuple[int, float]] = {}
    for start, near_fit in near.items():
        words = pieces[start].text
        fits = [
            (joints.fit(pieces[end].text, words), -abs(start - end), end)
            for end in loose_ends
            if end != start
        ]
        strength, _, source = max(fits, default=(0.0, 0, 0))
        if near_fit < JOINED and strength >= (_LIMITS.min_tie if near_fit < 0 else _LIMITS.sure_tie):
            ties[start] = (source, strength)
    return ties


def _joint(pieces: Sequence[Piece], before: int, after: int, joints: Joints) -> float:
    """How well the words go on between two body pieces; badly if anything stands between them."""
    return joints.fit(pieces[before].text, pieces[after].text) if after == before + 1 else -1.0


def _find_closings(pieces: Sequence[Piece]) -> frozenset[int]:
    """The body pieces behind which authors stand in brackets, in them or in a line of their own."""
    found = {number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY and piece.ends_article}
    for before, (number, piece) in zip(pieces, enumerate(pieces[1:]), strict=False):
        is_cut_line = before.is_line and before.broken_end
        if before.kind is Kind.BODY and piece.kind is Kind.BYLINE and piece.ends_article and not is_cut_line:
            found.add(number)
    return frozenset(found)


def _by_label(labels: Mapping[int, int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for number in sorted(labels):
        groups.setdefault(labels[number], []).append(number)
    return list(groups.values())


def _count_chars(pieces: Sequence[Piece], numbers: Sequence[int]) -> int:
    return sum(len(pieces[number].text) for number in numbers)


def _draft_articles(
    pieces: Sequence[Piece],
    articles: Sequence[Sequence[int]],
    headings: Headings,
    joints: Joints,
) -> list[Draft]:
    """Drafts in the order in which the articles begin on the page."""
    bylines = assign_bylines(pieces, articles)
    dates = _assign_dates(pieces, articles)
    return [
        Draft(
            tuple(order_pieces(pieces, numbers, headings.sections[place], headings.titles[place], joints)),
            tuple(drop_overprint(pieces[number].text) for number in headings.titles[place]),
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
    return not title and not byline and _count_chars(pieces, numbers) < _LIMITS.min_core_chars


def _assign_dates(pieces: Sequence[Piece], articles: Sequence[Sequence[int]]) -> list[date | None]:
    """The date of each article: the line before its first piece, else the page's own."""
    dated = {number: piece.date.published for number, piece in enumerate(pieces) if piece.date is not None}
    starts = [min(numbers) for numbers in articles]
    own: list[date | None] = [dated.pop(start - 1, None) for start in starts]
    page = next((dated[number] for number in sorted(dated)), None) if len(dated) == 1 else None
    return [found or page for found in own]
