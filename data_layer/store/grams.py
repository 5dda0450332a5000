"""The index that new articles are compared by: which article has which sampled 3-grams.

What belongs here: tables ``signed`` and ``grams``. What does not: which 3-grams are sampled, and how many of
them two articles must share (``data_layer.duplicates``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from data_layer.model import Article
from data_layer.store.sql import append

if TYPE_CHECKING:  # a command that has nothing to read starts without it
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.int64]

__all__ = ["GramIndex", "SampleGrams"]

_ARTICLES_AT_ONCE = 500


class SampleGrams(Protocol):
    """Gives the sampled 3-grams of texts: for each the text's number and a hash below 2**63."""

    def __call__(self, texts: Sequence[str], /) -> tuple[Numbers, Numbers]: ...  # noqa: D102


class GramIndex:
    """The index in one version's file; articles have numbers in it."""

    def __init__(self, connection: Any) -> None:
        """Name the connection to the file."""
        self.connection = connection

    def add(self, articles: Sequence[Article], sample: SampleGrams) -> None:
        """Give articles numbers beyond those of the others, and index them."""
        select = "SELECT coalesce(max(number) + 1, 0) FROM signed"
        ((first,),) = self.connection.execute(select).fetchall()
        for start in range(0, len(articles), _ARTICLES_AT_ONCE):
            some = articles[start : start + _ARTICLES_AT_ONCE]
            owners, grams = sample([article.text for article in some])
            counts = Counter(owners.tolist())
            sizes = [counts[number] for number in range(len(some))]
            names = (article.article_id for article in some)
            numbers = range(first + start, first + start + len(some))
            append(self.connection, "signed", zip(numbers, names, sizes, strict=True))
            with self._given(number=owners + numbers.start, gram=grams) as given:
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

    def sizes(self, numbers: Numbers) -> Numbers:
        """How many 3-grams articles have, in the order of their numbers."""
        with self._given(number=numbers) as given:
            found = self.connection.execute(
                f"SELECT size FROM signed SEMI JOIN {given} USING (number) ORDER BY number"
            ).fetchnumpy()
        sizes: Numbers = found["size"]
        return sizes

    def names(self, numbers: Numbers) -> set[str]:
        """The ids of articles."""
        with self._given(number=numbers) as given:
            rows = self.connection.execute(
                f"SELECT article_id FROM signed SEMI JOIN {given} USING (number)"
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
