"""Records to rows and back: the one place that knows which attribute stands in which column.

What belongs here: the two directions for articles and figures, documents and pairs one way. What does not:
opening files. Columns that only a whole version can know (clusters, facts, the path of a region) are left
empty here and filled when a version is published.
"""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from sys import intern
from typing import Any

from data_layer.model import (
    Article,
    Check,
    Document,
    DuplicatePair,
    Figure,
    FigureKind,
    GrowthBase,
    Period,
    PeriodType,
    PublishedHow,
    Region,
    RegionLevel,
    Relation,
    Scope,
    Status,
)
from data_layer.store.schema import load_tables

__all__ = [
    "Row",
    "article_row",
    "check_row",
    "document_row",
    "figure_row",
    "indicator_key",
    "pair_row",
    "read_article",
    "read_figure",
    "read_pair",
    "region_rows",
]

Row = tuple[Any, ...]

_KEY_DIGITS = 10


def indicator_key(indicator_id: str | None, phrase: str) -> str:
    """What a series is called in addresses: the catalogue's id, else ``phrase:`` and ten digits of a hash."""
    if indicator_id:
        return indicator_id
    folded = "".join(unicodedata.normalize("NFKC", phrase).split())
    return f"phrase:{hashlib.sha1(folded.encode(), usedforsecurity=False).hexdigest()[:_KEY_DIGITS]}"


def document_row(document: Document, cache_key: str) -> Row:
    """A row of ``documents``."""
    pages = document.text.count("\f") + 1
    return _row(
        "documents",
        document_id=document.sha256,
        source=document.name,
        form=document.form.value,
        encoding=document.encoding,
        ocr_confidence=document.ocr_confidence,
        pages=pages if pages > 1 else None,
        chars=len(document.text),
        cache_key=cache_key,
    )


def article_row(article: Article) -> Row:
    """A row of ``articles``, without ``cluster_id`` and ``placed``."""
    return _row(
        "articles",
        article_id=article.article_id,
        source=article.source,
        title=article.title,
        subtitle=article.subtitle,
        page=article.page,
        fragment=article.fragment,
        byline=list(article.byline),
        published=article.published,
        published_how=article.published_how,
        topics=list(article.topics),
        text=article.text,
        chars=len(article.text),
        cluster_id=None,
        region_candidates=list(article.region_candidates),
        document_id=article.document_id,
        template=False,
        raw_spans=array("I", chain.from_iterable(article.raw_spans)).tobytes(),
        placed=None,
        **_region(article.region),
    )


def figure_row(figure: Figure, article: Article, indicator_name: Callable[[str], str | None]) -> Row:
    """A row of ``figures``, without ``placed``; its fact is its own until a version is published."""
    return _row(
        "figures",
        figure_id=figure.figure_id,
        article_id=figure.article_id,
        source=article.source,
        fact_id=figure.fact_id or figure.figure_id,
        chosen=figure.chosen,
        quote=figure.quote,
        sentence=figure.sentence,
        char_start=figure.char_start,
        char_end=figure.char_end,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        base_value=figure.base_value,
        base_unit=figure.base_unit,
        modifier=figure.modifier,
        kind=figure.kind.value,
        status=figure.status.value,
        scope=figure.scope.value,
        growth_base=figure.growth_base,
        value_as_read=None,
        indicator=figure.indicator,
        indicator_id=figure.indicator_id,
        indicator_name=indicator_name(figure.indicator_id) if figure.indicator_id else None,
        region_candidates=list(figure.region_candidates),
        place=figure.place,
        period_start=figure.period.start,
        period_end=figure.period.end,
        period_text=figure.period.text,
        reported_on=article.published,
        period_type=figure.period.type.value,
        confidence=figure.confidence,
        confidence_notes=list(figure.confidence_notes),
        topics=list(article.topics),
        witnesses=figure.witnesses,
        document_id=article.document_id,
        indicator_key=indicator_key(figure.indicator_id, figure.indicator),
        placed=None,
        **_region(figure.region),
    )


def check_row(check: Check, document_id: str | None) -> Row:
    """A row of ``checks``, undecided.

    Args:
        document_id: the document whose rows it goes with; None for a check across articles, which every
            version makes anew.
    """
    return _row(
        "checks",
        check_id=check.check_id,
        rule=check.rule,
        verdict=check.verdict.value,
        article_id=check.article_id,
        figures=list(check.figures),
        explanation=check.explanation,
        difference=check.difference,
        decision=None,
        decided_by=None,
        decided_at=None,
        roles=list(check.roles),
        expected=check.expected,
        weight=check.weight,
        document_id=document_id,
    )


