"""Spans of days inside a year, and arithmetic on dates.

What belongs here: pure calendar. What does not: words (``grammar``), and what a word means at a date
(``resolving``).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from data_layer.model import Period, PeriodType

__all__ = [
    "WHOLE_YEAR",
    "Feast",
    "Part",
    "add_months",
    "day",
    "last_day",
    "months",
    "quarters",
    "span",
    "year_end",
    "year_start",
]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of some year, before the year is known.

    Attributes:
        first: month and day it begins on.
        last: month and day it ends on; day 0 is the month's last.
        type: its length.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    type: PeriodType

    def start(self, year: int) -> date | None:
        """Its first day, if it ends in ``year``; None for a day that the year did not have."""
        return day(year - (self.first[0] > self.last[0]), *self.first)

    def end(self, year: int) -> date | None:
        """Its last day in ``year``; None for a day that year did not have."""
        month, of_month = self.last
        return day(year, month, of_month) if of_month else last_day(year, month)


@dataclass(frozen=True, slots=True)
class Feast(Part):
    """A feast, or its holiday, which a page may name long before or after: it dates none.

    Attributes:
        dates: its month and day in each year, for one that moves; empty for one that does not.
        before, length: days that the holiday begins before it, and days of the holiday.
    """

    dates: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    before: int = 0
    length: int = 1

    def start(self, year: int) -> date | None:
        """The first day of its holiday; None in a year that is not in the table."""
        own = self.dates.get(year, None if self.dates else self.first)
        when = day(year, *own) if own else None
        return when - timedelta(days=self.before) if when else None

    def end(self, year: int) -> date | None:
        """The last day of its holiday."""
        begins = self.start(year)
        return begins + timedelta(days=self.length - 1) if begins else None


WHOLE_YEAR = Part((1, 1), (12, 31), PeriodType.YEAR)


def day(year: int, month: int, of_month: int) -> date | None:
    """The date, or None where the calendar has none (2 月 30 日 of a bad OCR)."""
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def year_start(year: int) -> date:
    """1 January."""
    return date(year, 1, 1)


def year_end(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def add_months(start: date, count: int) -> date:
    """The same day ``count`` months on (or back), the month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return day(year, month + 1, start.day) or last_day(year, month + 1)


def months(first: int, last: int) -> Part:
    """From the first day of one month to the last of another."""
    if first == last:
        kind = PeriodType.MONTH
    elif first == 1:
        kind = PeriodType.YEAR if last == 12 else PeriodType.TO_DATE
    else:
        kind = PeriodType.RANGE
    return Part((first, 1), (last, 31 if last == 12 else 0), kind)


def quarters(first: int, last: int) -> Part:
    """From the first day of one quarter to the last of another; two may be a half of the year."""
    part = months(3 * first - 2, 3 * last)
    if first == last:
        return Part(part.first, part.last, PeriodType.QUARTER)
    if last - first == 1 and first != 2:
        return Part(part.first, part.last, PeriodType.HALF)
    return part


def span(start: date | None, end: date | None, kind: PeriodType | None = None) -> Period:
    """A period whose type, if not given, is read from its ends."""
    if kind is None and start and end:
        if start.year != end.year:
            kind = PeriodType.MULTI_YEAR
        else:
            kind = PeriodType.TO_DATE if (start.month, start.day) == (1, 1) else PeriodType.RANGE
    return Period(start, end, kind or PeriodType.UNKNOWN)
