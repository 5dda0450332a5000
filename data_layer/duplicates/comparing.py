"""How much of one article stands in another, however its parts are ordered.

3-grams that both articles have, once each, are matches. A match counts only together with a neighbour that
keeps its distance in both texts: passages are found as OCR left them, whole paragraphs may have moved, and
words that every article of the genre has do not add up. Digits are compared apart from the words around them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places, Texts, Words, reported_digits, spread, three_grams

_TABLE_BITS = 18
_SHIFT = np.uint64(64 - _TABLE_BITS)
_GRAM = 3
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Passages:
    """Links between matches of two texts: spans that stand in both, in the order of the first.

    Attributes:
        left, right: offset of the first match of each link, in the first and in the second text.
        left_end, right_end: offset of its second match.
    """

    left: Places
    right: Places
    left_end: Places
    right_end: Places


@dataclass(frozen=True)
class Overlaps:
    """What the pairs share; one element a pair, offsets and counts in characters that count.

    Attributes:
        pairs: the two article numbers.
        covered: characters of each of the two that stand in the other.
        first, last: where the shared passages begin and end in each of the two.
        words, words_same: characters inside the shared passages of the first that are no number, and how many
            of them are the same in both.
        digits, digits_same: the same for digits.
    """

    pairs: Places
    covered: Places
    first: Places
    last: Places
    words: Counts
    words_same: Counts
    digits: Counts
    digits_same: Counts

    def __len__(self) -> int:
        return len(self.pairs)


class Index:
    """Where the 3-grams of one text at a time stand that occur in it once."""

    def __init__(self) -> None:
        self._table = np.full(1 << _TABLE_BITS, -1, dtype=np.int32)
        self._slots = np.zeros(0, dtype=np.uint64)

    def load(self, words: Words) -> None:
        """Take the 3-grams of a text, in the order of the text."""
        self._table[self._slots] = -1
        slots = spread(words) >> _SHIFT
        places = np.arange(len(slots), dtype=np.int32)
        self._table[slots] = places
        self._table[slots[self._table[slots] != places]] = -1
        self._slots = slots

    def find(self, words: Words) -> Places:
        """For each 3-gram its offset in the loaded text, -1 where it is not or not once."""
        places: Places = self._table[spread(words) >> _SHIFT].astype(np.int64)
        return places


def link_matches(left: Places, right: Places, parameters: Parameters) -> Passages:
    """Join neighbouring matches that keep their distance; one that lies between two others is skipped."""

    def keeps(step: int) -> Flags:
        ahead = left[step:] - left[:-step]
        drift = np.abs(right[step:] - right[:-step] - ahead)
        return (ahead <= parameters.gap_chars) & (drift <= parameters.drift_chars)

    if len(left) < 2:
        return Passages(left[:0], left[:0], left[:0], left[:0])
    near, far = keeps(1), keeps(2)
    far &= ~near[:-1] & ~near[1:]
    begin = np.concatenate((np.flatnonzero(near), np.flatnonzero(far)))
    end = begin + np.repeat((1, 2), (np.count_nonzero(near), np.count_nonzero(far)))
    return Passages(left[begin], right[begin], left[end], right[end])


def compare_pairs(texts: Texts, pairs: Places, parameters: Parameters) -> Overlaps:
    """Compare each pair of article numbers (one row a pair)."""
    order = np.lexsort((pairs[:, 0], pairs[:, 1]))
    rows = np.zeros((len(pairs), 10), dtype=np.int64)
    index = Index()
    for run in _runs(pairs[order, 1]):
        members = order[run]
        center = int(pairs[members[0], 1])
        rows[members] = _against(texts, pairs[members, 0], center, index, parameters)
    return Overlaps(pairs, rows[:, 0:2], rows[:, 2:4], rows[:, 4:6], *rows.T[6:])


def _runs(values: Places) -> Iterator[slice]:
    bounds = np.append(np.flatnonzero(np.append(True, values[1:] != values[:-1])), len(values))
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if first < last:
            yield slice(first, last)


def _against(texts: Texts, others: Places, center: int, index: Index, parameters: Parameters) -> Places:
    """One row for each of ``others`` compared with ``center``: see Overlaps, without the pairs."""
    index.load(three_grams(texts.of(center)))
    lengths = texts.lengths[others]
    ends = np.cumsum(lengths)
    starts = ends - lengths
    codes = np.concatenate([texts.of(other) for other in others.tolist()])
    owner = np.repeat(np.arange(len(others)), lengths)
    found = index.find(three_grams(codes))
    found[owner[:-2] != owner[2:]] = -1
    left = np.flatnonzero(found >= 0)
    # a distance that no link can bridge keeps the articles of ``others`` apart in the center's offsets
    apart = len(texts.of(center)) + parameters.gap_chars * 4
    links = link_matches(left, found[left] + owner[left] * apart, parameters)
    return _measure(links, codes, starts, ends, owner, apart)


def _measure(links: Passages, codes: NDArray[np.uint16], starts: Places, ends: Places, owner: Places,
             apart: int) -> Places:
    size, many = len(codes), len(starts)
    spans = np.zeros(size + 1, dtype=np.int32)
    np.add.at(spans, links.left, 1)
    np.add.at(spans, np.minimum(links.left_end + _GRAM, size), -1)
    covered = np.cumsum(spans[:-1]) > 0
    same = np.zeros(size, dtype=np.bool_)
    for step in range(_GRAM):
        same[links.left + step] = True
        same[links.left_end + step] = True
    digits = reported_digits(codes)

    def count(flags: Flags) -> Places:
        sums = np.concatenate(([0], np.cumsum(flags)))
        return sums[ends] - sums[starts]

    rows = np.zeros((many, 10), dtype=np.int64)
    rows[:, 0] = count(covered)
    words, numbers = covered & ~digits, covered & digits
    rows[:, 6], rows[:, 7] = count(words), count(words & same)
    rows[:, 8], rows[:, 9] = count(numbers), count(numbers & same)
    if not len(links.left):
        return rows
    owners = owner[links.left]
    right = links.right - owners * apart
    reach = links.right_end - links.right
    rows[:, 1] = np.bincount(owners, weights=np.maximum(reach, 0), minlength=many) + _GRAM
    rows[:, 2], rows[:, 3] = size, apart
    np.minimum.at(rows[:, 2], owners, links.left - starts[owners])
    np.maximum.at(rows[:, 4], owners, links.left_end - starts[owners] + _GRAM)
    np.minimum.at(rows[:, 3], owners, right)
    np.maximum.at(rows[:, 5], owners, right + reach + _GRAM)
    return rows
