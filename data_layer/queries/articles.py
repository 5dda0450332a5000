"""Articles under a filter, one article, and clusters of those that came in twice.

What belongs here: questions of 文章库 and 重复检测. What does not: comparing texts (duplicates).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data_layer.filters import SOURCE_ID_LENGTH, Condition, Filter
from data_layer.model import Article, Figure
from data_layer.queries.frame import figures_frame, frame, holding, with_headlines
from data_layer.store import ReadStore
from data_layer.store.records import read_article, read_figure

__all__ = [
    "article",
    "article_count",
    "article_facets",
    "article_figures",
    "article_names",
    "article_rows",
    "cluster_pairs",
    "clusters",
    "compared_pairs",
    "differing_clusters",
    "latest_articles",
    "near_pairs",
    "witness",
]

_SNIPPETS, _SNIPPET_BEFORE, _SNIPPET_CHARS = 3, 16, 90
"""Around so many words; characters before a word, and of all snippets together."""

_WITNESSES = 20
"""So many witnesses an article may have before a list of the latest gets shorter than was asked for."""
_NEWEST = "published DESC NULLS LAST, source, document_id, length(article_id), article_id"

_SCORE = "greatest(similarity, containment)"
_UNLIKE = "(f.value, f.value_max, f.unit) IS DISTINCT FROM (g.value, g.value_max, g.unit)"
"""Of one fact told by two witnesses, ``f`` and ``g``: whether another number is told."""

_COLUMNS = f"""
    a.article_id, a.source, left(a.document_id, {SOURCE_ID_LENGTH}) AS source_id, a.title, a.subtitle,
    a.page, a.fragment, a.byline, a.published, a.published_how, a.region_adcode, a.region_name,
    a.region_level, a.topics, a.chars, a.cluster_id
