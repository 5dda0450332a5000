"""Where a list of parts ends: at the bracket that closes it, at a sum, at the rest, behind all classes.

What belongs here: cutting a run of numbers. What does not: finding runs (``listing``), whether parts leave
nothing out (``labels``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from data_layer.checks.linking.classes import are_exclusive, leave_nothing
from data_layer.checks.linking.listing import BRACKETS, CLOSING, PARTED, without_notes
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import AMONG, ends_with, find, names_rest

__all__ = ["BALANCE", "BESIDES", "OF_LAST", "leaves_rest", "up_to_all", "up_to_rest", "within"]


def within(passage: Passage, parts: list[Mention], opener: str, *, parted: bool) -> list[Mention]:
    """The parts up to the bracket that closes their list, to a sum that follows, or to a ；(``parted``).

    What stands in a bracket behind a part is a part of that part.
    """
    kept, nested = parts[:1], False
    bracketed = any(mark in without_notes(opener) for mark in BRACKETS)
    if bracketed and len(parts) > 1 and all(passage.gap(a, b)[:1] in CLOSING for a, b in pairwise(parts)):
        bracketed = False  # each in its own: 由本地（30人）、外地（20人）组成
    for last, mention in pairwise(parts):
        between = without_notes(passage.gap(last, mention))
        closed = any(mark in between for mark in CLOSING)
        summed = ends_with("total", mention.clause) and not find("rest", between)
        if (bracketed and closed) or "其中" in between or summed:
            break
        if BESIDES.search(between) or _AMONG_THEM.search(between) or (parted and PARTED.search(between)):
            break
        if BALANCE.search(mention.named) or _is_whole(last, mention):
            break
        if OF_LAST.search(between):
            continue
        nested = not closed and (nested or any(mark in between for mark in BRACKETS))
        if not nested:
            kept.append(mention)
    return kept


def _is_whole(last: Mention, mention: Mention) -> bool:
    """Whether a number beside parts is a total of its own: 其中花生产量1万吨；蔬菜总产量9万吨."""
    return _TOTAL.search(mention.named) is not None and _TOTAL.search(last.named) is None


_TOTAL = re.compile("总(?:产量|产值|量|额|数|收入|支出|投资)$")
OF_LAST = re.compile("[，；,;][^，。；,;]{1,10}中的[^，。；,;]*$")
"""企业30家，企业中的外资企业4家."""
BESIDES = re.compile("另有|另外|此外|还有")
_AMONG_THEM = re.compile(f"[，；,;][^，。；、,;]{{1,10}}{AMONG}[，,：:]")
"""粮作50万亩，经作20万亩，粮作中，小麦30万亩: a list of one of them begins."""
BALANCE = re.compile("顺差额?$|逆差额?$|差额$")
"""What two parts differ by is none: 出口30亿元，进口20亿元，顺差10亿元."""


def leaves_rest(passage: Passage, total: Mention, parts: Sequence[Mention], opener: str) -> bool:
    """Whether the rest of ``total`` closes the list: 员工90人，管理岗10人、技术岗20人，其余60人在一线."""
    last = parts[-1]
    if not names_rest(last.clause) or "另" in last.left + last.right:
        return False
    if _SPENT.match(opener):
        return True
    listed = passage.mentions[: total.order]
    inside = any(m.sentence == total.sentence and additive(m.figure, total.figure) for m in listed)
    after = passage.mentions[last.order + 1 : last.order + 2]
    summed = any(m.sentence == last.sentence and find("total", m.clause) for m in after)
    marked = "、" in opener or find("opens_some", total.left) is not None
    apart = all(passage.gap(a, b).startswith(("、", "和", "，其", "以及")) for a, b in pairwise(parts))
    tight = all(len(passage.gap(a, b)) <= _BARE_LABEL for a, b in pairwise([total, *parts]))
    largest = max(m.figure.value for m in parts) <= total.figure.value
    sibling = any(m.named[-2:] in total.clause for m in parts if m.clause)
    if sibling:
        return False
    return ("其余" in last.clause or apart) and tight and largest and not (inside or summed or marked)


_BARE_LABEL = 12
"""Characters between two members of a list that no word opens."""
_SPENT = re.compile("[，,](?:主要|分别)?(?:用于|投向|投入|来自)")


def up_to_rest(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts up to one that is the rest: 专业化30个，其他形式20个，涉及8个乡镇.

    Up to the last where several are: 窗口中其他人员6人，其他人员9人.
    """
    rests = [at for at, part in enumerate(parts[1:], 2) if names_rest(part.clause)]
    if not rests:
        return parts
    end = rests[-1]
    while end < len(parts) and _of_rest_noun(parts[rests[-1] - 1], parts[end]):
        end += 1
    return parts[:end]


def _of_rest_noun(rest: Mention, part: Mention) -> bool:
    """Whether a list goes on behind its rest and a bracket: 其他案件2件（破产1件），执行案件31件."""
    noun = rest.clause[-_NOUN:]
    return rest.right.startswith(BRACKETS) and len(noun) == _NOUN and part.clause.endswith(noun)


_NOUN = 2


def up_to_all(passage: Passage, parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts up to a ； behind which all classes are told: 税收30亿元；非税10亿元；基金收入5亿元.

    Not where those behind it are of the same classification: 普通高中3所、职业高中2所；初中18所.
    """
    for at in range(2, len(parts)):
        some = [m.own_words for m in parts[:at]]
        if PARTED.search(passage.gap(parts[at - 1], parts[at])) and leave_nothing(some):
            return parts if are_exclusive(parts) else parts[:at]
    return parts
