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

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Codes, Texts
from data_layer.duplicates.threads import in_threads
from data_layer.lexicon.words import load_word_pairs
from data_layer.model import Article

_CHUNK = 1 << 18
_DIGIT_ZERO, _DIGIT_NINE = ord("0"), ord("9")


def stray_percents(texts: Texts) -> NDArray[np.float64]:
    """Per article the stray characters among its letters, 0 to 100, rounded to tenths; 0 without letters."""
    filled = np.flatnonzero(texts.lengths)
    heads = texts.starts[filled]
    percents = np.zeros(len(texts))
    if len(filled):
        strays = np.add.reduceat(_strays(texts), heads, dtype=np.int32)
        letters = np.add.reduceat(_letters(texts.codes), heads, dtype=np.int32)
        percents[filled] = np.round(100 * strays / np.maximum(letters, 1), 1)
    return percents


def _letters(codes: Codes) -> NDArray[np.bool_]:
    return (codes < _DIGIT_ZERO) | (codes > _DIGIT_NINE)


def _strays(texts: Texts) -> NDArray[np.bool_]:
    """Which letters make no word with the one before or the one after in their article."""
    codes, starts = texts.codes, texts.starts
    strays, words = _letters(codes), load_word_pairs()
    firsts = range(0, len(codes) - 1, _CHUNK)
    parts = in_threads(lambda first: words.joined(codes[first : first + _CHUNK + 1]), firsts)
    parted = ~np.concatenate([np.zeros(0, dtype=np.bool_), *parts])
    ends = starts[1:] - 1
    parted[ends[(ends >= 0) & (ends < len(parted))]] = True
    strays[:-1] &= parted
    strays[1:] &= parted
    return strays


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
