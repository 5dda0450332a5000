"""Paragraphs to Articles.

What belongs here: telling headlines, authors, date lines, captions and bodies apart, and finding which pieces
make one article. What does not: where an article speaks of and when it was written, if no line says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from data_layer.model import Article, Document, Paragraph
from data_layer.segmenting.assembling import assemble
from data_layer.segmenting.kinds import draft_articles

__all__ = ["segment_document"]


def segment_document(document: Document, paragraphs: Sequence[Paragraph]) -> list[Article]:
    """The articles of a document in the order in which they are read; none if it holds no words."""
    return assemble(document, draft_articles(document, paragraphs)) if paragraphs else []
