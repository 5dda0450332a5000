"""What stands where a text names a county or city: the same name, spoiled by OCR, or another place's.

What belongs here: the odds of one such spot, told by the gazetteer. What does not: whether the spot is open
in a template (templates), and what all spots of a pair together mean.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from data_layer.duplicates.blocking.shingles import Places, fold_words
from data_layer.duplicates.parameters import Parameters
from data_layer.lexicon.regions import load_regions
from data_layer.model import RegionLevel

_LEVELS = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)
_PROVINCE_DIGITS = 2
_LEAST_CHANCE = 1e-300  # where no other name is anywhere near
_NEAR_CHARS = 24  # a passage further away tells nothing
_LONGER_CHARS = 6  # 江华瑶族自治县 in the place of 道县


@dataclass(frozen=True, slots=True)
class NameSlot:
    """A county or city named in a text; a span of the characters that count, its words and its code."""

    start: int
    end: int
    name: str
    adcode: str


@functools.cache
def _names() -> tuple[list[str], list[str]]:
    """All names, folded, and the codes of their places."""
    regions = [one for one in load_regions().by_adcode.values() if one.level in _LEVELS]
    return [fold_words(one.name) for one in regions], [one.adcode for one in regions]


@functools.cache
def _lengths() -> Places:
    return np.array([len(name) for name in _names()[0]])


@functools.cache
def _rows() -> dict[str, int]:
    """Which name is that of a code."""
    return {code: at for at, code in enumerate(_names()[1])}


@functools.cache
def _priors(province: str) -> NDArray[np.float64]:
    """Chance of each name to stand where one of ``province`` might: half of all are of there."""
    codes = _names()[1]
    near = np.array([code[:_PROVINCE_DIGITS] == province for code in codes])
    chances: NDArray[np.float64] = 0.5 / len(codes) + 0.5 * near / max(near.sum(), 1)
    return chances


@functools.lru_cache(maxsize=4096)
def _distances(words: str) -> Places:
    """How many characters each name is from ``words``."""
    found: Places = cdist([words], _names()[0], scorer=Levenshtein.distance, dtype=np.int32)[0]
    return found


def name_odds(
    found: Sequence[tuple[NameSlot, str]], twins: Sequence[str], spoiled: float, parameters: Parameters
) -> tuple[float, float]:
    """Logarithms of the chances of what stands where one place is named: if it is that place, if any other.

    If another, it is the same one in all spots: 王田县 three times beside 青田县 is 玉田县, misread alike.

    Args:
        found: the spots as the one text has them, all of one place, each with what the other text has there.
        twins: codes of places that fill the same template, as far as they are known.
        spoiled: characters that differ between the two texts elsewhere, a share of 1.
        parameters: see Parameters.
    """
    slot, _ = found[0]
    rows = [_rows()[code] for code in twins if code in _rows() and code != slot.adcode]
    own = _rows().get(slot.adcode)
    priors = _priors(slot.adcode[:_PROVINCE_DIGITS]).copy()
    if own is not None:
        priors[own] = 0.0
    if rows:
        priors /= 2
        priors[rows] += 0.5 / len(rows)

    def others(chances: NDArray[np.float64]) -> float:
        most = chances.max()
        return float(most + np.log(np.dot(np.exp(chances - most), priors) + _LEAST_CHANCE))

    nats = float(np.log(spoiled * parameters.misread_char_percent / 100))
    same, together = 0.0, np.zeros(len(priors))
    for slot, words in found:
        unlike = _distances(words)
        chances = nats * np.minimum(unlike, len(slot.name) + 1)
        rest = (unlike == 1) & (_lengths() == len(words) + 1)  # 定南县 that lost a character is 南县
        chances[rest] = np.log(spoiled * parameters.lost_char_percent / 100)
        misread = Levenshtein.distance(words, slot.name)
        # where little is left of the name, whose it was cannot be told
        legible = 2 * misread < len(slot.name)
        same += nats * misread if legible else min(nats * misread, others(chances))
        together += chances
    return same, others(together)


def words_beside(anchors: Places, slot: NameSlot, other: str) -> str | None:
    """What text ``other`` has where ``slot`` stands; None where no shared passage is near.

    Args:
        anchors: where equal 3-grams begin in the slot's text and in the other, in the order of the first.
        slot: as the one text has it.
        other: the characters that count of the other text.
    """
    before = int(np.searchsorted(anchors[:, 0], slot.start)) - 1
    after = int(np.searchsorted(anchors[:, 0], slot.end - 2))
    # texts begin together, as far as a passage tells nothing else
    start, begun = (anchors[before, 1], anchors[before, 0]) if before >= 0 else (0, 0)
    if after == len(anchors) or max(slot.start - begun, anchors[after, 0] - slot.end) > _NEAR_CHARS:
        return None
    start = int(start + slot.start - begun)
    end = int(anchors[after, 1] + slot.end - anchors[after, 0])
    return other[start:end] if 0 < end - start <= slot.end - slot.start + _LONGER_CHARS else None


def is_rest(one: str, other: str) -> bool:
    """Whether one of two names is what is left of the other without one of its characters."""
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
