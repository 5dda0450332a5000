"""Imports of a running server: one at a time, in a thread of their own, told of to whoever asks.

What belongs here: the queue of jobs and what each tells of itself; limits; which folders may be named. What
does not: keeping what was brought (store.spool), reading it (pipeline), showing it (pages).

A job lives as long as the server, not as the page that began it; after a restart the spool is taken up.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from data_layer.errors import CountyFiguresError, ReadingError
from data_layer.executing import default_jobs
from data_layer.model import ReadFailure
from data_layer.pipeline import IngestReport, ingest
from data_layer.reading import list_files
from data_layer.settings import ImportLimits, IngestSettings
from data_layer.store import Spool, SpooledJob, StoreFolder
from data_layer.watching import Fate, GivenFile, Step, Watcher

__all__ = [
    "FOLDERS_VARIABLE",
    "FileLine",
    "ImportQueue",
    "Job",
    "JobState",
    "find_folder",
    "folder_roots",
]

FOLDERS_VARIABLE = "COUNTY_FIGURES_FOLDERS"
_OFF = frozenset({"off", "no", "0", "none"})

_log = logging.getLogger(__name__)


class JobState(StrEnum):
    """Where a job is: ``FAILED`` keeps its files and can be tried again."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a job, as far as it is known: its name, the step it is in, what became of it."""

    name: str
    step: Step | None = None
    fate: Fate | None = None
    known_as: str | None = None
    failure: ReadFailure | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands at one moment.

    Attributes:
        job_id: its name; later jobs sort after earlier ones.
        by: who brought it.
        at: when, ISO date and time, UTC.
        state: see there.
        ahead: who brought the jobs that come before it, the running one first; empty unless ``WAITING``.
        locked: it waits for an ingest of another process.
        comparing: all files are read; duplicates are looked for, the new version is written.
        files: one line a file.
        stopping: somebody stopped it: what is read stays, the rest is not read.
        report: what came of it; None unless ``FINISHED``.
        error: why it could not be done and what to do (Chinese); None unless ``FAILED``.
    """

    job_id: str
    by: str
    at: str
    state: JobState
    ahead: tuple[str, ...]
    locked: bool
    comparing: bool
    stopping: bool
    files: tuple[FileLine, ...]
    report: IngestReport | None
    error: str | None

    @property
    def done(self) -> int:
        """How many files are through."""
        return sum(line.fate is not None for line in self.files)


class ImportQueue:
    """The imports of one store in this server; safe to share between threads."""

    def __init__(self, directory: Path, limits: ImportLimits | None = None) -> None:
        """Take up what an earlier server left."""
        self._directory = directory
        self._limits = limits or ImportLimits()
        self._spool = Spool(StoreFolder(directory))
        self._changed = threading.Condition()
        self._runs: OrderedDict[str, _Run] = OrderedDict()
        self._thread: threading.Thread | None = None
        for job in self._spool.take_over():
            run = self._add(job)
            if job.attempts >= self._limits.attempts:
                run.end(error=f"服务器读这批文件时停了 {job.attempts} 次，没有再自动重读。请分批再试。")

    def submit_files(self, files: Sequence[tuple[str, IO[bytes]]], by: str) -> str:
        """Keep files (name and content) and queue them; gives the job's id.

        Raises:
            ReadingError: if there are none, too many, or too much.
            StoreError: if they can't be kept.
        """
        if not files:
            raise ReadingError("没有选文件", "请先把文件拖进来，或点“选择文件”")
        if len(files) > self._limits.files:
            advice = "请分几次上传；文件很多时，请管理员用命令行导入文件夹"
            raise ReadingError(f"一次最多上传 {self._limits.files} 个文件，这里有 {len(files)} 个", advice)
        total = sum(content.seek(0, os.SEEK_END) for _, content in files)
        if total > self._limits.total_bytes:
            most = self._limits.total_bytes // 1_000_000
            raise ReadingError(f"这些文件合计 {total // 1_000_000} MB，一次最多 {most} MB", "请分几次上传")
        for _, content in files:
            content.seek(0)
        return self._queue(self._spool.add_files(files, by))

    def submit_folder(self, folder: Path, by: str) -> str:
        """Queue a folder of this machine that ``find_folder`` has let through; gives the job's id.

        Raises:
            StoreError: if the job can't be written down.
        """
        return self._queue(self._spool.add_folder(folder, by))

    def jobs(self) -> list[Job]:
        """All jobs that are known, the newest first."""
        with self._changed:
            waiting: list[str] = []
            found = []
            for run in self._runs.values():
                found.append(run.snapshot(tuple(waiting)))
                if run.state in (JobState.RUNNING, JobState.WAITING):
                    waiting.append(run.job.by)
        return found[::-1]

    def busy(self) -> bool:
        """Whether a job runs or waits."""
        with self._changed:
            return any(run.state in (JobState.RUNNING, JobState.WAITING) for run in self._runs.values())

    def retry(self, job_id: str) -> None:
        """Put a failed job at the queue's end once more."""
        with self._changed:
            run = self._runs.get(job_id)
            if run is not None and run.state is JobState.FAILED:
                del self._runs[job_id]
                self._add(run.job)
        self._start()

    def drop(self, job_id: str) -> None:
        """Forget a job and its files; one that runs goes on."""
        with self._changed:
            run = self._runs.get(job_id)
            if run is None or run.state is JobState.RUNNING:
                return
            del self._runs[job_id]
        self._spool.drop(job_id)

    def stop(self, job_id: str) -> None:
        """Read no more files of a job that runs; what is read by now comes in."""
        with self._changed:
            run = self._runs.get(job_id)
            if run is not None and run.state is JobState.RUNNING:
                run.stopping = True

    def start(self) -> None:
        """Go on with what an earlier server left, if there is any."""
        if self.busy():
            self._start()

    def _queue(self, job: SpooledJob) -> str:
        self._add(job)
        self._start()
        return job.job_id

    def _add(self, job: SpooledJob) -> _Run:
        with self._changed:
            run = self._runs[job.job_id] = _Run(job, self._changed)
            ended = [key for key, old in self._runs.items() if old.state is JobState.FINISHED]
            for key in ended[: -self._limits.kept_jobs]:
                del self._runs[key]
            return run

    def _start(self) -> None:
        with self._changed:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="imports", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        """Run jobs in their order until none waits."""
        while True:
            with self._changed:
                run = next((run for run in self._runs.values() if run.state is JobState.WAITING), None)
                if run is None:
                    self._thread = None
                    return
                run.state = JobState.RUNNING
            self._run(run)

    def _run(self, run: _Run) -> None:
        try:
            self._spool.begin(run.job.job_id)
            report = ingest(
                run.job.paths,
                self._directory,
                jobs=max(1, default_jobs() - 1),  # a core stays for the readers
                settings=IngestSettings(always_apart=True),
                watcher=run,
                by=run.job.by,
            )
        except CountyFiguresError as error:
            run.end(error=str(error))
        except Exception as error:  # the thread goes on with the next job
            _log.exception("import %s failed", run.job.job_id)
            run.end(
                error=f"程序出错（{type(error).__name__}），详情在服务器日志里。请再试一次，或联系管理员。"
            )
        else:
            self._spool.drop(run.job.job_id)
            run.end(report=report)


