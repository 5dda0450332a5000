"""Sampled 3-grams: one is kept in every article that has it, or in none."""

from collections.abc import Callable

import numpy as np

from data_layer.duplicates.blocking.shingles import Flags, Places, Texts, Words, hash_chunk, spread
from data_layer.duplicates.blocking.threads import in_threads
from data_layer.duplicates.blocking.words import ARTICLE_BITS, ARTICLE_MASK, sort_words
from data_layer.duplicates.parameters import Parameters


def sample_grams(texts: Texts, parameters: Parameters) -> Words:
    """Sorted words of 40 bits of a kept 3-gram's hash and 24 bits of the article's number, each once."""
    sample = _sampler(texts, parameters.sample_rate)
    return sort_words([sample(first, hash_chunk(texts.codes, first)) for first in texts.chunks])


def sample_spans(texts: Texts, parameters: Parameters) -> list[Words]:
    """The same of two kept 3-grams that follow one another in an article, unsorted, in parts.

    They span seven characters on average, few enough for OCR to leave some of them whole, and enough for
    different articles to have few in common, though all are written in the same words.
    """
    parts = texts.hash_chunks(_sampler(texts, parameters.span_rate))
    behind = [*(part[:1].copy() for part in parts[1:]), np.zeros(0, dtype=np.uint64)]

    def join(number: int) -> None:
        first = parts[number]
        second = np.concatenate((first[1:], behind[number]))
        first = first[: len(second)]
        whole = (first ^ second) & ARTICLE_MASK == 0
        first, second = first[whole], second[whole]
        hashes = spread((first >> ARTICLE_BITS) ^ spread(second >> ARTICLE_BITS))
        parts[number] = hashes & ~ARTICLE_MASK | (first & ARTICLE_MASK)

    in_threads(join, range(len(parts)))
    return parts


def _sampling(rate: int) -> tuple[np.uint64, np.uint64]:
    """The largest hash of a 3-gram that is kept, and how many leading bits are the same in all of those."""
    return np.uint64((1 << 64) // rate - 1), np.uint64(rate.bit_length() - 1)


def _sampler(texts: Texts, rate: int) -> Callable[[int, Words], Words]:
    """Gives the words of those 3-grams of a chunk that are kept, in their order: see ``sample_grams``."""
    bound, spare_bits = _sampling(rate)

    def sample(first: int, hashes: Words) -> Words:
        kept = np.flatnonzero(hashes <= bound)
        owners, inside = owners_of(texts, kept + first)
        words: Words = (hashes[kept] << spare_bits) & ~ARTICLE_MASK | owners.astype(np.uint64)
        return words[inside]

    return sample


def owners_of(texts: Texts, places: Places) -> tuple[Places, Flags]:
    """For 3-grams at ``places``, in order, the number of the article, and whether they end in it too."""
    if not len(places):
        return places, np.zeros(0, dtype=np.bool_)
    first, last = np.searchsorted(texts.starts, places[[0, -1]], side="right") - 1
    ends = texts.starts[first + 1 : last + 2]
    many = np.diff(np.searchsorted(places, ends), prepend=0)
    return np.repeat(np.arange(first, last + 1), many), np.repeat(ends, many) - places > 2
