"""指标明细: every figure under the filter in one table, with the columns and units that the reader wants."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, card, data, downloads, frame, notices, records, tables, wording
from pages.shared.numbers import grouped
from pages.shared.series import indicator_key, indicator_labels

ORDERS = {
    "reading": "原文顺序",
    "indicator": "按指标",
    "region": "按地区",
    "period": "时期，新的在前",
    "value": "同单位，大的在前",
    "confidence": "把握，低的在前",
}
DESCENDING = ("period", "value")
MOST_ROWS = 5000
"""A table of more rows makes the browser slow; the filter finds what is wanted sooner."""


def draw(view: frame.View) -> None:
    """Controls, the table, its downloads and the card of the chosen row."""
    columns = frame.controls([3, 2.6, 1.6, 1.6, 1])
    with columns[0]:
        words = address.write("查找", "words", placeholder="指标、地区或句中的词").strip()
    with columns[1]:
        key = pick_indicator(view.filter)
    with columns[2]:
        order = address.pick("排序", "order", ORDERS, default="reading")
    with columns[3]:
        units = address.pick("单位", "units", records.UNITS, default="written")
    with columns[4], st.popover("选列", width="stretch"):
        shown = pick_columns()
        reports = address.pick("报道", "reports", wording.REPORTS, default="facts")
    once = reports == "facts"
    flt = with_indicator(view.filter, key)
    count = data.ask(queries.figure_count, flt, words, chosen_only=once)
    if not count:
        notices.empty("没有找到数字", "换一个词，或放宽左边的筛选；也可以到文章库里查原文。")
        if words:
            frame.page_link("articles", f"在文章库里找“{wording.plain(words)}” →", words=words)
        return
    table = data.worked(
        records.listed,
        flt,
        words,
        shown,
        units,
        order=order,
        descending=order in DESCENDING,
        limit=MOST_ROWS,
        chosen_only=once,
    )
    said = []
    if count > MOST_ROWS:
        said.append(
            f"共 {grouped(count)} 个数，表里和下载里是前 {grouped(MOST_ROWS)} 个：请用筛选或查找缩小范围。"
        )
    notices.notices(said)
    card.draw()
    told = "同一个数有几个版本时只列一个。" if once else "各版本都列出，同一个数可能有几行。"
    st.caption(f"{grouped(len(table))} 行。{told}点一行看原句。")
    columns = tables.record_columns(table)
    tables.pick_row(table, card.key("figures"), card.choose, columns=columns, name="指标明细")
    downloads.buttons(table, view, words, notes=said)


def pick_indicator(flt: Filter) -> str | None:
    """Draw the choice of one indicator, whatever its kind and unit; None for all."""
    options = data.worked(indicator_labels, flt)
    stated = indicator_key()
    if stated and stated not in options:
        options |= data.worked(indicator_labels, replace(flt, indicators=(stated,)))
    if stated and stated != address.chosen("indicator"):
        address.put(indicator=stated)
    return address.pick("指标", "indicator", options, placeholder="全部指标", index=None, filter_mode="fuzzy")


def pick_columns() -> list[str]:
    """Draw the choice of columns; in the order of the registry."""
    heads = {name: head for name, (head, _) in records.COLUMNS.items()}
    chosen = address.pick_many("显示哪些列", "columns", heads, default=records.FIRST_COLUMNS, select_all=True)
    return [name for name in records.COLUMNS if name in (chosen or records.FIRST_COLUMNS)]


def with_indicator(flt: Filter, key: str | None) -> Filter:
    """The filter narrowed to an indicator."""
    return Filter.from_query(flt.to_query() | {"indicator": [key]}) if key else flt


frame.show("figures", draw)
