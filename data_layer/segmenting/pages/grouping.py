"""Which body pieces of a page make one article.

Each two pieces speak for or against being of one article by the rare words that they share and the places
that they name; each two neighbours by what stands between them and by how the words go on. The groups that
all of this makes likeliest are found by joining the surest first, then giving single pieces over. How often
neighbours are strangers differs from page to page: the likeliest of a few customs is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from data_layer.segmenting.pages.cohesion import Profile, affinity

__all__ = ["group_pieces"]

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """What evidence is worth, in natural log-odds of "one article".

    Attributes:
        dependence: the pairs of a group's pieces tell partly the same: their sum is divided by the number of
            pieces to this power.
        customs: what speaks for two neighbours being of one article before anything else does, and what each
            return to an article costs: on a page in order, on one mixed here and there, on one all mixed.
        group: against each group.
        closings: against a second piece with authors behind it.
        rounds: of giving pieces over, at most.
        sure: how much likelier a page must be as a mixed one than as one in order.
    """

    dependence: float = 0.6
    customs: tuple[tuple[float, float], ...] = ((4.0, -3.0), (2.0, -2.0), (0.5, -0.7))
    group: float = -1.0
    closings: float = -6.0
    rounds: int = 8
    sure: float = 1.5


_WEIGHTS = GroupWeights()


def group_pieces(
    profiles: Sequence[Profile],
    links: Mapping[int, float],
    ties: Mapping[tuple[int, int], float],
    closings: Sequence[bool],
    *,
    is_mixed: bool,
) -> list[list[int]]:
    """The groups, each in the order of the page, the groups in that of their first pieces.

    Args:
        profiles: of the pieces, in the order of the page.
        links: what is known of a piece and the one after it, beside the page's custom; those left out are no
            neighbours (columns end there).
        ties: what is known of two pieces far apart.
        closings: whether authors close a piece.
        is_mixed: columns are known to be mixed; otherwise a page that is likelier in order has no groups.
    """
    pairs = _pair_up(profiles)
    for (one, other), value in ties.items():
        pairs[one, other] += value
        pairs[other, one] += value
    chances = [_chance(pairs, links, near) for near, _ in _WEIGHTS.customs]
    best = max(range(len(chances)), key=lambda at: (chances[at], -at))
    if not is_mixed and chances[best] < chances[0] + _WEIGHTS.sure:
        return []
    near, far = _WEIGHTS.customs[best]
    groups = _Groups(pairs, {at: value + near for at, value in links.items()}, far, closings)
    groups.join()
    groups.give_over()
    labels = groups.labels
    order = dict.fromkeys(labels)
    return [[at for at, label in enumerate(labels) if label == name] for name in order]


def _pair_up(profiles: Sequence[Profile]) -> Matrix:
    """What each two pieces say of being one article's."""
    pairs = np.zeros((len(profiles), len(profiles)))
    for at, one in enumerate(profiles):
        for to in range(at):
            pairs[at, to] = pairs[to, at] = affinity(one, profiles[to])
    return pairs


def _chance(pairs: Matrix, links: Mapping[int, float], custom: float) -> float:
    """Log-likelihood of the pieces that stand next to each other, if the page has this custom."""
    total = 0.0
    for at, value in links.items():
        same, apart = _log_odds(value + custom)
        total += float(np.logaddexp(same + pairs[at, at + 1], apart))
    return total


class _Groups:
    """Groups on their way; pieces by number, groups by the number of one of their pieces."""

    def __init__(
        self, pairs: Matrix, near: Mapping[int, float], far: float, closings: Sequence[bool]
    ) -> None:
        self.pairs = pairs
        self.far = far
        self.closings = np.array(closings, dtype=float)
        self.labels = list(range(len(closings)))
        self.odds = {at: _log_odds(value) for at, value in near.items()}

    def join(self) -> None:
        """Join groups two by two, the surest first, as long as it makes the whole likelier."""
        size = len(self.labels)
        if size < 2:
            return
        between = self.pairs.copy()
        inner = np.zeros(size)
        counts = np.ones(size)
        closed = self.closings.copy()
        near = np.zeros((size, size))
        for at, (same, apart) in self.odds.items():
            near[at, at + 1] = near[at + 1, at] = same - apart - self.far
        alive = np.ones(size, dtype=bool)
        while True:
            sums = inner[:, None] + inner[None, :] + between
            sizes = counts[:, None] + counts[None, :]
            alone = inner / _shares(counts)
            gains = sums / _shares(sizes) - alone[:, None] - alone[None, :] + near + self.far - _WEIGHTS.group
            gains += _WEIGHTS.closings * np.minimum(closed[:, None], 1) * np.minimum(closed[None, :], 1)
            gains[~alive, :] = gains[:, ~alive] = -np.inf
            np.fill_diagonal(gains, -np.inf)
            best = int(np.argmax(gains))
            one, other = min(divmod(best, size)), max(divmod(best, size))
            if not gains[one, other] > 0:
                return
            inner[one] += inner[other] + between[one, other]
            counts[one] += counts[other]
            closed[one] += closed[other]
            for matrix in (between, near):
                matrix[one, :] += matrix[other, :]
                matrix[:, one] = matrix[one, :]
            alive[other] = False
            self.labels = [one if label == other else label for label in self.labels]

    def give_over(self) -> None:
        """Give single pieces, and runs of neighbours, to the group that they fit best."""
        for _ in range(_WEIGHTS.rounds):
            moved = False
            for at in range(len(self.labels)):
                moved = self._move(at) or moved
            if not moved:
                return

    def _move(self, at: int) -> bool:
        labels = np.array(self.labels)
        own = self.labels[at]
        gains: dict[int, float] = {}
        for name in sorted({*self.labels, at if at not in self.labels else -1 - at}):
            inside = np.flatnonzero(labels == name)
            inside = inside[inside != at]
            count = len(inside)
            old = self.pairs[np.ix_(inside, inside)].sum() / 2
            gain = _worth(old + self.pairs[at, inside].sum(), count + 1) - _worth(old, count)
            gain += self.far if count else _WEIGHTS.group
            if self.closings[at] and self.closings[inside].any():
                gain += _WEIGHTS.closings
            for other in (at - 1, at + 1):
                link = self.odds.get(min(at, other))
                if link is not None and 0 <= other < len(labels):
                    is_same = self.labels[other] == name
                    gain += link[0] - self.far if is_same else link[1]
            gains[name] = gain
        best = max(gains, key=lambda name: (gains[name], name == own, -name))
        if best == own or gains[best] <= gains[own] + 1e-9:
            return False
        self.labels[at] = best
        return True


def _worth(total: float, count: int) -> float:
    """What pairs say together, that all concern ``count`` pieces."""
    return total / (count - 1) ** _WEIGHTS.dependence if count > 1 else 0.0


def _shares(counts: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.asarray(np.maximum(counts - 1, 1) ** _WEIGHTS.dependence)


def _log_odds(value: float) -> tuple[float, float]:
    """Logarithm of the chance that log-odds stand for, and of its opposite."""
    return -float(np.logaddexp(0, -value)), -float(np.logaddexp(0, value))
