"""What one head, one name of a row or one caption of a table says: a time, a place, a name, a unit.

What belongs here: reading the words at a table's margins. What does not: putting them together (``cells``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_layer.figures.numbers.scanning import scan_quantities
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.tables import load_table_words
from data_layer.lexicon.units import UnitKind
from data_layer.model import Article, Region
from data_layer.periods import find_times
from data_layer.places import find_places, resolve_places

__all__ = ["NOTE", "TOWN", "Part", "captions_of", "is_share", "part_of", "unit_of", "without_unit"]

NOTE = re.compile(r"(?:[①-⑳⁰¹²³⁴-⁹*＊]|[\[［〔][0-9①-⑳]{1,2}[\]］〕]|[（(]?注[0-9]?[)）]?)+$")
"""The mark of a footnote behind a name or a number."""
_MARKER = re.compile(
    r"(?:[#＃*·•\- 　]|其中[:：]?|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,2}[）)]"
    r"|[0-9]{1,2}[、.．](?![0-9])|[A-Z][、.．])+"
)
"""What orders the rows: 一、, （二）, 其中：."""
_BRACKET = re.compile(r"[（(](?:计量)?(?:单位[:：])?(?P<words>[^（）()]{1,10})[）)]")
_BEHIND = re.compile(r"[/，,、:：](?P<words>[^/，,、:：0-9]{1,6})$")
_PERCENT = re.compile(r"±?[%％]$")
_UNITS = re.compile(r"单位[:：](?P<words>[^）)。；;]{1,24})")
_BETWEEN_UNITS = re.compile(r"[、，, ]+")
_NUMBERED = re.compile(
    r"[（(]?(?:附?表|续表)[0-9一二三四五六七八九十]{0,3}(?:[-.－][0-9]{1,2})?[）)]?[:： 　]*"
)
_FIELD = re.compile(r"[^:：]{2,6}[:：]")
"""填报单位：…, 制表日期：…: who made a table, and when; no words of what it tells."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WHOLE = re.compile("^全[省市县区州旗镇](?=..)")
TOWN = re.compile("[\u4e00-\u9fff]{1,6}(?:镇|街道|乡)(?<!乡镇)(?<!集镇)(?<!城镇)")
"""A town by its ending, whether the gazetteer has it or not."""
_COMPARED = re.compile(r"(?:[比较]上年|同比|增减|环比|[比较]去年)[^，。；]{0,8}$")
_ANY_BRACKET = re.compile(r"[（(][^（）()]{0,20}[）)]")
_LONGEST_PART = 40
"""Characters of a head or a row's name; longer ones are sentences."""
_KEPT_PARTS = 4096
"""Names and heads that are remembered: they stand above or beside many cells."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one head, one name of a row or the caption says; each empty where it says nothing of that.

    Attributes:
        change: a word that compares (比上年增长, 完成预算的, 排名), as a sentence says it.
    """

    time: str = ""
    place: str = ""
    name: str = ""
    change: str = ""
    unit: str = ""


def part_of(article: Article, words: str) -> Part:
    """What a head or a name says in an article, whose date and place tell what 本年 and 城关镇 are."""
    return _read_part(words, article.published, article.region) if len(words) <= _LONGEST_PART else Part()


