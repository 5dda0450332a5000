"""A box of words on a page: what an OCR engine and a PDF's text layer both give, and layout puts in order."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TextBox"]


@dataclass(frozen=True, slots=True)
class TextBox:
    """Words that stand on one line of a page.

    Attributes:
        left, top, right, bottom: in any unit, downwards.
        text: the words.
        middles: where each character's middle is, from left to right; one for each character of ``text``.
        sure: how sure the engine is of each character, 0 to 1; empty where the words were not guessed.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    middles: tuple[float, ...] = ()
    sure: tuple[float, ...] = ()

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left
