"""Several indicators at once: two regions' common series side by side, and regions by indicators.

What belongs here: figures frames in, tables out. What does not: widgets, drawing, queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from os.path import commonprefix

import pandas as pd

from pages.shared import wording
from pages.shared.numbers import MISSING, counted, exact

__all__ = ["Grid", "indicator_grid", "paired_table", "shared_series"]

_SERIES = ["indicator_key", "kind", "amount_unit"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Regions by indicators, three frames of the same index and columns.

    Attributes:
        values: amounts to read.
        figures: figure ids to click.
        shares: how many of the regions that report the indicator report as much or less, above 0 to 1; NaN
            where it is not reported or by one region alone.
    """

    values: pd.DataFrame
    figures: pd.DataFrame
    shares: pd.DataFrame


def paired_table(figures: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The series that two regions both report; where they can, for the same period, else each its latest.

    What is reported comes before what is planned; a plan says so behind its number.

    Args:
        figures: from ``compare.with_periods``, of both regions.
        first, second: their adcodes.

    Returns:
        One row a series, the ones of one period first; the index holds the first region's figure ids.
    """
    best = figures.sort_values(
        ["status", "told_on", "confidence", "figure_id"], ascending=[True, False, False, True]
    )
    sides = {code: best[best["region_adcode"] == code] for code in (first, second)}
    same = [side.drop_duplicates([*_SERIES, "group", "status"]) for side in sides.values()]
    together = same[0].merge(same[1], on=[*_SERIES, "group", "status"], suffixes=("", "_b"))
    together = together.sort_values(["status", "told_on"], ascending=[True, False]).drop_duplicates(_SERIES)
    together = together.assign(status_b=together["status"])
    latest = [side.drop_duplicates(_SERIES) for side in sides.values()]
    apart = latest[0].merge(latest[1], on=_SERIES, suffixes=("", "_b"))
    apart = apart[~apart.set_index(_SERIES).index.isin(together.set_index(_SERIES).index)]
    rows = pd.concat([together.assign(same=True), apart.assign(same=False)])
    names = [side["region_name"].iloc[0] if len(side) else code for code, side in sides.items()]
    if names[0] == names[1]:
        names = [f"{name}（{code}）" for name, code in zip(names, sides, strict=True)]
    return pd.DataFrame(
        {
            "指标": rows["name"],
            "类型": rows["kind"].map(wording.KINDS),
            names[0]: _stated(rows, ""),
            names[1]: _stated(rows, "_b"),
            "时期": [
                row.period if row.period == row.period_b else f"{row.period} / {row.period_b}"
                for row in rows.itertuples()
            ],
            "同期": rows["same"].map({True: "同期", False: "不同期"}),
        }
    ).set_axis(rows["figure_id"])


def _stated(rows: pd.DataFrame, side: str) -> list[str]:
    """The amounts of one side (the end of its columns) with their signs."""
    known = {f"{name}{side}": name for name in wording.SIGNED if f"{name}{side}" in rows}
    signs = wording.signs(rows[list(known)].rename(columns=known))
    told = zip(rows[f"amount{side}"], rows["amount_unit"], rows[f"status{side}"], signs, strict=True)
    return [
        exact(amount, unit) + ("（计划）" if status == "planned" else "") + sign
        for amount, unit, status, sign in told
    ]


def shared_series(figures: pd.DataFrame) -> dict[str, dict[str, int]]:
    """For each region how many series each other one reports as well; none is left out.

    Most come first, of as many the nearer ones: of one prefecture, then of one province.
    """
    series = figures.drop_duplicates([*_SERIES, "region_adcode"])[[*_SERIES, "region_adcode"]]
    pairs = series.merge(series, on=_SERIES, suffixes=("", "_b"))
    pairs = pairs[pairs["region_adcode"] != pairs["region_adcode_b"]]
    counted = (
        pairs.groupby(["region_adcode", "region_adcode_b"]).size().sort_values(ascending=False, kind="stable")
    )
    found: dict[str, dict[str, int]] = {}
    for (first, second), count in counted.items():
        found.setdefault(first, {})[second] = int(count)
    for first, others in found.items():
        nearest = sorted(others, key=lambda code: (-others[code], -len(commonprefix([first, code]))))
        found[first] = {code: others[code] for code in nearest}
    return found


def indicator_grid(figures: pd.DataFrame, heads: dict[tuple[str, str, str], str]) -> Grid:
    """Each region's latest figure of each series; what is not reported is 缺, and zero is zero.

    Args:
        figures: from ``compare.with_periods``.
        heads: the series (key, kind, unit) to show, in order, and what their columns are called.
    """
    best = figures.sort_values(
        ["status", "told_on", "confidence", "figure_id"], ascending=[True, False, False, True]
    ).drop_duplicates([*_SERIES, "region_adcode"])
    best = best.assign(
        head=[heads.get(key) for key in zip(*(best[name] for name in _SERIES), strict=True)],
        words=[
            f"{counted(row.amount, row.amount_unit)}{sign}（{_when(row)}）"
            for row, sign in zip(best.itertuples(), wording.signs(best), strict=True)
        ],
    )
    best = best[best["head"].notna()]
    regions = best.drop_duplicates("region_adcode").sort_values("region_adcode")
    order = list(regions["region_adcode"])
    columns = [head for head in dict.fromkeys(heads.values()) if head in set(best["head"])]
    told = best.groupby("head")["amount"]
    best["share"] = told.rank(pct=True).where(told.transform("nunique") > 1)
    values, ids, shares = (
        best.pivot(index="region_adcode", columns="head", values=name).reindex(index=order, columns=columns)
        for name in ("words", "figure_id", "share")
    )
    values = values.astype(object).where(values.notna(), MISSING)
    values.insert(0, "地区", list(regions["region_name"]))
    ids.insert(0, "地区", None)
    shares.insert(0, "地区", float("nan"))
    return Grid(values, ids, shares)


def _when(row: object) -> str:
    words = wording.brief_period(row.period_start, row.period_end, row.period_type, row.reported_on)
    return f"{words}，计划" if row.status == "planned" else words
