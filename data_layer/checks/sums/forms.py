"""Lists whose form lets one expect that they are all of their total, whatever their labels are.

What belongs here: 职工734人，其中管理岗23人、技工68人、装卸工643人: heads counted one by one, told
to the end of their sentence. What does not: labels that are known to leave nothing out (``classes``).
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence
from itertools import pairwise

from data_layer.checks.judging import CHANCE, EXPECTED, SURE
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import find
from data_layer.lexicon.units import is_count
from data_layer.model import Status

__all__ = ["by_form", "is_of_size", "leaves_rare"]

_FEWEST = 3
"""Parts of a list that no word says is complete."""
_LEAST, _NEARLY = 0.6, 0.97
"""Share of a total below which a list tells only some of it, and beyond which it leaves out what is rare: of
lists that do not come to their total most of those between are in error, in the passages that we read."""
_MOST = 1.4
"""The same above it, beyond which parts count things twice."""
_WIDE_LEAST, _WIDE_MOST = 0.4, 1.7
"""The same for labels that end alike."""
_FAR_OVER = 4
"""The same of a list of which one part alone is more than all."""
_ROUND = 100
"""What a rounded count is a multiple of."""
_LABEL = 16
"""Characters of a label."""
_HEAD = 2
"""Characters at the end of labels that are of one kind: 管理人员, 技术人员."""
_JOINT = re.compile(r"[，、；,;]?(?:和|以及|及)?[\u4e00-\u9fffA-Za-z“”（）()、]*")
_NOTED = re.compile(
    "^(?:[（(][^（）()]*[）)]|[，,](?:[同环]比|比上年)?(?:增长|下降|上升|增加|减少)[0-9.]+(?:%|个百分点))"
)
"""What is noted behind a part: 30件（其中女性8件）, 30件，同比增长5%."""
_CLOSED = re.compile("[）)]?[。；;！\n]|[）)]?$")
_GRADED = re.compile("[^年上下本各同]级|等奖|星|前[两二三四五六七八九十]|[0-9]")
"""Grades, of which the highest alone are told."""
_MANY, _SMALL = 5, 0.05
"""Parts of a list of what is measured, and the share of the least, of which a list tells all: 大豆0.3万亩."""


def by_form(passage: Passage, total: Mention, parts: Sequence[Mention], certainty: float) -> float:
    """How surely a list is all of its total, by its form where its words leave that open (``certainty``).

    Form alone accuses nobody: some such lists leave out what their writers did not ask for (门诊、住院 of all
    that is paid out).
    """
    unsure = CHANCE < certainty < SURE
    return EXPECTED if unsure and _looks_complete(passage, total, parts) else certainty


def _looks_complete(passage: Passage, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the form of a list tells that its parts, which do not come to ``total``, ought to.

    They are three or more heads counted one by one (two that fill a bracket: 62项（审批40项，服务22项）),
    or five or more of what is measured, down to the least; each has a bare label of its own, and they go on
    to the end of the sentence. None of the labels is what another may be as well (女, 以上, 重点), and what
    they come to is neither so little that most is left out, nor so nearly all that the rare is.
    """
    filled = _fills_bracket(passage, total, parts)
    if len(parts) < (_FEWEST - 1 if filled else _FEWEST):
        return False
    behind = _behind(parts[-1])
    if not filled and (not _CLOSED.match(behind) or "另" in behind or find("rest", behind)):
        return False
    if not all(map(_is_counted, (total, *parts))) and not _is_measured(total, parts):
        return False
    if any(not m.figure.value for m in parts):
        return False  # who tells that there were none tells what he was asked for, not all there is
    labels = [m.clause.removeprefix("其中") for m in parts]
    if len(set(labels)) < len(labels) or any(
        not label or len(label) > _LABEL or find("beside", label) or _GRADED.search(label) for label in labels
    ):
        return False
    gaps = [_NOTED.sub("", passage.gap(a, b)) for a, b in pairwise(parts)]
    parted = sum(gap.startswith(("；", ";")) for gap in gaps)
    if parted not in (0, len(gaps)) and _stands_beside(passage, total):
        return False  # 内科80人，外科90人，其中急诊60人；转院7人，出院70人: another list begins
    if not all(map(_JOINT.fullmatch, gaps)):
        return False
    return is_of_size(total, parts, labels)


def _stands_beside(passage: Passage, total: Mention) -> bool:
    """Whether a number of its kind stands right before a total in its sentence."""
    before = passage.mentions[total.order - 1] if total.order else None
    return before is not None and before.sentence == total.sentence and additive(before.figure, total.figure)


def _fills_bracket(passage: Passage, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts are all that a bracket right behind their total holds."""
    opened = _BRACKET.fullmatch(passage.gap(total, parts[0])) is not None
    return opened and parts[-1].right.startswith(("）", ")"))


_BRACKET = re.compile("[\u4e00-\u9fff]{0,6}[（(](?!含|包括|其中)[\u4e00-\u9fff]+")


def _behind(part: Mention) -> str:
    """The words behind a part, up to the end of its sentence, without what is noted of it."""
    return _NOTED.sub("", part.text[part.end : part.closes])


def is_of_size(total: Mention, parts: Sequence[Mention], labels: Sequence[str] = ()) -> bool:
    """Whether parts come to about as much as their total is."""
    whole = total.figure.value * total.stated.factor
    sizes = [m.figure.value * m.stated.factor for m in parts]
    over = sum(size > whole for size in sizes)
    if over:
        return over == 1 and len(parts) > _FEWEST and sum(sizes) <= _FAR_OVER * whole
    reached = sum(sizes) / whole
    alike = len(os.path.commonprefix([label[::-1] for label in labels] or [""])) >= _HEAD
    least, most = (_WIDE_LEAST, _WIDE_MOST) if alike else (_LEAST, _MOST)
    if reached > 1 and len(sizes) >= _FEWEST and sizes[0] >= sum(sizes[1:]):
        return False  # 技术人员60人，医师25人，护士30人: the others may be of the first
    if _NEARLY < reached < 1:
        return not leaves_rare(total, parts)
    return least <= reached <= _NEARLY or 1 < reached <= most


def leaves_rare(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether what a list leaves out of its total is little, and no more than its least part."""
    whole = total.figure.value * total.stated.factor
    sizes = [m.figure.value * m.stated.factor for m in parts]
    return _NEARLY * whole < sum(sizes) < whole and whole - sum(sizes) <= min(sizes)


def _is_counted(mention: Mention) -> bool:
    """Whether a number counts heads one by one: 86人, not 8.6万人, 约80人 nor 4800人."""
    near, value = mention.stated.near, mention.figure.value
    if not is_count(mention.figure.unit) or mention.figure.status is not Status.ACTUAL:
        return False
    return near.low == near.high and (value < _ROUND or value % _ROUND != 0)


def _is_measured(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether many parts are told of what is measured, the least too; not of money, which is told in part."""
    if len(parts) < _MANY or total.figure.base_unit == "元" or is_count(total.figure.unit):
        return False
    least = min(m.figure.value * m.stated.factor for m in parts)
    return least <= _SMALL * total.figure.value * total.stated.factor
