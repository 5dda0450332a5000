"""记录意见: correcting, striking out and adding figures, and correcting articles.

What belongs here: the forms of the sentence card and the reader. What does not: what was decided so far
(pages.shared.deciding.history), keeping decisions (data_layer.deciding), findings of the audit
(pages.shared.deciding.findings).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data_layer import deciding
from data_layer.decisions import Decision
from data_layer.errors import CountyFiguresError, DecisionError
from data_layer.places import region_path, search_regions
from pages.shared import data, wording
from pages.shared.deciding import person
from pages.shared.numbers import divided, multiplied_out, written_multiple

__all__ = [
    "article_form",
    "correction_form",
    "missed_form",
    "record",
    "strike_button",
]

_FIRST_DAY = date(1949, 1, 1)
_LONGEST_REASON = 1000
_SAME_NUMBER, _DECIMALS = 1e-12, 6
"""What dividing and multiplying by 万 or 亿 may change of a number, and the decimals that are kept of it."""


def record(said: str, decision: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Take a decision and say so; gives what was kept. What stands against it is said in place, for None."""
    try:
        kept = data.decide(decision, *arguments, **named)
    except CountyFiguresError as error:
        st.error(wording.plain(error))
        return None
    st.toast(said)
    return kept


def correction_form(
    figure: pd.Series, key: str, *, then: Callable[[Decision], None] = lambda kept: None
) -> None:
    """Draw the form that corrects a figure; only what was changed in it is recorded.

    Args:
        figure: a row of a figures frame.
        key: of the widgets.
        then: called with what was kept before the page is drawn anew.
    """
    name = person.ask(key)
    with st.form(f"{key}_correct", border=False):
        stated = _figure_fields(figure, key)
        reason = _reason(key, "为什么这样改，例如：原件第 3 页写的是 8120")
        sent = st.form_submit_button("保存更正", type="primary")
    if not sent:
        return
    try:
        changes = _changes(figure, stated)
    except DecisionError as error:
        st.error(wording.plain(error))
        return
    if not changes:
        st.info("没有改动任何内容。")
    elif kept := record(
        "已更正", deciding.correct_figure, figure["figure_id"], changes, by=name, reason=reason
    ):
        then(kept)
        st.rerun()


def strike_button(figure: pd.Series, witnesses: pd.DataFrame, key: str) -> None:
    """Draw what strikes a figure out of all views, by default with the other witnesses of the same number."""
    reason = _reason(f"{key}_strike", "为什么不算数据，例如：热线号码")
    ids = [figure["figure_id"]]
    if len(witnesses) and st.checkbox(
        f"其他版本里的同一个数（{len(witnesses)} 处）也剔除", value=True, key=f"{key}_all"
    ):
        ids += list(witnesses["figure_id"])
    if st.button("剔除这个数", key=f"{key}_struck") and record(
        "已剔除，可在原文页撤销", deciding.strike_figures, ids, by=person.who(), reason=reason
    ):
        st.rerun()


def article_form(article: pd.Series, key: str) -> None:
    """Draw the form that corrects an article's date, place or title."""
    name = person.ask(key)
    with st.form(f"{key}_article", border=False):
        left, right = st.columns(2)
        before = {
            "published": _as_day(article["published"]),
            "region_adcode": _region_words(article["region_adcode"], article["region_name"]),
            "title": article["title"] if isinstance(article["title"], str) else "",
        }
        with left:
            day = _day("日期", before["published"], f"{key}_published")
        with right:
            region = st.text_input("地区", before["region_adcode"], key=f"{key}_region", help=_REGION_HELP)
        title = st.text_input("标题", before["title"], key=f"{key}_title")
        reason = _reason(f"{key}_a", "为什么这样改")
        sent = st.form_submit_button("保存更正", type="primary")
    if not sent:
        return
    try:
        stated = {"published": day, "region_adcode": region, "title": title.strip() or None}
        changes = {field: value for field, value in stated.items() if value != (before[field] or None)}
        if "region_adcode" in changes:
            changes["region_adcode"] = _adcode(region)
    except DecisionError as error:
        st.error(wording.plain(error))
        return
    if not changes:
        st.info("没有改动任何内容。")
    elif record("已更正，文中的数字已按新的日期和地区重读", deciding.correct_article, article["article_id"],
                changes, by=name, reason=reason):  # fmt: skip
        st.rerun()


def missed_form(
    article: pd.Series, passed_over: Mapping[int, tuple[int, int, str]], key: str, *, first: bool = False
) -> bool:
    """Draw the form that adds a number which was not taken; whether it was added just now.

    Args:
        article: of ``queries.article``.
        passed_over: the numbers that were not taken: start, end and words, by their place in the list.
        key: of the widgets.
        first: the first of these is meant, so that no words need be written.
    """
    name = person.ask(key)
    options = [-1, *passed_over]
    picked = st.selectbox(
        "哪个数",
        options,
        int(first),
        format_func=lambda place: "（在下面写出原文）" if place < 0 else passed_over[place][2],
        key=f"{key}_which",
    )
    if picked < 0:
        words = st.text_input(
            "原文里的数，照抄，含单位", key=f"{key}_words", placeholder="例如 8210人；不止一处时多抄几个字"
        )
        start, end = _span_of(str(article["text"]), words.strip())
    else:
        start, end, _ = passed_over[picked]
    with st.form(f"{key}_missed", border=False):
        unread = dict.fromkeys(("value", "value_max", "period_start", "period_end"))
        unread |= {"unit": "", "indicator": "", "kind": "level", "status": "actual"}
        blank = pd.Series(unread | dict(article[["region_adcode", "region_name"]]))
        stated = _figure_fields(blank, key)
        reason = _reason(key, "可不填")
        sent = st.form_submit_button("补录", type="primary")
    if not sent:
        return False
    try:
        if start < 0:
            raise DecisionError("原文里没有这几个字，或不止一处。请照抄，必要时多抄前后几个字。")
        reading = {field: value for field, value in stated.items() if value not in (None, "")}
        reading["region_adcode"] = _adcode(stated["region_adcode"])
    except DecisionError as error:
        st.error(wording.plain(error))
        return False
    return bool(
        record(
            "已补录", deciding.add_figure, article["article_id"], start, end, reading, by=name, reason=reason
        )
    )


