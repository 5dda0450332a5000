"""Lists of places or times that a list of numbers is told of, one each: 甲县、乙县、丙市分别增长1%、2%、3%.

What belongs here: which place or time of such a list each number takes. Lists of things (猪、牛分别出栏…) are
indicators' part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from data_layer.figures.sentences import Context, run_length
from data_layer.model import Period, PeriodType, PlaceMention, TimeMention

__all__ = ["places_of_lists", "times_of_lists"]

_Mention = TypeVar("_Mention", PlaceMention, TimeMention)

_BETWEEN = re.compile(r"(?:[、，和与及]|以及)?(?:[（(][^（）()]{0,8}[)）])?")
_JOINED = re.compile(r"[、和与及]|以及")
"""Between times: 截至目前，今年 are no list."""
_NO_LIST = re.compile(r"(?:[、和与及]|以及)$")


def places_of_lists(
    text: str, span: tuple[int, int], around: Sequence[Context], places: Sequence[PlaceMention]
) -> list[PlaceMention | None]:
    """For each quantity of a sentence the place that its list gives to it; None where no list does.

    A second list of as many numbers goes on with the same places (分别完成12亿元、8亿元，增长5%、6%).

    Args:
        text: the paragraph.
        span: the sentence.
        around: the contexts of its quantities, in order.
        places: its mentions, in order.
    """

    def listed(named: Sequence[PlaceMention], count: int, words: str) -> list[PlaceMention]:
        return [] if any(p.passing for p in named[-count:]) else _side_by_side(text, named, count, _BETWEEN)

    return _shared_out(span, around, places, listed)


def times_of_lists(
    text: str, span: tuple[int, int], around: Sequence[Context], times: Sequence[TimeMention]
) -> list[TimeMention | None]:
    """For each quantity of a sentence the time that its list gives to it; None where no list does.

    Times side by side (2020年、2021年产量为3吨、4吨), or one of so many years (2020年至2021年分别为3吨、4吨).

    Args:
        text: the paragraph.
        span: the sentence.
        around: the contexts of its quantities, in order.
        times: its mentions, in order.
    """

    def listed(named: Sequence[TimeMention], count: int, words: str) -> list[TimeMention]:
        if any(t.base or t.recurring for t in named[-count:]):
            return []
        if len(named) < count:
            return _years_of(named[-1], count) if "分别" in words or "依次" in words else []
        return _side_by_side(text, named, count, _JOINED)

    return _shared_out(span, around, times, listed)


def _shared_out(
    span: tuple[int, int],
    around: Sequence[Context],
    mentions: Sequence[_Mention],
    listed: Callable[[Sequence[_Mention], int, str], list[_Mention]],
) -> list[_Mention | None]:
    """For each list of numbers what ``listed`` makes of the mentions before it, their count and the words."""
    result: list[_Mention | None] = [None] * len(around)
    if not mentions or len(around) < 2:
        return result
    last: list[_Mention] = []
    at, passed, known = 0, 0, span[0]
    while at < len(around):
        count = run_length(around, at)
        end = around[at].left_start + len(around[at].left)
        named = []
        while passed < len(mentions) and mentions[passed].start < end:
            named += [mentions[passed]] if mentions[passed].start >= known else []
            passed += 1
        if named:
            last = listed(named, count, around[at].left) if count > 1 else []
        if count > 1 and len(last) == count:
            result[at : at + count] = last
        known = around[at + count - 1].left_start + len(around[at + count - 1].left)
        at += count
    return result


def _side_by_side(
    text: str, named: Sequence[_Mention], count: int, between: re.Pattern[str]
) -> list[_Mention]:
    """The mentions of one list of ``count``, side by side; empty where they are no such list."""
    if len(named) < count:
        return []
    last = list(named[-count:])
    beside = all(between.fullmatch(text, a.end, b.start) for a, b in zip(last, last[1:], strict=False))
    longer = len(named) > count and _NO_LIST.search(text, named[-count - 1].end, last[0].start)
    return last if beside and not longer else []


def _years_of(mention: TimeMention, count: int) -> list[TimeMention]:
    """A time of ``count`` whole years as one mention a year; empty where it is none."""
    start, end = mention.period.start, mention.period.end
    if start is None or end is None or mention.text.startswith("近"):
        return []
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31) or end.year - start.year + 1 != count:
        return []
    return [
        mention._replace(period=Period(date(year, 1, 1), date(year, 12, 31), PeriodType.YEAR, mention.text))
        for year in range(start.year, end.year + 1)
    ]
