"""From texts to groups that tell one story: fold, sign, pair, compare, judge, group."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from rapidfuzz import fuzz, process

from data_layer.duplicates.candidates import candidate_pairs, signatures
from data_layer.duplicates.clustering import cluster_pairs
from data_layer.duplicates.comparing import compare_pairs
from data_layer.duplicates.judging import AGAINST, AGREE, RELATIONS, Verdicts, judge_overlaps
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Places, Texts, fold_texts
from data_layer.model import Relation


def content_ids(texts: Texts) -> list[str]:
    """Sixteen hex digits of each article's letters and digits: equal for copies with other spacing."""
    return [hashlib.sha256(texts.of(number).encode("utf-16-le", "surrogatepass")).hexdigest()[:16]
            for number in range(len(texts))]


Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared: see DuplicatePair for the fields."""

    similarity: float
    containment: float
    relation: Relation


_EQUAL = Comparison(100.0, 100.0, Relation.REPRINT)


class Comparer:
    """Compares pairs of one set of texts, each once; a pair is two numbers, the smaller first."""

    def __init__(self, texts: Texts, parameters: Parameters) -> None:
        self._texts = texts
        self._parameters = parameters
        self._rows: dict[Pair, int] = {}
        self._states: list[int] = []
        self._verdicts: list[Verdicts] = []

    def compare(self, pairs: Places) -> Verdicts:
        """Compare and judge ``pairs`` (one row a pair), none of which was compared before."""
        overlaps = compare_pairs(self._texts, pairs, self._parameters)
        verdicts = judge_overlaps(overlaps, self._texts.lengths[pairs], self._parameters)
        first = len(self._states)
        self._rows.update((pair, first + at) for at, pair in enumerate(zip(*pairs.T.tolist(), strict=True)))
        self._states += verdicts.state.tolist()
        self._verdicts.append(verdicts)
        return verdicts

    def vote(self, left: int, right: int) -> int:
        """AGREE, NEUTRAL or AGAINST; a pair that was no candidate is against."""
        row = self._rows.get((min(left, right), max(left, right)))
        return AGAINST if row is None else self._states[row]

    def verdicts(self, pairs: Sequence[Pair]) -> Verdicts:
        """The verdicts of ``pairs``, in their order; those that were no candidates are compared now."""
        missing = [pair for pair in pairs if pair not in self._rows]
        if missing:
            self.compare(np.array(missing))
        rows = np.array([self._rows[pair] for pair in pairs], dtype=np.int64)
        columns = {field.name: np.concatenate([getattr(part, field.name) for part in self._verdicts])[rows]
                   for field in fields(Verdicts)}
        return Verdicts(**columns)


class Grouping:
    """Texts with their clusters; equal texts are one while clusters are made.

    Attributes:
        clusters: numbers of the texts of each cluster, sorted, two or more.
        ids: the content id of each text.
    """

    def __init__(self, texts: Sequence[str], parameters: Parameters) -> None:
        folded = fold_texts(texts)
        self.ids = content_ids(folded)
        first: dict[str, int] = {}
        for number in np.flatnonzero(folded.lengths >= parameters.least_chars).tolist():
            first.setdefault(self.ids[number], number)
        # in the order of their content, so that the order in which articles came in does not matter
        names = sorted(first)
        self._number = {name: number for number, name in enumerate(names)}
        self._texts = fold_texts([texts[first[name]] for name in names])
        self._comparer = Comparer(self._texts, parameters)
        home = {names[member]: at for at, group in enumerate(self._group(parameters)) for member in group}
        clusters: dict[int | str, list[int]] = {}
        for number, name in enumerate(self.ids):
            if name in first:
                clusters.setdefault(home.get(name, name), []).append(number)
        self.clusters = sorted(members for members in clusters.values() if len(members) > 1)

    def _group(self, parameters: Parameters) -> list[list[int]]:
        pairs = candidate_pairs(signatures(self._texts, parameters), self._texts, parameters)
        verdicts = self._comparer.compare(pairs)
        agreeing = np.flatnonzero(verdicts.state == AGREE)
        order = agreeing[np.argsort(-verdicts.resemblance[agreeing], kind="stable")]
        return cluster_pairs(zip(*pairs[order].T.tolist(), strict=True), self._comparer.vote,
                             parameters.merge_percent)

    def compare(self, pairs: Sequence[Pair]) -> list[Comparison]:
        """How the two texts of each pair of text numbers compare."""
        numbers = [self._number.get(name, -1) for name in self.ids]
        own = [(min(numbers[a], numbers[b]), max(numbers[a], numbers[b])) for a, b in pairs]
        asked = sorted({pair for pair in own if pair[0] != pair[1]})
        if not asked:
            return [_EQUAL] * len(pairs)
        verdicts = self._comparer.verdicts(asked)
        words = [self._texts.of(number) for number in range(len(self._texts))]
        similar = process.cpdist([words[a] for a, _ in asked], [words[b] for _, b in asked],
                                 scorer=fuzz.ratio, workers=-1)
        found = {pair: Comparison(round(similarity, 1), round(containment * 100, 1), RELATIONS[relation])
                 for pair, similarity, containment, relation in zip(
                     asked, similar.tolist(), verdicts.containment.tolist(), verdicts.relation.tolist(),
                     strict=True)}
        return [found.get(pair, _EQUAL) for pair in own]
