"""How much two stretches of a page speak of the same thing: rare words, subjects, places."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import ahocorasick_rs
import numpy as np

from data_layer.lexicon.characters import load_character_counts
from data_layer.lexicon.regions import load_regions
from data_layer.lexicon.topics import load_topics, names_with_keywords
from data_layer.model import RegionLevel
from data_layer.places import find_places

__all__ = ["Matrix", "Profile", "Vocabulary", "are_related", "compare_all", "share"]

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COUNTED = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)
_RANKS = frozenset("市县区州旗")
_FULL_NAME = re.compile(r"[市县区州旗盟镇乡道村]$")
_OFFICE = re.compile(
    r"(?:^|[，。；：、“])([县市区州旗])(?:里|委|长|政府|[\u4e00-\u9fff]{2,9}?(?:局|委|办|中心|法院|检察院|协会))"
)
"""A rank that the name of an office, 县里 or 市长 opens with."""
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
        ranks: of the regions that it only refers to: 县 for 全县 or 该县, 区 for 我区 or 区教育局.
        topics: the subjects whose words stand in it, with the weight of these words.
    """

    grams: frozenset[str]
    letters: frozenset[str]
    places: Counter[str]
    chars: int
    ranks: frozenset[str] = frozenset()
    topics: Counter[int] = field(default_factory=Counter)

    @classmethod
    def read(cls, text: str) -> Profile:
        """The profile of a text."""
        places: Counter[str] = Counter()
        ranks = set(_OFFICE.findall(text))
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
        letters = frozenset("".join(runs))
        return cls(frozenset(grams), letters, places, len(text), frozenset(ranks), _find_topics(text))

    @classmethod
    def join(cls, profiles: Iterable[Profile]) -> Profile:
        """The profile of several stretches together."""
        parts = list(profiles)
        if len(parts) == 1:
            return parts[0]
        places: Counter[str] = Counter()
        topics: Counter[int] = Counter()
        for part in parts:
            places.update(part.places)
            topics.update(part.topics)
        grams = frozenset[str]().union(*(part.grams for part in parts))
        letters = frozenset[str]().union(*(part.letters for part in parts))
        ranks = frozenset[str]().union(*(part.ranks for part in parts))
        return cls(grams, letters, places, sum(part.chars for part in parts), ranks, topics)

    @property
    def home(self) -> str | None:
        """The place that it names most, a county before a prefecture; None if it names none."""
        ranked = sorted(self.places.items(), key=lambda item: (-item[1], item[0].endswith("00"), item[0]))
        return ranked[0][0] if ranked else None

    def own_ranks(self) -> frozenset[str]:
        """The ranks of the region that it speaks of, as far as it refers to it or names it in full."""
        home = self.home
        if self.ranks or home is None or self.places[home] < 1:
            return self.ranks
        name = home[6:] or load_regions().by_adcode[home].name
        return frozenset(name[-1]) & _RANKS


@dataclass(frozen=True, slots=True)
class AffinityWeights:
    """What two pieces say of being one article's, in natural log-odds.

    Fitted (logistic regression) on paragraphs of 68 articles on pages of three to seven, then set one by one
    on whole pages. On pages of 37 other articles it ranks 90 of 100 pairs of one article above pairs of two.

    Attributes:
        none: neither of all these.
        pairs, letters: for each unit of rare pairs of characters, and of rare characters, shared, over the
            size of both. 林 in 林场 and 护林 tells of one subject where no word does.
        common_pair, common_letter: what is counted as often in a month's newspaper tells nothing.
        same_topic, other_topic: the words of the subject list in them are of the same subjects, or of others.
        full_topic: lighter words tell less of the subject.
        same_home, other_home: both name most the same place, or unrelated ones.
        same_rank, other_rank: both refer to 全县, or one to 全县 and the other to 全区.
        full_chars: shorter ones tell less.
    """

    none: float = -0.6
    pairs: float = 2.45
    letters: float = 12.0
    common_pair: int = 3000
    common_letter: int = 6000
    same_topic: float = 2.2
    other_topic: float = -1.5
    full_topic: float = 4.0
    same_home: float = 2.0
    other_home: float = -6.0
    same_rank: float = 0.7
    other_rank: float = -1.4
    full_chars: int = 25


_WEIGHTS = AffinityWeights()


