"""Which articles are worth comparing.

Two indexes, for two kinds of text. Where articles have words of their own, two sampled 3-grams in a row that
few others have are enough: they are kept in every article that has them or in none, so that, unlike with
MinHash bands, the share of an excerpt's found in the whole article estimates how much of it stands there.
Where most of them stand in many articles (a story with hundreds of witnesses, sentences that every office
copies), and among short articles, MinHash bands tell which articles share many 3-grams; of these two are
compared only if their MinHash sketches agree a little.
"""

from dataclasses import replace

import numpy as np

from data_layer.duplicates.blocking.sampling import sample_grams, sample_spans
from data_layer.duplicates.blocking.shingles import Places, Texts, Words
from data_layer.duplicates.blocking.sketches import alike, band_keys, sketch_texts
from data_layer.duplicates.blocking.words import (
    ARTICLE_BITS,
    ARTICLE_MASK,
    count_words,
    heads_of,
    pack_pairs,
    pair_keys,
    share_out,
    sort_words,
    unpack_pairs,
)
from data_layer.duplicates.clustering import components
from data_layer.duplicates.parameters import Parameters


def candidate_pairs(texts: Texts, parameters: Parameters) -> tuple[Places, Places]:
    """What is worth comparing.

    Returns:
        pairs of article numbers, the smaller first, one row a pair, sorted; and an order of all articles, in
        which those that share much stand side by side.
    """
    found, counts, sizes, crowded = _sharing_spans(texts, parameters)
    left, right = unpack_pairs(found).T
    shares = counts * 100 / np.maximum(np.minimum(sizes[left], sizes[right]), 1)
    much = shares >= parameters.neighbour_percent
    order = _side_by_side(np.column_stack((left, right))[much], len(texts))
    found = found[shares >= parameters.least_spans_percent]
    short = texts.lengths <= parameters.short_chars
    copied = (sizes < parameters.least_rare) & ((crowded > sizes) | short)
    if copied.any():
        found = sort_words([found, _sharing_much(texts, np.flatnonzero(copied), parameters)])
    return unpack_pairs(found), order


def _side_by_side(pairs: Places, many: int) -> Places:
    """The numbers below ``many``, ordered so that those joined through ``pairs`` stand side by side."""
    homes = np.arange(many)
    joined = components(pairs)
    homes[: len(joined)] = joined
    return np.argsort(homes, kind="stable")


def _sharing_spans(texts: Texts, parameters: Parameters) -> tuple[Words, Places, Places, Places]:
    """Pairs of articles that share enough spans that few have, as words, and how many of these they share.

    And for each article, how many spans it has that a few others have too, and that many have.
    """
    most = parameters.rare_articles

    def count(keys: Words) -> Places:
        return np.bincount((keys & ARTICLE_MASK).astype(np.int64), minlength=len(texts))

    def pair(keys: Words) -> tuple[Words, Places, Places]:
        keys = keys[heads_of(keys)]
        heads = np.flatnonzero(heads_of(keys >> ARTICLE_BITS))
        runs = np.diff(heads, append=len(keys))
        rare, crowded = (
            keys[np.repeat(chosen, runs)] for chosen in ((runs > 1) & (runs <= most), runs > most)
        )
        return pair_keys(rare, most), count(rare), count(crowded)

    words, sizes, crowded = zip(*share_out(sample_spans(texts, parameters), pair), strict=True)
    found, counts = count_words(words, parameters.least_spans)
    return found, counts, np.sum(sizes, axis=0), np.sum(crowded, axis=0)


def _sharing_much(texts: Texts, numbers: Places, parameters: Parameters) -> Words:
    """Pairs of the articles ``numbers`` whose sketches agree a little, one word a pair."""
    some = texts.take(numbers.tolist())
    sketches = sketch_texts(some, parameters)
    keys = share_out(
        band_keys(sketches, parameters), lambda part: pair_keys(part, parameters.crowd_neighbours)
    )
    banded, _ = count_words(keys, parameters.least_bands)
    short = np.flatnonzero(some.lengths <= parameters.short_chars)
    found = sort_words([banded, _sharing_rare(some, short, parameters)])
    pairs = unpack_pairs(found)
    pairs = pairs[alike(sketches, pairs) * 100 >= parameters.least_alike_percent]
    return pack_pairs(numbers[pairs])


def _sharing_rare(texts: Texts, numbers: Places, parameters: Parameters) -> Words:
    """Pairs of the articles ``numbers`` that share 3-grams that few of these have, one word a pair."""
    if not len(numbers):
        return np.zeros(0, dtype=np.uint64)
    keys = sample_grams(texts.take(numbers.tolist()), replace(parameters, sample_rate=1))
    runs = np.diff(np.flatnonzero(heads_of(keys >> ARTICLE_BITS)), append=len(keys))
    keys = keys[np.repeat((runs > 1) & (runs <= parameters.rare_articles), runs)]
    found, _ = count_words([pair_keys(keys, parameters.rare_articles)], parameters.least_short)
    return pack_pairs(numbers[unpack_pairs(found)])
