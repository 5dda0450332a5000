"""How much of one article stands in another, however its parts are ordered.

3-grams that both articles have, once each, are matches. A match counts only together with a neighbour that
keeps its distance in both texts: passages are found as OCR left them, whole paragraphs may have moved, and
words that every article of the genre has do not add up. Digits are compared apart from the words around them.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places, Texts

_GRAM = 3
_BATCH_MATCHES = 1 << 17
_LEAST_BITS, _MOST_BITS = 18, 24
_PAIRS_A_THREAD = 10_000
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
    """Which matches have a neighbour at the same distance in both texts: what stands between stands in both.

    Attributes:
        linked: for each match whether there is one ahead.
        reach, aside: how far ahead it is in the first and in the second text; 0 where there is none.
        opens: a passage begins here.
        ends: a match that another one links to.
    """

    linked: Flags
    reach: Numbers
    aside: Numbers
    opens: Flags
    ends: Flags


@dataclass(frozen=True)
class Overlaps:
    """What pairs of articles share; one element a pair, offsets and counts in characters that count.

    Attributes:
        covered: characters of each of the two that stand in the other.
        first, last: where the shared passages begin and end in each of the two.
        words, words_same: characters inside the shared passages of the first that are no reported digit, and
            how many of them are the same in both.
        digits, digits_same: the same for reported digits.
        same: characters of the first that stand in the same place of a passage of the second.
        swaps: places where one or two characters were taken for others.
    """

    covered: Places
    first: Places
    last: Places
    words: Places
    words_same: Places
    digits: Places
    digits_same: Places
    same: Places
    swaps: Places

    def __len__(self) -> int:
        return len(self.words)


def _table_bits(chars: int) -> int:
    """Size of the table for a text: at least eight slots a 3-gram, as far as 64 MB go."""
    return min(_MOST_BITS, max(_LEAST_BITS, (8 * chars).bit_length()))


class Matcher:
    """Finds matches between articles of one set; each takes its turn in one table of 3-grams."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        longest = int(texts.lengths.max(initial=0))
        self._places = np.full(1 << _table_bits(longest), -1, dtype=np.int32)
        self._loaded = np.zeros(0, dtype=np.uint32)
        self._shift = np.uint32(0)
        self._numbers = np.arange(longest, dtype=np.int32)
        self._starts = texts.starts.astype(np.int32)
        ends = np.maximum(texts.starts[1:] - 2, texts.starts[:-1])
        self._spans = list(map(slice, texts.starts[:-1].tolist(), ends.tolist()))

    def matches(self, pairs: Places) -> Iterator[Matches]:
        """The matches of each pair of article numbers (one row a pair), in batches of whole pairs."""
        order = np.lexsort((pairs[:, 0], pairs[:, 1])).astype(np.int32)
        others, centers = pairs[order].T
        # the others' 3-grams in one row: where each of them ends there, and how far that is from its codes
        ends = np.cumsum(np.maximum(self.texts.lengths[others] - 2, 0))
        begins = np.append(0, ends)
        shifts = self.texts.starts[others] - begins[:-1]
        bounds = np.append(np.flatnonzero(np.diff(centers, prepend=-1)), len(pairs)).tolist()
        parts: list[tuple[Numbers, Numbers, Numbers]] = []
        waiting = 0
        for first, last in zip(bounds[:-1], bounds[1:], strict=True):
            center = int(centers[first])
            self._load(center)
            at, right = self._find(others[first:last].tolist())
            at += begins[first]
            owner = first + ends[first:last].searchsorted(at, side="right")
            parts.append((order[owner], (at + shifts[owner]).astype(np.int32), right + self._starts[center]))
            waiting += len(at)
            if waiting > _BATCH_MATCHES or last == len(pairs):
                yield Matches(*(np.concatenate(column) for column in zip(*parts, strict=True)))
                parts, waiting = [], 0

    def _load(self, number: int) -> None:
        """Take the 3-grams that an article has once."""
        self._places[self._loaded] = -1
        hashes = self.texts.hashes[self._spans[number]]
        self._shift = np.uint32(32 - _table_bits(len(hashes)))
        slots = self._loaded = hashes >> self._shift
        places = self._numbers[: len(slots)]
        self._places[slots] = places
        self._places[slots[self._places[slots] != places]] = -1

    def _find(self, numbers: list[int]) -> tuple[Places, Numbers]:
        """Matches of other articles' 3-grams, offsets counted on, and where the loaded text has them."""
        hashes = np.concatenate([self.texts.hashes[self._spans[number]] for number in numbers])
        found = self._places[hashes >> self._shift]
        at = (found >= 0).nonzero()[0]
        return at, found[at]


