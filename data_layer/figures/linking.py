"""Ties a quantity to the place and the time that govern its statement.

What belongs here: which of the places and times found by their own stages a statement takes. The nearest
name is not always the one that governs: 全省第二 ranks, 销往重庆 is a destination, 比2020年 a base.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from data_layer.figures.quantities import Quantity
from data_layer.figures.sentences import Context
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import FigureKind, Period, PeriodType, PlaceMention, Region, Status, TimeMention
from data_layer.places import region_path

__all__ = ["Placed", "govern_place", "govern_time", "period_of", "place_of", "subject_place"]

_COMPARED = re.compile(
    r"(?:比|较|高于|低于|快于|慢于|占|居|列|排|为|向|与|和|同|赴|往|自|在|名|是|获|被|入选)$"
)
_BRAND = re.compile(r"[^，。；、的0-9市县区州旗省]{1,8}(?:、[^，。；、的0-9]{1,10}){0,6}等")
"""上党中药材、沁州黄小米等: a short name that opens a list of products is a brand's."""
_RANKED = re.compile(
    r"(?:第|前|首|之首|率先|平均|领先|唯一|最|一流|范围|各地|水平|先进|示范|优秀|十|百|重点|级|排名|位|、省|、自治区|、市|五一|劳模|劳动模范|工人先锋|三八|巾帼|最美|道德|文明)"
)
_ATTRIBUTE = re.compile(r"[^，。；、：的0-9]{2,10}的")
_SUFFIXES = "国省市县区州旗盟"
_CLAUSE_MARKS = '。！？!?，,；;：:、（(“"\n 】）)〕］]》'
_SENTENCE_MARKS = "。！？!?；;：\n"
_NOW = re.compile(r"现有|现存|现共有|现已|至今")
_OPENING = re.compile(
    r"^[“‘\"（(]?(?:目前|其中|此外|同时|据悉|据了解|据统计|据介绍|截至|如今|当前|近年来|今年|以|在|从|由|使|让|帮助|推动|并|而|随着|、|，)*$"
)


class Placed(NamedTuple):
    """The place a statement speaks of; ``doubtful`` where its name stays open, with its ``candidates``."""

    region: Region | None
    place: str | None = None
    doubtful: bool = False
    candidates: tuple[Region, ...] = ()


def govern_place(
    text: str, quantity: Quantity, span: tuple[int, int], places: Sequence[PlaceMention],
    carried: Placed | None, home: Region | None,
) -> Placed:  # fmt: skip
    """The place of the statement that ``quantity`` makes.

    Args:
        span: the sentence.
        places: the paragraph's mentions, resolved.
        carried: the paragraph's subject so far; None before one is named.
        home: the article's own place.
    """
    near: list[PlaceMention] = []
    passed: PlaceMention | None = None
    for place in places:
        if place.end > quantity.lead:
            break
        beside = passed is not None and text[passed.end : place.start] in ("、", "和", "与", "及")
        if not beside and _governs(text, place, span, home):
            near.append(place)
        else:
            passed = place
    for mention in reversed(near):
        between = text[mention.end : quantity.lead]
        if "；" in between and not _OPENING.match(text[span[0] : mention.start]):
            continue
        if _listed(text, mention, near):
            break
        return place_of(mention, home)
    if carried is not None:
        return carried
    return Placed(home, doubtful=home is None)


def _listed(text: str, mention: PlaceMention, near: Sequence[PlaceMention]) -> bool:
    """One of several places named side by side (西峰、宁县、镇原3条廊道): none of them governs alone."""
    others = [p for p in near if p.end <= mention.start and p.region != mention.region]
    return (
        bool(others)
        and re.fullmatch(r"[^，。；：]{0,8}[、和与及]", text[others[-1].end : mention.start]) is not None
    )


def subject_place(
    text: str,
    span: tuple[int, int],
    places: Sequence[PlaceMention],
    carried: Placed | None,
    home: Region | None,
) -> Placed | None:
    """The paragraph's subject after a sentence: a place that opens it, else what it was."""
    for mention in places:
        if span[0] <= mention.start < span[1] and _governs(text, mention, span, home):
            if _OPENING.match(text[span[0] : mention.start]):
                return place_of(mention, home)
            break
    return carried


def place_of(mention: PlaceMention, home: Region | None) -> Placed:
    """What a mention that governs a statement says of its place."""
    if mention.region is None and mention.place is not None:
        return Placed(home, mention.place, doubtful=home is None)
    if mention.region is None:
        region = home if home in mention.candidates else None
        return Placed(region, doubtful=True, candidates=() if region else mention.candidates)
    return Placed(mention.region, mention.place)


