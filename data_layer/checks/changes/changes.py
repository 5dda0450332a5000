"""The family of changes: an earlier and a later value against the stated rise, fall or multiple."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from data_layer.checks.changes.bracketed import against_bracket, since_bracket
from data_layer.checks.changes.leads import leads_of
from data_layer.checks.changes.multiples import multiples_of
from data_layer.checks.changes.since import named_again, over_years, since_named_year
from data_layer.checks.changes.steps import (
    against_earlier,
    around_change,
    from_base,
    from_step,
    of_step,
    reached_by_steps,
    steps_with_rates,
)
from data_layer.checks.changes.structures import points_of_parts
from data_layer.checks.changes.tallies import tallies_with_rates
from data_layer.checks.changes.telling import GONE, STEADY, exempt_growth, names_another, other_start, sign_of
from data_layer.checks.changes.yearly import yearly_readings
from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, LIKELY, Reading, judge
from data_layer.checks.linking.pairs import FAR, YEAR, Pair, pairs_of, years_between
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import find
from data_layer.checks.wording import operands
from data_layer.model import FigureKind, Status, Verdict

__all__ = ["CHANGE", "RULES", "check_changes"]

CHANGE = Rule(
    "change",
    "前后两数与增减",
    "由A增加到B、比上年的A增加这类说法，表格里前后两栏和增减栏，两数之差或之比应与所写的增减数、增幅、倍数一致。",
    "按可比价、同口径计算的增速，没有写明起止年份的年均增速，以及增幅所比的不是文中前一个数时不判；舍入和截尾能解释的算一致。",
    "国家统计局《统计指标解释》发展速度与增长速度；statcheck 的重算办法。",
)
DIRECTION = Rule(
    "direction",
    "增减方向与前后两数",
    "由A增加到B，B 应大于 A；由A减少到B，B 应小于 A。",
    "位次、两数单位不同、本身是增减幅度时不判。",
    "动词的词义（增加到、压减至）。",
)
POINTS = Rule(
    "points",
    "百分点与百分比",
    "比率由A%变到B%，相差应写百分点；写成百分比时按相对增幅核对。",
    "不是同一比率的前后两期时不判。",
    "《出版物上数字用法》（GB/T 15835）与统计用语规范：百分点是百分数之差。",
)
RULES = (CHANGE, DIRECTION, POINTS)

_OF_ITSELF = re.compile(r"(?:是|为|相当于)(?![^，,]*(?:全国|全省|全市|平均|同类))[^，,；;]{1,12}的$")
_OTHER_BASE = re.compile(r"(?:比|较|与)[^，。；,;]{0,8}(?:全国|全省|全市|平均|目标|计划|预期)")
_SHARES = ("%", "‰")
_DOUBLED = re.compile(r"翻(?:了)?([一两二三])?番")
_MORE_TIMES = re.compile(r"(?:增长|增加|提高|提升|高出|增)(?:了|近|约|超过?)*$")


def check_changes(passage: Passage) -> Iterator[Finding]:
    """Every pair of an earlier and a later value of the passage, with the changes that are told of it."""
    pairs = list(pairs_of(passage))
    for pair in pairs:
        finding = _direction(passage, pair)
        if finding is not None:
            yield finding
    readings: dict[int, list[Reading]] = {}
    for reading in _all_readings(passage, pairs):
        readings.setdefault(reading.judged.order, []).append(reading)
    for some in readings.values():
        finding = judge(some)
        if finding is not None:
            yield finding


def _all_readings(passage: Passage, pairs: Sequence[Pair]) -> Iterator[Reading]:
    """What the passage tells of its pairs, and of steps and multiples without one."""
    for pair in pairs:
        for change, certainty in _changes(passage, pair):
            yield from _readings(pair, change, certainty)
        yield from yearly_readings(CHANGE, passage, pair)
    for pair, change in (
        *since_named_year(passage),
        *over_years(passage),
        *named_again(passage),
        *against_bracket(passage),
        *since_bracket(passage),
    ):
        yield from _readings(pair, change, pair.certainty)
    yield from multiples_of(CHANGE, passage)
    yield from _of_steps(passage) if any(m.is_growth for m in passage.mentions) else _of_base(passage)


def _of_steps(passage: Passage) -> Iterator[Reading]:
    """What steps come to: their rates, and the values that they lead to."""
    for step, rate in steps_with_rates(passage):
        yield from from_step(CHANGE, passage, step, rate)
    for level, step, rate in tallies_with_rates(passage):
        yield of_step(CHANGE, level, step, rate, 0.92)
    for pair, step in (*against_earlier(passage), *points_of_parts(passage)):
        yield from _readings(pair, step, pair.certainty)
    for pair, rate in around_change(passage):
        yield from _readings(pair, rate, pair.certainty)
    yield from _of_base(passage)
    for own, other, points, way in leads_of(passage):
        yield _lead(own, other, points, way)


def _of_base(passage: Passage) -> Iterator[Reading]:
    for old, step, new in reached_by_steps(passage):
        yield from_base(CHANGE, old, step, new)


def _lead(own: Mention, other: Mention, points: Mention, way: int) -> Reading:
    """The points by which one growth leads or trails another."""
    first, last = (own, other) if way > 0 else (other, own)

    def expected(given: Sequence[Interval]) -> Interval:
        return given[0] - given[1]

    words = f"{first.figure.value:g}% - {last.figure.value:g}%"
    return Reading(POINTS, [first, last], points, ["增速", "增速", "相差"], expected, words, 0.9)


def _direction(passage: Passage, pair: Pair) -> Finding | None:
    """Whether 增加到 leads up and 压减至 down."""
    if not pair.verb or pair.certainty < 0.95:
        return None
    old, new = pair.old.stated, pair.new.stated
    rises = new.value * new.factor > old.value * old.factor
    same = new.value * new.factor == old.value * old.factor
    fits = not same and rises == (pair.verb > 0)
    words = operands([pair.old.figure, pair.new.figure])
    sign = "=" if same else "<" if rises else ">"
    way = "增" if pair.verb > 0 else "减"
    told = f"{words[0]} {sign} {words[1]}，与原文“{way}”的方向{'相符' if fits else '不符'}"
    return Finding(
        DIRECTION, Verdict.CONSISTENT if fits else Verdict.UNSURE if same else Verdict.INCONSISTENT,
        [pair.old.figure, pair.new.figure], ["原数", "现数"], told,
        None if fits else new.value - old.value * old.factor / new.factor, None, 0.95,
    )  # fmt: skip


def _changes(passage: Passage, pair: Pair) -> Iterator[tuple[Mention, float]]:
    """The changes told of a pair: the growths, points and multiples right behind its later number."""
    if pair.turns != 1:
        yield from _change_in_turn(passage, pair)
        return
    at = max(pair.old.order, pair.new.order) + 1
    last = passage.mentions[at - 1]
    while at < len(passage.mentions):
        change = passage.mentions[at]
        words = passage.gap(last, change)
        if pair.old.is_growth and change.figure.unit != "个百分点":
            return
        if change.sentence != pair.new.sentence or not sign_of(change) or len(words) > FAR:
            return
        if (change.figure.status is Status.PLANNED) != (pair.new.figure.status is Status.PLANNED):
            return
        certainty = _certainty(passage, pair, change, words)
        if certainty > 0:
            yield change, certainty
        last, at = change, at + 1


def _change_in_turn(passage: Passage, pair: Pair) -> Iterator[tuple[Mention, float]]:
    """The change of a pair of two lists, if just as many changes are listed right behind."""
    at = max(pair.old.order, pair.new.order) + pair.turns - pair.turn
    if not pair.turns or at >= len(passage.mentions) or not sign_of(passage.mentions[at]):
        return
    first = passage.mentions[at]
    kinds = [m.figure.kind for m in passage.mentions[at : at + pair.turns]]
    changes = passage.mentions[at : at + pair.turns]
    listed = all(_LISTED_CHANGES.match(passage.gap(a, b)) for a, b in pairwise(changes))
    if kinds == [FigureKind.GROWTH] * pair.turns and listed and first.sentence == pair.new.sentence:
        words = passage.gap(passage.mentions[at - 1], first)
        if len(words) <= FAR and not re.search("[；;]", words):
            yield changes[pair.turn], pair.certainty


_LISTED_CHANGES = re.compile("^(?:[、和]|[、，和][起件人户家次]数(?:同比)?(?:分别)?[\u4e00-\u9fff]{0,3})$")
"""件数下降20%、人数下降30%."""
_ENDS = re.compile(r"^(?:以上|左右|多|余|之多|上下)?(?:[，。；、！？,;）)：和及\n]|$)")


def _certainty(passage: Passage, pair: Pair, change: Mention, words: str) -> float:
    if _OTHER_BASE.search(words) or not _ENDS.match(change.right):
        return 0  # 提高221种药品的报销比例 is no change of what went before
    if STEADY.search(words):
        return 0  # an average over years is no change from the first to the last
    named = find("compared", words)
    years = set(YEAR.findall(words))
    around = passage.article.text[max(0, pair.old.start - FAR) : pair.old.start]
    if years and not years & set(YEAR.findall(around)):
        if change.figure.kind is FigureKind.MULTIPLE and not YEAR.search(around):
            return LIKELY  # 由30家增加到60家，是2015年的2倍
        return CHANCE
    if other_start(around, words):
        return CHANCE
    yearly = "同比" in words or "上年" in words or "去年" in words
    if yearly and YEAR.search(around) and not _consecutive(passage, pair):
        return CHANCE
    if (
        ("环比" in words and not _MONTH_BEFORE.search(around))
        or re.search("[；;]", words)
        or (named and find("base", words) and not find("base", around))
    ):
        return CHANCE
    if names_another(pair.old.own_words + pair.new.own_words, words, pair.new.figure.unit) and (
        not _OF_ITSELF.search(words)
    ):
        return CHANCE
    if GONE.search(words):
        return min(pair.certainty, LIKELY)
    clauses = words.count("，") + words.count(",")
    return pair.certainty if clauses <= 1 else min(pair.certainty, LIKELY)


_MONTH_BEFORE = re.compile("上一?个?[月周旬季期]|前一个?[月周旬季]")


def _consecutive(passage: Passage, pair: Pair) -> bool:
    """Whether the years named around the two are one apart."""
    first, second = sorted((pair.old, pair.new), key=lambda m: m.order)
    if pair.old is second and find("base", passage.gap(first, second)):
        return True  # 2023年30家，上一年20家
    years = years_between(first.left[-FAR:], passage.gap(first, second))
    return years is not None and abs(years) == 1


def _readings(pair: Pair, change: Mention, certainty: float) -> Iterator[Reading]:
    """What the change is of the pair."""
    figure = change.figure
    sign = sign_of(change)
    shares = pair.old.figure.unit in _SHARES
    roles = ["原数", "现数", "增减"]
    old, new = operands([pair.old.figure, pair.new.figure])
    first, last = (new, old) if sign < 0 else (old, new)
    rule = POINTS if shares else CHANGE
    told = change.text[change.opens : change.end]
    exempt = exempt_growth(figure, told) if figure.unit in _SHARES else ""
    if figure.unit == "倍" and find("exempt_growth", change.clause):
        exempt = exempt_growth(figure, told)

    def made(
        expected: Callable[[Sequence[Interval]], Interval], formula: str, sure: float, **more: object
    ) -> Reading:
        return Reading(rule, [pair.old, pair.new], change, roles, expected, formula, sure, exempt, **more)  # type: ignore[arg-type]

    if figure.unit == "个百分点" and shares and _EITHER_WAY.search(change.clause):
        for way in (1, -1):
            yield made(functools.partial(_step, factor=1.0, sign=way), f"{last} - {first}", certainty)
    elif figure.unit in _SHARES:
        per = 100 if figure.unit == "%" else 1000
        relative = functools.partial(_relative, per=per, sign=sign)
        yield made(relative, f"（{last} - {first}）÷ {old}", certainty)
        if shares:
            points = functools.partial(_step, factor=1.0, sign=sign)
            yield made(points, f"{last} - {first}", certainty - 0.01, remark="应写作百分点")
    elif figure.unit == "个百分点" and shares:
        points = functools.partial(_step, factor=1.0, sign=sign)
        yield made(points, f"{last} - {first}", certainty)
    elif figure.kind is FigureKind.MULTIPLE or figure.unit == "倍":
        yield from _multiples(made, change, (old, new), certainty)
    elif additive(figure, pair.old.figure):
        step = functools.partial(_step, factor=change.stated.factor, sign=sign)
        yield made(step, f"{last} - {first}", certainty)


_EITHER_WAY = re.compile("改善|好转|优化|恶化|变化|变动|相差")
"""Of a rate that is good when it is high and of one that is good when it is low."""


def _multiples(
    made: Callable[..., Reading], change: Mention, words: tuple[str, str], certainty: float
) -> Iterator[Reading]:
    """是原来的3倍 is the quotient; 增长2倍 is one less, and often written for the quotient."""
    old, new = words
    if m := _DOUBLED.search(change.figure.quote):
        times = 2.0 ** ({"两": 2, "二": 2, "三": 3}.get(m[1] or "", 1))
        about = Interval(times * 0.95, times * 1.2)
        yield made(_times, f"{new} ÷ {old}", min(certainty, LIKELY), target=about)
        return
    more = _MORE_TIMES.search(change.clause) is not None or change.is_growth
    yield made(_times, f"{new} ÷ {old}", LIKELY if more else certainty)
    if more:
        yield made(lambda given: _times(given) - Interval.point(1), f"{new} ÷ {old} - 1", certainty)


def _times(given: Sequence[Interval]) -> Interval:
    return given[1].over(given[0])


def _relative(given: Sequence[Interval], *, per: int, sign: int) -> Interval:
    grown = (_times(given) - Interval.point(1)).scaled(per)
    return grown if sign > 0 else -grown


def _step(given: Sequence[Interval], *, factor: float, sign: int) -> Interval:
    step = (given[1] - given[0]).scaled(1 / factor)
    return step if sign > 0 else -step
