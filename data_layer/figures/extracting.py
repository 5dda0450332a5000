"""Joins what the other modules find into figures: the one entry from an article to its figures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from data_layer.figures.composing import Paragraph, Sentence, compose
from data_layer.figures.contexts.placing import governing_places, subject_place
from data_layer.figures.contexts.planning import PlanSections, goes_on_planning, plans_to_do
from data_layer.figures.contexts.speakers import Telling, said_by, scopes_of
from data_layer.figures.numbers.quantities import Quantity, Rejected
from data_layer.figures.numbers.scanning import scan_quantities
from data_layer.figures.sentences import full_marks, split_sentences
from data_layer.figures.tables.cells import read_tables, unread_cells
from data_layer.figures.tables.layout import without_tables
from data_layer.model import (
    Article,
    Figure,
    PlaceMention,
    Region,
    Status,
    TimeMention,
)
from data_layer.periods import find_times, reference_year
from data_layer.places import find_places, resolve_places

__all__ = ["explain_rejected", "extract_figures"]

_Mention = TypeVar("_Mention", PlaceMention, TimeMention)
_TARGET = re.compile(r"目标|任务|计划|预算|预期|(?:滚存)?结[转余]")
"""今年目标任务, 上年结转: a time in front sorts the target, and is not when the statement holds."""
_PARAGRAPH_END = re.compile(r"(?<![；;：:])\n")
_SORT = re.compile(r"(?:[省市县区家]级|新增|建成|创建|新建|拥有|打造)的?$")
_COUNT = re.compile(r"[共达各]?[0-9一二两三四五六七八九十]+[余多]?[个家处座](?=[，。；、）)！,;]|$)")
_TITLES = re.compile(r"《[^》]{0,60}》|“[^“”]{0,16}”")


_KEPT_TITLES = 1024
"""Headlines whose places are remembered: each cell of an article's tables is read under its own."""
_TIMES_BEFORE = 16
"""Times before a sentence that may govern it: more than any paragraph needs, so that long ones stay quick."""


def extract_figures(article: Article) -> list[Figure]:
    """Every figure that ``article`` reports, in the order of its text.

    Args:
        article: dated and located; 今年 and 全县 stay open where it is not.
    """
    if "\t" not in article.text:
        return _of_prose(article)
    prose = replace(article, text=without_tables(article.text))
    figures = _of_prose(prose) + read_tables(article, _of_prose)
    return sorted(figures, key=lambda figure: figure.char_start)


def _of_prose(article: Article) -> list[Figure]:
    """The figures of an article without tables."""
    figures: list[Figure] = []
    ahead = False
    for paragraph, found, _ in _scanned(article):
        paragraph.planned = paragraph.planned or (ahead and goes_on_planning(paragraph.text, paragraph.times))
        told = list(_figures(paragraph, found))
        ahead = told[-1].status is Status.PLANNED if told else ahead
        figures += told
    return figures


def explain_rejected(article: Article) -> list[Rejected]:
    """The numbers of ``article`` that are no figures, with the reason; offsets as in ``article.text``."""
    cells = unread_cells(article, read_tables(article, _of_prose)) if "\t" in article.text else []
    prose = replace(article, text=without_tables(article.text))
    return cells + [
        Rejected(r.start + paragraph.offset, r.end + paragraph.offset, r.text, r.reason)
        for paragraph, _, rejected in _scanned(prose)
        for r in rejected
    ]


