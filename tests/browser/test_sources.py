"""Bringing files in and taking one out again, in a real browser on a store of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import serve
from tests.patience import GIVEN_UP

pytestmark = pytest.mark.browser

WORDS = "冷水江市稳就业\n\n2022年，冷水江市城镇新增就业5217人，发放创业担保贷款2360万元，同比增长12.4%。\n"
NAME = "0_就业简报.txt"
"""Sorts before the sample corpus, so that it is the first row of the list."""
IMPORT_MILLISECONDS = 1_000 * GIVEN_UP


@pytest.fixture
def own_app(sample_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server over a copy of the sample store."""
    store = shutil.copytree(sample_store, tmp_path / "store")
    yield from serve(store, tmp_path / "server.log")


def go(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def begin(page: Page, files: list[dict]) -> None:
    """Drop files, tell a name, start."""
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(files)
    name = page.get_by_label("您的姓名")
    name.fill("王秀英")
    name.press("Enter")
    expect(page.get_by_text("以 王秀英 的名义记录")).to_be_visible()
    settle(page)  # the field gives way to a line: what stands below moves up
    page.get_by_role("button", name=re.compile(f"导入 {len(files)} 个文件")).click()


def file(name: str, words: str | bytes) -> dict:
    data = words.encode() if isinstance(words, str) else words
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def other_reader(browser: Browser) -> tuple[BrowserContext, Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    return context, context.new_page()


def test_files_come_in_for_everybody_and_one_goes_again(own_app: str, page: Page, browser: Browser) -> None:
    context, reader = other_reader(browser)
    go(reader, f"{own_app}/figures")
    before = reader.locator(".version").inner_text()
    go(page, f"{own_app}/sources")
    begin(page, [file(NAME, WORDS), file("坏的.pdf", b"not a pdf")])
    expect(page.locator(".import-lines li")).to_have_count(2)
    expect(page.locator(".import-lines")).to_contain_text(NAME)

    page.get_by_role("link", name="总览", exact=True).click()  # leaving does not lose the import
    expect(page.locator("h1")).to_have_text("总览")
    page.get_by_role("link", name="来源与导入", exact=True).click()
    done = page.get_by_text("王秀英 的导入：1 份新文件，1 份没读成")
    expect(done).to_be_visible(timeout=IMPORT_MILLISECONDS)
    settle(page)
    expect(page.get_by_role("cell", name="PDF 文件已损坏").first).to_be_visible()
    expect(page.get_by_text("1 篇文章，3 个数")).to_be_visible()

    reader.get_by_role("link", name="地区对比", exact=True).click()
    expect(reader.locator("h1")).to_have_text("地区对比")
    expect(reader.locator(".version")).not_to_have_text(before)
    go(reader, f"{own_app}/articles?words=5217")
    expect(reader.locator(".hit-list")).to_contain_text("5217人")

    choose_first_source(page)
    page.get_by_role("button", name="移除选中的 1 份").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"{NAME}：1 篇文章，3 个数")
    dialog.get_by_role("button", name="移除", exact=True).click()
    expect(page.get_by_text(f"已移除：{NAME}")).to_be_visible()
    go(reader, f"{own_app}/articles?words=5217")
    expect(reader.get_by_text("没有找到文章")).to_be_visible()
    context.close()


def choose_first_source(page: Page) -> None:
    """Click the box of the first row of the list of sources."""
    grid = page.locator("[class*=st-key-sources_] [data-testid=stDataFrame]")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 50)
    settle(page)


def test_a_closed_tab_does_not_lose_the_import(own_app: str, page: Page, browser: Browser) -> None:
    context, first = other_reader(browser)
    go(first, f"{own_app}/sources")
    begin(first, [file(NAME, WORDS)])
    expect(first.locator(".import-lines")).to_contain_text(NAME)
    context.close()
    go(page, f"{own_app}/sources")
    expect(page.get_by_text("王秀英 的导入：1 份新文件")).to_be_visible(timeout=IMPORT_MILLISECONDS)
    expect(page.get_by_label("您的姓名")).to_have_count(0)


def test_a_running_import_and_its_result_fit_a_narrow_window(own_app: str, page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 1000})
    go(page, f"{own_app}/sources")
    begin(page, [file(f"{'很长的名字' * 12}.txt", WORDS), file("空.txt", "")])
    expect(page.locator(".import-lines")).to_be_visible()
    for _ in range(2):
        overflow = page.evaluate(
            "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )
        assert overflow <= 0
        expect(page.get_by_text("的导入：1 份新文件，1 份没读成")).to_be_visible(timeout=IMPORT_MILLISECONDS)


def test_a_running_import_is_stopped(own_app: str, page: Page) -> None:
    go(page, f"{own_app}/sources")
    many = [file(f"{number}.txt", WORDS.replace("5217", str(6000 + number)) * 40) for number in range(60)]
    begin(page, many)
    page.get_by_role("button", name="停止导入").click()
    done = page.get_by_text(re.compile(r"王秀英 的导入：.*份没有读（导入被停止）"))
    expect(done).to_be_visible(timeout=IMPORT_MILLISECONDS)
    expect(page.get_by_role("button", name="停止导入")).to_have_count(0)
    settle(page)
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
