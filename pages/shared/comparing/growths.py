"""Growth beside levels: what documents report of it, and what their levels give.

What belongs here: figures frames in, out. What does not: drawing, queries, widgets.
"""

from __future__ import annotations

import pandas as pd

__all__ = ["derived_growth", "with_derived"]


def derived_growth(levels: pd.DataFrame) -> pd.DataFrame:
    """The change from one whole year to the next that the reported levels give, in %.

    Only actual levels without a range or a 约, 超, 不足 count, and only where both years have one value
    alone; a base of zero or less gives none.

    Args:
        levels: of one series, from ``compare.with_periods``.

    Returns:
        Rows of the later year, ``amount`` the change and ``amount_unit`` %; they keep its ``figure_id``,
        which leads to the sentence.
    """
    years = levels[
        (levels["period_type"] == "year")
        & (levels["status"] == "actual")
        & (levels["modifier"] == "")
        & levels["value_max"].isna()
    ]
    keys = ["region_adcode", "group_year"]
    single = years[years.groupby(keys)["amount"].transform("nunique") == 1].drop_duplicates(keys)
    before = single[[*keys, "amount"]].assign(group_year=single["group_year"] + 1)
    both = single.merge(before, on=keys, suffixes=("", "_before"))
    both = both[both["amount_before"] > 0]
    change = ((both["amount"] / both["amount_before"] - 1) * 100).round(2)
    return both.assign(amount=change, amount_max=float("nan"), amount_unit="%", kind="growth").drop(
        columns="amount_before"
    )


def with_derived(reported: pd.DataFrame, derived: pd.DataFrame) -> pd.DataFrame:
    """Reported growths and derived ones as one frame; ``derived`` tells which a row is."""
    return pd.concat([reported.assign(derived=False), derived.assign(derived=True)], ignore_index=True)
