"""How well pages that are out of order come apart into their articles; run by hand.

    python tests/benchmarks/pages.py [SEEDS] [POOL.yaml…] [--only DISORDER] [--form FORM]

Prints for each disorder and form the mean, the tenth percentile and the worst B-cubed F1, the share of
headlines found, how much is glued to a wrong article, and how many articles come out for one; at last the
B-cubed F1 of figures, as labelled documents are scored, and the share of them that was found. The default
pool is the articles of tests/segmenting; fresh.yaml beside this file was written to measure with only.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parents[1]
sys.path[:0] = [str(HERE / "segmenting"), str(HERE.parent)]

from found import bcubed, count_figures, find_figures  # noqa: E402
from layouts import DISORDERS, FORMS, lay_out, score  # noqa: E402

from data_layer.pipeline import parse_document  # noqa: E402


def main() -> None:
    """Score every disorder in every form."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("seeds", type=int, nargs="?", default=100)
    cli.add_argument("pool", type=Path, nargs="*")
    cli.add_argument("--only", default="")
    cli.add_argument("--form", default="")
    cli.add_argument("--first", type=int, default=0)
    options = cli.parse_args()
    pools = options.pool or sorted((HERE / "segmenting").glob("*.yaml"))
    stories = [story for path in pools for story in yaml.safe_load(path.read_text(encoding="utf-8"))]
    print("disorder\tform\tmean\tp10\tworst\tseed\tprecision\ttitles\torder\tlost\tarticles\tfigures\tfound")
    for disorder in DISORDERS:
        if options.only not in disorder:
            continue
        for form in FORMS:
            if options.form not in form or ("line" in disorder and form != "lines"):
                continue
            rows, pairs, wanted = [], [], 0
            for seed in range(options.first, options.first + options.seeds):
                page = lay_out(stories, disorder, form, seed)
                parsed = parse_document("页.txt", page.text.encode())
                rows.append((score(page, parsed.articles), seed))
                pairs.append(find_figures(page, parsed))
                wanted += count_figures(page)
            values = sorted((row.segmentation, seed) for row, seed in rows)
            means = [
                statistics.fmean(getattr(row, name) for row, _ in rows)
                for name in ("precision", "titles", "order", "lost", "articles")
            ]
            found = sum(map(len, pairs))
            figures = sum(len(some) * bcubed(some) for some in pairs) / max(1, found)
            means += [figures, found / max(1, wanted)]
            worst = f"{values[0][0]:.3f}\t{values[0][1]}"
            print(
                f"{disorder:22}\t{form:10}\t{statistics.fmean(value for value, _ in values):.3f}\t"
                f"{values[len(values) // 10][0]:.3f}\t{worst}\t" + "\t".join(f"{mean:.3f}" for mean in means),
                flush=True,
            )


if __name__ == "__main__":
    main()
