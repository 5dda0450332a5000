"""Tables as the screen and the downloads share them: Chinese heads, numbers in one unit, ids kept apart.

A table is a frame with Chinese heads whose index holds figure ids (or article ids); what is drawn is what a
download writes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from pages.shared import fitting, wording
from pages.shared.articles.reader import Span
from pages.shared.numbers import in_scale, readable, stated, table_scale

__all__ = [
    "article_columns",
    "article_table",
    "comparison_table",
    "margin_columns",
    "margin_table",
    "pick_row",
    "pick_rows",
    "pick_several",
    "record_columns",
    "rejected_table",
    "timeline_table",
    "told_columns",
    "widget_key",
]

_AROUND = 8
_MOST_ROWS_SHOWN, _TALLEST_PIXELS = 15, 540
_FEWEST_ROWS_SHOWN, _SHORTER_PIXELS = 6, 250
_RECORD_PIXELS = {"指标": 175, "地区": 96, "单位": 72}
_REGION_PIXELS = 130
"""Eight characters of a region's name where room is scarce."""


def widget_key(table: pd.DataFrame, key: str) -> str:
    """The key of a table whose rows can be chosen: another one for other rows or heads.

    The browser keeps chosen places and widths: under one key the boxes of decided findings would go to the
    next ones, and longer words would be cut without a sign.
    """
    told = "\n".join([*map(str, table.columns), *map(str, table.index)])
    return f"{key}_{zlib.crc32(told.encode()):08x}"


def pick_row(
    table: pd.DataFrame,
    key: str,
    chosen: Callable[[str | None], None],
    *,
    columns: dict[str, Any] | None = None,
    name: str = "",
) -> None:
    """Draw a table whose rows can be chosen.

    Args:
        table: Chinese heads; the index is not shown.
        key: of the widget, with the rows added (``widget_key``).
        chosen: called before the next run with the index value of the row, or None when it is let go.
        columns: Streamlit column configurations by head.
        name: what a screen reader calls the table.
    """
    key = widget_key(table, key)

    def on_select() -> None:
        chosen(next(iter(_picked(table, key)), None))

    _draw(table, key, on_select, "single-row", columns or {}, name)


def pick_rows(
    table: pd.DataFrame, key: str, chosen: Callable[[list[str]], None], *, name: str = ""
) -> list[str]:
    """Draw a table of which several rows can be chosen; gives their index values.

    Args:
        table, key, name: as for ``pick_row``.
        chosen: called before the next run with the index values of the rows.
    """
    key = widget_key(table, key)
    _draw(table, key, lambda: chosen(_picked(table, key)), "multi-row", {}, name)
    return _picked(table, key)


def _picked(table: pd.DataFrame, key: str) -> list[str]:
    rows = st.session_state.get(key, {}).get("selection", {}).get("rows", [])
    return [str(table.index[row]) for row in rows if row < len(table)]


def _draw(
    table: pd.DataFrame,
    key: str,
    on_select: Callable[[], None],
    mode: Literal["single-row", "multi-row"],
    columns: dict[str, Any],
    name: str,
) -> None:
    columns = fitting.widened(table, columns)
    st.dataframe(
        _shown(table, columns),
        key=key,
        hide_index=True,
        height="content" if len(table) <= _MOST_ROWS_SHOWN else _TALLEST_PIXELS,
        column_config=_grouped_numbers(table) | columns,
        on_select=on_select,
        selection_mode=mode,
        placeholder="",
        lazy=False,
        alt=name or None,
    )


def pick_several(table: pd.DataFrame, key: str, *, name: str = "") -> list[str]:
    """Draw a table of which several rows can be chosen; gives their index values.

    Args:
        table: Chinese heads; the index is not shown.
        key: of the widget, with the rows added (``widget_key``).
        name: what a screen reader calls the table.
    """
    columns = fitting.widened(table, told_columns() | {"算式": st.column_config.TextColumn(width=420)})
    chosen = st.dataframe(
        _shown(table, columns),
        key=widget_key(table, key),
        hide_index=True,
        height="content" if len(table) <= _FEWEST_ROWS_SHOWN else _SHORTER_PIXELS,
        column_config=_grouped_numbers(table) | columns,
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        lazy=False,
        alt=name or None,
    )
    return [str(table.index[row]) for row in chosen["selection"]["rows"] if row < len(table)]


