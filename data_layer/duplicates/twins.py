"""Template twins whose numbers do not tell: two places that report in the same words.

What belongs here: comparing the places that two articles name. Numbers are compared in ``judging``.
"""

from collections import Counter
from collections.abc import Sequence

from data_layer.duplicates.mapping import TextMap
from data_layer.duplicates.parameters import Parameters
from data_layer.model import PlaceMention, RegionLevel
from data_layer.places import find_places

_OWN_LEVELS = (RegionLevel.COUNTY, RegionLevel.PREFECTURE)


class PlaceJudge:
    """Compares the places of texts; the places of each text are looked for once."""

    def __init__(self, texts: Sequence[str], parameters: Parameters) -> None:
        self._texts = texts
        self._parameters = parameters
        self._found: dict[int, list[PlaceMention]] = {}
        self._counts: dict[int, Counter[str]] = {}

    def differ(self, a: int, b: int) -> bool:
        """Whether two texts speak of different places: in more spots another one stands than the same.

        A name that OCR spoiled is no name and does not count, nor does one that lost a character to be
        another (绥宁县, 宁县). Texts that name each other's main place, or no place, are not twins.
        """
        here, there = self._names(a), self._names(b)
        if not here or not there or _main(here) in there or _main(there) in here:
            return False
        texts = TextMap.between(self._texts[a], self._texts[b], self._parameters)
        verdicts = [
            same
            for mention in self._found[a]
            for same in self._stands(mention, texts.to_b(mention.start), self._found[b])
        ]
        return verdicts.count(False) > verdicts.count(True)

    def apart(self, a: int, b: int) -> bool:
        """Whether two texts name no county in common."""
        if not self._names(a).keys().isdisjoint(self._names(b)):
            return False
        here, there = ({one.text for one in self._found[number]} for number in (a, b))
        return not any(_is_rest(one, other) for one in here for other in there)

    def _names(self, number: int) -> Counter[str]:
        """How often each county is named, by adcode; prefectures where no county is named."""
        if number not in self._counts:
            found = [
                mention
                for mention in find_places(self._texts[number])
                if mention.candidates and not mention.relative and mention.candidates[0].level in _OWN_LEVELS
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
        near = [other for other in near if not _is_rest(mention.text, other.text)]
        codes = {region.adcode for region in mention.candidates}
        named = {region.adcode for other in near for region in other.candidates}
        return [bool(codes & named)] if near else []


def _is_rest(one: str, other: str) -> bool:
    """Whether one of two names is what is left of the other without one of its characters."""
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _main(names: Counter[str]) -> str:
    return min(names, key=lambda adcode: (-names[adcode], adcode))
