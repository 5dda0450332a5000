"""Short names of counties (平鲁 for 平鲁区) that two texts have in one spot, told by characters alone.

A short name may stand in other words by chance (通道, 和平), so it shows nothing by itself. But where one is
in the one text and another in the same spot of the other, and OCR would hardly make the one of the other, two
places are named.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import Codes, Flags, Places, Texts, fold_words
from data_layer.duplicates.comparing.names import NAME_TAILS
from data_layer.lexicon.regions import load_regions
from data_layer.model import RegionLevel

_LEVELS = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)
_CHARS = 2
_FAR = 8  # characters that OCR and other lengths of numbers put between two of one spot
_SHIFT = np.uint32(16)


@functools.cache
def _stems() -> NDArray[np.uint32]:
    """All short names of two characters, each as one number, sorted."""
    names = [fold_words(one.name) for one in load_regions().by_adcode.values() if one.level in _LEVELS]
    held = {name[:-1] for name in names if len(name) == _CHARS + 1 and name[-1] in NAME_TAILS}
    return np.sort(np.array([ord(stem[0]) << 16 | ord(stem[1]) for stem in held], dtype=np.uint32))


@functools.cache
def _chars() -> tuple[Flags, Flags]:
    """For each code whether a short name begins with it, and whether one ends with it."""
    firsts, seconds = np.zeros(1 << 16, dtype=np.bool_), np.zeros(1 << 16, dtype=np.bool_)
    firsts[_stems() >> _SHIFT] = True
    seconds[_stems() & np.uint32(0xFFFF)] = True
    return firsts, seconds


def _pairs_of(codes: Codes) -> NDArray[np.uint32]:
    """Each two characters that follow one another, as one number."""
    wide = codes.astype(np.uint32)
    return wide[:-1] << _SHIFT | wide[1:]


def may_have_other_stems(texts: Texts, pairs: Places) -> Flags:
    """Which pairs of texts have short names about as far from their beginnings, each its own."""
    numbers, rows = np.unique(pairs, return_inverse=True)
    held = _stems_in(texts.take(numbers.tolist()))
    kinds: dict[frozenset[int], int] = {}
    kind_of = np.array([kinds.setdefault(frozenset(stems), len(kinds)) for stems in held], dtype=np.int64)
    rows = rows.reshape(-1, 2)
    found = np.zeros(len(pairs), dtype=np.bool_)
    for row in np.flatnonzero(kind_of[rows[:, 0]] != kind_of[rows[:, 1]]).tolist():
        here, there = (held[number] for number in rows[row].tolist())
        own = [at for stem, at in here.items() if stem not in there]
        others = [at for stem, at in there.items() if stem not in here]
        found[row] = any(abs(at - other) <= _FAR for at in own for other in others)
    return found


def _stems_in(texts: Texts) -> list[dict[int, int]]:
    """The short names in each text, each with where it stands last, counted from the text's beginning."""
    firsts, seconds = _chars()
    at = np.flatnonzero(firsts.take(texts.codes[:-1]) & seconds.take(texts.codes[1:]))
    two = texts.codes[at].astype(np.uint32) << _SHIFT | texts.codes[at + 1]
    owners = np.searchsorted(texts.starts, at, side="right") - 1
    named = np.isin(two, _stems()) & (at + 1 < texts.starts[owners + 1])
    at, two, owners = at[named], two[named], owners[named]
    held: list[dict[int, int]] = [{} for _ in range(len(texts))]
    for owner, stem, place in zip(
        owners.tolist(), two.tolist(), (at - texts.starts[owners]).tolist(), strict=True
    ):
        held[owner][stem] = place
    return held


def stems_unlike(own: Codes, other: Codes) -> int:
    """In how many characters two texts' short names differ at most that stand in one spot; 0 where none do.

    Args:
        own: the characters of the one.
        other: what the other has in their places, see ``aligned_codes``.
    """
    here, there = _pairs_of(own), _pairs_of(other)
    at = np.flatnonzero(here != there)
    at = at[np.isin(here[at], _stems()) & np.isin(there[at], _stems())]
    unlike = (own[at] != other[at]).astype(np.int64) + (own[at + 1] != other[at + 1])
    return int(unlike.max(initial=0))


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(chr(stem >> 16) + chr(stem & 0xFFFF) for stem in _stems().tolist())


def is_stem(words: str) -> bool:
    """Whether ``words`` are a short name."""
    return words in _names()
