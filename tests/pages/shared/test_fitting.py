"""Words cut to a cell: all of them where they fit, else a … at the end; numbers and other columns stay."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from pages.shared import fitting, overviews, tables


@pytest.mark.parametrize(
    ("words", "pixels", "expected"),
    [
        pytest.param("驻村工作", 70, "驻村工作", id="fits-exactly"),
        pytest.param("驻村工作队", 70, "驻村工…", id="one-sign-more"),
        pytest.param("驻村 工作队", 64, "驻村…", id="no-blank-before-the-dots"),
        pytest.param("0123456789", 88, "0123456789", id="digits-are-narrow"),
        pytest.param("0123456789ab", 88, "01234567…", id="digits-cut"),
        pytest.param("", 40, "", id="empty"),
        pytest.param(None, 40, "", id="missing"),
    ],
)
def test_words_are_cut_to_a_cell(words: str | None, pixels: int, expected: str) -> None:
    assert fitting.fitted(words, pixels) == expected
    assert fitting.cell_pixels(fitting.fitted(words, pixels)) <= pixels


def test_only_texts_of_a_set_width_are_cut() -> None:
    table = pd.DataFrame({"文章": ["甲"], "来源": ["乙"], "数值": [1.5], "原文": ["丙"]})
    columns = {
        "文章": {"width": 100},
        "来源": {"width": "small"},
        "数值": {"width": 90},
        "指标": {"width": 9},
    }
    assert set(fitting.cutting(table, columns)) == {"文章", "来源"}


def test_a_whole_column_is_cut_and_keeps_its_rows() -> None:
    column = pd.Series(["驻村工作队", None, "驻村", "驻村工作队"], index=list("abcd"), dtype="str")
    cut = fitting.all_fitted(column, 70)
    assert list(cut.index) == list("abcd")
    assert [cut["a"], cut["c"], cut["d"]] == ["驻村工…", "驻村", "驻村工…"]
    assert pd.isna(cut["b"])


@pytest.mark.parametrize(
    ("words", "width"),
    [
        pytest.param(["冷水江市"] * 12, None, id="the-browser-measures-it"),
        pytest.param(
            ["积石山保安族东乡族撒拉族自治县", *["冷水江市"] * 11], 18 + 15 * 13, id="one-long-at-first"
        ),
        pytest.param(["积石山保安族东乡族撒拉族自治县"] * 12, None, id="all-long"),
        pytest.param(["县" * 40] * 11 + ["县" * 60], None, id="the-browser-gives-more-than-we-would"),
        pytest.param([*["冷水江市"] * 10, "城步苗族自治县", "冷水江市"], 18 + 7 * 13, id="long-below"),
        pytest.param([*["冷水江市"] * 11, "城步苗族自治县"], None, id="the-browser-measures-the-last"),
        pytest.param([*["冷水江市"] * 10, "县" * 40, "冷水江市"], 220, id="longer-than-any-name"),
        pytest.param(["镇"] * 10 + ["镇南", "镇"], None, id="narrower-than-its-head"),
        pytest.param([None] * 11 + ["城步苗族自治县"], 18 + 7 * 13, id="missing-before"),
    ],
)
def test_a_column_is_as_wide_as_its_longest_words_wherever_they_stand(
    words: list[str | None], width: int | None
) -> None:
    days = [datetime.date(2022, 1, 1)] * 12
    table = pd.DataFrame({"镇村园区": words, "数值": [1.0] * 12, "报道日期": days})
    assert fitting.widened(table, {}).get("镇村园区", {}).get("width") == width
    assert fitting.widened(table, {"镇村园区": {"width": 70}})["镇村园区"] == {"width": 70}


@pytest.mark.parametrize(
    ("numbers", "width"),
    [
        pytest.param([4210.0] * 12, None, id="the-browser-measures-them"),
        pytest.param([*[4210.0] * 10, 35_600_000_000.5, 12.0], 18 + 16 * 7, id="a-longer-one-below"),
        pytest.param(
            [*[4210] * 10, 35_600_000_000, None], 18 + 14 * 7, id="of-whole-numbers-with-one-missing"
        ),
        pytest.param([True, False] * 6, None, id="no-numbers"),
    ],
)
def test_a_column_of_numbers_shows_every_digit(numbers: list[float | None], width: int | None) -> None:
    assert fitting.widened(pd.DataFrame({"上限": numbers}), {}).get("上限", {}).get("width") == width


def test_the_values_of_all_figures_are_never_cut() -> None:
    table = pd.DataFrame({"数值": [3.5, 123_456_789_012.25], "单位": ["%", "元"]})
    assert tables.record_columns(table)["数值"]["width"] == 18 + 18 * 7
    assert tables.record_columns(table.head(1))["数值"]["width"] == 90


def test_long_names_of_what_can_be_compared_end_with_dots() -> None:
    table = pd.DataFrame(
        {"指标": ["一般公共预算教育支出占财政支出比重", "粮食产量"], "单位": ["%", "吨"], "个数": [[], []]}
    )
    assert overviews.series_shown(table)["指标"].tolist() == [
        "一般公共预算教育支出占财…",
        "粮食产量",
    ]
    assert overviews.series_columns(table)["指标"]["width"] == 190


def test_years_that_have_any_stand_with_the_latest_first() -> None:
    rows = [("430000", "湖南省", 2021, 3), ("430100", "长沙市", 2003, 1), ("430000", "湖南省", 2003, 2)]
    grid = overviews.year_grid(
        pd.DataFrame(rows, columns=["id", "name", "year", "figures"]), "地区", "figures"
    )
    assert list(grid.columns) == ["地区", "2021年", "2003年"]
    assert grid.loc["430000"].tolist() == ["湖南省", 3, 2]
    assert pd.isna(grid.loc["430100", "2021年"])


def test_sentences_get_what_the_columns_before_them_leave_and_end_with_dots() -> None:
    sentence = "截至十一月底，全区新开办农家书屋三十七家，接待读者" * 6
    table = pd.DataFrame({"原文": ["37家"] * 3, "所在句子": [sentence] * 3, "来源": ["年报.txt"] * 3})
    columns = fitting.laid_out(table, {})
    alone = fitting.laid_out(table[["所在句子"]], {})["所在句子"]["width"]
    assert alone == columns["所在句子"]["width"] == 620  # no line across the screen
    wide = table.assign(**{f"第{place}栏": ["驻村工作队" * 3] * 3 for place in range(3)})
    wide = wide[[*(head for head in wide if head not in ("所在句子", "来源")), "所在句子", "来源"]]
    assert 160 < fitting.laid_out(wide, {})["所在句子"]["width"] < 620
    assert fitting.cutting(table, columns)["所在句子"] == 620
    assert fitting.laid_out(table, {"所在句子": {"width": 99}})["所在句子"]["width"] == 99
