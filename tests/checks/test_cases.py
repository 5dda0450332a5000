"""Statements in our own words, one rule of the language each: right ones stand, wrong ones are found."""

import pytest
import yaml

from tests.checks.generator import FOLDER

CASES = [
    pytest.param(text, kind == "wrong", id=f"{name}-{kind}-{at}")
    for name, kinds in yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8")).items()
    for kind, texts in kinds.items()
    for at, text in enumerate(texts)
]


@pytest.mark.parametrize(("text", "wrong"), CASES)
def test_statements(checks, text, wrong):
    told = [one.explanation for one in checks(text) if one.verdict == "inconsistent"]
    assert bool(told) is wrong, told
