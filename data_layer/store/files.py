"""The store's folder: which file is the current version, where originals lie, who may write.

What belongs here: names, paths and atomic writes. What does not: anything that knows what is in the files.

    figures-000012.duckdb   version 12; a version appears whole (``os.replace``) and never changes
    fresh.duckdb            documents parsed by an ingest that has not published them yet
    originals/<sha256>.txt  the bytes of every document
    decisions.sqlite        people's decisions, and the history of ingests (see journal)
    overlay.duckdb          what many decisions come to on the newest version, so that it opens at once
    spool/<job>/            files that people brought and that wait to be read (see spool)
    ingest.log, lock        the administrator's log; the lock that ingests take turns by
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from data_layer.errors import StoreError

__all__ = ["DEFAULT_STORE", "STORE_VARIABLE", "StoreFolder", "default_store"]

DEFAULT_STORE = ".store"
STORE_VARIABLE = "COUNTY_FIGURES_STORE"

_VERSION = re.compile(r"figures-(\d{6,})\.duckdb")


def default_store() -> Path:
    """The store that is used when none is named: what ``COUNTY_FIGURES_STORE`` says, else ``.store``."""
    return Path(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


class StoreFolder:
    """Paths of one store. Making one touches nothing."""

    def __init__(self, directory: Path) -> None:
        """Name the folder."""
        self.directory = directory
        self.fresh = directory / "fresh.duckdb"
        self.originals = directory / "originals"
        self.journal = directory / "decisions.sqlite"
        self.overlay = directory / "overlay.duckdb"
        self.spool = directory / "spool"
        self.log = directory / "ingest.log"

    def version_path(self, version: int) -> Path:
        """The file of version ``version``."""
        return self.directory / f"figures-{version:06d}.duckdb"

    def versions(self) -> list[int]:
        """The numbers of all versions that are there, oldest first."""
        try:
            names = os.listdir(self.directory)  # noqa: PTH208 (asked before every query: names are enough)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(int(found[1]) for name in names if (found := _VERSION.fullmatch(name)))

    def current(self) -> int | None:
        """The number of the newest version; None for an empty store."""
        versions = self.versions()
        return versions[-1] if versions else None

    def create(self) -> None:
        """Make the folder.

        Raises:
            StoreError: if that is not possible.
        """
        try:
            self.originals.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"无法建立数据目录 {self.directory}：{error.strerror}。请检查路径和写入权限。"
            ) from error

    @contextlib.contextmanager
    def writing(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Hold the store's lock; call ``waiting`` once if another process has it, then wait for it.

        Raises:
            StoreError: if the folder can't be made or written.
        """
        self.create()
        lock = FileLock(self.directory / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
        except OSError as error:
            raise StoreError(
                f"数据目录 {self.directory} 不能写：{error.strerror}。请检查写入权限。"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def clean_up(self, kept_versions: int = 2) -> None:
        """Remove what killed writers left, and all versions but the newest two, or as many as are named.

        A reader that has just looked up the newest but one can still open it, or looks again. Where a file is
        still open elsewhere (Windows) it stays until the next time.
        """
        stale = [self.version_path(version) for version in self.versions()[:-kept_versions]]
        stale += [self.overlay, *self.directory.glob("*.tmp*")]
        with contextlib.suppress(OSError):
            names = os.listdir(self.originals)  # noqa: PTH208 (a hundred thousand: names are enough)
            stale += [self.originals / name for name in names if name.endswith(".tmp")]
        for path in stale:
            with contextlib.suppress(OSError):
                if path.is_dir():  # where DuckDB puts what does not fit in memory
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def drop_fresh(self) -> None:
        """Remove the file of parsed, unpublished documents."""
        for path in (self.fresh, self.fresh.with_name(f"{self.fresh.name}.wal")):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()

    def original(self, document_id: str, name: str) -> Path:
        """Where the bytes of a document are kept."""
        return self.originals / f"{document_id}{Path(name).suffix.lower()}"

    def drop_original(self, document_id: str, name: str) -> bool:
        """Remove the bytes of a document; False where there are none.

        Raises:
            StoreError: if they are there and can't be removed.
        """
        path = self.original(document_id, name)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreError(
                f"不能删除原件 {path}：{error.strerror}。请关闭正在使用它的程序，再移除一次。"
            ) from error
        return True

    def keep_original(self, document_id: str, name: str, data: bytes) -> None:
        """Keep a document's bytes; bytes already kept are left alone.

        Raises:
            StoreError: if they can't be written.
        """
        path = self.original(document_id, name)
        if path.exists():
            return
        temporary = path.with_name(f"{path.name}.tmp")
        try:
            with temporary.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
        except OSError as error:
            raise StoreError(f"不能保存原件 {name}：{error.strerror}。请检查磁盘空间和写入权限。") from error
