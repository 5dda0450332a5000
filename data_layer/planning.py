"""What an ingest has to do: which files are new, which kept documents must be parsed again.

What belongs here: comparing files with what the store holds, by their bytes. What does not: parsing them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_layer.fingerprint import cache_key
from data_layer.model import ReadFailure
from data_layer.store.files import StoreFolder
from data_layer.store.versions import VersionContent

__all__ = ["Plan", "Task", "access_failure", "make_plan"]

FailureRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """A document that is to be parsed: its bytes' hash and place, its name, what its rows will hang on."""

    document_id: str
    name: str
    path: Path
    key: str


@dataclass(slots=True)
class Plan:
    """What is to be done.

    Attributes:
        tasks: documents to parse.
        wanted: cache key by document_id of what the next version is to hold, if no task fails.
        failures: rows of ``failures``, as far as they are known without parsing.
        new: document_ids that the store did not have.
        known: files whose bytes the store has under another name: their name, and that other one.
        unchanged: how many files the store has under their name.
    """

    tasks: list[Task] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)
    failures: list[FailureRow] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    def fail(self, task: Task, failure: ReadFailure, held: VersionContent, *, lasting: bool) -> None:
        """Note that a document could not be parsed; rows of an earlier parse stay, where there are any."""
        row = failure_row(failure, task.document_id, lasting and task.key)
        self._keep_failure(task.document_id, row, held)

    def _keep_failure(self, document_id: str, row: FailureRow, held: VersionContent) -> None:
        self.failures.append(row)
        if document_id in held.documents:
            self.wanted[document_id] = held.documents[document_id]
        else:
            self.wanted.pop(document_id, None)


def make_plan(
    files: Iterable[Path],
    folder: StoreFolder,
    held: VersionContent,
    originals: Mapping[str, str],
    fresh: Mapping[str, str],
) -> Plan:
    """Compare files with what is held.

    Args:
        files: what is to come in.
        folder: the store.
        held: what its current version was made from.
        originals: file name by document_id of all documents that ever came in.
        fresh: cache key by document_id of documents that a killed ingest parsed.
    """
    plan = Plan()
    names = {**held.sources, **originals}
    candidates = [(document, name, folder.original(document, name)) for document, name in names.items()]
    kept = frozenset(names)
    seen = set()
    for path in files:
        seen.add(path.name)
        try:
            document = _sha256(path)
        except OSError as error:
            plan.failures.append(failure_row(access_failure(path.name, error), None, None))
            continue
        if document not in names:
            names[document] = path.name
            candidates.append((document, path.name, path))
            plan.new.append(document)
        elif names[document] == path.name and document in kept:
            plan.unchanged += 1
        else:
            plan.known.append((path.name, names[document]))
    standing = {(row["document_id"], row["cache_key"]): row for row in held.failures if row["cache_key"]}
    for document, name, path in candidates:
        key = plan.wanted[document] = cache_key(document, name)
        if (document, key) in standing:
            plan._keep_failure(document, standing[document, key], held)
        elif key not in (held.documents.get(document), fresh.get(document)):
            plan.tasks.append(Task(document, name, path, key))
    plan.failures += [
        row for row in held.failures if row["source"] not in seen and row["document_id"] not in names
    ]
    return plan


def failure_row(failure: ReadFailure, document_id: str | None, key: str | bool | None) -> FailureRow:
    """A row of ``failures``; without a key the next ingest tries again."""
    return {
        "source": failure.name,
        "document_id": document_id,
        "reason": failure.reason,
        "advice": failure.advice,
        "cache_key": key or None,
    }


def access_failure(name: str, error: OSError) -> ReadFailure:
    """Why the bytes of a file could not be had."""
    if isinstance(error, PermissionError):
        return ReadFailure(name, "没有读取权限", "请检查文件权限，或用有权限的帐号导入")
    if isinstance(error, FileNotFoundError):
        return ReadFailure(name, "文件不见了", "可能在导入时被移走或改名，请放回后再导入一次")
    reason = f"文件打不开（{error.strerror or error}）"
    return ReadFailure(name, reason, "请关闭正在使用它的程序，检查磁盘后再试")


def _sha256(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
