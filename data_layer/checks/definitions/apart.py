"""Averages whose sum and count stand apart from them, sentences or a paragraph before.

What belongs here: the only sum and the only count of their kinds (茶农900户。…产值4500万元。…户均5万元), and
what other averages say of them. What does not: sums and counts beside their average (``averages``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data_layer.checks.definitions.means import NET, Mean, mean_of
from data_layer.checks.judging import LIKELY, Reading
from data_layer.checks.linking.pairs import is_base
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.linking.rates import is_divisor
from data_layer.lexicon.checks import load_check_cues

__all__ = ["borne_out", "sum_and_count"]

_TELLING = 3
"""Digits of an average with which a sum and a count agree by no chance."""


def sum_and_count(passage: Passage, mean: Mean) -> Iterator[tuple[Mention, Mention]]:
    """The only sum that has the name of an average, and the only count of what it is of."""
    if not (mean.plain or mean.is_price) or not mean.name:
        return
    last = mean.mention
    told = [
        m for m in (*passage.earlier, *passage.mentions[: last.order])
        if m.is_amount and mean_of(m) is None and not is_base(m.clause) and not is_divisor(passage, m)
    ]  # fmt: skip
    counts = [m for m in told if mean.counts(m)]
    sums = [m for m in told if mean.adds_up_to(m) and m not in counts and _is_named(mean, m)]
    if len({_size(m) for m in counts}) == len({_size(m) for m in sums}) == 1:
        yield sums[-1], counts[-1]


def _is_named(mean: Mean, whole: Mention) -> bool:
    """Whether a sum has the name of an average, or both are takings: 产值 of 户均收入."""
    takings = load_check_cues().takings
    if any((word in mean.name) != (word in whole.named) for word in NET):
        return False
    if mean.is_price or mean.name.endswith(takings):
        return whole.named.endswith(takings)
    return all(c in whole.own_words for c in mean.name)


def _size(mention: Mention) -> float:
    return mention.figure.value * mention.stated.factor


def borne_out(tried: Sequence[Sequence[Reading]]) -> Iterator[Sequence[Reading]]:
    """The readings, those surer whose sum or count another average agrees with."""
    borne: dict[int, set[int]] = {}
    for readings in tried:
        for one in readings:
            if _is_telling(one.judged) and one.holds():
                for operand in one.operands:
                    borne.setdefault(operand.start, set()).add(one.judged.start)
    for readings in tried:
        yield [
            one._replace(certainty=0.92)
            if one.certainty == LIKELY
            and any(borne.get(m.start, set()) - {one.judged.start} for m in one.operands)
            else one
            for one in readings
        ]


def _is_telling(mention: Mention) -> bool:
    digits = "".join(c for c in mention.figure.quote if c.isdigit() and c.isascii())
    return len(digits.strip("0")) >= _TELLING
