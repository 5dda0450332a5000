"""One document through all stages, from bytes to figures: what runs in worker processes.

What belongs here: the order of the stages. What does not: files, stores, other documents. The stages are
imported when the first document is parsed: an ingest that finds nothing new starts without them.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace

from data_layer.errors import ReadingError
from data_layer.model import Article, Check, Document, Figure, ReadFailure
from data_layer.pipeline.watching import Step

__all__ = ["FailedDocument", "ParsedDocument", "attempt_document", "parse_document"]

_REPORT = "请把 ingest.log 里的出错记录连同这个文件发给维护人员"


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document with everything that was read from it, and what its own arithmetic came to."""

    document: Document
    articles: tuple[Article, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """A document that could not be parsed.

    Attributes:
        failure: its name, why, and what to do, in Chinese.
        lasting: the same bytes will fail again; False where trying again may help.
        trace: the traceback, for the log; None for a failure that was foreseen.
    """

    failure: ReadFailure
    lasting: bool
    trace: str | None = None


def _nobody(_step: Step) -> None:
    """Is told of a step that nobody wants to know of."""


def parse_document(name: str, data: bytes, tell: Callable[[Step], None] = _nobody) -> ParsedDocument:
    """Read a document's bytes to articles, figures and checks. Pure: by its bytes and name only.

    Args:
        name: the file's name.
        data: its bytes.
        tell: told of each step as it begins.

    Raises:
        ReadingError: if the bytes can't be read.
    """
    from data_layer.checks import check_article
    from data_layer.cleaning import clean_document
    from data_layer.figures import extract_figures, weigh_doubts
    from data_layer.periods import date_articles
    from data_layer.places import candidates_of, locate_article, locate_source
    from data_layer.reading import read_document
    from data_layer.segmenting import segment_document
    from data_layer.topics import classify_topics

    tell(Step.READING)
    document = read_document(name, data)
    tell(Step.CLEANING)
    paragraphs = clean_document(document)
    source = locate_source("\n".join(paragraph.text for paragraph in paragraphs))
    tell(Step.SEGMENTING)
    articles = tuple(
        replace(
            article,
            region=locate_article(article.title, article.text, article.byline) or source,
            topics=classify_topics(article.title, article.text),
        )
        for article in date_articles(segment_document(document, paragraphs))
    )
    articles = tuple(
        article
        if article.region
        else replace(article, region_candidates=candidates_of(article.title, article.text))
        for article in articles
    )
    tell(Step.EXTRACTING)
    found = [
        (article, weigh_doubts(article, extract_figures(article), document.doubtful)) for article in articles
    ]
    return ParsedDocument(
        document,
        articles,
        tuple(figure for _, figures in found for figure in figures),
        tuple(check for article, figures in found for check in check_article(article, figures)),
    )


def attempt_document(
    name: str, data: bytes, tell: Callable[[Step], None] = _nobody
) -> ParsedDocument | FailedDocument:
    """Parse a document; what goes wrong comes back as a value, so that no document stops the others."""
    try:
        return parse_document(name, data, tell)
    except ReadingError as error:
        return FailedDocument(ReadFailure(name, error.reason, error.advice), lasting=True)
    except MemoryError:
        failure = ReadFailure(name, "内存不够，没能读完", "请关闭其他程序或拆分文件后再导入一次")
        return FailedDocument(failure, lasting=False, trace=traceback.format_exc())
    except Exception as error:  # the one boundary: whatever a document provokes, the others go on
        failure = ReadFailure(name, f"程序处理时出错（{type(error).__name__}）", _REPORT)
        return FailedDocument(failure, lasting=False, trace=traceback.format_exc())
