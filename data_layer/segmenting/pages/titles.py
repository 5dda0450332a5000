"""Which headline on a page belongs to which article: by words, by place, by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_layer.lexicon.segmenting import load_page_words
from data_layer.segmenting.headlines import is_column_label, is_subtitle
from data_layer.segmenting.pages.cohesion import Profile, Vocabulary, are_related
from data_layer.segmenting.pages.pieces import Kind, Piece

__all__ = [
    "Headings",
    "Headline",
    "assign_headlines",
    "is_sure_title",
    "names_article",
    "read_headlines",
    "weigh_words",
]


@dataclass(frozen=True, slots=True)
class TitleWeights:
    """What speaks for a headline being an article's, in one currency."""

    words: float = 12.0
    full_weight_grams: int = 6
    same_home: float = 2.5
    other_home: float = -2.5
    before_start: float = 1.5
    right_before: float = 0.3
    after_end: float = 1.5
    inside: float = 0.5
    a_piece_away: float = -0.1
    max_away: float = -1.2
    with_subtitle: float = 2.0
    with_names: float = 1.5
    label: float = -3.0
    least: float = 1.0
    silent: float = 1.0
    sure_words: float = 3.0


_WEIGHTS = TitleWeights()
_MAX_TITLE_CHARS = 45
_PLACE_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")


def names_article(text: str, profile: Profile) -> bool:
    """Whether a line is an article's headline and no section's: it names its county, or what it is."""
    names_place = max(profile.places.values(), default=0)
    is_labelled = names_place > 0 and _PLACE_LABEL.match(text) is not None
    return names_place >= 1 or is_labelled or text.endswith(load_page_words().title_words)


def is_sure_title(title: Sequence[str]) -> bool:
    """Whether a headline in its pieces is one that no section could have."""
    return any(is_subtitle(piece) or names_article(piece, Profile.read(piece)) for piece in title)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headlines of a page, sorted.

    Attributes:
        titles: for each article the numbers of the pieces that make its title, in order.
        sections: for each article the numbers of headings that stay in its body.
    """

    titles: tuple[tuple[int, ...], ...]
    sections: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline: a head and the subtitles right after it."""

    numbers: tuple[int, ...]
    profile: Profile
    has_subtitle: bool


def assign_headlines(
    pieces: Sequence[Piece],
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
    articles: Sequence[Sequence[int]],
) -> Headings:
    """Sort the headlines of a page to its articles, each given by the numbers of its body pieces."""
    owner = {number: place for place, numbers in enumerate(articles) for number in numbers}
    wholes = [Profile.join(profiles[number] for number in numbers) for numbers in articles]
    titles: list[list[tuple[float, Headline]]] = [[] for _ in articles]
    sections: list[list[int]] = [[] for _ in articles]
    below: tuple[Headline, int] | None = None
    headlines = read_headlines(pieces, profiles)
    judged = [[weigh_words(headline, whole, vocabulary) for whole in wholes] for headline in headlines]
    custom = _find_custom(headlines, judged, articles)
    for headline, words in zip(reversed(headlines), reversed(judged), strict=True):
        before, after = _neighbours(pieces, owner, headline)
        scores = [
            word + _position(headline, numbers, before, after, place, custom)
            for (place, numbers), word in zip(enumerate(articles), words, strict=True)
        ]
        best = max(range(len(articles)), key=lambda place: (scores[place], -place))
        if below and max(words) < _WEIGHTS.silent and below[0].numbers[0] == headline.numbers[-1] + 1:
            best = below[1]  # a line that tells nothing by itself goes with the headline below it
        below = (headline, best)
        is_section = before is not None and before == after and not headline.has_subtitle
        is_section = is_section and not _names_home(headline, wholes[before or 0])
        if is_section and before is not None and scores[best] < scores[before] + _WEIGHTS.with_subtitle:
            sections[before].extend(headline.numbers)
        elif scores[best] >= _WEIGHTS.least:
            bonus = _WEIGHTS.with_subtitle * headline.has_subtitle
            bonus += _WEIGHTS.with_names * _has_names(pieces, headline)
            bonus += _WEIGHTS.label * _is_label(pieces, headline)
            titles[best].append((scores[best] + bonus, headline))
    chosen = []
    for place, found in enumerate(titles):
        title, rest = _choose(pieces, found)
        chosen.append(title)
        left = [number for headline in rest for number in headline.numbers]
        sections[place].extend(number for number in left if owner.get(_next_body(pieces, number)) == place)
    chosen = _with_lost_lines(pieces, owner, chosen, sections)
    placed = {number for numbers in (*chosen, *sections) for number in numbers}
    for headline in headlines:  # of no article by its words: where it stands within one it is a section's
        before, after = _neighbours(pieces, owner, headline)
        if before is not None and before == after and placed.isdisjoint(headline.numbers):
            sections[before].extend(headline.numbers)
    return Headings(tuple(chosen), tuple(tuple(sorted(numbers)) for numbers in sections))


def _with_lost_lines(
    pieces: Sequence[Piece],
    owner: dict[int, int],
    chosen: Sequence[tuple[int, ...]],
    sections: Sequence[Sequence[int]],
) -> list[tuple[int, ...]]:
    """The titles with the lines of them that tell nothing by themselves: the other half of a broken one.

    Only where all headlines one under the other are those of the article below.
    """
    whole = [set(title) for title in chosen]
    claimed = {number: place for place, title in enumerate(chosen) for number in title}
    kept = {number for numbers in sections for number in numbers}
    for numbers in _stacks(pieces):
        place = owner.get(_next_body(pieces, numbers[-1]))
        free = [
            at
            for at in numbers
            if at not in claimed and at not in kept and not is_column_label(pieces[at].text)
        ]
        takers = {claimed[at] for at in numbers if at in claimed}
        chars = sum(len(pieces[at].text) for at in numbers)
        if place is not None and takers == {place} and chars <= _MAX_TITLE_CHARS:
            whole[place].update(at for at in free if not pieces[at].text.endswith(("：", ":")))
    return [tuple(sorted(title)) for title in whole]


