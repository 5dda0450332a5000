"""Articles made whole: each has a headline or authors, and no more than one of either."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from data_layer.segmenting.pages.cohesion import Profile, Vocabulary
from data_layer.segmenting.pages.pieces import Kind, Piece
from data_layer.segmenting.pages.titles import Headings, assign_headlines

__all__ = ["absorb_weak", "assign_bylines", "join_halves"]


def assign_bylines(pieces: Sequence[Piece], articles: Sequence[Sequence[int]]) -> list[tuple[str, ...]]:
    """The authors of each article: in brackets those of the article before, else of the one after."""
    owner = {number: place for place, numbers in enumerate(articles) for number in numbers}
    names: list[tuple[str, ...]] = [()] * len(articles)
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.BODY and piece.names:
            names[owner[number]] = piece.names
    for number, piece in enumerate(pieces):
        if piece.kind is not Kind.BYLINE:
            continue
        before = next((owner[at] for at in range(number, -1, -1) if at in owner), None)
        after = next((owner[at] for at in range(number, len(pieces)) if at in owner), None)
        wanted = (before, after) if piece.ends_article else (after, before)
        place = next((at for at in wanted if at is not None and not names[at]), None)
        if place is not None:
            names[place] = piece.names
    return names


def join_halves(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    articles: list[list[int]],
) -> tuple[list[list[int]], Headings]:
    """Put together halves, one with the headline, one with the authors, that tell of the same place.

    So does an article whose headline and lead stand under its sections, and one that another interrupts in
    mid-sentence.
    """
    headings = assign_headlines(pieces, profiles, vocabulary, articles)
    homes = [Profile.join(profiles[number] for number in numbers).home for numbers in articles]
    bylines = assign_bylines(pieces, articles)
    for one, other in permutations(range(len(articles)), 2):
        if homes[one] is None or homes[one] != homes[other] or bylines[one] or not bylines[other]:
            continue
        titles = headings.titles[one], headings.titles[other]
        if _is_lead_below(pieces, articles[one], articles[other], titles) or (
            titles[0] and not titles[1] and _is_cut(pieces, articles[one], articles[other])
        ):
            rest = [numbers for place, numbers in enumerate(articles) if place not in (one, other)]
            joined = sorted([[*articles[one], *articles[other]], *rest], key=min)
            return join_halves(pieces, profiles, vocabulary, joined)
    return articles, headings


def _is_lead_below(
    pieces: Sequence[Piece],
    above: Sequence[int],
    below: Sequence[int],
    titles: tuple[Sequence[int], Sequence[int]],
) -> bool:
    """Whether sections with a heading of their own stand above the headline, and the lead right under it."""
    title = [*titles[0], *titles[1]]
    first = min(above) - 1
    gap = range(max(above) + 1, min(below))
    if not title or not set(title) <= {first, *gap} or _next_piece(pieces, max(title)) != gap.stop:
        return False
    return first >= 0 and pieces[first].kind is Kind.HEAD and not pieces[first].is_title


def _is_cut(pieces: Sequence[Piece], one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether the one stops in mid-sentence and the other comes later."""
    return max(one) < min(other) and pieces[max(one)].broken_end


def _next_piece(pieces: Sequence[Piece], number: int) -> int:
    """Number of the first body piece or heading after ``number``, authors and captions passed over."""
    skipped = (Kind.BYLINE, Kind.DATE, Kind.ASIDE)
    return next((at for at in range(number + 1, len(pieces)) if pieces[at].kind not in skipped), -1)


def absorb_weak(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    articles: Sequence[Sequence[int]],
    headings: Headings,
    is_signed: bool,
) -> list[list[int]]:
    """Give what has no headline and no authors to the article before it, unless of columns or far away.

    Where a page names no authors, a headline counts only if no section could have it.
    """
    bylines = assign_bylines(pieces, articles)
    kept: list[list[int]] = []
    for place, numbers in enumerate(articles):
        title = [pieces[number] for number in headings.titles[place]]
        is_sure = any(piece.is_title or piece.kind is Kind.SUBTITLE for piece in title)
        is_weak = not bylines[place] and not is_sure and (not is_signed or not title)
        if kept and is_weak and not _are_apart(pieces, profiles, kept[-1], numbers):
            kept[-1].extend(numbers)
        else:
            kept.append(list(numbers))
    return kept


def _are_apart(
    pieces: Sequence[Piece], profiles: Sequence[Profile], one: Sequence[int], other: Sequence[int]
) -> bool:
    """Whether two articles stand in columns that were read across, or tell of two places."""
    in_columns = all(pieces[number].strand >= 0 for number in (*one, *other))
    return in_columns or _tell_of_two_places(profiles, one, other)


def _tell_of_two_places(profiles: Sequence[Profile], one: Sequence[int], other: Sequence[int]) -> bool:
    first, second = (Profile.join(profiles[number] for number in numbers) for numbers in (one, other))
    if first.home is None or second.home is None or first.places[second.home] or second.places[first.home]:
        return False
    return second.places[second.home] >= 1 and first.home[:2] != second.home[:2]
