"""Lists whose form tells that they are all of their total, whatever their labels are.

What belongs here: 员工618人，其中管理人员17人、技术人员59人、操作人员542人: heads counted one by one, told
to the end of their sentence. What does not: labels that are known to leave nothing out (``classes``).
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence
from itertools import pairwise

from data_layer.checks.passages import Mention, Passage
from data_layer.checks.words import find
from data_layer.lexicon.units import is_count
from data_layer.model import Status

__all__ = ["looks_complete"]

_FEWEST = 3
"""Parts of a list that no word says is complete."""
_LEAST, _NEARLY = 0.6, 0.97
"""Share of a total below which a list tells only some of it, and beyond which it leaves out what is rare: of
lists that do not come to their total those between are in error, in the passages that we read."""
_MOST = 1.4
"""The same above it, beyond which parts count things twice."""
_WIDE_LEAST, _WIDE_MOST = 0.4, 1.7
"""The same for labels that end alike."""
_ROUND = 100
"""What a rounded count is a multiple of."""
_LABEL = 16
"""Characters of a label."""
_HEAD = 2
"""Characters at the end of labels that are of one kind: 管理人员, 技术人员."""
_JOINT = re.compile(r"[，、；,;]?(?:和|以及|及)?[\u4e00-\u9fffA-Za-z“”（）()、]*")
_NOTED = re.compile("^[（(][^（）()]*[）)]")
_CLOSED = re.compile("[）)]?[。；;！\n]|[）)]?$")
_GRADED = re.compile("[^年上下本各同]级|等奖|星|前[两二三四五六七八九十]|[0-9]")
"""Grades, of which the highest alone are told."""


def looks_complete(passage: Passage, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the form of a list tells that its parts, which do not come to ``total``, ought to.

    They are three or more heads counted one by one, each with a bare label of its own, up to the end of the
    sentence; none of the labels is what another may be as well (女, 以上, 重点), and what they come to is
    neither so little that most is left out, nor so nearly all that the rare is.
    """
    numbers = [total, *parts]
    if len(parts) < _FEWEST or not all(map(_is_counted, numbers)) or not _CLOSED.match(parts[-1].right):
        return False
    labels = [m.clause.removeprefix("其中") for m in parts]
    if len(set(labels)) < len(labels) or any(
        not label or len(label) > _LABEL or find("beside", label) or _GRADED.search(label) for label in labels
    ):
        return False
    if not all(_JOINT.fullmatch(_NOTED.sub("", passage.gap(a, b))) for a, b in pairwise(parts)):
        return False
    if max(m.figure.value for m in parts) > total.figure.value:
        return False
    reached = sum(m.figure.value for m in parts) / total.figure.value
    alike = len(os.path.commonprefix([label[::-1] for label in labels])) >= _HEAD
    least, most = (_WIDE_LEAST, _WIDE_MOST) if alike else (_LEAST, _MOST)
    if _NEARLY < reached < 1:
        return total.figure.value - sum(m.figure.value for m in parts) > min(m.figure.value for m in parts)
    return least <= reached <= _NEARLY or 1 < reached <= most


def _is_counted(mention: Mention) -> bool:
    """Whether a number counts heads one by one: 86人, not 8.6万人, 约80人 nor 4800人."""
    near, value = mention.stated.near, mention.figure.value
    counted = (
        is_count(mention.figure.unit) and near.low == near.high and mention.figure.status is Status.ACTUAL
    )
    return counted and (value < _ROUND or value % _ROUND != 0)
