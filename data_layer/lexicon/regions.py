"""The regions of China: every adcode with its name, and all names with the regions they mean.

What belongs here: loading ``regions*.csv`` to frozen tables. What does not: reading a text (``places``).
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data_layer.errors import LexiconError
from data_layer.lexicon import data_path
from data_layer.model import NATION_ADCODE, Region, RegionLevel

__all__ = ["FormerRegion", "RegionTable", "load_regions"]

NATION = Region(NATION_ADCODE, "全国", RegionLevel.NATION)
_FORMER_NAMES_SINCE = 1990
"""Names that ended earlier are not looked for in texts: other places bear them, or they mean nothing now."""
_LEVELS = {RegionLevel.NATION: 0, RegionLevel.PROVINCE: 1, RegionLevel.PREFECTURE: 2, RegionLevel.COUNTY: 3}


@dataclass(frozen=True, slots=True)
class FormerRegion:
    """A code and name that are no more.

    Attributes:
        adcode, name: as GB/T 2260 had them.
        ended: year of the first published table without them; the change itself may be a year older.
        region: what it is today.
    """

    adcode: str
    name: str
    ended: int
    region: Region


@dataclass(frozen=True, slots=True)
class RegionTable:
    """Everything known about regions.

    Attributes:
        by_adcode: every region, the nation first, then in order of code.
        full: official name -> regions that bear it today.
        short: short name (湖南, 冷水江) -> regions, those of the highest level first.
        usual: what an autonomous county is called in short with its rank: 江华县 -> 江华瑶族自治县.
        former: past names -> what they are today; only names that no region bears now.
        towns: town, township, street or zone -> regions that hold one of this name.
        ended: past codes and names, in order of code.
        words_before, words_after: common words of two characters that end with the first character of a
            short name, or begin with the last one.
        no_name_words: common words of two characters that name no village or zone.
    """

    by_adcode: Mapping[str, Region]
    full: Mapping[str, tuple[Region, ...]]
    short: Mapping[str, tuple[Region, ...]]
    usual: Mapping[str, tuple[Region, ...]]
    former: Mapping[str, tuple[Region, ...]]
    towns: Mapping[str, tuple[Region, ...]]
    ended: tuple[FormerRegion, ...]
    words_before: frozenset[str]
    words_after: frozenset[str]
    no_name_words: frozenset[str]

    def path(self, region: Region) -> tuple[Region, ...]:
        """The regions from the province down to ``region`` itself; the nation for the nation."""
        if region.parent is None or region.parent == NATION_ADCODE:
            return (region,)
        return (*self.path(self.by_adcode[region.parent]), region)

    def holds(self, outer: Region, inner: Region) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        if outer.adcode in (inner.adcode, inner.parent) or outer.level is RegionLevel.NATION:
            return True
        parent = self.by_adcode.get(inner.parent or "")
        return parent is not None and parent.parent == outer.adcode


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a CSV table below its comment and header."""
    with data_path(name).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        next(rows, None)
        yield from rows


def _is_still_said(old: FormerRegion) -> bool:
    """Whether a past name may stand in a text of today; 一区 and 南区 say nothing by themselves."""
    return old.ended >= _FORMER_NAMES_SINCE and (len(old.name) > 2 or old.name.endswith("县"))


def _by_name(pairs: Iterable[tuple[str, Region]]) -> Mapping[str, tuple[Region, ...]]:
    """Names with their regions, highest level first, then in order of code."""
    found: dict[str, list[Region]] = {}
    for name, region in pairs:
        regions = found.setdefault(name, [])
        if region not in regions:
            regions.append(region)
    for regions in found.values():
        regions.sort(key=lambda region: (_LEVELS[region.level], region.adcode))
    return MappingProxyType({name: tuple(regions) for name, regions in found.items()})


def _known(by_adcode: Mapping[str, Region], adcode: str, file: str, entry: str) -> Region:
    """The region of a code that a table refers to.

    Raises:
        LexiconError: if ``regions.csv`` has no such code.
    """
    if adcode not in by_adcode:
        raise LexiconError(f"{file}, entry {entry}: no region has the adcode {adcode}")
    return by_adcode[adcode]


@functools.cache
def load_regions() -> RegionTable:
    """The tables, read once.

    Raises:
        LexiconError: if a row refers to a code that is not in ``regions.csv``.
    """
    by_adcode = {NATION_ADCODE: NATION}
    short: list[tuple[str, Region]] = []
    for adcode, name, level, parent, short_name in _rows("regions.csv"):
        by_adcode[adcode] = region = Region(adcode, name, RegionLevel(level), parent)
        if short_name:
            short.append((short_name, region))
    for region in by_adcode.values():
        if region.parent:
            _known(by_adcode, region.parent, "regions.csv", region.name)
    full = _by_name((region.name, region) for region in by_adcode.values())
    ended = tuple(
        FormerRegion(old, name, int(year), _known(by_adcode, adcode, "regions_history.csv", name))
        for old, name, year, adcode in _rows("regions_history.csv")
    )
    common = {key: frozenset(words.split(" ")) for key, words in _rows("regions_words.csv")}
    return RegionTable(
        by_adcode=MappingProxyType(by_adcode),
        full=full,
        short=_by_name(short),
        usual=_by_name((f"{name}县", region) for name, region in short if region.name.endswith("自治县")),
        former=_by_name(
            (old.name, old.region) for old in ended if _is_still_said(old) and old.name not in full
        ),
        towns=_by_name(
            (town, _known(by_adcode, adcode, "regions_towns.csv", town))
            for adcode, towns in _rows("regions_towns.csv")
            for town in towns.split(" ")
        ),
        ended=ended,
        words_before=common["before"],
        words_after=common["after"],
        no_name_words=common["no_name"],
    )
