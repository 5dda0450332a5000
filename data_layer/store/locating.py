"""Finding what decisions are about in one version: articles and figures, by their words.

What belongs here: subjects to rows of the attached version ``stored``. What does not: how words are compared
(``data_layer.decisions.places``), what a decision does (overlay).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from data_layer.decisions import (
    ArticleSubject,
    Decision,
    DocumentWords,
    FigureSubject,
    FindingSubject,
    Place,
    Subject,
)
from data_layer.store.sql import append, stream

__all__ = ["Located", "temporary", "with_ids"]

_ARTICLE = "SELECT * EXCLUDE (raw_spans) FROM stored.articles"


def temporary(connection: Any, name: str, columns: str, rows: Iterable[Sequence[Any]]) -> str:
    """Fill a table of this connection and give its name."""
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    append(connection, name, rows)
    return name


def with_ids(connection: Any, select: str, column: str, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of ``select`` whose ``column`` is one of ``ids``, however many these are."""
    wanted = sorted(set(ids))
    if not wanted:
        return iter(())
    name = temporary(connection, "wanted_ids", "id VARCHAR", [(one,) for one in wanted])
    return stream(connection, f"{select} WHERE {column} IN (SELECT id FROM {name})")


class Located:
    """Where the subjects of decisions stand in the version."""

    def __init__(self, connection: Any, decisions: Sequence[Decision]) -> None:
        """Find all of them; most stand where they stood, and need only their own article's text."""
        self._connection = connection
        self._articles: dict[str, dict[str, Any]] = {}
        self._places: dict[FigureSubject, Place | None] = {}
        self._found: dict[ArticleSubject, str | None] = {}
        subjects = list(dict.fromkeys(one for decision in decisions for one in _parts(decision)))
        self._remember(with_ids(connection, _ARTICLE, "article_id", map(_article_id, subjects)))
        moved = [one for one in subjects if not self._look(one, self._own_words(one))]
        if not moved:
            return
        rows = list(with_ids(connection, _ARTICLE, "document_id", {one.document_id for one in moved}))
        self._remember(rows)
        texts: dict[str, dict[str, str]] = {}
        for row in rows:
            texts.setdefault(row["document_id"], {})[row["article_id"]] = row["text"]
        documents = {document: DocumentWords(articles) for document, articles in texts.items()}
        for one in moved:
            self._look(one, documents.get(one.document_id) or DocumentWords({}), anywhere=True)

    def place(self, subject: FigureSubject) -> Place | None:
        """The words of a number; None where they are gone."""
        return self._places.get(subject)

    def article(self, subject: ArticleSubject) -> dict[str, Any] | None:
        """The row of an article, without its raw spans; None where it is gone."""
        found = self._found.get(subject)
        return None if found is None else self._articles[found]

    def row(self, article_id: str) -> dict[str, Any]:
        """The row of an article that a place stands in."""
        if article_id not in self._articles:
            self._remember(with_ids(self._connection, _ARTICLE, "article_id", [article_id]))
        return self._articles[article_id]

    def load(self, article_ids: Iterable[str]) -> None:
        """Have rows of more articles at hand."""
        missing = set(article_ids) - self._articles.keys()
        self._remember(with_ids(self._connection, _ARTICLE, "article_id", missing))

    def _remember(self, rows: Iterable[dict[str, Any]]) -> None:
        self._articles |= {row["article_id"]: row for row in rows}

    def _own_words(self, subject: FigureSubject | ArticleSubject) -> DocumentWords:
        row = self._articles.get(subject.article_id)
        kept = row is not None and row["document_id"] == subject.document_id
        return DocumentWords({row["article_id"]: row["text"]} if row is not None and kept else {})

    def _look(
        self, subject: FigureSubject | ArticleSubject, words: DocumentWords, *, anywhere: bool = False
    ) -> bool:
        """Note where a subject stands; unless ``anywhere``, only where it stood before."""
        if isinstance(subject, FigureSubject):
            place = words.find_figure(subject) if anywhere else words.same_place(subject)
            self._places[subject] = place
            return place is not None
        article = words.find_article(subject) if anywhere else words.same_article(subject)
        self._found[subject] = article
        return article is not None


def _parts(decision: Decision) -> Iterator[FigureSubject | ArticleSubject]:
    """Every place and article that a decision names."""
    yield from _members(decision.subject)
    for other in decision.detail.get("others", ()):
        yield ArticleSubject.from_json(other)


def _members(subject: Subject) -> Iterator[FigureSubject | ArticleSubject]:
    if isinstance(subject, FindingSubject):
        yield subject.article
        yield from subject.figures
    else:
        yield subject


def _article_id(subject: FigureSubject | ArticleSubject) -> str:
    return subject.article_id
