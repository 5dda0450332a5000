"""How likely characters are to follow one another in newspaper prose: a model of two and three characters."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from data_layer.lexicon import data_path

__all__ = ["CharacterCounts", "level_characters", "load_character_counts"]

_FILE = "characters.csv"
_DIGITS = re.compile(r"[\d０-９]+")
_FULL_WIDTH = str.maketrans(",:;()%?!", "，：；（）％？！")
_TAIL = re.compile(r"(\D)(\d+)")
_UNSEEN_CHARS = 3000
"""Characters that no text of the source holds share half a count each."""


def level_characters(words: str) -> str:
    """Numbers as one #, marks full-width: what counts were made of."""
    return _DIGITS.sub("#", words).translate(_FULL_WIDTH).replace('"', "”")


class _End(NamedTuple):
    """How words stop: their last character and their last two, each with how often it was seen.

    ``rest``: and how often before a character that the counts leave out.
    """

    last: str
    seen: int
    rest: int
    pair: str
    pair_seen: int
    pair_rest: int


class _Start(NamedTuple):
    """How words begin: their first character, its chance, the second one, its chance after the first."""

    first: str
    anywhere: float
    second: str
    usual: float


@dataclass(frozen=True, slots=True)
class CharacterCounts:
    """How often characters were counted by themselves and after one or two others.

    Attributes:
        counts: of one, two and three characters; rare pairs and triples are left out.
        after: how many characters of the kept pairs or triples follow one or two characters.
        total: characters counted.
    """

    counts: Mapping[str, int]
    after: Mapping[str, int]
    total: int

    def continuation(self, left: str, right: str) -> float:
        """How much likelier the first two characters of ``right`` are after ``left`` than anywhere.

        In natural logarithm: about 5 where a phrase goes on, -3 where it can't, 0 where both are as likely.
        """
        before, behind = _read_end(left[-8:]), _read_start(right[:8])
        if before is None or behind is None or (before.last == behind.first == "#"):
            return 0.0
        counts = self.counts
        first, anywhere, second, usual = behind
        joint = before.last + first
        pair = counts.get(joint, 0)
        after_one = chance = (pair + before.rest * anywhere) / before.seen
        if before.pair:
            triple = counts.get(before.pair + first, 0)
            chance = (triple + before.pair_rest * after_one) / before.pair_seen
        gain = math.log(chance / anywhere)
        if pair and second:
            seen, rest = self.seen(joint)
            gain += math.log((counts.get(joint + second, 0) + rest * usual) / seen / usual)
        return gain

    def chance(self, char: str) -> float:
        """The chance of a character."""
        return (self.counts.get(char, 0) + 0.5) / (self.total + _UNSEEN_CHARS)

    def seen(self, context: str) -> tuple[int, int]:
        """How often one or two characters were counted, and how often before one that the counts leave out.

        Both and one: the chance of a character after them is smoothed by that after one less.
        """
        seen = self.counts.get(context, 0) + 1
        return seen, seen - self.after.get(context, 0)


@functools.lru_cache(maxsize=1 << 12)
def _read_end(words: str) -> _End | None:
    chars = level_characters(words)[-2:]
    if not chars:
        return None
    counts = load_character_counts()
    pair = chars if len(chars) > 1 else ""
    return _End(chars[-1], *counts.seen(chars[-1]), pair, *counts.seen(pair))


@functools.lru_cache(maxsize=1 << 12)
def _read_start(words: str) -> _Start | None:
    chars = level_characters(words)[:2]
    if not chars:
        return None
    counts = load_character_counts()
    first, second = chars[0], chars[1:]
    seen, rest = counts.seen(first)
    usual = (counts.counts.get(chars, 0) + rest * counts.chance(second)) / seen
    return _Start(first, counts.chance(first), second, usual)


@functools.cache
def load_character_counts() -> CharacterCounts:
    """The counts of characters.csv, which ``build_characters`` makes.

    Raises:
        LexiconError: if the file is missing.
    """
    counts: dict[str, int] = {}
    after: dict[str, int] = {}
    total = 0
    _, *rows = data_path(_FILE).read_text(encoding="utf-8").splitlines()
    for row in rows:
        head, _, tails = row.partition(",")
        found = {head + char: int(count) for char, count in _TAIL.findall(tails)}
        counts.update(found)
        if head:
            after[head] = sum(found.values())
        else:
            total = sum(found.values())
    return CharacterCounts(counts, after, total)
