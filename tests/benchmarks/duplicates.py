"""Quality, speed and memory of finding duplicates, beside other libraries' MinHash indexes.

    python tests/benchmarks/duplicates.py quality      20,000 articles, easy and hard, other kinds of text
    python tests/benchmarks/duplicates.py peers        speed and memory beside rensa, gaoya and datasketch
    python tests/benchmarks/duplicates.py growth       20,000 against 100,000 articles; one more article
    python tests/benchmarks/duplicates.py twins        fillings of one template, which are never joined

The peers take part where they are installed (the program needs none of them). Their rows are candidates, the
pairs that an index of 64 bands of two 3-gram hashes proposes, neither scored nor clustered. Each measurement
has a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Collection
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import data_layer.duplicates as dup  # noqa: E402
from data_layer.model import Article, Figure  # noqa: E402
from data_layer.places import find_places  # noqa: E402
from tests.duplicates import twins_generator as forms  # noqa: E402
from tests.duplicates.generator import Recipe, Sample, make_corpus  # noqa: E402

Pairs = set[tuple[str, str]]
EASY = Recipe(stories=2800, articles=20000, noise=(0.02, 0.10))
HARD = Recipe(stories=2800, articles=20000, noise=(0.06, 0.20), quoting=0.3)
KINDS = {
    "noise 2-10 %": EASY,
    "noise 6-20 %, a third quoted": HARD,
    "1,000 template twins": Recipe(stories=2800, articles=19000, twins=1000),
    "noise 2-10 %, copied sentences": Recipe(stories=2800, articles=20000, pool=4000),
    "noise 6-20 %, copied sentences": Recipe(stories=2800, articles=20000, pool=4000, noise=(0.06, 0.2)),
    "noise 2-10 %, short": Recipe(stories=2800, articles=20000, sentences=(4, 8)),
    "noise 6-20 %, short, a third quoted": Recipe(
        stories=2800, articles=20000, sentences=(4, 8), noise=(0.06, 0.2), quoting=0.3
    ),
    "noise 2-10 %, long": Recipe(stories=700, articles=5000, sentences=(40, 80)),
}

TWINS_NOISE = {"none": (0.0, 0.0), "2-10 %": (0.02, 0.10), "6-20 %": (0.06, 0.20)}
FILLINGS = (2, 3, 5, 10, 60, 240, 600)
TWINS_SEEDS = (11, 12, 13)


def as_articles(samples: list[Sample]) -> list[Article]:
    return [Article(one.id, f"{one.id}.txt", one.id, one.text) for one in samples]


def pairs_of(label: dict[str, str]) -> Pairs:
    groups: dict[str, list[str]] = {}
    for name in sorted(label):
        groups.setdefault(label[name], []).append(name)
    return {pair for members in groups.values() for pair in combinations(members, 2)}


def scores(want: Pairs, got: Pairs, many: int) -> str:
    both, expected = len(want & got), len(want) * len(got) / comb(many, 2)
    precision, recall = both / max(1, len(got)), both / max(1, len(want))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    rand = (both - expected) / ((len(want) + len(got)) / 2 - expected)
    return f"precision {precision:.4f}  recall {recall:.4f}  f1 {f1:.4f}  rand {rand:.4f}"


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(work: Callable[..., str], *arguments: Any) -> None:
    """Run ``work`` in a fresh process and print what it returns."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.apply(work, arguments), flush=True)


def warm(articles: list[Article]) -> None:
    """Load what is loaded once in a process: tables, dictionary, gazetteer."""
    dup.find_duplicates(articles[:100], [])
    find_places(articles[0].text)


def ours(name: str, recipe: Recipe, seed: int) -> str:
    samples = make_corpus(seed, recipe)
    articles = as_articles(samples)
    warm(articles)
    before, start, cpu = peak_mb(), time.perf_counter(), time.process_time()
    found = dup.find_duplicates(articles, [])
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    mine = {one.id: found.cluster_of.get(one.id, one.id) for one in samples}
    want, got = pairs_of({one.id: one.cluster for one in samples}), pairs_of(mine)
    speed = f"{len(samples) / took:6.0f} articles/s ({len(samples) / cpu:.0f} a second of one core)"
    return f"{name:36} {scores(want, got, len(samples))}  {speed}  {peak_mb()} MB, {before} MB before"


def grams(text: str) -> list[str]:
    packed = "".join(char for char in text if char.isalnum())
    return [packed[at : at + 3] for at in range(len(packed) - 2)]


def rensa_pairs(samples: list[Sample]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    matrix = RMinHash.digest_matrix_from_token_sets([grams(one.text) for one in samples], 128, 1)
    index = RMinHashLSH(0.2, 128, 64)
    index.insert_matrix(matrix)
    hashes = RMinHash.from_token_sets([grams(one.text) for one in samples], 128, 1)
    return {
        (samples[one].id, samples[other].id)
        for one, near in enumerate(index.query_all(hashes))
        for other in near
        if samples[one].id < samples[other].id
    }


def gaoya_pairs(samples: list[Sample]) -> Pairs:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, 0.2, 64, 2, None, "char", True, (3, 3))
    texts = ["".join(char for char in one.text if char.isalnum()) for one in samples]
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    return {
        (samples[one].id, samples[other].id)
        for one, near in enumerate(index.par_bulk_query(texts))
        for other in near
        if samples[one].id < samples[other].id
    }


