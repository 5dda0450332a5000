"""Shares of several counts told abreast: 起火60起、烧伤20人…夜间起火30起、烧伤9人，分别占总数的50%和45%.

What belongs here: shares in turn of parts in different units, of all that was told before in the same units.
What does not: shares in turn of one number (``ratios``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import CHANCE, Reading
from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.shares.sharing import share_of

__all__ = ["abreast_shares"]

_OF_ALL = re.compile("分别占(?:全部|[\u4e00-\u9fff]{0,6}总(?:数|量|额|计|体)|同类)?[\u4e00-\u9fff]{0,6}的?$")
_SHARE = re.compile("占[^，。；]{0,12}[0-9]")
_SURE = 0.92


def abreast_shares(passage: Passage, rate: Mention, first: Mention, number: int) -> Iterator[Reading]:
    """A share of a row of ``number`` shares that ``first`` opens, by its part and the total in its unit."""
    if number < 2 or first.order < number or not _OF_ALL.search(first.clause):
        return
    parts = passage.mentions[first.order - number : first.order]
    if not all(m.is_amount and m.sentence == first.sentence for m in parts):
        return
    wholes = _told_before([*passage.earlier, *passage.mentions[: parts[0].order]], parts)
    if not wholes:
        return
    hold = all(
        whole.stated.value * whole.stated.factor >= part.stated.value * part.stated.factor
        for whole, part in zip(wholes, parts, strict=True)
    )
    turn = rate.order - first.order
    yield share_of(rate, parts[turn : turn + 1], wholes[turn : turn + 1], _SURE if hold else CHANCE)


def _told_before(before: Sequence[Mention], parts: Sequence[Mention]) -> Sequence[Mention]:
    """The last numbers of one sentence in a row that have the units of the parts in their order.

    Where two parts have one unit they have the names of the parts too (死亡20人、受伤30人). They are no parts
    with shares themselves.
    """
    units = [m.figure.unit for m in parts]
    amounts = [m for m in before if m.is_amount]
    for at in range(len(amounts) - len(units), -1, -1):
        row = amounts[at : at + len(units)]
        if [m.figure.unit for m in row] != units or row[0].opens != row[-1].opens:
            continue
        known = all(
            units.count(part.figure.unit) == 1 or whole.figure.indicator == part.figure.indicator
            for whole, part in zip(row, parts, strict=True)
        )
        return row if known and not _SHARE.search(row[-1].text, row[-1].end, parts[0].start) else ()
    return ()
