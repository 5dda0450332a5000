"""The family of quotients: a stated ratio of two classes against the two numbers that it is of.

What belongs here: 城乡居民收入比 of what town and country people have, 男女比例 of men and women. What does
not: shares of a whole (``ratios``), averages (``averages``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import Reading, judge
from data_layer.checks.linking.passages import Mention, Passage, additive, last_piece
from data_layer.checks.linking.words import find
from data_layer.checks.wording import operands
from data_layer.model import Status

__all__ = ["RULES", "check_quotients"]

QUOTIENT = Rule(
    "quotient",
    "城乡、男女之比与两数",
    "同一段里给出城镇居民收入（支出）、农村居民收入（支出）和城乡居民收入比时，城镇 ÷ 农村应等于所写的比；"
    "男女人数和男女比例（性别比）同样核对。",
    "城镇或农村的数不止一个、口径（可支配收入、工资性收入、消费支出）不同、说的是以前某年的比时不判。",
    "国家统计局住户调查主要指标解释（城乡居民收入比 = 城镇居民人均可支配收入 ÷ 农村居民人均可支配收入）；"
    "人口普查公报（性别比以女性为 100）。",
)
RULES = (QUOTIENT,)

_RATIO = re.compile(
    "城乡[^，。；,;]{0,8}?(?P<of>收入|消费|支出)[^，。；,;]{0,4}(?:之?比|比值|倍差)(?:例|值)?"
)
_TOWN, _COUNTRY = re.compile("城镇"), re.compile("农村|农民|乡村")
_WORDS = {"收入": "可支配收入", "消费": "消费支出", "支出": "消费支出"}
"""What a ratio of 收入 or 消费 is of, where nothing else is said."""


def check_quotients(passage: Passage) -> Iterator[Finding]:
    """Every ratio of town and country of the passage that has both numbers before it."""
    first, last = passage.mentions[0], passage.mentions[-1]
    yield from _of_sexes(passage)
    if first.text.find("城乡", first.opens, last.start) < 0:
        return
    for ratio in passage.mentions:
        named = _RATIO.search(ratio.clause)
        if named is None or ratio.figure.unit != "比例" or not ratio.is_rate or ratio.figure.value < 1:
            continue
        if ratio.figure.status is Status.ACTUAL and not _FORMER.search(ratio.clause[named.end() :]):
            finding = judge(list(_readings(passage, ratio, _WORDS[named["of"]])))
            if finding is not None:
                yield finding


_FORMER = re.compile("[由从比较]|[上去前]年|[0-9]年")
"""由上年的 behind the name: the ratio of an earlier year."""


def _readings(passage: Passage, ratio: Mention, name: str) -> Iterator[Reading]:
    told = [
        m for m in passage.mentions[: ratio.order]
        if m.is_amount and name in m.named and m.figure.unit == "元" and m.figure.status is Status.ACTUAL
        and not find("base", m.left)
    ]  # fmt: skip
    towns = [m for m in told if _TOWN.search(m.named) and not _COUNTRY.search(m.named)]
    villages = [m for m in told if _COUNTRY.search(m.named) and not _TOWN.search(m.named)]
    if len(towns) == 1 and len(villages) == 1 and additive(towns[0].figure, villages[0].figure):
        words = operands([towns[0].figure, villages[0].figure])
        yield Reading(
            QUOTIENT, [towns[0], villages[0]], ratio, ["城镇", "农村", "城乡比"], _over,
            f"{words[0]} ÷ {words[1]}", 0.92, guarded=True,
        )  # fmt: skip


_SEXES = re.compile("(?:男女|性别)[^，。；,;女]{0,6}(?:比例?|之比|比值)(?:约?[为是])?$")
_MEN, _WOMEN = re.compile("男(?!女)"), re.compile("(?<!男)女")
_HUNDRED = 10
"""A ratio of the sexes beyond this is of a hundred women."""


def _of_sexes(passage: Passage) -> Iterator[Finding]:
    """男生30人，女生20人，男女比例为1.5:1: of the two numbers right before it."""
    for ratio in passage.mentions[2:]:
        if ratio.figure.unit != "比例" or not ratio.is_rate:
            continue
        clause = last_piece(_BY_WOMEN.sub("", ratio.left))
        if ratio.figure.status is not Status.ACTUAL or not _SEXES.search(clause) or _BORN.search(clause):
            continue
        told = [m for m in passage.mentions[: ratio.order] if m.is_level and m.sentence >= ratio.sentence - 1]
        if len(told) < _SEXES_TOLD:
            continue
        men, women = told[-2:]
        apart = _MEN.search(men.named) and _WOMEN.search(women.named)
        if apart and men.is_amount and women.is_amount and additive(men.figure, women.figure):
            per = 100 if ratio.figure.value > _HUNDRED else 1
            words = operands([men.figure, women.figure])
            finding = judge([Reading(
                QUOTIENT, [men, women], ratio, ["男", "女", "男女比"],
                functools.partial(_times_over, per=per), f"{words[0]} ÷ {words[1]}", 0.92, guarded=True,
            )])  # fmt: skip
            if finding is not None:
                yield finding


_SEXES_TOLD = 2
_BY_WOMEN = re.compile("[（(]以女[^（）()]*[)）]")
"""性别比（以女性为100，男性对女性的比例）."""
_BORN = re.compile("出生|新生|[上去前]年")


def _times_over(given: Sequence[Interval], *, per: int) -> Interval:
    return given[0].over(given[1]).scaled(per)


def _over(given: Sequence[Interval]) -> Interval:
    return given[0].over(given[1])
