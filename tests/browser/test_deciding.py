"""People decide in a real browser: findings judged, numbers corrected, struck out and added, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from data_layer.deciding import correct_figure
from data_layer.pipeline import ingest
from data_layer.store import Journal, ReadStore
from tests.browser.conftest import serve
from tests.browser.test_app import go, settle, table

pytestmark = pytest.mark.browser

TEXT = (
    "冷水江市政务服务\n\n2022年12月20日\n\n"
    "2022年，冷水江市受理申请2000件，办结1800件，办结率95.5%。\n\n"
    "2022年，冷水江市适龄儿童1250名，已入学1235名，入学率89.8%。\n\n"
    "今年，冷水江市城镇新增就业8210人。报名参加活动的另有三百二十人。\n"
)
NAME = "王秀英"


@pytest.fixture
def store(tmp_path: Path) -> ReadStore:
    """A store of its own, with two wrong rates."""
    source = tmp_path / "政务.txt"
    source.write_text(TEXT, encoding="utf-8")
    ingest([source], tmp_path / "store")
    return ReadStore(tmp_path / "store")


@pytest.fixture
def own_app(store: ReadStore, tmp_path: Path) -> Iterator[str]:
    yield from serve(store.folder.directory, tmp_path / "server.log")


def tell_name(scope: Locator) -> None:
    name = scope.get_by_label("您的姓名").first  # a box inside asks too
    name.fill(NAME)
    name.press("Enter")
    expect(scope.get_by_text(f"以 {NAME} 的名义记录").first).to_be_visible()
    settle(scope.page)


def fill_day(scope: Locator, label: str, day: str) -> None:
    """Type a date into its field, and close its calendar."""
    field = scope.get_by_test_id("stDateInput").filter(has_text=label).locator("input")
    field.fill(day)
    field.press("Enter")
    scope.page.keyboard.press("Escape")


def fill(scope: Locator, label: str, words: str) -> None:
    """Fill the one field of a box; its help and its buttons carry the label too."""
    named = scope.get_by_label(re.compile(f"^{label}"))
    named.and_(scope.page.locator("input")).first.fill(words)


def states(store: ReadStore) -> dict[str, str | None]:
    """What was decided on the findings, by their arithmetic's first number."""
    rows = store.rows("SELECT explanation, decision FROM checks WHERE verdict = 'inconsistent'")
    return {row["explanation"].split(" ")[0]: row["decision"] for row in rows}


def test_findings_are_judged_by_button_and_key_and_taken_back(
    page: Page, own_app: str, store: ReadStore
) -> None:
    assert states(store) == {"1800": None, "1235": None}
    go(page, f"{own_app}/checks")
    expect(page.get_by_text("2 条，分量重")).to_be_visible()
    arithmetic = page.locator(".arithmetic")
    first = arithmetic.inner_text().split(" ")[0]
    expect(arithmetic).to_contain_text("原文写")
    page.get_by_role("button", name="数字无误").click()
    expect(page.get_by_text("请先写上您的姓名").first).to_be_visible()
    finding = page.locator(".st-key-finding")
    tell_name(finding)
    fill(finding, "理由", "与统计公报核对过")
    page.get_by_role("button", name="数字无误").click()
    expect(page.get_by_text("1 条，分量重")).to_be_visible()
    settle(page)
    assert states(store)[first] == "dismissed"
    page.keyboard.press("Alt+1")
    expect(page.get_by_text("没有符合条件的核查结果")).to_be_visible()
    assert sorted(map(str, states(store).values())) == ["confirmed", "dismissed"]
    page.get_by_text("最近的处理记录").click()
    said = page.locator(".opinion")
    expect(said.filter(has_text="与统计公报核对过")).to_contain_text(NAME)
    page.get_by_role("button", name="撤销").first.click()
    expect(page.get_by_text("1 条，分量重")).to_be_visible()
    assert sorted(map(str, states(store).values())) == ["None", "dismissed"]


def test_findings_are_worked_through_by_keys_alone(page: Page, own_app: str, store: ReadStore) -> None:
    go(page, f"{own_app}/checks")
    finding = page.locator(".st-key-finding")
    tell_name(finding)
    first = page.locator(".arithmetic").inner_text()
    page.keyboard.press("Alt+3")  # leave it open
    expect(page.get_by_text("第 2 条，共 2 条")).to_be_visible()
    expect(page.locator(".arithmetic")).not_to_have_text(first)
    settle(page)
    second = page.locator(".arithmetic").inner_text()
    finding.get_by_label("理由", exact=True).first.press_sequentially("与公报核对过")
    page.keyboard.press("Alt+2")  # without leaving the field
    expect(page.locator(".arithmetic")).to_have_text(first)
    settle(page)
    assert states(store)[second.split(" ")[0]] == "dismissed"
    assert Journal(store.folder.journal).decisions()[-1].reason == "与公报核对过"
    page.keyboard.press("Alt+4")
    expect(page.get_by_text("2 条，分量重")).to_be_visible()
    settle(page)
    assert list(states(store).values()) == [None, None]


