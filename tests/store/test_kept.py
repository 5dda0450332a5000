"""What many decisions come to is kept: the next opening shows the same, and never something out of date."""

from __future__ import annotations

import pytest

from data_layer import deciding
from data_layer.store import Journal, ReadStore, load_tables, read
from data_layer.store.overlay import kept
from tests.store.test_overlay import TEXT, figure, first, second
from tests.store_fakes import make_store


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A store with a corrected, a struck and an added number, whose overlay is kept however few these are."""
    monkeypatch.setattr(read, "_MANY_DECISIONS", 1)
    store = make_store(tmp_path, [first(), second()])
    deciding.correct_figure(store, figure(store, "3.1%")["figure_id"], {"value": 3.4}, by="王某")
    deciding.strike_figures(store, [figure(store, "40场")["figure_id"]], by="王某")
    row = figure(store, "8210人")
    start = TEXT.index("12345")
    reading = {"value": 12345.0, "unit": "次", "kind": "level", "indicator": "热线接听"}
    deciding.add_figure(store, row["article_id"], start, start + 5, reading, by="王某")
    return store.folder


def shown(store: ReadStore) -> dict[str, list]:
    names = [*load_tables(), "decided", "struck_figures", "figures_as_read"]
    return {name: sorted(map(repr, store.rows(f"SELECT * FROM {name}"))) for name in names}


def never(*_):
    raise AssertionError("worked out again")


def test_the_second_opening_shows_the_same_and_works_nothing_out(folder, monkeypatch):
    before = shown(ReadStore(folder.directory))
    assert folder.overlay.exists() and len(before["struck_figures"]) == 1
    monkeypatch.setattr(read, "lay_over", never)
    assert shown(ReadStore(folder.directory)) == before


def test_a_further_decision_is_laid_over(folder):
    _ = ReadStore(folder.directory).version
    store = ReadStore(folder.directory)
    deciding.correct_figure(store, figure(store, "3.1%")["figure_id"], {"value": 3.9}, by="李某")
    assert figure(store, "3.1%")["value"] == 3.9
    assert figure(ReadStore(folder.directory), "3.1%")["value"] == 3.9


def test_a_journal_of_others_with_as_many_decisions(folder, tmp_path):
    _ = ReadStore(folder.directory).version
    folder.journal.unlink()
    other = make_store(tmp_path / "other", [first(), second()])
    for value in (1.0, 2.0, 3.0):
        deciding.correct_figure(other, figure(other, "3.1%")["figure_id"], {"value": value}, by="李某")
    Journal(folder.journal).merge(other._journal.decisions())
    assert figure(ReadStore(folder.directory), "3.1%")["value"] == 3.0


@pytest.mark.parametrize("spoiled", [b"", b"no database", None])
def test_a_spoiled_file_is_not_missed(folder, spoiled):
    before = shown(ReadStore(folder.directory))
    content = folder.overlay.read_bytes()
    folder.overlay.write_bytes(content[: len(content) // 2] if spoiled is None else spoiled)
    assert shown(ReadStore(folder.directory)) == before
    assert shown(ReadStore(folder.directory)) == before


def test_another_program_works_it_out_again(folder, monkeypatch):
    _ = ReadStore(folder.directory).version
    monkeypatch.setattr(kept, "schema_fingerprint", lambda: "another")
    monkeypatch.setattr(read, "lay_over", never)
    with pytest.raises(AssertionError, match="worked out again"):
        _ = ReadStore(folder.directory).version


def test_where_nothing_can_be_written_nothing_is_kept(folder):
    store = ReadStore(folder.directory)
    store.folder.overlay = folder.directory / "gone" / "overlay.duckdb"
    assert figure(store, "3.1%")["value"] == 3.4
    assert not store.folder.overlay.exists() and not list(folder.directory.glob("*.tmp*"))


def test_what_is_cleaned_up_goes_too(folder):
    _ = ReadStore(folder.directory).version
    folder.clean_up()
    assert not folder.overlay.exists()
