"""How fast times are found, best of five: `python tests/benchmarks/times.py FILE…`."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from data_layer.periods import find_times

_TARGET = 1.5e6
"""Characters a second: a sixth of the time that the path from clean text to figures may take."""


def main() -> None:
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    paragraphs = [line for text in texts for line in text.splitlines()]
    chars = sum(map(len, paragraphs))
    find_times("", None)
    best = 0.0
    for _ in range(5):
        begin = time.perf_counter()
        found = sum(len(find_times(paragraph, date(2022, 12, 21))) for paragraph in paragraphs)
        best = max(best, chars / (time.perf_counter() - begin))
    print(f"{chars} characters, {found} times, {best / 1e6:.2f} million a second (wanted: {_TARGET / 1e6})")


if __name__ == "__main__":
    main()
