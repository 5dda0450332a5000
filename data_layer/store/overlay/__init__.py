"""Decisions laid over a version: views of its tables in which what people decided holds.

What belongs here: which rows a decision touches, and the views that put theirs in the place of the version's.
The file is attached as ``stored`` and never changed; rows that nobody decided on come straight from it. What
does not: what a decision does to a record (``data_layer.decisions``).

Besides the tables of columns.yaml a reader finds ``decided`` (every decision and what it is about here),
``struck_figures`` and ``figures_as_read`` (rows as the program read them).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_layer.decisions import Decision
from data_layer.store.overlay.corrections import correct_articles, correct_figures
from data_layer.store.overlay.facts import regroup_facts
from data_layer.store.overlay.findings import judge
from data_layer.store.overlay.layer import Layer
from data_layer.store.overlay.ledger import COLUMNS, record
from data_layer.store.overlay.touched import load_figures
from data_layer.store.overlay.views import write_views
from data_layer.store.schema import load_tables

__all__ = ["lay_over"]


def lay_over(connection: Any, decisions: Sequence[Decision]) -> None:
    """Make the views over the attached version, with the decisions that stand laid over them.

    Args:
        connection: on an empty database in memory that the version is attached to as ``stored``.
        decisions: all of the journal.
    """
    for name in load_tables():
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM stored.{name}")
    connection.execute("CREATE TABLE struck_figures AS FROM stored.figures LIMIT 0")
    connection.execute("CREATE VIEW figures_as_read AS FROM stored.figures LIMIT 0")
    connection.execute(f"CREATE TABLE decided ({COLUMNS})")
    if not decisions:
        return
    layer = Layer(connection, decisions)
    load_figures(layer)
    correct_articles(layer)  # first, since their figures are read again
    correct_figures(layer)
    regroup_facts(layer)
    write_views(layer, judge(layer))
    record(layer)
