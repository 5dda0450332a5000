"""How much of a plan is done, where the plan is told a sentence before.

What belongs here: 年度计划投资10亿元。已完成5亿元，占年度计划的50%; 任务900户。开工600户，开工率66.7%.
What does not: a target right before what was reached of it (``ratios``, ``belonging``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.judging import LIKELY, SURE, Reading
from data_layer.checks.linking.listing import is_inside
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import is_divisor, rate_stem
from data_layer.checks.linking.words import bare_noun, is_target, same_words
from data_layer.checks.shares.sharing import COMPLETION, share_of
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import Status

__all__ = ["of_any_plan", "of_plan", "of_task"]

_OF_YEAR = re.compile(
    "(?:占|为|完成|达到?|完成了)(?:全?年度?|年初|当年|本年度?)(?:总?投资|建设|目标|总)?(?:计划|目标|任务)(?:任务|目标)?"
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
    if done.order == 0:
        yield from _of_paragraph_before(passage, rate, done)
    plans = [m for m in before[:-1] if additive(m.figure, done.figure) and _is_planned(m)]
    if len(plans) > 1:
        plans = [m for m in plans if same_words(bare_noun(m.named)[-_NOUN:], done.named)]
    if len(plans) != 1 or plans[0].sentence != done.sentence - 1 or is_divisor(passage, plans[0]):
        return
    plan = plans[0]
    between = passage.mentions[plan.order + 1 : done.order]
    if any(m.is_level and additive(m.figure, done.figure) and not _is_settled(passage, m) for m in between):
        return
    if not _OTHER.search(passage.gap(plan, done)) and not _OTHER.search(passage.gap(done, rate)):
        yield share_of(rate, [done], [plan], 0.92, COMPLETION)


def _of_paragraph_before(passage: Passage, rate: Mention, done: Mention) -> Iterator[Reading]:
    """目前完成投资45亿元，投资完成率75%: of the only plan of the paragraphs before (年度计划投资60亿元).

    What was done must have no subject of its own.
    """
    plans = [m for m in passage.earlier if _is_planned(m) and additive(m.figure, done.figure)]
    if len(plans) != 1 or not _DONE.fullmatch(done.named) or _OTHER.search(done.left):
        return
    if is_target(plans[0].clause) and same_words(done.named.removeprefix("完成"), plans[0].own_words):
        yield share_of(rate, [done], plans, 0.92, COMPLETION)


_DONE = re.compile("(?:已|累计|共|实际)*(?:完成|实现)[\u4e00-\u9fff]{2,4}")


def _is_planned(mention: Mention) -> bool:
    """Whether a number is of the year's plan, or of a list that it opens: 年度任务为：修渠30里，修路20里."""
    if _FOR_YEAR.search(mention.clause):
        return True
    opened = _OPENS_PLANS.search(mention.text, mention.opens, mention.start)
    return opened is not None and "。" not in mention.text[opened.end() : mention.start]


_OPENS_PLANS = re.compile("年度?[\u4e00-\u9fff]{0,8}(?:计划|目标|任务)(?:分别)?[为是]?[：:]")
_NOUN = 4
"""Characters of a plan's name that what was done of it is known by."""


def _is_settled(passage: Passage, level: Mention) -> bool:
    """Whether a number is of another plan of the list, or its own share of the plan follows it."""
    if _is_planned(level):
        return True
    after = passage.mentions[level.order + 1 : level.order + 2]
    return bool(after) and after[0].is_rate and _OF_YEAR.search(after[0].clause) is not None


def of_task(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """任务900户。目前，开工600户，开工率66.7%；竣工450户，竣工率50%: of the only task told near it.

    What was done may stand before others of its sentence (开工600户，其中竣工450户，开工率66.7%), the task
    behind it (今年下达任务900户).
    """
    stem = rate_stem(rate)
    named = stem.endswith(load_check_cues().of_task)
    own = [m for m in passage.mentions[: rate.order] if m.is_amount and m.sentence == rate.sentence]
    dones = [m for m in own if stem[-2:] in m.clause and not is_target(m.clause)] if named else []
    if len(dones) != 1 or _BESIDES.search(dones[0].left.removeprefix("，其中")):
        return
    done = dones[0]
    near = [
        m for m in passage.mentions
        if m.is_amount and additive(m.figure, done.figure) and abs(m.sentence - done.sentence) <= _SENTENCES
        and not _BEYOND.search(m.clause)
    ]  # fmt: skip
    tasks = [m for m in near if is_target(m.clause) and not _OTHER.search(m.left) and not _is_aside(m)]
    if len(tasks) != 1 or tasks[0].sentence == done.sentence or is_divisor(passage, tasks[0]):
        return
    behind = [m for m in near if m.sentence == tasks[0].sentence > done.sentence and not _is_aside(m)]
    if len(behind) > 1:
        return  # 计划投资85亿元，已完成54亿元: of what is told beside it
    if all(_has_named_rate(passage, m) for m in near if m.sentence == done.sentence):
        yield share_of(rate, [done], tasks, 0.92, COMPLETION)


def _is_aside(mention: Mention) -> bool:
    return is_inside(mention.text[mention.opens : mention.start])


def of_any_plan(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """任务为3万亩。已种植1万亩，占计划种植面积的33%: of the only task told before, whose name it has."""
    said = _OF_PLAN.search(rate.clause)
    done = passage.mentions[rate.order - 1] if said and rate.order else None
    if done is None or said is None or not done.is_amount or done.sentence != rate.sentence:
        return
    if is_target(done.clause) or _BESIDES.search(done.left) or done.figure.status is not Status.ACTUAL:
        return
    tasks = [
        m for m in passage.mentions[: done.order]
        if m.is_amount and m.sentence >= done.sentence - _SENTENCES and is_target(m.clause)
        and additive(m.figure, done.figure) and not _BEYOND.search(m.clause)
    ]  # fmt: skip
    if len(tasks) != 1 or _OTHER.search(done.text, tasks[0].end, done.start):
        return  # 计划3万亩。…其中甲村种1万亩，占计划面积的90%: of its own
    if tasks[0].sentence < done.sentence and not is_divisor(passage, tasks[0]):
        named = bool(said["noun"]) and same_words(said["noun"], tasks[0].own_words)
        yield share_of(rate, [done], tasks, SURE if named else LIKELY, COMPLETION)


_OF_PLAN = re.compile("^(?:占|为|完成)(?:全?年度?)?(?:计划|任务|目标)(?P<noun>[^，。；]{0,6}?)的?$")


def _has_named_rate(passage: Passage, level: Mention) -> bool:
    """Whether a rate of its sentence is named by a number: 开工600户，开工率66.7%."""
    rates = (m for m in passage.mentions[level.order + 1 :] if m.is_rate and m.sentence == level.sentence)
    return any(len(stem) > 1 and stem[-2:] in level.clause for stem in map(rate_stem, rates))


_BEYOND = re.compile("超|差|欠|剩余|尚有")
"""超任务94户: how much more or less it was."""
_BESIDES = re.compile("其中|另有?|此外")
_SENTENCES = 2
"""Sentences between a task and what was done of it."""
