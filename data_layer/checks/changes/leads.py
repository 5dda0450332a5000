"""One growth or share against another of the same passage: 农村增长5%，增速高于城镇2个百分点.

What belongs here: which two rates are set against each other. What does not: one rate over time (``pairs``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.linking.listing import BRACKETS, CLOSING
from data_layer.checks.linking.pairs import is_base
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.linking.words import find, much_the_same

__all__ = ["Lead", "leads_of"]

Lead = tuple[Mention, Mention, Mention, int]
"""The rate that leads or trails, the one that it is set against, the points between, 1 or -1."""

_SET = re.compile(
    "(?:(?P<more>高于|快于|高出|领先)|(?P<less>低于|慢于|落后))(?P<other>[^，。；、,;0-9]{2,24}?)(?:的?增[速幅长])?$"
    "|比(?P<that>[^，。；、,;0-9]{2,24}?)(?:的?增[速幅])?(?:(?P<up>高|快|高出|多)|(?P<down>低|慢|少))$"
)


def leads_of(passage: Passage) -> Iterator[Lead]:
    """Every lead of the passage that has both rates in its sentence or the one before."""
    yield from _between(passage)
    for points in passage.mentions[2:]:
        if points.figure.unit != "个百分点":
            continue
        said = _SET.search(points.clause)
        if said is None:
            continue
        other = said["other"] or said["that"]
        if is_base(other) or find("other_whole", other) or _ELSEWHERE.search(other):
            continue
        own = passage.mentions[points.order - 1]
        if own.sentence != points.sentence or not _is_rate(own) or not _ABOUT_IT.match(points.left):
            continue
        against = [
            m for m in passage.mentions[: own.order]
            if m.sentence >= points.sentence - 1 and _is_rate(m) and m.figure.kind is own.figure.kind
            and much_the_same(other, _subject(passage, m)) and not is_base(m.clause.removeprefix("比上年"))
        ]  # fmt: skip
        against = [m for m in against if other in _subject(passage, m)] or against
        if len(against) == 1:
            yield own, against[0], points, 1 if said["more"] or said["up"] else -1


def _between(passage: Passage) -> Iterator[Lead]:
    """失业率3.4%，比控制目标4%低0.6个百分点: the rate set against stands before the points."""
    for own, other, points in zip(passage.mentions, passage.mentions[1:], passage.mentions[2:], strict=False):
        way = _way(passage.gap(own, other), passage.gap(other, points))
        if points.figure.unit == "个百分点" and way and own.sentence == points.sentence:
            rates = own.figure.unit == other.figure.unit == "%" and own.is_rate == other.is_rate
            if rates and own.figure.value > 0 and _THAN.match(passage.gap(own, other)):
                yield own, other, points, way


def _way(first: str, second: str) -> int:
    """1 where the words around the rate that is set against say more, -1 for less, 0 for neither.

    高于全省平均（60%）5个百分点 says it before the bracket.
    """
    if first[-1:] in BRACKETS and second in CLOSING:
        return -1 if _BELOW.search(first) else 1 if _ABOVE.search(first) else 0
    return _WAYS.get(second, 0)


_ABOVE = re.compile("^[，,]?(?:高于|高出|超出|超过|超|领先)")
_BELOW = re.compile("^[，,]?(?:低于|落后|少于)")
_THAN = re.compile("^[，,]?(?:比|较|高于|高出|低于|超出|超过?|领先|落后)[^，。；,;]{0,20}$")
_WAYS = {"高": 1, "高出": 1, "多": 1, "快": 1, "低": -1, "低了": -1, "少": -1, "慢": -1}

_ELSEWHERE = re.compile("平均|全国|目标|预期|计划")
_ABOUT_IT = re.compile("^，(?:增[速幅]|涨幅|比重|占比)?[^，。；]{0,30}$")


def _is_rate(mention: Mention) -> bool:
    return mention.figure.unit == "%" and mention.is_growth


def _subject(passage: Passage, growth: Mention) -> str:
    """What grew: the words of its own clause, or the value right before it."""
    before = passage.mentions[growth.order - 1] if growth.order else None
    if before is not None and before.is_level and before.sentence == growth.sentence:
        return before.named
    return growth.clause
