"""A small store of made-up articles, and stages that stand in for the real ones.

The fake notation, one article a line: ``title|adcode|published|indicator quote unit period|…`` — enough for
tests of the store, the pipeline, queries and export, which do not depend on how a sentence is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data_layer.checks import compare_articles
from data_layer.errors import ReadingError
from data_layer.model import (
    Article,
    Document,
    DocumentForm,
    DuplicatePair,
    Figure,
    FigureKind,
    NearPair,
    Period,
    PeriodType,
    PublishedHow,
    Region,
    RegionLevel,
    Relation,
)
from data_layer.pipeline import ParsedDocument, parsing, stages
from data_layer.pipeline.fingerprint import cache_key, version_fingerprint
from data_layer.store import ReadStore, StoreFolder, load_tables, open_store
from data_layer.store.finders import FiguresOf, Finders
from data_layer.store.fresh import FreshDocument, FreshDocuments
from data_layer.store.grams import GramIndex
from data_layer.store.versions import publish, version_content

PROVINCE, PREFECTURE, COUNTY = RegionLevel.PROVINCE, RegionLevel.PREFECTURE, RegionLevel.COUNTY
REGIONS = {
    region.adcode: region
    for region in (
        Region("430000", "湖南省", PROVINCE),
        Region("431300", "娄底市", PREFECTURE, "430000"),
        Region("431381", "冷水江市", COUNTY, "431300"),
        Region("431382", "涟源市", COUNTY, "431300"),
        Region("420000", "湖北省", PROVINCE),
        Region("429004", "仙桃市", COUNTY, "420000"),
        Region("110000", "北京市", PROVINCE),
        Region("110105", "朝阳区", COUNTY, "110000"),
        Region("100000", "全国", RegionLevel.NATION),
    )
}
INDICATORS = {"employment": "城镇新增就业", "output": "规模以上工业增加值"}


def region_path(adcode: str) -> tuple[Region, ...]:
    region = REGIONS.get(adcode)
    if region is None:
        return ()
    return (*region_path(region.parent), region) if region.parent else (region,)


def make_article(name: str, number: int, text: str, **fields: object) -> Article:
    document_id = hashlib.sha256(name.encode()).hexdigest()
    article = Article(
        f"{document_id[:12]}-{number:03d}", name, document_id, text, raw_spans=((0, 0, len(text)),)
    )
    return replace(article, **fields)


def make_figure(
    article: Article, quote: str, value: float, unit: str, indicator: str, **fields: object
) -> Figure:
    start = article.text.index(quote)
    sentence = next(part for part in re.split(r"(?<=[。！？])\n?", article.text) if quote in part)
    figure = Figure(
        figure_id=f"{article.article_id}-{start}",
        article_id=article.article_id,
        char_start=start,
        char_end=start + len(quote),
        quote=quote,
        sentence=sentence,
        value=value,
        unit=unit,
        kind=FigureKind.LEVEL,
        indicator=indicator,
        region=article.region,
    )
    return figure._replace(**fields)


def year(number: int, text: str | None = None) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), PeriodType.YEAR, text or f"{number}年")


@dataclass(frozen=True)
class Fact:
    fact_id: str
    chosen: bool
    witnesses: int


@dataclass(frozen=True)
class Found:
    """What a comparison of all articles found."""

    pairs: tuple[DuplicatePair, ...] = ()
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    near: tuple[NearPair, ...] = ()
    templates: frozenset[str] = frozenset()


def find_same_titles(articles: list[Article], figures_of: FiguresOf, templates: Set[str]) -> Found:
    """Articles of one title tell one story, their figures of one value one fact; first source chosen."""
    titles: dict[str, list[Article]] = {}
    sources = {article.article_id: article.source for article in articles}
    figures = sorted(figures_of(list(sources)), key=lambda figure: sources[figure.article_id])
    for article in sorted(articles, key=lambda article: article.source):
        titles.setdefault(article.title or article.article_id, []).append(article)
    pairs, cluster_of, facts = [], {}, {}
    for title, members in titles.items():
        if len(members) < 2:
            continue
        cluster = f"c-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
        cluster_of |= {member.article_id: cluster for member in members}
        first = members[0]
        pairs += [
            DuplicatePair(
                cluster,
                first.article_id,
                other.article_id,
                90.0,
                96.0,
                Relation.VARIANT,
                1,
                1,
                first.article_id,
            )
            for other in members[1:]
        ]
        ids = {member.article_id for member in members}
        values: dict[float, list[Figure]] = {}
        for figure in figures:
            if figure.article_id in ids:
                values.setdefault(figure.value, []).append(figure)
        for same in values.values():
            facts |= {
                figure.figure_id: Fact(min(one.figure_id for one in same), figure is same[0], len(same))
                for figure in same
            }
    return Found(tuple(pairs), cluster_of, facts)


def find_same_related(changed: Sequence[Article], known: int, index: GramIndex) -> set[str]:
    """Articles with the title of one that comes or goes."""
    titles = sorted({article.title or "" for article in changed})
    select = "SELECT article_id FROM articles WHERE list_contains(?, title)"
    return {name for (name,) in index.connection.execute(select, [titles]).fetchall()}


def sample_grams(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One 3-gram a text."""
    return np.arange(len(texts)), np.array([len(text) for text in texts], dtype=np.int64)


