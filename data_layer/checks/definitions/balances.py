"""The family of balances: a stated difference against the two numbers that it is of, by definition.

What belongs here: 顺差 of 出口 and 进口, 净增 of what came and what went. What does not: changes over time
(``changes``), what is left of a total (``divisions``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import LIKELY, Reading, judge
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.wording import operands
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import Status

__all__ = ["RULES", "check_balances"]

BALANCE = Rule(
    "balance",
    "差额与相减两数",
    "同一句里给出出口、进口和顺差（流入、流出和净流入，出生、死亡和自然增加）时，两数相减应等于差额。",
    "同名的数不止一个、两数与差额不紧挨着、期初有结转时不判；各项分别舍入造成的尾差不算错。",
    "海关统计与人口统计的指标定义（贸易差额 = 出口 - 进口，自然增加 = 出生 - 死亡）。",
)
RULES = (BALANCE,)

_NET = ("净增",)
"""What came and went in other ways counts too (新登记, 注销; 迁出 is told nowhere)."""
_BACK = 6
"""Numbers before a balance among which the two stand, with their changes."""


def check_balances(passage: Passage) -> Iterator[Finding]:
    """Every balance of the passage that has its two numbers right before it."""
    first, last = passage.mentions[0], passage.mentions[-1]
    if _any_balance().search(first.text, first.opens, last.start) is None:
        return
    for balance in passage.mentions:
        if not (balance.is_amount or balance.is_growth) or balance.figure.status is not Status.ACTUAL:
            continue
        finding = judge(
            [
                reading
                for name, more, less in load_check_cues().balances
                if name in balance.clause and _named(balance, name)
                for reading in _readings(
                    passage, balance, (name, more, less), LIKELY if name in _NET else 0.92
                )
            ]
        )
        if finding is not None:
            yield finding


def _named(mention: Mention, name: str) -> bool:
    words = mention.clause if mention.clause.endswith(name) else mention.named  # 余 fills: 当期结余
    return re.search(f"{name}(?:额|值|总额|人口|人数|户数|数|量)?$", words) is not None


def _readings(
    passage: Passage, balance: Mention, names: tuple[str, str, str], certainty: float
) -> Iterator[Reading]:
    name, more, less = names
    before = [
        m
        for m in passage.mentions[max(0, balance.order - _BACK) : balance.order]
        if m.sentence == balance.sentence and not m.is_rate
        and m.figure.unit not in ("%", "‰", "个百分点") and additive(m.figure, balance.figure)
    ]  # fmt: skip
    high = [m for m in before if more in m.named and less not in m.named and m.figure.value >= 0]
    low = [m for m in before if less in m.named and more not in m.named]
    if len(high) != 1 or len(low) != 1 or {high[0].order, low[0].order} != {m.order for m in before[-2:]}:
        return
    per = 1 / balance.stated.factor
    words = operands([high[0].figure, low[0].figure, balance.figure])
    sign = -1 if balance.figure.value < 0 and not _FELL.search(name) else 1  # 净增-20人, not 核减20元

    def expected(given: Sequence[Interval]) -> Interval:
        fell = -given[1] if low[0].figure.value < 0 else given[1]
        return (given[0] - fell).scaled(per * sign) if sign > 0 else -(given[0] - fell).scaled(per)

    yield Reading(
        BALANCE, [high[0], low[0]], balance, ["增项", "减项", "差额"], expected,
        f"{words[0]} - {words[1]}", certainty, guarded=True, summed=True,
    )  # fmt: skip


_FELL = re.compile("减")


@functools.cache
def _any_balance() -> re.Pattern[str]:
    return re.compile("|".join(sorted({name for name, _, _ in load_check_cues().balances})))
