"""Being told how far an ingest is: which step each document is in, what became of each file.

What belongs here: the words in which an ingest tells of itself. What does not: showing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from data_layer.model import ReadFailure

__all__ = ["Fate", "GivenFile", "Step", "Watcher"]


class Step(IntEnum):
    """What is being done to one document, in this order."""

    READING = 1
    CLEANING = 2
    SEGMENTING = 3
    EXTRACTING = 4


class Fate(StrEnum):
    """What became of a file that was given to an ingest.

    ``NEW`` came in; ``UNCHANGED`` was there under its name; ``KNOWN`` was there under another name;
    ``REMOVED`` had been removed and stays out, since it only lay in a folder; ``FAILED`` could not be read;
    ``STOPPED`` was not read, since the ingest was stopped before.
    """

    NEW = "new"
    UNCHANGED = "unchanged"
    KNOWN = "known"
    REMOVED = "removed"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file that was given to an ingest.

    Attributes:
        name: its name.
        document_id: sha256 of its bytes; None if they could not be had.
        fate: what became of it; while its document is not parsed yet, what is expected to.
        known_as: the name that the store has its bytes under; None unless ``KNOWN``.
        failure: why it could not be read; None unless ``FAILED``.
    """

    name: str
    document_id: str | None
    fate: Fate
    known_as: str | None = None
    failure: ReadFailure | None = None


class Watcher:
    """Is told how an ingest goes, from its thread, and may stop it; each method does nothing here."""

    def stopped(self) -> bool:
        """Whether no more documents are to be parsed; asked about once a second and after each."""
        return False

    def waiting(self) -> None:
        """Another ingest has to end first."""

    def planned(self, files: Sequence[GivenFile]) -> None:
        """The given files, in their order, have been compared with what the store holds."""

    def step(self, document_id: str, step: Step) -> None:
        """A document has come to a step; on a cluster nobody tells."""

    def parsed(self, document_id: str, failure: ReadFailure | None) -> None:
        """A document is parsed, or could not be."""

    def comparing(self) -> None:
        """All documents are parsed; duplicates are looked for, the new version is written."""
