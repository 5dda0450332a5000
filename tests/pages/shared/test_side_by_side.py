"""What stands beside each other: the grid of several indicators, rival reports told, the list of findings."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared import wording
from pages.shared.comparing.compare import with_periods
from pages.shared.comparing.pairing import indicator_grid, paired_table
from pages.shared.comparing.remarks import alone, own_rank, rivals_told
from pages.shared.comparing.scope import scope_words
from pages.shared.deciding.findings import findings_table
from pages.shared.numbers import MISSING
from pages.shared.overviews import shade

JOBS, GROWTH = ("jobs", "level", "人"), ("jobs", "growth", "%")


def figures(*rows: tuple[str, tuple[str, str, str], float]) -> pd.DataFrame:
    """Rows of (region, series, amount), all of 2022."""
    made = pd.DataFrame(
        [
            {
                "figure_id": f"f{number}",
                "region_adcode": region,
                "region_name": region,
                "indicator_key": series[0],
                "kind": series[1],
                "amount_unit": series[2],
                "amount": amount,
            }
            for number, (region, series, amount) in enumerate(rows)
        ]
    )
    return with_periods(
        made.assign(
            period_start=pd.Timestamp("2022-01-01"),
            period_end=pd.Timestamp("2022-12-31"),
            period_type="year",
            status="actual",
            reported_on=pd.Timestamp("2023-01-20"),
            confidence=0.9,
        )
    )


def test_the_more_of_a_column_the_stronger_its_shade() -> None:
    told = figures(("甲", JOBS, 0), ("乙", JOBS, 300), ("丙", JOBS, 12000), ("丙", GROWTH, 3.5))
    grid = indicator_grid(told, {JOBS: "就业", GROWTH: "就业·增减"})
    assert grid.values.loc["甲", "就业"] == "0（2022年）"
    assert grid.values.loc["丙", "就业"] == "1.2万（2022年）"
    assert grid.values.loc["甲", "就业·增减"] == MISSING
    shares = grid.shares["就业"]
    assert shares["甲"] < shares["乙"] < shares["丙"] == 1
    assert grid.shares["就业·增减"].isna().all()
    assert list(grid.shares.columns) == list(grid.values.columns) == list(grid.figures.columns)


def test_two_regions_are_set_side_by_side_by_what_they_report_not_by_a_later_plan() -> None:
    told = figures(("甲", JOBS, 300), ("乙", JOBS, 12000), ("甲", GROWTH, 5), ("乙", GROWTH, 6))
    plans = told.assign(
        figure_id="p" + told["figure_id"], status="planned", group="year-2023", period="2023年"
    ).assign(told_on=pd.Timestamp("2023-12-31"), amount=1.0)
    both = pd.concat([told[told["kind"] == "level"], plans]).assign(name="新增就业")
    table = paired_table(both, "甲", "乙")
    assert table[["甲", "乙", "时期", "同期"]].to_numpy().tolist() == [
        ["300人", "1.2万人", "2022年", "同期"],
        ["1%（计划）", "1%（计划）", "2023年", "同期"],
    ]


def test_cells_bear_the_sign_of_an_open_finding_and_it_is_explained() -> None:
    told = figures(("甲", JOBS, 300), ("乙", JOBS, 12000)).assign(name="新增就业")
    told["open_finding"] = told["region_adcode"] == "乙"
    grid = indicator_grid(told, {JOBS: "就业"}).values
    assert grid["就业"].tolist() == ["1.2万〔待核〕（2022年）", "300（2022年）"]
    pair = paired_table(told, "甲", "乙")
    assert pair[["甲", "乙"]].to_numpy().tolist() == [["300人", "1.2万人〔待核〕"]]
    assert wording.explained_signs(grid["就业"]) == ["〔待核〕 核查不一致或存疑，还没有处理。点开看原句。"]
    assert wording.explained_signs(["300人"]) == []


@pytest.mark.parametrize(("reporters", "said"), [(["甲"], True), (["甲", "乙"], False)])
def test_of_one_region_it_is_said_that_there_is_nothing_to_compare(reporters: list[str], said: bool) -> None:
    told = alone(figures(*((region, JOBS, 300) for region in reporters)))
    assert ("只有甲报告了这个指标" in told) == bool(told) == said


def test_what_is_missing_has_no_shade() -> None:
    assert shade(float("nan")) == ""
    assert shade(1.0) != shade(0.2) != ""


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        pytest.param((8000, 8000), "", id="agree"),
        pytest.param((8000, 12000), "1 地有不同说法：甲另有 1.2万人。点开条形看各自的原文。", id="one"),
        pytest.param(
            (8000, 1, 2, 3, 4),
            "1 地有不同说法：甲另有 1人、2人、3人 等 4 个数。点开条形看各自的原文。",
            id="many-are-counted",
        ),
    ],
)
def test_rival_reports_are_told_by_region(amounts: tuple[int, ...], told: str) -> None:
    every = figures(*(("甲", JOBS, amount) for amount in amounts))
    assert rivals_told(every.head(1), every) == told


def test_of_many_regions_the_first_twelve_are_named_and_all_are_counted() -> None:
    names = [f"地{place:02}" for place in range(15)]
    every = figures(*((name, JOBS, amount) for amount in (1, 2) for name in names))
    told = rivals_told(every.head(15), every)
    assert told.startswith("15 地有不同说法：地00另有 2人；地01另有 2人")
    assert told.endswith("地11另有 2人 等 15 地。点开条形看各自的原文。")


@pytest.mark.parametrize(
    ("mine", "kind", "told"),
    [
        ("乙", "level", "乙排第 2，同期报告的共 3 地（从大到小）。"),
        ("丙", "level", "丙排第 2，同期报告的共 3 地（从大到小）。"),
        ("丁", "level", ""),
        (None, "level", ""),
        ("乙", "rank", ""),
    ],
)
def test_the_readers_own_region_is_told_its_place(mine: str | None, kind: str, told: str) -> None:
    rows = figures(("甲", JOBS, 900), ("乙", JOBS, 300), ("丙", JOBS, 300), ("丁", JOBS, 9999))
    rows = rows.assign(region=rows["region_name"], other_period=rows["region_name"] == "丁")
    assert own_rank(rows, mine, kind) == told


@pytest.mark.parametrize(
    ("scope", "mine", "words"),
    [
        ("siblings", "431381", "娄底市各县"),
        ("peers", "431381", "湖南省同级"),
        ("peers", "430300", "湖南省同级"),
        ("all", "431381", "有数据的"),
        ("siblings", None, "同市各县"),
    ],
)
def test_a_title_names_the_region_whose_parts_are_compared(scope: str, mine: str | None, words: str) -> None:
    assert scope_words(scope, mine) == words


@pytest.mark.parametrize(("decision", "columns"), [(None, 8), ("confirmed", 10)])
def test_who_decided_has_a_column_once_somebody_did(decision: str | None, columns: int) -> None:
    row = {
        "check_id": "c", "verdict": "unsure", "rule": "share", "explanation": "1 + 1", "region_name": None,
        "title": "题", "source": "甲.txt", "charted": 0, "weight": 0.5, "decision": decision,
        "decided_by": None,
    }  # fmt: skip
    table = findings_table(pd.DataFrame([row], dtype=object))
    assert len(table.columns) == columns