@functools.lru_cache(maxsize=_KEPT_PARTS)
def _read_part(words: str, published: date | None, region: Region | None) -> Part:
    lists = load_table_words()
    bare = NOTE.sub("", _MARKER.sub("", words, count=1) if _MARKER.match(words) else words)
    bare, unit = without_unit(bare.replace(" ", ""))
    if _YEAR.fullmatch(bare):
        bare += "年"
    time = next(iter(find_times(bare, published)), None)
    when = bare[: time.end] if time is not None and time.start == 0 and not time.base else ""
    if when != bare and not any(map(str.isdecimal, when)) and bare[len(when) :] not in lists.fillers:
        when = ""  # 年初预算数
    rest = _WHOLE.sub("", bare[len(when) :])
    if rest in lists.fillers or rest in lists.totals:
        return Part(time=when, unit=unit)
    if change := lists.changes.get(rest) or lists.shares.get(rest):
        return Part(time=when, change=change, unit=unit)
    if rank := next((word for word in lists.ranks if rest.endswith(word)), ""):
        return Part(time=when, name=rest.removesuffix(rank), change=rank, unit=unit)
    mention = next(iter(resolve_places(find_places(rest), region)), None)
    found = mention is not None and (mention.start, mention.end) == (0, len(rest))
    if rest not in load_cues().sorts and (found or TOWN.fullmatch(rest)):
        return Part(time=when, place=rest, unit=unit)
    if (compared := _COMPARED.search(rest)) and compared.group() in lists.changes:
        return Part(when, "", rest[: compared.start()], lists.changes[compared.group()], unit)
    return Part(time=when, name=rest, unit=unit)


def without_unit(words: str) -> tuple[str, str]:
    """A head without the unit in it, and that: 产量（万吨）, 投资额/万元, 比上年±%."""
    for found in _BRACKET.finditer(words):
        if unit := unit_of(found["words"]):
            return words[: found.start()] + words[found.end() :], unit
    if (behind := _BEHIND.search(words)) and (unit := unit_of(behind["words"])):
        return words[: behind.start()], unit
    if percent := _PERCENT.search(words):
        return words[: percent.start()] + "±" * percent.group().startswith("±"), "%"
    return words, ""


@functools.lru_cache(maxsize=_KEPT_PARTS)
def unit_of(words: str) -> str:
    """``words`` if they are a unit, with 万 or 亿 or not; else empty."""
    if words in ("±%", "±％"):
        return "%"
    found, _ = scan_quantities(f"1{words}")
    return words if found and (found[0].start, found[0].end) == (0, len(words) + 1) else ""


@functools.lru_cache(maxsize=_KEPT_PARTS)
def is_share(unit: str) -> bool:
    """Whether a unit is that of a share or growth: %, ‰, 个百分点."""
    found, _ = scan_quantities(f"1{unit}")
    return bool(found) and found[0].kind is UnitKind.SHARE


def captions_of(article: Article, lines: Sequence[str]) -> tuple[Part, list[str]]:
    """What the lines above a table say of all its cells, and the units that they tell."""
    units: list[str] = []
    caption = Part()
    for line in reversed(lines):
        if _FIELD.match(line) and not _NUMBERED.match(line) and not line.startswith("单位"):
            continue
        told = _UNITS.search(line)
        if told and not units:
            units = [unit for unit in map(unit_of, _BETWEEN_UNITS.split(told["words"].strip())) if unit]
        rest = _UNITS.sub("", _NUMBERED.sub("", line, count=1))
        if not caption.name:
            part = _caption_of(article, rest)
            caption = replace(part, time=part.time or caption.time)
    levels = [unit for unit in units if not is_share(unit)]
    shares = [unit for unit in units if is_share(unit)]
    return caption, (levels if len(levels) == 1 else []) + shares


def _caption_of(article: Article, words: str) -> Part:
    """What one line above a table says: 某某县2021年1-9月茶叶产量, 全县茶叶产量（2021年）."""
    bare = _ANY_BRACKET.sub("", words).strip(" 　（）()")
    whole = _WHOLE.match(bare)
    place = next(iter(resolve_places(find_places(bare), article.region)), None)
    opening = whole.end() if whole else place.end if place and place.start == 0 else 0
    part = part_of(article, bare[opening:] or bare)
    inner = [part_of(article, bracket[1:-1]) for bracket in _ANY_BRACKET.findall(words)]
    time = part.time or next((told.time for told in inner if told.time and not told.name), "")
    return replace(part, name=_subject(part.name), time=time)


def _subject(words: str) -> str:
    """What a caption measures: 粮食产量 of 各镇粮食产量情况表."""
    classes = load_table_words().classes
    while found := next((word for word in classes if words.startswith(word) or words.endswith(word)), ""):
        words = words.removeprefix(found) if words.startswith(found) else words.removesuffix(found)
    return words
