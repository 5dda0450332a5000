"""The reading of a share: a part over its whole, a result over its target.

What belongs here: what a percentage comes to. What does not: finding parts and wholes (``ratios``, ``rows``).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from data_layer.checks.findings import Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import AIMED_AT, Reading
from data_layer.checks.linking.passages import Mention
from data_layer.checks.linking.words import is_target
from data_layer.checks.wording import operands

__all__ = ["COMPLETION", "PER_WHOLE", "SHARE", "remainder_of", "share_beside", "share_of"]

SHARE = Rule(
    "share",
    "占比与部分、总体",
    "同一段里、同一张表里给出部分、总体和占比（或就业率、办结率一类的比率）时，部分 ÷ 总体应等于占比。",
    "总体不在本段、占的是全省全国等另一范围、数字之间说法不能确定对应时不判；四舍五入或截尾能解释的算一致。",
    "statcheck（Nuijten 等，2016）按报告数字重算并容许舍入；GB/T 8170 数值修约规则。",
)
COMPLETION = Rule(
    "completion",
    "完成率与目标",
    "同一段里、同一张表里给出目标、完成数和完成率时，完成数 ÷ 目标应等于完成率。",
    "目标不在本段、目标口径说法不同时不判；超过 100% 不算错。",
    "政府工作报告与计划执行情况报告的通行算法（完成计划的百分比 = 实际数 ÷ 计划数）。",
)

PER_WHOLE = {"%": 100, "‰": 1000, "比例": 1}
"""What a whole is in each unit of a share."""


def share_of(
    rate: Mention,
    parts: Sequence[Mention],
    wholes: Sequence[Mention],
    certainty: float,
    rule: Rule | None = None,
    *,
    guarded: bool = True,
) -> Reading:
    """``rate`` as the share of the sum of ``parts`` in that of ``wholes``; of a target, its completion."""
    per = PER_WHOLE[rate.figure.unit]
    count = len(parts)
    target = rule is COMPLETION or any(is_target(m.own_words) for m in wholes)
    roles = [*["完成数" if target else "部分"] * count, *[AIMED_AT if target else "总体"] * len(wholes)]
    roles.append("完成率" if target else "比率")

    def expected(given: Sequence[Interval]) -> Interval:
        part = functools.reduce(Interval.__add__, given[:count])
        whole = functools.reduce(Interval.__add__, given[count:])
        return part.over(whole).scaled(per)

    def told() -> str:
        words = operands([m.figure for m in (*parts, *wholes)])
        return " ÷ ".join(
            f"（{' + '.join(some)}）" if len(some) > 1 else some[0] for some in (words[:count], words[count:])
        )

    return Reading(
        COMPLETION if target else SHARE, [*parts, *wholes], rate, roles, expected,
        told, certainty, guarded=guarded,
    )  # fmt: skip


def share_beside(rate: Mention, part: Mention, other: tuple[Mention, Mention], certainty: float) -> Reading:
    """``rate`` as the share of ``part`` in the untold whole of which another part has another share."""
    held, share = other
    words = operands([part.figure, held.figure])

    def expected(given: Sequence[Interval]) -> Interval:
        return given[0].over(given[1].over(given[2]))

    return Reading(
        SHARE, [part, held, share], rate, ["部分", "另一部分", "另一比率", "比率"], expected,
        f"{words[0]} ÷ {words[1]} × {share.figure.quote}", certainty, guarded=True,
    )  # fmt: skip


def remainder_of(rate: Mention, bad: Mention, whole: Mention, certainty: float) -> Reading:
    """``rate`` as the share of ``whole`` that is left without ``bad``."""
    per = PER_WHOLE[rate.figure.unit]
    words = operands([bad.figure, whole.figure])

    def expected(given: Sequence[Interval]) -> Interval:
        return Interval.point(per) - given[0].over(given[1]).scaled(per)

    return Reading(
        SHARE, [bad, whole], rate, ["其余", "总体", "比率"], expected,
        f"100% - {words[0]} ÷ {words[1]}", certainty, guarded=True,
    )  # fmt: skip
