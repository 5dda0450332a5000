"""The answer of 地区对比, worked out of what a reader chose: title, bars, notices and table.

What belongs here: choices in, what is drawn out. What does not: widgets, and how a part of it is told
(comparison).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import data, wording
from pages.shared.comparing import bars, compare, comparison, remarks
from pages.shared.comparing import scope as scoping
from pages.shared.numbers import scale_for
from pages.shared.series import Series

__all__ = ["Choices", "Shown", "answer"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader chose.

    Attributes:
        filter: which figures.
        series: what is compared.
        mine: adcode of the reader's own region; None if there is none.
        scope, level, order, measure, reports: ids of the page's choices.
        group: the period that is asked for.
        tolerance: how far a bar's own period may be from it.
        version: of the store, for the chart's foot.
    """

    filter: Filter
    series: Series
    mine: str | None
    scope: str
    level: str
    group: compare.PeriodGroup
    tolerance: str
    order: str
    measure: str
    reports: str
    version: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page draws.

    Attributes:
        title: of the chart, and a file is named after it.
        chart: the bars.
        notices: what must be minded about them.
        explained: how to read them.
        table: the rows below; its index holds figure ids.
    """

    title: str
    chart: go.Figure
    notices: tuple[str, ...]
    explained: tuple[str, ...]
    table: pd.DataFrame


def answer(chosen: Choices) -> Shown | None:
    """What the page draws; None where no region has a population to divide by."""
    asked = (chosen.filter, *chosen.series.arguments())
    every = data.worked(scoping.figures_in, *asked, chosen.scope, chosen.mine)
    figures = scoping.at_level(every, chosen.level)
    rows = compare.one_per_region(figures, chosen.group, compare.Tolerance(chosen.tolerance))
    words, unit, undivided = chosen.series.words, chosen.series.unit, []
    if chosen.measure == "capita":
        rows, undivided = scoping.each_resident(rows)
        words, unit = f"人均{words}", f"{unit}/人"
    if rows.empty:
        return None
    rows = comparison.order_rows(rows, chosen.order, chosen.series.kind)
    rows["region"] = comparison.region_names(rows, data.ask(queries.region_tree))
    subject = comparison.Subject(
        words,
        chosen.series.kind,
        chosen.group,
        scale_for(rows["amount"], unit),
        scoping.scope_words(chosen.scope, chosen.mine),
        chosen.mine,
    )
    inside = chosen.filter if chosen.scope == "filter" else chosen.filter.without("regions")
    found = comparison.Answer(
        rows,
        figures,
        scoping.parents_of(chosen.mine, *asked) if chosen.mine else every.head(0),
        every.head(0) if chosen.level == "all" else every[every["region_level"] != chosen.level],
        scoping.unreported(inside, figures) if chosen.scope in ("filter", "all") else {},
        tuple(undivided),
        tuple(scoping.silent(inside)) if chosen.scope == "filter" else (),
        scoping.beyond(chosen.filter, chosen.scope, chosen.mine, rows),
    )
    all_reports = chosen.reports != "facts" and chosen.measure == "total"
    listed = scoping.reports_of(rows, *chosen.series.arguments(), chosen.filter) if all_reports else rows
    title = comparison.title_of(rows, subject)
    return Shown(
        title,
        bars.ranked_bars(
            comparison.bars_of(comparison.drawn(rows, chosen.mine), subject),
            title=title,
            axis=f"{words}（{subject.scale.unit}）",
            guides=comparison.guides_of(rows, found.parents, subject),
            credit=wording.credit(rows["source"], chosen.version),
        ),
        tuple(remarks.notices_of(found, subject)),
        tuple(remarks.explained_of(found, subject)),
        comparison.table_of(found, listed),
    )
