"""What 地区对比 compares: order, bars, guides, titles and the table beneath.

What belongs here: frames in, frames out. What does not: widgets, drawing, queries, what must be said about it
(pages.shared.comparing.remarks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pages.shared import tables, wording
from pages.shared.comparing.bars import Guide
from pages.shared.comparing.compare import PeriodGroup
from pages.shared.numbers import Scale, full, grouped

__all__ = [
    "Answer",
    "Subject",
    "bars_of",
    "drawn",
    "guides_of",
    "order_rows",
    "region_names",
    "table_of",
    "title_of",
]

_MOST_BARS = 60
"""More bars than this are no picture; the table holds them all."""
_MEDIAN_REGIONS = 5
"""Under so many regions a median says nothing that the bars don't."""
_SIGNS = {">": ">", "<": "<", "~": "≈"}
_TOLD_BY_BARS = (
    *("figure_id", "region", "region_adcode", "amount", "amount_max", "amount_unit", "modifier", "status"),
    *("other_period", "period", "period_start", "period_end", "period_type", "reported_on", "title"),
    *wording.SIGNED,
)
"""The columns that a bar, its label and its hover are made of: going through all columns takes longer."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared.

    Attributes:
        words: the series as a title names it, 城镇新增就业.
        kind: level, rate, growth, rank or multiple.
        group: the period that was asked for.
        scale: the unit of the axis.
        scope: which regions, in words.
        mine: adcode of the reader's own region; None if there is none.
    """

    words: str
    kind: str
    group: PeriodGroup
    scale: Scale
    scope: str
    mine: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page found; all frames from ``compare.with_periods``.

    Attributes:
        rows: the figures shown, one a region, in the order of the bars.
        figures: all figures of the series in scope, shown or not.
        parents: those of the regions that hold the reader's own.
        other_levels: those that the choice of level leaves out.
        unreported: adcode to name of the regions in scope without any figure of the series.
        undivided: names of regions that are not shown for want of a population to divide by.
        silent: names of chosen regions of which nothing at all is reported.
        beyond: that more than the filter's regions are shown, as a sentence; empty where it is not so.
    """

    rows: pd.DataFrame
    figures: pd.DataFrame
    parents: pd.DataFrame
    other_levels: pd.DataFrame
    unreported: Mapping[str, str]
    undivided: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    beyond: str = ""


def order_rows(rows: pd.DataFrame, order: str, kind: str) -> pd.DataFrame:
    """Rows in the order of the bars.

    Args:
        rows: one a region.
        order: ``best`` (largest first; of ranks the first place), ``least`` or ``region``.
        kind: of the figures.
    """
    if order == "region":
        return rows.sort_values(["region_adcode", "figure_id"])
    ascending = (order == "least") != (kind == "rank")
    return rows.sort_values(["amount", "region_adcode"], ascending=[ascending, True])


def region_names(rows: pd.DataFrame, tree: pd.DataFrame) -> pd.Series:
    """Names of the rows' regions; where two are called the same, with the region that holds them."""
    double = rows["region_name"].duplicated(keep=False)
    if not double.any():
        return rows["region_name"]
    names = dict(zip(tree["adcode"], tree["name"], strict=True))
    holder = rows["region_parent"].map(names).fillna("")
    return rows["region_name"].where(~double, rows["region_name"] + "（" + holder + "）")


def drawn(rows: pd.DataFrame, mine: str | None) -> pd.DataFrame:
    """The rows that get a bar: the first ones in their order, and the reader's own wherever it stands."""
    return rows[(np.arange(len(rows)) < _MOST_BARS) | (rows["region_adcode"] == mine)]


def bars_of(rows: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """What ``bars.ranked_bars`` draws: one bar a row, with its label, hover and mark."""
    spans_differ = rows.loc[~rows["other_period"], "period"].nunique() > 1
    told = rows[[name for name in _TOLD_BY_BARS if name in rows]]
    bars = [_bar(row, subject, spans_differ) for row in told.itertuples()]
    return pd.DataFrame(bars, columns=["figure_id", "region", "shown", "label", "hover", "mark"])


def title_of(rows: pd.DataFrame, subject: Subject) -> str:
    """The chart's title, a sentence: 2022年城镇新增就业：筛选内 8 地.

    Where some bars are of other periods it says 2022年前后, where all are plans, 2023年城镇新增就业（计划）.
    """
    own = rows.loc[~rows["other_period"] & rows["period_end"].notna(), "period"]
    period = own.iloc[0] if own.nunique() == 1 else subject.group.words
    plans = "（计划）" if subject.group.planned else ""
    if rows["other_period"].any() and subject.group.year:
        period, plans = f"{subject.group.year}年前后", ""
    return f"{period}{subject.words}{plans}：{subject.scope} {len(rows)} 地"


def guides_of(rows: pd.DataFrame, parents: pd.DataFrame, subject: Subject) -> list[Guide]:
    """The median of what is reported for the period, and the own figure of the region that holds mine.

    A parent's count holds its parts', so that only its rates and growths stand beside them.
    """
    guides = []
    actual = rows[(~rows["other_period"]) & (rows["status"] == "actual")]["amount"]
    if len(actual) >= _MEDIAN_REGIONS:
        guides.append(_guide("中位数", float(actual.median()), subject.scale))
    if subject.kind in ("rate", "growth"):
        guides += [
            _guide(row.region_name, row.amount, subject.scale)
            for row in parents[parents["group"] == subject.group.key]
            .drop_duplicates("region_adcode")
            .itertuples()
            if row.region_adcode not in set(rows["region_adcode"])
        ]
    return guides


def table_of(answer: Answer, listed: pd.DataFrame) -> pd.DataFrame:
    """The table under the bars: a row a bar, or a row a report where other rows than theirs are listed."""
    make = tables.comparison_table if listed is answer.rows else tables.timeline_table
    return make(listed, answer.rows.iloc[0]["amount_unit"])


def _bar(row: object, subject: Subject, spans_differ: bool) -> tuple[str, str, float, str, str, str]:
    planned = row.status == "planned"
    shown = row.amount / subject.scale.factor
    upper = "" if pd.isna(row.amount_max) else f"-{grouped(row.amount_max / subject.scale.factor)}"
    label = f"{_SIGNS.get(row.modifier, '')}{grouped(shown)}{upper}"
    if row.other_period or spans_differ:
        when = wording.brief_period(row.period_start, row.period_end, row.period_type, row.reported_on)
        label += f"（{when}{'，计划' if planned else ''}）"
    elif planned:
        label += "（计划）"
    label += wording.sign(row)
    hover = "<br>".join(
        (
            f"<b>{wording.escape(row.region)}</b>",
            f"{full(row.amount, row.amount_unit)}，{wording.STATUSES[row.status]}",
            row.period,
            *wording.warnings(row),
            f"《{wording.escape(wording.cut(wording.headline(row.title), 24))}》",
        )
    )
    mark = "planned" if planned else "other_period" if row.other_period else ""
    if row.region_adcode == subject.mine:
        mark = f"mine_{mark}" if mark else "mine"
    return row.figure_id, row.region, shown, label, hover, mark or "plain"


def _guide(name: str, amount: float, scale: Scale) -> Guide:
    shown = amount / scale.factor
    return Guide(shown, f"{name} {grouped(shown)}{scale.unit}")
