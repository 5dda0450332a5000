"""Changes that stand between their values, and steps told with a rate or a base.

What belongs here: 达30家，比上年增加10家，增长50%; 由20家增长50%，达30家; 在20家的基础上新增10家，达到30家.
What does not: two values side by side (``pairs``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.changes.telling import STEADY, exempt_growth, names_another, other_start, sign_of
from data_layer.checks.findings import Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, Reading
from data_layer.checks.linking.listing import head_of_list, is_inside
from data_layer.checks.linking.pairs import Pair, alike, is_base, is_opened, without_brackets
from data_layer.checks.linking.passages import Mention, Passage, additive, is_step_of
from data_layer.checks.linking.rates import abbreviates, is_divisor
from data_layer.checks.linking.subjects import subject_of
from data_layer.checks.linking.words import find, same_words
from data_layer.checks.shares.elsewhere import one_named
from data_layer.checks.wording import operands

__all__ = [
    "against_earlier",
    "around_change",
    "from_base",
    "from_step",
    "of_step",
    "reached_by_steps",
    "steps_with_rates",
]

_RATES = ("%", "‰")


def around_change(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """A change between its two values: 达30家，增长50%，上年为20家; 由20家增长50%，达30家."""
    for first, rate, last in zip(passage.mentions, passage.mentions[1:], passage.mentions[2:], strict=False):
        if (
            not rate.is_growth
            or not first.sentence == rate.sentence == last.sentence
            or not alike(first, last)
            or STEADY.search(passage.gap(first, rate))
            or names_another(first.own_words, passage.gap(first, rate), first.figure.unit)
        ):
            continue
        if _ONLY_BASE.match(passage.gap(rate, last)):
            yield Pair(last, first, 0.9), rate
        elif is_opened(first) and _REACHES.match(passage.gap(rate, last)) and _BARE_CHANGE.match(rate.left):
            yield Pair(first, last, 0.92), rate


_ONLY_BASE = re.compile(
    r"^[，,（(]而?(?:上年|去年|上一年|前一年)(?:同期|同月|同季度?|末|底|全年)?(?:仅|只有|只|则|才)?[为是有]?$"
)
_REACHES = re.compile(r"^[，,]?(?:达|到|至|达到|增至|升至|增加到|减至|降至|减少到)了?$")
_BARE_CHANGE = re.compile(r"^的?基?础?上?(?:上升|下降|增长|增加|提高|减少|降低|增|减|升|降)了?$")


def reached_by_steps(passage: Passage) -> Iterator[tuple[Mention, Mention, Mention]]:
    """在去年20家的基础上新增10家，达到30家."""
    text, first, last = passage.article.text, passage.mentions[0], passage.mentions[-1]
    if text.find("基础上", first.end, last.start) < 0:
        return
    for old, step, new in zip(passage.mentions, passage.mentions[1:], passage.mentions[2:], strict=False):
        if (
            old.sentence == step.sentence == new.sentence
            and old.is_level
            and new.is_level
            and old.figure.value > 0
            and new.figure.value > 0
            and additive(old.figure, new.figure)
            and additive(old.figure, step.figure)
            and _ON_BASE.match(passage.gap(old, step))
            and sign_of(step)
            and _REACHES.match(_UP_TO_VERB.sub("", passage.gap(step, new)))
        ):
            yield old, step, new


_ON_BASE = re.compile(r"^的?基础上[，,]?[又再]?[\u4e00-\u9fff]{0,4}$")
_UP_TO_VERB = re.compile(r"(?<=^[，,])(?:总数|总量|累计|目前|现已|已|共)+")


def from_base(rule: Rule, old: Mention, step: Mention, new: Mention) -> Reading:
    """What the value reached must be of the old one and the step."""
    sign = sign_of(step)
    words = operands([old.figure, step.figure])
    per = 1 / new.stated.factor

    def expected(given: Sequence[Interval]) -> Interval:
        change = given[1] if step.stated.value >= 0 else -given[1]
        return (given[0] + change if sign > 0 else given[0] - change).scaled(per)

    formula = f"{words[0]} {'+' if sign > 0 else '-'} {words[1]}"
    return Reading(rule, [old, step], new, ["原数", "增减", "现数"], expected, formula, 0.92)


def steps_with_rates(passage: Passage) -> Iterator[tuple[Mention, Mention]]:
    """A level with its step and its rate: 达30家，比上年增加10家，增长50%; 增长50%，净增10家."""
    for step in passage.mentions[0 if passage.earlier else 1 :]:
        if step.is_growth:
            beside = [
                *passage.mentions[max(0, step.order - 1) : step.order],
                *passage.mentions[step.order + 1 :][:1],
            ]
            for rate in beside:
                if rate.is_growth and rate.figure.unit in _RATES:
                    yield step, rate


def _far_level(passage: Passage, step: Mention) -> Mention | None:
    """The value of a step that is told apart from it: 死亡80人。与上年相比，死亡人数减少7人，下降8%.

    It has the unit of the step and its name, or is the only one of the unit (事故起数减少3起).
    """
    words = step.text[step.opens : step.start]
    compared = next(reversed(list(_COMPARED_WITH.finditer(words))), None)
    if compared is None or not is_base(compared[1]):
        return None
    before = [
        m
        for m in passage.mentions[: step.order]
        if m.sentence >= step.sentence - 1
        and m.end <= step.opens + compared.start() + 1
        and m.is_level
        and m.figure.unit == step.figure.unit
        and not _BOUND.match(m.right)
        and m.figure.value_max is None  # 一次死亡5至9人的事故
        and (m.sentence < step.sentence or "；" not in step.text[m.end : step.opens + compared.start()])
    ]
    name = _COUNTED.sub("", step.clause.split("相比")[-1])
    named = [
        m for m in before
        if len(name) > 1 and (same_words(name, m.own_words) or abbreviates(name, m.own_words))
    ]  # fmt: skip
    if len(named) > 1:  # 汉族人口 is not 少数民族人口
        named = [m for m in named if name in m.own_words] or named
    if named:
        return named[0] if len(named) == 1 else None
    subject = subject_of(_STEPPED.sub("", step.clause.split("相比")[-1]))
    told = one_named(subject, passage.earlier) if len(subject) > 1 and not before else None
    if told is not None and told.figure.unit == step.figure.unit:
        return told  # the paragraph before tells the value
    return before[0] if len(before) == 1 and f"{step.figure.unit}数" in step.clause else None


_STEPPED = re.compile("(?:同比)?(?:净?增加?|减少|下降|上升|增长|降低|上涨|多|少)了?$")
_BOUND = re.compile("以上|以下|以内|及以")
"""一次死亡【10人以上】的事故 is a kind of accident."""
_COMPARED_WITH = re.compile("(?:^|[，。；,;])([较与同比和][^，。；,;]{2,18}?)相?比较?[，,]")
_COUNTED = re.compile(
    "(?:总|起|人|户|件|次|个|家)?数?量?(?:同比)?(?:减少|下降|增加|上升|增长|降低|上涨|少|多)了?$"
)


def _level_before(passage: Passage, change: Mention) -> Mention | None:
    """The value that a change is of, behind which its shares and targets may stand (为预算20亿元的15%)."""
    anew = _ANEW.match(change.clause) is not None
    at = change.order - 1
    while at >= 0 and passage.mentions[at].sentence == change.sentence:
        mention = passage.mentions[at]
        if _in_passing(mention, change):
            at -= 1
            continue
        if mention.is_level and not is_divisor(passage, mention):
            words = _DATED.sub("", change.left) if anew else change.left
            apart = at < change.order - 1 and names_another(mention.own_words, words, mention.figure.unit)
            return None if apart else mention
        beside = mention.is_growth and _BESIDE.search(mention.clause)
        if mention.is_growth and not (beside or anew):
            return None
        at -= 1
    return None


def _in_passing(mention: Mention, change: Mention) -> bool:
    """Whether a bracket that closes before a change holds a number: 收入30元（其中税收20元），增长5%."""
    text, opens = mention.text, mention.opens
    return is_inside(text[opens : mention.start]) and not is_inside(text[opens : change.start])


_ANEW = re.compile("^(?:[同环]比|相?[比较与][^，。；]{0,6}(?:[年月季周]|同期)[^，。；]{0,3})")
_DATED = re.compile("[比较与][^，。；]{2,12}?相比")
"""环比增加3人，增长1%，同比增加9人: a comparison told anew is of the same value."""

_NEXT = 12
"""Characters between a step and its rate."""

_BESIDE = re.compile("进度|目标|计划|全国|全省|全市|全州|平均")
"""较均衡进度慢2%: against something else than an earlier value."""

_AGAINST = re.compile("[比较]")
_SET_AGAINST = re.compile("[比较](?![重例率值大小强多好])")
"""比老品种亩产300公斤: what another number is compared with."""
"""增长9%，比年初增加5亿元: the rate is against another time."""


def from_step(rule: Rule, passage: Passage, step: Mention, rate: Mention) -> Iterator[Reading]:
    """What the rate must be of the step and the value that stands before both."""
    first, last = sorted((step, rate), key=lambda m: m.order)
    level = _level_before(passage, first)
    same_way = (step.figure.value < 0) == (rate.figure.value < 0)
    between = without_brackets(passage.gap(first, last))
    close = first is step and len(between) <= _NEXT
    far = _far_level(passage, step) if close and same_way and step.sentence == rate.sentence else None
    if far is not None and not re.search("[；。]", passage.gap(step, rate)):
        yield of_step(rule, far, step, rate, 0.9)
        return
    told_of = close and same_way and not _AGAINST.search(passage.gap(step, rate))
    if level is not None and told_of and _is_compared(passage, level, step):
        yield _of_base(rule, level, step, rate)
        return
    if (
        level is None
        or not level.sentence == step.sentence == rate.sentence
        or level.figure.value <= 0
        or level.right.startswith("相比")
        or _SET_AGAINST.match(level.clause)
        or (_AGAINST.search(level.clause) and is_base(level.clause))
        or not is_step_of(step.figure, level.figure)
        or not same_way
        or len(between) > _NEXT
        or re.search("。" if _ANEW.match(first.clause) else "[；。]", passage.gap(level, last))
        or STEADY.search(passage.gap(level, last))
        or names_another(level.own_words + first.own_words, passage.gap(first, last), level.figure.unit)
        or (first is rate and names_another(level.own_words, passage.gap(level, rate), level.figure.unit))
    ):
        return
    since = first.left if _ANEW.match(first.clause) else passage.gap(level, first)
    other = other_start(since, passage.gap(first, last))
    yearly = "同比" in since
    other = other or (first is rate and not yearly and _AGAINST.search(passage.gap(first, last)) is not None)
    certainty = CHANCE if other else 0.9
    head = head_of_list(passage, level)
    if head is not None and additive(head.figure, step.figure):
        yield of_step(rule, head, step, rate, certainty)
    if head is None or level.figure.value > abs(step.figure.value):
        yield of_step(rule, level, step, rate, certainty)


def against_earlier(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Steps from an earlier value to one told before: 机构共8家。与上年的机构6家相比，增加2家.

    The value is the one of the two sentences that has the name by which the earlier one is compared.
    """
    for old, step in zip(passage.mentions[1:], passage.mentions[2:], strict=False):
        if not step.is_growth or old.sentence != step.sentence or not old.is_level:
            continue
        if not old.right.startswith("相比") or not _is_compared(passage, old, step):
            continue
        before = [
            m for m in passage.mentions[: old.order] if m.sentence >= old.sentence - 1 and alike(m, old)
        ]
        same = [m for m in before if m.figure.unit == old.figure.unit]
        subject = _COMPARING.sub("", old.clause)
        named = same[-1:] if _THIS.search(old.clause) else [m for m in same if same_words(subject, m.named)]
        if len(named) == 1:
            yield Pair(old, named[0], 0.9), step


