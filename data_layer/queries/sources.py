"""What documents brought: articles with the regions of their figures, and which of them were there before.

What belongs here: questions of 来源与导入 about chosen documents. What does not: lists of all (overview).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data_layer.filters import SOURCE_ID_LENGTH
from data_layer.queries.frame import frame, with_headlines
from data_layer.store import ReadStore

__all__ = ["arrived_articles", "near_duplicates"]


def arrived_articles(store: ReadStore, source_ids: Sequence[str]) -> pd.DataFrame:
    """The articles of some documents in reading order.

    Columns: source_id, article_id, title, page, fragment, region_name, published, chars, figures (how many)
    and regions (names of the regions that its figures speak of, the most frequent first).
    """
    found = frame(
        store,
        f"""
        WITH f AS (
                SELECT article_id, region_name, count(*) AS n FROM figures
                WHERE list_contains(?, left(document_id, {SOURCE_ID_LENGTH})) GROUP BY ALL
            ),
            told AS (
                SELECT article_id, sum(n)::BIGINT AS figures,
                    list(region_name ORDER BY n DESC, region_name)
                        FILTER (WHERE region_name IS NOT NULL) AS regions
                FROM f GROUP BY 1
            )
        SELECT left(a.document_id, {SOURCE_ID_LENGTH}) AS source_id, a.article_id, a.title, a.page,
            a.fragment, a.region_name, a.published, a.chars, coalesce(t.figures, 0) AS figures,
            coalesce(t.regions, []) AS regions
        FROM articles a LEFT JOIN told t USING (article_id)
        WHERE list_contains(?, left(a.document_id, {SOURCE_ID_LENGTH}))
        ORDER BY a.source, a.document_id, length(a.article_id), a.article_id
        """,
        [list(source_ids), list(source_ids)],
    )
    return with_headlines(store, found)


def near_duplicates(store: ReadStore, source_ids: Sequence[str]) -> pd.DataFrame:
    """Articles of some documents that stand in another document as well, the most alike first.

    One row for each article and each other document it is in (its most alike article there). Columns:
    source_id, article_id, title, other_id, other_title, other_source, similarity, containment, relation,
    cluster_id.
    """
    found = frame(
        store,
        f"""
        WITH pairs AS (
                SELECT article_a AS article_id, article_b AS other_id, * EXCLUDE (article_a, article_b)
                FROM duplicates
                UNION ALL BY NAME
                SELECT article_b AS article_id, article_a AS other_id, * EXCLUDE (article_a, article_b)
                FROM duplicates
            )
        SELECT DISTINCT ON (p.article_id, o.document_id)
            left(a.document_id, {SOURCE_ID_LENGTH}) AS source_id, p.article_id, a.title, p.other_id,
            o.title AS other_title, o.source AS other_source, p.similarity, p.containment, p.relation,
            p.cluster_id
        FROM pairs p JOIN articles a USING (article_id) JOIN articles o ON o.article_id = p.other_id
        WHERE list_contains(?, left(a.document_id, {SOURCE_ID_LENGTH})) AND a.document_id <> o.document_id
        ORDER BY greatest(p.similarity, p.containment) DESC, p.article_id, o.document_id, p.other_id
        """,
        [list(source_ids)],
    )
    return with_headlines(store, with_headlines(store, found), "other_title", "other_id")
