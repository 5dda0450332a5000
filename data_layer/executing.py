"""Parsing many documents: in this process, in worker processes, or on a cluster.

What belongs here: handing documents out and taking results as they come, with a bounded number on the way.
What does not: what becomes of the results (pipeline).
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait

from data_layer.errors import CountyFiguresError
from data_layer.model import ReadFailure
from data_layer.parsing import FailedDocument, ParsedDocument, attempt_document
from data_layer.planning import Task, access_failure
from data_layer.settings import IngestSettings

__all__ = ["Outcome", "cluster_executor", "default_jobs", "parse_tasks"]

Outcome = tuple[Task, bytes, ParsedDocument | FailedDocument]

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
    tasks: Sequence[Task], executor: Executor | None, jobs: int, settings: IngestSettings
) -> Iterator[Outcome]:
    """Parse documents and give each with its bytes, in the order in which they are done.

    Args:
        tasks: what to parse.
        executor: where; None for worker processes of our own, or this process where there is little to do.
        jobs: how many worker processes, or how many documents an executor works on at once.
        settings: see there.
    """
    jobs = min(jobs, len(tasks))
    if executor is not None:
        yield from _in_executor(tasks, executor, jobs * settings.waiting_per_job)
    elif jobs < 2 or _total_bytes(tasks) < settings.parallel_from_bytes:
        yield from _here(tasks)
    else:
        # A fresh interpreter each: a fork would copy the threads' locks of DuckDB and of the server.
        pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
        try:
            yield from _in_executor(tasks, pool, jobs * settings.waiting_per_job)
        finally:
            pool.shutdown(cancel_futures=True)


def _here(tasks: Sequence[Task]) -> Iterator[Outcome]:
    for task in tasks:
        data, failed = _read(task)
        yield task, data, failed or attempt_document(task.name, data)


def _in_executor(tasks: Sequence[Task], executor: Executor, most: int) -> Iterator[Outcome]:
    queue = iter(tasks)
    pending: dict[Future[ParsedDocument | FailedDocument], tuple[Task, bytes]] = {}
    while True:
        for task in queue:
            data, failed = _read(task)
            future = None if failed else _submit(executor, task, data)
            if future is None:
                yield task, data, failed or _broken(task)
            else:
                pending[future] = task, data
            if len(pending) >= most:
                break
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            task, data = pending.pop(future)
            yield task, data, _result(future, task)


def _read(task: Task) -> tuple[bytes, FailedDocument | None]:
    try:
        return task.path.read_bytes(), None
    except OSError as error:
        return b"", FailedDocument(access_failure(task.name, error), lasting=False)


def _submit(executor: Executor, task: Task, data: bytes) -> Future[ParsedDocument | FailedDocument] | None:
    try:
        return executor.submit(attempt_document, task.name, data)
    except BrokenExecutor:
        return None


def _result(future: Future[ParsedDocument | FailedDocument], task: Task) -> ParsedDocument | FailedDocument:
    try:
        return future.result()
    except BrokenExecutor:
        return _broken(task)
    except Exception:  # a cluster's own errors: a worker lost, a result that can't be sent
        _log.exception("%s: the executor failed", task.name)
        return _broken(task)


def _broken(task: Task) -> FailedDocument:
    advice = "通常是内存不够。请再导入一次，已读完的会保留；仍不行时加 --jobs 1"
    return FailedDocument(ReadFailure(task.name, "处理它的进程意外终止", advice), lasting=False)


def _total_bytes(tasks: Sequence[Task]) -> int:
    total = 0
    for task in tasks:
        with contextlib.suppress(OSError):
            total += task.path.stat().st_size
    return total
