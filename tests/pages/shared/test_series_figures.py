"""What shares an axis is of one indicator, one kind and one unit."""

import pandas as pd
import pytest

from data_layer import queries
from data_layer.filters import Filter
from pages.shared import data, series


@pytest.mark.parametrize(
    ("kind", "unit", "amounts"),
    [
        ("growth", "%", [7.5]),
        ("growth", "个百分点", [1.2]),
        ("growth", None, [7.5, 1.2]),
        ("level", "元", [3.0]),
        ("level", "户", []),
    ],
)
def test_a_percentage_and_percentage_points_never_share_an_axis(monkeypatch, kind, unit, amounts):
    reported = pd.DataFrame(
        {
            "kind": ["growth", "growth", "level"],
            "amount_unit": ["%", "个百分点", "元"],
            "amount": [7.5, 1.2, 3.0],
        }
    )
    monkeypatch.setattr(data, "ask", lambda *_, **__: reported)
    found = series.series_figures(Filter(), "investment", kind, unit)
    assert found["amount"].tolist() == amounts
    assert found.index.tolist() == list(range(len(amounts)))


def test_a_series_is_asked_for_with_its_unit():
    one = series.Series("investment", "固定资产投资", "growth", "%", 3, 2)
    assert one.arguments() == ("investment", "growth", "%")


@pytest.mark.parametrize(
    "chosen", [("431381",), ("431381", "431382")], ids=["one", "two without a common one"]
)
def test_where_regions_share_nothing_what_most_others_report_too_comes_first(monkeypatch, chosen):
    columns = ["key", "name", "kind", "unit", "regions", "periods", "figures"]
    own = pd.DataFrame(
        [("fruit", "水果产值", "level", "元", 1, 2, 2), ("jobs", "新增就业", "level", "人", 1, 1, 1)],
        columns=columns,
    ).assign(indicator_id=None)
    every = pd.DataFrame([("jobs", "新增就业", "level", "人", 5, 4, 9)], columns=columns)
    years = every.assign(year=2022)

    def ask(query, flt=None, *_):
        if query is queries.indicator_places:
            return {}
        return years if query is queries.series_years else own if flt.regions else every

    monkeypatch.setattr(data, "ask", ask)
    found = list(series.offered_series(Filter(regions=chosen), "regions").values())
    assert [(one.name, one.regions, one.periods) for one in found] == [("新增就业", 5, 4), ("水果产值", 1, 2)]
