"""DuckDB as every file of a store is opened, filled and read.

What belongs here: connections and rows. What does not: which rows.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from data_layer.errors import StoreError
from data_layer.store.schema import load_tables, schema_fingerprint

__all__ = [
    "append",
    "attach",
    "attached",
    "connect",
    "create_tables",
    "is_current_schema",
    "room_for",
    "stream",
    "text",
    "writing",
]

_OPTIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""No extension is ever fetched: the program works without a network."""

_ROWS_AT_A_TIME = 1000

_WRITING_THREADS = 2
_LEAST_ROOM_MB, _MOST_ROOM_MB = 128, 512
"""What a writer may hold in memory; beyond that it goes to disk, but not with all that is sorted or was added
since the last checkpoint. 4,000 documents with 55,000 figures and 350,000 pairs need less than the least, two
million figures less than the most, 20,000 documents with 300,000 figures what lies between (measured)."""
_ROOM_PER_MB = 4
"""Room for each megabyte of rows, between these two."""


def connect(path: Path, *, read_only: bool = False, room_mb: int = _LEAST_ROOM_MB) -> Any:
    """A connection to a file.

    Args:
        path: the file.
        read_only: whether it is only read.
        room_mb: megabytes of memory that a writer takes at the most (see ``room_for``).

    Raises:
        duckdb.Error: if it can't be opened.
    """
    options = dict(_OPTIONS)
    if not read_only:
        options |= {"memory_limit": f"{room_mb}MB", "threads": _WRITING_THREADS}
    return duckdb.connect(str(path), read_only=read_only, config=options)


def room_for(files: Iterable[Path]) -> int:
    """Megabytes of memory for writing a version of what is in ``files``: more for more, up to a limit."""
    rows_mb = sum(file.stat().st_size for file in files if file.exists()) >> 20
    return max(_LEAST_ROOM_MB, min(_MOST_ROOM_MB, _ROOM_PER_MB * rows_mb))


def attached(path: Path, name: str) -> Any:
    """A connection to an empty database in memory that a file is attached to, read-only, as ``name``.

    A query takes half of the cores at the most, and leaves the others to who asks at the same time: of ten
    readers at once the slowest waits a fifth less (measured on two cores, tests/benchmarks/views.py).

    Raises:
        duckdb.Error: if it can't be opened.
    """
    connection = duckdb.connect(config=_OPTIONS | {"threads": max(1, (os.cpu_count() or 1) // 2)})
    connection.execute(f"ATTACH {text(str(path))} AS {name} (READ_ONLY)")
    return connection


def text(words: str) -> str:
    """Words as SQL has them where no parameter may stand."""
    return "'" + words.replace("'", "''") + "'"


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is written to a StoreError that says what to do."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"写入 {path} 时出错：{error}。请检查磁盘空间和写入权限，再导入一次。") from error


def create_tables(connection: Any) -> None:
    """Make all tables of a version anew, empty."""
    for name, table in load_tables().items():
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute(table.ddl)
    append(connection, "meta", [("schema", schema_fingerprint())])


def is_current_schema(connection: Any, catalog: str = "") -> bool:
    """Whether the tables of a file, or of one attached to it, are those of this program."""
    table = f"{catalog}.main.meta" if catalog else "meta"
    try:
        found = connection.execute(f"SELECT value FROM {table} WHERE key = 'schema'").fetchone()
    except duckdb.Error:
        return False
    return found is not None and found[0] == schema_fingerprint()


def attach(connection: Any, path: Path, name: str) -> bool:
    """Attach a file to copy rows from; False for one that is damaged or has another schema."""
    try:
        connection.execute(f"ATTACH {text(str(path))} AS {name} (READ_ONLY)")
    except duckdb.Error:
        return False
    if is_current_schema(connection, name):
        return True
    connection.execute(f"DETACH {name}")
    return False


def append(connection: Any, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, in the order of the table's columns, a thousand at a time in memory."""
    rows = iter(rows)
    while some := list(islice(rows, _ROWS_AT_A_TIME)):
        with connection.appender(table) as appender:
            appender.append_rows(some)


def stream(connection: Any, sql: str, parameters: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a query as dictionaries by column name, a thousand at a time in memory."""
    cursor = connection.execute(sql, list(parameters))
    names = [column[0] for column in cursor.description]
    while batch := cursor.fetchmany(_ROWS_AT_A_TIME):
        for row in batch:
            yield dict(zip(names, row, strict=True))
