"""The place an article speaks for.

What belongs here: weighing the places and relative words of headline and body. What does not: what a single
mention means (``resolver``).
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.regions import NATION, load_regions
from data_layer.model import PlaceMention, Region, RegionLevel
from data_layer.places.finder import find_places
from data_layer.places.resolver import bears_rank, resolve_places

__all__ = ["candidates_of", "locate_article", "locate_source"]

_TITLE_WEIGHT = 8.0
"""How many mentions in the body one in the headline is worth."""
_OPENING_CHARS = 150
_OPENING_WEIGHT = 2.0
"""Articles of the genre name their place in the first sentence or two."""
_PASSING_WEIGHT = 0.2
_TOWN_WEIGHT = 0.5
"""Towns of one name are many, and the table of them may lack the article's own."""
_DOWN = {RegionLevel.PROVINCE: 0.6, RegionLevel.PREFECTURE: 0.8}
"""How many mentions a place inside needs for one of the place itself: a county's article names its province
now and then, a province's review names itself and 全省 much more often than any of its cities."""
_DOWN_FROM_TITLE = 1.5
"""The same where the headline names the place."""
_LEADING_SHARE = 0.5
"""A place stands out among its neighbours when it has this share of all their mentions."""
_FEWEST_RELATIVE_WORDS = 3
"""全市 so often that the one place named in passing must be meant; fewer may tell of an unnamed one."""
_FEWEST_NATIONAL_WORDS = 2
_FEWEST_COMPANY_WORDS = 3
_COURT = re.compile("(?:基层|中级|高级)?(?:人民)?法院")
_RANKED = frozenset({"province", "city", "county", "district", "prefecture", "banner", "league"})


class _Votes:
    """Weighted mentions of places, and the ranks that relative words tell."""

    def __init__(self) -> None:
        self.table = load_regions()
        self.relative = load_place_words().relative
        self.own: dict[Region, float] = {}
        self.all: dict[Region, float] = {}
        self.ranks: defaultdict[str, float] = defaultdict(float)

    def add(self, mention: PlaceMention, weight: float) -> None:
        """Count one mention; a relative word counts for its rank."""
        if not mention.relative:
            if mention.region is not None:
                self._vote(mention.region, weight * _worth(mention))
        elif mention.text in self.relative and not mention.passing:
            self.ranks[self.relative[mention.text]] += weight

    def _vote(self, region: Region, weight: float) -> None:
        """Count for a region and all that hold it."""
        self.own[region] = self.own.get(region, 0.0) + weight
        for outer in self.table.path(region):
            self.all[outer] = self.all.get(outer, 0.0) + weight

    def rank_of(self, region: Region) -> float:
        """How often relative words speak of the region's rank."""
        return sum(
            times for rank, times in self.ranks.items() if rank in _RANKED and bears_rank(region, rank)
        )

    def inside(self, region: Region | None) -> list[Region]:
        """The regions named right inside ``region`` (provinces for None), the most often named first."""
        parent = NATION.adcode if region is None else region.adcode
        return sorted(
            (one for one in self.all if one.parent == parent), key=lambda one: (-self.all[one], one.adcode)
        )


def _worth(mention: PlaceMention) -> float:
    """What a mention counts."""
    if mention.passing:
        return _PASSING_WEIGHT
    return _TOWN_WEIGHT if mention.place is not None and mention.place == mention.text else 1.0


@functools.cache
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """National words and companies."""
    words = load_place_words()
    return re.compile("|".join(words.national_words)), re.compile("|".join(words.company_words))


def _of_a_company(title: str, text: str, votes: float) -> bool:
    """Whether the article names a nationwide company more often than the place named most."""
    company = _word_patterns()[1]
    return company.search(title) is not None or len(company.findall(text)) > max(votes, _FEWEST_COMPANY_WORDS)


def _nation_or_none(title: str, text: str) -> Region | None:
    """The nation for an article of no province that speaks for it; None for one that tells nothing."""
    national = _word_patterns()[0]
    named = national.search(title) is not None
    return NATION if named or len(national.findall(text)) >= _FEWEST_NATIONAL_WORDS else None


def _titled(mentions: Sequence[PlaceMention]) -> Region | None:
    """The innermost region that a headline names, if all that it names hold one another."""
    table = load_regions()
    named = [m.region for m in mentions if m.region and not m.relative and not m.passing]
    innermost = max(named, key=lambda region: len(table.path(region)), default=None)
    if innermost is None or innermost is NATION:
        return None
    return innermost if all(table.holds(region, innermost) for region in named) else None


def _descend(votes: _Votes, start: Region, from_title: bool) -> Region:
    """From a region to the one inside that the article rather speaks for, as far as that goes."""
    here = start
    while here.level in _DOWN and (inside := votes.inside(here)):
        best = inside[0]
        among = sum(votes.all[one] for one in inside)
        own, down = votes.own.get(here, 0.0), votes.all[best]
        here_rank, best_rank = votes.rank_of(here), _best_rank(votes, best)
        if here_rank != best_rank:
            own, down = own + here_rank, down + best_rank
        needed = own * (_DOWN_FROM_TITLE if from_title and here == start else _DOWN[here.level])
        if down <= needed or votes.all[best] < among * _LEADING_SHARE:
            return here
        here = best
    return here


