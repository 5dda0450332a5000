"""Two witnesses of one article side by side: sentences aligned, differing characters marked, digits most.

What belongs here: rows of the store in, rows and escaped HTML out. What does not: widgets and queries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from data_layer.duplicates import FigureRow, Opcode, align_texts, compare_figures
from data_layer.model import Article, Figure
from pages.shared import wording
from pages.shared.numbers import grouped

__all__ = [
    "DIFFERENCES",
    "Comparison",
    "Pair",
    "compare",
    "differing_words",
    "figure_table",
    "names",
    "pair_label",
    "pairs_html",
]

_NUMERALS = re.compile(r"[\d０-９〇零一二三四五六七八九十百千万亿两半%％‰.．]+")
_DIGITS = re.compile(r"[\d０-９]+(?:[.．][\d０-９]+)?[%％‰]?")
"""What counts among other words that differ: there 一 and 千 are mostly no numbers (一县一特, 千方百计)."""
_SENTENCE_END = re.compile(r"(?<=[。！？；\n])")
DIFFERENCES = {
    "digits": "数字不同",
    "precision": "精确程度不同",
    "unit": "单位不同",
    "words": "说法不同",
    "missing": "一方没有",
    "same": "一致",
}
"""What two witnesses of a figure differ in, by the names of ``Difference``, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A run of characters that both witnesses have, or that differs; one side may be empty."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of one witness beside that of the other."""

    steps: tuple[Step, ...]
    moved: bool

    @property
    def same(self) -> bool:
        """Whether both say it with the same characters."""
        return all(step.same for step in self.steps)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles compared: their sentences in the order of the first, and their figures."""

    pairs: tuple[Pair, ...]
    figures: tuple[FigureRow, ...]


def compare(
    article_a: Article, figures_a: list[Figure], article_b: Article, figures_b: list[Figure]
) -> Comparison:
    """Align two articles and their figures, as an ingest does, so that both count the same differences."""
    a, b = article_a.text, article_b.text
    pairs = [
        Pair(tuple(steps), block.moved)
        for block in align_texts(a, b)
        for steps in _sentences(_steps(block.opcodes, a, b))
    ]
    return Comparison(tuple(pairs), compare_figures(article_a, figures_a, article_b, figures_b))


def names(pair: pd.Series) -> tuple[str, str]:
    """What two witnesses are called: their files, told apart where they share one, the better one marked."""
    both = [pair["source_a"], pair["source_b"]]
    if both[0] == both[1]:
        both = [f"{source}（{place}）" for source, place in zip(both, ("甲", "乙"), strict=True)]
    best = [" ★较好" if pair["chosen"] == pair[side] else "" for side in ("article_a", "article_b")]
    return both[0] + best[0], both[1] + best[1]


def pair_label(row: object) -> str:
    """A pair in the choice: both files and how alike they are."""
    relation = wording.RELATIONS.get(row.relation, row.relation)
    likeness = f"相似度 {grouped(row.similarity, 1)}%，包含度 {grouped(row.containment, 1)}%"
    return f"{row.source_a} ↔ {row.source_b} · {relation} · {likeness}"


def figure_table(rows: tuple[FigureRow, ...], name_a: str, name_b: str) -> pd.DataFrame:
    """The figures of both witnesses, differing ones first; the index holds a figure id for the card."""
    order = list(DIFFERENCES)
    ranked = sorted(rows, key=lambda row: order.index(row.difference.value))
    known = [row.a or row.b for row in ranked]
    return pd.DataFrame(
        {
            "比较": [DIFFERENCES[row.difference.value] for row in ranked],
            "指标": [figure.indicator for figure in known],
            name_a: [row.a.quote if row.a else "（没有）" for row in ranked],
            name_b: [row.b.quote if row.b else "（没有）" for row in ranked],
            "所在句子": [figure.sentence for figure in known],
        },
        index=[figure.figure_id for figure in known],
    )


def differing_words(kinds: pd.Series) -> str:
    """How many figures differ, told by how: a number that differs is one thing, its words another.

    Args:
        kinds: the column 比较 of ``figure_table``.
    """
    counts = kinds.value_counts()
    told = [f"{name} {counts[name]} 个" for name in DIFFERENCES.values() if name in counts and name != "一致"]
    return "、".join(told) or "没有出入"


def pairs_html(pairs: tuple[Pair, ...], name_a: str, name_b: str, *, only_different: bool) -> str:
    """The aligned sentences as two columns of HTML; all corpus text escaped."""
    cells = [f'<div class="head">{wording.escape(name)}</div>' for name in (name_a, name_b)]
    skipped = 0
    for pair in pairs:
        if not any((step.a + step.b).strip() for step in pair.steps):
            continue
        if only_different and pair.same and not pair.moved:
            skipped += 1
            continue
        cells += _skipped(skipped)
        skipped = 0
        moved = " moved" if pair.moved else ""
        note = '<span class="gone">（位置不同）</span>' if pair.moved else ""
        cells += [f'<div class="cell{moved}">{note}{_side(pair.steps, side)}</div>' for side in ("a", "b")]
    cells += _skipped(skipped)
    return f'<div class="pair">{"".join(cells)}</div>'


def _steps(opcodes: tuple[Opcode, ...], a: str, b: str) -> Iterator[Step]:
    for code in opcodes:
        here, there = a[code.a_start : code.a_end], b[code.b_start : code.b_end]
        yield Step(here, there, code.tag == "equal" or _folded(here) == _folded(there))


def _folded(text: str) -> str:
    """What a difference is told by: full-width and half-width characters are the same, spaces are nothing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _sentences(steps: Iterator[Step]) -> Iterator[list[Step]]:
    """Parts a block where both witnesses end a sentence."""
    row: list[Step] = []
    for step in steps:
        if step.a != step.b:
            row.append(step)
            continue
        *ended, rest = _SENTENCE_END.split(step.a)
        for sentence in ended:
            yield [*row, Step(sentence, sentence, True)]
            row = []
        if rest:
            row.append(Step(rest, rest, True))
    if row:
        yield row


def _side(steps: tuple[Step, ...], side: str) -> str:
    text = "".join(_mark(step, side) for step in steps)
    return text.replace("\n", "") or '<span class="gone">（此处没有）</span>'


def _mark(step: Step, side: str) -> str:
    here, there = (step.a, step.b) if side == "a" else (step.b, step.a)
    if step.same or not here.strip():
        return wording.escape(here)
    if _NUMERALS.fullmatch(here) or _NUMERALS.fullmatch(there):
        return f'<ins class="digits">{wording.escape(here)}</ins>'
    return f"<ins>{_digits_marked(here)}</ins>"


def _digits_marked(words: str) -> str:
    """Words that differ as HTML, the digits among them marked as digits are."""
    marked, at = [], 0
    for found in _DIGITS.finditer(words):
        digits = wording.escape(found.group())
        marked += [wording.escape(words[at : found.start()]), f'<ins class="digits">{digits}</ins>']
        at = found.end()
    return "".join([*marked, wording.escape(words[at:])])


def _skipped(count: int) -> list[str]:
    note = f'<div class="gone">… {count} 句相同 …</div>'
    return [note, note] if count else []
