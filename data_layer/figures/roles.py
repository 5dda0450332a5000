"""The role of a quantity in its statement: whether it is a change, and its kind."""

from __future__ import annotations

from collections.abc import Sequence

from data_layer.figures.changes import change_sign, more_done, reached_in
from data_layer.figures.numbers.quantities import Form, Quantity
from data_layer.figures.phrases.comparisons import set_beside
from data_layer.figures.phrases.trimming import attribute_of
from data_layer.figures.sentences import Context, follows_in_list
from data_layer.lexicon.units import UnitKind
from data_layer.model import FigureKind

__all__ = ["kind_of", "signs_of"]

_FILLING = "和与及、约近超了的再"
_PACES = ("增速", "增幅", "增长率", "涨幅")
_SHARES = frozenset({"percent", "permille", "points", "times", "ratio"})


_OWN_SIGN = frozenset("率差为是达到")
"""What stands before a share that may itself be below zero: 利润率, 自然增长率为; 能耗-3.3% is a fall."""
_TWO_PAIRS = 4


def signs_of(quantities: Sequence[Quantity], around: Sequence[Context], lefts: Sequence[str]) -> list[int]:
    """For each quantity of a sentence 1 (rise), -1 (fall) or 0 (no change).

    A number with no words of its own goes on with the change of the number before it (分别增长8.5%、9.5%),
    and so does the next member of a list that one verb of change governs (减轻用气负担…、用电负担…).

    Args:
        quantities: of the sentence, in order.
        around: what stands around them.
        lefts: the words before them without places and times, which may part a verb from its number.
    """
    signs: list[int] = []
    each = False
    for i, (quantity, context, left) in enumerate(zip(quantities, around, lefts, strict=True)):
        each = "分别" in context.left or (each and follows_in_list(context))
        alike = each or quantity.dimension == quantities[i - 1].dimension or _of_a_pair(quantities, around, i)
        alike = alike or (i > 0 and _in_other_units(quantities[i - 1], quantity))
        before = signs[i - 1] if i and alike else 0
        if not each and quantity.dimension not in _SHARES and reached_in(left):
            before = 0  # 净增企业320户、达4200户: how many there are now
        if set_beside(quantity, context) is not None:
            signs.append(before if quantity.dimension in _SHARES else 0)
            continue
        own = attribute_of(context.right) if context.opened_by in ("，", ",") else ""
        if own and not own.startswith(_PACES):
            before = 0  # 时限压减70%，92%的事项当天办结: of what stands behind
        filling = _FILLING if context.opened_by != "、" else _FILLING + "为达是"
        if before and not left.strip(filling):
            verb = 1 if quantities[i - 1].negative else before
            signs.append(-1 if quantity.negative else verb)
            continue
        sign = change_sign(context.left, quantity)
        if not sign and left != context.left:
            sign = change_sign(left, quantity)
        if not sign and before and (more := more_done(left)) and more_done(around[i - 1].left):
            sign = 1 if more["rise"] else -1
        if not sign and context.opened_by == "、" and quantity.dimension not in _SHARES and len(left) <= 8:
            sign = before
        fell = left and quantity.negative and quantity.dimension == "percent"
        if not sign and fell and left[-1] not in _OWN_SIGN:
            sign = -1
        signs.append(sign or _pace_behind_rank(quantity, left, quantities[:i], lefts[:i]))
    return signs


def _in_other_units(before: Quantity, quantity: Quantity) -> bool:
    """增加32辆410吨位: the same things in two units."""
    counted = before.kind is not UnitKind.SHARE is not quantity.kind
    return counted and quantity.start == before.end


def _of_a_pair(quantities: Sequence[Quantity], around: Sequence[Context], i: int) -> bool:
    """事故4起、死亡9人，同比减少1起、3人: the changes of two things told in turn, whatever their units."""
    if i < _TWO_PAIRS - 1 or not follows_in_list(around[i]):
        return False
    pairs = quantities[i + 1 - _TWO_PAIRS : i + 1]
    first, second, third, fourth = (quantity.unit for quantity in pairs)
    return first == third != second == fourth and all(q.kind is UnitKind.COUNT for q in pairs)


def _pace_behind_rank(quantity: Quantity, left: str, before: Sequence[Quantity], lefts: Sequence[str]) -> int:
    """增速居全国第2位，达到9.2%: the pace that was ranked is told, and is a change."""
    if quantity.dimension != "percent" or not before or before[-1].form is not Form.RANK:
        return 0
    if left.strip(_FILLING + "达到为是，"):
        return 0
    return 1 if any(word in lefts[-1] for word in _PACES) else 0


def kind_of(quantity: Quantity, sign: int) -> FigureKind:
    """Level, rate, growth, rank or multiple."""
    if quantity.form is Form.RANK:
        return FigureKind.RANK
    if quantity.form is Form.DOUBLING:
        return FigureKind.MULTIPLE
    if sign:
        return FigureKind.GROWTH
    if quantity.dimension == "times":
        return FigureKind.MULTIPLE
    return FigureKind.RATE if quantity.kind is UnitKind.SHARE else FigureKind.LEVEL
