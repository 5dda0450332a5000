"""What shares told in a row are of.

What belongs here: the readings of rows (``chains``), those that close on themselves (``closing``) too. What
does not: a share by itself (``ratios``).
"""

from __future__ import annotations

from data_layer.checks.chains import chains_of, whole_of
from data_layer.checks.closing import closed_rows
from data_layer.checks.judging import CHANCE, Reading
from data_layer.checks.labels import leave_nothing
from data_layer.checks.passages import Passage
from data_layer.checks.sharing import share_of

__all__ = ["rows_of"]

_LONG = 2
"""Shares beyond which two others are witnesses of each."""
_ROW_SURE = 0.95
"""How surely a share is of the whole with which two others agree: even far off it is in error."""


def rows_of(passage: Passage) -> tuple[dict[int, list[Reading]], set[int]]:
    """What shares told in a row are of, by the place of the share, and the places of those that were trimmed.

    Offices change a last digit so that all shares add up to 100: such a one is not judged.
    """
    readings: dict[int, list[Reading]] = {}
    trimmed: set[int] = set()
    for chain in chains_of(passage):
        found = whole_of(passage, chain)
        parts = [link.part for link in chain.links]
        if found is None:
            named = not (chain.of_part or chain.base) and leave_nothing([m.own_words for m in parts])
            rows = [(chain.links, chain.links)] if named else closed_rows(chain)
            for row, judged in rows:  # 男性60人，占60%；女性40人，占40%
                whole = [link.part for link in row]
                for link in judged:
                    readings.setdefault(link.rate.order, []).append(
                        share_of(link.rate, [link.part], whole, 0.92 if named else _ROW_SURE, guarded=named)
                    )
        else:
            whole, proven = found
            for link in chain.links:
                if chain.fills(link) and link.nearly_agrees(whole) and not link.agrees(whole):
                    trimmed.add(link.rate.order)
                    continue
                sure = (_ROW_SURE if len(chain.links) > _LONG else 0.92) if proven else CHANCE
                readings.setdefault(link.rate.order, []).append(
                    share_of(link.rate, [link.part], [whole], sure)
                )
    return readings, trimmed
