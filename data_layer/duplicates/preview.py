"""What another threshold would join or part, for the page's slider."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_layer.duplicates.clustering import cluster_pairs
from data_layer.duplicates.judging import AGAINST, AGREE, NEUTRAL
from data_layer.duplicates.parameters import Parameters
from data_layer.model import DuplicatePair, NearPair


@dataclass(frozen=True, slots=True)
class Preview:
    """Clusters as they would be at a threshold.

    Attributes:
        clusters: article ids of each cluster, sorted.
        joined: articles that would be in one cluster with articles that are in another one now, or in none.
        parted: articles that would leave the largest part of their cluster.
    """

    clusters: tuple[tuple[str, ...], ...]
    joined: tuple[str, ...]
    parted: tuple[str, ...]


def preview_clusters(
    pairs: Sequence[DuplicatePair],
    near: Sequence[NearPair],
    threshold: float,
    parameters: Parameters | None = None,
) -> Preview:
    """Clusters if a containment of ``threshold`` (0 to 100) made two articles witnesses of one story.

    Args:
        pairs: of ``Duplicates.pairs``.
        near: of ``Duplicates.near``; below 30 nothing more joins, since it holds no pairs that share less.
        threshold: at the present one (see Parameters) the clusters are the present ones.
        parameters: see Parameters.
    """
    parameters = parameters or Parameters()
    everything: list[DuplicatePair | NearPair] = [*pairs, *near]
    names = sorted({name for pair in everything for name in (pair.article_a, pair.article_b)})
    number = {name: at for at, name in enumerate(names)}
    together = {(pair.article_a, pair.article_b) for pair in pairs}
    ballots = []
    for pair in everything:
        a, b = sorted((number[pair.article_a], number[pair.article_b]))
        if pair.containment >= threshold:
            ballots.append((-pair.similarity, a, b, AGREE))
        elif (pair.article_a, pair.article_b) in together and pair.containment < parameters.agree_percent:
            ballots.append((0.0, a, b, NEUTRAL))  # it did not speak for the cluster before either
    ballots.sort()
    groups = cluster_pairs(
        np.array([(a, b) for _, a, b, _ in ballots], dtype=np.int64).reshape(-1, 2),
        np.array([vote for *_, vote in ballots], dtype=np.int8),
        lambda unseen: np.full(len(unseen), AGAINST, dtype=np.int8),
        parameters.merge_percent,
    )
    clusters = tuple(tuple(names[member] for member in group) for group in groups)
    now: dict[str, str] = {}
    for one in pairs:
        now |= {one.article_a: one.cluster_id, one.article_b: one.cluster_id}
    return Preview(clusters, _joined(clusters, now), _parted(clusters, now))


def _joined(clusters: Sequence[tuple[str, ...]], now: dict[str, str]) -> tuple[str, ...]:
    mixed = [cluster for cluster in clusters if len({now.get(name, name) for name in cluster}) > 1]
    return tuple(sorted(name for cluster in mixed for name in cluster))


def _parted(clusters: Sequence[tuple[str, ...]], now: dict[str, str]) -> tuple[str, ...]:
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    home = {name: cluster[0] for cluster in clusters for name in cluster}
    for name, cluster_id in sorted(now.items()):
        parts[cluster_id][home.get(name, name)].append(name)
    out: list[str] = []
    for found in parts.values():
        largest = max(found, key=lambda part: (len(found[part]), part))
        out += [name for part, members in found.items() if part != largest for name in members]
    return tuple(sorted(out))
