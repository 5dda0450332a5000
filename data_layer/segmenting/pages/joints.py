"""Whether the words of one piece of print go on in another."""

from __future__ import annotations

import functools
import math
import re
from typing import NamedTuple

from data_layer.lexicon.characters import load_character_counts
from data_layer.lexicon.segmenting import load_page_words, load_word_counts

__all__ = ["JOINED", "MOST", "Joints"]

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
_WORD_COUNT = 30_000
"""A character that stands by itself so often in jieba's counts may end a line behind a comma."""
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_HAN_START, _HAN_END = re.compile(r"^[\u4e00-\u9fff]*"), re.compile(r"[\u4e00-\u9fff]*$")
MOST = 4.0
"""Nothing speaks more for a joint."""
_FIRST_GAIN, _GAIN = 0.4, 0.5
_SCALE = 0.45
"""Characters overlap: their log-likelihoods count half, as measured on lines of 17 characters."""


class _End(NamedTuple):
    """How a piece stops.

    Attributes:
        final: with a whole sentence.
        cut_number, number: within a number, or with one.
        opens: for each kind of bracket whether the last one is left open.
        quoted: with a straight quotation mark that nothing closes.
        words: its last Chinese characters.
        lone: with a character between marks that is no word by itself.
    """

    final: bool
    cut_number: bool
    number: bool
    opens: tuple[bool, ...]
    quoted: bool
    words: str
    lone: bool


class _Start(NamedTuple):
    """How a piece begins.

    Attributes:
        cut: as no sentence does.
        month: with what follows a number only.
        measure: with a character that may follow a number.
        fresh: with words that begin a sentence.
        closes: the kinds of brackets of which one is closed before any is opened, by number.
        quotes: it holds a straight quotation mark.
        words: its first Chinese characters.
        lone: with a character before a mark.
    """

    cut: bool
    month: bool
    measure: bool
    fresh: bool
    closes: tuple[int, ...]
    quotes: bool
    words: str
    lone: bool


@functools.lru_cache(maxsize=1 << 12)
def _read_end(text: str) -> _End:
    return _End(
        _FINAL.search(text) is not None,
        _CUT_NUMBER.search(text) is not None,
        _NUMBER_END.search(text) is not None,
        tuple(text.rfind(opening) > text.rfind(closing) for opening, closing in _PAIRS),
        text.count('"') % 2 > 0,
        _HAN_END.findall(text[-_MAX_WORD:])[0],
        _LONE_END.search(text) is not None and not _is_word(text[-1]),
    )


@functools.lru_cache(maxsize=1 << 12)
def _read_start(text: str) -> _Start:
    words = load_page_words()
    return _Start(
        _HARD_START.match(text) is not None or text.startswith(words.no_starts),
        _MONTH_START.match(text) is not None,
        text[0] in words.measures,
        text.startswith(_fresh_starts()),
        tuple(kind for kind, pair in enumerate(_PAIRS) if _closes(text, *pair)),
        '"' in text,
        _HAN_START.findall(text[:_MAX_WORD])[0],
        _LONE_START.match(text) is not None,
    )


def _closes(text: str, opening: str, closing: str) -> bool:
    first, opened = text.find(closing), text.find(opening)
    return first >= 0 and (opened < 0 or first < opened)


