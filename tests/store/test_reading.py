"""Readers: the newest version, read-only, while writers go on."""

import threading
from pathlib import Path

import duckdb
import pytest

from data_layer.errors import StoreError
from data_layer.store import StoreFolder, default_store, open_store
from tests.store_fakes import make_store, parse_fake

LINE = "就业|431381|2022-12-01|8210人 8210 人 employment 2022"


def parsed(name, text=LINE):
    return parse_fake(name, text.encode())


def test_empty_store_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="ingest"):
        open_store(tmp_path / "none")


def test_damaged_version_says_what_to_do(tmp_path):
    StoreFolder(tmp_path).version_path(1).write_bytes(b"not a database")
    with pytest.raises(StoreError, match="重建"):
        open_store(tmp_path)


def test_version_of_another_schema_says_what_to_do(tmp_path):
    with duckdb.connect(StoreFolder(tmp_path).version_path(1)) as connection:
        connection.execute("CREATE TABLE figures (figure_id VARCHAR)")
    with pytest.raises(StoreError, match="另一版本"):
        open_store(tmp_path)


def test_readers_cannot_write(tmp_path):
    store = make_store(tmp_path, [parsed("a.txt")])
    with pytest.raises(duckdb.Error, match="read-only"):
        store.rows("DELETE FROM stored.figures")
    with pytest.raises(duckdb.Error, match="base table"):
        store.rows("DELETE FROM figures")


def test_readers_move_to_the_newer_version(tmp_path):
    store = make_store(tmp_path, [parsed("a.txt")])
    under_way = store.stream("SELECT * FROM articles a, range(5000)")
    next(under_way)
    make_store(tmp_path, [parsed("a.txt"), parsed("b.txt", LINE + "\n" + LINE)])
    assert store.version == 2
    assert store.rows("SELECT count(*) AS n FROM articles") == [{"n": 3}]
    assert sum(1 for _ in under_way) == 4999


def test_threads_share_a_store(tmp_path):
    store = make_store(tmp_path, [parsed("a.txt", "\n".join([LINE] * 50))])
    answers = []

    def ask(number):
        for _ in range(10):
            rows = store.rows("SELECT ? AS asked, count(*) AS n FROM articles, range(?)", [number, number])
            answers.append(rows == [{"asked": number, "n": 50 * number}])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 80


def test_old_versions_and_torn_files_go(tmp_path):
    for number in range(4):
        make_store(tmp_path, [parsed("a.txt", "\n".join([LINE] * (number + 1)))])
    folder = StoreFolder(tmp_path)
    (tmp_path / "figures-000005.duckdb.tmp").write_bytes(b"torn")
    (tmp_path / "figures-000005.duckdb.tmp.tmp").mkdir()
    (tmp_path / "figures-000005.duckdb.tmp.tmp" / "spilled").write_bytes(b"torn")
    folder.clean_up()
    assert folder.versions() == [3, 4]
    assert not list(tmp_path.glob("*.tmp*"))


def test_no_extension_is_fetched(tmp_path):
    store = make_store(tmp_path, [parsed("a.txt")])
    rows = store.rows("SELECT value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions'")
    assert [row["value"] for row in rows] == ["false", "false"]


@pytest.mark.parametrize(("variable", "expected"), [(None, ".store"), ("", ".store"), ("/data/x", "/data/x")])
def test_default_store(monkeypatch, variable, expected):
    monkeypatch.delenv("COUNTY_FIGURES_STORE", raising=False)
    if variable is not None:
        monkeypatch.setenv("COUNTY_FIGURES_STORE", variable)
    assert default_store() == Path(expected)
