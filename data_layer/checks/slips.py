"""Slips that make one number of another: a moved point, a lost 万 or 亿, two digits swapped.

What belongs here: whether one slip explains a difference exactly. What does not: which number is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from data_layer.checks.intervals import Stated

__all__ = ["POINT_SLIPS", "SCALE_SLIPS", "slip_between", "swaps"]

POINT_SLIPS = {10: "小数点错了一位", 1 / 10: "小数点错了一位"}
SCALE_SLIPS = {
    10_000: "漏写了“万”",
    1 / 10_000: "多写了“万”",
    100_000_000: "漏写了“亿”",
    1 / 100_000_000: "多写了“亿”",
}


def swaps(digits: str) -> Iterator[str]:
    """The digits with one pair of neighbours swapped."""
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            yield digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


def slip_between(wrong: Stated, right: Stated) -> str:
    """What slip made ``right`` to ``wrong`` (Chinese, a guess in words); empty where none did."""
    own, other = wrong.near.scaled(wrong.factor), right.near.scaled(right.factor)
    for factor, words in (POINT_SLIPS | SCALE_SLIPS).items():
        if own.scaled(factor).meets(other):
            return f"可能是{words}"
    return ""
