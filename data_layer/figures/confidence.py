"""How far a figure's reading can be trusted, and what lowered it, in words that are shown to people."""

from __future__ import annotations

import functools
import math

from data_layer.figures.contexts.placing import Placed
from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.phrases.shortening import LONGEST_PHRASE
from data_layer.figures.statements import Named, Origin
from data_layer.model import Scope

__all__ = ["judge"]

_CERTAIN = 0.96
"""Of readings that nothing speaks against, the share that is completely right on labelled documents."""

_SHORT = 3
"""Characters of a phrase that hardly stands by itself (事项, 企业)."""

_WEIGHTS = {
    Origin.CARRIED: 0.97,
    Origin.JOINED: 0.97,
    Origin.BEHIND: 0.87,
    Origin.FOLLOWING: 0.96,
    Origin.MISSING: 0.4,
    "地区不明": 0.5,
    "时间取自前文": 0.97,
    "中文数字": 0.85,
    "指标过短": 0.8,
    "指标较长，已截短": 0.8,
    "说的是单个单位": 0.9,
}
"""Factor by note: the share of figures with that note that are right, over the share of those without any
(measured on 640 labelled figures of ten documents, two thirds of them labelled after the rules)."""


def judge(
    quantity: Quantity, named: Named, placed: Placed, scope: Scope, *, earlier: bool
) -> tuple[float, tuple[str, ...]]:
    """Confidence from 0 to 1 and the notes of what lowered it.

    Args:
        earlier: the period was read from an earlier sentence of the paragraph.
    """
    notes: list[str] = []
    if named.origin:
        notes.append(named.origin)
    if placed.doubtful:
        notes.append("地区不明")
    if earlier:
        notes.append("时间取自前文")
    if quantity.han:
        notes.append("中文数字")
    if 0 < len(named.phrase) <= _SHORT:
        notes.append("指标过短")
    if len(named.phrase) >= LONGEST_PHRASE:
        notes.append("指标较长，已截短")
    if scope is Scope.ENTITY:
        notes.append("说的是单个单位")
    lowered = tuple(notes)
    return _weighed(lowered), lowered


@functools.cache
def _weighed(notes: tuple[str, ...]) -> float:
    return round(math.prod((_WEIGHTS[note] for note in notes), start=_CERTAIN), 2)
