"""The indicator catalogue and its matching words, as frozen objects.

What belongs here: reading and checking ``indicators.yaml``, whose head defines the keys, and
``indicators/*.yaml``. What does not: bringing a phrase to an entry (``figures.phrases.catalogue``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["DIMENSIONS", "Indicator", "IndicatorWords", "expand", "load_indicator_words", "load_indicators"]

DIMENSIONS = frozenset(
    {"money", "people", "households", "count", "area", "length", "mass", "volume", "energy", "percent"}
    | {"time", "ratio", "rank", "transport"}
)
"""Kinds of quantity, as units have them."""
_DIRECTIONS = frozenset({"more", "less", "neither"})
_FILE = "indicators.yaml"
_ID = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
_CHOICE = re.compile(r"\(([^()]*)\)")
_NEEDED = frozenset({"id", "name", "dimension", "definition", "direction", "synonyms"})
_KEYS = _NEEDED | {"flow", "constant_price"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the catalogue.

    Attributes:
        id: ASCII, stable: ``employment.urban_new``.
        name: the official Chinese name.
        group: the group's Chinese name, 收入就业.
        dimension: what its level is measured in, one of ``DIMENSIONS``.
        definition: one Chinese sentence.
        synonyms: all other spellings, choices spelled out.
        direction: ``more``, ``less`` or ``neither`` is better.
        flow: it adds up over a period; False for stocks and rates.
        constant_price: its growth is reported at constant prices, not to be recomputed from levels.
    """

    id: str
    name: str
    group: str
    dimension: str
    definition: str
    synonyms: tuple[str, ...]
    direction: str
    flow: bool
    constant_price: bool


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """The word lists that bring a phrase to an entry; ``indicators.yaml`` defines each."""

    unit_dimensions: Mapping[str, tuple[str, ...]]
    common_units: Mapping[str, str]
    rewrites: Mapping[str, str]
    leading: tuple[str, ...]
    inside: tuple[str, ...]
    trailing: tuple[str, ...]
    growth: tuple[str, ...]
    ranking: tuple[str, ...]
    completion: tuple[str, ...]
    flow_words: tuple[str, ...]


def expand(pattern: str) -> tuple[str, ...]:
    """All spellings of a pattern in which ``(a|b|)`` stands for a, b or nothing; may be nested.

    >>> expand("(职业|)技能培训")
    ('职业技能培训', '技能培训')
    """
    inner = _CHOICE.search(pattern)
    if inner is None:
        return (pattern,)
    spellings: dict[str, None] = {}
    for choice in inner.group(1).split("|"):
        for spelling in expand(pattern[: inner.start()] + choice + pattern[inner.end() :]):
            spellings[spelling] = None
    return tuple(spellings)


@functools.cache
def load_indicators() -> tuple[Indicator, ...]:
    """Every entry of the catalogue, in the order of the groups.

    Raises:
        LexiconError: a key is missing or wrong, or two entries share an id, a name or a synonym.
    """
    entries = tuple(_entries())
    _check_unique(entries)
    return entries


@functools.cache
def load_indicator_words() -> IndicatorWords:
    """The word lists for matching.

    Raises:
        LexiconError: a list is missing or empty.
    """
    data = read_yaml(_FILE)
    lists: dict[str, tuple[str, ...]] = {}
    for key in ("leading", "inside", "trailing", "growth", "ranking", "completion", "flow_words"):
        words = tuple(str(word) for row in data.get(key) or () for word in row)
        if not words:
            raise LexiconError(f"{_FILE}: the list {key} is missing or empty")
        lists[key] = words
    accepted = data.get("unit_dimensions") or {}
    if set(accepted) != DIMENSIONS:
        raise LexiconError(f"{_FILE}: unit_dimensions must name each of {', '.join(sorted(DIMENSIONS))}")
    return IndicatorWords(
        unit_dimensions=MappingProxyType({name: tuple(units) for name, units in accepted.items()}),
        common_units=MappingProxyType(dict(data.get("common_units") or {})),
        rewrites=MappingProxyType({str(old): str(new) for old, new in (data.get("rewrites") or {}).items()}),
        **lists,
    )


def _entries() -> Iterator[Indicator]:
    for group in read_yaml(_FILE).get("groups") or ():
        file = f"indicators/{group['id']}.yaml"
        for raw in read_yaml(file):
            yield _entry(raw, group["name"], file)


def _entry(raw: dict[str, Any], group: str, file: str) -> Indicator:
    where = f"{file}: entry {raw.get('id', raw)}"
    if missing := _NEEDED - raw.keys():
        raise LexiconError(f"{where}: missing {', '.join(sorted(missing))}")
    if unknown := raw.keys() - _KEYS:
        raise LexiconError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    if not _ID.fullmatch(raw["id"]):
        raise LexiconError(f"{where}: an id is <field>.<what> in lower-case ASCII")
    if raw["dimension"] not in DIMENSIONS or raw["direction"] not in _DIRECTIONS:
        raise LexiconError(
            f"{where}: dimension {raw['dimension']} or direction {raw['direction']} is not known"
        )
    if not raw["name"] or not raw["definition"]:
        raise LexiconError(f"{where}: name and definition must say something")
    spellings = dict.fromkeys(spelling for synonym in raw["synonyms"] for spelling in expand(str(synonym)))
    spellings.pop(raw["name"], None)
    return Indicator(
        id=raw["id"],
        name=raw["name"],
        group=group,
        dimension=raw["dimension"],
        definition=raw["definition"],
        synonyms=tuple(spellings),
        direction=raw["direction"],
        flow=bool(raw.get("flow", False)),
        constant_price=bool(raw.get("constant_price", False)),
    )


def _check_unique(entries: tuple[Indicator, ...]) -> None:
    """Ids are unique; a name or synonym stands for one entry of a dimension."""
    ids: set[str] = set()
    owners: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.id in ids:
            raise LexiconError(f"{_FILE}: id {entry.id} stands twice")
        ids.add(entry.id)
        for spelling in (entry.name, *entry.synonyms):
            owner = owners.setdefault((spelling, entry.dimension), entry.id)
            if owner != entry.id:
                raise LexiconError(f"{_FILE}: {spelling} belongs to {owner} and to {entry.id}: keep one")
