"""What all queries share: running SQL to a frame, and the one frame of figures that every view reads.

What belongs here: the columns of a figures frame. What does not: questions that only one page asks.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from data_layer.decisions.kinds import CORRECTED
from data_layer.filters import SOURCE_ID_LENGTH, Condition
from data_layer.headlines import headline
from data_layer.queries.durations import in_told_durations
from data_layer.store import ReadStore

__all__ = [
    "AMOUNT_UNIT",
    "CHOSEN",
    "COMPARABLE",
    "READING_ORDER",
    "figures_frame",
    "frame",
    "hashed",
    "holding",
    "with_headlines",
]

_BEGINNING = 64
"""Characters of a text that its first words are looked for in; white space may stand between them."""

AMOUNT_UNIT = "coalesce(base_unit, unit)"
"""The unit that figures are compared in: their dimension's one unit, else the unit as written.

Durations are then shown in another one, see ``durations``."""

CHOSEN = Condition("chosen")
"""One witness of each fact."""

COMPARABLE = Condition("scope = 'region' AND place IS NULL AND region_adcode IS NOT NULL AND indicator <> ''")
"""Figures that speak for a whole region: no firm's, no town's, none whose region or subject is untold."""

_AMOUNT_MAX = """
    CASE WHEN f.base_value IS NULL OR f.value = 0 THEN f.value_max
        ELSE f.value_max * f.base_value / f.value END
"""
_OPEN_FINDING = """
    f.figure_id IN (
        SELECT unnest(figures) FROM checks WHERE decision IS NULL AND verdict IN ('inconsistent', 'unsure')
    )
"""
_COLUMNS = {
    name: f"f.{name}"
    for name in (
        *("figure_id", "fact_id", "article_id", "source", "indicator_key", "indicator", "indicator_id"),
        *(
            "indicator_name",
            "kind",
            "value",
            "value_max",
            "unit",
            "modifier",
            "status",
            "scope",
            "growth_base",
        ),
        *("region_adcode", "region_name", "region_level", "region_candidates", "place", "period_start"),
        *("period_end", "period_type", "period_text", "reported_on", "confidence", "confidence_notes"),
        *("topics", "witnesses", "chosen", "quote", "sentence", "char_start", "char_end", "value_as_read"),
    )
} | {
    "source_id": f"left(f.document_id, {SOURCE_ID_LENGTH})",
    "title": "a.title",
    "page": "a.page",
    "published_how": "a.published_how",
    "name": "coalesce(f.indicator_name, f.indicator)",
    "amount": "coalesce(f.base_value, f.value)",
    "amount_max": _AMOUNT_MAX,
    "amount_unit": "coalesce(f.base_unit, f.unit)",
    "region_parent": "r.parent",
    "province_adcode": "r.province_adcode",
    "prefecture_adcode": "r.prefecture_adcode",
    "open_finding": _OPEN_FINDING,
    "corrected": f"list_contains(f.confidence_notes, '{CORRECTED}')",
}
"""The columns of a figures frame: a figure's own, its article's, its region's, and worked out ones."""
_FIGURES = """
SELECT {columns} FROM ({figures}) f
JOIN articles a ON a.article_id = f.article_id
LEFT JOIN regions r ON r.adcode = f.region_adcode
ORDER BY {order}
"""
READING_ORDER = "f.source, f.document_id, length(f.article_id), f.article_id, f.char_start"
"""As a person reads: document by document, article by article."""


