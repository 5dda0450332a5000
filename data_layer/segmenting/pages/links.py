"""What stands between two neighbouring body pieces of a page, and what it says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.pieces import Kind, Piece

__all__ = ["link"]


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """What it is worth, in natural log-odds of "one article", beside the custom of the page.

    Attributes:
        heads: none, one, two, more headlines between them.
        title: a headline that no section could have, or one with a subtitle, is among them.
        cut_by_head: a headline cuts a sentence.
        byline: authors or a date stand between.
        closed: the first is closed by authors, or the second opened by 本报讯.
        other_strand: they are of different strands of lines with nothing between.
        in_sentence: they are of one strand, in mid-sentence.
    """

    heads: tuple[float, ...] = (0.0, -0.5, -1.5, -3.0)
    title: float = -5.0
    cut_by_head: float = -1.5
    byline: float = -4.5
    closed: float = -8.0
    other_strand: float = -3.0
    in_sentence: float = 4.0


_WEIGHTS = LinkWeights()


def link(pieces: Sequence[Piece], last: int, first: int, joints: Joints) -> float:
    """What speaks for two body pieces being of one article that have no other body piece between them."""
    w = _WEIGHTS
    between = pieces[last + 1 : first]
    kinds = Counter(piece.kind for piece in between)
    if (
        pieces[last].ends_article
        or pieces[first].starts_article
        or any(piece.ends_article for piece in between)
    ):
        return w.closed
    value = w.heads[min(kinds[Kind.HEAD], len(w.heads) - 1)]
    if kinds[Kind.SUBTITLE] or any(piece.is_title for piece in between):
        value += w.title
    if kinds[Kind.BYLINE] or kinds[Kind.DATE]:
        value += w.byline
    if kinds[Kind.HEAD] and pieces[last].broken_end:
        value += w.cut_by_head
    if kinds.keys() <= {Kind.ASIDE}:
        fit = joints.follow(pieces[last].text, pieces[first].text)
        if pieces[last].strand != pieces[first].strand:
            value += w.other_strand + max(0.0, fit) * pieces[last].broken_end
        else:
            value += (w.in_sentence + fit) if pieces[last].broken_end else min(0.0, fit)
    return value
