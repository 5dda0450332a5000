"""The choice of what is compared: one indicator, of one kind, in one unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, data, wording

__all__ = ["Series", "indicator_key", "pick_series", "series_id"]

_SEPARATOR = "~"
_ID_SIGNS = frozenset("~.:")
"""One of them stands in every id of a series or an indicator; words that a reader types have none."""
_FIRST = {"regions": "地区", "periods": "时期"}


@dataclass(frozen=True, slots=True)
class Series:
    """What may share an axis.

    Attributes:
        key: the indicator's, as ``indicator_list`` has it.
        name: what it is called.
        kind: level, rate, growth, rank or multiple.
        unit: the one unit of its dimension, else as written.
        regions, periods: how many it is reported for.
    """

    key: str
    name: str
    kind: str
    unit: str
    regions: int
    periods: int

    @property
    def words(self) -> str:
        """The series as a chart's title names it."""
        suffix = {"growth": "增减", "rank": "位次", "multiple": "倍数"}.get(self.kind, "")
        return self.name if self.name.endswith(suffix) else self.name + suffix

    def arguments(self) -> tuple[str, str]:
        """Key and kind, as the queries take them."""
        return self.key, self.kind


def series_id(key: str, kind: str, unit: str) -> str:
    """A series in the address: ASCII, its indicator's key first."""
    return _SEPARATOR.join((key, kind, unit.encode("punycode").decode()))


def indicator_key() -> str | None:
    """The key of the indicator in the address, without kind and unit."""
    stated = address.chosen("indicator")
    return stated.split(_SEPARATOR)[0] if stated else None


def pick_series(flt: Filter, first: str = "regions") -> Series | None:
    """Draw the search box of indicators; None if there are none.

    The box offers those with most figures. A reader's own words for another one, typed and entered, are
    looked up in the catalogue's synonyms and in the documents' phrases.

    Args:
        flt: which figures.
        first: those with most ``regions`` or most ``periods`` come first.
    """
    found = data.ask(queries.indicator_list, flt)
    if first == "periods":
        found = found.sort_values(["periods", "figures", "key"], ascending=[False, False, True])
    if found.empty:
        return None
    found, unknown = _with_stated(flt, found)
    series = dict(zip(_ids(found), found.itertuples(), strict=True))
    labels = {name: _label(row) for name, row in series.items()}
    picked = address.pick(
        "指标",
        "indicator",
        labels,
        default=next(iter(labels)),
        filter_mode="fuzzy",
        accept_new_options=True,
        help=f"输入平时的叫法就行，例如“新增就业”“固投”“社零”。排在前面的是报告{_FIRST[first]}最多的；"
        "列表里没有的，写好后按回车，会到原文的说法里找。",
    )
    if unknown:
        st.toast(f"没有找到“{wording.plain(unknown)}”，换一个说法试试。")
    row = series[picked or next(iter(series))]
    return Series(row.key, row.name, row.kind, row.unit, int(row.regions), int(row.periods))


def _with_stated(flt: Filter, offered: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The series on offer with what the address names; and words there that name nothing.

    The address may hold a series' id, an indicator's key alone (from another page, or written by hand), or
    the words that a reader typed; the last two are made the first series they fit.
    """
    stated = address.chosen("indicator")
    if stated is None or stated in _ids(offered):
        return offered, ""
    key = stated.split(_SEPARATOR)[0]
    fitting = data.ask(queries.indicator_list, replace(flt, indicators=(key,)))
    typed = fitting.empty and not (stated.isascii() and _ID_SIGNS & set(stated))
    if typed:
        fitting = data.ask(queries.series_named, flt, stated)
    ids = _ids(fitting)
    if stated not in ids and (ids or typed):
        address.put(indicator=next(iter(ids), None))
    new = fitting[[name not in _ids(offered) for name in ids]]
    return pd.concat([offered, new], ignore_index=True), stated if typed and not ids else ""


def _ids(series: pd.DataFrame) -> list[str]:
    return [series_id(*one) for one in zip(series["key"], series["kind"], series["unit"], strict=True)]


def _label(row: pd.Series) -> str:
    kind = "" if row.kind == "level" else f"{wording.KINDS[row.kind]}，"
    return f"{row.name}（{kind}{row.unit}）· {row.regions} 地 {row.periods} 期"
