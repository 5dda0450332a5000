"""What was decided, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pages.shared.deciding.history import details, plain_value, told


@pytest.mark.parametrize(
    ("kind", "detail", "words"),
    [
        pytest.param("figure_corrected", {"value": 8120.0, "unit": "人"}, "数值 8,120，单位 人", id="value"),
        pytest.param("figure_corrected", {"region_adcode": "431381"}, "地区 冷水江市", id="region"),
        pytest.param("figure_corrected", {"region_adcode": None}, "地区 未写明", id="no-region"),
        pytest.param("figure_corrected", {"kind": "growth"}, "类型 增减", id="kind"),
        pytest.param("figure_corrected", {"value": 0.0}, "数值 0", id="zero-stays-zero"),
        pytest.param("article_corrected", {"title": "一", "value": 3.0}, "标题 一", id="article"),
        pytest.param("figure_struck", {}, "", id="nothing-stated"),
    ],
)
def test_details(kind: str, detail: dict[str, Any], words: str) -> None:
    assert details(kind, detail) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (float("nan"), ""), (0, "0"), (12345.6, "12,345.6"), ("人", "人")],
)
def test_plain_value(value: object, words: str) -> None:
    assert plain_value(value) == words


def test_names_and_reasons_of_people_are_escaped() -> None:
    row = pd.Series(
        {
            "kind": "finding_dismissed",
            "detail": "{}",
            "decided_at": "2026-01-02T03:04:00+00:00",
            "decided_by": "<b>王</b>",
            "reason": "<i>因</i>",
            "stands": False,
        }
    )
    html = told(row)
    assert "&lt;b&gt;王&lt;/b&gt;" in html
    assert "&lt;i&gt;因&lt;/i&gt;" in html
    assert html.startswith("2026-01-02 11:04")
    assert html.endswith("（已撤销）")
