"""Which number the list behind a total begins with, in its sentence or in the next one.

What belongs here: whether a sentence goes on with a list of the one before. What does not: how a list goes on
and ends (``listing``, ``ending``), lists farther behind (``later``, ``parted``).
"""

from __future__ import annotations

import os.path
import re

from data_layer.checks.linking.listing import (
    CLOSING,
    LATER,
    SOME_OF,
    counts_next,
    is_average,
    is_compared_with,
    is_inside,
)
from data_layer.checks.linking.pairs import is_base
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import is_divisor
from data_layer.checks.linking.words import find
from data_layer.checks.sums.defining import begins_classes
from data_layer.checks.sums.nouns import carry_noun
from data_layer.model import FigureKind

__all__ = ["first_of_next", "first_part", "stands_alone"]


def first_part(passage: Passage, total: Mention) -> Mention | None:
    """The number that a list of parts behind ``total`` begins with.

    Its growth, or one number of another kind, may stand between (引进企业7家、资金2亿元，其中租赁厂房3家); a
    list that 其中 or 按…分 opens may be the next sentence.
    """
    counted = 0
    for at in range(total.order + 1, len(passage.mentions)):
        first = passage.mentions[at]
        if first.sentence != total.sentence or counted > _AHEAD:
            break
        if _closes(first) and is_inside(passage.gap(total, first)):
            continue  # told in passing: 处分30人（其中党员8人）, 处分30人（不含党员8人，另行通报）
        if not first.is_level or is_divisor(passage, first):
            continue
        alike = additive(first.figure, total.figure)
        if alike and (is_compared_with(first) or is_average(first) > is_average(total)):
            continue
        counted += 1
        if alike:
            between = passage.mentions[total.order + 1 : first.order]
            if all(
                m.figure.kind in (FigureKind.GROWTH, FigureKind.RATE)
                or is_divisor(passage, m)
                or is_compared_with(m)
                or counts_next(passage, m, first)
                or _counts_parts(passage, m, first)
                for m in between
            ):
                return _list_named(passage, total, first) or first
            return first if "其中" in passage.gap(passage.mentions[first.order - 1], first) else None
    return first_of_next(passage, total)


def _counts_parts(passage: Passage, mention: Mention, first: Mention) -> bool:
    """Whether a number only says how many parts are told in turn: 东区、西区【2个】片区，分别为3件、2件."""
    return _IN_TURN.fullmatch(passage.gap(mention, first)) is not None


_IN_TURN = re.compile("[\u4e00-\u9fff]{1,8}[，,]?分别[为是有]?")


def _closes(mention: Mention) -> bool:
    """Whether a bracket closes in the words behind a number that they do not open."""
    m = _BRACKET.search(mention.text, mention.end, mention.after)
    return m is not None and m[0] in CLOSING


_BRACKET = re.compile("[（(）)]")


_AHEAD = 2
"""Numbers of other kinds between a total and its list."""


def _may_add(first: Mention, total: Mention) -> bool:
    return first.is_level and additive(first.figure, total.figure)


def first_of_next(passage: Passage, total: Mention) -> Mention | None:
    """The first number of the next sentence where 其中 opens it and ``total`` is the only one before it.

    Its divisors and steps aside: 完成3亿元，占预算5亿元的60%，增收1亿元。其中：…
    """
    if passage.mentions[-1].sentence == total.sentence:
        return None
    at = total.order + 1
    while passage.mentions[at].sentence == total.sentence:
        at += 1
    first = passage.mentions[at]
    if _SORTS.match(first.left) and SOME_OF.match(total.text, total.opens):
        return None  # 零售30亿元。其中限额以上20亿元。按地区分，城镇25亿元…: of the first
    if _goes_past(passage, first, total):
        first = next(m for m in passage.mentions[at:] if m.sentence > first.sentence)
    elif first.sentence != total.sentence + 1:
        return None
    if not _may_go_on(total, first):
        return None
    alone = stands_alone(passage, total) or _is_named_by(passage, total, first)
    return first if _may_add(first, total) and alone else None


def _is_named_by(passage: Passage, total: Mention, first: Mention) -> bool:
    """Whether a list has the noun of one of two numbers: 总产值9亿元，增加值4亿元。其中：农业产值….

    The longest that it has of any: 存款余额30亿元；贷款余额20亿元。其中，住户贷款余额….
    """
    noun = os.path.commonprefix([total.named[::-1], first.named[::-1]])[::-1]
    if len(noun) < _NOUN:
        return False
    here = [m for m in passage.mentions if m.sentence == total.sentence and _may_add(m, total)]
    return not any(m is not total and m.named.endswith(noun) for m in here)


_NOUN = 2


def _list_named(passage: Passage, total: Mention, beside: Mention) -> Mention | None:
    """The list of the next sentence that has the noun of ``total``, where a bare ， leads to ``beside``."""
    if beside.named[-_NOUN:] == total.named[-_NOUN:] or find("opens_some", passage.gap(total, beside)):
        return None
    first = first_of_next(passage, total)
    return first if first is not None and _is_named_by(passage, total, first) else None


def _goes_past(passage: Passage, first: Mention, total: Mention) -> bool:
    """Whether a sentence of other things stands before it: 总人口9万人。总户数3万户。其中：农业人口…."""
    last = passage.mentions[-1]
    if first.sentence != total.sentence + 1 or last.sentence == first.sentence or SOME_OF.match(first.left):
        return False
    behind = passage.mentions[first.order :]
    here = [m for m in behind if m.sentence == first.sentence]
    then = behind[len(here)]
    return (
        then.sentence == total.sentence + LATER
        and "其中" in then.left
        and not any(_may_add(m, total) for m in here)
    )


def _may_go_on(total: Mention, first: Mention) -> bool:
    """Whether a sentence is a list of the one before: 其中, 按…分, or its verb again and a rest at its end.

    处分30人。处分干部12人、其他人员18人. Or its noun with a word before it: 果园面积30亩。新果园面积….
    """
    if SOME_OF.match(first.left) or begins_classes(total, first):
        return True
    if first.before == first.opens and carry_noun(total, [first]):
        return True
    verb = total.clause[-_VERB:]
    again = len(verb) == _VERB and first.left.lstrip().startswith(verb)
    return again and find("rest", first.text[first.end : first.closes]) is not None


_VERB = 2


def stands_alone(passage: Passage, total: Mention) -> bool:
    """Whether nothing else in its sentence may be what a later list divides: divisors and averages never."""
    return not any(
        m is not total
        and m.sentence == total.sentence
        and _may_add(m, total)
        and not (is_divisor(passage, m) or is_base(m.clause) or is_average(m) or is_inside(_before(m)))
        for m in passage.mentions
    )


def _before(mention: Mention) -> str:
    return mention.text[mention.opens : mention.start]


_SORTS = re.compile(r"\s*(?:按|从|分)")
