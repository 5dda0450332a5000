"""The mill that phrases and names of indicators go through, so that the same words meet.

What belongs here: which words are dropped or written out. What does not: the catalogue (``catalogue``).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data_layer.lexicon.indicators import load_indicator_words
from data_layer.lexicon.regions import load_regions
from data_layer.model import FigureKind, RegionLevel

__all__ = [
    "bare_of",
    "cut_words",
    "mill_patterns",
    "openings_dropped",
    "spelled_out",
    "tells_completion",
    "trimmed_of",
]

_PUNCTUATION = re.compile(r"[^\w&+.%-]+|-(?!\d)")
_LONGEST_REGION = 15
"""Characters of the longest region name, 积石山保安族东乡族撒拉族自治县."""
_TIME = (
    r"(?:19|20)\d\d年(?:度|以来|来|末|底)?|[一二三四1-4]季度|\d{1,2}(?:至|到|-)\d{1,2}月份?|\d{1,2}月(?:份|底|末)?"
    r"|十[一二三四五]五(?:时期|期间|以来|末)?|截[至止](?:目前|\d{1,2}月底?)?"
)
_OF_TARGET = (
    r"(?<=..)(?:超额)?(?:完成|占|达到)[^的完]{0,10}?(?:目标|任务|计划|预算|指标|规划)(?:任务|目标|数)?"
)
"""城镇新增就业完成省下达任务: how much of which target is done."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists, each a pattern for one word at its place, longest first.

    Attributes:
        rewrites, inside: anywhere.
        leading, flow: at the beginning.
        trailing: at the end.
        endings: at the end, the words for a change that a kind of figure drops.
    """

    rewrites: re.Pattern[str]
    inside: re.Pattern[str]
    leading: re.Pattern[str]
    flow: re.Pattern[str]
    trailing: re.Pattern[str]
    endings: dict[FigureKind, re.Pattern[str]]


def spelled_out(phrase: str) -> str:
    """The phrase without punctuation, with short words written out."""
    text = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", phrase)).upper()
    rewrites = load_indicator_words().rewrites
    return mill_patterns().rewrites.sub(lambda hit: rewrites[hit.group()], text)


def tells_completion(phrase: str) -> bool:
    """Whether a rate's phrase says how much of a target is done, by the words at its end (…完成年度目标)."""
    return mill_patterns().endings[FigureKind.RATE].search(phrase) is not None


def trimmed_of(written: str) -> str:
    """The same without words of reporting, and of place and time in front."""
    leading = mill_patterns().leading
    text, before = mill_patterns().inside.sub("", written), ""
    while text != before:
        before = text
        text = _without_region(cut_words(leading, text))
    return text


def openings_dropped(written: str) -> Iterator[str]:
    """The phrase with one word of reporting after the other dropped: 人大常委会 opens names too."""
    text, before = written, ""
    while text != before:
        before = text
        hit = mill_patterns().leading.match(text)
        text = text[hit.end() :] if hit else _without_region(text)
        yield text


def bare_of(trimmed: str) -> str:
    """The same without words of counting behind; what they leave open is trimmed again."""
    trailing = mill_patterns().trailing
    text, before = trimmed, ""
    while text != before:
        before = text
        text = cut_words(trailing, trimmed_of(text))
    return text


def cut_words(word: re.Pattern[str], text: str) -> str:
    """The text without the words of a list at its beginning or end, one after the other."""
    while hit := word.search(text):
        text = text[hit.end() :] if hit.start() == 0 else text[: hit.start()]
    return text


def _without_region(text: str) -> str:
    """The text without a region's name in front (武陵区城镇新增就业), if something is left."""
    names = _region_names()
    for length in range(min(_LONGEST_REGION, len(text) - 2), 1, -1):
        if text[:length] in names:
            return text[length:]
    return text


@functools.cache
def _region_names() -> frozenset[str]:
    """Names that stand for a region and nothing else: no 城区 or 新建, which are also plain words."""
    table = load_regions()
    short = (name for name, regions in table.short.items() if regions[0].level is not RegionLevel.COUNTY)
    return frozenset(short) | {name for name in (*table.full, *table.former) if len(name) > 2}


@functools.cache
def mill_patterns() -> _Patterns:
    """The word lists, compiled once."""
    words = load_indicator_words()
    return _Patterns(
        rewrites=re.compile(_any_of(words.rewrites)),
        inside=re.compile(_any_of(words.inside)),
        leading=re.compile(f"^(?:{_TIME}|{_any_of(words.leading)})"),
        flow=re.compile(f"^(?:{_any_of(words.flow_words)})"),
        trailing=re.compile(f"(?:{_any_of(words.trailing)})$"),
        endings={
            FigureKind.GROWTH: re.compile(f"(?:{_any_of(words.growth)})$"),
            FigureKind.RATE: re.compile(f"(?:{_any_of((*words.growth, *words.completion))}|{_OF_TARGET})$"),
            FigureKind.RANK: re.compile(f"(?:{_any_of(words.ranking)})$"),
        },
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
