"""The journal: what can't be computed again. Which documents came in, people's decisions, past ingests.

What belongs here: the only rows that carry clock time, in SQLite, appended and never changed. What does not:
anything that a document's bytes tell, and what a decision does to a row (``data_layer.decisions``).
"""

from __future__ import annotations

import contextlib
import getpass
import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data_layer.decisions import Decision, DecisionKind, Draft, check_name, subject_from_json
from data_layer.errors import StoreError

__all__ = ["Journal", "PastIngest", "Removal"]

_SCHEMA_VERSION = 3
_FIRST_WITH_DECISIONS = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS originals (
    document_id TEXT PRIMARY KEY, source TEXT NOT NULL, added_at TEXT NOT NULL, added_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ingests (
    ingest_id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, version INTEGER NOT NULL,
    seconds REAL NOT NULL, added INTEGER NOT NULL, known INTEGER NOT NULL, failed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS removals (
    removal_id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL,
    document_id TEXT NOT NULL, source TEXT NOT NULL, came_back INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, by TEXT NOT NULL,
    kind TEXT NOT NULL, subject TEXT NOT NULL, words TEXT NOT NULL, detail TEXT NOT NULL,
    reason TEXT NOT NULL, takes_back TEXT
);
CREATE INDEX IF NOT EXISTS decisions_by_subject ON decisions (subject);
CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'only added'); END;
CREATE TRIGGER IF NOT EXISTS decisions_last BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'only added'); END;
"""
_LAST_REMOVALS = """
    SELECT document_id, source, at, by, came_back, max(removal_id) FROM removals GROUP BY document_id
"""
"""The last word on each document that was ever removed: gone, or come back under a name."""
_PRESENT = f"""
    SELECT o.document_id, coalesce(r.source, o.source) AS source, coalesce(r.at, o.added_at) AS added_at,
        coalesce(r.by, o.added_by) AS added_by
    FROM originals o LEFT JOIN ({_LAST_REMOVALS}) r USING (document_id) WHERE coalesce(r.came_back, 1)
    ORDER BY added_at, source
"""
_INGEST = "at, by, version, seconds, added, known, failed"
_DECISION = "uid, at, by, kind, subject, words, detail, reason, takes_back"
_ADD_REMOVAL = "INSERT INTO removals (at, by, document_id, source, came_back) VALUES (?, ?, ?, ?, ?)"
_BUSY_SECONDS = 30.0
_BUSY_PAUSE_SECONDS = 0.02
_WHY = {
    "SQLITE_FULL": ("磁盘满了", "请清出空间后再试一次"),
    "SQLITE_BUSY": ("另一个程序占着记录文件，等了很久也没有放开", "请稍后再试一次"),
    "SQLITE_LOCKED": ("另一个程序占着记录文件，等了很久也没有放开", "请稍后再试一次"),
    "SQLITE_CORRUPT": ("记录文件损坏", "请停止使用，用最近的备份恢复这个文件"),
    "SQLITE_NOTADB": ("记录文件损坏", "请停止使用，用最近的备份恢复这个文件"),
    "SQLITE_READONLY": ("没有写入权限", "请检查文件和目录的权限"),
    "SQLITE_CANTOPEN": ("打不开", "请检查文件和目录的权限"),
    "SQLITE_IOERR_SHMSIZE": ("磁盘满了", "请清出空间后再试一次"),
    "SQLITE_IOERR": ("磁盘读写出错", "请检查磁盘空间和磁盘状况后再试一次"),
}
"""What SQLite's result codes mean, primary ones if not told, and what to do (https://www.sqlite.org/rescode.html)."""


