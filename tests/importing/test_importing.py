"""Imports of a server: their order, what they tell, what outlives the server."""

import io
import os
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from data_layer import pipeline
from data_layer.errors import ReadingError, StoreError
from data_layer.importing import ImportQueue, JobState, find_folder
from data_layer.importing import queue as importing
from data_layer.pipeline import Fate, Step, Watcher
from data_layer.settings import ImportLimits, IngestSettings
from data_layer.store import Journal, Spool, StoreFolder, open_store
from tests import store_fakes
from tests.patience import GIVEN_UP

LINE = "就业|431381|2022-12-01|8210人 8210 人 employment 2022"


@pytest.fixture(autouse=True)
def parsed(monkeypatch):
    """Fake stages, in this process."""
    monkeypatch.setattr(importing, "IngestSettings", lambda **_: IngestSettings())
    return store_fakes.use_fakes(monkeypatch)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def given(name, words=LINE):
    return name, io.BytesIO(words.encode())


def until(true):
    end = time.monotonic() + GIVEN_UP
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


def ended(queue):
    until(lambda: not queue.busy())
    return queue.jobs()


@pytest.fixture
def gate(monkeypatch):
    """Parsing waits at ``entered`` for ``go``."""
    entered, go = threading.Event(), threading.Event()

    def slow(name, data, tell):
        tell(Step.CLEANING)
        entered.set()
        assert go.wait(GIVEN_UP)
        return store_fakes.parse_fake(name, data)

    monkeypatch.setattr("data_layer.pipeline.parsing.parse_document", slow)
    yield entered, go
    go.set()


def test_what_came_in_and_what_failed(store):
    queue = ImportQueue(store)
    queue.submit_files([given("a.txt"), given("b.txt"), given("empty.txt", "")], "王某")
    (job,) = ended(queue)
    assert job.state is JobState.FINISHED
    assert [(line.name, line.fate, line.known_as) for line in job.files] == [
        ("a.txt", Fate.NEW, None),
        ("b.txt", Fate.KNOWN, "a.txt"),
        ("empty.txt", Fate.FAILED, None),
    ]
    assert job.files[2].failure.reason == "文件是空的"
    assert job.done == 3
    assert [row["added_by"] for row in Journal(StoreFolder(store).journal).arrivals()] == ["王某"]
    assert [one.by for one in Journal(StoreFolder(store).journal).ingests(3)] == ["王某"]
    assert list(StoreFolder(store).spool.iterdir()) == []


def test_jobs_wait_their_turn(store, gate):
    entered, go = gate
    queue = ImportQueue(store)
    queue.submit_files([given("a.txt")], "王某")
    assert entered.wait(GIVEN_UP)
    queue.submit_files([given("b.txt", LINE.replace("8210", "5"))], "李某")
    queue.submit_files([given("c.txt", LINE.replace("8210", "6"))], "赵某")
    third, second, first = queue.jobs()
    assert (first.state, first.files[0].step, first.done) == (JobState.RUNNING, Step.CLEANING, 0)
    assert (second.state, second.ahead) == (JobState.WAITING, ("王某",))
    assert (third.ahead, third.files[0].name) == (("王某", "李某"), "c.txt")
    go.set()
    versions = [job.report.version for job in ended(queue)]
    assert versions == [3, 2, 1]


def test_a_waiting_job_can_be_withdrawn(store, gate):
    entered, go = gate
    queue = ImportQueue(store)
    queue.submit_files([given("a.txt")], "王某")
    assert entered.wait(GIVEN_UP)
    second = queue.submit_files([given("b.txt", LINE.replace("8210", "5"))], "李某")
    running = queue.jobs()[1].job_id
    queue.drop(second)
    queue.drop(running)
    go.set()
    (job,) = ended(queue)
    assert job.report.added == ("a.txt",)


