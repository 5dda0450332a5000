"""The list of 文章库 and its facets: which articles a search finds, and what they can be narrowed by.

What belongs here: a filter and words in, rows, neighbours and facets out. What does not: the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, data, fitting, wording
from pages.shared.articles import lists
from pages.shared.numbers import grouped

__all__ = ["MOST_ROWS", "Neighbours", "article_list", "draw_facets", "draw_neighbours", "neighbours"]

MOST_ROWS = 1000
_MOST_HITS = 20
_FACETS = {"region": "地区", "topic": "主题", "year": "年份", "source": "来源"}
_SHOWN_OF_A_FACET = 6
_NAME_PIXELS = 140


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an article stands among others: its place from 1, how many there are, and the ones beside it.

    Attributes:
        place, among: both counted.
        previous, following: article ids; None at an end.
        inside: what they are all of, in words.
    """

    place: int
    among: int
    previous: str | None
    following: str | None
    inside: str


def article_list(flt: Filter, words: str) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The table of the articles that are found, newest first; of the first, titles and words around hits."""
    rows = data.read(queries.article_rows, flt, words, limit=MOST_ROWS)
    titles = rows["title"].head(_MOST_HITS).map(wording.headline)
    hits = list(zip(titles, rows["snippet"].head(_MOST_HITS), strict=True)) if words else []
    return lists.article_table(rows), hits


def neighbours(flt: Filter, words: str, article_id: str, source_id: str) -> Neighbours | None:
    """What stands before and after an article in the list; in its document where the list has it not."""
    listed = list(data.worked(article_list, flt, words)[0].index)
    inside = "列表"
    if article_id not in listed:
        listed = list(data.ask(queries.arrived_articles, (source_id,))["article_id"])
        inside = "同一文件"
    if article_id not in listed or len(listed) == 1:
        return None
    at = listed.index(article_id)
    previous = listed[at - 1] if at else None
    following = listed[at + 1] if at + 1 < len(listed) else None
    return Neighbours(at + 1, len(listed), previous, following, inside)


def draw_neighbours(
    flt: Filter, words: str, article: pd.Series, opened: Callable[[str | None], None]
) -> None:
    """The ways to the articles before and after one, and where it stands; nothing for one that is alone.

    Args:
        flt, words: what the list is of.
        article: the one that is read.
        opened: called before the next run with the id of the chosen one.
    """
    beside = neighbours(flt, words, article["article_id"], article["source_id"])
    if beside is None:
        return
    ways = (("上一篇", "previous", beside.previous), ("下一篇", "following", beside.following))
    for label, key, to in ways:
        st.button(label, key=key, on_click=opened, args=(to,), disabled=to is None)
    where = f"{beside.inside}第 {grouped(beside.place)} 篇，共 {grouped(beside.among)} 篇"
    st.caption(where, width="content")


def draw_facets(flt: Filter, words: str) -> None:
    """What the found articles are about, each with its count; a click narrows the filter to it."""
    found = data.ask(queries.article_facets, flt, words)
    for facet, head in _FACETS.items():
        rows = found[found["facet"] == facet]
        if len(rows) < 2:
            continue
        with st.container(key=f"facet_{facet}", gap=None):
            st.html(f'<div class="section">按{head}</div>')
            for row in rows.head(_SHOWN_OF_A_FACET).itertuples():
                st.button(
                    f"{wording.plain(fitting.fitted(row.name, _NAME_PIXELS))} · {grouped(row.articles)}",
                    key=f"{facet}_{row.id}",
                    type="tertiary",
                    on_click=_narrow,
                    args=(facet, row.id),
                )
            if len(rows) > _SHOWN_OF_A_FACET:
                st.caption(f"共 {grouped(len(rows))} 个，其余在左边的筛选里选。")


def _narrow(facet: str, chosen: str) -> None:
    """Narrow the shared filter to one value of a facet."""
    if facet == "year":
        address.put(**{"from": f"{chosen}-01-01", "to": f"{chosen}-12-31"})
        return
    value = Filter(topics=(chosen,)).to_query()["topic"][0] if facet == "topic" else chosen
    address.put(**{facet: value})