@dataclass(frozen=True, slots=True)
class PastIngest:
    """One ingest that changed the store: when (ISO, UTC), by whom, what it made, and in how many seconds."""

    at: str
    by: str
    version: int
    seconds: float
    added: int
    known: int
    failed: int


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that was removed: when (ISO, UTC), by whom, which."""

    at: str
    by: str
    document_id: str
    source: str


class Journal:
    """The journal of one store; safe to share between threads, and between processes by its file."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made at the first writing."""
        self._path = path
        self._watching = threading.Lock()
        self._watcher: tuple[tuple[int, int], sqlite3.Connection] | None = None

    def originals(self) -> dict[str, str]:
        """File name by document_id of every document that ever came in and was not removed, oldest first."""
        return dict(self._read(f"SELECT document_id, source FROM ({_PRESENT})"))

    def add_originals(self, sources: Mapping[str, str], by: str | None = None) -> None:
        """Remember documents (file name by document_id) and who brought them: this process's user by default.

        Ones already known keep their first name; removed ones come back, under their new name.
        """
        now, who = _now(), by or _user()
        back = self.removed().keys() & sources.keys()
        with self._write() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?)",
                [(document, source, now, who) for document, source in sources.items()],
            )
            connection.executemany(
                _ADD_REMOVAL, [(now, who, document, sources[document], 1) for document in sorted(back)]
            )

    def arrivals(self) -> list[dict[str, str]]:
        """Each document with document_id, added_at (ISO, UTC) and added_by."""
        return [
            {"document_id": document, "added_at": at, "added_by": by}
            for document, _, at, by in self._read(_PRESENT)
        ]

    def add_removals(self, sources: Mapping[str, str], by: str | None = None) -> None:
        """Remember that documents (file name by document_id) are removed, and by whom."""
        now, who = _now(), by or _user()
        with self._write() as connection:
            connection.executemany(
                _ADD_REMOVAL, [(now, who, document, source, 0) for document, source in sources.items()]
            )

    def removed(self) -> dict[str, str]:
        """File name by document_id of every document that was removed and has not come back."""
        rows = self._read(f"SELECT document_id, source FROM ({_LAST_REMOVALS}) WHERE NOT came_back")
        return dict(rows)

    def removals(self, limit: int) -> list[Removal]:
        """The last removals, newest first, also of documents that came back."""
        rows = self._read(
            "SELECT at, by, document_id, source FROM removals WHERE NOT came_back "
            "ORDER BY removal_id DESC LIMIT ?",
            limit,
        )
        return [Removal(*row) for row in rows]

    def add_ingest(
        self, *, version: int, seconds: float, added: int, known: int, failed: int, by: str | None = None
    ) -> None:
        """Remember an ingest that changed the store, and whose it was: this process's user by default."""
        with self._write() as connection:
            connection.execute(
                f"INSERT INTO ingests ({_INGEST}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_now(), by or _user(), version, seconds, added, known, failed),
            )

    def ingests(self, limit: int) -> list[PastIngest]:
        """The last ingests that changed the store, newest first."""
        rows = self._read(f"SELECT {_INGEST} FROM ingests ORDER BY ingest_id DESC LIMIT ?", limit)
        return [PastIngest(*row) for row in rows]

    def decide(self, drafts: Iterable[Draft], by: str) -> list[Decision]:
        """Append decisions, all or none, and give them as they stand in the journal.

        Args:
            drafts: what is decided.
            by: who decides.

        Raises:
            DecisionError: if nobody decides.
            StoreError: if they can't be written; nothing of them is kept then.
        """
        name, taken = check_name(by), []
        with self._write() as connection:
            at = _moment_after(connection)
            for draft in drafts:
                decision = Decision(
                    0,
                    uuid.uuid4().hex,
                    at,
                    name,
                    draft.kind,
                    draft.subject,
                    draft.detail,
                    draft.reason,
                    draft.takes_back,
                )
                taken.append(_with_number(decision, _insert(connection, decision)))
        return taken

    def decisions(self, uids: Sequence[str] | None = None) -> list[Decision]:
        """All decisions, or those of some uids, in the order they were taken."""
        every = [
            _decision(row)
            for row in self._read(f"SELECT number, {_DECISION} FROM decisions ORDER BY at, number")
        ]
        return every if uids is None else [one for one in every if one.uid in set(uids)]

    def uids(self) -> list[str]:
        """The uids of all decisions, in the order they were taken."""
        return [uid for (uid,) in self._read("SELECT uid FROM decisions ORDER BY at, number")]

    def last_decision(self) -> int:
        """The number of the newest decision, 0 for none; so cheap that it is asked before every query."""
        if not self._path.exists():
            return 0
        with self._watching:
            try:
                return self._newest()
            except sqlite3.Error:
                self._watcher = None
            try:
                return self._newest()
            except sqlite3.Error as error:
                self._watcher = None
                raise _store_error(self._path, error) from error

    def merge(self, decisions: Iterable[Decision]) -> int:
        """Append the decisions that are not known yet, with their own names and times; gives how many.

        Raises:
            StoreError: if one is known with other content; nothing is kept then.
        """
        added = 0
        with self._write() as connection:
            known = {
                row[1]: _decision(row)
                for row in connection.execute(f"SELECT number, {_DECISION} FROM decisions")
            }
            for one in decisions:
                held = known.get(one.uid)
                if held is None:
                    known[one.uid] = _with_number(one, _insert(connection, one))
                    added += 1
                elif _with_number(held, 0) != _with_number(one, 0):
                    raise StoreError(
                        f"编号 {one.uid} 的意见与已有的内容不同，整份文件都没有导入。"
                        "请确认文件没有被改动过，再从来源处重新导出一份。"
                    )
        return added

    def _newest(self) -> int:
        """The last number, through a connection that stays open as long as the file is the same one."""
        status = self._path.stat()
        identity = status.st_dev, status.st_ino
        if self._watcher is None or self._watcher[0] != identity:
            with self._connection():
                pass  # brings an older file up to date
            connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, check_same_thread=False)
            self._watcher = identity, connection
        found = self._watcher[1].execute("SELECT max(number) FROM decisions").fetchone()
        return int(found[0] or 0)

    def _read(self, sql: str, *parameters: object) -> list[Any]:
        if not self._path.exists():
            return []
        with self._connection() as connection:
            return connection.execute(sql, parameters).fetchall()

    @contextlib.contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                if _schema_version(connection) != _SCHEMA_VERSION:
                    _log_ahead(connection)
                    _bring_up_to_date(connection)
                yield connection
        except sqlite3.Error as error:
            raise _store_error(self._path, error) from error


