"""An earlier and a later value of one thing: 由A到B, A比上年的B, 2021年A，2022年B.

What belongs here: which two numbers of a passage are compared over time. What does not: the changes that are
told of them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import find, has_word, is_target
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import Status

__all__ = [
    "FAR",
    "YEAR",
    "Pair",
    "alike",
    "is_base",
    "is_opened",
    "pairs_of",
    "without_brackets",
    "years_between",
]


_TO = re.compile(
    r"(?:到|至|为|成|达)[了约近超过]*"
    r"(?:[^，。；、,;]{0,6}(?:[年月底末期]|现在|目前|如今|当前|今日|今天|季度|[0-9]日)的?)?$"
)
"""到 before the later number, whose time may stand between (提高到现在的95%)."""

FAR = 40

YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")

_NOW = re.compile(r"今年|本年|当年|目前|现有|现在|如今|本月|全年|本季度|当前")


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later value of one thing, and how surely the words say so.

    Attributes:
        turn, turns: its place among the pairs of two lists, whose changes are a list too; no ``turns`` means
            that no change is told of this pair alone.
    """

    old: Mention
    new: Mention
    certainty: float
    verb: int = 0
    turn: int = 0
    turns: int = 1


def pairs_of(passage: Passage) -> Iterator[Pair]:
    """Every pair of neighbours that the words compare over time, unless they name two things."""
    pairs = (
        pair
        for pair in _compared(passage)
        if not (_told_apart(pair.old.clause, pair.new.clause) or _is_each_of(pair.new, pair.old))
    )
    return itertools.chain(pairs, _doubled(passage), _growths(passage), _of_two_sentences(passage))


def _growths(passage: Passage) -> Iterator[Pair]:
    """Two growths with the points between them: 增速5.2%，比上年同期的6%回落0.8个百分点."""
    if not any(m.figure.unit == "个百分点" for m in passage.mentions[2:]):
        return
    for new, old, points in zip(passage.mentions, passage.mentions[1:], passage.mentions[2:], strict=False):
        if points.figure.unit != "个百分点" or new.sentence != points.sentence or not _grow(new, old):
            continue
        between = passage.gap(new, old)
        cue = find("compared", between)
        compared = between[cue.start() :] if cue and len(between) <= FAR else ""
        if is_base(compared) and not re.search("[，,]", compared):
            yield Pair(old, new, 0.92)


def _grow(*growths: Mention) -> bool:
    return all(m.is_growth and m.figure.unit == "%" and m.figure.value > 0 for m in growths)


def _of_two_sentences(passage: Passage) -> Iterator[Pair]:
    """2021年全县有学校30所。2022年有学校28所，减少2所: the same of two years, each in its sentence."""
    if passage.mentions[0].sentence == passage.mentions[-1].sentence:
        return
    for new, change in zip(passage.mentions, passage.mentions[1:], strict=False):
        if (
            not change.is_growth
            or not new.is_level
            or new.sentence != change.sentence
            or new.left.find("年") < 0
        ):
            continue
        name = _YEARS_OWN.sub("", new.named)
        olds = [
            m for m in passage.mentions[: new.order]
            if m.sentence == new.sentence - 1 and alike(m, new) and m.figure.unit == new.figure.unit
            and years_between(m.left, new.left) is not None
        ]  # fmt: skip
        if len(olds) != 1 or len(name) < _NAME or name != _YEARS_OWN.sub("", olds[0].named):
            continue
        if years_between(olds[0].left, new.left) == 1:
            yield Pair(olds[0], new, 0.9)


_NAME = 2
"""Characters of a name that two sentences share."""
_YEARS_OWN = re.compile("(?:19|20)[0-9]{2}年末?底?|全[省市县区年]|共?有|共")


def _doubled(passage: Passage) -> Iterator[Pair]:
    """Counts in two units, and the same of an earlier time: 97件134人，上年同期为120件150人."""
    for a, b, c, d in zip(*(passage.mentions[at:] for at in range(4)), strict=False):
        if a.end < b.start or c.end < d.start or a.sentence != d.sentence:
            continue
        between = passage.gap(b, c)
        if (
            alike(a, c)
            and alike(b, d)
            and is_base(between)
            and not re.search("[；;]", between)
            and len(between) <= FAR
        ):
            yield Pair(c, a, 0.92, turn=0, turns=2)
            yield Pair(d, b, 0.92, turn=1, turns=2)


