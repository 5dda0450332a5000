"""What is in the store, under a filter: counts, regions, topics, sources, what could not be read.

What belongs here: questions of the frame, 总览 and 来源与导入. What does not: single figures and articles.
"""

from __future__ import annotations

import pandas as pd

from data_layer.filters import SOURCE_ID_LENGTH, Filter
from data_layer.places import region_by_adcode
from data_layer.queries.frame import CHOSEN, COMPARABLE, frame, hashed
from data_layer.queries.series import MOST_SERIES
from data_layer.store import ReadStore

__all__ = [
    "counts",
    "coverage",
    "coverage_by_year",
    "failures",
    "filter_sentence",
    "region_tree",
    "reporting_regions",
    "sizes",
    "source_list",
    "topic_counts",
]

_INDICATOR_NAME = "coalesce(indicator_name, indicator)"
_DAYS = """min(coalesce(period_start, period_end, reported_on)) AS first_day,
    max(coalesce(period_end, reported_on)) AS last_day"""


def counts(store: ReadStore, flt: Filter) -> pd.DataFrame:
    """One row: documents, articles, figures, regions, indicators, clusters, first_day, last_day.

    ``figures`` counts one witness a fact; ``clusters`` those with an article in the filter; the days are
    those of ``sizes``.
    """
    articles, figures = flt.articles(), flt.figures() & CHOSEN
    return frame(
        store,
        f"""
        SELECT * FROM (
            SELECT count(*) AS articles, count(DISTINCT document_id) AS documents,
                count(DISTINCT cluster_id) AS clusters FROM articles WHERE {articles.sql}
        ), (
            SELECT count(*) AS figures, count(DISTINCT region_adcode) AS regions,
                count(DISTINCT {hashed("indicator_key")}) AS indicators, {_DAYS}
            FROM figures WHERE {figures.sql}
        )
        """,
        articles.parameters + figures.parameters,
    )


def sizes(store: ReadStore, flt: Filter) -> pd.DataFrame:
    """One row: articles, figures (one witness a fact), first_day, last_day.

    The days span the periods of the figures, by day of report where there is no period. What stands beside
    the filter on every page, and so must cost little.
    """
    articles, figures = flt.articles(), flt.figures() & CHOSEN
    return frame(
        store,
        f"""
        SELECT (SELECT count(*) FROM articles WHERE {articles.sql}) AS articles, count(*) AS figures,
            {_DAYS}
        FROM figures WHERE {figures.sql}
        """,
        articles.parameters + figures.parameters,
    )


def region_tree(store: ReadStore) -> pd.DataFrame:
    """Every region that is named, and those that hold it, by adcode.

    Columns: adcode, name, level, parent, province_adcode,
    prefecture_adcode, articles and figures (both with everything inside).
    """
    return frame(
        store,
        """
        WITH own AS (
                SELECT adcode, sum(articles) AS articles, sum(figures) AS figures FROM (
                    SELECT placed AS adcode, count(*) AS articles, 0 AS figures FROM articles GROUP BY 1
                    UNION ALL SELECT placed, 0, count(*) FROM figures WHERE chosen GROUP BY 1
                ) GROUP BY 1
            ),
            held AS (
                SELECT unnest(within) AS adcode, articles, figures FROM own JOIN regions USING (adcode)
            ),
            whole AS (SELECT adcode, sum(articles) AS articles, sum(figures) AS figures FROM held GROUP BY 1)
        SELECT adcode, name, level, parent, province_adcode, prefecture_adcode,
            coalesce(articles, 0)::BIGINT AS articles, coalesce(figures, 0)::BIGINT AS figures
        FROM regions LEFT JOIN whole USING (adcode) ORDER BY adcode
        """,
    )


def topic_counts(store: ReadStore, flt: Filter) -> pd.DataFrame:
    """Each topic with its articles under the rest of the filter, most first."""
    condition = flt.without("topics").articles()
    return frame(
        store,
        f"""
        SELECT topic, count(*) AS articles
        FROM (SELECT unnest(topics) AS topic FROM articles WHERE {condition.sql})
        GROUP BY 1 ORDER BY articles DESC, topic
        """,
        condition.parameters,
    )


