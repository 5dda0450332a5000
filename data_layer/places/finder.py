"""Finding the names of places in a text.

What belongs here: joining hits of the automaton to mentions (湖南省冷水江市, 株洲经开区). What does not:
deciding what stays ambiguous (``resolver``) or whose article it is (``locator``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from data_layer.lexicon.places import load_place_words
from data_layer.lexicon.regions import RegionTable, load_regions
from data_layer.model import PlaceMention, Region, RegionLevel
from data_layer.places.borders import is_given_name, name_start, stands_alone
from data_layer.places.passing import is_compared, is_passing
from data_layer.places.patterns import Kind, Pattern, load_scanner

__all__ = ["find_places", "find_regions"]

_NAME_KINDS = frozenset({Kind.FULL, Kind.SHORT, Kind.TOWN})
_NO_NAME = r"\W\d_a-zA-Z的了在是有为与和及或等对从向至到把被将以各全每个该多"
_LONGEST_GAP_CHARS = 6
_LONGEST_ZONE_CHARS = 4
_LONGEST_VILLAGE_CHARS = 3
"""Characters between a region and the last word of its zone; before the last word of a zone, of a village."""


@dataclass(frozen=True, slots=True)
class _Tails:
    """What may follow a region or a town."""

    gap: re.Pattern[str]
    district: re.Pattern[str]
    village: re.Pattern[str]
    zone_words: frozenset[str]
    broken: frozenset[str]


@functools.cache
def _tails() -> _Tails:
    """The word lists, compiled once."""
    words = load_place_words()
    areas = "".join(f"(?<!{word})" for word in words.area_words)
    verbs = "|".join(words.not_names)
    return _Tails(
        gap=re.compile(rf"(?:(?!{verbs})[^{_NO_NAME}]){{0,{_LONGEST_GAP_CHARS}}}"),
        district=re.compile(rf"[^{_NO_NAME}]{{2,3}}?区{areas}(?![域间块分别])"),
        village=re.compile(
            rf"(?!乡村|农村|村|[驻入进到包下联帮]村)[^{_NO_NAME}]{{1,5}}?(?:{'|'.join(words.village_tails)})(?![级民务])"
        ),
        zone_words=frozenset(words.zone_words),
        broken=frozenset(words.broken_words),
    )


@dataclass(slots=True)
class _Draft:
    """A mention while its words are being joined."""

    start: int
    end: int
    regions: tuple[Region, ...]
    certain: bool
    alone: bool
    full: bool
    place_start: int | None = None


class _Text:
    """One text with its hits, read from left to right."""

    def __init__(self, text: str) -> None:
        scanner = load_scanner()
        self.text = text
        self.patterns = scanner.patterns
        self.table = load_regions()
        self.hits: list[tuple[int, int, int]] = scanner.automaton.find_matches_as_indexes(text)
        self.at = 0
        self.read = 0
        self.found: list[PlaceMention] = []
        self.passing = True

    def mentions(self) -> list[PlaceMention]:
        """All mentions."""
        while self.at < len(self.hits):
            index, start, end = self.hits[self.at]
            self.at += 1
            if start < self.read:
                continue
            pattern = self.patterns[index]
            if pattern.kind in _NAME_KINDS:
                self._name(pattern, start, end)
            elif pattern.kind is Kind.RELATIVE:
                self._relative(pattern, start, end)
            elif pattern.kind is not Kind.MASK:
                self._tail(pattern, start, end)
            else:
                self.read = end
        return self.found

    def regions(self) -> list[PlaceMention]:
        """The mentions that name a region; nothing is asked of other words but where they end."""
        self.passing = False
        hits, patterns = self.hits, self.patterns
        while self.at < len(hits):
            index, start, end = hits[self.at]
            self.at += 1
            if start < self.read:
                continue
            pattern = patterns[index]
            if pattern.kind in _NAME_KINDS:
                self._name(pattern, start, end)
            elif self.at < len(hits) and hits[self.at][1] == end:  # a name behind it is joined to it
                if pattern.kind is Kind.RELATIVE or pattern.kind is Kind.MASK:
                    self.read = end
                else:
                    self._tail(pattern, start, end)
        return [mention for mention in self.found if mention.candidates]

    def _name(self, pattern: Pattern, start: int, end: int) -> None:
        """Read a mention that begins with a name."""
        if pattern.kind is Kind.SHORT and is_given_name(self.text, start):
            return
        if not stands_alone(self.text, start, end, pattern, joined=start == self.read and start > 0):
            return
        draft = _Draft(start, end, pattern.regions, pattern.certain, pattern.alone, pattern.kind is Kind.FULL)
        if pattern.kind is Kind.TOWN:
            draft.place_start = start
        elif self._is_old_district(pattern, end):
            _to_city(draft, self.table)
        self._join(draft)
        self._extend(draft)
        draft.certain = draft.certain and draft.alone
        self.read = draft.end
        passing = self.passing and is_passing(self.text, start, draft.end, self._last(), full=draft.full)
        self._add(draft, passing)

    def _is_old_district(self, pattern: Pattern, end: int) -> bool:
        """Whether a county's short name goes on with 区 to a name that the table lacks (洪江区)."""
        if pattern.kind is not Kind.SHORT or pattern.regions[0].level is not RegionLevel.COUNTY:
            return False
        return self.text.startswith("区", end) and self.text[end : end + 2] not in _tails().broken

    def _join(self, draft: _Draft) -> None:
        """Take the names that continue the draft into it: 湖南省 + 冷水江市 + 铎山镇."""
        while self.at < len(self.hits) and self.hits[self.at][1] == draft.end:
            index, start, end = self.hits[self.at]
            pattern = self.patterns[index]
            if pattern.kind not in _NAME_KINDS or self._is_old_district(pattern, end):
                return
            if not stands_alone(self.text, start, end, pattern, joined=True):
                return
            if not self._narrow(draft, pattern, start):
                return
            draft.end, draft.alone, draft.full = end, True, pattern.kind is Kind.FULL
            self.at += 1

    def _narrow(self, draft: _Draft, pattern: Pattern, start: int) -> bool:
        """Let a name that follows the draft decide its region; whether it goes with it at all."""
        town = pattern.kind is Kind.TOWN
        if draft.place_start is not None and not town:
            return False
        inside = tuple(
            region
            for region in pattern.regions
            if any(self.table.holds(outer, region) and (town or outer != region) for outer in draft.regions)
        )
        if not inside and not town:
            return False
        if town and draft.place_start is None:
            draft.place_start = start
        if inside:
            draft.regions, draft.certain = inside, len(inside) == 1
        return True

    def _extend(self, draft: _Draft) -> None:
        """Take a zone or a village that follows the draft into it."""
        tails = _tails()
        index, start, end = self.hits[self.at] if self.at < len(self.hits) else (None, 0, 0)
        zone = index is not None and self.patterns[index].kind is Kind.ZONE
        if zone and tails.gap.fullmatch(self.text, draft.end, start):
            draft.place_start = draft.start if draft.place_start is None else draft.place_start
            draft.end, draft.alone = end, True
            self.at += 1
        elif draft.place_start is not None:
            village = tails.village.match(self.text, draft.end)
            draft.end = village.end() if village else draft.end
        elif draft.regions[0].level is RegionLevel.PREFECTURE:
            district = tails.district.match(self.text, draft.end)
            if district:
                draft.place_start, draft.end = draft.start, district.end()

    def _tail(self, pattern: Pattern, start: int, end: int) -> None:
        """Read a zone or village whose last word has no region before it: 柏林园区, 荷花社区, 园区."""
        longest = _LONGEST_ZONE_CHARS if pattern.kind is Kind.ZONE else _LONGEST_VILLAGE_CHARS
        begin = name_start(self.text, self.read, start, longest) if pattern.alone else None
        if begin is None and self.text[start:end] not in _tails().zone_words:
            return
        begin = start if begin is None else begin
        self.read = end
        self.found.append(
            PlaceMention(
                begin, end, self.text[begin:end], None, place=self.text[begin:end], relative=begin == start
            )
        )

    def _relative(self, pattern: Pattern, start: int, end: int) -> None:
        """Read a word that refers to a place."""
        self.read = end
        nation = pattern.certain
        passing = is_compared(self.text, start, end, nation=nation)
        region = pattern.regions[0] if nation else None
        words = self.text[start:end]
        self.found.append(
            PlaceMention(start, end, words, region, pattern.regions, relative=True, passing=passing)
        )

    def _last(self) -> PlaceMention | None:
        """The mention before."""
        return self.found[-1] if self.found else None

    def _add(self, draft: _Draft, passing: bool) -> None:
        """Keep a finished draft."""
        place = None if draft.place_start is None else self.text[draft.place_start : draft.end]
        words = self.text[draft.start : draft.end]
        region = draft.regions[0] if draft.certain else None
        self.found.append(
            PlaceMention(draft.start, draft.end, words, region, draft.regions, place, passing=passing)
        )


