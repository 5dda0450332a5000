"""The duplicates among articles, and the facts among their figures."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from data_layer.duplicates.differing import Difference, FigureRow
from data_layer.duplicates.grouping import Grouping
from data_layer.duplicates.judging import RELATIONS
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.reconciling import FactWitness, compare_figures, reconcile
from data_layer.duplicates.witnesses import rank_witnesses
from data_layer.model import Article, DuplicatePair, Figure


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What came in more than once.

    Attributes:
        pairs: every two articles of one cluster, compared; of a cluster with very many witnesses (see
            Parameters) only the pairs with the best one.
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
    for figure in sorted(figures, key=lambda figure: (figure.article_id, figure.char_start)):
        figures_of[figure.article_id].append(figure)
    grouping = Grouping([article.text for article in ordered], parameters)
    cluster_of: dict[str, str] = {}
    ranks: dict[str, int] = {}
    listed: list[tuple[int, int]] = []
    for members in grouping.clusters:
        ranked = rank_witnesses(ordered, members)
        smallest = min(grouping.ids[member] for member in members)
        cluster_id = "d-" + hashlib.sha256(smallest.encode()).hexdigest()[:12]
        cluster_of |= {ordered[member].article_id: cluster_id for member in ranked}
        ranks |= {ordered[member].article_id: rank for rank, member in enumerate(ranked)}
        listed += combinations(ranked, 2) if len(ranked) <= parameters.pairs_members else product(
            ranked[:1], ranked[1:])
    verdicts = grouping.compare(np.array(listed, dtype=np.int64).reshape(-1, 2))
    similar = np.round(verdicts.similarity * 100, 1).tolist()
    contained = np.round(verdicts.containment * 100, 1).tolist()
    pairs: list[DuplicatePair] = []
    matches: list[tuple[Figure, Figure]] = []
    for at, (left, right) in enumerate(listed):
        a, b = ordered[left], ordered[right]
        rows = _figure_rows(a, b, figures_of, parameters)
        matches += [(row.a, row.b) for row in rows if row.a and row.b]
        same = [row.difference for row in rows].count(Difference.SAME)
        first, second = min(a.article_id, b.article_id), max(a.article_id, b.article_id)
        pairs.append(DuplicatePair(
            cluster_of[first], first, second, similar[at], contained[at], RELATIONS[verdicts.relation[at]],
            same, len(rows) - same, a.article_id))
    pairs.sort(key=lambda pair: (pair.article_a, pair.article_b))
    return Duplicates(tuple(pairs), cluster_of, reconcile(matches, figures, ranks))


def _figure_rows(a: Article, b: Article, figures_of: Mapping[str, Sequence[Figure]],
                 parameters: Parameters) -> tuple[FigureRow, ...]:
    figures_a, figures_b = figures_of.get(a.article_id, ()), figures_of.get(b.article_id, ())
    if not figures_a and not figures_b:
        return ()
    return compare_figures(a, figures_a, b, figures_b, parameters)
