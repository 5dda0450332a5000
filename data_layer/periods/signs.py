"""The year that a page was written in, from the years its texts name.

What belongs here: which years a text tells of as running, past or to come. What does not: months and days
(``dating``).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data_layer.lexicon.times import load_times
from data_layer.periods.calendar import WHOLE_YEAR
from data_layer.periods.expressions import Expression, Form

__all__ = ["Signs", "page_year", "read_signs"]

_NEAR_CHARS = 8
"""How far before a year the words that open or close it may end: 提前进入, 刚刚过去的."""
_THIS_YEAR_CHARS = 25
"""How far before a jubilee 今年 may stand."""
_FEW_MENTIONS = 2
"""A year named no oftener than this, never with a month, may be one to come (铺开2023年的答卷)."""
_LATE_MONTH = 10
"""From this month on the year to come is spoken of."""
_THIS_YEAR = re.compile("今年|正值|恰逢|时值|这一年")
_PLAN_MARK = re.compile('[”"’]?(?:规划)?的?(开局|起步|收官)之?年')
_WHOLE_AFTER = re.compile("[，,]|全[市县区省州盟旗镇乡国]")
_GROWN = re.compile(r"(?:(?!预计|力争|有望|计划)[^。！？\n]){0,120}?[较比](?:上年|上一年)(?!同期)")
_REPORTER = re.compile(r"记者|笔者|获悉|了解到|介绍|透露|通报")
"""2021年10月9日，记者获悉……今年: the day is the report's own."""
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(slots=True)
class Signs:
    """What the texts of one page tell of its year.

    Attributes:
        named: how often each year is told of as running or past.
        dated: those of them that are named with a month or a day.
        certain: years that must be the page's own.
        coming: years told as not yet begun.
        planned: years that a plan names: the page's own or later ones.
        whole: years of which the whole is told: 2022年，全市粮食总产量.
        bases: years that something is compared with.
        running: 今年 is told of too, so that it is another year than one that is written out.
        completed: years of which a growth over the year before is told: they have run out.
        since: years from which something goes on: the page's own or earlier ones.
    """

    named: Counter[int] = field(default_factory=Counter)
    dated: set[int] = field(default_factory=set)
    certain: set[int] = field(default_factory=set)
    coming: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    since: set[int] = field(default_factory=set)
    bases: set[int] = field(default_factory=set)
    running: bool = False
    completed: set[int] = field(default_factory=set)


@functools.cache
def _before(key: str) -> re.Pattern[str]:
    words: tuple[str, ...] = getattr(load_times(), key)
    return re.compile(rf"(?:{'|'.join(words)})[了着]?\Z")


@functools.cache
def _marks() -> re.Pattern[str]:
    words = (*load_times().milestones, *load_times().plans)
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def _mark_years(text: str) -> Iterator[int]:
    """Years that a jubilee, or the first or last year of a plan, shows to be 今年."""
    lexicon = load_times()
    for m in _marks().finditer(text):
        if not _THIS_YEAR.search(text[max(0, m.start() - _THIS_YEAR_CHARS) : m.start()]):
            continue
        if m[0] in lexicon.milestones:
            yield lexicon.milestones[m[0]]
        elif mark := _PLAN_MARK.match(text, m.end()):
            yield lexicon.plans[m[0]][mark[1] == "收官"]


def _sort_year(text: str, expression: Expression, year: int, signs: Signs) -> None:
    before = text[max(0, expression.start - _NEAR_CHARS) : expression.start]
    bare = expression.part is None or expression.part is WHOLE_YEAR
    if _before("entering").search(before):
        signs.coming.add(year)
    elif _before("leaving").search(before):
        signs.certain.add(year + 1)
    elif expression.since:
        signs.since.add(year)
    elif expression.limit or expression.ahead or (expression.cue and bare):
        signs.planned.add(year)
    else:
        signs.named[year] += 1
        if bare:
            _sort_whole(text, expression, year, signs)
        else:
            signs.dated.add(year)


def _sort_whole(text: str, expression: Expression, year: int, signs: Signs) -> None:
    if _GROWN.match(text, expression.end):
        signs.completed.add(year)
    if expression.full or _WHOLE_AFTER.match(text, expression.end):
        signs.whole.add(year)


def read_signs(text: str, expressions: Sequence[Expression], signs: Signs) -> None:
    """Add what one text tells of the page's year."""
    signs.certain.update(_mark_years(text))
    last_year, last_end = 0, 0
    for expression in expressions:
        if expression.base and expression.year is not None:
            signs.bases.add(expression.year)
        if expression.base or expression.form not in (Form.CALENDAR, Form.YEARS):
            continue
        if expression.year is not None:
            _sort_year(text, expression, expression.year, signs)
            last_year, last_end = expression.year, expression.end
            continue
        if expression.shift == 0 and not (expression.held or expression.ahead):
            signs.running = True
        if expression.shift == 0 and not expression.held and signs.named[last_year]:
            between = text[last_end : expression.start]
            if not (_SENTENCE_END.search(between) or _REPORTER.search(between)):  # 2020年发布……，今年又…
                signs.named[last_year + 1] += 1
                signs.dated.add(last_year + 1)


def page_year(signs: Signs, titled: int | None, own_month: int) -> int | None:
    """The year a page was written in; None if it names none.

    Args:
        signs: what its texts tell.
        titled: the year that a review's title names.
        own_month: the latest month named without a year, 0 if none is.
    """
    if signs.certain:
        return max(signs.certain)
    cap = min(signs.coming, default=9999)
    years = sorted(year for year in {*signs.named, titled or 0} if 0 < year < cap)
    if signs.coming and (not years or cap - 1 in signs.planned):
        return cap - 1
    if not years or years[-1] < max(signs.since, default=0):
        planned, based = min(signs.planned, default=None), max(signs.bases, default=0) + 1
        compared = signs.running and based > 1 and based > max(signs.since, default=0)
        return based if compared and (planned is None or based <= planned) else planned
    last = years[-1]
    passing = last not in signs.dated and signs.named[last] <= _FEW_MENTIONS and last != titled
    outweighed = signs.named[last - 1] > signs.named[last] and own_month >= _LATE_MONTH
    return last - 1 if passing and (outweighed or last - 1 == titled) else last
