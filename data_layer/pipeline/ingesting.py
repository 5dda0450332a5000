"""One ingest into one store: what is new is parsed, what is unchanged is kept, and a new version appears.

What belongs here: the steps of an ingest, in order. What does not: how a document is parsed (parsing), where
(executing), what is to be done (planning), how rows are stored (store), what compares them (stages).
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from data_layer.errors import StoreError
from data_layer.model import ReadFailure
from data_layer.pipeline import stages
from data_layer.pipeline.executing import default_jobs, parse_tasks
from data_layer.pipeline.fingerprint import version_fingerprint
from data_layer.pipeline.parsing import FailedDocument
from data_layer.pipeline.planning import Plan, make_plan
from data_layer.pipeline.watching import Fate, GivenFile, Watcher
from data_layer.settings import IngestSettings
from data_layer.store import StoreFolder, open_store
from data_layer.store.fresh import FreshDocument, FreshDocuments, fresh_documents
from data_layer.store.journal import Journal
from data_layer.store.versions import VersionContent, publish, version_content

__all__ = ["Ingest", "IngestReport", "Progress", "is_current"]

_log = logging.getLogger(__name__)

_CHANGED = ("文件在导入时被改动", "请等它保存完后再导入一次")

Progress = Callable[[int, int, str], None]
"""Called with how many documents are parsed, of how many, and the last one's name, or what comes after."""
_COMPARING = "比对重复，写入新版本"


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, and what the store holds now.

    Attributes:
        version: the store's version now; the same as before where nothing changed.
        added: names of documents that are new in it.
        reread: how many kept documents were read again (not: failed to be), since code or lexicon changed.
        known: files whose bytes the store has under another name: their name, and that other one.
        unchanged: how many files the store had under their name.
        failures: what could not be read, and why, of all that the store was ever given.
        totals: what the store holds now: documents, articles, figures, regions, clusters.
        seconds: how long it took.
        files: what became of each given file, in the order in which they were given.
    """

    version: int
    added: tuple[str, ...]
    reread: int
    known: tuple[tuple[str, str], ...]
    unchanged: int
    failures: tuple[ReadFailure, ...]
    totals: dict[str, int]
    seconds: float
    files: tuple[GivenFile, ...] = ()


class Ingest:
    """One ingest into one store; ``removed`` has the names of the documents that it took out."""

    def __init__(
        self,
        folder: StoreFolder,
        *,
        executor: Executor | None = None,
        jobs: int | None = None,
        progress: Progress | None = None,
        settings: IngestSettings | None = None,
        watcher: Watcher | None = None,
        by: str | None = None,
    ) -> None:
        self._folder = folder
        self._executor = executor
        self._jobs = jobs or default_jobs()
        self._progress = progress or (lambda _done, _total, _name: None)
        self._settings = settings or IngestSettings()
        self._watcher = watcher or Watcher()
        self._by = by
        self._journal = Journal(folder.journal)
        self.removed: tuple[str, ...] = ()

    def run(
        self,
        files: Sequence[Path],
        waiting: Callable[[], None] | None,
        *,
        named: Collection[Path] = (),
        removing: Collection[str] = (),
        forgotten: Collection[str] = (),
    ) -> IngestReport:
        """Do all of it, under the store's lock.

        Args:
            files: what is brought in.
            waiting: called once if another ingest has to end first; None for the watcher's.
            named: those of ``files`` that were named, not found in a folder: they come back if once removed.
            removing: ids of documents that go.
            forgotten: names of files that could not be read, and are told of no longer.

        Raises:
            StoreError: if the store can't be written.
        """
        from data_layer.reading import unpacked

        started = time.monotonic()
        with self._folder.writing(waiting or self._watcher.waiting), _logging_to(self._folder.log):
            self._folder.clean_up()
            held = version_content(self._folder)
            self._remove(removing, held)
            with unpacked(files, self._folder.directory) as sources:
                plan = make_plan(
                    sources.files,
                    self._folder,
                    held,
                    self._journal.originals(),
                    fresh_documents(self._folder),
                    named=named,
                    failures=sources.failures,
                    removed=self._journal.removed(),
                    forgotten=forgotten,
                )
                _log.info("%d files, %d documents to parse", len(sources.files), len(plan.tasks))
                self._watcher.planned(plan.outcome())
                self._parse(plan, held)
            changed = self._publish(plan, held)
            self._drop_removed()
            report = self._report(plan, time.monotonic() - started)
            if changed and not (removing or forgotten):
                self._journal.add_ingest(
                    version=report.version,
                    seconds=round(report.seconds, 3),
                    added=len(report.added),
                    known=len(report.known) + report.unchanged,
                    failed=len(report.failures),
                    by=self._by,
                )
            _log.info("version %d after %.1f s", report.version, report.seconds)
            return report

    def _remove(self, removing: Collection[str], held: VersionContent) -> None:
        """Note in the journal what is to go: from then on no ingest wants it."""
        known = {**held.sources, **self._journal.originals()} if removing else {}
        going = {document: known[document] for document in removing if document in known}
        if going:
            self._journal.add_removals(going, self._by)
            _log.info("removing %s", "、".join(going.values()))
        self.removed = tuple(going.values())

    def _drop_removed(self) -> None:
        """Remove what is left of removed documents, also in the version before."""
        removed = self._journal.removed()
        dropped = [self._folder.drop_original(document, name) for document, name in removed.items()]
        if any(dropped):
            self._folder.clean_up(kept_versions=1)

    def _parse(self, plan: Plan, held: VersionContent) -> None:
        """Parse what is to be parsed, keeping the results batch by batch."""
        if not plan.tasks:
            return
        left = {task.document_id: task for task in plan.tasks}
        ways = self._executor, self._jobs, self._settings, self._watcher.step, self._watcher.stopped
        outcomes = parse_tasks(plan.tasks, *ways)
        with FreshDocuments(self._folder) as fresh:
            batch: list[FreshDocument] = []
            for done, (task, data, outcome) in enumerate(outcomes, 1):
                del left[task.document_id]
                if not isinstance(outcome, FailedDocument) and outcome.document.sha256 != task.document_id:
                    outcome = FailedDocument(ReadFailure(task.name, *_CHANGED), lasting=False)
                if isinstance(outcome, FailedDocument):
                    _log_failure(outcome)
                    plan.fail(task, outcome.failure, held, lasting=outcome.lasting)
                    self._watcher.parsed(task.document_id, outcome.failure)
                else:
                    self._folder.keep_original(task.document_id, task.name, data)
                    rows = outcome.document, outcome.articles, outcome.figures
                    batch.append(FreshDocument(*rows, task.key, outcome.checks))
                    self._watcher.parsed(task.document_id, None)
                if self._is_full(batch):
                    self._keep(batch, fresh)
                    batch = []
                self._progress(done, len(plan.tasks), task.name)
            if batch:
                self._keep(batch, fresh)
        if left:
            _log.info("stopped with %d documents not parsed", len(left))
            plan.leave_out(left.values(), held)

    def _is_full(self, batch: Sequence[FreshDocument]) -> bool:
        chars = sum(len(one.document.text) for one in batch)
        return len(batch) >= self._settings.batch_documents or chars >= self._settings.batch_chars

    def _keep(self, batch: Sequence[FreshDocument], fresh: FreshDocuments) -> None:
        """Originals stand by now; rows come next, and the journal last: what it names can be had again."""
        fresh.add(batch, stages.indicator_name)
        self._journal.add_originals({one.document.sha256: one.document.name for one in batch}, self._by)

    def _publish(self, plan: Plan, held: VersionContent) -> bool:
        """Make the next version; False where it would hold what the current one does."""
        plan.failures.sort(
            key=lambda row: (row["source"], row["document_id"] is None, row["document_id"] or "")
        )
        target = (plan.wanted, plan.failures, version_fingerprint())
        if target == (held.documents, held.failures, held.fingerprint):
            return False
        self._progress(len(plan.tasks), len(plan.tasks), _COMPARING)
        self._watcher.comparing()
        stages.prepare_comparing()
        publish(
            self._folder,
            held=held,
            documents=plan.wanted,
            failures=plan.failures,
            fingerprint=version_fingerprint(),
            finders=stages.finders(),
        )
        return True

    def _report(self, plan: Plan, seconds: float) -> IngestReport:
        store = open_store(self._folder.directory)
        files = plan.outcome()
        new = [file.document_id for file in files if file.fate is Fate.NEW]
        failed = {row["document_id"] for row in plan.failures}
        sources = store.rows("SELECT source FROM documents WHERE list_contains(?, document_id)", [new])
        return IngestReport(
            version=store.version,
            added=tuple(row["source"] for row in sources),
            reread=sum(task.document_id not in (*new, *failed) for task in plan.tasks),
            known=tuple((file.name, file.known_as) for file in files if file.known_as is not None),
            unchanged=sum(file.fate is Fate.UNCHANGED for file in files),
            failures=tuple(ReadFailure(row["source"], row["reason"], row["advice"]) for row in plan.failures),
            totals=store.totals(),
            seconds=seconds,
            files=files,
        )


def is_current(folder: StoreFolder) -> bool:
    """Whether the version that a store holds was made by this very program."""
    return version_content(folder).fingerprint == version_fingerprint()


def _log_failure(failed: FailedDocument) -> None:
    failure = failed.failure
    if failed.trace is None:
        _log.warning("%s: %s", failure.name, failure.reason)
    else:
        _log.error("%s: %s\n%s", failure.name, failure.reason, failed.trace)


@contextlib.contextmanager
def _logging_to(path: Path) -> Iterator[None]:
    """Write this package's log to the store's file as well."""
    logger = logging.getLogger("data_layer")
    try:
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"不能写日志 {path}：{error.strerror}。请检查写入权限和磁盘空间。") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()
