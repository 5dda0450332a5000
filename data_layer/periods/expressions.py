"""Time expressions as they are written, before they are set against a date.

What belongs here: the record that scanning fills, and resolving and dating read. What does not: behaviour.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from data_layer.periods.calendar import Part

__all__ = ["Expression", "Form"]


class Form(StrEnum):
    """What kind of words a time is told with."""

    CALENDAR = "calendar"
    """A year, a part of one, or both: 2021年, 今年9月, 1-10月, 年底."""
    YEARS = "years"
    """Several years from a first to a last: 2019—2021年, 十三五期间."""
    BACK = "back"
    """So many years or months up to now: 五年来, 近三个月."""
    FORWARD = "forward"
    """So many years from now on: 今后五年."""
    EVENT = "event"
    """Since a dated event: 党的十八大以来."""
    MONTH_NOW = "month_now"
    """A month counted from the article's: 上月."""
    WEEK_NOW = "week_now"
    """A week counted from the article's, or a day of it: 上周, 本周三."""
    AGO = "ago"
    """So many years, months, weeks or days before or after the article's date: 十年前, 三天后."""
    DAY_NOW = "day_now"
    """A day counted from the article's: 昨日."""
    HELD = "held"
    """The day or month that was named just before: 当天, 当月."""
    NOW = "now"
    """The article's own date: 目前."""
    LATELY = "lately"
    """Up to now, from a day that is not told: 近年来, 活动开展以来."""
    VAGUE = "vague"
    """No span at all: 日前."""
    SPELL = "spell"
    """A stretch whose days are not told: 行动期间, 国庆假期."""
    RECURRING = "recurring"
    """每年, 年均."""


class Expression(NamedTuple):
    """One time expression.

    Attributes:
        start, end: span in the text.
        form: how it is told.
        year: the year written, or the first of several; for EVENT the first day as an ordinal.
        shift: years (months, days) from the article's own; for BACK and FORWARD how many.
        reported: ``shift`` counts from the year that the text reports on (上年 in a communiqué).
        held: ``shift`` counts from the year that the text named just before.
        last_year: the last of several years.
        part: the part of the year; None for the whole.
        unit_months: BACK counts months; HELD is a month.
        unit_days: BACK and AGO count so many days: 7 for weeks; 0 where they count months or years.
        weekday: of WEEK_NOW, Monday 1 to Sunday 7; 0 for the whole week.
        of_month: the day of a MONTH_NOW; 0 for the whole month.
        full: 全年 is written.
        since: 以来, 起, 至今: it goes on to the article's date.
        cutoff: 截至, 至, 底, 末.
        limit: 前, 之前, 到: the words set a limit, ahead if the rest of the sentence looks ahead.
        base: what something is compared with.
        cue: a word of planning stands before it in the clause, or a little after it.
        ahead: that word governs it for certain: it stands before it, or right after it.
        until: the last part of a span that is told as two times (11月25日至12月3日).
    """

    start: int
    end: int
    form: Form
    year: int | None = None
    shift: int | None = None
    reported: bool = False
    held: bool = False
    last_year: int | None = None
    part: Part | None = None
    unit_months: bool = False
    unit_days: int = 0
    weekday: int = 0
    of_month: int = 0
    full: bool = False
    since: bool = False
    cutoff: bool = False
    limit: bool = False
    base: bool = False
    cue: bool = False
    ahead: bool = False
    until: Expression | None = None
