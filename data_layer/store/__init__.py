"""The store: one DuckDB file a version, originals by content, and people's decisions.

What belongs here: everything that reads or writes files of a store. What does not: what a figure means.
"""

from data_layer.store.files import StoreFolder, default_store
from data_layer.store.journal import Journal, PastIngest, Removal
from data_layer.store.read import ReadStore, open_store
from data_layer.store.schema import EXPORTS, Column, ColumnType, Table, load_tables
from data_layer.store.spool import Spool, SpooledJob

__all__ = [
    "EXPORTS",
    "Column",
    "ColumnType",
    "Journal",
    "PastIngest",
    "ReadStore",
    "Removal",
    "Spool",
    "SpooledJob",
    "StoreFolder",
    "Table",
    "default_store",
    "load_tables",
    "open_store",
]