def parse_fake(name: str, data: bytes, tell: object = None) -> ParsedDocument:
    """The fake reader: a line an article, ``title|adcode|published|quote value unit indicator year``."""
    if not data:
        raise ReadingError("文件是空的", "请换一个文件")
    if data.startswith(b"crash"):
        raise ZeroDivisionError("made to crash")
    text = data.decode()
    document = Document(name, hashlib.sha256(data).hexdigest(), DocumentForm.TEXT, text, "utf-8")
    articles, figures = [], []
    for number, line in enumerate(text.splitlines(), 1):
        title, adcode, published, *stated = line.split("|")
        body = f"开头一句。{'，'.join(part.split()[0] for part in stated)}。结尾一句。"
        article = make_article(
            name,
            number,
            body,
            article_id=f"{document.sha256[:12]}-{number:03d}",
            document_id=document.sha256,
            title=title,
            published=date.fromisoformat(published),
            published_how=PublishedHow.STATED,
            region=REGIONS[adcode],
            topics=("就业社保人事",),
        )
        articles.append(article)
        for part in stated:
            quote, value, unit, indicator, when = part.split()
            figures.append(
                make_figure(
                    article,
                    quote,
                    float(value),
                    unit,
                    INDICATORS.get(indicator, indicator),
                    indicator_id=indicator if indicator in INDICATORS else None,
                    period=year(int(when)),
                )
            )
    return ParsedDocument(document, tuple(articles), tuple(figures))


def make_store(directory: Path, parsed: Iterable[ParsedDocument]) -> ReadStore:
    """A store of the given documents, compared by their titles."""
    folder = StoreFolder(directory)
    keys, fresh_ones = {}, []
    for one in parsed:
        key = keys[one.document.sha256] = cache_key(one.document.sha256, one.document.name)
        fresh_ones.append(FreshDocument(one.document, one.articles, one.figures, key, one.checks))
    with folder.writing(lambda: None):
        with FreshDocuments(folder) as fresh:
            fresh.add(fresh_ones, INDICATORS.get)
        publish(
            folder,
            held=version_content(folder),
            documents=keys,
            failures=[],
            fingerprint=version_fingerprint(),
            finders=Finders(find_same_titles, sample_grams, find_same_related, compare_articles, region_path),
        )
    return open_store(directory)


def content_of(directory: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of a store's tables, whatever the order in which its documents came in."""
    selects = {table: f"FROM {table}" for table in load_tables() if table != "signed"}
    selects |= {
        "meta": "FROM meta WHERE key <> 'scattered'",
        "grams": "SELECT article_id, size, gram FROM signed LEFT JOIN grams USING (number)",
    }
    reader = open_store(directory)
    return {table: reader.rows(f"{select} ORDER BY ALL") for table, select in selects.items()}


def use_fakes(monkeypatch) -> list[str]:
    """Let ingests in this process run on fake stages; the list collects the names of what is parsed."""
    names: list[str] = []

    def parse(name: str, data: bytes, tell: object = None) -> ParsedDocument:
        names.append(name)
        return parse_fake(name, data)

    monkeypatch.setattr(parsing, "parse_document", parse)
    monkeypatch.setattr(stages, "_find_duplicates", find_same_titles)
    monkeypatch.setattr(stages, "_find_related", find_same_related)
    monkeypatch.setattr(stages, "_sample_grams", sample_grams)
    monkeypatch.setattr(stages, "_region_path", region_path)
    monkeypatch.setattr(stages, "indicator_name", INDICATORS.get)
    return names
