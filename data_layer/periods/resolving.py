"""Expressions to periods: what each means in an article of a given date.

What belongs here: which year an unwritten one is, and the days a form covers. What does not: finding words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data_layer.model import Period, PeriodType
from data_layer.periods.calendar import WHOLE_YEAR, add_months, day, last_day, year_end, year_start
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.titles import HEADING_CHARS, heads_plans, heads_section

__all__ = ["Resolver"]

_HELD_CHARS = 120
"""How far on a year written with a month still holds for the months after it (2019年3月……6月)."""
_SOON_DAYS = 7
"""A day so little after the article's date is not a year old: dates are often known to the month only."""
_TURN_OF_YEAR_MONTH = 3
"""Up to this month 全年 and 五年来 look back on the year that has ended."""
_YEAR_END_MONTH = 11
"""From this month on 年底 is that of the running year."""
_PLANNABLE = (Form.CALENDAR, Form.YEARS, Form.FORWARD)
_SENTENCE_MARKS = frozenset("。；;！？!?\n")


def _span(start: date | None, end: date | None, kind: PeriodType | None = None) -> Period:
    """A period whose type, if not given, is read from its ends."""
    if kind is None and start and end:
        if start.year != end.year:
            kind = PeriodType.MULTI_YEAR
        else:
            kind = PeriodType.TO_DATE if (start.month, start.day) == (1, 1) else PeriodType.RANGE
    return Period(start, end, kind or PeriodType.UNKNOWN)