def _compared(passage: Passage) -> Iterator[Pair]:
    for new in passage.mentions[1:]:
        old = passage.mentions[new.order - 1]
        if old.sentence != new.sentence or not alike(old, new):
            continue
        between = without_brackets(passage.gap(old, new))
        if len(between) > FAR or _CARRIED.search(between):
            continue
        parted = "；" in between or ";" in between
        if not parted and "。" not in between and _TO.search(between) and is_opened(old):
            yield from _in_turn(passage, old, new, _verb(between))
        elif certainty := _set_against(passage, old, new, between):
            yield Pair(new, old, certainty)
        elif not parted and is_base(between) and not is_base(old.left):
            yield Pair(new, old, 0.92)  # 今年30家，上年同期20家
        elif is_base(old.left[-FAR:]) and _NOW.search(between):
            yield Pair(old, new, 0.92)  # 去年20家，今年30家
        elif between in ("、", "和", "与") and (m := _IN_TURN_YEARS.search(old.left)):
            yield Pair(old, new, 0.92) if m[1] < m[2] else Pair(new, old, 0.92)
        elif (years := years_between(old.left[-FAR:], between)) is not None:
            yield Pair(old, new, 0.9) if years > 0 else Pair(new, old, 0.9)


def _set_against(passage: Passage, own: Mention, other: Mention, between: str) -> float:
    """How surely a number is compared with the next one; 0 if it is not.

    达30家，比上年的20家增加10家; 与上年的20家相比增加10家; 亩产500公斤，比老品种亩产300公斤高200公斤, where
    how much more it is must follow.
    """
    cue = find("compared", between)
    words = between[cue.start() :] if cue else ","
    if re.search("[，,；;]", words):
        return 0
    if is_base(words):
        return 0.93
    behind = passage.mentions[other.order + 1 : other.order + 2]
    step = behind[0] if behind and behind[0].is_growth and len(words) <= _NEXT else None
    if step is None or re.search("[；;]", between) or own.figure.unit != other.figure.unit:
        return 0
    more = additive(step.figure, other.figure) and _MORE.match(passage.gap(other, step))
    return 0.9 if more else 0


_NEXT = 16
"""Characters of what a number is compared with."""
_MORE = re.compile("[，,]?的?[户亩人每]?均?(?:净?增加?|高出?|多|减少?|少|低)了?$")

_CARRIED = re.compile("旧存|结转|结存|遗留|不含|[（(]含")
"""受理90件（含上年旧存20件）: what was left of the year before is not its value."""


def without_brackets(words: str) -> str:
    """Words without what stands in brackets within them: 与2010年（第六次普查，下同）的."""
    return _BRACKETED.sub("", words) if "（" in words or "(" in words else words


_BRACKETED = re.compile("（[^（）]*）|\\([^()]*\\)")


def _told_apart(first: str, second: str) -> bool:
    """Whether two labels are of one classification, so that they name two things: 存栏 and 出栏."""
    first, second = _CENSUS.sub("", first), _CENSUS.sub("", second)
    if not (_classified().search(first) and _classified().search(second)):
        return False
    cues = load_check_cues()
    for group in (*cues.exclusive, *cues.complete):
        named = [next((word for word in group if word in words), None) for words in (first, second)]
        if (
            None not in named
            and named[0] != named[1]
            and not any(word in second for word in group if word in first)
        ):
            return True
    return False


def _is_each_of(average: Mention, other: Mention) -> bool:
    """Whether the one is an average over years, the other a sum by name: 年平均9万元，是同期收入40万元的."""
    if not _YEARLY.search(average.clause):
        return False
    name = _AT_THE_TIME.search(other.clause)
    return name is not None and name[1] not in average.clause


_YEARLY = re.compile("年均|年平均|平均每年")
_AT_THE_TIME = re.compile("同期的?([\u4e00-\u9fff]{2,})$")
_CENSUS = re.compile("全国[\u4e00-\u9fff]{2,4}普查")
"""The name of a survey is no place."""


