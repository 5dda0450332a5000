"""The journal: appended, never changed, kept over everything, whole or not at all."""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from data_layer.decisions import (
    DecisionKind,
    Draft,
    decision_lines,
    read_decision_lines,
    standing,
)
from data_layer.errors import DecisionError, StoreError
from data_layer.store.journal import Journal
from tests.decisions.fakes import article, figure
from tests.patience import GIVEN_UP

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "decisions.sqlite")


def correction(value: float, number: int = 1, **fields: object) -> Draft:
    return Draft(DecisionKind.FIGURE_CORRECTED, figure(number), {"value": value, **fields}, "原文是这样")


def test_empty_journal_makes_no_file(tmp_path, journal):
    assert journal.originals() == {}
    assert journal.ingests(5) == []
    assert journal.decisions() == []
    assert journal.last_decision() == 0
    assert list(tmp_path.iterdir()) == []


def test_first_name_is_kept(journal):
    journal.add_originals({"ab": "a.txt"})
    journal.add_originals({"ab": "other.txt", "cd": "c.txt"})
    assert journal.originals() == {"ab": "a.txt", "cd": "c.txt"}
    assert {row["document_id"] for row in journal.arrivals()} == {"ab", "cd"}


def test_last_ingests_come_first(journal):
    for version in (1, 2, 3):
        journal.add_ingest(version=version, seconds=0.5, added=1, known=0, failed=0)
    assert [one.version for one in journal.ingests(2)] == [3, 2]


def test_decisions_come_back_as_they_were_taken(tmp_path, journal):
    taken = journal.decide(
        [correction(8210.0), Draft(DecisionKind.WITNESS_CHOSEN, article(1), reason="清楚")], "王某"
    )
    found = Journal(tmp_path / "decisions.sqlite").decisions()
    assert found == taken
    assert [(one.by, one.kind, dict(one.detail), one.reason) for one in found] == [
        ("王某", DecisionKind.FIGURE_CORRECTED, {"value": 8210.0}, "原文是这样"),
        ("王某", DecisionKind.WITNESS_CHOSEN, {}, "清楚"),
    ]
    assert journal.last_decision() == found[-1].number


