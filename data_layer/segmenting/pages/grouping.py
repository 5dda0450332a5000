"""Which body pieces of a page make one article.

The page is read from its first piece to its last: each piece goes to one of the articles begun so far, or
begins one. What counts is how much it has in common with the pieces of that article, whether its words can go
on from the last of them, what stands between it and the piece before, and whether a headline stands over it.
The likeliest readings are followed side by side. How often neighbours are strangers differs from page to
page: the likeliest of a few customs is taken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from data_layer.segmenting.pages.cohesion import Matrix
from data_layer.segmenting.pages.joints import MOST, Joints

__all__ = ["Spot", "group_pieces"]


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """What evidence is worth, in natural log-odds of "one article".

    Set one by one on pages laid out (tests/segmenting/layouts.py) from 68 articles, checked on 37 others.

    Attributes:
        dependence: the pieces of a group tell partly the same: what they say of another one, on average,
            counts as often as their number to this power.
        customs: what speaks for two neighbours being of one article before anything else does, and what each
            return to an article costs: on a page in order, on one mixed here and there, on one all mixed.
        group: against each group.
        unheaded: against a group that begins without a headline over it.
        in_columns: taken back of both for a piece of columns read across: their headlines stand apart.
        below: against going back to a group with a piece that has a headline over it.
        closings: against a piece behind the authors that close its group.
        fit: for how the words go on from a piece of the group that stands further off.
        earlier: against going on from a piece in mid-sentence that is not the last of its group.
        left_open: against each piece that stays in mid-sentence.
        resumes: against a group that begins with words such as 此外.
        elsewhere: against going back to a group that ends in other columns than those side by side here.
        no_indent: against a piece that goes on from none though its first line is not indented.
        into_indent: against going on in mid-sentence with an indented line.
        tie: for each unit by which the words of two pieces that stand apart go on surely.
        max_loose: pieces in mid-sentence that a group may go on from, the last ones.
        max_open: groups that a piece may go to, those it has most in common with.
        beam, wide_beam, narrow_beam: readings of the page that are followed at a time; where its paragraphs
            were cut within sentences; to tell its custom by.
        behind: by how much those may be less likely than the best.
    """

    dependence: float = 0.4
    customs: tuple[tuple[float, float], ...] = ((4.0, -3.0), (2.0, -1.0), (0.5, -0.2))
    group: float = -2.0
    unheaded: float = -3.5
    in_columns: float = 4.0
    below: float = -2.0
    closings: float = -4.0
    fit: float = 1.5
    earlier: float = -3.0
    left_open: float = -3.0
    resumes: float = -3.0
    elsewhere: float = -5.0
    no_indent: float = -2.0
    into_indent: float = -3.0
    tie: float = 1.5
    max_loose: int = 3
    max_open: int = 12
    beam: int = 12
    wide_beam: int = 16
    narrow_beam: int = 4
    behind: float = 12.0


_WEIGHTS = GroupWeights()


@dataclass(frozen=True, slots=True)
class Spot:
    """One body piece where it stands.

    Attributes:
        text: its words.
        gap, joint: what stands between it and the body piece before it, and how its words go on from there,
            say for one article, beside the page's custom.
        open_end: it stops in mid-sentence.
        closes: authors stand behind it.
        headed: a headline stands over it.
        left_apart: it is one of several printed lines that the page's reader left apart.
        resumes: it opens with words that no article begins with.
        tied, tie: the number of a piece before it that it goes on from, or that goes on from it, though they
            stand apart, and how surely; -1 for none.
        region: the columns side by side that it stands in, by number; -1 where none were told.
        strand: the one of these that it stands in, by number.
        first: it begins with the first line of a paragraph, as its width tells.
    """

    text: str
    gap: float
    joint: float
    open_end: bool
    closes: bool
    headed: bool
    left_apart: bool = False
    resumes: bool = False
    tied: int = -1
    tie: float = 0.0
    region: int = -1
    strand: int = -1
    first: bool | None = None


class _Group(NamedTuple):
    """How many pieces it has, the last, those that nothing goes on from yet, the one that authors close.

    The last of these is -1 as long as no authors do.
    """

    size: int
    last: int
    loose: tuple[int, ...]
    closing: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the place of a piece says, whatever its group.

    Attributes:
        number: its number.
        spots, joints: the pieces, and the judge of the page's joints.
        with_last, apart: it is of one article with the piece before it, or of another.
        instead: it goes on from an earlier piece of the article of the one before it.
        fresh: it goes on from no piece.
        returns: it goes back to an article that another one came after.
        fits: what its going on from an earlier piece is worth, by number, as far as it was asked for.
    """

    number: int
    spots: Sequence[Spot]
    joints: Joints
    with_last: float
    apart: float
    instead: float
    fresh: float
    returns: float
    fits: dict[int, float]

    def fit(self, end: int) -> float:
        """What its going on from an earlier piece is worth."""
        found = self.fits.get(end)
        if found is None:
            follows = self.joints.follow(self.spots[end].text, self.spots[self.number].text)
            indent = _WEIGHTS.into_indent * bool(self.spots[self.number].first)
            found = self.fits[end] = _WEIGHTS.fit * follows + indent
        return found


