"""Which rows decisions touch: figures whose content or fact can change, and clusters.

What belongs here: loading them. What does not: changing them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from data_layer.decisions import DecisionKind, FigureSubject, FindingSubject, Place
from data_layer.store.locating import temporary, with_ids
from data_layer.store.overlay.layer import Layer, Row

__all__ = ["load_figures"]


def load_figures(layer: Layer) -> None:
    """The rows of every figure whose content or fact can change, and the figure at each place."""
    subjects = [one.subject for one in layer.decisions]
    figures = [one for one in subjects if isinstance(one, FigureSubject)]
    figures += [part for one in subjects if isinstance(one, FindingSubject) for part in one.figures]
    places = {place for one in figures if (place := layer.located.place(one))}
    layer.located.load(place.article_id for place in places)
    find_at(layer, places)
    reread = {row["article_id"] for row in layer.article_rows(DecisionKind.ARTICLE_CORRECTED)}
    whole = reread | {row["article_id"] for row in clustered(layer)}
    facts = {
        layer.at[place]
        for one in layer.of(DecisionKind.FIGURE_STRUCK, DecisionKind.WITNESS_CHOSEN)
        if isinstance(one.subject, FigureSubject) and (place := layer.located.place(one.subject)) in layer.at
    }
    single = facts | {
        layer.at[place]
        for one in layer.of(DecisionKind.FIGURE_CORRECTED, DecisionKind.FIGURE_ADDED)
        if isinstance(one.subject, FigureSubject) and (place := layer.located.place(one.subject)) in layer.at
    }
    connection = layer.connection
    temporary(connection, "wanted_figures", "id VARCHAR", [(one,) for one in sorted(single)])
    temporary(connection, "wanted_articles", "id VARCHAR", [(one,) for one in sorted(whole)])
    temporary(connection, "wanted_facts", "id VARCHAR", [(one,) for one in sorted(facts)])
    found = connection.execute(
        """
        WITH of_articles AS (
            SELECT rowid AS id, fact_id FROM stored.figures
            WHERE article_id IN (SELECT id FROM wanted_articles)
        ), facts AS (
            SELECT fact_id FROM of_articles
            UNION SELECT fact_id FROM stored.figures WHERE figure_id IN (SELECT id FROM wanted_facts)
        ), found AS (
            SELECT id FROM of_articles
            UNION SELECT rowid FROM stored.figures WHERE figure_id IN (SELECT id FROM wanted_figures)
            UNION SELECT rowid FROM stored.figures WHERE fact_id IN (SELECT fact_id FROM facts)
        )
        SELECT * FROM stored.figures WHERE rowid IN (SELECT id FROM found)
        """
    )
    names = [column[0] for column in found.description]
    layer.as_stored = {
        row["figure_id"]: row for row in (dict(zip(names, one, strict=True)) for one in found.fetchall())
    }
    layer.figures = dict(layer.as_stored)


def find_at(layer: Layer, places: Iterable[Place]) -> None:
    """The figure that the program reads at each place: one that begins there, else one it overlaps."""
    rows = [(one.article_id, one.start, one.end) for one in places]
    columns = "article_id VARCHAR, first BIGINT, last BIGINT"
    name = temporary(layer.connection, "places", columns, rows)
    hits: dict[Place, list[tuple[bool, str]]] = defaultdict(list)
    for article_id, first, last, figure_id, start in layer.connection.execute(
        f"""
        SELECT p.article_id, first, last, figure_id, char_start FROM {name} p JOIN stored.figures f
        ON f.article_id = p.article_id AND char_start < last AND char_end > first
        """
    ).fetchall():
        hits[Place(article_id, first, last)].append((start != first, figure_id))
    for place, found in hits.items():
        exact = [figure_id for other, figure_id in found if not other]
        if len(exact or found) == 1:
            layer.at[place] = exact[0] if exact else found[0][1]


def clustered(layer: Layer) -> list[Row]:
    """Articles of each cluster that loses one or has its witness chosen, or that a figure is added to."""
    named = list(layer.article_rows(DecisionKind.WITNESS_CHOSEN, DecisionKind.ARTICLE_SEPARATED))
    for one in layer.of(DecisionKind.FIGURE_ADDED):
        if isinstance(one.subject, FigureSubject) and (place := layer.located.place(one.subject)):
            named.append(layer.located.row(place.article_id))
    clusters = {row["cluster_id"] for row in named if row["cluster_id"]}
    select = "SELECT * EXCLUDE (raw_spans) FROM stored.articles"
    for row in with_ids(layer.connection, select, "cluster_id", clusters):
        layer.mates[row["cluster_id"]].append(row)
    layer.located.load(row["article_id"] for rows in layer.mates.values() for row in rows)
    return [row for rows in layer.mates.values() for row in rows]
