"""Which witness is the better one, by the rule as it is shown."""

from dataclasses import replace

import pytest

from data_layer.duplicates import find_duplicates
from data_layer.duplicates.shingles import fold_texts
from data_layer.duplicates.witnesses import stray_percents
from data_layer.lexicon.words import load_word_pairs
from tests.duplicates.test_finding import OTHER, STORY, article


@pytest.mark.parametrize(
    ("worse", "reason"),
    [
        pytest.param(STORY[: len(STORY) * 2 // 3], "a piece", id="excerpt"),
        pytest.param(STORY.replace("村口", "村囗").replace("合作社", "台作杜"), "OCR", id="misread"),
        pytest.param(STORY.replace("电商站点", "电商 station 站点"), "Latin", id="Latin word"),
        pytest.param(STORY[:-1], "shorter", id="shorter"),
    ],
)
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_better_witness(worse: str, reason: str, names: str) -> None:
    found = find_duplicates([article(names[0], STORY), article(names[1], worse), article("c", OTHER)], [])
    assert [pair.chosen for pair in found.pairs] == [names[0]], reason


def test_a_headline_decides_between_equals() -> None:
    titled = replace(article("b", STORY), title="柑橘熟了")
    assert find_duplicates([article("a", STORY), titled], []).pairs[0].chosen == "b"


def test_a_foreign_tail_makes_no_better_witness_of_three() -> None:
    misread = STORY.replace("村口", "村囗")
    articles = [article("a", STORY + OTHER[:60]), article("b", STORY), article("c", misread)]
    assert {pair.chosen for pair in find_duplicates(articles, []).pairs if pair.article_a == "b"} == {"b"}


def test_stray_characters() -> None:
    percents = stray_percents(fold_texts(["合作社分拣柑橘", "合乍社分栋柑橘", "2024", ""]))
    assert percents.tolist() == [0.0, 71.4, 0.0, 0.0]


def test_word_pairs() -> None:
    codes = fold_texts(["合作社柑橘囗"]).codes
    assert load_word_pairs().joined(codes).tolist() == [True, True, False, True, False]
