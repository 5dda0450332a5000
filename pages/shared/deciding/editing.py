"""What a person can do in the reader: correct the article, add a number that was passed over, undo.

What belongs here: the parts under the reader's margin. What does not: the forms themselves (opinions).
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, data, wording
from pages.shared.articles import reader
from pages.shared.articles.mentions import Mentions
from pages.shared.deciding import history, opinions, person

__all__ = ["draw", "original_html"]

_AROUND = 10
_MARKED = "marked"
"""What marking.js puts the place of marked words under."""


def draw(article: pd.Series, others: Mentions) -> None:
    """Draw them for one article."""
    article_id = article["article_id"]
    if person.may_edit():
        text = str(article["text"])
        marked = reader.marked_span(text, address.chosen(_MARKED))
        with st.expander(
            "补录漏读的数", key="missed" if marked is None else "missed_marked", expanded=bool(marked)
        ):
            spans = [*([marked] if marked else []), *((span.start, span.end) for span in others.rejected)]
            offered = {place: (*span, _in_its_place(text, *span)) for place, span in enumerate(spans)}
            key = f"add_{article_id}" if marked is None else f"add_{article_id}_{marked[0]}"
            if opinions.missed_form(article, offered, key, first=bool(marked)):
                address.put(**{_MARKED: None})
                st.rerun()
        with st.expander("更正这篇文章的日期、地区、标题", key="article_facts"):
            opinions.article_form(article, f"article_{article_id}")
    struck = data.ask(queries.struck_figures, article_id)
    past = data.ask(queries.history, (article_id, *struck["figure_id"]))
    if len(struck):
        with st.expander(f"已剔除的数（{len(struck)}）", key="struck"):
            st.dataframe(
                pd.DataFrame(
                    {
                        "原文": struck["quote"],
                        "指标": struck["indicator"],
                        "理由": struck["reason"],
                        "处理人": struck["decided_by"],
                        "处理时间": struck["decided_at"].map(wording.moment),
                    }
                ),
                hide_index=True,
                key="struck_figures",
            )
    history.draw_history(past, "article_past")


def original_html(figure: pd.Series, before: pd.Series) -> str:
    """What the program had read before a person corrected it, as far as it differs."""
    fields = {"value": "数值", "value_max": "上限", "unit": "单位", "indicator": "指标"}
    fields |= {"region_name": "地区", "place": "镇村园区"}
    cells = [
        f"<span><i>{head}</i>{wording.escape(history.plain_value(before[name]))}</span>"
        for name, head in fields.items()
        if history.plain_value(before[name]) != history.plain_value(figure[name])
    ]
    told = [
        wording.period(row["period_start"], row["period_end"], row["period_type"], row["reported_on"])
        for row in (before, figure)
    ]
    if told[0] != told[1]:
        cells.append(f"<span><i>时期</i>{wording.escape(told[0])}</span>")
    if before["kind"] != figure["kind"]:
        cells.append(f"<span><i>类型</i>{wording.KINDS[before['kind']]}</span>")
    return f'<div class="reading">{"".join(cells)}</div>' if cells else ""


def _in_its_place(text: str, start: int, end: int) -> str:
    """A number between the characters around it, on one line."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"…{before}【{text[start:end]}】{after}…".replace("\n", " ")
