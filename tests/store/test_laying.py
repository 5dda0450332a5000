"""Rows laid part by part: as they lie when all are sorted at once."""

import random

import duckdb
import pytest

from data_layer.store import laying
from data_layer.store.sql import create_tables


@pytest.mark.parametrize(("at_once", "most", "parts"), [(1, 100, 8), (10, 100, 4), (1, 2, 2), (1000, 10, 1)])
def test_parts_lie_as_one(monkeypatch: pytest.MonkeyPatch, at_once: int, most: int, parts: int) -> None:
    monkeypatch.setattr(laying, "_ROWS_AT_ONCE", at_once)
    monkeypatch.setattr(laying, "_MOST_PARTS", most)
    rows = [
        f"('d{one}-{number}', 'd{one}', '{one // 2}.txt', {('430000', '110000', 'NULL')[one % 3]})"
        for number in range(5)
        for one in range(8)
    ]
    random.Random(5).shuffle(rows)
    with duckdb.connect() as connection:
        create_tables(connection)
        connection.execute("CREATE TABLE given AS FROM articles LIMIT 0")
        connection.execute("CREATE OR REPLACE TABLE articles AS FROM given")  # without what may not be empty
        columns = "article_id, document_id, source, placed"
        connection.execute(f"INSERT INTO given ({columns}) VALUES {', '.join(rows)}")
        laying.lay(connection, "articles", "SELECT * FROM given")
        made = connection.execute("SELECT count(DISTINCT part) FROM parts").fetchone()
        laid = connection.execute("SELECT article_id FROM articles ORDER BY rowid").fetchall()
        wanted = connection.execute(
            f"SELECT article_id FROM given ORDER BY {laying.laid('articles')}"
        ).fetchall()
    assert laid == wanted
    assert made == (parts,)
