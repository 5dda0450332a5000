"""Spots where one text names a county or city and the other one another, told by characters alone.

Where two texts say the same behind two different names, the passage begins with the names' last character. No
place is looked for in the texts, so that this costs next to nothing; who needs to know which place is meant
asks ``twins``.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import (
    Codes,
    Flags,
    Places,
    Texts,
    Words,
    fold_words,
    spread,
    three_grams,
)
from data_layer.duplicates.blocking.threads import in_threads
from data_layer.duplicates.comparing.matching import Numbers
from data_layer.lexicon.regions import load_regions
from data_layer.model import RegionLevel

Marks = NDArray[np.uint16]
NAME_TAILS = "县市区旗州盟"
"""What names of counties and cities end with."""
_LEVELS = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)
_CHUNK = 1 << 18
_LAST = 3  # characters of a name that are compared
_LONG, _SHORT = np.uint64(0xFFFFFFFFFFFF), np.uint64(0xFFFFFFFF)  # all three of them, the last two
_CODE, _PLACES = np.uint64(0xFFFF), (np.uint64(0), np.uint64(16), np.uint64(32))
# where both names end, from where the passage begins: 德兴|市 and 兴国|县 share nothing, 醴陵|市 and 常宁|市
# their last character, 辰|溪县 and 泸|溪县 two; one of the three characters behind may be misread
_SHIFTS = (-4, -3, -2, -1, 0, 1)
_MANY = len(_SHIFTS)
_BITS = 1 | 1 << _MANY


@functools.cache
def _tails() -> Flags:
    """For each code whether names end with it."""
    tails = np.zeros(1 << 16, dtype=np.bool_)
    tails[[ord(char) for char in NAME_TAILS]] = True
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


def mark_names(codes: Codes) -> Marks:
    """Per character one bit for each of _SHIFTS: whether a county's or city's name ends so far from it.

    Names of two characters have bits of their own: 兴国县 that lost a character is 兴县, which shows nothing.
    """
    at, _, is_long, is_short = _name_ends(codes)
    marks = np.zeros(len(codes), dtype=np.uint16)
    for bit, shift in enumerate(_SHIFTS):
        for kind, mark in ((is_long, 1), (is_short, 1 << _MANY)):
            places = at[kind] - shift
            marks[places[places < len(codes)]] |= np.uint16(mark << bit)
    return marks


def name_masks(texts: Texts) -> Words:
    """Per article 64 bits, one for each name in it: two without a common bit have no common name."""
    at, endings, is_long, is_short = _name_ends(texts.codes)
    named = is_long | is_short
    names = np.where(is_long, endings, endings & _SHORT)[named]
    masks = np.zeros(len(texts), dtype=np.uint64)
    owners = np.searchsorted(texts.starts, at[named], side="right") - 1
    np.bitwise_or.at(masks, owners, np.uint64(1) << (spread(names) >> np.uint64(58)))
    return masks


def _name_ends(codes: Codes) -> tuple[Places, Words, Flags, Flags]:
    """Where names may end, the 3-grams there, and which are names: of three characters and more, of two."""
    tails = _tails()
    parts = in_threads(
        lambda first: np.flatnonzero(tails[codes[first : first + _CHUNK]]) + first,
        range(0, len(codes), _CHUNK),
    )
    at = np.concatenate([np.zeros(0, dtype=np.int64), *parts])
    (long, short), endings = _endings(), _ending(codes, at)
    is_long = np.isin(endings, long)
    return at, endings, is_long, np.isin(endings & _SHORT, short) & ~is_long


def _ending(codes: Codes, at: Places) -> Words:
    """The 3-gram that ends at each of some places."""
    wide = codes[(at[:, None] + np.arange(1 - _LAST, 1)).clip(0, len(codes) - 1)].ravel()
    return three_grams(wide)[::_LAST] if len(at) else np.zeros(0, dtype=np.uint64)


def near_names(marks: Marks, left: Numbers, right: Numbers) -> Places:
    """Numbers of the passages, from ``left`` and ``right`` on, that begin near a name in both texts."""
    begun = marks.take(left)
    near = np.flatnonzero(begun)
    found: Places = near[(begun.take(near) & marks.take(right.take(near))) > 0]
    return found


def names_differ(codes: Codes, marks: Marks, left: Numbers, right: Numbers) -> tuple[Places, Places]:
    """Which of the passages that begin at ``left`` and ``right`` have other names there.

    Returns:
        their numbers, a number once for each of _SHIFTS, and in how many characters the names differ.
    """
    both = marks[left] & marks[right]
    numbers, unlike = [], []
    for bit, shift in enumerate(_SHIFTS):
        at = np.flatnonzero(both & (_BITS << bit))
        here, there = (_ending(codes, side[at].astype(np.int64) + shift) for side in (left, right))
        differ = (here ^ there) & np.where(both[at] >> bit & 1, _LONG, _SHORT)
        numbers.append(at)
        unlike.append(sum((differ >> bits & _CODE != 0).astype(np.int64) for bits in _PLACES))
    return np.concatenate(numbers), np.concatenate(unlike)
