"""Removing documents: what goes, what is remembered, what brings one back."""

import hashlib

import pytest

from data_layer.pipeline import Fate, fingerprint, ingest, ingesting, refresh, remove_documents
from data_layer.store import Journal, StoreFolder, open_store
from tests.store_fakes import use_fakes

LINE = "就业|431381|2022-12-01|8210人 8210 人 employment 2022"
OTHER = "工业|431382|2022-12-01|40家 40 家 企业 2021"


@pytest.fixture(autouse=True)
def parsed(monkeypatch):
    return use_fakes(monkeypatch)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LINE, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def store(folder, tmp_path):
    ingest([folder], tmp_path / "store", by="王某")
    return tmp_path / "store"


def id_of(line):
    return hashlib.sha256(line.encode()).hexdigest()


def sources(store):
    return [row["source"] for row in open_store(store).rows("SELECT source FROM articles ORDER BY source")]


def journal(store):
    return Journal(StoreFolder(store).journal)


def test_rows_and_original_go_and_the_journal_remembers(store):
    report = remove_documents([id_of(LINE)], store, by="李某")
    assert (report.version, report.removed, report.totals["documents"]) == (2, ("a.txt",), 1)
    assert sources(store) == ["b.txt"]
    assert [path.stem for path in (store / "originals").iterdir()] == [id_of(OTHER)]
    assert [(one.source, one.by) for one in journal(store).removals(5)] == [("a.txt", "李某")]
    assert [row["added_by"] for row in journal(store).arrivals()] == ["王某"]


def test_no_earlier_version_keeps_the_rows(store):
    remove_documents([id_of(LINE)], store)
    assert StoreFolder(store).versions() == [2]


def test_a_reader_of_the_earlier_version_goes_on(store):
    reader = open_store(store)
    rows = reader.stream("SELECT * FROM articles ORDER BY source")
    assert next(rows)["source"] == "a.txt"
    remove_documents([id_of(LINE)], store)
    assert [row["source"] for row in rows] == ["b.txt"]
    assert [row["source"] for row in reader.rows("SELECT source FROM articles")] == ["b.txt"]


def test_new_code_does_not_bring_it_back(store, monkeypatch, parsed):
    remove_documents([id_of(LINE)], store)
    monkeypatch.setattr(fingerprint, "parse_fingerprint", lambda: "next release")
    monkeypatch.setattr(ingesting, "version_fingerprint", lambda: "next release")
    parsed.clear()
    refresh(store)
    assert parsed == ["b.txt"]
    assert sources(store) == ["b.txt"]


def test_only_its_own_file_brings_it_back(folder, store):
    remove_documents([id_of(LINE)], store)
    report = ingest([folder], store)
    assert [(file.name, file.fate) for file in report.files] == [
        ("a.txt", Fate.REMOVED),
        ("b.txt", Fate.UNCHANGED),
    ]
    assert sources(store) == ["b.txt"]
    (folder / "a.txt").rename(folder / "anew.txt")
    assert ingest([folder / "anew.txt"], store, by="赵某").added == ("anew.txt",)
    assert sources(store) == ["anew.txt", "b.txt"]
    assert {row["document_id"]: row["added_by"] for row in journal(store).arrivals()}[id_of(LINE)] == "赵某"
    assert ingest([folder], store).files[0].fate is Fate.UNCHANGED


def test_it_can_be_removed_once_more(folder, store):
    for _ in range(2):
        remove_documents([id_of(LINE)], store)
        assert sources(store) == ["b.txt"]
        ingest([folder / "a.txt"], store)
        assert sources(store) == ["a.txt", "b.txt"]


def test_what_is_not_there_is_passed_over(store):
    report = remove_documents(["0" * 64], store)
    assert (report.version, report.removed) == (1, ())
    assert journal(store).removals(5) == []


@pytest.mark.parametrize("last", ["make_plan", "publish"])
def test_a_killed_removal_is_ended_by_the_next_ingest(folder, store, monkeypatch, last):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ingesting, last, stop)
        with pytest.raises(KeyboardInterrupt):
            remove_documents([id_of(LINE)], store)
    assert sources(store) == ["a.txt", "b.txt"]
    ingest([folder / "b.txt"], store)
    assert sources(store) == ["b.txt"]
    assert len(list((store / "originals").iterdir())) == 1


def test_a_failure_is_told_no_longer(folder, store):
    (folder / "empty.txt").write_bytes(b"")
    ingest([folder], store)
    remove_documents([], store, forgotten=["empty.txt"])
    assert open_store(store).rows("SELECT * FROM failures") == []
    assert sources(store) == ["a.txt", "b.txt"]


def test_two_of_one_story_part(folder, store):
    (folder / "c.txt").write_text(LINE.replace("8210", "77"), encoding="utf-8")
    ingest([folder], store)
    assert open_store(store).totals()["clusters"] == 1
    remove_documents([id_of(LINE)], store)
    assert open_store(store).totals()["clusters"] == 0
