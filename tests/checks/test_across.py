"""Rules across articles: series, regions, sizes, witnesses; and dates."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from data_layer.checks import compare_articles
from data_layer.lexicon.indicators import load_indicators
from data_layer.model import (
    Article,
    Figure,
    FigureKind,
    GrowthBase,
    Period,
    PeriodType,
    PublishedHow,
    Region,
    RegionLevel,
)

COUNTY = Region("431381", "冷水江市", RegionLevel.COUNTY, "431300")
OTHERS = [
    Region(code, code, RegionLevel.COUNTY, "431300") for code in ("431302", "431321", "431322", "431382")
]
PREFECTURE = Region("431300", "娄底市", RegionLevel.PREFECTURE, "430000")
RETAIL = "trade.retail"


@dataclass(frozen=True)
class Fact:
    fact_id: str
    chosen: bool


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31), PeriodType.YEAR, f"{number}年")


def months(number, last):
    return Period(date(number, 1, 1), date(number, last, 28), PeriodType.TO_DATE, f"1-{last}月")


class Corpus:
    """Articles of one figure each."""

    def __init__(self):
        self.articles, self.figures = [], []

    def add(self, quote, value, period, region=COUNTY, article=None, **fields):
        number = len(self.articles) + 1
        if article is None:
            article = Article(f"{number:012d}-001", f"{number}.txt", "0", "", region=region)
            self.articles.append(article)
        start = len(article.text)
        article = replace(article, text=f"{article.text}{quote}，")
        self.articles = [article if one.article_id == article.article_id else one for one in self.articles]
        known = {
            "unit": "元", "kind": FigureKind.LEVEL, "indicator": "社会消费品零售总额", "indicator_id": RETAIL,
            "base_value": value, "base_unit": "元", "region": region, "period": period,
        }  # fmt: skip
        span = start, start + len(quote)
        name = f"{article.article_id}-{start}"
        figure = Figure(name, article.article_id, *span, quote, quote, value, **(known | fields))
        self.figures.append(figure)
        return article

    def checks(self, rule, facts=None):
        return [one for one in compare_articles(self.articles, self.figures, facts or {}) if one.rule == rule]


@pytest.fixture
def corpus():
    return Corpus()


def test_the_indicator_of_these_tests_is_in_the_catalogue():
    found = {one.id: one for one in load_indicators()}
    assert found[RETAIL].flow and not found[RETAIL].constant_price


def test_reports_that_agree_and_that_do_not(corpus):
    corpus.add("35.2亿元", 3.52e9, year(2022))
    corpus.add("35.24亿元", 3.524e9, year(2022))
    corpus.add("38.1亿元", 3.81e9, year(2022))
    assert sorted(one.verdict for one in corpus.checks("conflict")) == ["consistent", "unsure"]


def test_two_growths_differ_by_points_not_by_a_percentage(corpus):
    for quote, value in (("9.4%", 9.4), ("6.1%", 6.1)):
        corpus.add(quote, value, year(2022), kind=FigureKind.GROWTH, unit="%", base_unit="%")
    (found,) = corpus.checks("conflict")
    assert found.explanation.endswith("相差 3.3 个百分点")


def test_a_lost_unit_that_two_others_contradict_is_an_error(corpus):
    corpus.add("35.2亿元", 3.52e9, year(2022))
    corpus.add("35.2亿元", 3.52e9, year(2022))
    corpus.add("352亿元", 3.52e10, year(2022))
    (wrong,) = [one for one in corpus.checks("conflict") if one.verdict != "consistent"]
    assert wrong.verdict == "inconsistent" and wrong.article_id == corpus.articles[2].article_id
    assert "小数点" in wrong.explanation and wrong.expected == 3.52e9


@pytest.mark.parametrize(
    ("quote", "growth", "verdict"), [("10%", 10.0, "consistent"), ("25%", 25.0, "unsure")]
)
def test_growth_against_the_year_before_in_another_article(corpus, quote, growth, verdict):
    corpus.add("32亿元", 3.2e9, year(2021))
    article = corpus.add("35.2亿元", 3.52e9, year(2022))
    corpus.add(
        quote, growth, year(2022), article=article, unit="%", base_unit="%", base_value=growth,
        kind=FigureKind.GROWTH, growth_base=GrowthBase.YEAR_EARLIER,
    )  # fmt: skip
    (one,) = corpus.checks("growth")
    assert one.verdict == verdict and one.expected == pytest.approx(10)
    assert one.roles == ("上年数", "本期数", "增速")


def test_growth_at_constant_prices_is_not_judged(corpus):
    product = {"indicator": "地区生产总值", "indicator_id": "gdp.total"}
    assert {one.id: one.constant_price for one in load_indicators()}["gdp.total"]
    corpus.add("32亿元", 3.2e9, year(2021), **product)
    article = corpus.add("35.2亿元", 3.52e9, year(2022), **product)
    corpus.add(
        "8.1%", 8.1, year(2022), article=article, unit="%", base_unit="%", base_value=8.1,
        kind=FigureKind.GROWTH, growth_base=GrowthBase.YEAR_EARLIER, **product,
    )  # fmt: skip
    assert [one.verdict for one in corpus.checks("growth")] == ["not_applicable"]


def test_a_sum_since_january_does_not_shrink(corpus):
    corpus.add("20亿元", 2.0e9, months(2022, 6))
    corpus.add("24亿元", 2.4e9, months(2022, 9))
    corpus.add("22亿元", 2.2e9, months(2022, 11))
    assert [one.verdict for one in sorted(corpus.checks("cumulative"), key=lambda one: one.figures)] == [
        "consistent",
        "unsure",
    ]


def test_a_county_has_no_more_than_its_prefecture(corpus):
    corpus.add("200亿元", 2.0e10, year(2022), PREFECTURE)
    corpus.add("35.2亿元", 3.52e9, year(2022))
    corpus.add("210亿元", 2.1e10, year(2022), OTHERS[0])
    verdicts = {one.figures[-1].split("-")[0][-1]: one.verdict for one in corpus.checks("above")}
    assert verdicts == {"2": "consistent", "3": "unsure"}


def test_sizes_against_peers_and_the_own_series(corpus):
    for number, region in enumerate(OTHERS + [Region("431381", "冷水江市", RegionLevel.COUNTY)]):
        corpus.add(f"{30 + number}亿元", (30 + number) * 1e8, year(2021), region)
    corpus.add("33亿元", 3.3e9, year(2020))
    corpus.add("35万元", 3.5e5, year(2022))
    (one,) = corpus.checks("size")
    assert one.verdict == "inconsistent" and "“万”" in one.explanation


def test_no_peers_no_judgement(corpus):
    corpus.add("35亿元", 3.5e9, year(2021))
    corpus.add("35万元", 3.5e5, year(2022))
    assert corpus.checks("size") == []


def test_witnesses_that_disagree_are_shown_and_others_not_judged(corpus):
    corpus.add("35.2亿元", 3.52e9, year(2022))
    corpus.add("36.2亿元", 3.62e9, year(2022))
    first, second = (figure.figure_id for figure in corpus.figures)
    facts = {first: Fact("fact", True), second: Fact("fact", False)}
    (one,) = corpus.checks("witnesses", facts)
    assert one.figures == (second, first) and one.verdict == "unsure"
    assert corpus.checks("conflict", facts) == []


def test_witnesses_that_write_one_number_alike_do_not_disagree(corpus):
    corpus.add("10亿元", 1e9, year(2022))
    corpus.add("10亿元", -1e9, year(2022))  # 减轻负担10亿元 in other words
    first, second = (figure.figure_id for figure in corpus.figures)
    assert corpus.checks("witnesses", {first: Fact("fact", True), second: Fact("fact", False)}) == []


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("截至6月31日，全县发放补贴120万元。", ["inconsistent"]),
        ("截至2023年2月29日，全县发放补贴120万元。", ["inconsistent"]),
        ("截至2月29日，全县发放补贴120万元。", []),
        ("6月15日至6月3日，全县发放补贴120万元。", ["inconsistent"]),
        ("11月15日至2月3日，全县发放补贴120万元。", []),
        ("截至6月30日，全县发放补贴120万元。", []),
    ],
)
def test_dates_that_no_calendar_has(checks, text, verdicts):
    assert [one.verdict for one in checks(text, "date")] == verdicts


def test_a_report_of_what_is_still_to_come(checks):
    text = "2024年全县新增就业8210人。"
    known = {"published": date(2022, 12, 20), "published_how": PublishedHow.STATED}
    assert [one.verdict for one in checks(text, "date", **known)] in (["unsure"], [])
    assert checks("2024年全县计划新增就业8210人。", "date", **known) == []
