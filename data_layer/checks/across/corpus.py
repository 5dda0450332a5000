"""The figures of all articles as series: one indicator, one region, one unit.

What belongs here: which figures of different articles may be compared at all. What does not: what comparing
them comes to (series, regions, sizes).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from data_layer.checks.intervals import Stated, stated
from data_layer.lexicon.indicators import Indicator, load_indicators
from data_layer.lexicon.units import is_count
from data_layer.model import Article, Figure, FigureKind, Scope, Status

__all__ = ["Corpus", "Fact", "Key", "build_corpus", "indicator_of"]

_KINDS = frozenset({FigureKind.LEVEL, FigureKind.RATE, FigureKind.GROWTH})
"""What a rule compares across articles."""

_LEAST_CONFIDENCE = 0.75
"""Of readings below it a quarter are wrong in one field or another (figures/confidence.py): too many to
compare articles by."""


class Fact(Protocol):
    """What a figure is to the fact it reports."""

    @property
    def fact_id(self) -> str: ...  # noqa: D102
    @property
    def chosen(self) -> bool: ...  # noqa: D102


class Key(NamedTuple):
    """What the figures of one series have in common."""

    indicator_id: str
    adcode: str
    kind: FigureKind
    unit: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every figure that speaks for a whole region and is of the catalogue, in its series.

    Attributes:
        series: levels, rates and growths by what they have in common, in the order of their periods.
        levels: the amounts of an indicator and a region, by its id and adcode, whatever their units: a series
            each.
        texts: of the articles, by article_id.
    """

    series: Mapping[Key, Sequence[Figure]]
    levels: Mapping[tuple[str, str], Sequence[Sequence[Figure]]]
    texts: Mapping[str, str]

    def stated(self, figure: Figure) -> Stated:
        """What a figure stands for."""
        return stated(figure, self.texts[figure.article_id])


def build_corpus(articles: Iterable[Article], figures: Iterable[Figure], facts: Mapping[str, Fact]) -> Corpus:
    """The series of the chosen figures that report what is, for a whole region, at a known time."""
    found: dict[tuple[str, str, FigureKind, str, str | None], list[Figure]] = defaultdict(list)
    actual, whole = Status.ACTUAL, Scope.REGION
    for figure in figures:
        region, indicator_id, kind = figure.region, figure.indicator_id, figure.kind
        if (
            region is None
            or indicator_id is None
            or kind not in _KINDS
            or figure.status is not actual
            or figure.scope is not whole
            or figure.confidence < _LEAST_CONFIDENCE
            or figure.place is not None
            or figure.period.end is None
            or figure.value_max is not None
            or figure.value == 0
        ):
            continue
        fact = facts.get(figure.figure_id)
        if fact is None or fact.chosen:
            found[indicator_id, region.adcode, kind, figure.unit, figure.base_unit].append(figure)
    series: dict[Key, list[Figure]] = {}
    for (indicator_id, adcode, kind, unit, base_unit), some in found.items():
        key = Key(indicator_id, adcode, kind, _unit(unit, base_unit))
        held = series.get(key)
        if held is None:
            series[key] = some
        else:
            held += some
    levels: dict[tuple[str, str], list[Sequence[Figure]]] = defaultdict(list)
    for key, some in series.items():
        if len(some) > 1:
            some.sort(key=_in_time)
        if key.kind is FigureKind.LEVEL:
            levels[key.indicator_id, key.adcode].append(some)
    return Corpus(series, levels, {article.article_id: article.text for article in articles})


def _in_time(figure: Figure) -> tuple[date, date, str]:
    start, end, _, _ = figure.period
    end = end or date.min
    return end, start or end, figure.figure_id


def _unit(unit: str, base_unit: str | None) -> str:
    """The unit of comparison: a count's own measure word, else the base unit."""
    return unit if base_unit is None or is_count(unit) else base_unit


def indicator_of(indicator_id: str) -> Indicator | None:
    """The catalogue entry of an id."""
    return _indicators().get(indicator_id)


@functools.cache
def _indicators() -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in load_indicators()}
