"""Documents that are parsed but not in a version yet.

What belongs here: ``fresh.duckdb``, filled batch by batch, so that a killed ingest loses at most one batch.
What does not: making a version of it (versions).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from data_layer.model import Article, Document, Figure
from data_layer.store.files import StoreFolder
from data_layer.store.records import Row, article_row, document_row, figure_row
from data_layer.store.sql import append, connect, create_tables, is_current_schema, writing

__all__ = ["Batch", "FreshDocuments", "fresh_documents"]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Batch:
    """Rows of parsed documents that are kept together.

    Attributes:
        documents, articles, figures: rows of these tables.
        sources: file name by document_id.
        chars: length of the articles' texts.
    """

    documents: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    chars: int = 0

    def add(
        self,
        document: Document,
        articles: Iterable[Article],
        figures: Iterable[Figure],
        cache_key: str,
        indicator_name: Callable[[str], str | None],
    ) -> None:
        """Take in one parsed document."""
        by_id = {article.article_id: article for article in articles}
        self.documents.append(document_row(document, cache_key))
        self.articles += map(article_row, by_id.values())
        self.figures += (figure_row(one, by_id[one.article_id], indicator_name) for one in figures)
        self.sources[document.sha256] = document.name
        self.chars += sum(len(article.text) for article in by_id.values())


class FreshDocuments:
    """The file of parsed, unpublished documents. Use as a context manager."""

    def __init__(self, folder: StoreFolder) -> None:
        """Open what a killed ingest left, or begin anew where that is of no use."""
        self._folder = folder
        try:
            self._connection = self._open()
        except duckdb.Error as error:
            _log.warning("documents of an unfinished ingest can't be read, parsing them again: %s", error)
            folder.drop_fresh()
            self._connection = self._open()

    def _open(self) -> Any:
        connection = connect(self._folder.fresh)
        if not is_current_schema(connection):
            create_tables(connection)
        return connection

    def __enter__(self) -> FreshDocuments:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def documents(self) -> dict[str, str]:
        """Cache key by document_id of what is held."""
        return dict(self._connection.execute("SELECT document_id, cache_key FROM documents").fetchall())

    def add(self, batch: Batch) -> None:
        """Keep a batch, all or nothing; an earlier parse of one of its documents gives way."""
        ids = list(batch.sources)
        with writing(self._folder.fresh):
            self._connection.begin()
            for table in ("documents", "articles", "figures"):
                self._connection.execute(f"DELETE FROM {table} WHERE list_contains(?, document_id)", [ids])
                append(self._connection, table, getattr(batch, table))
            self._connection.commit()


def fresh_documents(folder: StoreFolder) -> dict[str, str]:
    """Cache key by document_id of what a killed ingest parsed; usually there is none."""
    if not folder.fresh.exists():
        return {}
    with FreshDocuments(folder) as fresh:
        return fresh.documents()
