"""What can't be computed again, in one file: originals and the journal; and a store made from it.

What belongs here: writing and reading the archive. What does not: building a version from what it holds
(pipeline). The archive is a plain ZIP, so that it can be looked into without this program.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from data_layer.errors import StoreError
from data_layer.store.files import StoreFolder
from data_layer.store.journal import Journal

__all__ = ["back_up", "restore"]

_JOURNAL = "decisions.sqlite"
_JOURNAL_FILES = ("", "-wal", "-shm", "-journal")
"""Ends of the names of the files that SQLite makes for one (https://www.sqlite.org/tempfiles.html)."""
_ORIGINAL = re.compile(r"originals/([0-9a-f]{64})(\.[^/\\:]{1,16})?")
_BLOCK = 1 << 20


def back_up(folder: StoreFolder, target: Path) -> tuple[int, int]:
    """Write originals and journal to a ZIP file, which appears when it is whole; people go on meanwhile.

    Returns:
        How many originals and how many decisions it holds.

    Raises:
        StoreError: if there is nothing to keep, or it can't be read or written.
    """
    if not folder.journal.exists():
        raise StoreError(f"数据目录 {folder.directory} 里没有可以备份的内容。请检查 --store。")
    temporary = target.with_name(f"{target.name}.tmp")
    try:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / _JOURNAL
            _copy_journal(folder.journal, copy)
            journal = Journal(copy)
            names, decisions = journal.originals(), len(journal.decisions())
            originals = [folder.original(document, name) for document, name in names.items()]
            kept = [path for path in originals if path.exists()]
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, _JOURNAL)
                for path in kept:
                    archive.write(path, f"originals/{path.name}")
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"不能写备份 {target}：{error}。请检查路径、权限和磁盘空间。") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return len(kept), decisions


def restore(archive: Path, folder: StoreFolder) -> tuple[int, int]:
    """Fill an empty store from a file of ``back_up``; the version is built from the originals afterwards.

    Returns:
        How many originals and how many decisions came in.

    Raises:
        StoreError: if the store is not empty, or the file is damaged or no backup; nothing is changed then.
    """
    if folder.journal.exists() or folder.versions() or any(folder.originals.glob("*")):
        raise StoreError(f"数据目录 {folder.directory} 不是空的。请用 --store 另指一个空目录，再恢复。")
    try:
        with zipfile.ZipFile(archive) as content, tempfile.TemporaryDirectory() as scratch:
            names = [info.filename for info in content.infolist() if not info.is_dir()]
            copy = Path(scratch) / _JOURNAL
            _check(names, content, copy, archive)
            decisions = len(Journal(copy).decisions())
            originals = [name for name in names if name != _JOURNAL]
            folder.create()
            with _undone(folder):
                for name in originals:
                    _extract(content, name, folder.directory / name)
                _copy_journal(copy, folder.journal)  # last: what it names is there by now
    except (OSError, zipfile.BadZipFile, sqlite3.Error) as error:
        raise StoreError(f"不能由 {archive} 恢复：{error}。请换一份备份，并检查磁盘空间和权限。") from error
    return len(originals), decisions


@contextlib.contextmanager
def _undone(folder: StoreFolder) -> Iterator[None]:
    """An empty store that is filled, or empty again where that fails: it can be tried once more."""
    try:
        yield
    except (OSError, zipfile.BadZipFile, sqlite3.Error):
        journal = [folder.journal.with_name(folder.journal.name + end) for end in _JOURNAL_FILES]
        for path in (*folder.originals.iterdir(), *journal):
            with contextlib.suppress(OSError):
                path.unlink()
        raise


def _copy_journal(source: Path, target: Path) -> None:
    """A consistent copy, also while others write."""
    with (
        contextlib.closing(sqlite3.connect(source)) as one,
        contextlib.closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def _check(names: list[str], content: zipfile.ZipFile, copy: Path, archive: Path) -> None:
    """Every name is one of ours, every original has the bytes that its name says, the journal is whole."""
    unknown = [name for name in names if name != _JOURNAL and not _ORIGINAL.fullmatch(name)]
    if unknown or _JOURNAL not in names:
        raise StoreError(f"{archive} 不是本程序的备份。请用 backup 命令写出的文件。")
    for name in names:
        found = _ORIGINAL.fullmatch(name)
        if found and _digest(content, name) != found[1]:
            raise StoreError(f"备份 {archive} 里的 {name} 已损坏，没有恢复任何内容。请换一份备份。")
    _extract(content, _JOURNAL, copy)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise StoreError(f"备份 {archive} 里的记录文件已损坏，没有恢复任何内容。请换一份备份。")


def _digest(content: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with content.open(name) as data:
        while block := data.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _extract(content: zipfile.ZipFile, name: str, target: Path) -> None:
    with content.open(name) as data, target.open("wb") as out:
        while block := data.read(_BLOCK):
            out.write(block)
