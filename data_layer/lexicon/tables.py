"""The words in the heads of tables, loaded from tables.yaml."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml
from data_layer.lexicon.units import load_units

__all__ = ["TableWords", "load_table_words"]

_FILE = "tables.yaml"


@dataclass(frozen=True, slots=True)
class TableWords:
    """Every list of tables.yaml, whose head says what each is for; ``classes`` the longest word first."""

    skipped: frozenset[str]
    units: frozenset[str]
    times: frozenset[str]
    fillers: frozenset[str]
    totals: frozenset[str]
    changes: Mapping[str, str]
    shares: Mapping[str, str]
    planned: tuple[str, ...]
    sides: frozenset[str]
    ranks: tuple[str, ...]
    counted: Mapping[str, str]
    classes: tuple[str, ...]
    doings: tuple[str, ...]
    blanks: frozenset[str]


@functools.cache
def load_table_words() -> TableWords:
    """The words of tables.

    Raises:
        LexiconError: if a head stands in two lists that tell its column apart, or a unit is none.
    """
    data = read_yaml(_FILE)
    heads: set[str] = set()
    for name in ("skipped", "units", "times", "fillers", "totals", "changes", "shares", "sides", "ranks"):
        if twice := heads.intersection(data[name]):
            raise LexiconError(f"{_FILE}: {name}: {'、'.join(sorted(twice))} stands in another list too")
        heads.update(data[name])
    for unit in data["counted"].values():
        if unit not in load_units().units:
            raise LexiconError(f"{_FILE}: counted: {unit} is not a unit of units.yaml")
    return TableWords(
        skipped=frozenset(data["skipped"]),
        units=frozenset(data["units"]),
        times=frozenset(data["times"]),
        fillers=frozenset(data["fillers"]),
        totals=frozenset(data["totals"]),
        changes=data["changes"],
        shares=data["shares"],
        planned=tuple(data["planned"]),
        sides=frozenset(data["sides"]),
        ranks=tuple(data["ranks"]),
        counted=data["counted"],
        classes=tuple(sorted(data["classes"], key=lambda word: (-len(word), word))),
        doings=tuple(data["doings"]),
        blanks=frozenset(data["blanks"]),
    )
