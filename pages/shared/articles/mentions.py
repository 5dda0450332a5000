"""What else stands in an article: places, times, and the numbers that are no figures, each with its reading.

What belongs here: an article's row in, spans for the reader out. What does not: widgets and queries.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data_layer.figures import explain_rejected
from data_layer.model import Article, PlaceMention, TimeMention
from data_layer.periods import find_times
from data_layer.places import find_places, region_by_adcode, region_path, resolve_places
from pages.shared import wording
from pages.shared.articles.reader import Span

__all__ = ["Mentions", "article_of", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Spans of one article: places, times, and numbers that were not taken, their reason as title."""

    places: tuple[Span, ...]
    times: tuple[Span, ...]
    rejected: tuple[Span, ...]


def find_mentions(row: pd.Series) -> Mentions:
    """The mentions of a row of ``queries.article``."""
    article = article_of(row)
    places = resolve_places(find_places(article.text), article.region)
    return Mentions(
        places=tuple(Span(found.start, found.end, "place", _place(found)) for found in places),
        times=tuple(
            Span(found.start, found.end, "time", _time(found))
            for found in find_times(article.text, article.published)
        ),
        rejected=tuple(
            Span(found.start, found.end, "rejected", f"没有当作数据：{found.reason}")
            for found in explain_rejected(article)
        ),
    )


def article_of(row: pd.Series) -> Article:
    """The record that a row of ``queries.article`` was made from, as far as reading it again needs."""
    adcode = row["region_adcode"]
    return Article(
        row["article_id"],
        row["source"],
        row["source_id"],
        row["text"],
        title=None if pd.isna(row["title"]) else row["title"],
        published=None if pd.isna(row["published"]) else row["published"].date(),
        region=region_by_adcode(adcode) if isinstance(adcode, str) else None,
    )


def _place(found: PlaceMention) -> str:
    if found.region is not None:
        path = "".join(region.name for region in region_path(found.region.adcode)) or found.region.name
        return f"地名：{path}{found.place or ''}"
    named = "、".join(region.name for region in found.candidates[:4])
    return f"地名：可能是{named}" if named else "地名：没有认出"


def _time(found: TimeMention) -> str:
    period = found.period
    if period.end is None:
        return "时间：没有定出起止"
    start = pd.NaT if period.start is None or found.cutoff else pd.Timestamp(period.start)
    words = wording.period(start, pd.Timestamp(period.end), period.type)
    return f"时间：{words}" + ("，用来比较" if found.base else "")
