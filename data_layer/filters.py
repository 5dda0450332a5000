"""The filter that all pages share: which figures and articles a person is looking at.

What belongs here: the one object that knows its SQL, its Chinese sentence and its form in the address bar.
What does not: running the SQL (queries, export), drawing widgets (pages).
"""

from __future__ import annotations

import calendar
import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data_layer.lexicon.topics import load_topics

__all__ = ["SOURCE_ID_LENGTH", "Condition", "Filter"]

SOURCE_ID_LENGTH = 12
"""A source's id in addresses and filters: so many hex digits of its document_id."""

_PROVINCE_DIGITS = 2
_ADCODE = re.compile(r"[1-9]\d{5}")
_SOURCE_ID = re.compile(rf"[0-9a-f]{{{SOURCE_ID_LENGTH}}}")
_INDICATOR_KEY = re.compile(r"[\w.:-]{1,80}", re.ASCII)
_EVERYTHING = "全部数据"
_NAMED_REGIONS = 3
"""So many chosen regions the sentence names; of more it names the first and counts."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What follows WHERE, with a value for each of its ``?``."""

    sql: str
    parameters: tuple[Any, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        """Both conditions."""
        return Condition(f"{self.sql} AND {other.sql}", self.parameters + other.parameters)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which figures and articles are looked at. Parts left empty do not filter; parts given must all hold.

    Attributes:
        regions: adcodes; a province or prefecture means everything inside it, 100000 only 全国 itself.
        topics: names of the subject list.
        sources: first 12 hex digits of document_ids.
        indicators: indicator keys, as ``indicator_list`` gives them.
        start, end: days, both included; a figure is in when its period overlaps them, and one without a
            period when it was reported between them. An article is in when it was published between them.
    """

    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    def figures(self) -> Condition:
        """The condition on the table ``figures``: by a figure's own region, else its article's."""
        condition = self._common()
        if self.indicators:
            condition &= _any("indicator_key", self.indicators)
        if self.start:
            condition &= Condition("coalesce(period_end, period_start, reported_on) >= ?", (self.start,))
        if self.end:
            condition &= Condition("coalesce(period_start, period_end, reported_on) <= ?", (self.end,))
        return condition

    def articles(self) -> Condition:
        """The condition on the table ``articles``; an indicator asks for articles that report it."""
        condition = self._common()
        if self.indicators:
            reports = _any("indicator_key", self.indicators)
            condition &= Condition(
                f"article_id IN (SELECT article_id FROM figures WHERE {reports.sql})", reports.parameters
            )
        if self.start:
            condition &= Condition("published >= ?", (self.start,))
        if self.end:
            condition &= Condition("published <= ?", (self.end,))
        return condition

    def _common(self) -> Condition:
        condition = Condition("TRUE")
        if self.regions:
            inside = "SELECT adcode FROM regions WHERE list_has_any(within, ?)"
            condition &= Condition(f"placed IN ({inside})", (list(self.regions),))
            # every code inside a province begins as the province's does: where the others lie nothing is read
            provinces = [code[:_PROVINCE_DIGITS] for code in self.regions]
            condition &= Condition("placed BETWEEN ? AND ?", (min(provinces), f"{max(provinces)}9999"))
        if self.topics:
            either = " OR ".join(["list_contains(topics, ?)"] * len(self.topics))
            condition &= Condition(f"({either})", self.topics)
        if self.sources:
            condition &= _any(f"left(document_id, {SOURCE_ID_LENGTH})", self.sources)
        return condition

    def sentence(self, names: Mapping[str, str]) -> str:
        """The filter in words: 冷水江市、涟源市 · 就业社保人事 · 2022年; 冷水江市等12地.

        Args:
            names: what adcodes, source ids and indicator keys are called; one without a name stands itself.
        """
        parts = (
            _listed(self.regions, names, "地", _NAMED_REGIONS),
            _listed(self.topics, names, "类"),
            _listed(self.indicators, names, "项指标"),
            _listed(self.sources, names, "份来源"),
            _span(self.start, self.end),
        )
        return " · ".join(part for part in parts if part) or _EVERYTHING

    def to_query(self) -> dict[str, list[str]]:
        """The filter as query parameters of an address, ASCII only; parts left empty are left out."""
        query = {
            "region": list(self.regions),
            "topic": [topic.id for topic in load_topics() if topic.name in self.topics],
            "source": list(self.sources),
            "indicator": list(self.indicators),
            "from": [self.start.isoformat()] if self.start else [],
            "to": [self.end.isoformat()] if self.end else [],
        }
        return {name: values for name, values in query.items() if values}

    @classmethod
    def from_query(cls, query: Mapping[str, Iterable[str]]) -> Filter:
        """The filter that an address holds; what cannot be one of ours is left out, other parameters too."""
        return cls(
            regions=_matching(query.get("region", ()), _ADCODE),
            topics=tuple(topic.name for topic in load_topics() if topic.id in set(query.get("topic", ()))),
            sources=_matching(query.get("source", ()), _SOURCE_ID),
            indicators=_matching(query.get("indicator", ()), _INDICATOR_KEY),
            start=_date(query.get("from", ())),
            end=_date(query.get("to", ())),
        )

    def without(self, *parts: str) -> Filter:
        """The same filter with the named parts empty, as counts beside a choice need it."""
        empty = Filter()
        return replace(self, **{part: getattr(empty, part) for part in parts})


def _any(column: str, values: tuple[str, ...]) -> Condition:
    return Condition(f"list_contains(?, {column})", (list(values),))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _matching(values: Iterable[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    return _unique(value for value in values if pattern.fullmatch(value))


def _date(values: Iterable[str]) -> date | None:
    for value in values:
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value)
    return None


def _listed(values: tuple[str, ...], names: Mapping[str, str], counted: str, most_named: int = 1) -> str:
    named = [names.get(value, value) for value in values]
    if len(named) <= most_named:
        return "、".join(named)
    return f"{named[0]}等{len(named)}{counted}"


def _span(start: date | None, end: date | None) -> str:
    """Two days in words, by year or month where they are whole ones: 2022年, 2021年3月至2022年."""
    opening = _shortest(start, lambda day: day.day == 1, lambda day: (day.month, day.day) == (1, 1))
    closing = _shortest(end, _ends_month, lambda day: (day.month, day.day) == (12, 31))
    if start and end:
        whole = opening == closing and start <= end
        return opening if whole else f"{opening}至{closing}"
    if start:
        return f"{opening}起"
    return f"{closing}止" if end else ""


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _shortest(day: date | None, at_month: Callable[[date], bool], at_year: Callable[[date], bool]) -> str:
    if day is None:
        return ""
    if at_year(day):
        return f"{day.year}年"
    if at_month(day):
        return f"{day.year}年{day.month}月"
    return f"{day.year}年{day.month}月{day.day}日"
