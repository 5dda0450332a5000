"""Views of the version's tables in which changed rows stand in the place of the version's.

What belongs here: SQL. What does not: what the rows hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data_layer.store.locating import temporary, with_ids
from data_layer.store.overlay.layer import Layer, Row
from data_layer.store.schema import load_tables
from data_layer.store.sql import append

__all__ = ["write_views"]

_KEYS = {"figures": "figure_id", "articles": "article_id", "checks": "check_id"}


def write_views(layer: Layer, checks: Mapping[str, Row]) -> None:
    """Make the views; ``checks`` holds the rows of findings that decisions change, by check_id."""
    struck = [layer.figures[one] for one in sorted(layer.struck)]
    changed = {
        figure_id: row
        for figure_id, row in layer.figures.items()
        if figure_id in layer.struck or layer.as_stored.get(figure_id) != row
    }
    gone = [one for one in layer.as_stored if one not in layer.figures]
    shown = [row for figure_id, row in changed.items() if figure_id not in layer.struck]
    replace(layer, "figures", [*changed, *gone], shown)
    fill(layer, "struck_figures", "figures", struck)
    if changed:
        layer.connection.execute(
            "CREATE OR REPLACE VIEW figures_as_read AS SELECT * FROM stored.figures "
            "WHERE rowid IN (SELECT id FROM gone_figures)"
        )
    replace(layer, "articles", list(layer.articles), with_spans(layer))
    replace(layer, "checks", list(checks), list(checks.values()))
    if layer.mates:
        name = temporary(layer.connection, "gone_clusters", "id VARCHAR", [(c,) for c in layer.mates])
        union(layer, "duplicates", f"cluster_id NOT IN (SELECT id FROM {name})", layer.duplicates)
    if layer.new_regions:
        names = load_tables()["regions"].names
        rows = [dict(zip(names, row, strict=True)) for row in layer.new_regions.values()]
        union(layer, "regions", "TRUE", rows)


def with_spans(layer: Layer) -> list[Row]:
    select = "SELECT article_id, raw_spans FROM stored.articles"
    spans = {
        row["article_id"]: row["raw_spans"]
        for row in with_ids(layer.connection, select, "article_id", layer.articles)
    }
    return [row | {"raw_spans": spans[article_id]} for article_id, row in layer.articles.items()]


def replace(layer: Layer, table: str, ids: Sequence[str], rows: Sequence[Row]) -> None:
    """Put ``rows`` in the place of those that have one of ``ids``."""
    if not ids and not rows:
        return
    key = _KEYS[table]
    wanted = temporary(layer.connection, "wanted_ids", "id VARCHAR", [(one,) for one in ids])
    layer.connection.execute(
        f"CREATE TABLE gone_{table} AS SELECT rowid AS id FROM stored.{table} "
        f"WHERE {key} IN (SELECT id FROM {wanted})"
    )
    union(layer, table, f"NOT EXISTS (FROM gone_{table} WHERE id = {table}.rowid)", rows)


def union(layer: Layer, table: str, kept: str, rows: Sequence[Row]) -> None:
    layer.connection.execute(f"CREATE TABLE new_{table} AS FROM stored.{table} LIMIT 0")
    fill(layer, f"new_{table}", table, rows)
    layer.connection.execute(
        f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM stored.{table} WHERE {kept} "
        f"UNION ALL SELECT * FROM new_{table}"
    )


def fill(layer: Layer, name: str, like: str, rows: Iterable[Row]) -> None:
    names = load_tables()[like].names
    append(layer.connection, name, ([row[one] for one in names] for row in rows))
