"""The family of sums: parts against the total they are listed with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data_layer.checks.findings import Finding
from data_layer.checks.judging import CHANCE, EXPECTED, SURE, Reading, judge
from data_layer.checks.linking.listing import BRACKETS, Level, beside, is_average, is_compared_with
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.sums.adding import TOTAL, sum_of
from data_layer.checks.sums.alike import closed_labels, surer
from data_layer.checks.sums.behind import opener_of, opens_list, parts_behind
from data_layer.checks.sums.beyond import second_class
from data_layer.checks.sums.classed import lists_classed
from data_layer.checks.sums.defining import names_defined
from data_layer.checks.sums.divisions import ListsApart, lists_apart, may_divide
from data_layer.checks.sums.inside import PART, part_of
from data_layer.checks.sums.parted import lists_parted
from data_layer.checks.sums.starting import first_of_next, first_part
from data_layer.checks.sums.summing import parts_added, parts_before, parts_before_sentence
from data_layer.model import Verdict

__all__ = ["RULES", "check_totals"]

RULES = (TOTAL, PART)


def check_totals(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Every total of an article's paragraphs with its parts, and every 其中."""
    lists = [one for passage in passages for one in _told(passage)]
    closed = closed_labels([reading for one in lists for reading in one.readings])
    for one in lists:
        yield from _judged(one._replace(readings=[surer(reading, closed) for reading in one.readings]))
    told = {_numbers(reading) for one in lists for reading in one.readings}
    for passage in passages:
        yield from filter(None, (judge([reading]) for reading in lists_parted(passage)))
        for reading in lists_classed(passage):
            if _numbers(reading) not in told:
                yield from filter(None, [judge([reading])])


def _numbers(reading: Reading) -> tuple[int, ...]:
    """Where the numbers of a sum stand."""
    return (reading.judged.start, *sorted(m.start for m in reading.operands))


class _Told(NamedTuple):
    """A total with the lists that may be its own.

    Attributes:
        passage: its paragraph, ``apart`` what that has of lists that stand apart.
        total: the number.
        first: where the list behind it begins, if one does.
        readings: what it is the sum of.
    """

    passage: Passage
    apart: ListsApart
    total: Mention
    first: Mention | None
    readings: Sequence[Reading]


def _told(passage: Passage) -> Iterator[_Told]:
    """The totals of a paragraph."""
    levels = beside(passage) if len(passage.mentions) > 1 else ()
    if not levels:
        return
    apart = lists_apart(passage)
    any_apart = apart.any
    for level in levels:
        total = level.mention
        if not _may_total(level, apart):
            continue
        first = first_part(passage, total) if level.behind else None
        readings = list(parts_behind(passage, total, first)) if first is not None else []
        if total.order > 1 and _MAY_SUM.search(total.left):
            readings += parts_before(passage, total)
            readings += parts_before_sentence(passage, total)
        if apart.added:
            readings += parts_added(passage, total)
        if any_apart or (apart.defined and names_defined(total.named)):
            readings += apart.of(total)
        if is_average(total) and not _divides_average(passage, total, first):
            continue
        if readings or any_apart or first is not None or "其中" in total.right:
            yield _Told(passage, apart, total, first, readings)


def _may_total(level: Level, apart: ListsApart) -> bool:
    """Whether a number has another where one of its parts could stand."""
    if not level.mention.is_amount:
        return False
    if level.behind or (level.followed and apart.sorted_later):
        return not is_compared_with(level.mention)
    return level.before and (apart.added or _MAY_SUM.search(level.mention.left) is not None)


def _divides_average(passage: Passage, total: Mention, first: Mention | None) -> bool:
    """Whether a list makes up an average: 人均收入8000元，其中工资性收入5000元, not 其中农民6000元."""
    if first is None or is_average(first) or "其中" not in passage.gap(total, first):
        return False
    return first.named[-2:] in total.named and not _OF_WHOM.search(first.named)


_OF_WHOM = re.compile(
    "居民|[农牧渔]民|职工|[人成]员|[户村镇乡县区市](?=$|[一-鿿]{0,2}(?:收入|支出|消费))|企业|单位"
)
"""Whose average a number is, as 城镇居民 in 城镇居民收入."""


def _judged(told: _Told) -> Iterator[Finding]:
    """What the readings of one total come to, and further lists of it."""
    passage, apart, total, first, readings = told
    finding = judge(readings)
    if finding is not None and finding.verdict is Verdict.INCONSISTENT and _is_explained(passage, total):
        finding = None
    if finding is None or (finding.verdict is Verdict.UNSURE and not EXPECTED <= finding.certainty < SURE):
        finding = part_of(passage, total) or finding
    if finding is not None:
        yield finding
    if first is not None and not (may_divide(first) and opens_list(opener_of(passage, total, first))):
        first = None
    beyond = second_class(passage, total, first) if not readings else ()
    further = [*beyond, *apart.further(total, first), *_told_anew(passage, total)]
    yield from filter(None, (judge([reading]) for reading in further))


def _told_anew(passage: Passage, total: Mention) -> Iterator[Reading]:
    """A list behind a bracket: 处分30人（党纪20人）。处分干部9人、…; 90处（新增9处），其中滑坡60处、…."""
    if total.text[total.end : total.end + 1] not in BRACKETS:
        return
    first = _behind_bracket(passage, total) or first_of_next(passage, total)
    if first is not None:
        yield from parts_behind(passage, total, first)


def _behind_bracket(passage: Passage, total: Mention) -> Mention | None:
    """The number that 其中 opens right behind the bracket of a total, in its sentence."""
    for m in passage.mentions[total.order + 1 : total.order + _NEXT]:
        if m.sentence != total.sentence:
            return None
        if _CLOSED.match(m.left):
            return m if m.is_level and additive(m.figure, total.figure) else None
    return None


_CLOSED = re.compile("[^（(]*[）)][，,；;]?其中")


def _is_explained(passage: Passage, total: Mention) -> bool:
    """Whether numbers of its sentence add up to a finely told total that those taken for its parts do not.

    其中救助30.5万元；冠名及其他基金20.2万元；物资9.6万元: the list goes on, or one counts twice.
    """
    if total.stated.value < _FINELY * total.stated.last:
        return False
    levels = [
        m for m in passage.mentions[total.order + 1 : total.order + 1 + _NEXT]
        if m.sentence <= total.sentence + 1 and m.is_amount and additive(m.figure, total.figure)
    ]  # fmt: skip
    for count in range(3, len(levels) + 1):
        some = levels[:count]
        kept = ([m for m in some if m is not left] for left in (None, *some[1:-1]))
        if any(sum_of(total, parts, CHANCE).holds() for parts in kept):
            return True
    return False


_NEXT = 8
"""Numbers behind a total that may add up to it."""
_FINELY = 1000
"""How many units of its last digit a total is that numbers add up to by no chance."""


_MAY_SUM = re.compile("[共计总累加]")
"""Every word of a sum has one of these characters."""
