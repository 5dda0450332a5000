"""Words by which headlines, authors, date lines, captions and contents of a printed page are told apart."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["PageWords", "WordCounts", "load_page_words", "load_word_counts"]

_FILE = "segmenting.yaml"
_WORD = re.compile(r"^([\u4e00-\u9fff]{1,4}) (\d+) ", re.MULTILINE)
_MIN_COUNT = 5
_COMMON_COUNT = 20


@dataclass(frozen=True, slots=True)
class PageWords:
    """The word lists of segmenting.yaml, longest word first; its head says what each is for."""

    surnames: frozenset[str]
    common_surnames: frozenset[str]
    compound_surnames: frozenset[str]
    byline_marks: tuple[str, ...]
    reporters: tuple[str, ...]
    byline_ends: tuple[str, ...]
    author_groups: tuple[str, ...]
    office_heads: tuple[str, ...]
    issuers: tuple[str, ...]
    date_marks: tuple[str, ...]
    source_marks: tuple[str, ...]
    wire_heads: tuple[str, ...]
    caption_marks: tuple[str, ...]
    furniture: tuple[str, ...]
    page_setters: tuple[str, ...]
    papers: tuple[str, ...]
    page_names: tuple[str, ...]
    web_lines: tuple[str, ...]
    web_ends: tuple[str, ...]
    columns: tuple[str, ...]
    page_links: tuple[str, ...]
    contents: tuple[str, ...]
    salutations: tuple[str, ...]
    title_words: tuple[str, ...]
    openings: tuple[str, ...]
    resumptions: tuple[str, ...]
    no_ends: frozenset[str]
    no_starts: tuple[str, ...]
    measures: frozenset[str]
    headline_verbs: tuple[str, ...]


@functools.cache
def load_page_words() -> PageWords:
    """The word lists, checked.

    Raises:
        LexiconError: if a list is missing or unknown, or a word opens an article and goes on with one.
    """
    lists = read_yaml(_FILE)
    expected = set(PageWords.__dataclass_fields__)
    if not isinstance(lists, dict) or set(lists) != expected:
        raise LexiconError(f"{_FILE}: lists must be {', '.join(sorted(expected))}")
    words = {name: _split(name, value) for name, value in lists.items()}
    clash = set(words["openings"]) & set(words["resumptions"])
    if clash:
        raise LexiconError(f"{_FILE}: {'、'.join(sorted(clash))} is in openings and in resumptions")
    surnames = frozenset("".join(words.pop("surnames")))
    common = frozenset("".join(words.pop("common_surnames")))
    measures = frozenset("".join(words.pop("measures")))
    no_ends = frozenset(words.pop("no_ends"))
    compounds = frozenset(words.pop("compound_surnames"))
    return PageWords(
        surnames=surnames,
        common_surnames=common,
        measures=measures,
        no_ends=no_ends,
        compound_surnames=compounds,
        **words,
    )


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often words of one to four characters were counted in running text.

    Attributes:
        counts: word to count.
        total: of all counts.
    """

    counts: Mapping[str, int]
    total: int

    def is_common(self, word: str) -> bool:
        """Whether it is an ordinary word; rarer entries are names and chance strings."""
        return self.counts.get(word, 0) >= _COMMON_COUNT


@functools.cache
def load_word_counts() -> WordCounts:
    """The words of jieba's dictionary and their counts: they tell which characters stand together.

    Raises:
        LexiconError: if jieba's dictionary is not where the package puts it.
    """
    package = importlib.util.find_spec("jieba")
    path = Path(package.origin).parent / "dict.txt" if package and package.origin else Path("jieba/dict.txt")
    if not path.is_file():
        raise LexiconError(f"jieba's dictionary is missing at {path}: install requirements.txt again")
    found = {word: int(count) for word, count in _WORD.findall(path.read_text(encoding="utf-8"))}
    total = sum(found.values())
    kept = {word: count for word, count in found.items() if count >= _MIN_COUNT or len(word) == 1}
    return WordCounts(MappingProxyType(kept), total)


def _split(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or not value.strip():
        raise LexiconError(f"{_FILE}: {name} must be words parted by spaces")
    return tuple(sorted(dict.fromkeys(value.split()), key=lambda word: (-len(word), word)))
