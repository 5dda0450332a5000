"""The journal: what can't be computed again. Which documents came in, people's decisions, past ingests.

What belongs here: the only rows that carry clock time, appended and never changed. What does not: their file
(journal_file), anything that a document's bytes tell, and what a decision does to a row
(``data_layer.decisions``).
"""

from __future__ import annotations

import getpass
import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data_layer.decisions import Decision, DecisionKind, Draft, check_name, subject_from_json
from data_layer.errors import StoreError
from data_layer.store.journal_file import JournalFile

__all__ = ["Journal", "PastIngest", "Removal"]

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
        self._file = JournalFile(path)

    def originals(self) -> dict[str, str]:
        """File name by document_id of every document that ever came in and was not removed, oldest first."""
        return dict(self._file.read(f"SELECT document_id, source FROM ({_PRESENT})"))

    def add_originals(self, sources: Mapping[str, str], by: str | None = None) -> None:
        """Remember documents (file name by document_id) and who brought them: this process's user by default.

        Ones already known keep their first name; removed ones come back, under their new name.
        """
        now, who = _now(), by or _user()
        back = self.removed().keys() & sources.keys()
        with self._file.write() as connection:
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
            for document, _, at, by in self._file.read(_PRESENT)
        ]

    def add_removals(self, sources: Mapping[str, str], by: str | None = None) -> None:
        """Remember that documents (file name by document_id) are removed, and by whom."""
        now, who = _now(), by or _user()
        with self._file.write() as connection:
            connection.executemany(
                _ADD_REMOVAL, [(now, who, document, source, 0) for document, source in sources.items()]
            )

    def removed(self) -> dict[str, str]:
        """File name by document_id of every document that was removed and has not come back."""
        rows = self._file.read(f"SELECT document_id, source FROM ({_LAST_REMOVALS}) WHERE NOT came_back")
        return dict(rows)

    def removals(self, limit: int) -> list[Removal]:
        """The last removals, newest first, also of documents that came back."""
        rows = self._file.read(
            "SELECT at, by, document_id, source FROM removals WHERE NOT came_back "
            "ORDER BY removal_id DESC LIMIT ?",
            limit,
        )
        return [Removal(*row) for row in rows]

    def add_ingest(
        self, *, version: int, seconds: float, added: int, known: int, failed: int, by: str | None = None
    ) -> None:
        """Remember an ingest that changed the store, and whose it was: this process's user by default."""
        with self._file.write() as connection:
            connection.execute(
                f"INSERT INTO ingests ({_INGEST}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_now(), by or _user(), version, seconds, added, known, failed),
            )

    def ingests(self, limit: int) -> list[PastIngest]:
        """The last ingests that changed the store, newest first."""
        rows = self._file.read(f"SELECT {_INGEST} FROM ingests ORDER BY ingest_id DESC LIMIT ?", limit)
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
        with self._file.write() as connection:
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
            for row in self._file.read(f"SELECT number, {_DECISION} FROM decisions ORDER BY at, number")
        ]
        return every if uids is None else [one for one in every if one.uid in set(uids)]

    def uids(self) -> list[str]:
        """The uids of all decisions, in the order they were taken."""
        return [uid for (uid,) in self._file.read("SELECT uid FROM decisions ORDER BY at, number")]

    def last_decision(self) -> int:
        """The number of the newest decision, 0 for none; so cheap that it is asked before every query."""
        return self._file.watch("SELECT max(number) FROM decisions")

    def merge(self, decisions: Iterable[Decision]) -> int:
        """Append the decisions that are not known yet, with their own names and times; gives how many.

        Raises:
            StoreError: if one is known with other content; nothing is kept then.
        """
        added = 0
        with self._file.write() as connection:
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
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such variable and no entry in the password file, in a bare container
        return ""
