"""A number as so many times another one: 栽植950亩，为年度任务380亩的2.5倍.

What belongs here: multiples of a number told right before them. What does not: those of an earlier value
(``changes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.changes.telling import STEADY
from data_layer.checks.findings import Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import Reading
from data_layer.checks.linking.listing import is_average
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import is_divisor
from data_layer.checks.shares.belonging import FAR
from data_layer.checks.wording import operands

__all__ = ["multiples_of"]


def multiples_of(rule: Rule, passage: Passage) -> Iterator[Reading]:
    """Every multiple of the passage, of the number before it and the one that is so many times as large."""
    if not any(m.figure.unit == "倍" for m in passage.mentions[2:]):
        return
    for base, times in zip(passage.mentions[1:], passage.mentions[2:], strict=False):
        if times.figure.unit != "倍" or not base.is_amount or not _OF_IT.match(passage.gap(base, times)):
            continue
        before = [
            m for m in passage.mentions[: base.order]
            if m.sentence == base.sentence and m.is_amount and not _divides(passage, m)
            and not is_average(m) and not STEADY.search(m.clause)
        ]  # fmt: skip
        if not before or not _IS.search(base.left) or _THEN.search(base.left):
            continue
        many = before[-1]
        if additive(many.figure, base.figure) and base.start - many.end <= FAR:
            yield _reading(rule, many, base, times)


def _divides(passage: Passage, level: Mention) -> bool:
    """Whether a number only says what a rate or a multiple is of."""
    after = passage.mentions[level.order + 1]
    rated = (after.is_rate or after.figure.unit == "倍") and _OF_IT.match(passage.gap(level, after))
    return is_divisor(passage, level) or bool(rated)


_OF_IT = re.compile("^[）)]?的(?:近|约)?$")
_IS = re.compile("(?:^|[，、])(?:是|为|达到?|相当于|已?达)[^，。；,;]{0,14}$")
_THEN = re.compile("[上去前]年|同期|[0-9]年|平均|全国|全省|全市")
"""What was then may be another number, what is elsewhere of another kind."""


def _reading(rule: Rule, many: Mention, base: Mention, times: Mention) -> Reading:
    def expected(given: Sequence[Interval]) -> Interval:
        return given[0].over(given[1])

    first, second = operands([many.figure, base.figure])
    return Reading(
        rule, [many, base], times, ["数", "基数", "倍数"], expected, f"{first} ÷ {second}", 0.9, guarded=True
    )
