"""Looking regions up by code and by name.

What belongs here: questions about the table itself. What does not: anything that reads a text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.regions import load_regions
from data_layer.model import Region

__all__ = ["region_by_adcode", "region_path", "regions_meant", "search_regions"]

_MOST_RESULTS = 50


@functools.cache
def _former_codes() -> Mapping[str, Region]:
    """Codes that are no more, with the region that bore them last."""
    return {old.adcode: old.region for old in sorted(load_regions().ended, key=lambda old: old.ended)}


def region_by_adcode(adcode: str) -> Region | None:
    """The region of a code; a code that is no more gives what the region is today; None for an unknown one.

    Example:
        >>> region_by_adcode("431121").name
        '祁阳市'
    """
    return load_regions().by_adcode.get(adcode) or _former_codes().get(adcode)


def region_path(adcode: str) -> tuple[Region, ...]:
    """The regions from the province down to the code's own; empty for an unknown code.

    Example:
        >>> [region.name for region in region_path("431381")]
        ['湖南省', '娄底市', '冷水江市']
    """
    region = region_by_adcode(adcode)
    return load_regions().path(region) if region else ()


def search_regions(words: str) -> list[Region]:
    """Regions whose name, short name, former name or code the words mean; the best first, at most 50.

    Each word parted by spaces must fit; a word may also name a region that holds the one sought
    (湖南 祁阳). Exact names come before beginnings, those before parts.

    Args:
        words: Chinese names or digits; empty gives nothing.
    """
    return [region for _, region in _scored(words)[:_MOST_RESULTS]]


def regions_meant(words: str) -> list[Region]:
    """The regions that words name better than any other: one where they are plain, else all to choose from.

    Args:
        words: as ``search_regions`` takes them.

    Example:
        >>> [region.name for region in regions_meant("湘潭")]
        ['湘潭市', '湘潭县']
    """
    exact = {code for word in words.split() for code in _bearers().get(word, ())}
    table = load_regions().by_adcode
    scored = _scored(words, [table[code] for code in exact]) or _scored(words)
    return [region for score, region in scored if score == scored[0][0]]


def _scored(words: str, among: Iterable[Region] | None = None) -> list[tuple[int, Region]]:
    """Every region that fits, with how well, the best first."""
    wanted = words.split()
    if not wanted:
        return []
    every = load_regions().by_adcode.values() if among is None else among
    scored = [(score, region) for region in every if (score := _fit(wanted, region))]
    return sorted(scored, key=lambda pair: (-pair[0], len(pair[1].adcode.rstrip("0")), pair[1].adcode))


@functools.cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """For each code the names its region goes by."""
    table = load_regions()
    names: dict[str, list[str]] = {adcode: [region.name] for adcode, region in table.by_adcode.items()}
    for source in (table.short, table.usual, table.former):
        for name, regions in source.items():
            for region in regions:
                names[region.adcode].append(name)
    for name, adcode in load_place_words().aliases.items():
        names[adcode].append(name)
    return {adcode: tuple(known) for adcode, known in names.items()}


@functools.cache
def _bearers() -> Mapping[str, tuple[str, ...]]:
    """For each name, and each code, the codes of the regions that go by it."""
    bearers: dict[str, list[str]] = {}
    for adcode, names in _names().items():
        for name in (*names, adcode):
            bearers.setdefault(name, []).append(adcode)
    return {name: tuple(codes) for name, codes in bearers.items()}


def _fit(wanted: list[str], region: Region) -> int:
    """How well a region fits all words: 0 not at all."""
    own = max(_fit_word(word, region) for word in wanted)
    if not own:
        return 0
    holders = load_regions().path(region)
    return own if all(any(_fit_word(word, one) for one in holders) for word in wanted) else 0


def _fit_word(word: str, region: Region) -> int:
    """How well a region's own names or code fit one word: 3 the same, 2 begins with it, 1 holds it, 0 not."""
    if word.isascii():
        return 3 if region.adcode == word else 2 * region.adcode.startswith(word)
    names = _names()[region.adcode]
    if word in names:
        return 3
    return 2 if any(name.startswith(word) for name in names) else int(any(word in name for name in names))