class _Reading(NamedTuple):
    """How likely a reading of the page so far is, and the groups that it makes."""

    score: float
    groups: tuple[_Group, ...]


_Labels = np.ndarray[Any, np.dtype[np.intp]]
"""For each reading the group of each piece so far, by number of the group; 0 for those to come."""


def group_pieces(
    spots: Sequence[Spot], pairs: Matrix, joints: Joints, *, is_cut: bool = False
) -> list[list[int]]:
    """The groups of pieces, each in the order of the page, the groups in that of their first pieces.

    Args:
        spots: the pieces in the order of the page.
        pairs: what each two of them say of being one article's, in natural log-odds.
        joints: the judge of the page's joints.
        is_cut: paragraphs were cut within sentences: more readings are followed.
    """
    w = _WEIGHTS
    if is_cut:
        best = _read(spots, pairs, joints, w.customs[-1], w.wide_beam)
    else:
        tried = [_read(spots, pairs, joints, custom, w.narrow_beam)[0] for custom in w.customs]
        best = _read(spots, pairs, joints, w.customs[tried.index(max(tried))], w.beam)
    labels = best[1]
    found: list[list[int]] = [[] for _ in range(max(labels, default=-1) + 1)]
    for number, label in enumerate(labels):
        found[label].append(number)
    return found


def _read(
    spots: Sequence[Spot], pairs: Matrix, joints: Joints, custom: tuple[float, float], beam: int
) -> tuple[float, list[int]]:
    """The likeliest reading of a page of one custom, ``beam`` readings followed at a time.

    Returns:
        How likely it is, and the group of each piece.
    """
    usual, far = custom
    readings = [_Reading(0.0, ())]
    labels: _Labels = np.zeros((1, len(spots)), dtype=np.intp)
    fit = _WEIGHTS.fit
    for number, spot in enumerate(spots):
        turn = _Turn(
            number,
            spots,
            joints,
            *(_log_odds(spot.gap + spot.joint + usual) if number else (0.0, 0.0)),
            _log_odds(spot.gap + usual)[0] + _WEIGHTS.earlier,
            fit * min(0.0, joints.follow("。", spot.text)) + _WEIGHTS.no_indent * (spot.first is False),
            far + _WEIGHTS.below * spot.headed,
            {},
        )
        lasts = labels[:, number - 1].tolist() if number else [-1]
        ties = labels[:, spot.tied].tolist() if spot.tied >= 0 else [-1] * len(readings)
        offers: list[tuple[float, int, int, int]] = []
        most = -math.inf
        for place, told in enumerate(_add_up(pairs[number, :number], labels[:, :number])):
            near = lasts[place], ties[place]
            found = _offer(readings[place], place, told, near, turn, most)
            most = max(most, max(found)[0])
            offers += found
        least = most - _WEIGHTS.behind
        best = sorted([one for one in offers if one[0] >= least], key=itemgetter(0), reverse=True)[:beam]
        labels = labels[[place for _, place, _, _ in best]]
        labels[:, number] = [group for _, _, group, _ in best]
        readings = [
            _grow(readings[place], score, group, source, number, spot) for score, place, group, source in best
        ]
    ended = [reading.score + _left_open(reading) for reading in readings]
    likeliest = ended.index(max(ended))
    return ended[likeliest], labels[likeliest].tolist()


