"""Whether figures of a page that is laid out come out in their articles, as labelled documents are scored.

The labels of a page are the figures that its articles have when each is read by itself.
"""

from __future__ import annotations

import bisect
import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from data_layer.model import Figure
from data_layer.pipeline import ParsedDocument, parse_document

if TYPE_CHECKING:
    from tests.segmenting.layouts import Page

__all__ = ["bcubed", "count_figures", "find_figures"]

_Label = tuple[int, float, str]
"""Where a figure begins in the body of its article, its value, sign aside, and its unit."""


def bcubed(pairs: Sequence[tuple[int, int]]) -> float:
    """B-cubed F1 of (labelled article, exported article) over figures; 0 for none."""
    if not pairs:
        return 0.0
    both, by_gold, by_found = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(n * n / by_found[b] for (_, b), n in both.items()) / len(pairs)
    recall = sum(n * n / by_gold[a] for (a, _), n in both.items()) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def find_figures(page: Page, parsed: ParsedDocument) -> list[tuple[int, int]]:
    """The number of the labelled and of the exported article of each labelled figure that was found.

    It is found if a figure of its value and unit was read where it stands.
    """
    left = [Counter(_labels(story)) for story in _bodies(page)]
    pairs = []
    for number, raw, figure in _placed(parsed):
        place = page.places[raw]
        if place is None:
            continue
        owner, at = place
        label = at, abs(figure.value), figure.unit
        if left[owner][label]:
            left[owner][label] -= 1
            pairs.append((owner, number))
    return pairs


def count_figures(page: Page) -> int:
    """How many labelled figures a page has."""
    return sum(len(_labels(body)) for body in _bodies(page))


def _bodies(page: Page) -> list[tuple[str, ...]]:
    return [tuple(story["paragraphs"]) for story in page.stories]


@functools.cache
def _labels(body: tuple[str, ...]) -> tuple[_Label, ...]:
    """The figures of an article by itself, by where they begin in its paragraphs set end to end."""
    page = "\n\n".join(body)
    places = [at for at, char in enumerate(page) if char != "\n"]
    squeezed = {raw: at for at, raw in enumerate(places)}
    parsed = parse_document("文.txt", page.encode())
    return tuple((squeezed[raw], abs(figure.value), figure.unit) for _, raw, figure in _placed(parsed))


def _placed(parsed: ParsedDocument) -> Iterator[tuple[int, int, Figure]]:
    """The figures of a document with the number of their article and their place in its text."""
    numbers = {article.article_id: number for number, article in enumerate(parsed.articles)}
    for figure in parsed.figures:
        number = numbers[figure.article_id]
        spans = parsed.articles[number].raw_spans
        at, raw, _ = spans[bisect.bisect_right(spans, figure.char_start, key=itemgetter(0)) - 1]
        yield number, raw + figure.char_start - at, figure
