"""Joins what the other modules find into figures: the one entry from an article to its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from data_layer.figures.catalogue import common_unit, match_indicator
from data_layer.figures.changes import growth_base
from data_layer.figures.confidence import judge
from data_layer.figures.distributing import places_of_lists
from data_layer.figures.indicators import name_indicators
from data_layer.figures.linking import Placed, govern_place, govern_time, period_of, place_of, subject_place
from data_layer.figures.quantities import Quantity, Rejected
from data_layer.figures.roles import goes_on_planning, kind_of, opens_plans, signs_of, status_of
from data_layer.figures.scanning import scan_quantities
from data_layer.figures.sentences import Context, contexts, sentence_around, split_sentences
from data_layer.figures.speakers import scopes_of
from data_layer.figures.statements import Memory, Named, Statement
from data_layer.lexicon.units import UnitKind
from data_layer.model import (
    Article,
    Figure,
    FigureKind,
    GrowthBase,
    PlaceMention,
    Scope,
    Status,
    TimeMention,
)
from data_layer.periods import find_times, reference_year
from data_layer.places import find_places, resolve_places

__all__ = ["explain_rejected", "extract_figures"]

_Mention = TypeVar("_Mention", PlaceMention, TimeMention)
_SUFFIXES = "国省市县区州旗盟"
_TARGET = re.compile(r"目标|任务|计划|预算|预期")
_OF_TARGET = re.compile(r"(?:目标|任务|计划|预算|指标)(?:任务|目标)?(?:数|值|总额)?[为是]?$")
_AGAINST_TARGET = re.compile(r"的[0-9百]|[，,](?:实际|目前|现|全年|共|已|已经|累计)*(?:完成|达到?|实现)")
"""完成全年目标任务1200人的114%; 改厕任务380座，完成402座: the number before is the target."""
_PARAGRAPH_END = re.compile(r"(?<![；;：:])\n")
_TITLES = re.compile(r"《[^》]{0,60}》|“[^“”]{0,16}”")


@dataclass(slots=True)
class _Paragraph:
    """One paragraph and what its statements pass on.

    Attributes:
        offset: where it begins in the article's text.
        memory: what later quantities may refer back to.
        subject: the place that its sentences speak of so far.
        planned: it stands in a section of plans.
    """

    article: Article
    text: str
    offset: int
    times: list[TimeMention]
    places: list[PlaceMention]
    quoted: list[tuple[int, int]]
    planned: bool = False
    memory: Memory = field(default_factory=Memory)
    subject: Placed | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence with its own places and times; ``times`` opens with the nearest ones before it."""

    paragraph: _Paragraph
    span: tuple[int, int]
    places: list[PlaceMention]
    times: list[TimeMention]
    quoted: list[tuple[int, int]]


_TIMES_BEFORE = 16
"""Times before a sentence that may govern it: more than any paragraph needs, so that long ones stay quick."""


def extract_figures(article: Article) -> list[Figure]:
    """Every figure that ``article`` reports, in the order of its text.

    Args:
        article: dated and located; 今年 and 全县 stay open where it is not.
    """
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
    return [
        Rejected(r.start + paragraph.offset, r.end + paragraph.offset, r.text, r.reason)
        for paragraph, _, rejected in _scanned(article)
        for r in rejected
    ]


