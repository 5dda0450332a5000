"""重复检测 in a real browser: witnesses chosen, parted, taken back; another standard tried; downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_layer.pipeline import ingest
from data_layer.store import ReadStore
from tests.browser.conftest import serve
from tests.browser.test_app import go, settle, table
from tests.browser.test_deciding import tell_name

pytestmark = pytest.mark.browser

STORY = (
    "冷水江市油茶产业稳步发展\n\n2022年12月20日\n\n"
    "2022年，冷水江市油茶面积扩大到12.6万亩，新建苗圃38处，改造低产林4150亩，带动2736户农民增收。"
    "加工厂全年榨油1840吨，产值2.35亿元，吸纳务工人员615人，户均增收3870元。"
    "林业局举办培训47场，发放手册9200册，派出技术员126名，到园指导583次，受到群众欢迎。\n"
)


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    """A store of its own: one article through two OCRs, which read one number differently."""
    (tmp_path / "甲.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(
        STORY.replace("3870元", "3820元").replace("苗圃", "苖圃"), encoding="utf-8"
    )
    ingest([tmp_path / "甲.txt", tmp_path / "乙.txt"], tmp_path / "store")
    return ReadStore(tmp_path / "store")


@pytest.fixture
def own_app(store: ReadStore, tmp_path: Path) -> Iterator[str]:
    yield from serve(store.folder.directory, tmp_path / "server.log")


def test_another_witness_is_chosen_and_one_parted_and_both_taken_back(page: Page, own_app: str) -> None:
    go(page, f"{own_app}/duplicates")
    expect(page.locator(".pair .digits").first).to_be_visible()
    parting = page.locator(".st-key-parting")
    tell_name(parting)
    choices = parting.get_by_role("button", name="选为准")
    place = next(at for at in range(2) if choices.nth(at).is_enabled())
    choices.nth(place).click()
    expect(page.get_by_role("button", name="撤销")).to_have_count(1)
    settle(page)
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    settle(page)
    parting.get_by_role("button", name="不是重复").first.click()
    expect(page.get_by_text("这个筛选下没有重复的文章")).to_be_visible()
    go(page, f"{own_app}/duplicates?view=decided")
    tell_name(page.get_by_test_id("stMain"))  # a new visit
    page.get_by_role("button", name="撤销").first.click()
    settle(page)
    go(page, f"{own_app}/duplicates")
    expect(page.locator(".pair .digits").first).to_be_visible()


@pytest.mark.parametrize("view", ["clusters", "conflicts"])
def test_the_download_holds_what_the_screen_shows(page: Page, own_app: str, view: str) -> None:
    go(page, f"{own_app}/duplicates?view={view}")
    _, *shown = table(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    _, *saved = csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")))
    assert len(saved) == len(shown) > 0


def test_another_standard_is_tried_and_changes_nothing(page: Page, own_app: str) -> None:
    go(page, f"{own_app}/duplicates?view=standard&score=100")
    expect(page.get_by_text("若改为 100%")).to_be_visible()
    go(page, f"{own_app}/duplicates")
    expect(page.locator(".pair .digits").first).to_be_visible()
