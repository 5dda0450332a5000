"""Views in a real browser: links, downloads under random filters, the keyboard, what officials ask first."""

from __future__ import annotations

import csv
import io
import random
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data_layer import queries
from data_layer.filters import Filter
from data_layer.store import ReadStore, open_store
from pages.shared.frame import PAGES
from tests.browser.test_app import CLICKS, SETTLING, click_bar, go, query, settle, table

pytestmark = pytest.mark.browser

SEED, RANDOM_FILTERS = 20261128, 10
TABLED = ("regions", "timeline", "figures")
"""Pages whose table is what their downloads hold."""
MOST_TABS = 400
FADING = 120
"""Milliseconds in which a border has changed its colour."""
LIGHT = 180
"""Words lighter than this are read on a dark page."""
EMPTY = "[data-testid=stAlertContentInfo]"
TABBED = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return {end: true};
    const group = at.closest('[role=radiogroup], [role=tablist], [role=toolbar]');
    const name = at.getAttribute('aria-label') || at.innerText || at.outerHTML.slice(0, 120);
    return {end: false, tag: at.tagName, mark: at.dataset.walk || null, name,
        group: group ? group.dataset.walkGroup || null : null,
        unseen: at.restingLook !== undefined && at.restingLook === window.lookOf(at)};
}"""
"""Where a press of Tab led, and whether the control there looks no different from when it has no focus."""
CONTROLS = """() => {
    const wanted = 'a[href], button, input, textarea, select, [role=slider], [role=combobox]';
    const seen = {visibilityProperty: true, contentVisibilityAuto: true, opacityProperty: false};
    const found = [];
    let groups = 0;
    window.lookOf = one => {
        const seen = [];
        for (let at = one, up = 0; at && up < 12; at = at.parentElement, up++)
            for (const part of [null, '::before', '::after']) {
                const style = getComputedStyle(at, part);
                seen.push(style.outline, style.boxShadow, style.border, style.backgroundColor, style.color);
            }
        return seen.join('|');
    };
    for (const one of document.querySelectorAll(wanted + ', canvas')) one.restingLook = window.lookOf(one);
    for (const group of document.querySelectorAll('[role=radiogroup], [role=tablist], [role=toolbar]'))
        group.dataset.walkGroup = 'group ' + groups++;
    for (const one of document.querySelectorAll(wanted)) {
        const box = one.getBoundingClientRect(), closed = one.closest('details:not([open])');
        const hidden = one.closest('[aria-hidden=true], [inert], [hidden]') || !one.checkVisibility(seen);
        if (one.disabled || hidden || box.width < 2 || one.tabIndex < 0) continue;
        if (closed && !one.closest('summary')) continue;
        one.dataset.walk = String(found.length);
        const group = one.closest('[role=radiogroup], [role=tablist], [role=toolbar]');
        const name = one.getAttribute('aria-label') || one.innerText || one.outerHTML.slice(0, 160);
        found.push([one.dataset.walk, group ? group.dataset.walkGroup : null, name]);
    }
    return found;
}"""
"""The controls of a page: a mark of each, that of its group (where arrow keys go on from one), its name."""


@pytest.fixture(scope="module")
def filters(sample_store: Path) -> list[dict[str, str]]:
    """Ten seeded filters of the sample corpus, as addresses have them; each finds some figures."""
    store, chance = open_store(sample_store), random.Random(SEED)
    regions = list(queries.region_tree(store).query("figures > 0")["adcode"])
    topics = list(queries.topic_counts(store, Filter())["topic"])
    sources = list(queries.source_list(store).query("figures > 0")["source_id"])
    found: list[dict[str, str]] = []
    while len(found) < RANDOM_FILTERS:
        parts = {
            "region": chance.choice(regions),
            "topic": Filter(topics=(chance.choice(topics),)).to_query()["topic"][0],
            "source": chance.choice(sources),
            "from": f"{chance.randint(2015, 2022)}-01-01",
        }
        asked = {name: parts[name] for name in chance.sample(list(parts), chance.randint(1, 2))}
        flt = Filter.from_query({name: [value] for name, value in asked.items()})
        if int(queries.sizes(store, flt).iloc[0]["figures"]):
            found.append(asked)
    return found


def address_of(app: str, name: str, asked: dict[str, str]) -> str:
    return f"{app}/{name}?" + "&".join(f"{key}={value}" for key, value in asked.items())


def downloaded(page: Page, form: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(f"^{form}")).click()
    return Path(waiting.value.path()).read_bytes()


def row_count(page: Page) -> int:
    """Rows of the page's own table, as the grid tells a screen reader; the head is not counted."""
    grid = page.get_by_test_id("stDataFrame").last.locator("table[role=grid]")
    grid.wait_for(state="attached")
    return int(grid.get_attribute("aria-rowcount") or 0) - 1


