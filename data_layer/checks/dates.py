"""The family of dates: days that no calendar has, and reports of a time that had not come."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.wording import day
from data_layer.model import PublishedHow, Status, Verdict

__all__ = ["RULES", "check_dates"]

DATE = Rule(
    "date",
    "不可能的日期",
    "数字所在句里的日期应当存在，起止不颠倒，已完成的事不应晚于文章日期。",
    "没有写年份的2月29日、跨年的起止、计划和预计的事不判；文章日期是推断的时不判先后。",
    "公历（GB/T 7408 日期表示法）。",
)
RULES = (DATE,)

_DAY = re.compile(r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_SPAN = re.compile(r"(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日?(?:至|到|—|-|～)([0-9]{1,2})月([0-9]{1,2})日")
_LEAP_YEAR = 2000


def check_dates(passage: Passage) -> Iterator[Finding]:
    """The dates of every sentence with a figure; each is told of the first figure behind it."""
    told = -1
    article = passage.article
    published = article.published if article.published_how is PublishedHow.STATED else None
    for mention in passage.mentions:
        if mention.sentence != told:
            told = mention.sentence
            if mention.text.find("月", mention.opens, mention.closes) >= 0:
                yield from _in_sentence(mention)
        start, end, _, _ = mention.figure.period
        first = start or end
        if first and ((end and first > end) or (published and first > published)):
            yield from _too_late(passage, mention)


def _in_sentence(mention: Mention) -> Iterator[Finding]:
    sentence = mention.text[mention.opens : mention.closes]
    for m in _DAY.finditer(sentence):
        month, day = int(m["month"]), int(m["day"])
        year = int(m["year"] or _LEAP_YEAR)
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
            yield _finding(mention, Verdict.INCONSISTENT, f"日历上没有{m.group()}", 0.95)
            return
    for m in _SPAN.finditer(sentence):
        month, day, last_month, last_day = map(int, m.groups())
        if month == last_month and day > last_day:
            yield _finding(mention, Verdict.INCONSISTENT, f"{m.group()}：结束的日子早于开始的日子", 0.9)
            return


def _too_late(passage: Passage, mention: Mention) -> Iterator[Finding]:
    period, article = mention.figure.period, passage.article
    if period.start and period.end and period.start > period.end:
        told = f"时期“{period.text}”从{day(period.start)}开始，却到{day(period.end)}就结束"
        yield _finding(mention, Verdict.UNSURE, told, 0.6)
    elif (
        article.published is not None
        and article.published_how is PublishedHow.STATED
        and mention.figure.status is Status.ACTUAL
        and _begins(period.start, period.end) > article.published
    ):
        told = f"{mention.figure.quote} 说的是{period.text}，晚于文章日期{day(article.published)}，"
        told += "却没有写成计划"
        yield _finding(mention, Verdict.UNSURE, told, 0.5)


def _begins(start: date | None, end: date | None) -> date:
    """The first day that a period may speak of: a stock told by its year alone is of any day of it."""
    if start is not None or end is None:
        return start or date.min
    year_alone = (end.month, end.day) == (12, 31)
    return end.replace(month=1, day=1) if year_alone else end.replace(day=1)


def _finding(mention: Mention, verdict: Verdict, told: str, certainty: float) -> Finding:
    return Finding(DATE, verdict, [mention.figure], ["所述时间"], told, None, None, certainty)
