"""Deciding what a mention means by the article's own place and the other mentions.

What belongs here: ambiguous names, relative words, towns and zones without a region before them. What does
not: finding them (``finder``), or choosing which mention governs a statement (``figures``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from data_layer.lexicon.places import PlaceWords, load_place_words
from data_layer.lexicon.regions import RegionTable, load_regions
from data_layer.model import PlaceMention, Region, RegionLevel

__all__ = ["bears_rank", "resolve_places"]

_LATEST_PLACES = 40
"""How many names back 该县 or 城关镇 looks for its region; more would make long articles slow."""
_POINTED_CHARS = 150
"""How far back 该县 points to a county that is not the article's own: a sentence or two."""
_OWN_ZONE_MENTIONS = 3
_HOLDING_LEVELS = frozenset({RegionLevel.PREFECTURE, RegionLevel.COUNTY})
_TOWN_ENDINGS = ("镇", "乡", "街道", "苏木", "村", "社区", "居委会", "村委会")
_RANK_ENDINGS = {
    "nation": "国",
    "province": "省",
    "city": "市",
    "county": "县",
    "district": "区",
    "prefecture": "州",
    "banner": "旗",
    "league": "盟",
}


def bears_rank(region: Region, rank: str) -> bool:
    """Whether a word of this rank may mean the region: 全区 武陵区 and 广西壮族自治区."""
    return region.name.endswith(_RANK_ENDINGS[rank])


def _first_of_rank(regions: Iterable[Region], rank: str) -> Region | None:
    """The first of ``regions`` that a word of this rank may mean."""
    return next((region for region in regions if bears_rank(region, rank)), None)


def _needs_holder(mention: PlaceMention) -> bool:
    """Whether a place is named without telling where it lies: 柏林园区, 铎山镇; not 株洲经开区, 雄安新区."""
    if mention.place is None or mention.place != mention.text:
        return False
    return mention.region is None or mention.text.endswith(_TOWN_ENDINGS)


def _own_zone(mentions: Sequence[PlaceMention], home: Region | None) -> str | None:
    """The zone that the article is about: named more often than its city itself, and at least three times."""
    anchored = [m for m in mentions if m.region is not None and m.region == home and not m.relative]
    zones = Counter(m.place for m in anchored if m.place and m.place == m.text)
    if not zones:
        return None
    zone, times = zones.most_common(1)[0]
    return zone if times >= max(_OWN_ZONE_MENTIONS, len(anchored) - sum(zones.values())) else None


