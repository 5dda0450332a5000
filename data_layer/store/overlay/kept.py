"""What decisions come to, kept beside the version, so that the next opening need not work it out again.

What belongs here: writing and reading that file. What does not: what decisions come to. The file may be gone
or spoiled at any time: it is only taken if it was made from this version, these decisions and this program.
"""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from data_layer.store.schema import schema_fingerprint
from data_layer.store.sql import text

__all__ = ["key_of", "keep", "take_kept"]

_TABLES = ("new_", "gone_", "struck_figures", "decided")
"""What the views rest on begins with one of these; other tables are only scaffolding."""


def key_of(version: Path, uids: Iterable[str]) -> str:
    """What the file hangs on: the version's file, the decisions by their uids, the program."""
    from data_layer.pipeline.fingerprint import overlay_fingerprint

    found = version.stat()
    parts = [version.name, str(found.st_size), str(found.st_mtime_ns), schema_fingerprint()]
    return hashlib.sha256("\n".join([*parts, overlay_fingerprint(), *uids]).encode()).hexdigest()


def take_kept(connection: Any, path: Path, key: str) -> bool:
    """Make the views from the file, if it is of this key; False leaves the connection as it was."""
    if not path.exists():
        return False
    try:
        connection.execute(f"ATTACH {text(str(path))} AS kept (READ_ONLY)")
        try:
            if connection.execute("SELECT key FROM kept.made_from").fetchall() != [(key,)]:
                return False
            connection.execute("BEGIN")
            for (name,) in connection.execute("SELECT name FROM kept.tables ORDER BY name").fetchall():
                connection.execute(f"CREATE TABLE {name} AS FROM kept.{name}")
            for (sql,) in connection.execute("SELECT sql FROM kept.views").fetchall():
                connection.execute(sql)
            connection.execute("COMMIT")
        except duckdb.Error:
            with contextlib.suppress(duckdb.Error):
                connection.execute("ROLLBACK")
            return False
        finally:
            connection.execute("DETACH kept")
    except duckdb.Error:
        return False
    return True


def keep(connection: Any, path: Path, key: str) -> None:
    """Write what the views rest on; where that is not possible, nothing is kept and nobody misses it."""
    temporary = path.with_name(f"{path.name}.tmp{uuid.uuid4().hex}")
    views = connection.execute(
        "SELECT sql FROM duckdb_views() WHERE database_name = current_database() AND NOT internal"
    ).fetchall()
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    try:
        connection.execute(f"ATTACH {text(str(temporary))} AS kept")
        try:
            connection.execute("BEGIN")
            connection.execute("CREATE TABLE kept.made_from AS SELECT ? AS key", [key])
            connection.execute(
                "CREATE TABLE kept.views AS SELECT unnest(?) AS sql", [[sql for (sql,) in views]]
            )
            names = [name for (name,) in tables if name.startswith(_TABLES)]
            connection.execute("CREATE TABLE kept.tables AS SELECT unnest(?) AS name", [names])
            for name in names:
                connection.execute(f"CREATE TABLE kept.{name} AS FROM {name}")
            connection.execute("COMMIT")
        except duckdb.Error:
            with contextlib.suppress(duckdb.Error):
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("DETACH kept")
        temporary.replace(path)
    except (duckdb.Error, OSError):
        with contextlib.suppress(OSError):
            temporary.unlink()
