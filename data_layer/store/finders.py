"""What making a version asks of others: who compares articles, who audits across them.

What belongs here: the shapes of the questions and of the answers. What does not: asking (whole, extending).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from data_layer.model import Article, Check, DuplicatePair, Figure, NearPair, Region
from data_layer.store.grams import GramIndex, SampleGrams

__all__ = ["Fact", "FiguresOf", "Finders", "Reconciled"]


class Fact(Protocol):
    """What a figure is to the fact it reports."""

    @property
    def fact_id(self) -> str: ...  # noqa: D102
    @property
    def chosen(self) -> bool: ...  # noqa: D102
    @property
    def witnesses(self) -> int: ...  # noqa: D102


class Reconciled(Protocol):
    """What comparing articles found: pairs in clusters, cluster by article_id, fact by figure_id.

    ``near`` holds pairs of different clusters that share much, ``templates`` articles with template twins.
    """

    @property
    def pairs(self) -> Sequence[DuplicatePair]: ...  # noqa: D102
    @property
    def cluster_of(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def facts(self) -> Mapping[str, Fact]: ...  # noqa: D102
    @property
    def near(self) -> Sequence[NearPair]: ...  # noqa: D102
    @property
    def templates(self) -> Set[str]: ...  # noqa: D102


FiguresOf = Callable[[Collection[str]], list[Figure]]
"""Gives the figures of articles, by their ids, sorted by article and place."""


@dataclass(frozen=True, slots=True)
class Finders:
    """Whom to ask.

    Attributes:
        duplicates: compares articles with each other; told which have a template twin that is not among them.
        sample: gives the 3-grams that articles are indexed by.
        related: told which articles come or go, how many others there are, and their index; names those that
            must be compared again, or None where all must.
        checks: audits by rules across articles: given articles, those of their figures that another one
            reports as well or that are of a known indicator and region, and the facts of the former.
        region_path: the regions from the province down to a code's own.
    """

    duplicates: Callable[[list[Article], FiguresOf, Set[str]], Reconciled]
    sample: SampleGrams
    related: Callable[[Sequence[Article], int, GramIndex], Set[str] | None]
    checks: Callable[[list[Article], list[Figure], Mapping[str, Fact]], list[Check]]
    region_path: Callable[[str], tuple[Region, ...]]
