"""The signs behind numbers: what a reader must look into before quoting them."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared import wording


@pytest.mark.parametrize(
    ("disputed", "open_finding", "sign", "words"),
    [
        (False, False, "", 0),
        (True, False, "※", 1),
        (False, True, "〔待核〕", 1),
        (True, True, "※", 2),
        (float("nan"), float("nan"), "", 0),
    ],
)
def test_a_number_bears_its_sign(disputed: object, open_finding: object, sign: str, words: int) -> None:
    rows = pd.DataFrame({"disputed": [disputed], "open_finding": [open_finding]}, dtype=object)
    row = next(rows.itertuples())
    assert wording.sign(row) == sign
    assert len(wording.warnings(row)) == words
    assert bool(wording.unchecked(rows)) == (open_finding is True)
