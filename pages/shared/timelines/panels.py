"""The pictures of 时间趋势, worked out of what a reader chose: the chart, panels of other kinds, the table.

What belongs here: choices in, what is drawn out. What does not: widgets, marks and sentences (timelines).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import data, tables, wording
from pages.shared.comparing import compare, growths
from pages.shared.comparing.comparison import region_names
from pages.shared.numbers import scale_for
from pages.shared.series import Series, series_figures
from pages.shared.timelines import timelines, timemarks

__all__ = ["Choices", "Picture", "Shown", "pictures", "told_regions"]

_KINDS = {"level": "数值", "growth": "增减", "rank": "位次"}
_DERIVED = "星号是由前后两年的数值推算的增减，不是原文报告的增速，口径可能不同。"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader chose: which figures of which series, adcodes, ids of the page's choices, the version."""

    filter: Filter
    series: Series
    regions: tuple[str, ...]
    part: str
    reports: str
    version: int


@dataclass(frozen=True, slots=True)
class Picture:
    """One timeline: the kind of its figures, its title, and what is drawn."""

    kind: str
    title: str
    chart: go.Figure


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page draws.

    Attributes:
        pictures: the series first, then panels of its other kinds.
        notices: what must be minded about them.
        explained: how to read them.
        table: the rows; its index holds figure ids.
    """

    pictures: tuple[Picture, ...]
    notices: tuple[str, ...]
    explained: tuple[str, ...]
    table: pd.DataFrame


def told_regions(flt: Filter, key: str, kind: str, unit: str, reports: str) -> dict[str, tuple[str, int]]:
    """The regions that report a series, most periods first: adcode to name and number of periods."""
    figures = _figures(flt, key, kind, unit, reports)
    told = figures.assign(day=figures["period_end"].fillna(figures["reported_on"]))
    counted = told.groupby(["region_adcode", "region_name"])["day"].nunique().reset_index(name="periods")
    counted = counted.sort_values(["periods", "region_adcode"], ascending=[False, True])
    return {row.region_adcode: (row.region_name, int(row.periods)) for row in counted.itertuples()}


def pictures(chosen: Choices) -> Shown | None:
    """What the page draws; None where the regions report nothing for a time that is wanted."""
    series = chosen.series
    figures = _figures(chosen.filter, *series.arguments(), chosen.reports)
    told = compare.with_periods(figures[figures["region_adcode"].isin(chosen.regions)])
    told = told.sort_values(["told_on", "region_adcode", "figure_id"])
    rows = told if chosen.part == "all" else told[told["period_type"] == "year"]
    rows = rows[rows["told_on"].notna()]
    if rows.empty:
        return None
    regions = rows.drop_duplicates("region_adcode")
    named = region_names(regions, data.ask(queries.region_tree))
    names = dict(zip(regions["region_adcode"], named, strict=True))
    rows = rows.assign(region=rows["region_adcode"].map(names))
    said = timelines.explained_of(rows, left_out=len(told) - len(rows))
    drawn = [_picture(chosen, rows, series.words, series.kind, timemarks.TALL_PIXELS)]
    for kind, words in _KINDS.items():
        other = _other_kind(chosen, kind, rows, list(names)) if kind != series.kind else rows.head(0)
        if kind == "growth" and "derived" in other and other["derived"].any():
            said.append(_DERIVED)
        if len(other):
            other = other[other["amount_unit"] == other["amount_unit"].iloc[0]]  # one panel a kind
            other = other.assign(region=other["region_adcode"].map(names))
            drawn.append(_picture(chosen, other, series.name + words, kind, timemarks.LOW_PIXELS))
    minded = tuple(timelines.notices_of(rows))
    return Shown(tuple(drawn), minded, tuple(said), tables.timeline_table(rows, series.unit))


def _figures(flt: Filter, key: str, kind: str, unit: str, reports: str) -> pd.DataFrame:
    return series_figures(flt, key, kind, unit, chosen_only=reports == "facts")


def _picture(chosen: Choices, rows: pd.DataFrame, name: str, kind: str, height: int) -> Picture:
    """One timeline of rows of one kind and unit, with ``region`` as the legend names it."""
    scale = scale_for(rows["amount"], rows["amount_unit"].iloc[0])
    title = timelines.title_of(rows, name)
    chart = timemarks.timeline(
        timelines.marks_of(rows, scale),
        title=title,
        axis=scale.unit,
        reversed_axis=kind == "rank",
        credit=wording.credit(rows["source"], chosen.version),
        height=height,
    )
    return Picture(kind, title, chart)


def _other_kind(chosen: Choices, kind: str, levels: pd.DataFrame, regions: list[str]) -> pd.DataFrame:
    """The figures of another kind of the indicator, those of its most frequent unit first."""
    rows = _reported(chosen, kind, regions)
    if kind == "growth" and chosen.series.kind == "level":
        rows = growths.with_derived(rows, _derived(chosen.series, levels, rows))
    return rows[rows["told_on"].notna()]


def _reported(chosen: Choices, kind: str, regions: list[str]) -> pd.DataFrame:
    found = series_figures(chosen.filter, chosen.series.key, kind)
    found = compare.with_periods(found[found["region_adcode"].isin(regions)])
    if kind == "growth":
        found = found[found["growth_base"].isna() | (found["growth_base"] == "year_earlier")]
    common = found["amount_unit"].value_counts()
    return found.sort_values(
        ["amount_unit", "told_on", "region_adcode", "figure_id"],
        key=lambda column: -column.map(common).astype(float) if column.name == "amount_unit" else column,
    )


def _derived(series: Series, levels: pd.DataFrame, reported: pd.DataFrame) -> pd.DataFrame:
    """What levels give for years of which no document reports the growth; nothing for constant prices."""
    derived = growths.derived_growth(levels)
    if data.ask(queries.at_constant_prices, series.key):
        return derived.head(0)
    known = set(zip(reported["region_adcode"], reported["group"], strict=True))
    return derived[
        [pair not in known for pair in zip(derived["region_adcode"], derived["group"], strict=True)]
    ]
