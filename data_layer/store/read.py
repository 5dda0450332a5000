"""Reading a store: the newest version with people's decisions laid over it, one cursor a query.

What belongs here: the handle that queries and exports read through. What does not: SQL about figures, and how
decisions are laid over (overlay).
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data_layer.errors import StoreError
from data_layer.store.files import StoreFolder
from data_layer.store.journal import Journal
from data_layer.store.overlay import lay_over
from data_layer.store.overlay.kept import keep, key_of, take_kept
from data_layer.store.sql import attached, is_current_schema, stream

__all__ = ["ReadStore", "open_store"]

_REBUILD = "请运行一次 python -m data_layer ingest 文件或文件夹，数据会由保存的原件重建。"
_MANY_DECISIONS = 100
"""From here on laying them over takes longer than reading what it came to."""
_ATTEMPTS = 5  # a version may be replaced and removed between looking it up and opening it, not so often


@dataclass(frozen=True, slots=True)
class _Opened:
    state: tuple[int, int]
    connection: Any


class ReadStore:
    """A store as readers see it; safe to share between threads.

    Each call looks for a newer version and newer decisions first, and moves to them. Calls that are under way
    keep what they began with.
    """

    def __init__(self, directory: Path) -> None:
        """Name the folder; see ``open_store``, which also checks it."""
        self.folder = StoreFolder(directory)
        self._guard = threading.Lock()
        self._journal = Journal(self.folder.journal)
        self._opened: _Opened | None = None

    @property
    def version(self) -> int:
        """The number of the newest version, as people see it.

        Raises:
            StoreError: if the store is empty, or was made by another version of the program.
        """
        return self._newest().state[0]

    @property
    def state(self) -> tuple[int, int]:
        """The newest version and the number of the last decision: what caches are keyed by.

        Raises:
            StoreError: as for ``version``.
        """
        return self._newest().state

    def cursor(self) -> Any:
        """A DuckDB cursor of its own on the newest version, for one query."""
        return self._newest().connection.cursor()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """All rows of a query, as dictionaries by column name."""
        return list(self.stream(sql, parameters))

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query, as ``rows`` gives them, a thousand at a time in memory."""
        return stream(self.cursor(), sql, parameters)

    def totals(self) -> dict[str, int]:
        """How many documents, articles, figures, regions (with a figure) and clusters the store holds."""
        counts: dict[str, int] = self.rows(
            """
            SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM articles) AS articles,
                (SELECT count(*) FROM figures) AS figures,
                (SELECT count(DISTINCT region_adcode) FROM figures) AS regions,
                (SELECT count(DISTINCT cluster_id) FROM articles) AS clusters
            """
        )[0]
        return counts

    def original(self, source_id: str) -> bytes | None:
        """The bytes of a document, as they came in; None if there is no such document, or they are gone.

        Args:
            source_id: the beginning of its id, as filters have it.
        """
        found = self.rows(
            "SELECT document_id, source FROM documents WHERE starts_with(document_id, ?)", [source_id]
        )
        for row in found:
            with contextlib.suppress(FileNotFoundError):
                return self.folder.original(row["document_id"], row["source"]).read_bytes()
        return None

    def _newest(self) -> _Opened:
        with self._guard:
            newest = self.folder.current()
            if newest is None:
                raise StoreError(
                    f"数据目录 {self.folder.directory} 里还没有数据。"
                    "请先运行 python -m data_layer ingest 文件或文件夹。"
                )
            state = newest, self._journal.last_decision()
            if self._opened is None or self._opened.state != state:
                # The old connection is only let go of: closing it would end cursors that still read from it.
                self._opened = self._open()
            return self._opened

    def _open(self) -> _Opened:
        for attempt in range(_ATTEMPTS):
            version = self.folder.current()
            if version is None:
                break
            path = self.folder.version_path(version)
            try:
                connection = attached(path, "stored")
            except duckdb.Error as error:
                if attempt + 1 < _ATTEMPTS and not path.exists():
                    continue
                raise StoreError(f"数据文件 {path} 打不开：{error}。{_REBUILD}") from error
            if not is_current_schema(connection, "stored"):
                raise StoreError(f"数据由另一版本的程序生成。{_REBUILD}")
            last = (
                self._journal.last_decision()
            )  # before the decisions: one taken meanwhile is laid over next time
            self._lay_over(connection, path, last)
            return _Opened((version, last), connection)
        raise StoreError(f"数据目录 {self.folder.directory} 正在被替换，请稍后再试。")

    def _lay_over(self, connection: Any, version: Path, count: int) -> None:
        """Lay decisions over; of many, what they come to is kept for the next process that opens."""
        if count < _MANY_DECISIONS:
            lay_over(connection, self._journal.decisions() if count else [])
            return
        key = key_of(version, self._journal.uids())
        if not take_kept(connection, self.folder.overlay, key):
            lay_over(connection, self._journal.decisions())
            if self._opened is None:  # not after each decision
                keep(connection, self.folder.overlay, key)


def open_store(directory: Path) -> ReadStore:
    """A handle on the newest version of a store.

    Raises:
        StoreError: if the folder holds no version, or one made by another version of the program.
    """
    store = ReadStore(directory)
    _ = store.version
    return store
