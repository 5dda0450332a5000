"""What was decided so far, in words: the history under the sentence card, the reader and the findings.

What belongs here: decisions told, and the button that takes one back. What does not: the forms that make them
(pages.shared.deciding.opinions), keeping them (data_layer.deciding).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data_layer import deciding
from data_layer.decisions import ARTICLE_FIELDS, FIGURE_FIELDS
from data_layer.places import region_by_adcode
from pages.shared import wording
from pages.shared.deciding import person
from pages.shared.deciding.opinions import record
from pages.shared.numbers import grouped

__all__ = ["details", "draw_history", "plain_value", "told"]

_MOST_SHOWN = 20


def draw_history(rows: pd.DataFrame, key: str) -> None:
    """Draw decisions, the latest first, those that stand with a button that takes them back.

    Where no name is known the button asks for it first.
    """
    asks = f"{key}_asks"
    if st.session_state.get(asks) and not person.who():
        st.info("请先写上您的姓名，再撤销。")
        person.ask(f"{key}_undo")
    for row in rows.head(_MOST_SHOWN).itertuples():
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.html(f'<div class="opinion{"" if row.stands else " fallen"}">{told(row)}</div>')
        if (
            row.stands
            and person.may_edit()
            and right.button("撤销", key=f"{key}_{row.uid}", type="tertiary", width="stretch")
        ):
            if not person.who():
                st.session_state[asks] = True
                st.rerun()
            elif record("已撤销", deciding.take_back, [row.uid], by=person.who()):
                st.rerun()
    if len(rows) > _MOST_SHOWN:
        st.caption(f"只列最近 {_MOST_SHOWN} 条，共 {len(rows)} 条。")


def details(kind: str, detail: Mapping[str, Any]) -> str:
    """What a decision states, in words: 数值 8120，单位 人."""
    fields = ARTICLE_FIELDS if kind == "article_corrected" else FIGURE_FIELDS
    return "，".join(
        f"{fields[name][0]} {_value(name, value)}" for name, value in detail.items() if name in fields
    )


def plain_value(value: Any) -> str:
    """A value of a row in words; an empty text where there is none."""
    if value is None or pd.isna(value):
        return ""
    return grouped(float(value), 6) if isinstance(value, int | float) else str(value)


def told(row: Any) -> str:
    """One decision as escaped HTML: when, who, what, why, and whether it was taken back."""
    stated = details(row.kind, json.loads(row.detail))
    parts = [
        wording.moment(row.decided_at),
        f"<b>{wording.escape(row.decided_by)}</b>",
        wording.DECISIONS[row.kind] + (f"：{wording.escape(stated)}" if stated else ""),
        f"“{wording.escape(wording.cut(row.reason, 200))}”" if row.reason else "",
        "" if row.stands or row.kind == "taken_back" else "（已撤销）",
    ]
    return " ".join(part for part in parts if part)


def _value(name: str, value: Any) -> str:
    if value is None:
        return wording.UNTOLD
    if name == "region_adcode":
        region = region_by_adcode(value)
        return region.name if region else str(value)
    if isinstance(value, float):
        return grouped(value, 6)
    return (wording.KINDS | wording.STATUSES | wording.SCOPES).get(str(value), str(value))
