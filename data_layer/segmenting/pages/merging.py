"""Groups of pieces that are one article after all: a section under a heading of its own, a piece cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from data_layer.segmenting.pages.cohesion import Matrix

__all__ = ["Marks", "merge_groups"]


@dataclass(frozen=True, slots=True)
class MergeWeights:
    """What speaks for two groups being one article, in natural log-odds.

    Attributes:
        dependence: what the pieces of the one say of those of the other, on average, counts as often as the
            number of pieces of the smaller to this power.
        full_pieces: and no oftener than for so many pieces.
        unheaded: for a group that no headline stands over: articles have one.
        unnamed: for a group that has neither authors nor a headline that no section could have.
        inside: for a group that stands between pieces of the other.
        both: against two groups that both have what an article has once, for each: a headline that no section
            could have, authors.
        in_columns: against two groups of columns that were read across, whose headlines stand apart.
        elsewhere: against two groups of columns that did not stand side by side.
        least: what is needed.
    """

    dependence: float = 0.5
    full_pieces: int = 6
    unheaded: float = 1.0
    unnamed: float = 1.0
    inside: float = 0.5
    both: float = -5.0
    in_columns: float = -1.3
    elsewhere: float = -2.0
    least: float = 1.2


_WEIGHTS = MergeWeights()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a piece shows of its article: a headline over it, one that no section could have, authors.

    ``region`` is the number of the columns side by side that it stands in; -1 where none were told.
    """

    headed: bool
    titled: bool
    signed: bool
    region: int = -1


def merge_groups(groups: Sequence[Sequence[int]], pairs: Matrix, marks: Sequence[Marks]) -> list[list[int]]:
    """The groups, those joined that are one article, the surest first; in the order of their first pieces."""
    left = [sorted(group) for group in groups]
    while len(left) > 1:
        offers = [
            (_weigh(left[one], left[other], pairs, marks), -one, -other)
            for one, other in combinations(range(len(left)), 2)
        ]
        value, one, other = max(offers)
        if value < _WEIGHTS.least:
            break
        joined = sorted([*left[-one], *left[-other]])
        left = [group for at, group in enumerate(left) if at not in (-one, -other)]
        left = sorted([*left, joined])
    return left


def _weigh(one: Sequence[int], other: Sequence[int], pairs: Matrix, marks: Sequence[Marks]) -> float:
    w = _WEIGHTS
    kin = float(pairs[np.ix_(one, other)].mean())
    value = kin * float(min(len(one), len(other), w.full_pieces)) ** w.dependence
    value += w.unheaded * (not all(any(marks[at].headed for at in group) for group in (one, other)))
    value += w.unnamed * (
        not all(any(marks[at].titled or marks[at].signed for at in group) for group in (one, other))
    )
    value += w.inside * (one[0] < other[0] and other[-1] < one[-1])
    here, there = ({marks[at].region for at in group} for group in (one, other))
    if -1 not in here | there:
        value += w.in_columns + w.elsewhere * here.isdisjoint(there)
    for name in ("titled", "signed"):
        value += w.both * all(any(getattr(marks[at], name) for at in group) for group in (one, other))
    return float(value)
