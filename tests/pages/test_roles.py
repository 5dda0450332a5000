"""Sign-in, where an office has it: nobody reads without, and only editors bring in and take out."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_layer import deciding
from data_layer.errors import DecisionError
from pages.shared import data
from pages.shared.frame import PAGES
from tests.patience import GIVEN_UP

ROOT = Path(__file__).resolve().parents[2]


class User(dict):
    """Stands in for ``st.user`` once ``[auth]`` is configured."""

    @property
    def is_logged_in(self) -> bool:
        return self["is_logged_in"]


@pytest.fixture
def signed_in(pages_store, monkeypatch):
    """Make ``st.user`` somebody."""
    monkeypatch.setattr(st, "secrets", {"roles": {"editors": ["wang@example.gov.cn"]}})

    def become(email: str | None) -> None:
        user = User(is_logged_in=email is not None, **({"email": email} if email else {}))
        monkeypatch.setattr(st, "user", user)

    return become


def opened(name: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=GIVEN_UP).run()
    assert not app.exception, [error.message for error in app.exception]
    assert not app.error
    return app


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_nobody_reads_without_signing_in(signed_in, name) -> None:
    signed_in(None)
    app = opened(name)
    assert [one.value for one in app.info] == ["请先登录，再查数据。"]
    assert [one.key for one in app.button] == ["sign_in"]
    assert len(app.dataframe) == 0


def test_a_reader_brings_nothing_in(signed_in) -> None:
    signed_in("li@example.gov.cn")
    app = opened("sources")
    assert any("不能导入和移除文件" in one.value for one in app.info)
    assert len(app.file_uploader) == 0
    assert app.button(key="remove").disabled
    assert len(app.dataframe) > 0


def test_an_editor_does_and_is_known_by_the_address(signed_in) -> None:
    signed_in("wang@example.gov.cn")
    app = opened("sources")
    app.file_uploader[0].upload("甲.txt", b"x", "text/plain").run()
    assert not app.button(key="start_import").disabled
    assert any("wang@example" in one.value.replace("\\", "") for one in app.caption)


def test_without_a_list_nobody_is_an_editor(signed_in, monkeypatch) -> None:
    signed_in("wang@example.gov.cn")
    monkeypatch.setattr(st, "secrets", {})
    assert len(opened("sources").file_uploader) == 0


def test_a_reader_decides_nothing(signed_in) -> None:
    signed_in("li@example.gov.cn")
    app = opened("checks")
    assert any("不能记录意见" in one.value for one in app.info)
    assert not [one.key for one in app.button if str(one.key).startswith(("judge_", "fix_", "recent_past"))]
    assert not app.text_input
    opened("articles")


def test_a_forged_decision_of_a_reader_is_refused(signed_in) -> None:
    signed_in("li@example.gov.cn")
    with pytest.raises(DecisionError, match="li@example.gov.cn 不能记录意见"):
        data.decide(deciding.take_back, [], by="li@example.gov.cn")
    signed_in("wang@example.gov.cn")
    assert data.decide(deciding.take_back, [], by="wang@example.gov.cn") == []
