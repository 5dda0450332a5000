"""Which row of a table is a part of which: by what orders their names, by how far they stand in, by a total.

What belongs here: rows and the names before them. What does not: what a name says (``heads``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.figures.tables.layout import Row
from data_layer.lexicon.tables import load_table_words

__all__ = ["Nested", "nested"]

_ORDERED = (
    re.compile("[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile("[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[0-9]{1,2}[、.．](?![0-9])"),
    re.compile(r"[（(][0-9]{1,2}[）)]"),
)
"""What orders the rows, from the highest rank to the lowest."""
_AMONG = re.compile("(?:其中|#|＃)[:：]?")
_INDENT = re.compile("[　 ]*")
_UNIT = re.compile("[（(][^（）()]{1,10}[）)]$")


@dataclass(frozen=True, slots=True)
class Nested:
    """A row and what it is a part of.

    Attributes:
        whole: the name of the row that this one is a part of, as written; empty where there is none.
        unit: what that row's own column of units says.
        repeated: another row of the table has the same name.
    """

    whole: str
    unit: str
    repeated: bool

    def tells_unit(self, *own: str) -> bool:
        """Whether a row tells a unit of its own, or is no part of one that does."""
        return any(own) or not self.whole


def nested(rows: Sequence[Row]) -> list[Nested]:
    """For each row of a table which one it is a part of."""
    names = [row.labels[-1] if row.labels else "" for row in rows]
    counts = Counter(row.labels[:-1] + (_bare(name),) for row, name in zip(rows, names, strict=True))
    found: list[Nested] = []
    open_rows: list[tuple[float, int]] = []
    total: int | None = None
    for at, (row, name) in enumerate(zip(rows, names, strict=True)):
        depth = _depth(name)
        if depth is not None:
            while open_rows and open_rows[-1][0] >= depth:
                open_rows.pop()
        whole = open_rows[-1][1] if open_rows and (depth is not None or total is None) else total
        if depth is None and (_is_total(name) or _UNIT.search(name)):
            whole, total = None, at  # one that tells its unit begins anew
        if depth is not None:
            open_rows.append((depth, at))
        repeated = counts[row.labels[:-1] + (_bare(name),)] > 1
        of = rows[whole] if whole is not None else None
        found.append(Nested(of.labels[-1] if of else "", of.unit if of else "", repeated))
    return found


def _depth(name: str) -> float | None:
    """How deep a row stands, the outermost at 0; None where nothing orders it."""
    indent = len(_INDENT.match(name).group())  # type: ignore[union-attr]
    bare = name[indent:]
    rank = next((rank for rank, mark in enumerate(_ORDERED) if mark.match(bare)), None)
    if rank is not None:
        return float(rank)
    if _AMONG.match(bare):
        return len(_ORDERED) + 0.5
    return len(_ORDERED) + 1.0 + indent if indent else None


def _bare(name: str) -> str:
    """A name without what orders it."""
    bare = name.strip("　 ")
    mark = next((found for mark in (*_ORDERED, _AMONG) if (found := mark.match(bare))), None)
    return bare[mark.end() :] if mark else bare


def _is_total(name: str) -> bool:
    sums = tuple(word for word in load_table_words().totals if word.endswith("计"))
    return _UNIT.sub("", name.strip("　 ")).rstrip().endswith(sums)
