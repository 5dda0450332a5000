"""Finding the names of places in a text.

What belongs here: names, relative words, zones and towns as they stand, joined where they stand together
(湖南省冷水江市). What does not: deciding what stays ambiguous (``resolver``) or whose article it is (``locator``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import ahocorasick_rs

from data_layer.lexicon.places import PlaceWords, load_place_words
from data_layer.lexicon.regions import NATION, RegionTable, load_regions
from data_layer.model import PlaceMention, Region, RegionLevel

__all__ = ["find_places"]


class _Kind(Enum):
    """What a pattern of the automaton is."""

    MASK = auto()
    FULL = auto()
    SHORT = auto()
    TOWN = auto()
    ZONE = auto()
    RELATIVE = auto()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One pattern: its kind and the regions it may mean.

    Attributes:
        regions: likeliest first; for a town the regions that hold it.
        certain: the first region is meant unless the words around say otherwise.
        alone: it may stand without its city before it.
    """

    kind: _Kind
    regions: tuple[Region, ...] = ()
    certain: bool = False
    alone: bool = True


@dataclass(frozen=True, slots=True)
class _Scanner:
    """The automaton with its patterns and the tables it was made from."""

    automaton: ahocorasick_rs.AhoCorasick
    patterns: tuple[_Pattern, ...]
    table: RegionTable
    tail: re.Pattern[str]
    village: re.Pattern[str]
    passing_heads: tuple[str, ...]
    passing_tails: frozenset[str]
    zone_words: frozenset[str]


_NAME_KINDS = frozenset({_Kind.FULL, _Kind.SHORT, _Kind.TOWN})
_ZONE_GAP = re.compile(r"[^\W\d的了在是有为与和及或等对从向至到把被将以各全个]{0,6}")
"""What may stand between a region and the last word of its zone: 娄底[万宝]新区."""
_JOINTS = "、和与及"
_LONGEST_HEAD_CHARS = 3


def _certain(regions: Sequence[Region]) -> bool:
    """Whether a short name means its first region: only one, or the only one of the highest level."""
    return len(regions) == 1 or regions[0].level is not regions[1].level


def _short_patterns(table: RegionTable, words: PlaceWords) -> dict[str, _Pattern]:
    """Short names that may stand by themselves; a district's waits for the article to name it in full."""
    patterns = {}
    for name, regions in table.short.items():
        if name in words.plain_names:
            continue
        only_districts = all(r.level is RegionLevel.COUNTY and r.name.endswith("区") for r in regions)
        patterns[name] = _Pattern(_Kind.SHORT, regions, not only_districts and _certain(regions))
    return patterns


def _full_patterns(table: RegionTable, words: PlaceWords) -> dict[str, _Pattern]:
    """Official and former names, aliases, 江华县 for 江华瑶族自治县, 乐山市中区 for 乐山市市中区."""
    names = dict(table.former)
    for short, regions in table.short.items():
        for region in regions:
            if region.name.endswith("自治县"):
                names[f"{short}县"] = (region,)
    for region in table.by_adcode.values():
        if region.name == "市中区" and region.parent:
            names[f"{table.by_adcode[region.parent].name}中区"] = (region,)
    names.update({name: (table.by_adcode[adcode],) for name, adcode in words.aliases.items()})
    names.update(table.full)
    return {
        name: _Pattern(_Kind.FULL, regions, len(regions) == 1, name not in words.plain_names)
        for name, regions in names.items()
    }


@functools.cache
def _scanner() -> _Scanner:
    """The automaton over all names, built once."""
    table, words = load_regions(), load_place_words()
    patterns: dict[str, _Pattern] = {
        town: _Pattern(_Kind.TOWN, regions, len(regions) == 1) for town, regions in table.towns.items()
    }
    patterns.update(_short_patterns(table, words))
    patterns.update(_full_patterns(table, words))
    patterns.update({tail: _Pattern(_Kind.ZONE) for tail in words.zone_tails})
    patterns.update({word: _Pattern(_Kind.MASK) for word in words.masks})
    for word, rank in words.relative.items():
        patterns[word] = _Pattern(_Kind.RELATIVE, (NATION,) if rank == "nation" else (), rank == "nation")
    tails = "|".join(sorted((*words.passing_tails, *words.speaking_tails), key=len, reverse=True))
    return _Scanner(
        automaton=ahocorasick_rs.AhoCorasick(
            list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        ),
        patterns=tuple(patterns.values()),
        table=table,
        tail=re.compile(rf"[^\W\d的了在是有为将已被把对从向与和及共新获达等]{{0,12}}?({tails})"),
        village=re.compile(rf"[^\W\d的了在是有为与和及或等对各全该乡农行每]{{1,5}}?(?:{'|'.join(words.village_tails)})"),
        passing_heads=words.passing_heads,
        passing_tails=frozenset(words.passing_tails),
        zone_words=words.zone_words,
    )


