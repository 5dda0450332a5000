"""Pages to text, with what an OCR engine was unsure of.

What belongs here: joining recognised pages, and text layers beside them, to one raw text. What does not:
decoding files (images, pdf), recognising (recognizing), reading order (layout).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_layer.reading.layout import PrintedLine, arrange

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DOUBTFUL_BELOW", "PageText", "ReadText", "join_pages", "recognize_picture"]

DOUBTFUL_BELOW = 0.9
"""Of characters that the engine is less sure of, 6 in 100 are wrong, of the others 1 in 10,000 (measured on
15 rendered pages of 11,800 characters, see tests/reading/test_scans.py)."""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page.

    Attributes:
        text: its words; a line of print a line, an empty one before what stands apart, ``#`` marks before
            headlines, an ideographic indent before a paragraph's first line.
        sure: how sure each character of ``text`` is, 1 for what was not guessed; empty for a text layer.
    """

    text: str
    sure: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """A whole file: its text, the mean confidence of what was recognised, the spans that are doubtful."""

    text: str
    ocr_confidence: float | None = None
    doubtful: tuple[tuple[int, int], ...] = ()


def recognize_picture(picture: NDArray[np.uint8]) -> PageText:
    """The words in a picture of a page.

    Raises:
        ReadingError: if the engine can't be loaded.
    """
    from data_layer.reading.recognizing import recognize_page

    return compose(arrange(recognize_page(picture)))


def compose(lines: Iterable[PrintedLine]) -> PageText:
    """Lines in reading order to the text of a page."""
    text: list[str] = []
    sure: list[float] = []
    for line in lines:
        mark = "#" * line.heading + " " * bool(line.heading) + "　　" * line.indented
        before = ("\n\n" if line.opens else "\n") * bool(text) + mark
        text += before, line.text
        sure += [1.0] * len(before)
        sure += line.sure or [1.0] * len(line.text)
    return PageText("".join(text), sure)


def join_pages(pages: Iterable[PageText]) -> ReadText:
    """Pages parted by form feeds."""
    texts: list[str] = []
    doubtful: list[tuple[int, int]] = []
    total, count, offset = 0.0, 0, 0
    for page in pages:
        guessed = [sure for char, sure in zip(page.text, page.sure, strict=False) if not char.isspace()]
        total += sum(guessed)
        count += len(guessed)
        for at, sure in enumerate(page.sure):
            if sure >= DOUBTFUL_BELOW:
                continue
            if doubtful and doubtful[-1][1] == offset + at:
                doubtful[-1] = (doubtful[-1][0], offset + at + 1)
            else:
                doubtful.append((offset + at, offset + at + 1))
        texts.append(page.text)
        offset += len(page.text) + 1
    confidence = round(total / count, 4) if count else None
    return ReadText("\f".join(texts), confidence, tuple(doubtful))
