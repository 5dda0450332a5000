"""Findings worked through one by one and several at once: what is decided on is always what is shown."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_layer.model import Check, Verdict
from data_layer.pipeline import ParsedDocument
from data_layer.store import ReadStore
from pages.shared import tables
from pages.shared.deciding import judging
from tests.pages.conftest import FIRST
from tests.pages.test_deciding import named
from tests.pages.test_pages import assert_sound, from_own_file, select_rows, words
from tests.store_fakes import make_store

IDS = ("share-1", "share-2", "share-3", "share-4")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadStore:
    """Four findings on figures of one article, the first the weightiest."""
    checks = tuple(
        Check(
            one, "share", Verdict.INCONSISTENT, FIRST.articles[0].article_id,
            (FIRST.figures[0].figure_id, FIRST.figures[place].figure_id),
            f"{place}00 ÷ 1000 = {place}0%，原文写 {place}5%", roles=("部分", "总体"),
            weight=0.9 - place / 10,
        )
        for place, one in enumerate(IDS, 1)
    )  # fmt: skip
    made = make_store(
        tmp_path / "store", [ParsedDocument(FIRST.document, FIRST.articles, FIRST.figures, checks)]
    )
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(made.folder.directory))
    st.cache_data.clear()
    st.cache_resource.clear()
    return made


def opened() -> AppTest:
    return named(from_own_file("checks", rule="share"), "judge")


def at_hand(app: AppTest) -> str:
    """The finding that is shown, by its first number."""
    assert_sound(app)
    return words(app).split('class="arithmetic">')[1][0]


def decided(store: ReadStore) -> dict[str, str]:
    rows = store.rows("SELECT check_id, decision FROM checks WHERE decision IS NOT NULL")
    return {row["check_id"]: row["decision"] for row in rows}


def test_the_next_one_comes_after_a_decision_and_after_leaving_one_open(store: ReadStore) -> None:
    app = opened()
    assert at_hand(app) == "1"
    assert "第 1 条，共 4 条" in words(app)
    app.button(key="judge_3").click().run()
    assert at_hand(app) == "2"
    app.button(key="judge_1").click().run()
    assert (at_hand(app), decided(store)) == ("3", {"share-2": "confirmed"})
    assert app.query_params["finding"] == "share-3"
    for shown in ("4", "1"):  # behind the last one the list begins again
        app.button(key="judge_3").click().run()
        assert at_hand(app) == shown


def test_the_boxes_of_decided_findings_do_not_go_to_the_next_ones(store: ReadStore) -> None:
    app = opened()
    select_rows(app, "findings_0", [0, 1])
    assert "选了 2 条" in words(app)
    app.button(key="judge_2").click().run()
    assert decided(store) == {"share-1": "dismissed", "share-2": "dismissed"}
    assert "选了" not in words(app)
    assert at_hand(app) == "3"


def test_what_was_just_decided_is_taken_back_in_one_step(store: ReadStore) -> None:
    app = opened()
    select_rows(app, "findings_0", [0, 1, 2, 3])
    app.button(key="judge_1").click().run()
    assert any("没有符合条件" in one.value for one in app.success)
    assert "刚才：确认有误 4 条" in words(app)
    app.button(key="judge_undo").click().run()
    assert_sound(app)
    assert decided(store) == {}
    assert "刚才" not in words(app)


def test_behind_a_correction_comes_the_next_finding_and_it_is_taken_back_in_one_step(
    store: ReadStore,
) -> None:
    app = opened()
    app.button(key="judge_3").click().run()
    which = FIRST.figures[2].figure_id
    app.number_input(key=f"fix_{which}_value").set_value(1.0)
    app.button(key=f"FormSubmitter:fix_{which}_correct-保存更正").click().run()
    assert at_hand(app) == "3"
    assert "刚才：更正 1 条" in words(app)
    app.button(key="judge_undo").click().run()
    assert_sound(app)
    rows = store.rows("SELECT value FROM figures WHERE figure_id = ?", [which])
    assert rows == [{"value": FIRST.figures[2].value}]


def test_a_link_leads_to_its_finding(store: ReadStore) -> None:
    assert at_hand(from_own_file("checks", finding="share-3")) == "3"
    assert at_hand(from_own_file("checks", finding="share-9")) == "1"


@pytest.mark.parametrize(
    ("picked", "after"),
    [(["a"], "bc"), (["b"], "ca"), (["c"], "ab"), (["a", "c"], "b"), (["a", "b", "c"], "")],
    ids=["first", "middle", "last", "around", "all"],
)
def test_which_findings_follow(picked: list[str], after: str) -> None:
    assert judging.following(["a", "b", "c"], picked) == list(after)


def test_a_table_of_other_rows_or_heads_is_another_widget() -> None:
    table = pd.DataFrame({"时期": ["2021年", "2022年"]}, index=["a", "b"])
    keys = {
        tables.widget_key(other, "rows")
        for other in (table, table.iloc[1:], table.iloc[::-1], table.rename(columns={"时期": "年份"}))
    }
    assert len(keys) == 4
    assert tables.widget_key(table.copy(), "rows") in keys
