"""重复检测: the same article through other OCR or reprinted, and what differs between its witnesses."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, card, data, downloads, frame, notices, tables, witnesses, wording

SHOWN = {"different": "只看不同", "all": "全文"}
THRESHOLDS, MOST_CLUSTERS = (50, 100), 40


def draw(view: frame.View) -> None:
    """The clusters over the threshold, then two witnesses of the chosen one."""
    every = data.ask(queries.clusters, view.filter)
    if every.empty:
        notices.empty(
            "这个筛选下没有重复的文章", "同一篇文章以不同识别版本或转载读入两次以上时，会出现在这里。"
        )
        return
    left, right = frame.controls([3, 2])
    with left:
        threshold = pick_threshold()
    clusters = data.ask(queries.clusters, view.filter, threshold)
    with right:
        st.html(f'<div class="counts">{preview(every, clusters, threshold)}</div>')
    if clusters.empty:
        notices.empty("没有达到这个相似度的", "把相似度往左调低一些。")
        return
    table = witnesses.cluster_table(clusters)
    tables.pick_row(table, "clusters", open_cluster, name="重复的文章")
    downloads.buttons(table, view, f"相似度{threshold}")
    chosen = address.chosen("cluster")
    if chosen not in set(clusters["cluster_id"]):
        chosen = clusters.iloc[0]["cluster_id"]
    compare(chosen)
    confused(clusters)


def pick_threshold() -> int:
    """The least score of a pair, kept in the address."""
    stated = address.chosen("score") or ""
    value = (
        int(stated) if stated.isdigit() and THRESHOLDS[0] <= int(stated) <= THRESHOLDS[1] else THRESHOLDS[0]
    )
    st.session_state.setdefault("score", value)
    return int(
        st.slider(
            "相似度不低于",
            *THRESHOLDS,
            key="score",
            on_change=lambda: address.put(score=str(st.session_state["score"])),
            help="相似度和包含度里较高的一个，100 为完全相同",
        )
    )


def preview(every: pd.DataFrame, clusters: pd.DataFrame, threshold: int) -> str:
    """How many clusters the threshold gives, of how many."""
    differ = int((clusters["figures_differ"] > 0).sum())
    return (
        f"达到 {threshold} 的有 <b>{len(clusters)}</b> 组、<b>{int(clusters['articles'].sum())}</b> 篇"
        f"（共 {len(every)} 组），其中 <b>{differ}</b> 组数字有出入"
    )


def compare(cluster_id: str) -> None:
    """Two witnesses of a cluster: their figures as a table, then their words side by side."""
    pairs = data.ask(queries.cluster_pairs, cluster_id)
    options = {f"{row.article_a}~{row.article_b}": witnesses.pair_label(row) for row in pairs.itertuples()}
    st.subheader(wording.plain(wording.headline(pairs.iloc[0]["title_a"])), anchor=False)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        picked = address.pick("比较哪两个版本", "pair", options, default=next(iter(options)))
    with right:
        shown = address.pick(
            "显示", "shown", SHOWN, default="different", widget=st.segmented_control, required=True
        )
    pair = pairs.iloc[list(options).index(picked)]
    compared = data.compared(pair["article_a"], pair["article_b"])
    if compared is None:
        return
    name_a, name_b = witnesses.names(pair)
    table = witnesses.figure_table(compared.figures, name_a, name_b)
    if len(table):
        differing = int((table["比较"] != "一致").sum())
        st.caption(f"对得上的数 {len(table)} 个，其中 {differing} 个有出入，排在前面。点一行看原句。")
        tables.pick_row(table, card.key("witness_figures"), card.choose, name="两个版本的数字")
    card.draw()
    st.html(witnesses.pairs_html(compared.pairs, name_a, name_b, only_different=shown == "different"))


def confused(clusters: pd.DataFrame) -> None:
    """What the OCR of this corpus takes for what."""
    found = data.confusions(tuple(clusters["cluster_id"].head(MOST_CLUSTERS)))
    if not found:
        return
    with st.expander(f"识别时容易混的字（{len(found)} 对）", key="confusions"):
        rows = [(one.first, one.second, one.count) for one in found]
        st.dataframe(
            pd.DataFrame(rows, columns=["一个版本", "另一个版本", "次数"]), hide_index=True, key="confused"
        )


def open_cluster(cluster_id: str | None) -> None:
    """Put the chosen cluster into the address."""
    address.put(cluster=cluster_id, pair=None, figure=None)


frame.show("duplicates", draw)
