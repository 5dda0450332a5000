"""From files to a store: what is new is parsed, what is unchanged is kept, and a new version appears.

What belongs here: the steps of an ingest, in order. What does not: how a document is parsed (parsing), where
(executing), what is to be done (planning), how rows are stored (store).
"""

from __future__ import annotations

import contextlib
import functools
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from data_layer.errors import ReadingError, StoreError
from data_layer.executing import cluster_executor, default_jobs, parse_tasks
from data_layer.fingerprint import version_fingerprint
from data_layer.model import Article, Check, Figure, ReadFailure, Region
from data_layer.parsing import FailedDocument, parse_document
from data_layer.planning import Plan, make_plan
from data_layer.settings import IngestSettings
from data_layer.store import StoreFolder, open_store
from data_layer.store.fresh import FreshDocument, FreshDocuments, fresh_documents
from data_layer.store.journal import Journal
from data_layer.store.versions import Fact, Reconciled, VersionContent, publish, version_content

__all__ = [
    "IngestReport",
    "Progress",
    "cluster_executor",
    "ensure_sample_store",
    "ingest",
    "parse_document",
    "refresh",
]

_log = logging.getLogger(__name__)

_SEEDS = Path(__file__).parent.parent / "seeds"
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
        reread: how many kept documents were parsed again, since code or lexicon changed.
        known: files whose bytes the store has under another name: their name, and that other one.
        unchanged: how many files the store had under their name.
        failures: what could not be read, and why, of all that the store was ever given.
        totals: what the store holds now: documents, articles, figures, regions, clusters.
        seconds: how long it took.
    """

    version: int
    added: tuple[str, ...]
    reread: int
    known: tuple[tuple[str, str], ...]
    unchanged: int
    failures: tuple[ReadFailure, ...]
    totals: dict[str, int]
    seconds: float


def ingest(
    paths: Iterable[Path | str],
    store_dir: Path,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
    settings: IngestSettings | None = None,
) -> IngestReport:
    """Read files and folders into a store; documents that it has already are kept.

    Args:
        paths: files and folders.
        store_dir: the store's folder; made if missing.
        jobs: worker processes; None for as many as there are cores. A small amount is parsed in this process.
        executor: parses instead of worker processes of our own.
        progress: told after each parsed document.
        waiting: called once if another ingest has to end first.
        settings: see there.

    Raises:
        ReadingError: if a path does not exist, or no path holds a file.
        StoreError: if the store can't be written.
    """
    from data_layer.reading import list_files

    paths = list(paths)
    files = list_files(paths)
    if not files:
        names = "、".join(str(path) for path in paths)
        raise ReadingError(f"{names} 里没有可以导入的文件", "请确认文件夹是否选对；隐藏文件不会导入")
    run = _Ingest(StoreFolder(Path(store_dir)), executor, jobs, progress, settings or IngestSettings())
    return run.run(files, waiting)


def ensure_sample_store(store_dir: Path, progress: Progress | None = None) -> None:
    """Make a store ready to be read: an empty one gets the sample corpus, one of older code is made again.

    Several processes may call this at once: one works, the others wait for it and find nothing left to do.

    Raises:
        StoreError: if the store can't be written.
    """
    folder = StoreFolder(Path(store_dir))
    if version_content(folder).fingerprint != version_fingerprint():
        files = _sample_files() if folder.current() is None else []
        _Ingest(folder, None, None, progress, IngestSettings()).run(files, None)


def refresh(
    store_dir: Path, progress: Progress | None = None, waiting: Callable[[], None] | None = None
) -> IngestReport:
    """Parse again, from the kept originals, what other code or another lexicon read.

    Raises:
        StoreError: if the store can't be written.
    """
    return _Ingest(StoreFolder(Path(store_dir)), None, None, progress, IngestSettings()).run([], waiting)


def _sample_files() -> list[Path]:
    """The documents of the sample corpus, by its manifest; none where the program came without it."""
    import yaml

    manifest = _SEEDS / "manifest.yml"
    if not manifest.is_file():
        return []
    entries = yaml.safe_load(manifest.read_text(encoding="utf-8"))["files"]
    return [_SEEDS / entry["file"] for entry in entries]


class _Ingest:
    """One ingest into one store."""

    def __init__(
        self,
        folder: StoreFolder,
        executor: Executor | None,
        jobs: int | None,
        progress: Progress | None,
        settings: IngestSettings,
    ) -> None:
        self._folder = folder
        self._executor = executor
        self._jobs = jobs or default_jobs()
        self._progress = progress or (lambda _done, _total, _name: None)
        self._settings = settings
        self._journal = Journal(folder.journal)

    def run(self, files: Sequence[Path], waiting: Callable[[], None] | None) -> IngestReport:
        """Do all of it, under the store's lock."""
        started = time.monotonic()
        with self._folder.writing(waiting or (lambda: None)), _logging_to(self._folder.log):
            self._folder.clean_up()
            held = version_content(self._folder)
            plan = make_plan(
                files, self._folder, held, self._journal.originals(), fresh_documents(self._folder)
            )
            _log.info("%d files, %d documents to parse", len(files), len(plan.tasks))
            self._parse(plan, held)
            changed = self._publish(plan, held)
            report = self._report(plan, time.monotonic() - started)
            if changed:
                self._journal.add_ingest(
                    version=report.version,
                    seconds=round(report.seconds, 3),
                    added=len(report.added),
                    known=len(report.known) + report.unchanged,
                    failed=len(report.failures),
                )
            _log.info("version %d after %.1f s", report.version, report.seconds)
            return report

    def _parse(self, plan: Plan, held: VersionContent) -> None:
        """Parse what is to be parsed, keeping the results batch by batch."""
        if not plan.tasks:
            return
        outcomes = parse_tasks(plan.tasks, self._executor, self._jobs, self._settings)
        with FreshDocuments(self._folder) as fresh:
            batch: list[FreshDocument] = []
            for done, (task, data, outcome) in enumerate(outcomes, 1):
                if not isinstance(outcome, FailedDocument) and outcome.document.sha256 != task.document_id:
                    outcome = FailedDocument(ReadFailure(task.name, *_CHANGED), lasting=False)
                if isinstance(outcome, FailedDocument):
                    _log_failure(outcome)
                    plan.fail(task, outcome.failure, held, lasting=outcome.lasting)
                else:
                    self._folder.keep_original(task.document_id, task.name, data)
                    rows = outcome.document, outcome.articles, outcome.figures
                    batch.append(FreshDocument(*rows, task.key, outcome.checks))
                if batch and (done == len(plan.tasks) or self._is_full(batch)):
                    self._keep(batch, fresh)
                    batch = []
                self._progress(done, len(plan.tasks), task.name)

    def _is_full(self, batch: Sequence[FreshDocument]) -> bool:
        chars = sum(len(one.document.text) for one in batch)
        return len(batch) >= self._settings.batch_documents or chars >= self._settings.batch_chars

    def _keep(self, batch: Sequence[FreshDocument], fresh: FreshDocuments) -> None:
        """Originals stand by now; rows come next, and the journal last: what it names can be had again."""
        fresh.add(batch, _indicator_name)
        self._journal.add_originals({one.document.sha256: one.document.name for one in batch})

    def _publish(self, plan: Plan, held: VersionContent) -> bool:
        """Make the next version; False where it would hold what the current one does."""
        plan.failures.sort(
            key=lambda row: (row["source"], row["document_id"] is None, row["document_id"] or "")
        )
        target = (plan.wanted, plan.failures, version_fingerprint())
        if target == (held.documents, held.failures, held.fingerprint):
            return False
        self._progress(len(plan.tasks), len(plan.tasks), _COMPARING)
        publish(
            self._folder,
            documents=plan.wanted,
            failures=plan.failures,
            fingerprint=version_fingerprint(),
            find_duplicates=_find_duplicates,
            find_checks=_find_checks,
            region_path=_region_path,
        )
        return True

    def _report(self, plan: Plan, seconds: float) -> IngestReport:
        store = open_store(self._folder.directory)
        new = set(plan.new)
        sources = store.rows("SELECT source FROM documents WHERE list_contains(?, document_id)", [plan.new])
        return IngestReport(
            version=store.version,
            added=tuple(row["source"] for row in sources),
            reread=sum(task.document_id not in new for task in plan.tasks),
            known=tuple(plan.known),
            unchanged=plan.unchanged,
            failures=tuple(ReadFailure(row["source"], row["reason"], row["advice"]) for row in plan.failures),
            totals=store.totals(),
            seconds=seconds,
        )


def _find_duplicates(articles: list[Article], figures: list[Figure]) -> Reconciled:
    from data_layer.duplicates import find_duplicates

    return find_duplicates(articles, figures)


def _find_checks(articles: list[Article], figures: list[Figure], facts: Mapping[str, Fact]) -> list[Check]:
    from data_layer.checks import compare_articles

    return compare_articles(articles, figures, facts)


def _region_path(adcode: str) -> tuple[Region, ...]:
    from data_layer.places import region_path

    return region_path(adcode)


def _indicator_name(indicator_id: str) -> str | None:
    return _indicator_names().get(indicator_id)


@functools.cache
def _indicator_names() -> dict[str, str]:
    from data_layer.lexicon.indicators import load_indicators

    return {indicator.id: indicator.name for indicator in load_indicators()}


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
