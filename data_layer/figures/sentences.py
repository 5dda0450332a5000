"""Sentences and clauses of a paragraph, by their offsets.

What belongs here: where statements begin and end. What they say does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.figures.scanning import Quantity

__all__ = ["LONGEST_SENTENCE", "Context", "contexts", "split_sentences", "sentence_around"]

LONGEST_SENTENCE = 400
"""Characters of an exported sentence at most, as docs/records.md promises; longer ones are cut at clauses."""

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]*[”’」）)]*")
_CLAUSE_END = re.compile(r"[，；;,、]")
_BOUNDARY = re.compile(r"[，；：;:。！？!?…（()）]|,(?![0-9]{3})|——|、")
_GLOSS = re.compile(r"[(（][^()（）0-9]{0,14}[)）]")
_QUOTED = re.compile(r"“[^“”]{0,16}”|‘[^‘’]{0,16}’|\"[^\"]{0,16}\"")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around one quantity inside its clause.

    Attributes:
        left: words between the clause's start (or the quantity before) and this quantity's modifiers.
        left_start: where ``left`` begins in the paragraph.
        right: words between this quantity and the clause's end (or the next quantity).
        opened_by: the mark that opened the clause; empty at the sentence's start.
        after_quantity: ``left`` begins at another quantity of the same clause.
        before_quantity: ``right`` ends at another quantity of the same clause.
        clause_start: where the clause begins in the paragraph.
    """

    left: str
    left_start: int
    right: str
    opened_by: str
    after_quantity: bool
    before_quantity: bool
    clause_start: int


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, closing quotes and brackets with the sentence they end."""
    spans = []
    for m in _SENTENCE.finditer(text):
        if m.end() > m.start():
            spans.append((m.start(), m.end()))
    return spans


def sentence_around(text: str, span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The sentence as exported: ``span``, or clauses of it around ``start``-``end`` where it is too long."""
    low, high = span
    if high - low <= LONGEST_SENTENCE:
        return span
    room = (LONGEST_SENTENCE - (end - start)) // 2
    low, high = max(low, start - room), min(high, end + room)
    if low > span[0] and (m := _CLAUSE_END.search(text, low, start)):
        low = m.end()
    if high < span[1]:
        ends = [m.end() for m in _CLAUSE_END.finditer(text, end, high)]
        high = ends[-1] if ends else high
    return low, high


def contexts(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> list[Context]:
    """The context of each of a sentence's quantities.

    A 、 parts clauses only behind a quantity (培训1481人、创业229人); elsewhere it parts the members of one
    phrase (老人、妇女). Marks inside a short quotation or gloss part nothing.
    """
    cuts = _cuts(text, span, quantities)
    result = []
    for i, quantity in enumerate(quantities):
        opening = max((c for c in cuts if c[1] <= quantity.lead), default=(span[0], span[0]))
        closing = min((c[0] for c in cuts if c[0] >= quantity.tail), default=span[1])
        before, after = (
            (quantities[i - 1] if i else None),
            (quantities[i + 1] if i + 1 < len(quantities) else None),
        )
        left_start = opening[1]
        after_quantity = before is not None and before.tail > opening[1] - 1 and before.tail >= left_start
        if before is not None and after_quantity:
            left_start = before.tail
        before_quantity = after is not None and after.lead < closing
        right_end = after.lead if after is not None and before_quantity else closing
        result.append(
            Context(
                left=text[left_start : quantity.lead],
                left_start=left_start,
                right=text[quantity.tail : max(right_end, quantity.tail)],
                opened_by=text[opening[0] : opening[1]],
                after_quantity=after_quantity,
                before_quantity=before_quantity,
                clause_start=opening[1],
            )
        )
    return result


def _cuts(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Spans of the marks that part clauses."""
    quoted = [(m.start(), m.end()) for m in _QUOTED.finditer(text, *span)]
    quoted += [(m.start() - 1, m.end()) for m in _GLOSS.finditer(text, *span)]
    cuts: list[tuple[int, int]] = []
    last = span[0]
    for m in _BOUNDARY.finditer(text, *span):
        if any(start < m.start() < end for start, end in quoted):
            continue
        if any(q.lead <= m.start() < q.tail for q in quantities):
            continue
        if m.group() == "、" and not any(last <= q.start < m.start() for q in quantities):
            continue
        cuts.append((m.start(), m.end()))
        last = m.end()
    return cuts
