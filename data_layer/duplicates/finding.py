"""The duplicates among articles, and the facts among their figures."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any

import numpy as np

from data_layer.duplicates.blocking.shingles import Places
from data_layer.duplicates.facts.differing import Difference, Witness
from data_layer.duplicates.facts.reconciling import FactWitness, compare_witnesses, reconcile
from data_layer.duplicates.facts.witnesses import rank_witnesses
from data_layer.duplicates.grouping import Grouping
from data_layer.duplicates.judging import RELATIONS
from data_layer.duplicates.parameters import Parameters
from data_layer.memory import no_garbage_search
from data_layer.model import Article, DuplicatePair, Figure, NearPair

FiguresOf = Callable[[Collection[str]], Sequence[Figure]]
"""Gives the figures of articles, by their ids: of a large store all figures at once would fill the memory."""

Contradicts = Callable[[Article, Sequence[Figure]], Set[str]]
"""Gives the ids of the figures of an article that its own arithmetic contradicts."""
_Told = tuple[Article, Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What came in more than once.

    Attributes:
        pairs: every two articles of one cluster, compared; of a cluster with very many witnesses (see
            Parameters) only the pairs with the best one.
        cluster_of: article_id to cluster_id; articles that stand alone are not in it.
        facts: figure_id to the fact it reports, for every figure that another one reports as well.
        templates: articles of which a template twin came in as well.
        near: what a lower threshold might join; template twins are not in it.
    """

    pairs: tuple[DuplicatePair, ...]
    cluster_of: Mapping[str, str]
    facts: Mapping[str, FactWitness]
    near: tuple[NearPair, ...] = ()
    templates: frozenset[str] = frozenset()


@no_garbage_search()
def find_duplicates(
    articles: Sequence[Article],
    figures: Sequence[Figure] | FiguresOf,
    parameters: Parameters | None = None,
    templates: Set[str] = frozenset(),
    contradicts: Contradicts | None = None,
) -> Duplicates:
    """Clusters of witnesses of one story, their pairs compared, and their figures reconciled.

    The result does not depend on the order of ``articles``.

    Args:
        articles: all that there are.
        figures: theirs, or what gives those of some articles.
        parameters: see Parameters.
        templates: ids of articles whose template twins are not among ``articles``.
        contradicts: asked of articles whose numbers others tell otherwise; None where nobody audits.
    """
    parameters = parameters or Parameters()
    ordered = sorted(articles, key=lambda article: article.article_id)
    known = [article.article_id in templates for article in ordered]
    grouping = Grouping([article.text for article in ordered], parameters, known)
    cluster_of: dict[str, str] = {}
    ranks: dict[str, int] = {}
    several: list[Iterable[tuple[int, ...]]] = []
    strays = grouping.strays() if grouping.clusters else []
    for members in grouping.clusters:
        ranked = rank_witnesses(ordered, members, strays, parameters)
        smallest = f"{int(grouping.ids[members].min()):016x}"
        cluster_id = "d-" + hashlib.sha256(smallest.encode()).hexdigest()[:12]
        cluster_of |= {ordered[member].article_id: cluster_id for member in ranked}
        ranks |= {ordered[member].article_id: rank for rank, member in enumerate(ranked)}
        if len(ranked) <= parameters.pairs_members:
            several.append(combinations(ranked, 2))
        else:
            several.append(product(ranked[:1], ranked[1:]))
    flat = chain.from_iterable(chain.from_iterable(several))
    listed = np.fromiter(flat, dtype=np.int64).reshape(-1, 2)
    counts, matches, told = _compare_figures(grouping, ordered, listed, figures, parameters)
    pairs = _pair_rows(grouping, ordered, listed, counts, cluster_of)
    near = [
        NearPair(ordered[a].article_id, ordered[b].article_id, similarity, containment)
        for a, b, similarity, containment in grouping.near()
    ]
    facts = reconcile(matches, ranks, _doubted(matches, told, contradicts) if contradicts else frozenset())
    twins = {article.article_id for article, twin in zip(ordered, grouping.templates, strict=True) if twin}
    return Duplicates(tuple(pairs), cluster_of, facts, tuple(near), frozenset(twins))


def _compare_figures(
    grouping: Grouping,
    articles: Sequence[Article],
    listed: Places,
    figures: Sequence[Figure] | FiguresOf,
    parameters: Parameters,
) -> tuple[Places, list[tuple[Figure, Figure]], list[_Told]]:
    """Per pair how many figures are the same and how many differ; all aligned figures, pair by pair.

    Last, whose they are.
    """
    members = np.unique(listed).tolist()
    figures_of: dict[str, list[Figure]] = defaultdict(list)
    for figure in (
        figures([articles[number].article_id for number in members]) if callable(figures) else figures
    ):
        figures_of[figure.article_id].append(figure)
    witnesses: dict[int, Witness] = {}
    for number in members:
        found = figures_of.get(articles[number].article_id)
        if found:
            witnesses[number] = Witness(articles[number], found)
    wanted = np.flatnonzero(np.isin(listed, list(witnesses)).all(axis=1))
    counts = np.zeros_like(listed)
    matches: list[tuple[Figure, Figure]] = []
    texts_of = grouping.maps(listed[wanted], witnesses)
    for at, (a, b), texts in zip(wanted.tolist(), listed[wanted].tolist(), texts_of, strict=True):
        rows = compare_witnesses(witnesses[a], witnesses[b], texts, parameters)
        same = [row.difference for row in rows].count(Difference.SAME)
        counts[at] = same, len(rows) - same
        matches += [(row.a, row.b) for row in rows if row.a and row.b]
    told: list[_Told] = [(articles[number], figures_of[articles[number].article_id]) for number in witnesses]
    return counts, matches, told


def _doubted(
    matches: Iterable[tuple[Figure, Figure]], told: Iterable[_Told], contradicts: Contradicts
) -> Set[str]:
    """The figures that their own articles contradict, of articles that another one tells otherwise."""
    apart = {
        figure.article_id
        for pair in matches
        if (pair[0].value, pair[0].value_max) != (pair[1].value, pair[1].value_max)
        for figure in pair
    }
    return frozenset().union(
        *(contradicts(article, figures) for article, figures in told if article.article_id in apart)
    )


def _pair_rows(
    grouping: Grouping,
    articles: Sequence[Article],
    numbers: Places,
    counts: Places,
    cluster_of: Mapping[str, str],
) -> list[DuplicatePair]:
    """The exported rows, sorted; of each pair of ``numbers`` the first is the better witness."""
    verdicts = grouping.compare(numbers)
    # ``articles`` are in the order of their ids
    order = np.lexsort((numbers.max(axis=1, initial=0), numbers.min(axis=1, initial=len(articles))))
    names = np.array([article.article_id for article in articles], dtype=object)
    clusters = np.array([cluster_of.get(name) for name in names], dtype=object)
    better, numbers = numbers[order, 0], np.sort(numbers[order], axis=1)
    columns: list[Iterable[Any]] = [
        clusters[better],
        *names[numbers].T,
        *(np.round(share[order] * 100, 1).tolist() for share in (verdicts.similarity, verdicts.containment)),
        map(RELATIONS.__getitem__, verdicts.relation[order].tolist()),
        *counts[order].T.tolist(),
        names[better],
    ]
    return list(map(DuplicatePair._make, zip(*columns, strict=True)))
