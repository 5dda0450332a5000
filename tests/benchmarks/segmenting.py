"""How fast and in how much memory texts go through reading, cleaning and segmenting; run by hand.

    python tests/benchmarks/segmenting.py [MEGABYTES]

Prints megabytes a minute on one core and the peak memory, for a text of one paragraph a line, one of printed
lines, one spaced out, and a page.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import yaml

from data_layer.cleaning import clean_document
from data_layer.reading import read_document
from data_layer.segmenting import segment_document


def measure(label: str, text: str) -> None:
    """One row: what it is, its size, the speed, the memory so far, how many articles came out."""
    data = text.encode()
    start = time.perf_counter()
    document = read_document("x.txt", data)
    articles = segment_document(document, clean_document(document))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(data) / 1e6 / seconds * 60
    print(
        f"{label}\t{len(data) / 1e6:.2f} MB\t{rate:.0f} MB/min\t{peak:.0f} MB peak\t{len(articles)} articles"
    )


def main() -> None:
    """Lay out the test articles in four ways and measure each."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    path = Path(__file__).parents[1] / "segmenting" / "articles.yaml"
    stories = yaml.safe_load(path.read_text(encoding="utf-8"))
    paragraphs = [paragraph for story in stories for paragraph in story["paragraphs"]]
    whole = "\n".join(paragraphs) + "\n"
    times = int(size * 1e6 / len(whole.encode())) + 1
    printed = "\n".join(text[at : at + 17] for text in paragraphs for at in range(0, len(text), 17)) + "\n"
    page = "\n\n".join(
        line
        for story in stories
        for line in [*story["title"], *story["paragraphs"], f"（{' '.join(story['byline'])}）"]
    )
    measure("page", page)
    measure("page again", page)
    measure("paragraphs", whole * times)
    measure("printed lines", printed * times)
    measure("spaced out", " ".join(whole) * (times // 2))


if __name__ == "__main__":
    main()
