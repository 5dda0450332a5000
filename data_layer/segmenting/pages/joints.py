"""Whether the words of one piece of print go on in another."""

from __future__ import annotations

import math
import re

from data_layer.lexicon.segmenting import load_joining_words, load_page_words

__all__ = ["JOINED", "Joints"]

JOINED = 1.0
"""From here on a joint is as good as certain: a word spans it."""

_FINAL = re.compile(r"[。！？!?…][”’\"'）)』」》]*$")
_NUMBER_END = re.compile(r"[\d.%％][余多近]?$")
_CUT_NUMBER = re.compile(r"\d[余多]?$")
_LONE_END = re.compile(r"[，。、；：,;:“”\"（）()《》][\u4e00-\u9fff]$")
_LONE_START = re.compile(r"[\u4e00-\u9fff][，。、；：,;:）)》]")
_HARD_START = re.compile(r"[，。、；：！？,;:!?”’）)》】%％]")
_MONTH_START = re.compile(r"[月日]\d|月底|月[至来]|[余多]?[万亿]元")
_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"))
_MAX_WORD = 4
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


class Joints:
    """Judges joints between pieces of one page, by common words and by what the page says elsewhere."""

    def __init__(self, page: str) -> None:
        """Know ``page``, the words of all its pieces with a line end after each."""
        self._runs = frozenset(
            run[at : at + size]
            for run in _HAN_RUN.findall(page)
            for size in range(2, _MAX_WORD + 1)
            for at in range(len(run) - size + 1)
        )

    def fit(self, left: str, right: str) -> float:
        """How well ``right`` goes on from ``left``: about -4 (impossible) to 4 (a word spans the joint).

        0 says nothing for or against; the order of the pieces on the page is for others to weigh.
        """
        if _FINAL.search(left):
            cut = _HARD_START.match(right) or _MONTH_START.match(right)
            return -3.0 if cut or right.startswith(load_page_words().no_starts) else -0.5
        balance = _balance(left, right)
        score = self._word_score(left, right, balance > 0) + _number_score(left, right) + balance
        if right.startswith((*load_page_words().openings, *load_page_words().resumptions)):
            score -= 2.0
        return score

    def _word_score(self, left: str, right: str, is_balanced: bool) -> float:
        count = _spanning_count(left, right)
        score = JOINED + min(2.0, math.log10(count / 20)) if count else 0.0
        score = max(score, self._echo_score(left, right))
        if score:
            return score
        lone_end = _LONE_END.search(left) is not None
        lone_start = _LONE_START.match(right) is not None and not is_balanced
        return -1.5 * (lone_end + lone_start)

    def _echo_score(self, left: str, right: str) -> float:
        """What the page itself says: the characters around the joint stand together elsewhere on it."""
        for size, score in ((4, 2.5), (3, 2.0), (2, JOINED)):
            for before in range(size - 1, 0, -1):
                words = left[-before:] + right[: size - before]
                if words in self._runs and len(words) == size:
                    return score
        return 0.0


def _spanning_count(left: str, right: str) -> int:
    """How common the commonest word is that the two sides of a joint make; 0 for none."""
    words = load_joining_words()
    return max(
        (
            words.get(left[-size:] + right[: length - size], 0)
            for length in range(2, _MAX_WORD + 1)
            for size in range(1, length)
            if len(left) >= size and len(right) >= length - size
        ),
        default=0,
    )


def _number_score(left: str, right: str) -> float:
    if _CUT_NUMBER.search(left):
        return 1.5 if right[0] in load_page_words().measures else -2.0
    if _MONTH_START.match(right) and not _NUMBER_END.search(left):
        return -3.0
    return 0.0


def _balance(left: str, right: str) -> float:
    """Quotes and brackets that one side opens and the other closes."""
    score = 0.0
    for opening, closing in _PAIRS:
        is_open = left.rfind(opening) > left.rfind(closing)
        first_close, first_open = right.find(closing), right.find(opening)
        closes = first_close >= 0 and (first_open < 0 or first_close < first_open)
        if closes:
            score += 0.7 if is_open else -1.2
    if left.count('"') % 2 and '"' in right:
        score += 0.7
    return score