def test_several_findings_at_once(page: Page, own_app: str, store: ReadStore) -> None:
    go(page, f"{own_app}/checks")
    tell_name(page.locator(".st-key-finding"))
    grid = page.get_by_test_id("stDataFrame").first
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 18)  # the box in the head chooses every row
    expect(page.get_by_text("选了 2 条")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="确认有误").click()
    expect(page.get_by_text("没有符合条件的核查结果")).to_be_visible()
    assert states(store) == {"1800": "confirmed", "1235": "confirmed"}


def test_a_finding_is_settled_by_a_correction(page: Page, own_app: str, store: ReadStore) -> None:
    go(page, f"{own_app}/checks?rule=share")
    tell_name(page.locator(".st-key-finding"))
    first = page.locator(".arithmetic").inner_text().split(" ")[0]
    right = {"1800": "90", "1235": "98.8"}[first]
    form = page.locator(".st-key-correct")
    form.get_by_text("更正", exact=True).click()
    fill(form, "数值", right)
    fill(form, "理由", "原件写的是这个数")
    form.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("1 条，分量重")).to_be_visible()
    assert states(store)[first] == "corrected"


def test_a_number_is_corrected_struck_out_and_restored_on_its_card(
    page: Page, own_app: str, store: ReadStore
) -> None:
    (row,) = store.rows("SELECT figure_id, article_id FROM figures WHERE quote = '8210人'")
    go(page, f"{own_app}/figures?figure={row['figure_id']}")
    form = page.locator("[class*=st-key-opinion_]")
    form.get_by_text("记录意见").click()
    tell_name(form)
    fill(form, "数值", "8120")
    fill(form, "单位", "人次")
    form.get_by_placeholder("为什么这样改").fill("原件写的是 8120")
    form.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("已更正，看原读数")).to_be_visible()
    settle(page)
    page.get_by_text("已更正，看原读数").click()
    expect(page.get_by_text("8,210").first).to_be_visible()
    (found,) = store.rows("SELECT value, unit, value_as_read FROM figures WHERE quote = '8210人'")
    assert found == {"value": 8120.0, "unit": "人次", "value_as_read": 8210.0}
    page.get_by_role("button", name="剔除这个数").click()
    expect(page.get_by_role("button", name="剔除这个数")).to_have_count(0)
    assert store.rows("SELECT quote FROM struck_figures") == [{"quote": "8210人"}]
    go(page, f"{own_app}/articles?article={row['article_id']}")
    expect(page.get_by_text("已剔除的数（1）")).to_be_visible()


def test_indicator_region_and_period_of_a_number_are_corrected(
    page: Page, own_app: str, store: ReadStore
) -> None:
    (row,) = store.rows("SELECT figure_id FROM figures WHERE quote = '8210人'")
    go(page, f"{own_app}/figures?figure={row['figure_id']}")
    form = page.locator("[class*=st-key-opinion_]")
    form.get_by_text("记录意见").click()
    tell_name(form)
    fill(form, "指标", "城镇失业人员再就业")
    fill(form, "地区", "新化县")
    fill_day(form, "时期起", "2021-01-01")
    fill_day(form, "时期止", "2021-06-30")
    form.get_by_placeholder("为什么这样改").fill("说的是上半年的新化县")
    form.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("已更正，看原读数")).to_be_visible()
    (found,) = store.rows(
        "SELECT indicator, region_name, period_start, period_end, period_type, value FROM figures "
        "WHERE quote = '8210人'"
    )
    assert found == {
        "indicator": "城镇失业人员再就业", "region_name": "新化县", "period_start": date(2021, 1, 1),
        "period_end": date(2021, 6, 30), "period_type": "half", "value": 8210.0,
    }  # fmt: skip
    go(page, f"{own_app}/figures?region=431322")
    told = ["失业人员再就业人数", "新化县", "8210", "人", "更正", "2021年上半年"]
    assert table(page)[1][: len(told)] == told
    go(page, f"{own_app}/figures?figure={row['figure_id']}")
    page.get_by_text("已更正，看原读数").click()
    expect(page.get_by_text("冷水江市").first).to_be_visible()


def test_a_region_that_does_not_exist_is_named_and_nothing_changes(
    page: Page, own_app: str, store: ReadStore
) -> None:
    (row,) = store.rows("SELECT figure_id FROM figures WHERE quote = '8210人'")
    go(page, f"{own_app}/figures?figure={row['figure_id']}")
    form = page.locator("[class*=st-key-opinion_]")
    form.get_by_text("记录意见").click()
    tell_name(form)
    fill(form, "地区", "没有的县")
    form.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("没有“没有的县”这个地区")).to_be_visible()
    assert store.rows("SELECT uid FROM decided") == []


