"""What a decision does to a record: corrected figures and articles, and figures that a person added.

What belongs here: one record in, one record out. What does not: which decisions there are (kinds), where
their words stand (subjects), rows and files (``data_layer.store.overlay``).
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any

from data_layer.decisions.kinds import ADDED, CORRECTED
from data_layer.decisions.places import Place
from data_layer.figures import common_unit, extract_figures, indicator_by_id, match_indicator
from data_layer.lexicon.regions import NATION
from data_layer.lexicon.units import Unit, load_units
from data_layer.model import (
    NATION_ADCODE,
    Article,
    Check,
    Figure,
    FigureKind,
    GrowthBase,
    Period,
    PeriodType,
    PublishedHow,
    Region,
    RegionLevel,
    Scope,
    Status,
    Verdict,
)
from data_layer.places import region_by_adcode, region_path

__all__ = [
    "ADDED",
    "CORRECTED",
    "added_figure",
    "audited",
    "audited_across",
    "corrected_article",
    "corrected_figure",
    "indicator_name",
    "passage_around",
    "path_of",
    "period_type",
    "reread_figures",
    "same_in_witness",
]

_REMEMBERED_ARTICLES = 4096
_SENTENCE_MARKS = re.compile(r"[。！？!?；\n]")
_TITLE_JOINT = "——"


def corrected_article(article: Article, detail: Mapping[str, Any]) -> Article:
    """The article with a person's date, place or title; a date that a person states is a stated one."""
    changes: dict[str, Any] = {}
    if "published" in detail:
        changes["published"] = _day(detail["published"])
        changes["published_how"] = PublishedHow.STATED if detail["published"] else None
    if "region_adcode" in detail:
        changes["region"] = _region(detail["region_adcode"], article.region)
        changes["region_candidates"] = ()
    if "title" in detail:
        changes["title"] = detail["title"]
        _, joint, rest = (detail["title"] or "").partition(_TITLE_JOINT)
        changes["subtitle"] = rest if joint else None
    return replace(article, **changes)


@functools.lru_cache(maxsize=_REMEMBERED_ARTICLES)
def reread_figures(article: Article) -> tuple[Figure, ...]:
    """The figures of an article, read again after its date, place or title was corrected."""
    return tuple(extract_figures(article))


def corrected_figure(figure: Figure, detail: Mapping[str, Any], note: str = CORRECTED) -> Figure:
    """The figure with a person's values; base value and catalogue entry follow from them."""
    value = detail.get("value", figure.value)
    kind = FigureKind(detail.get("kind", figure.kind))
    indicator = detail.get("indicator", figure.indicator)
    unit = detail.get("unit", figure.unit)
    base_value, base_unit = _based(figure, value, unit, kind)
    entry = _unit(unit, kind)
    indicator_id = figure.indicator_id
    if (indicator, unit, kind) != (figure.indicator, figure.unit, figure.kind):
        match = match_indicator(indicator, entry.dimension if entry else None, kind)
        indicator_id = match.indicator_id if match else None
        if entry is not None:
            base_unit = (common_unit(indicator_id, entry.dimension) if indicator_id else None) or entry.base
    growth_base = detail.get("growth_base", figure.growth_base) if kind is FigureKind.GROWTH else None
    return figure._replace(
        value=value,
        value_max=detail.get("value_max", figure.value_max),
        unit=unit,
        base_value=base_value,
        base_unit=base_unit,
        modifier=detail.get("modifier", figure.modifier),
        kind=kind,
        status=Status(detail.get("status", figure.status)),
        scope=Scope(detail.get("scope", figure.scope)),
        growth_base=GrowthBase(growth_base) if growth_base else None,
        indicator=indicator,
        indicator_id=indicator_id,
        region=_region(detail["region_adcode"], figure.region)
        if "region_adcode" in detail
        else figure.region,
        region_candidates=() if "region_adcode" in detail else figure.region_candidates,
        place=detail.get("place", figure.place),
        period=_period(figure.period, detail),
        confidence=1.0,
        confidence_notes=(note,),
    )


def added_figure(article: Article, place: Place, detail: Mapping[str, Any]) -> Figure:
    """A figure that a person read; what they did not state is as the article has it: its place, no period."""
    start, end = place.start, place.end
    low = max((mark.end() for mark in _SENTENCE_MARKS.finditer(article.text, 0, start)), default=0)
    mark = _SENTENCE_MARKS.search(article.text, end)
    high = len(article.text) if mark is None else mark.end() - (mark.group() == "\n")
    figure = Figure(
        figure_id=f"{article.article_id}-{start}",
        article_id=article.article_id,
        char_start=start,
        char_end=end,
        quote=article.text[start:end],
        sentence=article.text[low:high],
        value=detail["value"],
        unit="",
        kind=FigureKind(detail["kind"]),
        indicator="",
        region=article.region,
        fact_id=f"{article.article_id}-{start}",
    )
    return corrected_figure(figure, detail, ADDED)


def same_in_witness(
    article: Article, figure: Figure, witness: Article, figures: Sequence[Figure]
) -> str | None:
    """The figure_id that another witness has in the same place of the story; None where it has none."""
    from data_layer.duplicates import compare_figures

    rows = compare_figures(article, [figure], witness, figures)
    return next((row.b.figure_id for row in rows if row.a and row.b), None)


