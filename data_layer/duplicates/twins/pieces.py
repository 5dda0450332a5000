"""The longest piece that two texts both have in one order: what can be laid side by side."""

import numpy as np

from data_layer.duplicates.blocking.shingles import Numbers, Places
from data_layer.duplicates.comparing.matching import GRAM, Matcher, link_runs
from data_layer.duplicates.parameters import Parameters

Span = tuple[int, int]
Piece = tuple[Span, Span]
"""Where the piece is in each of the two."""

_GAP_DRIFT = 4  # of so many characters between two passages one more may be dropped or added


def find_pieces(matcher: Matcher, pairs: Places, parameters: Parameters) -> list[Piece | None]:
    """The piece of each pair with its edges; None where it is not the most of the shorter text.

    Args:
        matcher: of all texts.
        pairs: their numbers, one row a pair.
        parameters: see Parameters.
    """
    found: list[Piece | None] = [None] * len(pairs)
    lengths, starts = matcher.texts.lengths[pairs], matcher.texts.starts[pairs]
    for runs in matcher.runs(pairs):
        links = link_runs(runs, parameters)
        kept = np.flatnonzero((runs.steps > 0) | links.linked | links.ends)
        if not len(kept):
            continue
        pair, steps = runs.pair[kept], runs.steps[kept]
        first, begun = (side[kept] - starts[pair, at] for at, side in enumerate((runs.left, runs.right)))
        last, ended = first + steps, begun + steps
        ahead, aside = first[1:] - last[:-1], begun[1:] - ended[:-1]
        joined = (aside > 0) & (np.minimum(ahead, aside) <= parameters.open_gap_chars)
        joined &= np.abs(ahead - aside) <= parameters.drift_chars + np.maximum(ahead, aside) // _GAP_DRIFT
        heads = np.flatnonzero(np.append(True, ~joined | (pair[1:] != pair[:-1])))
        tails = np.append(heads[1:], len(pair)) - 1
        # the longest of each pair's, of two as long the first
        order = np.lexsort((heads, first[heads] - last[tails], pair[heads]))
        best = order[np.flatnonzero(np.diff(pair[heads][order], prepend=-1))]
        number, first, begun = (column[heads[best]] for column in (pair, first, begun))
        last, ended = (column[tails[best]] + GRAM for column in (last, ended))
        longer = np.maximum(last - first, ended - begun)
        most = np.flatnonzero(longer * 100 >= parameters.piece_percent * lengths[number].min(axis=1))
        number, first, begun, last, ended = (one[most] for one in (number, first, begun, last, ended))
        before = _edges(first, begun, parameters)
        behind = _edges(lengths[number, 0] - last, lengths[number, 1] - ended, parameters)
        here, there = (first - before[0], last + behind[0]), (begun - before[1], ended + behind[1])
        for at, *spans in zip(*(column.tolist() for column in (number, *here, *there)), strict=True):
            found[at] = (spans[0], spans[1]), (spans[2], spans[3])
    return found


def _edges(here: Numbers | Places, there: Numbers | Places, parameters: Parameters) -> tuple[Places, Places]:
    """How much of what is left of the two texts of pairs, so many characters each, stands side by side."""
    shorter = np.minimum(here, there)
    even, far = np.abs(here - there) <= parameters.drift_chars, shorter > parameters.gap_chars
    own, other = (np.where(far, 0, np.where(even, side, shorter)) for side in (here, there))
    return own, other