def test_a_running_job_can_be_stopped_and_keeps_what_is_read(store, monkeypatch):
    entered, go = threading.Event(), threading.Event()

    def slow(name, data, tell):
        if name == "b.txt":
            entered.set()
            assert go.wait(GIVEN_UP)
        return store_fakes.parse_fake(name, data)

    monkeypatch.setattr("data_layer.pipeline.parsing.parse_document", slow)
    queue = ImportQueue(store)
    names = ("a.txt", "b.txt", "c.txt", "d.txt")
    files = [given(name, LINE.replace("8210", str(8000 + at))) for at, name in enumerate(names)]
    stopped = queue.submit_files([*files, given("d2.txt", LINE.replace("8210", "8003"))], "王某")
    assert entered.wait(GIVEN_UP)
    queue.stop(stopped)
    assert queue.jobs()[0].stopping
    go.set()
    (job,) = ended(queue)
    assert job.state is JobState.FINISHED
    assert [(line.name, line.fate) for line in job.files] == [
        ("a.txt", Fate.NEW),
        ("b.txt", Fate.NEW),
        ("c.txt", Fate.STOPPED),
        ("d.txt", Fate.STOPPED),
        ("d2.txt", Fate.STOPPED),
    ]
    assert job.report.added == ("a.txt", "b.txt")
    assert open_store(store).totals()["documents"] == 2
    queue.submit_files(files, "王某")
    again, _ = ended(queue)
    assert [line.fate for line in again.files] == [Fate.UNCHANGED, Fate.UNCHANGED, Fate.NEW, Fate.NEW]
    assert open_store(store).totals()["documents"] == 4


def test_stopping_ends_a_worker_in_the_midst_of_a_document(tmp_path):
    """A document that would take minutes does not hold up the stop; one that is read stays."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("全县就业8210人。", encoding="utf-8")
    Image.effect_noise((2400, 3400), 90).save(folder / "b.png")  # takes long to recognise

    class Impatient(Watcher):
        read = False

        def parsed(self, document_id, failure):
            self.read = True

        def stopped(self):
            return self.read

    report = pipeline.ingest(
        [folder], tmp_path / "store", jobs=2, settings=IngestSettings(always_apart=True), watcher=Impatient()
    )
    assert {file.name: file.fate for file in report.files} == {"a.txt": Fate.NEW, "b.png": Fate.STOPPED}
    assert open_store(tmp_path / "store").totals()["documents"] == 1


def test_an_ingest_of_another_process_comes_first(store):
    queue = ImportQueue(store)
    with StoreFolder(store).writing(lambda: None):
        queue.submit_files([given("a.txt")], "王某")
        until(lambda: queue.jobs()[0].locked)
        assert queue.jobs()[0].state is JobState.RUNNING
    (job,) = ended(queue)
    assert (job.locked, job.report.added) == (False, ("a.txt",))


def test_a_failed_job_keeps_its_files_and_can_be_tried_again(store, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise StoreError("磁盘满了。请清出空间。")

    queue = ImportQueue(store)
    with monkeypatch.context() as patch:
        patch.setattr(importing, "ingest", refuse)
        name = queue.submit_files([given("a.txt")], "王某")
        (job,) = ended(queue)
    assert (job.state, job.error) == (JobState.FAILED, "磁盘满了。请清出空间。")
    queue.retry(name)
    (job,) = ended(queue)
    assert job.report.added == ("a.txt",)


def test_what_goes_wrong_in_one_job_does_not_stop_the_next(store, monkeypatch, caplog):
    real, calls = importing.ingest, []

    def stumble(*args, **kwargs):
        calls.append(args)
        if len(calls) == 1:
            raise ZeroDivisionError
        return real(*args, **kwargs)

    monkeypatch.setattr(importing, "ingest", stumble)
    queue = ImportQueue(store)
    queue.submit_files([given("a.txt")], "王某")
    queue.submit_files([given("b.txt")], "王某")
    second, first = ended(queue)
    assert "ZeroDivisionError" in first.error
    assert second.report.added == ("b.txt",)


def left_behind(store, attempts=0):
    """A job whose server is gone."""
    spool = Spool(StoreFolder(store))
    job = spool.add_files([given("a.txt")], "王某")
    for _ in range(attempts):
        spool.begin(job.job_id)
    spool._claims.pop(job.job_id).release()
    return job


def test_a_new_server_goes_on_where_the_last_one_stopped(store):
    left_behind(store, attempts=1)
    queue = ImportQueue(store)
    queue.start()
    (job,) = ended(queue)
    assert (job.by, job.report.added) == ("王某", ("a.txt",))


def test_a_job_that_brings_servers_down_is_not_tried_for_ever(store):
    left_behind(store, attempts=3)
    queue = ImportQueue(store)
    queue.start()
    (job,) = ended(queue)
    assert job.state is JobState.FAILED
    assert "停了 3 次" in job.error
    queue.drop(job.job_id)
    assert queue.jobs() == []
    assert list(StoreFolder(store).spool.iterdir()) == []


def test_a_removed_document_comes_back_when_it_is_uploaded(store):
    from data_layer.pipeline import remove_documents

    queue = ImportQueue(store)
    queue.submit_files([given("a.txt")], "王某")
    (job,) = ended(queue)
    remove_documents([job.report.files[0].document_id], store)
    queue.submit_files([given("a.txt")], "王某")
    assert ended(queue)[0].files[0].fate is Fate.NEW
    assert open_store(store).totals()["documents"] == 1


@pytest.mark.parametrize(
    ("files", "limits", "reason"),
    [
        pytest.param([], {}, "没有选文件", id="none"),
        pytest.param([given("a.txt"), given("b.txt")], {"files": 1}, "一次最多上传 1 个文件", id="too-many"),
        pytest.param([given("a.txt")], {"total_bytes": 10}, "合计", id="too-much"),
    ],
)
def test_limits(store, files, limits, reason):
    queue = ImportQueue(store, ImportLimits(**limits))
    with pytest.raises(ReadingError, match=reason):
        queue.submit_files(files, "王某")
    assert queue.jobs() == []
    assert not store.exists()


def test_a_folder_of_this_machine(store, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(LINE.replace("8210", "5"), encoding="utf-8")
    path, files = find_folder(f' "{tmp_path / "in"}" ', (), store)
    assert [file.name for file in files] == ["a.txt", "b.txt"]
    queue = ImportQueue(store)
    queue.submit_folder(path, "王某")
    (job,) = ended(queue)
    assert job.report.added == ("a.txt", "b.txt")
    assert len(list((tmp_path / "in").iterdir())) == 2


DYING = """
import io, os, sys
from pathlib import Path
from data_layer.importing import queue as importing
from data_layer.pipeline import parsing, stages
from data_layer.settings import IngestSettings
from tests import store_fakes as fakes

