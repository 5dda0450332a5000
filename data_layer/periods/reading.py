"""One match of the grammar to one time expression.

What belongs here: what each named group of ``grammar.time_pattern`` says. What does not: the words around a
match (``scanning``), and which day it is (``resolving``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from data_layer.lexicon.times import load_times
from data_layer.model import PeriodType
from data_layer.periods.calendar import WHOLE_YEAR, Part, day, months, quarters
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.grammar import number, written_year

__all__ = ["read_match"]

_SCHOOL_YEAR = Part((9, 1), (8, 31), PeriodType.RANGE)
_HALVES = {"上": quarters(1, 2), "下": quarters(3, 4)}
_EDGES = {"底": WHOLE_YEAR, "末": WHOLE_YEAR, "初": months(1, 1)}
_FORWARD = ("未来", "今后")
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}


def _month_part(m: re.Match[str]) -> tuple[Part, bool]:
    """A month, or a part of it; and whether the words mark an end."""
    month = number(m["month"])
    if m["day1"]:
        first = number(m["day1"])
        last = number(m["day2"]) if m["day2"] else first
        kind = PeriodType.DAY if first == last else PeriodType.RANGE
        return Part((month, first), (month, last), kind), False
    if m["third"]:
        first, last = _THIRDS[m["third"][0]][0], _THIRDS[m["third"][-1]][1]
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
        first = number(m["quarter1"])
        return quarters(first, max(first, number(m["quarter2"] or m["quarter1"]))), bool(m["quarter_end"])
    if m["first_quarters"]:
        return quarters(1, number(m["first_quarters"])), False
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
    unit_months = half or m["count_unit"] != "年"
    if m["run_before"] in _FORWARD:
        return None if unit_months else Expression(*span, Form.FORWARD, shift=count)
    return Expression(*span, Form.BACK, shift=count, unit_months=unit_months) if count else None


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
        return Expression(*span, Form.YEARS, year=first, last_year=last, since=True)
    if tail.startswith("初"):
        return Expression(*span, Form.CALENDAR, year=first)
    return Expression(*span, Form.YEARS, year=first, last_year=last, cutoff="末" in tail)


def _listed(m: re.Match[str], span: tuple[int, int]) -> Expression | None:
    first, last = written_year(m["list_first"]), written_year(m["list_last"])
    return Expression(*span, Form.YEARS, year=first, last_year=last) if last > first else None


def _school_year(m: re.Match[str], span: tuple[int, int]) -> Expression:
    return Expression(*span, Form.CALENDAR, year=written_year(m["school_year"]) + 1, part=_SCHOOL_YEAR)


def _iso(m: re.Match[str], span: tuple[int, int]) -> Expression | None:
    when = day(int(m["iso_year"]), int(m["iso_month"]), int(m["iso_day"]))
    if when is None:
        return None
    part = Part((when.month, when.day), (when.month, when.day), PeriodType.DAY)
    return Expression(*span, Form.CALENDAR, year=when.year, part=part)


def _event(m: re.Match[str], span: tuple[int, int]) -> Expression:
    return Expression(*span, Form.EVENT, year=load_times().events[m["event"]].toordinal())


def _month_word(m: re.Match[str], span: tuple[int, int]) -> Expression:
    shift = load_times().months[m["month_word"]]
    return Expression(*span, Form.MONTH_NOW, shift=shift, cutoff=bool(m["month_word_edge"]))


def _day_word(m: re.Match[str], span: tuple[int, int]) -> Expression:
    return Expression(*span, Form.DAY_NOW, shift=load_times().days[m["day_word"]])


_READERS: dict[str, Callable[[re.Match[str], tuple[int, int]], Expression | None]] = {
    "count": _back,
    "first_year": _years,
    "list_first": _listed,
    "school_year": _school_year,
    "iso_year": _iso,
    "plan": _plan,
    "event": _event,
    "month_word": _month_word,
    "day_word": _day_word,
    "now": lambda _, span: Expression(*span, Form.NOW, cutoff=True),
    "held_day": lambda m, span: Expression(*span, Form.HELD, unit_months=m["held_day"] == "当月"),
    "spell": lambda _, span: Expression(*span, Form.SPELL),
    "same": lambda _, span: Expression(*span, Form.VAGUE, base=True),
    "vague": lambda _, span: Expression(*span, Form.VAGUE),
    "recurring": lambda _, span: Expression(*span, Form.RECURRING),
    "recent": lambda _, span: Expression(*span, Form.LATELY),
    "undertaking": lambda _, span: Expression(*span, Form.LATELY),
}


def read_match(m: re.Match[str]) -> Expression | None:
    """The expression that a match of ``time_pattern`` tells; None if it turns out to be none."""
    if m["calendar"]:
        return _calendar(m)
    return next(reader(m, m.span()) for group, reader in _READERS.items() if m[group])
