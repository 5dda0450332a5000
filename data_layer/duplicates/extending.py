"""New articles beside known ones, without comparing everything again.

Kept of the known articles is a signature each: its sampled 3-grams. They name the few articles that a new one
may be a witness of; only these, with the rest of their clusters, are compared again.
"""

from bisect import insort
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Protocol

import numpy as np

from data_layer.duplicates.blocking.sampling import sample_grams
from data_layer.duplicates.blocking.shingles import Places, Words, fold_texts
from data_layer.duplicates.blocking.words import ARTICLE_BITS, ARTICLE_MASK, sort_words
from data_layer.duplicates.finding import Duplicates, find_duplicates
from data_layer.duplicates.parameters import Parameters
from data_layer.model import Article, Figure

_KEYS_AT_ONCE = 1 << 20
_TWO_IDS = attrgetter("article_a", "article_b")
Load = Callable[[Collection[str]], tuple[Sequence[Article], Sequence[Figure]]]


@dataclass(frozen=True)
class Signatures:
    """The signatures of known articles.

    Attributes:
        names: article ids.
        keys: sorted words of 40 bits of a kept 3-gram's hash and 24 bits of a number into ``names``.
    """

    names: tuple[str, ...] = ()
    keys: Words = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))

    def add(self, articles: Sequence[Article], parameters: Parameters) -> "Signatures":
        """These and the signatures of ``articles``."""
        keys = sample_grams(fold_texts([article.text for article in articles]), parameters)
        if not self.names:
            return Signatures(tuple(article.article_id for article in articles), keys)
        keys = keys + np.uint64(len(self.names))
        places = np.searchsorted(self.keys, keys)
        names = (*self.names, *(article.article_id for article in articles))
        return Signatures(names, np.insert(self.keys, places, keys))

    def to_bytes(self) -> bytes:
        """These signatures as bytes: the same articles give the same bytes."""
        names = "\n".join(self.names).encode()
        return len(names).to_bytes(8, "little") + names + self.keys.astype("<u8").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Signatures":
        """Signatures out of ``to_bytes``."""
        end = 8 + int.from_bytes(data[:8], "little")
        names = data[8:end].decode()
        return cls(tuple(names.split("\n")) if names else (), np.frombuffer(data, dtype="<u8", offset=end))

    def related(self, articles: Sequence[Article], parameters: Parameters) -> set[str]:
        """Ids of the known articles that ``articles`` may be witnesses of."""
        keys = sample_grams(fold_texts([article.text for article in articles]), parameters)
        found = _nearest(self.keys, self._sizes(), keys, parameters)
        return {self.names[known] for known in found}

    def _sizes(self) -> Callable[[Places], Places]:
        """Tells how many 3-grams the signatures of some articles have."""
        sizes = np.zeros(len(self.names), dtype=np.int64)
        for first in range(0, len(self.keys), _KEYS_AT_ONCE):
            owners = self.keys[first : first + _KEYS_AT_ONCE] & ARTICLE_MASK
            sizes += np.bincount(owners.astype(np.int64), minlength=len(self.names))
        return sizes.__getitem__


class Index(Protocol):
    """Known articles by their 3-grams; each has a number."""

    def sharing(self, grams: Places) -> tuple[Places, Places]:
        """Who has one of these 3-grams: the number of an article and the 3-gram, once for each."""

    def sizes(self, numbers: Places) -> Places:
        """How many 3-grams articles have, in the order of their numbers."""

    def names(self, numbers: Places) -> set[str]:
        """The ids of articles."""


def index_grams(texts: Sequence[str], parameters: Parameters | None = None) -> tuple[Places, Places]:
    """The 3-grams that articles are indexed by: the number of each one's text, and its 40-bit hash."""
    keys = sample_grams(fold_texts(texts), parameters or Parameters())
    return (keys & ARTICLE_MASK).astype(np.int64), (keys >> ARTICLE_BITS).astype(np.int64)


def related_in(index: Index, new: Sequence[Article], parameters: Parameters) -> set[str]:
    """What ``Signatures.related`` gives, of articles that an index holds."""
    keys = sample_grams(fold_texts([article.text for article in new]), parameters)
    numbers, grams = index.sharing(np.unique(keys >> ARTICLE_BITS).astype(np.int64))
    shared = sort_words([grams.astype(np.uint64) << ARTICLE_BITS | numbers.astype(np.uint64)])

    found = _nearest(shared, index.sizes, keys, parameters)
    return index.names(np.array(sorted(found), dtype=np.int64))


