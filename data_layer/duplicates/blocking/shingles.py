"""Articles as arrays of letters and digits, and the 3-grams in them.

Only what OCR variants keep counts: letters and digits, full-width folded to half-width. Spaces, line breaks
and punctuation are left out. 3-grams are exact (three 16-bit codes in one 64-bit word), not hashed: two of
them are equal only if the characters are.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.threads import Result, in_threads

Codes = NDArray[np.uint16]
Words = NDArray[np.uint64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int32]

HASH_BITS = 16
"""Leading bits of a 3-gram's hash that are kept."""
_PLANE = 0x10000
_OUTSIDE = 0xE000  # stands for every character beyond the basic plane
_BATCH = 512
_CHUNK = 1 << 18
_LONGEST_NUMBER = 16
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: Fibonacci hashing, Knuth vol. 3, 6.4
_NUMERAL, _UNIT, _FIGURE = 1, 2, 3
_KINDS = np.zeros(_PLANE, dtype=np.int8)
_KINDS[[ord(char) for char in "〇零一二三四五六七八九两"]] = _NUMERAL
_KINDS[[ord(char) for char in "十百千万亿"]] = _UNIT
_KINDS[[ord(char) for char in "0123456789"]] = _FIGURE
IS_NUMERAL = _KINDS > 0
"""For each code whether it may be part of a number."""
_PLAN = [ord(char) for char in "十四五"]
_YEAR, _YEAR_DIGITS = ord("年"), (2, 3, 4)  # 015年 lost a digit
_DAYS, _DAY_DIGITS = np.array([ord(mark) for mark in "月日"], dtype=np.uint16), 2


@cache
def _folding() -> Codes:
    """For each character of the basic plane the code it counts as; 0 where it does not count."""
    table = np.zeros(_PLANE, dtype=np.uint16)
    for code in range(_PLANE):
        char = unicodedata.normalize("NFKC", chr(code))[:1].lower()[:1]
        if char and char.isalnum() and ord(char) < _PLANE:
            table[code] = ord(char)
    return table


def _fold(text: str) -> Codes:
    """The code of each character of ``text``, 0 where it does not count."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if codes.max(initial=0) < _PLANE:
        return _folding().take(codes)
    outside = codes >= _PLANE
    folded = _folding()[np.where(outside, 0, codes)]
    folded[outside] = _OUTSIDE
    return folded


@cache
def _folding_list() -> list[int]:
    """The same table for single characters."""
    return [int(code) for code in _folding()]


def fold_words(text: str) -> str:
    """The letters and digits of a short ``text``, full-width folded; as ``fold_texts`` does."""
    table = _folding_list()
    codes = [table[ord(char)] if ord(char) < _PLANE else _OUTSIDE for char in text]
    return "".join([chr(code) for code in codes if code])


def counted_places(text: str) -> Places:
    """Offsets in ``text`` of the characters that count."""
    return np.flatnonzero(_fold(text))


@dataclass(frozen=True)
class Texts:
    """Many articles' letters and digits in one array.

    Attributes:
        codes: all characters that count, article after article.
        starts: where each article begins in ``codes``; one more for the end.
    """

    codes: Codes
    starts: Places

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def lengths(self) -> Places:
        """Characters that count, per article."""
        return np.diff(self.starts)

    def of(self, number: int) -> str:
        """The characters of one article."""
        return self.codes_of(number).tobytes().decode("utf-16-le", "replace")

    def codes_of(self, number: int) -> Codes:
        """The same as codes."""
        return self.codes[self.starts[number] : self.starts[number + 1]]

    def take(self, numbers: Sequence[int]) -> "Texts":
        """Some of the articles, in the order of ``numbers``."""
        spans = (slice(*self.starts[number : number + 2].tolist()) for number in numbers)
        return join_texts([self.codes[span] for span in spans])

    def prepare(self) -> None:
        """Compute what is computed once, before threads ask for it."""
        self.lengths.flags.writeable = False
        self.digits.flags.writeable = False
        self.hashes.flags.writeable = False

    def hash_chunks(self, use: Callable[[int, Words], Result]) -> list[Result]:
        """What ``use`` makes of where each chunk of characters begins and of its 3-grams' hashes."""
        return in_threads(lambda first: use(first, hash_chunk(self.codes, first)), self.chunks)

    @property
    def chunks(self) -> range:
        """Where the chunks begin that 3-grams are hashed in."""
        return range(0, max(0, len(self.codes) - 2), _CHUNK)

    @cached_property
    def hashes(self) -> Codes:
        """The first HASH_BITS of the hash of the 3-gram that begins at each character, for small tables."""
        first_bits = np.zeros(len(self.codes), dtype=np.uint16)

        def fill(first: int, hashes: Words) -> None:
            first_bits[first : first + len(hashes)] = hashes >> np.uint64(64 - HASH_BITS)

        self.hash_chunks(fill)
        return first_bits

    @cached_property
    def digits(self) -> NDArray[np.uint16] | NDArray[np.int32]:
        """How many reported digits stand before each character, and in all.

        In 16 bits where no article is too long for that: see ``digits_between``.
        """
        short = self.lengths.max(initial=0) <= np.iinfo(np.uint16).max
        many = len(self.codes) + 1
        counts = np.zeros(many, dtype=np.uint16) if short else np.zeros(many, dtype=np.int32)

        def fill(first: int) -> None:
            last = first + _CHUNK + _LONGEST_NUMBER
            inside = self.starts[np.searchsorted(self.starts, first) : np.searchsorted(self.starts, last)]
            ahead = reported_digits(self.codes[first:last], inside - first)
            counts[first + 1 : first + 1 + _CHUNK] = ahead[:_CHUNK]

        in_threads(fill, range(0, len(self.codes), _CHUNK))
        np.cumsum(counts, dtype=counts.dtype, out=counts)
        return counts

    def digits_between(self, first: Places | Numbers, last: Places | Numbers) -> Numbers:
        """How many reported digits stand from ``first`` on before ``last``, offsets in one article."""
        return (self.digits.take(last) - self.digits.take(first)).astype(np.int32)


