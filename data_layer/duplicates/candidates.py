"""Which articles are worth comparing.

Two indexes, for two kinds of text. Where articles have words of their own, sampled 3-grams that few others
share are enough: a 3-gram is kept in every article that has it or in none, so that, unlike with MinHash
bands, the share of an excerpt's signature found in the whole article estimates how much of it stands there.
Where most 3-grams stand in many articles (a story with hundreds of witnesses, sentences that every office
copies), MinHash bands tell which articles share many of them.
"""

from collections.abc import Iterator

import numpy as np

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places, Texts, Words, spread, three_grams

ARTICLE_BITS = np.uint64(24)
ARTICLE_MASK = np.uint64((1 << 24) - 1)
_BATCH = 1024
_CHUNK = 1 << 18


def candidate_pairs(texts: Texts, parameters: Parameters) -> Places:
    """Pairs of article numbers, the smaller first, one row a pair, sorted."""
    keys = sample_grams(texts, parameters)
    grams, owners = keys >> ARTICLE_BITS, keys & ARTICLE_MASK
    runs = np.diff(np.append(np.flatnonzero(_heads(grams)), len(grams)))
    articles = np.repeat(runs, runs)
    rare = (articles > 1) & (articles <= parameters.rare_articles)
    common = articles > parameters.rare_articles
    found, counts = _sharing(keys[rare], parameters.rare_articles)
    numbers = owners.astype(np.int64)
    sizes = np.bincount(numbers[rare], minlength=len(texts))
    least = sizes[_unpacked(found)].min(axis=1, initial=len(keys)) * parameters.least_shared_percent / 100
    found = found[counts >= np.maximum(parameters.least_shared, least)]
    copied = (sizes < parameters.least_rare) & (np.bincount(numbers[common], minlength=len(texts)) > sizes)
    if copied.any():
        banded, counts = _sharing(band_keys(texts, copied, parameters), parameters.crowd_neighbours)
        found, _ = _counted(np.concatenate((found, banded[counts >= parameters.least_bands])))
    return _unpacked(found)


def _unpacked(words: Words) -> Places:
    """Pairs of article numbers, one row a pair, out of one word each."""
    return np.column_stack((words >> ARTICLE_BITS, words & ARTICLE_MASK)).astype(np.int64)


def _hashes(texts: Texts) -> Iterator[tuple[Words, Places]]:
    """The hash of every 3-gram and the number of its article, a batch of articles at a time."""
    for first in range(0, len(texts), _BATCH):
        last = min(first + _BATCH, len(texts))
        hashes = spread(three_grams(texts.codes[texts.starts[first] : texts.starts[last]]))
        owners = np.repeat(np.arange(first, last), texts.lengths[first:last])
        inside = owners[2:] == owners[:-2]  # 3-grams across the end of an article are none
        yield hashes[inside], owners[:-2][inside]


def sample_grams(texts: Texts, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a kept 3-gram's hash and 24 bits of the article's number, each once."""
    bound = np.uint64((1 << 64) // parameters.sample_rate - 1)
    spare_bits = np.uint64(parameters.sample_rate.bit_length() - 1)
    parts = [np.zeros(0, dtype=np.uint64)]
    for hashes, owners in _hashes(texts):
        kept = np.flatnonzero(hashes <= bound)
        parts.append((hashes[kept] << spare_bits) & ~ARTICLE_MASK | owners[kept].astype(np.uint64))
    keys = np.sort(np.concatenate(parts))
    return keys[_heads(keys)]


def band_keys(texts: Texts, articles: Flags, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a band's hash and 24 bits of the article's number.

    One-permutation MinHash (Li, Owen, Zhang 2012): 3-grams fall into bins, the smallest hashes of two bins in
    turn make a band.
    """
    bins = np.uint64(parameters.bands)
    parts = [np.zeros(0, dtype=np.uint64)]
    for hashes, owners in _hashes(texts):
        chosen = articles[owners]
        words = owners[chosen].astype(np.uint64) * bins + hashes[chosen] % bins
        lowest = np.sort((words << np.uint64(32)) | (hashes[chosen] >> np.uint64(32)))
        lowest = lowest[_heads(lowest >> np.uint64(32))]
        where = lowest >> np.uint64(32)
        chained = (where[1:] == where[:-1] + np.uint64(1)) & (where[1:] // bins == where[:-1] // bins)
        bands = spread(lowest[1:] << np.uint64(32) | lowest[:-1] & np.uint64((1 << 32) - 1))
        parts.append(((bands + where[1:] % bins) & ~ARTICLE_MASK | where[1:] // bins)[chained])
    return np.sort(np.concatenate(parts))


def _sharing(keys: Words, neighbours: int) -> tuple[Words, Places]:
    """Pairs of articles that share keys, one word a pair, with how many keys they share.

    Each article is paired with the next ``neighbours`` that have the key.
    """
    heads = np.append(np.flatnonzero(_heads(keys >> ARTICLE_BITS)), len(keys))
    cuts = heads[np.searchsorted(heads, np.arange(0, len(keys) + _CHUNK, _CHUNK).clip(max=len(keys)))]
    found, counts = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        grams, owners = keys[first:last] >> ARTICLE_BITS, keys[first:last] & ARTICLE_MASK
        words = [np.zeros(0, dtype=np.uint64)]
        for step in range(1, neighbours + 1):
            same = np.flatnonzero(grams[step:] == grams[:-step])
            if not len(same):
                break
            words.append((owners[same] << ARTICLE_BITS) | owners[same + step])
        pairs, many = _counted(np.concatenate(words))
        found.append(pairs)
        counts.append(many)
    return _counted(np.concatenate(found), np.concatenate(counts))


def _counted(words: Words, weights: Places | None = None) -> tuple[Words, Places]:
    """Each word once, sorted, with the sum of its weights, or else how often it came."""
    order = None if weights is None else np.argsort(words)
    words = np.sort(words) if order is None else words[order]
    heads = np.flatnonzero(_heads(words))
    if weights is None or not len(words):
        return words[heads], np.diff(np.append(heads, len(words)))
    return words[heads], np.add.reduceat(weights[order], heads)


def _heads(values: Words) -> Flags:
    """Where a run of equal values begins."""
    heads = np.ones(len(values), dtype=np.bool_)
    heads[1:] = values[1:] != values[:-1]
    return heads
