"""重复检测 in a real browser.

Witnesses chosen, parted, taken back; side by side with what differs and what moved; from each to its page;
another standard tried; downloads; one fact counted once and, on demand, every report of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data_layer.pipeline import ingest
from data_layer.store import ReadStore
from tests.browser.conftest import serve
from tests.browser.test_app import SETTLING, choose, go, settle, table
from tests.browser.test_deciding import tell_name
from tests.browser.test_views import row_count

pytestmark = pytest.mark.browser

CELLS = 6
"""Columns of a table that are compared at least."""
STORY = (
    "冷水江市油茶产业稳步发展\n\n2022年12月20日\n\n"
    "2022年，冷水江市油茶面积扩大到12.6万亩，新建苗圃38处，改造低产林4150亩，带动2736户农民增收。"
    "加工厂全年榨油1840吨，产值2.35亿元，吸纳务工人员615人，户均增收3870元。"
    "林业局举办培训47场，发放手册9200册，派出技术员126名，到园指导583次，受到群众欢迎。\n"
)
FIRST = "老库区的移民今年搬进了带院子的新楼，屋后留着菜地，门口的公交车半小时一班，孩子上学不再走夜路。"
SECOND = "镇里把闲置的粮站改成豆腐作坊，请来两位老师傅坐镇，头一季就卖空了存货，来年打算再添一条生产线。"
MOVED = "库区移民住进新楼\n\n2022年11月3日\n\n{}\n{}\n全镇为此投入资金420万元，受益群众1365人。\n"


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


@pytest.fixture
def moved_app(tmp_path: Path) -> Iterator[str]:
    """One article twice, its two paragraphs in another order."""
    for name, parts in (("甲.txt", (FIRST, SECOND)), ("乙.txt", (SECOND, FIRST))):
        (tmp_path / name).write_text(MOVED.format(*parts), encoding="utf-8")
    ingest([tmp_path / "甲.txt", tmp_path / "乙.txt"], tmp_path / "store")
    yield from serve(tmp_path / "store", tmp_path / "server.log")


def told(cell: str) -> str:
    """A cell's words; a number as a number, whatever zeros it is written with."""
    try:
        return str(float(cell))
    except ValueError:
        return cell


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


def test_what_differs_is_marked_on_both_sides_and_numbers_most(page: Page, own_app: str) -> None:
    go(page, f"{own_app}/duplicates")
    cells = page.locator(".pair .cell")
    numbers = [cells.nth(place).locator("ins.digits").all_text_contents() for place in range(cells.count())]
    left, right = (sum(numbers[side::2], []) for side in (0, 1))
    expect(page.get_by_text("★较好的版本依次看")).to_be_visible()
    assert sorted([left, right]) == [["2"], ["7"]]
    words = page.locator(".pair ins:not(.digits)").all_text_contents()
    assert sorted(words) == ["苖", "苗"]
    colours = [
        page.locator(mark).first.evaluate("mark => getComputedStyle(mark).backgroundColor")
        for mark in (".pair ins.digits", ".pair ins:not(.digits)")
    ]
    assert len(set(colours)) == 2
    heads, first, *rows = table(page, 1)
    told = [row[heads.index("比较")] for row in (first, *rows)]
    differing = len(told) - told.count("一致")
    assert told[0] == "数字不同"
    assert told[differing:] == ["一致"] * told.count("一致")  # those that differ come first
    numbers = told.count("数字不同")
    expect(page.get_by_text(f"对得上的数 {len(told)} 个，数字不同 {numbers} 个")).to_be_visible()
    listed, cluster = table(page)
    assert cluster[listed.index("数字不同")] == str(numbers)
    assert cluster[listed.index("其他出入")] == str(differing - numbers)


def test_what_moved_is_shown_as_moved(page: Page, moved_app: str) -> None:
    go(page, f"{moved_app}/duplicates?shown=all")
    moved = page.locator(".pair .cell.moved").all_text_contents()
    assert len(moved) == 2  # one paragraph, on both sides
    assert all("（位置不同）" in told for told in moved)
    assert {told.replace("（位置不同）", "") for told in moved} in ({FIRST}, {SECOND})
    assert page.locator(".pair ins").count() == 0  # moved, not changed
    assert FIRST in page.locator(".pair").inner_text() and SECOND in page.locator(".pair").inner_text()


@pytest.mark.parametrize("side", [0, 1])
def test_from_a_witness_to_its_page(page: Page, own_app: str, side: int) -> None:
    go(page, f"{own_app}/duplicates")
    name = page.locator(".pair .head").nth(side).inner_text().split(" ★")[0]
    own = "苖圃" if name.startswith("乙") else "苗圃"
    page.locator(".st-key-parting").get_by_role("link", name="打开全文").nth(side).click()
    expect(page.locator("h1")).to_have_text("文章库")
    settle(page)
    expect(page.get_by_test_id("stMain")).to_contain_text(own)
    expect(page.get_by_test_id("stMain")).to_contain_text(name)


def test_one_fact_is_counted_once_and_every_report_shown_on_demand(page: Page, own_app: str) -> None:
    counts = {}
    for reports in ("facts", "all"):
        go(page, f"{own_app}/figures?reports={reports}")
        counts[reports] = row_count(page)
    assert counts["all"] == 2 * counts["facts"] > 0
    go(page, f"{own_app}/figures")
    assert row_count(page) == counts["facts"]
    page.get_by_role("button", name="选列").click()
    choose(page, "报道", "显示全部")
    page.wait_for_timeout(SETTLING)
    assert row_count(page) == counts["all"]


@pytest.mark.parametrize("view", ["clusters", "conflicts"])
def test_the_download_holds_what_the_screen_shows(page: Page, own_app: str, view: str) -> None:
    go(page, f"{own_app}/duplicates?view={view}")
    heads, *shown = table(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    _, *saved = csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")))
    assert len(saved) == len(shown) > 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").first.click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    first, *cells = ([str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True))
    names = [head for head in heads if head in first]  # the grid draws the columns that are in sight
    assert len(names) >= CELLS
    for row, written in zip(shown, cells, strict=True):
        for name in names:
            shown_words, all_words = told(row[heads.index(name)]), told(written[first.index(name)])
            assert shown_words == all_words or (
                shown_words.endswith("…") and all_words.startswith(shown_words[:-1])
            )


def test_another_standard_is_tried_and_changes_nothing(page: Page, own_app: str) -> None:
    go(page, f"{own_app}/duplicates?view=standard&score=100")
    expect(page.get_by_text("若改为 100%")).to_be_visible()
    go(page, f"{own_app}/duplicates")
    expect(page.locator(".pair .digits").first).to_be_visible()
