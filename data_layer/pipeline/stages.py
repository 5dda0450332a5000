"""The stages that compare what documents say, each imported when it is first asked.

What belongs here: handing the store's questions on to ``duplicates``, ``checks``, ``places`` and the lexicon.
What does not: reading one document (parsing).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence, Set
from typing import Any

from data_layer.memory import give_back
from data_layer.model import Article, Check, Figure, Region, Verdict
from data_layer.store.finders import Fact, FiguresOf, Finders, Reconciled
from data_layer.store.grams import GramIndex

__all__ = ["finders", "indicator_name", "prepare_comparing"]


def finders() -> Finders:
    """Whom a version in the making asks."""
    return Finders(_find_duplicates, _sample_grams, _find_related, _find_checks, _region_path)


def prepare_comparing() -> None:
    """Load what takes much memory for a moment, before all articles come on top of it."""
    from data_layer.lexicon.words import load_word_pairs

    load_word_pairs()
    give_back()


def _find_duplicates(articles: list[Article], figures_of: FiguresOf, templates: Set[str]) -> Reconciled:
    from data_layer.duplicates import find_duplicates

    return find_duplicates(articles, figures_of, templates=templates, contradicts=_contradicted)


def _contradicted(article: Article, figures: Sequence[Figure]) -> Set[str]:
    """The figures that a finding on their article calls inconsistent."""
    from data_layer.checks import check_article

    found = check_article(article, figures)
    return {figure for check in found if check.verdict is Verdict.INCONSISTENT for figure in check.figures}


def _sample_grams(texts: Sequence[str]) -> tuple[Any, Any]:
    from data_layer.duplicates import index_grams

    return index_grams(texts)


def _find_related(changed: Sequence[Article], known: int, index: GramIndex) -> Set[str] | None:
    from data_layer.duplicates import find_related

    return find_related(changed, known, index)


def _find_checks(articles: list[Article], figures: list[Figure], facts: Mapping[str, Fact]) -> list[Check]:
    from data_layer.checks import compare_articles

    return compare_articles(articles, figures, facts)


def _region_path(adcode: str) -> tuple[Region, ...]:
    from data_layer.places import region_path

    return region_path(adcode)


def indicator_name(indicator_id: str) -> str | None:
    """The name of an entry of the catalogue; None if it has no such entry."""
    return _indicator_names().get(indicator_id)


@functools.cache
def _indicator_names() -> dict[str, str]:
    from data_layer.lexicon.indicators import load_indicators

    return {indicator.id: indicator.name for indicator in load_indicators()}
