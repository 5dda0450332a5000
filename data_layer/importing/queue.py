"""Imports of a running server: one at a time, in a thread of their own, told of to whoever asks.

What belongs here: the queue of jobs, and limits. What does not: what a job tells of itself (jobs), which
folders may be named (folders), keeping what was brought (store.spool), reading it (pipeline), showing it.

A job lives as long as the server, not as the page that began it; after a restart the spool is taken up.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from data_layer.errors import CountyFiguresError, ReadingError
from data_layer.importing.jobs import Job, JobRun, JobState
from data_layer.pipeline import default_jobs, ingest
from data_layer.settings import ImportLimits, IngestSettings
from data_layer.store import Spool, SpooledJob, StoreFolder

__all__ = ["ImportQueue"]

_log = logging.getLogger(__name__)


class ImportQueue:
    """The imports of one store in this server; safe to share between threads."""

    def __init__(self, directory: Path, limits: ImportLimits | None = None) -> None:
        """Take up what an earlier server left."""
        self._directory = directory
        self._limits = limits or ImportLimits()
        self._spool = Spool(StoreFolder(directory))
        self._changed = threading.Condition()
        self._runs: OrderedDict[str, JobRun] = OrderedDict()
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

    def _add(self, job: SpooledJob) -> JobRun:
        with self._changed:
            run = self._runs[job.job_id] = JobRun(job, self._changed)
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

    def _run(self, run: JobRun) -> None:
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
