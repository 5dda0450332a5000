"""Lists that stand apart from the total they divide.

What belongs here: a second list of one total, lists that name their total again, what is left of a total.
What does not: a list right behind or before its total (``totals``), lists of later sentences (``later``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_layer.checks.judging import Reading
from data_layer.checks.linking.classes import complete_names, leave_nothing
from data_layer.checks.linking.listing import PARTED, SORTED, is_inside, run_of
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import abbreviates
from data_layer.checks.linking.words import AMONG, much_the_same, names_rest
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.defining import by_definition, names_defined
from data_layer.checks.sums.ending import BESIDES, OF_LAST, up_to_rest, within
from data_layer.checks.sums.forms import by_form
from data_layer.checks.sums.labels import completeness
from data_layer.checks.sums.later import lists_by_kind, lists_sorted_later
from data_layer.checks.sums.remaining import LEFT, left_over
from data_layer.checks.sums.starting import stands_alone
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind

__all__ = ["ListsApart", "lists_apart", "may_divide"]

_RIVALS = 8
"""Numbers between a total and a list that names it again."""


@dataclass(frozen=True, slots=True)
class ListsApart:
    """What a passage has of such lists, so that most totals need not be asked.

    Attributes:
        remains: whether it tells what is left of something.
        again: whether it names something again (粮作中，).
        sorted_later: whether one of its sentences but the first begins with 按…分 or 从…看.
        nested: whether 其中 stands in it twice, or before a ；.
        kinds: whether a sentence of it begins with the kinds of something (工单分类：).
        added: whether it adds something to a number (加上).
        defined: whether it names a whole that has its classes by definition.
    """

    passage: Passage
    remains: bool
    again: bool
    sorted_later: bool
    nested: bool
    kinds: bool
    added: bool
    defined: bool

    @property
    def any(self) -> bool:
        """Whether the passage has any that any of its numbers may be the total of."""
        return self.remains or self.again or self.sorted_later or self.nested or self.kinds

    def of(self, total: Mention) -> Iterator[Reading]:
        """The list of ``total`` where it is the only one."""
        if self.again:
            yield from _told_again(self.passage, total)
        if self.nested:
            yield from _around_nested(self.passage, total)
        if self.defined:
            yield from by_definition(self.passage, total)

    def further(self, total: Mention, first: Mention | None) -> Iterator[Reading]:
        """Further lists of ``total``, each a sum by itself; ``first`` begins its first list."""
        if self.remains:
            yield from left_over(self.passage, total)
        if first is not None:
            yield from _divisions(self.passage, total, first)
        if self.sorted_later:
            yield from lists_sorted_later(self.passage, total)
        if self.kinds:
            yield from lists_by_kind(self.passage, total)


def lists_apart(passage: Passage) -> ListsApart:
    """What a passage has of lists that stand apart from their totals."""
    words = passage.article.text[passage.mentions[0].opens : passage.mentions[-1].closes]
    remains, again, later = (some.search(words) is not None for some in (LEFT, _AGAIN, _SORTED))
    kinds = later and _KINDS_TOLD.search(words) is not None
    first, last = words.find("其中"), words.rfind("其中")
    nested, added = first >= 0 and (first < last or words.find("；", last) > 0), "加上" in words
    defined = names_defined(words)
    return ListsApart(passage, remains, again, later, nested, kinds, added, defined)


_KINDS_TOLD = re.compile("。\\s*[\u4e00-\u9fff]{2}(?:分类|类别|类型)")
_SORTED = re.compile(
    "。\\s*(?:[\u4e00-\u9fff]{2}(?:分类|类别|类型)|(?:按|从|分)[^，。；,;]{1,8}(?:[分看]|统计)|分[^，。；,;：:]{1,4}(?:情况)?[是为]?[：:])"
)


def _around_nested(passage: Passage, total: Mention) -> Iterator[Reading]:
    """A whole classification with a list inside: 其中：一产10亿元；二产30亿元，其中工业20亿元。三产40亿元."""
    behind = [
        m
        for m in passage.mentions[total.order + 1 : total.order + _NESTED]
        if m.sentence <= total.sentence + 2 and m.is_amount and additive(m.figure, total.figure)
    ]
    known = bool(behind) and complete_names().search(behind[0].named)
    twice = bool(behind) and total.text.count("其中", total.end, behind[-1].end) > 1
    for names in load_check_cues().complete if known else ():
        if names[0] in behind[0].named:
            parts = [[m for m in behind if name in m.named] for name in names]
            opened = twice or (SORTED.match(behind[0].left) and stands_alone(passage, total))
            if not (opened if len(names) > _CLASSES else _follow_at_once(total, parts)):
                continue
            told = [some[0] for some in parts if len(some) == 1]
            inside = any("其中" in m.left for m in told[1:])  # 高中1所；义务教育30所，其中初中9所
            if len(told) == len(names) and not inside and not any(name in total.named for name in names):
                yield sum_of(total, told, 0.92)


def _follow_at_once(total: Mention, parts: Sequence[Sequence[Mention]]) -> bool:
    """Whether one of two classes stands right behind a total, and a ； behind its parts opens the other."""
    if not all(len(some) == 1 for some in parts):
        return False
    first, second = parts[0][0], parts[-1][0]
    if first.order != total.order + 1 or "其中" in first.left:
        return False
    return first.text.find("其中", first.end, second.start) > 0 and PARTED.match(second.left) is not None


_NESTED = 16
"""Numbers behind a total among which its classes stand."""
_CLASSES = 2
"""Two classes alone are told too often of something else."""


def may_divide(first: Mention) -> bool:
    """Whether further lists may stand behind the one that begins with a number."""
    return first.text.find("；", first.end, first.closes) >= 0


def _divisions(passage: Passage, total: Mention, first: Mention) -> Iterator[Reading]:
    """Further lists of the same total behind a ；: 城镇30人、农村20人；男性24人、女性26人."""
    if not may_divide(first):
        return
    run = run_of(passage, first, 1, FigureKind.LEVEL)
    parts: list[Mention] = []
    told = within(passage, run, "", parted=True)
    if len(told) < _TWO:
        return  # 甲类30件；乙类20件，丙类10件: the one before a ； is of the same list
    for mention in run[len(told) :]:
        if is_inside(passage.gap(total, mention)):
            continue  # of a part: 幼儿园30所（公办10所，民办20所）
        if BESIDES.search(mention.left):
            return
        if parts and PARTED.search(passage.gap(parts[-1], mention)):
            parts = []
        parts.append(mention)
        if len(parts) > 1 and _leave_nothing(parts):
            yield sum_of(total, parts, 0.92)


_TWO = 2


def _leave_nothing(parts: Sequence[Mention]) -> bool:
    """Whether labels leave nothing of a whole out, or end with the rest of it: 汉族、回族、其他少数民族."""
    rest = len(parts) > _TWO and names_rest(parts[-1].clause)
    return rest or leave_nothing([m.own_words for m in parts])


def _told_again(passage: Passage, total: Mention) -> Iterator[Reading]:
    """A list that names an earlier total: 粮作50万亩，经作20万亩，粮作中，小麦30万亩、玉米20万亩."""
    for first in passage.mentions[total.order + 1 : total.order + _RIVALS]:
        named = None if OF_LAST.search(first.left) else _AMONG_NAMED.search(first.left)
        if first.sentence > total.sentence + 1 or not first.is_level:
            continue
        if (
            named is None
            or not additive(first.figure, total.figure)
            or not _is_told(passage, total, first, named[1])
        ):
            continue
        counted = passage.mentions[first.order - 1]
        if not named.start(1) and counted.sentence == first.sentence and counted is not total:
            return  # 立案的【29件】提案中，甲类20件: of what the number right before counts
        parts = run_of(passage, first, 1, FigureKind.LEVEL)
        parted = not all(PARTED.search(passage.gap(a, b)) for a, b in pairwise(parts))
        parts = list(up_to_rest(within(passage, parts, first.left, parted=parted)))
        parts = parts[:1] + [m for m in parts[1:] if not _AMONG_NAMED.search(m.left)]
        if len(parts) > 1:
            yield sum_of(total, parts, by_form(passage, total, parts, completeness(parts, whole=False)))
        return


def _is_told(passage: Passage, total: Mention, first: Mention, name: str) -> bool:
    """Whether the name that opens a list is a total's, or shares words with it alone: 收案 and 新收案件.

    A noun that a bare verb beside it leaves out (新收案件24件，审结20件) tells neither.
    """
    others = [
        m for m in passage.mentions[: first.order]
        if m.is_amount and m is not total and m.sentence >= first.sentence - 1
        and additive(m.figure, total.figure)
    ]  # fmt: skip
    if total.clause.removeprefix("其中") == name:
        return True
    if total.clause.endswith(name):
        verbs = (m for m in others if m.sentence == total.sentence and len(m.named) <= _VERB)
        return all(complete_names().search(m.named) for m in verbs)
    alone = first.sentence == total.sentence + 1 and not any(_shares_words(name, m) for m in others)
    return alone and _shares_words(name, total)


_VERB = 2


def _shares_words(name: str, mention: Mention) -> bool:
    """Whether a name is of the words of a number, its unit among them: 游客人次 and 接待游客5人次."""
    words = mention.own_words.replace("\0", mention.figure.unit)
    return abbreviates(name, words) or much_the_same(name, words)


_AGAIN = re.compile("[中里]，|中[,：]")
_AMONG_NAMED = re.compile(
    f"(?:^|[，。；,;])(?:在|其中)?([^，。；,;、0-9]{{2,10}}){AMONG}[，,：:]?[^，。；,;]{{0,12}}$"
)