def _to_city(draft: _Draft, table: RegionTable) -> None:
    """Make 洪江区, which the table lacks, a zone of the city that holds 洪江市."""
    cities = tuple(table.by_adcode[region.parent or region.adcode] for region in draft.regions)
    draft.regions, draft.certain = cities, len(cities) == 1
    draft.place_start, draft.end = draft.start, draft.end + 1


def find_places(text: str) -> list[PlaceMention]:
    """Every name of a place in ``text`` and every word that refers to one, in order, without overlaps.

    Names that stand together are one mention of the innermost region. ``region`` is set where the words
    alone are certain; 鼓楼区, 城区, 武陵 (short for 武陵区), 全县, 柏林园区 wait for ``resolve_places``.
    ``candidates`` is empty for words that name no region (全县, 园区, 荷花社区).

    Args:
        text: cleaned text; spans count its characters.

    Example:
        >>> [(m.text, m.region.adcode) for m in find_places("湖南省冷水江市今年新增就业")]
        [('湖南省冷水江市', '431381')]
    """
    return _Text(text).mentions()


def find_regions(text: str) -> list[PlaceMention]:
    """Those mentions of ``find_places`` that name a region, in half the time; ``passing`` is not told.

    Example:
        >>> [m.text for m in find_regions("湖南省冷水江市柏林园区今年新增就业，全市")]
        ['湖南省冷水江市柏林园区']
    """
    return _Text(text).regions()
