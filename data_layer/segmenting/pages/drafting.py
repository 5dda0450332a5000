"""A page to drafts of its articles: cluster the pieces, sort the headlines, put each article in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from data_layer.model import Document, Paragraph
from data_layer.segmenting.assembling import Draft
from data_layer.segmenting.headlines import drop_overprint
from data_layer.segmenting.pages.cohesion import Profile, Vocabulary
from data_layer.segmenting.pages.columns import order_columns
from data_layer.segmenting.pages.completing import absorb_weak, assign_bylines, join_halves
from data_layer.segmenting.pages.cuts import cut_pieces, split_heads
from data_layer.segmenting.pages.gathering import gather_pieces
from data_layer.segmenting.pages.indents import Column
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.labels import settle_labels
from data_layer.segmenting.pages.ordering import order_pieces
from data_layer.segmenting.pages.pieces import Kind, Piece, read_pieces
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
    column = Column(pieces, document.text)
    pieces = split_heads(pieces, document.text, joints, column)
    pieces, is_cut = cut_pieces(pieces, document.text, joints, column)
    profiles = [Profile.read(piece.text) for piece in pieces]
    body = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY]
    if not body:
        return []
    vocabulary = Vocabulary([profiles[number] for number in body])
    order = order_columns(pieces, profiles, vocabulary)
    pieces, profiles = [pieces[at] for at in order], [profiles[at] for at in order]
    articles = gather_pieces(pieces, profiles, joints, column, is_cut=is_cut)
    articles, headings = join_halves(pieces, profiles, vocabulary, articles)
    articles = absorb_weak(pieces, profiles, articles, headings, is_signed)
    articles, headings = join_halves(pieces, profiles, vocabulary, articles)
    labels = settle_labels(pieces, profiles, articles, headings.titles)
    return _draft_articles(pieces, articles, headings, joints, labels)


def _mark_title(piece: Piece) -> Piece:
    is_head = piece.kind is Kind.HEAD and not piece.text.endswith(("：", ":"))
    return replace(piece, is_title=is_head and names_article(piece.text, Profile.read(piece.text)))


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
            _title_lines(pieces, headings.titles[place], joints, labels),
            bylines[place],
            dates[place],
            pieces[min(numbers)].paragraph.page,
            _is_fragment(pieces, numbers, headings.titles[place], bylines[place]),
        )
        for place, numbers in enumerate(articles)
    ]


def _title_lines(
    pieces: Sequence[Piece], title: Sequence[int], joints: Joints, labels: Mapping[int, str]
) -> tuple[str, ...]:
    """The pieces of a headline, lines put together that a word or a quotation goes on over."""
    lines: list[str] = []
    for at, number in enumerate(title):
        words = drop_overprint(labels.get(number, pieces[number].text))
        above = pieces[number - 1] if at and title[at - 1] == number - 1 else None
        if above and pieces[number].kind is above.kind is Kind.HEAD and _goes_on(above.text, words, joints):
            lines[-1] += words
        else:
            lines.append(words)
    return tuple(lines)


def _goes_on(one: str, other: str, joints: Joints) -> bool:
    is_quoted = one.count("“") > one.count("”") and other.count("”") > other.count("“")
    return is_quoted or joints.fit(one, other) >= JOINED


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
