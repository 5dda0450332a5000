"""The reading of a sum: parts against the total they are listed with.

What belongs here: what a list of parts comes to. What does not: finding lists (``totals``, ``divisions``).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from data_layer.checks.findings import Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import Reading
from data_layer.checks.linking.passages import Mention
from data_layer.checks.wording import operands

__all__ = ["TOTAL", "sum_of", "tells"]

TOTAL = Rule(
    "total",
    "分项与合计",
    "一句里列出各分项和合计（共…其中…、…合计…），或表格有合计行、合计栏时，分项之和应等于合计。",
    "列举不全（其中只列了一部分）、分项之间有重叠、单位不同或相隔太远时不判；各项分别舍入造成的尾差不算错。",
    "统计报表的平衡关系审核（国家统计局《统计数据质量审核》表内逻辑关系）；iXBRL 计算链接库的求和校验。",
)


def sum_of(total: Mention, parts: Sequence[Mention], certainty: float) -> Reading:
    """``total`` as the sum of ``parts``, which the words tie together as surely as ``certainty``."""
    per = 1 / total.stated.factor

    def expected(given: Sequence[Interval]) -> Interval:
        return functools.reduce(Interval.__add__, given).scaled(per)

    return Reading(
        TOTAL,
        parts,
        total,
        [*["分项"] * len(parts), "合计"],
        expected,
        lambda: " + ".join(operands([m.figure for m in (*parts, total)])[:-1]),
        certainty,
        guarded=True,
        summed=True,
    )


def tells(total: Mention) -> bool:
    """Whether parts of several kinds hardly come to a total by chance.

    What is counted one by one shows each part that is left out.
    """
    stated = total.stated
    if stated.near.low == stated.near.high:
        return stated.value >= _COUNTED
    return stated.value >= _TELLING * stated.last


_TELLING = 30
"""A total, in units of its last digit, that a list of several kinds hardly adds up to by chance."""
_COUNTED = 10
"""The same of what is counted one by one."""
