"""Which clusters the choices above the list of 重复检测 leave."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.clusters import clusters, witnesses

FOUND = pd.DataFrame(
    [
        ("reprint", 2, 100.0, 0, 0),
        ("twice", 3, 98.96, 2, 5),
        ("variant", 2, 98.94, 0, 1),
        ("rough", 2, 80.0, 1, 1),
        ("excerpt", 4, 12.5, 0, 0),
    ],
    columns=["cluster_id", "articles", "similarity_max", "numbers_differ", "figures_differ"],
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
    there, first = witnesses.conflict_kinds(CONFLICTS["比较"])
    assert list(there.values()) == ["数字不同 2", "单位不同 1", "说法不同 2", "一方没有 1"]
    assert first == ["digits", "unit"]
    assert witnesses.of_kinds(CONFLICTS, first).index.tolist() == ["a", "e", "d"]
    assert witnesses.of_kinds(CONFLICTS, list(there)).index.tolist() == ["a", "e", "d", "b", "f", "c"]


def test_where_only_words_differ_they_are_shown() -> None:
    only = CONFLICTS.loc[["b", "c"]]
    there, first = witnesses.conflict_kinds(only["比较"])
    assert first == list(there)
    assert witnesses.of_kinds(only, first).index.tolist() == ["b", "c"]
