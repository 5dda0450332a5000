"""The five real documents: how many articles they hold, and that none holds another's words."""

import json
from pathlib import Path

import pytest

from data_layer.cleaning import clean_document
from data_layer.model import Article
from data_layer.reading import read_document
from data_layer.segmenting import segment_document

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")


def articles_of(path: Path) -> list[Article]:
    document = read_document(path.name, path.read_bytes())
    return segment_document(document, clean_document(document))


@pytest.mark.parametrize(("number", "count"), [("000", 4), ("001", 5), ("002", 4), ("003", 9), ("004", 28)])
def test_how_many_articles(number: str, count: int) -> None:
    [path] = (SHARED / "seeds").glob(f"{number}*")
    articles = articles_of(path)
    assert len(articles) == count
    assert not any(article.fragment for article in articles)


def test_no_article_of_the_mixed_page_holds_words_of_another() -> None:
    [path] = (SHARED / "seeds").glob("003*")
    texts = [article.text for article in articles_of(path)]
    marks = ["株洲经开区", "河长", "清查", "娄星区", "传销", "好邻居", "头盔", "商务", "童市镇"]
    assert sorted(next(at for at, text in enumerate(texts) if mark in text) for mark in marks) == list(
        range(9)
    )
    for mark in set(marks) - {"商务"}:
        assert sum(mark in text for text in texts) == 1, mark


@pytest.mark.parametrize("name", ["s000", "s004_guangan", "s004_maiji"])
def test_labelled_titles_authors_dates_and_ends(name: str) -> None:
    wanted = json.loads((SHARED / "gold" / "labels" / f"{name}.articles.json").read_text(encoding="utf-8"))
    found = articles_of(SHARED / "gold" / "docs" / f"{name}.txt")
    assert len(found) == len(wanted)
    for want in wanted:
        first = want["body_first"].replace(" ", "")
        [article] = [article for article in found if article.text.replace("\n", "").startswith(first)]
        assert article.text.endswith(want["body_last"].replace(" ", ""))
        assert (article.title or "").replace(" ", "") == want["title"].replace(" ", "")
        assert list(article.byline) == want["byline"]
        assert (article.published.isoformat() if article.published else None) == want["published"]


def test_the_six_pieces_of_the_second_page_are_four_articles() -> None:
    """Where the pieces of the page begin and end in its raw text, and whose they are."""
    pieces = [
        (42, 2767, 0),
        (2780, 3903, 1),
        (3923, 4462, 2),
        (4462, 5427, 1),
        (5427, 5914, 2),
        (5986, 8652, 3),
    ]
    [path] = (SHARED / "seeds").glob("002*")
    articles = articles_of(path)
    assert len(articles) == 4
    for number, article in enumerate(articles):
        owners = {
            owner
            for _, raw, length in article.raw_spans
            for start, end, owner in pieces
            if start < raw + length and raw < end
        }
        assert len(owners) == 1, number
    assert sum(len(article.text.replace("\n", "")) for article in articles) > 8000


def test_no_article_of_the_third_page_holds_a_sentence_of_another() -> None:
    """Which raw offsets are whose, read by a person; its columns were mixed line by line and in blocks."""
    runs = [
        (46, 1718, 0), (1720, 1994, 1), (1996, 2144, 2), (2146, 2179, 1), (2181, 2901, 0), (2903, 3195, 1),
        (3197, 3329, 2), (3342, 3356, 1), (3358, 3366, 2), (3466, 5935, 3), (5973, 6236, 4), (6279, 6852, 5),
        (6865, 6915, 2), (6927, 7417, 6), (7451, 8050, 7), (8082, 8528, 8),
    ]  # fmt: skip
    [path] = (SHARED / "seeds").glob("003*")
    articles = articles_of(path)
    of_article = [
        {
            owner
            for _, raw, length in article.raw_spans
            for a, b, owner in runs
            if a < raw + length and raw < b
        }
        for article in articles
    ]
    assert sorted(owner for owners in of_article for owner in owners) == list(range(9))
    assert all(len(owners) == 1 for owners in of_article)
