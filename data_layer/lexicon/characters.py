"""How likely characters are to follow one another in newspaper prose: a model of two and three characters."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

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
        before, behind = _level_end(left[-8:]), _level_start(right[:8])
        if not before or not behind or (before[-1] == behind[0] == "#"):
            return 0.0
        first = behind[0]
        anywhere = self._anywhere(first)
        one = self._after(before[-1], first, anywhere)
        gain = math.log((self._after(before, first, one) if len(before) > 1 else one) / anywhere)
        if len(behind) > 1:
            second = behind[1]
            one = self._after(first, second, self._anywhere(second))
            gain += math.log(self._after(before[-1] + first, second, one) / one)
        return gain

    def _anywhere(self, char: str) -> float:
        """The chance of a character."""
        return (self.counts.get(char, 0) + 0.5) / (self.total + _UNSEEN_CHARS)

    def _after(self, context: str, char: str, chance: float) -> float:
        """The chance of a character after one or two others, smoothed by ``chance``, that after one less."""
        seen = self.counts.get(context, 0) + 1
        return (self.counts.get(context + char, 0) + (seen - self.after.get(context, 0)) * chance) / seen


@functools.lru_cache(maxsize=1 << 12)
def _level_end(words: str) -> str:
    return level_characters(words)[-2:]


@functools.lru_cache(maxsize=1 << 12)
def _level_start(words: str) -> str:
    return level_characters(words)[:2]


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
