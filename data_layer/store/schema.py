"""The registry of columns: one place that the store's tables, every export and docs/records.md share.

What belongs here: the objects that ``columns.yaml`` is loaded to. What does not: anything that opens a store.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from data_layer.errors import LexiconError

__all__ = ["EXPORTS", "Column", "ColumnType", "Table", "load_tables", "schema_fingerprint"]

EXPORTS = ("articles", "figures", "duplicates", "checks")
"""The tables that ``export`` writes."""

_FILE = Path(__file__).with_name("columns.yaml")


class ColumnType(StrEnum):
    """What a column holds; the value is the word that columns.yaml and docs/records.md use."""

    TEXT = "text"
    INT = "int"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    TEXTS = "list of text"
    BYTES = "bytes"


_SQL_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INT: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.BOOL: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.TEXTS: "VARCHAR[]",
    ColumnType.BYTES: "BLOB",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, what that means, and the unit of a number (None without one)."""

    name: str
    type: ColumnType
    meaning: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One stored table.

    Attributes:
        name: its name in the store, and of the export where it is one.
        row: what one row is.
        order: how exported rows are sorted, as ``ORDER BY`` writes it.
        columns: what ``export`` writes, in that order.
        internal: further columns that only queries need.
    """

    name: str
    row: str
    order: str
    columns: tuple[Column, ...]
    internal: tuple[Column, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, as the table has them."""
        return tuple(column.name for column in self.columns + self.internal)

    @property
    def ddl(self) -> str:
        """The ``CREATE TABLE`` statement."""
        columns = (f"{column.name} {_SQL_TYPES[column.type]}" for column in self.columns + self.internal)
        return f"CREATE TABLE {self.name} ({', '.join(columns)})"


@functools.cache
def load_tables() -> dict[str, Table]:
    """Every table of a store's version, by name.

    Raises:
        LexiconError: if columns.yaml contradicts its own keys.
    """
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    try:
        return {name: _table(name, entry) for name, entry in content.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{_FILE.name}: an entry is not as its head defines it: {error}") from error


def _table(name: str, entry: dict[str, dict[str, list[str]]]) -> Table:
    parts = {
        part: tuple(
            Column(column, ColumnType(kind), meaning, *unit)
            for column, (kind, meaning, *unit) in entry.get(part, {}).items()
        )
        for part in ("columns", "internal")
    }
    return Table(name, str(entry["row"]), str(entry["order"]), parts["columns"], parts["internal"])


@functools.cache
def schema_fingerprint() -> str:
    """Sha256 over all tables: a store with another one is rebuilt from its originals."""
    return hashlib.sha256("\n".join(table.ddl for table in load_tables().values()).encode()).hexdigest()
