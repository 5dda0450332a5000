"""Statements of a sentence, what each measures, and what later ones may refer back to.

What belongs here: the records that naming reads and fills. What does not: naming (``indicators``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.sentences import Context

__all__ = ["Memory", "Named", "Origin", "Statement", "Told"]


class Origin:
    """Where a phrase was found: each a note in Chinese for people, empty where nothing is doubtful."""

    BESIDE = ""
    BEHIND = "指标取自数后"
    JOINED = "指标由前文补足"
    CARRIED = "指标承前"
    FOLLOWING = "指标取自后一分句"
    MISSING = "指标不明"


class Named(NamedTuple):
    """An indicator's phrase and where it came from (a value of ``Origin``).

    Attributes:
        passing: a share or target of what was told before, in passing (收入5亿元，占预算的50%，增长6%):
            what follows goes on with what was told before; only percentage points are of the share.
    """

    phrase: str
    origin: str = Origin.BESIDE
    passing: bool = False


class Statement(NamedTuple):
    """A quantity with the words around it.

    Attributes:
        left: the words before it in its clause, without places and times.
        placed: a place stands among them: the clause has a subject of its own.
        growth: whether it is a change.
        listed: it is one of several numbers that are told of several places, one each.
    """

    quantity: Quantity
    context: Context
    left: str
    placed: bool
    growth: bool
    listed: bool = False


@dataclass(slots=True)
class Memory:
    """What later quantities of a paragraph may refer back to.

    Attributes:
        head: the last noun that was counted or measured, 创业担保贷款.
        unit: the unit it was counted in.
        phrase: the last whole indicator, which 增长, 同比 take.
        passed: the share or target of it that was told last, in passing.
        measured: the dimension of the last whole indicator that is no share.
        whole: what a sentence tells by its parts since 从…看, 按…分.
        paired: what was told last of a pair at once (进出口), until a sentence that 其中 does not open.
        each: among how many the last count was (每千人口拥有), until a statement that is not of them.
        has: the verb that ends ``each``.
        institution: the kind that was counted last (幼儿园, 乡镇卫生院).
        inside: 其中 was read since: members of the head follow.
        parted: a ； stood behind such members: what follows may be one more (其中夏粮2万吨，增长3%；秋粮…).
        among: what was told last before that 其中.
        placed: the last whole indicator was told of a place of its own.
        stale: the head is of an earlier sentence.
        shared: the things that the numbers after 分别 are still to take.
        earlier: those of the sentences before, the last of them last.
        recent: the sentence's indicators so far, each once where it is told of several times running.
    """

    head: str = ""
    unit: str = ""
    phrase: str = ""
    passed: str = ""
    measured: str = ""
    whole: str = ""
    paired: str = ""
    each: str = ""
    has: str = ""
    institution: str = ""
    inside: bool = False
    parted: bool = False
    among: str = ""
    placed: bool = False
    stale: bool = True
    shared: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)

    def told_last(self) -> tuple[str, ...]:
        """What a statement behind a bracket goes on with, whatever stood inside it."""
        return self.head, self.unit, self.phrase, self.passed, self.measured

    def go_on_with(self, last: tuple[str, ...]) -> None:
        """Take up again what ``told_last`` gave."""
        self.head, self.unit, self.phrase, self.passed, self.measured = last


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence's statements and their contexts, with its paragraph's text and what was told before them."""

    text: str
    statements: Sequence[Statement]
    around: Sequence[Context]
    memory: Memory
