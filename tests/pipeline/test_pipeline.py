"""Ingests with stages that stand in for the real ones: what is kept, what is parsed, what goes wrong."""

import hashlib
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from data_layer.deciding import correct_figure
from data_layer.errors import CountyFiguresError, ReadingError, StoreError
from data_layer.pipeline import (
    ParsedDocument,
    asking,
    cluster_executor,
    ensure_sample_store,
    fingerprint,
    ingest,
    ingesting,
    parsing,
)
from data_layer.settings import IngestSettings
from data_layer.store import StoreFolder, open_store
from data_layer.store.journal import Journal
from tests.patience import GIVEN_UP
from tests.store_fakes import content_of, parse_fake, use_fakes

LINE = "就业|431381|2022-12-01|8210人 8210 人 employment 2022"
OTHER = "工业|431382|2022-12-01|40家 40 家 企业 2021|10.2% 10.2 % output 2021"


@pytest.fixture(autouse=True)
def parsed(monkeypatch):
    """Fake stages; the list collects the names of what was parsed."""
    return use_fakes(monkeypatch)


@pytest.fixture
def folder(tmp_path):
    """Two documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(LINE, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def code_changes(monkeypatch, seed):
    """Make the program look like another release of itself."""
    monkeypatch.setattr(fingerprint, "parse_fingerprint", lambda: seed)
    monkeypatch.setattr(ingesting, "version_fingerprint", lambda: seed)


def sources(store):
    return [row["source"] for row in open_store(store).rows("SELECT source FROM articles ORDER BY source")]


def test_report(folder, store):
    report = ingest([folder], store)
    assert (report.version, report.added) == (1, ("a.txt", "b.txt"))
    assert report.totals == {"documents": 2, "articles": 2, "figures": 3, "regions": 2, "clusters": 0}
    assert report.failures == ()


def test_nothing_new_is_parsed_or_written(folder, store, parsed):
    ingest([folder], store)
    before = StoreFolder(store).version_path(1).stat()
    report = ingest([folder], store)
    assert (report.version, report.unchanged, report.added, report.reread) == (1, 2, (), 0)
    assert parsed == ["a.txt", "b.txt"]
    assert StoreFolder(store).version_path(1).stat() == before
    assert len(Journal(StoreFolder(store).journal).ingests(9)) == 1


def test_only_what_is_new_is_parsed(folder, store, parsed):
    ingest([folder], store)
    (folder / "c.txt").write_text(LINE.replace("8210", "77"), encoding="utf-8")
    report = ingest([folder], store)
    assert (report.version, report.added, report.totals["clusters"]) == (2, ("c.txt",), 1)
    assert parsed == ["a.txt", "b.txt", "c.txt"]
    assert sources(store) == ["a.txt", "b.txt", "c.txt"]


def test_documents_stay_when_another_folder_comes_in(folder, store, tmp_path):
    ingest([folder / "a.txt"], store)
    ingest([folder / "b.txt"], store)
    assert sources(store) == ["a.txt", "b.txt"]


def test_same_bytes_are_one_document(folder, store):
    (folder / "c.txt").write_bytes((folder / "a.txt").read_bytes())
    report = ingest([folder], store)
    assert report.known == (("c.txt", "a.txt"),)
    assert sources(store) == ["a.txt", "b.txt"]
    again = ingest([folder / "c.txt"], store)
    assert (again.known, again.version) == ((("c.txt", "a.txt"),), 1)


def test_same_name_with_other_bytes_is_another_document(folder, store):
    ingest([folder / "a.txt"], store)
    (folder / "a.txt").write_text(OTHER, encoding="utf-8")
    report = ingest([folder / "a.txt"], store)
    assert report.added == ("a.txt",)
    assert sources(store) == ["a.txt", "a.txt"]


def test_same_bytes_same_rows(folder, tmp_path):
    for name, order in (("one", ["a.txt", "b.txt"]), ("two", ["b.txt", "a.txt"])):
        for file in order:
            ingest([folder / file], tmp_path / name)
    one, two = content_of(tmp_path / "one"), content_of(tmp_path / "two")
    assert one == two


def test_failures_do_not_stop_the_others(folder, store, caplog):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "odd.txt").write_bytes(b"crash")
    with caplog.at_level(logging.INFO, "data_layer"):
        report = ingest([folder], store)
    assert [(failure.name, failure.reason) for failure in report.failures] == [
        ("empty.txt", "文件是空的"),
        ("odd.txt", "程序处理时出错（ZeroDivisionError）"),
    ]
    assert report.totals["documents"] == 2
    log = StoreFolder(store).log.read_text(encoding="utf-8")
    assert "made to crash" in log
    assert "Traceback" in log


def test_lasting_failures_are_told_again_without_parsing(folder, store, parsed):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "odd.txt").write_bytes(b"crash")
    first = ingest([folder], store)
    parsed.clear()
    second = ingest([folder], store)
    assert second.failures == first.failures
    assert parsed == ["odd.txt"]
    assert second.version == 1


def test_a_mended_file_is_no_failure_any_more(folder, store):
    (folder / "c.txt").write_bytes(b"")
    ingest([folder], store)
    (folder / "c.txt").write_text(LINE.replace("8210", "5"), encoding="utf-8")
    report = ingest([folder], store)
    assert report.failures == ()
    assert report.added == ("c.txt",)


def test_failures_of_other_folders_stay(folder, store, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    ingest([tmp_path / "empty.txt"], store)
    report = ingest([folder], store)
    assert [failure.name for failure in report.failures] == ["empty.txt"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(PermissionError(13, "denied"), "没有读取权限", id="permission"),
        pytest.param(FileNotFoundError(2, "gone"), "文件不见了", id="gone"),
        pytest.param(OSError(5, "input/output error"), "文件打不开（input/output error）", id="disk"),
    ],
)
def test_a_file_that_cannot_be_opened(folder, store, monkeypatch, error, reason):
    opening = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "a.txt":
            raise error
        return opening(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    report = ingest([folder], store)
    assert [(failure.name, failure.reason) for failure in report.failures] == [("a.txt", reason)]
    assert sources(store) == ["b.txt"]


def test_a_file_that_changes_meanwhile(folder, store, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: OTHER.encode())
    report = ingest([folder / "a.txt"], store)
    assert [failure.reason for failure in report.failures] == ["文件在导入时被改动"]


@pytest.mark.parametrize("paths", [["nothing"], ["in", "nothing"], ["void"]])
def test_nothing_to_read(folder, store, tmp_path, monkeypatch, paths):
    (tmp_path / "void").mkdir()
    with pytest.raises(ReadingError):
        ingest([tmp_path / path for path in paths], store)
    assert not store.exists()


def test_new_code_parses_again(folder, store, parsed, monkeypatch):
    ingest([folder], store)
    (folder / "a.txt").unlink()
    code_changes(monkeypatch, "next release")
    parsed.clear()
    report = ingest([folder], store)
    assert sorted(parsed) == ["a.txt", "b.txt"]
    assert (report.version, report.reread, report.added) == (2, 2, ())
    assert sources(store) == ["a.txt", "b.txt"]


def test_rows_stay_where_new_code_fails(folder, store, parsed, monkeypatch):
    ingest([folder], store)
    code_changes(monkeypatch, "next release")

    def refuse(name, data, tell=None):
        if name == "a.txt":
            raise ReadingError("读不懂", "请等下一版")
        return parse_fake(name, data)

    monkeypatch.setattr(parsing, "parse_document", refuse)
    report = ingest([folder], store)
    assert [failure.reason for failure in report.failures] == ["读不懂"]
    assert report.reread == 1
    assert sources(store) == ["a.txt", "b.txt"]
    assert ingest([folder], store).version == report.version


@pytest.mark.parametrize("damage", ["torn", "schema", "gone"])
def test_store_is_made_again_from_originals(folder, store, damage):
    ingest([folder], store)
    (folder / "a.txt").unlink()
    version = StoreFolder(store).version_path(1)
    if damage == "torn":
        version.write_bytes(version.read_bytes()[:5000])
    elif damage == "schema":
        import duckdb

        with duckdb.connect(version) as connection:
            connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    else:
        version.unlink()
    report = ingest([folder], store)
    assert (report.totals["documents"], report.reread) == (2, 2)
    assert sources(store) == ["a.txt", "b.txt"]


def cut_otherwise(name, data, *_):
    """The fake reader of another program version: a first article more, other white space, other ids."""
    more = "新头条|110105|2022-12-01|77家 77 家 企业 2021\n".encode()
    parsed = parse_fake(name, more + data)
    base = {article.article_id: article for article in parsed.articles}
    spaced = {key: replace(one, text=one.text.replace("，", "， ")) for key, one in base.items()}
    figures = [
        replace(
            figure,
            char_start=start,
            char_end=start + len(figure.quote),
            figure_id=f"{figure.article_id}-{start}",
        )
        for figure in parsed.figures
        for start in [spaced[figure.article_id].text.index(figure.quote)]
    ]
    return of_bytes(data, ParsedDocument(parsed.document, tuple(spaced.values()), tuple(figures)))


def of_bytes(data, parsed):
    """What a reader made of other words, as if these were the document's."""
    document = replace(parsed.document, sha256=hashlib.sha256(data).hexdigest())
    articles = [replace(article, document_id=document.sha256) for article in parsed.articles]
    return replace(parsed, document=document, articles=tuple(articles))


