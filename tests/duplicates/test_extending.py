"""Articles that come in later give the same duplicates as all at once."""

import re
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import duplicates
from data_layer.duplicates import (
    Duplicates,
    Parameters,
    Signatures,
    extend_duplicates,
    extending,
    find_duplicates,
)
from data_layer.duplicates.blocking.shingles import Places
from data_layer.duplicates.extending import index_grams, related_in
from data_layer.model import Article, Figure, FigureKind
from data_layer.pipeline import ingest, remove_documents
from data_layer.store import open_store
from tests.duplicates.generator import Recipe, make_corpus
from tests.store_fakes import content_of


@pytest.mark.parametrize("step", [1, 7, 60])
def test_one_after_another_as_all_at_once(step: int) -> None:
    samples = make_corpus(11, Recipe(stories=12, articles=60, twins=6))
    articles = [Article(sample.id, f"{sample.id}.txt", sample.id, sample.text) for sample in samples]

    def load(names: Collection[str]) -> tuple[list[Article], list[Figure]]:
        return [article for article in articles if article.article_id in names], []

    found, signatures = find_duplicates([], []), Signatures()
    for first in range(0, len(articles), step):
        found, signatures = extend_duplicates(found, signatures, articles[first : first + step], [], load)
        signatures = Signatures.from_bytes(signatures.to_bytes())
    assert found == find_duplicates(articles, [])


def test_only_what_may_be_related_is_loaded() -> None:
    samples = make_corpus(12, Recipe(stories=30, articles=60))
    articles = [Article(sample.id, f"{sample.id}.txt", sample.id, sample.text) for sample in samples]
    cluster = {sample.id: sample.cluster for sample in samples}
    signatures = Signatures().add(articles[:-1], Parameters())
    loaded: list[str] = []

    def load(names: Collection[str]) -> tuple[list[Article], list[Figure]]:
        loaded.extend(names)
        return [article for article in articles if article.article_id in names], []

    known = find_duplicates(articles[:-1], [])
    found, _ = extend_duplicates(known, signatures, articles[-1:], [], load)
    assert isinstance(found, Duplicates)
    mates = {name for name in cluster if cluster[name] == cluster[samples[-1].id]} - {samples[-1].id}
    assert mates <= set(loaded)
    assert len(loaded) < len(articles) / 2


class Held:
    """An index of articles in the order of their ids."""

    def __init__(self, articles: list[Article]) -> None:
        self.articles = sorted(articles, key=lambda article: article.article_id)
        self.numbers, self.grams = index_grams([article.text for article in self.articles])

    def sharing(self, grams: Places) -> tuple[Places, Places]:
        those = np.isin(self.grams, grams)
        return self.numbers[those], self.grams[those]

    def sizes(self, numbers: Places) -> Places:
        return np.bincount(self.numbers, minlength=len(self.articles))[numbers]

    def names(self, numbers: Places) -> set[str]:
        return {self.articles[number].article_id for number in numbers.tolist()}


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), pool=st.sampled_from([0, 40]), most=st.sampled_from([3, 2000]))
def test_related_articles_are_the_same_with_and_without_signatures(seed: int, pool: int, most: int) -> None:
    recipe = Recipe(stories=14, articles=60, twins=5, quoting=0.4, sentences=(3, 14), pool=pool)
    articles = [Article(one.id, one.id, one.id, one.text) for one in make_corpus(seed, recipe)]
    old, new = articles[:-4], [*articles[-4:], Article("empty", "empty", "empty", "")]
    parameters = Parameters(related_articles=most)
    signed = Signatures().add(old, parameters).related(new, parameters)
    assert related_in(Held(old), new, parameters) == signed


def figures_of(article: Article) -> list[Figure]:
    """A figure for each number, so that facts can be told apart."""
    return [
        Figure(
            f"{article.article_id}@{found.start()}",
            article.article_id,
            *found.span(),
            found[0],
            found[0],
            float(found[0]),
            "个",
            FigureKind.LEVEL,
            "数",
        )
        for found in re.finditer(r"\d+", article.text)
    ]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), new=st.integers(1, 12), quoting=st.sampled_from([0.0, 0.4]))
def test_an_update_finds_what_comparing_everything_finds(seed: int, new: int, quoting: float) -> None:
    recipe = Recipe(stories=14, articles=60, twins=5, quoting=quoting, sentences=(6, 14))
    articles = [Article(one.id, one.id, one.id, one.text) for one in make_corpus(seed, recipe)]
    old, added = articles[:-new], articles[-new:]
    before = find_duplicates(old, [figure for one in old for figure in figures_of(one)])
    parameters = Parameters()
    by_id = {one.article_id: one for one in articles}

    def load(names: Collection[str]) -> tuple[list[Article], list[Figure]]:
        found = [by_id[name] for name in names]
        return found, [figure for one in found for figure in figures_of(one)]

    signatures = Signatures().add(old, parameters)
    figures = [figure for one in added for figure in figures_of(one)]
    after, _ = extend_duplicates(before, signatures, added, figures, load, parameters)
    everything = find_duplicates(articles, [figure for one in articles for figure in figures_of(one)])
    assert after.pairs == everything.pairs
    assert after.cluster_of == everything.cluster_of
    assert after.facts == everything.facts
    assert after.templates == everything.templates


def test_a_store_filled_bit_by_bit_has_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    samples = make_corpus(4, Recipe(stories=12, articles=48, twins=3))
    files = [folder / f"{sample.id}.txt" for sample in samples]
    for file, sample in zip(files, samples, strict=True):
        file.write_text(f"{sample.text}\n", encoding="utf-8")
    ingest(files[:-2], tmp_path / "bits", jobs=1)
    sizes = []

    def counted(articles: list[Article], *rest: object, **named: object) -> Duplicates:
        sizes.append(len(articles))
        return find_duplicates(articles, *rest, **named)

    monkeypatch.setattr(duplicates, "find_duplicates", counted)
    monkeypatch.setattr(extending, "Parameters", lambda: Parameters(extend_least=20, extend_percent=10))
    for file in files[-2:]:
        ingest([file], tmp_path / "bits", jobs=1)
    assert len(sizes) == 2
    assert max(sizes) < len(files) / 2
    ingest(files, tmp_path / "whole", jobs=1)
    assert content_of(tmp_path / "bits") == content_of(tmp_path / "whole")
    assert len(open_store(tmp_path / "whole").rows("SELECT * FROM duplicates")) > 20
    ids = {row["source"]: row["document_id"] for row in open_store(tmp_path / "bits").rows("FROM documents")}
    sizes.clear()
    remove_documents([ids[file.name] for file in files[7:9]], tmp_path / "bits")
    assert max(sizes) < len(files) / 2
    ingest(files[:7] + files[9:], tmp_path / "less", jobs=1)
    assert content_of(tmp_path / "bits") == content_of(tmp_path / "less")
