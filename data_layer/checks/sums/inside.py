"""The one number behind 其中 against the one before it, which it is a part of.

What belongs here: that a part is no more than its whole. What does not: what parts come to (``totals``).
"""

from __future__ import annotations

import re

from data_layer.checks.findings import Finding, Rule
from data_layer.checks.judging import SURE, WILD
from data_layer.checks.linking.listing import is_average
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.slips import slip_between
from data_layer.checks.wording import operands
from data_layer.model import Verdict

__all__ = ["PART", "part_of"]

PART = Rule(
    "part",
    "其中项不超过总数",
    "“其中”后面的数是前面总数的一部分，不应大于总数。",
    "单位不同、前面不止一个可能的总数时不判。",
    "统计报表的平衡关系审核：其中项 ≤ 总计。",
)


_LISTED = re.compile("[、，,]")


def _may_be_of_other(passage: Passage, total: Mention, part: Mention) -> bool:
    """Whether a number before the total of its sentence may hold a part that is more than the total.

    留言90条，市里收到50条，县里收到40条，其中咨询45条: of all.
    """
    return any(
        m.sentence == total.sentence
        and additive(m.figure, part.figure)
        and m.figure.value >= part.figure.value
        for m in passage.mentions[: total.order]
        if m.is_amount
    )


def part_of(passage: Passage, total: Mention) -> Finding | None:
    """The one number behind 其中 against the one before it."""
    if total.order + 1 >= len(passage.mentions):
        return None
    part = passage.mentions[total.order + 1]
    if total.text.find("其中", total.end, part.start) < 0:
        return None
    between = passage.gap(total, part)
    if (
        not part.is_level
        or part.sentence != total.sentence
        or not additive(part.figure, total.figure)
        or not re.search(r"^[^，。；,;0-9]{0,12}[，,（(；;]其中", between)
        or part.figure.value <= 0
        or is_average(part)
    ):
        return None
    if between[:1] in ("；", ";") and _LISTED.match(total.left):
        return None  # 救助80起、执勤10起；其中虚报20起: of all
    near, whole = part.stated.near, total.stated.near
    low, high = near.low, whole.high
    fits = low is None or high is None or low * part.stated.factor <= high * total.stated.factor
    if not fits and _may_be_of_other(passage, total, part):
        return None
    words = operands([part.figure, total.figure])
    told = f"其中项 {words[0]} {'不大于' if fits else '大于'}总数 {words[1]}"
    certain = 0.92 if additive(part.figure, total.figure) and part.figure.unit == total.figure.unit else 0.5
    wild = part.figure.value > WILD * total.figure.value and not slip_between(part.stated, total.stated)
    verdict = Verdict.INCONSISTENT if certain > SURE and not wild else Verdict.UNSURE
    if fits:
        verdict = Verdict.CONSISTENT
    return Finding(
        PART, verdict, [total.figure, part.figure], ["总数", "其中"], told,
        None if fits else part.figure.value - total.figure.value, None, certain,
    )  # fmt: skip
