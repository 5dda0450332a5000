"""The figures that the witnesses of a cluster tell differently, one row a figure, however many witnesses.

What belongs here: compared pairs in, a table with Chinese heads out. What does not: comparing two witnesses
(witnesses), drawing (clusterviews).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from data_layer.duplicates import FigureRow
from data_layer.model import Figure
from pages.shared import wording
from pages.shared.clusters.witnesses import DIFFERENCES

__all__ = ["conflict_kinds", "conflict_table", "of_kinds"]

_WEIGHTY = ("digits", "precision", "unit")
"""What makes two numbers of one; other words around a number mostly do not."""
_MISSING, _IN_USE = "（没有）", "现用"
_ORDER = list(DIFFERENCES)


def conflict_table(compared: Iterable[tuple[dict[str, Any], tuple[FigureRow, ...]]]) -> pd.DataFrame:
    """The differing figures of a cluster, digits first; the index holds a figure id for the card.

    Args:
        compared: pairs of ``queries.cluster_pairs`` with their compared figures.
    """
    facts: dict[str, _Fact] = {}
    for pair, rows in compared:
        for row in rows:
            known = row.a or row.b
            if known is not None and row.difference.value != "same":
                facts.setdefault(known.fact_id or known.figure_id, _Fact(pair["title"])).add(pair, row)
    told = sorted(facts.values(), key=lambda fact: _ORDER.index(fact.kind))
    return pd.DataFrame([fact.row() for fact in told], index=[fact.first.figure_id for fact in told])


class _Fact:
    """One figure with what each witness has of it."""

    def __init__(self, title: object) -> None:
        self.title, self.kind = title, "same"
        self.told: dict[str, tuple[Figure | None, str]] = {}
        """Article id to its figure (None where it leaves it out) and its file."""

    def add(self, pair: dict[str, Any], row: FigureRow) -> None:
        """Take in what one pair says; of several differences the weightiest counts."""
        self.kind = min(self.kind, row.difference.value, key=_ORDER.index)
        for side, figure in (("a", row.a), ("b", row.b)):
            article = pair[f"article_{side}"]
            if figure is not None or article not in self.told:
                self.told[article] = (figure, pair[f"source_{side}"])

    @property
    def figures(self) -> list[Figure]:
        """Those that are there, the one in use first."""
        there = [figure for figure, _ in self.told.values() if figure is not None]
        return sorted(there, key=lambda figure: not figure.chosen)

    @property
    def first(self) -> Figure:
        """The one in use; where none is, any."""
        return self.figures[0]

    def row(self) -> dict[str, str]:
        """The row of the table."""
        first = self.first
        readings = self._readings()
        sentences = [figure.sentence for figure in self.figures if figure.sentence != first.sentence]
        unlike = [figure.sentence for figure in self.figures if figure.quote != first.quote]
        return {
            "比较": DIFFERENCES[self.kind],
            "指标": first.indicator,
            "各版本写法": "、".join(self._written(words, len(files)) for words, files in readings.items()),
            "一个版本的句子": first.sentence,
            "另一个版本的句子": next(iter([*unlike, *sentences]), ""),
            "文章": wording.headline(self.title),
            "来源": "；".join(f"{words}：{'、'.join(files)}" for words, files in readings.items()),
        }

    def _readings(self) -> dict[str, list[str]]:
        """What is written, the reading in use first, with the files that write it so."""
        found: dict[str, list[str]] = {self.first.quote: []}
        for figure, source in self.told.values():
            found.setdefault(figure.quote if figure else _MISSING, []).append(source)
        return found

    def _written(self, words: str, count: int) -> str:
        """A reading, whether it is in use, and of more than two witnesses how many have it."""
        notes = [_IN_USE] if words == self.first.quote and self.first.chosen else []
        notes += [f"{count} 个版本"] if len(self.told) > 2 else []
        return words + (f"（{'，'.join(notes)}）" if notes else "")


def conflict_kinds(kinds: pd.Series) -> tuple[dict[str, str], list[str]]:
    """The kinds of difference that there are, by id with how many, and those that are looked at first.

    Args:
        kinds: the column 比较 of ``conflict_table``.
    """
    counts = kinds.value_counts()
    there = {key: f"{name} {counts[name]}" for key, name in DIFFERENCES.items() if name in counts}
    return there, [key for key in _WEIGHTY if key in there] or list(there)


def of_kinds(table: pd.DataFrame, kinds: Collection[str]) -> pd.DataFrame:
    """The rows of ``conflict_table`` of these kinds (ids), all clusters' digits before anything else."""
    place = {name: at for at, (key, name) in enumerate(DIFFERENCES.items()) if key in kinds}
    kept = table[table["比较"].isin(place)]
    return kept.iloc[kept["比较"].map(place).argsort(kind="stable")]