@functools.cache
def _classified() -> re.Pattern[str]:
    """Any label of a classification."""
    cues = load_check_cues()
    words = {word for group in (*cues.exclusive, *cues.complete) for word in group}
    return re.compile("|".join(sorted(map(re.escape, words))))


_IN_TURN_YEARS = re.compile(
    "((?:19|20)[0-9]{2})年?(?:、|和|与)((?:19|20)[0-9]{2})年[^，。；,;]{0,16}分别[^，。；,;]{0,8}$"
)
"""2021年、2022年分别接待: two years, two numbers."""


def _in_turn(passage: Passage, old: Mention, new: Mention, verb: int) -> Iterator[Pair]:
    """从60%、50%提高到70% is two rises, 从60%、50%提高到70%、55% as well; other lists tell none."""
    olds, news = _listed(passage, old, -1)[::-1], _listed(passage, new, 1)
    if len(olds) == len(news):
        for turn, (first, last) in enumerate(zip(olds, news, strict=True)):
            yield Pair(first, last, 0.95, verb, turn, len(news))
    elif len(news) == 1:
        yield from (Pair(one, new, 0.95, verb, turns=0) for one in olds)


def _listed(passage: Passage, first: Mention, step: int) -> list[Mention]:
    """``first`` and the numbers that stand next to it in one list, away from it."""
    found = [first]
    while 0 <= (at := found[-1].order + step) < len(passage.mentions):
        ends = (passage.mentions[at], found[-1])[::step]
        if passage.gap(*ends[::-1]) not in ("、", "和") or not alike(ends[0], ends[1]):
            break
        found.append(passage.mentions[at])
    return found


def is_opened(old: Mention) -> bool:
    """Whether 由 or 从 stands before a number, in its clause or that of a list which it closes."""
    marked = _CLAUSE.match(old.text, old.opens, old.start)
    clause = old.text[marked.end() if marked else old.opens : old.start]
    cue = find("from_", clause)
    return cue is not None and not re.search("[到至]", clause[cue.end() :])


_CLAUSE = re.compile("(?s:.*)[，,；;：:]")

_EARLIER = re.compile(
    r"(?:比|较|与|同|和)(?:(?:19|20)[0-9]{2}年?[-—－~～至到]+)?(?:19|20)[0-9]{2}[年届级][^，。；,;]{0,16}的?$|上(?!半年)一?个?[\u4e00-\u9fff]{0,3}[年季期月周届轮](?!度?计划)|[一两二三四五六七八九十0-9]年前的?$|同比的?$|(?<![由从自])[1-9]0年代[初中末]?期?的?$"
)
"""较2020年的, 上一采暖季的, before the earlier number."""


def is_base(words: str) -> bool:
    """Whether words name the time that a change is counted from."""
    return has_word("base", words) or _EARLIER.search(words) is not None


def years_between(left: str, between: str) -> int | None:
    """Years from the first value to the second, where both clauses name theirs."""
    first, second = YEAR.findall(left), YEAR.findall(between)
    if len(first) != 1 or len(second) != 1 or first == second:
        return None
    return int(second[0]) - int(first[0])


def alike(old: Mention, new: Mention) -> bool:
    """Whether two numbers may be the earlier and the later value of one thing."""
    if not (old.is_amount and new.is_amount) and not (
        old.is_rate and new.is_rate and old.figure.value > 0 and new.figure.value > 0
    ):
        return False
    return _is_told(old) and _is_told(new) and additive(old.figure, new.figure)


def _is_told(mention: Mention) -> bool:
    """Whether a number is one that was reached, or that will be by the year's end: 已达, 预计实现."""
    if mention.figure.status is _ACTUAL or "已" in mention.clause:
        return True
    return "预计" in mention.text[mention.opens : mention.start] and not is_target(mention.clause)


_ACTUAL = Status.ACTUAL


def _verb(between: str) -> int:
    """1 where the words before 到 rise, -1 where they fall, 0 where they say neither."""
    words = _TO.sub("", between)
    for role, sign in (("rise_to", 1), ("fall_to", -1)):
        if words.endswith(getattr(load_check_cues(), role)):
            return sign
    return 0
