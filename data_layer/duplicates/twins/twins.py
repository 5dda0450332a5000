"""Template twins whose numbers do not tell: two places that report in the same words.

What belongs here: comparing the places that two articles name. Numbers are compared in ``judging``.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein

from data_layer.duplicates.blocking.shingles import Flags, Places, counted_places, fold_words
from data_layer.duplicates.comparing.mapping import TextMap, find_anchors
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.comparing.names import NAME_TAILS
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.slots import NameSlot, is_rest
from data_layer.model import PlaceMention, RegionLevel
from data_layer.places import find_regions

_SPACES = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_PAIRS_AT_ONCE = 1000
_SHORT_NAME = 2
_OWN_LEVELS = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)


class PlaceJudge:
    """Compares the places of texts; the places of each text are looked for once."""

    def __init__(self, texts: Sequence[str], parameters: Parameters) -> None:
        self._texts = texts
        self._squeezed: dict[int, str] = {}
        self._parameters = parameters
        self._found: dict[int, list[PlaceMention]] = {}
        self._counts: dict[int, Counter[str]] = {}
        self._slots: dict[int, tuple[NameSlot, ...]] = {}

    def differ(self, pairs: Places, matcher: Matcher) -> Flags:
        """Which pairs of texts speak of different places: in more spots another one stands than the same.

        A name that OCR spoiled is no name and does not count, nor does one that lost a character to be
        another (绥宁县, 宁县). Texts that name each other's main place, or no place, are not twins.

        Args:
            pairs: numbers of texts, one row a pair.
            matcher: of the same texts.
        """
        return self._compare(pairs, matcher, self._may_differ, self._differ)

    def renamed(self, pairs: Places, matcher: Matcher) -> Flags:
        """Which pairs of texts have other counties' full names in the same spots, and no name in common.

        Only names count of which no misreading makes the other: more than half of their characters differ,
        two or more. Numbers that agree say nothing against that: a form may be sent out with them.

        Args:
            pairs: numbers of texts, one row a pair.
            matcher: of the same texts.
        """
        return self._compare(pairs, matcher, self._strange, self._renamed)

    def _compare(
        self,
        pairs: Places,
        matcher: Matcher,
        asked: Callable[[int, int], bool],
        told: Callable[[int, int, TextMap], bool],
    ) -> Flags:
        """What is ``told`` of those pairs that are ``asked``, with the map of their texts."""
        numbers = np.flatnonzero([asked(*pair) for pair in pairs.tolist()])
        found = np.zeros(len(pairs), dtype=np.bool_)
        for first in range(0, len(numbers), _PAIRS_AT_ONCE):
            part = numbers[first : first + _PAIRS_AT_ONCE]
            anchors = find_anchors(matcher, pairs[part], self._parameters)
            for number, (a, b), rows in zip(part.tolist(), pairs[part].tolist(), anchors, strict=True):
                here, there = counted_places(self._text(a)), counted_places(self._text(b))
                found[number] = told(a, b, TextMap(rows, here, there, self._parameters))
        return found

    def _full(self, number: int) -> list[PlaceMention]:
        """Where a text surely names a county, or else a city, in full.

        Of a name of two characters that stands once OCR may have made it: 该县 is soon 文县.
        """
        self._names(number)
        full = [one for one in self._found[number] if one.place is None and one.text[-1] in NAME_TAILS]
        times = Counter(one.text for one in full)
        return [one for one in full if len(one.text) > _SHORT_NAME or times[one.text] > 1]

    def _strange(self, a: int, b: int) -> bool:
        here, there = ({one.text for one in self._full(number)} for number in (a, b))
        return bool(here and there) and all(_is_other(one, other) for one in here for other in there)

    def _renamed(self, a: int, b: int, texts: TextMap) -> bool:
        reach, others = self._parameters.drift_chars, self._full(b)
        spots = []
        for one in self._full(a):
            spot = texts.between_in_b(one.start, one.end)
            if spot is None and one.start <= reach:  # both begin with it, so that nothing is before
                spots += [(0, end) for end in texts.to_b(one.end)]
            spots += [spot] if spot else []
        return any(
            abs(other.start - start) <= reach and abs(other.end - end) <= reach
            for start, end in spots
            for other in others
        )

    def _differ(self, a: int, b: int, texts: TextMap) -> bool:
        verdicts = [
            same
            for mention in self._found[a]
            for same in self._stands(mention, texts.to_b(mention.start), self._found[b])
        ]
        return verdicts.count(False) > verdicts.count(True)

    def _may_differ(self, a: int, b: int) -> bool:
        """Whether both texts name places, and neither the other's main one."""
        here, there = self._names(a), self._names(b)
        return bool(here and there) and _main(here) not in there and _main(there) not in here

    def apart(self, a: int, b: int) -> bool:
        """Whether two texts name no county in common."""
        if not self._names(a).keys().isdisjoint(self._names(b)):
            return False
        here, there = ({one.text for one in self._found[number]} for number in (a, b))
        return not any(is_rest(one, other) for one in here for other in there)

    def _text(self, number: int) -> str:
        """A text without the spaces that OCR puts into names."""
        if number not in self._squeezed:
            self._squeezed[number] = _SPACES.sub("", self._texts[number])
        return self._squeezed[number]

    def slots(self, number: int) -> tuple[NameSlot, ...]:
        """The counties, or else the cities, that a text names in full, by its characters that count."""
        if number not in self._slots:
            self._names(number)
            text, found = self._text(number), self._found[number]
            places = counted_places(text) if found else ()
            self._slots[number] = tuple(
                NameSlot(
                    int(np.searchsorted(places, one.start)),
                    int(np.searchsorted(places, one.end)),
                    fold_words(one.text),
                    one.candidates[0].adcode,
                )
                for one in found
                if one.text[-1] in NAME_TAILS  # 清理山塘 that lost a character is no 理塘
            )
        return self._slots[number]

    def _names(self, number: int) -> Counter[str]:
        """How often each county is named, by adcode; prefectures where no county is named."""
        if number not in self._counts:
            found = [
                mention
                for mention in find_regions(self._text(number))
                if mention.candidates[0].level in _OWN_LEVELS
            ]
            counties = [one for one in found if one.candidates[0].level is RegionLevel.COUNTY]
            self._found[number] = counties or found
            self._counts[number] = Counter(one.candidates[0].adcode for one in counties or found)
        return self._counts[number]

    def _stands(
        self, mention: PlaceMention, targets: Sequence[int], others: Sequence[PlaceMention]
    ) -> list[bool]:
        """Whether the same place stands at one of ``targets``; empty where none does."""
        reach = self._parameters.drift_chars
        near = [other for other in others if any(abs(other.start - target) <= reach for target in targets)]
        near = [other for other in near if not is_rest(mention.text, other.text)]
        codes = {region.adcode for region in mention.candidates}
        named = {region.adcode for other in near for region in other.candidates}
        return [bool(codes & named)] if near else []


def _is_other(one: str, other: str) -> bool:
    """Whether two full names are too unlike to be one, misread; their ends (县, 市) tell nothing."""
    unlike = Levenshtein.distance(one[:-1], other[:-1])
    return unlike > 1 and 2 * unlike > max(len(one), len(other)) - 1


def _main(names: Counter[str]) -> str:
    return min(names, key=lambda adcode: (-names[adcode], adcode))
