"""The choice of what is compared: one indicator, of one kind, in one unit."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import address, data, wording
from pages.shared.numbers import spoken
from pages.shared.openings import by_comparing, by_following

__all__ = [
    "Series",
    "compared_series",
    "definition",
    "indicator_key",
    "indicator_labels",
    "offered_series",
    "pick_series",
    "ranked_series",
    "series_figures",
    "series_id",
]

_SEPARATOR = "~"
_ID_SIGNS = frozenset("~.:")
"""One of them stands in every id of a series or an indicator; words that a reader types have none."""
_FIRST = {"regions": "常问的、几地都报告的", "periods": "常问的、能逐期看的"}


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

    @property
    def label(self) -> str:
        """What the choice of series shows: name, kind and unit, and how much there is of it."""
        kind = "" if self.kind == "level" else f"{wording.KINDS[self.kind]}，"
        return f"{self.name}（{kind}{spoken(self.unit)}）· {self.regions} 地 {self.periods} 期"

    def arguments(self) -> tuple[str, str, str]:
        """Key, kind and unit, as the queries take them."""
        return self.key, self.kind, self.unit


def series_id(key: str, kind: str, unit: str) -> str:
    """A series in the address: ASCII, its indicator's key first."""
    return _SEPARATOR.join((key, kind, _ascii(unit)))


@functools.cache
def _ascii(unit: str) -> str:
    """A thousand series have a few dozen units."""
    return unit.encode("punycode").decode()


def indicator_key() -> str | None:
    """The key of the indicator in the address, without kind and unit."""
    stated = address.chosen("indicator")
    return stated.split(_SEPARATOR)[0] if stated else None


def indicator_labels(flt: Filter) -> dict[str, str]:
    """The indicators with most figures by their keys, whatever kind and unit, with how many figures each."""
    found = data.ask(queries.indicator_list, flt)
    totals = found.groupby(["key", "name"], sort=False)["figures"].sum()
    return {key: f"{name}（{figures}）" for (key, name), figures in totals.items()}


def pick_series(flt: Filter, first: str = "regions") -> Series | None:
    """Draw the search box of indicators; None if there are none.

    The box offers those with most figures. A reader's own words for another one, typed and entered, are
    looked up in the catalogue's synonyms and in the documents' phrases.

    Args:
        flt: which figures.
        first: those that several ``regions`` report come first, or of ``periods`` that can be followed
            (``openings``).
    """
    offered, unknown = _with_stated(flt, data.worked(offered_series, flt, first))
    if not offered:
        return None
    picked = address.pick(
        "指标",
        "indicator",
        {name: one.label for name, one in offered.items()},
        default=next(iter(offered)),
        filter_mode="fuzzy",
        accept_new_options=True,
        help=f"输入平时的叫法就行，例如“新增就业”“固投”“社零”。排在前面的是{_FIRST[first]}；"
        "列表里没有的，写好后按回车，会到原文的说法里找。",
    )
    if unknown:
        st.toast(f"没有找到“{wording.plain(unknown)}”，换一个说法试试。")
    return offered[picked or next(iter(offered))]


def definition(series: Series) -> list[str]:
    """What the indicator counts, as a sentence of notes; nothing for a phrase that is in no catalogue."""
    words = data.ask(queries.indicator_definition, series.key)
    return [f"{series.name}：{words}"] if words else []


def series_figures(
    flt: Filter, key: str, kind: str, unit: str | None = None, *, chosen_only: bool = True
) -> pd.DataFrame:
    """The figures of one kind of an indicator, in one unit or all, as ``queries.region_figures`` gives them.

    Those of all kinds are asked for together: the growths and ranks beside a level are wanted next.
    """
    found = data.ask(queries.region_figures, flt, key, chosen_only=chosen_only)
    wanted = found["kind"] == kind
    if unit is not None:
        wanted &= found["amount_unit"] == unit
    return found[wanted].reset_index(drop=True)


def offered_series(flt: Filter, first: str) -> dict[str, Series]:
    """The series with most figures by their ids, in the order of ``pick_series``."""
    return _by_id(compared_series(flt) if first == "regions" else _followed_series(flt))


def compared_series(flt: Filter) -> pd.DataFrame:
    """The series with most figures as ``queries.indicator_list`` has them, what compares regions best first.

    Where no two of the filter's regions report the same, those that others report as well come first, and
    count these.
    """
    found = ranked_series(flt)
    if flt.regions and len(found) and found["regions"].max() == 1:
        every = flt.without("regions")
        return _ranked(_with_others(found, data.ask(queries.indicator_list, every)), every)
    return found


def ranked_series(flt: Filter) -> pd.DataFrame:
    """The filter's own series with most figures, what compares its regions best first."""
    return _ranked(data.ask(queries.indicator_list, flt), flt)


def _ranked(found: pd.DataFrame, flt: Filter) -> pd.DataFrame:
    years = data.ask(queries.series_years, flt, found["key"].tolist())
    return by_comparing(found, years, data.ask(queries.indicator_places))


def _followed_series(flt: Filter) -> pd.DataFrame:
    found = data.ask(queries.indicator_list, flt)
    followed = data.ask(queries.followed_regions, flt, found["key"].tolist())
    return by_following(found, followed, data.ask(queries.indicator_places))


def _with_others(own: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """The filter's series with the regions and periods of all who report them."""
    keys = ["key", "kind", "unit"]
    told = own[keys].merge(every[[*keys, "regions", "periods"]], on=keys, how="left").set_axis(own.index)
    counts = told[["regions", "periods"]].fillna(own[["regions", "periods"]]).astype(int)
    return own.assign(**counts)


def _with_stated(flt: Filter, offered: dict[str, Series]) -> tuple[dict[str, Series], str]:
    """The series on offer with what the address names; and words there that name nothing.

    The address may hold a series' id, an indicator's key alone (from another page, or written by hand), or
    the words that a reader typed; the last two are made the first series they fit.
    """
    stated = address.chosen("indicator")
    if not offered or stated is None or stated in offered:
        return offered, ""
    key = stated.split(_SEPARATOR)[0]
    fitting = _by_id(data.ask(queries.indicator_list, replace(flt, indicators=(key,))))
    typed = not fitting and not (stated.isascii() and _ID_SIGNS & set(stated))
    if typed:
        fitting = _by_id(data.ask(queries.series_named, flt, stated))
    if stated not in fitting and (fitting or typed):
        address.put(indicator=next(iter(fitting), None))
    return offered | {name: one for name, one in fitting.items() if name not in offered}, (
        stated if typed and not fitting else ""
    )


def _by_id(found: pd.DataFrame) -> dict[str, Series]:
    """Series by their ids in the address, from a frame of ``indicator_list``."""
    columns = (found[name].tolist() for name in ("key", "name", "kind", "unit", "regions", "periods"))
    return {series_id(one.key, one.kind, one.unit): one for one in map(Series, *columns)}
