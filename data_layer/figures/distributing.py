"""Lists of places that a list of numbers is told of, one each: 甲县、乙县、丙市分别增长1%、2%、3%.

What belongs here: which place of such a list each number takes. Lists of things (猪、牛分别出栏…) are
indicators' part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_layer.figures.sentences import Context, run_length
from data_layer.model import PlaceMention

__all__ = ["places_of_lists"]

_BETWEEN = re.compile(r"(?:[、，和与及]|以及)?(?:[（(][^（）()]{0,8}[)）])?")
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
    result: list[PlaceMention | None] = [None] * len(around)
    listed: list[PlaceMention] = []
    at, passed, known = 0, 0, span[0]
    while at < len(around):
        count = run_length(around, at)
        end = around[at].left_start + len(around[at].left)
        named = []
        while passed < len(places) and places[passed].start < end:
            named += [places[passed]] if places[passed].start >= known else []
            passed += 1
        listed = _list_of(text, named, count) if named else listed
        if count > 1 and len(listed) == count:
            result[at : at + count] = listed
        known = around[at + count - 1].left_start + len(around[at + count - 1].left)
        at += count
    return result


def _list_of(text: str, named: Sequence[PlaceMention], count: int) -> list[PlaceMention]:
    """The places of one list of ``count``, side by side; empty where they are no such list."""
    if count < 2 or len(named) < count:
        return []
    last = list(named[-count:])
    beside = all(
        _BETWEEN.fullmatch(text, a.end, b.start) and not b.passing
        for a, b in zip(last, last[1:], strict=False)
    )
    longer = len(named) > count and _NO_LIST.search(text, named[-count - 1].end, last[0].start)
    return last if beside and not last[0].passing and not longer else []
