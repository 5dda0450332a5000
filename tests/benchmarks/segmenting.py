"""How fast and in how much memory texts go through reading, cleaning and segmenting; run by hand.

    python tests/benchmarks/segmenting.py [MEGABYTES]

Prints megabytes a minute of one core (CPU time), the peak memory and the articles, for pages in order and
out of it in every form (five runs of six pages), for texts of one paragraph a line, of printed lines,
spaced out. The last but one column is the speed in hundredths of that with which jieba cuts the same texts
into words in the same run, so that machines, and hours of one machine, can be compared.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import jieba
import yaml

HERE = Path(__file__).parents[1]
sys.path[:0] = [str(HERE / "segmenting"), str(HERE.parent)]

from layouts import DISORDERS, FORMS, lay_out  # noqa: E402

from data_layer.cleaning import clean_document  # noqa: E402
from data_layer.reading import read_document  # noqa: E402
from data_layer.segmenting import segment_document  # noqa: E402

PAGES, RUNS = 6, 5
CUT_CHARS = 20_000


def measure(label: str, *runs: Sequence[str]) -> None:
    """One row: what it is, its size, the speed (median of the runs), the memory so far, the articles."""
    rates, size, articles, cut = [], 0.0, 0, 0.0
    for texts in runs:
        start = time.process_time()
        for text in texts:
            jieba.lcut(text[:CUT_CHARS])
        cut += (time.process_time() - start) / sum(len(text[:CUT_CHARS]) for text in texts)
        start = time.process_time()
        articles += sum(map(read, texts))
        seconds = time.process_time() - start
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        rates.append(megabytes / seconds * 60)
        size += megabytes
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = statistics.median(rates)
    jieba_rate = 3 * 60e-6 * len(runs) / cut
    told = f"{size:.2f} MB\t{rate:.1f} MB/min\t{peak:.0f} MB\t{100 * rate / jieba_rate:.0f} %"
    print(f"{label:32}\t{told}\t{articles} articles", flush=True)


def read(text: str) -> int:
    """How many articles a text has."""
    document = read_document("x.txt", text.encode())
    return len(segment_document(document, clean_document(document)))


def main() -> None:
    """Lay out the test articles in four ways and measure each."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    stories = yaml.safe_load((HERE / "segmenting" / "articles.yaml").read_text(encoding="utf-8"))
    paragraphs = [paragraph for story in stories for paragraph in story["paragraphs"]]
    whole = "\n".join(paragraphs) + "\n"
    times = int(size * 1e6 / len(whole.encode())) + 1
    printed = "\n".join(text[at : at + 17] for text in paragraphs for at in range(0, len(text), 17)) + "\n"
    jieba.lcut("县区")  # loads its dictionary
    read("\n\n".join(line for story in stories for line in [*story["title"], *story["paragraphs"]]))  # loads
    for disorder in DISORDERS:
        for form in FORMS if "by line" not in disorder else FORMS[:1]:
            seeds = [range(PAGES * run, PAGES * (run + 1)) for run in range(RUNS)]
            runs = [[lay_out(stories, disorder, form, seed).text for seed in some] for some in seeds]
            measure(f"{disorder}, {form}", *runs)
    measure("paragraphs", [whole * times])
    measure("printed lines", [printed * times])
    measure("spaced out", [" ".join(whole) * (times // 2)])


if __name__ == "__main__":
    main()
