"""Lists of later sentences: by what they sort, by kind, by the noun of their classes.

What belongs here: 零售30亿元。按地区分，…; 受理工单50件。工单分类：…; 常住人口60万人。…。男性人口31万人，….
What does not: what is left of a total, lists that name it again (``divisions``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.judging import CHANCE, LIKELY, Reading
from data_layer.checks.linking.listing import SOME_OF, SORTED_BY, run_of
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.ending import up_to_rest, within
from data_layer.checks.sums.labels import completeness
from data_layer.checks.sums.starting import stands_alone
from data_layer.model import FigureKind

__all__ = ["lists_by_kind", "lists_sorted_later"]

_RIVALS = 8
"""Numbers between a total and a list that names what it counts."""


def lists_sorted_later(passage: Passage, total: Mention) -> Iterator[Reading]:
    """Lists of later sentences: 零售30亿元。按地区分，城镇20亿元…。按类型分，餐饮4亿元、商品26亿元."""
    if not stands_alone(passage, total):
        return
    sentence = total.sentence
    for first in passage.mentions[total.order + 1 :]:
        if first.sentence <= sentence:
            continue
        if first.sentence > sentence + 1 or not SOME_OF.match(first.left):
            return
        if first.is_level and first.figure.indicator == total.figure.indicator:
            return  # 其中，二季度生产总值29亿元。分产业看，…: of another time
        sentence = first.sentence
        if sentence == total.sentence + 1 or not first.is_level:
            continue  # the first list, which is told by itself
        if additive(first.figure, total.figure):
            run = run_of(passage, first, 1, FigureKind.LEVEL)
            parts = up_to_rest(within(passage, run, "", parted=False))
            certainty = completeness(parts, whole=False, fewest=_sorted(first)) if len(parts) > 1 else CHANCE
            if certainty >= LIKELY:
                yield sum_of(total, parts, certainty)


def _sorted(first: Mention) -> int | None:
    """How many parts are all there are behind words that sort them: two behind 按…分, else none."""
    return 2 if SORTED_BY.match(first.left) else None


def lists_by_kind(passage: Passage, total: Mention) -> Iterator[Reading]:
    """A list of all kinds of what a total counts: 受理工单50件。工单分类：求助类40件，建议类10件.

    Where two numbers have that name, or another one is what the list comes to, it is of none.
    """
    for first in passage.mentions[total.order + 2 : total.order + _RIVALS]:
        named = _KINDS_OF.match(first.left)
        if named is None or first.sentence == total.sentence:
            continue
        others = [m for m in passage.mentions[: first.order] if m is not total and m.is_level]
        told = any(named[1] in m.clause for m in others)
        if named[1] in total.clause and not told and additive(first.figure, total.figure):
            run = run_of(passage, first, 1, FigureKind.LEVEL)
            parts = up_to_rest(within(passage, run, "", parted=False))
            if len(parts) > _FEW and not any(sum_of(m, parts, CHANCE).holds() for m in others):
                yield sum_of(total, parts, completeness(parts, whole=False, fewest=3))
        return


_KINDS_OF = re.compile("\\s*([\u4e00-\u9fff]{2})(?:分类|类别|类型)(?:情况|统计)?[为是]?[：:]")
_FEW = 2
"""Two kinds alone are told too often of the commonest."""
