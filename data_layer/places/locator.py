"""The place an article speaks for.

What belongs here: weighing the places that headline, opening and body name. What does not: what a single
mention means (``resolver``).
"""

from __future__ import annotations

from collections.abc import Sequence

from data_layer.lexicon.regions import load_regions
from data_layer.model import PlaceMention, Region, RegionLevel
from data_layer.places.finder import find_places

__all__ = ["locate_article"]

_TITLE_WEIGHT = 12.0
_OPENING_CHARS = 120
_OPENING_WEIGHT = 3.0


def locate_article(title: str | None, text: str, byline: Sequence[str] = ()) -> Region | None:
    """The region an article speaks for; None where it does not tell.

    Args:
        title: the headline, if there is one.
        text: the cleaned body.
        byline: names of the authors; not read so far.
    """
    table = load_regions()
    votes: dict[Region, float] = {}
    for mention in find_places(title or ""):
        _vote(votes, mention, _TITLE_WEIGHT)
    for mention in find_places(text):
        _vote(votes, mention, _OPENING_WEIGHT if mention.start < _OPENING_CHARS else 1.0)
    if not votes:
        return None
    total = {
        region: sum(count for inner, count in votes.items() if table.holds(region, inner)) for region in votes
    }
    best = max(votes, key=lambda region: (votes[region], region.adcode))
    for region in sorted(votes, key=lambda region: -total[region]):
        if table.holds(region, best) and votes[region] * 2 > votes[best]:
            inside = [inner for inner in votes if inner != region and table.holds(region, inner)]
            if max(votes[inner] for inner in inside) * 2 < total[region] if inside else True:
                return region
    return best


def _vote(votes: dict[Region, float], mention: PlaceMention, weight: float) -> None:
    """Count one mention for its region."""
    if mention.region is None or mention.relative or mention.region.level is RegionLevel.NATION:
        return
    votes[mention.region] = votes.get(mention.region, 0.0) + weight * (0.2 if mention.passing else 1.0)