def _scanned(article: Article) -> Iterator[tuple[Paragraph, list[Quantity], list[Rejected]]]:
    """Each paragraph with its links and quantities.

    Times and places are read from the whole text: a heading gives its section a year, and 该县 the county
    that an earlier paragraph named.
    """
    whole = full_marks(article.text)
    times = [
        t
        for t in find_times(whole, article.published, reference_year(article.title))
        if not _TARGET.match(whole, t.end) or plans_to_do(whole, t.end)
    ]
    places = [
        p
        for p in resolve_places(find_places(whole), article.region)
        if p.place is None or not _counted(whole, p)
    ]
    offset = at_time = at_place = 0
    sections = PlanSections(article.title)
    title = article.title or ""
    telling = Telling.of(title, _places_of(title, article.region), whole)
    for text in _paragraphs(whole):
        if not text:  # where the rows of a table stood
            offset += 1
            continue
        end = offset + len(text)
        first_time, first_place = at_time, at_place
        at_time, at_place = _passed(times, at_time, end), _passed(places, at_place, end)
        own_times = [_moved(t, -offset) for t in times[first_time:at_time]]
        own_places = [_moved(p, -offset) for p in places[first_place:at_place]]
        quantities, rejected = scan_quantities(text, own_times)
        quoted = [(m.start(), m.end()) for m in _TITLES.finditer(text)] if quantities else []
        planned = sections.planned(text)
        paragraph = Paragraph(article, text, offset, own_times, own_places, quoted, planned)
        paragraph.telling = telling
        if quantities:
            paragraph.spoken = said_by(text, quantities)
        yield paragraph, quantities, rejected
        offset = end + 1


@functools.lru_cache(maxsize=_KEPT_TITLES)
def _places_of(title: str, region: Region | None) -> Sequence[PlaceMention]:
    return resolve_places(find_places(title), region)


def _counted(text: str, place: PlaceMention) -> bool:
    """Whether zones are counted (69家开发区, 新增市级园区5个), so that no place is meant."""
    if text[max(0, place.start - 1) : place.start].isdigit():
        return True
    sorted_out = _SORT.search(text, max(0, place.start - 4), place.start)
    return sorted_out is not None and _COUNT.match(text, place.end) is not None


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of an article; a line that ends with ； or ： goes on in the next."""
    start = 0
    for m in _PARAGRAPH_END.finditer(text):
        yield text[start : m.start()]
        start = m.end()
    yield text[start:]


def _moved(mention: _Mention, by: int) -> _Mention:
    return mention._replace(start=mention.start + by, end=mention.end + by) if by else mention


def _figures(paragraph: Paragraph, found: list[Quantity]) -> Iterator[Figure]:
    """The figures of one paragraph, sentence by sentence."""
    if not found and paragraph.telling.widely:
        return
    paragraph.telling.begin_paragraph()
    home = paragraph.article.region
    at = place = time = quote = 0
    ahead = False
    for span in split_sentences(paragraph.text):
        first, first_place, first_time, first_quote = at, place, time, quote
        at = _passed(found, at, span[1])
        place = _passed(paragraph.places, place, span[1])
        time = _passed(paragraph.times, time, span[1])
        while quote < len(paragraph.quoted) and paragraph.quoted[quote][0] < span[1]:
            quote += 1
        places = paragraph.places[first_place:place]
        times = paragraph.times[first_time:time]
        paragraph.subject = subject_place(paragraph.text, span, places, times, paragraph.subject, home)
        if at > first:
            sentence = Sentence(
                paragraph,
                span,
                places,
                governing_places(paragraph.text, span, places, home),
                paragraph.times[max(0, first_time - _TIMES_BEFORE) : time],
                paragraph.quoted[max(0, first_quote - _TIMES_BEFORE) : quote],
                paragraph.planned
                or (
                    ahead and goes_on_planning(paragraph.text[slice(*span)], paragraph.times[first_time:time])
                ),
            )
            told = list(compose(sentence, found[first:at]))
            ahead = told[-1].status is Status.PLANNED if told else ahead
            yield from told
        elif not paragraph.telling.settled:
            last = scopes_of(paragraph.text, span, [], places, paragraph.telling.persons)[-1]
            paragraph.telling.tell(last, counted=False)


def _passed(spans: Sequence[Quantity | PlaceMention | TimeMention], at: int, end: int) -> int:
    """The index behind the last of ``spans`` that begins before ``end``."""
    while at < len(spans) and spans[at].start < end:
        at += 1
    return at
