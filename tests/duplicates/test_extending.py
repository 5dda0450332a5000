"""Articles that come in later give the same duplicates as all at once."""

from collections.abc import Collection

import pytest

from data_layer.duplicates import Duplicates, Parameters, Signatures, extend_duplicates, find_duplicates
from data_layer.model import Article, Figure
from tests.duplicates.generator import Recipe, make_corpus


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
