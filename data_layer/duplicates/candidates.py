"""Which articles are worth comparing: those that share sampled 3-grams that few others have.

A signature is the 3-grams of an article whose hash falls below a bound, so the same 3-gram is kept in every
article that has it: unlike MinHash bands, the share of an excerpt's signature found in the whole article
estimates its containment, however short it is.
"""

import numpy as np

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places, Texts, Words, spread, three_grams

_ARTICLE_BITS = np.uint64(24)
_ARTICLE_MASK = np.uint64((1 << 24) - 1)
_BATCH = 4096


def signatures(texts: Texts, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a kept 3-gram's hash and 24 bits of the article's number, each once."""
    bound = np.uint64((1 << 64) // parameters.sample_rate - 1)
    spare_bits = np.uint64(parameters.sample_rate.bit_length() - 1)
    judged = texts.lengths >= parameters.least_chars
    parts = [np.zeros(0, dtype=np.uint64)]
    for first in range(0, len(texts), _BATCH):
        last = min(first + _BATCH, len(texts))
        codes = texts.codes[texts.starts[first] : texts.starts[last]]
        if len(codes) < 3:
            continue
        hashes = spread(three_grams(codes))
        kept = np.flatnonzero(hashes <= bound)
        places = kept + texts.starts[first]
        owners = first + np.searchsorted(texts.starts[first + 1 : last], places, side="right")
        inside = judged[owners] & (places + 2 < texts.starts[owners + 1])
        kept, owners = kept[inside], owners[inside]
        parts.append((hashes[kept] << spare_bits) & ~_ARTICLE_MASK | owners.astype(np.uint64))
    keys = np.sort(np.concatenate(parts))
    return keys[_heads(keys)]


def candidate_pairs(keys: Words, texts: Texts, parameters: Parameters) -> Places:
    """Pairs of article numbers, the smaller first, one row a pair, sorted."""
    grams, owners = keys >> _ARTICLE_BITS, keys & _ARTICLE_MASK
    heads = np.flatnonzero(_heads(grams))
    spread_of = np.diff(np.append(heads, len(grams)))
    articles = np.repeat(spread_of, spread_of)
    rare = (articles > 1) & (articles <= parameters.rare_articles)
    pairs = _sharing(grams[rare], owners[rare], len(texts), parameters.rare_articles, parameters)
    # a story with very many witnesses has no rare 3-grams: its articles are paired with their neighbours
    common = articles > parameters.rare_articles
    crowd = _mostly(common, rare, owners, len(texts))
    crowded = common & crowd[owners.astype(np.int64)]
    pairs = np.concatenate((pairs, _sharing(grams[crowded], owners[crowded], len(texts),
                                            parameters.crowd_neighbours + 1, parameters)))
    return np.unique(pairs, axis=0) if len(pairs) else pairs


def _mostly(flags: Flags, others: Flags, owners: Words, many: int) -> Flags:
    """For each article whether more of its 3-grams are of the first kind than of the second."""
    numbers = owners.astype(np.int64)
    counts = [np.bincount(numbers[kind], minlength=many) for kind in (flags, others)]
    mostly: Flags = counts[0] > 4 * counts[1]
    return mostly


def _sharing(grams: Words, owners: Words, many: int, most: int, parameters: Parameters) -> Places:
    """Pairs of articles that share enough of these 3-grams, each with the next ``most - 1`` that have it."""
    words = [np.zeros(0, dtype=np.uint64)]
    for step in range(1, most):
        same = np.flatnonzero(grams[step:] == grams[:-step])
        if not len(same):
            break
        words.append((owners[same] << _ARTICLE_BITS) | owners[same + step])
    found = np.sort(np.concatenate(words))
    heads = np.flatnonzero(_heads(found))
    counts = np.diff(np.append(heads, len(found)))
    pairs = np.column_stack((found[heads] >> _ARTICLE_BITS, found[heads] & _ARTICLE_MASK)).astype(np.int64)
    sizes = np.bincount(owners.astype(np.int64), minlength=many)
    least = sizes[pairs].min(axis=1) * parameters.least_shared_percent / 100
    enough: Places = pairs[counts >= np.maximum(parameters.least_shared, least)]
    return enough


def _heads(values: Words) -> Flags:
    """Where a run of equal values begins."""
    heads = np.ones(len(values), dtype=np.bool_)
    heads[1:] = values[1:] != values[:-1]
    return heads
