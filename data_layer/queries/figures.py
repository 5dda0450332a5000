"""Figures under a filter: the rows of one series, all rows, and one figure with its words.

What belongs here: questions of 地区对比, 时间趋势, 指标明细 and the sentence card. What does not: which
series there are (series).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from data_layer.filters import Condition, Filter
from data_layer.queries.durations import compared_unit, in_told_durations
from data_layer.queries.frame import (
    AMOUNT_UNIT,
    CHOSEN,
    COMPARABLE,
    READING_ORDER,
    figures_frame,
    frame,
    holding,
)
from data_layer.store import ReadStore

__all__ = [
    "FigureCard",
    "figure_card",
    "figure_count",
    "figure_rows",
    "most_reported_region",
    "own_figures",
    "ranked_figures",
    "region_figures",
    "series_regions",
    "timeline_figures",
]

_ORDERS = {
    "reading": tuple(READING_ORDER.split(", ")),
    "value": ("coalesce(f.base_unit, f.unit)", "coalesce(f.base_value, f.value)"),
    "period": ("coalesce(f.period_end, f.reported_on)",),
    "region": ("f.placed", "f.place"),
    "indicator": ("coalesce(f.indicator_name, f.indicator)",),
    "confidence": ("f.confidence",),
}
_NOT_LISTED = frozenset(
    {"region_candidates", "confidence_notes", "topics", "char_start", "char_end", "value_as_read"}
)
"""What only a figure's own card and its article show."""
_NOT_CHARTED = _NOT_LISTED | {
    *("article_id", "source_id", "indicator", "indicator_id", "indicator_name", "value", "scope", "place"),
    *("period_text", "published_how", "sentence", "page"),
}
"""What a series' figures share, or neither its chart nor the table below tells."""
_SEARCHED = ("indicator", "indicator_name", "region_name", "place", "sentence")
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One figure with everything that the sentence card shows.

    Attributes:
        figure: its row of a figures frame.
        before, sentence, after: the sentence that holds it and its neighbours; empty where there are none.
        start, end: where the quote stands in ``sentence``.
        witnesses: the other witnesses of the same fact, as a figures frame; empty where there are none.
    """

    figure: pd.Series
    before: str
    sentence: str
    after: str
    start: int
    end: int
    witnesses: pd.DataFrame


def region_figures(
    store: ReadStore,
    flt: Filter,
    key: str,
    kind: str | None = None,
    unit: str | None = None,
    *,
    chosen_only: bool = True,
) -> pd.DataFrame:
    """The figures of one series, by region and time: a figures frame without what charts do not tell.

    Args:
        store: where to look.
        flt: at what.
        key: of the series, as ``indicator_list`` has it.
        kind: the same; without it figures of all kinds come.
        unit: the same; without it figures of all units come.
        chosen_only: False brings every witness of a fact.
    """
    return figures_frame(
        store,
        _series(flt, key, kind, unit, chosen_only),
        "f.region_adcode, coalesce(f.period_end, f.reported_on), f.source, f.figure_id",
        without=_NOT_CHARTED,
    )


def series_regions(
    store: ReadStore, flt: Filter, key: str, kind: str, unit: str | None = None
) -> pd.DataFrame:
    """The regions that report a series: adcode and name, by adcode; arguments as for ``region_figures``."""
    condition = _series(flt, key, kind, unit, chosen_only=True)
    return frame(
        store,
        f"""
        SELECT region_adcode AS adcode, any_value(region_name) AS name FROM figures
        WHERE {condition.sql} GROUP BY 1 ORDER BY 1
        """,
        condition.parameters,
    )


def timeline_figures(
    store: ReadStore,
    flt: Filter,
    key: str,
    kind: str,
    regions: Sequence[str],
    unit: str | None = None,
    *,
    chosen_only: bool = True,
) -> pd.DataFrame:
    """What ``region_figures`` gives, for the named regions, not what lies inside, by time."""
    condition = _series(flt, key, kind, unit, chosen_only)
    places = ", ".join("?" * len(regions)) or "NULL"
    condition &= Condition(f"placed IN ({places})", tuple(regions))
    return figures_frame(
        store,
        condition,
        "coalesce(f.period_end, f.reported_on), f.period_start, f.region_adcode, f.figure_id",
        without=_NOT_CHARTED,
    )


def own_figures(store: ReadStore, flt: Filter, adcode: str) -> pd.DataFrame:
    """The figures that speak for one region itself, one witness a fact: a figures frame.

    Args:
        store: where to look.
        flt: at what; its regions do not count.
        adcode: of the region.
    """
    condition = flt.without("regions").figures() & COMPARABLE & CHOSEN
    return figures_frame(store, condition & Condition("region_adcode = ?", (adcode,)))


def ranked_figures(store: ReadStore, flt: Filter, keys: Sequence[str]) -> pd.DataFrame:
    """What regions report of some indicators, to rank them by: done, not planned, with a told period.

    Columns of a figures frame: figure_id, indicator_key, kind, amount_unit, amount, region_adcode,
    region_level, region_parent, province_adcode, period_start, period_end, period_type, reported_on.

    Args:
        store, flt: where to look, and at what.
        keys: of the indicators.
    """
    condition = flt.figures() & COMPARABLE & CHOSEN
    condition &= Condition("list_contains(?, indicator_key)", (list(keys),))
    found = frame(
        store,
        f"""
        SELECT f.figure_id, f.indicator_key, f.kind, coalesce(f.base_unit, f.unit) AS amount_unit,
            coalesce(f.base_value, f.value) AS amount, f.region_adcode, f.region_level,
            r.parent AS region_parent, r.province_adcode, f.period_start, f.period_end, f.period_type,
            f.reported_on
        FROM (
            SELECT * FROM figures
            WHERE {condition.sql} AND status = 'actual' AND period_end IS NOT NULL
        ) f LEFT JOIN regions r ON r.adcode = f.region_adcode
        ORDER BY f.region_adcode, f.period_end, f.source, f.figure_id
        """,
        condition.parameters,
    )
    return in_told_durations(store, found)


def most_reported_region(store: ReadStore, flt: Filter) -> str | None:
    """The region that most figures of catalogued indicators speak for; None where there are none."""
    condition = flt.figures() & COMPARABLE & CHOSEN
    rows = store.rows(
        f"""
        SELECT region_adcode FROM figures WHERE {condition.sql} AND indicator_id IS NOT NULL
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
        """,
        condition.parameters,
    )
    return str(rows[0]["region_adcode"]) if rows else None


def figure_rows(
    store: ReadStore,
    flt: Filter,
    words: str = "",
    *,
    order: str = "reading",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
    chosen_only: bool = True,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Figures under the filter whose indicator, region or sentence holds all of the words.

    A figures frame without what only the card and the article of a figure show.

    Args:
        store: where to look.
        flt: at what.
        words: parted by spaces; empty for all.
        order: ``reading``, ``value``, ``period``, ``region``, ``indicator`` or ``confidence``.
        descending: the other way round.
        limit: how many rows; None for all.
        offset: how many to pass over before them.
        chosen_only: False brings every witness of a fact.
        without: further columns that nobody will look at.
    """
    direction = " DESC NULLS LAST" if descending else " ASC NULLS LAST"
    terms = ", ".join(term + direction for term in _ORDERS[order])
    page = None if limit is None else (limit, offset)
    condition = _worded(flt, words, chosen_only)
    return figures_frame(store, condition, f"{terms}, f.figure_id", page, without=_NOT_LISTED.union(without))


