"""A version made from the one before: its file copied, and the rows changed that a few documents touch.

What belongs here: which rows these are, and changing them. What does not: making a version whole (whole),
giving it its name (versions). The rows are those that the whole would have, but they lie elsewhere: what is
new or changed lies behind all others until the version is laid anew (``is_scattered``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data_layer.model import Article, Figure
from data_layer.store.finders import FiguresOf, Finders, Reconciled
from data_layer.store.grams import GramIndex
from data_layer.store.laying import laid, lay
from data_layer.store.records import check_row, pair_row
from data_layer.store.schema import load_tables
from data_layer.store.sql import append
from data_layer.store.whole import (
    SELECTS,
    fill_facts,
    fill_regions,
    read_articles,
    read_figures,
)

__all__ = ["Changes", "extend", "is_scattered", "lay_anew"]

_SCATTERED = "scattered"
"""Key of ``meta``: how many articles lie behind the others, since they were laid."""
_SCATTERED_PERCENT = 10
"""Articles behind all others, in a hundred, from which a version is laid anew."""
_OF_DOCUMENTS = ("documents", "articles", "figures", "checks")


@dataclass(frozen=True, slots=True)
class Changes:
    """What sets a version apart from the one before.

    Attributes:
        gone: document_ids of what leaves; a document that was read anew leaves and comes.
        come: cache key by document_id of what comes, out of the file of fresh documents.
    """

    gone: tuple[str, ...]
    come: Mapping[str, str]

    @property
    def removes(self) -> bool:
        """Whether a document leaves for good: then no byte of it may stay, and all rows are laid anew."""
        return any(one not in self.come for one in self.gone)

    @classmethod
    def between(cls, held: Mapping[str, str], wanted: Mapping[str, str]) -> Changes:
        """The changes from one mapping of document_ids to cache keys to another."""
        gone = tuple(one for one, key in held.items() if wanted.get(one) != key)
        return cls(gone, {one: key for one, key in wanted.items() if held.get(one) != key})


def extend(connection: Any, changes: Changes, finders: Finders, fresh: str | None) -> bool:
    """Make the next version of a copy of the one before; False, with the copy spoiled, if that can't be done.

    Args:
        connection: to the copy.
        changes: what the next version is to hold besides, and no longer.
        finders: see there.
        fresh: name of the attached file that has the rows of what comes; None where nothing does.
    """
    connection.execute("BEGIN")  # else each step would be written to the disk by itself
    _view_come(connection, changes, fresh)
    gone = _remove_gone(connection, changes)
    come = read_articles(connection, "FROM come_articles")
    ((known,),) = connection.execute("SELECT count(*) FROM articles").fetchall()
    index = GramIndex(connection)
    related = finders.related([*come, *gone], known, index)
    if related is None:
        return False
    index.add(come, finders.sample)
    articles = _again(connection, related) + come
    articles.sort(key=lambda article: article.article_id)
    templates = connection.execute("SELECT article_id FROM again WHERE template").fetchall()
    found = finders.duplicates(articles, _figures_of(connection), {one for (one,) in templates})
    _note_changed(connection, found, articles)
    _replace_pairs(connection, found, articles)
    _drop_checks(connection)
    _replace_rows(connection)
    _check_across(connection, finders, found)
    connection.execute("DELETE FROM regions")
    fill_regions(connection, finders.region_path)
    connection.execute("COMMIT")
    return True


def _fill(connection: Any, name: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    connection.execute(f"CREATE TEMP TABLE {name} ({columns})")
    append(connection, name, rows)


def _view_come(connection: Any, changes: Changes, fresh: str | None) -> None:
    """Views ``come_documents``, ``come_articles``, ...: the rows of what comes."""
    _fill(connection, "come", "document_id VARCHAR, cache_key VARCHAR", changes.come.items())
    for table in _OF_DOCUMENTS:
        key = "document_id, cache_key" if table == "documents" else "document_id"
        rows = f"FROM {fresh}.{table} SEMI JOIN come USING ({key})" if fresh else f"FROM {table} LIMIT 0"
        connection.execute(f"CREATE TEMP VIEW come_{table} AS {rows}")


def _remove_gone(connection: Any, changes: Changes) -> list[Article]:
    """Remove the rows of what leaves and give its articles; tables ``gone_articles``, ``gone_figures``."""
    _fill(connection, "gone", "document_id VARCHAR", ((one,) for one in changes.gone))
    rows = "SEMI JOIN gone USING (document_id)"
    articles = read_articles(connection, f"FROM articles {rows}")
    connection.execute(
        f"CREATE TEMP TABLE gone_articles AS SELECT article_id, cluster_id FROM articles {rows}"
    )
    connection.execute(
        f"CREATE TEMP TABLE gone_figures AS SELECT figure_id, indicator_id, region_adcode FROM figures {rows}"
    )
    if changes.gone:
        for table in _OF_DOCUMENTS:
            connection.execute(f"DELETE FROM {table} WHERE document_id IN (FROM gone)")
        GramIndex(connection).remove("SELECT article_id FROM gone_articles")
    return articles


def _again(connection: Any, related: Collection[str]) -> list[Article]:
    """The articles that are compared again, table ``again``: all of each cluster that may change."""
    _fill(connection, "related", "article_id VARCHAR", ((one,) for one in sorted(related)))
    connection.execute(
        """
        CREATE TEMP TABLE parted AS
        SELECT cluster_id FROM articles WHERE article_id IN (FROM related) AND cluster_id IS NOT NULL
        UNION SELECT cluster_id FROM gone_articles WHERE cluster_id IS NOT NULL
        """
    )
    connection.execute(
        """
        CREATE TEMP TABLE again AS SELECT article_id, cluster_id, template FROM articles
        WHERE article_id IN (FROM related) OR cluster_id IN (FROM parted)
        """
    )
    return read_articles(connection, "FROM articles SEMI JOIN again USING (article_id)")


def _figures_of(connection: Any) -> FiguresOf:
    connection.execute("CREATE TEMP TABLE asked (article_id VARCHAR)")

    def figures_of(names: Collection[str]) -> list[Figure]:
        connection.execute("DELETE FROM asked")
        append(connection, "asked", [(name,) for name in names])
        which = "article_id IN (FROM asked)"
        held = f"FROM figures WHERE rowid IN (SELECT rowid FROM figures WHERE {which})"
        come = f"FROM come_figures WHERE {which}"
        return read_figures(connection, f"FROM ({held} UNION ALL BY NAME {come})")

    return figures_of


def _note_changed(connection: Any, found: Reconciled, articles: Sequence[Article]) -> None:
    """Tables of what is otherwise now: ``clustered``, ``restated``; ``subjects``, to be audited again."""
    _fill(
        connection,
        "clustered",
        "article_id VARCHAR, cluster_id VARCHAR, template BOOLEAN",
        ((name, found.cluster_of.get(name), name in found.templates) for name in _ids(articles)),
    )
    connection.execute(
        """
        DELETE FROM clustered WHERE EXISTS (
            FROM again WHERE again.article_id = clustered.article_id AND again.template = clustered.template
            AND again.cluster_id IS NOT DISTINCT FROM clustered.cluster_id
        )
        """
    )
    fill_facts(connection, found.facts)
    connection.execute(
        """
        CREATE TEMP TABLE restated AS
        SELECT f.rowid AS row, f.indicator_id, f.region_adcode, f.chosen <> coalesce(x.chosen, TRUE) AS turned
        FROM figures f SEMI JOIN again USING (article_id) LEFT JOIN facts x USING (figure_id)
        WHERE f.fact_id <> coalesce(x.fact_id, f.figure_id) OR f.chosen <> coalesce(x.chosen, TRUE)
            OR f.witnesses <> coalesce(x.witnesses, 1)
        """
    )
    connection.execute(
        """
        CREATE TEMP TABLE subjects AS SELECT DISTINCT indicator_id FROM (
            SELECT indicator_id, region_adcode FROM gone_figures
            UNION ALL SELECT indicator_id, region_adcode FROM come_figures
            UNION ALL SELECT indicator_id, region_adcode FROM restated WHERE turned
        ) WHERE indicator_id IS NOT NULL AND region_adcode IS NOT NULL
        """
    )


def _ids(articles: Iterable[Article]) -> list[str]:
    return [article.article_id for article in articles]


def _replace_pairs(connection: Any, found: Reconciled, articles: Sequence[Article]) -> None:
    connection.execute("DELETE FROM duplicates WHERE cluster_id IN (FROM parted)")
    sources = {article.article_id: article.source for article in articles}
    append(connection, "duplicates", (pair_row(pair, sources) for pair in found.pairs))
    connection.execute(
        """
        WITH gone AS (SELECT article_id FROM gone_articles),
            compared AS (SELECT article_id FROM again UNION ALL FROM gone)
        DELETE FROM near_pairs
        WHERE article_a IN (FROM compared) AND article_b IN (FROM compared)
            OR article_a IN (FROM gone) OR article_b IN (FROM gone)
        """
    )
    append(connection, "near_pairs", found.near)


def _drop_checks(connection: Any) -> None:
    """Remove the findings across articles that are made again.

    Rules of ``ACROSS`` compare figures of one indicator, the others those of one fact.
    """
    from data_layer.checks import ACROSS

    connection.execute(
        """
        DELETE FROM checks WHERE document_id IS NULL AND CASE
            WHEN list_contains(?, rule) THEN figures[-1] IN (
                SELECT figure_id FROM (
                    SELECT figure_id, indicator_id FROM figures
                    UNION ALL SELECT figure_id, indicator_id FROM gone_figures
                ) SEMI JOIN subjects USING (indicator_id)
            )
            ELSE article_id IN (
                SELECT article_id FROM again UNION ALL SELECT article_id FROM gone_articles
            ) END
        """,
        [sorted(ACROSS)],
    )


def _replace_rows(connection: Any) -> None:
    """Move the rows that changed behind the others, and add those of what comes."""
    changed = {
        "articles": "SELECT a.rowid FROM articles a SEMI JOIN clustered USING (article_id)",
        "figures": "SELECT row FROM restated",
    }
    for table, found in changed.items():
        rows = f"FROM {table} WHERE rowid IN ({found})"
        connection.execute(f"CREATE TEMP TABLE next_{table} AS {rows} UNION ALL BY NAME FROM come_{table}")
        connection.execute(f"DELETE {rows}")
    for table in _OF_DOCUMENTS:
        rows = SELECTS[table].format(prefix="next_" if table in changed else "come_")
        connection.execute(f"INSERT INTO {table} BY NAME FROM ({rows}) ORDER BY {laid(table)}")
    scattered = connection.execute(
        f"""
        SELECT count(*) + (SELECT coalesce(max(value::BIGINT), 0) FROM meta WHERE key = '{_SCATTERED}')
        FROM next_articles
        """
    ).fetchone()
    connection.execute(f"DELETE FROM meta WHERE key = '{_SCATTERED}'")
    append(connection, "meta", [(_SCATTERED, str(*scattered))])


def _check_across(connection: Any, finders: Finders, found: Reconciled) -> None:
    """The findings across articles on what is compared again, and on all of the indicators it touches."""
    connection.execute(
        """
        CREATE TEMP TABLE audited AS
        SELECT f.rowid AS row, f.article_id FROM figures f SEMI JOIN facts USING (figure_id)
        UNION SELECT f.rowid, f.article_id FROM figures f SEMI JOIN subjects USING (indicator_id)
            WHERE f.chosen AND f.region_adcode IS NOT NULL
        """
    )
    figures = read_figures(connection, "FROM figures WHERE rowid IN (SELECT row FROM audited)")
    articles = read_articles(connection, "FROM articles SEMI JOIN audited USING (article_id)")
    checks = finders.checks(articles, figures, found.facts)
    append(connection, "checks", [check_row(check, None) for check in checks])


def is_scattered(connection: Any) -> bool:
    """Whether so many articles lie behind the others that a version is to be laid anew."""
    (many,) = connection.execute(
        f"""
        SELECT coalesce(max(value::BIGINT), 0) * 100 >= {_SCATTERED_PERCENT} * (SELECT count(*) FROM articles)
        FROM meta WHERE key = '{_SCATTERED}'
        """
    ).fetchone()
    return bool(many)


def lay_anew(connection: Any, scattered: str) -> None:
    """Fill the empty tables of a version with the rows of an attached one, each where it belongs."""
    for table in load_tables():
        rows = f"SELECT * FROM {scattered}.{table}"
        if table in ("articles", "figures"):
            lay(connection, table, rows)
        elif table == "meta":
            connection.execute(f"INSERT INTO meta {rows} WHERE key NOT IN ('schema', '{_SCATTERED}')")
        else:
            order = "" if table == "grams" else f"ORDER BY {laid(table)}"
            connection.execute(f"INSERT INTO {table} BY NAME FROM ({rows}) {order}")
