"""Dates in a line of their own: the day on which an article says it was published or given."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from data_layer.lexicon.segmenting import load_page_words
from data_layer.segmenting.bylines import split_names

__all__ = ["DateLine", "read_date_line"]

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零O", "0")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*[-年/.．]\s*(?P<month>\d{1,2})(?:\s*[-月/.．]\s*(?P<day>\d{1,2})\s*[日号]?|\s*月)"
)
_HAN_DATE = re.compile(
    r"(?P<year>[一二][〇○零O一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[一二三四五六七八九十]{1,3})日)?"
)
_CLOCK = re.compile(r"\s*(?:(?:星期|周)[一二三四五六日天])?\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*")
_EDGE = " 　（()）[]【】—-·:：|"
_GIVEN = re.compile(r"(?:——|[（(])?\s*(?=[12一二])")
_FIELD = re.compile(r"[:：]")
_AUTHORS = re.compile(
    r"(?:作者|记者|通讯员)[:：]\s*([\u4e00-\u9fff ·、]{2,30}?)(?=\s+[\u4e00-\u9fff]{2,4}[:：]|\s*$)"
)
_MAX_CHARS = 80


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line about an article's date says.

    Attributes:
        published: the day; the month's last where only that is told; None if the line tells a source only.
        byline: authors named in the same line.
        subtitle: the line is a subtitle too (2022年1月8日在…会议上): it tells where a report was given.
    """

    published: date | None
    byline: tuple[str, ...] = ()
    subtitle: bool = False


def read_date_line(line: str) -> DateLine | None:
    """What a line says that holds a date, or where a text comes from, and nothing else; None for other lines.

    >>> read_date_line("2021 年 12 月 16 日").published
    datetime.date(2021, 12, 16)
    """
    if len(line) > _MAX_CHARS or line.rstrip().endswith(("。", "；", "，")):
        return None
    match = _DATE.search(line) or _HAN_DATE.search(line)
    published = _to_date(match) if match else None
    if match and published is None:
        return None
    if not match:
        return _read_source(line)
    before, after = line[: match.start()], line[_CLOCK.match(line, match.end()).end() :]  # type: ignore[union-attr]
    if after.startswith("在") and _GIVEN.fullmatch(before) is None and before.strip(_EDGE):
        return None
    if after.startswith("在") and "上" in after[-3:]:
        return DateLine(published, subtitle=True)
    if not _is_field(before) or not _is_field(after):
        return None
    return DateLine(published, _named_authors(before + " " + after))


def _read_source(line: str) -> DateLine | None:
    words = line.strip(_EDGE)
    marks = load_page_words()
    if not words.startswith((*marks.source_marks, *marks.date_marks)) or not _FIELD.search(words[:8]):
        return None
    return DateLine(None, _named_authors(words))


def _is_field(words: str) -> bool:
    """Nothing, or fields such as 来源：某报 作者：李明."""
    words = words.strip(_EDGE)
    if not words:
        return True
    marks = load_page_words()
    known = (*marks.source_marks, *marks.date_marks)
    paper = len(words) <= 10 and "报" in words
    return paper or words.startswith(known) or words.rstrip(":：").endswith(known)


def _named_authors(words: str) -> tuple[str, ...]:
    match = _AUTHORS.search(words)
    return (split_names(match.group(1)) or ()) if match else ()


def _to_date(match: re.Match[str]) -> date | None:
    year = int("".join(_DIGITS.get(char, char) for char in match["year"]))
    month = _to_number(match["month"])
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = _to_number(match["day"]) if match["day"] else last
    return date(year, month, day) if 1 <= day <= last else None


def _to_number(words: str) -> int:
    """A number under 100 in digits or Chinese numerals."""
    if words.isascii():
        return int(words)
    tens, found, ones = words.rpartition("十")
    if not found:
        return int("".join(_DIGITS[char] for char in words))
    return 10 * (int(_DIGITS[tens[-1]]) if tens else 1) + (int(_DIGITS[ones]) if ones else 0)
