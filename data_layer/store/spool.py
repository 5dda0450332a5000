"""The spool: files that people brought through the browser, kept until they are read.

What belongs here: one folder a job, whole or not there, and names that are safe on every system. What does
not: when a job runs (importing).

    spool/<job>/job.json        who brought what, and when; written last: without it a job does not count
    spool/<job>/0001/<name>     the first file
    spool/<job>.lock            held by the server whose job it is, as long as that server lives
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from data_layer.errors import StoreError
from data_layer.store.files import StoreFolder

__all__ = ["Spool", "SpooledJob", "safe_name"]

_JOB, _ATTEMPTS = "job.json", "attempts"
_UNNAMED = "未命名"
_NAME_BYTES = 180
"""ext4, NTFS and APFS take 255 bytes or characters; ``originals`` and temporary files add to a name."""
_SUFFIX_CHARS = 12
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What Windows does not take in a file name (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
"""Names that are devices there, whatever their suffix."""
_COPIED_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class SpooledJob:
    """Files that wait to be read.

    Attributes:
        job_id: names its folder; later jobs sort after earlier ones.
        by: who brought them.
        at: when, ISO date and time, UTC.
        paths: where they lie: spooled files, or a folder of this machine that was named.
        attempts: how often reading them was begun; more than once if a server died over them.
    """

    job_id: str
    by: str
    at: str
    paths: tuple[Path, ...]
    attempts: int = 0


def safe_name(name: str) -> str:
    """A file name to show and to keep a file under, from one that a browser sent.

    Only its last part counts (``../../x`` is ``x``); characters that no system takes, that turn text around
    or that can't be seen go; names of devices (``CON.txt``) and of hidden files get other ones.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    clean = _FORBIDDEN.sub("_", seen).strip(" .~$")
    if not clean:
        return _UNNAMED
    if _DEVICES.match(clean):
        clean = f"_{clean}"
    stem, dot, suffix = clean.rpartition(".")
    if not dot or len(suffix) > _SUFFIX_CHARS:
        stem, dot, suffix = clean, "", ""
    room = _NAME_BYTES - len(f"{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore').rstrip(' .')}{dot}{suffix}"


class Spool:
    """The spool of one store. Making one touches nothing."""

    def __init__(self, folder: StoreFolder) -> None:
        self._folder = folder.spool
        self._claims: dict[str, FileLock] = {}

    def add_files(self, files: Iterable[tuple[str, IO[bytes]]], by: str) -> SpooledJob:
        """Keep files (name and content) as a new job of this process.

        Raises:
            StoreError: if they can't be written; nothing is left of them then.
        """
        with self._new_job() as (job_id, folder):
            paths = []
            for number, (name, content) in enumerate(files, 1):
                place = folder / f"{number:04d}"
                place.mkdir()
                path = place / safe_name(name)
                with path.open("xb") as out:
                    shutil.copyfileobj(content, out, _COPIED_BYTES)
                    out.flush()
                    os.fsync(out.fileno())
                paths.append(path)
            return _describe(folder, job_id, by, paths)

    def add_folder(self, path: Path, by: str) -> SpooledJob:
        """Remember a folder (or file) of this machine as a new job; nothing is copied.

        Raises:
            StoreError: if that can't be written.
        """
        with self._new_job() as (job_id, folder):
            return _describe(folder, job_id, by, [path])

    def take_over(self) -> list[SpooledJob]:
        """Jobs that no living server has, oldest first: they are this process's from now on.

        Folders of jobs that were never whole are removed.
        """
        try:
            folders = sorted(path for path in self._folder.iterdir() if path.is_dir())
        except FileNotFoundError:
            return []
        jobs = []
        for folder in folders:
            if not self._claim(folder.name):
                continue
            job = _read(folder)
            if job is None:
                self.drop(folder.name)
            else:
                jobs.append(job)
        return jobs

    def begin(self, job_id: str) -> None:
        """Note that reading a job begins.

        Raises:
            StoreError: if that can't be written.
        """
        try:
            with (self._folder / job_id / _ATTEMPTS).open("ab") as out:
                out.write(b".")
        except OSError as error:
            raise _store_error(error) from error

    def drop(self, job_id: str) -> None:
        """Remove a job's files; where one is still open (Windows) the rest goes at the next start."""
        folder = self._folder / job_id
        with contextlib.suppress(FileNotFoundError):
            (folder / _JOB).unlink()  # first: from here on the job does not count
        shutil.rmtree(folder, ignore_errors=True)
        claim = self._claims.pop(job_id, None)
        if claim is not None:
            claim.release()
            with contextlib.suppress(OSError):
                Path(claim.lock_file).unlink()

    def _claim(self, job_id: str) -> bool:
        if job_id in self._claims:
            return False
        lock = FileLock(self._folder / f"{job_id}.lock", thread_local=False)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        self._claims[job_id] = lock
        return True

    @contextlib.contextmanager
    def _new_job(self) -> Iterator[tuple[str, Path]]:
        """A new folder that is this process's; removed again where something goes wrong."""
        job_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:6]}"
        folder = self._folder / job_id
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._claim(job_id)
            folder.mkdir()
            yield job_id, folder
        except OSError as error:
            self.drop(job_id)
            raise _store_error(error) from error
        except BaseException:
            self.drop(job_id)
            raise


def _describe(folder: Path, job_id: str, by: str, paths: Sequence[Path]) -> SpooledJob:
    """Write what a job is, in one step."""
    job = SpooledJob(job_id, by, datetime.now(UTC).isoformat(timespec="seconds"), tuple(paths))
    words = {"by": by, "at": job.at, "paths": [_told(path, folder) for path in paths]}
    temporary = folder / f"{_JOB}.tmp"
    temporary.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    temporary.replace(folder / _JOB)
    return job


def _read(folder: Path) -> SpooledJob | None:
    """The job of a folder; None if it was never whole."""
    try:
        words = json.loads((folder / _JOB).read_text(encoding="utf-8"))
        paths = tuple(folder / path for path in words["paths"])
        attempts = folder / _ATTEMPTS
        begun = attempts.stat().st_size if attempts.exists() else 0
        return SpooledJob(folder.name, str(words["by"]), str(words["at"]), paths, begun)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _told(path: Path, folder: Path) -> str:
    """A spooled file by its place in the job's folder, so that the store can be moved."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _store_error(error: OSError) -> StoreError:
    return StoreError(
        f"文件没能存到服务器上：{error.strerror or error}。请管理员检查磁盘空间和写入权限，再上传一次。"
    )
