"""Totals that stand behind their parts: 旱地10亩，水田20亩，合计30亩; 300元，加上200元，共500元.

What belongs here: numbers that words sum up. What does not: lists behind their total (``totals``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.judging import CHANCE, LIKELY, Reading
from data_layer.checks.linking.classes import are_exclusive, leave_nothing
from data_layer.checks.linking.listing import PARTED, is_inside, run_of
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import is_divisor
from data_layer.checks.linking.words import ends_with, find, names_rest, unfilled
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.ending import BALANCE
from data_layer.checks.sums.nouns import share_noun
from data_layer.model import FigureKind, Status

__all__ = ["parts_added", "parts_before", "parts_before_sentence"]


def parts_before(passage: Passage, total: Mention) -> Iterator[Reading]:
    """旱地10亩，水田20亩，合计30亩."""
    words = _OFFICES.sub("", total.clause)
    if _opens_parts_itself(passage, total) or BALANCE.search(total.named):
        return
    closing, likely = ends_with("total", words), find("total_likely", words)
    repeated, told = _SAME_AGAIN.search(words), _items(total)
    summed = _SUMS_UP.match(words) is not None
    if not (closing or likely or repeated or told or summed):
        return
    last = passage.mentions[total.order - 1]
    beside = last.sentence == total.sentence and last.is_level
    if not beside or not additive(last.figure, total.figure):
        return
    parts = _behind_semicolon(passage, run_of(passage, last, -1, FigureKind.LEVEL))
    if len(parts) < 2:
        return
    repeats = repeated is not None and all(repeated[1] in m.clause for m in parts)
    sums = likely is not None and not all(
        likely[0] in m.clause for m in parts
    )  # 国有利润总额30元，私营利润总额90元
    if not (closing or sums or repeats or told or summed):
        return
    in_turn = summed and ("分别" in parts[0].left or not words.startswith("共") or words.startswith("共计"))
    nested = any("其中" in passage.gap(a, b) for a, b in pairwise([*parts, total]))
    cue = find("total", words)
    own = unfilled(words[: cue.start()] if cue else words)
    named = _HOW_MANY[told["many"]] if told and told["many"] else len(parts)
    for count in range(2, len(parts) + 1):
        certainty = CHANCE
        if count == named and not nested:
            named_all = leave_nothing([m.own_words for m in parts])
            named_all = named_all or (len(parts) > 2 and are_exclusive(parts))
            certain = (closing and not own) or told or in_turn or named_all or names_rest(last.clause)
            shared = share_noun(total, parts)
            certainty = 0.92 if certain or shared else LIKELY
            if not (certain or shared or summed or repeats) and _of_its_own(total, parts[-count:]):
                certainty = CHANCE
        if any(m.figure.status is Status.PLANNED for m in parts[-count:]) and _is_done(total):
            certainty = CHANCE  # 总投资20亿元，年度计划9亿元，累计完成8亿元
        yield sum_of(total, parts[-count:], certainty)


def _of_its_own(total: Mention, parts: Sequence[Mention]) -> bool:
    """固定资产投资7亿元、社会消费品零售总额6亿元: an indicator's own name, and no word of it in the parts."""
    named = _NAME.search(total.clause) if total.figure.indicator_id is not None else None
    own = total.clause[: named.start()] if named else ""
    told = "".join(m.clause for m in parts)
    return bool(own) and not any(own[at : at + 2] in told for at in range(len(own) - 1))


def _behind_semicolon(passage: Passage, parts: list[Mention]) -> list[Mention]:
    """The parts behind the last ；, if they are several: 年初30人；新来9人，复学2人，共增加11人."""
    cuts = [at for at in range(1, len(parts)) if PARTED.search(passage.gap(parts[at - 1], parts[at]))]
    return parts[cuts[-1] :] if cuts and len(parts) - cuts[-1] >= _FEWEST else parts


def _is_done(total: Mention) -> bool:
    return total.figure.status is Status.ACTUAL


_OFFICES = re.compile("党总支|总[支部队站工校行院会局台店公]|总书记|总经理|[预估统设审会]计|计[划算生]")
"""Words that hold one of these characters and sum up nothing."""


_NAME = re.compile("总[额量值数](?:[为达]到?)?$")
"""An indicator's own name may end so; 合计, 共 sum up what was told."""


_HOW_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


_ITEMS = re.compile(
    r"^(?:(?:以上|上述|这|前)?(?P<many>[两二三四五六七八九十])[\u4e00-\u9fff]{1,3}?|以上|上述)"
    r"[^，。、和及与加0-9]{0,6}?(?:共计|合计|总计|总共|共|累计|相加|加总|之和|总[产投销收支数量额价])"
    r"(?:[\u4e00-\u9fff]{0,5}|(?<=[项者类]合计)[\u4e00-\u9fff]{0,15})$"
)
"""三项合计: how many parts there are."""


