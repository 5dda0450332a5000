"""How much two stretches of a page speak of the same thing: rare words that they share, places they name."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data_layer.lexicon.characters import load_character_counts
from data_layer.model import RegionLevel
from data_layer.places import find_places

__all__ = ["Profile", "Vocabulary", "affinity", "are_related"]

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COUNTED = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)
_RANKS = frozenset("市县区州旗")
_FULL_NAME = re.compile(r"[市县区州旗盟镇乡道村]$")
_SHORT_NAME_WEIGHT = 0.4
"""A short name (东源) may be another word or a smaller place of that name."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a stretch of text speaks of.

    Attributes:
        grams: its pairs of characters.
        letters: its Chinese characters.
        places: counties and prefectures that it names, by adcode, and how often; a short name counts less. A
            zone that only its prefecture holds has its name after the adcode.
        chars: its length.
        ranks: of the regions that it only refers to: 县 for 全县 or 该县, 区 for 我区.
    """

    grams: frozenset[str]
    letters: frozenset[str]
    places: Counter[str]
    chars: int
    ranks: frozenset[str] = frozenset()

    @classmethod
    def read(cls, text: str) -> Profile:
        """The profile of a text."""
        places: Counter[str] = Counter()
        ranks = set()
        for mention in find_places(text):
            region = mention.region
            if mention.relative and mention.text[-1] in _RANKS:
                ranks.add(mention.text[-1])
            if region is None or mention.relative or region.level not in _COUNTED:
                continue
            zone = mention.place if region.level is RegionLevel.PREFECTURE else None
            weight = 1 if _FULL_NAME.search(mention.text) else _SHORT_NAME_WEIGHT
            places[region.adcode + _own_name(zone or "")] += weight  # type: ignore[assignment]
        runs = _HAN.findall(text)
        grams = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
        return cls(frozenset(grams), frozenset("".join(runs)), places, len(text), frozenset(ranks))

    @classmethod
    def join(cls, profiles: Iterable[Profile]) -> Profile:
        """The profile of several stretches together."""
        parts = list(profiles)
        places: Counter[str] = Counter()
        for part in parts:
            places.update(part.places)
        grams = frozenset[str]().union(*(part.grams for part in parts))
        letters = frozenset[str]().union(*(part.letters for part in parts))
        ranks = frozenset[str]().union(*(part.ranks for part in parts))
        return cls(grams, letters, places, sum(part.chars for part in parts), ranks)

    @property
    def home(self) -> str | None:
        """The place that it names most, a county before a prefecture; None if it names none."""
        ranked = sorted(self.places.items(), key=lambda item: (-item[1], item[0].endswith("00"), item[0]))
        return ranked[0][0] if ranked else None


@dataclass(frozen=True, slots=True)
class AffinityWeights:
    """What two paragraphs say of being one article's, in natural log-odds.

    Fitted (logistic regression) on paragraphs of 66 articles of our own, on pages of three to seven. On
    other reviews and newspaper pages it ranks 91 of 100 pairs of one article above pairs of two.

    Attributes:
        words: for each unit of rare words shared, over the size of both.
        common: pairs of characters counted as often in a month's newspaper tell nothing.
        same_home, other_home: both name most the same place, or unrelated ones.
        same_rank, other_rank: both refer to 全县, or one to 全县 and the other to 全区.
        none: neither of all these.
        full_chars: shorter ones tell less.
    """

    words: float = 8.8
    common: int = 3000
    same_home: float = 2.4
    other_home: float = -3.5
    same_rank: float = 0.7
    other_rank: float = -2.1
    none: float = -0.55
    full_chars: int = 25


_WEIGHTS = AffinityWeights()


def affinity(one: Profile, other: Profile) -> float:
    """What two paragraphs say of being one article's, in natural log-odds."""
    w = _WEIGHTS
    size = math.sqrt(max(1, len(one.grams)) * max(1, len(other.grams)))
    value = w.none + w.words * sum(map(_rarity, one.grams & other.grams)) / size
    value *= min(1.0, one.chars / w.full_chars, other.chars / w.full_chars)
    if one.home is not None and other.home is not None:
        if one.home == other.home:
            value += w.same_home
        elif not (one.places[other.home] or other.places[one.home] or are_related(one.home, other.home)):
            value += w.other_home * min(1.0, one.places[one.home], other.places[other.home])
    if one.ranks and other.ranks:
        value += w.same_rank if one.ranks & other.ranks else w.other_rank
    return value


@functools.lru_cache(maxsize=1 << 16)
def _rarity(gram: str) -> float:
    """How much rarer a pair of characters is than those that tell nothing; natural logarithm."""
    return max(0.0, math.log(_WEIGHTS.common / (load_character_counts().counts.get(gram, 0) + 1)))


def are_related(one: str, other: str) -> bool:
    """Whether one of two places holds the other, or both are zones of one prefecture."""
    return one != other and one[:4] == other[:4] and "00" in (one[4:6], other[4:6])


def _own_name(zone: str) -> str:
    """A zone's name without the city before it: 某市高新区 and 高新区 are one."""
    return zone.rpartition("市")[2] or zone


class Vocabulary:
    """The words of one page: how rare each pair of characters is on it."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        """Count over ``profiles``, those of the page's paragraphs."""
        counts = Counter(gram for profile in profiles for gram in profile.grams | profile.letters)
        size = max(2, len(profiles))
        self._rarity = {gram: math.log(size / count) for gram, count in counts.items()}
        self._unknown = math.log(size) / 2

    def likeness(self, one: Profile, other: Profile) -> float:
        """Shared rare words over the size of both: 0.05 to 0.2 for strangers, 0.2 to 0.4 for one article."""
        shared = sum(self._rarity.get(gram, 0.0) for gram in one.grams & other.grams)
        return shared / math.sqrt(max(1, len(one.grams)) * max(1, len(other.grams)))

    def coverage(self, part: Profile, whole: Profile) -> float:
        """How much of ``part``, weighed by rarity, stands in ``whole``: 0 to 1; 0 if all of it is common.

        What stands in no paragraph counts half: a headline may say it in other words, and single characters
        tell when its pairs don't.
        """
        weights = {gram: self._rarity.get(gram, self._unknown) for gram in part.grams | part.letters}
        total = sum(weights.values())
        known = whole.grams | whole.letters
        shared = sum(weight for gram, weight in weights.items() if gram in known)
        return shared / total if total else 0.0
