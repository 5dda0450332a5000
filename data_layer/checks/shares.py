"""The family of shares: a stated percentage against the part and the whole of the same passage."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.passages import Mention, Passage, comparable
from data_layer.checks.wording import decimals_of, number, operands
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind, Status, Verdict

__all__ = ["RULES", "check_shares"]

SHARE = Rule(
    "share",
    "占比与分子分母",
    "同一段里给出部分、总体和占比（或就业率、办结率一类的比率）时，部分 ÷ 总体应等于占比。",
    "分母不在本段、占的是全省全国等另一范围、数字之间说法不能确定对应时不判；四舍五入或截尾能解释的算一致。",
    "statcheck（Nuijten 等，2016）按报告数字重算并容许舍入；GB/T 8170 数值修约规则。",
)
RULES = (SHARE,)

_HUNDRED = {"%": 100, "‰": 1000, "比例": 1}
_PIECES = re.compile(r"[，；、：（）,;:()。！？!?\n]|——")
_RATE_NAME = re.compile(r"(?P<stem>[\u4e00-\u9fff]{1,12}?)(?:率|度|面|比例|比重)$")
_OF_WHOLE = re.compile(r"^[^，。；、,;0-9]{0,10}?的?(?:比重|比例)?$")
_FAR = 60
"""Characters between a part and its rate, beyond which they hardly belong together."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a rate: part over whole, and how surely the words say so (0 to 1)."""

    parts: Sequence[Mention]
    wholes: Sequence[Mention]
    certainty: float


def check_shares(passage: Passage) -> Iterator[Finding]:
    """Every percentage of the passage that has its part and its whole there."""
    for rate in passage.mentions:
        figure = rate.figure
        if figure.kind is FigureKind.RATE and figure.unit in _HUNDRED and figure.status is Status.ACTUAL:
            readings = list(_readings(passage, rate))
            finding = _judge(rate, readings) if readings else None
            if finding is not None:
                yield finding


def _readings(passage: Passage, rate: Mention) -> Iterator[_Reading]:
    """Parts and wholes that the words allow, the surest first."""
    levels = [
        m for m in passage.mentions[: rate.order]
        if m.figure.kind is FigureKind.LEVEL and m.sentence >= rate.sentence - 1 and m.figure.value > 0
    ]  # fmt: skip
    if len(levels) < 2:
        return
    part = levels[-1]
    if part.sentence != rate.sentence or rate.start - part.end > _FAR:
        return
    for whole in reversed(levels[:-1]):
        if comparable(part.figure, whole.figure):
            yield _Reading([part], [whole], _certainty(passage, rate, part, whole))


def _certainty(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> float:
    """How surely ``rate`` is ``part`` over ``whole``, by the words around the three."""
    in_a_row = part.order == rate.order - 1 and whole.order == part.order - 1
    if not in_a_row or whole.figure.value < part.figure.value:
        return 0.3
    clause = _unfilled(rate.clause)
    if m := re.search(_one_of(load_check_cues().share), clause):
        base = _unfilled(clause[m.end() :])
        if base in load_check_cues().general_whole or _shares_words(base, whole.own_words):
            return 0.95
        return 0.3
    name = _RATE_NAME.search(clause)
    if name is not None and _shares_words(name["stem"], part.own_words):
        return 0.95
    return 0.5 if name is not None else 0.3


def _judge(rate: Mention, readings: Sequence[_Reading]) -> Finding | None:
    """The verdict by the surest reading, unless another one explains the number."""
    surest = max(readings, key=lambda reading: reading.certainty)
    for reading in sorted(readings, key=lambda reading: -reading.certainty):
        if _ratio(rate, reading).meets(rate.stated.near) and (reading.certainty > 0.3 or _telling(rate)):
            return _finding(rate, reading, Verdict.CONSISTENT)
    if surest.certainty <= 0.3:
        return None
    wide = any(_ratio(rate, reading, wide=True).meets(rate.stated.wide) for reading in readings)
    sure = surest.certainty > 0.9 and not wide
    return _finding(rate, surest, Verdict.INCONSISTENT if sure else Verdict.UNSURE)


def _telling(rate: Mention) -> bool:
    """Whether a percentage has so many digits that it is met by chance only rarely."""
    return len(rate.figure.quote.rstrip("%‰").replace(".", "").strip("0")) >= 3


def _ratio(rate: Mention, reading: _Reading, *, wide: bool = False) -> Interval:
    part, whole = (
        functools.reduce(
            Interval.__add__,
            ((m.stated.wide if wide else m.stated.near).scaled(m.stated.factor) for m in mentions),
        )
        for mentions in (reading.parts, reading.wholes)
    )
    return part.over(whole).scaled(_HUNDRED[rate.figure.unit])


def _finding(rate: Mention, reading: _Reading, verdict: Verdict) -> Finding:
    figure = rate.figure
    mentions = [*reading.parts, *reading.wholes]
    per = _HUNDRED[figure.unit]
    part, whole = (
        sum((m.stated.value * m.stated.factor for m in some), Fraction(0))
        for some in (reading.parts, reading.wholes)
    )
    expected = part / whole * per
    words = operands([m.figure for m in mentions])
    divided = [" + ".join(words[: len(reading.parts)]), " + ".join(words[len(reading.parts) :])]
    sum_ = " ÷ ".join(f"（{part}）" if "+" in part else part for part in divided)
    unit = figure.unit if figure.unit in "%‰" else ""
    decimals = decimals_of(figure)
    cut_off = verdict is Verdict.CONSISTENT and number(expected, decimals) != number(
        rate.stated.value, decimals
    )
    decimals = max(2, decimals + cut_off)
    told = f"{sum_} = {number(expected, decimals)}{unit}"
    off = rate.stated.value - expected
    points = "个百分点" if figure.unit == "%" else "个千分点" if figure.unit == "‰" else ""
    ending = f"，与原文 {figure.quote} 相符"
    if verdict is not Verdict.CONSISTENT:
        ending = f"，原文写 {figure.quote}，相差 {number(abs(off), decimals)} {points}".rstrip()
    if verdict is Verdict.UNSURE:
        ending += "，不能确定这几个数是否对应"
    return Finding(
        SHARE, verdict, [m.figure for m in (*mentions, rate)],
        ["部分"] * len(reading.parts) + ["总体"] * len(reading.wholes) + ["比率"],
        told + ending, off, expected, reading.certainty,
    )  # fmt: skip


def _shares_words(name: str, words: str) -> bool:
    """Whether two characters in a row of ``name`` stand in ``words``."""
    return any(name[i : i + 2] in words for i in range(len(name) - 1))


def _unfilled(words: str) -> str:
    """Words without the filling at their end."""
    return _filling().sub("", words)


@functools.cache
def _filling() -> re.Pattern[str]:
    return re.compile(rf"(?:{_one_of(load_check_cues().filling)})+$")


def _one_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)