def _items(total: Mention) -> re.Match[str] | None:
    """三项合计 before a number, in its clause or the one before (两项相加，全年收入)."""
    clauses = _CLAUSE.split(total.left)[-2:]
    return next(filter(None, map(_ITEMS.search, reversed(clauses))), None)


_CLAUSE = re.compile("[，,：:]")


_SUMS_UP = re.compile(
    r"^(?:加起来|加在一起|算下来|前后)?(?:共计|合计|总计|总共|一共|共)[\u4e00-\u9fff]{0,5}$"
)


_SAME_AGAIN = re.compile(r"(?:总共|一共|共|合计)([\u4e00-\u9fff]{2,4})$")
"""春季植树10亩，秋季植树20亩，全年共植树30亩."""


def _opens_parts_itself(passage: Passage, total: Mention) -> bool:
    following = passage.mentions[total.order + 1] if total.order + 1 < len(passage.mentions) else None
    if following is None or following.sentence != total.sentence:
        return False
    return find("opens_some", passage.gap(total, following)) is not None


def parts_added(passage: Passage, total: Mention) -> Iterator[Reading]:
    """下达300元，加上提前下达的200元，共500元: what is added to a number makes the next of its unit.

    What it is added to may stand at the head of the sentence before: 收入300元，增长5%。加上上年结转20元、
    调入资金10元，收入总量330元.
    """
    if not (_SUMMED.search(total.clause) or _SUMMED.match(total.right)):
        yield from _two_added(passage, total)
        return
    before = _outside(passage, total)
    added = next(
        (at for at, m in enumerate(before) if m.sentence == total.sentence and _ADDED.search(m.left)), 0
    )
    heads = [m for m in before[:added] if m.sentence >= total.sentence - 1]
    if not added or not heads:
        return
    parts = [m for m in before[added:] if additive(m.figure, total.figure)]
    for head in {m.order: m for m in (heads[0], heads[-1])}.values():
        if additive(head.figure, total.figure) and len(parts) == len(before) - added:
            yield sum_of(total, [head, *parts], 0.92 if len(heads) == 1 or head is heads[0] else LIKELY)


def _two_added(passage: Passage, total: Mention) -> Iterator[Reading]:
    if total.order < 2:
        return
    first, second = passage.mentions[total.order - 2 : total.order]
    parts = (first, second)
    alike = all(m.is_amount and additive(m.figure, total.figure) for m in parts)
    if alike and first.sentence == total.sentence and _ADDED.search(passage.gap(first, second)):
        yield sum_of(total, parts, LIKELY)


def _outside(passage: Passage, total: Mention) -> list[Mention]:
    """The amounts before a number in its sentence and the one before, but those in brackets and divisors."""
    return [
        m
        for m in passage.mentions[max(0, total.order - _FARTHEST) : total.order]
        if m.sentence >= total.sentence - 1 and m.is_amount
        and not is_inside(m.text[m.opens : m.start]) and not is_divisor(passage, m)
    ]  # fmt: skip


_FARTHEST = 24
"""Numbers before a sum among which all that it adds up stand, with their own parts and changes."""


def parts_before_sentence(passage: Passage, total: Mention) -> Iterator[Reading]:
    """收入300元，补助100元（其中…），债券50元。合计收入450元: of all that the sentence before tells.

    Where others are told before that one, they may count too.
    """
    if not _OPENS_SUM.fullmatch(total.left.strip()):
        return
    parts = [m for m in _outside(passage, total) if m.sentence == total.sentence - 1]
    if len(parts) >= _FEWEST and all(additive(m.figure, total.figure) for m in parts):
        told = any("其中" in m.left for m in parts) or passage.mentions[0].sentence < total.sentence - 1
        yield sum_of(total, parts, CHANCE if told else 0.92)


_OPENS_SUM = re.compile(
    "(?:以上|上述|各项|全部)?(?:收入|支出|资金)?(?:合计|总计|共计)(?:收入|支出|资金)?(?:总?数|总?量|总?额)?[为是达]?到?"
)
_FEWEST = 2


_ADDED = re.compile("(?:再)?加上[^，。；,;]{0,30}$")


_SUMMED = re.compile(
    "(?:共计?|合计|总计|总额|总量|累计|全部)[达为有是]?到?$|^(?:收入|支出|资金)?合计|^[^，。；,;]{0,4}全部"
)
