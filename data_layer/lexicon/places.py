"""The words around places: aliases, ordinary words, relative words, last words of zones and organisations.

What belongs here: loading ``places.yaml`` to one frozen object. What does not: the regions (``regions.py``).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["PlaceWords", "load_place_words"]

_FILE = "places.yaml"
_RANKS = frozenset(
    {"nation", "province", "city", "county", "district", "prefecture", "banner", "league", "zone", "town"}
)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The word lists of ``places.yaml``; its head defines each."""

    aliases: Mapping[str, str]
    zones: Mapping[str, str]
    plain_names: frozenset[str]
    relative: Mapping[str, str]
    partners: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    masks: tuple[str, ...]
    pointing: tuple[str, ...]
    zone_tails: tuple[str, ...]
    held_zone_tails: tuple[str, ...]
    zone_words: tuple[str, ...]
    village_tails: tuple[str, ...]
    area_words: tuple[str, ...]
    not_names: tuple[str, ...]
    common_heads: tuple[str, ...]
    feature_tails: tuple[str, ...]
    feature_words: tuple[str, ...]
    broken_words: tuple[str, ...]
    village_followers: tuple[str, ...]
    passing_tails: tuple[str, ...]
    speaking_tails: tuple[str, ...]
    company_tails: tuple[str, ...]
    passing_heads: tuple[str, ...]
    comparing_heads: tuple[str, ...]
    ranking_heads: tuple[str, ...]
    whole_heads: tuple[str, ...]
    abroad: tuple[str, ...]
    ranking_tails: tuple[str, ...]
    label_tails: tuple[str, ...]
    source_heads: tuple[str, ...]
    national_words: tuple[str, ...]
    company_words: tuple[str, ...]


_NO_LISTS = ("aliases", "zones", "plain_names", "relative", "partners")
_LISTS = tuple(field.name for field in dataclasses.fields(PlaceWords) if field.name not in _NO_LISTS)


def _words(entry: Any, key: str) -> tuple[str, ...]:
    """A list written as one string.

    Raises:
        LexiconError: if it is none, or names a word twice.
    """
    if not isinstance(entry, str):
        raise LexiconError(f"{_FILE}, entry {key}: a string of words parted by spaces is wanted")
    words = tuple(entry.split())
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise LexiconError(f"{_FILE}, entry {key}: more than once: {' '.join(twice)}")
    return words


@functools.cache
def load_place_words() -> PlaceWords:
    """The lists, read once.

    Raises:
        LexiconError: if an entry is missing or wrong; the message names it.
    """
    data = read_yaml(_FILE)
    try:
        unknown = set(data["relative"]) - _RANKS
        if unknown:
            raise LexiconError(f"{_FILE}, entry relative: unknown ranks {sorted(unknown)}")
        plain = [name for group in data["plain_names"] for name in _words(group["names"], group["reason"])]
        relative = {word: rank for rank, entry in data["relative"].items() for word in _words(entry, rank)}
        partners = tuple(
            (_words(pair["heads"], "partners"), _words(pair["tails"], "partners"))
            for pair in data["partners"]
        )
        aliases, zones = MappingProxyType(dict(data["aliases"])), MappingProxyType(dict(data["zones"]))
        lists = {key: _words(data[key], key) for key in _LISTS}
    except (KeyError, TypeError) as error:
        raise LexiconError(f"{_FILE}, entry {error}: missing or of the wrong form") from error
    return PlaceWords(aliases, zones, frozenset(plain), MappingProxyType(relative), partners, **lists)
