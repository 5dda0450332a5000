"""The pieces of one article in the order of reading, broken sentences made whole.

Pieces are linked two by two, the surest first: those that stand next to each other, and those of which one
goes on in mid-word from another further off, where neither fits its neighbour. What is linked over a broken
sentence becomes one paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_layer.cleaning import join_paragraphs
from data_layer.model import Paragraph
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.pieces import Kind, Piece

__all__ = ["order_pieces"]


@dataclass(frozen=True, slots=True)
class OrderWeights:
    """What a link between two pieces of one article is worth, beside the fit of their words.

    Attributes:
        next_closed: they stand next to each other and a sentence ends between them.
        next_open: they stand next to each other in mid-sentence.
        far: they stand apart.
        loose: a piece is loose whose words fit its neighbour worse than this.
        sure: from here on a word across two printed lines is believed against the order of the lines.
    """

    next_closed: float = 1.5
    next_open: float = 2.0
    far: float = -1.0
    loose: float = 0.0
    sure: float = 2.5


_WEIGHTS = OrderWeights()


def order_pieces(
    pieces: Sequence[Piece],
    numbers: Sequence[int],
    sections: Sequence[int],
    title: Sequence[int],
    joints: Joints,
) -> list[Paragraph]:
    """The paragraphs of an article.

    Args:
        pieces: of the whole page.
        numbers: the body pieces of the article.
        sections: its headings that stay in the body.
        title: the pieces of its title.
        joints: the judge of the page's joints.
    """
    order = _lead_first(sorted([*numbers, *sections]), sections, title)
    chains = _link(pieces, order, joints)
    paragraphs: list[Paragraph] = []
    for chain in chains:
        parts = [pieces[chain[0]].paragraph]
        for before, after in pairwise(chain):
            if pieces[before].broken_end and pieces[after].kind is Kind.BODY:
                parts.append(pieces[after].paragraph)
            else:
                paragraphs.append(join_paragraphs(parts))
                parts = [pieces[after].paragraph]
        paragraphs.append(join_paragraphs(parts))
    return paragraphs


def _lead_first(order: list[int], sections: Sequence[int], title: Sequence[int]) -> list[int]:
    """What follows a title in the middle comes first, if the article began with a section's heading."""
    if not title or not order or order[0] not in sections:
        return order
    behind = [number for number in order if number > title[-1]]
    before = [number for number in order if number < title[0]]
    return behind + before if behind and behind[0] not in sections else order


def _link(pieces: Sequence[Piece], order: Sequence[int], joints: Joints) -> list[list[int]]:
    """Chains of pieces, in the order of their first pieces."""
    offers = _near_links(pieces, order, joints)
    near = {(at, to): value for value, at, to in offers}
    loose_ends = [
        at
        for at, number in enumerate(order)
        if pieces[number].broken_end and near.get((at, at + 1), 0.0) < _WEIGHTS.next_open + _WEIGHTS.loose
    ]
    for at in loose_ends:
        for to in range(len(order)):
            one, other = pieces[order[at]], pieces[order[to]]
            if at == to or to == at + 1 or other.kind is Kind.HEAD:
                continue
            fit = joints.fit(one.text, other.text)
            is_loose = near.get((to - 1, to), 0.0) <= 0 and fit >= JOINED
            if is_loose or (one.is_line and other.is_line and fit >= _WEIGHTS.sure):
                offers.append((fit + _WEIGHTS.far, at, to))
    following: dict[int, int] = {}
    heads = dict.fromkeys(range(len(order)), -1)
    for value, at, to in sorted(offers, key=lambda offer: (-offer[0], *offer[1:])):
        if value <= 0 or at in following or heads[to] >= 0 or _leads_to(following, to, at):
            continue
        following[at] = to
        heads[to] = at
    chains = []
    for start in (at for at, before in heads.items() if before < 0):
        chain = [start]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        chains.append(chain)
    chains.sort(key=min)
    return [[order[at] for at in chain] for chain in chains]


def _leads_to(following: dict[int, int], start: int, goal: int) -> bool:
    """Whether the chain from ``start`` comes to ``goal``: linking them would make a ring."""
    at: int | None = start
    while at is not None:
        if at == goal:
            return True
        at = following.get(at)
    return False


def _near_links(
    pieces: Sequence[Piece], order: Sequence[int], joints: Joints
) -> list[tuple[float, int, int]]:
    """What the links between neighbours are worth: value, place of the first, place of the second."""
    w = _WEIGHTS
    links = []
    for at, (before, after) in enumerate(pairwise(order)):
        one, other = pieces[before], pieces[after]
        if Kind.HEAD in (one.kind, other.kind):
            value = w.next_closed
        elif one.broken_end:
            value = w.next_open + joints.fit(one.text, other.text)
        else:
            value = w.next_closed - 2 * w.next_closed * other.broken_start
        links.append((value, at, at + 1))
    return links
