"""Facts and clusters after articles were separated, witnesses chosen, figures struck out or added.

What belongs here: rows of facts and pairs. What does not: how witnesses are grouped
(``data_layer.decisions.regrouping``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from data_layer.decisions import ArticleSubject, Decision, DecisionKind, FigureSubject
from data_layer.store.locating import with_ids
from data_layer.store.overlay.layer import Layer
from data_layer.store.records import read_article, read_figure

__all__ = ["regroup_facts"]


def regroup_facts(layer: Layer) -> None:
    """Set the fact of every figure that a decision moved, and the witness that views show."""
    from data_layer.decisions.regrouping import Membership, regroup

    align_added(layer)
    apart = separated(layer)
    choices = [pair for one in layer.of(DecisionKind.WITNESS_CHOSEN) if (pair := preferred(layer, one))]
    part_pairs(layer, apart, [article for what, article in choices if what == "article"])
    members = [
        Membership(row["figure_id"], row["article_id"], row["fact_id"], row["chosen"], row["witnesses"])
        for row in layer.figures.values()
    ]
    grouped = regroup(
        whole_facts(layer, members),
        struck=frozenset(layer.struck),
        separated=frozenset(apart),
        preferred=choices,
        rank=layer.rank,
    )
    for figure_id, found in grouped.items():
        new = {"fact_id": found.fact_id, "chosen": found.chosen, "witnesses": found.witnesses}
        row = layer.figures[figure_id]
        if any(row[name] != value for name, value in new.items()):
            layer.figures[figure_id] = row | new


def whole_facts(layer: Layer, members: Sequence[Any]) -> list[Any]:
    """Members of facts that are loaded whole; of the others nothing but the content changes."""
    sizes = Counter(member.fact_id for member in members)
    return [member for member in members if sizes[member.fact_id] >= member.witnesses]


def align_added(layer: Layer) -> None:
    """An added figure joins the fact that other witnesses of its article report in the same place."""
    from data_layer.decisions.applying import same_in_witness

    for figure_id in sorted(layer.added):
        row = layer.figures[figure_id]
        cluster = layer.located.row(row["article_id"])["cluster_id"]
        for mate in layer.mates.get(cluster, ()) if cluster else ():
            if mate["article_id"] == row["article_id"]:
                continue
            theirs = [one for one in layer.figures.values() if one["article_id"] == mate["article_id"]]
            same = same_in_witness(
                layer.article(row["article_id"]),
                read_figure(row),
                read_article(mate),
                [read_figure(one) for one in theirs],
            )
            if same is not None:
                fact = layer.figures[same]["fact_id"]
                layer.figures[figure_id] = row | {"fact_id": fact, "chosen": False}
                break


def separated(layer: Layer) -> set[str]:
    """Articles that are still in a cluster with one that a person parted them from."""
    out = set()
    for one in layer.of(DecisionKind.ARTICLE_SEPARATED):
        if not isinstance(one.subject, ArticleSubject):
            continue
        row = layer.located.article(one.subject)
        others = (layer.located.article(ArticleSubject.from_json(other)) for other in one.detail["others"])
        if row and row["cluster_id"] in {other["cluster_id"] for other in others if other}:
            out.add(row["article_id"])
    return out


def preferred(layer: Layer, decision: Decision) -> tuple[str, str] | None:
    if isinstance(decision.subject, FigureSubject):
        place = layer.located.place(decision.subject)
        figure_id = layer.at.get(place) if place else None
        return ("figure", figure_id) if figure_id else None
    if isinstance(decision.subject, ArticleSubject) and (row := layer.located.article(decision.subject)):
        return "article", row["article_id"]
    return None


def part_pairs(layer: Layer, separated: set[str], preferred: Sequence[str]) -> None:
    """The pairs of touched clusters without separated articles, the chosen witness in each of its own."""
    rows = list(with_ids(layer.connection, "SELECT * FROM stored.duplicates", "cluster_id", layer.mates))
    layer.duplicates = [row for row in rows if not separated & {row["article_a"], row["article_b"]}]
    votes = Counter(row["chosen"] for row in layer.duplicates)
    ordered = sorted(votes, key=lambda article: (-votes[article], article))
    layer.rank = {article: place for place, article in enumerate(ordered)}
    for article_id in preferred:
        for row in layer.duplicates:
            if article_id in (row["article_a"], row["article_b"]):
                row["chosen"] = article_id
    for mates in layer.mates.values():
        left = [row for row in mates if row["article_id"] not in separated]
        alone = [row for row in mates if row["article_id"] in separated] + (left if len(left) == 1 else [])
        for row in alone:
            layer.articles[row["article_id"]] = layer.articles.get(row["article_id"], row) | {
                "cluster_id": None
            }
