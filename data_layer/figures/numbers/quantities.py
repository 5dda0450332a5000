"""Quantities as they stand in a text, and numbers that are none.

What belongs here: the records that scanning fills. What does not: finding them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from data_layer.lexicon.units import UnitKind

__all__ = ["Form", "Quantity", "RejectReason", "Rejected"]


class Form(StrEnum):
    """How a quantity is written; a part is one of a structure's (6.0:55.1:38.9)."""

    PLAIN = "plain"
    FRACTION = "fraction"
    RANK = "rank"
    DOUBLING = "doubling"
    PART = "part"


class RejectReason(StrEnum):
    """Why a number is not taken as a figure (Chinese: it is shown to people)."""

    TIME = "时间"
    ORDINAL = "序数"
    NAME = "名称或编号"
    LABEL = "口号或标签"
    DURATION = "时长，不是结果"
    AGE = "年龄"
    INDEFINITE = "约数词"
    SMALL = "叙述性小数目"
    NO_UNIT = "没有单位"
    THRESHOLD = "分档界限"
    SHARE_OF = "每若干，是计算的单位"
    WORDLESS = "成串数字，没有文字说明"


class Quantity(NamedTuple):
    """A number with its unit.

    Attributes:
        start, end: span of the quote, the shortest run that holds number and unit.
        lead, tail: the same with the modifiers around it (超…, …以上) taken in.
        value, value_max: as model.Figure has them, without sign.
        unit: the unit as written and spelled canonically; empty where money or people is meant but not
            written (5241.5万), which the context decides.
        dimension, base_unit, factor: of the units table; dimension is empty where ``unit`` is.
        modifier: ``>``, ``<``, ``~`` or empty.
        negative: a minus sign, 负 or 零下 stands before it; ``value`` is without it all the same.
    """

    start: int
    end: int
    lead: int
    tail: int
    value: float
    value_max: float | None
    unit: str
    dimension: str
    kind: UnitKind
    base_unit: str | None
    factor: float
    modifier: str = ""
    form: Form = Form.PLAIN
    han: bool = False
    negative: bool = False


class Rejected(NamedTuple):
    """A number that is no figure, and why."""

    start: int
    end: int
    text: str
    reason: RejectReason
