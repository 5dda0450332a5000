"""What is done of a total and what is left of it: 受理30件，办结28件，尚有未结2件.

What belongs here: the two as the sum of all. What does not: lists (``behind``, ``divisions``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import CHANCE, LIKELY, Reading
from data_layer.checks.linking.listing import is_inside
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import find
from data_layer.checks.sums.adding import sum_of

__all__ = ["LEFT", "left_over"]


def left_over(passage: Passage, total: Mention) -> Iterator[Reading]:
    """应到30人，实到28人，缺席2人; 受理30件，办结28件，尚有未结2件; 实施30项。20项已完成，10项正在推进."""
    if is_inside(total.text[total.opens : total.start]):
        return
    parts = [
        m
        for m in passage.mentions[total.order + 1 : total.order + _STATES]
        if m.sentence <= total.sentence + 1 and m.is_level and not is_inside(passage.gap(total, m))
    ][:2]
    if len(parts) < 2 or not all(additive(m.figure, total.figure) for m in parts):
        return
    if not LEFT.search(parts[1].own_words):
        parts = _told_later(passage, total) or parts
    if parts[0].sentence != parts[1].sentence or (
        parts[0].sentence > total.sentence and _is_longer(passage, parts)
    ):
        return
    before = _before(passage, total)
    if before and sum(m.figure.value for m in parts) > total.figure.value:
        return  # 收到6件，范围外1件，无内容1件，在办4件: of the first
    if any(sum_of(m, parts, CHANCE).holds() for m in before):
        return  # of all: 受理50条，市里收到20条，县里收到30条，办结48条，未结2条
    done, left = (m.own_words for m in parts)
    state = LEFT.search(left)
    if state and not find("total", parts[1].clause) and not LEFT.search(done):
        due = _DUE.search(total.clause) is not None and state[0] in _ABSENT
        spent = _SPENT.search(done) and state[0] in _UNSPENT
        closed = (_DONE.search(done) or spent) and not _CARRIED.search(
            total.text[total.opens : parts[1].start]
        )
        yield sum_of(total, parts, 0.92 if due or closed else LIKELY)


def _told_later(passage: Passage, total: Mention) -> list[Mention]:
    """Both beyond other things of its sentence: 受理14起，办结10起，起诉6起，在办4起."""
    if _before(passage, total):
        return []  # of the first
    found = [
        m for m in passage.mentions[total.order + 1 : total.order + _FAR]
        if m.sentence == total.sentence and m.is_level and additive(m.figure, total.figure)
        and not is_inside(passage.gap(total, m))
    ]  # fmt: skip
    left = [m for m in found if LEFT.search(m.own_words)]
    done = [m for m in found if m not in left and _DONE.search(m.clause)]
    return [done[0], left[0]] if done and len(left) == 1 and done[0].order < left[0].order else []


def _before(passage: Passage, total: Mention) -> list[Mention]:
    """The amounts of its kind before a number in its sentence."""
    before = passage.mentions[max(0, total.order - _STATES) : total.order]
    return [
        m for m in before if m.sentence == total.sentence and m.is_amount and additive(m.figure, total.figure)
    ]


def _is_longer(passage: Passage, parts: Sequence[Mention]) -> bool:
    """Whether a list goes on: 已解决的42件，正在解决的30件，列入计划的9件."""
    behind = passage.mentions[parts[-1].order + 1 :]
    return any(
        m.sentence == parts[-1].sentence and m.is_amount and additive(m.figure, parts[-1].figure)
        for m in behind
    )


LEFT = re.compile(
    "缺席|缺勤|未到|请假|未出席|未结|未完成|未办结|未整改|未解决|未开工|未竣工|尚未|剩余|还剩|尚余|结余|结存"
    "|正在|在办|在建|待办|办理中|处理中|推进中|整改中"
)
"""What is left of a total when the other number is taken from it."""
_DONE = re.compile(
    "(?<!未)(?:办结|审结|执结|结案|处结|结清|已|完成|竣工|整改到位|销号|处理完毕|处理答复|答复|办复"
    "|出列|摘帽|脱贫|退出|验收|拆除|搬迁|交付|签约)"
)
_SPENT = re.compile("支出|支付|使用|动用|安排")
_UNSPENT = ("剩余", "还剩", "尚余")
_CARRIED = re.compile("新收|新受理|旧存|(?<!办)结转|上年|上期|往年|不含")
"""What was left of the time before comes on top of what came in."""
_STATES = 8
"""Numbers behind a total among which what is done of it and what is not stand, with their own parts."""
_FAR = 16
"""The same where parts of what is done are told between them."""
_DUE = re.compile("应(?:出席|到|参加|考|检|收|交|缴)")
_ABSENT = ("缺席", "缺勤", "未到", "请假", "未出席")