def _governs(text: str, mention: PlaceMention, span: tuple[int, int], home: Region | None) -> bool:
    """Whether a mention is the subject of its statement, not a rank's scope, a partner or part of a name."""
    if mention.passing:
        return False
    if mention.region is None and mention.place is None and mention.text[-1] not in _SUFFIXES:
        return False
    before, behind = text[span[0] : mention.start], text[mention.end : mention.end + 5]
    if _RANKED.match(behind) or (_COMPARED.search(before[-2:]) and not _OPENING.match(before)):
        return False
    if mention.region is None or home is None or mention.region == home:
        return True
    if mention.place is None and mention.text[-1] not in _SUFFIXES and _BRAND.match(text, mention.end):
        return False
    if home in region_path(mention.region.adcode):
        return True
    if mention.region not in region_path(home.adcode) and not mention.text.endswith(mention.region.name):
        return False
    clause = re.split(r"[，。；、：,;:]", before)[-1]
    return bool(_OPENING.match(clause))


def govern_time(
    text: str,
    quantity: Quantity,
    context: Context,
    span: tuple[int, int],
    times: Sequence[TimeMention],
    quoted: Sequence[tuple[int, int]],
    quantities: Sequence[Quantity],
    *,
    growth: bool,
) -> tuple[TimeMention | None, bool]:
    """The time that governs a statement, and whether it stands in an earlier sentence of the paragraph.

    Args:
        quantities: of the sentence, in order.
    """
    for mention in reversed(times):
        if mention.end > quantity.lead or mention.base or (growth and mention.recurring):
            continue
        if any(start < mention.start < end for start, end in quoted):
            continue
        earlier = mention.start < span[0]
        if _of_one_number(text, mention, quantity, quantities):
            continue
        if mention.start < context.clause_start and not _carries(text, mention, earlier=earlier):
            continue
        return mention, earlier
    return None, False


def _of_one_number(
    text: str, mention: TimeMention, quantity: Quantity, quantities: Sequence[Quantity]
) -> bool:
    """Whether a time is the attribute of one number before this one: 由上年的2.1亿元增至2.6亿元."""
    if not text.startswith("的", mention.end):
        return False
    at = mention.end + 1
    return any(q.lead <= at < q.tail and q is not quantity for q in quantities)


def _carries(text: str, mention: TimeMention, *, earlier: bool) -> bool:
    """Whether a time governs beyond its own clause.

    A time that opens a clause does; one inside a noun (去年举办的培训班, 由上年的12家) does not. Beyond its
    sentence, nor do a plan's date, a recurring time and 目前 in mid-sentence.
    """
    if mention.recurring:
        return False
    before = text[mention.start - 1] if mention.start else "。"
    opens = before in _CLAUSE_MARKS or before in _SUFFIXES
    attribute = _ATTRIBUTE.match(text, mention.end) is not None
    if not earlier:
        return opens or not (attribute or text.startswith("的", mention.end))
    if not opens or attribute or mention.planned:
        return False
    if mention.period.type is not PeriodType.POINT:
        return True
    begins = max(text.rfind(mark, 0, mention.start) for mark in _SENTENCE_MARKS) + 1
    return _OPENING.match(text[begins : mention.start]) is not None


def period_of(
    mention: TimeMention | None,
    statement: str,
    kind: FigureKind,
    status: Status,
    published: date | None,
    before: str = "",
) -> Period:
    """The period of a statement under ``mention``: a stock has only the end; a plan, the year's last day.

    Args:
        statement: the words of the number's own clause before it, and the indicator.
        before: the sentence before a count, whose 现有 holds for all that it lists.
    """
    now = _NOW.search(statement)
    if now is None and "现" in before and not _is_flow(statement):
        now = _NOW.search(before)
    if published is not None and now and (mention is None or not mention.cutoff):
        return Period(None, published, PeriodType.POINT, now.group())
    if mention is None or mention.recurring:
        return Period(text=mention.text if mention else None)
    period = mention.period
    vague = period.type is PeriodType.UNKNOWN and period.start is None and not mention.text.endswith("以来")
    if period.end is None or vague or mention.text.startswith("近"):
        return Period(text=mention.text)
    if (
        status is Status.ACTUAL
        and published is not None
        and period.start
        and period.end > published >= period.start
        and period.type is not PeriodType.YEAR
    ):
        return replace(period, end=published, type=PeriodType.TO_DATE)
    running = period.type in (PeriodType.TO_DATE, PeriodType.POINT) and period.end == published
    if status is Status.PLANNED and running:
        return replace(period, end=date(period.end.year, 12, 31), type=PeriodType.YEAR)
    if kind is FigureKind.GROWTH and not mention.cutoff:
        return period
    if mention.cutoff and (period.type is PeriodType.POINT or not _is_flow(statement)):
        return replace(period, start=None, type=PeriodType.POINT)
    if not mention.cutoff and _is_stock(statement):
        return replace(period, start=None, type=PeriodType.POINT)
    return period


def _is_flow(statement: str) -> bool:
    return _stock_and_flow()[1].search(statement) is not None and not _is_stock(statement)


def _is_stock(statement: str) -> bool:
    return _stock_and_flow()[0].search(statement) is not None


@functools.cache
def _stock_and_flow() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues()
    return re.compile(alternatives(cues.stock)), re.compile(alternatives(cues.flow))
