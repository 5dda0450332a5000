"""The page of the original that an article stands on, beside its text.

What belongs here: choosing the page and showing it. What does not: drawing it (reading).
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.errors import ReadingError
from pages.shared import address, data, wording

__all__ = ["chosen", "draw", "wanted"]

_DRAWN_FORMS = ("pdf", "scan")


_BESIDE = "beside"
_OPTIONS = {"figures": "文中的数字", "page": "看原页"}


def wanted() -> bool:
    """Whether the reader looks at pages beside articles, where there are any."""
    return address.chosen(_BESIDE) == "page"


def chosen(article: pd.Series) -> bool:
    """Draw the choice of what stands beside the text; whether it is the page. No choice without pages."""
    source = _source(article)
    if source is None or source["form"] not in _DRAWN_FORMS:
        return False
    picked = address.pick(
        "文章旁边",
        _BESIDE,
        _OPTIONS,
        default="figures",
        widget=st.segmented_control,
        label_visibility="collapsed",
    )
    return picked == "page"


def draw(article: pd.Series) -> None:
    """The page that the article begins on, with the ways to the pages before and after."""
    source = _source(article)
    if source is None:
        return
    pages = 1 if pd.isna(source["pages"]) else int(source["pages"])
    own = 1 if pd.isna(article["page"]) else int(article["page"])
    stated = address.chosen("page") or ""
    number = min(max(1, int(stated)), pages) if stated.isdecimal() else own
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("上一页", key="page_back", on_click=_turn, args=(number - 1, own), disabled=number <= 1)
        st.button("下一页", key="page_on", on_click=_turn, args=(number + 1, own), disabled=number >= pages)
        here = "" if number == own else f"（文章从第 {own} 页开始）"
        st.caption(f"{wording.plain(source['source'])} 第 {number} 页，共 {pages} 页{here}", width="content")
    try:
        picture = data.page_image(str(source["source_id"]), number)
    except ReadingError as error:
        st.info(wording.plain(error))
        return
    if picture is None:
        st.info("保存的原件不见了，不能看原页。请管理员检查数据目录里的 originals。")
        return
    st.image(picture, width="stretch", alt=f"原件第 {number} 页")


def _turn(page: int, own: int) -> None:
    address.put(page=None if page == own else str(page))


def _source(article: pd.Series) -> pd.Series | None:
    sources = data.ask(queries.source_list)
    found = sources[sources["source_id"] == article["source_id"]]
    return None if found.empty else found.iloc[0]
