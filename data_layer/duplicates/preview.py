"""What a higher threshold would part, for the page's slider."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data_layer.duplicates.clustering import cluster_pairs
from data_layer.duplicates.judging import AGAINST, AGREE
from data_layer.duplicates.parameters import Parameters
from data_layer.model import DuplicatePair


@dataclass(frozen=True, slots=True)
class Preview:
    """Clusters as they would be at a threshold.

    Attributes:
        clusters: article ids of each cluster, sorted.
        parted: articles that would leave their cluster and stand alone, or apart from its largest part.
        joined: pairs that would count and do not now.
    """

    clusters: tuple[tuple[str, ...], ...]
    parted: tuple[str, ...]
    joined: tuple[tuple[str, str], ...]


def preview_clusters(pairs: Sequence[DuplicatePair], threshold: float,
                     parameters: Parameters | None = None) -> Preview:
    """Clusters of the pairs whose containment is at least ``threshold`` (0 to 100)."""
    parameters = parameters or Parameters()
    names = sorted({name for pair in pairs for name in (pair.article_a, pair.article_b)})
    number = {name: at for at, name in enumerate(names)}
    kept = {(number[p.article_a], number[p.article_b]) for p in pairs if p.containment >= threshold}
    strength = sorted((-p.containment, -p.similarity, number[p.article_a], number[p.article_b]) for p in pairs
                      if p.containment >= threshold)
    groups = cluster_pairs(((a, b) for _, _, a, b in strength),
                           lambda a, b: AGREE if (min(a, b), max(a, b)) in kept else AGAINST,
                           parameters.merge_percent)
    clusters = tuple(tuple(names[member] for member in group) for group in groups)
    return Preview(clusters, tuple(_parted(pairs, clusters)), ())


def _parted(pairs: Iterable[DuplicatePair], clusters: Iterable[tuple[str, ...]]) -> list[str]:
    now: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        now[pair.cluster_id] |= {pair.article_a, pair.article_b}
    largest: dict[str, set[str]] = {}
    home = {name: cluster for cluster in clusters for name in cluster}
    for cluster_id, members in now.items():
        parts = {home[name] for name in members if name in home}
        biggest: tuple[str, ...] = max(parts, key=lambda part: (len(part), part), default=())
        largest[cluster_id] = set(biggest)
    return sorted(name for cluster_id, members in now.items() for name in members - largest[cluster_id])