def audited(article: Article, figures: Sequence[Figure], changed: Set[str]) -> list[Check]:
    """The open findings of an article that rest on numbers which people corrected or added.

    Args:
        article: the article.
        figures: those of its figures that stand around the changed ones, as people left them.
        changed: figure_ids of those that people corrected or added.
    """
    return [
        replace(check, explanation=check.explanation.replace("原文写", "更正后为"))
        if check.figures[-1] in changed
        else check
        for check in _checks(article, tuple(map(_as_corrected, figures)))
        if check.verdict in (Verdict.INCONSISTENT, Verdict.UNSURE) and not changed.isdisjoint(check.figures)
    ]


def audited_across(articles: Sequence[Article], figures: Sequence[Figure], changed: Set[str]) -> list[Check]:
    """The open findings that set numbers which people corrected or added against those of other articles.

    Args:
        articles: of all the figures.
        figures: the changed ones as people left them, and those that they may be compared with.
        changed: figure_ids of the former.
    """
    from data_layer.checks import ACROSS, compare_articles

    return [
        check
        for check in compare_articles(articles, list(map(_as_corrected, figures)), {})
        if check.rule in ACROSS
        and check.verdict in (Verdict.INCONSISTENT, Verdict.UNSURE)
        and not changed.isdisjoint(check.figures)
    ]


def passage_around(text: str, at: int) -> tuple[int, int]:
    """What the audit's rules may tie to a number: its paragraph, in a table all rows; half-open."""
    start, end = _line_around(text, at)
    if "\t" in text[start:end]:
        while start and "\t" in text[slice(*(above := _line_around(text, start - 1)))]:
            start = above[0]
        while end < len(text) and "\t" in text[slice(*(below := _line_around(text, end + 1)))]:
            end = below[1]
    return start, end


def _line_around(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


@functools.lru_cache(maxsize=_REMEMBERED_ARTICLES)
def _checks(article: Article, figures: tuple[Figure, ...]) -> tuple[Check, ...]:
    from data_layer.checks import check_article

    return tuple(check_article(article, figures))


def _as_corrected(figure: Figure) -> Figure:
    """A corrected figure whose words are its value, so that it stands for that and not for what was read."""
    if CORRECTED not in figure.confidence_notes:
        return figure
    return figure._replace(quote=f"{abs(figure.value):.12g}{figure.unit}")


def indicator_name(indicator_id: str) -> str | None:
    """The name of a catalogue entry; None for an unknown one."""
    entry = indicator_by_id(indicator_id)
    return entry.name if entry else None


def path_of(adcode: str, name: str, level: str) -> tuple[Region, ...]:
    """The regions from the province down to one; of a code that the gazetteer does not know only itself."""
    return region_path(adcode) or (Region(adcode, name, RegionLevel(level)),)


def _based(figure: Figure, value: float, unit: str, kind: FigureKind) -> tuple[float | None, str | None]:
    """The value in the one unit of its dimension, and that unit; both None where there is none."""
    if unit == figure.unit and figure.base_value is not None and figure.value:
        factor, base = figure.base_value / figure.value, figure.base_unit
    elif (entry := _unit(unit, kind)) is not None:
        factor, base = entry.factor, entry.base if unit != figure.unit else figure.base_unit
    else:
        return None, None
    return float(f"{value * factor:.12g}"), base


def _unit(unit: str, kind: FigureKind) -> Unit | None:
    """The unit's entry; none for a rank, whose 位 and 名 count no people."""
    return None if kind is FigureKind.RANK else load_units().units.get(unit)


def _region(adcode: str | None, before: Region | None) -> Region | None:
    """The region of a code; one that the gazetteer no longer knows changes nothing."""
    if adcode is None:
        return None
    return NATION if adcode == NATION_ADCODE else region_by_adcode(adcode) or before


def _period(before: Period, detail: Mapping[str, Any]) -> Period:
    if not {"period_start", "period_end", "period_type"} & set(detail):
        return before
    start = _day(detail["period_start"]) if "period_start" in detail else before.start
    end = _day(detail["period_end"]) if "period_end" in detail else before.end
    kind = PeriodType(detail["period_type"]) if "period_type" in detail else period_type(start, end)
    return Period(start, end, kind, before.text if (start, end) == (before.start, before.end) else None)


def period_type(start: date | None, end: date | None) -> PeriodType:
    """What a span of days is called, as docs/records.md has it."""
    if end is None:
        return PeriodType.UNKNOWN
    if start is None:
        return PeriodType.POINT
    if start.year != end.year:
        return PeriodType.MULTI_YEAR
    if start == end:
        return PeriodType.DAY
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    months = (start.month, end.month)
    named = {(1, 12): PeriodType.YEAR, (1, 6): PeriodType.HALF, (7, 12): PeriodType.HALF}
    named |= {(first, first + 2): PeriodType.QUARTER for first in (1, 4, 7, 10)}
    if whole and (months in named or start.month == end.month):
        return named.get(months, PeriodType.MONTH)
    return PeriodType.TO_DATE if (start.month, start.day) == (1, 1) else PeriodType.RANGE


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
