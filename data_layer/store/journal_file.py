"""The journal's SQLite file: its tables, how it is opened and waited for, what its errors mean.

What belongs here: what is the same for every row. What does not: the rows (journal).
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_layer.errors import StoreError

__all__ = ["JournalFile"]

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


class JournalFile:
    """One file; safe to share between threads, and between processes."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made at the first writing."""
        self._path = path
        self._watching = threading.Lock()
        self._watcher: tuple[tuple[int, int], sqlite3.Connection] | None = None

    def read(self, sql: str, *parameters: object) -> list[Any]:
        """The rows of a query; none while there is no file.

        Raises:
            StoreError: if it can't be read.
        """
        if not self._path.exists():
            return []
        with self._connection() as connection:
            return connection.execute(sql, parameters).fetchall()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction, which no other process writes beside; all of it is kept, or nothing.

        Raises:
            StoreError: if it can't be written.
        """
        with self._connection() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def watch(self, sql: str) -> int:
        """The number that a query gives, through a connection that stays open; 0 for none.

        Raises:
            StoreError: if it can't be read.
        """
        if not self._path.exists():
            return 0
        with self._watching:
            try:
                return self._watched(sql)
            except sqlite3.Error:
                self._watcher = None
            try:
                return self._watched(sql)
            except sqlite3.Error as error:
                self._watcher = None
                raise _store_error(self._path, error) from error

    def _watched(self, sql: str) -> int:
        """Ask, through a connection that is held as long as the file is the same one."""
        status = self._path.stat()
        identity = status.st_dev, status.st_ino
        if self._watcher is None or self._watcher[0] != identity:
            with self._connection():
                pass  # brings an older file up to date
            connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, check_same_thread=False)
            self._watcher = identity, connection
        found = self._watcher[1].execute(sql).fetchone()
        return int(found[0] or 0)

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
