"""What an ingest has to do: which files are new, which kept documents must be parsed again.

What belongs here: comparing files with what the store holds, by their bytes. What does not: parsing them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_layer.model import ReadFailure
from data_layer.pipeline.fingerprint import cache_key
from data_layer.pipeline.watching import Fate, GivenFile
from data_layer.store.files import StoreFolder
from data_layer.store.versions import VersionContent

if TYPE_CHECKING:
    from data_layer.reading import SourceFile

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
        files: what became of each given file, in their order.
        tasks: documents to parse.
        wanted: cache key by document_id of what the next version is to hold, if no task fails.
        failures: rows of ``failures``, as far as they are known without parsing.
    """

    files: list[GivenFile] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)
    failures: list[FailureRow] = field(default_factory=list)

    def fail(self, task: Task, failure: ReadFailure, held: VersionContent, *, lasting: bool) -> None:
        """Note that a document could not be parsed; rows of an earlier parse stay, where there are any."""
        row = failure_row(failure, task.document_id, lasting and task.key)
        self._keep_failure(task.document_id, row, held)

    def leave_out(self, tasks: Collection[Task], held: VersionContent) -> None:
        """Note that documents are not parsed this time; rows of an earlier parse stay, if there are any."""
        left = {task.document_id for task in tasks}
        self.tasks = [task for task in self.tasks if task.document_id not in left]
        for document in left:
            self._keep_held(document, held)
        self.files = [
            replace(file, fate=Fate.STOPPED)
            if file.document_id in left
            and file.fate in (Fate.NEW, Fate.KNOWN)
            and file.document_id not in held.documents
            else file
            for file in self.files
        ]

    def outcome(self) -> tuple[GivenFile, ...]:
        """What became of each given file, those failed that could not be parsed."""
        failed = {
            row["document_id"]: ReadFailure(row["source"], row["reason"], row["advice"])
            for row in self.failures
            if row["document_id"]
        }
        return tuple(
            replace(file, fate=Fate.FAILED, failure=failed[file.document_id])
            if file.document_id in failed
            else file
            for file in self.files
        )

    def _keep_failure(self, document_id: str, row: FailureRow, held: VersionContent) -> None:
        self.failures.append(row)
        self._keep_held(document_id, held)

    def _keep_held(self, document_id: str, held: VersionContent) -> None:
        if document_id in held.documents:
            self.wanted[document_id] = held.documents[document_id]
        else:
            self.wanted.pop(document_id, None)


def make_plan(
    files: Iterable[SourceFile],
    folder: StoreFolder,
    held: VersionContent,
    originals: Mapping[str, str],
    fresh: Mapping[str, str],
    *,
    named: Collection[Path] = (),
    failures: Iterable[ReadFailure] = (),
    removed: Collection[str] = (),
    forgotten: Collection[str] = (),
) -> Plan:
    """Compare files with what is held.

    Args:
        files: what is to come in.
        folder: the store.
        held: what its current version was made from.
        originals: file name by document_id of all documents that ever came in, but for removed ones.
        fresh: cache key by document_id of documents that a killed ingest parsed.
        named: those of the files, or of their archives, that were named one by one, not found in a folder.
        failures: archives, and members of them, that can't be had.
        removed: document_ids of what was removed: only a named file brings one of them back.
        forgotten: names of files whose failure to be read is to be told no longer.
    """
    plan = Plan()
    kept = {document: name for document, name in held.sources.items() if document not in removed}
    names = {**kept, **originals}
    candidates: list[tuple[str, str, Path | None]] = [(*one, None) for one in names.items()]
    unpublished = fresh.keys() - kept.keys()
    brought: set[str | None] = set()
    for failure in failures:
        plan.files.append(GivenFile(failure.name, None, Fate.FAILED, failure=failure))
        plan.failures.append(failure_row(failure, None, None))
    given: set[str] = set()
    for source in files:
        given.add(source.given.name)
        file = _compare(source, names, unpublished, brought, () if source.given in named else removed)
        plan.files.append(file)
        document = file.document_id
        brought.add(document)
        if document is None:
            plan.failures += [failure_row(file.failure, None, None)] if file.failure else []
        elif file.fate is Fate.NEW and document not in names:
            names[document] = source.name
            candidates.append((document, source.name, source.path))
    standing = {(row["document_id"], row["cache_key"]): row for row in held.failures if row["cache_key"]}
    for document, name, path in candidates:
        key = plan.wanted[document] = cache_key(document, name)
        if (document, key) in standing:
            plan._keep_failure(document, standing[document, key], held)
        elif key not in (held.documents.get(document), fresh.get(document)):
            plan.tasks.append(Task(document, name, path or folder.original(document, name), key))
    told_anew = {file.name for file in plan.files} | given | set(forgotten)
    gone = {*names, *removed}
    plan.failures += [
        row for row in held.failures if row["source"] not in told_anew and row["document_id"] not in gone
    ]
    return plan


def _compare(
    source: SourceFile,
    names: Mapping[str, str],
    unpublished: Collection[str],
    brought: Collection[str | None],
    removed: Collection[str],
) -> GivenFile:
    """What will become of a file, if it can be parsed.

    Args:
        source: the file.
        names: name by document_id of what came in so far.
        unpublished: document_ids that a killed ingest kept, and no version has yet.
        brought: document_ids of the files before it.
        removed: document_ids that stay out.
    """
    try:
        document = _sha256(source.path)
    except OSError as error:
        return GivenFile(source.name, None, Fate.FAILED, failure=access_failure(source.name, error))
    if document not in names:
        return GivenFile(source.name, document, Fate.REMOVED if document in removed else Fate.NEW)
    if names[document] != source.name or document in brought:
        return GivenFile(source.name, document, Fate.KNOWN, known_as=names[document])
    return GivenFile(source.name, document, Fate.NEW if document in unpublished else Fate.UNCHANGED)


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
