"""The buttons of 数据核查: findings confirmed or dismissed, several at once, and their numbers corrected.

What belongs here: the widgets that decide on findings. What does not: the list of them (the page), how one
is drawn (findings).
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import deciding
from pages.shared import frame, opinions, person

__all__ = ["decide"]


def decide(rows: pd.DataFrame, figures: pd.DataFrame) -> None:
    """Draw what decides on all of the chosen findings, and the form that corrects a number of the first.

    Args:
        rows: of ``queries.finding_rows``, at least one.
        figures: those that the first compared.
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
    wrong, right, full = st.columns(3, vertical_alignment="center")
    for place, label, key, confirmed in ((wrong, "确认有误", "1", True), (right, "数字无误", "2", False)):
        pressed = place.button(label, key=f"judge_{key}", shortcut=f"alt+{key}", width="stretch")
        if pressed and opinions.record(
            f"已记录：{label}", deciding.judge_findings, list(rows["check_id"]),
            confirmed=confirmed, by=name, reason=reason,
        ):  # fmt: skip
            st.rerun()
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
