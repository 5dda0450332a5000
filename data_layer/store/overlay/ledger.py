"""The table ``decided``: what each decision is about in this version.

What belongs here: rows of it. What does not: what decisions do.
"""

from __future__ import annotations

import json
from typing import Any

from data_layer.decisions import ArticleSubject, Decision, FigureSubject
from data_layer.store.overlay.layer import Layer
from data_layer.store.sql import append

__all__ = ["COLUMNS", "record"]

COLUMNS = """
    number BIGINT, uid VARCHAR, decided_at VARCHAR, decided_by VARCHAR, kind VARCHAR, stands BOOLEAN,
    about VARCHAR, target VARCHAR, article_id VARCHAR, source VARCHAR, words VARCHAR, context VARCHAR,
    orphaned VARCHAR, reason VARCHAR, detail VARCHAR, takes_back VARCHAR
"""
_WORDS_GONE, _NO_FIGURE, _NO_FINDING = "words", "figure", "finding"


def record(layer: Layer) -> None:
    """The rows of ``decided``: what each decision is about in this version."""
    stand = {one.uid for one in layer.standing}
    append(layer.connection, "decided", (decided(layer, one, one.uid in stand) for one in layer.decisions))


def decided(layer: Layer, one: Decision, stands: bool) -> tuple[Any, ...]:
    subject, orphaned, target, article_id = one.subject, None, None, None
    if isinstance(subject, FigureSubject):
        place = layer.located.place(subject)
        target, article_id = (layer.at.get(place), place.article_id) if place else (None, None)
        orphaned = None if target else _NO_FIGURE if place else _WORDS_GONE
        words, context = subject.quote, subject.sentence
    elif isinstance(subject, ArticleSubject):
        row = layer.located.article(subject)
        target = article_id = row["article_id"] if row else None
        orphaned = None if row else _WORDS_GONE
        words, context = subject.title or "", subject.opening
    else:
        target = layer.finding_of.get(subject)
        row = layer.located.article(subject.article)
        article_id = row["article_id"] if row else None
        orphaned = None if target else _NO_FINDING if row else _WORDS_GONE
        words = subject.rule
        context = subject.figures[-1].sentence if subject.figures else subject.article.opening
    detail = json.dumps(dict(one.detail), ensure_ascii=False)
    return (
        one.number, one.uid, one.at, one.by, one.kind.value, stands and one.takes_back is None,
        subject.about, target, article_id, subject.source, words, context, orphaned, one.reason, detail,
        one.takes_back,
    )  # fmt: skip