def _schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch a new file to write-ahead logging, for which SQLite itself waits for nobody."""
    last = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > last:
                raise
            time.sleep(_BUSY_PAUSE_SECONDS)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make the tables; the table of decisions that early versions made, and nothing wrote to, gives way."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if _schema_version(connection) == _SCHEMA_VERSION:
            return  # another process was first
        if _schema_version(connection) < _FIRST_WITH_DECISIONS:
            connection.execute("DROP TABLE IF EXISTS decisions")
        for statement in _statements():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")


def _statements() -> Iterator[str]:
    statement = ""
    for line in _SCHEMA.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _store_error(path: Path, error: sqlite3.Error) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    primary = "_".join(name.split("_")[:2])
    why, advice = _WHY.get(name) or _WHY.get(primary) or ("不能读写", "请检查磁盘空间和写入权限")
    return StoreError(f"记录文件 {path}：{why}（{error}）。{advice}。这一次没有写入，已有的记录不受影响。")


def _insert(connection: sqlite3.Connection, one: Decision) -> int:
    cursor = connection.execute(
        f"INSERT INTO decisions ({_DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.uid,
            one.at,
            one.by,
            one.kind.value,
            one.subject.key,
            _json(one.subject.to_json()),
            _json(one.detail),
            one.reason,
            one.takes_back,
        ),
    )
    return int(cursor.lastrowid or 0)


def _decision(row: Sequence[Any]) -> Decision:
    number, uid, at, by, kind, _, words, detail, reason, takes_back = row
    subject = subject_from_json(json.loads(words))
    return Decision(number, uid, at, by, DecisionKind(kind), subject, json.loads(detail), reason, takes_back)


def _with_number(decision: Decision, number: int) -> Decision:
    return replace(decision, number=number)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _moment_after(connection: sqlite3.Connection) -> str:
    """Now, or just after the last decision where a clock was set back: a later decision is later."""
    last = connection.execute("SELECT max(at) FROM decisions").fetchone()[0]
    now = datetime.now(UTC)
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such variable and no entry in the password file, in a bare container
        return ""
