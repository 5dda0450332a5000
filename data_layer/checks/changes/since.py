"""A change against a year whose value was told before: 1957年售出685吨。1969年售出2192吨，比1957年增长2.2倍.

What belongs here: which earlier number a change is counted from that names its year only. What does not:
values told side by side (``pairs``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.changes.telling import STEADY, names_another
from data_layer.checks.judging import LIKELY, SURE
from data_layer.checks.linking.pairs import Pair, alike
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.linking.subjects import subject_of
from data_layer.model import FigureKind

__all__ = ["changed_number", "is_of_year", "named_again", "over_years", "since_named_year"]

_SINCE = re.compile(
    "(?:比|较|是|为|相当于|达到?)(?P<year>(?:19|20)[0-9]{2})年(?P<words>[^，。；,;0-9]{0,12})$"
)
_WITHIN = re.compile("(?P<year>)(?P<years>[0-9]{1,2})年(?:[间来内中]|之间)?(?P<words>[^，。；,;0-9]{0,6})")
"""10年增长1.6倍."""
_OVER_YEARS = re.compile(
    "^[^，。；,;]{0,4}(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})年(?:之间|[中间来内])(?:人口|共)?[^，。；,;]{0,2}$"
)
"""9年中净增4200人."""
_ONLY_YEAR = re.compile("(?:(?:民国)?[0-9]{1,4}年[末底初]?|至[0-9]{4}年)?(?:时|则)?[为有达到是]*$")


def since_named_year(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Changes that name the year that they are counted from, with the values of both years.

    The earlier value has the same name, or is the only one of its unit and year that the paragraph or the two
    before tell.
    """
    for change in passage.mentions:
        told = change.is_growth or change.figure.kind is FigureKind.MULTIPLE
        said = None
        if told and change.left.find("年") > 0:
            said = _SINCE.search(change.clause) or _WITHIN.fullmatch(change.clause)
        new = changed_number(passage, change) if said and "分别" not in change.clause else None
        if said is None or new is None or change.figure.unit == "个百分点" or STEADY.search(change.clause):
            continue
        if names_another(new.own_words, said["words"].removeprefix("的"), new.figure.unit):
            continue
        year = _counted_from(said, new)
        own = [
            (_certainty(m, new), m) for m in (*passage.earlier, *passage.mentions[: new.order])
            if m.figure.unit == new.figure.unit and alike(m, new) and is_of_year(m, year)
            and _certainty(m, new)
        ]  # fmt: skip
        sure = [m for certainty, m in own if certainty >= SURE]
        if is_of_year(new, year):
            continue
        subjects = {_told_of(passage, m) for m in (*sure[:1], new)} - {""}
        if len(subjects) > 1:
            continue
        if len(sure) == 1:
            yield Pair(sure[0], new, SURE), change
        elif len(own) == 1 and own[0][0] >= LIKELY:
            yield Pair(own[0][1], new, LIKELY), change


def changed_number(passage: Passage, change: Mention) -> Mention | None:
    """The number before a change and those told beside it: 售出90吨，比1957年增长8倍，比1960年增长5倍."""
    for mention in reversed(passage.mentions[: change.order]):
        if mention.sentence != change.sentence or "；" in passage.gap(mention, change):
            return None
        if not mention.is_growth:
            return mention if mention.is_amount else None
    return None


def _counted_from(said: re.Match[str], new: Mention) -> int:
    """The year that a change names, or that lies as many years before that of its number (10年增长1.6倍)."""
    if said["year"]:
        return int(said["year"])
    end = new.figure.period.end
    return end.year - int(said["years"]) if end is not None else 0


def is_of_year(mention: Mention, year: int) -> bool:
    """Whether a number is of one year, or of a day or a part of it."""
    start, end, _, _ = mention.figure.period
    return end is not None and end.year == year and (start or end).year == year


def _told_of(passage: Passage, mention: Mention) -> str:
    """What the sentence of a number is about, if another number opens it: 小学 of 小学21所，学生320人."""
    for first in passage.mentions:
        if first.opens == mention.opens and first.is_amount:
            return subject_of(first.clause) if first.order != mention.order else ""
    return ""


def _certainty(old: Mention, new: Mention) -> float:
    """How surely two numbers are of one thing, by their names: the same one, or one that holds the other."""
    first, second = (subject_of(m.clause) for m in (old, new))
    if (first == second and first) or old.figure.indicator == new.figure.indicator:
        return SURE
    shorter, longer = sorted((first, second), key=len)
    return LIKELY if len(shorter) > 1 and all(c in longer for c in shorter) else 0.0


def over_years(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Steps over years between two values of one row: 6年为8400人。15年为12600人，9年中净增4200人."""
    for step in passage.mentions[2:]:
        if (
            not step.is_growth
            or step.clause.find("年") < 1
            or not _OVER_YEARS.match(_CHANGED.sub("", step.clause))
        ):
            continue
        new = passage.mentions[step.order - 1]
        olds = [m for m in passage.mentions[: new.order] if m.is_amount and m.sentence >= new.sentence - 1]
        if not olds or not new.is_amount or new.sentence != step.sentence or not alike(olds[-1], new):
            continue
        if new.figure.unit == step.figure.unit == olds[-1].figure.unit and _ONLY_YEAR.fullmatch(new.clause):
            yield Pair(olds[-1], new, SURE), step


_CHANGED = re.compile("(?:净增加?|净减少?|增加|减少|增长|下降|上升|下跌|上涨|锐减|猛增|[增减涨跌])了?$")


def named_again(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Changes behind two times told one after the other: 本周成交90套；上周成交120套；成交套数下跌25%.

    A change names what changed by its noun or by its measure word (套数), of which each time has one number.
    """
    first, last = passage.mentions[0], passage.mentions[-1]
    if not _BEFORE.search(first.text, first.opens, last.start):
        return
    for change in passage.mentions[2:]:
        name = _CHANGED.sub("", change.clause) if change.is_growth and change.figure.unit == "%" else ""
        if len(name) < _NAME:
            continue
        before = [
            m for m in passage.mentions[: change.order] if m.sentence == change.sentence and m.is_amount
        ]
        named = [m for m in before if name.endswith((f"{m.figure.unit}数", m.named or "-"))]
        if len(named) == _TWO and named[0].figure.unit == named[1].figure.unit:
            new, old = named
            if _BEFORE.search(_half(old)) and _NOW.search(_half(new)) and alike(old, new):
                yield Pair(old, new, SURE), change


def _half(mention: Mention) -> str:
    """The half sentence up to a number."""
    return _HALVES.split(mention.text[mention.opens : mention.start])[-1]


_HALVES = re.compile("[；;]")
_NOW = re.compile("本[周月旬季年期]|今年|[0-9]{1,2}[周月]")
_BEFORE = re.compile("上[周月旬季年期]|去年|同期")
_NAME = _TWO = 2
