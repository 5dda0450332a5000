"""Changes whose earlier value or other place a bracket behind them tells: 比1954年增长45%（1954年为90万元）.

What belongs here: which number of the bracket a change is counted from. What does not: brackets that tell
the number itself again (``definitions.asides``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.changes.since import changed_number
from data_layer.checks.changes.telling import STEADY, sign_of
from data_layer.checks.judging import SURE
from data_layer.checks.linking.pairs import Pair, alike
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.linking.subjects import subject_of

__all__ = ["against_bracket", "since_bracket"]


def since_bracket(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Changes with the values of the time that they are counted from in the bracket right behind them.

    产值90万元，比1954年增长50%（1954年为60万元）; of several told in turn the bracket has one each:
    单位90家、职工800人，分别同比增长5%和8%（去年同期分别为86家和740人）.
    """
    for opened in _OPENED.finditer(
        passage.article.text, passage.mentions[0].opens, passage.mentions[-1].closes
    ):
        olds = [m for m in passage.mentions if opened.start() < m.start < opened.end()]
        if not olds or olds[0].order < len(olds):
            continue
        changes = passage.mentions[olds[0].order - len(olds) : olds[0].order]
        first = changes[0]
        if changes[-1].end != opened.start() or not _is_counted_from(opened["time"], first.clause):
            continue
        news = _changed_numbers(passage, changes)
        if len(news) == len(olds) and all(map(_is_value_of, olds, news, [opened["time"]] * len(olds))):
            for old, new, change in zip(olds, news, changes, strict=True):
                yield Pair(old, new, SURE), change


def _changed_numbers(passage: Passage, changes: Sequence[Mention]) -> Sequence[Mention]:
    """The numbers right before changes told in turn, or the one before a change by itself."""
    first = changes[0]
    if any(
        not sign_of(m) or m.is_level or m.figure.unit == "个百分点" or STEADY.search(m.clause)
        for m in changes
    ):
        return ()
    if len(changes) == 1:
        new = changed_number(passage, first)
        return () if new is None else (new,)
    before = passage.mentions[max(0, first.order - len(changes)) : first.order]
    alone = "分别" in first.clause and all(m.is_amount and m.sentence == first.sentence for m in before)
    return before if alone else ()


def _is_counted_from(time: str, clause: str) -> bool:
    """Whether the time that opens a bracket is the one that a change names."""
    if time in ("去年", "上年", "同期", "上期"):
        return _LAST_YEAR.search(clause) is not None
    return time in clause


def _is_value_of(old: Mention, new: Mention, time: str) -> bool:
    """Whether a number of a bracket is of what changed: it has its unit, and its name or none."""
    name = subject_of(_TOLD_AT.sub("", old.clause.replace("分别", "").lstrip("和与")))
    own = subject_of(new.clause)
    named = not name or name[-_LAST:] == own[-_LAST:] or name in own or own in name
    return named and old.figure.unit == new.figure.unit and alike(old, new)


_OPENED = re.compile("[（(](?P<time>(?:19|20)[0-9]{2}年|去年|上年|同期|上期|常年)[^（()）。；\\n]{0,60}[)）]")
_LAST_YEAR = re.compile("同比|同期|[比较](?:去年|上年|上期|上一年)")
_TOLD_AT = re.compile("^(?:(?:19|20)[0-9]{2}年|去年|上年|上期|常年)?(?:同期)?(?:[时则]?[为是有达到])?")


def against_bracket(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Steps against what a bracket tells of another place: 收入18200元。收入比全市低1300元（全市19500元）.

    Points against its growth or its rate: 增长4%，增速比全市低2个百分点（全市为6%）.
    """
    for step, other in zip(passage.mentions[1:], passage.mentions[2:], strict=False):
        place = _THAN_PLACE.search(step.clause) if step.is_growth else None
        if place is None or not _BRACKETED.fullmatch(passage.gap(step, other)) or place[1] not in other.left:
            continue
        points = step.figure.unit == "个百分点"
        if not (_is_rate(other) if points else other.is_amount and step.figure.unit == other.figure.unit):
            continue
        own = [
            m for m in passage.mentions[: step.order]
            if m.sentence >= step.sentence - 1 and m.figure.unit == other.figure.unit
            and (_is_rate(m) if points else m.is_amount) and not _BRACKETED.fullmatch(m.left)
        ]  # fmt: skip
        if len(own) == 1 and (points or _names_none_else(other, own[0], place[1])):
            yield Pair(other, own[0], SURE), step


def _is_rate(mention: Mention) -> bool:
    return mention.figure.unit == "%" and mention.figure.value > 0


def _names_none_else(other: Mention, own: Mention, place: str) -> bool:
    """Whether what a bracket tells of another place has no name of its own, or that of what is compared."""
    name = subject_of(other.clause.removeprefix(place))
    return not name or name[-_LAST:] == subject_of(own.clause)[-_LAST:]


_THAN_PLACE = re.compile("比(全[国省市县州区])(?:平均(?:水平)?)?(?:低|高|少|多)(?:了|出)?$")
_BRACKETED = re.compile("[（(]全[国省市县州区][^，。；]{0,6}")
_LAST = 4
"""Characters at the end of a name."""
