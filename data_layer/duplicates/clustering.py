"""Groups of witnesses, out of pairs that agree.

Two groups are joined only when enough of their cross pairs agree, strongest pairs first: one page that holds
parts of two stories must not make them one. Pairs that can say nothing (excerpts that hardly overlap) have no
vote.
"""

from collections.abc import Callable, Iterable
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import Flags, Places
from data_layer.duplicates.judging import AGAINST, AGREE

Votes = NDArray[np.int8]
Judge = Callable[[Places], Votes]
Pair = tuple[int, int]
_MOST_VOTES = 64
_LEAST_SPEAKERS = 8
_MOST_WAITING = 200


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


def cluster_pairs(pairs: Places, votes: Votes, judge: Judge, merge_percent: float) -> list[list[int]]:
    """Groups of two or more, each sorted, in the order of their smallest numbers.

    Args:
        pairs: pairs that were compared, one row a pair, the smaller number first, strongest first.
        votes: AGREE, NEUTRAL or AGAINST for each.
        judge: gives the votes of other pairs.
        merge_percent: share of the cross pairs with a vote that must agree.
    """
    agreeing = pairs[votes == AGREE]
    # one component after another: none is spoken of by the others, and each is looked at in one go
    homes = components(agreeing)
    agreeing = agreeing[np.argsort(homes[agreeing[:, 0]], kind="stable")]
    cliques, is_open = _cliques(agreeing, homes)
    # numbers above the last that agrees with any are in no component
    opened = np.append(is_open, False)[pairs.clip(max=len(is_open))].all(axis=1)
    ballots = _Ballots(pairs[opened], votes[opened])
    return sorted(cliques + _merged(agreeing[is_open[agreeing[:, 0]]], ballots, judge, merge_percent))


def _cliques(agreeing: Places, homes: Places) -> tuple[list[list[int]], Flags]:
    """Components in which every two agree, which need no vote; for each number whether it is of another.

    ``homes`` has the component of each number.
    """
    if not len(agreeing):
        return [], np.zeros(0, dtype=np.bool_)
    members = np.bincount(homes, minlength=len(homes))
    edges = np.bincount(homes[agreeing[:, 0]], minlength=len(homes))
    whole = (members > 1) & (edges * 2 == members * (members - 1))
    order = np.argsort(homes, kind="stable")
    order = order[whole[homes[order]]]
    cuts = np.flatnonzero(np.diff(homes[order])) + 1
    cliques = [group.tolist() for group in np.split(order, cuts)] if len(order) else []
    return cliques, ((members > 1) & ~whole)[homes]


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


class _Ballots:
    """The votes of pairs, by either of their numbers; those of pairs that were never compared are missing."""

    def __init__(self, pairs: Places, votes: Votes) -> None:
        own, others = np.concatenate((pairs, pairs[:, ::-1])).T
        order = np.argsort(own, kind="stable")
        heads = np.flatnonzero(np.diff(own[order], prepend=-1))
        bounds = np.append(heads, len(own)).tolist()
        theirs, said = others[order].tolist(), np.tile(votes, 2)[order].tolist()
        self._rows: dict[int, dict[int, int]] = {
            number: dict(zip(theirs[first:last], said[first:last], strict=True))
            for number, (first, last) in zip(own[order[heads]].tolist(), pairwise(bounds), strict=True)
        }

    def add(self, pairs: Places, votes: Votes) -> None:
        rows = self._rows
        for (left, right), vote in zip(pairs.tolist(), votes.tolist(), strict=True):
            rows[left][right] = rows[right][left] = vote

    def between(self, here: list[int], there: list[int]) -> list[int | None]:
        """The votes of the cross pairs of two groups, of many an even sample."""
        rows = self._rows
        if len(here) * len(there) < 2 * _MOST_VOTES:
            return list(chain.from_iterable([map(rows[one].get, there) for one in here]))
        return [rows[one].get(other) for one, other in _sample(here, there)]

    def missing(self, here: list[int], there: list[int]) -> list[Pair]:
        """Those of the same pairs that have no vote, the smaller number first."""
        rows = self._rows
        pairs = [pair for pair in _sample(here, there) if pair[1] not in rows[pair[0]]]
        return [(min(pair), max(pair)) for pair in pairs]


def _sample(here: list[int], there: list[int]) -> Iterable[Pair]:
    wide, many = len(there), len(here) * len(there)
    step = max(1, many // _MOST_VOTES)
    return ((here[at // wide], there[at % wide]) for at in range(0, many, step))


def _merged(agreeing: Places, ballots: _Ballots, judge: Judge, merge_percent: float) -> list[list[int]]:
    """Groups out of pairs, strongest first, each joined only if enough cross pairs agree."""
    merging = _Merging(int(agreeing.max(initial=-1)) + 1, ballots, merge_percent)
    left = agreeing.tolist()
    while left:
        left, missing = merging.go_on(left)
        if missing:
            pairs = np.array(missing)
            ballots.add(pairs, judge(pairs))
    return [sorted(group) for group in merging.groups.members.values() if len(group) > 1]


class _Merging:
    """Joins groups as far as votes are known."""

    def __init__(self, many: int, ballots: _Ballots, merge_percent: float) -> None:
        self.groups = _Groups(many)
        self._ballots = ballots
        self._merge_percent = merge_percent
        self._refused: set[tuple[int, int, int, int]] = set()

    def go_on(self, pairs: list[list[int]]) -> tuple[list[list[int]], list[Pair]]:
        """What is left of ``pairs``, and what must be compared first.

        A pair of groups that has to wait holds up whatever is weaker and concerns one of the two, and nothing
        else, so that many pairs are compared at once.
        """
        of = self.groups.of
        waiting: list[list[int]] = []
        missing: list[Pair] = []
        held: set[int] = set()
        for done, pair in enumerate(pairs):
            first, second = of[pair[0]], of[pair[1]]
            if first == second:
                continue
            if first > second:
                first, second = second, first
            if first not in held and second not in held:
                if self._settles(first, second):
                    continue
                missing += self._ballots.missing(*map(self.groups.listing, (first, second)))
            held |= {first, second}
            waiting.append(pair)
            if len(waiting) == _MOST_WAITING:
                return waiting + pairs[done + 1 :], missing
        return waiting, missing

    def _settles(self, first: int, second: int) -> bool:
        """Join two groups, or refuse to; False if some of their pairs must be compared first."""
        here, there = self.groups.listing(first), self.groups.listing(second)
        attempt = (first, second, len(here), len(there))
        if attempt in self._refused:
            return True
        accepted = _accepts(here, there, self._ballots, self._merge_percent)
        if accepted is None:
            return False
        if accepted:
            self.groups.join(first, second)
        else:
            self._refused.add(attempt)
        return True


def _accepts(here: list[int], there: list[int], ballots: _Ballots, merge_percent: float) -> bool | None:
    """Whether enough cross pairs agree, of many an even sample; None where some must be compared first.

    Pairs that were never compared are held to be against. Where those that were compared agree, several of
    them, it is looked at: of a story with hundreds of witnesses only some pairs are candidates.
    """
    if len(here) == len(there) == 1:
        return True
    asked = ballots.between(here, there)
    agree, against, unseen = map(asked.count, (AGREE, AGAINST, None))
    if unseen and agree >= _LEAST_SPEAKERS and agree * 100 > (agree + against) * merge_percent:
        return None
    return agree * 100 > (agree + against + unseen) * merge_percent
