"""From texts to clusters: fold, sign, pair, compare, judge, group."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_layer.duplicates.candidates import candidate_pairs, signatures
from data_layer.duplicates.clustering import cluster_pairs
from data_layer.duplicates.comparing import Overlaps, compare_pairs
from data_layer.duplicates.judging import AGAINST, AGREE, Verdicts, judge_overlaps
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Places, Texts, fold_texts


def content_id(text: str) -> str:
    """Sixteen hex digits of the letters and digits of ``text``: equal for copies with other spacing."""
    return content_ids(fold_texts([text]))[0]


def content_ids(texts: Texts) -> list[str]:
    """The content id of each article."""
    return [hashlib.sha256(texts.of(number).tobytes()).hexdigest()[:16] for number in range(len(texts))]


@dataclass(frozen=True)
class Compared:
    """Pairs with what they share and what that means."""

    overlaps: Overlaps
    verdicts: Verdicts


class Comparer:
    """Compares pairs of one set of texts, each once."""

    def __init__(self, texts: Texts, parameters: Parameters) -> None:
        self._texts = texts
        self._parameters = parameters
        self._states: dict[tuple[int, int], int] = {}

    def compare(self, pairs: Places) -> Compared:
        """Compare and judge ``pairs`` (one row a pair, the smaller number first)."""
        overlaps = compare_pairs(self._texts, pairs, self._parameters)
        verdicts = judge_overlaps(overlaps, self._texts.lengths[pairs], self._parameters)
        self._states.update(zip(map(tuple, pairs.tolist()), verdicts.state.tolist(), strict=True))
        return Compared(overlaps, verdicts)

    def vote(self, left: int, right: int) -> int:
        """AGREE, NEUTRAL or AGAINST; a pair that was no candidate is against."""
        return self._states.get((min(left, right), max(left, right)), AGAINST)


def group_texts(texts: Texts, parameters: Parameters) -> list[list[int]]:
    """Numbers of the texts that tell one story, in groups of two or more. No two texts may be equal."""
    keys = signatures(texts, parameters)
    pairs = candidate_pairs(keys, texts, parameters)
    comparer = Comparer(texts, parameters)
    compared = comparer.compare(pairs)
    agreeing = np.flatnonzero(compared.verdicts.state == AGREE)
    order = agreeing[np.argsort(-compared.verdicts.resemblance[agreeing], kind="stable")]
    return cluster_pairs(map(tuple, pairs[order].tolist()), comparer.vote, parameters.merge_percent)


def group_articles(texts: Sequence[str], parameters: Parameters) -> list[list[int]]:
    """Numbers of ``texts`` in clusters; equal texts are one while clusters are made."""
    folded = fold_texts(texts)
    ids = content_ids(folded)
    first: dict[str, int] = {}
    for number in np.flatnonzero(folded.lengths >= parameters.least_chars).tolist():
        first.setdefault(ids[number], number)
    distinct = sorted(first)
    unique = fold_texts([texts[first[name]] for name in distinct])
    home = {name: group for group, members in enumerate(group_texts(unique, parameters))
            for name in (distinct[member] for member in members)}
    clusters: dict[int | str, list[int]] = {}
    for number, name in enumerate(ids):
        if name in first:
            clusters.setdefault(home.get(name, name), []).append(number)
    return sorted(members for members in clusters.values() if len(members) > 1)
