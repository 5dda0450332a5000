"""An article's subjects, weighed from the words of its headline and body.

What belongs here: counting the lexicon's words and weighing them. What does not: the words
(``data_layer/lexicon/topics.yaml``).
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import ahocorasick_rs

from data_layer.lexicon.topics import load_topics, names_with_keywords

__all__ = ["TopicSettings", "classify_topics"]


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How evidence is weighed. All measured on the labelled articles, see tests/topics.

    Attributes:
        most: subjects of one article at most.
        headline_factor: what a word of the headline counts against its first use in the body.
        share_of_first: of the first subject's weight a further subject needs.
    """

    most: int = 3
    headline_factor: float = 6.0
    share_of_first: float = 0.4


_DEFAULT = TopicSettings()
_QUOTES = str.maketrans("", "", "“”‘’\"'「」")


@dataclass(frozen=True, slots=True)
class _Scanner:
    """All words in one automaton; the lists run parallel to its first patterns, the others tell nothing."""

    automaton: ahocorasick_rs.AhoCorasick
    topics: tuple[str, ...]
    weights: tuple[int, ...]


def classify_topics(title: str | None, text: str, settings: TopicSettings = _DEFAULT) -> tuple[str, ...]:
    """Names of the subject list, most likely first; empty where no word gives evidence.

    A word counts by the root of how often it stands there, so that one repeated word does not decide alone.

    >>> classify_topics("全县民政工作会议召开", "会议要求做好低保和养老服务。")
    ('民政乡村振兴',)
    """
    scores: defaultdict[str, float] = defaultdict(float)
    scanner = _scanner()
    for part, factor in ((title or "", settings.headline_factor), (text, 1.0)):
        for word, count in Counter(_words(scanner, part)).items():
            scores[scanner.topics[word]] += factor * scanner.weights[word] * math.sqrt(count)
    ranked = sorted(scores.items(), key=lambda row: -row[1])
    enough = settings.share_of_first * ranked[0][1] if ranked else 0.0
    return tuple(name for name, score in ranked if score >= enough)[: settings.most]


def _words(scanner: _Scanner, text: str) -> list[int]:
    """The lexicon's words in the text, quotation marks inside them set aside (“三农”工作)."""
    found = scanner.automaton.find_matches_as_indexes(text.translate(_QUOTES))
    return [word for word, _, _ in found if word < len(scanner.topics)]


@functools.cache
def _scanner() -> _Scanner:
    rows = [(word, topic.name, weight) for topic in load_topics() for word, weight in topic.keywords.items()]
    words, topics, weights = zip(*rows, strict=True)
    patterns = (*words, *names_with_keywords())  # 盐城市 takes 城市, and is no word of any subject
    automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Scanner(automaton, topics, weights)
