"""The tables of 文章库: its list, and beside an article its figures and the numbers that are none.

What belongs here: rows in, tables with Chinese heads out. What does not: drawing them (tables).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import fitting, wording
from pages.shared.articles.reader import Span
from pages.shared.numbers import stated

__all__ = ["article_columns", "article_table", "margin_columns", "margin_table", "rejected_table"]

_AROUND = 8
_REGION_PIXELS = 130
"""Eight characters of a region's name where room is scarce."""


def article_columns(table: pd.DataFrame) -> dict[str, Any]:
    """How wide the columns of 文章库 are, so that all of them stand beside the facets."""
    return {
        "地区": st.column_config.TextColumn(width=fitting.needed(table["地区"], _REGION_PIXELS)),
        "标题": st.column_config.TextColumn(width=300),
        "主题": st.column_config.TextColumn(width=120),
        "来源": st.column_config.TextColumn(width=90),
    }


def article_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The list of 文章库; the index holds article ids."""
    return pd.DataFrame(
        {
            "标题": rows["title"].map(wording.headline),
            "地区": rows["region_name"],
            "日期": rows["published"].dt.date,
            "主题": rows["topics"].map(lambda topics: "、".join(topics)),
            "数字": rows["figures"],
            "字数": rows["chars"],
            "版本": rows["cluster_id"].map(lambda cluster: "有其他版本" if isinstance(cluster, str) else ""),
            "来源": rows["source"],
        }
    ).set_axis(rows["article_id"])


def margin_columns() -> dict[str, Any]:
    """How wide the reader's margin gives the indicators, so that all its columns stand there."""
    return {"指标": st.column_config.TextColumn(width=160)}


def margin_table(figures: pd.DataFrame) -> pd.DataFrame:
    """An article's figures in reading order, as the reader's margin shows them."""
    return pd.DataFrame(
        {
            "原文": figures["quote"],
            "指标": figures["indicator"],
            "读作": [
                stated(row.value, row.unit, value_max=row.value_max, modifier=row.modifier, kind=row.kind)
                + wording.sign(row)
                for row in figures.itertuples()
            ],
            "类型": figures["kind"].map(wording.KINDS),
        }
    ).set_axis(figures["figure_id"])


def rejected_table(text: str, rejected: Sequence[Span]) -> pd.DataFrame:
    """The numbers of an article that are no figures, with the words around them and the reason."""
    return pd.DataFrame(
        {
            "原文": [text[span.start : span.end] for span in rejected],
            "原因": [span.title.partition("：")[2] for span in rejected],
            "前后": [
                text[max(0, span.start - _AROUND) : span.end + _AROUND].replace("\n", " ")
                for span in rejected
            ],
        }
    )
