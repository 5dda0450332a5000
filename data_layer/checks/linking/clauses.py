"""An article as clauses with numbers, parted by ；, 。, the end of a line and 其中.

What belongs here: where one thing of a list ends and the next begins. What does not: what lists of them come
to (``lines``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from data_layer.checks.linking.listing import is_average, is_inside
from data_layer.checks.linking.passages import Mention, Passage, lazy
from data_layer.checks.linking.rates import is_divisor

__all__ = ["Clause", "clauses_of"]

_MARK = re.compile("[；;。！!？?其](?:(?<!其)|中)")
"""A mark or 其中; what begins with one set of characters is searched for much faster than what does not."""
_RATES = ("%", "‰", "个百分点", "倍")


@dataclass
class Clause:
    """The numbers between two such marks.

    Attributes:
        passage: its paragraph; ``paragraph`` is the number of that.
        mentions: its numbers.
        among: 其中 opens it, so that it is of what stands before.
        whole: a sentence or a line begins with it.
        closes: the mark behind it: ``；``, ``。``, or ``，`` before 其中.
        inner: what 其中 tells of it (处理24人，其中处分22人).
    """

    passage: Passage
    paragraph: int
    mentions: list[Mention]
    among: bool
    whole: bool
    closes: str = "。"
    inner: Sequence[Mention] = ()

    @lazy
    def amounts(self) -> Sequence[Mention]:
        """What is counted or measured of its thing: no brackets, averages, bases, second steps."""
        start, found = self.mentions[0].before, list[Mention]()
        for m in self.mentions:
            inside = is_inside(m.text[start : m.start]) and not (m is self.mentions[0] and self.is_headed)
            if not m.is_amount or inside or is_average(m):
                continue
            if not is_divisor(self.passage, m) and not self._is_second_step(m):
                found.append(m)
        return found

    @lazy
    def kinds(self) -> Set[str]:
        """The kinds of its numbers: base units, and the percent of a rate."""
        return {m.figure.base_unit or m.figure.unit for m in self.mentions if not m.is_growth}

    @property
    def is_headed(self) -> bool:
        """Whether its first number stands in a bracket behind the name of its thing: 1.道路（70万元）：…."""
        first = self.mentions[0]
        return first.left.endswith(("（", "(")) and first.text.startswith(("）", ")"), first.end)

    @property
    def is_numbered(self) -> bool:
        """Whether it is an item of a numbered list: 1.道路, （二）水利, 三是电力."""
        return _ITEM.match(self.mentions[0].left) is not None

    def _is_second_step(self, mention: Mention) -> bool:
        """Whether a number is a step as the one before it is: 5人 of 同比减少1起、5人."""
        last = self.passage.mentions[mention.order - 1] if mention.order else None
        stepped = last is not None and last.is_growth and last.figure.unit not in _RATES
        return stepped and mention.left in _JOINED

    @lazy
    def steps(self) -> Sequence[Mention]:
        """By how much its numbers grew or fell."""
        return [m for m in self.mentions if m.is_growth and m.figure.unit not in _RATES]

    @lazy
    def rates(self) -> Sequence[Mention]:
        """Its rates."""
        return [m for m in self.mentions if m.is_rate and m.figure.unit == "%"]


_ITEM = re.compile(
    "\\s*(?:[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[）)、.．]|[一二三四五六七八九十]是|[①-⑳]|——)"
)
_JOINED = ("、", "和", "，", ",")


def clauses_of(passages: Sequence[Passage]) -> list[Clause]:
    """The clauses of paragraphs that follow each other, in order; those without numbers left out."""
    found: list[Clause] = []
    leads_on = False
    for paragraph, passage in enumerate(passages):
        first = passage.mentions[0]
        found.append(Clause(passage, paragraph, [first], leads_on or "其中" in first.left, whole=True))
        for last, m in pairwise(passage.mentions):
            marks = _MARK.findall(m.text, last.end, m.start)
            if not marks:
                found[-1].mentions.append(m)
                continue
            among, whole = "其中" in marks, not _WITHIN.issuperset(marks)
            found[-1].closes = "。" if whole else "；" if len(marks) > among else "，"
            found.append(Clause(passage, paragraph, [m], among, whole))
        last = passage.mentions[-1]
        end = last.text.find("\n", last.end)
        marks = _MARK.findall(last.text, last.end, end if end >= 0 else len(last.text))
        leads_on = bool(marks) and marks[-1] == "其中"
        if marks and _WITHIN.issuperset(marks):
            found[-1].closes = "；"
    return found


_WITHIN = frozenset("；;") | {"其中"}
