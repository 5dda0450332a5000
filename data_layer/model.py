"""The nouns of the program: frozen records that every stage passes on.

What belongs here: dataclasses and enums that more than one stage reads. What does not: anything that
computes. Standard library only. The exported names are those of docs/records.md.

Spans are half-open and count characters of the text they belong to: ``text[start:end] == quote``.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, overload

__all__ = [
    "NATION_ADCODE",
    "Article",
    "Check",
    "Document",
    "DocumentForm",
    "DuplicatePair",
    "Figure",
    "FigureKind",
    "GrowthBase",
    "Paragraph",
    "Period",
    "PeriodType",
    "PlaceMention",
    "PublishedHow",
    "ReadFailure",
    "Region",
    "RegionLevel",
    "Relation",
    "Scope",
    "Spans",
    "Status",
    "TimeMention",
    "Verdict",
]

NATION_ADCODE = "100000"
"""全国 as a region: not an adcode of GB/T 2260 itself, but the root its publishers use."""


class RegionLevel(StrEnum):
    """The administrative level of a region."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class DocumentForm(StrEnum):
    """How the bytes of a document were read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "word"
    SHEET = "sheet"
    PDF = "pdf"
    SCAN = "scan"


class PublishedHow(StrEnum):
    """Where an article's date comes from."""

    STATED = "stated"
    INFERRED = "inferred"


class FigureKind(StrEnum):
    """What a figure says of its indicator."""

    LEVEL = "level"
    RATE = "rate"
    GROWTH = "growth"
    RANK = "rank"
    MULTIPLE = "multiple"


class Status(StrEnum):
    """Whether a figure reports what is or what is meant to be."""

    ACTUAL = "actual"
    PLANNED = "planned"


class Scope(StrEnum):
    """For whom a figure speaks: a place's government or sector, or one named person, firm, school, park."""

    REGION = "region"
    ENTITY = "entity"


class GrowthBase(StrEnum):
    """What a growth is measured against."""

    YEAR_EARLIER = "year_earlier"
    PREVIOUS_PERIOD = "previous_period"
    NAMED_PERIOD = "named_period"
    OTHER_PLACE = "other_place"
    TARGET = "target"


class PeriodType(StrEnum):
    """The length and nature of the time a figure covers."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    TO_DATE = "to_date"
    RANGE = "range"
    MULTI_YEAR = "multi_year"
    POINT = "point"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """How two articles of one duplicate cluster relate."""

    VARIANT = "variant"
    REPRINT = "reprint"
    EXCERPT = "excerpt"
    REVISION = "revision"


class Verdict(StrEnum):
    """What a check of stated numbers came to."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNSURE = "unsure"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Region:
    """A place with a six-digit adcode.

    Attributes:
        adcode: six digits, as GB/T 2260 writes them; 100000 for the nation.
        name: the full official name, 冷水江市.
        level: nation, province, prefecture or county.
        parent: adcode of the region that holds it; None for the nation.
    """

    adcode: str
    name: str
    level: RegionLevel
    parent: str | None = None


