"""Sets of words that are looked up at a place of a text, for the modules that load word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["WordSet", "alternatives", "lengths_by"]


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words looked up at a place of a text, the longest first.

    Attributes:
        words: the words.
        opening, closing: the lengths of the words that begin, end with a character, the longest first.
    """

    words: frozenset[str]
    opening: Mapping[str, tuple[int, ...]]
    closing: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordSet:
        """The set of ``words``."""
        kept = frozenset(words)
        return cls(kept, lengths_by(kept, 0), lengths_by(kept, -1))

    def at(self, text: str, start: int) -> int:
        """Length of the longest word that begins at ``start``; 0 if none does."""
        lengths = self.opening.get(text[start : start + 1])
        if lengths is None:
            return 0
        words = self.words
        for length in lengths:
            if (word := text[start : start + length]) in words:
                return len(word)
        return 0

    def before(self, text: str, end: int) -> int:
        """Length of the longest word that ends at ``end``; 0 if none does."""
        for length in self.closing.get(text[end - 1 : end], ()):
            word = text[max(0, end - length) : end]
            if word in self.words:
                return len(word)
        return 0


def lengths_by(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """The lengths of ``words`` by their character ``at``, the longest first: most texts ask for none."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


def alternatives(words: Iterable[str]) -> str:
    """A pattern that finds any of ``words``, the longest first; what they begin with alike is tried once.

    >>> alternatives(["公司", "公社", "公", "厂"])
    '公(?:司|社|)|厂'
    """
    by_opening: dict[str, set[str]] = {}
    for word in words:
        by_opening.setdefault(word[:1], set()).add(word[1:])
    parts = []
    for opening, rests in sorted(by_opening.items(), key=lambda item: (item[0] == "", item[0])):
        rest = next(iter(rests)) if len(rests) == 1 else None
        inner = re.escape(rest) if rest is not None else f"(?:{alternatives(rests)})"
        parts.append(re.escape(opening) + inner if opening else "")
    return "|".join(parts)
