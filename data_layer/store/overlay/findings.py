"""Findings that people judged, and those on numbers that people corrected.

What belongs here: the rows of ``checks`` that decisions change. What does not: the rules of the audit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

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
    by_figure, by_fact = _corrections(layer), _corrections(layer, of_facts=True)
    again = _audited_again(layer, by_figure) | _audited_across(layer, by_fact)
    rows = {row["check_id"]: row for row in stored} | again
    known = {(row["rule"], frozenset(row["figures"])): check_id for check_id, row in rows.items()}
    for finding in subjects:
        places = [layer.located.place(one) for one in finding.figures]
        ids = frozenset(layer.at.get(place, "") if place else "" for place in places)
        if check_id := known.get((finding.rule, ids)):
            layer.finding_of[finding] = check_id
    settled = (row | _decision("corrected", one) for row, one in _resting_on(layer, by_figure, by_fact))
    decided = {row["check_id"]: row for row in settled} | again
    for one in layer.of(*_VERDICTS):
        subject = one.subject
        check_id = layer.finding_of.get(subject) if isinstance(subject, FindingSubject) else None
        if check_id and not _settled_since(decided.get(check_id, {}), one):
            decided[check_id] = rows[check_id] | _decision(_VERDICTS[one.kind], one)
    return decided


def _settled_since(row: Row, one: Decision) -> bool:
    """Whether a finding was confirmed before its number was corrected or struck out: that is done with."""
    confirmed = one.kind is DecisionKind.FINDING_CONFIRMED
    return confirmed and row.get("decision") == "corrected" and row["decided_at"] > one.at


def _corrections(layer: Layer, *, of_facts: bool = False) -> dict[str, Decision]:
    """The last decision on each number that a person corrected, struck out or added, by figure_id.

    Args:
        layer: the laying over.
        of_facts: of corrections also those of what a number is of: its indicator, region or period.
    """
    found: dict[str, Decision] = {}
    for one in layer.of(*FIGURE_KINDS):
        if isinstance(one.subject, FigureSubject) and (place := layer.located.place(one.subject)):
            other = one.kind is not DecisionKind.FIGURE_CORRECTED
            if (of_facts or other or _NUMBER_FIELDS & set(one.detail)) and (figure_id := layer.at.get(place)):
                found[figure_id] = one
    return found


def _resting_on(
    layer: Layer, by_figure: Mapping[str, Decision], by_fact: Mapping[str, Decision]
) -> Iterator[tuple[Row, Decision]]:
    """Findings of the version that rest on such a number, each with the decision on it.

    Rules across articles rest on what a number is of as well.
    """
    from data_layer.checks import ACROSS

    name = temporary(layer.connection, "touched_ids", "id VARCHAR", [(one,) for one in by_fact])
    select = f"""
        SELECT c.* FROM stored.checks c WHERE check_id IN (
            SELECT check_id FROM (SELECT check_id, unnest(figures) AS figure_id FROM stored.checks)
            WHERE figure_id IN (SELECT id FROM {name})
        )"""
    for row in stream(layer.connection, select):
        decisions = by_fact if row["rule"] in ACROSS else by_figure
        if found := [decisions[one] for one in row["figures"] if one in decisions]:
            yield row, max(found, key=lambda one: one.at)


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


def _audited_across(layer: Layer, by_fact: Mapping[str, Decision]) -> dict[str, Row]:
    """Open findings that set corrected or added numbers against those of other articles, by check_id.

    They are compared within their region, those that hold it and those that it holds; with sizes of its
    peers, which take the whole version, they are not.
    """
    from data_layer.decisions.applying import audited_across

    told = (row for one in by_fact if (row := layer.figures.get(one)) and one not in layer.struck)
    changed = {row["figure_id"]: row for row in told if row["indicator_id"] and row["region_adcode"]}
    if not changed:
        return {}
    rows = _comparable(layer, changed.values())
    layer.located.load({row["article_id"] for row in rows.values()})
    articles = [layer.article(one) for one in sorted({row["article_id"] for row in rows.values()})]
    figures = [read_figure(row) for row in rows.values()]
    return {
        check.check_id: named("checks", check_row(check, rows[check.figures[-1]]["document_id"]))
        for check in audited_across(articles, figures, changed.keys() & rows.keys())
    }


def _comparable(layer: Layer, changed: Collection[Row]) -> dict[str, Row]:
    """Rows of the chosen figures with the indicator of a changed one in its region, a holder or one held."""
    pairs = {(row["indicator_id"], row["region_adcode"]) for row in changed}
    own = temporary(layer.connection, "own", "indicator_id VARCHAR, adcode VARCHAR", sorted(pairs))
    select = f"""
        SELECT * FROM stored.figures WHERE chosen AND (indicator_id, region_adcode) IN (
            FROM {own}
            UNION SELECT indicator_id, unnest(within) FROM {own} JOIN stored.regions USING (adcode)
            UNION SELECT indicator_id, r.adcode FROM {own} o
                JOIN stored.regions r ON list_contains(r.within, o.adcode)
        )"""
    rows = {row["figure_id"]: row for row in stream(layer.connection, select)}
    ids = {row["indicator_id"] for row in changed}
    rows |= {one: row for one, row in layer.figures.items() if one in rows or row["indicator_id"] in ids}
    return {one: row for one, row in rows.items() if row["chosen"] and one not in layer.struck}


def _decision(verdict: str, one: Decision) -> Row:
    return {"decision": verdict, "decided_by": one.by, "decided_at": one.at}
