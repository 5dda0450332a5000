"""Shares of numbers told elsewhere by the same names: 渔船数量占船舶总量的49%.

What belongs here: shares whose part and whole are both named and told before. What does not: shares of the
number right before them (``ratios``, ``rows``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import SURE, Reading
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import subject_and_base
from data_layer.checks.linking.subjects import subject_of
from data_layer.checks.shares.sharing import share_of

__all__ = ["one_named", "share_of_named"]

_JOINED = re.compile("[、和与及]")
"""汽车、摩托车占机动车总量的: of both."""
_NAME = 2
"""Characters of a name."""


def share_of_named(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """The one number named before 占 over the one named behind it, of the paragraph or the two before."""
    said = subject_and_base(rate.named) if rate.clause.find("占") >= _NAME else None
    if said is None or not all(len(subject_of(name)) >= _NAME for name in said):
        return
    if _JOINED.search(rate.left.partition("占")[0].rpartition("，")[2]):
        return
    before = [*passage.earlier, *passage.mentions[: rate.order]]
    part, whole = (one_named(subject_of(name), before) for name in said)
    if part is None or whole is None or not additive(part.figure, whole.figure):
        return
    if part is not whole and _size(part) <= _size(whole):
        yield share_of(rate, [part], [whole], SURE)


def one_named(name: str, before: Sequence[Mention]) -> Mention | None:
    """The only number of a name among some; None where there are several that differ, or none."""
    named = [m for m in before if m.is_amount and subject_of(m.clause) == name]
    if not named or any(_size(m) != _size(named[0]) for m in named):
        return None
    return named[-1]


def _size(mention: Mention) -> float:
    return mention.figure.value * mention.stated.factor
