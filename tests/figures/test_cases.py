"""The table of cases: what a careful person reads in a sentence, and what the program does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from data_layer.figures import extract_figures
from data_layer.model import Article, Figure
from data_layer.places import region_by_adcode

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "figures.yaml").read_text(encoding="utf-8")
)


def article_of(case: dict[str, Any]) -> Article:
    return Article(
        article_id="a",
        source="case",
        document_id="d",
        text=case["text"],
        title=case.get("title"),
        published=case.get("published", date(2022, 12, 31)),
        region=region_by_adcode(str(case.get("region", "431381"))),
    )


def field_of(figure: Figure, name: str) -> Any:
    special = {
        "region": lambda f: f.region.adcode if f.region else None,
        "start": lambda f: f.period.start,
        "end": lambda f: f.period.end,
        "candidates": lambda f: list(f.region_candidates),
    }
    return special[name](figure) if name in special else getattr(figure, name)


def read(case: dict[str, Any]) -> list[list[Any]]:
    """The figures in the form of the case, with just the fields that the case names."""
    found = extract_figures(article_of(case))
    rows = []
    for i, figure in enumerate(found):
        row: list[Any] = [figure.quote, figure.value, figure.unit, figure.kind.value, figure.indicator]
        expected = case["figures"][i] if i < len(case["figures"]) else []
        if len(expected) > 5:
            row.append({name: field_of(figure, name) for name in expected[5]})
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["id"],
            marks=[pytest.mark.xfail(strict=True, reason=case["gap"])] if "gap" in case else [],
        )
        for case in CASES
    ],
)
def test_case(case: dict[str, Any]) -> None:
    assert read(case) == case["figures"]


def test_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
