"""Whether a name that was hit is a word of its own there.

What belongs here: names across two words (重|大理|论) or inside longer ones (浏阳|河), where the name of a
zone or village begins. What does not: what a name means.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.regions import load_regions
from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import RegionLevel
from data_layer.places.patterns import Kind, Pattern

__all__ = ["is_given_name", "name_start", "stands_alone"]

_LINKING_FIRST = frozenset("和于与从新")
_LINKING_LAST = frozenset("和")
"""Words of one character: 和|政府, 新|平台, 农民|和."""
_NO_LAST = _LINKING_LAST | frozenset("山河江湖海溪")
_STOP = "的了在到是为有与和及或等对从向至把被将各该其由给让使个座"
"""Characters that end before a name begins; those that names are made of (上, 家, 中) are not among them."""
_WINDOW_CHARS = 8
"""How far back the beginning of a zone's or village's name is looked for."""
_HAN = "\u4e00-\u9fff"
_HAN_BEFORE = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The word lists, compiled."""

    before: frozenset[str]
    after: frozenset[str]
    no_name: frozenset[str]
    broken: frozenset[str]
    feature: re.Pattern[str]
    followers: frozenset[str]
    not_name: re.Pattern[str]
    common: re.Pattern[str]


def _either(words: tuple[str, ...]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def is_given_name(text: str, start: int) -> bool:
    """Whether a place's short name at ``start`` is how somebody is called: 村支书吴|庆元, 果农王|长顺."""
    if text[start - 1 : start] not in load_page_words().common_surnames or not start:
        return False
    return text.endswith(_titles(), 0, start - 1)


@functools.cache
def _titles() -> tuple[str, ...]:
    cues = load_cues()
    return tuple(
        sorted((cues.people | cues.chiefs | cues.offices) - {"县长", "市长", "区长", "镇长", "乡长"})
    )


@functools.cache
def _rules() -> _Rules:
    """The word lists, compiled once."""
    table, words = load_regions(), load_place_words()
    return _Rules(
        before=table.words_before,
        after=table.words_after,
        no_name=table.no_name_words,
        broken=frozenset(words.broken_words),
        feature=re.compile(rf"(?!{_either(words.feature_words)})(?:{_either(words.feature_tails)})"),
        followers=frozenset(words.village_followers),
        not_name=re.compile(rf".*(?:[^{_HAN}]|[{_STOP}]|{_either(words.not_names)})", re.DOTALL),
        common=re.compile(rf"(?:{_either(words.common_heads)})+"),
    )


def stands_alone(text: str, start: int, end: int, pattern: Pattern, joined: bool) -> bool:
    """Whether ``text[start:end]`` is a name there and no accident of two words or part of another name.

    Args:
        joined: another name ends right before it, so that no word can reach into it.
    """
    if text[end - 1] == "乡" and text[end : end + 1] in _rules().followers:
        return False
    if pattern.kind is Kind.TOWN:
        return True
    if pattern.kind is Kind.SHORT:
        return _short_stands(text, start, end, pattern, joined)
    return _full_stands(text, start, end, pattern, joined)


def _short_stands(text: str, start: int, end: int, pattern: Pattern, joined: bool) -> bool:
    """Whether a short name stands for a region there."""
    rules = _rules()
    if rules.feature.match(text, end):
        return False
    if joined or end - start > 2:
        return True
    word_before = start > 0 and text[start - 1 : start + 1] in rules.before
    word_after = text[end - 1 : end + 1] in rules.after
    if pattern.regions[0].level is RegionLevel.PROVINCE:
        return not (word_before and word_after)
    if word_before:
        return not (word_after or text[end - 1] in _NO_LAST)
    return not (word_after and text[start] in _LINKING_FIRST)


def _full_stands(text: str, start: int, end: int, pattern: Pattern, joined: bool) -> bool:
    """Whether a full name stands for a region there."""
    rules = _rules()
    if pattern.plain and text[end - 1 : end + 1] in rules.broken:
        return False
    if joined or end - start > 3:
        return True
    word_before = start > 0 and text[start - 1 : start + 1] in rules.before
    if end - start == 3:
        return not (word_before and text[start + 1 : end] in rules.after)
    if text[start] in _LINKING_FIRST and start > 0 and _HAN_BEFORE.match(text, start - 1):
        return False
    return not word_before and text[end - 1 : end + 1] not in rules.broken


def name_start(text: str, floor: int, tail: int, longest_chars: int) -> int | None:
    """Where the name before the last word of a zone or village begins; None if there is none or none is sure.

    Args:
        floor: the end of what was read before.
        tail: where the last word (园区, 村) begins.
        longest_chars: names are no longer than this; a longer run of characters has no certain beginning.

    Example:
        >>> name_start("重点打造柏林园区", 0, 6, 6)
        4
    """
    rules = _rules()
    low = max(floor, tail - _WINDOW_CHARS)
    cut = rules.not_name.match(text, low, tail)
    start = cut.end() if cut else low
    if (
        tail - start > longest_chars
        and text[start:tail][-longest_chars - 2 : -longest_chars] in rules.no_name
    ):
        start = tail - longest_chars
    if not 2 <= tail - start <= longest_chars or rules.common.fullmatch(text, start, tail):
        return None
    ends = {text[start : start + 2], text[tail - 2 : tail]}
    return None if ends & rules.no_name else start
