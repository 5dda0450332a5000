"""Speed of reading figures, as a ratio to jieba.cut over the same text in the same process.

    python tests/benchmarks/figures.py [FILE…]

From clean text to figures with everything linked, one process; the median of five runs each, for the
documents of seeds/ (facts closely packed, a figure every 20 characters) and for the real pages beside the
checkout (every 80 characters) where there are any. Scans are left out: their reading is not measured. Also
the growth of time with length (a text 100 times longer should take 100 times as long) and odd inputs of 1 MB.
"""

from __future__ import annotations

import logging
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from data_layer.cleaning import clean_document  # noqa: E402
from data_layer.errors import ReadingError  # noqa: E402
from data_layer.figures import extract_figures  # noqa: E402
from data_layer.model import Article  # noqa: E402
from data_layer.periods import date_articles  # noqa: E402
from data_layer.places import locate_article, region_by_adcode  # noqa: E402
from data_layer.reading import list_files, read_document  # noqa: E402
from data_layer.segmenting import segment_document  # noqa: E402

ODD = {
    "no full stop": "新增就业8210人，",
    "no mark at all": "新增就业8210人",
    "a list": "3个、",
    "digits": "1",
    "Chinese numerals": "一",
    "quotation marks": "“",
    "shares": "10.2%",
    "places": "长沙市",
    "times": "2021年",
    "numbers without a unit": "3、",
    "growth without a mark": "增长1.2个",
    "counts at places": "长沙市3个",
    "clauses": "投资3亿元，",
    "changes": "5.2%，增长3%",
}
_SCANS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
ORDINARY = (
    "截至11月底，全市城镇新增就业8210人，同比增长10.2%；各级各部门认真落实稳岗政策，扎实做好困难群体帮扶。"
)


def median(run: Callable[[], object]) -> float:
    """Seconds, the median of five runs."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def articles_of(paths: list[Path]) -> list[Article]:
    """Every article of the files, dated and located."""
    articles = []
    for path in list_files(paths):
        if path.suffix.lower() in _SCANS:
            continue
        try:
            document = read_document(path.name, path.read_bytes())
        except ReadingError:
            continue
        articles += date_articles(segment_document(document, clean_document(document)))
    return [replace(a, region=locate_article(a.title, a.text, a.byline)) for a in articles]


def plain(text: str) -> Article:
    """An article with nothing but ``text``."""
    return Article("a", "s", "d", text, published=date(2022, 12, 31), region=region_by_adcode("431381"))


def compare(name: str, paths: list[Path]) -> None:
    """Print the speed over some documents beside that of jieba.cut."""
    import jieba

    articles = articles_of(paths)
    chars = sum(len(a.text) for a in articles)
    found = sum(len(extract_figures(a)) for a in articles)  # also loads every lexicon
    figures = median(lambda: [extract_figures(a) for a in articles])
    words = median(lambda: [list(jieba.cut(a.text)) for a in articles])
    print(
        f"{name}: {len(articles)} articles, {chars:,} characters, {found:,} figures; "
        f"figures {chars / figures:,.0f}, jieba.cut {chars / words:,.0f} characters a second, "
        f"ratio {words / figures:.2f}"
    )


def main() -> None:
    """Print the ratio, the growth with length, and the odd inputs."""
    logging.disable(logging.CRITICAL)
    given = [Path(p) for p in sys.argv[1:]]
    folders = given or [f for f in (ROOT / "seeds", ROOT.parent / "shared" / "seeds") if f.is_dir()]
    for article in articles_of(folders):
        extract_figures(article)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {memory:.0f} MB")
    import jieba

    list(jieba.cut("热身"))
    for folder in folders:
        compare(folder.name if folder.parent == ROOT else str(folder), [folder])
    short, long = plain(ORDINARY * 40), plain(ORDINARY * 4000)
    ratio = median(lambda: extract_figures(long)) / median(lambda: extract_figures(short))
    print(f"100 times the length: {ratio:.0f} times as long")
    for name, piece in ODD.items():
        text = (piece * 1_000_000)[: 1_000_000 // len(piece.encode()) * len(piece)]
        start = time.perf_counter()
        count = len(extract_figures(plain(text)))
        print(f"1 MB of {name}: {time.perf_counter() - start:.1f} s, {count} figures")


if __name__ == "__main__":
    main()
