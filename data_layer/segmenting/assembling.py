"""Paragraphs, in the order of reading, to Articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.model import Article, Document, Paragraph, PublishedHow, Spans
from data_layer.segmenting.headlines import join_title

__all__ = ["Draft", "assemble"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it gets its id: the pieces of its headline, its authors, its paragraphs."""

    body: tuple[Paragraph, ...]
    title: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: date | None = None
    page: int | None = None
    fragment: bool = False


def assemble(document: Document, drafts: Sequence[Draft]) -> list[Article]:
    """Articles with their ids, numbered from 1 in the given order."""
    return [_assemble_one(document, draft, number) for number, draft in enumerate(drafts, start=1)]


def _assemble_one(document: Document, draft: Draft, number: int) -> Article:
    title, subtitle = join_title(draft.title)
    page = draft.page if draft.page is not None else (draft.body[0].page if draft.body else None)
    return Article(
        article_id=f"{document.sha256[:12]}-{number:03d}",
        source=document.name,
        document_id=document.sha256,
        text="\n".join(paragraph.text for paragraph in draft.body),
        title=title,
        subtitle=subtitle,
        page=page,
        fragment=draft.fragment,
        byline=draft.byline,
        published=draft.published,
        published_how=PublishedHow.STATED if draft.published else None,
        raw_spans=Spans(_runs(draft.body)),
    )


def _runs(body: Sequence[Paragraph]) -> Iterator[tuple[int, int, int]]:
    offset = 0
    for paragraph in body:
        for at, raw, length in paragraph.raw:
            yield offset + at, raw, length
        offset += len(paragraph.text) + 1
