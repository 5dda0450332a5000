"""All caching of the pages: the store's handle, and frames by the store's version and its last decision.

A page asks ``ask(query, …)`` with a function of ``data_layer.queries``; the answer is kept until the store
has a newer version or decision, and at most ``_KEPT_ANSWERS`` of them are. ``worked`` keeps in the same way
what a function of pages/shared makes of answers. Nothing else in pages/ caches.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from data_layer import queries
from data_layer.duplicates import Confusion, Preview, count_confusions, preview_clusters
from data_layer.errors import DecisionError
from data_layer.importing import ImportQueue
from data_layer.model import DuplicatePair, NearPair, Relation
from data_layer.pipeline import Preparation
from data_layer.reading import render_page
from data_layer.store import Journal, PastIngest, ReadStore, Removal, StoreFolder, default_store
from pages.shared import warming
from pages.shared.articles import mentions
from pages.shared.clusters import witnesses
from pages.shared.clusters.conflicts import conflict_table
from pages.shared.deciding import person
from pages.shared.kept import Kept, key_of

__all__ = [
    "arrivals",
    "ask",
    "compared",
    "conflicts",
    "confusions",
    "imports",
    "kept_answers",
    "last_ingests",
    "mentioned",
    "page_image",
    "prepare",
    "previewed",
    "read",
    "removals",
    "store_version",
    "decide",
    "worked",
]

_KEPT_ANSWERS = 400
"""A page asks about ten questions, and works half as much out of them: thirty views stay warm."""
_KEPT_COMPARISONS = 50
_KEPT_PAGES = 30
"""A newspaper page takes about 2 MB."""
_PAGE_PIXELS = 1500
"""Width of a page's picture: a newspaper's body text can be read on the full screen."""
_REMEMBERED_INGESTS = 5
_SHOWN_SECONDS = 0.3
_JOURNAL_SECONDS = 20
"""An ingest is noted a moment after its version has appeared."""


def prepare() -> None:
    """Make the store ready, once a server: at a first start the sample corpus goes in, as all can see.

    A store that older code made is made again from its originals. All wait for one preparation, which goes on
    when they leave the page.

    Raises:
        StoreError: if the store can't be written.
    """
    directory = default_store().resolve()
    preparation = _preparation(str(directory))
    state = preparation.wait(_SHOWN_SECONDS)
    if state is not None:
        place = st.empty()
        while state is not None:
            words = f"正在导入 {state.done}/{state.total}：{state.name}" if state.total else "正在准备数据…"
            place.progress(state.share, words)
            state = preparation.wait(_SHOWN_SECONDS)
        place.empty()
    _begin_serving(str(directory))


def store_version() -> int:
    """The number of the newest version of the store that this server shows.

    Raises:
        StoreError: if the store is empty or made by another version of the program.
    """
    return _store(default_store()).version


def ask(query: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """The answer of a function of ``data_layer.queries`` on the newest version; the store is put in front."""
    return _kept(query, arguments, named, lambda: read(query, *arguments, **named))


def read(query: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Like ``ask``, but the answer is not kept: for what ``worked`` keeps the outcome of."""
    return query(_store(default_store()), *arguments, **named)


