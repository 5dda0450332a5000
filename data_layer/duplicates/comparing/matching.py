"""Passages that two articles share, however their parts are ordered.

3-grams that both articles have, the second of them once, are matches. A match counts only together with
a neighbour that keeps its distance in both texts: passages are found as OCR left them, whole paragraphs may
have moved, and words that every article of the genre has do not add up. Matches that follow one another in
both texts are one run; everything is counted on runs, of which there are few.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import HASH_BITS, Flags, Places, Texts, hash_grams
from data_layer.duplicates.parameters import Parameters

GRAM = 3
_BATCH_GRAMS = 1 << 18
_CENTERS = 32  # tables side by side
_LEAST_BITS, _MOST_BITS = 14, 24
_LEAST_PLACED = 8
_GAP_DRIFT = 4  # of so many characters between two passages one more may be dropped or added
_NOWHERE = -2  # not -1: what follows it would be 0, a place
Numbers = NDArray[np.int32]


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
    """Pairs that are matched in one go.

    Attributes:
        pairs: their numbers, those of one second article side by side.
        centers: the second articles, each once.
        ends: how many of the pairs are of each and of those before it.
        others: the first article of each pair.
    """

    pairs: Places
    centers: Places
    ends: Places
    others: Places


class Matcher:
    """Finds runs between articles of one set, in a table of the 3-grams of some of them at a time.

    It is quicker where those that are compared with the same ones have numbers in a row.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._short = np.full(0, _NOWHERE, dtype=np.int16)
        self._long = np.full(0, _NOWHERE, dtype=np.int32)

    def runs(self, pairs: Places) -> Iterator[Runs]:
        """The runs of each pair of article numbers (one row a pair), in batches of whole pairs."""
        for batch in self._batches(pairs):
            found = self._find(batch)
            yield self._collect(found, batch.pairs, pairs[batch.pairs])

    def _batches(self, pairs: Places) -> Iterator[_Batch]:
        order = np.lexsort((pairs[:, 0], pairs[:, 1]))
        others, centers = pairs[order].T
        bounds = np.append(np.flatnonzero(np.diff(centers, prepend=-1)), len(pairs))
        sizes = np.append(0, np.cumsum(self.texts.lengths[others]))[bounds].tolist()
        begun = 0
        for at in range(1, len(bounds)):
            if at - begun == _CENTERS or at + 1 == len(bounds) or sizes[at + 1] - sizes[begun] > _BATCH_GRAMS:
                part = slice(bounds[begun], bounds[at])
                ends = bounds[begun + 1 : at + 1] - bounds[begun]
                yield _Batch(order[part], centers[bounds[begun:at]], ends, others[part])
                begun = at

    def _find(self, batch: _Batch) -> NDArray[np.int16] | Numbers:
        """Where the second article of each pair has each 3-gram of the first, pair after pair."""
        lengths = self.texts.lengths
        sizes = lengths[batch.centers]
        longest = int(sizes.max())
        bits = _table_bits(longest)
        places, begins = self._slots_of(batch, bits)
        slots = self._table(len(sizes) << bits, longest)
        # the 3-grams of the second articles
        counts = np.maximum(sizes - (GRAM - 1), 0)
        inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        tables = np.arange(len(sizes)) << bits
        taken = places[np.repeat(begins(batch.centers), counts) + inside] + np.repeat(tables, counts)
        standing = inside.astype(slots.dtype)
        slots[taken] = standing
        slots[taken[slots[taken] != standing]] = _NOWHERE
        # those of first articles that have numbers in a row are looked up together
        ends = np.cumsum(lengths[batch.others])
        found = np.empty(int(ends[-1]), dtype=slots.dtype)
        breaks = np.diff(batch.others, prepend=-2) != 1
        breaks[batch.ends[:-1]] = True
        heads = np.flatnonzero(breaks)
        stops = ends[np.append(heads[1:], len(ends)) - 1]
        many = np.diff(stops, prepend=0)
        bases = tables[np.searchsorted(batch.ends, heads, side="right")]
        for base, begin, size, stop in np.column_stack(
            (bases, begins(batch.others[heads]), many, stops)
        ).tolist():
            table = slots[base : base + (1 << bits)]
            table.take(places[begin : begin + size], out=found[stop - size : stop], mode="clip")
        slots[taken] = _NOWHERE
        for back in range(1, GRAM):  # what begins there is none
            found[np.maximum(ends - back, 0)] = _NOWHERE
        return found

    def _table(self, size: int, longest: int) -> NDArray[np.int16] | Numbers:
        """An empty table of ``size`` slots, for places up to ``longest``."""
        if longest <= np.iinfo(np.int16).max:
            if size > len(self._short):
                self._short = np.full(size, _NOWHERE, dtype=np.int16)
            return self._short[:size]
        if size > len(self._long):
            self._long = np.full(size, _NOWHERE, dtype=np.int32)
        return self._long[:size]

    def _slots_of(self, batch: _Batch, bits: int) -> tuple[Places, Callable[[Places], Places]]:
        """The slots of the 3-grams of all articles of a batch, each once, and where those of some begin."""
        starts = self.texts.starts
        numbers = np.unique(np.concatenate((batch.centers, batch.others)))
        heads = np.diff(numbers, prepend=-2) != 1
        first = np.flatnonzero(heads)
        spans = zip(
            starts[numbers[first]].tolist(),
            starts[numbers[np.append(first[1:], len(numbers)) - 1] + 1].tolist(),
            strict=True,
        )
        begun = np.cumsum(self.texts.lengths[numbers]) - self.texts.lengths[numbers]
        places = self._hashes_in([slice(*span) for span in spans], bits)
        return places, lambda some: begun[np.searchsorted(numbers, some)]

    def _hashes_in(self, spans: list[slice], bits: int) -> Places:
        """The first ``bits`` of the hashes of the 3-grams in parts of the texts.

        As numpy counts places: it would make them so for each look-up. What stands for the last characters of
        an article, where none begins, is never asked for.
        """
        if bits > HASH_BITS:
            parts = [self.texts.codes[span] for span in spans]
            hashes = hash_grams(np.concatenate((*parts, np.zeros(GRAM - 1, dtype=np.uint16))))
            return (hashes >> np.uint64(64 - bits)).view(np.int64)
        places = np.concatenate([self.texts.hashes[span] for span in spans], dtype=np.int64)
        places >>= HASH_BITS - bits
        return places

    def _collect(self, found: NDArray[np.int16] | Numbers, order: Places, pairs: Places) -> Runs:
        """The runs of ``pairs``, numbered ``order``; ``found`` has their first articles' 3-grams in a row."""
        ends = np.cumsum(self.texts.lengths[pairs[:, 0]])
        begins = ends - self.texts.lengths[pairs[:, 0]]
        # one longer than ``found``: whether a 3-gram goes on from the one before it; then both are matches
        follows = np.zeros(len(found) + 1, dtype=np.bool_)
        np.equal(found[1:], found[:-1] + found.dtype.type(1), out=follows[1:-1])
        edges = np.flatnonzero((found >= 0) > (follows[:-1] & follows[1:]))
        first = edges[~follows.take(edges)]
        last = edges[~follows.take(edges + 1)]
        runs = np.diff(np.searchsorted(first, ends), prepend=0)
        shifts = (self.texts.starts[pairs].T - (begins, 0 * begins)).astype(np.int32)
        left = first.astype(np.int32) + np.repeat(shifts[0], runs)
        right = found.take(first) + np.repeat(shifts[1], runs)
        # another 3-gram may have had the slot
        same = np.flatnonzero(self._equal(left, right))
        return Runs(
            np.repeat(order.astype(np.int32), runs).take(same),
            left.take(same),
            right.take(same),
            (last - first).astype(np.int32).take(same),
        )

    def _equal(self, left: Numbers, right: Numbers) -> Flags:
        """Whether the 3-grams that begin at ``left`` and ``right`` are the same."""
        codes, equal = self.texts.codes, np.ones(len(left), dtype=np.bool_)
        for step in range(GRAM):
            equal &= codes[step:].take(left) == codes[step:].take(right)
        return equal


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