def without_figures(name, data, *_):
    return replace(parse_fake(name, data), figures=())


def in_other_words(name, data, *_):
    return of_bytes(data, parse_fake(name, data.replace("8210人".encode(), "8270人".encode())))


@pytest.mark.parametrize(
    ("reader", "orphaned"),
    [(parse_fake, None), (cut_otherwise, None), (without_figures, "figure"), (in_other_words, "words")],
)
def test_decisions_outlive_a_change_of_code(folder, store, monkeypatch, reader, orphaned):
    """The store is made again by other code; the words decide whether a decision still holds."""
    ingest([folder], store)
    reading = open_store(store)
    figure = reading.rows("SELECT figure_id FROM figures WHERE quote = '8210人'")[0]["figure_id"]
    correct_figure(reading, figure, {"value": 8120.0}, by="某人")
    code_changes(monkeypatch, "other")
    monkeypatch.setattr(parsing, "parse_document", reader)
    ingest([folder], store)
    found = reading.rows("SELECT value, value_as_read FROM figures WHERE quote = '8210人'")
    decided = reading.rows("SELECT orphaned, target FROM decided")[0]
    assert decided["orphaned"] == orphaned
    assert (decided["target"] is None) == (orphaned is not None)
    assert found == ([] if orphaned else [{"value": 8120.0, "value_as_read": 8210.0}])
    assert not reading.rows("SELECT * FROM figures WHERE value_as_read IS NOT NULL AND quote <> '8210人'")
    code_changes(monkeypatch, "first again")
    monkeypatch.setattr(parsing, "parse_document", parse_fake)
    ingest([folder], store)
    assert reading.rows("SELECT value FROM figures WHERE quote = '8210人'") == [{"value": 8120.0}]


