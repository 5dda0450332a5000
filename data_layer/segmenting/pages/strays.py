"""Short pieces that fell to the wrong article: the end of a sentence that another one broke off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data_layer.segmenting.pages.cohesion import Matrix
from data_layer.segmenting.pages.grouping import Spot
from data_layer.segmenting.pages.joints import Joints

__all__ = ["settle_strays"]

_MAX_CHARS = 20
_FITS = 0.5
_MIN_FIT = -0.8
"""Words that go on worse than this from a broken end are not its sentence's; most chance joints are at -1."""


def settle_strays(
    spots: Sequence[Spot], groups: Sequence[Sequence[int]], pairs: Matrix, joints: Joints
) -> list[list[int]]:
    """The groups, short pieces given to the one whose broken sentence they end.

    A piece is astray if it has no headline, does not go on from the piece before it, and has nothing in
    common with the others of its group; it goes where it has more in common and a sentence waits for it.
    """
    left = [sorted(group) for group in groups]
    for number, spot in enumerate(spots):
        at = next(place for place, group in enumerate(left) if number in group)
        own = _kin(number, left[at], pairs)
        if len(spot.text) > _MAX_CHARS or spot.headed or spot.open_end or own > 0 or len(left[at]) == 1:
            continue
        if number and spots[number - 1].open_end and spot.gap + spot.joint >= 0:
            continue
        offers = [
            (joints.follow(spots[end].text, spot.text) + kin, -place)
            for place, group in enumerate(left)
            if place != at and (kin := _kin(number, group, pairs)) > own
            for end in _loose_ends(spots, group, joints)
            if spots[end].left_apart == spot.left_apart
            and joints.follow(spots[end].text, spot.text) >= _MIN_FIT
        ]
        if offers:
            left[at].remove(number)
            goal = -max(offers)[1]
            left[goal] = sorted([*left[goal], number])
    return sorted(left)


def _kin(number: int, group: Sequence[int], pairs: Matrix) -> float:
    """What the other pieces of a group say of one, on average."""
    others = [at for at in group if at != number]
    return float(pairs[number, others].mean()) if others else 0.0


def _loose_ends(spots: Sequence[Spot], group: Sequence[int], joints: Joints) -> Iterator[int]:
    """The pieces of a group that stop in mid-sentence and that the next one does not go on from."""
    for before, after in zip(group, [*group[1:], -1], strict=True):
        if not spots[before].open_end:
            continue
        if after < 0 or joints.follow(spots[before].text, spots[after].text) < _FITS:
            yield before