def pair_row(pair: DuplicatePair, sources: Mapping[str, str]) -> Row:
    """A row of ``duplicates``; ``sources`` tells the file name of each article."""
    return _row(
        "duplicates",
        cluster_id=pair.cluster_id,
        article_a=pair.article_a,
        article_b=pair.article_b,
        source_a=sources[pair.article_a],
        source_b=sources[pair.article_b],
        similarity=pair.similarity,
        containment=pair.containment,
        relation=pair.relation.value,
        figures_same=pair.figures_same,
        figures_differ=pair.figures_differ,
        chosen=pair.chosen,
    )


def read_pair(row: Mapping[str, Any]) -> DuplicatePair:
    """The pair of a row of ``duplicates``."""
    values = {name: row[name] for name in DuplicatePair._fields}
    return DuplicatePair(**values | {"relation": Relation(row["relation"])})


def read_article(row: Mapping[str, Any]) -> Article:
    """The article of a row, without its raw spans: only they are large, and only one view needs them."""
    return Article(
        article_id=row["article_id"],
        source=row["source"],
        document_id=row["document_id"],
        text=row["text"],
        title=row["title"],
        subtitle=row["subtitle"],
        page=row["page"],
        fragment=row["fragment"],
        byline=tuple(row["byline"]),
        published=row["published"],
        published_how=PublishedHow(row["published_how"]) if row["published_how"] else None,
        region=_read_region(row),
        topics=tuple(row["topics"]),
        cluster_id=row["cluster_id"],
        region_candidates=tuple(row["region_candidates"]),
    )


def read_figure(row: Mapping[str, Any]) -> Figure:
    """The figure of a row. Words that many figures have in common are kept once."""
    return Figure(
        figure_id=row["figure_id"],
        article_id=intern(row["article_id"]),
        char_start=row["char_start"],
        char_end=row["char_end"],
        quote=row["quote"],
        sentence=intern(row["sentence"]),
        value=row["value"],
        unit=intern(row["unit"]),
        kind=FigureKind(row["kind"]),
        indicator=intern(row["indicator"]),
        value_max=row["value_max"],
        base_value=row["base_value"],
        base_unit=row["base_unit"],
        modifier=row["modifier"],
        status=Status(row["status"]),
        scope=Scope(row["scope"]),
        growth_base=GrowthBase(row["growth_base"]) if row["growth_base"] else None,
        indicator_id=row["indicator_id"],
        region=_read_region(row),
        place=row["place"],
        period=_read_period(row["period_start"], row["period_end"], row["period_type"], row["period_text"]),
        confidence=row["confidence"],
        confidence_notes=tuple(row["confidence_notes"]),
        fact_id=row["fact_id"],
        chosen=row["chosen"],
        witnesses=row["witnesses"],
        region_candidates=tuple(row["region_candidates"]),
    )


def _row(table: str, **values: object) -> Row:
    return tuple(values[name] for name in _names(table))


@functools.cache
def _names(table: str) -> tuple[str, ...]:
    return load_tables()[table].names


def _region(region: Region | None) -> dict[str, str | None]:
    if region is None:
        return {"region_adcode": None, "region_name": None, "region_level": None}
    return {"region_adcode": region.adcode, "region_name": region.name, "region_level": region.level.value}


def _read_region(row: Mapping[str, Any]) -> Region | None:
    if row["region_adcode"] is None:
        return None
    return _shared_region(row["region_adcode"], row["region_name"], row["region_level"])


@functools.lru_cache(maxsize=4096)
def _shared_region(adcode: str, name: str, level: str) -> Region:
    return Region(adcode, name, RegionLevel(level))


@functools.lru_cache(maxsize=4096)
def _read_period(start: date | None, end: date | None, type_: str, text: str | None) -> Period:
    return Period(start, end, PeriodType(type_), text)


def region_rows(paths: Iterable[tuple[Region, ...]]) -> list[Row]:
    """Rows of ``regions``: of each path, province first, every region on it, once."""
    rows: dict[str, Row] = {}
    for path in paths:
        for depth, region in enumerate(path):
            holders = {holder.level: holder.adcode for holder in path[: depth + 1]}
            rows[region.adcode] = _row(
                "regions",
                adcode=region.adcode,
                name=region.name,
                level=region.level.value,
                parent=path[depth - 1].adcode if depth else None,
                province_adcode=holders.get(RegionLevel.PROVINCE),
                prefecture_adcode=holders.get(RegionLevel.PREFECTURE),
                within=[holder.adcode for holder in path[: depth + 1]],
            )
    return list(rows.values())
