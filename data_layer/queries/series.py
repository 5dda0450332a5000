"""The series that figures make: one indicator, one kind, one unit, so that all of it may share an axis.

What belongs here: which series there are under a filter, and how a reader's own words find one. What does
not: their figures (figures).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data_layer.figures.phrases.catalogue import match_indicator, search_indicators
from data_layer.filters import Condition, Filter
from data_layer.lexicon.indicators import load_indicators
from data_layer.lexicon.units import load_units
from data_layer.model import FigureKind
from data_layer.queries.durations import in_told_durations
from data_layer.queries.frame import AMOUNT_UNIT, CHOSEN, COMPARABLE, frame, hashed, holding
from data_layer.store import ReadStore

__all__ = [
    "MOST_SERIES",
    "SHORTEST_TELLING",
    "at_constant_prices",
    "indicator_definition",
    "phrase_match",
    "followed_regions",
    "indicator_list",
    "indicator_places",
    "series_count",
    "series_named",
    "series_years",
]

MOST_SERIES = 1000
"""So many series a choice offers. A large store has hundreds of thousands, nearly all of them phrases that
one article uses once; the browser would get them all."""

_MOST_NAMED = 30
"""Entries of the catalogue that typed words may mean; those further down fit by their letters alone."""
SHORTEST_TELLING = 3
"""Characters. A phrase of fewer that is in no catalogue (村, 单位, 制度) hardly says what was counted."""
_SERIES = f"indicator_key AS key, kind, {AMOUNT_UNIT} AS unit"
_SERIES_HASH = hashed("indicator_key", "kind", AMOUNT_UNIT)


def indicator_list(store: ReadStore, flt: Filter, *, limit: int | None = MOST_SERIES) -> pd.DataFrame:
    """The series with most figures under the filter, those of most regions, then of most periods first.

    Of the same regions and periods, entries of the catalogue stand before phrases, then those of more
    figures, then the longer names; phrases too short to say what they count stand behind all others.

    Columns: key (catalogue id, or ``phrase:`` and a hash), name, indicator_id (None for a phrase), kind, unit
    (the one unit of its dimension, of durations the one most told, else as written), regions, periods,
    figures (one witness a fact). Only figures that speak for a whole region count.

    Args:
        store, flt: where to look, and at what.
        limit: how many series at the most; None for all.
    """
    return _series(store, _comparable(flt), limit)


def series_count(store: ReadStore, flt: Filter) -> int:
    """How many series there are under the filter."""
    condition = _comparable(flt)
    sql = f"SELECT count(*) AS n FROM (SELECT 1 FROM figures WHERE {condition.sql} GROUP BY {_SERIES_HASH})"
    return int(store.rows(sql, condition.parameters)[0]["n"])


def series_named(store: ReadStore, flt: Filter, words: str, *, limit: int = 20) -> pd.DataFrame:
    """The series that a reader's own words mean, as ``indicator_list`` gives them.

    Entries of the catalogue that the words name come first, in the order of its search (names and synonyms
    before parts of them); then the series whose phrase holds all of the words, those of most regions first.

    Args:
        store, flt: where to look, and at what.
        words: 固投, 规工增加值, 城镇 就业; parted by spaces. Empty words find nothing.
        limit: how many series at the most.
    """
    if not words.split():
        return _series(store, Condition("FALSE"), limit)
    named = {one.id: place for place, one in enumerate(search_indicators(words)[:_MOST_NAMED])}
    holds = holding(words, "indicator", "indicator_name")
    either = Condition(f"(list_contains(?, indicator_id) OR {holds.sql})", (list(named), *holds.parameters))
    found = _series(store, _comparable(flt) & either, None)
    found = found.sort_values(
        "indicator_id", key=lambda ids: ids.map(named).fillna(_MOST_NAMED), kind="stable", ignore_index=True
    )
    return found.head(limit)


def at_constant_prices(store: ReadStore, key: str) -> bool:
    """Whether the catalogue says that an indicator's growth is reported at constant prices.

    Such a growth must not be recomputed from levels; of a phrase that is in no catalogue nothing is known,
    and the answer is no.

    Args:
        store: not asked; here so that all queries are called alike.
        key: of the indicator, as ``indicator_list`` has it.
    """
    return any(one.id == key and one.constant_price for one in load_indicators())


def indicator_places(store: ReadStore) -> dict[str, int]:
    """Where each entry of the catalogue stands in it, by its id: as official reports tell them, output first.

    Args:
        store: not asked; here so that all queries are called alike.
    """
    return {one.id: place for place, one in enumerate(load_indicators())}


def indicator_definition(store: ReadStore, key: str) -> str | None:
    """What the catalogue says that an indicator counts; None for a phrase that is in no catalogue.

    Args:
        store: not asked; here so that all queries are called alike.
        key: of the indicator, as ``indicator_list`` has it.
    """
    return next((one.definition for one in load_indicators() if one.id == key), None)


def phrase_match(store: ReadStore, phrase: str, unit: str, kind: str) -> tuple[str, float] | None:
    """The catalogue's entry that a figure's phrase stands for and how well it fits; None without one.

    Args:
        store: not asked; here so that all queries are called alike.
        phrase, unit, kind: of a figure, as the text has them.

    Returns:
        The entry's id and 0 to 100: 100 for a name or synonym as it stands, less where words were dropped.
    """
    known = load_units().units.get(unit)
    match = match_indicator(phrase, known.dimension if known else None, FigureKind(kind))
    return (match.indicator_id, match.score) if match else None


def series_years(store: ReadStore, flt: Filter, keys: Sequence[str]) -> pd.DataFrame:
    """How many figures of each series fall into each year, and of how many regions.

    Columns: key, kind, unit (as ``indicator_list`` has them), year (that a period ends in, else that of the
    report), figures, regions.

    Args:
        store, flt: where to look, and at what.
        keys: of which series.
    """
    condition = _comparable(flt) & Condition("list_contains(?, indicator_key)", (list(keys),))
    found = frame(
        store,
        f"""
        SELECT {_SERIES}, year(coalesce(period_end, reported_on)) AS year, count(*) AS figures,
            count(DISTINCT region_adcode) AS regions
        FROM figures WHERE {condition.sql} AND coalesce(period_end, reported_on) IS NOT NULL
        GROUP BY ALL ORDER BY key, kind, unit, year
        """,
        condition.parameters,
    )
    return in_told_durations(store, found, key="key", unit="unit")


def followed_regions(store: ReadStore, flt: Filter, keys: Sequence[str]) -> pd.DataFrame:
    """In how many regions each series can be followed through time; series without any are left out.

    Columns: key, kind, unit (as ``indicator_list`` has them), over_years (regions whose actual figures end in
    more than one year), over_ends (those with more than one end of a period, 1-6月 and 1-9月 of a year as
    well). Plans count for nothing, nor do figures whose period is not told.

    Args:
        store, flt: where to look, and at what.
        keys: of which series.
    """
    condition = _comparable(flt) & Condition("list_contains(?, indicator_key)", (list(keys),))
    found = frame(
        store,
        f"""
        WITH spans AS (
            SELECT {_SERIES_HASH} AS series, region_adcode, any_value(indicator_key) AS key,
                any_value(kind) AS kind, any_value({AMOUNT_UNIT}) AS unit,
                min(period_end) AS first, max(period_end) AS last
            FROM figures WHERE {condition.sql} AND status = 'actual' AND period_end IS NOT NULL
            GROUP BY 1, 2
        )
        SELECT any_value(key) AS key, any_value(kind) AS kind, any_value(unit) AS unit,
            count(*) FILTER (year(last) > year(first)) AS over_years, count(*) AS over_ends
        FROM spans WHERE last > first GROUP BY series ORDER BY key, kind, unit
        """,
        condition.parameters,
    )
    return in_told_durations(store, found, key="key", unit="unit")


def _comparable(flt: Filter) -> Condition:
    return flt.figures() & CHOSEN & COMPARABLE


def _series(store: ReadStore, condition: Condition, limit: int | None) -> pd.DataFrame:
    """Those with most figures are chosen first, for counting distinct regions of all would take seconds."""
    found = frame(
        store,
        f"""
        WITH most AS (
            SELECT {_SERIES_HASH} AS series, count(*) AS figures FROM figures WHERE {condition.sql}
            GROUP BY 1 ORDER BY figures DESC, series LIMIT ?
        ), told AS (
            SELECT {_SERIES_HASH} AS series, {_SERIES}, indicator, indicator_name, indicator_id,
                region_adcode, coalesce(period_end, reported_on) AS day FROM figures WHERE {condition.sql}
        )
        FROM (SELECT any_value(key) AS key, coalesce(any_value(indicator_name), any_value(indicator)) AS name,
            any_value(indicator_id) AS indicator_id, any_value(kind) AS kind, any_value(unit) AS unit,
            count(DISTINCT region_adcode) AS regions, count(DISTINCT day) AS periods,
            any_value(figures) AS figures
        FROM told JOIN most USING (series) GROUP BY series)
        ORDER BY indicator_id IS NULL AND length(name) < ?, regions DESC, periods DESC,
            indicator_id IS NULL, figures DESC, length(name) DESC, name, key, kind, unit
        """,
        [*condition.parameters, limit, *condition.parameters, SHORTEST_TELLING],
    )
    return in_told_durations(store, found, key="key", unit="unit")
