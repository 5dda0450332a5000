"""All caching of the pages: the store's handle, and frames by the store's version.

A page asks ``ask(query, …)`` with a function of ``data_layer.queries``; the answer is kept until the store has
a newer version, and at most ``_KEPT_ANSWERS`` of them are. Nothing else in pages/ caches.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from data_layer import queries
from data_layer.store import ReadStore, default_store

__all__ = ["ask", "store_version"]

_KEPT_ANSWERS = 400
"""A page asks about ten questions: forty views stay warm."""


def store_version() -> int:
    """The number of the newest version of the store that this server shows.

    Raises:
        StoreError: if the store is empty or made by another version of the program.
    """
    return _store(default_store()).version


def ask(query: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """The answer of a function of ``data_layer.queries`` on the newest version; the store goes first by itself."""
    return _answer(query.__name__, str(default_store().resolve()), store_version(), arguments, named)


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(directory: Path) -> ReadStore:
    return ReadStore(directory)


@st.cache_data(show_spinner="正在查询…", max_entries=_KEPT_ANSWERS)
def _answer(
    name: str, directory: str, version: int, arguments: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """Keyed by everything that an answer depends on; ``directory`` and ``version`` are only for the key."""
    return getattr(queries, name)(_store(default_store()), *arguments, **named)
