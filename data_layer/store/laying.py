"""Rows of a version laid in their order, part by part.

What belongs here: in which order rows lie, and how many are sorted at a time. What does not: which rows
(versions).
"""

from __future__ import annotations

from typing import Any

from data_layer.store.schema import load_tables

__all__ = ["laid", "lay"]

_ROWS_AT_ONCE = 2_500
"""Rows sorted at a time. DuckDB holds what it sorts, some 2 kB a figure."""
_MOST_PARTS = 25
"""Beyond so many parts each is larger: all rows are looked through for each part."""


def laid(table: str) -> str:
    """How a table's rows lie in a version, as ORDER BY writes it."""
    entry = load_tables()[table]
    return f"left(placed, 2), {entry.order}" if "placed" in entry.names else entry.order


def lay(connection: Any, table: str, select: str) -> None:
    """Fill a table of rows that have ``placed``, ``source`` and ``document_id``, in order.

    A part holds the rows of some documents that follow one another in the order; those of one document and
    province are never parted.
    """
    connection.execute(f"CREATE OR REPLACE TEMP VIEW lying AS {select}")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE parts AS
        WITH runs AS (
            SELECT left(placed, 2) AS province, source, document_id, count(*) AS many
            FROM lying GROUP BY ALL
        )
        SELECT province, document_id, CAST(floor(
            (sum(many) OVER (ORDER BY province, source, document_id) - many)
            / greatest({_ROWS_AT_ONCE}, (SELECT sum(many) FROM runs) / {_MOST_PARTS})
        ) AS INTEGER) AS part
        FROM runs
        """
    )
    parts = [part for (part,) in connection.execute("SELECT DISTINCT part FROM parts ORDER BY 1").fetchall()]
    for part in parts:
        connection.execute(
            f"""
            INSERT INTO {table} BY NAME FROM (
                SELECT lying.* FROM lying SEMI JOIN (SELECT * FROM parts WHERE part = ?) AS asked
                ON lying.document_id = asked.document_id
                AND left(lying.placed, 2) IS NOT DISTINCT FROM asked.province
            ) ORDER BY {laid(table)}
            """,
            [part],
        )
