"""The panels under a timeline: the same indicator's other kinds, growth and rank beside levels.

What belongs here: drawing them. What does not: the main chart (pages/timeline.py), marks (timelines).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import card, charts, compare, data, growths, palette, timelines, wording
from pages.shared.frame import View
from pages.shared.numbers import scale_for
from pages.shared.series import Series

__all__ = ["draw_chart", "draw_panels"]

_KINDS = {"level": "数值", "growth": "增减", "rank": "位次"}


def draw_chart(
    view: View, rows: pd.DataFrame, name: str, *, unit: str, kind: str, height: int = charts.TALL_PIXELS
) -> tuple[str, str]:
    """Draw one timeline whose marks lead to their sentences; returns its title and its key.

    Args:
        view: the page and its version.
        rows: the figures, with ``region`` as the legend names it.
        name: what is measured, as the title has it.
        unit, kind: of all rows.
        height: in pixels.
    """
    scale = scale_for(rows["amount"], unit)
    title, key = timelines.title_of(rows, name), card.key(f"marks_{kind}")
    st.plotly_chart(
        charts.timeline(
            timelines.marks_of(rows, scale),
            title=title,
            axis=scale.unit,
            reversed_axis=kind == "rank",
            credit=wording.credit(rows["source"], view.version),
            height=height,
        ),
        key=key,
        on_select=lambda: card.choose(charts.selected_figure(st.session_state[key])),
        selection_mode="points",
        config=palette.config(title),
        alt=title,
    )
    return title, key


def draw_panels(
    view: View, series: Series, levels: pd.DataFrame, regions: Sequence[str], names: dict[str, str]
) -> list[str]:
    """Draw the other kinds of the indicator that the regions report; returns what must be said of them.

    Args:
        view: the page, its version and filter.
        series: what the main chart shows.
        levels: the figures of the main chart, from which growth is derived where they are levels.
        regions: adcodes that are looked at.
        names: what the legend calls them.
    """
    said = []
    for kind, words in _KINDS.items():
        if kind == series.kind:
            continue
        rows = _reported(view, series, kind, regions)
        if kind == "growth" and series.kind == "level":
            rows = growths.with_derived(rows, _derived(series, levels, rows))
            if rows["derived"].any():
                said.append("星号是由前后两年的数值推算的增减，不是原文报告的增速，口径可能不同。")
        rows = rows[rows["told_on"].notna()]
        for unit, same_unit in rows.groupby("amount_unit", sort=False):
            told = same_unit.assign(region=same_unit["region_adcode"].map(names))
            draw_chart(view, told, series.name + words, unit=str(unit), kind=kind, height=charts.LOW_PIXELS)
            break  # one panel a kind: the unit with most figures
    return said


def _reported(view: View, series: Series, kind: str, regions: Sequence[str]) -> pd.DataFrame:
    found = data.ask(queries.region_figures, view.filter, series.key, kind)
    found = compare.with_periods(found[found["region_adcode"].isin(regions)])
    if kind == "growth":
        found = found[found["growth_base"].isna() | (found["growth_base"] == "year_earlier")]
    common = found["amount_unit"].value_counts()
    return found.sort_values(
        ["amount_unit", "told_on", "region_adcode", "figure_id"],
        key=lambda column: -column.map(common) if column.name == "amount_unit" else column,
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
