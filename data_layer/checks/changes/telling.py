"""What the words before a change say of it: its sign, what changed, since when.

What belongs here: asking the words. What does not: which numbers a change is of (``pairs``, ``steps``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from data_layer.checks.linking.passages import Mention
from data_layer.checks.linking.words import find, much_the_same, unfilled
from data_layer.lexicon.checks import load_check_cues
from data_layer.lexicon.indicators import load_indicators
from data_layer.model import Figure, FigureKind

__all__ = ["GONE", "STEADY", "exempt_growth", "names_another", "other_start", "sign_of"]

STEADY = re.compile(r"年均|平均每年|年平均|月均|每年|逐年|递增|递减")
"""An average over years is no change from the first to the last."""


_MORE = re.compile(r"(?<![许很众诸大至数几较])多[\u4e00-\u9fff]{0,2}$|增[\u4e00-\u9fff]$")
_LESS = re.compile(r"(?<![至较很])少[\u4e00-\u9fff]{0,2}$|减[\u4e00-\u9fff]$")
"""比上年多安排, 少支出, 增派, 减收."""
GONE = re.compile("(?:消除|淘汰|关停|关闭|清退|注销|退出|销号|化解|拆除)了?$")
"""What went away, which may be more than the difference where something came as well."""
_MORE_OR_LESS = re.compile(r"[多少](?=[\u4e00-\u9fff]{0,2}$)|[增减](?=[^加长少幅速收产率值量]$)")
_CHANGED = (FigureKind.GROWTH, FigureKind.MULTIPLE)


def sign_of(change: Mention) -> int:
    """1 for a rise, -1 for a fall, 0 for what is no change."""
    figure = change.figure
    if figure.kind in _CHANGED:
        return -1 if figure.value < 0 else 1
    cues = load_check_cues()
    for clause in (change.clause, unfilled(change.clause)):
        if clause.endswith(cues.rise_to) or _MORE.search(clause):
            return 1
        if clause.endswith(cues.fall_to) or _LESS.search(clause) or GONE.search(clause):
            return -1
    return 0


def other_start(first: str, second: str) -> bool:
    """Whether two changes are counted from different times: 比年初增加, 同比增长."""
    return any(_SINCE.search(a) and _YEARLY.search(b) for a, b in ((first, second), (second, first)))


_SINCE = re.compile(
    "年初(?!预算|计划|目标|任务|下达|安排|确定|预期)|期初|[上去]年年?[末底]|上月|上个?季|环比"
)
"""年初预算 is what was planned, no time that a change is counted from."""
_YEARLY = re.compile("同比|同期|[比较](?:上年|去年|上一年)(?!年?[末底])")


def names_another(own: str, words: str, unit: str) -> bool:
    """Whether the words before a change name something else that changed (产值增长20%).

    Args:
        own: the words of the numbers that it would be the change of, whose unit is ``unit``.
        words: those before the change.
    """
    clause = re.split(r"[，；、：（,;:(]", words)[-1]
    clause = GONE.sub("", _MORE_OR_LESS.sub("", clause))
    ending, inside = _change_words()
    left = inside.sub("", ending.sub("", clause))
    left = "".join(c for c in left if "\u4e00" <= c <= "\u9fff")
    return len(left) >= 2 and not much_the_same(left, own) and unit not in clause


@functools.cache
def _change_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of change that end a clause, and those of comparison that may stand anywhere in it."""
    cues = load_check_cues()

    def one_of(*groups: Sequence[str]) -> str:
        return "|".join(re.escape(word) for group in groups for word in group)

    ending = one_of(cues.change, cues.rise_to, cues.fall_to, cues.filling, cues.against, cues.exempt_growth)
    return re.compile(f"(?:{ending})+$"), re.compile(one_of(cues.against, cues.exempt_growth))


def exempt_growth(figure: Figure, words: str) -> str:
    """Why a growth must not be recomputed from levels (Chinese); empty where it may.

    Args:
        figure: the growth.
        words: its sentence up to it, of which the last half sentence counts.
    """
    if figure.indicator_id in _at_constant_prices():
        return f"{figure.indicator}的增速按不变价计算"
    if cue := find("exempt_growth", _HALVES.split(words)[-1]):
        return f"增速按“{cue.group()}”口径计算"
    return ""


_HALVES = re.compile("[；;]")


@functools.cache
def _at_constant_prices() -> frozenset[str]:
    return frozenset(indicator.id for indicator in load_indicators() if indicator.constant_price)
