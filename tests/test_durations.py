"""Durations are shown in the unit that documents tell most figures of an indicator in."""

from datetime import date

import pytest

from data_layer import queries
from data_layer.filters import Filter
from data_layer.lexicon.units import load_units
from data_layer.model import Document, DocumentForm
from data_layer.pipeline import ParsedDocument
from data_layer.queries.durations import compared_unit
from data_layer.store.records import indicator_key
from tests.store_fakes import REGIONS, make_article, make_figure, make_store, year

TOLD = {
    "志愿服务时长": [(2000.0, "小时"), (126.5, "小时"), (1.0, "天")],
    "审批时限": [(8.0, "个工作日"), (3.0, "个工作日"), (5.0, "天"), (30.0, "分钟")],
    "试用期": [(6.0, "个月"), (3.0, "个月"), (1.0, "年")],
    "等候时间": [(40.0, "分钟"), (1.5, "小时")],
    "展期": [(10.0, "天")],
    "客流": [(7.0, "人")],
}
"""Phrase to what documents say of it."""
SHOWN = [
    pytest.param("志愿服务时长", "小时", [24.0, 126.5, 2000.0], id="hours"),
    pytest.param("审批时限", "个工作日", [0.0208333333333, 3.0, 5.0, 8.0], id="the-name-most-written"),
    pytest.param("试用期", "个月", [3.0, 6.0, 12.1666666667], id="months"),
    pytest.param("等候时间", "小时", [0.66666666667, 1.5], id="the-longer-of-two-as-frequent"),
    pytest.param("展期", "天", [10.0], id="days-stay"),
    pytest.param("客流", "人", [7.0], id="no-duration"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    quotes = [(name, value, unit, f"{value:g}{unit}") for name, told in TOLD.items() for value, unit in told]
    text = "。".join(f"{name}{quote}" for name, _, _, quote in quotes) + "。"
    article = make_article("一月.txt", 1, text, region=REGIONS["431381"], published=date(2022, 12, 1))
    figures = []
    for name, value, unit, quote in quotes:
        known = load_units().units[unit]
        base = float(f"{value * known.factor:.12g}")
        figures.append(
            make_figure(
                article, quote, value, unit, name, base_value=base, base_unit=known.base, period=year(2022)
            )
        )
    document = Document("一月.txt", article.document_id, DocumentForm.TEXT, text, "utf-8")
    return make_store(
        tmp_path_factory.mktemp("store"), [ParsedDocument(document, (article,), tuple(figures))]
    )


@pytest.mark.parametrize(("phrase", "unit", "amounts"), SHOWN)
def test_one_unit_an_indicator(store, phrase, unit, amounts):
    key = indicator_key(None, phrase)
    rows = queries.region_figures(store, Filter(), key)
    assert set(rows["amount_unit"]) == {unit}
    assert sorted(rows["amount"]) == pytest.approx(amounts, rel=1e-10)
    listed = queries.indicator_list(store, Filter()).set_index("key")
    assert listed.loc[key, "unit"] == unit
    assert len(queries.region_figures(store, Filter(), key, "level", unit)) == len(TOLD[phrase])
    ranked = queries.ranked_figures(store, Filter(), [key])
    assert sorted(ranked["amount"]) == pytest.approx(amounts, rel=1e-10)


def test_what_was_written_comes_back_whole(store):
    """Converted to days and back: 2000小时, not 1999.9999999992."""
    rows = queries.region_figures(store, Filter(), indicator_key(None, "志愿服务时长"))
    assert sorted(rows["amount"]) == [24.0, 126.5, 2000.0]


def test_a_filter_does_not_change_the_unit(store):
    rows = queries.figure_rows(store, Filter(), "志愿服务时长1天")
    assert rows[["amount", "amount_unit"]].to_numpy().tolist() == [[24.0, "小时"]]


def test_columns_that_nobody_asked_for_stay_away(store):
    rows = queries.figure_rows(store, Filter(), without={"indicator_key"})
    assert "indicator_key" not in rows
    assert "天" in set(queries.figure_rows(store, Filter())["amount_unit"])
    assert set(rows["amount_unit"]) == {"小时", "个工作日", "个月", "天", "人"}


@pytest.mark.parametrize(
    ("unit", "base"), [("小时", "天"), ("个月", "天"), ("人", "人"), ("无此单位", "无此单位")]
)
def test_the_unit_that_is_compared_in(unit, base):
    assert compared_unit(unit) == base
