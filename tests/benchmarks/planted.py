"""Errors planted in real passages: python tests/benchmarks/planted.py FILE... [--each 3] [--missed].

A FILE holds passages as they were printed, parted by empty lines. Below a passage stand the statements that
a reader found in it, one a line: ``= share part=30 whole=120 rate=25``, with a family of
``tests/checks/generator.py``, its slots, and each number's digits as the passage writes them (``30#2`` where
the second 30 is meant, ``4858*1000`` where its unit is a thousand of those of the others). In each statement
that the numbers bear out some errors are planted that no rounding explains. Prints how many of them the audit
calls inconsistent, and which passages it accuses as they stand.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data_layer.model import Check
from tests.checks.conftest import checks_of
from tests.checks.generator import MEASURED, Number, Passage, agrees, erroneous


def read_file(path: Path) -> list[tuple[str, list[str]]]:
    """(passage, its statements) of one file."""
    found = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        lines = block.splitlines()
        text = "\n".join(line for line in lines if not line.startswith("="))
        found.append((text, [line[1:].strip() for line in lines if line.startswith("=")]))
    return found


def statement(text: str, line: str) -> Passage:
    """A passage of the generator: the text with slots where the statement's numbers stand."""
    family, *pairs = line.split()
    spots = sorted(_spot(text, *pair.split("=", 1)) for pair in pairs)
    template, last = "", 0
    for start, end, name, _ in spots:
        template += text[last:start] + f"{{{name}}}"
        last = end
    passage = Passage(family, template + text[last:], {name: number for _, _, name, number in spots})
    if passage.text != text:
        raise ValueError(f"two numbers of one place: {line}")
    return passage


def _spot(text: str, name: str, written: str) -> tuple[int, int, str, Number]:
    """Where a number stands (with 约 before it, 余 behind), its slot, and the number."""
    written, _, nth = written.partition("#")
    digits, _, each = written.partition("*")
    hits = list(re.finditer(rf"(?<![\d.]){re.escape(digits)}(?!\.?\d)", text))
    if len(hits) < int(nth or 1):
        raise ValueError(f"{name}={written} does not stand in: {text}")
    start, end = hits[int(nth or 1) - 1].span()
    mark = "余" if text.startswith("余", end) else "约" if text[:start].endswith("约") else ""
    start, end = start - (mark == "约"), end + (mark == "余")
    scale = text[end] if text.startswith(("万", "亿"), end) else ""
    counted = name not in ("mean", "rate") and not text.startswith(MEASURED, end)
    return start, end, name, Number(digits, scale, counted, mark, Fraction(each or 1))


def judged(text: str) -> list[Check]:
    """The checks of a text that was printed in the year after the last it names."""
    year = max([2021, *map(int, re.findall(r"(?<!\d)20[0-4]\d(?=学?年)", text))])
    return checks_of(text, published=date(year + 1, 12, 20))


def wrong(text: str) -> list[Check]:
    return [check for check in judged(text) if check.verdict == "inconsistent"]


def planted(right: Passage, each: int, seed: int) -> Iterator[Passage]:
    """Up to ``each`` passages with an error in the statement."""
    rng = random.Random(f"{seed} {right.template}")
    for _ in range(each):
        drawn = (erroneous(right, rng) for _ in range(20))
        if bad := next(filter(None, drawn), None):
            yield bad


def tell(right: Passage, bad: Passage) -> str:
    changed = [
        f"{name} {right.numbers[name].digits}{right.numbers[name].scale} -> {number.digits}{number.scale}"
        for name, number in bad.numbers.items()
        if number != right.numbers[name]
    ]
    verdict = "doubtful" if any(check.verdict == "unsure" for check in judged(bad.text)) else "missed"
    return f"{verdict} {bad.family} ({bad.error}): {', '.join(changed)}\n  {bad.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Errors planted in real passages.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print each error that was not found")
    options = parser.parse_args()
    tried, found, accused = Counter[str](), Counter[str](), 0
    passages = [one for path in options.files for one in read_file(path)]
    for text, lines in passages:
        before = wrong(text)
        if before:
            accused += 1
            print("accused as it stands:", text, *(f"\n  {check.explanation}" for check in before))
        for right in (statement(text, line) for line in lines):
            if not agrees(right.family, right.numbers):
                print("does not hold:", right.family, right.numbers, "\n ", text)
                continue
            for bad in planted(right, options.each, options.seed):
                tried[right.family] += 1
                found[right.family] += len(wrong(bad.text)) > len(before)
                if options.missed and len(wrong(bad.text)) <= len(before):
                    print(tell(right, bad))
    for family, number in sorted(tried.items()):
        print(f"{family:12}{found[family]:5} of {number:5}")
    print(f"{accused} of {len(passages)} passages accused as they stand")
    if total := sum(tried.values()):
        print(f"{found.total()} of {total} errors found: {100 * found.total() / total:.1f} in 100")


if __name__ == "__main__":
    main()