@dataclass(slots=True)
class Resolver:
    """Reads the expressions of one text in order, holding the year and day last named.

    Attributes:
        text: the text they stand in.
        published: the article's date; None if unknown.
        year: the year that the text, or the section being read, reports on; None if no heading names one.
    """

    text: str
    published: date | None
    year: int | None = None
    _held_year: int | None = None
    _held_at: int = 0
    _held_month: int | None = None
    _held_end: date | None = None
    _held_day: date | None = None
    _section_at: int = 0
    _in_plans: bool = False

    def resolve(self, expression: Expression) -> tuple[Period, bool]:
        """The period of an expression, and whether it points ahead."""
        self._enter_section(expression)
        period = self._period(expression)
        planned = self._planned(expression, period)
        if not (expression.base or expression.since or planned) and expression.form is Form.CALENDAR:
            self._hold(expression, period)
        elif expression.form is Form.DAY_NOW:
            self._held_day = period.end  # 截至今日17时…，当日
        return period, planned

    def _enter_section(self, expression: Expression) -> None:
        """A heading that names a year gives it to its section."""
        if expression.form is not Form.CALENDAR or expression.part or expression.since or expression.cutoff:
            return
        begin = self.text.rfind("\n", max(0, expression.start - HEADING_CHARS), expression.start) + 1
        end = self.text.find("\n", expression.end, expression.end + HEADING_CHARS)
        if end < 0 or not heads_section(line := self.text[begin:end]):
            return
        year = self._year(expression)
        if year is not None:
            self.year, self._section_at, self._in_plans = year, end, heads_plans(line)

    def _hold(self, expression: Expression, period: Period) -> None:
        end = period.end
        if end is None:
            return
        self._held_year, self._held_at = end.year, expression.end
        self._held_month = end.month if expression.part else None
        self._held_end = end if expression.part else None
        if period.type is PeriodType.DAY:
            self._held_day = end

    def _held(self, expression: Expression) -> int | None:
        """The year named just before, if it still holds: in its sentence, or further on if it had a month."""
        if self._held_year is None or self._held_at < self._section_at:
            return None
        between = self.text[self._held_at : expression.start]
        if not _SENTENCE_MARKS.intersection(between):
            return self._held_year
        past = self.published is not None and self._held_year < self.published.year
        if expression.full and (past or self._held_month is None) and "\n" not in between:
            return self._held_year
        if len(between) > _HELD_CHARS or "\n" in between:
            return None
        month, part = self._held_month, expression.part
        goes_on = month is not None and part is not None and month <= part.last[0]
        return self._held_year if goes_on or self.published is None else None

    def _planned(self, expression: Expression, period: Period) -> bool:
        if expression.since or expression.base or expression.form not in _PLANNABLE:
            return False
        if expression.form is Form.FORWARD:
            return True
        if self.published is None:
            return (expression.limit and expression.cue) or (expression.shift or 0) > 0
        if period.start and period.start > self.published:
            return True
        if period.end is None or period.end <= self.published:
            return False
        late = expression.cutoff and period.end > last_day(self.published.year, self.published.month)
        return expression.limit or self._ahead(expression) or late

    def _ahead(self, expression: Expression) -> bool:
        """Whether a planning word, or the section it stands in, makes the expression a plan."""
        return expression.ahead or (self._in_plans and not expression.cutoff)

    def _period(self, expression: Expression) -> Period:
        match expression.form:
            case Form.CALENDAR:
                return self._until(expression) if expression.until else self._calendar(expression)
            case Form.YEARS if expression.year and expression.last_year:
                return self._years(expression.year, expression.last_year, expression.since)
            case Form.BACK:
                return self._back(expression)
            case Form.FORWARD:
                return self._forward(expression.shift or 0)
            case Form.EVENT if expression.year:
                return _span(date.fromordinal(expression.year), self.published, PeriodType.MULTI_YEAR)
            case Form.NOW:
                return Period(None, self.published, PeriodType.POINT)
            case Form.LATELY:
                return Period(None, self.published, PeriodType.UNKNOWN)
            case Form.MONTH_NOW | Form.DAY_NOW | Form.HELD | Form.WEEK_NOW:
                return self._near(expression)
            case Form.AGO:
                return self._ago(expression)
        return Period()

    def _years(self, first: int, last: int, since: bool) -> Period:
        """十三五以来 goes on to the article's date, and no further than the plan does."""
        end: date | None = year_end(last)
        if since and (self.published is None or year_start(first) <= self.published < year_end(last)):
            end = self.published
        return _span(year_start(first), end)

    def _near(self, expression: Expression) -> Period:
        """上月, 昨日, 当天."""
        if expression.form is Form.HELD:
            return self._held_again(expression)
        if self.published is None:
            return Period()
        shift = expression.shift or 0
        if expression.form is Form.DAY_NOW:
            when = self.published + timedelta(days=shift)
            if expression.cutoff:
                return _span(year_start(when.year), when, PeriodType.TO_DATE)
            return Period(when, when, PeriodType.DAY)
        if expression.form is Form.WEEK_NOW:
            return self._week(self.published + timedelta(weeks=shift), expression.weekday)
        first = add_months(self.published.replace(day=1), shift)
        if expression.of_month:
            exact = day(first.year, first.month, expression.of_month)
            return Period(exact, exact, PeriodType.DAY if exact else PeriodType.UNKNOWN)
        end = self.published if shift == 0 and not expression.cutoff else last_day(first.year, first.month)
        return Period(
            year_start(first.year) if expression.cutoff else first,
            end,
            PeriodType.TO_DATE if expression.cutoff else PeriodType.MONTH,
        )

    @staticmethod
    def _week(inside: date, weekday: int) -> Period:
        """The week, Monday to Sunday, that holds a day; or one day of it."""
        monday = inside - timedelta(days=inside.weekday())
        if weekday:
            when = monday + timedelta(days=weekday - 1)
            return Period(when, when, PeriodType.DAY)
        return _span(monday, monday + timedelta(days=6), PeriodType.RANGE)

    def _days_back(self, days: int) -> Period:
        """过去7天: so many days up to the article's own."""
        if self.published is None:
            return Period(type=PeriodType.RANGE)
        return _span(self.published - timedelta(days=days - 1), self.published, PeriodType.RANGE)

    def _ago(self, expression: Expression) -> Period:
        """十年前 is that year, 三个月前 that month, 两天前 that day."""
        now, shift = self.published, expression.shift or 0
        if now is None:
            return Period(type=PeriodType.UNKNOWN)
        if expression.unit_days:
            when = now + timedelta(days=shift * expression.unit_days)
            return Period(when, when, PeriodType.DAY)
        if expression.unit_months:
            first = add_months(now.replace(day=1), shift)
            return Period(first, last_day(first.year, first.month), PeriodType.MONTH)
        return Period(year_start(now.year + shift), year_end(now.year + shift), PeriodType.YEAR)

    def _held_again(self, expression: Expression) -> Period:
        """当天 is the day named last, 当月 the month in which the time named last ended."""
        if expression.unit_months and self._held_end:
            end = self._held_end
            return Period(end.replace(day=1), last_day(end.year, end.month), PeriodType.MONTH)
        if self._held_day is None or expression.unit_months:
            return Period()
        return Period(self._held_day, self._held_day, PeriodType.DAY)

    def _back(self, expression: Expression) -> Period:
        """So many years up to now: whole calendar years, the running one counted once it is under way."""
        now, count, unit_months = self.published, expression.shift or 0, expression.unit_months
        if expression.unit_days:
            return self._days_back(count * expression.unit_days)
        if now is None:
            return Period(type=PeriodType.MULTI_YEAR)
        if unit_months or (count == 1 and _TURN_OF_YEAR_MONTH < now.month < 10):
            return _span(add_months(now, -count if unit_months else -12) + timedelta(days=1), now)
        last = now.year - (now.month <= _TURN_OF_YEAR_MONTH)
        end = now if last == now.year else year_end(last)
        kind = PeriodType.MULTI_YEAR if count > 1 else None if last == now.year else PeriodType.YEAR
        return _span(year_start(last - count + 1), end, kind)

    def _forward(self, count: int) -> Period:
        """So many whole years to come; the running one is the first of them in its first half."""
        now = self.published
        if now is None:
            return Period(type=PeriodType.MULTI_YEAR)
        first = now.year + (now.month > 6)
        return _span(year_start(first), year_end(first + count - 1))

    def _year(self, expression: Expression) -> int | None:
        """The year of a calendar expression; None if it cannot be told."""
        if expression.year is not None:
            return expression.year
        shift = expression.shift
        own = self.published.year if self.published else None
        if shift is None:
            return self._unwritten(expression)
        if expression.held:
            own = self._held(expression) or own
        elif expression.reported:
            own = self._held(expression) or self.year or own
        return None if own is None else own + shift

    def _unwritten(self, expression: Expression) -> int | None:
        """The year that is not written: the one just named, the one reported on, or the latest that fits."""
        held = self._held(expression)
        if held is not None:
            return held
        to_come = expression.ahead and (expression.limit or expression.part is WHOLE_YEAR)
        if self.year is not None and not (to_come and self.published):
            return self.year
        return self._latest(expression)

    def _latest(self, expression: Expression) -> int | None:
        now, part = self.published, expression.part
        if now is None:
            return None
        if expression.full or part is None:
            return now.year - (now.month <= _TURN_OF_YEAR_MONTH and not expression.cue)
        if part is WHOLE_YEAR:
            return now.year - (now.month < _YEAR_END_MONTH and not (expression.cue or expression.limit))
        end = part.end(now.year)
        if end is None:
            return now.year
        if expression.cue:
            return now.year + (expression.limit and end < now)
        begun = end - timedelta(days=_SOON_DAYS) if part.type is PeriodType.DAY else end.replace(day=1)
        return now.year - (begun > now)

    def _calendar(self, expression: Expression, year: int | None = None) -> Period:
        year = year if year is not None else self._year(expression)
        part = expression.part or WHOLE_YEAR
        if year is None:
            so_far = expression.cutoff or expression.since or (expression.shift == 0 and part is WHOLE_YEAR)
            return Period(type=PeriodType.TO_DATE if so_far else part.type)
        start, end = part.start(year), part.end(year)
        if start is None or end is None:
            return Period(type=PeriodType.UNKNOWN)
        if expression.since:
            return _span(start, self.published if not self.published or self.published >= start else None)
        now = self.published
        running = bool(now and now.year == year and expression.part is None and not expression.full)
        if running and now and (expression.shift == 0 or expression.cutoff) and not expression.limit:
            planned = self._ahead(expression) and not expression.cutoff
            return _span(start, end if planned else now, PeriodType.YEAR if planned else PeriodType.TO_DATE)
        if expression.cutoff:
            return _span(year_start(year), end, PeriodType.TO_DATE)
        return _span(start, end, part.type)

    def _until(self, expression: Expression) -> Period:
        """A span told as two times: its end is in the year of its beginning unless that lies after it."""
        last = expression.until
        if last is None:
            return Period()
        own = expression.year is not None or expression.shift is not None
        last_own = last.year is not None or last.shift is not None
        if own or (not last_own and self._held(expression) is not None):
            first_year = self._year(expression)
            last_year = self._year(last) if last_own else first_year
        else:
            first_year = last_year = self._year(last)
        if first_year is None or last_year is None:
            return Period(type=PeriodType.RANGE)
        begin, finish = (expression.part or WHOLE_YEAR), (last.part or WHOLE_YEAR)
        start, end = begin.start(first_year), finish.end(last_year)
        if start and end and start > end:
            start, end = (start, finish.end(last_year + 1)) if own else (begin.start(first_year - 1), end)
        return _span(start, end)