def _stacks(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """The numbers of headlines that stand one right under the other."""
    run: list[int] = []
    for number, piece in enumerate(pieces):
        if piece.kind in (Kind.HEAD, Kind.SUBTITLE):
            run.append(number)
            continue
        if len(run) > 1:
            yield run
        run = []


def _find_custom(
    headlines: Sequence[Headline], judged: Sequence[Sequence[float]], articles: Sequence[Sequence[int]]
) -> float:
    """Whether this page's headlines stand before their articles (up to 1) or behind (down to -1).

    Those vote whose words tell surely which article is theirs.
    """
    votes = []
    for headline, words in zip(headlines, judged, strict=True):
        ranked = sorted(words, reverse=True)
        if ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0) < _WEIGHTS.sure_words:
            continue
        numbers = articles[words.index(ranked[0])]
        votes.append((headline.numbers[-1] < numbers[0]) - (headline.numbers[0] > numbers[-1]))
    return sum(votes) / len(votes) if votes else 0.0


def read_headlines(pieces: Sequence[Piece], profiles: Sequence[Profile]) -> list[Headline]:
    """The headlines of a page, each with its subtitles."""
    found: list[list[int]] = []
    for number, piece in enumerate(pieces):
        follows = bool(found) and found[-1][-1] == number - 1
        if piece.kind is Kind.SUBTITLE and follows:
            found[-1].append(number)
        elif piece.kind in (Kind.HEAD, Kind.SUBTITLE):
            found.append([number])
    return [
        Headline(
            tuple(numbers),
            Profile.join(profiles[number] for number in numbers),
            any(pieces[number].kind is Kind.SUBTITLE for number in numbers),
        )
        for numbers in found
    ]


def _neighbours(
    pieces: Sequence[Piece], owner: dict[int, int], headline: Headline
) -> tuple[int | None, int | None]:
    """The articles whose body pieces stand next before and next after a headline."""
    before = next((owner[number] for number in range(headline.numbers[0], -1, -1) if number in owner), None)
    after = owner.get(_next_body(pieces, headline.numbers[-1]))
    return before, after


def _next_body(pieces: Sequence[Piece], number: int) -> int:
    """Number of the first body piece after ``number``; -1 if there is none."""
    return next((at for at in range(number + 1, len(pieces)) if pieces[at].kind is Kind.BODY), -1)


def weigh_words(headline: Headline, whole: Profile, vocabulary: Vocabulary) -> float:
    """What the words and the place of a headline say for its being that of a text."""
    w = _WEIGHTS
    weight = min(1.0, len(headline.profile.grams) / w.full_weight_grams)
    score = w.words * weight * vocabulary.coverage(headline.profile, whole)
    home = headline.profile.home
    if home is None or whole.home is None:
        return score
    sure = min(1.0, headline.profile.places[home])
    if home == whole.home:
        return score + w.same_home * sure
    return score + (0.0 if are_related(home, whole.home) or whole.places[home] else w.other_home * sure)


def _names_home(headline: Headline, whole: Profile) -> bool:
    """Whether a headline tells in full which place the article is about, as a section's doesn't."""
    home = headline.profile.home
    return home is not None and home == whole.home and headline.profile.places[home] >= 1


def _position(
    headline: Headline,
    numbers: Sequence[int],
    before: int | None,
    after: int | None,
    place: int,
    custom: float,
) -> float:
    w = _WEIGHTS
    if after == place and headline.numbers[-1] < numbers[0]:
        return w.before_start + custom + w.right_before * (headline.numbers[-1] + 1 == numbers[0])
    if before == place and headline.numbers[0] > numbers[-1]:
        return w.after_end - custom
    if place in (before, after):
        return w.inside
    away = min(abs(headline.numbers[0] - number) for number in numbers)
    return max(w.max_away, w.a_piece_away * away)


def _has_names(pieces: Sequence[Piece], headline: Headline) -> bool:
    """Names of authors right under it, not in the brackets that close an article."""
    after = headline.numbers[-1] + 1
    return after < len(pieces) and pieces[after].kind is Kind.BYLINE and not pieces[after].ends_article


def _is_label(pieces: Sequence[Piece], headline: Headline) -> bool:
    """某县： stands above a headline, and is none by itself."""
    return pieces[headline.numbers[-1]].text.endswith(("：", ":"))


def _choose(
    pieces: Sequence[Piece], found: Sequence[tuple[float, Headline]]
) -> tuple[tuple[int, ...], list[Headline]]:
    """The best of an article's headlines with those that stand right by it, and the rest."""
    if not found:
        return (), []
    best = max(found, key=lambda item: (item[0], -item[1].numbers[0]))[1]
    together = [best]
    rest = []
    for _, headline in found:
        if headline is best:
            continue
        low, high = sorted((headline.numbers[0], best.numbers[0]))
        between = {pieces[number].kind for number in range(low, high)}
        is_label = is_column_label(" ".join(pieces[number].text for number in headline.numbers))
        if is_label:
            continue
        if between <= {Kind.HEAD, Kind.SUBTITLE, Kind.ASIDE}:
            together.append(headline)
        else:
            rest.append(headline)
    return tuple(sorted(number for headline in together for number in headline.numbers)), rest
