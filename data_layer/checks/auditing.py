"""Runs the rules: over one article, and over all articles of a version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data_layer.checks import dates, undivided
from data_layer.checks.across import regions, series, sizes, witnesses
from data_layer.checks.across.corpus import Fact, build_corpus
from data_layer.checks.cells import as_said
from data_layer.checks.changes import changes
from data_layer.checks.definitions import asides, averages, balances, quotients, vital
from data_layer.checks.findings import Finding, Rule, check_of
from data_layer.checks.grids import check_grids
from data_layer.checks.linking.passages import Passage, passages
from data_layer.checks.linking.words import widened
from data_layer.checks.shares import composition, ratios
from data_layer.checks.sums import ballots, growing, lines, sections, several_units, totals
from data_layer.memory import no_garbage_search
from data_layer.model import Article, Check, Figure, Verdict

__all__ = ["ACROSS", "RULES", "check_article", "compare_articles", "find_checks"]

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for module in (
        ratios,
        totals,
        composition,
        averages,
        quotients,
        changes,
        balances,
        asides,
        undivided,
        dates,
        witnesses,
        series,
        regions,
        sizes,
    )
    for rule in module.RULES
}
"""Every rule by its name, in the order in which people read them."""

ACROSS = frozenset(rule.name for module in (series, regions, sizes) for rule in module.RULES)
"""Names of the rules that compare facts of different articles by indicator, region and period."""

_OF_SEVERAL = (
    growing.check_growing,
    several_units.check_tables,
    averages.check_averages,
    changes.check_changes,
    balances.check_balances,
    ballots.check_ballots,
)
"""What compares numbers; a passage with one has nothing to compare."""

_OF_PARAGRAPHS = (totals.check_totals, lines.check_lines, sections.check_sections)
"""What looks at paragraphs side by side."""

_OF_RATES = (
    ratios.check_ratios,
    composition.check_composition,
    vital.check_vital,
    quotients.check_quotients,
)
"""What compares rates with other numbers, so that a passage without a rate has nothing for it."""


@no_garbage_search()
def check_article(article: Article, figures: Sequence[Figure]) -> list[Check]:
    """What the rules that need one article only come to. Pure: the same records give the same checks."""
    found: list[Finding] = list(check_grids(article, figures))
    article = replace(article, text=widened(article.text))
    told: list[Passage] = []
    for passage in passages(article, figures):
        found += dates.check_dates(passage)
        found += undivided.check_undivided(passage)
        if len(passage.mentions) > 1:
            found += asides.check_restated(passage)
            plain = asides.without_restated(passage)
            rated = any(mention.is_rate for mention in plain.mentions)
            for check in (*_OF_RATES, *_OF_SEVERAL) if rated else _OF_SEVERAL:
                found += check(plain)
            told.append(plain)
        else:
            if passage.earlier and passage.mentions[0].is_rate:
                found += ratios.check_ratios(passage)
            told.append(passage)
    for check_all in _OF_PARAGRAPHS:
        found += check_all(told)
    return _rows(found)


@no_garbage_search()
def compare_articles(
    articles: Sequence[Article], figures: Sequence[Figure], facts: Mapping[str, Fact]
) -> list[Check]:
    """What the rules across articles come to.

    Args:
        articles: all articles.
        figures: all their figures.
        facts: the fact of each figure, by figure_id; rules other than ``witnesses`` look at chosen ones.
    """
    figures = list(map(as_said, figures))
    found = list(witnesses.check_witnesses(figures, facts))
    corpus = build_corpus(articles, figures, facts)
    for check in (series.check_series, regions.check_regions, sizes.check_sizes):
        found += check(corpus)
    return _rows(found)


def find_checks(
    articles: Sequence[Article], figures: Sequence[Figure], facts: Mapping[str, Fact]
) -> list[Check]:
    """The whole audit of ``articles``: both kinds of rules."""
    of_article: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        of_article[figure.article_id].append(figure)
    own = [check for a in articles for check in check_article(a, of_article[a.article_id])]
    return own + compare_articles(articles, figures, facts)


def _rows(findings: Iterable[Finding]) -> list[Check]:
    """One row a statement, sorted; of several findings on the same numbers the gravest."""
    rows: dict[str, Check] = {}
    for check in map(check_of, findings):
        held = rows.get(check.check_id)
        if held is None or _GRAVITY[check.verdict] < _GRAVITY[held.verdict]:
            rows[check.check_id] = check
    return sorted(rows.values(), key=lambda check: check.check_id)


_GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}
"""The gravest first."""
