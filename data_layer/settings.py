"""Parameters of the program that no stage owns, frozen, each with where its default comes from.

What belongs here: numbers of the pipeline. What does not: word lists (lexicon), a stage's own parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ImportLimits", "IngestSettings"]


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


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """What one person can bring in at once through the browser.

    The size of a single file is limited by Streamlit (``server.maxUploadSize``).

    Attributes:
        files: of one upload.
        total_bytes: of one upload; a server of 4 GB holds uploads in memory until they are in the spool.
        folder_files: of one named folder; more belong to the command line, which can be watched and stopped.
        attempts: a job over which the server died so often is not begun again by itself.
        kept_jobs: finished jobs whose reports are kept, as long as the server lives.
    """

    files: int = 200
    total_bytes: int = 1_000_000_000
    folder_files: int = 5000
    attempts: int = 3
    kept_jobs: int = 20
