"""Many words of 64 bits, sorted: keys of articles, and pairs of articles.

A key is 40 bits of a hash and 24 bits of the number of the article that has it; a pair is two such numbers.
"""

from collections.abc import Callable, Sequence

import numpy as np

from data_layer.duplicates.blocking.shingles import Flags, Places, Words
from data_layer.duplicates.blocking.threads import Result, in_threads

ARTICLE_BITS = np.uint64(24)
ARTICLE_MASK = np.uint64((1 << 24) - 1)
_WORDS_AT_ONCE = 1 << 19
_SAMPLED = 512


def heads_of(words: Words) -> Flags:
    """Where a run of equal words begins."""
    heads = np.ones(len(words), dtype=np.bool_)
    np.not_equal(words[1:], words[:-1], out=heads[1:])
    return heads


def sort_words(parts: Sequence[Words]) -> Words:
    """All words of ``parts``, sorted, each once."""
    return np.concatenate(share_out(parts, lambda words: words[heads_of(words)]))


def count_words(parts: Sequence[Words], least: int) -> tuple[Words, Places]:
    """Those words that stand in ``parts`` so often at least, sorted, each once, and how often they do."""

    def count(words: Words) -> tuple[Words, Places]:
        heads = np.flatnonzero(heads_of(words))
        counts = np.diff(heads, append=len(words))
        often = np.flatnonzero(counts >= least)
        return words[heads[often]], counts[often]

    found, counts = zip(*share_out(parts, count), strict=True)
    return np.concatenate(found), np.concatenate(counts)


def share_out(parts: Sequence[Words], use: Callable[[Words], Result]) -> list[Result]:
    """What ``use`` makes of the words of each range of values, sorted, range after range.

    Those of one key are in one range. ``parts`` are sorted in place: so they are cut without a look at each
    word, and what the threads have sorted need not be merged.
    """
    in_threads(np.ndarray.sort, parts)
    many = 1 + sum(map(len, parts)) // _WORDS_AT_ONCE
    sample = np.sort(np.concatenate([np.zeros(1, dtype=np.uint64), *(one[::_SAMPLED] for one in parts)]))
    bounds = sample[len(sample) * np.arange(1, many) // many] & ~ARTICLE_MASK
    cuts = [[0, *np.searchsorted(one, bounds).tolist(), len(one)] for one in parts]

    def sort(number: int) -> Result:
        pieces = [one[cut[number] : cut[number + 1]] for one, cut in zip(parts, cuts, strict=True)]
        words = np.concatenate([np.zeros(0, dtype=np.uint64), *pieces])
        words.sort()
        return use(words)

    return in_threads(sort, range(many))


def unpack_pairs(words: Words) -> Places:
    """Pairs of article numbers, one row a pair, out of one word each."""
    return np.column_stack((words >> ARTICLE_BITS, words & ARTICLE_MASK)).astype(np.int64)


def pack_pairs(pairs: Places) -> Words:
    """One word out of each pair of article numbers."""
    words: Words = pairs[:, 0].astype(np.uint64) << ARTICLE_BITS | pairs[:, 1].astype(np.uint64)
    return words


def pair_keys(keys: Words, neighbours: int) -> Words:
    """The pairs of articles that share a key, one word for each key that two share, in no order.

    Args:
        keys: sorted.
        neighbours: each article is paired with so many of those that have the key, the next ones.
    """
    owners = keys & ARTICLE_MASK
    heads = np.flatnonzero(heads_of(keys >> ARTICLE_BITS))
    sizes = np.diff(heads, append=len(keys))
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