def test_a_saved_picture_pales_no_bar_beside_the_chosen_one(app: str, page: Page) -> None:
    go(page, f"{app}/regions")
    expect(page).to_have_title("地区对比 · 县数")
    before = downloaded(page, "图片 SVG").decode()
    click_bar(page, 1)
    expect(page.locator(".js-plotly-plot .bars .point path[style*='opacity: 0.5']").first).to_be_attached()
    after = downloaded(page, "图片 SVG").decode()
    assert before.count("opacity: 0.5") == after.count("opacity: 0.5") == 0


@pytest.mark.parametrize("number", range(RANDOM_FILTERS))
def test_screen_csv_and_xlsx_hold_the_same_rows_under_random_filters(
    app: str, page: Page, filters: list[dict[str, str]], number: int
) -> None:
    told = 0
    for name in TABLED:
        go(page, address_of(app, name, filters[number]))
        if page.get_by_test_id("stDataFrame").count() == 0:
            expect(page.locator(EMPTY).first).to_be_visible()  # an empty state says why
            continue
        shown = row_count(page)
        rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))[1:]
        book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Excel")))
        sheet = list(book.worksheets[0].values)[1:]
        assert shown == len(rows) == len(sheet) > 0, (name, filters[number])
        notes = dict(line[:2] for line in book.worksheets[1].iter_rows(values_only=True))
        assert notes["行数"] == str(shown)
        assert page.locator(".filter-words").inner_text().startswith(notes["筛选"])
        told += 1
    assert told, "no page had a table under this filter"


@pytest.mark.parametrize(
    "view",
    [
        "articles",
        "sources",
        "checks?verdict=consistent",
        "duplicates",
        "duplicates?view=conflicts",
        "duplicates?view=confused",
        "regions?look=grid",
        "regions?look=pair",
        "regions?look=years",
        "regions?look=years&by=indicator",
    ],
)
def test_every_table_can_be_taken_along(app: str, page: Page, view: str) -> None:
    go(page, f"{app}/{view}")
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV（").decode("utf-8-sig"))))
    sheet = list(openpyxl.load_workbook(io.BytesIO(downloaded(page, "Excel（"))).worksheets[0].values)
    frame = pd.read_parquet(io.BytesIO(downloaded(page, "Parquet")))
    assert len(rows) == len(sheet) == len(frame) + 1 > 1
    assert rows[0] == list(sheet[0])


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_a_views_link_reopened_shows_the_same_rows(app: str, page: Page, browser: Browser, name: str) -> None:
    go(page, f"{app}/{name}?region=430000")
    page.get_by_role("button", name="复制本页链接").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    page.keyboard.press("Escape")
    assert link.isascii()
    page.wait_for_timeout(SETTLING)
    shown = tables_of(page)
    sheet = page.locator(".brief").all_inner_texts()
    other = browser.new_context(viewport={"width": 1440, "height": 1100}, locale="zh-CN")
    second = other.new_page()
    go(second, link)
    for _ in range(CLICKS):  # a table is drawn a moment after the script has run
        if tables_of(second) == shown:
            break
        second.wait_for_timeout(SETTLING)
    assert tables_of(second) == shown
    assert second.locator(".brief").all_inner_texts() == sheet
    assert second.locator(".counts").all_inner_texts() == page.locator(".counts").all_inner_texts()
    other.close()


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_every_control_is_reached_by_the_keyboard_and_shows_it(app: str, page: Page, name: str) -> None:
    go(page, f"{app}/{name}")
    wanted = page.evaluate(CONTROLS)
    tables = visible_tables(page).count()
    reached: set[str] = set()
    unseen, grids = [], 0
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        page.wait_for_timeout(FADING)
        at = page.evaluate(TABBED)
        if at["end"]:
            break
        unseen += [at["name"]] if at["unseen"] else []
        reached |= {at["mark"], at["group"]} - {None}
        grids += at["tag"] in ("CANVAS", "TABLE")
    missed = [words for mark, group, words in wanted if mark not in reached and group not in reached]
    assert not missed, f"{len(missed)} of {len(wanted)} controls are not reached: {missed[:5]}"
    assert grids >= tables, "a table takes no focus"
    assert not unseen, f"focus is not to be seen on {unseen[:8]}"


