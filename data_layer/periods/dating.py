"""The date of articles that state none."""
from __future__ import annotations

from collections.abc import Sequence

from data_layer.model import Article

__all__ = ["date_articles"]


def date_articles(articles: Sequence[Article]) -> list[Article]:
    """The articles of one document (inference follows)."""
    return list(articles)
