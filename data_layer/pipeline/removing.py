"""What a person means by the documents that are to be removed: names or ids to documents of a store.

What belongs here: finding them, and saying what would go. What does not: removing them (pipeline).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data_layer.errors import ReadingError
from data_layer.filters import SOURCE_ID_LENGTH
from data_layer.store import ReadStore

__all__ = ["Removable", "find_removable"]


@dataclass(frozen=True, slots=True)
class Removable:
    """What is to go: ids of documents, and names of files that could not be read."""

    documents: tuple[str, ...]
    failures: tuple[str, ...]


def find_removable(subjects: Iterable[str], store: ReadStore) -> Removable:
    """The documents and unread files that are named.

    Args:
        subjects: file names, document ids, or the first twelve digits of an id.
        store: where they are.

    Raises:
        ReadingError: if one is not there, or a name stands for several documents.
    """
    documents = store.rows("SELECT document_id, source FROM documents ORDER BY source, document_id")
    failures = {row["source"] for row in store.rows("SELECT source FROM failures")}
    chosen: dict[str, None] = {}
    forgotten: dict[str, None] = {}
    for subject in subjects:
        found = [row["document_id"] for row in documents if _is_meant(subject, row)]
        if len(found) > 1:
            codes = "、".join(document[:SOURCE_ID_LENGTH] for document in found)
            raise ReadingError(f"名为 {subject} 的文档有 {len(found)} 份", f"请改写编号：{codes}")
        if not found and subject not in failures:
            raise ReadingError(f"没有名为 {subject} 的文档", "status --sources 列出全部文档和编号")
        chosen.update(dict.fromkeys(found))
        forgotten.update(dict.fromkeys({subject} & failures))
    return Removable(tuple(chosen), tuple(forgotten))


def _is_meant(subject: str, row: dict[str, str]) -> bool:
    by_id = len(subject) >= SOURCE_ID_LENGTH and row["document_id"].startswith(subject.lower())
    return by_id or row["source"] == subject