def test_the_date_of_an_article_is_corrected_and_its_numbers_follow(
    page: Page, own_app: str, store: ReadStore
) -> None:
    (row,) = store.rows("SELECT article_id FROM articles")
    go(page, f"{own_app}/articles?article={row['article_id']}")
    form = page.locator(".st-key-article_facts")
    form.get_by_text("更正这篇文章的日期、地区、标题").click()
    tell_name(form)
    fill_day(form, "日期", "2021-12-20")
    form.get_by_role("button", name="保存更正").click()
    expect(page.locator(".opinion").filter(has_text=re.compile("2021-12-20"))).to_be_visible()
    assert store.rows("SELECT published FROM articles") == [{"published": date(2021, 12, 20)}]
    (found,) = store.rows("SELECT period_start FROM figures WHERE quote = '8210人'")
    assert found["period_start"] == date(2021, 1, 1)


def test_an_article_is_corrected_and_a_missed_number_added(
    page: Page, own_app: str, store: ReadStore
) -> None:
    (row,) = store.rows("SELECT article_id FROM articles")
    go(page, f"{own_app}/articles?article={row['article_id']}")
    form = page.locator(".st-key-article_facts")
    form.get_by_text("更正这篇文章的日期、地区、标题").click()
    tell_name(form)
    fill(form, "地区", "新化县")
    form.get_by_role("button", name="保存更正").click()
    expect(page.locator(".opinion").filter(has_text=re.compile("新化县"))).to_be_visible()
    assert store.rows("SELECT region_name FROM articles") == [{"region_name": "新化县"}]
    form = page.locator(".st-key-missed")
    form.get_by_text("补录漏读的数").click()
    fill(form, "原文里的数", "报名参加活动")
    form.get_by_label("原文里的数").press("Enter")
    settle(page)
    fill(form, "数值", "320")
    fill(form, "单位", "人")
    fill(form, "指标", "活动报名人数")
    form.get_by_role("button", name="补录", exact=True).click()
    expect(page.get_by_text("已补录")).to_be_visible()
    (found,) = store.rows("SELECT value, confidence_notes FROM figures WHERE indicator = '活动报名人数'")
    assert found == {"value": 320.0, "confidence_notes": ["人工补录"]}


MARK = """words => {
    const article = document.querySelector(".article:not(.legend)");
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const at = texts.currentNode.data.indexOf(words);
        if (at >= 0) return getSelection().setBaseAndExtent(
            texts.currentNode, at, texts.currentNode, at + words.length);
    }
}"""
"""What dragging over words in the reader does."""


def test_a_number_that_is_marked_in_the_text_is_added(page: Page, own_app: str, store: ReadStore) -> None:
    (row,) = store.rows("SELECT article_id, text FROM articles")
    go(page, f"{own_app}/articles?article={row['article_id']}")
    button = page.get_by_role("button", name="补录所选的数")
    page.evaluate(MARK, "报名参加活动")
    expect(button).to_be_hidden()  # there is no number in it
    page.evaluate(MARK, "三百二十人")
    button.click()
    form = page.locator(".st-key-missed_marked")
    expect(form).to_be_visible()
    settle(page)  # until then the form that it takes the place of stands below it, faded
    which = form.get_by_label("哪个数").and_(page.locator("input"))
    expect(which).to_have_count(1)
    expect(which).to_have_value(re.compile("【三百二十人】"))
    tell_name(form)
    fill(form, "数值", "320")
    fill(form, "单位", "人")
    fill(form, "指标", "活动报名人数")
    form.get_by_role("button", name="补录", exact=True).click()
    expect(page.get_by_text("已补录")).to_be_visible()
    (found,) = store.rows("SELECT quote, char_start FROM figures WHERE indicator = '活动报名人数'")
    assert found == {"quote": "三百二十人", "char_start": row["text"].index("三百二十人")}
    expect(page.locator(".st-key-missed")).to_be_visible()
    assert "marked" not in page.url


TOWNS = (
    "城镇化情况\n\n2022年12月20日\n\n"
    "2022年末，冷水江市常住人口32万人，其中城镇人口24万人，城镇化率57%。\n\n"
    "2022年末，新化县常住人口120万人，其中城镇人口48万人，城镇化率40%。\n"
)


@pytest.fixture
def towns(tmp_path: Path) -> ReadStore:
    """A store whose one wrong rate is a bar among others."""
    source = tmp_path / "城镇化.txt"
    source.write_text(TOWNS, encoding="utf-8")
    ingest([source], tmp_path / "towns")
    return ReadStore(tmp_path / "towns")


@pytest.fixture
def towns_app(towns: ReadStore, tmp_path: Path) -> Iterator[str]:
    yield from serve(towns.folder.directory, tmp_path / "towns.log")


def test_a_bar_is_marked_until_its_number_is_right(page: Page, towns_app: str, towns: ReadStore) -> None:
    def bars() -> list[str]:
        go(page, f"{towns_app}/regions?indicator=population.urbanization")
        return sorted(page.locator(".js-plotly-plot .bartext").all_text_contents())

    assert bars() == ["40", "57〔待核〕"]
    (row,) = towns.rows("SELECT figures FROM checks WHERE verdict = 'inconsistent'")
    correct_figure(towns, row["figures"][-1], {"value": 75.0}, by=NAME, reason="24 ÷ 32")
    assert bars() == ["40", "75〔更正〕"]
