"""来源与导入: bringing files in, what is told of them, taking them out."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_layer.importing import ImportQueue, JobState
from data_layer.importing import queue as importing
from data_layer.pipeline import Step, ingest
from data_layer.settings import IngestSettings
from data_layer.store import Journal, StoreFolder, open_store
from pages.shared import data
from pages.shared.importing import arrivals
from tests import store_fakes
from tests.pages.test_pages import select_rows
from tests.patience import GIVEN_UP

PAGE = Path(__file__).resolve().parents[2] / "pages" / "sources.py"
LINE = "就业|431381|2022-12-01|8210人 8210 人 employment 2022"
SPITEFUL = "<b>年报</b>$x$ *二*.txt"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of its own with one document, and fake stages in this process."""
    store_fakes.use_fakes(monkeypatch)
    monkeypatch.setattr(importing, "IngestSettings", lambda **_: IngestSettings())
    directory = tmp_path / "store"
    (tmp_path / "held.txt").write_text(LINE, encoding="utf-8")
    ingest([tmp_path / "held.txt"], directory, by="管理员")
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(directory))
    st.cache_data.clear()
    st.cache_resource.clear()
    return directory


def opened(**query) -> AppTest:
    app = AppTest.from_file(str(PAGE), default_timeout=GIVEN_UP)
    for name, value in query.items():
        app.query_params[name] = value
    app.session_state["person_name"] = "王某"
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception, [error.message for error in app.exception]
    return app


def words(app: AppTest) -> str:
    parts = [str(one.value) for one in (*app.markdown, *app.caption, *app.error, *app.success, *app.info)]
    parts += [one.proto.body for one in app.get("html")]
    parts += [one.label for one in app.get("expander")]
    parts += [frame.value.to_csv() for frame in (*app.dataframe, *app.table)]
    return "\n".join(parts)


def queue() -> ImportQueue:
    return data.imports()


def bring(*files: tuple[str, str], by: str = "王某") -> None:
    queue().submit_files([(name, io.BytesIO(text.encode())) for name, text in files], by)


def ended() -> None:
    end = time.monotonic() + GIVEN_UP
    while queue().busy():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_uploaded_files_come_in(store):
    app = opened()
    assert not [button for button in app.button if button.key == "start_import"]
    app.file_uploader[0].upload("甲.txt", LINE.replace("8210", "55").encode(), "text/plain").run()
    app.button(key="start_import").click().run()
    ended()
    shown = words(sound(app.run()))
    assert "王某 的导入：1 份新文件" in shown
    assert "《就业》与“held.txt”里的《就业》是不同识别版本，短的一篇 96% 的字在长的一篇里" in shown
    assert "55人" in shown
    assert open_store(store).totals()["documents"] == 2


def test_nobody_without_a_name_imports(store):
    app = opened()
    app.session_state["person_name"] = ""
    app.file_uploader[0].upload("甲.txt", LINE.encode(), "text/plain").run()
    app.button(key="start_import").click().run()
    assert [one.value for one in app.error] == ["请先写上您的姓名，好让别人知道是谁导入的。"]
    assert not data.imports().jobs()
    app.text_input(key="import_name").set_value("李敏")
    app.button(key="start_import").click().run()  # the name is sent with the click
    sound(app)
    assert [job.by for job in data.imports().jobs()] == ["李敏"]


def test_what_failed_and_what_was_known(store):
    opened()
    bring(("空.txt", ""), ("又一份.txt", LINE), (SPITEFUL, ""))
    ended()
    app = opened()
    shown = words(app)
    assert "2 份没读成" in shown
    assert "请换一个文件" in shown
    assert "“又一份.txt”与已有的“held.txt”内容完全相同" in shown
    assert "<b>年报" not in shown
    table = next(one.value for one in app.table if "怎么办" in one.value.columns)
    assert len(table) == 2


def test_a_file_of_a_known_name_is_told_and_told_apart(store):
    opened()
    bring(("另一份.txt", LINE.replace("8210", "78")))
    ended()
    assert "已有同名的文件" not in words(opened())
    bring(("held.txt", LINE.replace("8210", "77")))
    ended()
    app = opened()
    assert "已有同名的文件，内容不同，两份都在：held.txt" in words(app)
    listed = next(one.value for one in app.dataframe if "导入人" in one.value.columns)
    assert listed["文件"].tolist() == ["held.txt", "另一份.txt", "held.txt"]  # what came in last first
    options = app.multiselect(key="at_source").options
    assert len(set(options)) == len(options) == 3
    assert sum(option.startswith("held.txt（") for option in options) == 2


