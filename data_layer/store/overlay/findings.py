"""Findings that people judged, and those on numbers that people corrected.

What belongs here: the rows of ``checks`` that decisions change. What does not: the rules of the audit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from data_layer.decisions import Decision, DecisionKind, FigureSubject, FindingSubject
from data_layer.store.locating import temporary, with_ids
from data_layer.store.overlay.layer import FIGURE_KINDS, Layer, Row, named
from data_layer.store.records import check_row, read_figure
from data_layer.store.sql import stream

__all__ = ["judge"]

_VERDICTS = {DecisionKind.FINDING_CONFIRMED: "confirmed", DecisionKind.FINDING_DISMISSED: "dismissed"}
_NUMBER_FIELDS = frozenset({"value", "value_max", "unit"})


def judge(layer: Layer) -> dict[str, Row]:
    """The rows of findings that were decided on, by check_id."""
    subjects = [one.subject for one in layer.decisions if isinstance(one.subject, FindingSubject)]
    articles = {row["article_id"] for one in subjects if (row := layer.located.article(one.article))}
    stored = list(with_ids(layer.connection, "SELECT * FROM stored.checks", "article_id", articles))
    by_figure = _corrections(layer)
    again = _audited_again(layer, by_figure)
    rows = {row["check_id"]: row for row in stored} | again
    known = {(row["rule"], frozenset(row["figures"])): check_id for check_id, row in rows.items()}
    for finding in subjects:
        places = [layer.located.place(one) for one in finding.figures]
        ids = frozenset(layer.at.get(place, "") if place else "" for place in places)
        if check_id := known.get((finding.rule, ids)):
            layer.finding_of[finding] = check_id
    settled = (row | _decision("corrected", one) for row, one in _resting_on(layer, by_figure))
    decided = {row["check_id"]: row for row in settled} | again
    for one in layer.of(*_VERDICTS):
        subject = one.subject
        if isinstance(subject, FindingSubject) and (check_id := layer.finding_of.get(subject)):
            decided[check_id] = rows[check_id] | _decision(_VERDICTS[one.kind], one)
    return decided


def _corrections(layer: Layer) -> dict[str, Decision]:
    """The last decision on each number that a person corrected, struck out or added, by figure_id."""
    found: dict[str, Decision] = {}
    for one in layer.of(*FIGURE_KINDS):
        if isinstance(one.subject, FigureSubject) and (place := layer.located.place(one.subject)):
            other = one.kind is not DecisionKind.FIGURE_CORRECTED
            if (other or _NUMBER_FIELDS & set(one.detail)) and (figure_id := layer.at.get(place)):
                found[figure_id] = one
    return found


def _resting_on(layer: Layer, by_figure: Mapping[str, Decision]) -> Iterator[tuple[Row, Decision]]:
    """Findings of the version that rest on such a number, each with the decision on it."""
    name = temporary(layer.connection, "touched_ids", "id VARCHAR", [(one,) for one in by_figure])
    select = f"""
        SELECT c.* FROM stored.checks c WHERE check_id IN (
            SELECT check_id FROM (SELECT check_id, unnest(figures) AS figure_id FROM stored.checks)
            WHERE figure_id IN (SELECT id FROM {name})
        )"""
    for row in stream(layer.connection, select):
        yield row, max((by_figure[one] for one in row["figures"] if one in by_figure), key=lambda one: one.at)


def _audited_again(layer: Layer, by_figure: Mapping[str, Decision]) -> dict[str, Row]:
    """Open findings on numbers as people corrected or added them, by check_id.

    What settles a finding leaves none here, so that the one on the number as read stays, as settled.
    """
    from data_layer.decisions.applying import audited, passage_around

    changed = {one for one in by_figure if one in layer.figures and one not in layer.struck}
    articles = {layer.figures[one]["article_id"] for one in changed}
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in with_ids(layer.connection, "SELECT * FROM stored.figures", "article_id", articles):
        rows[row["article_id"]][row["figure_id"]] = row
    for figure_id, row in layer.figures.items():
        if row["article_id"] in articles:
            rows[row["article_id"]][figure_id] = row
    found: dict[str, Row] = {}
    for article_id, some in rows.items():
        article, again = layer.article(article_id), changed & some.keys()
        spans = [passage_around(article.text, some[one]["char_start"]) for one in again]
        figures = [
            read_figure(row)
            for figure_id, row in some.items()
            if figure_id not in layer.struck and any(a <= row["char_start"] < b for a, b in spans)
        ]
        for check in audited(article, figures, again):
            document = some[check.figures[-1]]["document_id"]
            found[check.check_id] = named("checks", check_row(check, document))
    return found


def _decision(verdict: str, one: Decision) -> Row:
    return {"decision": verdict, "decided_by": one.by, "decided_at": one.at}
