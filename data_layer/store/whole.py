"""A version made whole: every row laid in its order, every article compared, every rule asked.

What belongs here: what is done where the version before is none, of other code, or too unlike. What does not:
a version made from the one before by what is new (extending), giving it its name (versions).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from data_layer.memory import give_back
from data_layer.model import Article, Figure, Region, RegionLevel
from data_layer.store.finders import Fact, Finders
from data_layer.store.grams import GramIndex
from data_layer.store.laying import laid, lay
from data_layer.store.records import check_row, pair_row, read_article, read_figure, region_rows
from data_layer.store.sql import append, stream

__all__ = [
    "SELECTS",
    "fill_facts",
    "fill_regions",
    "make_whole",
    "read_articles",
    "read_figures",
]

_COMPARABLE = """
    indicator_id IS NOT NULL AND region_adcode IS NOT NULL OR figure_id IN (SELECT figure_id FROM facts)
"""

SELECTS = {
    "documents": "SELECT * FROM {prefix}documents",
    "checks": "SELECT * FROM {prefix}checks WHERE document_id IS NOT NULL",
    "articles": """
        SELECT a.* REPLACE (
            c.cluster_id AS cluster_id, c.template AS template, region_adcode AS placed
        ) FROM {prefix}articles a LEFT JOIN clustered c USING (article_id)
        """,
    "figures": """
        SELECT f.* REPLACE (
            coalesce(x.fact_id, f.figure_id) AS fact_id, coalesce(x.chosen, TRUE) AS chosen,
            coalesce(x.witnesses, 1) AS witnesses, coalesce(f.region_adcode, a.region_adcode) AS placed
        ) FROM {prefix}figures f LEFT JOIN facts x USING (figure_id) LEFT JOIN articles a USING (article_id)
        """,
}
"""Rows of what documents hold, in the order of filling the tables, with what only all of them can tell."""


def make_whole(
    connection: Any, documents: Mapping[str, str], origins: Sequence[str], finders: Finders
) -> None:
    """Fill the empty tables of a version.

    Args:
        connection: to the version's file.
        documents: cache key by document_id of what it is to hold.
        origins: names of attached files that have its documents' rows, the first that has one giving it.
        finders: see there.
    """
    _gather(connection, documents, origins)
    _reconcile(connection, finders)
    give_back()
    fill_regions(connection, finders.region_path, "new_")
    _fill(connection)


def _gather(connection: Any, documents: Mapping[str, str], origins: Sequence[str]) -> None:
    """Views ``new_documents``, ``new_articles``, ``new_figures``: all rows that the version is to hold."""
    connection.execute("CREATE TEMP TABLE wanted (document_id VARCHAR, cache_key VARCHAR)")
    append(connection, "wanted", list(documents.items()))
    connection.execute("CREATE TEMP TABLE origin (document_id VARCHAR, name VARCHAR)")
    for name in origins:
        connection.execute(
            f"""
            INSERT INTO origin SELECT document_id, ? FROM {name}.documents
            JOIN wanted USING (document_id, cache_key)
            WHERE document_id NOT IN (SELECT document_id FROM origin)
            """,
            [name],
        )
    for table in ("documents", "articles", "figures", "checks"):
        parts = [f"SELECT * FROM main.{table}"]  # empty as yet
        parts += [
            f"SELECT * FROM {name}.{table} JOIN "
            f"(SELECT document_id FROM origin WHERE name = '{name}') USING (document_id)"
            for name in origins
        ]
        connection.execute(f"CREATE TEMP VIEW new_{table} AS {' UNION ALL BY NAME '.join(parts)}")


def _reconcile(connection: Any, finders: Finders) -> None:
    """Tables ``clustered``, ``facts``; rows of ``duplicates``, ``near_pairs``, the index, ``checks`` across.

    All articles are in memory meanwhile; of the figures, which take most of it, those that are asked for.
    """
    articles = read_articles(connection, "FROM new_articles")

    def figures_of(names: Collection[str]) -> list[Figure]:
        connection.execute("CREATE OR REPLACE TEMP TABLE asked (article_id VARCHAR)")
        append(connection, "asked", [(name,) for name in names])
        return read_figures(connection, "FROM new_figures WHERE article_id IN (FROM asked)")

    found = finders.duplicates(articles, figures_of, frozenset())
    give_back()
    GramIndex(connection).add(articles, finders.sample)
    sources = {article.article_id: article.source for article in articles}
    append(connection, "duplicates", (pair_row(pair, sources) for pair in found.pairs))
    append(connection, "near_pairs", found.near)
    connection.execute(
        "CREATE TEMP TABLE clustered (article_id VARCHAR, cluster_id VARCHAR, template BOOLEAN)"
    )
    rows = [(name, found.cluster_of.get(name), name in found.templates) for name in sources]
    append(connection, "clustered", rows)
    fill_facts(connection, found.facts)
    figures = read_figures(connection, f"FROM new_figures WHERE {_COMPARABLE}")
    append(connection, "checks", [check_row(c, None) for c in finders.checks(articles, figures, found.facts)])


def read_articles(connection: Any, rows: str) -> list[Article]:
    """The articles of some rows, sorted by their ids: here, since DuckDB would hold all rows to sort."""
    sql = f"SELECT * EXCLUDE (raw_spans, placed) {rows}"
    return sorted(map(read_article, stream(connection, sql)), key=lambda article: article.article_id)


def read_figures(connection: Any, rows: str) -> list[Figure]:
    """The figures of some rows (``FROM`` and what follows), sorted by article and place."""
    sql = f"SELECT * EXCLUDE (topics, placed) {rows}"
    figures = [read_figure(row) for row in stream(connection, sql)]
    figures.sort(key=lambda figure: (figure.article_id, figure.char_start))
    return figures


def fill_facts(connection: Any, facts: Mapping[str, Fact]) -> None:
    """Fill table ``facts``."""
    connection.execute(
        "CREATE TEMP TABLE facts (figure_id VARCHAR, fact_id VARCHAR, chosen BOOLEAN, witnesses BIGINT)"
    )
    rows = [(figure, fact.fact_id, fact.chosen, fact.witnesses) for figure, fact in facts.items()]
    append(connection, "facts", rows)


def fill_regions(connection: Any, region_path: Callable[[str], tuple[Region, ...]], prefix: str = "") -> None:
    """Fill ``regions``; a code that the gazetteer does not know stands alone.

    Args:
        connection: to the version's file.
        region_path: see ``Finders``.
        prefix: what the names of the tables with all articles and figures begin with.
    """
    named = connection.execute(
        f"""
        SELECT region_adcode, min(region_name), min(region_level) FROM (
            SELECT region_adcode, region_name, region_level FROM {prefix}articles
            UNION ALL SELECT region_adcode, region_name, region_level FROM {prefix}figures
        ) WHERE region_adcode IS NOT NULL GROUP BY 1 ORDER BY 1
        """
    ).fetchall()
    paths = (region_path(code) or (Region(code, name, RegionLevel(level)),) for code, name, level in named)
    append(connection, "regions", region_rows(paths))


def _fill(connection: Any) -> None:
    """The rows of documents, articles, figures and their own checks.

    Rows lie as a person reads, those of one province together: a filter by region passes over the others.
    """
    for table, select in SELECTS.items():
        rows = select.format(prefix="new_")
        if table in ("articles", "figures"):
            lay(connection, table, rows)
        else:
            connection.execute(f"INSERT INTO {table} BY NAME FROM ({rows}) ORDER BY {laid(table)}")
