"""Amounts for each resident, where a population is reported: so that large and small places can be compared.

What belongs here: dividing. What does not: asking for figures, drawing.
"""

from __future__ import annotations

import pandas as pd

__all__ = ["MEASURES", "POPULATION", "UNDIVIDED", "per_resident"]

POPULATION = ("population.resident", "level", "人")
"""The series that amounts are divided by: 常住人口, as official per-capita figures have it since 2004."""
MEASURES = {"total": "总量", "capita": "人均（按常住人口）"}
UNDIVIDED = ("人", "元/人")
"""A count of people for each resident is nobody's indicator, and an amount for each is divided already."""
_MOST_YEARS_APART = 2
"""A population changes by about one in a hundred a year: one of two years before or after still serves."""


def per_resident(rows: pd.DataFrame, population: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows with ``amount`` and ``amount_max`` for each resident, and the regions that had to be left out.

    Args:
        rows: one a region, from ``compare.one_per_region``.
        population: figures of ``POPULATION``, from ``compare.with_periods``.

    Returns:
        The rows whose region reports a resident population of a year near to theirs, in ``amount_unit``/人,
        and the names of the other regions.
    """
    actual = population[(population["status"] == "actual") & (population["amount"] > 0)]
    near = rows[["region_adcode", "group_year"]].merge(
        actual[["region_adcode", "group_year", "amount", "confidence", "figure_id"]],
        on="region_adcode",
        suffixes=("", "_told"),
    )
    near["apart"] = (near["group_year"] - near["group_year_told"]).abs()
    near = near[near["apart"] <= _MOST_YEARS_APART]
    best = near.sort_values(["apart", "confidence", "figure_id"], ascending=[True, False, True])
    residents = best.drop_duplicates("region_adcode").set_index("region_adcode")["amount"]
    divisor = rows["region_adcode"].map(residents).astype(float)
    divided = rows.assign(
        amount=rows["amount"] / divisor,
        amount_max=rows["amount_max"] / divisor,
        amount_unit=rows["amount_unit"] + "/人",
    )
    return divided[divisor.notna()], list(rows.loc[divisor.isna(), "region_name"])