def _grouped_numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Thousands grouped in every column of numbers."""
    return {head: st.column_config.NumberColumn(format="localized") for head in _number_heads(table)}


def _shown(table: pd.DataFrame, columns: dict[str, Any]) -> Any:
    """The table as it is drawn: numbers with their decimals, texts cut to their column with ….

    A row that is chosen shows its whole texts below, and a download holds all of any. Of numbers with more
    than three decimals ``localized`` drops the fourth, other formats print 1876.3 as 1876.2999999999997.
    """
    cut = fitting.cutting(table, columns)
    table = table.assign(**{head: fitting.all_fitted(table[head], pixels) for head, pixels in cut.items()})
    told = {head: readable for head in _number_heads(table) if not _short_decimals(table[head])}
    if not told:
        return table  # a Styler takes a third of the page's time
    rows = table if table.index.is_unique else table.reset_index(drop=True)  # a Styler takes no other
    return rows.style.format(told, na_rep="")


def _number_heads(table: pd.DataFrame) -> list[str]:
    return [head for head, kind in table.dtypes.items() if pd.api.types.is_numeric_dtype(kind)]


def _short_decimals(column: pd.Series) -> bool:
    if pd.api.types.is_integer_dtype(column.dtype):
        return True
    told = column.dropna().to_numpy(dtype=float)
    return bool((abs(told - told.round(3)) < 1e-9).all())


def told_columns() -> dict[str, Any]:
    """How the columns that tables of figures share are drawn."""
    config = st.column_config
    return {
        "名次": config.NumberColumn(width=50),
        "数值": config.NumberColumn(format="localized", width=90),
        "版本数": config.NumberColumn("版本数", help="同一个数在几处版本或转载里出现", width=60),
        "图表用到": config.NumberColumn(help="这条里的数，有几个会画进对比图、趋势图", width=75),
        "单位": config.TextColumn(width=80),
        "所在句子": config.TextColumn(width=260),
        "报道日期": config.DateColumn(format="YYYY-MM-DD"),
        "把握": config.NumberColumn("把握", format="percent", help="读取这个数的把握，越高越可靠", width=60),
        "文章": config.TextColumn(width=150),
        "来源": config.TextColumn(width="small"),
    }


def record_columns(table: pd.DataFrame) -> dict[str, Any]:
    """How wide the columns of 指标明细 are, so that the sentence begins on a screen of 1440 pixels."""
    config = st.column_config
    most = {head: pixels for head, pixels in _RECORD_PIXELS.items() if head in table}
    widths = {head: fitting.needed(table[head], pixels) for head, pixels in most.items()}
    return told_columns() | {head: config.TextColumn(width=width) for head, width in widths.items()}


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


def comparison_table(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The rows of 地区对比 in the order of the bars, amounts given in ``unit``."""
    scale = table_scale(rows["amount"], unit)
    amounts = rows["amount"].map(lambda amount: in_scale(amount, scale))
    return pd.DataFrame(
        {
            "名次": range(1, len(rows) + 1),
            "地区": rows["region"],
            f"数值（{scale.unit}）": amounts,
            **_told(rows),
        },
    ).set_axis(rows["figure_id"])


def timeline_table(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The rows of 时间趋势, one a report, amounts given in ``unit``."""
    scale = table_scale(rows["amount"], unit)
    amounts = rows["amount"].map(lambda amount: in_scale(amount, scale))
    return pd.DataFrame(
        {
            "时期": rows["period"],
            "地区": rows["region"],
            f"数值（{scale.unit}）": amounts,
            **{head: column for head, column in _told(rows).items() if head != "时期"},
        },
    ).set_axis(rows["figure_id"])


def _told(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns that both tables end with: what the words are, and where they stand."""
    marks = wording.signs(rows).str.replace(wording.DISPUTED, f"{wording.DISPUTED}有出入", regex=False)
    return {
        "原文": rows["quote"],
        "限定": rows["modifier"].map(wording.MODIFIERS).fillna(""),
        "时期": rows["period"],
        "实际或计划": rows["status"].map(wording.STATUSES),
        "版本数": rows["witnesses"],
        "核查": marks,
        "报道日期": rows["reported_on"].dt.date,
        "文章": rows["title"].map(wording.headline),
        "来源": rows["source"],
        "把握": rows["confidence"],
    }
