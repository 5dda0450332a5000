"""文章库: find articles, read one with its figures marked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from pages.shared import address, card, data, downloads, frame, notices, tables, wording
from pages.shared.articles import library, lists, originals, reader
from pages.shared.deciding import editing
from pages.shared.numbers import grouped

MARKS = {"figures": "数字", "places": "地名", "times": "时间", "rejected": "没有当作数据的数"}


def draw(view: frame.View) -> None:
    """The reader where an article is chosen, else the list."""
    chosen = address.chosen("article")
    words = (address.chosen("words") or "").strip()
    if chosen is None:
        find(view, words)
        return
    found = data.ask(queries.article, chosen)
    if found.empty:
        notices.empty("链接里的文章在现有数据里没有了", "可能文件已更新或移除。请回到文章列表重新查找。")
        st.button("回到文章列表", on_click=back)
        return
    read(view, found.iloc[0], words)


def find(view: frame.View, words: str) -> None:
    """Search box and the list of articles under the filter."""
    address.write("查找", "words", placeholder="标题或正文里的词，几个词用空格隔开，例如：新增就业 创业担保")
    table, hits = data.worked(library.article_list, view.filter, words)
    if table.empty:
        notices.empty("没有找到文章", "换一个词，或放宽左边的筛选。")
        return
    count = data.ask(queries.article_count, view.filter, words)
    cut = f"，列出前 {grouped(library.MOST_ROWS)} 篇，请用筛选缩小范围" if count > library.MOST_ROWS else ""
    st.caption(f"共 {grouped(count)} 篇，新的在前{cut}。点一行打开全文。")
    with st.container(key="halves"):
        left, right = st.columns([5, 1], gap="medium")
    with left:
        tables.pick_row(
            table, "articles", open_article, columns=lists.article_columns(table), name="文章列表"
        )
        downloads.buttons(table, view, words)
        if words:
            st.html(reader.hits_html(hits, words.split()))
    with right:
        library.draw_facets(view.filter, words)


def read(view: frame.View, article: pd.Series, words: str) -> None:
    """The article, its figures beside it in order, the card of the chosen one."""
    figures = data.ask(queries.article_figures, article["article_id"])
    others = data.mentioned(article["article_id"])
    with st.container(horizontal=True, vertical_alignment="center", key="ways"):
        st.button("← 回到文章列表", on_click=back, key="back")
        library.draw_neighbours(view.filter, words, article, open_article)
    st.subheader(wording.plain(article["headline"]), anchor=False)
    st.html(reader.origin_html(article, len(figures)))
    with st.container(key="halves"):
        text, margin = st.columns([1, 1] if originals.wanted() else [3, 2], gap="medium")
    with margin:
        card.draw(in_article=True)
        if originals.chosen(article):
            originals.draw(article)
        elif figures.empty:
            st.caption("这篇文章里没有读到数字。")
        else:
            table = lists.margin_table(figures)
            columns = lists.margin_columns()
            tables.pick_row(table, card.key("margin"), card.choose, columns=columns, name="文中的数字")
        if others.rejected:
            with st.expander(f"没有当作数据的数（{len(others.rejected)}）", key="rejected"):
                tables.show(
                    lists.rejected_table(article["text"], others.rejected),
                    "passed_over",
                    name="没有当作数据的数",
                )
        editing.draw(article, others)
    with text:
        shown = address.pick_many(
            "标出", "marks", MARKS, default=["figures"], widget=st.pills, selection_mode="multi"
        )
        spans = reader.figure_spans(figures, address.chosen("figure")) if "figures" in shown else []
        for kind in ("places", "times", "rejected"):
            spans += getattr(others, kind) if kind in shown else ()
        if shown:
            st.html(reader.legend_html([kind for kind in MARKS if kind in shown]))
        st.html(reader.article_html(article["text"], spans, words.split()))


def open_article(article_id: str | None) -> None:
    """Put the chosen article into the address."""
    address.put(article=article_id, figure=None, page=None, marked=None)


def back() -> None:
    """Leave the reader; search words and filter stay."""
    address.put(article=None, figure=None, page=None, marked=None)


frame.show("articles", draw)
