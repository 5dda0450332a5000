"""Passages that two articles share, however their parts are ordered.

3-grams that both articles have, the second of them once, are matches. A match counts only together with
a neighbour that keeps its distance in both texts: passages are found as OCR left them, whole paragraphs may
have moved, and words that every article of the genre has do not add up. Matches that follow one another in
both texts are one run; everything is counted on runs, of which there are few.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places, Texts

GRAM = 3
_BATCH_GRAMS = 1 << 18
_CENTERS = 32  # tables side by side
_LEAST_BITS, _MOST_BITS = 14, 24
_NOWHERE = -2  # not -1: what follows it would be 0, a place
Numbers = NDArray[np.int32]
Hashes = NDArray[np.uint32]


@dataclass(frozen=True)
class Runs:
    """3-grams that follow one another in both texts of a pair, pair after pair, in the order of the first.

    Attributes:
        pair: number of the pair.
        left, right: where the first 3-gram stands, as offsets in ``Texts.codes``.
        steps: how many follow it.
    """

    pair: Numbers
    left: Numbers
    right: Numbers
    steps: Numbers

    def __len__(self) -> int:
        return len(self.pair)


@dataclass(frozen=True)
class Links:
    """Which runs have a neighbour at the same distance in both texts: what stands between stands in both.

    Attributes:
        linked: for each run whether there is one ahead.
        reach, aside: how far ahead of the run's last 3-gram it is in the first and in the second text; 0
            where there is none.
        ends: a run that another one links to.
    """

    linked: Flags
    reach: Numbers
    aside: Numbers
    ends: Flags


@dataclass(frozen=True)
class _Batch:
    """Pairs that are matched in one go: ``pairs`` numbers them, those of one second article side by side."""

    pairs: Places
    centers: list[int]
    others: list[list[int]]


class Matcher:
    """Finds runs between articles of one set, in a table of the 3-grams of some of them at a time."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._slots = np.full(0, _NOWHERE, dtype=np.int32)
        self._places = np.zeros(0, dtype=np.int64)
        longest = int(texts.lengths.max(initial=0))
        self._numbers = np.arange(longest, dtype=np.int32)

    def runs(self, pairs: Places) -> Iterator[Runs]:
        """The runs of each pair of article numbers (one row a pair), in batches of whole pairs."""
        for batch in self._batches(pairs):
            found = self._find(batch)
            yield self._collect(found, batch.pairs, pairs[batch.pairs])

    def _batches(self, pairs: Places) -> Iterator[_Batch]:
        order = np.lexsort((pairs[:, 0], pairs[:, 1]))
        others, centers = pairs[order].T
        bounds = np.append(np.flatnonzero(np.diff(centers, prepend=-1)), len(pairs)).tolist()
        sizes = np.append(0, np.cumsum(self.texts.lengths[others])).tolist()
        listed, held = others.tolist(), centers[bounds[:-1]].tolist()
        begun = 0
        for at, last in enumerate(bounds[1:], 1):
            if (
                at - begun == _CENTERS
                or sizes[last] - sizes[bounds[begun]] > _BATCH_GRAMS
                or last == len(pairs)
            ):
                yield _Batch(
                    order[bounds[begun] : last],
                    held[begun:at],
                    [listed[bounds[one] : bounds[one + 1]] for one in range(begun, at)],
                )
                begun = at

    def _find(self, batch: _Batch) -> Numbers:
        """Where the second article of each pair has each 3-gram of the first, pair after pair."""
        loaded, places, bits = [], [], []
        spans = self.texts.spans
        for number in batch.centers:
            hashes = self.texts.hashes[spans[number]]
            loaded.append([hashes])
            places.append(self._numbers[: len(hashes)])
            bits.append(_table_bits(len(hashes)))
        bases = np.cumsum([0, *(1 << bit for bit in bits)]).tolist()
        if bases[-1] > len(self._slots):
            self._slots = np.full(bases[-1], _NOWHERE, dtype=np.int32)
        taken, standing = self._slots_of(loaded, bits, bases).copy(), np.concatenate(places)
        self._slots[taken] = standing
        self._slots[taken[self._slots[taken] != standing]] = _NOWHERE
        sought = [[self.texts.hashes[spans[number]] for number in numbers] for numbers in batch.others]
        found: Numbers = self._slots.take(self._slots_of(sought, bits, bases))
        self._slots[taken] = _NOWHERE
        return found

    def _slots_of(self, parts: list[list[Hashes]], bits: list[int], bases: list[int]) -> Places:
        """The slots of hashes: those of each part in a table of its own, of 2 to the power of its ``bits``.

        They stand until the next call.
        """
        hashes = np.concatenate(list(chain.from_iterable(parts)))
        if len(hashes) > len(self._places):
            self._places = np.zeros(max(len(hashes), _BATCH_GRAMS), dtype=np.int64)
        end = 0
        for held, bit, base in zip(parts, bits, bases, strict=False):
            part = slice(end, end + sum(map(len, held)))
            hashes[part] >>= np.uint32(32 - bit)
            # as wide as numpy counts places: it would make them so for each look-up
            np.add(hashes[part], np.uint32(base), out=self._places[part])
            end = part.stop
        return self._places[:end]

    def _collect(self, found: Numbers, order: Places, pairs: Places) -> Runs:
        """The runs of ``pairs``, numbered ``order``; ``found`` has their first articles' 3-grams in a row."""
        sizes = np.maximum(self.texts.lengths[pairs[:, 0]] - 2, 0)
        ends = np.cumsum(sizes)
        begins = ends - sizes
        # one longer than ``found``: whether a 3-gram goes on from the one before it
        follows = np.zeros(len(found) + 1, dtype=np.bool_)
        np.equal(found[1:], found[:-1] + np.int32(1), out=follows[1:-1])
        follows[begins] = False
        matched = found >= 0
        first = np.flatnonzero(matched > follows[:-1])
        last = np.flatnonzero(matched > follows[1:])
        runs = np.diff(np.searchsorted(first, ends), prepend=0)
        shifts = (self.texts.starts[pairs].T - (begins, 0 * begins)).astype(np.int32)
        return Runs(
            np.repeat(order.astype(np.int32), runs),
            first.astype(np.int32) + np.repeat(shifts[0], runs),
            found.take(first) + np.repeat(shifts[1], runs),
            (last - first).astype(np.int32),
        )


