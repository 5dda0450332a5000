"""Headlines that stand over several columns read across, each put over the column that it is of.

Where columns were read line by line, their headlines come first, one after another, or last. Words, places
and their order tell which column each names. A headline that can't be told stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_layer.segmenting.pages.cohesion import Profile, Vocabulary
from data_layer.segmenting.pages.pieces import Kind, Piece
from data_layer.segmenting.pages.titles import Headline, read_headlines, weigh_words

__all__ = ["find_regions", "order_columns"]


@dataclass(frozen=True, slots=True)
class ColumnWeights:
    """What speaks for a headline being a column's, beside its words, in the currency of titles.

    Attributes:
        lead: the part that the column's first pieces have in what words say.
        same_rank: the first headline is the first column's, the second the second's.
        least: what is needed.
    """

    lead: float = 0.6
    same_rank: float = 1.5
    least: float = 0.8


_WEIGHTS = ColumnWeights()
_LEAD_PIECES = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """A strand of lines: its pieces, and the stretch of the raw text that they stood in."""

    pieces: tuple[int, ...]
    start: int
    end: int


def order_columns(pieces: Sequence[Piece], profiles: Sequence[Profile], vocabulary: Vocabulary) -> list[int]:
    """The numbers of the pieces, headlines right over their columns."""
    columns = _find_columns(pieces)
    if len(columns) < 2:
        return list(range(len(pieces)))
    moved: dict[int, int] = {}  # the first number of a headline: the piece that it goes over
    for region, stack in _find_stacks(pieces, profiles, columns):
        for headline, column in _match(stack, region, profiles, vocabulary):
            moved[headline.numbers[0]] = column.pieces[0]
            for number in headline.numbers:
                moved[number] = column.pieces[0]
    over: dict[int, list[int]] = {}
    for number, goal in sorted(moved.items()):
        over.setdefault(goal, []).append(number)
    return [
        at for number in range(len(pieces)) if number not in moved for at in (*over.get(number, ()), number)
    ]


def _find_columns(pieces: Sequence[Piece]) -> list[_Column]:
    numbers: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.BODY and piece.strand >= 0:
            numbers.setdefault(piece.strand, []).append(number)
    columns = [
        _Column(
            tuple(found),
            min(pieces[at].paragraph.raw[0][1] for at in found),
            max(pieces[at].paragraph.raw[-1][1] for at in found),
        )
        for found in numbers.values()
    ]
    return sorted(columns, key=lambda column: column.start)


def find_regions(pieces: Sequence[Piece]) -> dict[int, int]:
    """For each strand the number of the columns side by side that it is one of."""
    return {
        pieces[column.pieces[0]].strand: number
        for number, region in enumerate(_regions(_find_columns(pieces)))
        for column in region
    }


def _regions(columns: Sequence[_Column]) -> Iterator[list[_Column]]:
    """Columns that were read across together: their stretches of the page overlap."""
    region: list[_Column] = []
    for column in columns:
        if region and column.start > max(other.end for other in region):
            yield region
            region = []
        region.append(column)
    if region:
        yield region


def _find_stacks(
    pieces: Sequence[Piece], profiles: Sequence[Profile], columns: Sequence[_Column]
) -> Iterator[tuple[list[_Column], list[Headline]]]:
    """Headlines one after another, with the columns right above and below them."""
    regions = list(_regions(columns))
    owner = {number: at for at, region in enumerate(regions) for column in region for number in column.pieces}
    body = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BODY]
    headlines = read_headlines(pieces, profiles)
    for before, after in pairwise([-1, *body, len(pieces)]):
        stack = [headline for headline in headlines if before < headline.numbers[0] < after]
        near = sorted({owner[at] for at in (before, after) if at in owner})
        found = [column for at in near for column in regions[at]]
        if stack and len(found) > 1:
            yield found, stack


def _match(
    stack: Sequence[Headline],
    region: Sequence[_Column],
    profiles: Sequence[Profile],
    vocabulary: Vocabulary,
) -> Iterator[tuple[Headline, _Column]]:
    """Headlines with their columns, the surest first, each once."""
    w = _WEIGHTS
    offers = []
    for place, headline in enumerate(stack):
        for rank, column in enumerate(region):
            lead = Profile.join(profiles[at] for at in column.pieces[:_LEAD_PIECES])
            whole = Profile.join(profiles[at] for at in column.pieces)
            value = w.lead * weigh_words(headline, lead, vocabulary)
            value += (1 - w.lead) * weigh_words(headline, whole, vocabulary)
            value += w.same_rank * (place == rank)
            if value >= w.least:
                offers.append((value, -place, -rank))
    taken: set[int] = set()
    used: set[int] = set()
    for _, place, rank in sorted(offers, reverse=True):
        if -place not in taken and -rank not in used:
            taken.add(-place)
            used.add(-rank)
            yield stack[-place], region[-rank]
