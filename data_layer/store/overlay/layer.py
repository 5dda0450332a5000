"""What one laying over works on: the version, the decisions, and the rows they touch so far.

What belongs here: the state that the steps of an overlay share. What does not: the steps.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from data_layer.decisions import ArticleSubject, Decision, DecisionKind, FindingSubject, Place, standing
from data_layer.model import Article
from data_layer.store.locating import Located
from data_layer.store.records import read_article
from data_layer.store.schema import load_tables

__all__ = ["FIGURE_KINDS", "Layer", "Row", "named"]

Row = dict[str, Any]

FIGURE_KINDS = (DecisionKind.FIGURE_CORRECTED, DecisionKind.FIGURE_STRUCK, DecisionKind.FIGURE_ADDED)


@dataclass
class Layer:
    """One laying over.

    Attributes:
        connection: with the version attached as ``stored``.
        decisions: all of the journal; ``standing`` those that count.
        located: where their words are.
        figures: rows by figure_id as decisions leave them; ``as_stored`` as the version has them.
        articles: rows that decisions change, by article_id.
        at: the figure at each place.
        struck, added: figure_ids.
        mates: articles of each touched cluster; ``duplicates`` their pairs, ``rank`` their places.
        finding_of: the check_id of each finding that was decided on.
        regions, new_regions: adcodes of known regions; rows of those that the version lacks.
    """

    connection: Any
    decisions: Sequence[Decision]
    standing: Sequence[Decision] = field(init=False)
    located: Located = field(init=False)
    figures: dict[str, Row] = field(default_factory=dict)
    as_stored: dict[str, Row] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)
    at: dict[Place, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    regions: set[str] | None = None
    new_regions: dict[str, Any] = field(default_factory=dict)
    mates: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    duplicates: list[Row] = field(default_factory=list)
    rank: dict[str, int] = field(default_factory=dict)
    finding_of: dict[FindingSubject, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find where the decisions stand."""
        self.standing = standing(self.decisions)
        self.located = Located(self.connection, self.decisions)

    def of(self, *kinds: DecisionKind) -> Iterator[Decision]:
        """The decisions of some kinds that stand."""
        return (one for one in self.standing if one.kind in kinds)

    def article_rows(self, *kinds: DecisionKind) -> Iterator[Row]:
        """The rows of articles that decisions of some kinds are about."""
        for one in self.of(*kinds):
            if isinstance(one.subject, ArticleSubject) and (row := self.located.article(one.subject)):
                yield row

    def article(self, article_id: str) -> Article:
        """An article as decisions leave it."""
        return read_article(self.articles.get(article_id) or self.located.row(article_id))


def named(table: str, row: Sequence[Any]) -> Row:
    """A row of a table by its column names."""
    return dict(zip(_names(table), row, strict=True))


@functools.cache
def _names(table: str) -> tuple[str, ...]:
    return load_tables()[table].names
