"""A region's brief: what a page shows on one sheet, and the same as a Word file.

What belongs here: the record of a brief and writing it as .docx. What does not: choosing figures (pages).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["CHANGE", "PERIOD", "VALUE", "Brief", "KeyFigure", "Source", "Trend", "filled_columns", "to_docx"]

_FONT = "Microsoft YaHei"
"""What Windows and WPS have; other systems put their own Chinese font in its place."""
VALUE, PERIOD, CHANGE = "数值", "时期", "比上年"
"""The heads of the column that is set to the right, and of that which is not broken within a day."""
_BODY_POINTS, _SMALL_POINTS, _MARGIN_CENTIMETRES = 10.5, 9, 1.8


@dataclass(frozen=True, slots=True)
class Source:
    """An article that numbers were taken from: headline, day, file and page in a line, and its sentences."""

    words: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One row of the table of key figures, as it is read: every field in words, empty where there is none.

    Attributes:
        figure_id: the figure that the value was taken from.
        indicator, value, period: 城镇新增就业, 8,210人, 2022年.
        growth: what the text itself reports of the change against the year before, 增长10.2%.
        rank: where the region stands among its like, with how many were compared.
        source: number of the source, from 1.
    """

    figure_id: str
    indicator: str
    value: str
    period: str
    growth: str
    rank: str
    source: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A series of three years or more: its name, and each year with its value, in order of time."""

    indicator: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One region on one sheet.

    Attributes:
        title: 冷水江市数据简报.
        about: what it was made from: how many articles and figures, version, day.
        figures, trends, sources: its parts; ``sources`` in the order of their numbers.
        notes: what a reader must know before quoting it.
    """

    title: str
    about: str
    figures: tuple[KeyFigure, ...]
    trends: tuple[Trend, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


def filled_columns(brief: Brief) -> dict[str, tuple[str, ...]]:
    """The table of key figures, column by column: head to cells; columns that nothing stands in left out."""
    rows = brief.figures
    columns = {
        "指标": tuple(row.indicator for row in rows),
        VALUE: tuple(row.value for row in rows),
        PERIOD: tuple(row.period for row in rows),
        CHANGE: tuple(row.growth for row in rows),
        "位次": tuple(row.rank for row in rows),
        "出处": tuple(f"[{row.source}]" for row in rows),
    }
    return {head: cells for head, cells in columns.items() if any(cells)}


def to_docx(brief: Brief) -> bytes:
    """The brief as a Word file on A4: the sheet itself, then the sentences that its numbers stand in."""
    from docx import Document
    from docx.shared import Cm, Pt

    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Cm(_MARGIN_CENTIMETRES))
    for style in ("Normal", "Heading 1", "Heading 2"):
        _set_font(document.styles[style])
    document.styles["Normal"].font.size = Pt(_BODY_POINTS)
    document.core_properties.title = brief.title
    document.core_properties.author = ""
    document.add_heading(brief.title, 1)
    _add_small(document, brief.about)
    _add_table(document, filled_columns(brief))
    if brief.trends:
        document.add_heading("历年", 2)
    for trend in brief.trends:
        told = "，".join(f"{when} {value}" for when, value in trend.points)
        document.add_paragraph(f"{trend.indicator}：{told}。", style="List Bullet")
    if brief.notes:
        document.add_heading("说明", 2)
    for note in brief.notes:
        document.add_paragraph(note, style="List Bullet")
    document.add_heading("出处", 2)
    for number, source in enumerate(brief.sources, 1):
        _add_small(document, f"[{number}] {source.words}")
    document.add_page_break()
    document.add_heading("附：原句", 2)
    for number, source in enumerate(brief.sources, 1):
        _add_small(document, f"[{number}] {source.words}")
        for sentence in source.sentences:
            _add_small(document, sentence)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_font(style: Any) -> None:
    from docx.oxml.ns import qn

    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(name), _FONT)


def _add_small(document: Any, words: str) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(words).font.size = Pt(_SMALL_POINTS)


def _add_table(document: Any, columns: Mapping[str, Sequence[str]]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    heads = list(columns)
    table = document.add_table(rows=1, cols=len(heads), style="Light Grid Accent 1")
    for words in (heads, *zip(*columns.values(), strict=True)):
        cells = (table.rows[0] if words is heads else table.add_row()).cells
        for head, cell, text in zip(heads, cells, words, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(_SMALL_POINTS)
            if head == VALUE:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