def test_rows_are_only_added(tmp_path, journal):
    journal.decide([correction(1.0)], "王某")
    with sqlite3.connect(tmp_path / "decisions.sqlite") as connection:
        for sql in ("UPDATE decisions SET by = '别人'", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                connection.execute(sql)


def test_a_journal_of_an_early_version_is_brought_up_to_date(tmp_path, journal):
    with sqlite3.connect(tmp_path / "decisions.sqlite") as connection:
        connection.executescript(
            """
            CREATE TABLE originals (document_id TEXT PRIMARY KEY, source TEXT NOT NULL,
                added_at TEXT NOT NULL, added_by TEXT NOT NULL) WITHOUT ROWID;
            INSERT INTO originals VALUES ('ab', 'a.txt', '2022', '');
            CREATE TABLE decisions (decision_id INTEGER PRIMARY KEY, at TEXT, by TEXT, subject TEXT,
                verdict TEXT, detail TEXT);
            CREATE INDEX decisions_by_subject ON decisions (subject);
            """
        )
    assert journal.last_decision() == 0
    assert journal.originals() == {"ab": "a.txt"}
    journal.decide([correction(1.0)], "王某")
    assert len(journal.decisions()) == 1


@pytest.mark.parametrize(
    ("moves", "stand"),
    [
        pytest.param([], [0, 1], id="all"),
        pytest.param([0], [1], id="one taken back"),
        pytest.param([0, 2], [0, 1], id="the taking back taken back"),
        pytest.param([0, 2, 3], [1], id="and that again"),
        pytest.param([0, 1], [], id="both"),
    ],
)
def test_what_stands(journal, moves, stand):
    taken = journal.decide([correction(1.0), correction(2.0, 2)], "王某")
    first = list(taken)
    for move in moves:
        target = taken[move]
        taken += journal.decide(
            [Draft(DecisionKind.TAKEN_BACK, target.subject, takes_back=target.uid)], "李某"
        )
    assert [first.index(one) for one in standing(journal.decisions())] == stand


def test_a_clock_set_back_does_not_turn_the_order(journal, monkeypatch):
    from datetime import UTC, datetime

    from data_layer.store import journal as module

    clock = iter([datetime(2026, 5, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)])

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return next(clock)

    monkeypatch.setattr(module, "datetime", Clock)
    first = journal.decide([correction(1.0)], "王某")[0]
    second = journal.decide([correction(2.0)], "李某")[0]
    assert first.at < second.at
    assert [dict(one.detail) for one in journal.decisions()] == [{"value": 1.0}, {"value": 2.0}]


def test_threads_see_each_decision_at_once(journal):
    seen = []

    def work(name):
        for _ in range(5):
            taken = journal.decide([correction(1.0)], name)[0]
            seen.append(journal.last_decision() >= taken.number)

    threads = [threading.Thread(target=work, args=(f"人{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 20
    assert [one.number for one in journal.decisions()] == list(range(1, 21))


def test_the_first_decision_waits_for_who_makes_the_file(tmp_path):
    path = tmp_path / "decisions.sqlite"
    with contextlib.closing(sqlite3.connect(path, check_same_thread=False)) as other:
        other.execute("CREATE TABLE held (x)")
        other.execute("BEGIN EXCLUSIVE")
        release = threading.Timer(0.5, other.rollback)
        release.start()
        assert [one.number for one in Journal(path).decide([correction(1.0)], "张三")] == [1]
        release.join()


def decide_many(path: Path, name: str, count: int) -> None:
    for number in range(count):
        Journal(path).decide([correction(float(number)), correction(float(number), 2)], name)


def test_two_processes_lose_nothing(tmp_path, journal):
    spawn = multiprocessing.get_context("spawn")
    workers = [
        spawn.Process(target=decide_many, args=(tmp_path / "decisions.sqlite", name, 40))
        for name in ("甲", "乙")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    found = journal.decisions()
    assert [worker.exitcode for worker in workers] == [0, 0]
    for name in ("甲", "乙"):
        values = [one.detail["value"] for one in found if one.by == name]
        assert values == [float(number) for number in range(40) for _ in range(2)]


KILLED = """
import sys
from pathlib import Path
from data_layer.store.journal import Journal
from tests.store.test_journal import correction
journal, number = Journal(Path(sys.argv[1])), 0
while True:
    journal.decide([correction(float(number)), correction(float(number), 2)], "某人")
    print(number, flush=True)
    number += 1
"""


@pytest.mark.parametrize("seconds", [0.05, 0.11, 0.23])
def test_killed_while_writing(tmp_path, journal, seconds):
    """Everything that was acknowledged is there; of what was under way, all or nothing."""
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "decisions.sqlite")],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    said = [child.stdout.readline()]
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    said += child.stdout.readlines()
    child.wait()
    acknowledged = [line for line in said if line.endswith("\n")]
    found = [one.detail["value"] for one in journal.decisions()]
    assert len(found) % 2 == 0
    assert len(found) // 2 in (len(acknowledged), len(acknowledged) + 1)
    assert found == [float(number) for number in range(len(found) // 2) for _ in range(2)]
    journal.decide([correction(0.5)], "下一个")
    assert len(journal.decisions()) == len(found) + 1


FULL = """
import resource, signal, sys
from pathlib import Path
from data_layer.errors import StoreError
from data_layer.store.journal import Journal
from tests.store.test_journal import correction
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
journal, kept = Journal(Path(sys.argv[1])), 0
try:
    while kept < 5000:
        journal.decide([correction(float(kept)), correction(float(kept), 2)], "某人")
        kept += 1
except StoreError as error:
    print(kept, error)
"""


def test_a_file_that_cannot_grow(tmp_path, journal):
    """The operating system refuses a write: the message says so, and what was kept before is whole."""
    assert resource.RLIMIT_FSIZE is not None
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "decisions.sqlite"), "400000"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=GIVEN_UP,
    )  # fmt: skip
    kept, message = done.stdout.split(" ", 1)
    assert "磁盘" in message
    assert "请" in message
    found = [one.detail["value"] for one in journal.decisions()]
    assert int(kept) > 20
    assert found == [float(number) for number in range(int(kept)) for _ in range(2)]
    journal.decide([correction(0.5)], "有了空间")
    assert len(journal.decisions()) == len(found) + 1


FULL_DISK = """
import contextlib, sys
from pathlib import Path
from data_layer.errors import StoreError
from data_layer.store.journal import Journal
from tests.store.test_journal import correction
path, filler = Path(sys.argv[1], "decisions.sqlite"), Path(sys.argv[1], "filler")
kept, room = 0, Path(sys.argv[1], "room")
room.write_bytes(bytes(100_000))
try:
    while kept < 5000:
        Journal(path).decide([correction(float(kept)), correction(float(kept), 2)], "某人")
        kept += 1
except StoreError as error:
    print(error)
with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
    while True:
        file.write(bytes(512))
try:
    Journal(path).decisions()
except StoreError as error:
    print(error)
room.unlink()
found = [one.detail["value"] for one in Journal(path).decisions()]
Journal(path).decide([correction(0.5)], "有了空间")
print(kept, found == [float(n) for n in range(kept) for _ in range(2)], len(Journal(path).decisions()))
"""


def test_a_disk_that_is_full(tmp_path):
    """A real one, of 600 kB: refused in words while it is full, nothing lost, and taken again afterwards."""
    mounted = f"mount -t tmpfs -o size=600k tmpfs {tmp_path}"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mounted], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{mounted} && exec "$0" "$@"', sys.executable, "-c", FULL_DISK,
         str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=GIVEN_UP,
    )  # fmt: skip
    *said, last = done.stdout.splitlines()
    assert 1 <= len(said) <= 2  # the second is of reading, for which room may be left
    assert all("磁盘满了" in message and "请清出空间" in message for message in said)
    kept, whole, count = last.split()
    assert int(kept) > 20
    assert whole == "True"
    assert int(count) == 2 * int(kept) + 1


@pytest.mark.parametrize(
    ("damage", "says"),
    [("full", "磁盘满了"), ("corrupt", "损坏"), ("busy", "另一个程序"), ("readonly", "记录文件")],
)
def test_what_goes_wrong_is_said_in_chinese(tmp_path, journal, monkeypatch, damage, says):
    from data_layer.store import journal_file as module

    path = tmp_path / "decisions.sqlite"
    journal.decide([correction(1.0)], "王某")
    connect = sqlite3.connect
    if damage == "full":

        def limited(*arguments, **named):
            connection = connect(*arguments, **named)
            connection.execute("PRAGMA max_page_count = 1")
            return connection

        monkeypatch.setattr(module.sqlite3, "connect", limited)
    elif damage == "corrupt":
        path.write_bytes(b"no database at all, only words" * 200)
        path.with_name("decisions.sqlite-wal").unlink(missing_ok=True)
    elif damage == "busy":
        monkeypatch.setattr(module, "_BUSY_SECONDS", 0.05)
        holder = connect(path)
        holder.execute("BEGIN IMMEDIATE")
    else:
        path = tmp_path / "no folder" / "decisions.sqlite"
    with pytest.raises(StoreError, match=says) as raised:
        long = [Draft(DecisionKind.FIGURE_CORRECTED, figure(1), {"value": 2.0}, "理" * 1000)] * 40
        Journal(path).decide(long, "李某")
    assert "请" in str(raised.value)
    monkeypatch.undo()
    if damage in ("full", "busy"):
        assert len(journal.decisions()) == 1


def test_export_and_import(tmp_path, journal):
    taken = journal.decide(
        [
            correction(8210.0, unit="人", period_end="2022-12-31"),
            Draft(DecisionKind.FIGURE_STRUCK, figure(2), reason="号码，不是数据\n第二行"),
            Draft(DecisionKind.ARTICLE_SEPARATED, article(1), {"others": [article(2).to_json()]}),
        ],
        "王 某",
    )
    taken += journal.decide([Draft(DecisionKind.TAKEN_BACK, figure(2), takes_back=taken[1].uid)], "李某")
    lines = list(decision_lines(journal.decisions()))
    other = Journal(tmp_path / "other.sqlite")
    assert other.merge(read_decision_lines(lines)) == 4
    assert other.merge(read_decision_lines(lines)) == 0
    assert other.decisions() == taken
    assert standing(other.decisions()) == [taken[0], taken[2]]


def test_an_import_never_changes_what_is_known(tmp_path, journal):
    journal.decide([correction(1.0)], "王某")
    lines = [line.replace("王某", "别人") for line in decision_lines(journal.decisions())]
    more = list(decision_lines(Journal(tmp_path / "b.sqlite").decide([correction(3.0)], "赵某")))
    with pytest.raises(StoreError, match="不同"):
        journal.merge(read_decision_lines([*more, *lines]))
    assert [one.by for one in journal.decisions()] == ["王某"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda line: line[:-9], "第 2 行", id="torn"),
        pytest.param(lambda line: line.replace("figure_corrected", "figure_burnt"), "第 2 行", id="kind"),
        pytest.param(lambda line: line.replace('"value": 5.0', '"value": NaN'), "数值", id="NaN"),
        pytest.param(lambda line: line.replace('"value": 5.0', '"price": 1'), "price", id="field"),
        pytest.param(lambda line: line.replace("+00:00", ""), "时间", id="no zone"),
        pytest.param(lambda line: line.replace('"at": "20', '"at": "80'), "时间", id="far future"),
        pytest.param(lambda line: line.replace('"quote"', '"quotation"'), "quote", id="subject"),
        pytest.param(lambda line: "[]", "第 2 行", id="no record"),
        pytest.param(lambda line: "[" * 5000, "第 2 行", id="nested"),
    ],
)
def test_a_bad_line_spoils_the_file_and_is_named(tmp_path, change, says):
    made = Journal(tmp_path / "a.sqlite").decide([correction(4.0), correction(5.0)], "王某")
    good, bad = decision_lines(made)
    with pytest.raises(DecisionError, match=says):
        read_decision_lines([good, change(bad)])


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "名" * 61])
def test_nobody_cannot_decide(tmp_path, journal, name):
    with pytest.raises(DecisionError):
        journal.decide([correction(1.0)], name)
    assert list(tmp_path.iterdir()) == []


def test_hostile_words_are_kept_as_words(journal):
    words = "=cmd|' /C calc'!A0 <script>alert(1)</script> '); DROP TABLE decisions;-- $x$ \udc80 \u202e"
    taken = journal.decide([Draft(DecisionKind.FIGURE_STRUCK, figure(1), {}, words)], "<b>名</b>'\"")[0]
    assert journal.decisions() == [taken]
    assert taken.by == "<b>名</b>'\""
    assert taken.reason.startswith("=cmd|' /C calc'!A0 <script>")
    assert "\u202e" not in taken.reason
