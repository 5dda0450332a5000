"""Groups of witnesses, out of pairs that agree.

Two groups are joined only when enough of their cross pairs agree, strongest pairs first: one page that holds
parts of two stories must not make them one. Pairs that can say nothing (excerpts that hardly overlap) have no
vote.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from data_layer.duplicates.judging import AGAINST, AGREE

Vote = Callable[[int, int], int]
_MOST_VOTES = 64


@dataclass
class _Groups:
    """Disjoint groups of numbers."""

    members: dict[int, list[int]] = field(default_factory=dict)
    home: dict[int, int] = field(default_factory=dict)

    def of(self, number: int) -> int:
        return self.home.setdefault(number, number)

    def listing(self, group: int) -> list[int]:
        return self.members.setdefault(group, [group])

    def join(self, first: int, second: int) -> None:
        kept, lost = self.listing(first), self.listing(second)
        if len(kept) < len(lost):
            first, second, kept, lost = second, first, lost, kept
        kept.extend(lost)
        for number in lost:
            self.home[number] = first
        del self.members[second]


def cluster_pairs(agreeing: Iterable[tuple[int, int]], vote: Vote, merge_percent: float) -> list[list[int]]:
    """Groups of two or more, each sorted, in the order of their smallest numbers.

    Args:
        agreeing: pairs whose vote is AGREE, strongest first.
        vote: AGREE, NEUTRAL or AGAINST for any pair, in either order.
        merge_percent: share of the cross pairs with a vote that must agree.
    """
    groups = _Groups()
    refused: set[tuple[int, int, int, int]] = set()
    for left, right in agreeing:
        first, second = groups.of(left), groups.of(right)
        if first == second:
            continue
        if first > second:
            first, second = second, first
        here, there = groups.listing(first), groups.listing(second)
        attempt = (first, second, len(here), len(there))
        if attempt in refused:
            continue
        if _accepts(here, there, vote, merge_percent):
            groups.join(first, second)
        else:
            refused.add(attempt)
    return sorted(sorted(group) for group in groups.members.values() if len(group) > 1)


def _accepts(here: list[int], there: list[int], vote: Vote, merge_percent: float) -> bool:
    """Whether enough cross pairs agree; of many, an even sample is asked."""
    many = len(here) * len(there)
    step = max(1, many // _MOST_VOTES)
    votes = [vote(here[at // len(there)], there[at % len(there)]) for at in range(0, many, step)]
    agree, against = votes.count(AGREE), votes.count(AGAINST)
    return agree * 100 > (agree + against) * merge_percent
