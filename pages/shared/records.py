"""The columns of 指标明细: what each is called, what it holds, in which unit.

What belongs here: a filter or a figures frame in, a table with Chinese heads out. What does not: widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import data, wording
from pages.shared.comparing.compare import with_periods
from pages.shared.numbers import MULTIPLES, written_multiple

__all__ = ["COLUMNS", "FIRST_COLUMNS", "UNITS", "listed", "records_table"]

UNITS = {"written": "照原文", "plain": "不带万亿", "base": "换算为统一单位", "wan": "以万计", "yi": "以亿计"}
_FACTORS = {"wan": (1e4, "万"), "yi": (1e8, "亿")}
_RATIOS = frozenset({"%", "‰", "个百分点", "百分点", "倍", "位", "名", "比例", "成"})

Column = Callable[[pd.DataFrame], pd.Series]


def _states(rows: pd.DataFrame) -> pd.Series:
    """待核 of a number with an open finding, else 更正 of one that a person corrected."""
    open_ones = rows["open_finding"].map({True: "待核"})
    return open_ones.fillna(rows["corrected"].map({True: "更正"})).fillna("")


def _words(name: str, known: dict[str, str]) -> Column:
    return lambda rows: rows[name].map(known).fillna("")


def _plain(name: str) -> Column:
    return lambda rows: rows[name]


COLUMNS: dict[str, tuple[str, Column]] = {
    "name": ("指标", lambda rows: rows["name"].replace("", "（未写明）")),
    "phrase": ("原文说法", _plain("indicator")),
    "region": ("地区", lambda rows: rows["region_name"].fillna("未写明")),
    "place": ("镇村园区", lambda rows: rows["place"].fillna("")),
    "value": ("数值", _plain("shown")),
    "unit": ("单位", _plain("shown_unit")),
    "upper": ("上限", _plain("shown_max")),
    "modifier": ("限定", _words("modifier", wording.MODIFIERS)),
    "finding": ("核查", _states),
    "period": ("时期", lambda rows: rows["period"].str.removeprefix("时期")),
    "kind": ("类型", _words("kind", wording.KINDS)),
    "status": ("实际或计划", _words("status", wording.STATUSES)),
    "scope": ("口径", _words("scope", wording.SCOPES)),
    "quote": ("原文", _plain("quote")),
    "sentence": ("所在句子", _plain("sentence")),
    "title": ("文章", lambda rows: rows["title"].map(wording.headline)),
    "source": ("来源", _plain("source")),
    "reported": ("报道日期", lambda rows: rows["reported_on"].dt.date),
    "witnesses": ("版本数", _plain("witnesses")),
    "disputed": ("版本出入", lambda rows: rows["disputed"].map({True: "※有出入"}).fillna("")),
    "confidence": ("把握", _plain("confidence")),
}
"""Id in the address to head and content."""

FIRST_COLUMNS = (
    "name",
    "region",
    "value",
    "unit",
    "finding",
    "period",
    "kind",
    "status",
    "quote",
    "sentence",
    "title",
    "source",
)


_NOT_TOLD = frozenset(
    {
        *("article_id", "source_id", "indicator_key", "indicator_id", "indicator_name", "growth_base"),
        *("region_adcode", "region_level", "region_parent", "province_adcode", "prefecture_adcode"),
        *("page", "period_text", "published_how", "chosen"),
    }
)
"""Columns of a figures frame that no column of the table is made of; of five thousand rows each costs."""


def listed(flt: Filter, words: str, columns: Sequence[str], units: str, **which: object) -> pd.DataFrame:
    """The table of the figures under a filter that hold the words.

    Args:
        flt, words: as ``queries.figure_rows`` takes them.
        columns, units: as ``records_table`` takes them.
        **which: order, direction, limit and witnesses, as ``queries.figure_rows`` takes them.
    """
    rows = data.read(queries.figure_rows, flt, words, without=_NOT_TOLD, **which)
    return records_table(rows, columns, units)


def records_table(rows: pd.DataFrame, columns: Sequence[str], units: str) -> pd.DataFrame:
    """The chosen columns of a figures frame; the index holds figure ids.

    Args:
        rows: from ``queries.figure_rows``.
        columns: ids of ``COLUMNS``.
        units: with the 万 or 亿 that the words have, without, in the one unit of the dimension, or that in 万
            or 亿; ratios stay as they are.
    """
    told = _in_units(with_periods(rows), units)
    return pd.DataFrame({COLUMNS[name][0]: COLUMNS[name][1](told) for name in columns}).set_axis(
        rows["figure_id"]
    )


def _in_units(rows: pd.DataFrame, units: str) -> pd.DataFrame:
    if units in ("written", "plain"):
        words = rows["quote"].map(written_multiple) if units == "written" else pd.Series("", index=rows.index)
        divisor, value, upper, unit = words.map(MULTIPLES), "value", "value_max", "unit"
    else:
        factor, word = _FACTORS.get(units, (1.0, ""))
        ratio = rows["amount_unit"].isin(_RATIOS)
        words, divisor = ratio.map({True: "", False: word}), ratio.map({True: 1.0, False: factor})
        value, upper, unit = "amount", "amount_max", "amount_unit"
    return rows.assign(
        shown=(rows[value] / divisor).round(6),
        shown_max=(rows[upper] / divisor).round(6),
        shown_unit=words + rows[unit],
    )
