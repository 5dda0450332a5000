"""From what two articles share to what that means: witnesses of one story, neighbours of it, or neither.

Template twins end here: where the words agree and the numbers inside the same passages do not, two articles
share a form, not a story.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.comparing import Overlaps
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Flags, Places

AGREE, NEUTRAL, AGAINST = 1, 0, -1
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Verdicts:
    """One element a pair.

    Attributes:
        state: AGREE for witnesses of one story; NEUTRAL where one goes on where the other ends, as two
            excerpts of one story do; AGAINST for everything else.
        containment: 0 to 1, how much of the shorter stands in the longer.
        resemblance: 0 to 1, how much of both together is shared.
    """

    state: NDArray[np.int8]
    containment: Shares
    resemblance: Shares


def numbers_part(overlaps: Overlaps, parameters: Parameters) -> Flags:
    """Where the numbers differ far more than the words around them do: twins of a template.

    The odds that so many digits agree by chance against the odds that they suffer as the words do (binomial,
    in nats): a few wrong digits among spoiled words are OCR, the same among clean words are other numbers.
    """
    words = overlaps.words_same / np.maximum(overlaps.words, 1)
    by_ocr = np.clip(words, 0.2, 0.9)
    by_chance = parameters.chance_digits_percent / 100
    same, differ = overlaps.digits_same, overlaps.digits - overlaps.digits_same
    odds = same * np.log(by_ocr / by_chance) + differ * np.log((1 - by_ocr) / (1 - by_chance))
    parted: Flags = odds < -parameters.twin_nats
    return parted


def _dovetail(overlaps: Overlaps, lengths: Places, parameters: Parameters) -> Flags:
    """One text's end is the other's beginning, without a break between."""
    reach = overlaps.last - overlaps.first
    dense = (overlaps.covered >= 0.6 * reach).all(axis=1) & (reach >= parameters.gap_chars).all(axis=1)
    at_start = overlaps.first <= parameters.gap_chars
    at_end = overlaps.last >= lengths - parameters.gap_chars
    return dense & ((at_end[:, 0] & at_start[:, 1]) | (at_start[:, 0] & at_end[:, 1]))


def judge_overlaps(overlaps: Overlaps, lengths: Places, parameters: Parameters) -> Verdicts:
    """Judge each pair; ``lengths`` holds the two articles' lengths in characters that count."""
    covered = np.minimum(overlaps.covered, lengths)
    rows = np.arange(len(overlaps))
    shorter = np.where(lengths[:, 0] <= lengths[:, 1], 0, 1)
    containment = covered[rows, shorter] / np.maximum(lengths[rows, shorter], 1)
    resemblance = covered.sum(axis=1) / np.maximum(lengths.sum(axis=1), 1)
    state = np.full(len(overlaps), AGAINST, dtype=np.int8)
    state[_dovetail(overlaps, lengths, parameters)] = NEUTRAL
    state[containment >= parameters.agree_percent / 100] = AGREE
    state[numbers_part(overlaps, parameters)] = AGAINST
    return Verdicts(state, containment, resemblance)
