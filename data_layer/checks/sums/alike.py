"""Lists with the same labels: one that comes to its total tells that the others leave nothing out either.

What belongs here: 施工30亩，其中住宅20亩、商铺10亩；竣工9亩，其中住宅6亩、商铺3亩. What does not: parts
told in several units side by side (``several_units``), shares (``composition``).
"""

from __future__ import annotations

from collections.abc import Sequence

from data_layer.checks.judging import SLIPPED, SURE, Reading
from data_layer.checks.sums.adding import TOTAL

__all__ = ["closed_labels", "surer"]

_LABEL = 2
"""Characters at the beginning of a name that tell a part: 住宅施工面积 and 住宅竣工面积."""


def closed_labels(readings: Sequence[Reading]) -> dict[tuple[str, ...], int]:
    """The labels of lists that come to a total by no chance, each with the place of that total."""
    closed: dict[tuple[str, ...], int] = {}
    for reading in readings:
        names = _labels(reading)
        if names and names not in closed and reading.is_telling() and reading.holds():
            closed[names] = reading.judged.start
    return closed


def surer(reading: Reading, closed: dict[tuple[str, ...], int]) -> Reading:
    """The reading, surer where another list with its labels comes to its total."""
    if not SLIPPED <= reading.certainty < SURE:
        return reading
    at = closed.get(_labels(reading))
    return reading if at is None or at == reading.judged.start else reading._replace(certainty=0.92)


def _labels(reading: Reading) -> tuple[str, ...]:
    """What the parts of a list are called; empty where that tells them not apart."""
    if reading.rule is not TOTAL or reading.certainty < SLIPPED:
        return ()
    names = tuple(m.named[:_LABEL] for m in reading.operands)
    return names if len(set(names)) == len(names) and all(len(name) > 1 for name in names) else ()
