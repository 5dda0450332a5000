"""What stands between two body pieces of a page and how their words go on: are they one article's?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_layer.segmenting.pages.joints import Joints
from data_layer.segmenting.pages.pieces import Kind, Piece

__all__ = ["find_ties", "weigh_gap", "weigh_joint"]


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """What it is worth, in natural log-odds of "one article", beside the custom of the page.

    Attributes:
        heads: none, one, two, more headlines between them.
        title: a headline that no section could have, or one with a subtitle or authors, is among them.
        cut_by_head: a headline cuts a sentence.
        byline: authors or a date stand between.
        closed: the first is closed by authors, or the second opened by 本报讯.
        closed_beside: the first is closed by authors, and the second stands in the column beside it.
        other_strand: they are of different strands of lines with nothing between.
        other_region: they are of columns that did not stand side by side, with nothing between.
        same_strand: they are of one strand with nothing between.
        in_sentence: they are of one strand, or printed lines left apart, in mid-sentence.
        open_block: the first is a block in mid-sentence: what goes on was joined to it before.
        misfit: for each unit by which the words of the second don't go on from the first, in mid-sentence.
        in_paragraph: they were joined to one paragraph.
        into_indent: the second begins with an indented line, and the first stops in mid-sentence.
        other_print: one is a printed line left apart and the other a whole block: of different columns.
    """

    heads: tuple[float, ...] = (0.0, 0.0, -1.0, -2.0)
    title: float = -8.0
    cut_by_head: float = -1.5
    byline: float = -4.5
    closed: float = -8.0
    closed_beside: float = -1.5
    other_strand: float = -2.0
    other_region: float = -5.0
    same_strand: float = 2.5
    in_sentence: float = 4.0
    open_block: float = -1.0
    misfit: float = 2.0
    in_paragraph: float = 3.0
    other_print: float = -1.5
    into_indent: float = -4.0


_WEIGHTS = LinkWeights()


def weigh_gap(pieces: Sequence[Piece], last: int, first: int, regions: Mapping[int, int]) -> float:
    """What stands between two body pieces of a page, none of them a body piece, says for one article.

    ``regions``: number of the columns side by side that a strand is one of. Of two columns side by side that
    which authors close is not always the last one of its article.
    """
    w = _WEIGHTS
    between = [piece for piece in pieces[last + 1 : first] if not piece.astray]
    kinds = Counter(piece.kind for piece in between)
    if (
        pieces[last].ends_article
        or pieces[first].starts_article
        or any(piece.ends_article for piece in between)
    ):
        one, other = pieces[last].strand, pieces[first].strand
        is_beside = one != other and regions.get(one, -1) == regions.get(other, -2)
        return w.closed_beside if is_beside and not pieces[first].starts_article else w.closed
    value = w.heads[min(kinds[Kind.HEAD], len(w.heads) - 1)]
    if kinds[Kind.SUBTITLE] or any(piece.is_title for piece in between) or _is_signed_head(between):
        value += w.title
    if kinds[Kind.BYLINE] or kinds[Kind.DATE]:
        value += w.byline
    if kinds[Kind.HEAD] and pieces[last].broken_end:
        value += w.cut_by_head
    return value


def _is_signed_head(between: Sequence[Piece]) -> bool:
    """Whether a headline with its authors right under it stands over what follows, as no section has it."""
    if len(between) < 2 or between[-2].kind is not Kind.HEAD:
        return False
    return between[-1].kind is Kind.BYLINE and not between[-1].ends_article


def weigh_joint(
    pieces: Sequence[Piece],
    last: int,
    first: int,
    joints: Joints,
    regions: Mapping[int, int],
    opens: bool | None,
) -> float:
    """What the words of a body piece and of the one right behind it say for one article.

    ``regions``: number of the columns side by side that a strand is one of. ``opens``: the second begins with
    an indented line.
    """
    w = _WEIGHTS
    one, other = pieces[last], pieces[first]
    if one.ends_article or other.starts_article:
        return 0.0
    if any(piece.kind is not Kind.ASIDE and not piece.astray for piece in pieces[last + 1 : first]):
        return 0.0
    fit = joints.follow(one.text, other.text)
    if other.seam is not None:
        return w.in_paragraph + other.seam + (fit if fit > 0 else w.misfit * fit)
    value = w.other_print * (one.is_line != other.is_line)
    if one.strand != other.strand:
        if -1 not in (one.strand, other.strand) and regions[one.strand] != regions[other.strand]:
            value += w.other_region
        return value + w.other_strand + max(0.0, fit) * one.broken_end
    value += w.same_strand * (one.strand >= 0)
    if one.broken_end:
        are_lines = one.is_line or one.strand >= 0
        value += w.into_indent * bool(opens)
        value += w.in_sentence if are_lines else w.open_block
        return value + (fit if fit > 0 and are_lines else w.misfit * fit)
    return value + min(0.0, fit)


_CUT_START, _OPEN_START = 1.0, 2.5
"""How well words must go on over a distance: to a piece that begins in mid-sentence, and to any other."""


def find_ties(
    pieces: Sequence[Piece], body: Sequence[int], joints: Joints, opens: Mapping[int, bool | None]
) -> dict[int, tuple[int, float]]:
    """The body pieces whose words go on from another that is not right before them, by the later on the page.

    Each with the earlier one and how surely. Only those count that fit each other better than any other, and
    of which neither fits its neighbour. Nothing goes on with a line that ``opens`` a paragraph.
    """
    near = {
        after: -1.0 if opens.get(after) else _near_fit(pieces, before, after, joints)
        for before, after in pairwise(body)
    }
    followed = {before: near[after] for before, after in pairwise(body)}
    ends = [at for at in body if pieces[at].broken_end and followed.get(at, -1.0) < 0]
    starts = [at for at in body if near.get(at, -1.0) < 0 and not opens.get(at)]
    fits = {
        (end, start): joints.follow(pieces[end].text, pieces[start].text)
        for end in ends
        for start in starts
        if end != start and pieces[end].is_line == pieces[start].is_line
    }
    best_start = _best(fits)
    best_end = _best({(start, end): fit for (end, start), fit in fits.items()})
    ties = {}
    for end, start in best_start.items():
        least = _CUT_START if pieces[start].broken_start else _OPEN_START
        if best_end.get(start) == end and fits[end, start] >= least:
            ties[max(end, start)] = (min(end, start), fits[end, start])
    return ties


def _near_fit(pieces: Sequence[Piece], before: int, after: int, joints: Joints) -> float:
    """How well a piece goes on from the one before it; not at all over a headline or authors."""
    if any(piece.kind is not Kind.ASIDE for piece in pieces[before + 1 : after]):
        return -1.0
    fit = joints.follow(pieces[before].text, pieces[after].text)
    return fit if pieces[before].broken_end or fit <= -3.0 else 0.0


def _best(fits: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """For each first piece the second that fits it best, the earliest among equals."""
    best: dict[int, int] = {}
    for (one, other), fit in fits.items():
        if one not in best or fit > fits[one, best[one]]:
            best[one] = other
    return best
