"""时间趋势: one indicator over time, a colour and a sign for each region, periods as they were stated."""

from __future__ import annotations

import streamlit as st

from pages.shared import address, card, charts, data, downloads, frame, notices, palette, tables, wording
from pages.shared.openings import FIRST_REGIONS
from pages.shared.series import Series, definition, pick_series
from pages.shared.timelines import panels

PARTS = {"all": "含部分时段", "years": "只看全年"}
NOTHING = {
    "years": ("这些地区没有报告全年数", "把“时段”改为“含部分时段”，就能看到年内时段和时点的数。"),
    "all": (
        "这些数没有时期，画不到时间上",
        "原文没有写明时期，文章也没有日期。可在文章库里更正文章的日期，也可去“地区对比”看这些数。",
    ),
}
"""What is said where there is nothing to draw."""
MOST_REGIONS = 7
"""As many as there are colours; more lines than that nobody tells apart."""


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
    with middle:
        told = data.worked(panels.told_regions, view.filter, *series.arguments(), reports)
        regions = pick_regions(told, alone=series.kind == "level")
    with right:
        part = address.pick("时段", "part", PARTS, default="all")
    if not regions:
        notices.empty("还没有选地区", "在上面的“地区”里选一个或几个。")
        return
    chosen = panels.Choices(view.filter, series, tuple(regions), part, reports, view.version)
    shown = data.worked(panels.pictures, chosen)
    if shown is None:
        notices.empty(*NOTHING[part])
        return
    show(view, series, shown)


def pick_regions(told: dict[str, tuple[str, int]], *, alone: bool) -> list[str]:
    """Draw the choice of regions with their number of periods; at first those with two and more.

    Args:
        told: name and number of periods by adcode.
        alone: whether those with one period are left out at first: beside a province's amounts a county's
            line lies flat, growths and ranks of all stand on one axis.
    """
    options = {adcode: f"{name}（{periods} 期）" for adcode, (name, periods) in told.items()}
    several = [adcode for adcode, (_, periods) in told.items() if periods > 1]
    others = [] if alone and several else [adcode for adcode in options if adcode not in several]
    return address.pick_many(
        "地区",
        "line",
        options,
        default=[*several, *others][:FIRST_REGIONS],
        max_selections=MOST_REGIONS,
        placeholder="选一个或几个地区",
        filter_mode="contains",
    )


def show(view: frame.View, series: Series, shown: panels.Shown) -> None:
    """Charts, notices, card, table and downloads."""
    for one in shown.pictures:
        draw_picture(one)
    card.draw()
    notices.notices(shown.notices, shown.explained)
    title = shown.pictures[0].title
    tables.pick_row(shown.table, card.key("rows"), card.choose, columns=tables.told_columns(), name=title)
    key = picture_key(shown.pictures[0])
    notes = [*shown.explained, *shown.notices, *definition(series)]
    downloads.buttons(shown.table, view, title, notes=notes, chart=key)


def picture_key(one: panels.Picture) -> str:
    """The key of a picture's widget."""
    return card.key(f"marks_{one.kind}")


def draw_picture(one: panels.Picture) -> None:
    """One timeline; its marks lead to their sentences."""
    key = picture_key(one)
    st.plotly_chart(
        one.chart,
        key=key,
        on_select=lambda: card.choose(charts.selected_figure(st.session_state[key])),
        selection_mode="points",
        config=palette.config(one.title),
        alt=one.title,
    )


frame.show("timeline", draw)