class _Run(Watcher):
    """A job with what it has told so far."""

    def __init__(self, job: SpooledJob, changed: threading.Condition) -> None:
        self.job = job
        self.state = JobState.WAITING
        self.stopping = False
        self._changed = changed
        self._locked = self._comparing = False
        self._report: IngestReport | None = None
        self._error: str | None = None
        self._given: Sequence[GivenFile] = ()
        self._steps: dict[str, Step] = {}
        self._parsed: dict[str, ReadFailure | None] = {}

    def stopped(self) -> bool:
        return self.stopping

    def waiting(self) -> None:
        with self._changed:
            self._locked = True

    def planned(self, files: Sequence[GivenFile]) -> None:
        with self._changed:
            self._locked = False
            self._given = files

    def step(self, document_id: str, step: Step) -> None:
        with self._changed:
            self._steps[document_id] = step

    def parsed(self, document_id: str, failure: ReadFailure | None) -> None:
        with self._changed:
            self._parsed[document_id] = failure

    def comparing(self) -> None:
        with self._changed:
            self._comparing = True

    def end(self, *, report: IngestReport | None = None, error: str | None = None) -> None:
        """The job is done, or failed."""
        with self._changed:
            self._report, self._error = report, error
            self.state = JobState.FAILED if report is None else JobState.FINISHED
            if report is not None:
                self._given = report.files

    def snapshot(self, ahead: tuple[str, ...]) -> Job:
        """The job as it stands; the condition is held."""
        return Job(
            self.job.job_id,
            self.job.by,
            self.job.at,
            self.state,
            ahead if self.state is JobState.WAITING else (),
            self._locked,
            self._comparing and self.state is JobState.RUNNING,
            self.stopping,
            tuple(map(self._line, self._given)) or tuple(FileLine(path.name) for path in self.job.paths),
            self._report,
            self._error,
        )

    def _line(self, file: GivenFile) -> FileLine:
        """A new file has no fate before it is parsed."""
        document = file.document_id or ""
        ended = self.state is JobState.FINISHED or document in self._parsed
        failure = file.failure or self._parsed.get(document)
        fate = file.fate if ended or file.fate is not Fate.NEW else None
        return FileLine(
            file.name,
            self._steps.get(document) if fate is None else None,
            Fate.FAILED if failure and fate is not None else fate,
            file.known_as,
            failure,
        )


