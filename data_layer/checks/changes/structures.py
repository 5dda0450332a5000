"""Structures: percentages that colons join, as 6.0:55.1:38.9.

What belongs here: finding them, and what each part of one changed by. What does not: whether they make 100
(``composition``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.changes.telling import STEADY
from data_layer.checks.linking.pairs import Pair
from data_layer.checks.linking.passages import Mention, Passage

__all__ = ["is_share", "points_of_parts", "structures_of"]


def is_share(mention: Mention) -> bool:
    """Whether a number may be a share in percent."""
    return mention.is_rate and mention.figure.unit == "%" and mention.figure.value >= 0


def structures_of(passage: Passage) -> Iterator[Sequence[Mention]]:
    """The parts of each whole that colons join: 6.0:55.1:38.9 are all of it."""
    parts: list[Mention] = []
    for mention in passage.mentions:
        if parts and is_share(mention) and _COLON.fullmatch(passage.gap(parts[-1], mention)):
            parts.append(mention)
            continue
        if len(parts) > 1:
            yield parts
        parts = [mention] if is_share(mention) else []
    if len(parts) > 1:
        yield parts


_COLON = re.compile(" ?[:：∶︰] ?")


def points_of_parts(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """由20:38:42调整为18:39:43，第一产业比重下降2个百分点，第二产业上升1个百分点: of each in its place."""
    points = [m for m in passage.mentions if m.is_growth and m.figure.unit == "个百分点"]
    told = [some for some in structures_of(passage) if len(some) == len(_PLACES)] if points else []
    for old, new in zip(told, told[1:], strict=False):
        if old[-1].order + 1 != new[0].order or not passage.gap(old[-1], new[0]).endswith(_BECAME):
            continue
        for change in points:
            places = [at for at, name in enumerate(_PLACES) if name.search(change.clause)]
            near = new[-1].order < change.order and change.sentence <= new[0].sentence + 1
            apart = STEADY.search(change.clause) or _OTHERWISE.search(change.left)
            if near and len(places) == 1 and not apart:
                yield Pair(old[places[0]], new[places[0]], 0.92), change


_PLACES = tuple(re.compile(f"(?:第{one}|{one}产|{one}次产)") for one in "一二三")
_BECAME = ("为", "到", "至", "成", "年的")
_OTHERWISE = re.compile("[0-9]{4}年|目标|计划|平均|全[国省市]|增[速幅]|增长率|投资|贡献|收入|从业|就业")
"""Words by which a change is of another number, or against another one."""