def test_a_running_and_a_waiting_import(store, monkeypatch):
    entered, go = threading.Event(), threading.Event()

    def slow(name, content, tell):
        tell(Step.SEGMENTING)
        entered.set()
        assert go.wait(GIVEN_UP)
        return store_fakes.parse_fake(name, content)

    monkeypatch.setattr("data_layer.pipeline.parsing.parse_document", slow)
    opened()
    bring(("<i>甲</i>.txt", LINE.replace("8210", "5")), by="李某")
    try:
        assert entered.wait(GIVEN_UP)
        bring(("乙.txt", LINE.replace("8210", "6")))
        app = opened()
        shown = words(app)
        assert "<em>分篇</em>" in shown
        assert "<i>甲" not in shown
        assert "在排队：前面有 1 批（李某）" in shown
        app.button(key=f"drop_{queue().jobs()[0].job_id}").click().run()
    finally:
        go.set()
    ended()
    assert [job.by for job in queue().jobs()] == ["李某"]


def test_a_running_import_is_stopped(store, monkeypatch):
    entered, go = threading.Event(), threading.Event()

    def slow(name, content, tell):
        entered.set()
        assert go.wait(GIVEN_UP)
        return store_fakes.parse_fake(name, content)

    monkeypatch.setattr("data_layer.pipeline.parsing.parse_document", slow)
    opened()
    bring(("甲.txt", LINE.replace("8210", "5")), ("乙.txt", LINE.replace("8210", "6")))
    try:
        assert entered.wait(GIVEN_UP)
        app = opened()
        key = f"stop_{queue().jobs()[0].job_id}"
        sound(app.button(key=key).click().run())
        assert "正在停止，已读完的 0 个文件会保留" in "\n".join(bar.text for bar in progress(app))
        assert not [button for button in app.button if button.key == key]
    finally:
        go.set()
    ended()
    shown = words(opened())
    assert "1 份新文件，1 份没有读（导入被停止）" in shown
    assert "导入被停止，没有读：乙.txt。已读完的都保留了" in shown
    assert open_store(store).totals()["documents"] == 2


def progress(app: AppTest) -> list:
    return [one.proto for one in app.get("progress")]


def test_a_failed_import_can_be_tried_again(store, monkeypatch):
    opened()
    with monkeypatch.context() as patch:
        patch.setattr(importing, "ingest", lambda *_, **__: 1 / 0)
        bring(("甲.txt", LINE.replace("8210", "5")))
        ended()
    app = opened()
    assert "的导入没有完成" in words(app)
    job = queue().jobs()[0]
    assert job.state is JobState.FAILED
    app.button(key=f"retry_{job.job_id}").click().run()
    ended()
    assert "1 份新文件" in words(opened())


def test_a_folder_only_where_that_is_allowed(store, tmp_path, monkeypatch):
    assert not [field for field in opened().text_input if field.key == "folder_0"]
    (tmp_path / "in").mkdir()
    monkeypatch.setenv("COUNTY_FIGURES_FOLDERS", str(tmp_path / "in"))
    app = opened()
    app.text_input(key="folder_0").input(str(tmp_path)).run()
    app.button(key="start_import").click().run()
    assert any("不允许从" in error.value for error in app.error)
    (tmp_path / "in" / "a.txt").write_text(LINE.replace("8210", "5"), encoding="utf-8")
    app.text_input(key="folder_0").input(str(tmp_path / "in")).run()
    app.button(key="start_import").click().run()
    ended()
    assert "1 份新文件" in words(sound(app.run()))


def test_removing_says_what_goes_and_who_did_it(store):
    app = opened()
    version = open_store(store).version
    select_rows(app, f"sources_{version}", [0])
    app.button(key="remove").click().run()
    asked = words(app)
    assert "held\\.txt：1 篇文章，1 个数" in asked
    assert "连同服务器上保存的原件一起删除" in asked
    app.button(key="remove").click()  # AppTest runs the whole page, a browser only the dialog
    app.button(key="remove_now").click().run()
    shown = words(sound(app))
    assert "已移除：held\\.txt" in shown
    assert open_store(store).totals()["documents"] == 0
    assert [(one.source, one.by) for one in Journal(StoreFolder(store).journal).removals(3)] == [
        ("held.txt", "王某")
    ]
    assert "移除：held.txt" in words(opened())


def test_failures_can_be_taken_off_the_list(store):
    opened()
    bring(("空.txt", ""))
    ended()
    app = opened()
    assert "没读成的文件（1）" in words(app)
    app.button(key="forget").click().run()
    assert "没读成的文件" not in words(sound(app))


def test_a_document_that_is_gone_again(store):
    from data_layer.pipeline import remove_documents

    opened()
    bring(("甲.txt", LINE.replace("8210", "5")))
    ended()
    remove_documents([queue().jobs()[0].report.files[0].document_id], store)
    assert "或者这个文件已经移除" in words(opened())


@pytest.mark.parametrize(("score", "words"), [(96.0, "96%"), (99.96, "99.9%"), (100.0, "100%")])
def test_only_what_is_wholly_alike_is_said_to_be(score, words):
    assert arrivals._percent(score) == words


def test_a_link_to_one_source(store):
    source = open_store(store).rows("SELECT left(document_id, 12) AS id FROM documents")[0]["id"]
    assert "1 个数，先看前几个" in words(opened(document=source))
