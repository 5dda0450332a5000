"""Planted errors are found and right passages left alone, end to end from text to verdict.

The shares asked for are those the audit is held to: 95 of 100 errors that nothing explains are called
inconsistent, under 1 of 100 right passages are.
"""

from collections import Counter

import pytest
import yaml

from tests.checks.conftest import checks_of
from tests.checks.generator import FOLDER, Passage, draw, templates

EACH = 4


def is_wrong(passage: Passage) -> bool:
    return any(one.verdict == "inconsistent" for one in checks_of(passage.text))


FOUND = {"templates.yaml": 0.95, "heldout.yaml": 0.93} | {f"unseen{n}.yaml": 0.88 for n in range(1, 12)}


@pytest.mark.parametrize(("file", "least"), FOUND.items())
def test_errors_found_and_right_passages_left_alone(file, least):
    found, planted, accused, missed = 0, 0, [], Counter()
    for right, wrong in draw(file, EACH, seed=20261128):
        if is_wrong(right):
            accused.append(right.text)
        if wrong is not None:
            planted += 1
            found += is_wrong(wrong)
            missed[wrong.template] += not is_wrong(wrong)
    assert len(accused) < planted / 100, accused
    assert found >= least * planted, (found, planted, missed.most_common(8))


@pytest.mark.parametrize(
    ("file", "least"), [("templates.yaml", 0.97), ("heldout.yaml", 0.95), ("unseen1.yaml", 0.95)]
)
def test_right_passages_are_recomputed(file, least):
    agreed = [
        any(one.verdict == "consistent" for one in checks_of(right.text))
        for right, _ in draw(file, EACH, seed=7)
    ]
    assert sum(agreed) >= least * len(agreed)


def test_the_same_seed_draws_the_same_passages():
    first, again = ([one.text for one, _ in draw("templates.yaml", 1, seed=3)] for _ in range(2))
    assert first == again and len(set(first)) == len(templates("templates.yaml"))


INNOCENT = yaml.safe_load((FOLDER / "innocent.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", [text for texts in INNOCENT.values() for text in texts])
def test_numbers_that_only_seem_to_belong_together(text):
    assert [one.explanation for one in checks_of(text) if one.verdict == "inconsistent"] == []
