"""The units table: measure words and physical, money and area units, with their base units."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml
from data_layer.lexicon.wordsets import lengths_by

__all__ = ["Unit", "UnitKind", "UnitTable", "is_count", "load_units"]

_FILE = "units.yaml"


class UnitKind(StrEnum):
    """How a unit behaves in a sentence."""

    MEASURE = "measure"
    COUNT = "count"
    SHARE = "share"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as it is written.

    Attributes:
        name: as written, 平方公里; ``canonical`` is the spelling that the program keeps.
        dimension: the kind of quantity, land_area.
        base: the unit of the dimension that values are converted to; the unit itself for measure words.
        factor: how many base units one of these is.
        ambiguous: one character that is also an ordinary word; see units.yaml.
        structural: it orders or classifies more than it counts.
    """

    name: str
    canonical: str
    dimension: str
    kind: UnitKind
    base: str
    factor: float
    ambiguous: bool
    structural: bool


@dataclass(frozen=True, slots=True)
class UnitTable:
    """All units, looked up by the words that follow a number; ``opening`` as WordSet has it.

    Attributes:
        finer: a unit -> the smaller ones that go on behind it (三斤四两) -> how many of them make one.
    """

    units: dict[str, Unit]
    opening: Mapping[str, tuple[int, ...]]
    part_of: dict[str, frozenset[str]]
    finer: dict[str, dict[str, int]]

    def match(self, text: str, start: int) -> Unit | None:
        """The longest unit that begins at ``start`` of ``text``; None if none does."""
        for length in self.opening.get(text[start : start + 1], ()):
            unit = self.units.get(text[start : start + length])
            if unit is None:
                continue
            end = start + len(unit.name)
            if text[end : end + 1] not in self.part_of.get(unit.name, ()):
                return unit
        return None


@functools.cache
def load_units() -> UnitTable:
    """The units table of the program.

    Raises:
        LexiconError: if an entry is wrong or a unit stands in two dimensions.
    """
    data = read_yaml(_FILE)
    ambiguous, structural = frozenset(data["ambiguous"]), frozenset(data["structural"])
    units: dict[str, Unit] = {}
    for dimension, entry in data["dimensions"].items():
        for name, canonical, factor in _spellings(dimension, entry):
            if name in units:
                raise LexiconError(f"{_FILE}: unit {name} stands in {units[name].dimension} and {dimension}")
            units[name] = Unit(
                name=name,
                canonical=canonical,
                dimension=dimension,
                kind=UnitKind(entry["kind"]),
                base=entry["base"] or canonical,
                factor=factor,
                ambiguous=name in ambiguous,
                structural=name in structural,
            )
    part_of = {name: frozenset(chars) for name, chars in data["part_of"].items() if name in units}
    return UnitTable(units, lengths_by(units, 0), part_of, data["finer"])


def _spellings(dimension: str, entry: dict[str, Any]) -> list[tuple[str, str, float]]:
    """(as written, canonical, factor) for each unit of one dimension."""
    factors: dict[str, float] = entry["units"]
    rows = [(name, name, float(factor)) for name, factor in factors.items()]
    for name, canonical in entry.get("spelled", {}).items():
        if canonical not in factors:
            raise LexiconError(
                f"{_FILE}: {dimension}: {name} is spelled for {canonical}, which is not a unit there"
            )
        rows.append((name, canonical, float(factors[canonical])))
    return rows


@functools.lru_cache(maxsize=1024)
def is_count(unit: str) -> bool:
    """Whether a unit is a measure word that counts: 人, 件, 家."""
    known = load_units().units.get(unit)
    return known is not None and known.kind is UnitKind.COUNT