def compare_all(profiles: Sequence[Profile]) -> Matrix:
    """What each two stretches of a page say of being one article's, in natural log-odds (diagonal 0)."""
    w = _WEIGHTS
    topics = np.zeros((len(profiles), len(load_topics())))
    for at, profile in enumerate(profiles):
        for topic, weight in profile.topics.items():
            topics[at, topic] = weight
    weights = np.linalg.norm(topics, axis=1)
    alike = topics @ topics.T / np.maximum(1e-9, np.outer(weights, weights))
    told = np.minimum(1.0, weights / w.full_topic)
    values = np.outer(told, told) * (w.same_topic * alike + w.other_topic * (1 - alike))
    values += w.none + w.pairs * _shared([p.grams for p in profiles], w.common_pair, on_page=False)
    values += w.letters * _shared([p.letters for p in profiles], w.common_letter, on_page=True)
    sizes = np.array([min(1.0, profile.chars / w.full_chars) for profile in profiles])
    values *= np.minimum.outer(sizes, sizes)
    homes = [profile.home for profile in profiles]
    placed = [at for at, profile in enumerate(profiles) if homes[at] is not None or profile.ranks]
    for to, at in combinations(placed, 2):
        values[at, to] += _compare_places(profiles[at], profiles[to], homes[at], homes[to])
        values[to, at] = values[at, to]
    np.fill_diagonal(values, 0.0)
    return values


def share(one: Profile, other: Profile) -> float:
    """How much of two texts is the same: their pairs of characters in common, weighed by rarity."""
    return sum(_rarity(pair, _WEIGHTS.common_pair) for pair in sorted(one.grams & other.grams))


def _shared(sets: Sequence[frozenset[str]], common: int, *, on_page: bool) -> Matrix:
    """What each two sets share, weighed by rarity in newspapers (and on this page), over the size of both."""
    counts = Counter(word for words in sets for word in words)
    numbers = {word: number for number, word in enumerate(sorted(w for w, n in counts.items() if n > 1))}
    held = np.zeros((len(sets), max(1, len(numbers))), dtype=np.float32)
    for at, words in enumerate(sets):
        held[at, [numbers[word] for word in words if word in numbers]] = 1.0
    rarity = np.array([_rarity(word, common) for word in numbers] or [0.0])
    if on_page and len(sets) > 1:
        rarity *= np.log(len(sets) / np.maximum(1.0, held.sum(axis=0))) / math.log(len(sets))
    sizes = np.sqrt([max(1.0, len(words)) for words in sets])
    return np.asarray((held * rarity) @ held.T / np.outer(sizes, sizes), dtype=np.float64)


def _compare_places(one: Profile, other: Profile, home: str | None, other_home: str | None) -> float:
    w = _WEIGHTS
    value = 0.0
    if home is not None and other_home is not None:
        if home == other_home:
            value += w.same_home
        elif not (_names(one, other_home) or _names(other, home) or are_related(home, other_home)):
            value += w.other_home * min(1.0, one.places[home], other.places[other_home])
    if one.ranks or other.ranks:
        ranks, other_ranks = one.own_ranks(), other.own_ranks()
        if ranks and other_ranks:
            value += w.same_rank if ranks & other_ranks else w.other_rank
    return value


def _names(profile: Profile, home: str) -> bool:
    """Whether it names a place, or the city that a zone is of."""
    return profile.places[home] > 0 or profile.places[home[:6]] > 0


@functools.lru_cache(maxsize=1 << 16)
def _rarity(word: str, common: int) -> float:
    """How much rarer a character or pair of them is than those that tell nothing; natural logarithm."""
    return max(0.0, math.log(common / (load_character_counts().counts.get(word, 0) + 1)))


def _find_topics(text: str) -> Counter[int]:
    automaton, words = _topic_words()
    found: Counter[int] = Counter()
    for number, _, _ in automaton.find_matches_as_indexes(text):
        if number < len(words):
            topic, weight = words[number]
            found[topic] += weight
    return found


@functools.cache
def _topic_words() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, int], ...]]:
    """The words of the subject list, and the subject and weight of each."""
    rows = [
        (word, (at, weight))
        for at, topic in enumerate(load_topics())
        for word, weight in topic.keywords.items()
    ]
    words, values = zip(*rows, strict=True)
    patterns = (*words, *names_with_keywords())
    return ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), values


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
