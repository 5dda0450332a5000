"""The index that new articles are compared by: which article has which sampled 3-grams.

What belongs here: tables ``signed`` and ``grams``. What does not: which 3-grams are sampled, and how many of
them two articles must share (``data_layer.duplicates``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_layer.model import Article
from data_layer.store.sql import append

__all__ = ["GramIndex", "SampleGrams"]

_ARTICLES_AT_ONCE = 2000

Numbers = NDArray[np.int64]
SampleGrams = Callable[[Sequence[str]], tuple[Numbers, Numbers]]
"""Gives the sampled 3-grams of texts: for each the text's number and a hash below 2**63."""


class GramIndex:
    """The index in one version's file; articles have numbers in it."""

    def __init__(self, connection: Any) -> None:
        """Name the connection to the file."""
        self.connection = connection

    def add(self, articles: Sequence[Article], sample: SampleGrams) -> None:
        """Give articles numbers beyond those of the others, and index them."""
        select = "SELECT coalesce(max(number) + 1, 0) FROM signed"
        ((first,),) = self.connection.execute(select).fetchall()
        names = (article.article_id for article in articles)
        append(self.connection, "signed", ((number, name) for number, name in enumerate(names, first)))
        for start in range(0, len(articles), _ARTICLES_AT_ONCE):
            some = articles[start : start + _ARTICLES_AT_ONCE]
            numbers, grams = sample([article.text for article in some])
            with self._given(number=numbers + (first + start), gram=grams) as given:
                self.connection.execute(f"INSERT INTO grams BY NAME FROM {given}")

    def remove(self, articles: str) -> None:
        """Take those articles out whose ids a query gives."""
        numbers = f"SELECT number FROM signed WHERE article_id IN ({articles})"
        for table in ("grams", "signed"):
            self.connection.execute(f"DELETE FROM {table} WHERE number IN ({numbers})")

    def sharing(self, grams: Numbers) -> tuple[Numbers, Numbers]:
        """Who has one of these 3-grams: the number of an article and the 3-gram, once for each."""
        with self._given(gram=grams) as given:
            found = self.connection.execute(
                f"SELECT number, gram FROM grams SEMI JOIN {given} USING (gram)"
            ).fetchnumpy()
        return found["number"], found["gram"]

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """The texts of articles, in the order of their numbers."""
        rows = self.connection.execute(
            "SELECT text FROM articles JOIN signed USING (article_id) "
            "WHERE list_contains(?, number) ORDER BY number",
            [list(numbers)],
        ).fetchall()
        return [text for (text,) in rows]

    def names(self, numbers: Collection[int]) -> set[str]:
        """The ids of articles."""
        rows = self.connection.execute(
            "SELECT article_id FROM signed WHERE list_contains(?, number)", [sorted(numbers)]
        ).fetchall()
        return {name for (name,) in rows}

    @contextmanager
    def _given(self, **columns: Numbers) -> Iterator[str]:
        """A name that these columns have as a table meanwhile; all results before were fetched to the end."""
        self.connection.register("given", columns)
        try:
            yield "given"
        finally:
            self.connection.unregister("given")
