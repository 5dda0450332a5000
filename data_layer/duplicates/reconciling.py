"""One fact, many witnesses: the figures of two witnesses row by row, and what they share.

Figures are aligned by where they stand, not by what they say: a wrong digit must not hide that two are one.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from data_layer.duplicates.differing import Difference, FigureRow, Witness, classify_difference
from data_layer.duplicates.mapping import TextMap
from data_layer.duplicates.parameters import Parameters
from data_layer.model import Article, Figure

_NEAR_CHARS = (
    12  # how far a quote may stand from where it is expected, and how far the words beside it are compared
)


def compare_figures(
    article_a: Article,
    figures_a: Sequence[Figure],
    article_b: Article,
    figures_b: Sequence[Figure],
    parameters: Parameters | None = None,
) -> tuple[FigureRow, ...]:
    """The figures of two witnesses row by row, in the order of ``a``.

    What one article does not cover (an excerpt, a foreign tail) it does not leave out: such figures are in no
    row.
    """
    parameters = parameters or Parameters()
    texts = TextMap.between(article_a.text, article_b.text, parameters)
    return compare_witnesses(Witness(article_a, figures_a), Witness(article_b, figures_b), texts, parameters)


def compare_witnesses(
    a: Witness, b: Witness, texts: TextMap, parameters: Parameters
) -> tuple[FigureRow, ...]:
    """See ``compare_figures``."""
    rows: list[tuple[int, FigureRow]] = []
    matched = _align(texts, a, b, parameters)
    for one, other in matched:
        difference = classify_difference(a.surroundings[one], b.surroundings[other])
        rows.append((a.figures[one].char_start, FigureRow(a.figures[one], b.figures[other], difference)))
    taken_a, taken_b = {one for one, _ in matched}, {other for _, other in matched}
    for number, figure in enumerate(a.figures):
        if number not in taken_a:
            start = figure.char_start
            alone = _alone(a.surroundings[number].quote, texts.to_b(start), b, texts.misses_in_b(start))
            rows += [(start, FigureRow(figure, None, alone))] if alone else []
    for number, figure in enumerate(b.figures):
        if number not in taken_b:
            start, targets = figure.char_start, texts.to_a(figure.char_start)
            alone = _alone(b.surroundings[number].quote, targets, a, texts.misses_in_a(start))
            at = targets[0] if targets else len(a.text)
            rows += [(at, FigureRow(None, figure, alone))] if alone else []
    return tuple(row for _, row in sorted(rows, key=lambda item: item[0]))


def _alone(quote: str, targets: Sequence[int], other: Witness, misses: bool) -> Difference | None:
    """SAME where the other text has the same words, MISSING where it leaves them out, else None."""
    reach = len(quote) + _NEAR_CHARS
    if any(quote in other.within(target - _NEAR_CHARS, target + reach) for target in targets):
        return Difference.SAME
    return Difference.MISSING if misses else None


def _align(texts: TextMap, a: Witness, b: Witness, parameters: Parameters) -> list[tuple[int, int]]:
    """Numbers of the figures whose numbers stand in one place; one to one.

    Those of one writing first, then the nearest. Two that are written differently are one only where the
    words around them are the same: where a text was put into other words, what stands in one place may be
    another number of the same list.
    """
    starts = [figure.char_start for figure in b.figures]
    reach = 2 * parameters.drift_chars
    offers = []
    for number, figure in enumerate(a.figures):
        for target in texts.to_b(figure.char_start):
            near = range(bisect_left(starts, target - reach), bisect_right(starts, target + reach))
            offers += [
                (a.quotes[number] != b.quotes[at], abs(starts[at] - target), number, at) for at in near
            ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for differ, _, number, at in sorted(offers):
        if number in matched or at in taken:
            continue
        if differ and not _in_same_words(a, number, b, at, parameters):
            continue
        taken.add(at)
        matched[number] = at
    return list(matched.items())


def _in_same_words(a: Witness, one: int, b: Witness, other: int, parameters: Parameters) -> bool:
    """Whether the words before two numbers, or those behind them, are the same but for OCR.

    Both are asked of numbers with other units (4个, 21人).
    """
    alike = [
        ratio(*words) for words in zip(a.around(one, _NEAR_CHARS), b.around(other, _NEAR_CHARS), strict=True)
    ]
    one_unit = a.figures[one].unit == b.figures[other].unit
    return (max if one_unit else min)(alike) >= parameters.same_words_percent


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


def reconcile(
    matches: Iterable[tuple[Figure, Figure]], rank: Mapping[str, int], doubted: Set[str] = frozenset()
) -> dict[str, FactWitness]:
    """Facts out of aligned figures: figure_id to its fact; figures that no other reports have none here.

    Shown is a number that the arithmetic of its own article does not contradict; of these the one that most
    witnesses tell; of these that of the better witness.

    Args:
        matches: aligned figures of two witnesses each, the most trusted first.
        rank: article_id to its place among its cluster's witnesses; the smallest is the better one.
        doubted: ids of figures that do not agree with others of their article.
    """
    facts: dict[str, list[Figure]] = {}
    known: dict[str, Figure] = {}
    for a, b in matches:
        known |= {a.figure_id: a, b.figure_id: b}
        here, there = (facts.setdefault(figure.figure_id, [figure]) for figure in (a, b))
        if here is there or {f.article_id for f in here} & {f.article_id for f in there}:
            continue
        here.extend(there)
        for figure in there:
            facts[figure.figure_id] = here
    out = {}
    for figure in known.values():
        group = facts[figure.figure_id]
        if len(group) < 2:
            continue
        best = _shown(group, rank, doubted)
        out[figure.figure_id] = FactWitness(min(one.figure_id for one in group), best is figure, len(group))
    return out


def _shown(group: Sequence[Figure], rank: Mapping[str, int], doubted: Set[str]) -> Figure:
    """The witness of one fact that views show."""
    told = Counter((figure.value, figure.value_max, figure.unit) for figure in group)

    def rule(figure: Figure) -> tuple[bool, int, int, str]:
        number = figure.value, figure.value_max, figure.unit
        return figure.figure_id in doubted, -told[number], rank.get(figure.article_id, 0), figure.figure_id

    return min(group, key=rule)
