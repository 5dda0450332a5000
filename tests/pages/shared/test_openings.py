"""What 时间趋势 opens with: several regions over several periods, of what officials ask for."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.timelines.openings import by_following

PLACES = {"gdp": 0, "tea": 1, "volunteers": 2}
"""The first entry of a catalogue, its middle and its last."""


def opening(*rows: tuple[str, str | None, int, int, int, int]) -> str:
    """The series that comes first: name, entry, regions, periods, regions over years and over ends."""
    told = pd.DataFrame(
        rows, columns=["key", "indicator_id", "regions", "periods", "over_years", "over_ends"]
    )
    told = told.assign(kind="level", unit="人")
    same = ["key", "kind", "unit"]
    followed = told.loc[told["over_ends"] > 0, [*same, "over_years", "over_ends"]]
    return str(
        by_following(told[[*same, "indicator_id", "regions", "periods"]], followed, PLACES).iloc[0]["key"]
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
