"""The times of a text as mentions with periods.

What belongs here: the public search. What does not: grammar, calendar, dating of articles.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from data_layer.model import Period, TimeMention
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.resolving import Resolver
from data_layer.periods.scanning import scan

__all__ = ["find_times", "time_record"]


def find_times(text: str, published: date | None, year: int | None = None) -> list[TimeMention]:
    """The time expressions of a text, in order, none overlapping, the longest reading of each.

    今年, 今年以来 and 今年来 run from 1 January to ``published``, with type ``to_date``; where the statement
    is a plan, the caller moves the end to 31 December. A recurring or vague time (每年, 日前) has an empty
    period. A heading that names a year (二、2022年重点工作) gives it to its section, as ``year`` does.

    Args:
        text: cleaned words, paragraphs parted by newlines.
        published: the article's date; 今年, 目前 and years that are not written follow from it. None: their
            ends are None.
        year: the year that the text reports on (``reference_year``); it answers 全年, 年末, 上年, 1-10月,
            while 今年 and 去年 still follow from ``published``.
    """
    resolver = Resolver(text, published, year)
    return [_mention(text, expression, resolver) for expression in scan(text)]


def _mention(text: str, expression: Expression, resolver: Resolver) -> TimeMention:
    words = text[expression.start : expression.end]
    period, planned = resolver.resolve(expression)
    return TimeMention(
        expression.start,
        expression.end,
        words,
        Period(period.start, period.end, period.type, words),
        cutoff=expression.cutoff,
        base=expression.base,
        planned=planned,
        recurring=expression.form is Form.RECURRING,
    )


def time_record(mention: TimeMention) -> dict[str, Any]:
    """A mention as a record that JSON can hold: ISO dates, the flags as booleans, missing ends None."""
    period = mention.period
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "period_start": period.start.isoformat() if period.start else None,
        "period_end": period.end.isoformat() if period.end else None,
        "period_type": period.type.value,
        "cutoff": mention.cutoff,
        "base": mention.base,
        "planned": mention.planned,
        "recurring": mention.recurring,
    }
