"""Dates in a line of their own: the day on which an article says it was published or given."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from data_layer.lexicon.segmenting import load_page_words
from data_layer.segmenting.bylines import split_names
from data_layer.segmenting.mastheads import is_page_line

__all__ = ["DateLine", "read_date_line"]

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零O", "0")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*[-年/.．]\s*(?P<month>\d{1,2})(?:\s*[-月/.．]\s*(?P<day>\d{1,2})\s*[日号]?|\s*月)"
)
_HAN_DATE = re.compile(
    r"(?P<year>[一二][〇○零O一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[一二三四五六七八九十]{1,3})日)?"
)
_COMPACT_DATE = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
"""Only behind a mark such as 发布日期：, as numbers of files look the same."""
_CLOCK = re.compile(
    r"\s*[（(]?(?:(?:星期|周)[一二三四五六日天])?[）)]?\s*(?:农历[\u4e00-\u9fff]{3,6})?\s*T?(?:上午|下午|晚上?|凌晨)?\s*"
    r"(?:\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?(?:Z|[+]\d\d:?\d\d)?|[时点](?:\d{1,2}分)?(?:\d{1,2}秒)?))?\s*"
)
_EDITION = re.compile(r"第?\s*[A-Z]?\d{1,3}\s*版(?:[:：]?\s*[\u4e00-\u9fff]{2,8})?")
_NEXT_FIELD = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]")
_GATHERING = re.compile(r"[\u4e00-\u9fff]{4,30}(?:会议|大会)")
_EDGE = " 　（()）[]【】—-·:：|"
_WECHAT_HEAD = re.compile(r"(?:原创)?[\w\u4e00-\u9fff \u3000]{0,30}\s*")
_WECHAT_TAIL = re.compile(r"\s*\d{1,2}:\d{2}\s*(?:发表于\s*[\u4e00-\u9fff]{2,4})?\s*")
"""原创 某某发布 2023-06-18 19:32 发表于江西: a line of a public account has the time to the minute."""
_GIVEN = re.compile(r"(?:——|[（(])?\s*(?=[12一二])")
_FIELD = re.compile(r"[:：]")
_AUTHORS = re.compile(
    r"(?:作者|记者|通讯员)[:：]\s*([\u4e00-\u9fff ·、]{2,30}?)(?=\s+[\u4e00-\u9fff]{2,4}[:：]|\s*$)"
)
_MAX_CHARS = 80
_MIN_ISSUER_CHARS, _MAX_ISSUER_CHARS = 4, 40


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
    match = _DATE.search(line) or _HAN_DATE.search(line) or _find_compact(line)
    published = _to_date(match) if match else None
    if match and published is None:
        return None
    if match and match["day"] and is_page_line(line):
        return DateLine(published)
    if not match:
        return _read_source(line)
    before, after = line[: match.start()], line[_CLOCK.match(line, match.end()).end() :]  # type: ignore[union-attr]
    if after.startswith("在") and _GIVEN.fullmatch(before) is None and before.strip(_EDGE):
        return None
    if after.startswith("在") and "上" in after[-3:]:
        return DateLine(published, subtitle=True)
    if _WECHAT_HEAD.fullmatch(before) and _WECHAT_TAIL.fullmatch(line[match.end() :]):
        return DateLine(published)
    is_whole = match["day"] is not None and after.strip(_EDGE) in ("", "印发")
    is_issued = is_whole and (not before.strip(_EDGE) or _is_issuer(before))
    if not is_issued and not (_is_field(before) and _is_rest(before, after)):
        return None
    return DateLine(published, _named_authors(before + " " + after))


def _find_compact(line: str) -> re.Match[str] | None:
    match = _COMPACT_DATE.search(line)
    return match if match and _is_date_mark(line[: match.start()]) else None


def _is_date_mark(before: str) -> bool:
    """Whether the words before a date end with a mark that says what it is of, no part of a longer word.

    发布日期： is one; 截止日期： tells of something else.
    """
    label = before.rstrip(_EDGE).replace("】", " ").replace("|", " ").rpartition(" ")[2].strip(_EDGE)
    return label in load_page_words().date_marks


def _is_issuer(before: str) -> bool:
    """An office or a meeting: who gives a text, and where."""
    words = before.strip(_EDGE)
    if not _MIN_ISSUER_CHARS <= len(words) <= _MAX_ISSUER_CHARS or not words.isalnum():
        return False
    is_bracketed = before[0] in "（(" and _GATHERING.fullmatch(words) is not None
    return is_bracketed or words.endswith(load_page_words().issuers)


def _is_rest(before: str, after: str) -> bool:
    """Fields that may follow a date: any with a name where the date has one too; the page of a paper."""
    words = after.strip(_EDGE)
    if _is_field(after) or _EDITION.fullmatch(words):
        return True
    if not _is_date_mark(before):
        return False
    return _NEXT_FIELD.match(words) is not None or words.startswith(load_page_words().furniture)


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
    return paper or words.startswith(known) or _is_date_mark(words)


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
