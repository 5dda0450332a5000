"""Where the labelled documents lie beside the checkout: the program is held to what it reached on them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = {
    "f1": 0.99,
    "complete_f1": 0.95,
    "indicator": 0.96,
    "region": 0.99,
    "period_end": 0.97,
    "kind": 0.99,
    "sign": 0.99,
    "status": 0.99,
    "scope": 0.95,
    "modifier": 0.97,
    "value_max": 0.99,
    "anchored": 1.0,
    "segmentation": 0.99,
    "titles": 0.9,
    "article_regions": 1.0,
    "article_dates": 0.95,
    "article_topics": 0.8,
}
"""Figures and attributes that must hold, as the scorer prints them."""


def run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="the labelled documents are not beside this checkout"
)
def test_labelled_documents(tmp_path: Path) -> None:
    run("-m", "data_layer", "ingest", SHARED / "gold" / "docs", "--store", tmp_path)
    for name in ("articles", "figures"):
        out = tmp_path / f"{name}.jsonl"
        run("-m", "data_layer", "export", name, "--store", tmp_path, "--format", "jsonl", "-o", out)
    scorer = SHARED / "score" / "score.py"
    labels = SHARED / "gold" / "labels"
    scores = json.loads(
        run(scorer, labels, tmp_path / "articles.jsonl", tmp_path / "figures.jsonl", "--json")
    )
    assert {name: scores[name] for name in FLOORS if scores[name] < FLOORS[name]} == {}


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real documents are not beside this checkout")
def test_real_documents(tmp_path: Path) -> None:
    """Five documents give 4, 5, 4, 9 and 28 articles; the page that came in twice gives four clusters."""
    run("-m", "data_layer", "ingest", SHARED / "seeds", "--store", tmp_path)
    out = tmp_path / "articles.jsonl"
    run("-m", "data_layer", "export", "articles", "--store", tmp_path, "--format", "jsonl", "-o", out)
    articles = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    sources = sorted({article["source"] for article in articles})
    assert [sum(a["source"] == source for a in articles) for source in sources] == [4, 5, 4, 9, 28]
    assert not any(article["fragment"] for article in articles)
    clusters: dict[str, list[str]] = {}
    for article in articles:
        if article["cluster_id"] is not None:
            clusters.setdefault(article["cluster_id"], []).append(article["source"])
    assert sorted(sorted(members) for members in clusters.values()) == [[sources[0], sources[2]]] * 4
