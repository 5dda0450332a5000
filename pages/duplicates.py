"""重复检测: the same article through other OCR or reprinted, and what differs between its witnesses."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, card, data, downloads, frame, notices, tables, wording
from pages.shared.clusters import clusters, clusterviews, parting, witnesses

VIEWS = {
    "clusters": "重复的文章",
    "conflicts": "有出入的数",
    "standard": "试看别的标准",
    "confused": "易混的字",
    "decided": "处理记录",
}
BETTER = (
    "★较好的版本依次看：是否完整，错字多少，有无标题，长短。"
    "一个数各版本不同时，先看与本篇其他数是否算得通，再看几个版本这样写，再取较好的版本；有人选为准的，以所选为准。"
)
SHOWN = {"different": "只看不同", "all": "全文"}


def draw(view: frame.View) -> None:
    """One of the page's views; the clusters where none is chosen."""
    parting.said()
    every = data.ask(queries.clusters, view.filter)
    name = address.pick(
        "看什么", "view", VIEWS, default="clusters", widget=st.segmented_control, required=True
    )
    if name == "decided":
        if parting.history().empty:
            notices.empty(
                "还没有人处理过", "在“重复的文章”里选一组，可以指定以哪个版本为准，或注明不是重复。"
            )
    elif name == "standard":
        clusterviews.standard(view)
    elif every.empty:
        notices.empty(
            "这个筛选下没有重复的文章", "同一篇文章以不同识别版本或转载导入两次以上时，会出现在这里。"
        )
    else:
        draws = {"conflicts": clusterviews.conflicts, "confused": clusterviews.confused}
        draws.get(name, list_clusters)(every, view)


def list_clusters(every: pd.DataFrame, view: frame.View) -> None:
    """The clusters of a relation, size, similarity and conflict; then two witnesses of the chosen one."""
    kept = clusterviews.pick_clusters(every)
    if kept.empty:
        notices.empty("没有这样的重复", "把上面的关系、版本数、相似度或数字改为不限。")
        return
    table = clusters.cluster_table(kept)
    tables.pick_row(table, "clusters", open_cluster, name="重复的文章")
    downloads.buttons(table, view, "重复的文章")
    chosen = address.chosen("cluster")
    known = kept[kept["cluster_id"] == chosen]
    compare((known if len(known) else kept).iloc[0])


def compare(cluster: pd.Series) -> None:
    """Two witnesses of a cluster: their figures as a table, then their words side by side."""
    pairs = data.ask(queries.cluster_pairs, cluster["cluster_id"])
    options = {
        f"{row.article_a}~{row.article_b}": witnesses.pair_label(row) + clusters.apart_label(row)
        for row in pairs.itertuples()
    }
    st.subheader(wording.plain(wording.headline(cluster["title"])), anchor=False)
    for sentence in clusters.whole_elsewhere(pairs):
        st.info(wording.plain(sentence))
    with st.container(key="pair_controls"):
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
    notices.notices([apart] if (apart := clusters.apart_words(pair)) else [])
    both = witnesses.names(pair)
    st.caption(BETTER)
    parting.act(pair, both)
    parting.history({*pairs["article_a"], *pairs["article_b"]})
    table = witnesses.figure_table(compared.figures, *both)
    if len(table):
        differing = witnesses.differing_words(table["比较"])
        st.caption(f"对得上的数 {len(table)} 个，{differing}。点一行看原句。")
        tables.pick_row(table, card.key("witness_figures"), card.choose, name="两个版本的数字")
    card.draw()
    st.html(witnesses.pairs_html(compared.pairs, *both, only_different=shown == "different"))


def open_cluster(cluster_id: str | None) -> None:
    """Put the chosen cluster into the address."""
    address.put(cluster=cluster_id, pair=None, figure=None)


frame.show("duplicates", draw)
