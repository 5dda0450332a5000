"""From files to a store, and out of it again: the ordered steps, skipping what is cached.

Below this face: what is asked of a store's writer (asking), the steps of one ingest (ingesting), what it
has to do (planning), one document through all stages (parsing), many of them (executing), what compares
them (stages), what rows depend on (fingerprint), how far an ingest is (watching), a store made ready
(preparing), and whom a person means to remove (removing).
"""

from data_layer.pipeline.asking import RemovalReport, ensure_sample_store, ingest, refresh, remove_documents
from data_layer.pipeline.executing import cluster_executor, default_jobs
from data_layer.pipeline.ingesting import IngestReport, Progress
from data_layer.pipeline.parsing import FailedDocument, ParsedDocument, attempt_document, parse_document
from data_layer.pipeline.preparing import Preparation, Prepared
from data_layer.pipeline.removing import Removable, find_removable
from data_layer.pipeline.watching import Fate, GivenFile, Step, Watcher

__all__ = [
    "FailedDocument",
    "Fate",
    "GivenFile",
    "IngestReport",
    "ParsedDocument",
    "Preparation",
    "Prepared",
    "Progress",
    "Removable",
    "RemovalReport",
    "Step",
    "Watcher",
    "attempt_document",
    "cluster_executor",
    "default_jobs",
    "ensure_sample_store",
    "find_removable",
    "ingest",
    "parse_document",
    "refresh",
    "remove_documents",
]
