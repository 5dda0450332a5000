"""Corrected articles and figures, figures struck out and added.

What belongs here: putting records changed by people in the place of rows. What does not: how a record changes
(``data_layer.decisions.applying``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from data_layer.decisions import ArticleSubject, DecisionKind, FigureSubject
from data_layer.store.overlay.layer import FIGURE_KINDS, Layer, named
from data_layer.store.overlay.rows import placed, put
from data_layer.store.records import article_row, read_article, read_figure

__all__ = ["correct_articles", "correct_figures"]


def correct_articles(layer: Layer) -> None:
    """Put corrected articles, and their figures read again, in the place of the version's."""
    from data_layer.decisions.applying import corrected_article, reread_figures

    changes: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in layer.of(DecisionKind.ARTICLE_CORRECTED):
        if isinstance(one.subject, ArticleSubject) and (row := layer.located.article(one.subject)):
            changes[row["article_id"]] |= one.detail
    of_article: dict[str, list[str]] = defaultdict(list)
    for figure_id, row in layer.as_stored.items():
        of_article[row["article_id"]].append(figure_id)
    for article_id, detail in changes.items():
        before = layer.located.row(article_id)
        article = corrected_article(read_article(before), detail)
        row = named("articles", article_row(article))
        region = placed(layer, row["region_adcode"], row["region_name"], row["region_level"])
        kept = {"cluster_id": before["cluster_id"], "placed": region}
        layer.articles[article_id] = row | kept
        for figure_id in of_article[article_id]:
            del layer.figures[figure_id]
        for figure in reread_figures(article):
            put(layer, figure, article, layer.as_stored.get(figure.figure_id))


def correct_figures(layer: Layer) -> None:
    """What the decisions on one figure come to: fields one by one, the latest first; struck or not."""
    from data_layer.decisions.applying import ADDED, CORRECTED, added_figure, corrected_figure

    changes: dict[str, dict[str, Any]] = defaultdict(dict)
    for one in layer.of(*FIGURE_KINDS):
        if not isinstance(one.subject, FigureSubject) or not (place := layer.located.place(one.subject)):
            continue
        figure_id = layer.at.get(place)
        if figure_id is None and one.kind is DecisionKind.FIGURE_ADDED:
            article = layer.article(place.article_id)
            figure = added_figure(article, place, one.detail)
            figure_id = layer.at[place] = figure.figure_id
            layer.added.add(figure_id)
            put(layer, figure, article, None)
        if figure_id is None or figure_id not in layer.figures:
            continue
        layer.struck.discard(figure_id)
        if one.kind is DecisionKind.FIGURE_STRUCK:
            layer.struck.add(figure_id)
        else:
            changes[figure_id] |= one.detail
    for figure_id, detail in changes.items():
        row = layer.figures[figure_id]
        before = read_figure(row)
        after = corrected_figure(before, detail, ADDED if figure_id in layer.added else CORRECTED)
        put(layer, after, layer.article(after.article_id), row, corrected=True)
        if figure_id not in layer.added and after.value != before.value:
            layer.figures[figure_id]["value_as_read"] = before.value
