"""Which two characters stand side by side in some word.

What belongs here: jieba's dictionary (350,000 words), reduced to its pairs of neighbouring characters. What
does not: words with their counts (``segmenting``), anything that reads a document's text.
"""

from __future__ import annotations

import functools
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data_layer.errors import LexiconError

__all__ = ["WordPairs", "load_word_pairs"]

_SPACE, _LINE_END = ord(" "), ord("\n")


@dataclass(frozen=True)
class WordPairs:
    """Pairs of characters that stand side by side in a word; those beyond the basic plane are left out.

    Attributes:
        numbers: for each 16-bit code its number among the characters of the dictionary; 0 for all others.
        bits: one bit for each two numbers, packed.
    """

    numbers: NDArray[np.uint16]
    bits: NDArray[np.uint8]

    def joined(self, codes: NDArray[np.uint16]) -> NDArray[np.bool_]:
        """For each of ``codes`` but the last whether a word has it and the next side by side."""
        row = int(self.numbers.max()) + 1
        numbers = self.numbers[codes]
        at = numbers[:-1].astype(np.int32) * row + numbers[1:]
        found: NDArray[np.bool_] = (self.bits[at >> 3] >> (at & 7).astype(np.uint8)) & 1 > 0
        return found


@functools.cache
def load_word_pairs() -> WordPairs:
    """The pairs of jieba's dictionary.

    Raises:
        LexiconError: if jieba's dictionary is not where the package puts it, or not of its form.
    """
    package = importlib.util.find_spec("jieba")
    path = Path(package.origin).parent / "dict.txt" if package and package.origin else Path("jieba/dict.txt")
    if not path.is_file():
        raise LexiconError(f"jieba's dictionary is missing at {path}: install requirements.txt again")
    codes = np.frombuffer(path.read_text(encoding="utf-8").encode("utf-16-le"), dtype=np.uint16)
    first, second = _inner_pairs(codes)
    if not len(first):
        raise LexiconError(f"{path} holds no words: install requirements.txt again")
    numbers = np.zeros(1 << 16, dtype=np.uint16)
    known = np.unique(np.concatenate((first, second)))
    numbers[known] = np.arange(1, len(known) + 1)
    flags = np.zeros((len(known) + 1) ** 2, dtype=np.bool_)
    flags[numbers[first].astype(np.int64) * (len(known) + 1) + numbers[second]] = True
    return WordPairs(numbers, np.packbits(flags, bitorder="little"))


def _inner_pairs(codes: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """The first and second characters of the pairs in each line's word, which ends at the first space."""
    ends = np.flatnonzero(codes == _SPACE)
    begins = np.append(0, np.flatnonzero(codes == _LINE_END) + 1)
    begins = begins[begins < (ends[-1] if len(ends) else 0)]
    inside = np.zeros(len(codes), dtype=np.int8)
    inside[begins] = 1
    np.subtract.at(inside, ends[np.searchsorted(ends, begins)], 1)
    words = np.cumsum(inside, dtype=np.int8) > 0
    at = np.flatnonzero(words[:-1] & words[1:])
    return codes[at], codes[at + 1]
