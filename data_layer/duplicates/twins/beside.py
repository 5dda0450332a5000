"""Two texts side by side: what the one has where each character of the other stands.

What belongs here: aligning two texts that say the same in the same order, with what OCR made of it. What does
not: texts whose parts moved (``mapping``), and what a difference means (``open_spots``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

import numpy as np
from rapidfuzz.distance import Levenshtein

from data_layer.duplicates.blocking.shingles import IS_NUMERAL
from data_layer.duplicates.twins.pieces import Piece, Span

NUMERALS = frozenset(map(chr, np.flatnonzero(IS_NUMERAL).tolist()))
_NUMERAL = re.compile(f"[{''.join(sorted(NUMERALS))}]")
_LONGER_CHARS = 6  # 江华瑶族自治县 in the place of 道县
_ALONE = 2  # characters in a row up to which OCR spoils each by itself
_SIDE_CHARS, _SIDE_SAME = 4, 2
_SIDE_REACH = 12
_LEAST_SPOILED = 0.003
_UNSEEN = 0.3  # spoiled characters that are held to be beside those seen

Step = tuple[str, int, int, int, int]
"""One of rapidfuzz's opcodes: its tag, and from where to where it goes in each of the two."""

Strip = tuple[bool, int, int, int, int]
"""Whether as much stands side by side, character by character, and from where to where in each of the two."""


@dataclass(frozen=True)
class Beside:
    """Two texts, in characters that count, of which one stands beside the other.

    Attributes:
        here, there: their characters.
        known: how many of ``here`` stand beside something.
        spoiled: share of the words' characters that differ, of those that do so alone or by two, of 1.
        changed: where two or more in a row differ: a span of ``here`` and one of ``there``.
    """

    here: str
    there: str
    known: int
    spoiled: float
    changed: list[tuple[Span, Span]]
    _strips: list[Strip]

    @classmethod
    def of(cls, here: str, there: str, piece: Piece) -> Beside:
        """Align the ``piece`` that two texts, their characters that count, have in one order."""
        (first, last), (begun, ended) = piece
        own, other = here[first:last], there[begun:ended]
        steps = cast("list[Step]", Levenshtein.opcodes(own, other).as_list())
        spoiled, spans = _differences(own, other, steps)
        changed = [
            ((start + first, end + first), (low + begun, high + begun)) for start, end, low, high in spans
        ]
        return cls(here, there, last - first, spoiled, changed, _strips(steps, first, begun))

    def turned(self) -> Beside:
        """The same, seen from the other text."""
        changed = [(other, own) for own, other in self.changed]
        strips = [(even, low, high, start, end) for even, start, end, low, high in self._strips]
        return Beside(self.there, self.here, self.known, self.spoiled, changed, strips)

    @cached_property
    def _own(self) -> tuple[list[int], list[int]]:
        """For each character of ``here`` where what stands for it begins and ends; -1 where unknown."""
        begins = [-1] * self._strips[0][1]
        ends = begins.copy()
        for even, start, end, low, high in self._strips:
            begins += range(low, high) if even else [low] * (end - start)
            ends += range(low + 1, high + 1) if even else [low] * (end - start)
        behind = [-1] * (len(self.here) - len(begins))
        return begins + behind, ends + behind

    @cached_property
    def _owners(self) -> dict[int, int]:
        """For the characters of ``there`` that stand for one of ``here`` which that is."""
        pairs = (
            zip(range(low, high), range(start, end), strict=True)
            for even, start, end, low, high in self._strips
            if even
        )
        return dict(chain.from_iterable(pairs))

    def span(self, start: int, end: int, wide: bool = True) -> Span | None:
        """What the other has in place of ``here[start:end]``; None where that is not known.

        ``wide``: with what it has more before and behind.
        """
        begins, ends = self._own
        if begins[start] < 0 or begins[end - 1] < 0:
            return None
        begun = ends[start - 1] if wide and start and ends[start - 1] >= 0 else begins[start]
        ended = begins[end] if wide and end < len(begins) and begins[end] >= 0 else ends[end - 1]
        return (begun, ended) if begun <= ended <= begun + end - start + _LONGER_CHARS else None

    def stands(self, start: int, words: str) -> bool:
        """Whether the other has ``words`` where ``here`` has them from ``start`` on."""
        begun = self._own[0][start]
        return begun >= 0 and self.there.startswith(words, begun)

    def place(self, start: int) -> int:
        """Where in the other the character at ``start`` is."""
        return self._own[0][start]

    def fits(self, start: int, end: int) -> bool:
        """Whether the words before and behind are the same, so that both have ``here[start:end]`` open."""
        before = range(start - 1, max(start - _SIDE_REACH, 0) - 1, -1)
        return self._is_side(before) and self._is_side(range(end, min(end + _SIDE_REACH, len(self.here))))

    def _is_side(self, places: range) -> bool:
        """Whether the first of the words at ``places`` is the same, or half of the first few."""
        seen = same = 0
        for at in places:
            char = self.here[at]
            if char in NUMERALS:
                continue
            begun = self._own[0][at]
            if begun < 0 or seen == _SIDE_CHARS:
                break
            equal = self._own[1][at] > begun and self.there[begun] == char
            if equal and not seen:
                return True
            seen += 1
            same += equal
        return same >= _SIDE_SAME or seen <= 1  # where a text ends, one character tells nothing

    def number(self, start: int, end: int, figures: frozenset[str]) -> str | None:
        """What the other has in place of a number, with the figures beside it that belong to no other."""
        span = self.span(start, end)
        if span is None or not self.fits(start, end):
            return None
        begun, ended = span
        while self._is_free(begun - 1, figures):
            begun -= 1
        while self._is_free(ended, figures):
            ended += 1
        return self.there[begun:ended]

    def _is_free(self, at: int, figures: frozenset[str]) -> bool:
        if not 0 <= at < len(self.there) or self.there[at] not in figures:
            return False
        own = self._owners.get(at)
        return own is None or self.here[own] not in figures


def _strips(steps: list[Step], first: int, begun: int) -> list[Strip]:
    """What ``steps`` lay side by side, from ``first`` and ``begun`` on; even ones as long as they can be."""
    strips: list[Strip] = []
    for tag, start, end, low, high in steps:
        even = tag in ("equal", "replace")
        if even and strips and strips[-1][0]:
            _, at, _, other, _ = strips[-1]
            strips[-1] = True, at, end + first, other, high + begun
        else:
            strips.append((even, start + first, end + first, low + begun, high + begun))
    return strips


def _differences(here: str, there: str, steps: list[Step]) -> tuple[float, list[tuple[int, int, int, int]]]:
    """The share of the words' characters that are spoiled, and where two or more in a row differ."""
    kept, changed, wrong = [], [], 0
    start = low = 0
    behind = ("equal", len(here), len(here), len(there), len(there))
    for tag, end, after, high, beyond in (*steps, behind):
        if tag != "equal":
            continue
        many = max(end - start, high - low)  # between what is equal
        if many >= _ALONE:
            changed.append((start, end, low, high))
        if many <= _ALONE and NUMERALS.isdisjoint(here[start:end] + there[low:high]):
            wrong += many
        kept.append(here[end:after])
        start, low = after, beyond
    words = "".join(kept)
    known = len(words) - len(_NUMERAL.findall(words)) + wrong
    return max((wrong + _UNSEEN) / (known + 1), _LEAST_SPOILED), changed
