"""The date of articles that state none, from the times their texts name.

What belongs here: the day of a page, and which articles share one. What does not: single times (``finding``),
date lines under a headline (``data_layer.segmenting``).

The year is the latest one that the page tells of as running or past (``signs``). The month is the latest told
of in it; a month told as finished puts the page in the next one. A month without a day stands for its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from data_layer.model import Article, PeriodType, PublishedHow
from data_layer.periods.calendar import WHOLE_YEAR, Feast, last_day, quarters, year_end
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.resolving import Resolver
from data_layer.periods.scanning import scan
from data_layer.periods.signs import Signs, page_year, read_signs
from data_layer.periods.titles import reference_year, report_year

__all__ = ["date_articles"]

_DATE_LINE_CHARS = 40
"""Longest line that can be a date line, or tell the meeting that a report was read to."""
_HEAD_LINES = 4
_LAST_MONTH_AFTER = 3
"""Up to this month of the next year may a page lie whose last named year has run out."""
_MOST_AHEAD = timedelta(days=366)
"""An undated article may seem so much later than its neighbour's date: a year is told of before it ends."""
_REPORT_MONTH = 1
"""People's congresses of counties and cities hear the report on the old year in this month of the new one."""
_MEETING = "会议上"
"""2023年1月5日在……第三次会议上: the day on which a report was given, wherever it was published later."""
_MASTHEAD = re.compile("星期[一二三四五六日天]|农历|责编|责任编辑")
_THIS_OR_NEXT = re.compile("今年以来|今年，|明年")
_REVIEW = re.compile("总结|情况|回顾|分析|综述|通报|小结|公报")
_REVIEWED = (PeriodType.HALF, PeriodType.QUARTER, PeriodType.TO_DATE, PeriodType.MONTH, PeriodType.RANGE)
_FIRST_HALF = quarters(1, 2)
_PASSING_TYPES = (PeriodType.QUARTER, PeriodType.HALF)
"""A quarter, or the second half, may be named while it runs: 今年第四季度以来."""

_Scanned = Sequence[tuple[str, Sequence[Expression]]]


def _told(text: str, expressions: Sequence[Expression], published: date, year: int | None) -> Iterator[date]:
    """The days that a text tells of as past: a day itself, a month's last, for a span the month after it."""
    resolver = Resolver(text, published, year)
    for expression in expressions:
        period, planned = resolver.resolve(expression)
        if planned or expression.base or expression.ahead or expression.since or not period.end:
            continue
        if expression.form is not Form.CALENDAR or expression.part is None:
            continue
        if expression.part is WHOLE_YEAR and not _closed_year(expression):
            continue
        if isinstance(expression.part, Feast):
            continue
        if period.type in _PASSING_TYPES and not expression.cutoff and expression.part != _FIRST_HALF:
            continue
        end = period.end
        month_end = end == last_day(end.year, end.month)
        whole = expression.cutoff or period.type not in (PeriodType.MONTH, PeriodType.DAY)
        if month_end and whole and expression.until is None:
            after = end + timedelta(days=1)
            yield last_day(after.year, after.month)
        else:
            yield end


def _closed_year(expression: Expression) -> bool:
    """截止2019年底，已办结: the year named has run out."""
    told = expression.cutoff and not (expression.limit or expression.ahead or expression.cue)
    return told and expression.part is WHOLE_YEAR and expression.year is not None


def _latest(days: Iterable[date]) -> date | None:
    """The latest day named in the latest month told of; that month's last if none is."""
    told = set(days)
    if not told:
        return None
    top = max(told)
    month_end = last_day(top.year, top.month)
    return max((day for day in told if day != month_end and day >= top.replace(day=1)), default=month_end)


def _date_line(article: Article, masthead: bool = False) -> date | None:
    """The day in a line of its own, as under a headline or in the line that names a report's meeting.

    Args:
        article: its title, first and last lines are looked at.
        masthead: only a newspaper's head counts (a weekday stands by the date): it dates the whole page.
    """
    lines = article.text.split("\n")
    heads = (article.title or "", *lines[:_HEAD_LINES], lines[-1])
    for line in sorted(heads, key=lambda line: _MEETING not in line):  # a site's own date line is a later one
        if "\t" in line or len(line) > _DATE_LINE_CHARS or (masthead and not _MASTHEAD.search(line)):
            continue
        for expression in scan(line):
            part = expression.part
            if expression.year and part and part.type is PeriodType.DAY and not expression.cutoff:
                return part.end(expression.year)
    return None


def _own_month(scanned: _Scanned) -> int:
    """The latest month that is named without a year; 0 if none is."""
    parts = (
        expression.part
        for _, expressions in scanned
        for expression in expressions
        if expression.year is None and expression.part is not WHOLE_YEAR and not expression.ahead
        if not isinstance(expression.part, Feast)
    )
    return max((part.last[0] for part in parts if part), default=0)


