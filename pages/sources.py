"""来源与导入: bring documents in, what came of it, what could not be read, every source, taking one out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, data, downloads, fitting, frame, tables, wording
from pages.shared.deciding import person
from pages.shared.importing import arrivals, bringing, forms, removal
from pages.shared.numbers import grouped

_FILE_PIXELS = 420
"""As wide as the column of names of files gets; longer ones end with …."""


def draw(view: frame.View) -> None:
    """Bringing in first, then what came of it, what failed, every source."""
    bringing.draw()
    bringing.draw_jobs()
    removal.said()
    shown = arrivals.draw()
    failed(told=bool(shown))
    sources = data.ask(queries.source_list)
    st.subheader(f"已导入的文件（{len(sources)}）", anchor=False)
    st.caption("点左边的方框选一份，看它读出了什么；选一份或几份，可以移除。")
    table = source_table(sources)
    columns = {"文件": st.column_config.TextColumn(width=fitting.needed(table["文件"], _FILE_PIXELS))}
    picked = tables.pick_rows(table, f"sources_{view.version}", choose, columns=columns, name="已导入的文件")
    with st.container(horizontal=True):
        words = f"移除选中的 {len(picked)} 份…" if picked else "移除…"
        if st.button(words, key="remove", disabled=not picked or not person.may_edit()):
            removal.ask(sources[sources["source_id"].isin(picked)])
        downloads.buttons(table, view, "文件清单")
    one_source(sources[~sources["source_id"].isin(shown)])
    forms.draw()
    with st.expander("最近的导入和移除", key="past"):
        history()


def failed(*, told: bool) -> None:
    """Files of all times that could not be read; closed where an import above tells its own (``told``)."""
    failures = data.ask(queries.failures)
    if failures.empty:
        return
    with st.expander(f"没读成的文件（{len(failures)}）", expanded=not told, key="failures"):
        heads = failures.set_axis(["文件", "原因", "怎么办"], axis=1)
        st.table(heads.map(wording.plain), border="horizontal", hide_index=True)
        removal.forget_button(tuple(failures["source"]))


def choose(picked: list[str]) -> None:
    """A single chosen source is the one that is looked at."""
    address.put(document=picked[0] if len(picked) == 1 else None, figure=None)


def source_table(sources: pd.DataFrame) -> pd.DataFrame:
    """One row a document, what came in last first, by name what came in together."""
    arrived = {row["document_id"]: row for row in data.arrivals()}
    sources = sources.assign(came=[arrived.get(code, {}) for code in sources["document_id"]])
    sources = sources.sort_values(
        "came", key=lambda came: came.map(lambda one: one.get("added_at", "")), ascending=False, kind="stable"
    )
    return pd.DataFrame(
        {
            "文件": sources["source"],
            "形式": sources["form"].map(wording.FORMS),
            "文章": sources["articles"],
            "数字": sources["figures"],
            "页数": sources["pages"],
            "字数": sources["chars"],
            "导入时间": [wording.moment(one.get("added_at")) for one in sources["came"]],
            "导入人": [one.get("added_by", "") for one in sources["came"]],
            "编码": sources["encoding"].fillna(""),
        }
    ).set_axis(sources["source_id"])


def one_source(sources: pd.DataFrame) -> None:
    """A few figures of the chosen source to judge it by, and the ways on."""
    chosen = address.chosen("document")
    found = sources[sources["source_id"] == chosen]
    if found.empty:
        return
    source = found.iloc[0]
    with st.container(border=True, key="one_source"):
        st.markdown(f"**{wording.plain(source['source'])}**：{grouped(source['figures'])} 个数，先看前几个")
        arrivals.few_figures(chosen, "few")
        arrivals.ways_on(chosen)


def history() -> None:
    """The last ingests and removals."""
    past = [
        (
            one.at,
            one.by,
            arrivals.ingested(one),
            str(one.version),
        )
        for one in data.last_ingests()
    ] + [(one.at, one.by, f"移除：{one.source}", "") for one in data.removals()]
    rows = [(wording.moment(at), *rest) for at, *rest in sorted(past, reverse=True)]
    table = pd.DataFrame(rows, columns=["时间", "经手人", "事项", "数据版本"])
    st.dataframe(table, hide_index=True, height="content", key="history", placeholder="还没有")


frame.show("sources", draw)
