"""Versions of a store: what the current one holds, and making the next.

What belongs here: a version file, from its first row to the moment it appears under its name. What does not:
deciding what is to be in it (pipeline).
"""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from data_layer.store.extending import Changes, extend, is_scattered, lay_anew
from data_layer.store.files import StoreFolder
from data_layer.store.finders import Finders
from data_layer.store.schema import load_tables
from data_layer.store.sql import (
    append,
    attach,
    connect,
    create_tables,
    is_current_schema,
    room_for,
    stream,
    writing,
)
from data_layer.store.whole import make_whole

__all__ = ["VersionContent", "publish", "version_content"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a version was made from.

    Attributes:
        sources: file name by document_id, also of a version with another schema.
        documents: cache key by document_id; empty where its rows can't be copied.
        failures: rows of ``failures``.
        fingerprint: of the code that made it; None where its rows can't be copied.
    """

    sources: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    failures: list[dict[str, Any]] = field(default_factory=list)
    fingerprint: str | None = None


def version_content(folder: StoreFolder) -> VersionContent:
    """What the current version was made from; nothing for an empty store, or a file that can't be read."""
    version = folder.current()
    if version is None:
        return VersionContent()
    try:
        with connect(folder.version_path(version), read_only=True) as connection:
            current = is_current_schema(connection)
            columns = f"document_id, source{', cache_key' if current else ''}"
            rows = connection.execute(f"SELECT {columns} FROM documents ORDER BY source").fetchall()
            sources = {row[0]: row[1] for row in rows}
            if not current:
                return VersionContent(sources)
            failures = list(stream(connection, "SELECT * FROM failures ORDER BY source, document_id"))
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            keys = {row[0]: row[2] for row in rows}
            return VersionContent(sources, keys, failures, meta.get("fingerprint"))
    except duckdb.Error as error:
        _log.warning("version %d can't be read, making it again from the originals: %s", version, error)
        return VersionContent()


def publish(
    folder: StoreFolder,
    *,
    held: VersionContent,
    documents: Mapping[str, str],
    failures: Iterable[Mapping[str, Any]],
    fingerprint: str,
    finders: Finders,
) -> int:
    """Make the next version and give its number.

    Args:
        folder: the store; its lock is held.
        held: what the current version was made from.
        documents: cache key by document_id of what the version is to hold; each is fresh, or in the current
            version with this key.
        failures: rows of ``failures``.
        fingerprint: of the code that makes it.
        finders: who compares and audits.
    """
    current = folder.current() or 0
    target = folder.version_path(current + 1)
    temporary = target.with_name(f"{target.name}.tmp")
    names = load_tables()["failures"].names
    rows = [[row[name] for name in names] for row in failures]
    with writing(target):
        origins = {"fresh": folder.fresh, "held": folder.version_path(current)}
        changes = Changes.between(held.documents, documents)
        extended = held.fingerprint == fingerprint and _extend(temporary, origins, changes, rows, finders)
        if not extended:
            with _made(temporary, origins.values()) as connection:
                attached = [name for name, path in origins.items() if attach(connection, path, name)]
                make_whole(connection, documents, attached, finders)
                append(connection, "failures", rows)
                append(connection, "meta", [("fingerprint", fingerprint)])
    temporary.replace(target)
    folder.drop_fresh()
    folder.clean_up()
    return current + 1


def _extend(
    file: Path,
    origins: Mapping[str, Path],
    changes: Changes,
    failures: Sequence[Sequence[Any]],
    finders: Finders,
) -> bool:
    """Make a version of the one before; False, with no file, if all must be compared again."""
    shutil.copyfile(origins["held"], file)
    with connect(file, room_mb=room_for(origins.values())) as connection:
        fresh = "fresh" if attach(connection, origins["fresh"], "fresh") else None
        extended = extend(connection, changes, finders, fresh)
        if extended:
            connection.execute("DELETE FROM failures")
            append(connection, "failures", failures)
            connection.execute("CHECKPOINT")
        anew = extended and (changes.removes or is_scattered(connection))
    if not extended:
        file.unlink()
    if anew:
        _log.info("laying all rows in their order")
        laid = file.with_name(f"{file.name}-laid")
        with _made(laid, [file]) as connection:
            attach(connection, file, "scattered")
            lay_anew(connection, "scattered")
        laid.replace(file)
    return extended


@contextlib.contextmanager
def _made(file: Path, origins: Iterable[Path]) -> Iterator[Any]:
    """A connection to a new file with empty tables; at the end all that was written is on the disk."""
    with connect(file, room_mb=room_for(origins)) as connection:
        create_tables(connection)
        yield connection
        connection.execute("CHECKPOINT")
