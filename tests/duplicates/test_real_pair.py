"""One newspaper page through two OCRs: four clusters, and the figures that the two tell differently.

The differences were labelled by reading both. They are kept as offsets and values, without the words.
"""

from pathlib import Path

import pytest

from data_layer.duplicates import compare_figures, find_duplicates
from data_layer.pipeline import ParsedDocument, parse_document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")

# (article of 000, offset in its text within 40 characters, value)
DIFFERING = {
    (1, 1135, 2),
    (1, 1299, 50),
    (3, 631, 10900),
    (3, 900, 3365),
    (3, 1273, 1800),
    (3, 2105, 53),
    (4, 486, 2e6),
    (4, 827, 95),
    (4, 1154, 1),
    (4, 1165, 2),
    (4, 1184, 1),
    (4, 1189, 4),
    (4, 1194, 7),
    (4, 1300, 1.26e9),
    (4, 1315, 4),
    (4, 1399, 7),
    (4, 1426, 1),
}


@pytest.fixture(scope="module")
def documents() -> list[ParsedDocument]:
    return [parse_document(path.name, path.read_bytes()) for path in sorted(SEEDS.glob("*.txt"))]


def test_four_clusters_that_hold_nothing_else(documents: list[ParsedDocument]) -> None:
    found = find_duplicates([article for one in documents for article in one.articles], [])
    source = {article.article_id: article.source[:3] for one in documents for article in one.articles}
    clusters: dict[str, list[str]] = {}
    for article_id, cluster_id in sorted(found.cluster_of.items()):
        clusters.setdefault(cluster_id, []).append(source[article_id])
    assert sorted(sorted(members) for members in clusters.values()) == [["000", "002"]] * 4


def test_the_figures_that_differ(documents: list[ParsedDocument]) -> None:
    first, second = documents[0], documents[2]
    found = find_duplicates([*first.articles, *second.articles], [*first.figures, *second.figures])
    partner = {pair.article_a: pair.article_b for pair in found.pairs}
    partner |= {pair.article_b: pair.article_a for pair in found.pairs}
    others = {article.article_id: article for article in second.articles}
    listed = []
    for number, article in enumerate(first.articles, 1):
        other = others[partner[article.article_id]]
        rows = compare_figures(
            article,
            [figure for figure in first.figures if figure.article_id == article.article_id],
            other,
            [figure for figure in second.figures if figure.article_id == other.article_id],
        )
        assert {row.difference.value for row in rows} <= {"same", "words", "missing"}
        listed += [(number, row.a.char_start, row.a.value) for row in rows if row.difference != "same"]

    def near(one: tuple[int, int, float], another: tuple[int, int, float]) -> bool:
        return one[0] == another[0] and abs(one[1] - another[1]) <= 40 and one[2] == another[2]

    assert [one for one in listed if not any(near(one, label) for label in DIFFERING)] == []
    assert {label for label in DIFFERING if not any(near(one, label) for one in listed)} == set()
