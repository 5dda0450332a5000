"""Versions of a store: what the current one holds, and making the next.

What belongs here: a version file, from its first row to the moment it appears under its name. What does not:
deciding what is to be in it (pipeline).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Protocol

import duckdb

from data_layer.memory import give_back
from data_layer.model import Article, Check, DuplicatePair, Figure, NearPair, Region, RegionLevel
from data_layer.store.files import StoreFolder
from data_layer.store.laying import laid, lay
from data_layer.store.records import check_row, pair_row, read_article, read_figure, read_pair, region_rows
from data_layer.store.schema import load_tables
from data_layer.store.sql import append, attach, connect, create_tables, is_current_schema, stream, writing

__all__ = [
    "Compared",
    "Fact",
    "FiguresOf",
    "Reconciled",
    "VersionContent",
    "publish",
    "version_content",
]

_COMPARABLE = """
    indicator_id IS NOT NULL AND region_adcode IS NOT NULL OR figure_id IN (SELECT figure_id FROM facts)
"""

_PAIRS = "SELECT * FROM held.duplicates ORDER BY article_a, article_b"
_FACTS = "SELECT figure_id, fact_id, chosen, witnesses FROM held.figures WHERE witnesses > 1"

_log = logging.getLogger(__name__)


class Fact(Protocol):
    """What a figure is to the fact it reports."""

    @property
    def fact_id(self) -> str: ...  # noqa: D102
    @property
    def chosen(self) -> bool: ...  # noqa: D102
    @property
    def witnesses(self) -> int: ...  # noqa: D102


class Reconciled(Protocol):
    """What comparing all articles found: pairs in clusters, cluster by article_id, fact by figure_id.

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


@dataclass(frozen=True, slots=True)
class Compared:
    """What the current version found and what still holds: its articles are all in the next, unchanged.

    Attributes:
        articles: their ids; empty where everything is to be compared.
        pairs, near: rows of ``duplicates`` and of ``near_pairs``.
        templates: ids of articles with a template twin.
        facts: figure_id, fact_id, chosen and witnesses of the figures that another one reports as well.
    """

    articles: frozenset[str] = frozenset()
    pairs: tuple[DuplicatePair, ...] = ()
    near: tuple[NearPair, ...] = ()
    templates: frozenset[str] = frozenset()
    facts: tuple[tuple[str, str, bool, int], ...] = ()


FiguresOf = Callable[[Collection[str]], list[Figure]]
"""Gives the figures of articles, by their ids, sorted by article and place."""

FindDuplicates = Callable[[list[Article], FiguresOf, Compared], Reconciled]


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a version was made from.

    Attributes:
        sources: file name by document_id, also of a version with another schema.
        documents: cache key by document_id; empty where its rows can't be copied.
        failures: rows of ``failures``.
        fingerprint: of the code that made it; None where its rows can't be copied.
    """

    sources: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    failures: list[dict[str, Any]] = field(default_factory=list)
    fingerprint: str | None = None


def version_content(folder: StoreFolder) -> VersionContent:
    """What the current version was made from; nothing for an empty store, or a file that can't be read."""
    version = folder.current()
    if version is None:
        return VersionContent()
    try:
        with connect(folder.version_path(version), read_only=True) as connection:
            found = connection.execute("SELECT document_id, source FROM documents ORDER BY source").fetchall()
            if not is_current_schema(connection):
                return VersionContent(dict(found))
            keys = connection.execute("SELECT document_id, cache_key FROM documents").fetchall()
            failures = list(stream(connection, "SELECT * FROM failures ORDER BY source, document_id"))
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            return VersionContent(dict(found), dict(keys), failures, meta.get("fingerprint"))
    except duckdb.Error as error:
        _log.warning("version %d can't be read, making it again from the originals: %s", version, error)
        return VersionContent()


def publish(
    folder: StoreFolder,
    *,
    documents: Mapping[str, str],
    failures: Iterable[Mapping[str, Any]],
    fingerprint: str,
    find_duplicates: FindDuplicates,
    find_checks: Callable[[list[Article], list[Figure], Mapping[str, Fact]], list[Check]],
    region_path: Callable[[str], tuple[Region, ...]],
) -> int:
    """Make the next version and give its number.

    Args:
        folder: the store; its lock is held.
        documents: cache key by document_id of what the version is to hold; each is fresh, or in the current
            version with this key.
        failures: rows of ``failures``.
        fingerprint: of the code that makes it.
        find_duplicates: compares all articles, knowing what was compared before.
        find_checks: audits by rules across articles: given all articles, those of their figures that another
            one reports as well or that are of a known indicator and region, and the facts of the former.
        region_path: the regions from the province down to a code's own.
    """
    current = folder.current() or 0
    target = folder.version_path(current + 1)
    temporary = target.with_name(f"{target.name}.tmp")
    with writing(target), connect(temporary) as connection:
        create_tables(connection)
        origins = {"fresh": folder.fresh, "held": folder.version_path(current)}
        attached = [name for name, path in origins.items() if attach(connection, path, name)]
        _gather(connection, documents, attached)
        compared = _compared(connection, fingerprint) if "held" in attached else Compared()
        _reconcile(connection, find_duplicates, compared, find_checks)
        give_back()
        _place(connection, region_path)
        _fill(connection)
        names = load_tables()["failures"].names
        append(connection, "failures", [[row[name] for name in names] for row in failures])
        append(connection, "meta", [("fingerprint", fingerprint)])
    temporary.replace(target)
    folder.drop_fresh()
    folder.clean_up()
    return current + 1


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


