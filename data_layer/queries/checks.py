"""Findings of the audit under a filter, what people decided, and how much of what can be checked is right.

What belongs here: questions of 数据核查 and of the sentence card's history. What does not: judging (checks),
taking decisions (deciding).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data_layer.filters import SOURCE_ID_LENGTH, Condition, Filter
from data_layer.queries.frame import CHOSEN, COMPARABLE, figures_frame, frame, with_headlines
from data_layer.store import ReadStore

__all__ = [
    "consistency",
    "figure_as_read",
    "figures_of",
    "finding_rows",
    "findings_on",
    "history",
    "open_findings",
    "orphans",
    "struck_figures",
]


def finding_rows(store: ReadStore, flt: Filter) -> pd.DataFrame:
    """Checks of articles in the filter, those first that weigh most and whose figures charts show.

    Besides the fields of docs/records.md: ``roles``, ``expected``, ``weight``; ``title``, ``source``,
    ``region_name`` and ``region_adcode`` of the article; ``charted``, how many of its figures are of a
    catalogue indicator that pages compare.
    """
    condition = flt.articles()
    found = frame(
        store,
        f"""
        WITH c AS (
                SELECT * FROM checks
                WHERE article_id IN (SELECT article_id FROM articles WHERE {condition.sql})
            ),
            u AS (SELECT check_id, unnest(figures) AS figure_id FROM c),
            n AS (
                SELECT check_id, count(*) AS charted FROM u JOIN figures USING (figure_id)
                WHERE {CHOSEN.sql} AND {COMPARABLE.sql} AND indicator_id IS NOT NULL GROUP BY 1
            )
        SELECT c.* EXCLUDE (document_id), a.title, a.source, a.region_name, a.region_adcode,
            coalesce(n.charted, 0) AS charted
        FROM c JOIN articles a USING (article_id) LEFT JOIN n USING (check_id)
        ORDER BY c.weight * (1 + coalesce(n.charted, 0)) DESC, c.weight DESC, a.source, c.check_id
        """,
        condition.parameters,
    )
    return with_headlines(store, found)


def figures_of(store: ReadStore, figure_ids: Sequence[str]) -> pd.DataFrame:
    """Some figures: a figures frame."""
    return figures_frame(store, Condition("list_contains(?, figure_id)", (list(figure_ids),)))


def findings_on(store: ReadStore, figure_id: str) -> pd.DataFrame:
    """The checks that one figure takes part in and that found something, or that were decided."""
    return frame(
        store,
        """
        SELECT * FROM checks c WHERE list_contains(figures, ?)
            AND (c.verdict IN ('inconsistent', 'unsure') OR c.decision IS NOT NULL)
        ORDER BY c.weight DESC, c.check_id
        """,
        [figure_id],
    )


def open_findings(store: ReadStore, flt: Filter) -> int:
    """How many checks of articles in the filter found something that nobody has decided on."""
    condition = flt.articles()
    rows = store.rows(
        f"""
        SELECT count(*) AS n FROM checks WHERE decision IS NULL AND verdict IN ('inconsistent', 'unsure')
            AND article_id IN (SELECT article_id FROM articles WHERE {condition.sql})
        """,
        condition.parameters,
    )
    return int(rows[0]["n"])


def consistency(store: ReadStore, flt: Filter, by: str) -> pd.DataFrame:
    """How much of what could be judged came out consistent, by ``source`` or ``region``.

    Columns: name, checkable (all but not applicable), consistent, inconsistent, unsure, share (0 to 1).
    """
    name = {"source": "a.source", "region": "coalesce(a.region_name, '地区未写明')"}[by]
    condition = flt.articles()
    return frame(
        store,
        f"""
        SELECT {name} AS name, count(*) AS checkable,
            count(*) FILTER (verdict = 'consistent') AS consistent,
            count(*) FILTER (verdict = 'inconsistent') AS inconsistent,
            count(*) FILTER (verdict = 'unsure') AS unsure,
            count(*) FILTER (verdict = 'consistent') / count(*) AS share
        FROM checks c JOIN (SELECT * FROM articles WHERE {condition.sql}) a USING (article_id)
        WHERE verdict <> 'not_applicable' GROUP BY 1 ORDER BY share, checkable DESC, name
        """,
        condition.parameters,
    )


def history(store: ReadStore, targets: Sequence[str] = (), *, limit: int | None = None) -> pd.DataFrame:
    """Decisions on figures, articles or findings by their ids, or all; the latest first.

    Columns: number, uid, decided_at (ISO, UTC), decided_by, kind, stands, about, target (its id in this
    version; None where its words are gone), article_id, source, words, context, orphaned (None, or what is
    gone: words, figure, finding), reason, detail (JSON), takes_back.
    """
    condition = "list_contains(?, target)" if targets else "?::VARCHAR[] IS NOT NULL"
    sql = f"SELECT * FROM decided WHERE {condition} ORDER BY decided_at DESC, number DESC LIMIT ?"
    return frame(store, sql, [list(targets), limit])


def orphans(store: ReadStore) -> pd.DataFrame:
    """Decisions that stand but whose words are gone, as ``history`` has them."""
    return frame(store, "SELECT * FROM decided WHERE stands AND orphaned IS NOT NULL ORDER BY number DESC")


def figure_as_read(store: ReadStore, figure_id: str) -> pd.DataFrame:
    """A corrected figure as the program read it, as one row of ``figures``; none for other figures."""
    return frame(store, "SELECT * FROM figures_as_read WHERE figure_id = ?", [figure_id])


def struck_figures(store: ReadStore, article_id: str) -> pd.DataFrame:
    """Figures of an article that a person struck out, with who, when, why and the decision's uid."""
    return frame(
        store,
        f"""
        SELECT f.*, left(f.document_id, {SOURCE_ID_LENGTH}) AS source_id, d.uid, d.decided_by, d.decided_at,
            d.reason
        FROM struck_figures f JOIN decided d ON d.target = f.figure_id
        WHERE f.article_id = ? AND d.stands AND d.kind = 'figure_struck' ORDER BY f.char_start
        """,
        [article_id],
    )
