"""Which articles are worth comparing.

Two indexes, for two kinds of text. Where articles have words of their own, sampled 3-grams that few others
share are enough: a 3-gram is kept in every article that has it or in none, so that, unlike with MinHash
bands, the share of an excerpt's signature found in the whole article estimates how much of it stands there.
Where most 3-grams stand in many articles (a story with hundreds of witnesses, sentences that every office
copies), MinHash bands tell which articles share many of them. In either case two articles are compared only
if their MinHash sketches agree a little.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places, Texts, Words, fold_batch, hash_chunk, spread
from data_layer.duplicates.threads import Result, in_threads

ARTICLE_BITS = np.uint64(24)
ARTICLE_MASK = np.uint64((1 << 24) - 1)
_BATCH = 1024
_KEYS_AT_ONCE = 1 << 18
_SORTERS, _SHARED_OUT = 4, 4096
_CROWD_BITS = 22
_BINS_AT_ONCE = 8
_EMPTY = (1 << 32) - 1
_TEXTS_AT_ONCE = 512
_WANTED_BITS = 16
Sketches = NDArray[np.uint32]


def candidate_pairs(texts: Texts, parameters: Parameters) -> Places:
    """Pairs of article numbers, the smaller first, one row a pair, sorted."""
    keys, sketches = _signatures(texts, parameters)
    grams, owners = keys >> ARTICLE_BITS, keys & ARTICLE_MASK
    runs = np.diff(np.append(np.flatnonzero(_heads(grams)), len(grams)))
    articles = np.repeat(runs, runs)
    rare = (articles > 1) & (articles <= parameters.rare_articles)
    common = articles > parameters.rare_articles
    found, counts = _sharing(keys[rare], parameters.rare_articles)
    numbers = owners.astype(np.int64)
    sizes = np.bincount(numbers[rare], minlength=len(texts))
    many = counts >= parameters.least_shared
    found, counts = found[many], counts[many]
    left, right = _unpacked(found).T
    found = found[counts * 100 >= np.minimum(sizes[left], sizes[right]) * parameters.least_shared_percent]
    copied = (sizes < parameters.least_rare) & (np.bincount(numbers[common], minlength=len(texts)) > sizes)
    if copied.any():
        banded, counts = _sharing(band_keys(sketches, copied, parameters), parameters.crowd_neighbours)
        found = _sorted([found, banded[counts >= parameters.least_bands]])
        short = np.flatnonzero(copied & (texts.lengths <= parameters.short_chars))
        found = _sorted([found, _sharing_rare(texts, short, parameters)])
    pairs = _unpacked(found)
    return pairs[_alike(sketches, pairs) * 100 >= parameters.least_alike_percent]


def _sharing_rare(texts: Texts, numbers: Places, parameters: Parameters) -> Words:
    """Pairs of the articles ``numbers`` that share 3-grams that few of these have, one word a pair."""
    if not len(numbers):
        return np.zeros(0, dtype=np.uint64)
    keys = sample_grams(texts.take(numbers.tolist()), replace(parameters, sample_rate=1))
    runs = np.diff(np.append(np.flatnonzero(_heads(keys >> ARTICLE_BITS)), len(keys)))
    articles = np.repeat(runs, runs)
    keys = keys[(articles > 1) & (articles <= parameters.rare_articles)]
    found, counts = _sharing(keys, parameters.rare_articles)
    pairs = numbers[_unpacked(found[counts >= parameters.least_short])].astype(np.uint64)
    words: Words = pairs[:, 0] << ARTICLE_BITS | pairs[:, 1]
    return words


def _alike(sketches: Sketches, pairs: Places) -> NDArray[np.float64]:
    """For each pair the share of equal hashes among the bins that the smaller article fills, 0 to 1."""
    filled = np.count_nonzero(sketches != _EMPTY, axis=1)

    def share(first: int) -> NDArray[np.float64]:
        numbers = pairs[first : first + _BATCH].T
        left, right = (sketches.take(side, axis=0) for side in numbers)
        same = (left == right) & (left != _EMPTY)
        alike = np.bitwise_count(np.packbits(same, axis=1)).sum(axis=1)
        shares: NDArray[np.float64] = alike / np.maximum(filled[numbers].min(axis=0), 1)
        return shares

    return np.concatenate([np.zeros(0), *in_threads(share, range(0, len(pairs), _BATCH))])


def _unpacked(words: Words) -> Places:
    """Pairs of article numbers, one row a pair, out of one word each."""
    return np.column_stack((words >> ARTICLE_BITS, words & ARTICLE_MASK)).astype(np.int64)


def _owners(texts: Texts, first: int, many: int) -> tuple[Places, Flags]:
    """For each of some 3-grams in a row the number of its article, and whether the article's end is in it."""
    ends = texts.starts.clip(first, first + many + 2)
    owners = np.repeat(np.arange(len(texts)), np.diff(ends))
    return owners[:-2], owners[2:] != owners[:-2]


