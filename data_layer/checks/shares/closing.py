"""Rows of shares that close: their parts make up the whole that no number tells.

What belongs here: 东部30家，占50%；中部18家，占30%；西部12家，占20%. What does not: rows whose whole is told
(``chains``).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.intervals import Interval
from data_layer.checks.linking.listing import SORTED
from data_layer.checks.shares.chains import Chain, Link

__all__ = ["closed_rows", "whole_rows"]

_ALL = Interval.point(100)
_PAIR = 2
_WITNESSES = 3
"""Shares of which one that was trimmed is not missed."""
_MOST = 40
"""Shares of a row, beyond which it is what is left of a table."""


def closed_rows(chain: Chain) -> Iterator[tuple[Sequence[Link], Sequence[Link]]]:
    """The rows of a chain that close, each with those of its links that all parts together judge.

    A chain that does not close as a whole may go on with another row in its next sentence.
    """
    if chain.of_part:
        return
    sorted_all = SORTED.match(chain.links[0].part.left) is not None
    if judged := _judged(chain.links, sorted_all):
        yield chain.links, judged
        return
    for _, some in itertools.groupby(chain.links, key=lambda link: link.rate.sentence):
        links = list(some)
        if len(links) < len(chain.links) and (judged := _judged(links, sorted_all)):
            yield links, judged
            continue
        for piece in _pieces(links):
            if judged := _judged(piece, sorted_all):
                yield piece, judged


def _pieces(links: Sequence[Link]) -> Sequence[Sequence[Link]]:
    """The rows that ； parts: 甲90人，占75%，乙30人，占25%；丙50人，占42%，…; none where there is one."""
    pieces: list[list[Link]] = []
    for link in links:
        if not pieces or _PARTED.search(link.part.left):
            pieces.append([])
        pieces[-1].append(link)
    return pieces if 1 < len(pieces) < len(links) else ()


_PARTED = re.compile("[；;]")


def whole_rows(chain: Chain) -> list[Sequence[Link]]:
    """The pieces of a chain whose shares add up to 100 each; none where some are left over."""
    pieces: list[Sequence[Link]] = []
    piece: list[Link] = []
    for link in chain.links:
        piece.append(link)
        if len(piece) >= _PAIR and _sum([one.rate.stated.near for one in piece]).meets(_ALL):
            pieces.append(piece)
            piece = []
    return [] if piece else pieces


def _judged(links: Sequence[Link], sorted_all: bool) -> Sequence[Link]:
    """The links of a row that closes which are judged; empty where it does not close.

    It does where all shares are of the sum of the parts. Where all but one are of one number, and either the
    parts add up to that number or the shares to 100, the one is in error: it alone is judged. Of a share that
    is one unit off its last digit nothing is said, as offices trim the last one. The others must be shares
    that are hardly met by chance, unless words tell that all is sorted (从学历看).
    """
    if not _PAIR <= len(links) <= _MOST:
        return ()
    parts = _sum([link.part.stated.near.scaled(link.part.stated.factor) for link in links])
    if all(link.implied.meets(parts) for link in links):
        return links if any(link.telling for link in links) else ()
    for odd in links:
        others = [link for link in links if link is not odd]
        whole = _common(others)
        known = sorted_all or any(link.telling for link in others)
        if whole is None or odd.implied.meets(whole) or not known:
            continue
        shares = _sum([link.rate.stated.near for link in links])
        closes = parts.meets(whole) or shares.meets(_ALL)
        if closes and not _is_trimmed(odd, parts if sorted_all else whole):
            return (odd,)
    return ()


def _sum(intervals: Sequence[Interval]) -> Interval:
    return functools.reduce(Interval.__add__, intervals)


def _common(links: Sequence[Link]) -> Interval | None:
    """The wholes that all links may be of, give or take a trimmed digit; None where there is none."""
    implied = [link.implied if len(links) < _WITNESSES else link.trimmed for link in links]
    if any(one.low is None or one.high is None for one in implied):
        return None
    low = max(one.low for one in implied if one.low is not None)
    high = min(one.high for one in implied if one.high is not None)
    return Interval(low, high) if low <= high else None


def _is_trimmed(link: Link, whole: Interval) -> bool:
    """Whether one unit of the last digit of a share explains the difference."""
    rate, part = link.rate.stated, link.part.stated
    wider = Interval(rate.value - 2 * rate.last, rate.value + 3 * rate.last)
    return part.near.scaled(part.factor * 100).over(wider).meets(whole)
