"""Where the real documents lie beside the checkout: every statement in them, read and judged by hand.

``seeds.jsonl`` names numbers by their offsets in the raw text. A line without a rule is a percentage whose
part, whole or earlier value the document does not tell: nothing may be called wrong about it.
"""

import functools
import json
from pathlib import Path

import pytest

from data_layer.model import Article
from data_layer.pipeline import ParsedDocument, parse_document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
LABELS = [
    json.loads(line)
    for line in Path(__file__).with_name("seeds.jsonl").read_text(encoding="utf-8").splitlines()
]
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not beside this checkout")


@functools.cache
def parsed(source: str) -> ParsedDocument:
    return parse_document(source, (SEEDS / source).read_bytes())


def raw_offset(article: Article, at: int) -> int:
    return next(raw + at - start for start, raw, length in article.raw_spans if start <= at < start + length)


@functools.cache
def found(source: str) -> dict[tuple[str, tuple[int, ...]], str]:
    """Verdicts by rule and raw offsets."""
    document = parsed(source)
    articles = {article.article_id: article for article in document.articles}
    starts = {
        figure.figure_id: raw_offset(articles[figure.article_id], figure.char_start)
        for figure in document.figures
    }
    return {
        (check.rule, tuple(starts[figure] for figure in check.figures)): check.verdict.value
        for check in document.checks
    }


def test_the_documents_are_those_that_were_read():
    for source in {label["source"] for label in LABELS}:
        (known,) = {label["sha256"] for label in LABELS if label["source"] == source}
        assert parsed(source).document.sha256 == known


@pytest.mark.parametrize(
    "label", [one for one in LABELS if one["rule"]], ids=lambda one: f"{one['rule']}-{one['at'][-1]}"
)
def test_statement_is_judged_as_read(label):
    assert found(label["source"]).get((label["rule"], tuple(label["at"]))) == label["verdict"]


def test_nothing_else_is_accused():
    labelled = {
        (one["source"], one["rule"], tuple(one["at"])) for one in LABELS if one["verdict"] == "inconsistent"
    }
    accused = {
        (source, rule, at)
        for source in {label["source"] for label in LABELS}
        for (rule, at), verdict in found(source).items()
        if verdict == "inconsistent"
    }
    assert accused == labelled and len(accused) == 1


def test_the_wrong_rate_is_found_with_its_arithmetic():
    checks = [
        check for source in sorted({one["source"] for one in LABELS}) for check in parsed(source).checks
    ]
    (wrong,) = [check for check in checks if check.verdict == "inconsistent"]
    assert wrong.explanation == "2587 ÷ 2863 = 90.36%，原文写 96.42%，相差 6.06 个百分点"
    assert wrong.roles == ("部分", "总体", "比率")
