"""Times that are counted from the article's date, or run up to it: 上月, 昨日, 三年前, 近五年来, 十三五以来.

What belongs here: what follows from the expression and that date alone. What does not: what the text named
before (resolving), arithmetic on dates (calendar).
"""

from __future__ import annotations

from datetime import date, timedelta

from data_layer.model import Period, PeriodType
from data_layer.periods.calendar import (
    add_months,
    day,
    last_day,
    span,
    year_end,
    year_start,
)
from data_layer.periods.expressions import Expression, Form

__all__ = ["TURN_OF_YEAR_MONTH", "counted_period"]

TURN_OF_YEAR_MONTH = 3
"""Up to this month 全年 and 五年来 look back on the year that has ended."""


def counted_period(expression: Expression, published: date | None) -> Period:
    """The period of an expression of any form but CALENDAR and HELD; an empty one where it tells no days.

    Args:
        expression: what is written.
        published: the article's date; None if unknown, then a stretch has its type only.
    """
    match expression.form:
        case Form.YEARS if expression.year and expression.last_year:
            return _years(expression.year, expression.last_year, expression.since, published)
        case Form.EVENT if expression.year:
            return span(date.fromordinal(expression.year), published, PeriodType.MULTI_YEAR)
        case Form.NOW:
            return Period(None, published, PeriodType.POINT)
        case Form.LATELY:
            return Period(None, published, PeriodType.UNKNOWN)
        case Form.BACK:
            return _back(expression, published)
        case Form.FORWARD:
            return _forward(expression.shift or 0, published)
        case Form.AGO if published:
            return _ago(expression, published)
        case Form.DAY_NOW | Form.WEEK_NOW | Form.MONTH_NOW if published:
            return _near(expression, published)
    return Period()


def _years(first: int, last: int, since: bool, published: date | None) -> Period:
    """十三五以来 goes on to the article's date, and no further than the plan does."""
    end: date | None = year_end(last)
    if since and (published is None or year_start(first) <= published < year_end(last)):
        end = published
    return span(year_start(first), end)


def _back(expression: Expression, published: date | None) -> Period:
    """So many years up to now: whole calendar years, the running one counted once it is under way."""
    now, count, unit_months = published, expression.shift or 0, expression.unit_months
    if now is None:
        return Period(type=PeriodType.RANGE if expression.unit_days else PeriodType.MULTI_YEAR)
    if expression.unit_days:  # 过去7天, the article's own day with them
        return span(now - timedelta(days=count * expression.unit_days - 1), now, PeriodType.RANGE)
    if unit_months or (count == 1 and TURN_OF_YEAR_MONTH < now.month < 10):
        return span(add_months(now, -count if unit_months else -12) + timedelta(days=1), now)
    last = now.year - (now.month <= TURN_OF_YEAR_MONTH)
    end = now if last == now.year else year_end(last)
    kind = PeriodType.MULTI_YEAR if count > 1 else None if last == now.year else PeriodType.YEAR
    return span(year_start(last - count + 1), end, kind)


def _forward(count: int, published: date | None) -> Period:
    """So many whole years to come; the running one is the first of them in its first half."""
    if published is None:
        return Period(type=PeriodType.MULTI_YEAR)
    first = published.year + (published.month > 6)
    return span(year_start(first), year_end(first + count - 1))


def _ago(expression: Expression, now: date) -> Period:
    """十年前 is that year, 三个月前 that month, 两天前 that day."""
    shift = expression.shift or 0
    if expression.unit_days:
        when = now + timedelta(days=shift * expression.unit_days)
        return Period(when, when, PeriodType.DAY)
    if expression.unit_months:
        first = add_months(now.replace(day=1), shift)
        return Period(first, last_day(first.year, first.month), PeriodType.MONTH)
    return Period(year_start(now.year + shift), year_end(now.year + shift), PeriodType.YEAR)


def _near(expression: Expression, now: date) -> Period:
    """昨日, 上周, 本月."""
    if expression.form is Form.DAY_NOW:
        return _day(expression, now)
    if expression.form is Form.WEEK_NOW:
        return _week(now + timedelta(weeks=expression.shift or 0), expression.weekday)
    return _month(expression, now)


def _day(expression: Expression, now: date) -> Period:
    """昨日 is that day, 截至昨日 the year up to it."""
    when = now + timedelta(days=expression.shift or 0)
    if expression.cutoff:
        return span(year_start(when.year), when, PeriodType.TO_DATE)
    return Period(when, when, PeriodType.DAY)


def _week(inside: date, weekday: int) -> Period:
    """The week, Monday to Sunday, that holds a day; or one day of it."""
    monday = inside - timedelta(days=inside.weekday())
    if weekday:
        when = monday + timedelta(days=weekday - 1)
        return Period(when, when, PeriodType.DAY)
    return span(monday, monday + timedelta(days=6), PeriodType.RANGE)


def _month(expression: Expression, now: date) -> Period:
    """上月 is that month, 截至上月 the year up to its end, 上月5日 that day; 本月 goes up to now."""
    shift = expression.shift or 0
    first = add_months(now.replace(day=1), shift)
    if expression.of_month:
        exact = day(first.year, first.month, expression.of_month)
        return Period(exact, exact, PeriodType.DAY if exact else PeriodType.UNKNOWN)
    end = now if shift == 0 and not expression.cutoff else last_day(first.year, first.month)
    return Period(
        year_start(first.year) if expression.cutoff else first,
        end,
        PeriodType.TO_DATE if expression.cutoff else PeriodType.MONTH,
    )
