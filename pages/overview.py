"""总览: what is in here, what can be compared, what was reported where, what waits; every tile leads on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import data, frame, notices, overviews, wording
from pages.shared.numbers import grouped

LAST_ARTICLES = 6


def draw(view: frame.View) -> None:
    """Tiles, then the parts of the page."""
    found = data.ask(queries.counts, view.filter).iloc[0]
    if not found["articles"] and not found["figures"]:
        notices.empty("这个筛选下什么也没有", "放宽左边的地区、主题或时间，或点“清除筛选”。")
        return
    tiles(found)
    with st.container(key="halves"):
        left, right = st.columns([5, 3], gap="medium")
    with left:
        comparable(view)
    with right:
        waiting(view)
        newest(view)
    reported(view)


def tiles(found: pd.Series) -> None:
    """The numbers of the store under the filter, each with the way to what it counts."""
    entries = overviews.tile_entries(found)
    for column, (label, value, page, words) in zip(frame.controls([1] * len(entries)), entries, strict=True):
        with column, st.container(border=True, key=f"tile_{label}"):
            st.metric(label, value)
            frame.page_link(page, f"{words} →")


def comparable(view: frame.View) -> None:
    """Series by number of regions and periods; a click goes to the comparison."""
    st.subheader("哪些指标能比", anchor=False)
    table = data.worked(overviews.comparable_table, view.filter)
    if table.empty:
        st.caption("还没有两个地区或两个时期都报告的指标。")
        return
    picked = st.dataframe(
        overviews.series_shown(table),
        key="series",
        hide_index=True,
        height="content",
        on_select="rerun",
        selection_mode="single-row",
        column_config=overviews.series_columns(table),
        alt="能比的指标",
    )
    st.caption("点一行，去地区对比；只有一地报告的，去时间趋势。")
    if rows := picked["selection"]["rows"]:
        page = "regions" if table.iloc[rows[0]]["地区"] > 1 else "timeline"
        frame.switch_to(page, {"indicator": [str(table.index[rows[0]])]})


def waiting(view: frame.View) -> None:
    """What a person should look at, each with its way on."""
    st.subheader("待处理", anchor=False)
    waits = (
        ("checks", data.ask(queries.open_findings, view.filter), "条核查结果不一致或存疑"),
        ("duplicates", data.ask(queries.differing_clusters, view.filter), "组重复文章数字不同"),
        ("sources", len(data.ask(queries.failures)), "个文件没读成"),
    )
    for page, count, words in filter(lambda one: one[1], waits):
        frame.page_link(page, f"{grouped(count)} {words} →")
    if not any(count for _, count, _ in waits):
        st.caption("没有待处理的事项。")


def newest(view: frame.View) -> None:
    """The latest articles."""
    st.subheader("最近的文章", anchor=False)
    rows = data.ask(queries.latest_articles, view.filter, LAST_ARTICLES)
    for row in rows.itertuples():
        told = "" if pd.isna(row.published) else f"{row.published:%Y-%m-%d} "
        label = told + wording.plain(wording.cut(wording.headline(row.title), 24))
        frame.page_link("articles", label, article=row.article_id)


def reported(view: frame.View) -> None:
    """Regions by topics; a click on a cell goes to its articles."""
    st.subheader("哪里报告了什么", anchor=False)
    grid, level = data.worked(overviews.reported_grid, view.filter)
    if grid.empty:
        st.caption("没有能归到地区的数字。")
        return
    summed = f"地区很多，这里按{level}合计；在左边选定地区，就能看到下一级。" if level else ""
    st.caption(
        f"格里是数字的个数，越多颜色越浓，空白是没有报告；栏名是主题的简称，停在上面看全名。点一格，去看那里的文章。{summed}"
    )
    picked = st.dataframe(
        overviews.shaded(grid),
        key="coverage",
        hide_index=True,
        placeholder="",
        on_select="rerun",
        selection_mode="single-cell",
        column_config=overviews.coverage_columns(grid),
        alt="各地区各主题的数字个数",
    )
    if cells := picked["selection"]["cells"]:
        row, column = cells[0]
        topic = () if column == "地区" else (column,)
        frame.switch_to("articles", Filter(regions=(str(grid.index[row]),), topics=topic).to_query())


frame.show("overview", draw)
