"""Two classes of a total with other numbers behind each: 低保90人，其中城市30人，标准700元；农村60人.

What belongs here: the second class beyond them. What does not: lists of like numbers (``listing``), lines of
several units (``several_units``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.judging import Reading
from data_layer.checks.linking.classes import leave_nothing
from data_layer.checks.linking.listing import is_inside
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.behind import opener_of

__all__ = ["second_class"]

_BEYOND = 8
"""Numbers behind the first class among which the second stands."""
_OPENED = re.compile("[，,。；;：:（(]?(?:其中)+[，,：:]?[^，。；,;]*")


def second_class(passage: Passage, total: Mention, first: Mention | None) -> Iterator[Reading]:
    """``total`` as the sum of ``first`` and the next of its unit beyond others, if both leave nothing."""
    if first is None or not _OPENED.fullmatch(opener_of(passage, total, first)):
        return
    for other in passage.mentions[first.order + 1 : first.order + 1 + _BEYOND]:
        if other.sentence > first.sentence:
            return
        if other.is_level and additive(other.figure, total.figure):
            beyond = other.order > first.order + 1 and not is_inside(passage.gap(first, other))
            if beyond and other.is_amount and leave_nothing([first.own_words, other.own_words]):
                yield sum_of(total, [first, other], 0.92)
            return
