"""What one text has where each character of another stands.

Shared passages tell it, and what is left of both texts beyond them where that is about as long in both. What
a difference means is told in ``templates``.
"""

from dataclasses import fields

import numpy as np
from rapidfuzz.distance import Levenshtein

from data_layer.duplicates.blocking.shingles import IS_NUMERAL, Codes, Flags, Numbers, Places, Texts
from data_layer.duplicates.comparing.matching import (
    GRAM,
    Links,
    Matcher,
    Runs,
    blocks_of,
    find_gaps,
    link_runs,
)
from data_layer.duplicates.parameters import Parameters

_WORDS_IN_PLACE = 6
UNKNOWN, OTHER = 0, 1
"""Stand for what is not known, and for anything else or nothing; no character that counts has these codes."""


def aligned_codes(matcher: Matcher, pairs: Places, parameters: Parameters) -> list[Codes]:
    """For each pair, what the second text has where each character of the first stands.

    0 where it is not known, outside shared passages; 1 where something else stands there, or nothing, or a
    number with more digits. What is left of both before the first and behind the last passage is compared
    too if it is about as long in both.
    """
    texts = matcher.texts
    lengths = texts.lengths[pairs[:, 0]]
    begins = np.cumsum(lengths) - lengths
    found = np.full(int(lengths.sum()), UNKNOWN, dtype=np.uint16)
    for runs in matcher.runs(pairs):
        links = link_runs(runs, parameters)
        placed = _in_place(runs, links, texts.codes)
        if not placed.all():
            runs = Runs(*(getattr(runs, field.name)[placed] for field in fields(Runs)))
            links = link_runs(runs, parameters)
        shift = begins[runs.pair] - texts.starts[pairs[runs.pair, 0]]
        last, beyond = runs.left + runs.steps, runs.right + runs.steps

        even = links.linked & (links.reach == links.aside)
        kept = (runs.steps > 0) | links.linked | links.ends
        for chosen, first, source, sizes in (
            (links.linked, last, None, links.reach),
            (even, last, beyond, links.reach),
            (kept, runs.left, runs.right, runs.steps + GRAM),
        ):
            at = np.flatnonzero(chosen)
            many = sizes[at]
            inside = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            target = np.repeat(first[at] + shift[at], many) + inside
            found[target] = OTHER if source is None else texts.codes[np.repeat(source[at], many) + inside]
        # a character of a word that was dropped or added needs no closer look
        asked = links.linked & ~even
        asked[asked] = (np.maximum(links.reach, links.aside)[asked] > GRAM + 1) | _beside_numerals(
            texts.codes, last[asked], beyond[asked]
        )
        for link in np.flatnonzero(asked).tolist():
            left, right, begun = int(last[link]), int(beyond[link]), int(last[link] + shift[link])
            here, there = int(links.reach[link]) + GRAM, int(links.aside[link]) + GRAM
            aligned = align_codes(texts.codes[left : left + here], texts.codes[right : right + there])
            lost = found[begun : begun + GRAM] == OTHER  # 11日 that became 1日, told by the link before
            aligned[:GRAM][lost] = OTHER
            found[begun : begun + here] = aligned
        _fill_gaps(found, shift, texts, runs, links, parameters)
        _fill_edges(found, begins, texts, runs, kept, pairs, parameters)
    return np.split(found, begins[1:])


def _in_place(runs: Runs, links: Links, codes: Codes) -> Flags:
    """Which runs stand where they do by more than a few characters that any two fillings may share.

    Lists repeat themselves: 四十九万元 of the one text is the end of 三百四十九万元 elsewhere in the other.
    A run alone, or some that are linked with each other, must hold words enough to show their place.
    """
    blocks = blocks_of(links)
    many = runs.steps + GRAM
    inside = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    words = ~IS_NUMERAL[codes[np.repeat(runs.left, many) + inside]]
    found: Flags = (np.bincount(np.repeat(blocks, many), words) >= _WORDS_IN_PLACE)[blocks]
    return found


def _beside_numerals(codes: Codes, here: Numbers, there: Numbers) -> Flags:
    """Whether a number is near where the last 3-grams of passages, at ``here`` and ``there``, end."""
    found = np.zeros(len(here), dtype=np.bool_)
    for side in (here, there):
        for step in range(GRAM - 1, GRAM + 2):
            found |= IS_NUMERAL[codes.take(side + step, mode="clip")]
    return found


def align_codes(here: Codes, there: Codes) -> Codes:
    """What ``there`` has for each character of ``here``, with as few changes as possible."""
    if len(here) == len(there):
        return there
    own, other = (codes.tobytes().decode("utf-16-le", "replace") for codes in (here, there))
    found = np.full(len(here), OTHER, dtype=np.uint16)
    longer: list[int] = []
    for code in Levenshtein.opcodes(own, other):
        if code.tag in ("equal", "replace"):
            found[code.src_start : code.src_end] = there[code.dest_start : code.dest_end]
        elif code.tag == "insert" and IS_NUMERAL[there[code.dest_start : code.dest_end]].any():
            beside = range(max(code.src_start - 1, 0), min(code.src_start + 1, len(here)))
            longer += [at for at in beside if IS_NUMERAL[here[at]]]  # 11月 is not 1月
    found[longer] = OTHER
    return found


def _fill_gaps(
    found: Codes, shift: Places, texts: Texts, runs: Runs, links: Links, parameters: Parameters
) -> None:
    """Fill in what stands between two passages that follow one another in both texts, as a list does."""
    gaps = find_gaps(runs, links, parameters)
    begins = gaps.left + shift[gaps.run]
    for at, (left, right, begun) in enumerate(zip(gaps.left, gaps.right, begins, strict=True)):
        mine, other = gaps.here[at] + GRAM, gaps.there[at] + GRAM
        aligned = align_codes(texts.codes[left : left + mine], texts.codes[right : right + other])
        lost = found[begun : begun + GRAM] == OTHER
        aligned[:GRAM][lost] = OTHER
        found[begun : begun + mine] = aligned


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
        # with the passage's own first or last 3-gram: what is left is aligned from there on
        mine, other = int(runs.left[first]) + GRAM, int(runs.right[first]) + GRAM
        if _is_edge(mine - left.start, other - right.start, parameters):
            found[shift + left.start : shift + mine] = align_codes(
                texts.codes[left.start : mine], texts.codes[right.start : other]
            )
        mine, other = (int(side[last] + runs.steps[last]) for side in (runs.left, runs.right))
        if _is_edge(left.stop - mine, right.stop - other, parameters):
            found[shift + mine : shift + left.stop] = align_codes(
                texts.codes[mine : left.stop], texts.codes[other : right.stop]
            )


def _is_edge(here: int, there: int, parameters: Parameters) -> bool:
    """Whether what is left of two texts beyond their passages is short and about as long in both."""
    return here <= parameters.gap_chars + GRAM and abs(here - there) <= parameters.drift_chars
