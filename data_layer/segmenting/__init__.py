"""Paragraphs to Articles.

What belongs here: telling headlines, authors, date lines, captions and bodies apart, and finding which pieces
make one article. What does not: where an article speaks of and when it was written, if no line says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from data_layer.model import Article, Document, Paragraph
from data_layer.segmenting.assembling import assemble
from data_layer.segmenting.compendium import find_starts
from data_layer.segmenting.single import draft_article

__all__ = ["segment_document"]


def segment_document(document: Document, paragraphs: Sequence[Paragraph]) -> list[Article]:
    """The articles of a document in the order in which they are read."""
    if not paragraphs:
        return []
    starts = find_starts(paragraphs)
    if starts:
        drafts = [draft_article(paragraphs[a:b]) for a, b in pairwise([*starts, len(paragraphs)])]
    else:
        drafts = [draft_article(paragraphs)]
    return assemble(document, drafts)