class Joints:
    """Judges joints between pieces of one page, by common words and by what the page says elsewhere."""

    def __init__(self, page: str) -> None:
        """Know ``page``, the words of all its pieces with a line end after each."""
        self._known: dict[tuple[str, str], float] = {}
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
        end, start = _read_end(left), _read_start(right)
        if end.final:
            return -3.0 if start.cut or start.month else -0.5
        balance = _balance(end, start)
        score = self._word_score(left, right, balance > 0) + _number_score(end, start) + balance
        if start.fresh:
            score -= 2.0
        return score

    def follow(self, left: str, right: str) -> float:
        """How well printed line ``right`` goes on from ``left``, in natural log-odds: about -4 to 4.

        Beside words that span the joint it counts how often characters follow one another in newspapers, and
        so tells lines of one sentence from others in 88 of 100 cases.
        """
        found = self._known.get((left, right))
        if found is None:
            found = self._known[left, right] = self._follow(left, right)
        return found

    def _follow(self, left: str, right: str) -> float:
        end, start = _read_end(left), _read_start(right)
        if end.final and start.cut:
            return -3.0
        gain = load_character_counts().continuation(left, right)
        if end.final:
            return max(-2.0, min(0.5, _SCALE * gain)) - 0.5
        balance = _balance(end, start)
        words = _SCALE * (gain + self._word_score(left, right, balance > 0))
        score = max(-3.0, min(MOST, words)) + balance
        is_cut_number = left[-1].isdigit() and (right[0].isdigit() or right[0] == ".")
        score += 0.5 if is_cut_number else _number_score(end, start)
        if start.fresh:
            score -= 2.0
        return max(-MOST, min(MOST, score))

    def _word_score(self, left: str, right: str, is_balanced: bool) -> float:
        end, start = _read_end(left), _read_start(right)
        gain = _joining_gain(end.words, start.words)
        score = min(MOST, _FIRST_GAIN + _GAIN * gain) if gain > 0 else 0.0
        score = max(score, self._echo_score(left, right))
        return score or -1.5 * (end.lone + (start.lone and not is_balanced))

    def _echo_score(self, left: str, right: str) -> float:
        """What the page itself says: the characters around the joint stand together elsewhere on it."""
        if left[-1] + right[0] not in self._runs:
            return 0.0
        for size, score in ((4, 2.5), (3, 2.0)):
            for before in range(size - 1, 0, -1):
                words = left[-before:] + right[: size - before]
                if words in self._runs and len(words) == size:
                    return score
        return 0.7


@functools.cache
def _fresh_starts() -> tuple[str, ...]:
    """Words that begin a sentence."""
    return (*load_page_words().openings, *load_page_words().resumptions)


def _is_word(char: str) -> bool:
    """Whether a character is mostly a word by itself: 即, 并, 将."""
    return load_word_counts().counts.get(char, 0) >= _WORD_COUNT


def _joining_gain(head: str, tail: str) -> float:
    """How much likelier the characters around a joint are as words across it than as words up to it.

    In natural logarithm, 0 if no word across it helps. Measured on cuts at random and on ends and starts that
    don't belong together: above 2 a joint is 8 times likelier, above 6 some 90 times.
    """
    if not head or not tail or not _spanned(head + tail, len(head)):
        return 0.0
    return _best_words(head + tail, None) - _best_words(head + tail, len(head))


def _spanned(chars: str, cut: int) -> bool:
    """Whether any known word spans the cut."""
    counts = load_word_counts().counts
    for start in range(max(0, cut - _MAX_WORD + 1), cut):
        for end in range(cut + 1, min(len(chars), start + _MAX_WORD) + 1):
            if chars[start:end] in counts:
                return True
    return False


@functools.lru_cache(maxsize=1 << 14)
def _best_words(chars: str, cut: int | None) -> float:
    """Log-likelihood of the likeliest words that make up ``chars``, none of them across ``cut``."""
    words = load_word_counts()
    log_total = math.log(words.total)
    best = [0.0]
    for end in range(1, len(chars) + 1):
        options = [best[end - 1] + math.log(max(1, words.counts.get(chars[end - 1], 0))) - log_total]
        for start in range(max(0, end - _MAX_WORD), end - 1):
            count = words.counts.get(chars[start:end], 0)
            if count and (cut is None or not start < cut < end):
                options.append(best[start] + math.log(count) - log_total)
        best.append(max(options))
    return best[-1]


def _number_score(end: _End, start: _Start) -> float:
    if end.cut_number:
        return 1.5 if start.measure else -2.0
    return -3.0 if start.month and not end.number else 0.0


def _balance(end: _End, start: _Start) -> float:
    """Quotes and brackets that one side opens and the other closes."""
    score = 0.7 if end.quoted and start.quotes else 0.0
    for kind in start.closes:
        score += 0.7 if end.opens[kind] else -1.2
    return score
