"""Parsing many documents: in this process, in worker processes, or on a cluster.

What belongs here: handing documents out and taking results as they come, with a bounded number on the way.
What does not: what becomes of the results (pipeline).
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from functools import partial
from multiprocessing import active_children, spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, Any

from data_layer.errors import CountyFiguresError
from data_layer.model import ReadFailure
from data_layer.pipeline.parsing import FailedDocument, ParsedDocument, attempt_document
from data_layer.pipeline.planning import Task, access_failure
from data_layer.pipeline.watching import Step
from data_layer.settings import IngestSettings

if TYPE_CHECKING:
    import ctypes

__all__ = ["Outcome", "cluster_executor", "default_jobs", "parse_tasks"]

Outcome = tuple[Task, bytes, ParsedDocument | FailedDocument]

_BROKE = "处理它的进程意外终止"
_AFTER_BREAKING = "通常是内存不够，或文件已损坏。请拆成小文件或另存一份后再导入，已读完的会保留"

_log = logging.getLogger(__name__)


def default_jobs() -> int:
    """How many cores this process may use."""
    with contextlib.suppress(AttributeError):  # not on Windows and macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """An executor on a Dask cluster, say ``tcp://10.0.0.5:8786``.

    Raises:
        CountyFiguresError: if the optional library is missing or the cluster does not answer.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise CountyFiguresError("使用 --cluster 需要先安装：python -m pip install distributed") from error
    try:
        client = Client(address)
    except (OSError, ValueError) as error:
        raise CountyFiguresError(f"连不上计算集群 {address}：{error}。请检查地址和网络。") from error
    with client:
        yield client.get_executor()


