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
from data_layer.lexicon.units import UnitKind, load_units
from data_layer.model import Article, Figure, FigureKind, Region, Scope, Status

__all__ = ["Corpus", "Fact", "Key", "build_corpus", "indicator_of"]

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
        series: figures by what they have in common, in the order of their periods.
        levels: the amounts of an indicator and a region, by its id and adcode, whatever their units.
        regions: by adcode.
        texts: of the articles, by article_id.
    """

    series: Mapping[Key, Sequence[Figure]]
    levels: Mapping[tuple[str, str], Sequence[Figure]]
    regions: Mapping[str, Region]
    texts: Mapping[str, str]

    def stated(self, figure: Figure) -> Stated:
        """What a figure stands for."""
        return stated(figure, self.texts[figure.article_id])

    def amount(self, figure: Figure) -> float:
        """Its value in the base unit."""
        found = self.stated(figure)
        return found.value * found.factor


def build_corpus(articles: Iterable[Article], figures: Iterable[Figure], facts: Mapping[str, Fact]) -> Corpus:
    """The series of the chosen figures that report what is, for a whole region, at a known time."""
    series: dict[Key, list[Figure]] = defaultdict(list)
    regions: dict[str, Region] = {}
    for figure in figures:
        region = figure.region
        if region is None or not _speaks_for_region(figure):
            continue
        fact = facts.get(figure.figure_id)
        if fact is not None and not fact.chosen:
            continue
        regions[region.adcode] = region
        key = Key(figure.indicator_id or "", region.adcode, figure.kind, _unit(figure))
        series[key].append(figure)
    levels: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for key, some in series.items():
        some.sort(key=_in_time)
        if key.kind is FigureKind.LEVEL:
            levels[key.indicator_id, key.adcode] += some
    return Corpus(series, levels, regions, {article.article_id: article.text for article in articles})


def _in_time(figure: Figure) -> tuple[date, date, str]:
    end = figure.period.end or date.min
    return end, figure.period.start or end, figure.figure_id


def _speaks_for_region(figure: Figure) -> bool:
    return (
        figure.indicator_id is not None
        and figure.scope is Scope.REGION
        and figure.status is Status.ACTUAL
        and figure.place is None
        and figure.period.end is not None
        and figure.value_max is None
        and figure.value != 0
        and figure.confidence >= _LEAST_CONFIDENCE
    )


@functools.lru_cache(maxsize=1024)
def _counts(unit: str) -> bool:
    known = load_units().units.get(unit)
    return known is not None and known.kind is UnitKind.COUNT


def _unit(figure: Figure) -> str:
    """The unit of comparison: a count's own measure word, else the base unit."""
    return figure.unit if _counts(figure.unit) or figure.base_unit is None else figure.base_unit


def indicator_of(indicator_id: str) -> Indicator | None:
    """The catalogue entry of an id."""
    return _indicators().get(indicator_id)


@functools.cache
def _indicators() -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in load_indicators()}