_REGION_HELP = "名称或六位代码；重名时连上级一起写，例如：南京 鼓楼区。空着表示未写明"


def _figure_fields(figure: pd.Series, key: str) -> dict[str, Any]:
    """Draw a field for each part of a figure's reading; gives what stands in them.

    Numbers and unit stand there as the text has them, 1876.3 and 亿元; what is given is 187630000000 and 元.
    """
    stated: dict[str, Any] = {}
    first, second, third, fourth = st.columns(4)
    word = written_multiple(str(figure.get("quote", "")))
    low, high = (divided(_number(figure[name]), word) for name in ("value", "value_max"))
    low = first.number_input("数值", value=low, format="%0.10g", key=f"{key}_value", help="下降写负数")
    high = second.number_input("上限", value=high, format="%0.10g", key=f"{key}_max", help="只有一个范围才填")
    unit = third.text_input("单位", word + figure["unit"], key=f"{key}_unit", help="可带万、亿，例如 亿元")
    factor, stated["unit"] = multiplied_out(unit.strip())
    stated["value"], stated["value_max"] = (one and round(one * factor, _DECIMALS) for one in (low, high))
    stated["kind"] = fourth.selectbox(
        "类型",
        list(wording.KINDS),
        list(wording.KINDS).index(figure["kind"]),
        wording.KINDS.get,
        key=f"{key}_kind",
    )
    left, right = st.columns([2, 1])
    stated["indicator"] = left.text_input("指标", figure["indicator"], key=f"{key}_indicator").strip()
    stated["status"] = right.selectbox(
        "实际或计划", list(wording.STATUSES), list(wording.STATUSES).index(figure["status"]),
        wording.STATUSES.get, key=f"{key}_status",
    )  # fmt: skip
    left, middle, right = st.columns(3)
    region = _region_words(figure["region_adcode"], figure["region_name"])
    stated["region_adcode"] = left.text_input("地区", region, key=f"{key}_region", help=_REGION_HELP)
    with middle:
        stated["period_start"] = _day("时期起", _as_day(figure["period_start"]), f"{key}_start")
    with right:
        stated["period_end"] = _day("时期止", _as_day(figure["period_end"]), f"{key}_end")
    return stated


def _changes(figure: pd.Series, stated: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ from the figure.

    Raises:
        DecisionError: if the region is none.
    """
    before = {
        "value": _number(figure["value"]),
        "value_max": _number(figure["value_max"]),
        "region_adcode": _region_words(figure["region_adcode"], figure["region_name"]),
        "period_start": _as_day(figure["period_start"]),
        "period_end": _as_day(figure["period_end"]),
    }
    changes = {
        name: value for name, value in stated.items() if not _same(value, before.get(name, figure.get(name)))
    }
    if "region_adcode" in changes:
        changes["region_adcode"] = _adcode(changes["region_adcode"])
    return changes


def _same(value: Any, before: Any) -> bool:
    if isinstance(value, float) and isinstance(before, float):
        return math.isclose(value, before, rel_tol=_SAME_NUMBER)
    return bool(value == before)


def _adcode(words: str) -> str | None:
    """The region that a person wrote; None for none.

    Raises:
        DecisionError: if there is no such region, or several.
    """
    words = words.strip()
    if not words or words == wording.UNTOLD:
        return None
    found = search_regions(words)
    exact = [one for one in found if words.split()[-1] in (one.name, one.adcode)] or found
    if not exact:
        raise DecisionError(f"没有“{wording.cut(words, 20)}”这个地区。请写全称或六位代码。")
    if len(exact) > 1:
        named = "、".join("".join(part.name for part in region_path(one.adcode)) for one in exact[:4])
        raise DecisionError(f"“{words}”有几个：{named}。请连上级一起写，或写六位代码。")
    return exact[0].adcode


def _region_words(adcode: object, name: object) -> str:
    """What a person would write for a region: its name, or its code where others have the same name."""
    if not isinstance(adcode, str):
        return ""
    same = [one for one in search_regions(str(name)) if one.name == name]
    return str(name) if len(same) <= 1 else adcode


def _span_of(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text if they do once; else (-1, -1)."""
    once = bool(words) and text.count(words) == 1
    return (text.index(words), text.index(words) + len(words)) if once else (-1, -1)


def _day(label: str, value: date | None, key: str) -> date | None:
    day = st.date_input(
        label, value, min_value=_FIRST_DAY, max_value=date(2100, 12, 31), format="YYYY-MM-DD", key=key
    )
    return day if isinstance(day, date) else None


def _as_day(value: Any) -> date | None:
    if value is None or pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _reason(key: str, hint: str) -> str:
    return st.text_input("理由", key=f"{key}_reason", placeholder=hint, max_chars=_LONGEST_REASON)
