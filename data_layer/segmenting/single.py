"""One article out of its paragraphs: headline, authors and date line taken off, the rest is its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from data_layer.cleaning import cut_paragraph
from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import Paragraph
from data_layer.segmenting.assembling import Draft
from data_layer.segmenting.bylines import read_byline, split_closing_byline, split_wire_head
from data_layer.segmenting.datelines import read_date_line
from data_layer.segmenting.headlines import (
    ends_web_page,
    is_caption,
    is_furniture,
    is_headline,
    is_numbered,
    is_subtitle,
)

__all__ = ["draft_article"]

_MAX_TITLE_PIECES = 3
_MAX_TAIL_LINES = 4
_MAX_ISSUER_CHARS = 40


@dataclass(slots=True)
class _Head:
    """What the lines before the body have said so far."""

    title: list[str] = field(default_factory=list)
    byline: tuple[str, ...] = ()
    published: date | None = None
    settled: bool = False  # a date line or the authors came: what follows is no headline
    level: int = 0


def draft_article(paragraphs: Sequence[Paragraph], *, title: Sequence[str] = ()) -> Draft:
    """The article that ``paragraphs`` make up.

    ``title`` is a headline known beforehand; it stands before the lines of the text's own.
    """
    head = _Head(list(title))
    start = 0
    while start < len(paragraphs) and _take_head(head, paragraphs[start], paragraphs[start + 1 : start + 2]):
        start += 1
    paragraphs = _without_web_tail(paragraphs, start)
    last = len(paragraphs) - _MAX_TAIL_LINES
    body = [
        paragraph
        for number, paragraph in enumerate(paragraphs[start:], start)
        if not is_furniture(paragraph.text) or (number >= last and _is_dated(paragraph.text))
    ]
    if not body:  # nothing but short lines: only the first can be the headline
        head = _Head([*title, paragraphs[0].text] if len(paragraphs) > 1 and not title else list(title))
        body = list(paragraphs[len(head.title) - len(title) :])
    body, opening_byline = _take_wire_head(body)
    body, byline, published = _take_tail(body)
    return Draft(
        tuple(body),
        tuple(head.title),
        head.byline or opening_byline or byline,
        head.published or published,
        paragraphs[0].page if paragraphs else None,
    )


def _take_head(head: _Head, paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    """Whether the paragraph belongs to the head; if so, what it says is noted."""
    text = paragraph.text
    date_line = read_date_line(text)
    if date_line and (date_line.subtitle or len(text) <= 60):
        head.published = head.published or date_line.published
        head.byline = head.byline or date_line.byline
        head.settled = True
        if date_line.subtitle:
            head.title.append(text.strip("（()） "))
        return True
    if paragraph.heading == 0 and head.title:
        if _is_issuer(text):
            head.settled = True
            return True
        names = read_byline(text, alone=bool(following))
        if names and not head.byline:
            head.byline, head.settled = names, True
            return True
    if is_caption(text) or is_furniture(text):
        return True
    if not _is_title_piece(head, paragraph, following):
        return False
    head.title.append(text)
    head.level = head.level or paragraph.heading
    return True


def _is_title_piece(head: _Head, paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    text = paragraph.text
    if not is_headline(paragraph) or is_numbered(text) or text.startswith(load_page_words().salutations):
        return False
    if not head.title:
        return True
    if head.settled or len(head.title) >= _MAX_TITLE_PIECES:
        return head.settled and is_subtitle(text) and len(head.title) == 1
    if is_subtitle(text):
        return True
    if paragraph.heading != head.level:
        return False
    # a second line of the headline: what follows it is a date, the authors or the body, not a section
    after = following[0] if following else None
    return bool(after and (read_date_line(after.text) or read_byline(after.text) or is_subtitle(after.text)))


def _without_web_tail(paragraphs: Sequence[Paragraph], start: int) -> Sequence[Paragraph]:
    """The paragraphs without what a web page sets below an article: links, and no sentence."""
    end = len(paragraphs)
    while end > start and "。" not in paragraphs[end - 1].text:
        end -= 1
    cut = next((at for at in range(end, len(paragraphs)) if ends_web_page(paragraphs[at].text)), None)
    return paragraphs if cut is None or cut <= start else paragraphs[:cut]


def _is_dated(text: str) -> bool:
    date_line = read_date_line(text)
    return date_line is not None and date_line.published is not None


def _is_issuer(text: str) -> bool:
    issuers = load_page_words().issuers
    return 4 <= len(text) <= _MAX_ISSUER_CHARS and all(part.endswith(issuers) for part in text.split())


def _take_wire_head(body: list[Paragraph]) -> tuple[list[Paragraph], tuple[str, ...]]:
    """本报讯（记者 …） before the first words, and the authors in it."""
    wire = split_wire_head(body[0].text) if body else None
    if not wire or wire[0] >= len(body[0].text):
        return body, wire[1] if wire else ()
    return [cut_paragraph(body[0], wire[0], len(body[0].text)), *body[1:]], wire[1]


def _take_tail(body: list[Paragraph]) -> tuple[list[Paragraph], tuple[str, ...], date | None]:
    """Authors and date that stand behind the body."""
    byline: tuple[str, ...] = ()
    published: date | None = None
    for _ in range(_MAX_TAIL_LINES):
        if len(body) < 2:
            break
        text = body[-1].text
        names = read_byline(text)
        date_line = read_date_line(text)
        if names and not byline:
            byline = names
        elif date_line and not published:
            published, byline = date_line.published, byline or date_line.byline
        elif not (_is_issuer(text) and published):
            break
        body = body[:-1]
    closing = split_closing_byline(body[-1].text) if body else None
    if closing and not byline:
        cut, byline = closing
        body = [*body[:-1], cut_paragraph(body[-1], 0, cut)]
    return body, byline, published
