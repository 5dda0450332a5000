"""地区对比: one indicator, one period, the regions that report it as ranked bars and as a table."""

from __future__ import annotations

import streamlit as st

from pages.shared import address, card, charts, data, downloads, frame, notices, palette, tables, wording
from pages.shared.comparing import answers, sideviews
from pages.shared.comparing import scope as scoping
from pages.shared.series import Series, definition, pick_series

LOOKS = {"one": "一个指标", "grid": "多个指标", "pair": "两地对照", "years": "报告情况"}
COLLAPSED = {"label_visibility": "collapsed", "required": True}
ORDERS = {"best": "从高到低", "least": "从低到高", "region": "按地区"}
TOLERANCES = {"exact": "只看本期", "neighbour": "同类，前后一年也算", "any": "各地最近的一期"}


def draw(view: frame.View) -> None:
    """The way of looking that was chosen."""
    look = address.pick("看法", "look", LOOKS, default="one", widget=st.segmented_control, **COLLAPSED)
    looks = {"pair": sideviews.draw_pair, "grid": sideviews.draw_grid, "years": sideviews.draw_years}
    looks.get(look, one_indicator)(view)


def one_indicator(view: frame.View) -> None:
    """Ask which figures stand beside each other, then draw them."""
    columns = frame.controls([3.4, 2.4, 1.5, 1.7, 1])
    with columns[0]:
        series = pick_series(view.filter)
    if series is None:
        notices.empty("这个筛选下没有可以对比的指标", "放宽左边的地区、主题或时间，或点“清除筛选”。")
        return
    with columns[3]:
        mine = scoping.pick_mine(view.filter, series)
    with columns[2]:
        scope = scoping.pick_scope(view.filter, series, mine)
    with columns[4]:
        more = st.popover("更多", width="stretch")
    asked = (view.filter, *series.arguments(), scope, mine)
    with more:
        level = scoping.pick_level(data.worked(scoping.levels_in, *asked), series, mine)
    known, regions = data.worked(scoping.groups_in, *asked, level)
    if not known:
        notices.empty("这样对比没有数据", "换一个“对比”范围，或在“更多”里把层级改为不限。")
        return
    groups = {group.key: group for group in known}
    with columns[1]:
        labels = {key: group.label for key, group in groups.items()}
        group = groups[address.pick("时期", "period", labels, default=next(iter(labels)))]
    with more:
        apart = group.regions * 2 < regions or (mine is not None and mine not in group.adcodes)
        tolerance = address.pick("时期范围", "tolerance", TOLERANCES, default="any" if apart else "exact")
        order = address.pick("排序", "order", ORDERS, default="best")
        measure = scoping.pick_measure(series)
        reports = address.pick("报道", "reports", wording.REPORTS, default="facts")
    chosen = answers.Choices(
        view.filter, series, mine, scope, level, group, tolerance, order, measure, reports, view.version
    )
    shown = data.worked(answers.answer, chosen)
    if shown is None:
        notices.empty("没有地区在这一时期前后报告常住人口", "算不了人均：在“更多”里把“显示”改回总量。")
        return
    show(view, series, shown)


def show(view: frame.View, series: Series, shown: answers.Shown) -> None:
    """Chart, notices, card, and the table with its downloads."""
    key = card.key("bars")
    st.plotly_chart(
        shown.chart,
        key=key,
        on_select=lambda: card.choose(charts.selected_figure(st.session_state[key])),
        selection_mode="points",
        config=palette.config(shown.title),
        alt=shown.title,
    )
    card.draw()
    notices.notices(shown.notices, shown.explained)
    tables.pick_row(
        shown.table, card.key("rows"), card.choose, columns=tables.told_columns(), name=shown.title
    )
    notes = [*shown.explained, *shown.notices, *definition(series)]
    downloads.buttons(shown.table, view, shown.title, notes=notes, chart=key)


frame.show("regions", draw)
