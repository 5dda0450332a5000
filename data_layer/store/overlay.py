"""Decisions laid over a version: views of its tables in which what people decided holds.

What belongs here: which rows a decision touches, and the views that put theirs in the place of the version's.
The file is attached as ``stored`` and never changed; rows that nobody decided on come straight from it. What
does not: what a decision does to a record (``data_layer.decisions``).

Besides the tables of columns.yaml a reader finds ``decided`` (every decision and what it is about here),
``struck_figures`` and ``figures_as_read`` (rows as the program read them).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from data_layer.decisions import (
    ArticleSubject,
    Decision,
    DecisionKind,
    FigureSubject,
    FindingSubject,
    Place,
    standing,
)
from data_layer.model import Article, Figure
from data_layer.store.locating import Located, temporary, with_ids
from data_layer.store.records import article_row, figure_row, read_article, read_figure, region_rows
from data_layer.store.schema import load_tables
from data_layer.store.sql import append

__all__ = ["lay_over"]

Row = dict[str, Any]

_KEYS = {"figures": "figure_id", "articles": "article_id", "checks": "check_id"}
_DECIDED = """
    number BIGINT, uid VARCHAR, decided_at VARCHAR, decided_by VARCHAR, kind VARCHAR, stands BOOLEAN,
    about VARCHAR, target VARCHAR, article_id VARCHAR, source VARCHAR, words VARCHAR, context VARCHAR,
    orphaned VARCHAR, reason VARCHAR, detail VARCHAR, takes_back VARCHAR
