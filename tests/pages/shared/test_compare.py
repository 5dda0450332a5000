"""Which figures stand beside each other: periods, one figure a region, rivals."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.comparing.compare import (
    PeriodGroup,
    Tolerance,
    one_per_region,
    period_groups,
    rival_figures,
    with_periods,
)
from pages.shared.comparing.comparison import Subject, title_of
from pages.shared.numbers import Scale
from pages.shared.timelines import timelines
from pages.shared.wording import brief_period, period

YEAR, TO_OCTOBER = ("2022-01-01", "2022-12-31", "year"), ("2022-01-01", "2022-10-31", "to_date")
YEAR_BEFORE, STOCK, UNTOLD = (
    ("2021-01-01", "2021-12-31", "year"),
    (None, "2022-11-30", "point"),
    (None, None, "unknown"),
)


def frame(*rows: tuple) -> pd.DataFrame:
    """Rows of (figure_id, adcode, amount, period, status)."""
    made = pd.DataFrame(
        [(name, code, float(amount), *when, status) for name, code, amount, when, status in rows],
        columns=[
            "figure_id",
            "region_adcode",
            "amount",
            "period_start",
            "period_end",
            "period_type",
            "status",
        ],
    )
    for column in ("period_start", "period_end"):
        made[column] = pd.to_datetime(made[column])
    return with_periods(made.assign(reported_on=pd.Timestamp("2022-12-20"), confidence=0.9))


@pytest.mark.parametrize(
    ("start", "end", "kind", "expected"),
    [
        pytest.param("2022-01-01", "2022-12-31", "year", "2022年", id="year"),
        pytest.param("2022-01-01", "2022-10-31", "to_date", "2022年1-10月", id="part-year"),
        pytest.param("2022-01-01", "2022-06-30", "half", "2022年上半年", id="half"),
        pytest.param("2022-04-01", "2022-06-30", "quarter", "2022年二季度", id="quarter"),
        pytest.param("2022-03-01", "2022-03-31", "month", "2022年3月", id="month"),
        pytest.param("2022-03-05", "2022-03-05", "day", "2022年3月5日", id="day"),
        pytest.param("2022-01-01", "2022-12-08", "to_date", "2022年1月1日至2022年12月8日", id="to-a-day"),
        pytest.param("2017-01-01", "2021-12-31", "multi_year", "2017-2021年", id="years"),
        pytest.param("2020-09-01", "2022-03-31", "multi_year", "2020年9月至2022年3月", id="over-years"),
        pytest.param(None, "2022-11-30", "point", "截至2022年11月底", id="month-end"),
        pytest.param(None, "2022-11-22", "point", "截至2022年11月22日", id="stock"),
        pytest.param(None, None, "unknown", "时期未写明，2022-12-20报道", id="untold"),
    ],
)
def test_a_period_in_words(start: str | None, end: str | None, kind: str, expected: str) -> None:
    dates = [pd.NaT if day is None else pd.Timestamp(day) for day in (start, end)]
    assert period(*dates, kind, pd.Timestamp("2022-12-20")) == expected


def test_a_brief_period_drops_what_a_label_can_spare() -> None:
    assert brief_period(pd.NaT, pd.Timestamp("2022-11-30"), "point", None) == "2022年11月底"
    assert brief_period(pd.NaT, pd.NaT, "unknown", pd.Timestamp("2022-12-20")) == "2022-12报道"


def test_groups_put_told_periods_first_then_those_with_most_regions() -> None:
    figures = frame(
        ("a", "1", 1, YEAR, "actual"),
        ("b", "2", 2, YEAR, "actual"),
        ("c", "1", 3, TO_OCTOBER, "actual"),
        ("d", "3", 4, UNTOLD, "actual"),
        ("e", "4", 5, UNTOLD, "actual"),
        ("f", "5", 6, UNTOLD, "actual"),
    )
    assert [(group.key, group.regions) for group in period_groups(figures)] == [
        ("year-2022", 2),
        ("to_date-2022", 1),
        ("told-2022", 3),
    ]


def test_a_period_of_plans_alone_comes_after_what_is_reported_and_says_so() -> None:
    next_year = ("2023-01-01", "2023-12-31", "year")
    figures = frame(
        ("a", "1", 1, YEAR, "actual"),
        ("b", "1", 2, next_year, "planned"),
        ("c", "2", 3, next_year, "planned"),
        ("d", "3", 4, YEAR_BEFORE, "planned"),
        ("e", "3", 5, YEAR_BEFORE, "actual"),
    )
    assert [group.label for group in period_groups(figures)] == [
        "2022年 · 1 地",
        "2021年 · 1 地",
        "2023年（计划）· 2 地",
    ]
    assert [sorted(group.adcodes) for group in period_groups(figures)] == [["1"], ["3"], ["1", "2"]]


@pytest.mark.parametrize(
    ("tolerance", "expected"),
    [
        pytest.param(Tolerance.EXACT, {"1": "year"}, id="exact"),
        pytest.param(Tolerance.NEIGHBOUR, {"1": "year", "2": "before"}, id="a-year-off"),
        pytest.param(Tolerance.ANY, {"1": "year", "2": "before", "3": "stock"}, id="any"),
    ],
)
def test_one_figure_a_region_within_the_tolerance(tolerance: Tolerance, expected: dict[str, str]) -> None:
    figures = frame(
        ("part", "1", 9, TO_OCTOBER, "actual"),
        ("year", "1", 8, YEAR, "actual"),
        ("before", "2", 7, YEAR_BEFORE, "actual"),
        ("stock2", "2", 6, STOCK, "actual"),
        ("stock", "3", 5, STOCK, "actual"),
    )
    shown = one_per_region(figures, PeriodGroup("year-2022", "2022年", 1, 2022), tolerance)
    assert dict(zip(shown["region_adcode"], shown["figure_id"], strict=True)) == expected
    assert shown.set_index("figure_id")["other_period"].to_dict() == {
        name: name != "year" for name in expected.values()
    }


def test_what_is_reported_comes_before_what_is_planned() -> None:
    figures = frame(("plan", "1", 9, YEAR, "planned"), ("done", "1", 8, YEAR, "actual"))
    shown = one_per_region(figures, PeriodGroup("year-2022", "2022年", 1, 2022), Tolerance.EXACT)
    assert list(shown["figure_id"]) == ["done"]


def test_rivals_report_another_amount_for_the_same_time() -> None:
    figures = frame(
        ("a", "1", 100, YEAR, "actual"),
        ("b", "1", 120, YEAR, "actual"),
        ("c", "1", 100, YEAR, "actual"),
        ("d", "1", 90, YEAR, "planned"),
        ("e", "2", 50, YEAR, "actual"),
    )
    shown = figures[figures["figure_id"].isin(["a", "e"])]
    assert list(rival_figures(figures, shown)["figure_id"]) == ["b"]


def test_a_frame_without_rows_stays_one() -> None:
    assert with_periods(frame().head(0)).empty
    assert period_groups(frame()) == []


@pytest.mark.parametrize(
    ("others", "planned", "title"),
    [
        (False, False, "2022年就业：有数据的 2 地"),
        (True, False, "2022年前后就业：有数据的 2 地"),
        (False, True, "2022年就业（计划）：有数据的 2 地"),
        (True, True, "2022年前后就业：有数据的 2 地"),
    ],
)
def test_the_title_says_where_bars_are_of_other_periods(others: bool, planned: bool, title: str) -> None:
    rows = pd.DataFrame(
        {
            "other_period": [False, others],
            "period_end": [pd.Timestamp("2022-12-31")] * 2,
            "period": ["2022年", "2021年" if others else "2022年"],
        }
    )
    group = PeriodGroup("year-2022", "2022年", 2, 2022, planned)
    subject = Subject("就业", "level", group, Scale(1.0, "人"), "有数据的", None)
    assert title_of(rows, subject) == title


def test_a_timelines_title_has_whole_years() -> None:
    rows = frame(("a", "1", 1, YEAR, "actual"), ("b", "1", 2, YEAR_BEFORE, "actual"))
    rows = rows.assign(region="甲县", group_year=rows["group_year"].astype(float))
    assert timelines.title_of(rows, "就业增减") == "2021-2022年就业增减：甲县"


def test_a_timelines_title_begins_with_the_first_year_of_a_plan() -> None:
    rows = pd.DataFrame(
        {
            "group_year": [2021, 2022, 2023],
            "period_start": pd.to_datetime(["2021-01-01", "2018-01-01", None]),
            "period_end": pd.to_datetime(["2021-10-31", "2022-12-31", None]),
            "period": ["2021年1-10月", "2018-2022年", "2023-05-01报道"],
            "region": ["甲县", "甲县", "乙县"],
        }
    )
    assert timelines.title_of(rows, "培训人数") == "2018-2023年培训人数：甲县、乙县"
    assert timelines.title_of(rows.head(1), "培训人数") == "2021年1-10月培训人数：甲县"
    assert timelines.title_of(rows.tail(1), "培训人数") == "2023年培训人数：乙县"
