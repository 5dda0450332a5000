"""Lines in, records out: figures and times of text that is in no store, for scripts and for comparisons.

What belongs here: a line as a paragraph of its own, its characters set right one for one as cleaning does.
What does not: documents, which go through ``pipeline``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from data_layer.lexicon.cleaning import load_character_table
from data_layer.model import Article, Region

__all__ = ["figure_lines", "period_lines"]


_POINT = re.compile(r"(?<=\d)．(?=\d)")


def figure_lines(lines: Iterable[str], published: date | None, region: Region | None) -> Iterator[str]:
    """Each figure of each line as one JSON object, with the exported fields and ``line``, counted from 1.

    Args:
        lines: each a paragraph.
        published: what 今年 and 目前 are read against; None leaves them open.
        region: what 全县 and 该市 are; None leaves them open.
    """
    from data_layer.figures import extract_figures
    from data_layer.store import load_tables
    from data_layer.store.records import figure_row

    table = load_tables()["figures"]
    heads = [column.name for column in table.columns]
    for number, text in _paragraphs(lines):
        article = Article(f"line-{number}", "stdin", "", text, published=published, region=region)
        for figure in extract_figures(article):
            row = dict(zip(table.names, figure_row(figure, article, _name_of), strict=True))
            yield _json({"line": number, **{head: row[head] for head in heads}})


def period_lines(lines: Iterable[str], published: date | None) -> Iterator[str]:
    """Each time expression of each line as one JSON object, with ``line``, counted from 1."""
    from data_layer.periods import find_times, time_record

    for number, text in _paragraphs(lines):
        for mention in find_times(text, published):
            yield _json({"line": number, **time_record(mention)})


def _name_of(indicator_id: str) -> str | None:
    from data_layer.figures.phrases.catalogue import indicator_by_id

    indicator = indicator_by_id(indicator_id)
    return indicator.name if indicator else None


def _paragraphs(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        text = _POINT.sub(".", line.translate(load_character_table())).replace("\u3000", " ").strip()
        if text:
            yield number, text


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, default=str)