"""


def article(store: ReadStore, article_id: str) -> pd.DataFrame:
    """One article with its ``text``, as one row; no row if there is no such article (any more).

    Its ``title`` is None where it has none; ``headline`` gives its first words then.
    """
    sql = f"SELECT {_COLUMNS}, a.text, a.title AS headline FROM articles a WHERE a.article_id = ?"
    return with_headlines(store, frame(store, sql, [article_id]), "headline")


def article_rows(store: ReadStore, flt: Filter, words: str = "", *, limit: int | None = None) -> pd.DataFrame:
    """Articles under the filter whose title or text holds all of the words, newest first.

    Besides the article's fields, without its text: ``figures`` (how many it reports) and ``snippet`` (the
    text around the first words that stand apart, parted by `` … ``; its beginning where there are none).
    ``title`` is its first words where it has none, as in all lists.

    Args:
        store, flt: where to look, and at what.
        words: parted by spaces; empty for all.
        limit: how many at most; None for all.
    """
    condition = _worded(flt, words)
    sought = words.split()[:_SNIPPETS] or [""]
    around = ", ".join(["substr(a.text, greatest(1, instr(lower(a.text), lower(?)) - ?), ?)"] * len(sought))
    found = frame(
        store,
        f"""
        WITH found AS (
                SELECT * FROM articles WHERE {condition.sql}
                ORDER BY {_NEWEST} LIMIT ?
            ),
            f AS (
                SELECT article_id, count(*) AS figures FROM figures
                WHERE article_id IN (SELECT article_id FROM found) GROUP BY 1
            )
        SELECT {_COLUMNS}, coalesce(f.figures, 0) AS figures,
            array_to_string(list_distinct([{around}]), ' … ') AS snippet
        FROM found a LEFT JOIN f USING (article_id)
        ORDER BY {_NEWEST}
        """,
        [
            *condition.parameters,
            limit,
            *(value for word in sought for value in (word, _SNIPPET_BEFORE, _SNIPPET_CHARS // len(sought))),
        ],
    )
    return with_headlines(store, found)


def latest_articles(store: ReadStore, flt: Filter, limit: int) -> pd.DataFrame:
    """The latest articles under the filter, as ``article_rows`` sorts: article_id, title, published.

    Of the witnesses of one article the first stands for all.
    """
    condition = flt.articles()
    found = frame(
        store,
        f"""
        FROM (SELECT * FROM articles WHERE {condition.sql} ORDER BY {_NEWEST} LIMIT ?)
        SELECT article_id, title, published
        QUALIFY row_number() OVER (PARTITION BY coalesce(cluster_id, article_id) ORDER BY {_NEWEST}) = 1
        ORDER BY {_NEWEST} LIMIT ?
        """,
        [*condition.parameters, limit * _WITNESSES, limit],
    )
    return with_headlines(store, found)


def article_facets(store: ReadStore, flt: Filter, words: str = "") -> pd.DataFrame:
    """What the articles under the filter that hold the words are about, to narrow them by.

    Columns: facet (``region``, ``topic``, ``year`` or ``source``), id (adcode, topic, year, source id), name,
    articles; by facet, most articles first, years the latest first.
    """
    condition = _worded(flt, words)
    return frame(
        store,
        f"""
        WITH found AS (
                SELECT region_adcode, region_name, topics, year(published)::VARCHAR AS year,
                    left(document_id, {SOURCE_ID_LENGTH}) AS source_id, source
                FROM articles WHERE {condition.sql}
            ),
            told AS (SELECT unnest(topics) AS topic FROM found)
        SELECT facet, id, name, articles FROM (
            SELECT 'region' AS facet, region_adcode AS id, min(region_name) AS name, count(*) AS articles
                FROM found GROUP BY ALL
            UNION ALL SELECT 'topic', topic, topic, count(*) FROM told GROUP BY ALL
            UNION ALL SELECT 'year', year, year || '年', count(*) FROM found GROUP BY ALL
            UNION ALL SELECT 'source', source_id, min(source), count(*) FROM found GROUP BY source_id
        ) WHERE id IS NOT NULL
        ORDER BY facet, CASE WHEN facet = 'year' THEN id END DESC, articles DESC, name, id
        """,
        condition.parameters,
    )


def article_count(store: ReadStore, flt: Filter, words: str = "") -> int:
    """How many rows ``article_rows`` has without a limit."""
    condition = _worded(flt, words)
    rows = store.rows(f"SELECT count(*) AS n FROM articles WHERE {condition.sql}", condition.parameters)
    return int(rows[0]["n"])


def article_figures(store: ReadStore, article_id: str) -> pd.DataFrame:
    """All figures of one article in reading order: a figures frame."""
    return figures_frame(store, Condition("article_id = ?", (article_id,)))


def witness(store: ReadStore, article_id: str) -> tuple[Article, list[Figure]] | None:
    """An article with its figures, as ``data_layer.duplicates`` compares them; None if it is gone."""
    found = store.rows("SELECT * FROM articles WHERE article_id = ?", [article_id])
    figures = store.rows("SELECT * FROM figures WHERE article_id = ? ORDER BY char_start", [article_id])
    return (read_article(found[0]), [read_figure(row) for row in figures]) if found else None


def clusters(store: ReadStore, flt: Filter, threshold: float = 0) -> pd.DataFrame:
    """Clusters of which an article is in the filter, those with differing numbers first.

    Columns: cluster_id, chosen (the better witness), title (its headline, or another's, or its first
    words), articles, sources (how many documents), score_min, score_max, similarity_max, containment_max,
    relations, days and places (how many different ones its witnesses are of), figures_same (of the pair
    that has most), numbers_differ (figures whose value or unit differs between any two) and figures_differ
    (these, and what else differs in the pair where most does). A figure counts once, however many versions.

    Args:
        store: where to look.
        flt: at what.
        threshold: 0 to 100; only pairs whose score, the greater of similarity and containment, reaches it.
    """
    condition = flt.articles()
    found = frame(
        store,
        f"""
        WITH pairs AS (SELECT *, {_SCORE} AS score FROM duplicates WHERE {_SCORE} >= ?),
            members AS (
                SELECT cluster_id, unnest([article_a, article_b]) AS article_id,
                    unnest([source_a, source_b]) AS source FROM pairs
            ),
            sizes AS (
                SELECT m.cluster_id, count(DISTINCT article_id) AS articles,
                    count(DISTINCT m.source) AS sources, min(title) AS title,
                    count(DISTINCT published) AS days, count(DISTINCT region_adcode) AS places
                FROM members m JOIN articles USING (article_id) GROUP BY 1
            ),
            unlike AS (
                SELECT p.cluster_id, p.article_a, p.article_b, f.fact_id FROM pairs p
                JOIN figures f ON f.article_id = p.article_a
                JOIN figures g ON g.article_id = p.article_b AND g.fact_id = f.fact_id
                WHERE p.figures_differ > 0 AND {_UNLIKE}
            ),
            numbers AS (
                SELECT cluster_id, count(DISTINCT fact_id) AS numbers_differ FROM unlike GROUP BY 1
            ),
            told AS (  -- what else differs in the pair where most does
                SELECT cluster_id, max(greatest(figures_differ - coalesce(n, 0), 0)) AS others_differ
                FROM pairs LEFT JOIN (
                    SELECT article_a, article_b, count(*) AS n FROM unlike GROUP BY 1, 2
                ) USING (article_a, article_b) GROUP BY 1
            ),
            best AS (  -- who is the better one in all of its pairs
                SELECT DISTINCT ON (cluster_id) cluster_id, article_id AS chosen FROM (
                    SELECT cluster_id, unnest([article_a, article_b]) AS article_id, chosen FROM pairs
                ) GROUP BY cluster_id, article_id
                ORDER BY cluster_id, avg((chosen = article_id)::INT) DESC, count(*) DESC, article_id
            )
        SELECT p.cluster_id, b.chosen, coalesce(a.title, s.title) AS title, s.articles, s.sources,
            s.days, s.places, min(p.score) AS score_min, max(p.score) AS score_max,
            max(p.similarity) AS similarity_max,
            max(p.containment) AS containment_max, list_sort(list(DISTINCT p.relation)) AS relations,
            max(p.figures_same)::BIGINT AS figures_same,
            (any_value(t.others_differ) + coalesce(any_value(n.numbers_differ), 0))::BIGINT AS figures_differ,
            coalesce(any_value(n.numbers_differ), 0) AS numbers_differ
        FROM pairs p JOIN sizes s USING (cluster_id) JOIN best b USING (cluster_id)
        JOIN told t USING (cluster_id) LEFT JOIN numbers n USING (cluster_id)
        JOIN articles a ON a.article_id = b.chosen
        WHERE p.cluster_id IN (
            SELECT cluster_id FROM members
            WHERE article_id IN (SELECT article_id FROM articles WHERE {condition.sql})
        )
        GROUP BY ALL
        ORDER BY numbers_differ DESC, figures_differ DESC, articles DESC, score_max DESC, p.cluster_id
        """,
        [threshold, *condition.parameters],
    )
    return with_headlines(store, found, article="chosen")


def differing_clusters(store: ReadStore, flt: Filter) -> int:
    """How many of ``clusters`` have numbers that differ; where only their words do, nothing waits."""
    condition = flt.articles()
    rows = store.rows(
        f"""
        WITH a AS (SELECT article_id FROM articles WHERE {condition.sql})
        SELECT count(*) AS n FROM (
            SELECT cluster_id FROM duplicates GROUP BY 1
            HAVING sum(figures_differ) > 0 AND bool_or(article_a IN (FROM a) OR article_b IN (FROM a))
        ) WHERE cluster_id IN (
            SELECT cluster_id FROM duplicates p JOIN figures f ON f.article_id = p.article_a
            JOIN figures g ON g.article_id = p.article_b AND g.fact_id = f.fact_id
            WHERE p.figures_differ > 0 AND {_UNLIKE}
        )
        """,
        condition.parameters,
    )
    return int(rows[0]["n"])


def cluster_pairs(store: ReadStore, cluster_id: str) -> pd.DataFrame:
    """The pairs of one cluster, most alike first.

    Besides the columns of ``duplicates``: ``score``; ``title`` (of the first article, else of the other);
    and of both ``chars``, ``page``, ``document_id``, ``published`` and ``region_name``, each with ``_a`` or
    ``_b`` behind.
    """
    found = frame(
        store,
        f"""
        SELECT d.*, {_SCORE} AS score, coalesce(a.title, b.title) AS title, a.chars AS chars_a,
            b.chars AS chars_b, a.page AS page_a, b.page AS page_b, a.document_id AS document_id_a,
            b.document_id AS document_id_b, a.published AS published_a, b.published AS published_b,
            a.region_name AS region_name_a, b.region_name AS region_name_b
        FROM duplicates d
        JOIN articles a ON a.article_id = d.article_a JOIN articles b ON b.article_id = d.article_b
        WHERE d.cluster_id = ?
        ORDER BY score DESC, article_a, article_b
        """,
        [cluster_id],
    )
    return with_headlines(store, found, article="article_a")


def compared_pairs(store: ReadStore) -> pd.DataFrame:
    """Every pair of every cluster: the rows of ``duplicates``."""
    return frame(store, "SELECT * FROM duplicates ORDER BY article_a, article_b")


def near_pairs(store: ReadStore) -> pd.DataFrame:
    """Pairs of articles not of one cluster that share much: article_a, article_b, similarity, containment."""
    return frame(store, "SELECT * FROM near_pairs ORDER BY article_a, article_b")


def article_names(store: ReadStore, article_ids: Sequence[str]) -> pd.DataFrame:
    """What articles are called: article_id, title and source of each."""
    found = frame(
        store,
        "SELECT article_id, title, source FROM articles "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY article_id",
        [list(article_ids)],
    )
    return with_headlines(store, found)


def _worded(flt: Filter, words: str) -> Condition:
    return flt.articles() & holding(words, "title", "text")
