"""Figures' phrases brought to entries of the indicator catalogue, and the catalogue searched.

What belongs here: the mill that phrases and names go through, the lookup, and the search. What does not:
the catalogue itself (``data_layer.lexicon.indicators``), and finding phrases in a text.

A match means *the same indicator*: words of reporting may differ, words that change what is counted may not.
So nothing is guessed from likeness: a phrase matches if, with the listed words dropped, it has the characters
of a name.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data_layer.errors import LexiconError
from data_layer.figures.phrases.milling import (
    bare_of,
    cut_words,
    mill_patterns,
    openings_dropped,
    spelled_out,
    tells_completion,
    trimmed_of,
)
from data_layer.lexicon.indicators import Indicator, load_indicator_words, load_indicators
from data_layer.model import FigureKind

__all__ = ["IndicatorMatch", "common_unit", "indicator_by_id", "match_indicator", "search_indicators"]

_EXACT, _DROPPED, _FLOW, _REORDERED = 100.0, 96.0, 93.0, 90.0
"""Scores: the words of a name; with words of reporting dropped; also words of adding up; in another order."""
_SHORTEST_DERIVED = 4
"""Characters below which what dropping leaves names too little (医保 of 医保人数); measured, see tests."""
_LONGEST_PHRASE = 60
"""Characters of a phrase beyond which it is a sentence: twice the longest name."""
_SHARE = "比例"
"""What stands between a share's name and its number (女性比例为40%) and is cut from its phrase."""
_NOT_FOUND = 9
_BY_LETTERS = 6
_SHARES = frozenset({"percent", "permille", "points"})
_Table = dict[str, list[Indicator]]


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """A catalogue entry that a phrase stands for.

    Attributes:
        indicator_id, name: of the entry.
        score: 0 to 100; 100 where the phrase is a name or synonym of the entry as it stands.
    """

    indicator_id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    """Keys of all names: as written, with words of reporting dropped, and the latter's characters sorted."""

    exact: _Table
    derived: _Table
    anagrams: _Table


@functools.lru_cache(maxsize=16384)
def match_indicator(phrase: str, dimension: str | None, kind: FigureKind) -> IndicatorMatch | None:
    """The entry that measures the same as ``phrase``; None if there is none.

    Args:
        phrase: what is measured, in the text's words: 累计新增就业, 规上工业增加值增速.
        dimension: of the figure's unit, in the words of units.yaml or of the catalogue; None if unknown.
        kind: of the figure. A level, and a growth in other units than percent, must have the entry's
            dimension; a rate, a growth in percent, a rank and a multiple need not.

    >>> match_indicator("全市城镇新增就业", "people", FigureKind.LEVEL)
    IndicatorMatch(indicator_id='employment.urban_new', name='城镇新增就业人数', score=100.0)
    """
    if len(phrase) > _LONGEST_PHRASE:
        return None
    needed = dimension if kind is FigureKind.LEVEL or _is_absolute(dimension, kind) else None
    if kind is FigureKind.RATE and dimension in _SHARES and not tells_completion(phrase):
        # 污染负荷比：二氧化硫4.3%: a share that only bears a name is none of it; 优良天数比例为96% is one
        return _matched(phrase, dimension, kind) or _matched(phrase + _SHARE, dimension, kind)
    return _matched(phrase, needed, kind)


def _matched(phrase: str, needed: str | None, kind: FigureKind) -> IndicatorMatch | None:
    """The entry of a phrase whose levels are written in ``needed``; None if there is none."""
    for indicators, score, flow_only in _candidates(phrase, kind):
        found = _of_dimension(indicators, needed, flow_only)
        if found is not None:
            return IndicatorMatch(found.id, found.name, score)
    return None


def search_indicators(words: str) -> list[Indicator]:
    """Entries for the words that a person types, best first; the whole catalogue for no words.

    Takes official names, synonyms, short names (固投, 规工增加值), parts of them, and several words at once,
    each of which must be found. Of names that only hold the letters in their order, the shortest comes first:
    规上企业 means 规模以上工业企业数 before 规模以上农产品加工企业数.

    >>> search_indicators("固投")[0].name
    '固定资产投资'
    """
    wanted = [written for word in words.split() if (written := spelled_out(word))]
    ranked = []
    for entry in load_indicators():
        ranks = [_search_rank(word, entry) for word in wanted]
        if _NOT_FOUND not in ranks:
            worst = max(ranks, default=0)
            passed_over = len(entry.name) if worst == _BY_LETTERS else 0
            ranked.append(((worst, passed_over), entry))
    return [entry for _, entry in sorted(ranked, key=lambda row: row[0])]


