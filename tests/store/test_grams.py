"""The index of 3-grams: who is in it, under which number, and who shares what."""

from collections.abc import Sequence

import numpy as np
import pytest

from data_layer.store import grams
from data_layer.store.grams import GramIndex
from data_layer.store.sql import connect, create_tables
from tests.store_fakes import make_article

TEXTS = ("甲乙", "乙丙丙", "", "丙丁", "丁甲")


def sample(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Each character once."""
    found = [(number, ord(char)) for number, text in enumerate(texts) for char in sorted(set(text))]
    owners, codes = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return owners, codes


@pytest.fixture
def index(tmp_path, monkeypatch):
    monkeypatch.setattr(grams, "_ARTICLES_AT_ONCE", 2)
    with connect(tmp_path / "version.duckdb") as connection:
        create_tables(connection)
        index = GramIndex(connection)
        index.add([make_article("a.txt", n, text) for n, text in enumerate(TEXTS[:3])], sample)
        index.add([make_article("b.txt", n, text) for n, text in enumerate(TEXTS[3:])], sample)
        yield index


def sharing(index: GramIndex, char: str) -> list[int]:
    numbers, found = index.sharing(np.array([ord(char)]))
    assert set(found.tolist()) <= {ord(char)}
    return sorted(numbers.tolist())


def test_who_shares_a_gram(index):
    assert [sharing(index, char) for char in "甲乙丙丁戊"] == [[0, 4], [0, 1], [1, 3], [3, 4], []]
    assert index.sizes(np.arange(5)).tolist() == [2, 2, 0, 2, 2]


def test_names_by_numbers(index):
    assert index.names(np.array([1, 3])) == {
        make_article("a.txt", 1, "").article_id,
        make_article("b.txt", 0, "").article_id,
    }


def test_what_is_removed_is_found_no_longer(index):
    index.remove(f"SELECT '{make_article('a.txt', 1, '').article_id}'")
    assert [sharing(index, char) for char in "乙丙"] == [[0], [3]]
    index.add([make_article("c.txt", 0, "乙")], sample)
    assert sharing(index, "乙") == [0, 5]
