"""What the year in a title or a heading says of the text under it.

What belongs here: reviews, communiqués and work reports, told by their titles. What does not: times in prose.
"""

from __future__ import annotations

import functools
import re

from data_layer.lexicon.times import load_times
from data_layer.periods.grammar import written_year

__all__ = ["HEADING_CHARS", "heads_plans", "heads_section", "reference_year", "report_year"]

HEADING_CHARS = 40
"""Longest line that is taken for a heading."""
_HEADING = re.compile(
    r"[#* ]{0,8}(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）]?[、.．]? ?|第[一二三四五六]部分[：:]? ?)?"
    r"(?:(?:过去|今后)[三五]年[和及]|关于|做好)?(?:今年|去年|明年|(?:19|20)[0-9]{2} ?年|二[〇○零])"
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2}) ?年")


@functools.cache
def _words(key: str) -> re.Pattern[str]:
    words: tuple[str, ...] = getattr(load_times(), key)
    return re.compile("|".join(words))


def _years(title: str | None) -> list[int]:
    return [written_year(m[1]) for m in _YEAR.finditer(title or "")]


def report_year(title: str | None, text: str = "") -> int | None:
    """The year that a work report (or a plan) looks ahead to; None for other texts.

    A title without a year leaves it to the headings of the text: 二、2022年重点工作.

    >>> report_year("2022年政府工作报告")
    2022
    """
    if not title or not _words("report_titles").search(title):
        return None
    headings = (line for line in text.split("\n") if heads_section(line))
    return max(_years(title) or [year for line in headings for year in _years(line)], default=None)


def reference_year(title: str | None) -> int | None:
    """The year that a text reports on, as its title tells; None if it tells none.

    It is the title's own for a review or a communiqué, the year before for a work report. Given to
    ``find_times``, it answers 全年, 年末, 上年 and months without a year, though the text came out later.

    >>> reference_year("某县2021年国民经济和社会发展统计公报"), reference_year("2022年政府工作报告")
    (2021, 2021)
    """
    ahead = report_year(title)
    if ahead is not None:
        return ahead - 1
    years = _years(title)
    return years[0] if years and _words("review_titles").search(title or "") else None


def heads_plans(heading: str) -> bool:
    """Whether the section under a heading tells of plans: 三、2023年重点工作."""
    return bool(_words("plan_sections").search(heading))


def heads_section(line: str) -> bool:
    """Whether a line reads as a heading that opens with a year: 二、2022年重点工作."""
    if len(line) > HEADING_CHARS or line[-1:] in "。；，：":
        return False
    return bool(_HEADING.match(line) and _words("section_words").search(line))
