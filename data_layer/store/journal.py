"""The journal: what can't be computed again. Which documents came in, people's decisions, past ingests.

What belongs here: the only rows that carry clock time, in SQLite, appended and never changed. What does not:
anything that a document's bytes tell.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data_layer.errors import StoreError

__all__ = ["Decision", "Journal", "PastIngest"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS originals (
    document_id TEXT PRIMARY KEY, source TEXT NOT NULL, added_at TEXT NOT NULL, added_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ingests (
    ingest_id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, version INTEGER NOT NULL,
    seconds REAL NOT NULL, added INTEGER NOT NULL, known INTEGER NOT NULL, failed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS decisions (
    decision_id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL,
    subject TEXT NOT NULL, verdict TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS decisions_by_subject ON decisions (subject);
"""
_INGEST = "at, by, version, seconds, added, known, failed"
_BUSY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided.

    Attributes:
        decision_id: counts up; the last one on a subject holds.
        at: when, ISO date and time, UTC.
        by: who.
        subject: what it is about, by content (words, not row numbers), so that it survives a new ingest.
        verdict: what was decided.
        detail: what the verdict needs, a corrected value.
    """

    decision_id: int
    at: str
    by: str
    subject: str
    verdict: str
    detail: dict[str, Any]


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


class Journal:
    """The journal of one store; each call opens and closes the file."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made at the first writing."""
        self._path = path

    def originals(self) -> dict[str, str]:
        """File name by document_id of every document that ever came in, oldest first."""
        return dict(self._read("SELECT document_id, source FROM originals ORDER BY added_at, source"))

    def add_originals(self, sources: Mapping[str, str]) -> None:
        """Remember documents (file name by document_id); ones already known keep their first name."""
        rows = [(document, source, _now(), _user()) for document, source in sources.items()]
        with self._write() as connection:
            connection.executemany("INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?)", rows)

    def arrivals(self) -> list[dict[str, str]]:
        """Each document with document_id, added_at (ISO, UTC) and added_by."""
        rows = self._read("SELECT document_id, added_at, added_by FROM originals ORDER BY added_at, source")
        return [dict(zip(("document_id", "added_at", "added_by"), row, strict=True)) for row in rows]

    def add_ingest(self, *, version: int, seconds: float, added: int, known: int, failed: int) -> None:
        """Remember an ingest that changed the store."""
        with self._write() as connection:
            connection.execute(
                f"INSERT INTO ingests ({_INGEST}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_now(), _user(), version, seconds, added, known, failed),
            )

    def ingests(self, limit: int) -> list[PastIngest]:
        """The last ingests that changed the store, newest first."""
        rows = self._read(f"SELECT {_INGEST} FROM ingests ORDER BY ingest_id DESC LIMIT ?", limit)
        return [PastIngest(*row) for row in rows]

    def decide(self, subject: str, verdict: str, by: str, detail: Mapping[str, Any] | None = None) -> int:
        """Append a decision and give its id; a later one on the same subject replaces it in what holds."""
        words = json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True)
        with self._write() as connection:
            cursor = connection.execute(
                "INSERT INTO decisions (at, by, subject, verdict, detail) VALUES (?, ?, ?, ?, ?)",
                (_now(), by, subject, verdict, words),
            )
            return int(cursor.lastrowid or 0)

    def decisions(self, subject: str | None = None) -> list[Decision]:
        """All decisions, or those on one subject, oldest first."""
        rows = self._read(
            "SELECT decision_id, at, by, subject, verdict, detail FROM decisions "
            "WHERE ?1 IS NULL OR subject = ?1 ORDER BY decision_id",
            subject,
        )
        return [
            Decision(at=at, by=by, decision_id=number, subject=on, verdict=verdict, detail=json.loads(detail))
            for number, at, by, on, verdict, detail in rows
        ]

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
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.executescript(_SCHEMA)
                yield connection
        except sqlite3.Error as error:
            raise StoreError(
                f"记录文件 {self._path} 不能读写：{error}。请检查磁盘空间和写入权限。"
            ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such variable and no entry in the password file, in a bare container
        return ""
