"""时间趋势: one indicator over time, a colour and a sign for each region, periods as they were stated."""

from __future__ import annotations

import pandas as pd

from data_layer import queries
from pages.shared import address, card, compare, data, downloads, frame, notices, panels, tables, wording
from pages.shared import timelines as drawing
from pages.shared.comparison import region_names
from pages.shared.series import Series, pick_series

PARTS = {"all": "含部分时段", "years": "只看全年"}
MOST_REGIONS = 7
"""As many as there are colours; more lines than that nobody tells apart."""
FIRST_REGIONS = 4


def draw(view: frame.View) -> None:
    """Ask for the series of the chosen regions, then draw it."""
    left, middle, right, last = frame.controls([3.2, 4, 1.6, 1.8])
    with left:
        series = pick_series(view.filter, first="periods")
    if series is None:
        notices.empty("这个筛选下没有可以看趋势的指标", "放宽左边的地区、主题或时间，或点“清除筛选”。")
        return
    with last:
        reports = address.pick("报道", "reports", wording.REPORTS, default="facts")
    figures = data.ask(
        queries.region_figures, view.filter, *series.arguments(), chosen_only=reports == "facts"
    )
    with middle:
        regions = pick_regions(figures)
    with right:
        part = address.pick("时段", "part", PARTS, default="all")
    if not regions:
        notices.empty("还没有选地区", "在上面的“地区”里选一个或几个。")
        return
    told = compare.with_periods(figures[figures["region_adcode"].isin(regions)])
    told = told.sort_values(["told_on", "region_adcode", "figure_id"])
    rows = told if part == "all" else told[told["period_type"] == "year"]
    rows = rows[rows["told_on"].notna()]
    if rows.empty:
        notices.empty("这些地区没有报告全年数", "把“时段”改为“含部分时段”，就能看到年内时段和时点的数。")
        return
    show(view, series, rows, left_out=len(told) - len(rows))


def pick_regions(figures: pd.DataFrame) -> list[str]:
    """Draw the choice of regions with their number of periods; at first those with two and more."""
    told = figures.assign(day=figures["period_end"].fillna(figures["reported_on"]))
    reports = told.groupby(["region_adcode", "region_name"])["day"].nunique().reset_index(name="reports")
    reports = reports.sort_values(["reports", "region_adcode"], ascending=[False, True])
    options = {row.region_adcode: f"{row.region_name}（{row.reports} 期）" for row in reports.itertuples()}
    several = list(reports.loc[reports["reports"] > 1, "region_adcode"])
    return address.pick_many(
        "地区",
        "line",
        options,
        default=list(several or options)[:FIRST_REGIONS],
        max_selections=MOST_REGIONS,
        placeholder="选一个或几个地区",
        filter_mode="contains",
    )


def show(view: frame.View, series: Series, rows: pd.DataFrame, left_out: int) -> None:
    """Chart, notices, card, table and downloads."""
    rows = rows.assign(region=region_names_once(rows))
    title, key = panels.draw_chart(view, rows, series.words, unit=series.unit, kind=series.kind)
    names = dict(zip(rows["region_adcode"], rows["region"], strict=True))
    said = drawing.notices_of(rows, left_out)
    said += panels.draw_panels(view, series, rows, list(names), names)
    card.draw()
    notices.notices(said)
    table = tables.timeline_table(rows, series.unit)
    tables.pick_row(table, card.key("rows"), card.choose, columns=tables.told_columns(), name=title)
    downloads.buttons(table, view, series.words, notes=said, chart=key)


def region_names_once(rows: pd.DataFrame) -> pd.Series:
    """Names of regions, told apart where two are called the same."""
    regions = rows.drop_duplicates("region_adcode")
    named = region_names(regions, data.ask(queries.region_tree))
    return rows["region_adcode"].map(dict(zip(regions["region_adcode"], named, strict=True)))


frame.show("timeline", draw)