"""
_WORDS_GONE, _NO_FIGURE, _NO_FINDING = "words", "figure", "finding"
_FIGURE_KINDS = (DecisionKind.FIGURE_CORRECTED, DecisionKind.FIGURE_STRUCK, DecisionKind.FIGURE_ADDED)
_VERDICTS = {DecisionKind.FINDING_CONFIRMED: "confirmed", DecisionKind.FINDING_DISMISSED: "dismissed"}
_NUMBER_FIELDS = frozenset({"value", "value_max", "unit"})


def lay_over(connection: Any, decisions: Sequence[Decision]) -> None:
    """Make the views over the attached version, with the decisions that stand laid over them.

    Args:
        connection: on an empty database in memory that the version is attached to as ``stored``.
        decisions: all of the journal.
    """
    for name in load_tables():
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM stored.{name}")
    connection.execute("CREATE TABLE struck_figures AS FROM stored.figures LIMIT 0")
    connection.execute("CREATE VIEW figures_as_read AS FROM stored.figures LIMIT 0")
    connection.execute(f"CREATE TABLE decided ({_DECIDED})")
    if decisions:
        _Overlay(connection, decisions).lay()


class _Overlay:
    """One laying over; see ``lay`` for its order."""

    def __init__(self, connection: Any, decisions: Sequence[Decision]) -> None:
        self._connection = connection
        self._decisions = decisions
        self._standing = standing(decisions)
        self._located = Located(connection, decisions)
        self._figures: dict[str, Row] = {}
        self._as_stored: dict[str, Row] = {}
        self._articles: dict[str, Row] = {}
        self._at: dict[Place, str] = {}
        self._struck: set[str] = set()
        self._added: set[str] = set()
        self._withins: dict[str, list[str]] | None = None
        self._new_regions: dict[str, Any] = {}
        self._mates: dict[str, list[Row]] = defaultdict(list)
        self._duplicates: list[Row] = []
        self._rank: dict[str, int] = {}
        self._finding_of: dict[FindingSubject, str] = {}

    def lay(self) -> None:
        """Articles first, since their figures are read again; then figures, facts, findings."""
        self._load_figures()
        self._correct_articles()
        self._correct_figures()
        self._regroup()
        checks = self._judge()
        self._write(checks)
        self._record()

    # what is touched

    def _of(self, *kinds: DecisionKind) -> Iterator[Decision]:
        return (one for one in self._standing if one.kind in kinds)

    def _load_figures(self) -> None:
        """The rows of every figure whose content or fact can change, and the figure at each place."""
        subjects = [one.subject for one in self._decisions]
        figures = [one for one in subjects if isinstance(one, FigureSubject)]
        figures += [part for one in subjects if isinstance(one, FindingSubject) for part in one.figures]
        places = {place for one in figures if (place := self._located.place(one))}
        self._located.load(place.article_id for place in places)
        self._find_at(places)
        reread = {row["article_id"] for row in self._article_rows(DecisionKind.ARTICLE_CORRECTED)}
        whole = reread | {row["article_id"] for row in self._clustered()}
        facts = {
            self._at[place]
            for one in self._of(DecisionKind.FIGURE_STRUCK, DecisionKind.WITNESS_CHOSEN)
            if isinstance(one.subject, FigureSubject)
            and (place := self._located.place(one.subject)) in self._at
        }
        single = facts | {
            self._at[place]
            for one in self._of(DecisionKind.FIGURE_CORRECTED, DecisionKind.FIGURE_ADDED)
            if isinstance(one.subject, FigureSubject)
            and (place := self._located.place(one.subject)) in self._at
        }
        connection = self._connection
        temporary(connection, "wanted_figures", "id VARCHAR", [(one,) for one in sorted(single)])
        temporary(connection, "wanted_articles", "id VARCHAR", [(one,) for one in sorted(whole)])
        temporary(connection, "wanted_facts", "id VARCHAR", [(one,) for one in sorted(facts)])
        found = connection.execute(
            """
            SELECT * FROM stored.figures WHERE figure_id IN (SELECT id FROM wanted_figures)
                OR article_id IN (SELECT id FROM wanted_articles)
                OR fact_id IN (
                    SELECT fact_id FROM stored.figures WHERE figure_id IN (SELECT id FROM wanted_facts)
                        OR article_id IN (SELECT id FROM wanted_articles)
                )
            """
        )
        names = [column[0] for column in found.description]
        self._as_stored = {
            row["figure_id"]: row for row in (dict(zip(names, one, strict=True)) for one in found.fetchall())
        }
        self._figures = dict(self._as_stored)

    def _find_at(self, places: Iterable[Place]) -> None:
        """The figure that the program reads at each place: one that begins there, else one it overlaps."""
        rows = [(one.article_id, one.start, one.end) for one in places]
        columns = "article_id VARCHAR, first BIGINT, last BIGINT"
        name = temporary(self._connection, "places", columns, rows)
        hits: dict[Place, list[tuple[bool, str]]] = defaultdict(list)
        for article_id, first, last, figure_id, start in self._connection.execute(
            f"""
            SELECT p.article_id, first, last, figure_id, char_start FROM {name} p JOIN stored.figures f
            ON f.article_id = p.article_id AND char_start < last AND char_end > first
            """
        ).fetchall():
            hits[Place(article_id, first, last)].append((start != first, figure_id))
        for place, found in hits.items():
            exact = [figure_id for other, figure_id in found if not other]
            if len(exact or found) == 1:
                self._at[place] = exact[0] if exact else found[0][1]

    def _article_rows(self, *kinds: DecisionKind) -> Iterator[Row]:
        for one in self._of(*kinds):
            if isinstance(one.subject, ArticleSubject) and (row := self._located.article(one.subject)):
                yield row

    def _clustered(self) -> list[Row]:
        """Articles of each cluster that loses one or has its witness chosen, or that a figure is added to."""
        named = list(self._article_rows(DecisionKind.WITNESS_CHOSEN, DecisionKind.ARTICLE_SEPARATED))
        for one in self._of(DecisionKind.FIGURE_ADDED):
            if isinstance(one.subject, FigureSubject) and (place := self._located.place(one.subject)):
                named.append(self._located.row(place.article_id))
        clusters = {row["cluster_id"] for row in named if row["cluster_id"]}
        select = "SELECT * EXCLUDE (raw_spans) FROM stored.articles"
        for row in with_ids(self._connection, select, "cluster_id", clusters):
            self._mates[row["cluster_id"]].append(row)
        self._located.load(row["article_id"] for rows in self._mates.values() for row in rows)
        return [row for rows in self._mates.values() for row in rows]

    # articles

    def _correct_articles(self) -> None:
        from data_layer.decisions.applying import corrected_article, reread_figures

        changes: dict[str, dict[str, Any]] = defaultdict(dict)
        for one in self._of(DecisionKind.ARTICLE_CORRECTED):
            if isinstance(one.subject, ArticleSubject) and (row := self._located.article(one.subject)):
                changes[row["article_id"]] |= one.detail
        of_article: dict[str, list[str]] = defaultdict(list)
        for figure_id, row in self._as_stored.items():
            of_article[row["article_id"]].append(figure_id)
        for article_id, detail in changes.items():
            before = self._located.row(article_id)
            article = corrected_article(read_article(before), detail)
            row = _named("articles", article_row(article))
            within = self._within(row["region_adcode"], row["region_name"], row["region_level"])
            kept = {"cluster_id": before["cluster_id"], "within": within}
            self._articles[article_id] = row | kept
            for figure_id in of_article[article_id]:
                del self._figures[figure_id]
            for figure in reread_figures(article):
                self._put(figure, article, self._as_stored.get(figure.figure_id))

    def _article(self, article_id: str) -> Article:
        return read_article(self._articles.get(article_id) or self._located.row(article_id))

    # figures

    def _correct_figures(self) -> None:
        """What the decisions on one figure come to: fields one by one, the latest first; struck or not."""
        from data_layer.decisions.applying import ADDED, CORRECTED, added_figure, corrected_figure

        changes: dict[str, dict[str, Any]] = defaultdict(dict)
        for one in self._of(*_FIGURE_KINDS):
            if not isinstance(one.subject, FigureSubject) or not (place := self._located.place(one.subject)):
                continue
            figure_id = self._at.get(place)
            if figure_id is None and one.kind is DecisionKind.FIGURE_ADDED:
                article = self._article(place.article_id)
                figure = added_figure(article, place, one.detail)
                figure_id = self._at[place] = figure.figure_id
                self._added.add(figure_id)
                self._put(figure, article, None)
            if figure_id is None or figure_id not in self._figures:
                continue
            self._struck.discard(figure_id)
            if one.kind is DecisionKind.FIGURE_STRUCK:
                self._struck.add(figure_id)
            else:
                changes[figure_id] |= one.detail
        for figure_id, detail in changes.items():
            row = self._figures[figure_id]
            before = read_figure(row)
            after = corrected_figure(before, detail, ADDED if figure_id in self._added else CORRECTED)
            self._put(after, self._article(after.article_id), row, corrected=True)
            if figure_id not in self._added and after.value != before.value:
                self._figures[figure_id]["value_as_read"] = before.value

    def _put(self, figure: Figure, article: Article, before: Row | None, *, corrected: bool = False) -> None:
        """Set the row of a figure; what only the whole version can tell stays as it was."""
        from data_layer.decisions.applying import indicator_name

        row = _named("figures", figure_row(figure, article, indicator_name))
        if before is not None:
            row |= {name: before[name] for name in ("fact_id", "chosen", "witnesses")}
        if corrected and before is not None and before["region_adcode"] == row["region_adcode"]:
            row["within"] = before["within"]
        else:
            own = self._within(row["region_adcode"], row["region_name"], row["region_level"])
            home = article.region
            row["within"] = own or (self._within(home.adcode, home.name, home.level.value) if home else None)
        self._figures[figure.figure_id] = row

    def _within(self, adcode: str | None, name: str | None, level: str | None) -> list[str] | None:
        """The regions that hold one, as the version has them, else as the gazetteer does."""
        if adcode is None:
            return None
        if self._withins is None:
            found = self._connection.execute("SELECT adcode, within FROM stored.regions").fetchall()
            self._withins = dict(found)
        if adcode not in self._withins:
            from data_layer.decisions.applying import path_of

            for row in region_rows([path_of(adcode, name or adcode, level or "")]):
                named = _named("regions", row)
                if named["adcode"] not in self._withins:
                    self._new_regions[named["adcode"]] = row
                    self._withins[named["adcode"]] = named["within"]
        return self._withins[adcode]

    # facts and clusters

    def _regroup(self) -> None:
        from data_layer.decisions.regrouping import Membership, regroup

        self._align_added()
        separated = self._separated()
        preferred = [pair for one in self._of(DecisionKind.WITNESS_CHOSEN) if (pair := self._preferred(one))]
        self._pairs(separated, [article for what, article in preferred if what == "article"])
        members = [
            Membership(row["figure_id"], row["article_id"], row["fact_id"], row["chosen"], row["witnesses"])
            for row in self._figures.values()
        ]
        grouped = regroup(
            self._whole_facts(members),
            struck=frozenset(self._struck),
            separated=frozenset(separated),
            preferred=preferred,
            rank=self._rank,
        )
        for figure_id, found in grouped.items():
            new = {"fact_id": found.fact_id, "chosen": found.chosen, "witnesses": found.witnesses}
            row = self._figures[figure_id]
            if any(row[name] != value for name, value in new.items()):
                self._figures[figure_id] = row | new

    def _whole_facts(self, members: Sequence[Any]) -> list[Any]:
        """Members of facts that are loaded whole; of the others nothing but the content changes."""
        sizes = Counter(member.fact_id for member in members)
        return [member for member in members if sizes[member.fact_id] >= member.witnesses]

    def _align_added(self) -> None:
        """An added figure joins the fact that other witnesses of its article report in the same place."""
        from data_layer.decisions.applying import same_in_witness

        for figure_id in sorted(self._added):
            row = self._figures[figure_id]
            cluster = self._located.row(row["article_id"])["cluster_id"]
            for mate in self._mates.get(cluster, ()) if cluster else ():
                if mate["article_id"] == row["article_id"]:
                    continue
                theirs = [one for one in self._figures.values() if one["article_id"] == mate["article_id"]]
                same = same_in_witness(
                    self._article(row["article_id"]),
                    read_figure(row),
                    read_article(mate),
                    [read_figure(one) for one in theirs],
                )
                if same is not None:
                    fact = self._figures[same]["fact_id"]
                    self._figures[figure_id] = row | {"fact_id": fact, "chosen": False}
                    break

    def _separated(self) -> set[str]:
        """Articles that are still in a cluster with one that a person parted them from."""
        out = set()
        for one in self._of(DecisionKind.ARTICLE_SEPARATED):
            if not isinstance(one.subject, ArticleSubject):
                continue
            row = self._located.article(one.subject)
            others = (
                self._located.article(ArticleSubject.from_json(other)) for other in one.detail["others"]
            )
            if row and row["cluster_id"] in {other["cluster_id"] for other in others if other}:
                out.add(row["article_id"])
        return out

    def _preferred(self, decision: Decision) -> tuple[str, str] | None:
        if isinstance(decision.subject, FigureSubject):
            place = self._located.place(decision.subject)
            figure_id = self._at.get(place) if place else None
            return ("figure", figure_id) if figure_id else None
        if isinstance(decision.subject, ArticleSubject) and (row := self._located.article(decision.subject)):
            return "article", row["article_id"]
        return None

    def _pairs(self, separated: set[str], preferred: Sequence[str]) -> None:
        """The pairs of touched clusters without separated articles, the chosen witness in each of its own."""
        rows = list(with_ids(self._connection, "SELECT * FROM stored.duplicates", "cluster_id", self._mates))
        self._duplicates = [row for row in rows if not separated & {row["article_a"], row["article_b"]}]
        votes = Counter(row["chosen"] for row in self._duplicates)
        ordered = sorted(votes, key=lambda article: (-votes[article], article))
        self._rank = {article: place for place, article in enumerate(ordered)}
        for article_id in preferred:
            for row in self._duplicates:
                if article_id in (row["article_a"], row["article_b"]):
                    row["chosen"] = article_id
        for mates in self._mates.values():
            left = [row for row in mates if row["article_id"] not in separated]
            alone = [row for row in mates if row["article_id"] in separated] + (
                left if len(left) == 1 else []
            )
            for row in alone:
                self._articles[row["article_id"]] = self._articles.get(row["article_id"], row) | {
                    "cluster_id": None
                }

    # findings

    def _judge(self) -> dict[str, Row]:
        """The rows of findings that were decided on, by check_id."""
        subjects = [one.subject for one in self._decisions if isinstance(one.subject, FindingSubject)]
        articles = {row["article_id"] for one in subjects if (row := self._located.article(one.article))}
        found = with_ids(self._connection, "SELECT * FROM stored.checks", "article_id", articles)
        rows = {row["check_id"]: row for row in found}
        known = {(row["rule"], frozenset(row["figures"])): check_id for check_id, row in rows.items()}
        for finding in subjects:
            places = [self._located.place(one) for one in finding.figures]
            ids = frozenset(self._at.get(place, "") if place else "" for place in places)
            if check_id := known.get((finding.rule, ids)):
                self._finding_of[finding] = check_id
        decided = {
            row["check_id"]: row | _decision("corrected", one) for row, one in self._corrected_findings()
        }
        for one in self._of(*_VERDICTS):
            subject = one.subject
            if isinstance(subject, FindingSubject) and (check_id := self._finding_of.get(subject)):
                decided[check_id] = rows[check_id] | _decision(_VERDICTS[one.kind], one)
        return decided

    def _corrected_findings(self) -> Iterator[tuple[Row, Decision]]:
        """Findings that rest on a number which a person corrected or struck out, each with that decision."""
        by_figure: dict[str, Decision] = {}
        for one in self._of(*_FIGURE_KINDS):
            if isinstance(one.subject, FigureSubject) and (place := self._located.place(one.subject)):
                struck = one.kind is DecisionKind.FIGURE_STRUCK
                if (struck or _NUMBER_FIELDS & set(one.detail)) and (figure_id := self._at.get(place)):
                    by_figure[figure_id] = one
        name = temporary(self._connection, "touched_ids", "id VARCHAR", [(one,) for one in by_figure])
        select = f"""
            SELECT c.* FROM stored.checks c WHERE check_id IN (
                SELECT check_id FROM (SELECT check_id, unnest(figures) AS figure_id FROM stored.checks)
                WHERE figure_id IN (SELECT id FROM {name})
            )"""
        found = self._connection.execute(select)
        names = [column[0] for column in found.description]
        for values in found.fetchall():
            row = dict(zip(names, values, strict=True))
            last = max((by_figure[one] for one in row["figures"] if one in by_figure), key=lambda one: one.at)
            yield row, last

    # writing

    def _write(self, checks: Mapping[str, Row]) -> None:
        struck = [self._figures[one] for one in sorted(self._struck)]
        changed = {
            figure_id: row
            for figure_id, row in self._figures.items()
            if figure_id in self._struck or self._as_stored.get(figure_id) != row
        }
        gone = [one for one in self._as_stored if one not in self._figures]
        shown = [row for figure_id, row in changed.items() if figure_id not in self._struck]
        self._replace("figures", [*changed, *gone], shown)
        self._fill("struck_figures", "figures", struck)
        if changed:
            self._connection.execute(
                "CREATE OR REPLACE VIEW figures_as_read AS SELECT * FROM stored.figures "
                "WHERE rowid IN (SELECT id FROM gone_figures)"
            )
        self._replace("articles", list(self._articles), self._with_spans())
        self._replace("checks", list(checks), list(checks.values()))
        if self._mates:
            name = temporary(self._connection, "gone_clusters", "id VARCHAR", [(c,) for c in self._mates])
            self._union("duplicates", f"cluster_id NOT IN (SELECT id FROM {name})", self._duplicates)
        if self._new_regions:
            names = load_tables()["regions"].names
            rows = [dict(zip(names, row, strict=True)) for row in self._new_regions.values()]
            self._union("regions", "TRUE", rows)

    def _with_spans(self) -> list[Row]:
        select = "SELECT article_id, raw_spans FROM stored.articles"
        spans = {
            row["article_id"]: row["raw_spans"]
            for row in with_ids(self._connection, select, "article_id", self._articles)
        }
        return [row | {"raw_spans": spans[article_id]} for article_id, row in self._articles.items()]

    def _replace(self, table: str, ids: Sequence[str], rows: Sequence[Row]) -> None:
        """Put ``rows`` in the place of those that have one of ``ids``."""
        if not ids and not rows:
            return
        key = _KEYS[table]
        wanted = temporary(self._connection, "wanted_ids", "id VARCHAR", [(one,) for one in ids])
        self._connection.execute(
            f"CREATE TABLE gone_{table} AS SELECT rowid AS id FROM stored.{table} "
            f"WHERE {key} IN (SELECT id FROM {wanted})"
        )
        self._union(table, f"rowid NOT IN (SELECT id FROM gone_{table})", rows)

    def _union(self, table: str, kept: str, rows: Sequence[Row]) -> None:
        self._connection.execute(f"CREATE TABLE new_{table} AS FROM stored.{table} LIMIT 0")
        self._fill(f"new_{table}", table, rows)
        self._connection.execute(
            f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM stored.{table} WHERE {kept} "
            f"UNION ALL SELECT * FROM new_{table}"
        )

    def _fill(self, name: str, like: str, rows: Iterable[Row]) -> None:
        names = load_tables()[like].names
        append(self._connection, name, ([row[one] for one in names] for row in rows))

    def _record(self) -> None:
        """The rows of ``decided``: what each decision is about in this version."""
        stand = {one.uid for one in self._standing}
        append(self._connection, "decided", (self._decided(one, one.uid in stand) for one in self._decisions))

    def _decided(self, one: Decision, stands: bool) -> tuple[Any, ...]:
        subject, orphaned, target, article_id = one.subject, None, None, None
        if isinstance(subject, FigureSubject):
            place = self._located.place(subject)
            target, article_id = (self._at.get(place), place.article_id) if place else (None, None)
            orphaned = None if target else _NO_FIGURE if place else _WORDS_GONE
            words, context = subject.quote, subject.sentence
        elif isinstance(subject, ArticleSubject):
            row = self._located.article(subject)
            target = article_id = row["article_id"] if row else None
            orphaned = None if row else _WORDS_GONE
            words, context = subject.title or "", subject.opening
        else:
            target = self._finding_of.get(subject)
            row = self._located.article(subject.article)
            article_id = row["article_id"] if row else None
            orphaned = None if target else _NO_FINDING if row else _WORDS_GONE
            words = subject.rule
            context = subject.figures[-1].sentence if subject.figures else subject.article.opening
        detail = json.dumps(dict(one.detail), ensure_ascii=False)
        return (
            one.number, one.uid, one.at, one.by, one.kind.value, stands and one.takes_back is None,
            subject.about, target, article_id, subject.source, words, context, orphaned, one.reason, detail,
            one.takes_back,
        )  # fmt: skip


def _named(table: str, row: Sequence[Any]) -> Row:
    return dict(zip(load_tables()[table].names, row, strict=True))


def _decision(verdict: str, one: Decision) -> Row:
    return {"decision": verdict, "decided_by": one.by, "decided_at": one.at}
