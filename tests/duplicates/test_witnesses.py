"""Which witness is the better one, by the rule as it is shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from data_layer.duplicates import find_duplicates
from data_layer.duplicates.blocking.shingles import fold_texts
from data_layer.duplicates.facts.witnesses import stray_percents
from data_layer.lexicon.words import load_word_pairs
from data_layer.pipeline import ingest
from data_layer.store import open_store
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


def test_the_number_that_agrees_with_its_article_is_shown(tmp_path: Path) -> None:
    told = (
        "冷水江市热线办理情况\n\n2022年11月，冷水江市热线共受理群众诉求1250件，办结1130件，办结率90.4%。"
        "工作人员逐件回访，对疑难事项召开会商会议，明确牵头单位和办理时限，做到件件有着落、事事有回音。\n"
        "全市各乡镇、街道设立服务窗口，安排专人值守，方便群众就近反映问题，解决了供水、道路、噪声等难题。\n"
    )
    folder = tmp_path / "witnesses"
    folder.mkdir()
    (folder / "clean.txt").write_text(told.replace("1130件", "1180件"), encoding="utf-8")
    (folder / "misread.txt").write_text(
        told.replace("着落", "着洛").replace("噪声", "噪卢"), encoding="utf-8"
    )
    ingest([folder], tmp_path / "store")
    opened = open_store(tmp_path / "store")
    pairs = opened.rows("SELECT chosen FROM duplicates")
    rows = opened.rows("SELECT source, quote FROM figures WHERE chosen ORDER BY char_start")
    better = opened.rows("SELECT source FROM articles WHERE article_id = ?", [pairs[0]["chosen"]])
    assert [row["source"] for row in better] == ["clean.txt"]
    assert [(row["source"], row["quote"]) for row in rows] == [
        ("misread.txt", "1250件"),
        ("misread.txt", "1130件"),
        ("misread.txt", "90.4%"),
    ]
