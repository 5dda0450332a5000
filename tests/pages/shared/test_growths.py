"""Growth derived from levels: only where both years say one plain value."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.comparing.growths import derived_growth, with_derived


def levels(*rows: tuple) -> pd.DataFrame:
    """Rows of region, year, amount, and what else is to be changed."""
    return pd.DataFrame(
        [
            {
                "figure_id": f"{region}{year}{place}",
                "region_adcode": region,
                "group_year": year,
                "amount": amount,
                "amount_unit": "人",
                "period_type": "year",
                "status": "actual",
                "modifier": "",
                "value_max": float("nan"),
                **changed,
            }
            for place, (region, year, amount, changed) in enumerate(rows)
        ]
    )


def test_the_change_from_year_to_year_keeps_the_later_figure() -> None:
    found = derived_growth(levels(("甲", 2020, 100.0, {}), ("甲", 2021, 110.0, {}), ("乙", 2021, 50.0, {})))
    assert found[["figure_id", "group_year", "amount", "amount_unit"]].values.tolist() == [
        ["甲20211", 2021, 10.0, "%"]
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("甲", 2019, 100.0, {}), ("甲", 2021, 110.0, {})], id="a year between"),
        pytest.param([("甲", 2020, 0.0, {}), ("甲", 2021, 110.0, {})], id="from zero"),
        pytest.param([("甲", 2020, 100.0, {"modifier": "~"}), ("甲", 2021, 110.0, {})], id="about"),
        pytest.param([("甲", 2020, 100.0, {}), ("甲", 2021, 110.0, {"status": "planned"})], id="planned"),
        pytest.param([("甲", 2020, 100.0, {}), ("甲", 2021, 110.0, {"value_max": 120.0})], id="a range"),
        pytest.param([("甲", 2020, 100.0, {}), ("甲", 2021, 110.0, {"period_type": "to_date"})], id="a part"),
        pytest.param(
            [("甲", 2020, 100.0, {}), ("甲", 2020, 101.0, {}), ("甲", 2021, 110.0, {})], id="rival values"
        ),
    ],
)
def test_where_nothing_can_be_derived(rows: list[tuple]) -> None:
    assert derived_growth(levels(*rows)).empty


def test_reported_and_derived_stay_told_apart() -> None:
    both = with_derived(levels(("甲", 2020, 5.0, {})), levels(("甲", 2021, 6.0, {})))
    assert both["derived"].tolist() == [False, True]
