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
