"""Text to time expressions: what the pattern found, with the words around it that change its sense.

What belongs here: reading one match into an ``Expression``, and prefixes, comparisons, spans and planning words around
it. What does not: which day it is (``resolving``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from data_layer.lexicon.times import load_times
from data_layer.model import PeriodType
from data_layer.periods.calendar import WHOLE_YEAR, Part, months, quarters
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.grammar import COMPARED, LIMIT_BEFORE, SPAN_DASH, number, time_pattern, written_year

__all__ = ["scan"]

_BEFORE_CHARS = 8
"""How far back a prefix of a time may begin: 截止到, 相较于."""
_CLAUSE_CHARS = 14
"""How far from a time, inside its clause, a planning word is looked for."""
_COMPARED_AFTER = re.compile(r" ?[，,]?(?:相比|相较|比较|对比|持平|相当)")
_TIMES_OF = re.compile(r"(?:[是为达]|相当于)\Z")
_TIMES_AFTER = re.compile(r"的(?:约|近|将近)?[0-9.两二三四五六七八九十]{1,6}多?倍")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_PLAN_NAME = re.compile(r"(?:计划|规划|方案|纲要|行动|意见)[》”\"]?[（(]\Z")
_CLAUSE_END = re.compile(r"[。；;！？!?，,：:\n]")
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_SCHOOL_YEAR = Part((9, 1), (8, 31), PeriodType.RANGE)
_HALVES = {"上": quarters(1, 2), "下": quarters(3, 4)}
_EDGES = {"底": WHOLE_YEAR, "末": WHOLE_YEAR, "初": months(1, 1)}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}
_NUMERALS_OF_QUARTERS = "一二三四"


@functools.cache
def _ahead() -> re.Pattern[str]:
    return re.compile("|".join(load_times().ahead))


def _quarter(words: str) -> int:
    return number(words)


def _month_part(m: re.Match[str]) -> tuple[Part, bool]:
    """A month, or a part of it; and whether the words mark an end."""
    month = number(m["month"])
    if m["day1"]:
        first = number(m["day1"])
        last = number(m["day2"]) if m["day2"] else first
        return Part((month, first), (month, last), PeriodType.DAY if first == last else PeriodType.RANGE), False
    if m["third"]:
        first, last = _THIRDS[m["third"]]
        return Part((month, first), (month, last), PeriodType.RANGE), False
    if m["month_edge"] and m["month_edge"][-1] == "初":
        return Part((month, 1), (month, 10), PeriodType.RANGE), False
    return months(month, month), bool(m["month_edge"])


def _part(m: re.Match[str]) -> tuple[Part | None, bool]:
    """The part of the year that is written, and whether its words mark an end (底, 末)."""
    if m["month"]:
        return _month_part(m)
    if m["month1"]:
        return months(number(m["month1"]), number(m["month2"])), False
    if m["half"]:
        return _HALVES[m["half"]], False
    if m["quarter1"]:
        first = _quarter(m["quarter1"])
        return quarters(first, max(first, _quarter(m["quarter2"] or m["quarter1"]))), bool(m["quarter_end"])
    if m["first_quarters"]:
        return quarters(1, _quarter(m["first_quarters"])), False
    if m["first_months"]:
        return months(1, number(m["first_months"])), False
    if m["edge"]:
        edge = m["edge"][-1]
        return _EDGES[edge], edge != "初"
    return None, False


def _calendar(m: re.Match[str]) -> Expression:
    lexicon = load_times()
    part, cutoff = _part(m)
    word = (m["relative"] or "").strip()
    shifts = (lexicon.years, lexicon.report_years, lexicon.held_years)
    return Expression(
        m.start(),
        m.end(),
        Form.CALENDAR,
        year=written_year(m["year"]) if m["year"] else None,
        shift=next((table[word] for table in shifts if word in table), None),
        reported=word in lexicon.report_years,
        held=word in lexicon.held_years,
        part=part,
        full=bool(m["full"]),
        since=bool(m["since"]),
        cutoff=cutoff or bool(m["limit"]),
        limit=bool(m["limit"]),
        base=bool(m["same_period"]),
    )


def _back(m: re.Match[str], span: tuple[int, int]) -> Expression | None:
    half = m["count"] == "半"
    if m["run_before"] == "这" and m["count"] == "一" and m["count_unit"] == "年" and not m["run_tail"]:
        return Expression(*span, Form.CALENDAR, shift=0, held=True)
    if half and m["count_unit"] != "年":
        return None
    count = 6 if half else number(m["count"])
    return Expression(*span, Form.BACK, shift=count, unit_months=half or m["count_unit"] != "年") if count else None


def _years(m: re.Match[str], span: tuple[int, int]) -> Expression | None:
    first, last = written_year(m["first_year"]), written_year(m["last_year"])
    if last <= first:
        return None
    if m["years_unit"].startswith("学年") and last == first + 1:
        return Expression(*span, Form.CALENDAR, year=last, part=_SCHOOL_YEAR)
    return Expression(*span, Form.YEARS, year=first, last_year=last, cutoff=bool(m["years_edge"]))


def _plan(m: re.Match[str], span: tuple[int, int]) -> Expression:
    first, last = load_times().plans[m["plan"]]
    tail = m["plan_tail"]
    if tail == "以来":
        return Expression(*span, Form.CALENDAR, year=first, since=True)
    if tail.startswith("初"):
        return Expression(*span, Form.CALENDAR, year=first)
    return Expression(*span, Form.YEARS, year=first, last_year=last, cutoff="末" in tail)


def _other(m: re.Match[str]) -> Expression | None:
    """A match of the pattern that is not a plain calendar time; None if it turns out to be none at all."""
    lexicon = load_times()
    span = m.span()
    if m["count"]:
        return _back(m, span)
    if m["first_year"]:
        return _years(m, span)
    if m["list_first"]:
        first, last = written_year(m["list_first"]), written_year(m["list_last"])
        return Expression(*span, Form.YEARS, year=first, last_year=last) if last > first else None
    if m["school_year"]:
        return Expression(*span, Form.CALENDAR, year=written_year(m["school_year"]) + 1, part=_SCHOOL_YEAR)
    if m["iso_year"]:
        month, of_month = int(m["iso_month"]), int(m["iso_day"])
        part = Part((month, of_month), (month, of_month), PeriodType.DAY)
        return Expression(*span, Form.CALENDAR, year=int(m["iso_year"]), part=part) if 0 < month < 13 else None
    if m["plan"]:
        return _plan(m, span)
    if m["event"]:
        return Expression(*span, Form.EVENT, year=lexicon.events[m["event"]].toordinal())
    if m["month_word"]:
        return Expression(*span, Form.MONTH_NOW, shift=lexicon.months[m["month_word"]], cutoff=bool(m["month_word_edge"]))
    if m["day_word"]:
        return Expression(*span, Form.DAY_NOW, shift=lexicon.days[m["day_word"]])
    return Expression(*span, _bare_form(m), cutoff=bool(m["now"]))


def _bare_form(m: re.Match[str]) -> Form:
    if m["now"]:
        return Form.NOW
    if m["held_day"]:
        return Form.HELD
    if m["vague"]:
        return Form.VAGUE
    return Form.RECURRING if m["recurring"] else Form.LATELY


def _with_prefix(text: str, expression: Expression, floor: int) -> Expression:
    """The expression with the words before (and after) it that make it a cutoff, a limit or a comparison."""
    before = text[max(floor, expression.start - _BEFORE_CHARS) : expression.start]
    compared = COMPARED.search(before)
    if compared:
        after = _COMPARED_AFTER.match(text, expression.end) if compared["pair"] else None
        if not compared["pair"] or after:
            start = expression.start - len(before) + compared.start()
            return replace(expression, start=start, end=after.end() if after else expression.end, base=True)
    if _TIMES_OF.search(before) and _TIMES_AFTER.match(text, expression.end):
        return replace(expression, base=True)
    prefix = LIMIT_BEFORE.search(before)
    if prefix is None:
        return expression
    start = expression.start - len(before) + prefix.start()
    if prefix["since"]:
        return replace(expression, start=start) if expression.since else expression
    limit = bool(prefix["limit"]) and expression.form is not Form.NOW
    return replace(expression, start=start, cutoff=True, limit=expression.limit or limit)


def _with_cue(text: str, expression: Expression) -> Expression:
    before = _CLAUSE_END.split(text[max(0, expression.start - _CLAUSE_CHARS) : expression.start])[-1]
    after = _SENTENCE_END.split(text[expression.end : expression.end + _CLAUSE_CHARS], maxsplit=1)[0]
    ahead = _ahead()
    return replace(expression, cue=True) if ahead.search(before) or ahead.search(after) else expression


def _joined(text: str, first: Expression, last: Expression) -> Expression | None:
    """Two calendar times with 至 between them as one span; None if they are not one."""
    calendar_times = first.form is last.form is Form.CALENDAR and first.until is None
    if not calendar_times or last.since or last.base or not SPAN_DASH.fullmatch(text[first.end : last.start]):
        return None
    return replace(first, end=last.end, until=last, limit=False, cutoff=False)


def _matches(text: str) -> Iterator[Expression]:
    """Bare expressions in order; those inside 《》 and in brackets after a plan's name are left out."""
    titles = [m.span() for m in _TITLE.finditer(text)] if "《" in text else []
    for m in time_pattern().finditer(text):
        expression = _calendar(m) if m["calendar"] else _other(m)
        if expression is None:
            continue
        while titles and titles[0][1] <= expression.start:
            titles.pop(0)
        if titles and titles[0][0] < expression.start:
            continue
        if expression.form is Form.YEARS and _PLAN_NAME.search(text[max(0, expression.start - 6) : expression.start]):
            continue
        yield expression


def scan(text: str) -> list[Expression]:
    """All time expressions of a text, in order, none overlapping."""
    found: list[Expression] = []
    for bare in _matches(text):
        previous = found[-1] if found else None
        span = _joined(text, previous, bare) if previous else None
        if span:
            found[-1] = span
        else:
            found.append(_with_prefix(text, bare, previous.end if previous else 0))
    return [_with_cue(text, expression) for expression in found]
