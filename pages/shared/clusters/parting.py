"""What people decide about witnesses: which is the better, which is no duplicate; history, taking back.

What belongs here: the widgets and the drafts they make. What does not: what a decision does (data_layer).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from data_layer import deciding, queries
from data_layer.errors import CountyFiguresError
from pages.shared import address, data, frame, wording
from pages.shared.deciding import person

__all__ = ["act", "history", "said"]

_KINDS = {"witness_chosen": "选为准", "article_separated": "不是重复"}
_FAILED, _SAID = "parting_failed", "parting_said"


def act(pair: pd.Series, names: tuple[str, str]) -> None:
    """Draw the decisions on the two witnesses of a pair.

    Args:
        pair: of ``queries.cluster_pairs``.
        names: what the two are called.
    """
    if not person.may_edit():
        person.no_editor()
        return
    with st.container(border=True, key="parting"):
        who = person.ask("parting")
        if not who:
            st.caption("先写上姓名，才能“选为准”或注明“不是重复”。")
        for side, column, name in zip(("a", "b"), st.columns(2, gap="medium"), names, strict=True):
            article, other = (pair[f"article_{one}"] for one in (side, "b" if side == "a" else "a"))
            with column, st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{wording.plain(name)}**")
                st.button(
                    "选为准",
                    key=f"choose_{side}",
                    disabled=not who or pair["chosen"] == article,
                    on_click=_choose,
                    args=(article, who, name),
                    help="以这个版本的数字为准；各页和下载随之改变，随时可以撤销",
                )
                st.button(
                    "不是重复",
                    key=f"separate_{side}",
                    disabled=not who,
                    on_click=_separate,
                    args=(article, other, who, name),
                    help="把这个版本从这一组里拿出去，它的数字单独计算；随时可以撤销",
                )
                frame.page_link("articles", "打开全文", article=article)
    if problem := st.session_state.pop(_FAILED, None):
        st.error(wording.plain(problem))


def said() -> None:
    """Say what was just decided; the list may have another order by then."""
    if words := st.session_state.pop(_SAID, None):
        st.toast(wording.plain(words))


def history(articles: set[str] | None = None) -> pd.DataFrame:
    """Draw what was decided, each with who, when and a way to take it back; returns the rows.

    Args:
        articles: only decisions on these; None for all, those whose words are gone as well.
    """
    decided = data.ask(queries.history)
    decided = decided[decided["kind"].isin(list(_KINDS)) & (decided["about"] == "article")]
    rows = decided if articles is None else decided[decided["target"].isin(articles)]
    if rows.empty:
        return rows
    st.html(f'<div class="origin"><b>处理记录</b>（{len(rows)} 条）</div>')
    who = person.who() if articles is not None or not person.may_edit() else person.ask("decided")
    for row in rows.itertuples():
        state = "" if row.stands else "，已撤销或已被后来的决定取代"
        gone = "，原文已不在库里，没有生效" if isinstance(row.orphaned, str) else ""
        told = f"{wording.moment(row.decided_at)} {row.decided_by}：{row.source}"
        told += f"《{wording.headline(row.words)}》{_KINDS[row.kind]}{state}{gone}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(wording.plain(told))
            if row.stands and person.may_edit():
                st.button(
                    "撤销",
                    key=f"undo_{row.uid}",
                    type="tertiary",
                    disabled=not who,
                    on_click=_take_back,
                    args=(row.uid, who),
                )
    return rows


def _choose(article: str, who: str, name: str) -> None:
    if _keep(deciding.choose_witness, article_id=article, by=who):
        st.session_state[_SAID] = f"已以“{name}”为准"
        _stay_with(article)


def _separate(article: str, other: str, who: str, name: str) -> None:
    if _keep(deciding.separate_article, article, by=who):
        st.session_state[_SAID] = f"已把“{name}”拿出这一组；要撤销，到“处理记录”"
        address.put(pair=None, figure=None)
        _stay_with(other)


def _take_back(uid: str, who: str) -> None:
    if _keep(deciding.take_back, [uid], by=who):
        st.session_state[_SAID] = "已撤销"


def _stay_with(article: str) -> None:
    """Keep an article's cluster on the screen, wherever it stands in the list now."""
    found = data.ask(queries.article, article)
    cluster = None if found.empty else found.iloc[0]["cluster_id"]
    address.put(cluster=cluster if isinstance(cluster, str) else None)


def _keep(decision: Callable[..., Any], *arguments: Any, **named: Any) -> bool:
    try:
        data.decide(decision, *arguments, **named)
    except CountyFiguresError as error:
        st.session_state[_FAILED] = str(error)
        return False
    return True
