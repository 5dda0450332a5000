"""The number that another one is compared with: 比计划产量54万吨增产, 与上次普查的44万人相比.

What belongs here: what the number before a change measures, where it is only there to be compared with.
"""

from __future__ import annotations

import re

from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.phrases.carrying import is_target
from data_layer.figures.phrases.trimming import trim_left
from data_layer.figures.sentences import Context
from data_layer.figures.statements import Named, Origin, Told

__all__ = ["compared_with", "set_beside"]

_AGAINST = ("比", "较", "与", "同", "和")
_COMPARED = re.compile(r"[比较](?P<what>[^，。；、]{2,14})$")
"""比计划产量54万吨增产1万吨: what stands before the change is compared with, and nothing goes on with it."""
_EARLIER = re.compile(r"[比较与同和](?:[^，。；、]{0,24}的)?$")
"""与上次普查的44万人相比，比上年的3.3人减少: the number before is what was told, at another time."""
_ANOTHER_TIME = re.compile(r"(?P<what>[^，。；、]{2,14}?)[与同和][^，。；、]{0,24}的")
"""常住人口与2010年普查的72万人相比: what is compared stands before."""
_OVER = re.compile(
    r"(?:高于|低于|优于|好于|快于|慢于|大于|小于|多于|少于|超过?|超出|不及|在|[比较])[^，。；、0-9]{0,6}$"
)
_BESIDE = re.compile(
    r"的?(?P<aim>[^，。；、0-9的]{0,6}?(?:目标|指标|任务|要求|(?<=控制)标准)(?:任务|目标|值|数|线)?)(?:以[内下])?(?=$|[，。；、：])"
    r"|的(?:(?P<average>平均水平|水平|平均值|平均数|均值))"
)
_SAME = frozenset({"决算数", "执行数", "完成数", "实绩", "基数", "同期数"})
"""比上年决算数14亿元增长3%: the number before is of what was told, a year ago."""
_COMPARING = ("相比", "比较", "相较")


def compared_with(told: Told, i: int) -> Named | None:
    """What a number measures that the change right behind it is told against; None if there is none."""
    statement = told.statements[i]
    if told.memory.phrase and (against := set_beside(statement.quantity, statement.context)):
        what = against["average"] or ("" if statement.growth else against["aim"])
        return Named(told.memory.phrase + what, Origin.JOINED, passing=True)
    comparing = statement.context.right.startswith(_COMPARING)
    if not comparing and statement.context.left[:1] not in _AGAINST:
        return None
    if statement.growth or i + 1 == len(told.statements):
        return None
    following = told.statements[i + 1]
    beside = following.context.after_quantity and following.growth
    earlier = _EARLIER.match(statement.context.left) is not None
    if comparing and (own := _ANOTHER_TIME.fullmatch(statement.left)):
        told.memory.phrase = trim_left(own["what"])
        return Named(told.memory.phrase)
    if told.memory.phrase and earlier and (beside or comparing):
        return Named(told.memory.phrase, Origin.CARRIED)
    m = _COMPARED.match(statement.left)
    if m and beside and told.memory.phrase and is_target(m["what"]):  # 比年目标任务4%低0.6个百分点
        return Named(told.memory.phrase + m["what"], Origin.JOINED, passing=True)
    if beside and told.memory.phrase and (m["what"] if m else statement.left) in _SAME:
        return Named(told.memory.phrase, Origin.CARRIED)
    return Named(m["what"]) if m and beside else None


def set_beside(quantity: Quantity, context: Context) -> re.Match[str] | None:
    """What another number is set against, if the words say so: its ``aim`` or the ``average``; else None.

    好于95%的年度目标, 超过3200户的任务, 比全省58%的平均水平高4个百分点.
    """
    beside = _BESIDE.match(context.right) if context.right else None
    if beside is None:
        return None
    over = _OVER.search(context.left) is not None if context.left else bool(quantity.modifier)
    return beside if over else None
