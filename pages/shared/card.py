"""The sentence card: where a number comes from, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.places import region_path
from pages.shared import address, data, frame, tables, wording
from pages.shared.deciding import editing, findings, history, opinions, person
from pages.shared.numbers import full, stated

__all__ = ["choose", "draw", "key", "marked_sentence", "witness_table"]

_MOST_CANDIDATES = 4
_WHOLLY_ALIKE = 99.5
"""A score, of a hundred, from which the words of a text are a name of the indicator itself."""
"""Regions named where a place stays open; more would not fit the line."""
_ENDS = "。！？；：，、”’）"
"""What a text before a sentence ends with, unless it is a heading."""
_CHOICE, _CLOSED = "figure", "card_closed"


def choose(figure_id: str | None) -> None:
    """Put the figure whose card is shown into the address; None closes the card."""
    address.put(**{_CHOICE: figure_id})


def key(name: str) -> str:
    """The key of a chart or table that chooses figures: another one after the card was closed by its button.

    A new key clears what was selected, so that the same bar can be clicked again.
    """
    return f"{name}_{st.session_state.get(_CLOSED, 0)}"


def _close() -> None:
    st.session_state[_CLOSED] = st.session_state.get(_CLOSED, 0) + 1
    choose(None)


def draw(*, in_article: bool = False) -> None:
    """Draw the card of the figure in the address; nothing where none is chosen.

    Args:
        in_article: the page shows the article already, so that no link to it is needed.
    """
    figure_id = address.chosen(_CHOICE)
    if figure_id is None:
        return
    card = data.ask(queries.figure_card, figure_id)
    if card is None:
        st.info("链接里的那个数在现有数据里没有了：可能文件已更新或移除。请在上面重新选择。")
        return
    found = data.ask(queries.findings_on, figure_id)
    with st.container(border=True, key="card"):
        st.html(marked_sentence(card.before, card.sentence, card.after, card.start, card.end))
        st.html(_origin(card.figure) + _reading(card.figure))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="card_ways"):
            if not in_article:
                frame.page_link("articles", "打开全文", article=card.figure["article_id"], figure=figure_id)
            if len(found):
                frame.page_link("checks", "去数据核查处理", finding=found.iloc[0]["check_id"])
            st.button("收起", key="close_card", on_click=_close)
        _opinions(card, found)
        if len(card.witnesses):
            count = f"（{len(card.witnesses)} 处），点一行看那里的原句"
            st.html(f'<div class="origin"><b>同一个数的其他版本</b>{count}</div>')
            told = witness_table(card.figure, card.witnesses)
            tables.pick_row(told, "witnesses", choose, name="同一个数的其他版本")


def _opinions(card: queries.FigureCard, found: pd.DataFrame) -> None:
    """Findings, what was read before a correction, the forms, and what was decided so far."""
    figure_id = card.figure["figure_id"]
    if len(found):
        st.html(findings.notice_html(found))
    before = data.ask(queries.figure_as_read, figure_id)
    original = editing.original_html(card.figure, before.iloc[0]) if len(before) else ""
    if original:
        with st.expander("已更正，看原读数", key="as_read"):
            st.html(original)
    past = data.ask(queries.history, (figure_id,))
    if person.may_edit():
        with st.expander("记录意见", key=f"opinion_{figure_id}"):
            opinions.correction_form(card.figure, f"card_{figure_id}")
            st.divider()
            opinions.strike_button(card.figure, card.witnesses, f"card_{figure_id}")
    history.draw_history(past, "card_past")


def marked_sentence(before: str, sentence: str, after: str, start: int, end: int) -> str:
    """The sentence as HTML, its number marked, its neighbours in grey; all corpus text escaped.

    A heading before it, which ends with no mark, is kept apart from it.
    """
    apart = " " if before and before[-1] not in _ENDS else ""
    return (
        '<div class="sentence">'
        f'<span class="around">{wording.escape(before)}</span>{apart}'
        f"{wording.escape(sentence[:start])}"
        f'<mark class="figure">{wording.escape(sentence[start:end])}</mark>'
        f"{wording.escape(sentence[end:])}"
        f'<span class="around">{wording.escape(after)}</span></div>'
    )


def witness_table(figure: pd.Series, witnesses: pd.DataFrame) -> pd.DataFrame:
    """What the other witnesses of a figure say, and whether they agree; the index holds figure ids."""
    same = (witnesses["value"] == figure["value"]) & (witnesses["unit"] == figure["unit"])
    return pd.DataFrame(
        {
            "原文": witnesses["quote"],
            "与本条": same.map({True: "相同", False: "不同"}),
            "来源": witnesses["source"],
            "文章": witnesses["title"].map(wording.headline),
            "所在句子": witnesses["sentence"],
        }
    ).set_axis(witnesses["figure_id"])


def _origin(figure: pd.Series) -> str:
    """Title, place, date and file of the article."""
    told = wording.day(figure["reported_on"])
    how = wording.PUBLISHED_HOW.get(figure["published_how"], "")
    parts = (
        f"<b>{wording.escape(wording.headline(figure['title']))}</b>",
        f"{told}（{how}）" if told and how else told,
        wording.escape(figure["source"]),
        wording.place_in_file(figure["source"], figure["page"]),
    )
    return f'<div class="origin">{" · ".join(part for part in parts if part)}</div>'


def _reading(figure: pd.Series) -> str:
    """What was read from the sentence, in one line."""
    period = wording.period(
        figure["period_start"], figure["period_end"], figure["period_type"], figure["reported_on"]
    )
    place = figure["place"] if isinstance(figure["place"], str) else ""
    region = " ".join(part for part in (figure["region_name"], place) if isinstance(part, str) and part)
    fields = {
        "指标": _indicator(figure),
        "数值": stated(
            figure["value"],
            figure["unit"],
            value_max=figure["value_max"],
            modifier=figure["modifier"],
            kind=figure["kind"],
        ),
        "全值": full(figure["value"], figure["unit"], written=True) if abs(figure["value"]) >= 1e4 else "",
        "时期": period.removeprefix("时期"),
        "地区": region or _open_region(figure["region_candidates"]),
        "类型": _kind(figure),
        "把握": _confidence(figure),
    }
    cells = (f"<span><i>{name}</i>{wording.escape(value)}</span>" for name, value in fields.items() if value)
    return f'<div class="reading">{"".join(cells)}</div>'


def _indicator(figure: pd.Series) -> str:
    """What is measured: the catalogue's name, the words of the text, and how well these fit it."""
    if figure["indicator_name"] is None or pd.isna(figure["indicator_name"]):
        return f"{figure['name'] or '未写明'}（原文说法，不在指标目录里）"
    match = data.ask(queries.phrase_match, figure["indicator"], figure["unit"], figure["kind"])
    fits = match is not None and match[0] == figure["indicator_id"]
    alike = f"，与指标的叫法 {match[1]:.0f}% 相同" if fits and match[1] < _WHOLLY_ALIKE else ""
    return f"{figure['name']}（原文：{figure['indicator']}{alike}）"


def _open_region(candidates: Iterable[str]) -> str:
    """What is said of a place that stays open: the regions its name may mean, the likeliest first."""
    names = ["".join(region.name for region in region_path(adcode)) for adcode in candidates]
    if not names:
        return "未写明"
    more = f"等 {len(names)} 处" if len(names) > _MOST_CANDIDATES else ""
    return f"未定（可能是{'、'.join(names[:_MOST_CANDIDATES])}{more}）"


def _kind(figure: pd.Series) -> str:
    words = [wording.KINDS[figure["kind"]]]
    if figure["status"] == "planned":
        words.append(wording.STATUSES["planned"])
    if figure["scope"] == "entity":
        words.append(wording.SCOPES["entity"])
    base = wording.GROWTH_BASES.get(figure["growth_base"]) if isinstance(figure["growth_base"], str) else None
    return "，".join([*words, base] if base else words)


def _confidence(figure: pd.Series) -> str:
    notes = (
        [str(note) for note in figure["confidence_notes"]] if figure["confidence_notes"] is not None else []
    )
    return f"{figure['confidence']:.0%}" + (f"（{'；'.join(notes)}）" if notes else "")
