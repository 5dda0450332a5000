"""Ties a quantity to the place that its statement speaks of.

What belongs here: which of the places found by their own stage a statement takes. The nearest name is not
always the one that governs: 全省第二 ranks, 销往重庆 is a destination.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.sentences import OPENING
from data_layer.lexicon.regions import NATION
from data_layer.model import PlaceMention, Region, TimeMention
from data_layer.places import region_path

__all__ = ["Placed", "govern_place", "governing_places", "place_of", "subject_place"]

_COMPARED = re.compile(
    r"(?:比|较|高于|低于|快于|慢于|占|居|列|排|为|向|与|和|同|赴|往|自|在|名|是|获|被|入选|联合|会同|[（(]不?含)$"
)
_BRAND = re.compile(r"[^，。；、的0-9市县区州旗省]{1,8}(?:、[^，。；、的0-9]{1,10}){0,6}等")
"""上党中药材、沁州黄小米等: a short name that opens a list of products is a brand's."""
_RANKED = re.compile(
    r"(?:第|前|首|之首|率先|平均|领先|唯一|最(?![高低快慢多少大小好差][，,为是达])|一流|范围|各地(?!区)|水平|先进|示范|优秀|十|百|重点|级|排名|位|、省|、自治区|、市|五一|劳模|劳动模范|工人先锋|三八|巾帼|最美|道德|文明)"
)
_FOREMOST = re.compile(
    r"(?:最[高低快慢多少大小好差]的?(?:[县市区州旗地]{1,4}|地区|地方)?|其次|居首的?|居末的?)(?:依次|分别)?[是为]$"
)
_TOGETHER = re.compile(r"[两二三四五六七八九十][县市区州地]+(?:[（(][^（）()]{1,4}[）)])?(?:合计|共计|共)")
"""三县（市）合计占全市的83%: of no one of them."""
_WHOLE = re.compile(r"[全我本][省市县区州旗]$")
"""全市工业集中区…；…: what opens the sentence is the zone all the same."""
_BESIDE = re.compile(r"[^，。；：0-9]{0,8}[、和与及]")
_SUFFIXES = "国省市县区州旗盟"


_GENERIC_ZONES = frozenset({"开发区", "经济开发区", "园区", "产业园区", "工业园区"})
"""对经济开发区建设等工作开展视察: what such words name there is looked into, and tells of no zone."""


class Placed(NamedTuple):
    """The place a statement speaks of; ``doubtful`` where its name stays open, with its ``candidates``."""

    region: Region | None
    place: str | None = None
    doubtful: bool = False
    candidates: tuple[Region, ...] = ()


def governing_places(
    text: str, span: tuple[int, int], places: Sequence[PlaceMention], home: Region | None
) -> list[PlaceMention]:
    """Those of a sentence's mentions that may be what its statements speak of, in order.

    Args:
        places: the sentence's mentions, resolved.
        home: the article's own place.
    """
    near: list[PlaceMention] = []
    passed: PlaceMention | None = None
    for place in places:
        beside = passed is not None and text[passed.end : place.start] in ("、", "和", "与", "及")
        if not beside and _governs(text, place, span, home):
            near.append(place)
        else:
            passed = place
    return near


def govern_place(
    text: str, quantity: Quantity, span: tuple[int, int], governing: Sequence[PlaceMention],
    carried: Placed | None, home: Region | None,
) -> Placed:  # fmt: skip
    """The place of the statement that ``quantity`` makes.

    Args:
        span: the sentence.
        governing: its ``governing_places``.
        carried: the paragraph's subject so far; None before one is named.
        home: the article's own place.
    """
    for i in reversed(range(len(governing))):
        mention = governing[i]
        if mention.end > quantity.lead:
            continue
        between = text[mention.end : quantity.lead]
        if _TOGETHER.search(between):
            return Placed(home, doubtful=home is None)
        if "；" in between and not OPENING.match(_WHOLE.sub("", text[span[0] : mention.start])):
            continue
        first = i + 1 < len(governing) and _listed(text, governing[i + 1], [mention])
        if first or _listed(text, mention, governing[:i]):
            carried = carried if carried and _holds(carried.region, mention.region) else None
            break
        return place_of(mention, home)
    if carried is not None:
        return carried
    return Placed(home, doubtful=home is None)


def _listed(text: str, mention: PlaceMention, before: Sequence[PlaceMention]) -> bool:
    """One of several places named side by side (西峰、宁县、镇原3条廊道): none of them governs alone."""
    own = (mention.region, mention.place)
    other = next((p for p in reversed(before) if (p.region, p.place) != own), None)
    return other is not None and _BESIDE.fullmatch(text, other.end, mention.start) is not None


def _holds(outer: Region | None, inner: Region | None) -> bool:
    """Whether one region lies inside another."""
    return outer is not None and inner is not None and outer != inner and outer in region_path(inner.adcode)


def subject_place(
    text: str,
    span: tuple[int, int],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    carried: Placed | None,
    home: Region | None,
) -> Placed | None:
    """The paragraph's subject after a sentence: a place at its start or behind its time; else what it was."""
    for i, mention in enumerate(places):
        if span[0] <= mention.start < span[1] and _governs(text, mention, span, home):
            if i + 1 < len(places) and _listed(text, places[i + 1], [mention]):
                break  # 台前县、范县进度过半
            opening, at = "", span[0]
            for time in times:
                if time.start >= mention.start:
                    break
                opening, at = opening + text[at : time.start], time.end
            if OPENING.match(opening + text[at : mention.start]) and mention.text not in _GENERIC_ZONES:
                return place_of(mention, home)
            break
    return carried


def place_of(mention: PlaceMention, home: Region | None) -> Placed:
    """What a mention that governs a statement says of its place."""
    if mention.region is None and mention.place is not None:
        return Placed(home, mention.place, doubtful=home is None)
    if mention.region is None:
        region = home if home in mention.candidates else None
        return Placed(region, doubtful=True, candidates=() if region else mention.candidates)
    return Placed(mention.region, mention.place)


def _governs(text: str, mention: PlaceMention, span: tuple[int, int], home: Region | None) -> bool:
    """Whether a mention is the subject of its statement, not a rank's scope, a partner or part of a name."""
    topic = mention.text in _GENERIC_ZONES and text[mention.start - 1 : mention.start] == "对"
    if mention.passing or topic:
        return False
    if mention.region is None and mention.place is None and mention.text[-1] not in _SUFFIXES:
        return False
    before, behind = text[span[0] : mention.start], text[mention.end : mention.end + 5]
    if _FOREMOST.search(before[-10:]):
        return True  # 增速最高的是新化县，增长7.2%; 其次是双峰县
    if before[-1:] in ("为", "是", "、") and behind[:1].isdigit():
        return True  # 浓度最低的为兖州区16微克: the number is the place's own
    if _RANKED.match(behind) or (_COMPARED.search(before[-2:]) and not OPENING.match(before)):
        return False
    if mention.region is None or home is None or mention.region == home:
        return True
    if mention.place is None and mention.text[-1] not in _SUFFIXES and _BRAND.match(text, mention.end):
        return False
    if home == NATION or home in region_path(mention.region.adcode):
        return True
    full = mention.relative or mention.text.endswith(mention.region.name)
    if mention.region not in region_path(home.adcode) and not full:
        return False
    clause = re.split(r"[，。；、：,;:]", before)[-1]
    return bool(OPENING.match(clause))
