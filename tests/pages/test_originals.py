"""The page of the original beside an article of a PDF, at the right page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from data_layer.pipeline import ingest
from data_layer.reading import render_page
from data_layer.store import StoreFolder, open_store
from pages.shared import data
from tests.patience import GIVEN_UP

ROOT = Path(__file__).resolve().parents[2]
PDF = next((ROOT / "seeds").glob("*.pdf"))


@pytest.fixture(scope="module")
def pdf_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus' PDF, and a text, read for real."""
    folder = tmp_path_factory.mktemp("originals")
    (folder / "文.txt").write_text("县里的工作\n\n2022年，全县新增就业500人。\n", encoding="utf-8")
    ingest([PDF, folder / "文.txt"], folder / "store")
    return folder / "store"


@pytest.fixture
def store(pdf_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTY_FIGURES_STORE", str(pdf_store))
    st.cache_data.clear()
    st.cache_resource.clear()
    return pdf_store


def article_of(store: Path, source: str, page: int | None = None) -> str:
    return open_store(store).rows(
        "SELECT article_id FROM articles WHERE source = ? AND page IS NOT DISTINCT FROM ?", [source, page]
    )[0]["article_id"]


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "articles.py"), default_timeout=GIVEN_UP)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def captions(app: AppTest) -> str:
    return "\n".join(one.value for one in app.caption).replace("\\", "")


@pytest.mark.parametrize("page", [1, 2, 3])
def test_the_page_an_article_begins_on(store: Path, page: int) -> None:
    app = opened(article=article_of(store, PDF.name, page), beside="page")
    assert f"{PDF.name} 第 {page} 页，共 3 页" in captions(app)
    assert len(app.get("image")) == 1


def test_the_picture_is_that_page(store: Path) -> None:
    source = article_of(store, PDF.name, 2)[:12]
    assert data.page_image(source, 2) == render_page(PDF.read_bytes(), 2, 1500)
    assert data.page_image(source, 2) != data.page_image(source, 1)
    assert Image.open(io.BytesIO(data.page_image(source, 2))).width == 1500


def test_turning_pages(store: Path) -> None:
    app = opened(article=article_of(store, PDF.name, 2), beside="page")
    app.button(key="page_on").click().run()
    assert "第 3 页，共 3 页（文章从第 2 页开始）" in captions(app)
    assert app.button(key="page_on").disabled
    app.button(key="page_back").click().run()
    app.button(key="page_back").click().run()
    assert "第 1 页，共 3 页" in captions(app)
    assert app.button(key="page_back").disabled


@pytest.mark.parametrize("page", ["0", "99", "-1", "x", "²"])
def test_an_address_with_a_page_that_is_not_there(store: Path, page: str) -> None:
    app = opened(article=article_of(store, PDF.name, 2), beside="page", page=page)
    assert "页，共 3 页" in captions(app)
    assert not app.error


def test_a_text_has_no_page(store: Path) -> None:
    app = opened(article=article_of(store, "文.txt"), beside="page")
    assert app.get("image") == []
    assert not [one for one in app.get("button_group") if one.key == "at_beside"]


def test_an_original_that_is_gone(store: Path) -> None:
    article = article_of(store, PDF.name, 1)
    original = next(
        path for path in StoreFolder(store).originals.iterdir() if path.name.startswith(article[:12])
    )
    hidden = original.rename(original.with_suffix(".gone"))
    try:
        app = opened(article=article, beside="page")
        assert any("保存的原件不见了" in one.value for one in app.info)
    finally:
        hidden.rename(original)
