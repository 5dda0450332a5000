"""What 总览 shows as tables: series that can be compared, and what was reported where.

What belongs here: a filter or frames in, tables out. What does not: widgets.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from data_layer.topics import load_topics
from pages.shared import data, fitting, wording
from pages.shared.numbers import short, spoken
from pages.shared.series import compared_series, series_id

__all__ = [
    "comparable_series",
    "comparable_table",
    "coverage_columns",
    "coverage_grid",
    "reported_grid",
    "rolled_up",
    "shade",
    "shaded",
    "series_columns",
    "series_shown",
    "series_table",
    "tile_entries",
    "year_grid",
]

_MOST_SERIES = 15
_NAME_PIXELS = 190
_REGION_PIXELS = 220
"""As wide as the longest names of counties, of fifteen signs."""
_MOST_REGIONS = 60
"""More rows than this nobody reads: they are summed by the regions that hold them."""
_FAINTEST, _STRONGEST = 0.12, 0.75
_ACCENT = "47, 128, 200"
"""Between the accents of the light and the dark theme, to be read on both."""


def tile_entries(found: pd.Series) -> tuple[tuple[str, str, str, str], ...]:
    """The tiles: what is counted, how many, the page that leads on, and what the link says."""
    years = f"{found['first_day'].year}-{found['last_day'].year}" if not pd.isna(found["last_day"]) else "—"
    return (
        ("文章", short(found["articles"]), "articles", "去文章库"),
        ("数字", short(found["figures"]), "figures", "看明细"),
        ("地区", short(found["regions"]), "regions", "去对比"),
        ("指标", short(found["indicators"]), "regions", "挑一个比"),
        ("年份", years, "timeline", "看趋势"),
        ("文件", short(found["documents"]), "sources", "看来源"),
    )


def comparable_table(flt: Filter) -> pd.DataFrame:
    """The series that compare regions best, with their figures by year; the index: series ids."""
    top = comparable_series(compared_series(flt))
    return series_table(top, data.ask(queries.series_years, flt, list(top["key"])))


def reported_grid(flt: Filter) -> tuple[pd.DataFrame, str]:
    """Regions by topics, few enough to read, and the level they are summed to; empty where they are not."""
    coverage, level = rolled_up(data.ask(queries.coverage, flt), data.ask(queries.region_tree))
    return coverage_grid(coverage), level


def comparable_series(series: pd.DataFrame) -> pd.DataFrame:
    """Those first in ``series`` that several regions or periods report."""
    return series[(series["regions"] > 1) | (series["periods"] > 1)].head(_MOST_SERIES)


def series_table(top: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """Comparable series with their figures by year; the index: series ids."""
    span = range(int(years["year"].min()), int(years["year"].max()) + 1) if len(years) else range(0)
    counted = years.pivot_table(index=["key", "kind", "unit"], columns="year", values="figures", fill_value=0)
    counted = counted.reindex(columns=list(span), fill_value=0)
    ids = list(zip(top["key"], top["kind"], top["unit"], strict=True))
    return pd.DataFrame(
        {
            "指标": top["name"],
            "类型": top["kind"].map(wording.KINDS),
            "单位": top["unit"].map(spoken),
            "地区": top["regions"],
            "时期": top["periods"],
            _years_head(span): [counted.loc[one].tolist() if one in counted.index else [] for one in ids],
        }
    ).set_axis([series_id(*one) for one in ids])


def series_shown(table: pd.DataFrame) -> pd.DataFrame:
    """The table of series as it is drawn, long names with …."""
    return table.assign(指标=fitting.all_fitted(table["指标"], _NAME_PIXELS))


def series_columns(table: pd.DataFrame) -> dict[str, Any]:
    """How the columns of the table of series are drawn."""
    return {
        "指标": st.column_config.TextColumn(width=_NAME_PIXELS),
        "单位": st.column_config.TextColumn(width=96),
        table.columns[-1]: st.column_config.BarChartColumn(y_min=0),
    }


def _years_head(span: range) -> str:
    if not span:
        return "各年个数"
    return f"各年个数（{span[0]}-{span[-1]}）" if len(span) > 1 else f"个数（{span[0]}年）"


def rolled_up(coverage: pd.DataFrame, tree: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Coverage of few enough regions to be read, and the level it is summed to (empty where it is not).

    Args:
        coverage: as ``queries.coverage`` gives it.
        tree: as ``queries.region_tree`` gives it.
    """
    if coverage["region_adcode"].nunique() <= _MOST_REGIONS:
        return coverage, ""
    known = tree.set_index("adcode")
    for level, holder in (("市级", "prefecture_adcode"), ("省级", "province_adcode")):
        code = coverage["region_adcode"].map(known[holder]).fillna(coverage["region_adcode"])
        if code.nunique() <= _MOST_REGIONS or level == "省级":
            break
    summed = coverage.assign(region_adcode=code, region_name=code.map(known["name"]))
    keys = ["region_adcode", "region_name", "topic"]
    return summed.groupby(keys, as_index=False)[["figures"]].sum(), level


def coverage_grid(coverage: pd.DataFrame) -> pd.DataFrame:
    """Regions by topics, how many figures; blank where nothing is reported. The index holds adcodes."""
    if coverage.empty:
        return pd.DataFrame()
    topics = coverage.groupby("topic")["figures"].sum().sort_values(ascending=False).index
    grid = coverage.pivot_table(index="region_adcode", columns="topic", values="figures", aggfunc="sum")
    grid = grid.reindex(columns=topics).astype("Int64")
    names = coverage.drop_duplicates("region_adcode").set_index("region_adcode")["region_name"]
    grid.insert(0, "地区", names.reindex(grid.index))
    return grid


def coverage_columns(grid: pd.DataFrame) -> dict[str, Any]:
    """The heads of ``coverage_grid``: subjects by their short names, the whole one on hover."""
    shorts = {topic.name: topic.short for topic in load_topics()}
    heads = {
        name: st.column_config.NumberColumn(shorts.get(name, name), help=name if name in shorts else None)
        for name in grid.columns[1:]
    }
    width = fitting.needed(grid["地区"], _REGION_PIXELS)
    return {"地区": st.column_config.TextColumn(pinned=True, width=width)} | heads


def year_grid(coverage: pd.DataFrame, head: str, counted: str) -> pd.DataFrame:
    """Regions or indicators by the years that have any, the latest first; the index holds ids.

    Blank where nothing is reported.

    Args:
        coverage: as ``queries.coverage_by_year`` gives it.
        head: of the first column.
        counted: ``indicators`` or ``figures``.
    """
    if coverage.empty:
        return pd.DataFrame()
    order = coverage.drop_duplicates("id").set_index("id")["name"]
    years = sorted(set(coverage["year"]), reverse=True)
    grid = coverage.pivot(index="id", columns="year", values=counted).reindex(
        index=order.index, columns=years
    )
    grid = grid.astype("Int64").set_axis([f"{year}年" for year in years], axis=1)
    grid.insert(0, head, order)
    return grid


def shaded(grid: pd.DataFrame) -> pd.io.formats.style.Styler:
    """The grid with its counts as shades: the more, the stronger; blank stays blank."""
    counts = grid.drop(columns=grid.columns[0])
    top = float(counts.max().max() or 1)

    return grid.style.map(lambda count: shade((count / top) ** 0.5), subset=list(counts.columns))


def shade(share: float) -> str:
    """The background of a cell, by how much of the most stands in it, 0 to 1; none where nothing does."""
    if pd.isna(share):
        return ""
    return f"background-color: rgba({_ACCENT}, {_FAINTEST + (_STRONGEST - _FAINTEST) * share:.2f})"
