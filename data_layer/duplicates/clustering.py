"""Groups of witnesses, out of pairs that agree.

Two groups are joined only when enough of their cross pairs agree, strongest pairs first: one page that holds
parts of two stories must not make them one. Pairs that can say nothing (excerpts that hardly overlap) have no
vote.
"""

from collections.abc import Callable, Iterable
from itertools import islice, product

import numpy as np

from data_layer.duplicates.judging import AGAINST, AGREE, UNSEEN
from data_layer.duplicates.shingles import Places

Votes = Callable[[Iterable[tuple[int, int]], bool], list[int]]
_MOST_VOTES = 64
_LEAST_SPEAKERS = 8


class _Groups:
    """Disjoint groups of the numbers below ``many``; a group is named by one of its members."""

    def __init__(self, many: int) -> None:
        self.of = list(range(many))
        self.members: dict[int, list[int]] = {}

    def listing(self, group: int) -> list[int]:
        return self.members.setdefault(group, [group])

    def join(self, first: int, second: int) -> None:
        kept, lost = self.listing(first), self.listing(second)
        if len(kept) < len(lost):
            first, second, kept, lost = second, first, lost, kept
        kept.extend(lost)
        for number in lost:
            self.of[number] = first
        del self.members[second]


def cluster_pairs(agreeing: Places, votes: Votes, merge_percent: float) -> list[list[int]]:
    """Groups of two or more, each sorted, in the order of their smallest numbers.

    Args:
        agreeing: pairs whose vote is AGREE, one row a pair, the smaller number first, strongest first.
        votes: AGREE, NEUTRAL, AGAINST or UNSEEN for each of any pairs, in either order; none is UNSEEN where
            they are to be compared now.
        merge_percent: share of the cross pairs with a vote that must agree.
    """
    cliques, open_pairs = _cliques(agreeing)
    return sorted(cliques + _merged(open_pairs, votes, merge_percent))


def _cliques(agreeing: Places) -> tuple[list[list[int]], Places]:
    """Components in which every two agree, which need no vote, and the pairs of all others."""
    if not len(agreeing):
        return [], agreeing
    homes = components(agreeing)
    members = np.bincount(homes, minlength=len(homes))
    edges = np.bincount(homes[agreeing[:, 0]], minlength=len(homes))
    whole = (members > 1) & (edges * 2 == members * (members - 1))
    order = np.argsort(homes, kind="stable")
    order = order[whole[homes[order]]]
    cuts = np.flatnonzero(np.diff(homes[order])) + 1
    cliques = [group.tolist() for group in np.split(order, cuts)] if len(order) else []
    return cliques, agreeing[~whole[homes[agreeing[:, 0]]]]


def components(pairs: Places) -> Places:
    """For each number up to the largest the smallest that it is joined to through ``pairs``."""
    homes = np.arange(int(pairs.max(initial=-1)) + 1)
    left, right = pairs.T
    while True:
        nearest = np.minimum(homes[left], homes[right])
        before = homes.copy()
        np.minimum.at(homes, before[left], nearest)
        np.minimum.at(homes, before[right], nearest)
        homes = homes[homes]
        if np.array_equal(homes, before):
            return homes


def _merged(agreeing: Places, votes: Votes, merge_percent: float) -> list[list[int]]:
    """Groups out of pairs, strongest first, each joined only if enough cross pairs agree."""
    groups = _Groups(int(agreeing.max(initial=-1)) + 1)
    refused: set[tuple[int, int, int, int]] = set()
    for left, right in zip(*agreeing.T.tolist(), strict=True):
        first, second = groups.of[left], groups.of[right]
        if first == second:
            continue
        if first > second:
            first, second = second, first
        here, there = groups.listing(first), groups.listing(second)
        attempt = (first, second, len(here), len(there))
        if attempt in refused:
            continue
        if len(here) == len(there) == 1 or _accepts(here, there, votes, merge_percent):
            groups.join(first, second)
        else:
            refused.add(attempt)
    return [sorted(group) for group in groups.members.values() if len(group) > 1]


def _accepts(here: list[int], there: list[int], votes: Votes, merge_percent: float) -> bool:
    """Whether enough cross pairs agree; of many, an even sample is asked.

    Pairs that were never compared are held to be against. Where those that were compared agree, several of
    them, it is looked at: of a story with hundreds of witnesses only some pairs are candidates.
    """
    step = max(1, len(here) * len(there) // _MOST_VOTES)
    pairs = list(islice(product(here, there), 0, None, step))
    asked = votes(pairs, False)
    agree, against = asked.count(AGREE), asked.count(AGAINST)
    if UNSEEN not in asked or agree * 100 <= (agree + against) * merge_percent:
        return agree * 100 > (agree + against) * merge_percent
    if agree >= _LEAST_SPEAKERS:
        asked = votes(pairs, True)
        agree = asked.count(AGREE)
    against = asked.count(AGAINST) + asked.count(UNSEEN)
    return agree * 100 > (agree + against) * merge_percent
