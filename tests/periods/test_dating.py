"""Dates of articles that state none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from data_layer.model import Article, PublishedHow
from data_layer.periods import date_articles, reference_year
from data_layer.periods.titles import report_year

_CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dating.yaml").read_text(encoding="utf-8"))


def _article(number, text, title=None, page=1, published=None):
    how = PublishedHow.STATED if published else None
    name = f"d-{number:03d}"
    return Article(name, "a.txt", "d", text, title=title, page=page, published=published, published_how=how)


def _dates(*articles: Article) -> list[date | None]:
    return [article.published for article in date_articles(articles)]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_one_article(case):
    article = date_articles([_article(1, case["text"], case.get("title"))])[0]
    assert article.published == case["published"]
    assert article.published_how == (PublishedHow.INFERRED if case["published"] else None)


def test_articles_of_a_page_share_their_date():
    page = (_article(1, "2022年，植树。"), _article(2, "12月13日，晴。"), _article(3, "今年来，签约。"))
    assert _dates(*page) == [date(2022, 12, 13)] * 3


def test_pages_do_not_share():
    pages = (_article(1, "2022年11月3日。", page=1), _article(2, "10月8日。", page=2))
    assert _dates(*pages) == [date(2022, 11, 3), None]


def test_masthead_dates_its_page():
    page = (_article(1, "2022年12月28日 星期三"), _article(2, "11月3日，2021年立项的桥通车。"))
    assert _dates(*page) == [date(2022, 12, 28)] * 2


def test_date_line_of_one_article_is_its_own():
    pair = (_article(1, "2021年12月16日\n转型不停步。", page=None), _article(2, "10月8日，晴。", page=None))
    assert _dates(*pair) == [date(2021, 12, 16), None]


def test_stated_date_holds_for_the_page():
    stated = _article(1, "要闻。", published=date(2022, 5, 4))
    first, second = date_articles([stated, _article(2, "2020年，建站。")])
    assert first == stated
    assert (second.published, second.published_how) == (date(2022, 5, 4), PublishedHow.INFERRED)


def test_a_date_does_not_hold_for_what_tells_of_later_years():
    stated = _article(1, "要闻。", published=date(2012, 5, 4))
    later = _article(2, "截至2018年10月底，改厕420户。")
    assert _dates(stated, later, _article(3, "今年植树。"))[1:] == [date(2018, 11, 30), None]
    ahead = _article(2, "2013年3月，新校启用。")  # a year is told of before it begins
    assert _dates(stated, ahead)[1] == date(2012, 5, 4)


def test_collection_does_not_share():
    stated = [_article(day, "甲。", published=date(2021, 12, day)) for day in (1, 2)]
    undated = (_article(3, "2020年，建站。"), _article(4, "今年建站。"))
    assert _dates(*stated, *undated)[2:] == [date(2020, 12, 31), None]


@pytest.mark.parametrize(
    ("title", "reference", "report"),
    [
        ("某县2021年国民经济和社会发展统计公报", 2021, None),
        ("二〇二一年全县工作总结", 2021, None),
        ("2022年政府工作报告", 2021, 2022),
        ("2021年预算执行情况和2022年预算草案的报告", 2021, 2022),
        ("区里2021年开工的桥", None, None),
        ("政府工作报告", None, None),
        ("2021年民政年度工作报告", 2021, None),
        ("2022年度法治建设工作报告", 2022, None),
        (None, None, None),
    ],
)
def test_years_of_titles(title, reference, report):
    assert (reference_year(title), report_year(title)) == (reference, report)
