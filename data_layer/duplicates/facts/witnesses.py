"""Which of several witnesses of one story is the better one.

The rule, in this order, as people are shown it:

1. whole articles before pieces (marked as such, or less than 80 % of the middle one's length);
2. fewer stray characters in a hundred: letters that make no word of the dictionary with their neighbours, as
   misread ones mostly don't; Latin words inside Chinese prose are stray as well;
3. with a headline before without;
4. the longer;
5. the smaller article id.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import Places, Texts
from data_layer.duplicates.blocking.threads import in_threads
from data_layer.duplicates.parameters import Parameters
from data_layer.lexicon.words import load_word_pairs
from data_layer.model import Article

_CHUNK = 1 << 18
_DIGIT_ZERO, _DIGIT_NINE = ord("0"), ord("9")


def stray_percents(texts: Texts) -> NDArray[np.float64]:
    """Per article the stray characters among its letters, 0 to 100, rounded to tenths; 0 without letters."""
    words, starts = load_word_pairs(), texts.starts
    bounds = np.searchsorted(starts, np.arange(0, len(texts.codes), _CHUNK))

    def count(part: tuple[int, int]) -> Places:
        first, last = part
        codes, own = texts.codes[starts[first] : starts[last]], starts[first : last + 1] - starts[first]
        letters = (codes < _DIGIT_ZERO) | (codes > _DIGIT_NINE)
        strays, parted = letters.copy(), ~words.joined(codes)
        parted[own[(own > 0) & (own < len(codes))] - 1] = True
        strays[:-1] &= parted
        strays[1:] &= parted
        sums = np.cumsum([strays, letters], axis=1, dtype=np.int64)
        return np.diff(np.insert(sums, 0, 0, axis=1)[:, own])

    found = in_threads(count, pairwise([*bounds.tolist(), len(texts)]))
    strays, letters = np.concatenate([np.zeros((2, 0), dtype=np.int64), *found], axis=1)
    percents: NDArray[np.float64] = np.round(100 * strays / np.maximum(letters, 1), 1)
    return percents


def rank_witnesses(
    articles: Sequence[Article], members: Sequence[int], strays: Sequence[float], parameters: Parameters
) -> list[int]:
    """``members`` (numbers into ``articles`` and ``strays``), the best witness first."""
    lengths = sorted(len(articles[member].text) for member in members)
    whole = lengths[len(lengths) // 2] * parameters.whole_percent / 100

    def rule(member: int) -> tuple[bool, float, bool, int, str]:
        article = articles[member]
        piece = article.fragment or len(article.text) < whole
        return piece, strays[member], not article.title, -len(article.text), article.article_id

    return sorted(members, key=rule)
