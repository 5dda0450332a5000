"""One match of the grammar to one time expression.

What belongs here: what each named group of ``grammar.time_pattern`` says. What does not: the words around a
match (``scanning``), and which day it is (``resolving``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from data_layer.lexicon.times import FIRST_FEAST_YEAR, load_times
from data_layer.model import PeriodType
from data_layer.periods.calendar import WHOLE_YEAR, Feast, Part, day, months, quarters
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.grammar import number, written_year

__all__ = ["read_match"]

_SCHOOL_YEAR = Part((9, 1), (8, 31), PeriodType.RANGE)
_HALVES = {"上": quarters(1, 2), "下": quarters(3, 4)}
_EDGES = {"底": WHOLE_YEAR, "末": WHOLE_YEAR, "初": months(1, 1)}
_SEASONS = {
    "春": Part((3, 1), (5, 31), PeriodType.RANGE),
    "夏": Part((6, 1), (8, 31), PeriodType.RANGE),
    "秋": Part((9, 1), (11, 30), PeriodType.RANGE),
    "冬": Part((12, 1), (12, 31), PeriodType.RANGE),
}
"""Seasons as the weather service counts them; winter no further than its own year."""
_OLD_DECADE = 30
"""From this decade on 年代 without a century is of the last one."""
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
    if m["feast"]:
        return _feast(m["feast"], whole=m["feast_span"] not in (None, "当天", "当日")), False
    if m["season"]:
        return _SEASONS[m["season"]], False
    if m["edge"]:
        edge = m["edge"][-1]
        return _EDGES[edge], edge != "初"
    return None, False


def _feast(word: str, *, whole: bool) -> Feast:
    """A feast, the days of its holiday if ``whole``."""
    lexicon = load_times()
    name = lexicon.feast_names.get(word, word)
    if name in lexicon.festivals:
        month, of_month, length = lexicon.festivals[name]
        last = (month, of_month + length - 1) if whole else (month, of_month)
        kind = PeriodType.RANGE if whole and length > 1 else PeriodType.DAY
        return Feast((month, of_month), last, kind, length=length if whole else 1)
    before, length = lexicon.moon_holidays[name]
    dates = {FIRST_FEAST_YEAR + i: day for i, day in enumerate(lexicon.moon_feasts[name])}
    first = dates[FIRST_FEAST_YEAR]
    kind = PeriodType.RANGE if whole and length > 1 else PeriodType.DAY
    return Feast(first, first, kind, dates, before if whole else 0, length if whole else 1)


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


def _decade(m: re.Match[str], span: tuple[int, int]) -> Expression:
    """90年代: of the last century from 30 on."""
    tens = number(m["decade2"] or m["decade"] or "0")
    century = load_times().decades[m["century"]] if m["century"] else 1900 if tens >= _OLD_DECADE else 2000
    first = int(m["decade4"]) if m["decade4"] else century + tens
    return Expression(*span, Form.YEARS, year=first, last_year=first + 9)


def _week(m: re.Match[str], span: tuple[int, int]) -> Expression:
    weekday = "一二三四五六日".find((m["weekday"] or "").replace("天", "日").replace("末", "六") or "无") + 1
    return Expression(*span, Form.WEEK_NOW, shift=load_times().weeks[m["week"]], weekday=weekday)


def _recent_days(m: re.Match[str], span: tuple[int, int]) -> Expression | None:
    days = 1 if m["recent_unit"] in "天日" else 7
    count = 0 if m["recent_count"] == "半" else number(m["recent_count"])
    return Expression(*span, Form.BACK, shift=count, unit_days=days) if count else None


def _ago(m: re.Match[str], span: tuple[int, int]) -> Expression | None:
    unit, half = m["ago_unit"], m["ago_count"] == "半"
    if half and unit != "年":
        return None
    count = 6 if half else number(m["ago_count"])
    days = {"天": 1, "周": 7, "个星期": 7}.get(unit, 0)
    return Expression(
        *span,
        Form.AGO,
        shift=count if m["ago_side"] == "后" else -count,
        unit_months=half or unit == "个月",
        unit_days=days,
    )


def _event(m: re.Match[str], span: tuple[int, int]) -> Expression:
    return Expression(*span, Form.EVENT, year=load_times().events[m["event"]].toordinal())


def _month_word(m: re.Match[str], span: tuple[int, int]) -> Expression:
    shift = load_times().months[m["month_word"]]
    of_month = number(m["month_word_day"]) if m["month_word_day"] else 0
    return Expression(
        *span, Form.MONTH_NOW, shift=shift, cutoff=bool(m["month_word_edge"]), of_month=of_month
    )


def _day_word(m: re.Match[str], span: tuple[int, int]) -> Expression:
    return Expression(*span, Form.DAY_NOW, shift=load_times().days[m["day_word"]])


_READERS: dict[str, Callable[[re.Match[str], tuple[int, int]], Expression | None]] = {
    "count": _back,
    "decade": _decade,
    "decade2": _decade,
    "decade4": _decade,
    "week": _week,
    "recent_count": _recent_days,
    "ago_count": _ago,
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