@dataclass(frozen=True)
class Gaps:
    """What stands between two passages that follow one another in both texts of a pair, and is not shared.

    Attributes:
        run: number of the run before it.
        left, right: where the last 3-gram before it begins.
        here, there: how far behind that the next passage begins.
    """

    run: Places
    left: Numbers
    right: Numbers
    here: Numbers
    there: Numbers


def blocks_of(links: Links) -> Places:
    """For each run the number of its block: runs that are linked with each other."""
    begins = ~links.ends
    # a match astray between two that are linked does not part them
    begins[1:-1] &= links.linked[1:-1] | ~links.linked[:-2] | ~links.ends[2:]
    found: Places = np.cumsum(begins) - 1
    return found


def find_gaps(runs: Runs, links: Links, parameters: Parameters) -> Gaps:
    """The gaps that are about as long in both texts, up to ``open_gap_chars``: a list, all of it others."""
    # a few characters alone may be any line's: 882公斤
    blocks = blocks_of(links)
    at = (
        np.flatnonzero(np.bincount(blocks, runs.steps + GRAM)[blocks] >= _LEAST_PLACED)
        if len(runs)
        else blocks
    )
    first, then = at[:-1], at[1:]
    last, beyond = runs.left[first] + runs.steps[first], runs.right[first] + runs.steps[first]
    here, there = runs.left[then] - last, runs.right[then] - beyond
    asked = ~links.linked[first] & (runs.pair[first] == runs.pair[then])
    asked &= (np.minimum(here, there) >= 1) & (np.maximum(here, there) <= parameters.open_gap_chars)
    asked &= np.abs(here - there) <= parameters.drift_chars + here // _GAP_DRIFT
    return Gaps(first[asked], last[asked], beyond[asked], here[asked], there[asked])