def _search_rank(word: str, entry: Indicator) -> int:
    """How well a typed word names an entry, 0 best: its name, a synonym, a beginning, a part, its letters."""
    names = _written_names(entry)
    if word == names[0]:
        return 0
    if word in names:
        return 1
    if names[0].startswith(word):
        return 2
    if word in names[0]:
        return 3
    if any(word in name for name in names):
        return 4
    if word in entry.group:
        return 5
    return _BY_LETTERS if _in_order(word, names[0]) else _NOT_FOUND


@functools.lru_cache(maxsize=4096)
def _written_names(entry: Indicator) -> tuple[str, ...]:
    return tuple(spelled_out(name) for name in (entry.name, *entry.synonyms))


def _in_order(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in their order (高标田 in 高标准农田)."""
    rest = iter(name)
    return all(letter in rest for letter in letters)


@functools.cache
def _by_id() -> dict[str, Indicator]:
    return {entry.id: entry for entry in load_indicators()}


def indicator_by_id(indicator_id: str) -> Indicator | None:
    """The entry with this id; None if the catalogue has none."""
    return _by_id().get(indicator_id)


def common_unit(indicator_id: str, dimension: str) -> str | None:
    """The unit in which all levels of an indicator are compared; None where each unit's own base serves.

    Args:
        indicator_id: an entry of the catalogue.
        dimension: the dimension of the figure's unit, as units.yaml has it.
    """
    words, entry = load_indicator_words(), _by_id()[indicator_id]
    counted = dimension in words.unit_dimensions.get(entry.dimension, ())
    return words.common_units.get(entry.dimension) if counted else None


def _is_absolute(dimension: str | None, kind: FigureKind) -> bool:
    """Whether a growth is told in the indicator's own unit (净增2.41万户), not in percent."""
    return kind is FigureKind.GROWTH and dimension not in _SHARES and dimension != "times"


def _candidates(phrase: str, kind: FigureKind) -> Iterator[tuple[list[Indicator], float, bool]]:
    """Entries whose key the phrase has, the score of the way it was found, and whether only flows answer."""
    index, patterns = _index(), mill_patterns()
    written = spelled_out(phrase)
    if written not in index.exact and kind in patterns.endings:
        written = cut_words(patterns.endings[kind], written)
    trimmed = trimmed_of(written)
    bare = bare_of(trimmed)
    counted = bare_of(cut_words(patterns.flow, bare))
    if hits := index.exact.get(written):
        yield hits, _EXACT, False
    for shorter in openings_dropped(written):
        if hits := index.exact.get(shorter):
            yield hits, _DROPPED, False
    if hits := index.exact.get(trimmed) or index.exact.get(bare) or index.derived.get(bare):
        yield hits, _DROPPED, False
    if counted != bare and (hits := index.exact.get(counted) or index.derived.get(counted)):
        yield hits, _FLOW, kind is not FigureKind.GROWTH
    if hits := index.anagrams.get("".join(sorted(bare))):
        yield hits, _REORDERED, False


def _of_dimension(indicators: Iterable[Indicator], needed: str | None, flow_only: bool) -> Indicator | None:
    """The entry whose levels are written in ``needed``, own dimension first; the first if that is open."""
    accepted = load_indicator_words().unit_dimensions
    fitting = [
        (0 if needed is None else accepted[entry.dimension].index(needed), place, entry)
        for place, entry in enumerate(indicators)
        if (entry.flow or not flow_only) and (needed is None or needed in accepted[entry.dimension])
    ]
    return min(fitting, key=lambda row: row[:2])[2] if fitting else None


@functools.cache
def _index() -> _Index:
    """The keys of all names.

    Raises:
        LexiconError: two entries of one dimension have the same key.
    """
    exact: _Table = {}
    derived: _Table = {}
    anagrams: _Table = {}
    spellings = [
        (spelled_out(name), entry) for entry in load_indicators() for name in (entry.name, *entry.synonyms)
    ]
    for written, entry in spellings:
        _claim(exact, written, entry)
    for written, entry in spellings:
        bare = bare_of(written)
        if len(bare) >= _SHORTEST_DERIVED and _owner(exact, bare, entry) is None:
            _claim(derived, bare, entry)
    for table in (exact, derived):
        for key, owners in table.items():
            for entry in owners:
                letters = "".join(sorted(bare_of(key)))
                if len(letters) >= _SHORTEST_DERIVED and _owner(anagrams, letters, entry) is None:
                    _claim(anagrams, letters, entry)
    return _Index(exact, derived, anagrams)


def _owner(table: _Table, key: str, entry: Indicator) -> Indicator | None:
    """Another entry of the same dimension that has the key."""
    rivals = (
        owner for owner in table.get(key, ()) if owner.dimension == entry.dimension and owner is not entry
    )
    return next(rivals, None)


def _claim(table: _Table, key: str, entry: Indicator) -> None:
    if rival := _owner(table, key, entry):
        raise LexiconError(
            f"indicators: {key} stands for {rival.id} and for {entry.id}: change a synonym of one"
        )
    owners = table.setdefault(key, [])
    if entry not in owners:
        owners.append(entry)