def worked(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What a function makes of the store's answers, worked out once for a version and its decisions.

    Args:
        function: of a module of pages/shared, without widgets; depends on its arguments and ``ask`` alone.
        *arguments, **named: of the function.
    """
    return _kept(function, arguments, named, lambda: function(*arguments, **named))


def decide(decision: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Take a decision with a function of ``data_layer.deciding``; the store is put in front.

    Raises:
        DecisionError: if it cannot be taken as stated, or who acts is no editor (a forged message can press a
            button that is not drawn).
        StoreError: if it can't be written; nothing is kept then.
    """
    if not person.may_edit():
        raise DecisionError(f"{person.who() or '未登录的人'} 不能记录意见。")
    return decision(_store(default_store()), *arguments, **named)


def compared(article_a: str, article_b: str) -> witnesses.Comparison | None:
    """Two articles aligned, with their figures side by side; None if one of them is gone."""
    return _compared(article_a, article_b, str(default_store().resolve()), _state())


def confusions(clusters: tuple[str, ...]) -> list[Confusion]:
    """Characters that OCR took for each other in the witnesses of these clusters, the most frequent first."""
    return _confusions(clusters, str(default_store().resolve()), _state())


def mentioned(article_id: str) -> mentions.Mentions | None:
    """Places, times and passed-over numbers of an article; None if it is gone."""
    return _mentioned(article_id, str(default_store().resolve()), _state())


def page_image(source_id: str, page: int) -> bytes | None:
    """A page of a document's original as PNG; None if the original is gone.

    Raises:
        ReadingError: if it can't be drawn.
    """
    return _page_image(source_id, page, str(default_store().resolve()), store_version())


def arrivals() -> list[dict[str, str]]:
    """When each document came in, and who brought it."""
    return _journal(str(default_store().resolve()), _state())[0]


def last_ingests() -> list[PastIngest]:
    """The last ingests that changed the store, newest first."""
    return _journal(str(default_store().resolve()), _state())[1]


def _state() -> tuple[int, int]:
    """The newest version and the last decision."""
    return _store(default_store()).state


def removals() -> list[Removal]:
    """The last documents that were removed, newest first."""
    return _journal(str(default_store().resolve()), store_version())[2]


def imports() -> ImportQueue:
    """The imports of this server."""
    return _imports(str(default_store().resolve()))


@st.cache_resource(show_spinner=False)
def _imports(directory: str) -> ImportQueue:
    """One a store, shared by all sessions, as long as the server lives."""
    queue = ImportQueue(Path(directory))
    queue.start()
    return queue


@functools.lru_cache(maxsize=4)
def _store(directory: Path) -> ReadStore:
    """One handle a store; asked for fifty times a page, which Streamlit's own cache would take a tenth of."""
    return ReadStore(directory)


@st.cache_resource(show_spinner=False, max_entries=4)
def _begin_serving(directory: str) -> None:
    """What begins once the store is ready: going on with imports of an earlier server, loading beforehand."""
    _imports(directory)
    warming.start(_store(default_store()))


@st.cache_resource(show_spinner=False, max_entries=4)
def _preparation(directory: str) -> Preparation:
    """One a store, shared by all sessions."""
    return Preparation(Path(directory))


@st.cache_data(show_spinner=False, max_entries=4, ttl=_JOURNAL_SECONDS)
def _journal(
    directory: str, state: tuple[int, int]
) -> tuple[list[dict[str, str]], list[PastIngest], list[Removal]]:
    journal = Journal(StoreFolder(Path(directory)).journal)
    return journal.arrivals(), journal.ingests(_REMEMBERED_INGESTS), journal.removals(_REMEMBERED_INGESTS)


@functools.cache
def kept_answers() -> Kept:
    """All answers, shared by all sessions, as long as the server lives."""
    return Kept(_KEPT_ANSWERS)


def _kept(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    named: dict[str, Any],
    work_out: Callable[[], Any],
) -> Any:
    """Kept by everything that an answer depends on: function and arguments, the store and its state."""
    name = f"{function.__module__}.{function.__qualname__}"
    key = (name, default_store(), _state(), key_of(arguments), key_of(named))
    return kept_answers().get(key, work_out)


@st.cache_data(show_spinner="正在逐字比对…", max_entries=_KEPT_COMPARISONS)
def _compared(
    article_a: str, article_b: str, directory: str, state: tuple[int, int]
) -> witnesses.Comparison | None:
    store = _store(default_store())
    a, b = (queries.witness(store, article) for article in (article_a, article_b))
    return witnesses.compare(*a, *b) if a and b else None


@st.cache_data(show_spinner="正在标注原文…", max_entries=_KEPT_COMPARISONS)
def _mentioned(article_id: str, directory: str, state: tuple[int, int]) -> mentions.Mentions | None:
    found = queries.article(_store(default_store()), article_id)
    return None if found.empty else mentions.find_mentions(found.iloc[0])


@st.cache_data(show_spinner="正在打开原页…", max_entries=_KEPT_PAGES)
def _page_image(source_id: str, page: int, directory: str, version: int) -> bytes | None:
    original = _store(default_store()).original(source_id)
    return None if original is None else render_page(original, page, _PAGE_PIXELS)


@st.cache_data(show_spinner="正在统计易混的字…", max_entries=_KEPT_COMPARISONS)
def _confusions(clusters: tuple[str, ...], directory: str, state: tuple[int, int]) -> list[Confusion]:
    store = _store(default_store())
    pairs = [row for cluster in clusters for row in queries.cluster_pairs(store, cluster).itertuples()]
    wanted = {article for row in pairs for article in (row.article_a, row.article_b)}
    texts = {
        article: found.iloc[0]["text"] for article in wanted if len(found := queries.article(store, article))
    }
    return count_confusions(
        (texts[row.article_a], texts[row.article_b]) for row in pairs if row.relation == "variant"
    )


def conflicts(clusters: tuple[str, ...]) -> pd.DataFrame:
    """The differing figures of these clusters, one row a figure: see ``conflict_table``."""
    return _conflicts(clusters, str(default_store().resolve()), _state())


def previewed(threshold: int) -> Preview:
    """What a containment of ``threshold`` would join and part, over the whole store."""
    return _previewed(threshold, str(default_store().resolve()), _state())


@st.cache_data(show_spinner="正在比对数字…", max_entries=_KEPT_COMPARISONS)
def _conflicts(clusters: tuple[str, ...], directory: str, state: tuple[int, int]) -> pd.DataFrame:
    store = _store(default_store())
    parts = []
    for cluster in clusters:
        pairs = queries.cluster_pairs(store, cluster)
        differing = pairs[pairs["figures_differ"] > 0].to_dict("records")
        found = [(pair, compared(pair["article_a"], pair["article_b"])) for pair in differing]
        parts.append(conflict_table((pair, one.figures) for pair, one in found if one is not None))
    return pd.concat(parts) if parts else pd.DataFrame()


@st.cache_data(show_spinner="正在试算…", max_entries=_KEPT_COMPARISONS)
def _previewed(threshold: int, directory: str, state: tuple[int, int]) -> Preview:
    store = _store(default_store())
    names = DuplicatePair._fields
    pairs = [
        DuplicatePair(
            **{name: value for name, value in row.items() if name in names}
            | {"relation": Relation(row["relation"])}
        )
        for row in queries.compared_pairs(store).to_dict("records")
    ]
    near = [NearPair(**row) for row in queries.near_pairs(store).to_dict("records")]
    return preview_clusters(pairs, near, threshold)
