"""One fact, many witnesses: the figures of two witnesses row by row, and what they share.

Figures are aligned by where they stand, not by what they say: a wrong digit must not hide that two are one.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.fuzz import ratio

from data_layer.duplicates.comparing.mapping import TextMap
from data_layer.duplicates.facts.differing import Difference, FigureRow, Witness, classify_difference
from data_layer.duplicates.parameters import Parameters
from data_layer.model import Article, Figure

_NEAR_CHARS = (
    12  # how far a quote may stand from where it is expected, and how far the words beside it are compared
)


_LIST_CHARS = 160
"""How far a list in another order may move one of its numbers: the length of a long sentence."""


class _Offer(IntEnum):
    """Why two figures may be one, the better reason first."""

    ALIKE = 0
    """Written alike, in one place."""
    MOVED = 1
    """One number of one thing, further on."""
    DIFFERENT = 2
    """Written differently, in one place."""


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

    Those of one writing first, then the nearest; then one number of one thing that a list tells further on
    (a list in another order). Two that are written differently are one only where the words around them are
    the same: where a text was put into other words, what stands in one place may be another number of the
    same list.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for offer, _, number, at in sorted(_offers(texts, a, b, 2 * parameters.drift_chars)):
        if number in matched or at in taken:
            continue
        if offer is _Offer.DIFFERENT and not _in_same_words(a, number, b, at, parameters):
            continue
        taken.add(at)
        matched[number] = at
    return list(matched.items())


def _offers(texts: TextMap, a: Witness, b: Witness, reach: int) -> Iterator[tuple[_Offer, int, int, int]]:
    """Which two figures may be one: why, how far from its place the other stands, and their numbers."""
    starts = [figure.char_start for figure in b.figures]
    for number, figure in enumerate(a.figures):
        for target in texts.to_b(figure.char_start):
            low, high = target - _LIST_CHARS, target + _LIST_CHARS
            for at in range(bisect_left(starts, low), bisect_right(starts, high)):
                far = abs(starts[at] - target)
                if far <= reach and a.quotes[number] == b.quotes[at]:
                    yield _Offer.ALIKE, far, number, at
                elif _is_same_number(figure, b.figures[at]):
                    yield _Offer.MOVED, far, number, at
                elif far <= reach:
                    yield _Offer.DIFFERENT, far, number, at


def _is_same_number(one: Figure, other: Figure) -> bool:
    """Whether two figures tell the same number, in one unit, of what has two characters in common."""
    same = one.value == other.value and one.value_max == other.value_max
    if not same or one.unit != other.unit or one.kind is not other.kind:
        return False
    return any(one.indicator[at : at + 2] in other.indicator for at in range(len(one.indicator) - 1))


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