def tables_of(page: Page) -> list[list[list[str]]]:
    """Heads and rows of each table that can be seen."""
    read = "grid => [...grid.rows].map(row => [...row.cells].map(cell => cell.textContent))"
    grids = visible_tables(page).locator("table[role=grid]")
    return [grids.nth(place).evaluate(read) for place in range(grids.count())]


def visible_tables(page: Page) -> Locator:
    """The tables of a page that no closed part hides."""
    return page.get_by_test_id("stDataFrame").filter(visible=True)


def test_arrow_keys_go_on_in_a_group(app: str, page: Page) -> None:
    go(page, f"{app}/regions")
    page.get_by_role("radio", name="一个指标").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("look=grid"))


def take(page: Page, label: str, words: str) -> None:
    """Type into a choice and take the option that holds the words, once the list shows it first."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.focus()
    box.press_sequentially(words)
    expect(page.get_by_role("option").first).to_contain_text(words)
    box.press("Enter")


def rows_of(page: Page, head: str, expected: set[str]) -> None:
    """Wait until a column holds these words: after a choice the browser shows the old rows for a while."""
    for _ in range(40):
        heads, *rows = table(page)
        if {row[heads.index(head)] for row in rows} == expected:
            return
        page.wait_for_timeout(250)
    assert {row[heads.index(head)] for row in rows} == expected


def test_a_chart_follows_the_choice_of_dark_and_every_page_keeps_it(app: str, page: Page) -> None:
    go(page, f"{app}/regions?indicator=congress.filing&tolerance=any")
    expect(page.locator(".js-plotly-plot .gtitle")).to_be_visible()
    title, table_before = page.locator(".js-plotly-plot .gtitle").text_content(), table(page)
    page.get_by_test_id("stMainMenu").click()
    with page.expect_navigation():
        page.get_by_text("深色").click()
    settle(page)
    words = page.locator(".js-plotly-plot .gtitle")
    expect(words).to_have_text(title or "")
    assert luminance(words.evaluate("one => getComputedStyle(one).fill")) > LIGHT
    assert table(page) == table_before
    go(page, f"{app}/timeline")
    assert page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).colorScheme") == "dark"


def luminance(colour: str) -> float:
    """How light a colour of a computed style (rgb(…)) is, 0 to 255."""
    red, green, blue = map(float, re.findall(r"[\d.]+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_xiangtan_is_compared_with_its_province(app: str, page: Page) -> None:
    go(page, f"{app}/regions?indicator=congress.filing&tolerance=any")
    take(page, "我的地区", "湘潭市")
    expect(page).to_have_url(re.compile("mine=430300"))
    settle(page)
    heads, *rows = table(page)
    assert len(rows) > 2 and "湘潭市" in {row[heads.index("地区")] for row in rows}
    expect(page.locator(".js-plotly-plot").get_by_text("我的地区")).to_be_visible()
    take(page, "对比", "全省同级")
    expect(page).to_have_url(re.compile("scope=peers"))
    expect(page.locator(".js-plotly-plot .gtitle", has_text="湖南省同级")).to_be_visible()
    settle(page)
    rows_of(page, "地区", {"湘潭市", "永州市"})
    click_bar(page)
    expect(page.locator(".st-key-card mark.figure")).to_be_visible()


def test_shanxis_growth_is_followed(app: str, page: Page) -> None:
    go(page, f"{app}/timeline?indicator=gdp.total&line=140000")
    expect(page.locator(".js-plotly-plot .gtitle").first).to_contain_text("地区生产总值")
    heads, *rows = table(page)
    assert len(rows) >= 3 and {row[heads.index("地区")] for row in rows} == {"山西省"}
    assert "数值（%）" in heads
    box = visible_tables(page).first.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 50)
    expect(page.locator(".st-key-card mark.figure")).to_be_visible()
    assert "山西" in page.locator(".st-key-card").inner_text()


def test_typed_names_and_codes_choose_regions(app: str, page: Page) -> None:
    go(page, f"{app}/figures")
    box = page.get_by_role("combobox", name="地区", exact=True)
    for words, code in (("431381", "431381"), ("冷水江", "431381")):
        box.focus()
        box.press_sequentially(words)
        box.press("Enter")
        settle(page)
        expect(page).to_have_url(re.compile(f"region={code}"))
        page.goto(f"{app}/figures")
        settle(page)
    box.focus()
    box.press_sequentially("鼓楼区")
    box.press("Enter")
    settle(page)
    expect(page.get_by_text("“鼓楼区”有 4 处")).to_be_visible()
    page.keyboard.press("Escape")
    take(page, "“鼓楼区”有 4 处，是哪一处？", "徐州")
    expect(page).to_have_url(re.compile("region=320302"))


def test_facets_narrow_and_the_reader_goes_on_to_the_next_article(app: str, page: Page) -> None:
    go(page, f"{app}/articles?words=就业")
    total = page.locator(".counts").inner_text()
    page.locator(".st-key-facet_topic button").first.click()
    expect(page).to_have_url(re.compile("topic="))
    settle(page)
    assert query(page)["words"] == ["就业"]
    expect(page.locator(".counts")).not_to_have_text(total)
    settle(page)
    for _ in range(5):  # a click on a table that is being drawn anew is lost
        box = page.get_by_test_id("stDataFrame").first.bounding_box()
        page.mouse.click(box["x"] + 15, box["y"] + 50)
        page.wait_for_timeout(1500)
        if "article" in query(page):
            break
    expect(page).to_have_url(re.compile("article="))
    settle(page)
    expect(page.locator("div.article p mark.hit").first).to_be_visible()
    first = query(page)["article"][0]
    page.get_by_role("button", name="下一篇").click()
    expect(page).not_to_have_url(re.compile(f"article={first}"))
    settle(page)
    page.get_by_role("button", name="上一篇").click()
    expect(page).to_have_url(re.compile(f"article={first}"))


def test_a_click_on_a_number_of_the_text_opens_its_card_and_the_chosen_one_is_in_sight(
    app: str, sample_store: Path, page: Page
) -> None:
    rows = ReadStore(sample_store).rows("SELECT article_id FROM articles ORDER BY length(text) DESC LIMIT 1")
    page.set_viewport_size({"width": 1440, "height": 500})
    go(page, f"{app}/articles?article={rows[0]['article_id']}")
    numbers = page.locator(".article [data-figure]")
    last = numbers.last.get_attribute("data-figure")
    go(page, f"{page.url}&figure={last}")
    chosen = page.locator(".article mark.figure")
    expect(chosen).to_have_attribute("data-figure", last)
    expect(chosen).to_be_in_viewport()
    expect(page.locator(".sentence mark.figure")).to_be_in_viewport()
    words, figure = numbers.first.inner_text(), numbers.first.get_attribute("data-figure")
    numbers.first.click()
    expect(page).to_have_url(re.compile(f"figure={figure}"))
    expect(chosen).to_have_text(words)
    expect(page.locator(".sentence mark.figure")).to_have_text(words)
    page.go_back()
    expect(chosen).to_have_attribute("data-figure", last)
