"""Which articles are worth comparing: those that share sampled 3-grams.

A signature is the 3-grams of an article whose hash falls below a bound, so the same 3-gram is kept in every
article that has it: unlike MinHash bands, the share of an excerpt's signature found in the whole article
estimates its containment, however short it is.
"""

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Places, Texts, Words, spread, three_grams

_ARTICLE_BITS = np.uint64(24)
_ARTICLE_MASK = np.uint64((1 << 24) - 1)
_BATCH = 4096


def signatures(texts: Texts, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a kept 3-gram's hash and 24 bits of the article's number, each once."""
    bound = np.uint64((1 << 64) // parameters.sample_rate - 1)
    spare_bits = np.uint64(parameters.sample_rate.bit_length() - 1)
    parts = [np.zeros(0, dtype=np.uint64)]
    for first in range(0, len(texts), _BATCH):
        last = min(first + _BATCH, len(texts))
        codes = texts.codes[texts.starts[first] : texts.starts[last]]
        if len(codes) < 3:
            continue
        hashes = spread(three_grams(codes))
        owners = np.repeat(np.arange(first, last), texts.lengths[first:last])
        kept = np.flatnonzero((hashes <= bound) & (owners[:-2] == owners[2:]))
        keys = (hashes[kept] << spare_bits) & ~_ARTICLE_MASK | owners[kept].astype(np.uint64)
        parts.append(np.unique(keys))
    return np.sort(np.concatenate(parts))


def candidate_pairs(keys: Words, texts: Texts, parameters: Parameters) -> NDArray[np.int64]:
    """Pairs of article numbers, the smaller first, one row a pair, sorted."""
    grams, owners = keys >> _ARTICLE_BITS, keys & _ARTICLE_MASK
    sizes = np.bincount(owners.astype(np.int64), minlength=len(texts))
    pairs, counts = _shared(grams, owners, parameters.window_articles)
    left, right = (pairs >> _ARTICLE_BITS).astype(np.int64), (pairs & _ARTICLE_MASK).astype(np.int64)
    smaller = np.minimum(sizes[left], sizes[right])
    enough = counts >= np.maximum(parameters.least_shared, smaller * parameters.least_shared_percent / 100)
    enough &= np.minimum(texts.lengths[left], texts.lengths[right]) >= parameters.least_chars
    return np.column_stack((left[enough], right[enough]))


def _shared(grams: Words, owners: Words, window: int) -> tuple[Words, Places]:
    """Pairs of articles that share a kept 3-gram, as one word each, with how many they share."""
    found, counts = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
    for step in range(1, window + 1):
        same = np.flatnonzero(grams[step:] == grams[:-step])
        if not len(same):
            break
        words, many = np.unique((owners[same] << _ARTICLE_BITS) | owners[same + step], return_counts=True)
        found.append(words)
        counts.append(many)
    words, many = np.concatenate(found), np.concatenate(counts)
    order = np.argsort(words, kind="stable")
    words, many = words[order], many[order]
    if not len(words):
        return words, many
    heads = np.flatnonzero(np.append(True, words[1:] != words[:-1]))
    return words[heads], np.add.reduceat(many, heads)
