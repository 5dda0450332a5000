"""The signs behind numbers: what a reader must look into before quoting them."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared import wording


@pytest.mark.parametrize(
    ("disputed", "open_finding", "corrected", "sign", "words"),
    [
        (False, False, False, "", 0),
        (True, False, False, "※", 1),
        (False, True, False, "〔待核〕", 1),
        (True, True, True, "※〔更正〕", 3),
        (False, False, True, "〔更正〕", 1),
        (False, True, True, "〔待核〕〔更正〕", 2),
        (float("nan"), float("nan"), float("nan"), "", 0),
    ],
)
def test_a_number_bears_its_sign(
    disputed: object, open_finding: object, corrected: object, sign: str, words: int
) -> None:
    told = {"disputed": [disputed], "open_finding": [open_finding], "corrected": [corrected]}
    rows = pd.DataFrame(told, dtype=object)
    row = next(rows.itertuples())
    assert wording.sign(row) == sign == wording.signs(rows).iloc[0]
    assert len(wording.warnings(row)) == words
    assert bool(wording.unchecked(rows)) == (open_finding is True)


@pytest.mark.parametrize(
    ("ends", "reports", "expected"),
    [
        pytest.param(["2022-12-31"], [None], "", id="told"),
        pytest.param(
            [None, None], ["2023-01-20"] * 2, "2 地的原文没有写明时期，按报道日期归入。", id="dated"
        ),
        pytest.param(
            [None, None],
            [None, "2023-01-20"],
            "1 地的原文没有写明时期，按报道日期归入。"
            "1 地的原文没有写明时期，文章也没有日期，不知是哪一年的。",
            id="one-of-an-article-without-a-date",
        ),
    ],
)
def test_numbers_without_a_period_are_told(ends: list, reports: list, expected: str) -> None:
    rows = pd.DataFrame({"period_end": pd.to_datetime(ends), "reported_on": pd.to_datetime(reports)})
    assert wording.untold(rows, "地", "按报道日期归入") == expected
