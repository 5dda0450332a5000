"""Days and years that texts tell, as one word of bits for each: who shares none has none in common.

What belongs here: asking whether two texts may be of different days, next to nothing for each. What does not:
whether they are (``numbers``).
"""

import numpy as np

from data_layer.duplicates.blocking.shingles import Codes, Flags, Places, Texts, Words, spread

_YEAR, _MONTH, _DAY = (ord(mark) for mark in "年月日")
_YEAR_DIGITS, _LEAST_YEAR = 4, 1000
_BASE, _ONE_MONTH, _ONE_DAY = 10, 100, 10_000  # a year is below 10,000, a month and a day are above
_TOP_BITS = np.uint64(58)


def day_masks(texts: Texts) -> Words:
    """Per text 64 bits, one for each day (9月27日) and each year (2019年) in it."""
    codes = texts.codes
    years = np.flatnonzero(codes == _YEAR)
    told, sizes = _number_before(codes, years)
    whole = (sizes == _YEAR_DIGITS) & (told >= _LEAST_YEAR)
    days = np.flatnonzero(codes == _DAY)
    of_month, lengths = _number_before(codes, days)
    months = days - lengths - 1
    dated = (lengths > 0) & (lengths <= 2) & (codes.take(months, mode="clip") == _MONTH)
    of_year, more = _number_before(codes, months)
    dated &= (more > 0) & (more <= 2)
    keys = np.concatenate((told[whole], (of_year * _ONE_MONTH + of_month + _ONE_DAY)[dated]))
    owners = np.searchsorted(texts.starts, np.concatenate((years[whole], days[dated])), side="right") - 1
    masks = np.zeros(len(texts), dtype=np.uint64)
    np.bitwise_or.at(masks, owners, np.uint64(1) << (spread(keys.astype(np.uint64)) >> _TOP_BITS))
    return masks


def _number_before(codes: Codes, at: Places) -> tuple[Places, Places]:
    """The number that ends before each of some places, and how many digits it has, up to five."""
    number, sizes = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
    going: Flags = np.ones(len(at), dtype=np.bool_)
    for step in range(_YEAR_DIGITS + 1):
        digit = codes.take(at - 1 - step, mode="clip").astype(np.int64) - ord("0")
        going &= (digit >= 0) & (digit < _BASE) & (at > step)
        number += np.where(going, digit, 0) * _BASE**step
        sizes += going
    return number, sizes


def each_its_own(masks: Words, pairs: Places) -> Flags:
    """Which pairs have each something that the other has not."""
    own, other = masks[pairs].T
    found: Flags = ((own & ~other) > 0) & ((other & ~own) > 0)
    return found
