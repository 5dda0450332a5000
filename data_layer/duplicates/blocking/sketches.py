"""MinHash sketches: what tells how much articles share where their 3-grams stand in very many."""

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.sampling import owners_of
from data_layer.duplicates.blocking.shingles import Flags, Places, Texts, Words, spread
from data_layer.duplicates.blocking.threads import in_threads
from data_layer.duplicates.blocking.words import ARTICLE_MASK
from data_layer.duplicates.parameters import Parameters

_BATCH = 1024
_CROWD_BITS = 22
_BINS_AT_ONCE = 8
_EMPTY = (1 << 32) - 1
Sketches = NDArray[np.uint32]


def sketch_texts(texts: Texts, parameters: Parameters) -> Sketches:
    """The sketch of each article, one row each; _EMPTY where it has no 3-gram of a bin."""
    sketches = np.full((len(texts), parameters.sketch_bins), _EMPTY, dtype=np.uint32)

    def sign(first: int, hashes: Words) -> tuple[int, Sketches]:
        owners, inside = owners_of(texts, np.arange(first, first + len(hashes)))
        begin, end = int(owners[0]), int(owners[-1]) + 1
        return begin, _lowest(hashes, owners - begin, inside, end - begin, parameters)

    for begin, lowest in texts.hash_chunks(sign):
        rows = sketches[begin : begin + len(lowest)]
        np.minimum(rows, lowest, out=rows)
    return sketches


def alike(sketches: Sketches, pairs: Places) -> NDArray[np.float64]:
    """For each pair the share of equal hashes among the bins that the smaller article fills, 0 to 1."""
    filled = np.count_nonzero(sketches != _EMPTY, axis=1)

    def share(first: int) -> NDArray[np.float64]:
        numbers = pairs[first : first + _BATCH].T
        left, right = (sketches.take(side, axis=0) for side in numbers)
        same = (left == right) & (left != _EMPTY)
        equal = np.bitwise_count(np.packbits(same, axis=1)).sum(axis=1)
        shares: NDArray[np.float64] = equal / np.maximum(filled[numbers].min(axis=0), 1)
        return shares

    return np.concatenate([np.zeros(0), *in_threads(share, range(0, len(pairs), _BATCH))])


def _lowest(hashes: Words, owners: Places, inside: Flags, many: int, parameters: Parameters) -> Sketches:
    """One-permutation MinHash (Li, Owen, Zhang 2012): 3-grams fall into bins, whose smallest hash is kept.

    One row for each of ``many`` articles, one column a bin; _EMPTY where an article has no 3-gram of a bin.
    """
    bins = parameters.sketch_bins
    lowest = np.full(many * bins, _EMPTY, dtype=np.uint32)
    cells = owners * bins
    cells += (hashes & np.uint64(bins - 1)).astype(np.int64)
    values = (hashes >> np.uint64(32)).astype(np.uint32)
    values[~inside] = _EMPTY
    np.minimum.at(lowest, cells, values)
    return lowest.reshape(many, bins)


def band_keys(sketches: Sketches, parameters: Parameters) -> list[Words]:
    """Words of 40 bits of a band's hash and 24 bits of the article's number, in parts.

    The hashes of two bins in turn make a band. A band that too many articles have is made longer by a bin, so
    that bands tell articles apart in small and in large sets.
    """
    return in_threads(
        lambda first: _bands_from(sketches, first, parameters),
        range(0, parameters.sketch_bins, _BINS_AT_ONCE),
    )


def _bands_from(lowest: Sketches, first: int, parameters: Parameters) -> Words:
    """The keys of the bands that begin in ``_BINS_AT_ONCE`` bins from ``first`` on."""
    bins = lowest.shape[1]
    filled = np.nonzero(lowest[:, first : first + _BINS_AT_ONCE] != _EMPTY)
    rows, columns = filled[0].astype(np.int32), filled[1].astype(np.int32) + np.int32(first)
    hashes = spread(lowest[rows, columns] | columns.astype(np.uint64) << np.uint64(32))
    keys = []
    for length in range(2, parameters.longest_band + 1):
        columns += 1
        following = lowest[rows, columns % bins]
        longer = (columns < bins) & (following != _EMPTY)
        if length > 2:  # crowded, and short of text to be told apart by
            keys.append((hashes[~longer] & ~ARTICLE_MASK) | rows[~longer].astype(np.uint64))
        rows, columns = rows[longer], columns[longer]
        hashes = spread(hashes[longer] ^ following[longer])
        bits = min(_CROWD_BITS, (8 * len(hashes)).bit_length())
        slots = (hashes >> np.uint64(64 - bits)).astype(np.int64)
        crowded = np.bincount(slots)[slots] > parameters.crowd_neighbours
        if length == parameters.longest_band:
            crowded[:] = False
        keys.append(((hashes & ~ARTICLE_MASK) | rows.astype(np.uint64))[~crowded])
        rows, columns, hashes = rows[crowded], columns[crowded], hashes[crowded]
    return np.concatenate(keys)
