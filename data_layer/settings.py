"""Parameters of the program that no stage owns, frozen, each with where its default comes from.

What belongs here: numbers of the pipeline. What does not: word lists (lexicon), a stage's own parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["IngestSettings"]


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """How an ingest goes about its work; none of these changes a row.

    Attributes:
        parallel_from_bytes: with less to parse, worker processes cost more than they save: starting two and
            importing the stages takes about two seconds (measured, tests/benchmarks/ingest.py).
        always_apart: parse even the little in worker processes, so that a document which brings a library
            down takes no server with it, and the server's readers wait for nobody.
        look_seconds: so often worker processes are asked which step they are in.
        waiting_per_job: documents handed to the workers ahead of time, for each; more only takes memory.
        batch_documents: so many parsed documents are written at once, and lost at most when it is killed.
        batch_chars: the same by the length of their texts, in characters.
    """

    parallel_from_bytes: int = 2_000_000
    always_apart: bool = False
    look_seconds: float = 0.25
    waiting_per_job: int = 2
    batch_documents: int = 64
    batch_chars: int = 4_000_000
