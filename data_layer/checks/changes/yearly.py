"""The average growth of a year between two years: 由2015年的30辆增加到2020年的60辆，年均增长14.9%.

What belongs here: how many years lie between two values, and what each of them grew by. What does not: the
growth from the first to the last (``changes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.changes.telling import exempt_growth, names_another
from data_layer.checks.findings import Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import LIKELY, Reading
from data_layer.checks.linking.pairs import FAR, Pair, years_between
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.wording import operands

__all__ = ["yearly_readings"]

_YEARLY = re.compile("年均|年平均|平均每年")
_LONGEST = 60
"""Years between two values that one text compares."""


def yearly_readings(rule: Rule, passage: Passage, pair: Pair) -> Iterator[Reading]:
    """The yearly growth told right behind a pair whose years are both named.

    Of money it may be meant at constant prices without a word of it: there only a slip is an error.
    """
    at = max(pair.old.order, pair.new.order) + 1
    change = passage.mentions[at] if at < len(passage.mentions) else None
    if change is None or not pair.turns or change.sentence != pair.new.sentence or change.figure.unit != "%":
        return
    words = passage.gap(passage.mentions[at - 1], change)
    if not change.is_growth or not _YEARLY.search(words) or len(words) > FAR or pair.old.is_growth:
        return
    years = _years(passage, pair)
    apart = names_another(
        pair.old.own_words + pair.new.own_words, _YEARLY.sub("", words), pair.new.figure.unit
    )
    if years and not apart and not pair.old.is_rate:
        money = pair.old.figure.base_unit == "元"
        yield _reading(rule, pair, change, years, LIKELY if money else 0.9)


def _years(passage: Passage, pair: Pair) -> int:
    """From the year of the first value to that of the last; 0 where they are not both named."""
    first, second = sorted((pair.old, pair.new), key=lambda m: m.order)
    years = abs(years_between(first.left[-FAR:], passage.gap(first, second)) or 0)
    return years if 1 < years <= _LONGEST else 0


def _reading(rule: Rule, pair: Pair, change: Mention, years: int, certainty: float) -> Reading:
    sign = -1 if change.figure.value < 0 else 1

    def expected(given: Sequence[Interval]) -> Interval:
        times = given[1].over(given[0])
        low, high = ((end or 0.0) ** (1 / years) * 100 - 100 for end in (times.low, times.high))
        grown = Interval(low, None if times.high is None else high, times.low_open, times.high_open)
        return grown if sign > 0 else -grown

    old, new = operands([pair.old.figure, pair.new.figure])
    return Reading(
        rule, [pair.old, pair.new], change, ["原数", "现数", "年均增幅"], expected,
        f"（{new} ÷ {old}）的 {years} 次方根 - 1", certainty,
        exempt_growth(change.figure, change.text[change.opens : change.end]),
    )  # fmt: skip
