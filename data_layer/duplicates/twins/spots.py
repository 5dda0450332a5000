"""A spot that a form leaves open, as two texts have it: how likely if they are one text, and if not."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from data_layer.duplicates.twins.pieces import Span

LOST = 0.15
"""Of spoiled characters those that are lost: counted on no corpus, but guessed once from how OCR errs."""


class Kind(Enum):
    """What is filled in. A form may leave the days open and no number, or the other way round."""

    NUMBER = auto()
    DAY = auto()
    PLACE = auto()
    PERSON = auto()
    WORDS = auto()


class Spot(NamedTuple):
    """Logarithms of the chances of what stands in one spot: if it is the same, misread; if it is another."""

    same: float
    other: float
    kind: Kind


def meet(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
