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
_NEXT = "findings_next"
"""What was to come after the last decision: a correction may settle the next finding as well."""
_SEARCHED_BACK = 50
"""So many later decisions the last one is looked for behind."""


def list_key() -> str:
    """The key of the list: another one after each step, so that no box stays chosen."""
    return f"findings_{st.session_state.get(_MOVED, 0)}"


def at_hand(order: Sequence[str]) -> str:
    """The finding to look at where none is chosen in the list.

    The one in the address, else the next one that is left of those that were to come, else the first.
    """
    wanted = [address.chosen(_AT_HAND), *st.session_state.get(_NEXT, ())]
    return next((one for one in wanted if one in order), order[0])


def following(order: Sequence[str], picked: Sequence[str]) -> list[str]:
    """The findings after the picked ones, from the top again behind the last; those that are not picked."""
    last = max(map(order.index, picked))
    return [one for one in (*order[last + 1 :], *order[:last]) if one not in picked]


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


def _go_on(after: Sequence[str]) -> None:
    """Look at the first of these findings; the boxes of the list are empty again."""
    st.session_state[_MOVED] = st.session_state.get(_MOVED, 0) + 1
    st.session_state[_NEXT] = list(after)
    address.put(**{_AT_HAND: next(iter(after), None)})


def _decided(said: str, uids: list[str], after: Sequence[str]) -> None:
    """Keep in mind what was decided, so that it can be taken back, and go on."""
    st.session_state[_LAST] = (said, uids)
    _go_on(after)


def decide(rows: pd.DataFrame, figures: pd.DataFrame, after: Sequence[str]) -> None:
    """Draw what decides on all of the chosen findings, and the form that corrects a number of the first.

    Args:
        rows: of ``queries.finding_rows``, at least one.
        figures: those that the first compared.
        after: the findings to go on with, from ``following``.
    """
    first = rows.iloc[0]
    judged = first["figures"][-1]
    if not person.may_edit():
        frame.page_link("articles", "打开全文", article=first["article_id"], figure=judged)
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
            _decided(label, [one.uid for one in kept], after)
            st.rerun()
    skip.button(
        "下一条", key="judge_3", shortcut="alt+3", width="stretch", disabled=not after,
        on_click=_go_on, args=(after,), help="这一条先不定，留在未处理里",
    )  # fmt: skip
    with full:
        frame.page_link("articles", "打开全文", article=first["article_id"], figure=judged)
    if len(figures):
        with st.expander("更正", key="correct"):
            labels = dict(zip(figures["figure_id"], figures["quote"], strict=True))
            start = list(labels).index(judged) if judged in labels else 0
            which = st.selectbox(
                "改哪个数", list(labels), start, labels.get, key=f"which_{first['check_id']}"
            )
            figure = figures.set_index("figure_id", drop=False).loc[which]
            opinions.correction_form(
                figure, f"fix_{which}", then=lambda kept: _decided("更正", [kept.uid], after)
            )
