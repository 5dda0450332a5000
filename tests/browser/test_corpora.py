"""The views over other corpora than the sample: newspaper pages beside the repository, and zeros."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data_layer import queries
from data_layer.filters import Filter
from data_layer.pipeline import ingest
from data_layer.store import open_store
from tests.browser.conftest import ROOT, serve
from tests.browser.test_app import click_bar, go, settle, table
from tests.browser.test_views import downloaded, row_count, rows_of, take

pytestmark = pytest.mark.browser

PAGES_BESIDE = ROOT.parent / "shared" / "seeds"
NONE_ADDED = {
    "甲.txt": "冷水江市工业经济2021年运行情况\n\n"
    "2021年，冷水江市规模以上工业增加值增长8.2%。全年新增规模以上工业企业0家。",
    "乙.txt": "涟源市工业经济2021年运行情况\n\n"
    "2021年，涟源市规模以上工业增加值增长0%。全年新增规模以上工业企业7家。",
}
"""Two counties: one added no firm, the other did not grow."""


@pytest.fixture(scope="module")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PAGES_BESIDE.is_dir():
        pytest.skip("no newspaper pages beside the repository")
    directory = tmp_path_factory.mktemp("real") / "store"
    ingest([PAGES_BESIDE], directory)
    return directory


@pytest.fixture(scope="module")
def real(real_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(real_store, tmp_path_factory.mktemp("log") / "server.log")


@pytest.fixture(scope="module")
def zeros(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("zeros")
    for name, text in NONE_ADDED.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest([folder], folder / "store")
    yield from serve(folder / "store", folder / "server.log")


def test_xiangtan_is_compared(real: str, page: Page) -> None:
    go(page, f"{real}/regions?indicator=law.aid&tolerance=any")
    take(page, "我的地区", "湘潭市")
    expect(page).to_have_url(re.compile("mine=430300"))
    settle(page)
    expect(page.locator(".js-plotly-plot").get_by_text("我的地区")).to_be_visible()
    heads, *rows = table(page)
    assert len(rows) > 1 and "湘潭市" in {row[heads.index("地区")] for row in rows}
    assert all(row[heads.index("原文")] for row in rows)
    click_bar(page)
    expect(page.locator(".st-key-card mark.figure")).to_be_visible()


def test_shanxis_growth_is_followed(real: str, real_store: Path, page: Page) -> None:
    go(page, f"{real}/timeline?indicator=industry.added_value_scale&line=140000")
    expect(page.locator(".js-plotly-plot .gtitle").first).to_contain_text("山西省")
    rows_of(page, "地区", {"山西省"})
    heads, *rows = table(page)
    known = queries.timeline_figures(
        open_store(real_store), Filter(), "industry.added_value_scale", "growth", ["140000"]
    )
    assert {float(row[heads.index("数值（%）")]) for row in rows} == set(known["amount"])
    assert all("2021年" in row[heads.index("时期")] for row in rows)


@pytest.mark.parametrize("asked", ["region=140000", "topic=jobs", "region=430000&from=2022-01-01"])
def test_screen_csv_and_xlsx_hold_the_same_rows(real: str, page: Page, asked: str) -> None:
    for name in ("regions", "timeline", "figures"):
        go(page, f"{real}/{name}?{asked}")
        shown = row_count(page)
        rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))[1:]
        book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Excel")))
        assert shown == len(rows) == len(list(book.worksheets[0].values)) - 1 > 0, name


@pytest.mark.parametrize(
    ("indicator", "unit", "told"),
    [
        ("industry.firms_scale_new", "个", {"涟源市": "7", "冷水江市": "0"}),
        ("industry.added_value_scale", "%", {"冷水江市": "8.2", "涟源市": "0"}),
    ],
)
def test_zero_stays_zero(zeros: str, page: Page, indicator: str, unit: str, told: dict[str, str]) -> None:
    go(page, f"{zeros}/regions?indicator={indicator}")
    head = f"数值（{unit}）"
    heads, *rows = table(page)
    assert {row[heads.index("地区")]: row[heads.index(head)] for row in rows} == told
    labels = page.locator(".js-plotly-plot .bars text").all_text_contents()
    assert len(labels) == 2 and any(label.startswith("0") for label in labels)
    lines = csv.DictReader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig")))
    assert {line["地区"]: float(line[head]) for line in lines} == {
        region: float(value) for region, value in told.items()
    }
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Excel")))
    first, *written = book.worksheets[0].values
    assert {row[first.index("地区")]: row[first.index(head)] for row in written} == {
        region: float(value) for region, value in told.items()
    }
    assert "缺" not in page.locator(".js-plotly-plot").first.inner_text()
