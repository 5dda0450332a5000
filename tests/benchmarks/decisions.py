"""How long a store with many decisions takes to open, and what they cost a query; run by hand.

    python tests/benchmarks/decisions.py [figures] [decisions]

Prints medians of five, of the time of all cores: opening without and with decisions, queries on both, and the
ratio of the two. The store is made up: thirty figures an article, every tenth article in a cluster of two.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data_layer import deciding, queries
from data_layer.decisions import DecisionKind, Draft, article_subject
from data_layer.filters import Filter
from data_layer.model import Document, DocumentForm
from data_layer.pipeline import ParsedDocument
from data_layer.store import Journal, ReadStore
from tests.store_fakes import REGIONS, make_article, make_figure, make_store, year

RUNS = 5
FIGURES_AN_ARTICLE = 30
CODES = [code for code in REGIONS if REGIONS[code].level == "county"]


def made_up(articles: int) -> list[ParsedDocument]:
    rng, out = random.Random(1), []
    for number in range(articles):
        twin = number % 10 == 1
        seed = number - 1 if twin else number
        parts = [f"第{n}项工作新增就业{rng.randrange(1000, 9999)}人" for n in range(FIGURES_AN_ARTICLE)]
        text = "。".join(out[-1].articles[0].text.split("。") if twin else [f"本篇{seed}", *parts, ""])
        article = make_article(
            f"{number}.txt", 1, text, title=f"题{seed}", region=REGIONS[CODES[seed % len(CODES)]],
            published=date(2022, 12, 1), topics=("就业社保人事",),
        )  # fmt: skip
        figures = []
        for n in range(FIGURES_AN_ARTICLE):
            sentence = text.split("。")[n + 1] + "。"
            quote = sentence.split("就业")[1].rstrip("。")
            start = text.index(sentence) + len(sentence) - 1 - len(quote)
            figure = make_figure(
                article, sentence, float(quote[:-1]), "人", "城镇新增就业", indicator_id="employment",
                period=year(2015 + n % 8),
            )  # fmt: skip
            placed = {"char_start": start, "char_end": start + len(quote), "quote": quote}
            figure = figure._replace(**placed, figure_id=f"{article.article_id}-{start}")
            figures.append(figure)
        document = Document(article.source, article.document_id, DocumentForm.TEXT, text, "utf-8")
        out.append(ParsedDocument(document, (article,), tuple(figures)))
    return out


def decide(store: ReadStore, count: int) -> None:
    """A third figures corrected, a third struck out, a sixth articles corrected, a sixth witnesses chosen."""
    rng = random.Random(2)
    ids = [row["figure_id"] for row in store.rows("SELECT figure_id FROM figures ORDER BY figure_id")]
    chosen = rng.sample(ids, 2 * count // 3)
    drafts = []
    for place, subject in enumerate(deciding._figure_subjects(store, chosen)):
        kind = (DecisionKind.FIGURE_CORRECTED, DecisionKind.FIGURE_STRUCK)[place % 2]
        drafts.append(Draft(kind, subject, {} if place % 2 else {"value": 5.0}))
    rows = store.rows("SELECT document_id, source, article_id, title, text FROM articles ORDER BY source")
    for place, row in enumerate(rng.sample(rows, count - len(drafts))):
        subject = article_subject(**row)
        if place % 2:
            drafts.append(Draft(DecisionKind.ARTICLE_CORRECTED, subject, {"published": "2021-06-30"}))
        else:
            drafts.append(Draft(DecisionKind.WITNESS_CHOSEN, subject))
    Journal(store.folder.journal).decide(drafts, "某人")


def median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return statistics.median(took)


def main() -> None:
    figures, count = (int(word) for word in (sys.argv[1:] + ["200000", "1000"])[:2])
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        store = make_store(directory, made_up(figures // FIGURES_AN_ARTICLE))
        asked = {
            "region_figures": lambda s: queries.region_figures(
                s, Filter(regions=("431381",)), "employment", "level"
            ),
            "indicator_list": lambda s: queries.indicator_list(s, Filter()),
            "figure_rows": lambda s: queries.figure_rows(s, Filter(), "第7项", limit=1000),
            "counts": lambda s: queries.counts(s, Filter(regions=("430000",))),
        }
        without = {name: median(lambda q=query: q(store)) for name, query in asked.items()}
        opened = median(lambda: ReadStore(directory).version)
        decide(store, count)
        started = time.process_time()
        _ = ReadStore(directory).version
        first = time.process_time() - started
        with_them = median(lambda: ReadStore(directory).version)
        print(f"{figures} figures, {count} decisions")
        print(f"open without decisions {opened * 1000:.0f} ms, the first with them {first * 1000:.0f} ms, "
              f"then {with_them * 1000:.0f} ms")  # fmt: skip
        print(f"asking for the state {median(lambda: [store.state for _ in range(1000)]) * 1000:.1f} µs")
        for name, query in asked.items():
            took = median(lambda q=query: q(store))
            ratio = took / without[name]
            print(f"{name}: {without[name] * 1000:.0f} ms, {took * 1000:.0f} ms, {ratio:.2f} times")


if __name__ == "__main__":
    main()