def test_killed_ingest_is_taken_up(folder, store, parsed, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "publish", stop)
        with pytest.raises(KeyboardInterrupt):
            ingest([folder / "a.txt"], store)
    parsed.clear()
    report = ingest([folder], store)
    assert parsed == ["b.txt"]
    assert report.totals["documents"] == 2
    assert not StoreFolder(store).fresh.exists()


@pytest.mark.parametrize("rows", ["fresh.duckdb", "fresh.duckdb.wal"])
def test_torn_leavings_are_parsed_again(folder, store, rows):
    StoreFolder(store).create()
    (store / rows).write_bytes(os.urandom(4096))
    report = ingest([folder], store)
    assert report.totals["documents"] == 2


def test_executor_and_batches(tmp_path, store):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        text = "" if number == 7 else LINE.replace("8210", str(number)).replace("就业|", f"就业{number}|")
        (folder / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    seen = []
    with ThreadPoolExecutor(3) as executor:
        report = ingest(
            [folder],
            store,
            executor=executor,
            settings=IngestSettings(batch_documents=4, waiting_per_job=1),
            progress=lambda done, total, name: seen.append((done, total)),
        )
    assert (report.totals["documents"], len(report.failures)) == (39, 1)
    assert seen == [(done, 40) for done in [*range(1, 41), 40]]


def test_worker_processes(tmp_path, store, monkeypatch):
    """The real stages, since a process of its own knows no fakes."""
    monkeypatch.undo()
    for number in range(3):
        text = f"县里的工作\n\n2022年，全县新增就业{number + 5}00人。\n" if number else ""
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    report = ingest(files, store, jobs=2, settings=IngestSettings(parallel_from_bytes=0))
    assert (report.totals["documents"], [failure.name for failure in report.failures]) == (2, ["0.txt"])
    assert report.totals["figures"] == 2


class BreakingExecutor(ThreadPoolExecutor):
    """Its worker dies at the third document."""

    count = 0

    def submit(self, fn, /, *args, **kwargs):
        self.count += 1
        if self.count > 3:
            raise BrokenProcessPool
        return super().submit(self._die if self.count == 3 else fn, *args, **kwargs)

    @staticmethod
    def _die(*_args):
        raise BrokenProcessPool


def test_dead_workers_are_reported_and_tried_again(tmp_path, store):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(LINE.replace("8210", str(number)), encoding="utf-8")
    with BreakingExecutor(1) as executor:
        report = ingest([folder], store, executor=executor)
    assert (report.totals["documents"], len(report.failures)) == (2, 4)
    assert ingest([folder], store).totals["documents"] == 6


def test_two_ingests_take_turns(folder, store, monkeypatch):
    entered, go = threading.Event(), threading.Event()
    told = []

    def slow(name, data, tell=None):
        entered.set()
        assert go.wait(20)
        return parse_fake(name, data)

    monkeypatch.setattr(parsing, "parse_document", slow)
    first = threading.Thread(target=ingest, args=([folder / "a.txt"], store))
    first.start()
    assert entered.wait(20)

    def waiting():
        told.append("waiting")
        go.set()

    report = ingest([folder / "b.txt"], store, waiting=waiting)
    first.join()
    assert told == ["waiting"]
    assert report.totals["documents"] == 2


def test_readers_go_on_during_an_ingest(folder, store, monkeypatch):
    ingest([folder / "a.txt"], store)
    reader = open_store(store)
    seen = []

    def parse(name, data, tell=None):
        seen.append((reader.version, len(reader.rows("SELECT * FROM articles"))))
        return parse_fake(name, data)

    monkeypatch.setattr(parsing, "parse_document", parse)
    ingest([folder], store)
    assert seen == [(1, 1)]
    assert (reader.version, len(reader.rows("SELECT * FROM articles"))) == (2, 2)


@pytest.mark.parametrize("step", ["versions.shutil.copyfile", "extending._replace_rows", "whole._fill"])
def test_full_disk(folder, store, monkeypatch, step):
    ingest([folder / "a.txt"], store)
    if step.startswith("whole"):
        code_changes(monkeypatch, "other code")

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"data_layer.store.{step}", refuse)
    with pytest.raises(StoreError, match="磁盘空间"):
        ingest([folder], store)
    assert sources(store) == ["a.txt"]
    monkeypatch.undo()