def parse_tasks(
    tasks: Sequence[Task],
    executor: Executor | None,
    jobs: int,
    settings: IngestSettings,
    tell: Callable[[str, Step], None],
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Parse documents and give each with its bytes, in the order in which they are done.

    Args:
        tasks: what to parse.
        executor: where; None for worker processes of our own, or this process where there is little to do.
        jobs: how many worker processes, or how many documents an executor works on at once.
        settings: see there.
        tell: told which step a document (by its id) has come to; never for documents of ``executor``.
        stopped: whether to end before all are parsed. Worker processes of our own end in the midst of one.
    """
    jobs = min(jobs, len(tasks))
    if executor is not None:
        yield from _in_executor(tasks, _Handing(executor), jobs * settings.waiting_per_job, stopped)
    elif not settings.always_apart and (jobs < 2 or _total_bytes(tasks) < settings.parallel_from_bytes):
        yield from _here(tasks, tell, stopped)
    else:
        yield from _in_workers(tasks, jobs, settings, tell, stopped)


def _in_workers(
    tasks: Sequence[Task],
    jobs: int,
    settings: IngestSettings,
    tell: Callable[[str, Step], None],
    stopped: Callable[[], bool],
) -> Iterator[Outcome]:
    """Parse in worker processes of our own.

    Where a document brings a worker down, all that was not through is parsed again in halves, until that
    document stands alone: only it has failed.
    """
    others = set(active_children())
    context = _WorkerContext()
    steps = context.RawArray("b", len(tasks))
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_join, initargs=(steps,))
    lost: list[Task] = []
    try:
        handing = _WatchedHanding(pool, tasks, steps, tell, stopped, settings.look_seconds)
        for task, data, outcome in _in_executor(tasks, handing, jobs * settings.waiting_per_job, stopped):
            if len(tasks) > 1 and isinstance(outcome, FailedDocument) and outcome.failure.reason == _BROKE:
                lost.append(task)
            else:
                yield task, data, outcome
    finally:
        if stopped():
            for worker in set(active_children()) - others:
                if isinstance(worker, _WorkerProcess):
                    worker.terminate()
        pool.shutdown(cancel_futures=True)
    half = (len(lost) + 1) // 2
    for some in (lost[:half], lost[half:]):
        if some and not stopped():
            yield from _in_workers(some, min(jobs, len(some)), settings, tell, stopped)


def _here(
    tasks: Sequence[Task], tell: Callable[[str, Step], None], stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    for task in tasks:
        if stopped():
            return
        data, failed = _read(task)
        yield task, data, failed or attempt_document(task.name, data, partial(tell, task.document_id))


_starting = threading.Lock()


class _WorkerProcess(SpawnProcess):
    """A worker that does not import the main script again: under Streamlit that is a page, and would run."""

    def start(self) -> None:
        with _starting:
            preparation = spawn.get_preparation_data
            spawn.get_preparation_data = lambda name: {
                key: value for key, value in preparation(name).items() if not key.startswith("init_main")
            }
            try:
                super().start()
            finally:
                spawn.get_preparation_data = preparation


class _WorkerContext(SpawnContext):
    """A fresh interpreter a worker: a fork would copy the threads' locks of DuckDB and of the server."""

    Process = _WorkerProcess


_Parsing = Future[ParsedDocument | FailedDocument]


class _Handing:
    """Hands documents to an executor and waits for them."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, task: Task, data: bytes) -> _Parsing:
        return self._executor.submit(attempt_document, task.name, data)

    def wait(self, pending: Collection[_Parsing]) -> Collection[_Parsing]:
        return wait(pending, return_when=FIRST_COMPLETED).done


class _WatchedHanding(_Handing):
    """The same to worker processes of our own, which write the step of each document to one shared byte.

    Bytes need no lock: a worker that is killed leaves none behind that the others would wait for.
    """

    def __init__(
        self,
        executor: Executor,
        tasks: Sequence[Task],
        steps: ctypes.Array[ctypes.c_byte],
        tell: Callable[[str, Step], None],
        stopped: Callable[[], bool],
        look_seconds: float,
    ) -> None:
        super().__init__(executor)
        self._places = {task.document_id: place for place, task in enumerate(tasks)}
        self._steps, self._tell, self._look_seconds = steps, tell, look_seconds
        self._stopped = stopped
        self._told: dict[str, int] = {}

    def submit(self, task: Task, data: bytes) -> _Parsing:
        place = self._places[task.document_id]
        self._told[task.document_id] = 0
        return self._executor.submit(_attempt_watched, task.name, data, place)

    def wait(self, pending: Collection[_Parsing]) -> Collection[_Parsing]:
        done: Collection[_Parsing] = ()
        while not done and not self._stopped():
            done = wait(pending, self._look_seconds, FIRST_COMPLETED).done
            self._look()
        return done

    def _look(self) -> None:
        for document, told in list(self._told.items()):
            step = self._steps[self._places[document]]
            if step > told:
                self._told[document] = step
                self._tell(document, Step(step))
            if step == max(Step):
                del self._told[document]


_worker: dict[str, Any] = {}
"""In a worker process: where it writes the steps to."""


def _join(steps: ctypes.Array[ctypes.c_byte]) -> None:
    _worker["steps"] = steps


def _attempt_watched(name: str, data: bytes, place: int) -> ParsedDocument | FailedDocument:
    def tell(step: Step) -> None:
        _worker["steps"][place] = step

    return attempt_document(name, data, tell)


def _in_executor(
    tasks: Sequence[Task], handing: _Handing, most: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    queue = iter(tasks)
    pending: dict[_Parsing, tuple[Task, bytes]] = {}
    while not stopped():
        for task in queue:
            data, failed = _read(task)
            future = None if failed else _submit(handing, task, data)
            if future is None:
                yield task, data, failed or _broken(task)
            else:
                pending[future] = task, data
            if len(pending) >= most:
                break
        if not pending:
            return
        for future in handing.wait(pending):
            task, data = pending.pop(future)
            yield task, data, _result(future, task)


def _read(task: Task) -> tuple[bytes, FailedDocument | None]:
    try:
        return task.path.read_bytes(), None
    except OSError as error:
        return b"", FailedDocument(access_failure(task.name, error), lasting=False)


def _submit(handing: _Handing, task: Task, data: bytes) -> _Parsing | None:
    try:
        return handing.submit(task, data)
    except BrokenExecutor:
        return None


def _result(future: _Parsing, task: Task) -> ParsedDocument | FailedDocument:
    try:
        return future.result()
    except BrokenExecutor:
        return _broken(task)
    except Exception:  # a cluster's own errors: a worker lost, a result that can't be sent
        _log.exception("%s: the executor failed", task.name)
        return _broken(task)


def _broken(task: Task) -> FailedDocument:
    return FailedDocument(ReadFailure(task.name, _BROKE, _AFTER_BREAKING), lasting=False)


def _total_bytes(tasks: Sequence[Task]) -> int:
    total = 0
    for task in tasks:
        with contextlib.suppress(OSError):
            total += task.path.stat().st_size
    return total
