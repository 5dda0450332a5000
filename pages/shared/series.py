"""The choice of what is compared: one indicator, of one kind, in one unit."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, data, wording

__all__ = ["Series", "indicator_key", "pick_series", "series_id"]

_SEPARATOR = "~"
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

    Args:
        flt: which figures.
        first: those with most ``regions`` or most ``periods`` come first.
    """
    found = data.ask(queries.indicator_list, flt)
    if first == "periods":
        found = found.sort_values(["periods", "figures", "key"], ascending=[False, False, True])
    if found.empty:
        return None
    series = {series_id(row.key, row.kind, row.unit): row for row in found.itertuples()}
    _accept_plain_key(list(series))
    labels = {name: _label(row) for name, row in series.items()}
    picked = address.pick(
        "指标",
        "indicator",
        labels,
        default=next(iter(labels)),
        filter_mode="fuzzy",
        help=f"输入平时的叫法就行，例如“新增就业”“固投”“社零”。排在前面的是报告{_FIRST[first]}最多的。",
    )
    row = series[picked or next(iter(series))]
    return Series(row.key, row.name, row.kind, row.unit, int(row.regions), int(row.periods))


def _accept_plain_key(known: list[str]) -> None:
    """A hand-written address may name the indicator alone: take the first of its series."""
    stated = address.chosen("indicator")
    if stated and stated not in known:
        fitting = next(
            (name for name in known if name.split(_SEPARATOR)[0] == stated.split(_SEPARATOR)[0]), None
        )
        if fitting:
            address.put(indicator=fitting)


def _label(row: pd.Series) -> str:
    kind = "" if row.kind == "level" else f"{wording.KINDS[row.kind]}，"
    return f"{row.name}（{kind}{row.unit}）· {row.regions} 地 {row.periods} 期"
