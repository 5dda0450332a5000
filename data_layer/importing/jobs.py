"""A job of importing files: what it tells of itself while it waits, runs, and when it is done.

What belongs here: one job's state, from what its ingest tells. What does not: which job is next (importing).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data_layer.model import ReadFailure
from data_layer.pipeline import Fate, GivenFile, IngestReport, Step, Watcher
from data_layer.store import SpooledJob

__all__ = ["FileLine", "Job", "JobRun", "JobState"]


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


class JobRun(Watcher):
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
        """Whether somebody stopped it."""
        return self.stopping

    def waiting(self) -> None:
        """An ingest of another process goes first."""
        with self._changed:
            self._locked = True

    def planned(self, files: Sequence[GivenFile]) -> None:
        """Its files are known."""
        with self._changed:
            self._locked = False
            self._given = files

    def step(self, document_id: str, step: Step) -> None:
        """A document has come to a step."""
        with self._changed:
            self._steps[document_id] = step

    def parsed(self, document_id: str, failure: ReadFailure | None) -> None:
        """A document is through."""
        with self._changed:
            self._parsed[document_id] = failure

    def comparing(self) -> None:
        """All documents are through."""
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