def _add_up(values: np.ndarray[Any, np.dtype[np.float64]], labels: _Labels) -> list[list[float]]:
    """For each reading the sum of the values of the pieces of each group."""
    count = len(labels)
    if not len(values):
        return [[] for _ in labels]
    groups = int(labels.max()) + 1
    places = labels + groups * np.arange(count)[:, None]
    sums = np.bincount(places.ravel(), np.tile(values, count), groups * count).reshape(count, groups)
    return [row.tolist() for row in sums]


def _offer(
    reading: _Reading,
    place: int,
    told: Sequence[float],
    near: tuple[int, int],
    turn: _Turn,
    most: float,
) -> list[tuple[float, int, int, int]]:
    """The next piece in each group that it may go to.

    Args:
        reading: the page so far.
        place: the number of the reading.
        told: what the pieces of each group say of it.
        near: the groups of the piece before it, and of that which it is tied to; -1 for none.
        turn: what its place says.
        most: the likeliest offer so far: one that can't come near it may be missing.

    Returns:
        The score, the number of the reading, the group, the piece that it goes on from.
    """
    w = _WEIGHTS
    offers: list[tuple[float, int, int, int]] = []
    spots, fresh = turn.spots, turn.fresh
    spot = spots[turn.number]
    known, groups = reading
    last, tied = near
    least = most - w.behind - w.fit * MOST
    open_groups: Sequence[int] = range(len(groups))
    if len(groups) > w.max_open:
        ranked = sorted(open_groups, key=lambda at: -told[at])
        open_groups = sorted({last, *ranked[: w.max_open]})
    for at in open_groups:
        group = groups[at]
        value = known + group.size**w.dependence * told[at] / group.size + w.tie * spot.tie * (at == tied)
        if group.closing >= 0 and not _may_go_before(spot, spots[group.closing]):
            value += w.closings
        if at == last:
            offers.append((value + turn.with_last, place, at, group.last))
            if not spots[group.last].open_end:
                continue
            value += turn.instead
        else:
            value += turn.apart + turn.returns
            if -1 not in (spot.region, spots[group.last].region) and spot.region != spots[group.last].region:
                value += w.elsewhere
        if value < least:
            continue
        offers.append((value + fresh, place, at, -1))
        for end in group.loose:
            if end != group.last or at != last:
                goes_on = turn.fit(end)
                offers.append((value + goes_on + w.earlier * (end != group.last), place, at, end))
    begins = turn.apart + w.group + w.unheaded * (not spot.headed) + fresh + w.resumes * spot.resumes
    begins += w.in_columns * (spot.region >= 0 and not spot.headed)
    offers.append((known + begins, place, len(groups), -1))
    return offers


def _may_go_before(spot: Spot, closing: Spot) -> bool:
    """Whether a piece may be read before one that closes an article: it is of a column beside it."""
    if spot.closes or spot.region < 0 or spot.region != closing.region:
        return False
    return spot.strand != closing.strand


def _grow(reading: _Reading, score: float, group: int, source: int, number: int, spot: Spot) -> _Reading:
    """The reading with one piece more, which goes on from ``source``."""
    groups = list(reading.groups)
    loose: tuple[int, ...] = (number,) if spot.open_end else ()
    if group == len(groups):
        groups.append(_Group(1, number, loose, number if spot.closes else -1))
    else:
        old = groups[group]
        loose = (*loose, *(end for end in old.loose if end != source))
        score += _WEIGHTS.left_open * len(loose[_WEIGHTS.max_loose :])
        loose = loose[: _WEIGHTS.max_loose]
        groups[group] = _Group(old.size + 1, number, loose, number if spot.closes else old.closing)
    return _Reading(score, tuple(groups))


def _left_open(reading: _Reading) -> float:
    return _WEIGHTS.left_open * sum(len(group.loose) for group in reading.groups)


def _log_odds(value: float) -> tuple[float, float]:
    """Logarithm of the chance that log-odds stand for, and of its opposite."""
    return -_log_one_plus_exp(-value), -_log_one_plus_exp(value)


def _log_one_plus_exp(value: float) -> float:
    return max(0.0, value) + math.log1p(math.exp(-abs(value)))
