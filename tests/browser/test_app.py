"""What an official does, in a real browser over the sample corpus."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as BrowserError

from pages.shared.frame import PAGES

pytestmark = pytest.mark.browser

WIDTHS, CLICKS = (1440, 900), 6
SETTLING = 500
"""Milliseconds that a redrawn chart is given between two clicks."""
COUNTY, COUNTY_NAME = "431381", "冷水江市"
ERRORS = "[data-testid=stException], [data-testid=stAlertContentError]"


def settle(page: Page) -> None:
    """Wait until the script has run and everything it sent is drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def go(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    settle(page)
    expect(page.locator(ERRORS)).to_have_count(0)


def table(page: Page, place: int = 0) -> list[list[str]]:
    """Heads and rows of a table, as a screen reader gets them."""
    grid = page.get_by_test_id("stDataFrame").nth(place).locator("table[role=grid]")
    grid.wait_for(state="attached")
    return grid.evaluate("grid => [...grid.rows].map(row => [...row.cells].map(cell => cell.textContent))")


def table_of(page: Page, words: str) -> list[list[str]]:
    """The table once every row holds the words: after a choice the browser shows the old rows for a while."""
    for _ in range(CLICKS * 4):
        settle(page)
        heads, *rows = table(page)
        if rows and all(any(words in cell for cell in row) for row in rows):
            return [heads, *rows]
        page.wait_for_timeout(SETTLING)
    raise AssertionError(f"the table never held {words} alone")


def table_after(page: Page, before: list[list[str]]) -> list[list[str]]:
    """The table once it is another than ``before``: the browser shows the old rows for a while."""
    for _ in range(CLICKS * 4):
        settle(page)
        if (shown := table(page)) != before:
            return shown
        page.wait_for_timeout(SETTLING)
    raise AssertionError("the table stayed as it was")


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, words: str) -> None:
    """Type into a choice and take the first that fits, with the keyboard alone."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.focus()
    box.press_sequentially(words)
    page.get_by_role("option").first.wait_for()
    box.press("Enter")
    box.press("Escape")
    settle(page)


def click_bar(page: Page, place: int = 0) -> None:
    bar, card = page.locator(".js-plotly-plot .bars .point path").nth(place), page.locator(".st-key-card")
    for _ in range(CLICKS):  # a chart that is still being drawn loses the click, or the bar that it was on
        try:
            bar.hover(force=True)
            bar.click(force=True)
            settle(page)
            expect(card).to_be_visible(timeout=3000)
        except (AssertionError, BrowserError):
            page.wait_for_timeout(SETTLING)
            continue
        return
    expect(card).to_be_visible()


def indicator_of(page: Page) -> str:
    return page.get_by_role("combobox", name="指标", exact=True).input_value()


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_every_page_opens_on_a_deep_link_and_asks_nobody_else(
    app: str, page: Page, requested: list[str], name: str
) -> None:
    go(page, f"{app}/{name}?region={COUNTY}")
    expect(page.locator("h1")).to_have_text(next(entry.title for entry in PAGES if entry.name == name))
    expect(page.locator(".filter-words")).to_contain_text(COUNTY_NAME)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert {urlsplit(url).hostname for url in requested} <= {"localhost", None}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(300)
        overflow = page.evaluate(
            "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )
        assert overflow <= 0, f"something runs out of the window at {width} pixels"


def test_a_cold_server_answers_a_deep_link_whole(cold_app: str, page: Page) -> None:
    go(page, f"{cold_app}/regions?region={COUNTY}")
    expect(page.locator("h1")).to_have_text("地区对比")
    expect(page.locator(".filter-words")).to_contain_text(COUNTY_NAME)
    expect(page.get_by_role("link", name="时间趋势")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_be_visible()


def test_the_root_and_an_unknown_address(app: str, page: Page) -> None:
    go(page, app)
    expect(page.locator("h1")).to_have_text("总览")
    go(page, f"{app}/nosuchpage")
    expect(page.locator("h1")).to_have_text("没有这一页")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="去总览").click()
    expect(page.locator("h1")).to_have_text("总览")


def test_filter_by_county_and_topic(app: str, page: Page) -> None:
    go(page, f"{app}/articles")
    everything = page.locator(".counts").inner_text()
    choose(page, "地区", COUNTY_NAME)
    expect(page).to_have_url(re.compile(f"region={COUNTY}"))
    expect(page.locator(".counts")).not_to_have_text(everything)
    expect(page.locator(".filter-words")).to_contain_text(COUNTY_NAME)
    chip = page.locator("[data-testid=stSidebar] [data-tag] > span")
    expect(chip).to_contain_text(f"{COUNTY_NAME} · ")
    assert chip.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight")
    heads, *rows = table_of(page, COUNTY_NAME)
    topic = rows[0][heads.index("主题")].split("、")[0]
    choose(page, "主题", topic)
    expect(page.locator(".filter-words")).to_contain_text(topic)
    heads, *rows = table_of(page, topic)
    assert all(topic in row[heads.index("主题")] for row in rows)
    page.get_by_role("link", name="指标明细").click()
    expect(page.locator("h1")).to_have_text("指标明细")
    settle(page)
    assert query(page)["region"] == [COUNTY]
    expect(page.locator(".filter-words")).to_contain_text(topic)
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".counts")).to_have_text(everything)
    assert "region" not in query(page)


def test_a_bar_leads_to_its_sentence_and_on_to_the_article(app: str, page: Page) -> None:
    go(page, f"{app}/regions")
    click_bar(page)
    number = page.locator(".st-key-card mark.figure").inner_text()
    assert number in page.locator(".st-key-card .sentence").inner_text()
    figure = query(page)["figure"][0]
    page.get_by_role("link", name="打开全文").click()
    expect(page.locator("h1")).to_have_text("文章库")
    settle(page)
    assert query(page)["figure"] == [figure]
    expect(page.locator(".article mark.figure")).to_have_text(number)
    page.reload()
    settle(page)
    expect(page.locator(".article mark.figure")).to_have_text(number)
    page.set_viewport_size({"width": WIDTHS[1], "height": 700})  # the margin stands below the text here
    expect(page.locator(".st-key-card mark.figure")).to_be_in_viewport()


def test_a_row_leads_to_its_sentence_and_closes_again(app: str, page: Page) -> None:
    go(page, f"{app}/regions")
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 50)
    expect(page.locator(".st-key-card")).to_be_visible()
    page.get_by_role("button", name="收起").click()
    expect(page.locator(".st-key-card")).to_have_count(0)
    assert "figure" not in query(page)


def test_downloads_hold_the_rows_of_the_table(app: str, page: Page) -> None:
    go(page, f"{app}/regions")
    heads, *rows = table(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("^CSV")).click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "地区对比" in waiting.value.suggested_filename
    downloaded = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert downloaded[0] == heads
    whole = [list(map(uncut, row, told)) for row, told in zip(rows, downloaded[1:], strict=True)]
    assert [comparable(row) for row in downloaded[1:]] == [comparable(row) for row in whole]
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("^Excel")).click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    sheet = list(book.worksheets[0].values)
    assert list(sheet[0]) == heads
    assert [row[1] for row in sheet[1:]] == [row[1] for row in rows]
    assert len(book.worksheets) == 2


def uncut(shown: str, told: str) -> str:
    """What a cell holds: it shows as much of long words as its column has room for, and ends with …."""
    return told if shown.endswith("…") and told.startswith(shown[:-1].rstrip()) else shown


def comparable(row: list[str]) -> list[object]:
    """Cells without regard to how a number is written."""
    return [float(cell.replace(",", "")) if re.fullmatch(r"-?[\d,.]+", cell) else cell for cell in row]


def test_a_copied_link_shows_the_same_in_another_browser(app: str, page: Page, browser: Browser) -> None:
    go(page, f"{app}/regions")
    choose(page, "我的地区", table(page)[1][1])
    before = table(page)
    page.get_by_role("button", name="更多").click()
    choose(page, "排序", "从低到高")
    page.keyboard.press("Escape")
    shown = table_after(page, before)
    click_bar(page)
    sentence = page.locator(".st-key-card .sentence").inner_text()
    page.get_by_role("button", name="复制本页链接").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link.isascii()
    other = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN", color_scheme="dark")
    second = other.new_page()
    go(second, link)
    expect(second.locator(".st-key-card")).to_be_visible()
    assert table(second) == shown
    assert second.locator(".st-key-card .sentence").inner_text() == sentence
    assert indicator_of(second) == indicator_of(page)
    other.close()


def test_the_back_button_goes_back(app: str, page: Page) -> None:
    go(page, f"{app}/overview")
    page.get_by_role("link", name="地区对比", exact=True).click()
    expect(page.locator("h1")).to_have_text("地区对比")
    settle(page)
    choose(page, "地区", COUNTY_NAME)
    page.go_back()
    expect(page.locator(".filter-words")).to_contain_text("全部数据")
    page.go_back()
    expect(page.locator("h1")).to_have_text("总览")


def test_the_overview_leads_on(app: str, page: Page) -> None:
    go(page, f"{app}/overview")
    name = table(page)[1][0]
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 50)
    expect(page.locator("h1")).to_have_text(re.compile("地区对比|时间趋势"))
    settle(page)
    assert indicator_of(page).startswith(name)


def test_the_duplicates_page_marks_differing_digits(app: str, page: Page) -> None:
    go(page, f"{app}/duplicates")
    expect(page.locator(".pair .digits").first).to_be_visible()


def test_the_program_speaks_chinese(app: str, page: Page) -> None:
    go(page, f"{app}/regions")
    page.get_by_test_id("stMainMenu").click()
    expect(page.get_by_text("深色")).to_be_visible()
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name="主题", exact=True)
    box.focus()
    box.press_sequentially("没有的主题")
    expect(page.get_by_text("没有匹配的")).to_be_visible()


def test_a_chart_is_saved_as_a_picture_that_tells_its_source(app: str, page: Page, tmp_path: Path) -> None:
    go(page, f"{app}/regions")
    title = page.locator(".js-plotly-plot .gtitle").text_content() or ""
    assert title
    saved = {}
    for form in ("png", "svg"):
        with page.expect_download() as download:
            page.locator(f"button[data-format={form}]").click()
        saved[form] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[form])
    assert {path.name.partition("_")[0] for path in saved.values()} == {"地区对比"}
    assert saved["png"].read_bytes().startswith(b"\x89PNG")
    drawing = saved["svg"].read_text(encoding="utf-8")
    assert title in drawing
    assert "来源：" in drawing
    assert "数据版本" in drawing


def test_the_readers_own_words_find_an_indicator_that_the_list_shows_under_another_name(
    app: str, page: Page
) -> None:
    go(page, f"{app}/regions")
    box = page.get_by_role("combobox", name="指标", exact=True)
    box.click()
    box.fill("GDP")
    box.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile("indicator=gdp.total"))
    expect(box).to_have_value(re.compile("^地区生产总值"))
