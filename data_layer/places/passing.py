"""Whether a place is named in passing: it is mentioned, but nothing is said of it.

What belongs here: names of companies, universities and courts, destinations and origins, what something is
compared with. What does not: which of the other mentions governs a statement (``figures``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from data_layer.lexicon.places import load_place_words
from data_layer.model import PlaceMention

__all__ = ["is_compared", "is_passing"]

_JOINTS = frozenset({"、", "和", "与", "及", "以及"})
_LONGEST_HEAD_CHARS = 4
_END = "，。；、！）”,;"
_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_RANKED = r"(?:综合|总体|总分|均|并列)?(?:排名|排位|排行|位次|位列|位居|名列|居|列|排)?"
_RANK = rf"{_RANKED}第{_NUMBER}(?=[位名个家大批例座条和{_END}]|$)|{_RANKED}前{_NUMBER}(?=[位名强{_END}]|$)"
"""第一位, 第三大, 前五名, 排位第5; not 第一产业, 第三次, 第一中学, 前三季度."""

_FIELD = r"[0-9]{1,4}个[^，。；0-9]{1,12}中(?=[，,]|[位排居列名])"
"""在全国128个城市中，甲市列第9: among whom somebody is ranked."""


_QUOTES = ("“", "‘", "「")
_REST_OF_NAME = re.compile(r"[^“”‘’「」，。；\n]{1,10}[”’」]")
"""“湖南名牌”称号: a place that opens a quoted name is part of it."""
_FIRM = re.compile(r"[^\W\d的了在是有为将已被把对从向引]{2,16}?(?:有限(?:责任)?|股份)公司")
"""四川新达精工有限公司: a firm's full name holds characters that elsewhere end one."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """The word lists, compiled."""

    organisation: re.Pattern[str]
    passing_tails: frozenset[str]
    company_tails: frozenset[str]
    heads: tuple[str, ...]
    ranking_heads: tuple[str, ...]
    partners: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    ranking: re.Pattern[str]
    label: re.Pattern[str]
    abroad_before: re.Pattern[str]
    abroad_after: re.Pattern[str]


@functools.cache
def _cues() -> _Cues:
    """The word lists, compiled once."""
    words = load_place_words()
    tails = "|".join(sorted((*words.passing_tails, *words.speaking_tails), key=len, reverse=True))
    abroad = "|".join(words.abroad)
    return _Cues(
        organisation=re.compile(rf"[^\W\d的了在是有为将已被把对从向与和及共新获达等家一]{{0,12}}?({tails})"),
        passing_tails=frozenset(words.passing_tails),
        company_tails=frozenset(words.company_tails),
        heads=(*words.passing_heads, *words.comparing_heads, *words.ranking_heads),
        ranking_heads=(*words.ranking_heads, *words.comparing_heads, *words.whole_heads),
        partners=tuple(
            (heads, re.compile(rf"(?:[^\W\d]|、){{0,10}}?(?:{'|'.join(tails)})"))
            for heads, tails in words.partners
        ),
        ranking=re.compile(rf"{_RANK}|{_FIELD}|{'|'.join(words.ranking_tails)}"),
        label=re.compile("|".join(words.label_tails)),
        abroad_before=re.compile(rf"(?:{abroad})[、和与及]\Z"),
        abroad_after=re.compile(rf"[、和与及](?:{abroad})"),
    )


def is_passing(text: str, start: int, end: int, before: PlaceMention | None, *, full: bool) -> bool:
    """Whether the place named at ``text[start:end]`` is named in passing.

    Args:
        before: the mention before it: a list goes on as it began (销往重庆、成都).
        full: the name bears its rank (安化县), so that a company named after it stands there.
    """
    cues = _cues()
    head = text[max(0, start - _LONGEST_HEAD_CHARS) : start]
    if head.endswith(cues.heads) or cues.ranking.match(text, end):
        return True
    if head.endswith(_QUOTES) and _REST_OF_NAME.match(text, end):
        return True
    if cues.abroad_after.match(text, end) or cues.abroad_before.search(text, max(0, start - 6), start):
        return True  # 日本、韩国、台湾等地的客商
    if before is not None and before.passing and text[before.end : start] in _JOINTS:
        return not before.relative
    if any(head.endswith(heads) and tail.match(text, end) for heads, tail in cues.partners):
        return True
    organisation = cues.organisation.match(text, end)
    if organisation is None and not full and _FIRM.match(text, end):
        return True
    if organisation is None or organisation[1] not in cues.passing_tails:
        return False
    return not (full and organisation[1] in cues.company_tails)


def is_compared(text: str, start: int, end: int, *, nation: bool) -> bool:
    """Whether the relative word at ``text[start:end]`` only tells what something is compared with.

    Args:
        nation: it means the nation, whose titles (全国文明城市) and visitors (来自全国) are not said of it.
    """
    cues = _cues()
    head = text[max(0, start - _LONGEST_HEAD_CHARS) : start]
    if head.endswith(cues.ranking_heads) or cues.ranking.match(text, end):
        return True
    return nation and (head.endswith(cues.heads) or cues.label.match(text, end) is not None)
