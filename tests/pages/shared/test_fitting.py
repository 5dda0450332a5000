"""Words cut to a cell: all of them where they fit, else a … at the end; numbers and other columns stay."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared import fitting, overviews


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


def test_years_that_have_any_stand_with_the_latest_first() -> None:
    rows = [("430000", "湖南省", 2021, 3), ("430100", "长沙市", 2003, 1), ("430000", "湖南省", 2003, 2)]
    grid = overviews.year_grid(
        pd.DataFrame(rows, columns=["id", "name", "year", "figures"]), "地区", "figures"
    )
    assert list(grid.columns) == ["地区", "2021年", "2003年"]
    assert grid.loc["430000"].tolist() == ["湖南省", 3, 2]
    assert pd.isna(grid.loc["430100", "2021年"])
