"""What one text has where each character of another stands.

Shared passages tell it, and what is left of both texts beyond them where that is about as long in both. What
a difference means is told in ``templates``.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import TypeAlias, cast

import numpy as np
from rapidfuzz.distance import Levenshtein

from data_layer.duplicates.blocking.shingles import IS_NUMERAL, Codes, Flags, Numbers, Places, Texts
from data_layer.duplicates.comparing.matching import (
    GRAM,
    Gaps,
    Links,
    Matcher,
    Runs,
    blocks_of,
    find_gaps,
    link_runs,
)
from data_layer.duplicates.parameters import Parameters

_WORDS_IN_PLACE = 6
_NUMERALS = IS_NUMERAL.tobytes()
Cells: TypeAlias = "memoryview[int]"
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
    sheet = _Sheet(found, texts.codes)
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
        for spans in _spans(links, asked, last, beyond, shift):
            sheet.lay_behind(*spans)
        _fill_gaps(sheet, shift, find_gaps(runs, links, parameters))
        _fill_edges(sheet, begins, texts, runs, kept, pairs, parameters)
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


def _spans(
    links: Links, chosen: Flags, last: Numbers, beyond: Numbers, shift: Places
) -> Iterator[tuple[int, ...]]:
    """What ``_Sheet.lay_behind`` asks of the ``chosen`` links: they begin at ``last`` and ``beyond``."""
    at = np.flatnonzero(chosen)
    columns = last[at], beyond[at], links.reach[at], links.aside[at], last[at] + shift[at]
    return zip(*(column.tolist() for column in columns), strict=True)


class _Sheet:
    """What stands for the characters of the first texts of pairs, one after another; laid piece by piece."""

    def __init__(self, found: Codes, codes: Codes) -> None:
        self._found, self._codes = found.data, codes.data

    def lay(self, here: int, mine: int, there: int, other: int, begun: int) -> None:
        """Lay ``other`` characters from ``there`` on beside ``mine`` from ``here`` on, at ``begun``."""
        own, others = self._codes[here : here + mine], self._codes[there : there + other]
        _lay(self._found[begun : begun + mine], own, others)

    def lay_behind(self, here: int, there: int, reach: int, aside: int, begun: int) -> None:
        """Lay what follows on two passages, whose last 3-grams begin at ``here`` and ``there``."""
        found = self._found
        # 11日 that became 1日, told by what was laid before
        lost = [at for at in range(begun, begun + GRAM) if found[at] == OTHER]
        self.lay(here, reach + GRAM, there, aside + GRAM, begun)
        for at in lost:
            found[at] = OTHER


def align_codes(here: Codes, there: Codes) -> Codes:
    """What ``there`` has for each character of ``here``, with as few changes as possible."""
    found = np.empty(len(here), dtype=np.uint16)
    _lay(found.data, here.data, there.data)
    return found


def _lay(found: Cells, here: Cells, there: Cells) -> None:
    """Fill ``found`` with what ``there`` has for each character of ``here``."""
    if len(here) == len(there):
        found[:] = there
        return
    longer: list[int] = []
    steps = cast("list[tuple[str, int, int, int, int]]", Levenshtein.opcodes(here, there).as_list())
    for tag, start, end, begun, ended in steps:
        if tag in ("equal", "replace"):
            found[start:end] = there[begun:ended]
        elif tag == "delete":
            for at in range(start, end):
                found[at] = OTHER
        elif any(_NUMERALS[code] for code in there[begun:ended]):
            beside = range(max(start - 1, 0), min(start + 1, len(here)))
            longer += [at for at in beside if _NUMERALS[here[at]]]  # 11月 is not 1月
    for at in longer:
        found[at] = OTHER


def _fill_gaps(sheet: _Sheet, shift: Places, gaps: Gaps) -> None:
    """Fill in what stands between two passages that follow one another in both texts, as a list does."""
    columns = gaps.left, gaps.right, gaps.here, gaps.there, gaps.left + shift[gaps.run]
    for spans in zip(*(column.tolist() for column in columns), strict=True):
        sheet.lay_behind(*spans)


def _fill_edges(
    sheet: _Sheet,
    begins: Places,
    texts: Texts,
    runs: Runs,
    kept: Flags,
    pairs: Places,
    parameters: Parameters,
) -> None:
    """Fill in what stands before the first and behind the last passage of each pair."""
    at = np.flatnonzero(kept)
    heads = np.flatnonzero(np.diff(runs.pair[at], prepend=-1))
    opening, closing = at[heads], at[np.append(heads[1:], len(at)) - 1] if len(at) else at
    pair = runs.pair[opening]
    numbers, here, there = pairs[pair], runs.left, runs.right
    starts, ends = texts.starts[numbers].T, texts.starts[numbers + 1].T
    # with the passage's own first or last 3-gram: what is left is aligned from there on
    mine, other = here[opening] + GRAM - starts[0], there[opening] + GRAM - starts[1]
    at = np.flatnonzero(_is_edge(mine, other, parameters))
    columns = starts[0], mine, starts[1], other, begins[pair]
    for spans in zip(*(column[at].tolist() for column in columns), strict=True):
        sheet.lay(*spans)
    last, beyond = here[closing] + runs.steps[closing], there[closing] + runs.steps[closing]
    mine, other = ends[0] - last, ends[1] - beyond
    at = np.flatnonzero(_is_edge(mine, other, parameters))
    columns = last, mine, beyond, other, begins[pair] + last - starts[0]
    for spans in zip(*(column[at].tolist() for column in columns), strict=True):
        sheet.lay(*spans)


def _is_edge(here: Places, there: Places, parameters: Parameters) -> Flags:
    """Whether what is left of two texts beyond their passages is short and about as long in both."""
    found: Flags = (here <= parameters.gap_chars + GRAM) & (np.abs(here - there) <= parameters.drift_chars)
    return found