_COMPARING = re.compile(
    "[与比较同和]|(?:19|20)?[0-9]{2,4}年|上年|去年|同期|年?[末底初]|第.次|全国|全[省市县区州]|共|的|数$"
)
_THIS = re.compile("这[一个]*(?:数据|数字|数|人数)|该数|此数")


def _is_compared(passage: Passage, old: Mention, step: Mention) -> bool:
    """Whether a step is told right behind the value that it starts from: 与2010年的70人相比，增加7人."""
    between = passage.gap(old, step)
    return (
        old.figure.value > 0
        and additive(old.figure, step.figure)
        and find("compared", old.clause) is not None
        and is_base(old.clause)
        and _STEPS.match(between) is not None
        and not STEADY.search(between)
    )


_STEPS = re.compile(
    "^(?:[\u4e00-\u9fff]{1,4})?相比[，,]?(?:[一二两三四五六七八九十]+年间?)?(?:共|累计|净)?(?:增加|减少|增长|下降|上升)了?$"
    "|^(?:增加|减少|净增|增长|下降)了?$"
)


def _of_base(rule: Rule, old: Mention, step: Mention, rate: Mention) -> Reading:
    """The rate that a step makes of the value that it starts from."""
    words = operands([old.figure, step.figure])
    per = 100 if rate.figure.unit == "%" else 1000
    sign = -1 if rate.figure.value < 0 else 1

    def expected(given: Sequence[Interval]) -> Interval:
        return (given[1] if sign > 0 else -given[1]).over(given[0]).scaled(per)

    exempt = exempt_growth(rate.figure, rate.text[rate.opens : rate.end])
    return Reading(
        rule, [old, step], rate, ["原数", "增减", "增幅"], expected, f"{words[1]} ÷ {words[0]}", 0.92, exempt
    )


def of_step(rule: Rule, level: Mention, step: Mention, rate: Mention, certainty: float) -> Reading:
    """The rate that a value and its step make."""
    sign = -1 if rate.figure.value < 0 else 1
    words = operands([level.figure, step.figure])
    old = f"{words[0]} {'-' if sign > 0 else '+'} {words[1]}"
    per = 100 if rate.figure.unit == "%" else 1000

    def expected(given: Sequence[Interval]) -> Interval:
        change = given[1] if sign > 0 else -given[1]
        before = given[0] - given[1]
        if before.high is not None and before.high < 0 and given[1].low is not None:
            return Interval.point(given[1].low / before.high * per)  # more came than there is
        if before.low is None or before.low <= 0:
            return Interval(0.0, None)
        return change.over(before).scaled(per)

    exempt = exempt_growth(rate.figure, rate.text[rate.opens : rate.end])
    return Reading(
        rule,
        [level, step],
        rate,
        ["现数", "增减", "增幅"],
        expected,
        f"{words[1]} ÷（{old}）",
        certainty,
        exempt,
    )
