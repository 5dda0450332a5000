"""The words that tell a time, loaded from ``times.yaml``.

What belongs here: reading and checking that file. What does not: grammar and calendar, which are
``data_layer.periods``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["FIRST_FEAST_YEAR", "TimeWords", "load_times"]

_FILE = "times.yaml"

FIRST_FEAST_YEAR = 2000
"""The first year of each row of ``moon_feasts``."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The content of ``times.yaml``; the head of that file defines each key.

    Attributes:
        plans: five-year plan to its first and last year.
        events: dated event to its first day.
        years, report_years, held_years, months, days: word to a shift against the article's time, the year
            reported on, or the time last named.
        not_after: word to the characters that must not stand right before it.
        not_before: word to what must not stand right after it.
        festivals: feast to month, day, and days of its holiday.
        moon_feasts: feast to month and day in each year from ``FIRST_FEAST_YEAR`` on.
        moon_holidays: such a feast to how many days before it the holiday begins, and its days.
        feast_names: other names of feasts to those.
        decades: what stands before 年代 to a century's first year.
        weeks: word to a shift of weeks.
        milestones: mark that only one year had to that year.
    """

    plans: Mapping[str, tuple[int, int]]
    events: Mapping[str, date]
    years: Mapping[str, int]
    report_years: Mapping[str, int]
    held_years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    festivals: Mapping[str, tuple[int, int, int]]
    moon_feasts: Mapping[str, tuple[tuple[int, int], ...]]
    moon_holidays: Mapping[str, tuple[int, int]]
    feast_names: Mapping[str, str]
    decades: Mapping[str, int]
    weeks: Mapping[str, int]
    held_days: tuple[str, ...]
    now: tuple[str, ...]
    opening_now: tuple[str, ...]
    vague: tuple[str, ...]
    spells: tuple[str, ...]
    spell_ends: tuple[str, ...]
    same_periods: tuple[str, ...]
    recent_years: tuple[str, ...]
    recurring: tuple[str, ...]
    undertakings: tuple[str, ...]
    day_parts: tuple[str, ...]
    year_slips: tuple[str, ...]
    after_years: tuple[str, ...]
    not_after: Mapping[str, str]
    not_before: Mapping[str, tuple[str, ...]]
    month_names: tuple[str, ...]
    names_after: tuple[str, ...]
    ahead: tuple[str, ...]
    ahead_after: tuple[str, ...]
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    review_titles: tuple[str, ...]
    report_titles: tuple[str, ...]
    section_words: tuple[str, ...]
    plan_sections: tuple[str, ...]
    milestones: Mapping[str, int]

    @property
    def feasts(self) -> tuple[str, ...]:
        """Every name of a feast."""
        return (*self.festivals, *self.moon_feasts, *self.feast_names)


def _words(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise LexiconError(f"{_FILE}: {key} must be a list of words")
    if len(set(value)) != len(value):
        raise LexiconError(f"{_FILE}: {key} names a word twice")
    return tuple(value)


def _table(key: str, value: Any, kind: type) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise LexiconError(f"{_FILE}: {key} must be a table")
    for word, entry in value.items():
        if not isinstance(word, str) or not isinstance(entry, kind):
            raise LexiconError(f"{_FILE}: {key}: {word} must have a value of type {kind.__name__}")
    return value


def _plans(value: Any) -> dict[str, tuple[int, int]]:
    plans: dict[str, tuple[int, int]] = {}
    for name, years in _table("plans", value, list).items():
        if len(years) != 2 or years[1] != years[0] + 4:
            raise LexiconError(f"{_FILE}: plans: {name} must be a first year and the fifth year from it")
        plans[name] = (years[0], years[1])
    return plans


def _feasts(raw: dict[str, Any]) -> dict[str, Any]:
    """The tables of feasts, checked: each has its numbers, each other name means one of them."""
    festivals = {name: _numbers("festivals", name, row, 3) for name, row in raw["festivals"].items()}
    holidays = {name: _numbers("moon_holidays", name, row, 2) for name, row in raw["moon_holidays"].items()}
    moon = {
        name: tuple((int(day[:2]), int(day[2:])) for day in days.split())
        for name, days in _table("moon_feasts", raw["moon_feasts"], str).items()
    }
    if set(moon) != set(holidays) or len({len(days) for days in moon.values()}) != 1:
        raise LexiconError(f"{_FILE}: moon_feasts, moon_holidays must name the same, in the same years")
    names = _table("feast_names", raw["feast_names"], str)
    if unknown := sorted(set(names.values()) - set(festivals) - set(moon)):
        raise LexiconError(f"{_FILE}: feast_names: no such feast: {', '.join(unknown)}")
    return {
        "festivals": festivals,
        "moon_feasts": moon,
        "moon_holidays": holidays,
        "feast_names": names,
    }


def _numbers(key: str, name: str, row: Any, count: int) -> tuple[int, ...]:
    if not isinstance(row, list) or len(row) != count or not all(isinstance(one, int) for one in row):
        raise LexiconError(f"{_FILE}: {key}: {name} must be {count} numbers")
    return tuple(row)


@functools.cache
def load_times() -> TimeWords:
    """The checked content of ``times.yaml``.

    Raises:
        LexiconError: if the file is wrong; the message names the entry.
    """
    raw = read_yaml(_FILE)
    names = {entry.name for entry in fields(TimeWords)}
    if not isinstance(raw, dict) or set(raw) != names:
        raise LexiconError(f"{_FILE}: keys must be exactly {', '.join(sorted(names))}")
    shifts = ("years", "report_years", "held_years", "months", "days", "weeks", "decades", "milestones")
    tables: dict[str, Any] = {key: _table(key, raw[key], int) for key in shifts}
    tables["plans"] = _plans(raw["plans"])
    tables |= _feasts(raw)
    tables["events"] = _table("events", raw["events"], date)
    tables["not_after"] = _table("not_after", raw["not_after"], str)
    tables["not_before"] = {
        word: _words(f"not_before: {word}", after)
        for word, after in _table("not_before", raw["not_before"], list).items()
    }
    tables |= {key: _words(key, raw[key]) for key in names - set(tables)}
    return TimeWords(**tables)
