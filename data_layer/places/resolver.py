"""Deciding what a mention means by the article's own place and the other mentions.

What belongs here: ambiguous names, relative words, zones without a region. What does not: finding them
(``finder``), or choosing which mention governs a statement (``figures``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.regions import RegionTable, load_regions
from data_layer.model import PlaceMention, Region, RegionLevel

__all__ = ["resolve_places"]

_RANK_ENDINGS = {
    "province": ("省",),
    "city": ("市",),
    "county": ("县",),
    "district": ("区",),
    "prefecture": ("州",),
    "banner": ("旗",),
    "league": ("盟",),
}


def _bears_rank(region: Region, rank: str) -> bool:
    """Whether a region may be meant by a word of this rank: 全区 by 武陵区 and by 广西壮族自治区."""
    return region.name.endswith(_RANK_ENDINGS[rank])


def _by_rank(regions: Iterable[Region], rank: str) -> Region | None:
    """The first of ``regions`` that a word of this rank may mean."""
    return next((region for region in regions if _bears_rank(region, rank)), None)


def _relative(
    mention: PlaceMention, rank: str, home: Region | None, named: Sequence[Region], table: RegionTable, pointing: bool
) -> Region | None:
    """What a relative word refers to: the place named last for 该县, else the article's own or one that holds it."""
    if rank in ("zone", "town"):
        return home if home is not None and home.level is not RegionLevel.PROVINCE else None
    last = _by_rank(reversed(named), rank)
    chain = tuple(reversed(table.path(home))) if home is not None else ()
    own = _by_rank(chain, rank)
    if pointing and last is not None:
        return last
    if own is None and last is not None and (home is None or table.holds(home, last)):
        return last
    return own


def _choose(candidates: Sequence[Region], home: Region | None, named: Sequence[Region], table: RegionTable) -> Region | None:
    """The one candidate that the article's place, else the other regions named, speak for."""
    if home is not None:
        if home in candidates:
            return home
        for outer in reversed(table.path(home)):
            near = [region for region in candidates if table.holds(outer, region)]
            if near:
                return near[0] if len(near) == 1 else None
    for region in reversed(named):
        for outer in reversed(table.path(region)):
            near = [one for one in candidates if table.holds(outer, one)]
            if len(near) == 1:
                return near[0]
    return None


def resolve_places(mentions: Sequence[PlaceMention], home: Region | None) -> list[PlaceMention]:
    """The mentions with ``region`` filled wherever it can be told.

    An ambiguous name is the candidate that is the article's own place or lies nearest to it, else nearest
    to the other places named; without any it stays open (``region`` None, ``candidates`` kept). 全市 in a county's
    article is its prefecture, in a county-level city's the city itself; 全区 a district or an autonomous
    region; 该县 the county named last.

    Args:
        mentions: of one article, in order, as ``find_places`` gives them.
        home: the article's own place; None where it is not known.

    Returns:
        The mentions in the same order; short names of districts that nothing supports are left out.
    """
    table, words = load_regions(), load_place_words()
    all_named = [m.region for m in mentions if m.region is not None and not m.relative and not m.passing]
    resolved: list[PlaceMention] = []
    named: list[Region] = []
    for mention in mentions:
        region = mention.region
        if region is None and mention.relative:
            rank = words.relative.get(mention.text, "zone")
            region = _relative(mention, rank, home, named, table, mention.text in words.pointing)
        elif region is None:
            region = _choose(mention.candidates, home, named or all_named, table)
        if region is not mention.region:
            mention = dataclasses.replace(mention, region=region)
        if region is not None and not mention.relative and not mention.passing:
            named.append(region)
        resolved.append(mention)
    return resolved