def frame(store: ReadStore, sql: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
    """The rows of a query as a frame; dates are datetime64, missing ones NaT."""
    result: pd.DataFrame = store.cursor().execute(sql, list(parameters)).df()
    return result


def hashed(*columns: str) -> str:
    """What to group by in place of the columns themselves: words are four times as slow as their hash.

    64 bits: among a million different values the odds that two share a hash are one in 30 million.

    Args:
        *columns: of the table; ours, never a user's words.
    """
    return f"hash({', '.join(columns)})"


def holding(words: str, *columns: str) -> Condition:
    """The condition that each of the words stands in one of the columns, capitals or not.

    Args:
        words: parted by spaces; empty for no condition.
        *columns: of the table; ours, never a user's words.
    """
    condition = Condition("TRUE")
    for word in words.split():
        # Chinese has no capitals, and lower() over every text takes five times as long as the search itself.
        column = "{}" if word.lower() == word.upper() else "lower({})"
        either = " OR ".join(f"contains({column.format(name)}, ?)" for name in columns)
        condition &= Condition(f"({either})", (word.lower(),) * len(columns))
    return condition


def with_headlines(
    store: ReadStore, found: pd.DataFrame, title: str = "title", article: str = "article_id"
) -> pd.DataFrame:
    """The rows with the first words of articles for the titles that are missing, as ``headline`` tells them.

    Args:
        store: where the articles are.
        found: rows that name articles.
        title, article: the columns of their titles and ids.
    """
    untitled = found[title].isna() | (found[title] == "")
    if not untitled.any():  # nearly always: texts are read of no other articles
        return found
    rows = store.rows(
        "SELECT article_id, left(text, ?) AS text FROM articles "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [_BEGINNING, found.loc[untitled, article].unique().tolist()],
    )
    called = {row["article_id"]: headline(None, row["text"]) for row in rows}
    return found.assign(**{title: found[title].mask(untitled, found[article].map(called))})


def figures_frame(
    store: ReadStore,
    condition: Condition,
    order: str = READING_ORDER,
    page: tuple[int, int] | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Figures that meet a condition, one row each.

    Besides the fields of docs/records.md: ``source_id`` (as in filters); ``title`` (its first words where it
    has none), ``page`` and ``published_how`` of the article; ``indicator_key``; ``name`` (the catalogue's
    name, else the phrase); ``amount``, ``amount_max`` and ``amount_unit`` (in the dimension's one unit, else
    as written; durations as ``in_told_durations`` has them); ``region_parent``, ``province_adcode`` and
    ``prefecture_adcode``; ``disputed``, whether another witness of the fact tells another value or unit.

    Args:
        store: where to look.
        condition: on the table ``figures``.
        order: of columns of ``figures``, named ``f``, as ORDER BY writes it; ours, never a user's words.
        page: how many rows, and how many to pass over before them; None for all.
        without: columns that nobody will look at, which make a large frame slow.
    """
    figures = f"SELECT * FROM figures WHERE {condition.sql}"
    parameters = list(condition.parameters)
    if page is not None:  # which rows is told by ids alone: sorting whole rows takes twice as long
        ids = f"SELECT figure_id FROM ({figures}) f ORDER BY {order} LIMIT ? OFFSET ?"
        figures += f" AND figure_id IN ({ids})"  # the condition again: where the others lie nothing is read
        parameters += [*parameters, *page]
    needed = {"title": "article_id", "amount_unit": "indicator_key"}
    kept = set(_COLUMNS).difference(without)
    kept |= {column for name, column in needed.items() if name in kept}
    columns = ", ".join(f"{sql} AS {name}" for name, sql in _COLUMNS.items() if name in kept)
    found = frame(store, _FIGURES.format(columns=columns, figures=figures, order=order), parameters)
    several = found.loc[found["witnesses"] > 1, "fact_id"].unique().tolist()
    found = found.assign(disputed=found["fact_id"].isin(_disputed(store, several)))
    if "amount_unit" not in without:
        found = in_told_durations(store, found)
    if "title" not in without:
        found = with_headlines(store, found)
    return found.drop(columns=kept & set(without))


def _disputed(store: ReadStore, facts: Sequence[str]) -> set[str]:
    """Which of some facts witnesses tell differently."""
    if not facts:
        return set()
    rows = store.rows(
        """
        SELECT fact_id FROM figures WHERE fact_id IN (SELECT unnest(?::VARCHAR[]))
        GROUP BY 1 HAVING count(DISTINCT (value, value_max, unit)) > 1
        """,
        [list(facts)],
    )
    return {row["fact_id"] for row in rows}
