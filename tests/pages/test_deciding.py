"""People decide on the pages: corrections, striking out, adding, judging findings, taking back."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_layer.model import Check, Verdict
from data_layer.pipeline import ParsedDocument
from data_layer.store import Journal, ReadStore
from tests.pages.conftest import FIRST, SECOND
from tests.pages.test_pages import assert_sound, from_own_file, words
from tests.store_fakes import make_store

SPITEFUL = "<b>理</b>$x$ *由* :red[x] =1+1"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadStore:
    """A store of its own for each test, with a finding on two figures of the first article."""
    figures = FIRST.figures[:2]
    check = Check(
        "share-1", "share", Verdict.INCONSISTENT, figures[0].article_id,
        tuple(one.figure_id for one in figures), "6800 ÷ 7000 = 97.14%，原文写 90%",
        roles=("部分", "总体"), weight=0.5,
    )  # fmt: skip
    first = ParsedDocument(FIRST.document, FIRST.articles, FIRST.figures, (check,))
    made = make_store(tmp_path / "store", [first, SECOND])
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(made.folder.directory))
    st.cache_data.clear()
    st.cache_resource.clear()
    return made


def figure(store: ReadStore, quote: str) -> str:
    found = store.rows("SELECT figure_id FROM figures WHERE quote = ? AND source = '第一版.txt'", [quote])
    return str(found[0]["figure_id"])


def named(app: AppTest, key: str) -> AppTest:
    """Tell the name that the page asks for."""
    return app.text_input(key=f"{key}_name").set_value("王<b>某</b>").run()


def test_a_name_is_asked_for_once(store: ReadStore) -> None:
    one = figure(store, "8210人")
    app = from_own_file("figures", figure=one)
    assert_sound(app)
    app.number_input(key=f"card_{one}_value").set_value(8120.0)
    app.button(key=f"FormSubmitter:card_{one}_correct-保存更正").click().run()
    assert "姓名" in app.error[0].value
    assert Journal(store.folder.journal).decisions() == []
    app = named(app, f"card_{one}")
    assert not [box for box in app.text_input if box.key == f"card_{one}_name"]


def test_a_correction_and_its_undoing(store: ReadStore) -> None:
    one = figure(store, "8210人")
    app = named(from_own_file("figures", figure=one), f"card_{one}")
    app.number_input(key=f"card_{one}_value").set_value(8120.0)
    app.text_input(key=f"card_{one}_region").set_value("涟源市")
    app.text_input(key=f"card_{one}_reason").set_value(SPITEFUL)
    app.button(key=f"FormSubmitter:card_{one}_correct-保存更正").click().run()
    assert_sound(app)
    taken = Journal(store.folder.journal).decisions()[0]
    assert (dict(taken.detail), taken.by) == ({"value": 8120.0, "region_adcode": "431382"}, "王<b>某</b>")
    row = store.rows("SELECT value, region_name, value_as_read FROM figures WHERE figure_id = ?", [one])[0]
    assert row == {"value": 8120.0, "region_name": "涟源市", "value_as_read": 8210.0}
    shown = words(app)
    assert "8,120" in shown
    assert "<b>理</b>" not in shown.replace("<style>", "")
    assert "<i>数值</i>8,210" in shown
    app.button(key=f"card_past_{taken.uid}").click().run()
    assert_sound(app)
    assert store.rows("SELECT value FROM figures WHERE figure_id = ?", [one]) == [{"value": 8210.0}]


def test_who_takes_back_is_asked_for_a_name_where_the_button_stands(store: ReadStore) -> None:
    one = figure(store, "8210人")
    app = named(from_own_file("figures", figure=one), f"card_{one}")
    app.number_input(key=f"card_{one}_value").set_value(8120.0)
    app.button(key=f"FormSubmitter:card_{one}_correct-保存更正").click().run()
    uid = Journal(store.folder.journal).decisions()[0].uid
    app = from_own_file("figures", figure=one)
    app.button(key=f"card_past_{uid}").click().run()
    assert_sound(app)
    app.text_input(key="card_past_undo_name").set_value("李敏").run()
    assert not [box for box in app.text_input if box.key == "card_past_undo_name"]
    app.button(key=f"card_past_{uid}").click().run()
    assert store.rows("SELECT value FROM figures WHERE figure_id = ?", [one]) == [{"value": 8210.0}]


@pytest.mark.parametrize(("region", "says"), [("没有这个县", "没有"), ("鼓楼区", "几个")])
def test_a_region_that_is_none_or_several_is_said(store: ReadStore, region: str, says: str) -> None:
    one = figure(store, "8210人")
    app = named(from_own_file("figures", figure=one), f"card_{one}")
    app.text_input(key=f"card_{one}_region").set_value(region)
    app.button(key=f"FormSubmitter:card_{one}_correct-保存更正").click().run()
    assert says in app.error[0].value
    assert Journal(store.folder.journal).decisions() == []


def test_a_number_in_wan_is_corrected_as_it_is_written(store: ReadStore) -> None:
    one = figure(store, "1.2万人")
    app = named(from_own_file("figures", figure=one), f"card_{one}")
    assert app.number_input(key=f"card_{one}_value").value == 1.2
    assert app.text_input(key=f"card_{one}_unit").value == "万人"
    app.button(key=f"FormSubmitter:card_{one}_correct-保存更正").click().run()
    assert "没有改动" in app.info[0].value
    app.number_input(key=f"card_{one}_value").set_value(0.35)
    app.text_input(key=f"card_{one}_unit").set_value("亿人")
    app.button(key=f"FormSubmitter:card_{one}_correct-保存更正").click().run()
    assert_sound(app)
    row = store.rows("SELECT value, unit FROM figures WHERE figure_id = ?", [one])[0]
    assert row == {"value": 35_000_000.0, "unit": "人"}


def test_a_figure_is_struck_out_with_its_other_witnesses(store: ReadStore) -> None:
    one = figure(store, "7000人")
    app = named(from_own_file("figures", figure=one), f"card_{one}")
    app.button(key=f"card_{one}_struck").click().run()
    assert_sound(app)
    assert len(store.rows("SELECT * FROM struck_figures")) == 2
    assert not store.rows("SELECT * FROM figures WHERE quote = '7000人'")
    article = store.rows("SELECT article_id FROM struck_figures WHERE source = '第一版.txt'")[0]["article_id"]
    app = from_own_file("articles", article=article)
    assert_sound(app)
    assert (
        "7000人"
        in next(frame.value for frame in app.dataframe if "处理时间" in frame.value)["原文"].to_list()
    )


def test_a_missed_number_is_added(store: ReadStore) -> None:
    article = store.rows("SELECT article_id, text FROM articles WHERE title = '涟源稳就业'")[0]
    key = f"add_{article['article_id']}"
    app = named(from_own_file("articles", article=article["article_id"]), key)
    app.text_input(key=f"{key}_words").set_value("新增就业约1.2万").run()
    app.number_input(key=f"{key}_value").set_value(12500.0)
    app.text_input(key=f"{key}_unit").set_value("户")
    app.text_input(key=f"{key}_indicator").set_value("某指标")
    app.button(key=f"FormSubmitter:{key}_missed-补录").click().run()
    assert_sound(app)
    row = store.rows("SELECT value, unit, confidence_notes FROM figures WHERE value = 12500")[0]
    assert row["unit"] == "户"


def test_an_article_is_corrected(store: ReadStore) -> None:
    article = store.rows("SELECT article_id FROM articles WHERE title = '涟源稳就业'")[0]["article_id"]
    key = f"article_{article}"
    app = named(from_own_file("articles", article=article), key)
    app.text_input(key=f"{key}_title").set_value("涟源稳就业——续")
    app.button(key=f"FormSubmitter:{key}_article-保存更正").click().run()
    assert_sound(app)
    assert store.rows("SELECT title FROM articles WHERE article_id = ?", [article]) == [
        {"title": "涟源稳就业——续"}
    ]


@pytest.mark.parametrize(("button", "decision"), [("1", "confirmed"), ("2", "dismissed")])
def test_a_finding_is_judged(store: ReadStore, button: str, decision: str) -> None:
    app = named(from_own_file("checks", rule="share"), "judge")
    assert_sound(app)
    assert "<sub>部分</sub>" in words(app)
    app.button(key=f"judge_{button}").click().run()
    assert_sound(app)
    rows = store.rows("SELECT decision FROM checks WHERE check_id = 'share-1'")
    assert rows == [{"decision": decision}]
    assert any("没有符合条件" in one.value for one in app.success)
    app = from_own_file("checks", rule="share", state="done")
    taken = Journal(store.folder.journal).decisions()[0]
    named(app, "judge").button(key=f"finding_past_{taken.uid}").click().run()
    assert store.rows("SELECT decision FROM checks WHERE check_id = 'share-1'") == [{"decision": None}]


def test_an_open_finding_is_told_by_the_card_and_the_overview(store: ReadStore) -> None:
    assert "6800 ÷ 7000" in words(from_own_file("figures", figure=figure(store, "7000人")))
    links = from_own_file("overview").get("page_link")
    assert "2 条核查结果不一致或存疑" in "".join(link.proto.label for link in links)


def test_words_that_are_gone_are_listed(store: ReadStore) -> None:
    from data_layer.decisions import DecisionKind, Draft
    from tests.decisions.fakes import figure as gone

    Journal(store.folder.journal).decide([Draft(DecisionKind.FIGURE_STRUCK, gone(1), {}, SPITEFUL)], "李某")
    app = from_own_file("checks")
    assert_sound(app)
    lost = next(frame.value for frame in app.dataframe if "现在" in frame.value)
    assert lost["现在"].to_list() == ["原文里找不到这些字了"]
    assert lost["原文"].to_list() == ["8210人"]
