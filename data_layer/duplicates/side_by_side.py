"""What one text has where each character of another stands.

Shared passages tell it, and what is left of both texts beyond them where that is about as long in both. What
a difference means is told in ``templates``.
"""

import numpy as np

from data_layer.duplicates.matching import GRAM, Matcher, Runs, link_runs
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Codes, Flags, Places, Texts

UNKNOWN, OTHER = 0, 1
"""Stand for what is not known, and for anything else or nothing; no character that counts has these codes."""


def aligned_codes(matcher: Matcher, pairs: Places, parameters: Parameters) -> list[Codes]:
    """For each pair, what the second text has where each character of the first stands.

    0 where it is not known, outside shared passages; 1 where something else stands there, or nothing. What is
    left of both before the first and behind the last passage is compared too if it is about as long in both.
    """
    texts = matcher.texts
    lengths = texts.lengths[pairs[:, 0]]
    begins = np.cumsum(lengths) - lengths
    found = np.full(int(lengths.sum()), UNKNOWN, dtype=np.uint16)
    for runs in matcher.runs(pairs):
        links = link_runs(runs, parameters)
        shift = begins[runs.pair] - texts.starts[pairs[runs.pair, 0]]
        last, beyond = runs.left + runs.steps, runs.right + runs.steps

        even = links.linked & (links.reach == links.aside)
        kept = (runs.steps > 0) | links.linked | links.ends
        for chosen, first, source, sizes in (
            (links.linked, last, None, links.reach),
            (even, last, beyond, links.reach),
            (kept, runs.left, runs.left, runs.steps + GRAM),
        ):
            at = np.flatnonzero(chosen)
            many = sizes[at]
            inside = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            target = np.repeat(first[at] + shift[at], many) + inside
            found[target] = OTHER if source is None else texts.codes[np.repeat(source[at], many) + inside]
        _fill_edges(found, begins, texts, runs, kept, pairs, parameters)
    return np.split(found, begins[1:])


def _fill_edges(
    found: Codes, begins: Places, texts: Texts, runs: Runs, kept: Flags, pairs: Places, parameters: Parameters
) -> None:
    """Fill in what stands before the first and behind the last passage of each pair."""
    at = np.flatnonzero(kept)
    heads = np.flatnonzero(np.diff(runs.pair[at], prepend=-1))
    opening, closing = at[heads], at[np.append(heads[1:], len(at)) - 1] if len(at) else at
    for first, last in zip(opening.tolist(), closing.tolist(), strict=True):
        pair = int(runs.pair[first])
        left, right = (slice(*texts.starts[number : number + 2].tolist()) for number in pairs[pair].tolist())
        shift = int(begins[pair]) - left.start
        # names of another length shift what is before them: characters are compared from the passage on
        mine, other = int(runs.left[first]), int(runs.right[first])
        before, beside = mine - left.start, other - right.start
        if _is_edge(before, beside, parameters):
            found[shift + left.start : shift + mine] = OTHER
            many = min(before, beside)
            found[shift + mine - many : shift + mine] = texts.codes[other - many : other]
        mine, other = (int(side[last] + runs.steps[last]) + GRAM for side in (runs.left, runs.right))
        behind, beside = left.stop - mine, right.stop - other
        if _is_edge(behind, beside, parameters):
            found[shift + mine : shift + left.stop] = OTHER
            many = min(behind, beside)
            found[shift + mine : shift + mine + many] = texts.codes[other : other + many]


def _is_edge(here: int, there: int, parameters: Parameters) -> bool:
    """Whether what is left of two texts beyond their passages is short and about as long in both."""
    return (
        here <= parameters.gap_chars and min(here, there) > 0 and abs(here - there) <= parameters.drift_chars
    )
