"""From files to a store, and out of it again: ingesting, removing, making the sample store, reading anew.

What belongs here: what may be asked of a store's writer. What does not: its steps (ingesting).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from data_layer.errors import ReadingError
from data_layer.pipeline.ingesting import Ingest, IngestReport, Progress, is_current
from data_layer.pipeline.watching import Watcher
from data_layer.settings import IngestSettings
from data_layer.store import StoreFolder
from data_layer.store.journal import Journal

__all__ = ["RemovalReport", "ensure_sample_store", "ingest", "refresh", "remove_documents"]

_SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What a removal did: the version now, names of the removed documents, and what the store holds now."""

    version: int
    removed: tuple[str, ...]
    totals: dict[str, int]


def ingest(
    paths: Iterable[Path | str],
    store_dir: Path,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
    settings: IngestSettings | None = None,
    watcher: Watcher | None = None,
    by: str | None = None,
) -> IngestReport:
    """Read files and folders into a store; documents that it has already are kept.

    A document that was removed comes in again if its file is among ``paths``, but not out of a folder.

    Args:
        paths: files and folders.
        store_dir: the store's folder; made if missing.
        jobs: worker processes; None for as many as there are cores. A small amount is parsed in this process.
        executor: parses instead of worker processes of our own.
        progress: told after each parsed document.
        waiting: called once if another ingest has to end first.
        settings: see there.
        watcher: told of every file and step.
        by: who brings them, for the journal; this process's user by default.

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
    run = Ingest(
        StoreFolder(Path(store_dir)),
        executor=executor,
        jobs=jobs,
        progress=progress,
        settings=settings,
        watcher=watcher,
        by=by,
    )
    return run.run(files, waiting, named=set(files).intersection(map(Path, paths)))


def remove_documents(
    document_ids: Collection[str],
    store_dir: Path,
    *,
    forgotten: Collection[str] = (),
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
    by: str | None = None,
) -> RemovalReport:
    """Take documents out of a store, rows and originals: a new version without them.

    The journal keeps who removed what and when. A removed document comes back only if its file is brought in
    again. If the program is killed meanwhile, the next ingest ends what was begun.

    Args:
        document_ids: which; ones that are not there (any more) are passed over.
        store_dir: the store's folder.
        forgotten: names of files that could not be read, and are to be told of no longer.
        progress: told if documents have to be parsed again meanwhile, since the code changed.
        waiting: called once if an ingest has to end first.
        by: who removes them; this process's user by default.

    Raises:
        StoreError: if the store can't be written.
    """
    run = Ingest(StoreFolder(Path(store_dir)), progress=progress, by=by)
    report = run.run([], waiting, removing=document_ids, forgotten=forgotten)
    return RemovalReport(report.version, run.removed, report.totals)


def ensure_sample_store(store_dir: Path, progress: Progress | None = None) -> None:
    """Make a store ready to be read: an empty one gets the sample corpus, one of older code is made again.

    Several processes may call this at once: one works, the others wait for it and find nothing left to do.

    Raises:
        StoreError: if the store can't be written.
    """
    folder = StoreFolder(Path(store_dir))
    if not is_current(folder):
        fresh = folder.current() is None and not Journal(folder.journal).originals()
        Ingest(folder, progress=progress).run(_sample_files() if fresh else [], None)


def refresh(
    store_dir: Path, progress: Progress | None = None, waiting: Callable[[], None] | None = None
) -> IngestReport:
    """Parse again, from the kept originals, what other code or another lexicon read.

    Raises:
        StoreError: if the store can't be written.
    """
    return Ingest(StoreFolder(Path(store_dir)), progress=progress).run([], waiting)


def _sample_files() -> list[Path]:
    """The documents of the sample corpus, by its manifest; none where the program came without it."""
    import yaml

    manifest = _SEEDS / "manifest.yml"
    if not manifest.is_file():
        return []
    entries = yaml.safe_load(manifest.read_text(encoding="utf-8"))["files"]
    return [_SEEDS / entry["file"] for entry in entries]
