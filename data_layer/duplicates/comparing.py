"""How much of one article stands in another, however its parts are ordered.

3-grams that both articles have, once each, are matches. A match counts only together with a neighbour that
keeps its distance in both texts: passages are found as OCR left them, whole paragraphs may have moved, and
words that every article of the genre has do not add up. Digits are compared apart from the words around them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import SLOT_BITS, Flags, Places, Texts

_GRAM = 3
_BATCH_MATCHES = 1 << 19
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Matches:
    """3-grams that pairs of articles share, pair after pair, in the order of the first text.

    Attributes:
        pair: number of the pair.
        left, right: where the 3-gram stands, as offsets in ``Texts.codes``.
    """

    pair: Numbers
    left: Numbers
    right: Numbers


@dataclass(frozen=True)
class Links:
    """Two neighbouring matches that keep their distance: what stands between them stands in both texts."""

    begin: Matches
    end: Matches
    opens: Flags  # the passage begins here


@dataclass(frozen=True)
class Overlaps:
    """What pairs of articles share; one element a pair, offsets and counts in characters that count.

    Attributes:
        covered: characters of each of the two that stand in the other.
        first, last: where the shared passages begin and end in each of the two.
        words, words_same: characters inside the shared passages of the first that are no reported digit, and
            how many of them are the same in both.
        digits, digits_same: the same for reported digits.
        swaps: places where one or two characters were taken for others.
    """

    covered: Places
    first: Places
    last: Places
    words: Places
    words_same: Places
    digits: Places
    digits_same: Places
    swaps: Places

    def __len__(self) -> int:
        return len(self.words)


class _Table:
    """Where the 3-grams of one text at a time stand that occur in it once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._places = np.full(1 << SLOT_BITS, -1, dtype=np.int32)
        self._loaded = np.zeros(0, dtype=np.uint32)

    def slots(self, number: int) -> NDArray[np.uint32]:
        starts = self._texts.starts
        return self._texts.slots[starts[number] : max(starts[number], starts[number + 1] - 2)]

    def load(self, number: int) -> None:
        """Take the 3-grams of an article."""
        self._places[self._loaded] = -1
        slots = self._loaded = self.slots(number)
        places = np.arange(len(slots), dtype=np.int32)
        self._places[slots] = places
        self._places[slots[self._places[slots] != places]] = -1

    def find(self, numbers: list[int]) -> tuple[Places, Numbers]:
        """Matches of other articles' 3-grams, offsets counted on, and where the loaded text has them."""
        slots = np.concatenate([self.slots(number) for number in numbers])
        found = self._places[slots]
        at = np.flatnonzero(found >= 0)
        return at, found[at]


def find_matches(texts: Texts, pairs: Places) -> Iterator[Matches]:
    """The matches of each pair of article numbers, in batches of whole pairs."""
    table = _Table(texts)
    parts: list[tuple[Numbers, Numbers, Numbers]] = []
    waiting = 0
    order = np.lexsort((pairs[:, 0], pairs[:, 1]))
    bounds = np.append(np.flatnonzero(np.diff(pairs[order, 1], prepend=-1)), len(pairs))
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        members = order[first:last]
        others, center = pairs[members, 0], int(pairs[members[0], 1])
        table.load(center)
        at, right = table.find(others.tolist())
        ends = np.cumsum(np.maximum(texts.lengths[others] - 2, 0))
        owner = np.searchsorted(ends, at, side="right")
        shift = texts.starts[others] - np.append(0, ends[:-1])
        parts.append((members[owner].astype(np.int32), (at + shift[owner]).astype(np.int32),
                      right + np.int32(texts.starts[center])))
        waiting += len(at)
        if waiting > _BATCH_MATCHES or last == len(pairs):
            yield Matches(*(np.concatenate(column) for column in zip(*parts, strict=True)))
            parts, waiting = [], 0


def link_matches(matches: Matches, parameters: Parameters) -> Links:
    """Join neighbouring matches that keep their distance; one that lies astray between two is skipped."""

    def keeps(step: int) -> Flags:
        ahead = matches.left[step:] - matches.left[:-step]
        drift = matches.right[step:] - matches.right[:-step] - ahead
        flags: Flags = ((matches.pair[step:] == matches.pair[:-step]) & (ahead <= parameters.gap_chars)
                        & (np.abs(drift) <= parameters.drift_chars))
        return flags

    near, far = keeps(1), keeps(2)
    far &= ~near[:-1] & ~near[1:]
    opens = near.copy()
    opens[1:] &= ~near[:-1]
    steps = near.astype(np.int64)
    steps[:-1] += 2 * far
    begin = np.flatnonzero(steps)
    end = begin + steps[begin]

    def take(at: Places) -> Matches:
        return Matches(matches.pair[at], matches.left[at], matches.right[at])

    return Links(take(begin), take(end), opens[begin])


def compare_pairs(texts: Texts, pairs: Places, parameters: Parameters) -> Overlaps:
    """Compare each pair of article numbers (one row a pair)."""
    many = len(pairs)
    starts = texts.starts[pairs]
    columns = {field.name: np.zeros(many, dtype=np.int64) for field in fields(Overlaps)}
    columns |= {name: np.zeros((many, 2), dtype=np.int64) for name in ("covered", "first", "last")}
    result = Overlaps(**columns)
    for matches in find_matches(texts, pairs):
        if len(matches.pair) > 1:
            _measure(result, link_matches(matches, parameters), texts, starts)
    np.minimum(result.covered, texts.lengths[pairs], out=result.covered)
    return result


def _measure(result: Overlaps, links: Links, texts: Texts, starts: Places) -> None:
    """Add what ``links`` cover to the rows of their pairs."""
    if not len(links.opens):
        return
    heads = np.flatnonzero(np.diff(links.begin.pair, prepend=-1))
    rows = links.begin.pair[heads]
    begin, end = links.begin, links.end
    reach = end.left - begin.left
    sure = np.minimum(begin.left + _GRAM, end.left)  # up to here the characters are those of the match

    def total(values: Numbers | Flags) -> Numbers:
        sums: Numbers = np.add.reduceat(values, heads, dtype=np.int32)
        return sums

    passages = _GRAM * total(links.opens)
    result.covered[rows, 0] = total(reach) + passages
    result.covered[rows, 1] = total(np.abs(end.right - begin.right)) + passages
    digits = texts.digits[end.left] - texts.digits[begin.left]
    digits_same = texts.digits[sure] - texts.digits[begin.left]
    result.digits[rows], result.digits_same[rows] = total(digits), total(digits_same)
    result.words[rows] = total(reach - digits)
    result.words_same[rows] = total(sure - begin.left - digits_same)
    result.swaps[rows] = total((reach > _GRAM) & (reach <= _GRAM + 2) & (end.right - begin.right == reach))
    for side, (low, high) in enumerate(((begin.left, end.left), (begin.right, end.right))):
        result.first[rows, side] = np.minimum.reduceat(low, heads) - starts[rows, side]
        result.last[rows, side] = np.maximum.reduceat(high, heads) - starts[rows, side] + _GRAM
