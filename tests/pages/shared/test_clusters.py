"""Which clusters the choices above the list of 重复检测 leave."""

from __future__ import annotations

import pandas as pd
import pytest

from data_layer.duplicates import Difference, FigureRow
from data_layer.model import Figure, FigureKind
from pages.shared.clusters import clusters
from pages.shared.clusters.conflicts import conflict_kinds, conflict_table, of_kinds

FOUND = pd.DataFrame(
    [
        ("reprint", 2, 100.0, 0, 0, 2, 1),
        ("twice", 3, 98.96, 2, 5, 1, 1),
        ("variant", 2, 98.94, 0, 1, 1, 1),
        ("rough", 2, 80.0, 1, 1, 2, 2),
        ("excerpt", 4, 12.5, 0, 0, 0, 1),
    ],
    columns=[
        "cluster_id",
        "articles",
        "similarity_max",
        "numbers_differ",
        "figures_differ",
        "days",
        "places",
    ],
).assign(relations=[["reprint"], ["reprint", "variant"], ["variant"], ["variant"], ["excerpt"]])


@pytest.mark.parametrize(
    ("choices", "left"),
    [
        pytest.param({}, "reprint twice variant rough excerpt", id="all"),
        pytest.param({"similarity": "99"}, "reprint twice", id="as-the-table-rounds-it"),
        pytest.param({"similarity": "95"}, "variant", id="below-the-next-band"),
        pytest.param({"similarity": "80"}, "rough", id="from-its-first-percent"),
        pytest.param({"similarity": "0"}, "excerpt", id="the-rest"),
        pytest.param({"similarity": "99", "size": "3"}, "twice", id="with-size"),
        pytest.param(
            {"similarity": "99", "relation": "reprint", "conflict": "same"}, "reprint", id="with-all"
        ),
        pytest.param({"conflict": "numbers"}, "twice rough", id="numbers-differ"),
        pytest.param({"conflict": "differ"}, "twice variant rough", id="anything-differs"),
        pytest.param({"relation": "excerpt"}, "excerpt", id="relation"),
        pytest.param({"size": "2", "similarity": "0"}, "", id="none"),
        pytest.param({"apart": "days"}, "reprint rough", id="days-differ"),
        pytest.param({"apart": "places"}, "rough", id="places-differ"),
    ],
)
def test_what_is_left(choices: dict[str, str], left: str) -> None:
    assert clusters.choose_clusters(FOUND, **choices)["cluster_id"].tolist() == left.split()


def test_every_cluster_is_in_one_band() -> None:
    bands = [name for name in clusters.SIMILARITIES if name != "all"]
    kept = [clusters.choose_clusters(FOUND, similarity=name) for name in bands]
    assert sorted(pd.concat(kept)["cluster_id"]) == sorted(FOUND["cluster_id"])


CONFLICTS = pd.DataFrame(
    {"比较": ["数字不同", "说法不同", "一方没有", "单位不同", "数字不同", "说法不同"]}, index=list("abcdef")
)
"""Two clusters' conflicts, each cluster's in their order."""


def test_other_digits_stand_before_other_words_in_all_clusters() -> None:
    there, first = conflict_kinds(CONFLICTS["比较"])
    assert list(there.values()) == ["数字不同 2", "单位不同 1", "说法不同 2", "一方没有 1"]
    assert first == ["digits", "unit"]
    assert of_kinds(CONFLICTS, first).index.tolist() == ["a", "e", "d"]
    assert of_kinds(CONFLICTS, list(there)).index.tolist() == ["a", "e", "d", "b", "f", "c"]


def test_where_only_words_differ_they_are_shown() -> None:
    only = CONFLICTS.loc[["b", "c"]]
    there, first = conflict_kinds(only["比较"])
    assert first == list(there)
    assert of_kinds(only, first).index.tolist() == ["b", "c"]


def told(article: str, quote: str, *, chosen: bool = False, fact: str = "seats") -> Figure:
    """A figure of one witness of a story."""
    return Figure(
        f"{article}-{fact}", article, 0, len(quote), quote, f"影院有座位{quote}。", 1.0, "个",
        FigureKind.LEVEL, "影院座位", fact_id=fact, chosen=chosen,
    )  # fmt: skip


def pair(first: str, second: str) -> dict[str, str]:
    sides = {"a": first, "b": second}
    names = {f"article_{side}": one for side, one in sides.items()}
    return names | {f"source_{side}": f"{one}.txt" for side, one in sides.items()} | {"title": "影院开张"}


def test_a_number_that_three_versions_tell_differently_stands_once() -> None:
    seats, more, less = told("甲", "640个", chosen=True), told("乙", "646个"), told("丙", "640个")
    halls = told("甲", "3个厅", chosen=True, fact="halls")
    rows = [
        (pair("甲", "乙"), (FigureRow(seats, more, Difference.DIGITS),)),
        (pair("丙", "乙"), (FigureRow(less, more, Difference.DIGITS),)),
        (
            pair("甲", "丙"),
            (FigureRow(halls, None, Difference.MISSING), FigureRow(seats, less, Difference.SAME)),
        ),
    ]
    table = conflict_table(reversed(rows))
    assert table[["比较", "各版本写法", "来源"]].to_numpy().tolist() == [
        ["数字不同", "640个（现用，2 个版本）、646个（1 个版本）", "640个：丙.txt、甲.txt；646个：乙.txt"],
        ["一方没有", "3个厅（现用）、（没有）", "3个厅：甲.txt；（没有）：丙.txt"],
    ]
    assert table.index.tolist() == ["甲-seats", "甲-halls"]
    assert table.iloc[0][["一个版本的句子", "另一个版本的句子"]].tolist() == [
        "影院有座位640个。",
        "影院有座位646个。",
    ]


@pytest.mark.parametrize(
    ("days", "places", "said"),
    [
        (("2022-03-05", "2022-03-05"), ("平江县", "平江县"), ""),
        (("2022-03-05", "2022-04-05"), ("平江县", "平江县"), "日期不同（2022年3月5日、2022年4月5日）"),
        (("2022-03-05", None), ("平江县", "桃江县"), "地区不同（平江县、桃江县）"),
        ((None, None), ("平江县", None), ""),
    ],
    ids=["the same", "another month", "another county", "not told"],
)
def test_two_fillings_of_a_form_are_told_by_day_and_place(days: tuple, places: tuple, said: str) -> None:
    cells = {f"published_{side}": pd.Timestamp(day) for side, day in zip("ab", days, strict=True)}
    cells |= {f"region_name_{side}": place for side, place in zip("ab", places, strict=True)}
    told = clusters.apart_words(pd.Series(cells, dtype=object))
    assert said in told
    assert bool(told) == bool(said)
    assert clusters.apart_label(pd.Series(cells, dtype=object)) == (
        f" · {said.partition('（')[0]}" if said else ""
    )
