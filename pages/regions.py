"""地区对比: one indicator, one period, the regions that report it as ranked bars and as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import (
    address,
    card,
    charts,
    compare,
    data,
    downloads,
    frame,
    notices,
    palette,
    sideviews,
    tables,
    wording,
)
from pages.shared import comparison as comparing
from pages.shared import scope as scoping
from pages.shared.numbers import scale_for
from pages.shared.series import pick_series

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
    with more:
        every = data.worked(scoping.figures_in, view.filter, *series.arguments(), scope, mine)
        figures = scoping.at_level(every, series, mine)
    if figures.empty:
        notices.empty("这样对比没有数据", "换一个“对比”范围，或在“更多”里把层级改为不限。")
        return
    groups = {group.key: group for group in compare.period_groups(figures)}
    with columns[1]:
        labels = {key: f"{group.words} · {group.regions} 地" for key, group in groups.items()}
        group = groups[address.pick("时期", "period", labels, default=next(iter(labels)))]
    with more:
        few = group.regions * 2 < figures["region_adcode"].nunique()
        tolerance = address.pick("时期范围", "tolerance", TOLERANCES, default="any" if few else "exact")
        order = address.pick("排序", "order", ORDERS, default="best")
        measure = scoping.pick_measure(series)
        reports = address.pick("报道", "reports", wording.REPORTS, default="facts")
    rows = compare.one_per_region(figures, group, compare.Tolerance(tolerance))
    words, unit, undivided = series.words, series.unit, []
    if measure == "capita":
        rows, undivided = scoping.each_resident(rows)
        words, unit = f"人均{words}", f"{unit}/人"
    if rows.empty:
        notices.empty("没有地区在这一时期前后报告常住人口", "算不了人均：在“更多”里把“显示”改回总量。")
        return
    rows = comparing.order_rows(rows, order, series.kind)
    rows["region"] = comparing.region_names(rows, data.ask(queries.region_tree))
    subject = comparing.Subject(
        words, series.kind, group, scale_for(rows["amount"], unit), scoping.SCOPES[scope], mine
    )
    parents = data.worked(scoping.parents_of, mine, view.filter, *series.arguments())
    inside = view.filter if scope == "filter" else view.filter.without("regions")
    missing = scoping.unreported(inside, figures) if scope in ("filter", "all") else {}
    other_levels = every[~every["figure_id"].isin(figures["figure_id"])]
    answer = comparing.Answer(rows, figures, parents, other_levels, missing, tuple(undivided))
    every_report = reports != "facts" and measure == "total"
    show(view, subject, answer, scoping.reports_of(rows, series, view.filter) if every_report else rows)


def show(view: frame.View, subject: comparing.Subject, answer: comparing.Answer, rows: pd.DataFrame) -> None:
    """Chart, notices, card, and the table of ``rows`` with its downloads."""
    title, key = comparing.title_of(answer.rows, subject), card.key("bars")
    st.plotly_chart(
        charts.ranked_bars(
            comparing.bars_of(comparing.drawn(answer.rows, subject.mine), subject),
            title=title,
            axis=f"{subject.words}（{subject.scale.unit}）",
            guides=comparing.guides_of(answer.rows, answer.parents, subject),
            credit=wording.credit(answer.rows["source"], view.version),
        ),
        key=key,
        on_select=lambda: card.choose(charts.selected_figure(st.session_state[key])),
        selection_mode="points",
        config=palette.config(title),
        alt=title,
    )
    said = comparing.notices_of(answer, subject)
    card.draw()
    notices.notices(said)
    table = comparing.table_of(answer, rows)
    tables.pick_row(table, card.key("rows"), card.choose, columns=tables.told_columns(), name=title)
    downloads.buttons(table, view, subject.words, subject.group.words, notes=said, chart=key)


frame.show("regions", draw)
