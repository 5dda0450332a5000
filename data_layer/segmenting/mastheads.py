"""Lines about a page of a newspaper: its name, its day, its number, who set it.

What belongs here: telling such lines, in which fields stand in any order. What does not: the day itself
(``datelines``), headlines, authors.
"""

from __future__ import annotations

import functools
import re

from data_layer.lexicon.segmenting import load_page_words

__all__ = ["is_page_line", "without_page_fields"]

_MAX_CHARS = 90
_HAN_DIGITS = "〇○零O一二三四五六七八九十"
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-年/.．]\s*\d{1,2}\s*[-月/.．]\s*\d{1,2}\s*[日号]?|"
    rf"[一二][{_HAN_DIGITS}]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
)
_FIELDS = (
    re.compile(r"[（(]?(?:星期|周)[一二三四五六日天][）)]?"),
    re.compile(
        r"(?:农历|夏历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)[（(\u4e00-\u9fff]{0,5}?"
        r"[正一二三四五六七八九十冬腊]{1,2}月(?:[初十廿卅二三][一二三四五六七八九十]|大|小)?"
    ),
    re.compile(rf"(?:今日|本期|本报|共)?第?\s*(?:[A-Z]?\d{{1,3}}|[{_HAN_DIGITS}]{{1,3}})\s*版"),
    re.compile(r"[（(]?总?第\s*\d{1,6}\s*期[）)]?"),
    re.compile(r"(?:国内统一(?:连续出版物|刊)号|统一刊号|刊号)?[:：]?\s*CN\s?\d\d\s?[-—]\s?\d{4}(?:/\w+)?"),
    re.compile(r"邮发代号[:：]?\s*\d+\s?[-—]\s?\d+"),
    re.compile(r"[\u4e00-\u9fff]{0,4}(?:热线|电话|邮箱|传真|邮编|网址)[:：]\s*[A-Za-z0-9@._/:—-]{3,40}"),
    re.compile(r"(?:本报|社|报社)?地址[:：]\s*[\w\u4e00-\u9fff]{3,30}"),
)
"""What only a line about a page says: weekday, lunar date, numbers of page and issue, addresses."""
_EDGE = re.compile(r"[\s|丨·•—－\-_/／:：,，、()（）【】■▲●]+")
_PAGE = re.compile(r"[A-D]\d{1,2}")
_NUMBER = re.compile(r"[A-Z]?\d{1,3}")
_LATIN = re.compile(r"[A-Z][A-Z .]{3,}")
_MAX_NAME_CHARS = 10
_LONG_MARK = 4
"""值班编委李明 needs no space: so long a mark is no word of a sentence's."""


@functools.cache
def _setters() -> re.Pattern[str]:
    """Who set a page: 责任编辑：李明, 版式 王芳."""
    marks = "|".join(load_page_words().page_setters)
    long = "|".join(mark for mark in load_page_words().page_setters if len(mark) >= _LONG_MARK)
    surnames = "".join(sorted(load_page_words().surnames))
    name = rf"(?!{marks})[{surnames}](?:[\u4e00-\u9fff]{{1,3}}|[ 　][\u4e00-\u9fff])"
    return re.compile(
        rf"(?:本版)?(?:(?:{marks})(?:\s*[:：/／|丨]\s*|\s+)|(?:{long})){name}(?:[ 　、]+{name}){{0,2}}"
    )


def without_page_fields(line: str) -> tuple[str, int]:
    """The words of a line but for what it says of its page, and how many fields that are.

    Names of papers and of their pages (要闻) count only where another field stands by them.
    """
    rest, fields = line, 0
    for pattern in (*_FIELDS, _setters()):
        rest, count = pattern.subn(" ", rest)
        fields += count
    words = _EDGE.sub(" ", _LATIN.sub(" ", rest)).split()
    if fields:
        words = [word for word in words if not _names_page(word) and not _NUMBER.fullmatch(word)]
    return " ".join(words), fields


def is_page_line(line: str) -> bool:
    """Whether a line says nothing but what page of which paper it stands on.

    >>> is_page_line("04 要闻 2023年10月23日 星期一 责编 李明")
    True
    """
    words = line.strip()
    if len(words) > _MAX_CHARS:
        return False
    if names_paper(words) or _PAGE.fullmatch(words):
        return True
    rest, fields = without_page_fields(_DATE.sub(" ", words, count=1))
    return fields > 0 and not rest


def names_paper(words: str) -> bool:
    """Whether a line is the name of a newspaper and nothing else."""
    return len(words) <= _MAX_NAME_CHARS and words.endswith(load_page_words().papers)


def _names_page(word: str) -> bool:
    return names_paper(word) or word in load_page_words().page_names
