"""The raw lines that a paragraph of a page stood in: lines of print, or whole blocks of a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from data_layer.cleaning import cut_paragraph
from data_layer.model import Paragraph

__all__ = ["is_in_blocks", "measure", "split_at_line_ends", "split_blocks"]

_PRINTED_LINE_CHARS = 28
"""A paragraph whose raw lines are longer than any printed line was joined from whole blocks."""
_INDENT_CHARS = 2.0
_MIN_LINES, _MIN_REGULAR = 10, 0.8
"""Unless so many of at least so many lines are as wide: then they are wide lines of print."""


def measure(text: str) -> float:
    """The width of words in full-width characters; narrow ones are half."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def split_at_line_ends(paragraph: Paragraph, raw: str) -> list[Paragraph]:
    """The stretches of a paragraph that stood in lines of their own."""
    cuts = [0]
    for before, (at, begin, _) in pairwise(paragraph.raw):
        if "\n" in raw[before[1] + before[2] : begin]:
            cuts.append(at)
    if len(cuts) == 1:
        return [paragraph]
    return [cut_paragraph(paragraph, start, end) for start, end in pairwise([*cuts, len(paragraph.text)])]


def is_in_blocks(paragraphs: Sequence[Paragraph], raw: str) -> bool:
    """Whether long raw lines are whole blocks: lines of print are all as wide."""
    parts = [split_at_line_ends(paragraph, raw) for paragraph in paragraphs]
    inner = [line for lines in parts for line in lines[1:-1]]
    if len(inner) < _MIN_LINES:  # first lines, narrower by an indent, count where there are few others
        inner = [line for lines in parts for line in lines[:-1]]
    if len(inner) < _MIN_LINES:
        return True
    widths = [measure(line.text) for line in inner]
    usual = max(Counter(map(round, widths)).items(), key=itemgetter(1))[0]
    if usual + _INDENT_CHARS <= _PRINTED_LINE_CHARS:
        return True
    return sum(abs(width - usual) <= _INDENT_CHARS for width in widths) < _MIN_REGULAR * len(widths)


def split_blocks(paragraph: Paragraph, raw: str) -> Iterator[Paragraph]:
    """The raw lines of a paragraph where they are longer than any printed line is."""
    start = line = last = 0
    for at, begin, length in paragraph.raw:
        if at and "\n" in raw[last:begin]:
            if at - line > _PRINTED_LINE_CHARS:
                yield cut_paragraph(paragraph, start, at)
                start = at
            line = at
        last = begin + length
    yield cut_paragraph(paragraph, start, len(paragraph.text)) if start else paragraph
