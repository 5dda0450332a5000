"""Numbers that a bracket adds to another one: of it (含旧存5件), or the same in another unit (2916亿斤).

What belongs here: telling such numbers, and passages without them. What does not: what a rule makes of
the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import Reading, judge
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.wording import number
from data_layer.lexicon.units import UnitKind, load_units
from data_layer.model import Figure, FigureKind

__all__ = ["RULES", "check_restated", "without_asides", "without_restated"]

RESTATED = Rule(
    "restated",
    "同一数的两种单位",
    "一个数后面用括号按另一单位再写一遍（1200公顷（18000亩）），换算后两数应相同。",
    "括号里另有文字、单位不属同一计量或要按汇率折算、写明约合时不判；舍入和截尾能解释的算一致。",
    "《中华人民共和国法定计量单位》的换算关系（1公顷 = 15亩，1公斤 = 2斤）；GB/T 8170 数值修约规则。",
)
RULES = (RESTATED,)


def without_asides(passage: Passage) -> Passage:
    """The passage without numbers that are of another one: 受理30件（含旧存5件），办结20件."""
    text, mentions = passage.article.text, passage.mentions
    start, end = mentions[0].opens, mentions[-1].closes
    if text.find("（", start, end) < 0 and text.find("(", start, end) < 0:
        return passage
    dropped = set()
    for low, high in (m.span() for m in _BRACKET.finditer(text, start, end)):
        inside = [m for m in mentions if low < m.start < high]
        if inside and _LABELLED.match(text, low) and all(m.figure.unit not in ("%", "‰") for m in inside):
            dropped |= {m.order for m in inside}
    return passage.without(dropped)


_BRACKET = re.compile(r"[（(][^（）()\n]*[）)]")
_LABELLED = re.compile(r"[（(](?:其中|(?:其中)?(?:内含|含|包括|包含|不含|连同|旧存|结转|上年|上期|去年))")


def without_restated(passage: Passage) -> Passage:
    """The passage without numbers that say another one again: 产量1200吨（240万斤），增长5%."""
    return passage.without({again.order for _, again in _restated(passage)})


def check_restated(passage: Passage) -> Iterator[Finding]:
    """Every number that is told again in another unit, against the first."""
    for first, again in _restated(passage):
        if first.figure.base_unit != again.figure.base_unit or "/" in first.figure.unit:
            continue
        finding = judge([_reading(first, again)])
        if finding is not None:
            yield finding


def _restated(passage: Passage) -> Iterator[tuple[Mention, Mention]]:
    """Numbers with a bracket right behind them that holds nothing but the same in another unit."""
    text = passage.article.text
    start, end = passage.mentions[0].end, passage.mentions[-1].start
    if text.find("（", start, end) < 0 and text.find("(", start, end) < 0:
        return
    for first, again in pairwise(passage.mentions):
        if text[first.end : first.end + 1] not in _OPENING:
            continue
        opened = _ONLY.fullmatch(text, first.end, again.start)
        if (
            opened
            and text[again.end : again.end + 1] in ("）", ")")
            and _same_kind(first.figure, again.figure)
        ):
            yield first, again


_OPENING = ("（", "(")
_ONLY = re.compile(r"[（(](?:约合|折合|合计?|折|即|相当于|约)?(?:人民币)?")


def _same_kind(first: Figure, again: Figure) -> bool:
    """Whether two units measure one thing, by a fixed factor or a rate of exchange (元 and 美元)."""
    if first.unit == again.unit or first.kind not in _TOLD or again.kind not in _TOLD:
        return False
    if "/" in first.unit or "/" in again.unit:
        return "/" in first.unit and "/" in again.unit
    known = [load_units().units.get(figure.unit) for figure in (first, again)]
    if any(unit is None or unit.kind is not UnitKind.MEASURE for unit in known):
        return False  # 增产5%（4吨）
    dimensions = {unit.dimension for unit in known if unit is not None}
    return len(dimensions) == 1 or all(map(_is_money, dimensions))


def _is_money(dimension: str) -> bool:
    return dimension.startswith("money")


_TOLD = (FigureKind.LEVEL, FigureKind.GROWTH)


def _reading(first: Mention, again: Mention) -> Reading:
    per = 1 / again.stated.factor

    def expected(given: Sequence[Interval]) -> Interval:
        return (-given[0] if first.stated.value < 0 else given[0]).scaled(per)

    words = f"{first.figure.quote} × {number(first.stated.factor * per, 4)}"
    return Reading(RESTATED, [first], again, ["原数", "换算"], expected, words, 0.92, guarded=True)
