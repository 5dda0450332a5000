"""Averages as they are written: 户均3000元, 每公斤36元, 均价36元/公斤, 亩产450公斤.

What belongs here: what an average is of, and which numbers may be its sum and its count. What does not: how
surely they are (``averages``).
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from data_layer.checks.linking.passages import Mention, additive
from data_layer.checks.linking.words import unfilled
from data_layer.lexicon.units import UnitKind, load_units

__all__ = ["NET", "Mean", "mean_of"]

NET = ("纯", "净", "可支配")
"""Of an income these are other sums than the one that is named without them."""

_MEAN = re.compile(
    r"(?:平均每|每)?(?P<of>[人户亩村社队校家生床班店头套]|公斤|斤|担|吨)(?:均|平均)(?P<name>[^，。；,;]*)$"
)
_EACH = re.compile(r"(?P<mean>平均)?每(?P<of>[^，。；,;0-9每]{1,10})$")
_YIELD = re.compile(r"(?:亩产|单产)(?!值)(?P<name>[^，。；,;]*)$")
_AVERAGE = re.compile(r"平均(?P<of>[亩户人])(?P<name>产值|收入|收益|面积)[^，。；,;]{0,4}$")
_OFTEN = re.compile(r"每?[月天日周]|年均|每年")
_PEOPLE = ("人", "名", "生", "位")
_SPLIT = ("亩", "公顷", "公斤", "斤", "担", "吨", "千克")
"""Measures that an average is of; an average of others (每公里) is told of some stretch."""


class Mean(NamedTuple):
    """An average.

    Attributes:
        mention: its number.
        of: the unit that it is of each of: 亩, 人.
        name: what there is of each, without filling: 收入 of 户均收入达; empty for 每亩3000元.
        unit: the unit of what there is of each: 元 of 36元/公斤.
        plain: it is called an average (均, 平均, 单产), not only an amount for each (每人补助500元).
    """

    mention: Mention
    of: str
    name: str
    unit: str
    plain: bool

    @property
    def per(self) -> float:
        """Units of the average in one base unit of what there is of each."""
        return 1 / _factor(self.unit)

    @property
    def is_price(self) -> bool:
        """Whether it is what one of the unit costs, by whatever name its sum goes."""
        return self.name.endswith("价")

    def counts(self, other: Mention) -> bool:
        """Whether a number counts or measures what the average is of: 户 for 户均, 吨 for 每公斤."""
        return _counts(other.figure.unit, self.of)

    def each(self, count: Mention) -> float:
        """Of what the average is of, how much one base unit of ``count`` is."""
        measured = load_units().units.get(count.figure.unit)
        return 1 / _factor(self.of) if measured is not None and measured.kind is UnitKind.MEASURE else 1.0

    def adds_up_to(self, other: Mention) -> bool:
        """Whether a number may be the sum that the average is of."""
        if "/" in other.figure.unit:
            return False
        if "/" not in self.mention.figure.unit:
            return additive(self.mention.figure, other.figure)
        known = load_units().units.get(self.unit)
        return known is not None and known.base == other.figure.base_unit


def mean_of(mention: Mention) -> Mean | None:
    """The average that a number is; None if it is none, or one of each month or day."""
    figure, clause = mention.figure, mention.clause
    if _OFTEN.search(clause):
        return None
    unit, slash, of = figure.unit.partition("/")
    if slash:
        return Mean(mention, of, unfilled(clause), unit, True) if of in _SPLIT else None
    if said := _MEAN.search(clause) or _AVERAGE.search(clause):
        return Mean(mention, said["of"], unfilled(said["name"]), unit, True)
    if said := _YIELD.search(clause):
        return Mean(mention, "亩", "产" + unfilled(said["name"]), unit, True)
    if (said := _EACH.search(clause)) and (of := _unit_at(said["of"])):
        name = unfilled(said["of"][len(of) :])
        return Mean(mention, of, name, unit, said["mean"] is not None or "均" in clause)
    return None


@functools.lru_cache(maxsize=1024)
def _unit_at(words: str) -> str:
    """The unit that opens ``words``: 亩 of 亩增加; empty if none does."""
    if words.startswith(("村", "社", "队", "校", "生", "店")):
        return words[0]
    known = load_units().match(words, 0)
    if known is None:
        return ""
    countable = known.kind is UnitKind.COUNT or known.name in _SPLIT
    return known.name if countable else ""


def _factor(unit: str) -> float:
    known = load_units().units.get(unit)
    return known.factor if known is not None and known.kind is UnitKind.MEASURE else 1.0


@functools.lru_cache(maxsize=1024)
def _counts(unit: str, of: str) -> bool:
    """Whether a unit counts what the average is of: 人 and 名 for 人均, 吨 for 每公斤."""
    known, each = load_units().units.get(unit), load_units().units.get(of)
    if known is None:
        return False
    if of in _PEOPLE:
        return known.dimension == "people"
    if each is not None and each.kind is UnitKind.MEASURE:
        return known.dimension == each.dimension
    return (
        unit == of
        or (of == "户" and known.dimension == "households" and unit != "户次")
        or (of == "床" and unit == "张")
        or (of == "村" and unit == "个")
        or (of in ("社", "校") and unit in ("家", "个", "所"))
    )
