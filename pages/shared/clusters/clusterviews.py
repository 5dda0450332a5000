"""What 重复检测 shows besides its clusters: all conflicts, another standard on trial, what OCR confuses.

What belongs here: widgets and drawing. What does not: the clusters and two witnesses (the page itself).
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, card, data, downloads, fitting, frame, notices, tables, wording
from pages.shared.clusters import clusters
from pages.shared.clusters.conflicts import conflict_kinds, of_kinds
from pages.shared.numbers import grouped

__all__ = ["conflicts", "confused", "pick_clusters", "standard"]

LEAST_THRESHOLD, MOST_CLUSTERS = 30, 40
_TITLE_PIXELS, _READINGS_PIXELS = 190, 330


def pick_clusters(every: pd.DataFrame) -> pd.DataFrame:
    """Draw the choices above the list; the clusters that have them, counted."""
    found = {name for names in every["relations"] for name in names}
    relations = {"all": "不限"} | {name: told for name, told in wording.RELATIONS.items() if name in found}
    columns = frame.controls([2, 2, 2, 2, 2])
    choices = {}
    controls = (
        ("关系", "relation", relations),
        ("版本数", "size", clusters.SIZES),
        ("相似度", "similarity", clusters.SIMILARITIES),
        ("数字", "conflict", clusters.CONFLICTS),
        ("日期地区", "apart", clusters.APART),
    )
    for column, (label, name, options) in zip(columns, controls, strict=True):
        with column:
            choices[name] = address.pick(label, name, options, default="all") or "all"
    kept = clusters.choose_clusters(every, **choices)
    numbers, differ = (int((kept[name] > 0).sum()) for name in ("numbers_differ", "figures_differ"))
    st.html(
        f'<div class="counts"><b>{grouped(len(kept))}</b> 组、<b>{grouped(kept["articles"].sum())}</b> 篇'
        f"（共 {grouped(len(every))} 组），其中 <b>{grouped(numbers)}</b> 组数字不同、"
        f"<b>{grouped(differ - numbers)}</b> 组只是说法不同或有缺漏，排在前面</div>"
    )
    return kept


def conflicts(every: pd.DataFrame, view: frame.View) -> None:
    """The figures that two witnesses tell differently, other digits first; other words on demand."""
    differing = every[every["figures_differ"] > 0]["cluster_id"]
    table = data.conflicts(tuple(differing.head(MOST_CLUSTERS)))
    if table.empty:
        notices.empty("各个版本的数都一致", "数字或说法不同的数会列在这里，数字不同的排在前面。")
        return
    cut = f"，这里是前 {MOST_CLUSTERS} 组" if len(differing) > MOST_CLUSTERS else ""
    st.caption(
        f"{grouped(len(differing))} 组里有出入{cut}，共 {grouped(len(table))} 个数。"
        "“说法不同”是数一样，前后的字不一样。点一行看原句。"
    )
    kinds, first = conflict_kinds(table["比较"])
    picked = address.pick_many(
        "看哪些", "differ", kinds, default=first, widget=st.pills, selection_mode="multi"
    )
    table = of_kinds(table, picked or first)
    widths = {"文章": _TITLE_PIXELS, "各版本写法": fitting.needed(table["各版本写法"], _READINGS_PIXELS)}
    columns = {head: st.column_config.TextColumn(width=width) for head, width in widths.items()}
    tables.pick_row(table, card.key("conflicts"), card.choose, columns=columns, name="有出入的数")
    downloads.buttons(table, view, "有出入的数")
    card.draw()


def standard(view: frame.View) -> None:
    """What another standard would join and part, in the whole store; nothing is changed by looking."""
    stated = address.chosen("score") or ""
    known = stated.isdigit() and LEAST_THRESHOLD <= int(stated) <= 100
    st.session_state.setdefault("score", int(stated) if known else clusters.PRESENT)
    threshold = st.slider(
        "短的一篇至少有百分之几在长的一篇里",
        LEAST_THRESHOLD,
        100,
        key="score",
        on_change=lambda: address.put(score=str(st.session_state["score"])),
    )
    preview = data.previewed(threshold)
    st.html(f'<div class="counts">{clusters.preview_words(preview, threshold)}</div>')
    changed = (*preview.joined, *preview.parted)
    if changed:
        table = clusters.preview_table(preview, data.ask(queries.article_names, changed))
        tables.pick_row(table, "preview", lambda chosen: None, name="会变化的文章")
        downloads.buttons(table, view, f"试看标准{threshold}")


def confused(every: pd.DataFrame, view: frame.View) -> None:
    """What the OCR of this corpus takes for what."""
    found = data.confusions(tuple(every["cluster_id"].head(MOST_CLUSTERS)))
    if not found:
        notices.empty("没有易混的字", "不同识别版本里单个字不一样时，会统计在这里。")
        return
    st.caption("两个识别版本在同一处各写一个字；哪个对，要看原文。")
    rows = [(one.first, one.second, one.count) for one in found]
    table = pd.DataFrame(rows, columns=["一个版本", "另一个版本", "次数"])
    st.dataframe(table, hide_index=True, key="confused", width=420)
    downloads.buttons(table, view, "易混的字")