def figure_count(store: ReadStore, flt: Filter, words: str = "", *, chosen_only: bool = True) -> int:
    """How many rows ``figure_rows`` has without a limit."""
    condition = _worded(flt, words, chosen_only)
    rows = store.rows(f"SELECT count(*) AS n FROM figures WHERE {condition.sql}", condition.parameters)
    return int(rows[0]["n"])


def figure_card(store: ReadStore, figure_id: str) -> FigureCard | None:
    """All that the sentence card shows of one figure; None if there is no such figure (any more)."""
    found = figures_frame(store, Condition("figure_id = ?", (figure_id,)))
    if found.empty:
        return None
    figure = found.iloc[0]
    text = store.rows("SELECT text FROM articles WHERE article_id = ?", [figure["article_id"]])[0]["text"]
    begin, stop = int(figure["char_start"]), int(figure["char_end"])
    first = _sentence_start(text, figure["sentence"], begin, stop)
    last = first + len(figure["sentence"])
    others = Condition("fact_id = ? AND figure_id <> ?", (figure["fact_id"], figure_id))
    return FigureCard(
        figure=figure,
        before=_last(_SENTENCE_END.split(text[:first])),
        sentence=text[first:last],
        after=_last(_SENTENCE_END.split(text[last:])[::-1]),
        start=begin - first,
        end=stop - first,
        witnesses=figures_frame(store, others),
    )


def _series(flt: Filter, key: str, kind: str | None, unit: str | None, chosen_only: bool) -> Condition:
    condition = flt.figures() & COMPARABLE & Condition("indicator_key = ?", (key,))
    if kind is not None:
        condition &= Condition("kind = ?", (kind,))
    if unit is not None:
        condition &= Condition(f"{AMOUNT_UNIT} = ?", (compared_unit(unit),))
    return condition & CHOSEN if chosen_only else condition


def _worded(flt: Filter, words: str, chosen_only: bool) -> Condition:
    condition = flt.figures() & holding(words, *_SEARCHED)
    return condition & CHOSEN if chosen_only else condition


def _sentence_start(text: str, sentence: str, begin: int, stop: int) -> int:
    """Where the sentence that holds ``text[begin:stop]`` begins; ``begin`` if it is not in the text."""
    start = text.find(sentence, max(0, stop - len(sentence)), begin + len(sentence))
    return start if 0 <= start <= begin else begin


def _last(sentences: Sequence[str]) -> str:
    return next((sentence.strip() for sentence in reversed(sentences) if sentence.strip()), "")