def source_list(store: ReadStore) -> pd.DataFrame:
    """Each document, by name.

    Columns: document_id, source_id (as in filters), source, form, encoding, ocr_confidence, pages, chars,
    articles and figures.
    """
    return frame(
        store,
        f"""
        WITH a AS (SELECT document_id, count(*) AS articles FROM articles GROUP BY 1),
            f AS (SELECT document_id, count(*) AS figures FROM figures GROUP BY 1)
        SELECT document_id, left(document_id, {SOURCE_ID_LENGTH}) AS source_id, source, form, encoding,
            ocr_confidence, pages, chars, coalesce(articles, 0) AS articles, coalesce(figures, 0) AS figures
        FROM documents LEFT JOIN a USING (document_id) LEFT JOIN f USING (document_id)
        ORDER BY source, document_id
        """,
    )


def failures(store: ReadStore) -> pd.DataFrame:
    """Each file that could not be read: source, reason, advice (Chinese)."""
    return frame(store, "SELECT source, reason, advice FROM failures ORDER BY source")


def coverage(store: ReadStore, flt: Filter) -> pd.DataFrame:
    """What was reported where: region_adcode, region_name, region_level, topic, figures.

    A figure without a region of its own counts for its article's.
    """
    condition = flt.figures() & CHOSEN
    return frame(
        store,
        f"""
        WITH own AS (
                SELECT placed AS adcode, any_value(topics) AS topics, count(*) AS figures
                FROM figures WHERE {condition.sql} GROUP BY 1, {hashed("topics")}
            ),
            told AS (SELECT adcode, unnest(topics) AS topic, figures FROM own)
        SELECT adcode AS region_adcode, name AS region_name, level AS region_level, topic,
            sum(figures)::BIGINT AS figures
        FROM told JOIN regions USING (adcode) GROUP BY ALL ORDER BY adcode, topic
        """,
        condition.parameters,
    )


def reporting_regions(store: ReadStore, flt: Filter) -> pd.DataFrame:
    """Regions that figures under the filter speak of, or their articles: adcode, name, level, by adcode."""
    condition = flt.figures() & CHOSEN
    return frame(
        store,
        f"""
        SELECT adcode, name, level FROM regions
        WHERE adcode IN (SELECT placed FROM figures WHERE {condition.sql}) ORDER BY adcode
        """,
        condition.parameters,
    )


def coverage_by_year(store: ReadStore, flt: Filter, by: str) -> pd.DataFrame:
    """What is reported for which years: id and name of a region or an indicator, year, indicators, figures.

    The year is that of the period's end, else of the report; only figures that speak for a whole region
    count, one witness a fact.

    Args:
        store, flt: where to look, and at what.
        by: ``region`` (most figures first), or ``indicator`` (the ``MOST_SERIES`` of most figures).
    """
    subject = {"region": ("region_adcode", "region_name"), "indicator": ("indicator_key", _INDICATOR_NAME)}[
        by
    ]
    condition = flt.figures() & CHOSEN & COMPARABLE
    return frame(
        store,
        f"""
        WITH told AS (
            SELECT {subject[0]} AS id, {subject[1]} AS name, indicator_key,
                year(coalesce(period_end, reported_on)) AS year FROM figures WHERE {condition.sql}
        ), most AS (
            SELECT id, min(name) AS name, count(*) AS total FROM told WHERE year IS NOT NULL GROUP BY id
            ORDER BY total DESC, id LIMIT ?
        )
        SELECT id, most.name, year, count(DISTINCT indicator_key) AS indicators, count(*) AS figures
        FROM told JOIN most USING (id) WHERE year IS NOT NULL GROUP BY ALL
        ORDER BY any_value(total) DESC, id, year
        """,
        [*condition.parameters, MOST_SERIES],
    )


def filter_sentence(store: ReadStore, flt: Filter) -> str:
    """The filter in words, regions without data by their names: 冷水江市等12地 · 就业社保人事."""
    rows = store.rows(
        f"""
        SELECT adcode AS key, name FROM regions WHERE list_contains(?, adcode)
        UNION ALL SELECT left(document_id, {SOURCE_ID_LENGTH}), source FROM documents
            WHERE list_contains(?, left(document_id, {SOURCE_ID_LENGTH}))
        UNION ALL SELECT indicator_key, min(coalesce(indicator_name, indicator)) FROM figures
            WHERE list_contains(?, indicator_key) GROUP BY 1
        """,
        [list(flt.regions), list(flt.sources), list(flt.indicators)],
    )
    unreported = {region.adcode: region.name for region in map(region_by_adcode, flt.regions) if region}
    return flt.sentence(unreported | {row["key"]: row["name"] for row in rows})