def _table_bits(grams: int) -> int:
    """Size of the table for a text: at least eight slots a 3-gram, as far as 64 MB go."""
    return min(_MOST_BITS, max(_LEAST_BITS, (8 * grams).bit_length()))


def link_runs(runs: Runs, parameters: Parameters) -> Links:
    """Link neighbouring runs that keep their distance; a single match astray between two is skipped."""
    left, right = runs.left, runs.right
    last_left, last_right = left + runs.steps, right + runs.steps
    linked, ends = np.zeros(len(runs), dtype=np.bool_), np.zeros(len(runs), dtype=np.bool_)
    reach, aside = np.zeros(len(runs), dtype=np.int32), np.zeros(len(runs), dtype=np.int32)

    def join(at: slice | Places, to: slice | Places) -> None:
        ahead, beside = left[to] - last_left[at], right[to] - last_right[at]
        close = np.abs(beside - ahead) <= parameters.drift_chars
        close &= ahead <= parameters.gap_chars
        close &= runs.pair[at] == runs.pair[to]
        linked[at] |= close
        ends[to] |= close
        reach[at] += ahead * close
        aside[at] += beside * close

    join(slice(None, -1), slice(1, None))
    astray = np.flatnonzero((runs.steps[1:-1] == 0) > (linked[:-2] | linked[1:-1]))
    join(astray, astray + 2)
    return Links(linked, reach, aside, ends)