def fold_texts(texts: Sequence[str]) -> Texts:
    """Fold ``texts`` to arrays."""
    return join_texts(fold_each(texts))


def fold_each(texts: Sequence[str]) -> list[Codes]:
    """The characters that count of each of ``texts``, folded a batch at a time to spare memory."""
    _folding()  # made once, before threads ask for it
    parts = in_threads(lambda first: _fold_batch(texts[first : first + _BATCH]), range(0, len(texts), _BATCH))
    return list(chain.from_iterable(parts))


def _fold_batch(texts: Sequence[str]) -> list[Codes]:
    folded = _fold("".join(texts))
    counted = np.flatnonzero(folded)
    codes, ends = folded.take(counted), np.searchsorted(counted, np.cumsum([0, *map(len, texts)]))
    return [codes[first:last] for first, last in pairwise(ends.tolist())]


def join_texts(parts: Sequence[Codes]) -> Texts:
    """Articles one after another."""
    codes = np.concatenate([np.zeros(0, dtype=np.uint16), *parts])
    return Texts(codes, np.cumsum([0, *map(len, parts)], dtype=np.int64))


def hash_chunk(codes: Codes, first: int) -> Words:
    """The hash of every 3-gram that begins in the chunk of characters from ``first`` on."""
    return hash_grams(codes[first : first + _CHUNK + 2])


def hash_grams(codes: Codes) -> Words:
    """The hash of the 3-gram that begins at each character but the last two."""
    return spread(three_grams(codes))


def three_grams(codes: Codes) -> Words:
    """The 3-gram that begins at each character but the last two."""
    wide = codes.astype(np.uint64)
    return (wide[:-2] << np.uint64(32)) | (wide[1:-1] << np.uint64(16)) | wide[2:]


def spread(words: Words) -> Words:
    """A well-mixed 64-bit value of each 3-gram, for sampling and for tables."""
    mixed = words * _SPREAD
    return (mixed ^ (mixed >> np.uint64(32))) * _SPREAD


def reported_digits(codes: Codes, starts: Places) -> Flags:
    """Which characters are digits of a number that is no date (2022年, 12月, 5日), written 38 or 三十八.

    Args:
        codes: articles one after another.
        starts: where they begin: a number ends with its article.
    """
    kinds = _KINDS[codes]
    held = np.flatnonzero(kinds)
    kinds = kinds[held]
    digits = np.zeros(len(codes), dtype=np.bool_)
    digits[_reported_figures(codes, starts, held[kinds == _FIGURE])] = True
    digits[_numerals(codes, held[kinds != _FIGURE])] = True
    return digits


def _numerals(codes: Codes, at: Places) -> Places:
    """Those of the characters at ``at`` that are digits of a number in words.

    One alone (一线, 三农) is none, nor is 十四五.
    """
    kinds = _KINDS[codes[at]]
    heads = np.diff(at, prepend=-2) > 1
    owners = np.cumsum(heads) - 1
    sizes = np.bincount(owners)
    units = np.bincount(owners, kinds == _UNIT)
    numbers = (sizes > 1) & (units > 0) & ~_is_plan(codes, at[heads], sizes)
    found: Places = at[(kinds == _NUMERAL) & numbers[owners]]
    return found


def _is_plan(codes: Codes, first: Places, sizes: Places) -> Flags:
    """Which runs of numerals, beginning at ``first``, name a five-year plan: ten, a numeral, five."""
    plan = (sizes == len(_PLAN)) & (codes[first] == _PLAN[0])
    plan[plan] &= codes[first[plan] + 2] == _PLAN[2]
    found: Flags = plan
    return found


def _reported_figures(codes: Codes, starts: Places, at: Places) -> Places:
    """Those of the digits at ``at`` that belong to no date."""
    begins = np.zeros(len(codes) + 1, dtype=np.bool_)
    begins[starts] = True
    heads = np.flatnonzero((np.diff(at, prepend=-2) > 1) | begins[at])
    sizes = np.diff(heads, append=len(at))
    following = at[np.append(heads[1:], len(at)) - 1] + 1 if len(at) else at
    marks = np.append(codes, 0)[following]
    dated = ((marks == _YEAR) & np.isin(sizes, _YEAR_DIGITS)) | (
        np.isin(marks, _DAYS) & (sizes <= _DAY_DIGITS)
    )
    dated &= ~begins[following]
    found: Places = at[np.repeat(~dated, sizes)]
    return found
