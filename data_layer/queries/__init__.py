"""Questions to a store, answered as frames: named by nouns, under a filter, never writing SQL elsewhere.

What belongs here: the public face; see overview, series, figures and articles.
"""

from data_layer.queries.articles import (
    article,
    article_count,
    article_figures,
    article_names,
    article_rows,
    cluster_pairs,
    clusters,
    compared_pairs,
    near_pairs,
)
from data_layer.queries.checks import (
    consistency,
    figure_as_read,
    figures_of,
    finding_rows,
    findings_on,
    history,
    open_findings,
    orphans,
    struck_figures,
)
from data_layer.queries.figures import (
    FigureCard,
    figure_card,
    figure_count,
    figure_rows,
    region_figures,
    timeline_figures,
)
from data_layer.queries.overview import (
    counts,
    coverage,
    coverage_by_year,
    failures,
    filter_sentence,
    region_tree,
    source_list,
    topic_counts,
)
from data_layer.queries.series import (
    MOST_SERIES,
    at_constant_prices,
    indicator_list,
    series_count,
    series_named,
    series_years,
)
from data_layer.queries.sources import arrived_articles, near_duplicates

__all__ = [
    "MOST_SERIES",
    "FigureCard",
    "arrived_articles",
    "article",
    "article_count",
    "article_figures",
    "article_names",
    "article_rows",
    "at_constant_prices",
    "cluster_pairs",
    "clusters",
    "compared_pairs",
    "counts",
    "coverage",
    "coverage_by_year",
    "failures",
    "figure_card",
    "figure_count",
    "figure_rows",
    "filter_sentence",
    "indicator_list",
    "near_pairs",
    "near_duplicates",
    "region_figures",
    "region_tree",
    "series_count",
    "series_named",
    "series_years",
    "source_list",
    "timeline_figures",
    "topic_counts",
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
