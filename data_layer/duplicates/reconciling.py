"""One fact, many witnesses: the figures of two witnesses row by row, and what they share.

Figures are aligned by where they stand, not by what they say: a wrong digit must not hide that two are one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data_layer.duplicates.differing import Difference, FigureRow, classify_difference, fold_words
from data_layer.duplicates.mapping import TextMap
from data_layer.duplicates.parameters import Parameters
from data_layer.model import Article, Figure

_NEAR_CHARS = 12  # how far a quote may stand from where it is expected


def compare_figures(article_a: Article, figures_a: Sequence[Figure], article_b: Article,
                    figures_b: Sequence[Figure],
                    parameters: Parameters | None = None) -> tuple[FigureRow, ...]:
    """The figures of two witnesses row by row, in the order of ``a``.

    The figures of each article are given in the order of its text. What one article does not cover (an
    excerpt, a foreign tail) it does not leave out: such figures are in no row.
    """
    parameters = parameters or Parameters()
    texts = TextMap(article_a.text, article_b.text, parameters)
    rows = [(a.char_start, FigureRow(a, b, classify_difference(a, article_a, b, article_b)))
            for a, b in _align(texts, figures_a, figures_b, parameters)]
    taken = {figure.figure_id for _, row in rows for figure in (row.a, row.b) if figure}
    for a in figures_a:
        if a.figure_id not in taken:
            difference = _alone(a, texts.to_b(a.char_start), article_b.text, texts.misses_in_b(a.char_start))
            rows += [(a.char_start, FigureRow(a, None, difference))] if difference else []
    for b in figures_b:
        if b.figure_id not in taken:
            targets = texts.to_a(b.char_start)
            difference = _alone(b, targets, article_a.text, texts.misses_in_a(b.char_start))
            at = targets[0] if targets else len(article_a.text)
            rows += [(at, FigureRow(None, b, difference))] if difference else []
    return tuple(row for _, row in sorted(rows, key=lambda item: item[0]))


def _alone(figure: Figure, targets: Sequence[int], other: str, misses: bool) -> Difference | None:
    """SAME where the other text has the same words, MISSING where it leaves them out, else None."""
    quote = fold_words(figure.quote)
    if any(quote in fold_words(other[max(0, at - _NEAR_CHARS) : at + len(figure.quote) + _NEAR_CHARS])
           for at in targets):
        return Difference.SAME
    return Difference.MISSING if misses else None


def _align(texts: TextMap, figures_a: Sequence[Figure], figures_b: Sequence[Figure],
           parameters: Parameters) -> list[tuple[Figure, Figure]]:
    """One to one, nearest first: figures whose numbers stand in one place."""
    starts = [b.char_start for b in figures_b]
    reach = 2 * parameters.drift_chars
    offers = []
    for a in figures_a:
        for target in texts.to_b(a.char_start):
            near = range(bisect_left(starts, target - reach), bisect_right(starts, target + reach))
            offers += [(abs(starts[at] - target), a.char_start, starts[at], a, figures_b[at]) for at in near]
    matched: list[tuple[Figure, Figure]] = []
    taken: set[str] = set()
    for *_, a, b in sorted(offers, key=lambda offer: offer[:3]):
        if not taken & {a.figure_id, b.figure_id}:
            taken |= {a.figure_id, b.figure_id}
            matched.append((a, b))
    return matched


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