def _compared(connection: Any, fingerprint: str) -> Compared:
    """What the current version compared, if the same code did, and nothing of it is gone or read again."""
    made_by = connection.execute("SELECT value FROM held.meta WHERE key = 'fingerprint'").fetchone()
    gone = connection.execute(
        "SELECT count(*) FROM held.documents WHERE document_id NOT IN "
        "(SELECT document_id FROM origin WHERE name = 'held')"
    ).fetchone()
    if made_by != (fingerprint,) or gone != (0,):
        return Compared()
    articles = connection.execute("SELECT article_id, template FROM held.articles").fetchall()
    return Compared(
        frozenset(article for article, _ in articles),
        tuple(read_pair(row) for row in stream(connection, _PAIRS)),
        tuple(NearPair(**row) for row in stream(connection, "SELECT * FROM held.near_pairs ORDER BY ALL")),
        frozenset(article for article, template in articles if template),
        tuple(connection.execute(_FACTS).fetchall()),
    )


def _reconcile(
    connection: Any,
    find_duplicates: FindDuplicates,
    compared: Compared,
    find_checks: Callable[[list[Article], list[Figure], Mapping[str, Fact]], list[Check]],
) -> None:
    """Tables ``clustered``, ``facts``, rows of ``duplicates``, ``near_pairs``, ``checks`` across articles.

    All articles are in memory meanwhile; of the figures, which take most of it, those that are asked for.
    """
    articles_sql = "SELECT * EXCLUDE (raw_spans, placed) FROM new_articles"
    articles = [read_article(row) for row in stream(connection, articles_sql)]
    articles.sort(
        key=lambda article: article.article_id
    )  # here, since DuckDB would hold all rows to sort them

    def figures_of(names: Collection[str]) -> list[Figure]:
        connection.execute("CREATE OR REPLACE TEMP TABLE asked (article_id VARCHAR)")
        append(connection, "asked", [(name,) for name in names])
        return _read_figures(connection, "article_id IN (FROM asked)")

    found = find_duplicates(articles, figures_of, compared)
    give_back()
    sources = {article.article_id: article.source for article in articles}
    append(connection, "duplicates", [pair_row(pair, sources) for pair in found.pairs])
    append(connection, "near_pairs", found.near)
    connection.execute(
        "CREATE TEMP TABLE clustered (article_id VARCHAR, cluster_id VARCHAR, template BOOLEAN)"
    )
    rows = [(name, found.cluster_of.get(name), name in found.templates) for name in sources]
    append(connection, "clustered", rows)
    connection.execute(
        "CREATE TEMP TABLE facts (figure_id VARCHAR, fact_id VARCHAR, chosen BOOLEAN, witnesses BIGINT)"
    )
    facts = [(figure, fact.fact_id, fact.chosen, fact.witnesses) for figure, fact in found.facts.items()]
    append(connection, "facts", facts)
    figures = _read_figures(
        connection,
        _COMPARABLE,
    )
    append(connection, "checks", [check_row(c, None) for c in find_checks(articles, figures, found.facts)])


def _read_figures(connection: Any, which: str) -> list[Figure]:
    """Those figures of ``new_figures`` that a condition holds for, sorted by article and place."""
    sql = f"SELECT * EXCLUDE (topics, placed) FROM new_figures WHERE {which}"
    figures = [read_figure(row) for row in stream(connection, sql)]
    figures.sort(key=lambda figure: (figure.article_id, figure.char_start))
    return figures


def _place(connection: Any, region_path: Callable[[str], tuple[Region, ...]]) -> None:
    """The rows of ``regions``; a code that the gazetteer does not know stands alone."""
    named = connection.execute(
        """
        SELECT region_adcode, min(region_name), min(region_level) FROM (
            SELECT region_adcode, region_name, region_level FROM new_articles
            UNION ALL SELECT region_adcode, region_name, region_level FROM new_figures
        ) WHERE region_adcode IS NOT NULL GROUP BY 1 ORDER BY 1
        """
    ).fetchall()
    paths = (region_path(code) or (Region(code, name, RegionLevel(level)),) for code, name, level in named)
    append(connection, "regions", region_rows(paths))


def _fill(connection: Any) -> None:
    """The rows of documents, articles, figures and their own checks, with what only the whole can tell.

    Rows lie as a person reads, those of one province together: a filter by region passes over the others.
    """
    selects = {
        "documents": "SELECT * FROM new_documents",
        "checks": "SELECT * FROM new_checks WHERE document_id IS NOT NULL",
        "articles": """
            SELECT a.* REPLACE (
                c.cluster_id AS cluster_id, c.template AS template, region_adcode AS placed
            ) FROM new_articles a LEFT JOIN clustered c USING (article_id)
            """,
        "figures": """
            SELECT f.* REPLACE (
                coalesce(x.fact_id, f.figure_id) AS fact_id, coalesce(x.chosen, TRUE) AS chosen,
                coalesce(x.witnesses, 1) AS witnesses,
                coalesce(f.region_adcode, a.region_adcode) AS placed
            ) FROM new_figures f LEFT JOIN facts x USING (figure_id)
            LEFT JOIN articles a USING (article_id)
            """,
    }
    for table in ("documents", "checks"):
        connection.execute(f"INSERT INTO {table} BY NAME FROM ({selects[table]}) ORDER BY {laid(table)}")
    for table in ("articles", "figures"):
        lay(connection, table, selects[table])
