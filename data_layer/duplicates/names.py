"""Spots where one text names a county or city and the other one another, told by characters alone.

Where two texts say the same behind two different names, the passage begins with the names' last character. No
place is looked for in the texts, so that this costs next to nothing; who needs to know which place is meant
asks ``twins``.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.matching import Numbers
from data_layer.duplicates.shingles import Codes, Flags, Places, Words, fold_words, three_grams
from data_layer.lexicon.regions import load_regions
from data_layer.model import RegionLevel

_LEVELS = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)
_LAST = 3  # characters of a name that are compared
_CODE, _PLACES = np.uint64(0xFFFF), (np.uint64(0), np.uint64(16), np.uint64(32))
_SHIFTS = (
    -1,
    0,
    1,
)  # where both names end, from where the passage begins: 德兴|市 and 兴国|县 share nothing,
# 醴陵|市 and 常宁|市 their last character, 辰|溪县 and 泸|溪县 two


@functools.cache
def _tails() -> Flags:
    """For each code whether names end with it."""
    tails = np.zeros(1 << 16, dtype=np.bool_)
    tails[[ord(char) for char in "县市区旗州盟"]] = True
    return tails


@functools.cache
def _endings() -> tuple[Words, Words]:
    """The last three characters of all names, as 3-grams, and the names of two with nothing before them."""
    names = [fold_words(one.name) for one in load_regions().by_adcode.values() if one.level in _LEVELS]
    held = [name for name in names if _tails()[ord(name[-1])]]
    short = {f"\0{name}" for name in held if len(name) < _LAST}
    long = {name[-_LAST:] for name in held if len(name) >= _LAST}

    def words(endings: set[str]) -> Words:
        codes = np.array([[ord(char) for char in ending] for ending in endings], dtype=np.uint16)
        return np.sort(np.concatenate([three_grams(row) for row in codes]))

    return words(long), words(short)


def _is_name(endings: Words) -> Flags:
    long, short = _endings()
    named: Flags = np.isin(endings, long) | np.isin(endings & np.uint64(0xFFFFFFFF), short)
    return named


def name_ends(codes: Codes) -> Flags:
    """For each character whether a name ends with it, with the one before or with the one behind."""
    ends = np.zeros(len(codes) + 2, dtype=np.bool_)
    at = np.flatnonzero(_tails()[codes])
    ends[at[_is_name(_ending(codes, at))] + 1] = True
    near: Flags = ends[:-2] | ends[1:-1] | ends[2:]
    return near


def _ending(codes: Codes, at: Places) -> Words:
    """The 3-gram that ends at each of some places."""
    wide = codes[(at[:, None] + np.arange(1 - _LAST, 1)).clip(0, len(codes) - 1)].ravel()
    return three_grams(wide)[::_LAST] if len(at) else np.zeros(0, dtype=np.uint64)


def names_differ(codes: Codes, near: Flags, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """For each passage that begins at ``left`` and ``right``: in how many characters the names there differ.

    0 where the names are the same, or what stands there is no name; ``near`` is of ``name_ends``.
    """
    found = np.zeros(len(left), dtype=np.int8)
    at = np.flatnonzero(near[left] & near[right])
    for shift in _SHIFTS:
        here, there = (_ending(codes, side[at].astype(np.int64) + shift) for side in (left, right))
        unlike = sum(((here ^ there) >> bits & _CODE != 0).astype(np.int8) for bits in _PLACES)
        found[at] = np.maximum(found[at], unlike * (_is_name(here) & _is_name(there)))
    return found
