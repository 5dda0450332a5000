"""Expressions to periods: what each means in an article of a given date.

What belongs here: which year an unwritten one is, and what was named before. What does not: finding words
(scanning), times that follow from the article's date alone (counting).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data_layer.model import Period, PeriodType
from data_layer.periods.calendar import WHOLE_YEAR, last_day, span, year_start
from data_layer.periods.counting import TURN_OF_YEAR_MONTH, counted_period
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.titles import HEADING_CHARS, heads_plans, heads_section

__all__ = ["Resolver"]

_HELD_CHARS = 120
"""How far on a year written with a month still holds for the months after it (2019年3月……6月)."""
_SOON_DAYS = 7
"""A day so little after the article's date is not a year old: dates are often known to the month only."""
_YEAR_END_MONTH = 11
"""From this month on 年底 is that of the running year."""
_PLANNABLE = (Form.CALENDAR, Form.YEARS, Form.FORWARD)
_SENTENCE_MARKS = frozenset("。；;！？!?\n")


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
        if expression.shift == 0 and expression.part is None and not (expression.ahead or expression.cue):
            expression = expression._replace(limit=False)  # 从2013年的40人到今年的62人
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

    def _named_last(self, expression: Expression) -> int | None:
        """The year named last, in the paragraph or of late: 当年 looks back over sentences."""
        if self._held_year is None or self._held_at < self._section_at:
            return None
        late = self.published is not None and self._held_year >= self.published.year - 1
        within = "\n" not in self.text[self._held_at : expression.start]
        return self._held_year if within or late else None

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
            case Form.HELD:
                return self._held_again(expression)
        return counted_period(expression, self.published)

    def _held_again(self, expression: Expression) -> Period:
        """当天 is the day named last, 当月 the month in which the time named last ended."""
        if expression.unit_months and self._held_end:
            end = self._held_end
            return Period(end.replace(day=1), last_day(end.year, end.month), PeriodType.MONTH)
        if self._held_day is None or expression.unit_months:
            return Period()
        return Period(self._held_day, self._held_day, PeriodType.DAY)

    def _year(self, expression: Expression) -> int | None:
        """The year of a calendar expression; None if it cannot be told."""
        if expression.year is not None:
            return expression.year
        shift = expression.shift
        own = self.published.year if self.published else None
        if shift is None:
            return self._unwritten(expression)
        if expression.held:
            own = self._held(expression) or self._named_last(expression) or own
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
            return now.year - (now.month <= TURN_OF_YEAR_MONTH and not expression.cue)
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
            return span(start, self.published if not self.published or self.published >= start else None)
        now = self.published
        running = bool(now and now.year == year and expression.part is None and not expression.full)
        if running and now and (expression.shift == 0 or expression.cutoff) and not expression.limit:
            planned = self._ahead(expression) and not expression.cutoff
            return span(start, end if planned else now, PeriodType.YEAR if planned else PeriodType.TO_DATE)
        if expression.cutoff:
            return span(year_start(year), end, PeriodType.TO_DATE)
        return span(start, end, part.type)

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
        return span(start, end)