def link_matches(matches: Matches, parameters: Parameters) -> Links:
    """Link neighbouring matches that keep their distance; one that lies astray between two is skipped."""
    pair, left, right = matches.pair, matches.left, matches.right
    reach, aside = np.diff(left, append=left[-1:]), np.diff(right, append=right[-1:])

    def keeps(ahead: Numbers, beside: Numbers) -> Flags:
        close: Flags = (ahead <= parameters.gap_chars) & (np.abs(beside - ahead) <= parameters.drift_chars)
        return close

    linked = keeps(reach, aside)
    linked[:-1] &= pair[1:] == pair[:-1]
    linked[-1:] = False
    opens, ends = linked.copy(), np.zeros_like(linked)
    opens[1:] &= ~linked[:-1]
    ends[1:] = linked[:-1]
    skips = np.flatnonzero(~linked[:-2] & ~linked[1:-1] & (pair[2:] == pair[:-2]))
    ahead, beside = left[skips + 2] - left[skips], right[skips + 2] - right[skips]
    kept = keeps(ahead, beside)
    skips = skips[kept]
    linked[skips] = ends[skips + 2] = True
    reach[skips], aside[skips] = ahead[kept], beside[kept]
    return Links(linked, reach * linked, aside * linked, opens, ends)


def compare_pairs(texts: Texts, pairs: Places, parameters: Parameters) -> Overlaps:
    """Compare each pair of article numbers (one row a pair); many pairs are shared out among threads."""
    threads = min(os.cpu_count() or 1, 1 + len(pairs) // _PAIRS_A_THREAD)
    if threads == 1:
        return _compare_part(texts, pairs, parameters)
    texts.prepare()
    order = np.lexsort((pairs[:, 0], pairs[:, 1]))
    parts = [pairs[part] for part in np.array_split(order, threads)]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda part: _compare_part(texts, part, parameters), parts))
    back = np.argsort(order)
    return Overlaps(
        *(np.concatenate([getattr(one, field.name) for one in found])[back] for field in fields(Overlaps))
    )


def _compare_part(texts: Texts, pairs: Places, parameters: Parameters) -> Overlaps:
    many = len(pairs)
    starts = texts.starts[pairs]
    columns = {field.name: np.zeros(many, dtype=np.int64) for field in fields(Overlaps)}
    columns |= {name: np.zeros((many, 2), dtype=np.int64) for name in ("covered", "first", "last")}
    result = Overlaps(**columns)
    for matches in Matcher(texts).matches(pairs):
        if len(matches.pair):
            _measure(result, matches, link_matches(matches, parameters), texts, starts)
    np.minimum(result.covered, texts.lengths[pairs], out=result.covered)
    return result


def _measure(result: Overlaps, matches: Matches, links: Links, texts: Texts, starts: Places) -> None:
    """Fill the rows of the pairs that have ``matches`` with what their links cover."""
    heads = np.flatnonzero(np.diff(matches.pair, prepend=-1))
    rows = matches.pair[heads]
    left, right, reach, aside = matches.left, matches.right, links.reach, links.aside

    def total(values: Numbers | Flags) -> Numbers:
        sums: Numbers = np.add.reduceat(values, heads, dtype=np.int32)
        return sums

    passages = _GRAM * total(links.opens)
    result.covered[rows, 0] = total(reach) + passages
    result.covered[rows, 1] = total(np.abs(aside)) + passages
    digits = total(texts.digits[left + reach] - texts.digits[left])
    same, digits_same = map(total, _same_characters(matches, links, texts))
    result.digits[rows], result.digits_same[rows] = digits, digits_same
    result.words[rows] = total(reach) - digits
    result.words_same[rows] = same - digits_same
    result.same[rows] = same + passages
    result.swaps[rows] = total((reach > _GRAM) & (reach <= _GRAM + 2) & (aside == reach))
    some = total(links.linked) > 0
    rows, far = rows[some], np.int32(np.iinfo(np.int32).max)
    for side, (low, high) in enumerate(((left, left + reach), (right, right + aside))):
        first = np.minimum.reduceat(np.where(links.linked, low, far), heads)[some]
        last = np.maximum.reduceat(np.where(links.linked, high, 0), heads)[some]
        result.first[rows, side] = first - starts[rows, side]
        result.last[rows, side] = last - starts[rows, side] + _GRAM


def _same_characters(matches: Matches, links: Links, texts: Texts) -> tuple[Numbers, Numbers]:
    """Per link how many characters before its end are the same in both texts, and how many are digits.

    The first three are those of the match. Between two matches as far apart in both texts, characters are
    compared one by one; where something was dropped or added between them, none counts.
    """
    same = np.minimum(links.reach, _GRAM)
    digits_same = texts.digits[matches.left + same] - texts.digits[matches.left]
    gaps = np.flatnonzero((links.reach > _GRAM) & (links.aside == links.reach))
    if not len(gaps):
        return same, digits_same
    sizes = links.reach[gaps] - _GRAM
    heads = np.cumsum(sizes) - sizes
    at = np.arange(heads[-1] + sizes[-1], dtype=np.int32) - np.repeat((heads - _GRAM).astype(np.int32), sizes)
    left = at + np.repeat(matches.left[gaps], sizes)
    equal = texts.codes[left] == texts.codes[at + np.repeat(matches.right[gaps], sizes)]
    same[gaps] += np.add.reduceat(equal, heads, dtype=np.int32)
    digits = equal & (texts.digits[left + 1] > texts.digits[left])
    digits_same[gaps] += np.add.reduceat(digits, heads, dtype=np.int32)
    return same, digits_same
