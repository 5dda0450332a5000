"""From what two articles share to what that means: witnesses of one story, neighbours of it, or neither.

Template twins end here: where the words agree and the numbers inside the same passages do not, two articles
share a form, not a story.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import Flags, Places
from data_layer.duplicates.comparing.comparing import Overlaps
from data_layer.duplicates.parameters import Parameters
from data_layer.model import Relation

AGREE, NEUTRAL, AGAINST = 1, 0, -1
RELATIONS = tuple(Relation)
Shares = NDArray[np.float64]
_LEAST_SPOILED = 0.001


@dataclass(frozen=True)
class Verdicts:
    """One element a pair.

    Attributes:
        state: AGREE for witnesses of one story; NEUTRAL where one goes on where the other ends, as two
            excerpts of one story do; AGAINST for everything else.
        containment: 0 to 1, how much of the shorter stands in the longer.
        similarity: 0 to 1, characters of both that are the same in shared passages, wherever those stand.
        numbers: log-odds (nats) that the numbers of the shared passages are the same, spoiled by OCR, and not
            others: see numbers_odds.
        kept: 0 to 1, how many characters of the words in shared passages are the same in both.
        elsewhere: nats against names of counties in the same spots being the same, spoiled by OCR.
        relation: index into RELATIONS; means nothing unless the two are of one cluster.
    """

    state: NDArray[np.int8]
    containment: Shares
    similarity: Shares
    numbers: Shares
    kept: Shares
    elsewhere: Shares
    relation: NDArray[np.int8]


def judge_overlaps(overlaps: Overlaps, lengths: Places, parameters: Parameters) -> Verdicts:
    """Judge each pair; ``lengths`` holds the two articles' lengths in characters that count."""
    shares = overlaps.covered / np.maximum(lengths, 1)
    rows = np.arange(len(overlaps))
    shorter = np.where(lengths[:, 0] <= lengths[:, 1], 0, 1)
    containment = shares[rows, shorter]
    similarity = np.minimum(2 * overlaps.same / np.maximum(lengths.sum(axis=1), 1), 1.0)
    state = np.full(len(overlaps), AGAINST, dtype=np.int8)
    state[_dovetail(overlaps, lengths, parameters)] = NEUTRAL
    state[containment >= parameters.agree_percent / 100] = AGREE
    numbers = numbers_odds(overlaps, parameters)
    state[numbers < -parameters.twin_nats] = AGAINST
    relation = np.full(len(overlaps), RELATIONS.index(Relation.VARIANT), dtype=np.int8)
    clean = overlaps.swaps <= overlaps.covered[:, 0] * parameters.reprint_swaps_per_mille / 1000
    relation[clean] = RELATIONS.index(Relation.REPRINT)
    relation[numbers_revised(overlaps, parameters)] = RELATIONS.index(Relation.REVISION)
    whole = parameters.excerpt_percent / 100
    cut = (lengths.min(axis=1) < whole * lengths.max(axis=1)) & (shares[rows, 1 - shorter] < whole)
    relation[cut] = RELATIONS.index(Relation.EXCERPT)
    kept = overlaps.words_same / np.maximum(overlaps.words, 1)
    spoiled = 1 - kept - overlaps.elsewhere / np.maximum(overlaps.words, 1)
    spoiled = np.clip(spoiled, _LEAST_SPOILED, 1)
    elsewhere: Shares = -overlaps.elsewhere.astype(np.float64) * np.log(
        spoiled * parameters.misread_name_percent / 100
    )
    return Verdicts(state, containment, similarity, numbers, kept, elsewhere, relation)


def numbers_odds(overlaps: Overlaps, parameters: Parameters) -> Shares:
    """Log-odds (nats, binomial) that digits suffered as the words around them did, against chance agreement.

    A few wrong digits among spoiled words are OCR, the same among clean words are other numbers. 0 where the
    shared passages hold no number.
    """
    by_ocr = np.clip(
        overlaps.words_same / np.maximum(overlaps.words, 1), 0.2, parameters.kept_digits_percent / 100
    )
    by_chance = np.full(len(overlaps), parameters.chance_digits_percent / 100)
    return _odds(overlaps, by_ocr, by_chance)


def numbers_revised(overlaps: Overlaps, parameters: Parameters) -> Flags:
    """Where some numbers differ that OCR would have kept, as well as it kept the words around them."""
    by_ocr = (overlaps.words_same + 1) / (overlaps.words + 2)
    as_found = np.clip((overlaps.digits_same + 0.5) / (overlaps.digits + 1), 0.01, 0.99)
    revised: Flags = (as_found < by_ocr) & (_odds(overlaps, by_ocr, as_found) < -parameters.revision_nats)
    return revised


def _odds(overlaps: Overlaps, first: Shares, second: Shares) -> Shares:
    """Log-odds of the digits found, each being the same with the one chance or with the other."""
    same, differ = overlaps.digits_same, overlaps.digits - overlaps.digits_same
    odds: Shares = same * np.log(first / second) + differ * np.log((1 - first) / (1 - second))
    return odds


def _dovetail(overlaps: Overlaps, lengths: Places, parameters: Parameters) -> Flags:
    """One text's end is the other's beginning, without a break between."""
    reach = overlaps.last - overlaps.first
    dense = overlaps.covered * 100 >= parameters.dovetail_percent * reach
    dense &= reach >= parameters.gap_chars
    at_start = overlaps.first <= parameters.gap_chars
    at_end = overlaps.last >= lengths - parameters.gap_chars
    return dense.all(axis=1) & ((at_end[:, 0] & at_start[:, 1]) | (at_start[:, 0] & at_end[:, 1]))
