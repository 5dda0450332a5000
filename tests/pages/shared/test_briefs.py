"""The brief of a region: which figures it shows, in what words, and where the region stands."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data_layer import queries
from data_layer.filters import Filter
from data_layer.store import ReadStore
from pages.shared import briefs
from pages.shared.comparing import compare

COUNTY = "431381"


def figures_of(store: ReadStore, code: str) -> pd.DataFrame:
    rows = queries.figure_rows(store, Filter(regions=(code,)))
    return compare.with_periods(rows[rows["region_adcode"] == code])


def brief_of(store: ReadStore, code: str = COUNTY, **changed: object):
    figures = figures_of(store, code).assign(**changed)
    chosen = briefs.key_figures(figures, {}, {})
    peers = compare.with_periods(queries.ranked_figures(store, Filter(), tuple(chosen["indicator_key"])))
    return briefs.brief_of("冷水江市", figures, chosen, peers, about="由 1 篇文章整理", conflicts=1)


def test_the_latest_that_is_done_comes_before_what_is_planned(store: ReadStore) -> None:
    brief = brief_of(store)
    assert [(one.indicator, one.value, one.period) for one in brief.figures] == [
        ("城镇新增就业", "8,270人〔待核〕", "2022年")
    ]


@pytest.mark.parametrize(("name", "told"), [("污水处理率", "污水处理率"), ("脱贫人口", "脱贫人口（比率）")])
def test_a_name_that_says_it_is_a_rate_is_not_told_twice(store: ReadStore, name: str, told: str) -> None:
    changed = {"kind": "rate", "name": name, "indicator_name": name, "amount_unit": "%", "unit": "%"}
    assert brief_of(store, **changed).figures[0].indicator == told


@pytest.mark.parametrize(("name", "told"), [("第一产业增加值占比", "20%"), ("基尼系数", "0.2")])
def test_a_fifth_of_a_whole_is_told_in_per_cent_and_a_coefficient_as_it_is(
    store: ReadStore, name: str, told: str
) -> None:
    changed = {
        "kind": "rate",
        "name": name,
        "indicator_name": name,
        "unit": "比例",
        "value": 0.2,
        "open_finding": False,
    }
    assert brief_of(store, amount_unit="比例", amount=0.2, **changed).figures[0].value == told


def test_what_belongs_together_stands_together_as_in_the_catalogue(store: ReadStore) -> None:
    row = figures_of(store, COUNTY).query("value == 8270.0")
    names = ("粮食产量", "地区生产总值", "油料产量")
    rows = [
        row.assign(figure_id=name, name=name, indicator_name=name, indicator_id=name, indicator_key=name)
        for name in names
    ]
    rows.append(rows[0].assign(figure_id="位次", kind="rank"))
    places = {"地区生产总值": 0, "粮食产量": 7, "油料产量": 8}
    chosen = briefs.key_figures(pd.concat(rows), {("油料产量", "level", "人"): 9}, places)
    assert list(chosen["figure_id"]) == ["地区生产总值", "粮食产量", "位次", "油料产量"]


def test_three_years_make_a_trend(store: ReadStore) -> None:
    (trend,) = brief_of(store).trends
    assert trend.points == (("2019年", "6,800人"), ("2020年", "7,000人"), ("2022年", "8,270人"))


def test_a_growth_of_the_same_period_stands_beside_its_level_and_one_alone_is_a_row(store: ReadStore) -> None:
    figures = figures_of(store, COUNTY)
    level = figures[figures["value"] == 8270.0]
    growth = level.assign(
        figure_id="g", kind="growth", amount=-10.2, amount_unit="%", growth_base="year_earlier", modifier=">"
    )
    both = pd.concat([level, growth])
    brief = briefs.brief_of("甲", both, briefs.key_figures(both, {}, {}), both, about="", conflicts=0)
    assert [(one.value, one.growth) for one in brief.figures] == [("8,270人〔待核〕", "下降超过10.2%")]
    alone = briefs.brief_of("甲", growth, briefs.key_figures(growth, {}, {}), growth, about="", conflicts=0)
    assert [one.value for one in alone.figures] == ["下降超过10.2%〔待核〕"]
    other_place = growth.assign(growth_base="other_place")
    assert briefs.key_figures(other_place, {}, {}).empty


@pytest.mark.parametrize(
    ("base", "shown", "noted"),
    [
        pytest.param("year_earlier", "增长4.6%", False, id="against-the-year-before"),
        pytest.param(None, "增长4.6%", True, id="of-no-stated-base"),
        pytest.param("named_period", "", False, id="against-another-year"),
    ],
)
def test_a_growth_without_a_stated_base_is_shown_and_said_so(
    store: ReadStore, base: str | None, shown: str, noted: bool
) -> None:
    level = figures_of(store, COUNTY).query("value == 8270")
    growth = level.assign(figure_id="g", kind="growth", value=4.6, amount=4.6, unit="%", amount_unit="%")
    both = pd.concat([level, growth.assign(growth_base=base)])
    brief = briefs.brief_of("甲", both, briefs.key_figures(both, {}, {}), both, about="", conflicts=0)
    assert [one.growth for one in brief.figures] == [shown]
    assert any("1 个增减的原文没有写明与哪一期比" in note for note in brief.notes) == noted


@pytest.mark.parametrize(("amount", "place"), [(9000.0, 1), (50.0, 3), (0.0, 3)])
def test_the_rank_is_told_with_how_many_were_compared(store: ReadStore, amount: float, place: int) -> None:
    row = figures_of(store, COUNTY).query("value == 8270")
    like = pd.concat(
        [
            row.assign(amount=amount),
            row.assign(region_adcode="431382", amount=100.0),
            row.assign(region_adcode="431321", amount=8000.0),
        ]
    )
    mine = row.assign(amount=amount)
    brief = briefs.brief_of("甲", mine, briefs.key_figures(mine, {}, {}), like, about="", conflicts=0)
    assert brief.figures[0].rank == f"同市报告的 3 地中第 {place}"


def test_corpus_text_is_escaped(store: ReadStore) -> None:
    html = briefs.brief_html(brief_of(store), lambda figure: f"articles?figure={figure}&x='\"")
    assert "<b>岗" not in html
    assert "稳&lt;b&gt;岗" in html
    assert "x=&#x27;&quot;" in html


def test_what_a_reader_must_know_is_said(store: ReadStore) -> None:
    brief = brief_of(store, period_end=pd.Timestamp(date(2022, 12, 31)), modifier="~")
    assert any("待核" in note for note in brief.notes)
    assert any("约数" in note for note in brief.notes)
