"""Questions to a store, answered as frames: named by nouns, under a filter, never writing SQL elsewhere.

What belongs here: the public face; see overview, figures and articles.
"""

from data_layer.queries.articles import (
    article,
    article_count,
    article_figures,
    article_rows,
    cluster_pairs,
    clusters,
)
from data_layer.queries.figures import (
    FigureCard,
    figure_card,
    figure_count,
    figure_rows,
    indicator_list,
    region_figures,
    series_years,
    timeline_figures,
)
from data_layer.queries.overview import (
    counts,
    coverage,
    failures,
    filter_sentence,
    region_tree,
    source_list,
    topic_counts,
)

__all__ = [
    "FigureCard",
    "article",
    "article_count",
    "article_figures",
    "article_rows",
    "cluster_pairs",
    "clusters",
    "counts",
    "coverage",
    "failures",
    "figure_card",
    "figure_count",
    "figure_rows",
    "filter_sentence",
    "indicator_list",
    "region_figures",
    "region_tree",
    "series_years",
    "source_list",
    "timeline_figures",
    "topic_counts",
]