def _titled_part(title: str | None) -> date | None:
    """The month after the part of a year that a review's title names: 2021年上半年工作总结 is of July."""
    if not title or not _REVIEW.search(title):
        return None
    for expression in scan(title):
        part = expression.part
        if expression.year and part and part is not WHOLE_YEAR and part.type in _REVIEWED:
            end = part.end(expression.year)
            after = end + timedelta(days=1) if end else None
            return last_day(after.year, after.month) if after else None
    return None


def _sums_up_this_year(article: Article) -> bool:
    """Whether a summary and plan (2020年工作总结和2021年工作计划) calls the year that it sums up 今年."""
    return bool(article.title and "总结" in article.title and _THIS_OR_NEXT.search(article.text))


def _infer(articles: Sequence[Article]) -> date | None:
    """The date that articles of one page share; None if they name no year."""
    halves = [day for article in articles if (day := _titled_part(article.title))]
    if halves:
        return max(halves)
    reports = [
        year - _sums_up_this_year(article)
        for article in articles
        if (year := report_year(article.title, article.text))
    ]
    if reports:
        return last_day(max(reports), 12 if any(map(_sums_up_this_year, articles)) else _REPORT_MONTH)
    texts = [f"{article.title}\n{article.text}" if article.title else article.text for article in articles]
    scanned = [(text, scan(text)) for text in texts]
    signs = Signs()
    for text, expressions in scanned:
        read_signs(text, expressions, signs)
    titled = max((year for article in articles if (year := reference_year(article.title))), default=None)
    year = page_year(signs, titled, _own_month(scanned))
    if year is None:
        return None
    closed = any(_closed_year(e) and e.year == year for _, expressions in scanned for e in expressions)
    if closed:
        return _told_by(scanned, year_end(year + 1), year + 1, titled)
    guess = _told_by(scanned, year_end(year), year, titled)
    if signs.running and year in signs.completed and year not in signs.dated:  # 今年 is another year
        return _told_by(scanned, year_end(year + 1), year + 1, titled)
    run_out = year in signs.whole and year not in signs.dated and guess.month <= _LAST_MONTH_AFTER
    if run_out or guess.year > year:  # 1月12日 on a page that tells of a whole year, or its December, as past
        guess = _told_by(scanned, last_day(year + 1, _LAST_MONTH_AFTER), year + 1, titled)
    return guess


def _told_by(scanned: _Scanned, guess: date, year: int, titled: int | None) -> date:
    """The latest day told of in ``year``, unwritten years read as on the day ``guess``; else that day."""
    told = (day for text, expressions in scanned for day in _told(text, expressions, guess, titled))
    limit = last_day(year + 1, _LAST_MONTH_AFTER)
    return _latest(day for day in told if year <= day.year and day <= limit) or guess


def _pages(articles: Sequence[Article], collection: bool) -> Iterator[list[Article]]:
    """Undated articles that share a date: those of one page, but in a collection each stands for itself."""
    pages: dict[tuple[int | None, str | None], list[Article]] = {}
    for article in articles:
        if article.published is None:
            own = _date_line(article) is not None and _date_line(article, masthead=True) is None
            alone = article.article_id if collection or own else None
            pages.setdefault((article.page, alone), []).append(article)
    yield from pages.values()


def _outlives(article: Article, published: date) -> bool:
    """Whether it tells of what came more than a year after ``published``: it is not of that day."""
    own = _infer([article])
    return own is not None and own - published > _MOST_AHEAD


def date_articles(articles: Sequence[Article]) -> list[Article]:
    """The articles of one document, dated where their texts allow it; those with a date stay as they are.

    A date that one article states holds for the others; different ones, or an article that tells of what came
    more than a year later, show the document to be a collection, where each undated article stands for
    itself. Else the articles of one page share their evidence. An inferred date is marked so; where a page
    names no year, it stays None. A plan never dates an article.
    """
    stated = {article.published for article in articles if article.published}
    shared = next(iter(stated)) if len(stated) == 1 else None
    collection = len(stated) > 1
    if shared and any(_outlives(article, shared) for article in articles if not article.published):
        collection, shared = True, None
    dates: dict[str, date | None] = {}
    for page in _pages(articles, collection=collection):
        heads = (_date_line(article, masthead=len(page) > 1) for article in page)
        inferred = shared or next(filter(None, heads), None) or _infer(page)
        dates.update((article.article_id, inferred) for article in page)
    return [
        replace(article, published=when, published_how=PublishedHow.INFERRED)
        if (when := dates.get(article.article_id))
        else article
        for article in articles
    ]
