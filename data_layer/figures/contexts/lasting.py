"""The period of a statement under the time that governs it: over a time, or at its end.

What belongs here: stocks and flows, plans and reports. Which time governs: ``timing``.
"""

from __future__ import annotations

import functools
import re
from datetime import date

from data_layer.figures.numbers.numerals import han_value
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import FigureKind, Period, PeriodType, Status, TimeMention

__all__ = ["is_flow", "period_of"]

_NOW = re.compile(r"现有|现存|现共有|现已|至今")
_NEWLY = re.compile(r"(?:新增|净增|新设立?|新登记|新注册|新发展)[^，。；]{0,4}\Z")
"""新增市场主体8146户 tells what a time brought, not what there is at its end."""
_DONE_TO = re.compile(r"(?:完成|到位)(?:总|年度)?(?:投资|资金)$")
"""在建项目完成投资24亿元 tells what was done, though what it was done to is counted at a time."""
_TO_COME = re.compile(r"安排|[拟将可需须应]|计划|力争|预[计期算]|目标|任务|要")
_LAST_BACK_MONTH = 9
"""Up to this month 全年完成 cannot be of the running year."""
_YEARLY = re.compile(r"(?P<years>[两二三四五])年(?:平均|年均)(?:增长|增速|增幅|下降)")
"""2022年…两年平均增长2.5%: of two years together, and no rival of what one year grew by."""


def period_of(
    mention: TimeMention | None,
    statement: str,
    kind: FigureKind,
    status: Status,
    published: date | None,
    before: str = "",
    *,
    ahead: bool = False,
    this_year: bool = False,
) -> Period:
    """The period of a statement under ``mention``: a stock has only the end; a plan, the year's last day.

    Args:
        ahead: the sentence plans, and does not compare with a plan.
        this_year: the sentence names 今年 before ``mention``.
        statement: the words of the number's own clause before it, and the indicator.
        before: the sentence before a count, whose 现有 holds for all that it lists.
    """
    now = _NOW.search(statement)
    if now is None and "现" in before and not is_flow(statement):
        now = _NOW.search(before)
    if published is not None and now and (mention is None or not mention.cutoff):
        return Period(None, published, PeriodType.POINT, now.group())
    if mention is None or mention.recurring:
        return Period(text=mention.text if mention else None)
    period = (
        mention.period if this_year else _year_told_of(mention, statement, status, published, ahead=ahead)
    )
    vague = period.type is PeriodType.UNKNOWN and period.start is None and not mention.text.endswith("以来")
    vague = vague or _in_a_story(mention, period, status, published)
    if period.end is None or vague or mention.text.startswith("近"):
        return Period(text=mention.text)
    if (
        status is Status.ACTUAL
        and published is not None
        and period.start
        and period.end > published >= period.start
        and period.type is not PeriodType.YEAR
    ):
        return period._replace(end=published, type=PeriodType.TO_DATE)
    if kind is FigureKind.GROWTH and (years := _YEARLY.search(statement)) and period.type is PeriodType.YEAR:
        first = date(period.end.year - int(han_value(years["years"])) + 1, 1, 1)
        return period._replace(start=first, type=PeriodType.MULTI_YEAR)
    running = period.type in (PeriodType.TO_DATE, PeriodType.POINT) and period.end == published
    if status is Status.PLANNED and running:
        return period._replace(end=date(period.end.year, 12, 31), type=PeriodType.YEAR)
    if kind is FigureKind.GROWTH and not mention.cutoff:
        return period
    if mention.cutoff:
        stock = period.type is PeriodType.POINT or not is_flow(statement)
    else:
        stock = _is_stock(statement)
    return Period(None, period.end, PeriodType.POINT, period.text) if stock else period


def _in_a_story(mention: TimeMention, period: Period, status: Status, published: date | None) -> bool:
    """Whether 一年后 counts from what was told before it, since what has happened is not to come."""
    counted = mention.text.endswith("后") and status is Status.ACTUAL
    return counted and published is not None and period.start is not None and period.start > published


def _year_told_of(
    mention: TimeMention, statement: str, status: Status, published: date | None, *, ahead: bool
) -> Period:
    """全年 of what is done, its year not written: before the last months it is the year that has ended."""
    period = mention.period
    running = published is not None and period.end is not None and period.end.year == published.year
    planned = mention.text == "全年" and status is Status.PLANNED and ahead
    if planned and published is not None and period.end is not None and period.end.year < published.year:
        year = published.year  # 1月6日：全年计划实施项目68个
        return period._replace(start=date(year, 1, 1), end=date(year, 12, 31))
    if mention.text != "全年" or status is not Status.ACTUAL or not running or _TO_COME.search(statement):
        return period
    if published is None or period.start is None or period.end is None or published.month > _LAST_BACK_MONTH:
        return period
    year = published.year - 1
    return period._replace(start=period.start.replace(year=year), end=period.end.replace(year=year))


def is_flow(statement: str) -> bool:
    """Whether a statement tells what was done over a time (新增, 产值), not what there is at one."""
    return _stock_and_flow()[1].search(statement) is not None and not _is_stock(statement)


def _is_stock(statement: str) -> bool:
    return any(
        _NEWLY.search(statement, 0, m.start()) is None and _DONE_TO.search(statement, m.end()) is None
        for m in _stock_and_flow()[0].finditer(statement)
    )


@functools.cache
def _stock_and_flow() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues()
    return re.compile(rf"(?!辖区)(?:{alternatives(cues.stock)})"), re.compile(alternatives(cues.flow))