def _nearest(
    known: Words, sizes: Callable[[Places], Places], keys: Words, parameters: Parameters
) -> set[int]:
    """Numbers of the known articles that share most with any of the new ones, whose words are ``keys``."""
    found: set[int] = set()
    for number in np.unique(keys & ARTICLE_MASK):
        found |= set(
            _nearest_one(known, sizes, keys[keys & ARTICLE_MASK == number] >> ARTICLE_BITS, parameters)
        )
    return found


def _nearest_one(
    known: Words, sizes: Callable[[Places], Places], grams: Words, parameters: Parameters
) -> list[int]:
    """Numbers of the articles that share most with a signature, those with rarer 3-grams first."""
    first = np.searchsorted(known, grams << ARTICLE_BITS)
    last = np.searchsorted(known, (grams + np.uint64(1)) << ARTICLE_BITS)
    many = np.minimum(last - first, parameters.related_articles)
    at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
    owners = (known[at] & ARTICLE_MASK).astype(np.int64)
    counts = np.bincount(owners)
    weights = np.bincount(owners, weights=np.repeat(1 / np.maximum(many, 1), many))
    near = np.flatnonzero(counts >= parameters.least_shared)
    smaller = np.minimum(sizes(near), len(grams))
    enough = counts[near] * 100 >= smaller * parameters.least_shared_percent
    near, smaller = near[enough], smaller[enough]
    order = np.argsort(-weights[near], kind="stable")[: parameters.related_most]
    near, smaller = near[order], smaller[order]
    # whoever shares far less than the first is found, if at all, as a member of its cluster
    kept = weights[near] * 100 >= parameters.related_percent * weights[near].max(initial=0)
    # nor a template twin, which shares words that many have
    kept |= counts[near] * 100 >= parameters.related_whole_percent * smaller
    best: list[int] = near[kept].tolist()
    return best


def extend_duplicates(
    known: Duplicates,
    signatures: Signatures,
    articles: Sequence[Article],
    figures: Sequence[Figure],
    load: Load,
    parameters: Parameters | None = None,
) -> tuple[Duplicates, Signatures]:
    """The duplicates of known and new articles.

    Args:
        known: the duplicates of the known articles.
        signatures: their signatures.
        articles, figures: the new ones.
        load: gives known articles by their ids, with their figures.
        parameters: see Parameters.
    """
    parameters = parameters or Parameters()
    related = signatures.related(articles, parameters)
    found = _extended(known, related, articles, figures, load, parameters)
    return found, signatures.add(articles, parameters)


def _extended(
    known: Duplicates,
    related: set[str],
    articles: Sequence[Article],
    figures: Sequence[Figure],
    load: Load,
    parameters: Parameters,
) -> Duplicates:
    """The same, where it is known which articles the new ones are ``related`` to."""
    clusters = {known.cluster_of[name] for name in related if name in known.cluster_of}
    related = related | {name for name, cluster_id in known.cluster_of.items() if cluster_id in clusters}
    old_articles, old_figures = load(sorted(related))
    part = find_duplicates([*old_articles, *articles], [*old_figures, *figures], parameters, known.templates)
    pairs = [pair for pair in known.pairs if pair.cluster_id not in clusters]
    for pair in part.pairs:  # few: all known ones stay in their order
        insort(pairs, pair, key=_TWO_IDS)
    again = {figure.figure_id for figure in old_figures}
    facts = {name: fact for name, fact in known.facts.items() if name not in again}
    cluster_of = {name: cluster for name, cluster in known.cluster_of.items() if cluster not in clusters}
    near = [
        *part.near,
        *(pair for pair in known.near if pair.article_a not in related or pair.article_b not in related),
    ]
    return Duplicates(
        tuple(pairs),
        {**cluster_of, **part.cluster_of},
        {**facts, **part.facts},
        tuple(sorted(near)),
        known.templates | part.templates,
    )


def find_related(
    changed: Sequence[Article],
    known: int,
    index: Index,
    parameters: Parameters | None = None,
) -> set[str] | None:
    """Ids of those articles that must be compared again because of others; None where all must.

    They are a few where a few come or go among many (see Parameters).

    Args:
        changed: the articles that come or go.
        known: how many others there are.
        index: of these others.
        parameters: see Parameters.
    """
    parameters = parameters or Parameters()
    if not changed:
        return set()
    if known < parameters.extend_least or len(changed) * 100 > known * parameters.extend_percent:
        return None
    return related_in(index, changed, parameters)