def datasketch_pairs(samples: list[Sample]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(params=(64, 2), num_perm=128)
    hashes = [MinHash(num_perm=128) for _ in samples]
    for one, minhash in zip(samples, hashes, strict=True):
        minhash.update_batch([gram.encode() for gram in grams(one.text)])
        index.insert(one.id, minhash)
    return {
        (one.id, other)
        for one, minhash in zip(samples, hashes, strict=True)
        for other in index.query(minhash)
        if one.id < other
    }


def peer(name: str, recipe: Recipe, seed: int) -> str:
    samples = make_corpus(seed, recipe)
    find = {"rensa": rensa_pairs, "gaoya": gaoya_pairs, "datasketch": datasketch_pairs}[name]
    before, start, cpu = peak_mb(), time.perf_counter(), time.process_time()
    try:
        got = find(samples)
    except ImportError:
        return f"{name:36} not installed"
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    want = pairs_of({one.id: one.cluster for one in samples})
    return (
        f"{name:36} {scores(want, got, len(samples))}  {len(samples) / took:6.0f} articles/s "
        f"({len(samples) / cpu:.0f} a second of one core)  "
        f"{peak_mb()} MB, {before} MB before (candidates only)"
    )


def grown(many: int) -> str:
    samples = make_corpus(3, Recipe(stories=many * 14 // 100, articles=many))
    articles = as_articles(samples)
    warm(articles)
    start, cpu = time.perf_counter(), time.process_time()
    known = dup.find_duplicates(articles, [])
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    signatures = dup.Signatures().add(articles[:-1], dup.Parameters())
    by_id = {article.article_id: article for article in articles}

    def load(names: Collection[str]) -> tuple[list[Article], list[Figure]]:
        return [by_id[name] for name in names], []

    last = articles[-1].article_id
    without = dup.Duplicates(
        tuple(pair for pair in known.pairs if last not in (pair.article_a, pair.article_b)),
        {name: cluster for name, cluster in known.cluster_of.items() if name != last},
        {},
    )
    start, one_cpu = time.perf_counter(), time.process_time()
    found, _ = dup.extend_duplicates(without, signatures, articles[-1:], [], load)
    one, one_cpu = time.perf_counter() - start, time.process_time() - one_cpu
    same = found.cluster_of == known.cluster_of
    size = len(signatures.to_bytes()) / many
    return (
        f"{many} articles: {took:.2f} s ({cpu:.2f} s of processor time), {peak_mb()} MB; "
        f"one more: {one:.3f} s ({one_cpu:.3f} s), same clusters: {same}; "
        f"{size:.0f} bytes of signature an article"
    )


def twins(kind: str, noise: tuple[float, float], many: int) -> tuple[str, list[str]]:
    """Wrong pairs and copies found over all forms and seeds, and what was joined wrongly."""
    compared = copies = found = 0
    wrong = []
    for form in forms.FORMS:
        for seed in TWINS_SEEDS:
            samples = forms.make_twins(seed, form, forms.Twins(many, noise=noise, **forms.KINDS[kind]))
            cluster_of = dup.find_duplicates(as_articles(samples), []).cluster_of
            got = pairs_of({one.id: cluster_of.get(one.id, one.id) for one in samples})
            want = pairs_of({one.id: one.cluster for one in samples})
            text = {one.id: one.text for one in samples}
            compared += comb(len(samples), 2)
            copies, found = copies + len(want), found + len(want & got)
            wrong += [f"{form} {seed}\n  {text[a]}\n  {text[b]}" for a, b in sorted(got - want)]
    return f"{len(wrong)} of {compared} wrong; {found} of {copies} copies found", wrong


def all_twins() -> None:
    shown = []
    for kind in forms.KINDS:
        for noise, share in TWINS_NOISE.items():
            for many in FILLINGS:
                row, wrong = twins(kind, share, many)
                print(f"{kind:28} noise {noise:8} {many:4} fillings  {row}", flush=True)
                shown += [f"{kind}, noise {noise}, {many} fillings, {pair}" for pair in wrong]
    print(f"{len(shown)} pairs were joined wrongly", *shown, sep="\n")


def main(what: str) -> None:
    if what == "quality":
        for name, recipe in KINDS.items():
            for seed in (1, 2):
                apart(ours, name, recipe, seed)
    elif what == "peers":
        apart(ours, "this program, scored and clustered", EASY, 1)
        for name in ("rensa", "gaoya", "datasketch"):
            apart(peer, name, EASY, 1)
    elif what == "growth":
        apart(grown, 20000)
        apart(grown, 100000)
    elif what == "twins":
        all_twins()
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "help")
