"""Counts in several units told side by side, with their steps and rates in turn.

What belongs here: 发生事故30起、死亡20人，同比减少3起、5人，分别下降9.1%和20%. What does not: one number
with its step and rate (``steps``), two counts with those of an earlier time (``pairs``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_layer.checks.changes.telling import other_start
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.model import FigureKind

__all__ = ["as_step", "tallies_with_rates"]

_FEWEST = 2
_RATES = ("%", "‰")


def tallies_with_rates(passage: Passage) -> Iterator[tuple[Mention, Mention, Mention]]:
    """Each count with its step and its rate, where as many of each are listed, in the same units."""
    for rates in _listed_rates(passage):
        count, first = len(rates), rates[0].order
        steps = passage.mentions[max(0, first - count) : first]
        levels = passage.mentions[max(0, first - 2 * count) : max(0, first - count)]
        if (
            len(levels) == count
            and steps[0].sentence == rates[0].sentence
            and _in_turn(passage, levels, steps)
        ):
            if other_start(passage.gap(levels[-1], steps[0]), passage.gap(steps[-1], rates[0])):
                continue
            sign = -1 if steps[0].figure.value < 0 else 1
            if all((rate.figure.value < 0) == (sign < 0) for rate in rates):
                yield from zip(levels, (as_step(step, sign) for step in steps), rates, strict=True)


def _listed_rates(passage: Passage) -> Iterator[Sequence[Mention]]:
    """Rates of growth that 分别 opens: 分别下降3.9%和14.1%."""
    for first in passage.mentions:
        if not first.is_growth or first.figure.unit not in _RATES or "分别" not in first.clause:
            continue
        rates = [first]
        for rate in passage.mentions[first.order + 1 :]:
            if not rate.is_growth or passage.gap(rates[-1], rate) not in _AND:
                break
            rates.append(rate)
        if len(rates) >= _FEWEST:
            yield rates


_AND = ("、", "和", "与", "及")


def _in_turn(passage: Passage, levels: Sequence[Mention], steps: Sequence[Mention]) -> bool:
    """Whether steps follow their counts, each in the unit of its own."""
    units = [m.figure.unit for m in levels]
    if units != [m.figure.unit for m in steps] or len(set(units)) < len(units):
        return False
    if not all(m.is_amount for m in levels) or levels[0].sentence != steps[0].sentence:
        return False
    if not steps[0].is_growth:
        return False
    return all(_NEXT.fullmatch(passage.gap(a, b)) for a, b in zip(steps, steps[1:], strict=False)) and all(
        _BESIDE.fullmatch(passage.gap(a, b)) for a, b in zip(levels, levels[1:], strict=False)
    )


_NEXT = re.compile("[、和，][\u4e00-\u9fff]{0,6}")
_BESIDE = re.compile("[、和，]?[^，。；、,;0-9]{0,14}")


def as_step(step: Mention, sign: int) -> Mention:
    """A number as the step that it is: in 减少3起、5人 the second falls too."""
    if step.is_growth:
        return step
    figure = step.figure
    base = None if figure.base_value is None else sign * figure.base_value
    signed = figure._replace(kind=FigureKind.GROWTH, value=sign * figure.value, base_value=base)
    return replace(step, figure=signed, is_level=False, is_growth=True, is_amount=False)
