"""How likely characters are to follow one another."""

import pytest

from data_layer.lexicon.build_characters import build_counts
from data_layer.lexicon.characters import level_characters, load_character_counts


@pytest.mark.parametrize(
    ("left", "right"), [("推进社会主", "义建设"), ("国民经", "济发展"), ("人民代表大", "会常务委员会")]
)
def test_words_that_go_on_are_likelier_than_chance(left: str, right: str) -> None:
    counts = load_character_counts()
    assert counts.continuation(left, right) > 2
    assert counts.continuation(left, right) > counts.continuation(left, "的" + right)


def test_cut_numbers_and_nothing_say_nothing() -> None:
    counts = load_character_counts()
    assert counts.continuation("共12", "5家") == 0
    assert counts.continuation("", "全县") == 0


def test_numbers_and_marks_are_levelled() -> None:
    assert level_characters("增长10,２３%(全年)") == "增长#，#％（全年）"


def test_counts_are_built_from_tagged_words() -> None:
    rows = build_counts(["[发展/v  经济/n]nz  ，/w"] * 6)
    assert "发,展6" in rows.splitlines()
    assert "发展,经6" in rows.splitlines()
