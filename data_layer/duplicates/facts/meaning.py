"""What a figure's words mean beyond the phrase that its indicator was read from: what is counted, and where.

What belongs here: the counted noun behind a number with all that describes it, and the villages, towns and
zones that a number is about. What does not: comparing two figures (differing).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile

from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.segmenting import load_page_words

_NAME_CHARS = 2  # before its last word: 铎山镇, 柏林园区
_GIVEN_CHARS = 3  # of a person's name with the family name
_AMOUNTS = "元亿万千百十个各全该本我"  # 千亿|园区, 全镇: no name
_PHRASE_ENDS = "，,。；;！？\n"
_LIST_MARK, _DESCRIBES = "、", "的"
_POINTS = re.compile(r"[该这](?![市县区省州旗盟局项])")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A village, town or zone: where it is named, the end of its name, a person's name right behind it."""

    start: int
    name: str
    person: str | None


@functools.cache
def _place_pattern() -> re.Pattern[str]:
    words = load_place_words()
    tails = sorted({*words.zone_tails, *words.village_tails, "镇", "乡", "街道"}, key=lambda tail: -len(tail))
    kinds = "|".join(tail for tail in tails if len(tail) == _NAME_CHARS)  # 社区|居委会 is none of its own
    return re.compile(
        rf"(?!{kinds})(?![{_AMOUNTS}]|.[{_AMOUNTS}])[\u4e00-\u9fff]{{{_NAME_CHARS}}}(?:{'|'.join(tails)})(?=([\u4e00-\u9fff]{{0,{_GIVEN_CHARS}}}))"
    )


@functools.cache
def _surnames() -> frozenset[str]:
    return load_page_words().surnames


def named_places(text: str) -> list[NamedPlace]:
    """The places named in a text, in its order."""
    return [
        NamedPlace(
            found.start(),
            found[0],
            found[1] if len(found[1]) == _GIVEN_CHARS and found[1][0] in _surnames() else None,
        )
        for found in _place_pattern().finditer(text)
    ]


def places_of(text: str, places: list[NamedPlace], start: int, end: int) -> list[str]:
    """The places that what stands in ``text[start:end]``, a sentence, is about.

    Those it names; where it points back (该屋场), the last one named before it in its paragraph; and the one
    that a person whom it names was introduced with.

    Args:
        text: of the article.
        places: all that are named in it.
        start, end: the sentence.
    """
    first = bisect_left(places, start, key=lambda place: place.start)
    own = [place.name for place in takewhile(lambda place: place.start < end, places[first:])]
    sentence = text[start:end]
    if not own and first and _POINTS.search(sentence):
        own = [place.name for place in _chain(places[:first]) if text.rfind("\n", 0, start) < place.start]
    for at, place in enumerate(places[:first], 1):
        if place.person and place.person in sentence:
            own += [one.name for one in _chain(places[:at])]
    return own


def _chain(places: list[NamedPlace]) -> list[NamedPlace]:
    """The last place with those it is in, named right before it: 铎山镇|金星社区."""
    chain = places[-1:]
    for place in reversed(places[:-1]):
        if place.start + len(place.name) != chain[0].start:
            break
        chain.insert(0, place)
    return chain


def counted_phrase(text: str, end: int, next_figure: int) -> str:
    """What is counted, as told behind a number: 2家|有一定基础、制度健全的调解组织.

    It ends with its clause, or before the next figure. At a ``、`` something else begins, but where what
    follows describes the same noun.

    Args:
        text: of the article.
        end: of the number with its unit.
        next_figure: where the next one begins.
    """
    last = min((at for mark in _PHRASE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    phrase = text[end : min(last, next_figure)]
    head, mark, rest = phrase.partition(_LIST_MARK)
    return phrase if mark and _DESCRIBES in rest and next_figure >= last else head
