"""Figures of scanned documents whose characters the OCR engine was unsure of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from data_layer.model import Article, Figure

__all__ = ["weigh_doubts"]

_WEIGHT = 0.85
"""Factor for a figure that rests on a doubtful character: of 40 doubtful digits on two pages (those of
tests/reading/test_scans.py, scanned at 90 dpi, blurred by 1.3 pixels) 34 were right, of 138 others all."""
_NOTE = "扫描识别不清：“{}”"


def weigh_doubts(
    article: Article, figures: Sequence[Figure], doubtful: Sequence[tuple[int, int]]
) -> tuple[Figure, ...]:
    """The figures; those whose quote holds a doubtful character with less confidence, and a note of it.

    Args:
        article: whose figures they are; ``raw_spans`` leads from its text to the document's raw text.
        doubtful: spans of the raw text, in order.
    """
    if not doubtful:
        return tuple(figures)
    spans = list(_in_article(article, doubtful))
    return tuple(_weigh(figure, spans) for figure in figures)


def _in_article(article: Article, doubtful: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The doubtful spans as spans of the article's text."""
    ends = [end for _, end in doubtful]
    for at, raw, length in article.raw_spans:
        for start, end in doubtful[bisect_right(ends, raw) :]:
            if start >= raw + length:
                break
            yield at + max(start, raw) - raw, at + min(end, raw + length) - raw


def _weigh(figure: Figure, spans: Sequence[tuple[int, int]]) -> Figure:
    begin, end = figure.char_start, figure.char_end
    held = [(max(a, begin), min(b, end)) for a, b in spans if a < end and b > begin]
    if not held:
        return figure
    words = "”、“".join(figure.quote[a - begin : b - begin] for a, b in held)
    return figure._replace(
        confidence=round(figure.confidence * _WEIGHT, 2),
        confidence_notes=(*figure.confidence_notes, _NOTE.format(words)),
    )