def _scanned(article: Article) -> Iterator[tuple[_Paragraph, list[Quantity], list[Rejected]]]:
    """Each paragraph with its links and quantities.

    Times and places are read from the whole text: a heading gives its section a year, and 该县 the county
    that an earlier paragraph named.
    """
    times = [
        t
        for t in find_times(article.text, article.published, reference_year(article.title))
        if not _TARGET.match(article.text, t.end)
    ]
    places = [
        p
        for p in resolve_places(find_places(article.text), article.region)
        if p.place is None or not article.text[max(0, p.start - 1) : p.start].isdigit()  # 69家开发区 is none
    ]
    offset = at_time = at_place = 0
    planned = False
    for text in _paragraphs(article.text):
        end = offset + len(text)
        first_time, first_place = at_time, at_place
        at_time, at_place = _passed(times, at_time, end), _passed(places, at_place, end)
        own_times = [_moved(t, -offset) for t in times[first_time:at_time]]
        own_places = [_moved(p, -offset) for p in places[first_place:at_place]]
        quantities, rejected = scan_quantities(text, own_times)
        quoted = [(m.start(), m.end()) for m in _TITLES.finditer(text)] if quantities else []
        opened = opens_plans(text)
        planned = planned if opened is None else opened
        yield _Paragraph(article, text, offset, own_times, own_places, quoted, planned), quantities, rejected
        offset = end + 1


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of an article; a line that ends with ； or ： goes on in the next."""
    start = 0
    for m in _PARAGRAPH_END.finditer(text):
        yield text[start : m.start()]
        start = m.end()
    yield text[start:]


def _moved(mention: _Mention, by: int) -> _Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by)


def _figures(paragraph: _Paragraph, found: list[Quantity]) -> Iterator[Figure]:
    """The figures of one paragraph, sentence by sentence."""
    if not found:
        return
    home = paragraph.article.region
    at = place = time = quote = 0
    for span in split_sentences(paragraph.text):
        first, first_place, first_time, first_quote = at, place, time, quote
        at = _passed(found, at, span[1])
        place = _passed(paragraph.places, place, span[1])
        time = _passed(paragraph.times, time, span[1])
        while quote < len(paragraph.quoted) and paragraph.quoted[quote][0] < span[1]:
            quote += 1
        places = paragraph.places[first_place:place]
        paragraph.subject = subject_place(paragraph.text, span, places, paragraph.subject, home)
        if at > first:
            sentence = _Sentence(
                paragraph,
                span,
                places,
                paragraph.times[max(0, first_time - _TIMES_BEFORE) : time],
                paragraph.quoted[max(0, first_quote - _TIMES_BEFORE) : quote],
            )
            yield from _statements(sentence, found[first:at])


def _passed(spans: Sequence[Quantity | PlaceMention | TimeMention], at: int, end: int) -> int:
    """The index behind the last of ``spans`` that begins before ``end``."""
    while at < len(spans) and spans[at].start < end:
        at += 1
    return at


def _statements(sentence: _Sentence, quantities: list[Quantity]) -> Iterator[Figure]:
    text = sentence.paragraph.text
    around = contexts(text, sentence.span, quantities)
    lefts = [_without_links(sentence, context) for context in around]
    whole = [context.left for context in around]
    signs = signs_of(text, quantities, around, whole)
    if lefts != whole:
        untimed = signs_of(text, quantities, around, lefts)
        signs = [own or other for own, other in zip(signs, untimed, strict=True)]
    shared = places_of_lists(text, sentence.span, around, sentence.places)
    statements = [
        Statement(quantity, context, left, _placed(sentence, context), bool(sign), place is not None)
        for quantity, context, left, sign, place in zip(quantities, around, lefts, signs, shared, strict=True)
    ]
    goes_on = text[sentence.span[0] - 1 : sentence.span[0]] == "\n"
    named = name_indicators(text, statements, sentence.paragraph.memory, goes_on=goes_on)
    scopes = scopes_of(
        text,
        sentence.span,
        [quantity.lead for quantity in quantities],
        [quantity.kind is UnitKind.COUNT for quantity in quantities],
        sentence.places,
    )
    for statement, sign, name, scope, place in zip(statements, signs, named, scopes, shared, strict=True):
        yield _figure(sentence, statement, quantities, sign, name, scope, place)


def _placed(sentence: _Sentence, context: Context) -> bool:
    end = context.left_start + len(context.left)
    return any(context.left_start <= p.start < end and not p.passing for p in sentence.places)


def _without_links(sentence: _Sentence, context: Context) -> str:
    """The words before a quantity without the places and times, which have fields of their own."""
    words, start = context.left, context.left_start
    linked = [
        (p.start, p.end)
        for p in sentence.places
        if p.place is None and (p.relative or p.text[-1] in _SUFFIXES)
    ]
    linked += [(t.start, t.end) for t in sentence.times]
    if any((p.start, p.end) == (start, start + len(words)) for p in sentence.places):
        return ""
    for low, high in sorted(linked, reverse=True):
        if start <= low < high <= start + len(context.left):
            words = words[: low - start] + words[high - start :]
    return words


def _figure(
    sentence: _Sentence,
    statement: Statement,
    quantities: Sequence[Quantity],
    sign: int,
    named: Named,
    scope: Scope,
    of_list: PlaceMention | None,
) -> Figure:
    paragraph, span = sentence.paragraph, sentence.span
    article, text = paragraph.article, paragraph.text
    quantity, context = statement.quantity, statement.context
    kind = kind_of(quantity, sign)
    mention, earlier = govern_time(
        text, quantity, context, span, sentence.times, sentence.quoted, quantities, growth=statement.growth
    )
    status = Status.PLANNED if paragraph.planned else _status(text, span, quantity, context, mention)
    listed_now = quantity.kind is UnitKind.COUNT and not sign and text[span[0] : quantity.lead]
    period = period_of(
        mention, context.left + named.phrase, kind, status, article.published, listed_now or ""
    )
    placed = (
        place_of(of_list, article.region)
        if of_list is not None
        else govern_place(text, quantity, span, sentence.places, paragraph.subject, article.region)
    )
    low, high = sentence_around(text, span, quantity.start, quantity.end)
    match = match_indicator(named.phrase, quantity.dimension, kind) if named.phrase else None
    confidence, notes = judge(quantity, named, placed, scope, earlier=earlier and period.end is not None)
    factor = sign or (-1 if quantity.negative else 1)
    start = paragraph.offset + quantity.start
    return Figure(
        figure_id=f"{article.article_id}-{start}",
        article_id=article.article_id,
        char_start=start,
        char_end=paragraph.offset + quantity.end,
        quote=text[quantity.start : quantity.end],
        sentence=text[low:high],
        value=quantity.value * factor,
        value_max=None if quantity.value_max is None else quantity.value_max * factor,
        unit=quantity.unit,
        kind=kind,
        indicator=named.phrase,
        base_value=float(f"{quantity.value * factor * quantity.factor:.12g}"),
        base_unit=(match and common_unit(match.indicator_id, quantity.dimension)) or quantity.base_unit,
        modifier=quantity.modifier,
        status=status,
        scope=scope,
        growth_base=_base(text, context, quantity, kind),
        indicator_id=match.indicator_id if match else None,
        region=placed.region,
        region_candidates=_candidates(placed, article),
        place=placed.place,
        period=period,
        confidence=confidence,
        confidence_notes=notes,
        fact_id=f"{article.article_id}-{start}",
    )


def _candidates(placed: Placed, article: Article) -> tuple[str, ...]:
    """What an open place may mean: its own candidates, or those of the article for which it speaks."""
    if placed.region is not None:
        return ()
    return tuple(region.adcode for region in placed.candidates) or article.region_candidates


def _status(
    text: str, span: tuple[int, int], quantity: Quantity, context: Context, mention: TimeMention | None
) -> Status:
    if mention is not None and mention.planned and mention.start >= span[0]:
        return Status.PLANNED
    if _OF_TARGET.search(context.left) and _AGAINST_TARGET.match(text, quantity.tail):
        return Status.PLANNED
    clause_at = max(0, context.clause_start - span[0])
    return status_of(text[span[0] : span[1]], quantity.lead - span[0], clause_at)


def _base(text: str, context: Context, quantity: Quantity, kind: FigureKind) -> GrowthBase | None:
    return growth_base(text[context.clause_start : quantity.lead]) if kind is FigureKind.GROWTH else None
