"""Documents that are parsed but not in a version yet.

What belongs here: ``fresh.duckdb``, filled batch by batch, so that a killed ingest loses at most one batch.
What does not: making a version of it (versions).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from data_layer.model import Article, Check, Document, Figure
from data_layer.store.files import StoreFolder
from data_layer.store.records import Row, article_row, check_row, document_row, figure_row
from data_layer.store.sql import append, connect, create_tables, is_current_schema, writing

__all__ = ["FreshDocument", "FreshDocuments", "fresh_documents"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FreshDocument:
    """A parsed document, with what its rows hang on."""

    document: Document
    articles: Sequence[Article]
    figures: Sequence[Figure]
    cache_key: str
    checks: Sequence[Check] = ()


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

    def add(self, parsed: Sequence[FreshDocument], indicator_name: Callable[[str], str | None]) -> None:
        """Keep parsed documents; an earlier parse of one of them gives way.

        A document counts once its own row is there, which comes last: what a killed ingest wrote before that
        is passed over, and gives way like an earlier parse.
        """
        ids = [one.document.sha256 for one in parsed]
        rows = {
            "articles": (article_row(article) for one in parsed for article in one.articles),
            "figures": (row for one in parsed for row in _figure_rows(one, indicator_name)),
            "checks": (check_row(check, one.document.sha256) for one in parsed for check in one.checks),
            "documents": (document_row(one.document, one.cache_key) for one in parsed),
        }
        with writing(self._folder.fresh):
            for table in reversed(rows):
                self._connection.execute(f"DELETE FROM {table} WHERE list_contains(?, document_id)", [ids])
            for table, some in rows.items():
                append(self._connection, table, some)


def _figure_rows(one: FreshDocument, indicator_name: Callable[[str], str | None]) -> Iterator[Row]:
    by_id = {article.article_id: article for article in one.articles}
    return (figure_row(figure, by_id[figure.article_id], indicator_name) for figure in one.figures)


def fresh_documents(folder: StoreFolder) -> dict[str, str]:
    """Cache key by document_id of what a killed ingest parsed; usually there is none."""
    if not folder.fresh.exists():
        return {}
    with FreshDocuments(folder) as fresh:
        return fresh.documents()
