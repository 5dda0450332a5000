"""The step of a total against the steps of its parts.

What belongs here: 参保300人，增加30人，其中职工200人，退休100人，分别增加18人和12人. What does not:
one number with its own step (``steps``), parts against their total (``totals``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.changes.tallies import as_step
from data_layer.checks.changes.telling import other_start
from data_layer.checks.findings import Finding
from data_layer.checks.judging import CHANCE, judge
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.sums.adding import sum_of

__all__ = ["check_growing"]

_MOST = 6
"""Parts of one total that are told with their steps."""
_FEWEST = 4
"""Two parts with their steps."""
_RATES = ("%", "‰")
_KNOWN = 100
"""How finely a total must be told, so that numbers add up to it by no chance."""


def check_growing(passage: Passage) -> Iterator[Finding]:
    """Every total with its step whose parts, which add up to it, have theirs."""
    for total, step in zip(passage.mentions, passage.mentions[1:], strict=False):
        if _is_stepped(total, step) and total.sentence == step.sentence:
            for levels, steps in _parts(passage, step):
                if _are_of(passage, (total, *levels), (step, *steps)):
                    yield from filter(None, [judge([sum_of(step, steps, 0.92)])])
                    break


def _is_stepped(level: Mention, step: Mention) -> bool:
    """Whether a growing number stands with the amount by which it grew."""
    return (
        level.is_amount and step.is_growth and step.figure.value > 0 and additive(level.figure, step.figure)
    )


def _parts(passage: Passage, step: Mention) -> Iterator[tuple[Sequence[Mention], Sequence[Mention]]]:
    """The parts behind a total's step with their own, each beside its part or all in turn (分别)."""
    behind = [
        m for m in passage.mentions[step.order + 1 : step.order + 1 + 3 * _MOST]
        if not (m.is_growth and m.figure.unit in _RATES)
    ][: 2 * _MOST]  # fmt: skip
    if len(behind) < _FEWEST or behind[0].sentence > step.sentence + 1:
        return
    for count in range(2, len(behind) // 2 + 1):
        levels, steps = behind[:count], behind[count : 2 * count]
        if steps[0].is_growth and "分别" in steps[0].clause:
            yield levels, [steps[0], *(as_step(m, 1) for m in steps[1:])]
        if behind[1].is_growth:
            yield behind[: 2 * count : 2], behind[1 : 2 * count : 2]


def _are_of(passage: Passage, levels: Sequence[Mention], steps: Sequence[Mention]) -> bool:
    """Whether numbers behind the first ones are their parts, with steps against the same time."""
    total, parts = levels[0], levels[1:]
    if total.stated.value < _KNOWN * total.stated.last or not all(map(_is_stepped, levels, steps)):
        return False
    if not all(additive(m.figure, total.figure) for m in parts) or len({m.sentence for m in parts}) > 1:
        return False
    first = passage.gap(total, steps[0])
    if any(other_start(first, m.clause) or bool(_SO_FAR.search(m.clause)) for m in steps[1:]):
        return False
    return max(m.sentence for m in steps) == parts[0].sentence and sum_of(total, parts, CHANCE).holds()


_SO_FAR = re.compile("当月|本月|当年|累计|其中")
"""What grew within another time, or a part of a step."""
