"""来源与导入: what is in, what could not be read and what to do, which forms can't be read yet."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, card, data, downloads, frame, records, tables, wording
from pages.shared.numbers import grouped

READABLE = (
    ("文本（txt）、Markdown（md）", "任何编码，包括 GB18030"),
    ("网页（html）", "另存下来的网页"),
    ("Word（docx）", "正文和表格里的文字"),
    ("PDF（pdf）", "有文字层的：能用鼠标选中文字"),
)
NOT_YET = (
    ("图片、扫描件（jpg、png、tif）", "请先用文字识别软件转成文本、Word 或带文字的 PDF"),
    ("只有图片的 PDF", "同上"),
    ("旧版 Office（doc、wps）", "用 WPS 或 Word 另存为 docx"),
    ("表格（xls、xlsx）", "数据表还不能读，请提供文字材料"),
    ("压缩包（zip、rar）", "先解压"),
)
FIRST_FIGURES = 8


def draw(view: frame.View) -> None:
    """What failed first, then every source, then what can be read and how to bring it in."""
    failures = data.ask(queries.failures)
    if len(failures):
        st.subheader(f"没有读成的文件（{len(failures)}）", anchor=False)
        st.table(
            plain(failures.set_axis(["文件", "原因", "怎么办"], axis=1)), border="horizontal", hide_index=True
        )
    sources = data.ask(queries.source_list)
    st.subheader(f"已经读入的文件（{len(sources)}）", anchor=False)
    table = source_table(sources)
    tables.pick_row(
        table, "sources", lambda chosen: address.put(document=chosen, figure=None), name="已读入的文件"
    )
    downloads.buttons(table, view, "文件清单")
    one_source(sources)
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("能读的文件", anchor=False)
        st.table(pd.DataFrame(READABLE, columns=["形式", "说明"]), border="horizontal", hide_index=True)
    with right:
        st.subheader("还不能读的文件", anchor=False)
        st.table(pd.DataFrame(NOT_YET, columns=["形式", "怎么办"]), border="horizontal", hide_index=True)
    st.subheader("怎样导入", anchor=False)
    st.caption("现在由管理员在服务器上导入，页面会自动换到新的数据；读过的文件不会重复读。")
    st.code("python -m data_layer ingest 文件或文件夹", language=None)
    history()


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """File names and reasons as text: cells of a static table are read as markdown."""
    return table.map(wording.plain)


def source_table(sources: pd.DataFrame) -> pd.DataFrame:
    """One row a document."""
    arrived = {row["document_id"][:12]: row for row in data.arrivals()}
    return pd.DataFrame(
        {
            "文件": sources["source"],
            "形式": sources["form"].map(wording.FORMS),
            "文章": sources["articles"],
            "数字": sources["figures"],
            "页数": sources["pages"],
            "字数": sources["chars"],
            "编码": sources["encoding"].fillna(""),
            "读入时间": [
                wording.moment(arrived.get(code, {}).get("added_at")) for code in sources["source_id"]
            ],
            "谁读入": [arrived.get(code, {}).get("added_by", "") for code in sources["source_id"]],
        }
    ).set_axis(sources["source_id"])


def one_source(sources: pd.DataFrame) -> None:
    """A few figures of the chosen source to judge it by, and the ways on."""
    chosen = address.chosen("document")
    found = sources[sources["source_id"] == chosen]
    if found.empty:
        return
    source = found.iloc[0]
    with st.container(border=True):
        st.markdown(f"**{wording.plain(source['source'])}**：{grouped(source['figures'])} 个数，先看前几个")
        rows = data.ask(
            queries.figure_rows, Filter(sources=(chosen,)), limit=FIRST_FIGURES, chosen_only=False
        )
        table = records.records_table(
            rows, ("name", "region", "value", "unit", "period", "sentence"), "written"
        )
        tables.pick_row(table, card.key("few"), card.choose, name="这个文件的前几个数")
        card.draw()
        with st.container(horizontal=True):
            frame.page_link("articles", "看它的文章", source=chosen)
            frame.page_link("figures", "看它的全部数字", source=chosen)


def history() -> None:
    """The last ingests."""
    past = data.last_ingests()
    if past:
        st.caption("最近的导入")
        table = pd.DataFrame(
            [(wording.moment(one.at), one.by, one.version, one.added, one.known, one.failed) for one in past],
            columns=["时间", "谁", "数据版本", "新文件", "已有的", "没读成"],
        )
        st.dataframe(table, hide_index=True, height="content", key="history")


frame.show("sources", draw)
