"""The duplicates among articles, and the facts among their figures."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from data_layer.duplicates.comparing import Overlaps, compare_pairs
from data_layer.duplicates.grouping import content_ids, group_articles
from data_layer.duplicates.judging import judge_overlaps
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.reconciling import Difference, FactWitness, FigureRow, compare_figures, reconcile
from data_layer.duplicates.shingles import Places, Texts, fold_texts
from data_layer.duplicates.witnesses import rank_witnesses
from data_layer.model import Article, DuplicatePair, Figure, Relation


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What came in more than once.

    Attributes:
        pairs: every two articles of one cluster, compared.
        cluster_of: article_id to cluster_id; articles that stand alone are not in it.
        facts: figure_id to the fact it reports, for every figure.
    """

    pairs: tuple[DuplicatePair, ...]
    cluster_of: Mapping[str, str]
    facts: Mapping[str, FactWitness]


def find_duplicates(articles: Sequence[Article], figures: Sequence[Figure],
                    parameters: Parameters | None = None) -> Duplicates:
    """Clusters of witnesses of one story, their pairs compared, and their figures reconciled.

    The result does not depend on the order of ``articles``.
    """
    parameters = parameters or Parameters()
    ordered = sorted(articles, key=lambda article: article.article_id)
    figures_of: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        figures_of[figure.article_id].append(figure)
    pairs: list[DuplicatePair] = []
    cluster_of: dict[str, str] = {}
    matches: list[tuple[Figure, Figure]] = []
    ranks: dict[str, int] = {}
    for members in group_articles([article.text for article in ordered], parameters):
        cluster = _Cluster([ordered[number] for number in members], parameters)
        ranks |= cluster.rank
        cluster_of |= dict.fromkeys(cluster.rank, cluster.cluster_id)
        found, aligned = cluster.compare(figures_of)
        pairs += found
        matches += aligned
    return Duplicates(tuple(pairs), cluster_of, reconcile(matches, figures, ranks))


class _Cluster:
    """The witnesses of one story, best first."""

    def __init__(self, articles: Sequence[Article], parameters: Parameters) -> None:
        self._articles = rank_witnesses(articles)
        self._parameters = parameters
        self._texts = fold_texts([article.text for article in self._articles])
        smallest = min(content_ids(self._texts))
        self.cluster_id = "d-" + hashlib.sha256(smallest.encode()).hexdigest()[:12]
        self.rank = {article.article_id: place for place, article in enumerate(self._articles)}

    def compare(self, figures_of: Mapping[str, Sequence[Figure]],
                ) -> tuple[list[DuplicatePair], list[tuple[Figure, Figure]]]:
        """Every pair, and the aligned figures, the pairs of the best witnesses first."""
        numbers = list(combinations(range(len(self._articles)), 2))
        overlaps = compare_pairs(self._texts, np.array(numbers), self._parameters)
        lengths = self._texts.lengths[overlaps.pairs]
        verdicts = judge_overlaps(overlaps, lengths, self._parameters)
        similarities = _similarities(self._texts, numbers)
        pairs, matches = [], []
        for at, (left, right) in enumerate(numbers):
            a, b = self._articles[left], self._articles[right]
            rows = self._rows(a, b, figures_of)
            matches += [(row.a, row.b) for row in rows if row.a and row.b]
            same = sum(row.difference is Difference.SAME for row in rows)
            first, second = sorted((a.article_id, b.article_id))
            pairs.append(DuplicatePair(
                self.cluster_id, first, second, round(similarities[at], 1),
                round(float(verdicts.containment[at]) * 100, 1),
                _relation(overlaps, lengths, at, similarities[at]), same, len(rows) - same, a.article_id))
        return sorted(pairs, key=lambda pair: (pair.article_a, pair.article_b)), matches

    def _rows(self, a: Article, b: Article,
              figures_of: Mapping[str, Sequence[Figure]]) -> tuple[FigureRow, ...]:
        figures_a, figures_b = figures_of.get(a.article_id, ()), figures_of.get(b.article_id, ())
        if not figures_a and not figures_b:
            return ()
        return compare_figures(a, figures_a, b, figures_b, self._parameters)


def _similarities(texts: Texts, numbers: Sequence[tuple[int, int]]) -> list[float]:
    """0 to 100, how alike the two texts of each pair are when read from start to end."""
    words = [texts.of(number).tobytes().decode("utf-16-le") for number in range(len(texts))]
    scores = process.cpdist([words[a] for a, _ in numbers], [words[b] for _, b in numbers], scorer=fuzz.ratio)
    return [float(score) for score in scores]


def _relation(overlaps: Overlaps, lengths: Places, at: int, similarity: float) -> Relation:
    """How the two relate, by how much each covers and by how often words and numbers differ."""
    shorter, longer = sorted((0, 1), key=lambda side: int(lengths[at, side]))
    covered = overlaps.covered[at, longer] / lengths[at, longer]
    if covered < 0.8 and lengths[at, shorter] < 0.85 * lengths[at, longer]:
        return Relation.EXCERPT
    return Relation.REPRINT if similarity >= 99.5 else Relation.VARIANT
