"""Tables as the screen and the downloads share them: Chinese heads, numbers in one unit, ids kept apart.

A table is a frame with Chinese heads whose index holds figure ids (or article ids); what is drawn is what a
download writes. What belongs here: drawing tables, and those that 地区对比 and 时间趋势 share. What does not:
the tables of one page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, Literal

import pandas as pd
import streamlit as st

from pages.shared import fitting, wording
from pages.shared.numbers import in_scale, readable, table_scale

__all__ = [
    "comparison_table",
    "pick_row",
    "pick_rows",
    "pick_several",
    "record_columns",
    "show",
    "timeline_table",
    "told_columns",
    "widget_key",
]

_MOST_ROWS_SHOWN, _TALLEST_PIXELS = 15, 540
_FEWEST_ROWS_SHOWN, _SHORTER_PIXELS = 6, 250
_LEAST_NUMBER_PIXELS = 90
_RECORD_PIXELS = {"指标": 160, "地区": 96, "数值": 220, "单位": 72, "原文": 100}


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
    table: pd.DataFrame,
    key: str,
    chosen: Callable[[list[str]], None],
    *,
    columns: dict[str, Any] | None = None,
    name: str = "",
) -> list[str]:
    """Draw a table of which several rows can be chosen; gives their index values.

    Args:
        table, key, columns, name: as for ``pick_row``.
        chosen: called before the next run with the index values of the rows.
    """
    key = widget_key(table, key)
    _draw(table, key, lambda: chosen(_picked(table, key)), "multi-row", columns or {}, name)
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
    columns = fitting.laid_out(table, columns)
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
    columns = fitting.laid_out(table, told_columns() | {"算式": st.column_config.TextColumn(width=420)})
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


def show(table: pd.DataFrame, key: str, *, name: str = "", short: bool = False) -> None:
    """Draw a table that is only read.

    Args:
        table: Chinese heads; the index is not shown.
        key: of the widget.
        name: what a screen reader calls the table.
        short: of few rows, the others behind a scroll bar.
    """
    columns = fitting.laid_out(table, {})
    most, pixels = (_FEWEST_ROWS_SHOWN, _SHORTER_PIXELS) if short else (_MOST_ROWS_SHOWN, _TALLEST_PIXELS)
    st.dataframe(
        _shown(table, columns),
        key=key,
        hide_index=True,
        height="content" if len(table) <= most else pixels,
        column_config=_grouped_numbers(table) | columns,
        placeholder="",
        lazy=False,
        alt=name or None,
    )


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
    return [head for head in table if fitting.holds_numbers(table[head])]


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
        "数值": config.NumberColumn(format="localized", width=_LEAST_NUMBER_PIXELS),
        "版本数": config.NumberColumn("版本数", help="同一个数在几处版本或转载里出现", width=60),
        "图表用到": config.NumberColumn(help="这条里的数，有几个会画进对比图、趋势图", width=75),
        "单位": config.TextColumn(width=80),
        "报道日期": config.DateColumn(format="YYYY-MM-DD"),
        "把握": config.NumberColumn("把握", format="percent", help="读取这个数的把握，越高越可靠", width=60),
        "文章": config.TextColumn(width=150),
        "来源": config.TextColumn(width="small"),
    }


def record_columns(table: pd.DataFrame) -> dict[str, Any]:
    """How wide the columns of 指标明细 are, so that the sentence begins on a screen of 1440 pixels."""
    config = st.column_config
    most = {head: pixels for head, pixels in _RECORD_PIXELS.items() if head in table}
    widths = {
        head: max(fitting.cell_pixels(head), fitting.needed(table[head], pixels))
        for head, pixels in most.items()
    }
    given = {
        head: config.NumberColumn(format="localized", width=max(width, _LEAST_NUMBER_PIXELS))
        if fitting.holds_numbers(table[head])
        else config.TextColumn(width=width)
        for head, width in widths.items()
    }
    return told_columns() | given


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
            "时期": rows["period"].str.removeprefix("时期"),
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
        "时期": rows["period"].str.removeprefix("时期"),
        "实际或计划": rows["status"].map(wording.STATUSES),
        "版本数": rows["witnesses"],
        "核查": marks,
        "报道日期": rows["reported_on"].dt.date,
        "文章": rows["title"].map(wording.headline),
        "来源": rows["source"],
        "把握": rows["confidence"],
    }
