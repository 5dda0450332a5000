"""What a fresh start shows: the sample corpus through the whole pipeline."""

from pathlib import Path

import pytest
import yaml

from data_layer.filters import Filter
from data_layer.pipeline import ingest
from data_layer.queries import (
    article_rows,
    clusters,
    differing_clusters,
    failures,
    indicator_list,
    region_figures,
    source_list,
)
from data_layer.store import open_store

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = yaml.safe_load((SEEDS / "manifest.yml").read_text("utf-8"))["files"]
READABLE = [entry for entry in FILES if entry["readable"]]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    ingest([SEEDS], folder, jobs=1)
    return open_store(folder)


@pytest.mark.parametrize("entry", READABLE, ids=[entry["file"] for entry in READABLE])
def test_document_gives_the_articles_that_the_manifest_counts(store, entry):
    held = source_list(store).set_index("source")["articles"]
    assert held[entry["file"]] == entry["articles"]


def test_what_cannot_be_read_is_named(store):
    assert sorted(failures(store)["source"]) == sorted(
        entry["file"] for entry in FILES if not entry["readable"]
    )


def test_regions_and_topics_are_many(store):
    articles = article_rows(store, Filter())
    adcodes = set(articles["region_adcode"].dropna()) - {"100000"}
    assert len(adcodes) >= 25
    assert len({adcode[:2] for adcode in adcodes}) >= 8
    assert len({topic for topics in articles["topics"] for topic in topics}) >= 10


def test_two_readings_of_one_page_are_found(store):
    found = clusters(store, Filter())
    assert list(found["articles"]) == [2, 2, 2, 2]
    assert found["figures_differ"].sum() > found["numbers_differ"].sum() >= 5
    assert differing_clusters(store, Filter()) == (found["numbers_differ"] > 0).sum() == 3


def test_at_least_twelve_indicators_compare_four_regions(store):
    series = indicator_list(store, Filter())
    assert (series["regions"] >= 4).sum() >= 12


def test_at_least_three_series_have_three_periods(store):
    series = indicator_list(store, Filter())
    long = 0
    for row in series[series["periods"] >= 3].itertuples():
        figures = region_figures(store, Filter(), row.key, row.kind, row.unit)
        times = figures["period_end"].groupby(figures["region_adcode"]).nunique()
        long += (times >= 3).sum()
    assert long >= 3