def parse(name, data, tell):
    if name == "b.txt":
        os.kill(os.getpid(), 9)
    return fakes.parse_fake(name, data)

parsing.parse_document = parse
stages._find_duplicates = fakes.find_same_titles
stages._region_path = fakes.region_path
stages.indicator_name = fakes.INDICATORS.get
importing.IngestSettings = lambda **_: IngestSettings(batch_documents=1)
queue = importing.ImportQueue(Path(sys.argv[1]))
files = [(name, io.BytesIO(words.encode())) for name, words in zip(("a.txt", "b.txt"), sys.argv[2:])]
queue.submit_files(files, "王某")
queue._thread.join()
"""


@pytest.mark.skipif(os.name == "nt", reason="signal 9 is POSIX")
def test_a_server_that_is_killed_loses_nothing(store, tmp_path):
    """The store stays whole, and the next server ends the import."""
    (tmp_path / "held.txt").write_text(LINE.replace("8210", "1"), encoding="utf-8")
    pipeline.ingest([tmp_path / "held.txt"], store)
    arguments = [sys.executable, "-c", DYING, str(store), LINE, LINE.replace("8210", "2")]
    killed = subprocess.run(arguments, cwd=Path(__file__).parents[2], timeout=GIVEN_UP, check=False)
    assert killed.returncode == -9
    assert open_store(store).totals()["documents"] == 1
    queue = ImportQueue(store)
    queue.start()
    (job,) = ended(queue)
    assert [(line.name, line.fate) for line in job.files] == [("a.txt", Fate.NEW), ("b.txt", Fate.NEW)]
    assert open_store(store).totals()["documents"] == 3
    assert list(StoreFolder(store).spool.iterdir()) == []


def test_an_archive_is_told_member_by_member(store):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("甲/a.txt", LINE)
        out.writestr("empty.txt", "")
        out.writestr("../../x.txt", LINE.replace("8210", "5"))
    archive.seek(0)
    queue = ImportQueue(store)
    queue.submit_files([("年报.zip", archive)], "王某")
    (job,) = ended(queue)
    assert {line.name: line.fate for line in job.files} == {
        "年报.zip/甲/a.txt": Fate.NEW,
        "年报.zip/empty.txt": Fate.FAILED,
        "年报.zip/../../x.txt": Fate.FAILED,
    }
    assert not (store.parent / "x.txt").exists()
