"""Amounts for each resident: divided by a population of a near year, or left out by name."""

from __future__ import annotations

import pandas as pd

from pages.shared.comparing.percapita import per_resident


def rows(*told: tuple) -> pd.DataFrame:
    names = ["region_adcode", "region_name", "group_year", "amount"]
    return pd.DataFrame(told, columns=names).assign(
        amount_max=float("nan"), amount_unit="元", status="actual", confidence=0.9, figure_id="f"
    )


def test_each_region_is_divided_by_the_population_of_the_nearest_year() -> None:
    amounts = rows(("1", "甲县", 2021, 300.0), ("2", "乙县", 2021, 0.0))
    population = rows(("1", "甲县", 2019, 20.0), ("1", "甲县", 2020, 30.0), ("2", "乙县", 2022, 50.0))
    divided, left_out = per_resident(amounts, population)
    assert divided["amount"].tolist() == [10.0, 0.0]
    assert divided["amount_unit"].tolist() == ["元/人"] * 2
    assert left_out == []


def test_a_region_without_a_near_population_is_named_not_guessed() -> None:
    amounts = rows(("1", "甲县", 2021, 300.0), ("2", "乙县", 2021, 5.0), ("3", "丙县", 2021, 5.0))
    population = pd.concat(
        [
            rows(("1", "甲县", 2015, 20.0), ("2", "乙县", 2021, 0.0)),
            rows(("3", "丙县", 2021, 9.0)).assign(status="planned"),
        ]
    )
    divided, left_out = per_resident(amounts, population)
    assert divided.empty
    assert left_out == ["甲县", "乙县", "丙县"]
