"""What 地区对比 and 时间趋势 open with: several regions (and periods) of what officials ask for."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.openings import by_comparing, by_following

PLACES = {"gdp": 0, "tea": 1, "volunteers": 2}
"""The first entry of a catalogue, its middle and its last."""


def opening(*rows: tuple[str, str | None, int, int, int, int]) -> str:
    """The series that comes first: name, entry, regions, periods, regions over years and over ends."""
    told = pd.DataFrame(
        rows, columns=["key", "indicator_id", "regions", "periods", "over_years", "over_ends"]
    )
    told = told.assign(name=told["key"], kind="level", unit="人")
    same = ["key", "kind", "unit"]
    followed = told.loc[told["over_ends"] > 0, [*same, "over_years", "over_ends"]]
    return str(
        by_following(told[[*same, "name", "indicator_id", "regions", "periods"]], followed, PLACES).iloc[0][
            "key"
        ]
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("志愿服务时长", None, 3, 3, 0, 1), ("生产总值", "gdp", 3, 2, 0, 0)),
        (("茶园", "tea", 4, 4, 1, 1), ("茶叶", "tea", 4, 4, 2, 2)),
        (("会议", "tea", 9, 1, 0, 0), ("茶叶", "tea", 2, 2, 0, 0)),
        (("志愿者", "volunteers", 4, 4, 2, 2), ("生产总值", "gdp", 3, 3, 1, 1)),
        (("生产总值", "gdp", 4, 3, 0, 0), ("志愿者", "volunteers", 4, 4, 4, 4)),
        (("周转房", None, 1, 2, 1, 1), ("茶叶", "tea", 1, 2, 1, 1)),
        (("茶园", "tea", 2, 2, 0, 1), ("茶叶", "tea", 1, 2, 1, 1)),
    ],
    ids=[
        "what is in the catalogue before a phrase that is told more often",
        "more regions over years",
        "several periods before many regions of one",
        "output before volunteers",
        "but not where only they can be followed",
        "of the same worth the catalogue",
        "over years before within one",
    ],
)
def test_what_a_trend_opens_with(first: tuple, second: tuple) -> None:
    assert opening(first, second) == opening(second, first) == second[0]


def test_regions_beyond_those_that_are_shown_add_nothing() -> None:
    many, few = ("集市", "tea", 40, 9, 30, 40), ("茶叶", "tea", 4, 2, 4, 4)
    assert (opening(many, few), opening(few, many)) == ("集市", "茶叶")  # they stay in their order


def test_where_nothing_is_told_there_is_no_order() -> None:
    columns = ["key", "kind", "unit", "indicator_id", "regions", "periods"]
    assert by_following(pd.DataFrame(columns=columns), pd.DataFrame(), PLACES).empty


def comparison(*rows: tuple[str, str | None, int, int]) -> str:
    """The series that comes first: name, entry, regions, and regions of the year that most report for."""
    told = pd.DataFrame(rows, columns=["name", "indicator_id", "regions", "together"])
    told = told.assign(key=told["name"], kind="level", unit="人")
    years = told[["key", "kind", "unit"]].assign(year=2021, regions=told["together"])
    return str(by_comparing(told.drop(columns="together"), years, PLACES).iloc[0]["name"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("生产总值", "gdp", 4, 4), ("会议活动", None, 6, 6)),
        (("茶叶", "tea", 3, 3), ("生产总值", "gdp", 1, 1)),
        (("生产总值", "gdp", 1, 1), ("会议活动", None, 1, 1)),
        (("茶叶", "tea", 4, 4), ("茶园", "tea", 5, 2)),
        (("会议活动", None, 60, 50), ("生产总值", "gdp", 3, 3)),
        (("会议活动", None, 2, 2), ("会", None, 9, 9)),
    ],
    ids=[
        "what is in the catalogue before a phrase that a few more report",
        "what can be compared before output that cannot",
        "of what one region reports the catalogue",
        "regions of the same year before more of others",
        "but not before a phrase that very many report",
        "what does not say what it counts comes last",
    ],
)
def test_what_a_comparison_opens_with(first: tuple, second: tuple) -> None:
    assert comparison(first, second) == comparison(second, first) == first[0]
