"""Rates of births and deaths against that of natural growth, by definition.

What belongs here: 出生率, 死亡率 and 自然增长率 told in turn. What does not: how many were born and who
died (``balances``).
"""

from __future__ import annotations

from collections.abc import Iterator

from data_layer.checks.findings import Finding
from data_layer.checks.judging import LIKELY, judge
from data_layer.checks.linking.passages import Passage
from data_layer.checks.sums.adding import sum_of

__all__ = ["check_vital"]


def check_vital(passage: Passage) -> Iterator[Finding]:
    """出生率10‰，死亡率6‰，自然增长率4‰: births are deaths and natural growth, by definition."""
    rates = [m for m in passage.mentions if m.is_rate and m.figure.unit == "‰"]
    for births, deaths, growth in zip(rates, rates[1:], rates[2:], strict=False):
        if growth.sentence - births.sentence > 1:
            continue
        if all(m.named.endswith(name) for m, name in zip((births, deaths, growth), _VITAL, strict=True)):
            reading = sum_of(births, [deaths, growth], 0.92)
            if abs(reading.value - births.stated.value) <= _TRIMMED:
                reading = reading._replace(certainty=LIKELY)
            finding = judge([reading])
            if finding is not None:
                yield finding


_TRIMMED = 0.05
"""A difference in ‰ that rates estimated from samples show, each fitted to its own total."""
_VITAL = ("出生率", "死亡率", "自然增长率")