@pytest.fixture
def seeds(folder, monkeypatch):
    """The folder as a sample corpus of two documents and a script."""
    (folder / "manifest.yml").write_text("files:\n- file: a.txt\n- file: b.txt\n", encoding="utf-8")
    (folder / "build.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(asking, "_SEEDS", folder)


@pytest.mark.usefixtures("seeds")
def test_sample_corpus(store, monkeypatch, parsed):
    ensure_sample_store(store)
    ensure_sample_store(store)
    assert sources(store) == ["a.txt", "b.txt"]
    assert parsed == ["a.txt", "b.txt"]
    code_changes(monkeypatch, "next release")
    ensure_sample_store(store)
    assert parsed == ["a.txt", "b.txt"] * 2


@pytest.mark.usefixtures("seeds")
def test_sample_corpus_leaves_a_filled_store_alone(folder, store):
    ingest([folder / "a.txt"], store)
    ensure_sample_store(store)
    assert sources(store) == ["a.txt"]


def test_a_program_without_samples_starts_empty(folder, store, monkeypatch):
    monkeypatch.setattr(asking, "_SEEDS", folder)
    ensure_sample_store(store)
    assert sources(store) == []


@pytest.mark.usefixtures("seeds")
def test_several_first_starts_at_once(store, parsed):
    threads = [threading.Thread(target=ensure_sample_store, args=(store,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(parsed) == ["a.txt", "b.txt"]
    assert open_store(store).version == 1


def test_cluster_needs_its_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(CountyFiguresError, match="pip install distributed"),
        cluster_executor("tcp://nowhere:1"),
    ):
        pass


def test_journal_has_its_guarantees(folder, store):
    ingest([folder], store)
    with sqlite3.connect(StoreFolder(store).journal) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


KILLED = """
import os, sys
from pathlib import Path
from data_layer import pipeline
from data_layer.pipeline import fingerprint, ingesting, parsing, stages
from data_layer.settings import IngestSettings
from tests import store_fakes as fakes

def parse(name, data, tell=None):
    if name == "9.txt":
        os.kill(os.getpid(), 9)
    return fakes.parse_fake(name, data)

fingerprint.parse_fingerprint = ingesting.version_fingerprint = lambda: "this code"
parsing.parse_document = parse
stages._find_duplicates = fakes.find_same_titles
stages._region_path = fakes.region_path
stages.indicator_name = fakes.INDICATORS.get
pipeline.ingest([Path(sys.argv[1])], Path(sys.argv[2]), settings=IngestSettings(batch_documents=3))
"""


@pytest.mark.skipif(os.name == "nt", reason="signal 9 is POSIX")
def test_a_process_that_is_killed(tmp_path, store, parsed, monkeypatch):
    code_changes(monkeypatch, "this code")
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "0.txt").write_text(LINE, encoding="utf-8")
    ingest([folder], store)
    for number in range(1, 10):
        (folder / f"{number}.txt").write_text(LINE.replace("8210", str(number)), encoding="utf-8")
    arguments = [sys.executable, "-c", KILLED, str(folder), str(store)]
    killed = subprocess.run(arguments, cwd=Path(__file__).parents[2], timeout=GIVEN_UP, check=False)
    assert killed.returncode == -9
    assert sources(store) == ["0.txt"]
    parsed.clear()
    assert ingest([folder], store).totals["documents"] == 10
    assert sorted(parsed) == ["7.txt", "8.txt", "9.txt"]