def folder_roots(*, local: bool) -> tuple[Path, ...] | None:
    """In which folders a person may name one to be imported.

    What the server may read, everybody could read through it. So at first only a browser on this very machine
    may name folders; ``COUNTY_FIGURES_FOLDERS`` opens some to everybody (parted like ``PATH``), or none
    (``off``).

    Args:
        local: the person's browser is on this machine.

    Returns:
        Folders; an empty tuple for any folder, None where none may be named.
    """
    stated = os.environ.get(FOLDERS_VARIABLE, "").strip()
    if stated.lower() in _OFF:
        return None
    if stated:
        return tuple(Path(part).resolve() for part in stated.split(os.pathsep) if part)
    return () if local else None


def find_folder(
    words: str, roots: Sequence[Path], store: Path, limits: ImportLimits | None = None
) -> tuple[Path, list[Path]]:
    """The folder (or file) that a person named, and its files.

    Args:
        words: its full path, as typed or pasted.
        roots: it must lie in one of these; empty for anywhere.
        store: the store's folder, which is no source.
        limits: see there.

    Raises:
        ReadingError: if it is not there, may not be read, holds nothing or too much.
    """
    path = Path(words.strip().strip("\"'“”"))
    if not path.is_absolute():
        raise ReadingError(f"“{words.strip()}”不是完整的路径", r"请写完整路径，例如 /srv/文件 或 D:\文件")
    try:
        path = path.resolve(strict=True)
        allowed = not roots or any(path.is_relative_to(root) for root in roots)
        files = list_files([path]) if allowed else []
    except OSError as error:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "在服务器上找不到"
        advice = "请检查写法；要填的是服务器上的路径，不是您电脑上的，自己电脑上的文件请直接拖进来"
        raise ReadingError(f"{path} {reason}", advice) from error
    if not allowed:
        names = "、".join(map(str, roots))
        raise ReadingError(f"不允许从 {path} 导入", f"可以从这些文件夹导入：{names}。需要增加请联系管理员")
    home = store.resolve()
    if path.is_relative_to(home) or home.is_relative_to(path):
        raise ReadingError(f"{path} 里有程序自己的数据目录", "请选放原始文件的文件夹")
    if not files:
        raise ReadingError(f"{path} 里没有可以导入的文件", "请确认文件夹是否选对；隐藏文件不会导入")
    most = (limits or ImportLimits()).folder_files
    if len(files) > most:
        raise ReadingError(f"{path} 里有 {len(files)} 个文件，一次最多 {most} 个", "请分批导入，或用命令行")
    return path, files
