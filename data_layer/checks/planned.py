"""How much of a plan is done, where the plan is told a sentence before.

What belongs here: 年度计划投资10亿元。已完成5亿元，占年度计划的50%. What does not: a target right before what
was reached of it (``ratios``, ``belonging``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.judging import Reading
from data_layer.checks.passages import Mention, Passage, additive
from data_layer.checks.rates import is_divisor
from data_layer.checks.sharing import COMPLETION, share_of
from data_layer.checks.words import is_target
from data_layer.model import Status

__all__ = ["of_plan"]

_OF_YEAR = re.compile(
    "(?:占|为|完成|达到?|完成了)(?:全?年度?|年初|当年|本年度?)(?:总?投资|建设|目标)?(?:计划|目标|任务)(?:任务|目标)?"
    "(?:总?投资|开工|数)?(?:额|数)?的?$"
)
"""占年度投资计划的: of the plan of all that the paragraph speaks of."""
_FOR_YEAR = re.compile("年度?[\u4e00-\u9fff]{0,4}(?:计划|目标|任务)")
_OF_ANY = ("完成率", "投资完成率", "年度投资完成率", "年度计划完成率", "计划完成率", "完成进度")
_BACK = 6
"""Numbers before a rate among which the plan and what was done of it stand."""
_OTHER = re.compile("其中|[；;]|另有|此外")
"""What follows is of something else, whose plan is told nowhere."""


def of_plan(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """What was done last before a rate over the only plan for the year, told in the sentence before."""
    if not (_OF_YEAR.search(rate.clause) or rate.named in _OF_ANY):
        return
    before = [m for m in passage.mentions[max(0, rate.order - _BACK) : rate.order] if m.is_amount]
    done = before[-1] if before and before[-1].sentence == rate.sentence else None
    if done is None or is_target(done.clause) or done.figure.status is not Status.ACTUAL:
        return
    plans = [m for m in before[:-1] if additive(m.figure, done.figure) and _FOR_YEAR.search(m.clause)]
    if len(plans) != 1 or plans[0].sentence != done.sentence - 1 or is_divisor(passage, plans[0]):
        return
    plan = plans[0]
    between = passage.mentions[plan.order + 1 : done.order]
    if any(m.is_level and additive(m.figure, done.figure) for m in between):
        return
    if not _OTHER.search(passage.gap(plan, done)) and not _OTHER.search(passage.gap(done, rate)):
        yield share_of(rate, [done], [plan], 0.92, COMPLETION)
