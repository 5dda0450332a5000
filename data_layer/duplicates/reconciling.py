"""One fact, many witnesses: the figures of two witnesses row by row, and what they share.

Figures are aligned by where they stand, not by what they say: a wrong digit must not hide that two are one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz

from data_layer.duplicates.mapping import TextMap
from data_layer.duplicates.parameters import Parameters
from data_layer.model import Article, Figure


class Difference(StrEnum):
    """How two aligned figures differ; the first that applies."""

    SAME = "same"
    DIGITS = "digits"
    PRECISION = "precision"
    UNIT = "unit"
    WORDS = "words"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of witness ``a`` beside that of witness ``b``; one of them is None where it is missing."""

    a: Figure | None
    b: Figure | None
    difference: Difference


def compare_figures(article_a: Article, figures_a: Sequence[Figure], article_b: Article,
                    figures_b: Sequence[Figure],
                    parameters: Parameters | None = None) -> tuple[FigureRow, ...]:
    """The figures of two witnesses row by row, in the order of ``a``, then those that only ``b`` has.

    Only figures inside passages that both articles have are missing in the other: what one article does not
    cover it does not leave out.
    """
    parameters = parameters or Parameters()
    texts = TextMap(article_a.text, article_b.text, parameters)
    matched = _align(texts, figures_a, figures_b, parameters)
    rows = [FigureRow(a, b, classify_difference(a, b)) for a, b in matched]
    taken_a = {a.figure_id for a, _ in matched}
    taken_b = {b.figure_id for _, b in matched}
    rows += [FigureRow(a, None, Difference.MISSING) for a in figures_a
             if a.figure_id not in taken_a and texts.to_b(a.char_start)]
    rows.sort(key=lambda row: row.a.char_start if row.a else 0)
    back = TextMap(article_b.text, article_a.text, parameters)
    ordered_b = sorted(figures_b, key=lambda figure: figure.char_start)
    rows += [FigureRow(None, b, Difference.MISSING) for b in ordered_b
             if b.figure_id not in taken_b and back.to_b(b.char_start)]
    return tuple(rows)


def _align(texts: TextMap, figures_a: Sequence[Figure], figures_b: Sequence[Figure],
           parameters: Parameters) -> list[tuple[Figure, Figure]]:
    """One to one, nearest first: figures whose numbers stand in one place."""
    offers = []
    for a in figures_a:
        for target in texts.to_b(a.char_start):
            offers += [(abs(b.char_start - target), a.char_start, b.char_start, a, b) for b in figures_b
                       if abs(b.char_start - target) <= 2 * parameters.drift_chars]
    matched: list[tuple[Figure, Figure]] = []
    taken: set[str] = set()
    for *_, a, b in sorted(offers, key=lambda offer: offer[:3]):
        if not taken & {a.figure_id, b.figure_id}:
            taken |= {a.figure_id, b.figure_id}
            matched.append((a, b))
    return matched


def classify_difference(a: Figure, b: Figure) -> Difference:
    """How two aligned figures differ in number or meaning."""
    if (a.value, a.value_max) != (b.value, b.value_max):
        return Difference.PRECISION if _rounds_to(a.value, b.value) else Difference.DIGITS
    if a.unit != b.unit:
        return Difference.UNIT
    return Difference.SAME if _same_meaning(a, b) else Difference.WORDS


def _rounds_to(first: float, second: float) -> bool:
    """Whether the one is the other with fewer digits."""
    fine, coarse = sorted((Decimal(str(first)).normalize(), Decimal(str(second)).normalize()),
                          key=lambda number: -len(number.as_tuple().digits))
    return fine != coarse and fine.quantize(Decimal(1).scaleb(int(coarse.as_tuple().exponent))) == coarse


def _same_meaning(a: Figure, b: Figure) -> bool:
    if (a.kind, a.status, a.modifier) != (b.kind, b.status, b.modifier):
        return False
    if a.indicator_id and b.indicator_id:
        return a.indicator_id == b.indicator_id
    return fuzz.ratio(a.indicator, b.indicator) >= 75


@dataclass(frozen=True, slots=True)
class FactWitness:
    """What a figure is to its fact.

    Attributes:
        fact_id: the same for all witnesses of one reported figure: the smallest of their figure ids.
        chosen: the witness that views show.
        witnesses: how many articles report it.
    """

    fact_id: str
    chosen: bool
    witnesses: int


def reconcile(matches: Iterable[tuple[Figure, Figure]], figures: Iterable[Figure],
              rank: dict[str, int]) -> dict[str, FactWitness]:
    """Facts out of aligned figures: figure_id to its fact; every one of ``figures`` gets one.

    Args:
        matches: aligned figures of two witnesses each, the most trusted first.
        figures: all figures.
        rank: article_id to its place among its cluster's witnesses; the smallest is shown.
    """
    facts: dict[str, list[Figure]] = {}
    known = list(figures)
    for figure in known:
        facts[figure.figure_id] = [figure]
    for a, b in matches:
        here, there = facts[a.figure_id], facts[b.figure_id]
        if here is there or {f.article_id for f in here} & {f.article_id for f in there}:
            continue
        here.extend(there)
        for figure in there:
            facts[figure.figure_id] = here
    out = {}
    for figure in known:
        group = facts[figure.figure_id]
        best = min(group, key=lambda one: (rank.get(one.article_id, 0), one.figure_id))
        out[figure.figure_id] = FactWitness(min(one.figure_id for one in group), best is figure, len(group))
    return out
