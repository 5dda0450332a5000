"""The program's errors: one base, few children. Each message says what happened and what to do next."""

from __future__ import annotations

__all__ = ["CountyFiguresError", "DecisionError", "LexiconError", "ReadingError", "StoreError"]


class CountyFiguresError(Exception):
    """Base of every error that the program raises on purpose."""


class ReadingError(CountyFiguresError):
    """A file cannot be read.

    Attributes:
        reason: what is wrong with the file, in Chinese, for a person who does not program.
        advice: what to do about it, in Chinese.
    """

    def __init__(self, reason: str, advice: str) -> None:
        """Keep both parts, so that screens and logs can show them apart."""
        super().__init__(f"{reason}。{advice}")
        self.reason = reason
        self.advice = advice


class LexiconError(CountyFiguresError):
    """A lexicon file contradicts its own keys: the message names file and entry."""


class StoreError(CountyFiguresError):
    """The store cannot be opened, written or swapped."""


class DecisionError(CountyFiguresError):
    """A decision that can't be taken as it is stated."""