def _best_rank(votes: _Votes, region: Region) -> float:
    """The most that relative words speak of the rank of a region or of one named inside it."""
    inside = [one for one in votes.own if votes.table.holds(region, one)]
    return max(map(votes.rank_of, (region, *inside)))


def locate_article(title: str | None, text: str, byline: Sequence[str] = ()) -> Region | None:
    """The region an article speaks for.

    The headline decides where it names a place; else the places that the body names most, a county before
    the city that holds it. 全市 and 我省 tell the rank.

    Args:
        title: the headline, if there is one.
        text: the cleaned body.
        byline: names of the authors; a place among them does not count.

    Returns:
        A province, prefecture or county; the nation for an article of a national body; None for a company's
        or where nothing tells.
    """
    headline = title or ""
    mentions = resolve_places(find_places(f"{headline}\n{text}"), None)
    heading = [mention for mention in mentions if mention.start < len(headline)]
    opening_end = len(headline) + 1 + _OPENING_CHARS
    votes = _Votes()
    for mention in heading:
        votes.add(mention, _TITLE_WEIGHT)
    for mention in mentions[len(heading) :]:
        votes.add(mention, _OPENING_WEIGHT if mention.start < opening_end else 1.0)
    titled = _titled(heading) or _of_a_court(headline, heading)
    if titled is not None:
        return _descend(votes, titled, from_title=True)
    if all(mention.passing for mention in mentions if mention.region is not None and not mention.relative):
        return _nation_or_none(headline, text) or _only_named(votes, mentions)
    provinces = votes.inside(None)
    leading = votes.all[provinces[0]] if provinces else 0.0
    if _of_a_company(headline, text, leading):
        return None
    if not provinces or leading < _LEADING_SHARE * sum(votes.all[one] for one in provinces):
        return _nation_or_none(headline, text)
    return _descend(votes, provinces[0], from_title=False)


def _only_named(votes: _Votes, mentions: Sequence[PlaceMention]) -> Region | None:
    """The one region that is named at all, if 全市 speaks of its rank throughout; else None."""
    named = {mention.region for mention in mentions if mention.region and not mention.relative}
    innermost = max(named, key=lambda region: (len(votes.table.path(region)), region.adcode), default=None)
    if innermost is None or not all(votes.table.holds(region, innermost) for region in named):
        return None
    return innermost if votes.rank_of(innermost) >= _FEWEST_RELATIVE_WORDS else None


def _of_a_court(headline: str, heading: Sequence[PlaceMention]) -> Region | None:
    """The place of the court that a headline opens with and is about: 芙蓉区人民法院工作报告."""
    opening = next((m for m in heading if m.start == 0 and m.region is not None), None)
    return opening.region if opening and _COURT.match(headline, opening.end) else None


def candidates_of(title: str | None, text: str) -> tuple[str, ...]:
    """The adcodes that the name of an article's place may mean where ``locate_article`` leaves it open.

    The name is the first ambiguous one of the headline, else the one that the body repeats most; empty where
    there is none.

    >>> candidates_of("鼓楼区稳就业", "全区新增就业320人。")[:2]
    ('320106', '320302')
    """
    headline = title or ""
    mentions = resolve_places(find_places(f"{headline}\n{text}"), None)
    open_names = [m for m in mentions if m.region is None and len(m.candidates) > 1 and not m.passing]
    named = [m for m in open_names if not m.relative]
    heading = next((m for m in named if m.start < len(headline)), None)
    counts = Counter(m.text for m in named)
    best = heading or max(named, key=lambda m: counts[m.text], default=None)
    return tuple(region.adcode for region in best.candidates) if best else ()


@functools.cache
def _source_line() -> re.Pattern[str]:
    """The line under a web page's headline that tells whose page it is."""
    heads = "|".join(load_place_words().source_heads)
    return re.compile(rf"(?:{heads}) ?[:：] {{0,4}}([^ \n:：|]{{2,30}})")


def locate_source(text: str) -> Region | None:
    """The region whose office put a document on the web, by its source lines; None if they name none.

    Where an article names no place, it speaks for the place of its source.

    Args:
        text: the whole cleaned document.

    >>> locate_source("发布日期：2021-06-25 来源：固镇县统计局").adcode
    '340323'
    """
    table = load_regions()
    named = [
        mention.region
        for m in _source_line().finditer(text)
        for mention in resolve_places(find_places(m[1]), None)
        if mention.region is not None and not mention.passing
    ]
    innermost = max(named, key=lambda region: len(table.path(region)), default=None)
    if innermost is None or not all(table.holds(region, innermost) for region in named):
        return None
    return innermost