class _Reading:
    """One article's mentions, decided from first to last."""

    def __init__(self, mentions: Sequence[PlaceMention], home: Region | None) -> None:
        self.table: RegionTable = load_regions()
        self.words: PlaceWords = load_place_words()
        self.home = home
        self.own_zone = _own_zone(mentions, home)
        self.certain = {m.region: None for m in mentions if m.region and not m.relative and not m.passing}
        if home is None and mentions and mentions[0].start == 0 and len(mentions[0].candidates) == 1:
            self.certain[mentions[0].candidates[0]] = None  # 港口区 opens the headline: a name, no word
        self.named: list[Region] = []
        self.named_at: list[int] = []
        self.last_place: PlaceMention | None = None
        self.resolved = [done for mention in mentions if (done := self._resolve(mention)) is not None]

    def _resolve(self, mention: PlaceMention) -> PlaceMention | None:
        """The mention, decided; None if it is no place after all."""
        if mention.relative:
            region, place = self._refer(mention)
            return mention._replace(region=region, place=place)
        region = mention.region
        if _needs_holder(mention):
            region = self._holder(mention)
        elif region is None and (mention.text in self.words.plain_names or len(mention.candidates) == 1):
            region = next(filter(self._is_supported, mention.candidates), None)
            if region is None:
                return None
        elif region is None:
            region = self._choose(mention.candidates)
        if region is not mention.region:
            mention = mention._replace(region=region)
        elif region is None and len(mention.candidates) > 1:
            mention = mention._replace(candidates=self._likeliest_first(mention.candidates))
        self._remember(mention)
        return mention

    def _remember(self, mention: PlaceMention) -> None:
        """Note a named place, so that 该县 and 该镇 find it."""
        if mention.passing:
            return
        if mention.region is not None:
            self.named.append(mention.region)
            self.named_at.append(mention.start)
        if mention.place is not None:
            self.last_place = mention

    def _is_supported(self, region: Region) -> bool:
        """Whether the article is of a district or names it in full, so that 武陵 or 城区 alone may mean it.

        In an article of its city its short name is enough as well, but 城区 is an ordinary word there.
        """
        if region == self.home or region in self.certain:
            return True
        city = self.home is not None and self.home.level is RegionLevel.PREFECTURE
        return (
            city
            and self.home == self.table.by_adcode.get(region.parent or "")
            and region.name not in self.words.plain_names
        )

    def _choose(self, candidates: Sequence[Region]) -> Region | None:
        """The candidate nearest to the article's place, else to the places named; None if none is near."""
        if self.home in candidates:
            return self.home
        centres = [self.home] if self.home is not None else []
        for centre in (*centres, *self._latest(), *self.certain):
            if near := self._nearest(candidates, centre):
                return near[0] if len(near) == 1 else next((r for r in self._latest() if r in near), None)
        return None

    def _likeliest_first(self, candidates: Sequence[Region]) -> tuple[Region, ...]:
        """Candidates near the places that the article names before the others, each in the order of codes."""
        centres = [self.home] if self.home is not None else []
        near: list[Region] = []
        for centre in (*centres, *self._latest(), *self.certain):
            near += [region for region in self._nearest(candidates, centre) if region not in near]
        return (*near, *sorted(set(candidates) - set(near), key=lambda region: region.adcode))

    def _latest(self) -> list[Region]:
        """The places named before, the last one first."""
        return self.named[: -_LATEST_PLACES - 1 : -1]

    def _nearest(self, candidates: Sequence[Region], centre: Region) -> list[Region]:
        """Those candidates that share the innermost region with ``centre``."""
        for outer in reversed(self.table.path(centre)):
            near = [region for region in candidates if self.table.holds(outer, region)]
            if near:
                return near
        return []

    def _holder(self, mention: PlaceMention) -> Region | None:
        """The region that holds a town, village or zone which is named alone."""
        near = [region for region in mention.candidates if self._is_near(region)]
        if near:
            return self._choose(near)
        home = self.home
        if home is not None and home.level is RegionLevel.COUNTY:
            return home
        for region in self._latest():
            if region.level in _HOLDING_LEVELS and (home is None or self.table.holds(home, region)):
                return region
        return home if home is not None and home.level is RegionLevel.PREFECTURE else mention.region

    def _is_near(self, region: Region) -> bool:
        """Whether a region lies in the article's own prefecture, or in its own province."""
        if self.home is None:
            return region in self.certain
        around = self.home.parent if self.home.level is RegionLevel.COUNTY else self.home.adcode
        return self.table.holds(self.table.by_adcode[around or self.home.adcode], region)

    def _refer(self, mention: PlaceMention) -> tuple[Region | None, str | None]:
        """Region and place that a relative word refers to."""
        rank = self.words.relative.get(mention.text, "zone")
        if rank == "nation":
            return mention.region, None
        if rank in ("zone", "town") or (rank == "district" and self.own_zone):
            return self._refer_to_place(mention)
        pointing = mention.text in self.words.pointing
        if pointing and rank == "district" and self._zone_named_last():
            return self._refer_to_place(mention)
        near = self._just_named(rank, mention.start) if pointing else None
        region = near or self._refer_to_region(rank, pointing)
        if region is None and rank == "district" and (zone := self._last_zone()) is not None:
            return zone.region, zone.place
        return region, None

    def _last_zone(self) -> PlaceMention | None:
        """The place named last, if it is a zone (株洲经开区); no 社区."""
        place = (self.last_place and self.last_place.place) or ""
        return self.last_place if place.endswith("区") and not place.endswith("社区") else None

    def _zone_named_last(self) -> bool:
        """Whether a zone was named behind the last district, so that 该区 is the zone."""
        zone = self._last_zone()
        if zone is None:
            return False
        districts = (
            at
            for region, at in zip(reversed(self.named), reversed(self.named_at), strict=True)
            if bears_rank(region, "district")
        )
        return next(districts, -1) < zone.start

    def _just_named(self, rank: str, at: int) -> Region | None:
        """The region of this rank that was named last, if that is not far back."""
        first = bisect_left(self.named_at, at - _POINTED_CHARS)
        return _first_of_rank(reversed(self.named[first:]), rank)

    def _refer_to_region(self, rank: str, pointing: bool) -> Region | None:
        """The article's own place or one that holds it; else the one of this rank that was named last."""
        home = self.home or next(iter(self._latest()), None)
        chain = tuple(reversed(self.table.path(home))) if home is not None else ()
        if chain and bears_rank(chain[0], rank):
            return chain[0]
        own = _first_of_rank(chain, rank)
        last = _first_of_rank(self._latest(), rank)
        inside = last is not None and home is not None and self.table.holds(home, last)
        if last is not None and (pointing or (own is None and inside)):
            return last
        if own is None and home is not None and home.level is RegionLevel.COUNTY:
            return home if rank in ("county", "district") else None
        return own

    def _refer_to_place(self, mention: PlaceMention) -> tuple[Region | None, str | None]:
        """该镇, 园区: the article's own zone, the place named last, or one without a name."""
        if self.own_zone is not None and self.words.relative.get(mention.text) != "town":
            return self.home, self.own_zone
        if self.last_place is not None and mention.text in self.words.pointing:
            return self.last_place.region, self.last_place.place
        home = self.home
        return home if home is None or home.level in _HOLDING_LEVELS else None, mention.place


def resolve_places(mentions: Sequence[PlaceMention], home: Region | None) -> list[PlaceMention]:
    """The mentions with ``region`` filled wherever it can be told.

    An ambiguous name is the candidate that is the article's own place or lies nearest to it, else nearest to
    the other places named; without any it stays open (``region`` None, ``candidates`` kept). 全市 in a
    county's article is its prefecture, in a county-level city's the city itself; 全区 a district or an
    autonomous region; 该县 the county named just before, else the article's own or the one named last. A town
    or zone named alone lies in the article's own county, else in the region named last.

    Args:
        mentions: of one article, in order, as ``find_places`` gives them.
        home: the article's own place; None where it is not known.

    Returns:
        The mentions in the same order; short names of districts that nothing supports are left out.
    """
    return _Reading(mentions, home).resolved