class Spans(Sequence[tuple[int, int, int]]):
    """Where a text stands in the raw text: runs (start in the text, start in the raw text, length), in order.

    Reads like a tuple of triples, but takes 12 bytes a run instead of 160: a long text has a run for every
    stray space that was dropped. Characters that cleaning put in are in no run.
    """

    __slots__ = ("_flat",)

    def __init__(self, runs: Iterable[tuple[int, int, int]] = ()) -> None:
        """Keep the runs, which must not overlap in the text."""
        self._flat = array("I", (number for run in runs for number in run))

    def __len__(self) -> int:
        return len(self._flat) // 3

    @overload
    def __getitem__(self, index: int) -> tuple[int, int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Spans: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int, int] | Spans:
        if isinstance(index, slice):
            return Spans(self[i] for i in range(*index.indices(len(self))))
        at = 3 * (index + len(self) if index < 0 else index)
        if not 0 <= at < len(self._flat):
            raise IndexError(index)
        return self._flat[at], self._flat[at + 1], self._flat[at + 2]

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        flat = iter(self._flat)
        return zip(flat, flat, flat, strict=True)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Spans({list(self)})"


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read to text.

    Attributes:
        name: the file's name, exported as ``source``.
        sha256: hex digest of the file's bytes; the document's identity.
        form: how it was read.
        text: the raw text. Pages are parted by form feeds; headings of markdown, Word and HTML are lines
            that begin with ``#`` marks, so that later stages need to know one notation only.
        encoding: the character set the bytes were in; None where the format has its own.
        ocr_confidence: mean confidence of the OCR engine, 0 to 1; None for a text layer.
        doubtful: spans of ``text`` whose characters the OCR engine was unsure of, in order. Used while the
            document is parsed, not stored: figures that rest on them carry a note.
    """

    name: str
    sha256: str
    form: DocumentForm
    text: str
    encoding: str | None = None
    ocr_confidence: float | None = None
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file that could not be read: its name, why, and what a person can do about it (Chinese)."""

    name: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One cleaned paragraph, with the way back to the raw text.

    Attributes:
        text: cleaned words, no line break inside.
        raw: where its characters stand in ``Document.text``, each one in exactly one run; a gap between two
            runs is what cleaning dropped.
        page: page of the document it begins on, from 1; None where there are no pages.
        heading: 0 for running text, 1 to 6 for a marked heading's level.
        indented: the raw paragraph opened with an indent.
        lines: how many raw lines it was joined from.
    """

    text: str
    raw: Spans
    page: int | None = None
    heading: int = 0
    indented: bool = False
    lines: int = 1


class PlaceMention(NamedTuple):
    """A place's name, or a word that stands for one, found in a text.

    Attributes:
        start, end: span in the text that was searched.
        text: the words, 冷水江市, 该县, 全省, 海利化工园.
        region: the region it stands for; None while ambiguous or unknown.
        candidates: every region the words may stand for, likeliest first; one where it is certain.
        place: the name of a town, village or zone without a code of its own, whose holding county (or
            city) ``region`` is; None for a region's own name.
        relative: 全县, 该区, 我市, 全国: it refers rather than names.
        passing: named without being spoken of: inside the name of a company, university or court, or as a
            destination, an origin, a partner. It never governs a statement.
    """

    start: int
    end: int
    text: str
    region: Region | None
    candidates: tuple[Region, ...] = ()
    place: str | None = None
    relative: bool = False
    passing: bool = False


class Period(NamedTuple):
    """A span of days, both ends included, with how it was stated.

    Attributes:
        start: first day; None for a point in time (a stock) or where the text does not tell.
        end: last day; None where the text does not tell.
        type: its length and nature.
        text: the words it was read from; None if there are none.
    """

    start: date | None = None
    end: date | None = None
    type: PeriodType = PeriodType.UNKNOWN
    text: str | None = None


class TimeMention(NamedTuple):
    """A time expression in a text.

    Attributes:
        start, end: span in the text that was searched.
        text: the words, 截至11月底.
        period: what a flow reported with these words covers (截至11月底: 1 January to 30 November). Its ends
            are None where the year cannot be told.
        cutoff: 截至, 至, 末, 底, 目前: a stock reported with these words has only the end.
        base: the words name what something is compared with (去年同期, 比2020年, 较上年末), not when the
            statement holds.
        planned: the words point ahead (到2025年, 明年): what they govern is planned.
        recurring: 每年, 年均, 每月: no span of its own.
    """

    start: int
    end: int
    text: str
    period: Period
    cutoff: bool = False
    base: bool = False
    planned: bool = False
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document. The field names are those of the exported records.

    Attributes:
        article_id: the same source bytes give the same id on every machine and every run.
        source: file name of the document; ``document_id`` is the sha256 of its bytes.
        title: the whole headline, its pieces joined by ``——``; None if the page has none.
        subtitle: repeats the part after ``——``; None if there is none.
        page: page the article begins on, from 1; None where there are none.
        fragment: a piece that could not be joined to an article.
        byline: the authors.
        published: from a date line, else inferred; ``published_how`` tells which.
        region: the article's own place.
        region_candidates: where ``region`` stays open, the adcodes that its name may mean, likeliest first.
        topics: of the official subject list, most likely first, at most three.
        text: the cleaned body, paragraphs parted by one newline, cells of a table by a tab.
        raw_spans: where the body stands in the raw text, as runs (start in ``text``, start in the raw text,
            length); characters that cleaning put in are in no run. ``Spans``, or plain triples.
        cluster_id: the duplicate cluster it belongs to; None if it stands alone.
    """

    article_id: str
    source: str
    document_id: str
    text: str
    title: str | None = None
    subtitle: str | None = None
    page: int | None = None
    fragment: bool = False
    byline: tuple[str, ...] = ()
    published: date | None = None
    published_how: PublishedHow | None = None
    region: Region | None = None
    topics: tuple[str, ...] = ()
    raw_spans: Sequence[tuple[int, int, int]] = ()
    cluster_id: str | None = None
    region_candidates: tuple[str, ...] = ()


