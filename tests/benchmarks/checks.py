"""How long the audit of many articles takes: python tests/benchmarks/checks.py [ARTICLES] [JOBS].

Half of the articles are drawn from the audit's templates, two passages each; the others are those of the
sample corpus, whose sentences can mostly not be checked. All are read once; copies of them get ids, regions
and years of their own, so that the rules across articles have series and peers to look at. Timed is the audit
alone: rules of one article in JOBS processes that hold the articles already, as those that read documents do,
then rules across articles in one. Prints medians of five: seconds on the clock, and of all cores.
"""

from __future__ import annotations

import gc
import multiprocessing
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from data_layer.checks import check_article, compare_articles
from data_layer.figures import extract_figures
from data_layer.lexicon.indicators import load_indicators
from data_layer.model import Article, Figure, Period, PeriodType, Region, RegionLevel
from data_layer.pipeline import parse_document
from data_layer.places import region_path
from tests.checks.generator import draw

DISTINCT = 200
SEEDS = Path(__file__).parents[2] / "seeds"
PASSAGES = 2
CHUNK = 500
RUNS = 5
COUNTIES = [
    "431381",
    "431382",
    "431322",
    "431321",
    "431302",
    "430121",
    "430181",
    "430182",
    "430221",
    "430321",
]


def distinct_articles() -> list[tuple[Article, list[Figure]]]:
    """Made-up articles and those of the sample corpus in turn, with their figures."""
    passages = [right.text for seed in range(20) for right, _ in draw("templates.yaml", 1, seed)]
    rng = random.Random(1)
    made = [Article(f"{number:012d}-001", "a.txt", "0" * 64, text) for number, text in enumerate(
        "\n".join(rng.sample(passages, PASSAGES)) for _ in range(DISTINCT)
    )]  # fmt: skip
    read = [article for path in sorted(SEEDS.glob("*.md")) for article in parsed(path)]
    mixed = [one for pair in zip(made, (read * DISTINCT)[:DISTINCT], strict=True) for one in pair]
    return [(article, extract_figures(article)) for article in mixed]


def parsed(path: Path) -> tuple[Article, ...]:
    return parse_document(path.name, path.read_bytes()).articles


def copies(count: int) -> list[tuple[Article, list[Figure]]]:
    """``count`` articles, each of its own region, year and indicators."""
    base = distinct_articles()
    indicators = [one.id for one in load_indicators()]
    regions = [region_path(code)[-1] for code in COUNTIES]
    assert all(isinstance(region, Region) and region.level is RegionLevel.COUNTY for region in regions)
    rng = random.Random(2)
    made = []
    for number in range(count):
        article, figures = base[number % len(base)]
        name, region, year = f"{number:012d}-002", rng.choice(regions), 2000 + rng.randrange(24)
        period = Period(date(year, 1, 1), date(year, 12, 31), PeriodType.YEAR, f"{year}年")
        made.append((
            replace(article, article_id=name, region=region),
            [
                figure._replace(
                    article_id=name, figure_id=f"{name}-{figure.char_start}", region=region,
                    period=period, indicator_id=indicators[(number * 7 + at) % len(indicators)],
                )
                for at, figure in enumerate(figures)
            ],
        ))  # fmt: skip
    return made


MADE: list[tuple[Article, list[Figure]]] = []
"""The articles, which the processes inherit."""


def check_chunk(start: int) -> tuple[int, float]:
    """How many checks a chunk of MADE comes to, and the seconds of its process."""
    began = time.process_time()
    checks = sum(len(check_article(*one)) for one in MADE[start : start + CHUNK])
    return checks, time.process_time() - began


def main(count: int, jobs: int) -> None:
    MADE.extend(copies(count))
    articles = [article for article, _ in MADE]
    figures = [figure for _, some in MADE for figure in some]
    print(f"{count} articles, {len(figures)} figures, {sum(len(a.text) for a in articles)} characters")
    gc.collect()
    gc.freeze()  # so that the processes share what they inherit
    clocks, cores = [], []
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
        list(pool.map(check_chunk, [0] * jobs))  # lexicons
        for _ in range(RUNS):
            started = time.perf_counter()
            own, own_cores = map(sum, zip(*pool.map(check_chunk, range(0, count, CHUNK)), strict=True))
            own_clock, began = time.perf_counter() - started, time.process_time()
            across = len(compare_articles(articles, figures, {}))
            across_cores, clock = time.process_time() - began, time.perf_counter() - started
            clocks.append(clock)
            cores.append(own_cores + across_cores)
            print(
                f"own {own_clock:.1f} s, {own_cores:.1f} s of cores ({own} checks), "
                f"across {clock - own_clock:.1f} s, {across_cores:.1f} s of cores ({across} checks)"
            )
    print(f"median of {RUNS}: {median(clocks):.1f} s on {jobs} processes, {median(cores):.1f} s of cores")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [100_000, 2][len(numbers) :]))