_Hit = tuple[int, int, int]


def _narrow(outer: Sequence[Region], inner: Sequence[Region], table: RegionTable) -> tuple[Region, ...]:
    """Those of ``inner`` that lie in one of ``outer``."""
    return tuple(region for region in inner if any(table.holds(out, region) for out in outer))


@dataclass(slots=True)
class _Draft:
    """A mention while its words are being joined."""

    start: int
    end: int
    regions: tuple[Region, ...]
    certain: bool
    alone: bool
    place_start: int | None = None
    relative: bool = False


def _join(draft: _Draft, hits: Sequence[_Hit], next_hit: int, scanner: _Scanner) -> int:
    """Take the hits that continue the draft (湖南省 + 冷水江市 + 铎山镇) into it; the index of the next hit."""
    while next_hit < len(hits) and hits[next_hit][1] == draft.end:
        index, _, end = hits[next_hit]
        pattern = scanner.patterns[index]
        if pattern.kind not in _NAME_KINDS:
            break
        inside = _narrow(draft.regions, pattern.regions, scanner.table)
        if not inside and pattern.kind is not _Kind.TOWN:
            break
        if pattern.kind is _Kind.TOWN and draft.place_start is None:
            draft.place_start = draft.end
        draft.certain = len(inside) == 1 or (not inside and draft.certain)
        draft.regions, draft.end, draft.alone = inside or draft.regions, end, True
        next_hit += 1
    return next_hit


def _extend(draft: _Draft, text: str, hits: Sequence[_Hit], next_hit: int, scanner: _Scanner) -> int:
    """Take a zone or a village that follows the draft into it; the index of the next hit."""
    if next_hit < len(hits):
        index, start, end = hits[next_hit]
        if scanner.patterns[index].kind is _Kind.ZONE and _ZONE_GAP.fullmatch(text, draft.end, start):
            draft.place_start = draft.place_start or draft.start
            draft.end = end
            draft.alone = True
            return next_hit + 1
    if draft.place_start is not None and (village := scanner.village.match(text, draft.end)):
        draft.end = village.end()
        while next_hit < len(hits) and hits[next_hit][1] < draft.end:
            next_hit += 1
    return next_hit


def _is_passing(draft: _Draft, text: str, before: PlaceMention | None, scanner: _Scanner) -> bool:
    """Whether the words around make the name part of another's, or a destination or partner."""
    head = text[max(0, draft.start - _LONGEST_HEAD_CHARS) : draft.start]
    if head.endswith(scanner.passing_heads):
        return True
    if before is not None and before.passing and draft.start == before.end + 1 and text[before.end] in _JOINTS:
        return True
    tail = scanner.tail.match(text, draft.end)
    return tail is not None and tail[1] in scanner.passing_tails


def _mention(draft: _Draft, text: str, before: PlaceMention | None, scanner: _Scanner) -> PlaceMention:
    """The finished mention."""
    return PlaceMention(
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        region=draft.regions[0] if draft.certain else None,
        candidates=draft.regions,
        place=None if draft.place_start is None else text[draft.place_start : draft.end],
        relative=draft.relative,
        passing=not draft.relative and _is_passing(draft, text, before, scanner),
    )


def find_places(text: str) -> list[PlaceMention]:
    """Every name of a place in ``text`` and every word that refers to one, in order, without overlaps.

    Names that stand together are one mention of the innermost region. ``region`` is set where the words
    alone are certain; 鼓楼区, 武陵 (a district's short name) and 全县 wait for ``resolve_places``.

    Args:
        text: cleaned text; spans count its characters.

    Returns:
        Mentions with ``candidates`` always filled but for relative words other than 全国.

    Example:
        >>> [(m.text, m.region.adcode) for m in find_places("湖南省冷水江市今年新增就业")]
        [('湖南省冷水江市', '431381')]
    """
    scanner = _scanner()
    hits = scanner.automaton.find_matches_as_indexes(text)
    found: list[PlaceMention] = []
    at = 0
    while at < len(hits):
        index, start, end = hits[at]
        at += 1
        pattern = scanner.patterns[index]
        if pattern.kind is _Kind.MASK:
            continue
        draft = _Draft(start, end, pattern.regions, pattern.certain, pattern.alone)
        if pattern.kind is _Kind.ZONE:
            if text[start:end] not in scanner.zone_words:
                continue
            draft.relative, draft.place_start = True, start
        elif pattern.kind is _Kind.RELATIVE:
            draft.relative = True
        else:
            if pattern.kind is _Kind.TOWN:
                draft.place_start = start
            at = _join(draft, hits, at, scanner)
            at = _extend(draft, text, hits, at, scanner)
        if draft.alone:
            found.append(_mention(draft, text, found[-1] if found else None, scanner))
    return found
