"""What another threshold would join or part."""

from data_layer.duplicates import find_duplicates, preview_clusters
from tests.duplicates.generator import Recipe, make_corpus
from tests.duplicates.test_finding import OTHER, STORY, article

HALF = "\n".join(STORY.split("\n")[:2])
MIXED = "\n".join([*OTHER.split("\n")[:2], STORY.split("\n")[3]])


def test_the_present_threshold_changes_nothing() -> None:
    samples = make_corpus(5, Recipe(stories=20, articles=120, noise=(0.05, 0.15), quoting=0.3))
    found = find_duplicates([article(sample.id, sample.text) for sample in samples], [])
    preview = preview_clusters(found.pairs, found.near, 50)
    assert (preview.joined, preview.parted) == ((), ())
    assert {name for cluster in preview.clusters for name in cluster} == set(found.cluster_of)


def test_a_higher_threshold_parts() -> None:
    spoiled = "".join("某" if at % 9 == 8 else char for at, char in enumerate(STORY[: len(STORY) * 3 // 4]))
    mixed = article("c", spoiled + OTHER[:80])
    found = find_duplicates([article("a", STORY), article("b", STORY), mixed], [])
    assert len(set(found.cluster_of.values())) == 1
    low = min(pair.containment for pair in found.pairs)
    preview = preview_clusters(found.pairs, found.near, low + 1)
    assert preview.clusters == (("a", "b"),)
    assert preview.parted == ("c",)


def test_a_lower_threshold_joins() -> None:
    found = find_duplicates([article("a", STORY), article("b", HALF), article("c", MIXED)], [])
    assert set(found.cluster_of) == {"a", "b"}
    assert [(pair.article_a, pair.article_b) for pair in found.near] == [("a", "c")]
    preview = preview_clusters(found.pairs, found.near, 30)
    assert preview.clusters == (("a", "b"),)  # b and c have nothing in common: not enough of the pairs agree
    alone = find_duplicates([article("a", STORY), article("c", MIXED)], [])
    assert preview_clusters(alone.pairs, alone.near, 30).joined == ("a", "c")
    assert preview_clusters([], [], 50).clusters == ()
