"""Two witnesses side by side: passages in the order of the first, each with where it stands in the second."""

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from data_layer.duplicates.comparing.mapping import TextMap
from data_layer.duplicates.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Opcode:
    """One step inside a block: equal, replace, delete or insert; spans are offsets of the two texts."""

    tag: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A passage of text ``a`` beside its passage of text ``b``.

    The blocks of one alignment cover both texts once. A passage that only one text has is empty in the other.

    Attributes:
        a_start, a_end: span in ``a``.
        b_start, b_end: span in ``b``.
        moved: the passage stands elsewhere in ``b``, in another order than in ``a``.
        opcodes: what differs inside, in order.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    moved: bool
    opcodes: tuple[Opcode, ...]


def align_texts(a: str, b: str, parameters: Parameters | None = None) -> list[Block]:
    """Align two texts in blocks, in the order of ``a``; what only ``b`` has stays with the passage before it.

    Example: with the paragraphs of ``b`` swapped, the second is one moved block and the first is not.
    """
    parameters = parameters or Parameters()
    runs = _runs(TextMap.between(a, b, parameters).anchors.tolist(), parameters) or [(0, 0, len(a), len(b))]
    kept = _in_order(runs)
    spans_a = _widen(a, [(run[0], run[2]) for run in runs])
    spans_b = _widen(b, [(run[1], run[3]) for run in runs])
    return [
        _block(a, b, span_a, span_b, number not in kept)
        for number, (span_a, span_b) in enumerate(zip(spans_a, spans_b, strict=True))
    ]


Run = tuple[int, int, int, int]


def _runs(anchors: list[list[int]], parameters: Parameters) -> list[Run]:
    """Runs of anchors that keep their order, as (a_start, b_start, a_last, b_last)."""
    runs: list[list[int]] = []
    for a_at, b_at in anchors:
        last = runs[-1] if runs else None
        if last and -parameters.gap_chars <= b_at - last[3] <= a_at - last[2] + parameters.gap_chars:
            last[2:] = [a_at, max(b_at, last[3])]
        else:
            runs.append([a_at, b_at, a_at, b_at])
    return [(run[0], run[1], run[2], run[3]) for run in runs if run[2] - run[0] >= parameters.drift_chars]


def _in_order(runs: list[Run]) -> set[int]:
    """Numbers of the runs that stand in one order in both texts, with the most characters between them."""
    best: list[tuple[int, int]] = []
    for number, run in enumerate(runs):
        size, before = max(
            ((best[one][0], one) for one in range(number) if runs[one][3] < run[1]), default=(0, -1)
        )
        best.append((size + run[2] - run[0] + 1, before))
    at = int(np.argmax([size for size, _ in best])) if best else -1
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return kept


def _widen(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans widened until they cover ``text``: they part at a paragraph's or sentence's end between."""
    order = sorted(range(len(spans)), key=lambda number: spans[number])
    out = list(spans)
    start = 0
    for place, number in enumerate(order):
        end = len(text)
        if place + 1 < len(order):
            end = spans[order[place + 1]][0]
            last = min(spans[number][1], end)
            end = max((text.rfind(mark, last, end) + 1 for mark in "\n。"), default=0) or end
        out[number] = (start, max(start, end))
        start = max(start, end)
    return out


def _block(a: str, b: str, span_a: tuple[int, int], span_b: tuple[int, int], moved: bool) -> Block:
    steps = Levenshtein.opcodes(a[span_a[0] : span_a[1]], b[span_b[0] : span_b[1]])
    opcodes = tuple(
        Opcode(
            step.tag,
            step.src_start + span_a[0],
            step.src_end + span_a[0],
            step.dest_start + span_b[0],
            step.dest_end + span_b[0],
        )
        for step in steps
    )
    return Block(*span_a, *span_b, moved, opcodes)
