"""What kind of document it is: a compendium, a printed page with several articles, or one text.

The order of questions matters: a plain text taken apart is worse than two articles left together. So a
document is a compendium only by its contents, date lines or titles, and a page only by the marks of several
authors, or where each article found on it has a headline that no section could have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from data_layer.model import Document, DocumentForm, Paragraph
from data_layer.segmenting.assembling import Draft
from data_layer.segmenting.bylines import names_authors
from data_layer.segmenting.compendium import find_headed_starts, find_starts, without_number
from data_layer.segmenting.headlines import is_headline, is_numbered
from data_layer.segmenting.pages import draft_page, is_sure_title
from data_layer.segmenting.single import draft_article

__all__ = ["draft_articles"]


@dataclass(frozen=True, slots=True)
class KindLimits:
    """When a text may be a printed page.

    Attributes:
        max_page_chars: a broadsheet page holds 8,000 to 15,000 characters.
        max_page_paragraphs: and at most some 300 paragraphs or lines that a reader left apart.
        min_author_marks: lines or brackets with names of authors, or openings such as 本报讯.
        min_headlines: headlines without a number, where no authors are named.
        min_sure_titles: headlines that no section could have, where no authors are named.
        max_column_chars: only newspapers print columns as narrow; reports have 30 to 45 characters a line.
    """

    max_page_chars: int = 30_000
    max_page_paragraphs: int = 600
    min_author_marks: int = 2
    min_headlines: int = 2
    max_column_chars: float = 24.0
    min_sure_titles: int = 2


_LIMITS = KindLimits()


def draft_articles(document: Document, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """The articles of a document, by what kind of document it is.

    Marked headings that head articles count where they find more than the page's own marks do.
    """
    if document.form is DocumentForm.SHEET:
        return _draft_sheets(paragraphs)
    starts = find_starts(paragraphs)
    if starts:
        return _draft_each(paragraphs, starts)
    on_pages = _draft_pages(document, paragraphs)
    headed = find_headed_starts(paragraphs)
    if len(headed) > len(on_pages):
        return _draft_each(paragraphs, headed)
    return on_pages or [draft_article(paragraphs)]


def _draft_sheets(paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """An article for each sheet; its heading is its title, all else its body, its number its page."""
    starts = [at for at, paragraph in enumerate(paragraphs) if paragraph.heading]
    sheets = [paragraphs[a:b] for a, b in pairwise([*starts, len(paragraphs)])]
    return [
        Draft(tuple(body or [head]), (head.text,), page=number if len(sheets) > 1 else None)
        for number, (head, *body) in enumerate(sheets, start=1)
    ]


def _draft_pages(document: Document, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """The articles of printed pages; none where most pages are no such pages."""
    pages = [list(page) for _, page in groupby(paragraphs, key=lambda paragraph: paragraph.page)]
    drafts = [_draft_page(document, page) for page in pages]
    if sum(map(bool, drafts)) * 2 < len(pages):  # one page in several parts, if authors say so
        signed = sum(names_authors(paragraph.text) for paragraph in paragraphs) >= _LIMITS.min_author_marks
        return _draft_page(document, paragraphs) if signed and len(pages) > 1 else []
    whole = [found or [draft_article(page)] for page, found in zip(pages, drafts, strict=True)]
    return [draft for page in whole for draft in page]


def _draft_each(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> list[Draft]:
    """The articles of a compendium that begin at ``starts``; what stands before the first is its cover."""
    return [_draft_one(paragraphs[a:b]) for a, b in pairwise([*starts, len(paragraphs)])]


def _draft_one(paragraphs: Sequence[Paragraph]) -> Draft:
    """An article of a compendium; the number of its title is the compendium's."""
    head, *rest = paragraphs
    if rest and is_numbered(head.text):
        return draft_article(rest, title=[without_number(head.text)])
    return draft_article(paragraphs)


def _draft_page(document: Document, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """The articles of a printed page; none if it is no such page, but part of one text."""
    chars = sum(len(paragraph.text) for paragraph in paragraphs)
    if chars > _LIMITS.max_page_chars or len(paragraphs) > _LIMITS.max_page_paragraphs:
        return []
    authors = sum(names_authors(paragraph.text) for paragraph in paragraphs)
    heads = [paragraph for paragraph in paragraphs if is_headline(paragraph)]
    is_signed = authors >= _LIMITS.min_author_marks
    is_page = is_signed or _is_in_columns(paragraphs)
    is_sectioned = any(is_numbered(paragraph.text) for paragraph in heads)
    if not is_page and (is_sectioned or len(heads) < _LIMITS.min_headlines):
        return []
    drafts = draft_page(document, paragraphs, is_signed=is_signed)
    if len(drafts) < 2 or not (is_page or _stand_apart(drafts)):
        return []
    return drafts


def _is_in_columns(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether most of the words stood in printed lines as narrow as newspaper columns."""
    narrow = [
        part
        for part in paragraphs
        if part.lines > 2 and len(part.text) / part.lines <= _LIMITS.max_column_chars
    ]
    return 2 * sum(len(part.text) for part in narrow) > sum(len(part.text) for part in paragraphs)


def _stand_apart(drafts: Sequence[Draft]) -> bool:
    """Whether the articles have headlines that no section could have; one may have lost it."""
    sure = sum(is_sure_title(draft.title) for draft in drafts)
    return sure >= _LIMITS.min_sure_titles and sure >= len(drafts) - 1