def _signatures(texts: Texts, parameters: Parameters) -> tuple[Words, Sketches]:
    """The sampled 3-grams and the MinHash sketches of all articles."""
    sketches = np.full((len(texts), parameters.sketch_bins), _EMPTY, dtype=np.uint32)

    def sign(first: int, hashes: Words) -> tuple[Words, int, Sketches]:
        owners, across = _owners(texts, first, len(hashes))
        begin, end = int(owners[0]), int(owners[-1]) + 1
        return (
            _sampled(hashes, owners, across, parameters),
            begin,
            _lowest(hashes, owners - begin, across, end - begin, parameters),
        )

    parts = []
    for keys, begin, lowest in texts.hash_chunks(sign):
        parts.append(keys)
        rows = sketches[begin : begin + len(lowest)]
        np.minimum(rows, lowest, out=rows)
    return _sorted(parts), sketches


def sample_grams(texts: Texts, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a kept 3-gram's hash and 24 bits of the article's number, each once."""
    parts = []
    for first in texts.chunks:
        hashes = hash_chunk(texts.codes, first)
        parts.append(_sampled(hashes, *_owners(texts, first, len(hashes)), parameters))
    return _sorted(parts)


def shared_grams(texts: Sequence[str], grams: Words, parameters: Parameters) -> Words:
    """Those of the words that ``sample_grams`` gives whose 3-gram is one of ``grams``.

    Texts are read a few thousand at a time, in threads, and nothing else of them is kept.

    Args:
        texts: any number of articles.
        grams: 40-bit hashes, sorted, each once.
        parameters: see Parameters.
    """
    bound, spare_bits = _sampling(parameters)
    wanted = np.zeros(1 << _WANTED_BITS, dtype=np.bool_)
    wanted[grams >> np.uint64(40 - _WANTED_BITS)] = True
    shift = np.uint64(64 - _WANTED_BITS)

    def look(first: int) -> Words:
        some = fold_batch(texts[first : first + _TEXTS_AT_ONCE])
        parts = []
        for begin in some.chunks:
            hashes = hash_chunk(some.codes, begin)
            at = np.flatnonzero((hashes <= bound) & wanted[(hashes << spare_bits) >> shift])
            words = hashes[at] << spare_bits
            owners = np.searchsorted(some.starts, at + begin, side="right") - 1
            found = (some.starts[owners + 1] - 2 > at + begin) & np.isin(words >> ARTICLE_BITS, grams)
            parts.append(words[found] & ~ARTICLE_MASK | (owners[found] + first).astype(np.uint64))
        return np.concatenate([np.zeros(0, dtype=np.uint64), *parts])

    return _sorted(in_threads(look, range(0, len(texts), _TEXTS_AT_ONCE)))


def _sampling(parameters: Parameters) -> tuple[np.uint64, np.uint64]:
    """The largest hash of a 3-gram that is kept, and how many leading bits are the same in all of those."""
    rate = parameters.sample_rate
    return np.uint64((1 << 64) // rate - 1), np.uint64(rate.bit_length() - 1)


def _sorted(parts: list[Words]) -> Words:
    """All words of ``parts``, sorted, each once."""
    words = np.concatenate([np.zeros(0, dtype=np.uint64), *parts])
    return np.concatenate(_shared_out(words, lambda part: part[_heads(part)]))


def _shared_out(words: Words, use: Callable[[Words], Result]) -> list[Result]:
    """What ``use`` makes of the words of each range of values, sorted, range after range.

    They are shared out by value, so that what the threads have sorted need not be merged.
    """
    middle = np.sort(words[:: 1 + len(words) // _SHARED_OUT])
    middle = middle[len(middle) // _SORTERS :: 1 + len(middle) // _SORTERS]
    lows, highs = np.append(np.uint64(0), middle), np.append(middle, ~np.uint64(0))

    def sort(bounds: tuple[np.uint64, np.uint64]) -> Result:
        low, high = bounds
        part = words[(words >= low) & (words < high)]
        part.sort()
        return use(part)

    return in_threads(sort, zip(lows, highs, strict=True))


def _sampled(hashes: Words, owners: Places, across: Flags, parameters: Parameters) -> Words:
    """The words of those of some 3-grams that are kept; see ``sample_grams``."""
    bound, spare_bits = _sampling(parameters)
    kept = np.flatnonzero((hashes <= bound) > across)
    words: Words = (hashes[kept] << spare_bits) & ~ARTICLE_MASK | owners[kept].astype(np.uint64)
    return words


def _lowest(hashes: Words, owners: Places, across: Flags, many: int, parameters: Parameters) -> Sketches:
    """One-permutation MinHash (Li, Owen, Zhang 2012): 3-grams fall into bins, whose smallest hash is kept.

    One row for each of ``many`` articles, one column a bin; _EMPTY where an article has no 3-gram of a bin.
    """
    bins = parameters.sketch_bins
    lowest = np.full(many * bins, _EMPTY, dtype=np.uint32)
    cells = owners * bins
    cells += (hashes & np.uint64(bins - 1)).astype(np.int64)
    values = (hashes >> np.uint64(32)).astype(np.uint32)
    values[across] = _EMPTY
    np.minimum.at(lowest, cells, values)
    return lowest.reshape(many, bins)


def band_keys(sketches: Sketches, articles: Flags, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a band's hash and 24 bits of the article's number, for some articles.

    The hashes of two bins in turn make a band. A band that too many articles have is made longer by a bin, so
    that bands tell articles apart in small and in large sets.
    """
    numbers = np.flatnonzero(articles).astype(np.int32)
    parts = in_threads(
        lambda first: _bands_from(sketches, numbers, first, parameters),
        range(0, parameters.sketch_bins, _BINS_AT_ONCE),
    )
    return np.sort(np.concatenate(parts))


def _bands_from(lowest: Sketches, numbers: NDArray[np.int32], first: int, parameters: Parameters) -> Words:
    """The keys of the bands of ``numbers`` that begin in ``_BINS_AT_ONCE`` bins from ``first`` on."""
    bins = lowest.shape[1]
    filled = np.nonzero(lowest[numbers, first : first + _BINS_AT_ONCE] != _EMPTY)
    rows, columns = numbers[filled[0]], filled[1].astype(np.int32) + np.int32(first)
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


def _sharing(keys: Words, neighbours: int) -> tuple[Words, Places]:
    """Pairs of articles that share keys, one word a pair, sorted, with how many keys they share.

    Each article is paired with the next ``neighbours`` that have the key.
    """
    heads = np.append(np.flatnonzero(_heads(keys >> ARTICLE_BITS)), len(keys))
    cuts = heads[
        np.searchsorted(heads, np.arange(0, len(keys) + _KEYS_AT_ONCE, _KEYS_AT_ONCE).clip(max=len(keys)))
    ]
    bounds = cuts.tolist()
    parts = in_threads(
        lambda part: _pair_words(keys[slice(*part)], neighbours), zip(bounds[:-1], bounds[1:], strict=True)
    )
    words = np.concatenate([np.zeros(0, dtype=np.uint64), *parts])
    del parts  # there may be millions

    def count(part: Words) -> tuple[Words, Places]:
        heads = np.flatnonzero(_heads(part))
        return part[heads], np.diff(np.append(heads, len(part)))

    found, counts = zip(*_shared_out(words, count), strict=True)
    return np.concatenate(found), np.concatenate(counts)


def _pair_words(keys: Words, neighbours: int) -> Words:
    """The pairs of articles that ``_sharing`` counts, one word for each key that two share, in no order."""
    owners = keys & ARTICLE_MASK
    heads = np.flatnonzero(_heads(keys >> ARTICLE_BITS))
    sizes = np.diff(np.append(heads, len(keys)))
    behind = np.minimum(np.repeat(heads + sizes, sizes) - np.arange(1, len(keys) + 1), neighbours)
    # those that have most others behind them first
    order = np.argsort((neighbours - behind).astype(np.uint16), kind="stable")
    paired = len(keys) - np.cumsum(np.bincount(behind, minlength=neighbours + 1))[:-1]
    words = np.empty(int(paired.sum()), dtype=np.uint64)
    left, at = owners.take(order) << ARTICLE_BITS, 0
    for step, many in enumerate(paired.tolist(), 1):
        part = words[at : at + many]
        owners.take(order[:many] + step, out=part, mode="clip")
        part |= left[:many]
        at += many
    return words


def _heads(values: Words) -> Flags:
    """Where a run of equal values begins."""
    heads = np.ones(len(values), dtype=np.bool_)
    heads[1:] = values[1:] != values[:-1]
    return heads
