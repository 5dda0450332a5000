"""Statements in our own words, one rule of the language each: right ones stand, wrong ones are found."""

import pytest
import yaml

from tests.checks.generator import FOLDER

CASES = [
    pytest.param(text, kind, id=f"{name}-{kind}-{at}")
    for name, kinds in yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8")).items()
    for kind, texts in kinds.items()
    for at, text in enumerate(texts)
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_statements(checks, text, kind):
    found = checks(text)
    told = [one.explanation for one in found if one.verdict == "inconsistent"]
    assert bool(told) is (kind == "wrong"), told
    assert kind != "doubtful" or any(one.verdict == "unsure" for one in found)