class Figure(NamedTuple):
    """One reported quantity of one article. The field names are those of the exported records.

    ``article.text[char_start:char_end] == quote`` always holds. See docs/records.md for every field.

    Attributes:
        value: 万, 亿, 千, 百 multiplied out, percent as written, a fall negative.
        value_max: upper end of a range, else None.
        unit: as written, without 万 or 亿; base_value and base_unit are the same in its dimension's one unit.
        modifier: ``>``, ``<``, ``~`` or empty.
        region: the place it speaks of; ``place`` a town, village or zone inside it.
        region_candidates: where ``region`` stays open, the adcodes that its name may mean, likeliest first.
        confidence: 0 to 1; ``confidence_notes`` names in words (Chinese) what lowered it.
        fact_id: the same for all witnesses of one figure; ``chosen`` is the witness that views show.
    """

    figure_id: str
    article_id: str
    char_start: int
    char_end: int
    quote: str
    sentence: str
    value: float
    unit: str
    kind: FigureKind
    indicator: str
    value_max: float | None = None
    base_value: float | None = None
    base_unit: str | None = None
    modifier: str = ""
    status: Status = Status.ACTUAL
    scope: Scope = Scope.REGION
    growth_base: GrowthBase | None = None
    indicator_id: str | None = None
    region: Region | None = None
    place: str | None = None
    period: Period = Period()
    confidence: float = 1.0
    confidence_notes: tuple[str, ...] = ()
    fact_id: str = ""
    chosen: bool = True
    witnesses: int = 1
    region_candidates: tuple[str, ...] = ()


class DuplicatePair(NamedTuple):
    """Two articles of one cluster, compared.

    Attributes:
        similarity: 0 to 100, how alike the two texts are.
        containment: 0 to 100, how much of the shorter stands in the longer.
        figures_same, figures_differ: how many aligned figures agree, and how many do not.
        chosen: article_id of the better witness.
    """

    cluster_id: str
    article_a: str
    article_b: str
    similarity: float
    containment: float
    relation: Relation
    figures_same: int
    figures_differ: int
    chosen: str


@dataclass(frozen=True, slots=True)
class Check:
    """One statement that a rule of the audit judged. The field names are those of the exported records.

    Attributes:
        check_id: stable: the rule and its figures.
        rule: name of the rule, as ``checks.RULES`` has it.
        article_id: the article that makes the statement; where several do, that of the last figure.
        figures: ids of the figures compared, in the order of ``roles``; the one judged comes last.
        explanation: one sentence (Chinese) with the arithmetic written out.
        difference: stated minus recomputed, in the unit of the figure judged (percent: in percentage points);
            None where it cannot be said.
        roles: what each figure is to the rule (Chinese): 部分, 总体, 占比.
        expected: what the figure judged would have to be, in its unit; None where it cannot be said.
        weight: 0 to 1, how much the finding deserves attention: how sure it is and how far the value is off.
    """

    check_id: str
    rule: str
    verdict: Verdict
    article_id: str
    figures: tuple[str, ...]
    explanation: str
    difference: float | None = None
    roles: tuple[str, ...] = ()
    expected: float | None = None
    weight: float = 0.0


class NearPair(NamedTuple):
    """Two articles not of one cluster that share much; similarity and containment as in ``DuplicatePair``."""

    article_a: str
    article_b: str
    similarity: float
    containment: float
