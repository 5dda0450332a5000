"""Which figures may stand beside each other: periods put into groups, one figure a region, rivals found.

What belongs here: choosing rows out of a figures frame (see ``data_layer.queries``). What does not: drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from pages.shared import wording

__all__ = ["PeriodGroup", "Tolerance", "one_per_region", "period_groups", "rival_figures", "with_periods"]


class Tolerance(StrEnum):
    """How far a bar's period may be from the one that was asked for."""

    EXACT = "exact"
    NEIGHBOUR = "neighbour"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class PeriodGroup:
    """Figures whose periods are of one type and year, so that they can be compared.

    Attributes:
        key: ASCII id, year-2021.
        words: 2021年; 截至2021年; 2021年报道（时期未写明）.
        regions: how many regions have a figure in it.
        year: of the period's end; 0 where no time is told at all.
        planned: whether all of its figures are plans.
        adcodes: of those regions.
    """

    key: str
    words: str
    regions: int
    year: int
    planned: bool = False
    adcodes: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """What the choice of period shows: 2021年 · 5 地; 2023年（计划）· 47 地."""
        return f"{self.words}{'（计划）' if self.planned else ' '}· {self.regions} 地"


_WITHIN_YEAR = {
    "year": "{year}年",
    "to_date": "{year}年初至当期",
    "point": "{year}年时点",
    "day": "{year}年内时段",
    "range": "{year}年内时段",
}


def with_periods(figures: pd.DataFrame) -> pd.DataFrame:
    """Add what a period is called and which group it belongs to to a figures frame.

    The columns: ``period`` (in words), ``group``, ``group_words``, ``group_year``, and ``told_on``, the last
    day of the period, or the day of the report where the period is untold.
    """
    told = figures.assign(told_on=figures["period_end"].fillna(figures["reported_on"]))
    period = told[["period_start", "period_end", "period_type", "reported_on"]]
    days = ("period_start", "period_end", "reported_on")
    rows = list(
        zip(*(period[name].astype("int64").tolist() for name in days), period["period_type"], strict=True)
    )
    firsts = {row: place for place, row in reversed(list(enumerate(rows)))}  # many figures, few periods
    some = period.iloc[list(firsts.values())].itertuples(index=False, name=None)
    known = dict(zip(firsts, (_words(*row) for row in some), strict=True))
    words = [known[row] for row in rows]
    names = ["period", "group", "group_words", "group_year"]
    return told.assign(**dict(zip(names, zip(*words, strict=True) if words else [[]] * 4, strict=True)))


def period_groups(figures: pd.DataFrame) -> list[PeriodGroup]:
    """The groups of a frame from ``with_periods``: told periods first, plans last, then most regions."""
    if figures.empty:
        return []
    found: dict[tuple[str, str, int], set[str]] = {}
    done: set[str] = set()
    names = ("group", "group_words", "group_year", "region_adcode", "status")
    for *group, region, status in zip(*(figures[name].tolist() for name in names), strict=True):
        found.setdefault(tuple(group), set()).add(region)
        if status == "actual":
            done.add(group[0])
    groups = [
        PeriodGroup(key, words, len(regions), year, key not in done, frozenset(regions))
        for (key, words, year), regions in found.items()
    ]
    return sorted(groups, key=_rank)


def _rank(group: PeriodGroup) -> tuple[object, ...]:
    untold = group.key.startswith(("told-", "untold"))
    return untold, group.planned, -group.regions, -group.year, group.key


def one_per_region(figures: pd.DataFrame, group: PeriodGroup, tolerance: Tolerance) -> pd.DataFrame:
    """The figure of each region that is nearest to the group's period; adds ``other_period``.

    Of several in reach: the same kind of period before another, the nearest year, what is reported before
    what is planned, the latest, the surest.

    Args:
        figures: from ``with_periods``.
        group: the period that was asked for.
        tolerance: the group alone, its kind of period a year earlier or later as well, or the nearest of any.
    """
    kind = group.key.partition("-")[0]
    other_period = figures["group"] != group.key
    reach = figures[["region_adcode", "told_on", "confidence", "figure_id"]].assign(
        place=range(len(figures)),  # which rows is told by these columns; the others are taken once
        other_period=other_period,
        other_kind=~figures["group"].str.startswith(f"{kind}-") & (figures["group"] != kind),
        distance=(figures["group_year"] - group.year).abs(),
        planned=figures["status"] == "planned",
    )
    if tolerance is Tolerance.EXACT:
        reach = reach[~other_period]
    elif tolerance is Tolerance.NEIGHBOUR:
        reach = reach[~other_period | (~reach["other_kind"] & (reach["distance"] <= 1))]
    best = reach.sort_values(
        ["other_period", "other_kind", "distance", "planned", "told_on", "confidence", "figure_id"],
        ascending=[True, True, True, True, False, False, True],
        kind="stable",
    ).drop_duplicates("region_adcode")
    return figures.iloc[best["place"].to_numpy()].assign(other_period=best["other_period"].to_numpy())


def rival_figures(figures: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Other figures of the same region, period and status as a shown one that report another amount."""
    keys = ["region_adcode", "period_start", "period_end", "status"]
    known = shown[shown["period_end"].notna()][[*keys, "figure_id", "amount"]]
    beside = figures[[*keys, "figure_id", "amount"]].merge(known, on=keys, suffixes=("", "_shown"))
    differs = (beside["amount"] - beside["amount_shown"]).abs() > 1e-9 * beside["amount_shown"].abs()
    rivals = beside[(beside["figure_id"] != beside["figure_id_shown"]) & differs]["figure_id"]
    return figures[figures["figure_id"].isin(rivals)]


def _words(
    start: pd.Timestamp, end: pd.Timestamp, kind: str, reported_on: pd.Timestamp
) -> tuple[str, str, str, int]:
    words = wording.period(start, end, kind, reported_on)
    if pd.isna(end):
        if pd.isna(reported_on):
            return words, "untold", "时期未写明", 0
        return words, f"told-{reported_on.year}", f"{reported_on.year}年报道（时期未写明）", reported_on.year
    if kind in _WITHIN_YEAR:
        name = "range" if kind == "day" else kind
        return words, f"{name}-{end.year}", _WITHIN_YEAR[kind].format(year=end.year), end.year
    if kind == "multi_year" and not pd.isna(start):
        return words, f"multi_year-{start.year}-{end.year}", f"{start.year}-{end.year}年", end.year
    return words, f"{kind}-{end:%Y-%m}", words, end.year
