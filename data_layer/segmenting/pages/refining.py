"""The pieces of a page whose columns were mixed up, each given to the article that it fits best.

The articles are known by then from their longer stretches. Each piece speaks for an article by its words and
places; neighbours tend to belong together, unless the words can't go on from one to the other. The likeliest
labels of all pieces are found together (Viterbi), and again with the articles as they are then.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data_layer.segmenting.pages.cohesion import Profile, are_related

__all__ = ["relabel"]


@dataclass(frozen=True, slots=True)
class RefiningWeights:
    """How far words and places are believed, in natural log-odds.

    Attributes:
        tempering: pairs of characters overlap, so their odds are not independent.
        smoothing_pieces: pieces of the whole page mixed into each article's words.
        usual_piece_chars: what counts as one piece.
        home, named, foreign: a piece names the article's own place, another of its places, a strange one.
        floor: the most that a piece can speak against an article.
        switch: what going over to another article costs by itself.
        main_block_share, max_block_chars: a block that makes up more of an article, or is longer, vouches for
            its own pieces.
        second_closing: a piece that authors close is not of an article that has such a piece.
        rounds: at most so many times over.
    """

    tempering: float = 0.25
    smoothing_pieces: float = 1.0
    usual_piece_chars: float = 60.0
    home: float = 1.5
    named: float = 0.3
    foreign: float = -1.2
    floor: float = -8.0
    switch: float = 0.7
    main_block_share: float = 0.5
    max_block_chars: int = 200
    second_closing: float = -5.0
    rounds: int = 5


_WEIGHTS = RefiningWeights()


def relabel(
    profiles: Mapping[int, Profile],
    labels: Mapping[int, int],
    extra: Mapping[int, Profile],
    link: Callable[[int, int], float],
    closings: frozenset[int],
    ties: Mapping[int, tuple[int, float]],
    blocks: Mapping[int, int],
) -> dict[int, int]:
    """The article of each piece.

    Args:
        profiles: of the body pieces, by their numbers on the page.
        labels: the article of those pieces that are settled to begin with.
        extra: words known of an article beside its pieces, those of its title.
        link: log-odds that two neighbours belong together, by how they stand on the page.
        closings: the pieces behind which authors stand: an article has one.
        ties: pieces whose words go on from another one far off: which, and how well.
        blocks: which stretch a piece is part of; its neighbours in it don't vouch for it.
    """
    numbers = sorted(profiles)
    current = dict(labels)
    for _ in range(_WEIGHTS.rounds):
        articles = _Articles(profiles, current, extra, blocks)
        fits = {number: articles.fit(number, current.get(number)) for number in numbers}
        _keep_closings_apart(fits, current, closings)
        for number, (source, strength) in ties.items():
            if source in current:
                fits[number][current[source]] += strength
        found = _best_path(numbers, fits, link)
        if found == current:
            break
        current = found
    return current


def _keep_closings_apart(
    fits: Mapping[int, dict[int, float]], labels: Mapping[int, int], closings: frozenset[int]
) -> None:
    """Hold a piece that authors close off from articles that another such piece closes."""
    for number in closings & fits.keys():
        for other in closings & labels.keys() - {number}:
            fits[number][labels[other]] += _WEIGHTS.second_closing


class _Articles:
    """Words and places of the articles as they are now."""

    def __init__(
        self,
        profiles: Mapping[int, Profile],
        labels: Mapping[int, int],
        extra: Mapping[int, Profile],
        blocks: Mapping[int, int],
    ) -> None:
        self.profiles = profiles
        self.names = sorted(set(labels.values()) | set(extra))
        self.words: dict[int, Counter[str]] = {name: Counter() for name in self.names}
        self.places: dict[int, Counter[str]] = {name: Counter() for name in self.names}
        self.sizes: Counter[int] = Counter()
        self.all_words = Counter(gram for profile in profiles.values() for gram in profile.grams)
        together: dict[tuple[int, int], list[Profile]] = {}
        for number, name in labels.items():
            self._add(name, profiles[number])
            together.setdefault((name, blocks[number]), []).append(profiles[number])
        for name, profile in extra.items():
            self._add(name, profile)
        self.blocks = blocks
        self.own = {key: _Tally(parts) for key, parts in together.items()}

    def _add(self, name: int, profile: Profile) -> None:
        self.words[name].update(profile.grams)
        self.places[name].update(profile.places)
        self.sizes[name] += profile.chars

    def fit(self, number: int, own: int | None) -> dict[int, float]:
        """Log-odds of a piece for each article, 0 for the best; its own words don't count for it."""
        profile = self.profiles[number]
        nothing = _Tally([])
        scores = {}
        for name in self.names:
            known = self.own[name, self.blocks[number]] if name == own else nothing
            if known.chars > min(_WEIGHTS.max_block_chars, _WEIGHTS.main_block_share * self.sizes[name]):
                known = _Tally([profile])
            scores[name] = self._fit_one(profile, name, known)
        best = max(scores.values())
        return {name: max(_WEIGHTS.floor, score - best) for name, score in scores.items()}

    def _fit_one(self, profile: Profile, name: int, own: _Tally) -> float:
        w = _WEIGHTS
        size = (self.sizes[name] - own.chars) / w.usual_piece_chars
        total = sum(self.sizes.values()) / w.usual_piece_chars
        words = self.words[name]
        score = 0.0
        for gram in sorted(profile.grams):
            elsewhere = self.all_words[gram] - 1
            if elsewhere > 0:
                share = elsewhere / total
                here = max(0, words[gram] - own.words[gram])
                score += math.log((here / share + w.smoothing_pieces) / (size + w.smoothing_pieces))
        return w.tempering * score + self._fit_places(profile, self.places[name] - own.places)

    def _fit_places(self, profile: Profile, known: Counter[str]) -> float:
        w = _WEIGHTS
        home = max(known, key=lambda place: (known[place], place)) if known else None
        score = 0.0
        for place, count in profile.places.items():
            if place == home:
                score += w.home * count
            elif known[place] > 0:
                score += w.named * count
            elif home is not None and not are_related(place, home):
                score += w.foreign * count * min(1.0, known[home] / 2)
        return score


class _Tally:
    """Words, places and length of some pieces together."""

    def __init__(self, parts: Sequence[Profile]) -> None:
        self.words = Counter(gram for part in parts for gram in part.grams)
        self.places: Counter[str] = Counter()
        for part in parts:
            self.places.update(part.places)
        self.chars = sum(part.chars for part in parts)


def _best_path(
    numbers: Sequence[int], fits: Mapping[int, Mapping[int, float]], link: Callable[[int, int], float]
) -> dict[int, int]:
    """The likeliest articles of all pieces together."""
    best = dict(fits[numbers[0]])
    back: list[dict[int, int]] = []
    for before, after in zip(numbers, numbers[1:], strict=False):
        together = link(before, after)
        leader = max(best, key=lambda name: (best[name], -name))
        switched = best[leader] + max(0.0, -together) - _WEIGHTS.switch
        came: dict[int, int] = {}
        reached: dict[int, float] = {}
        for name, score in best.items():
            stayed = score + max(0.0, together)
            came[name] = name if name == leader or stayed >= switched else leader
            reached[name] = max(stayed, switched if name != leader else stayed) + fits[after][name]
        best = reached
        back.append(came)
    name = max(best, key=lambda candidate: (best[candidate], -candidate))
    path = [name]
    for came in reversed(back):
        name = came[name]
        path.append(name)
    return dict(zip(numbers, reversed(path), strict=True))
