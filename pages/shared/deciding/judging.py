"""The buttons of 数据核查: findings confirmed or dismissed, several at once, and their numbers corrected.

What belongs here: the widgets that decide on findings. What does not: the list of them (the page), how one
is drawn (findings).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_layer import deciding, queries
from pages.shared import address, data, frame
from pages.shared.deciding import opinions, person

__all__ = ["at_hand", "decide", "following", "list_key", "undo"]

_AT_HAND, _MOVED, _LAST = "finding", "findings_moved", "findings_judged"
"""The finding to look at, in the address; how often a reader went on; what was decided last, and its uids."""
_SEARCHED_BACK = 50
"""So many later decisions the last one is looked for behind."""


def list_key() -> str:
    """The key of the list: another one after each step, so that no box stays chosen."""
    return f"findings_{st.session_state.get(_MOVED, 0)}"


def at_hand(order: Sequence[str]) -> str:
    """The finding to look at where none is chosen in the list: the one in the address, else the first."""
    stated = address.chosen(_AT_HAND)
    return stated if stated in order else order[0]


def following(order: Sequence[str], picked: Sequence[str]) -> str | None:
    """The finding after the picked ones, from the top again behind the last; None if there is no other."""
    last = max(map(order.index, picked))
    return next((one for one in (*order[last + 1 :], *order[:last]) if one not in picked), None)


def undo() -> None:
    """Draw what takes the last judgement back, also where it was the list's last; nothing without one."""
    said, uids = st.session_state.get(_LAST, ("", []))
    if not uids or not person.may_edit():
        return
    past = data.ask(queries.history, limit=len(uids) + _SEARCHED_BACK)
    standing = past[past["stands"] & past["uid"].isin(uids)]["uid"].tolist()
    if not standing:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="judged"):
        st.html(f'<div class="opinion">刚才：{said} {len(standing)} 条</div>', width="content")
        pressed = st.button("撤销刚才的", key="judge_undo", shortcut="alt+4")
    if pressed and opinions.record("已撤销", deciding.take_back, standing, by=person.who()):
        del st.session_state[_LAST]
        st.rerun()


def _go_on(finding: str | None) -> None:
    """Look at another finding; the boxes of the list are empty again."""
    st.session_state[_MOVED] = st.session_state.get(_MOVED, 0) + 1
    address.put(**{_AT_HAND: finding})


def decide(rows: pd.DataFrame, figures: pd.DataFrame, after: str | None) -> None:
    """Draw what decides on all of the chosen findings, and the form that corrects a number of the first.

    Args:
        rows: of ``queries.finding_rows``, at least one.
        figures: those that the first compared.
        after: the finding to go on with; None if there is no other.
    """
    first = rows.iloc[0]
    judged = first["figures"][-1]
    if not person.may_edit():
        frame.page_link("articles", "看原文", article=first["article_id"], figure=judged)
        person.no_editor()
        return
    name = person.ask("judge")
    reason = st.text_input(
        "理由",
        key=f"judge_reason_{first['check_id']}",
        placeholder="可不填，例如：与统计公报核对过",
        max_chars=1000,
    )
    wrong, right, skip, full = st.columns([3, 3, 3, 2], vertical_alignment="center")
    for place, label, key, confirmed in ((wrong, "确认有误", "1", True), (right, "数字无误", "2", False)):
        pressed = place.button(label, key=f"judge_{key}", shortcut=f"alt+{key}", width="stretch")
        if pressed and (
            kept := opinions.record(
                f"已记录：{label}", deciding.judge_findings, list(rows["check_id"]),
                confirmed=confirmed, by=name, reason=reason,
            )
        ):  # fmt: skip
            st.session_state[_LAST] = (label, [one.uid for one in kept])
            _go_on(after)
            st.rerun()
    skip.button(
        "下一条", key="judge_3", shortcut="alt+3", width="stretch", disabled=after is None,
        on_click=_go_on, args=(after,), help="这一条先不定，留在未处理里",
    )  # fmt: skip
    with full:
        frame.page_link("articles", "看原文", article=first["article_id"], figure=judged)
    if len(figures):
        with st.expander("更正", key="correct"):
            labels = dict(zip(figures["figure_id"], figures["quote"], strict=True))
            start = list(labels).index(judged) if judged in labels else 0
            which = st.selectbox(
                "改哪个数", list(labels), start, labels.get, key=f"which_{first['check_id']}"
            )
            opinions.correction_form(figures.set_index("figure_id", drop=False).loc[which], f"fix_{which}")
