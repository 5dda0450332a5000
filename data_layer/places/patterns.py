"""The patterns that are looked for in a text, in one automaton.

What belongs here: turning the tables and word lists into patterns. What does not: judging a hit (``borders``,
``passing``), or joining hits to mentions (``finder``).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import ahocorasick_rs

from data_layer.lexicon.places import PlaceWords, load_place_words
from data_layer.lexicon.regions import NATION, RegionTable, load_regions
from data_layer.model import Region, RegionLevel

__all__ = ["Kind", "Pattern", "Scanner", "load_scanner"]


class Kind(Enum):
    """What a pattern is."""

    MASK = auto()
    FULL = auto()
    SHORT = auto()
    TOWN = auto()
    ZONE = auto()
    VILLAGE = auto()
    RELATIVE = auto()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern and the regions it may mean.

    Attributes:
        regions: likeliest first; for a town or a known zone the regions that hold one of its name.
        certain: the first region is meant unless the words around say otherwise.
        alone: it may stand without a region right before it.
        plain: a full name whose short one is an ordinary word (东方市).
    """

    kind: Kind
    regions: tuple[Region, ...] = ()
    certain: bool = False
    alone: bool = True
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Scanner:
    """The automaton with its patterns, by index."""

    automaton: ahocorasick_rs.AhoCorasick
    patterns: tuple[Pattern, ...]


def _is_certain(regions: Sequence[Region]) -> bool:
    """Whether a short name means its first region: the only one, or the only one of the highest level."""
    return len(regions) == 1 or regions[0].level is not regions[1].level


def _short_patterns(table: RegionTable, words: PlaceWords) -> dict[str, Pattern]:
    """Short names that may stand by themselves; a district's waits for support (``resolver``)."""
    patterns = {}
    for name, regions in table.short.items():
        if name not in words.plain_names:
            districts = all(r.level is RegionLevel.COUNTY and r.name.endswith("区") for r in regions)
            patterns[name] = Pattern(Kind.SHORT, regions, not districts and _is_certain(regions))
    return patterns


def _full_names(table: RegionTable, words: PlaceWords) -> Mapping[str, tuple[Region, ...]]:
    """Official and former names, aliases, 江华县 for 江华瑶族自治县, 乐山市中区 for 乐山市市中区."""
    names = {name: regions for name, regions in table.former.items() if name not in words.plain_names}
    names.update(table.usual)
    for region in table.by_adcode.values():
        if region.name == "市中区" and region.parent:
            names[f"{table.by_adcode[region.parent].name}中区"] = (region,)
    names.update({name: (table.by_adcode[adcode],) for name, adcode in words.aliases.items()})
    names.update(table.full)
    return names


def _full_pattern(name: str, regions: tuple[Region, ...], words: PlaceWords) -> Pattern:
    """The pattern of one full name."""
    plain = name in words.plain_names
    return Pattern(Kind.FULL, regions, len(regions) == 1, not plain, plain or name[:-1] in words.plain_names)


@functools.cache
def load_scanner() -> Scanner:
    """The automaton over all names and words, built once."""
    table, words = load_regions(), load_place_words()
    patterns: dict[str, Pattern] = {
        town: Pattern(Kind.TOWN, regions, len(regions) == 1)
        for town, regions in table.towns.items()
        if town not in words.plain_names
    }
    for name, adcode in words.zones.items():
        patterns[name] = Pattern(Kind.TOWN, (table.by_adcode[adcode],), certain=True)
    patterns.update(_short_patterns(table, words))
    for name, regions in _full_names(table, words).items():
        patterns[name] = _full_pattern(name, regions, words)
    patterns.update((tail, Pattern(Kind.ZONE)) for tail in words.zone_tails)
    patterns.update((tail, Pattern(Kind.ZONE, alone=False)) for tail in words.held_zone_tails)
    patterns.update((tail, Pattern(Kind.VILLAGE)) for tail in words.village_tails)
    patterns.update((word, Pattern(Kind.MASK)) for word in words.masks)
    for word, rank in words.relative.items():
        patterns[word] = Pattern(Kind.RELATIVE, (NATION,) if rank == "nation" else (), rank == "nation")
    return Scanner(
        ahocorasick_rs.AhoCorasick(list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        tuple(patterns.values()),
    )
