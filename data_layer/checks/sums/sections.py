"""Totals of several kinds told in one paragraph, with their parts in those behind it, or in clauses before.

What belongs here: columns of numbers, of which one that comes to its total proves the others. What does not:
parts in clauses behind their total (``lines``), parts of one number each (``totals``).
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.findings import Finding
from data_layer.checks.judging import CHANCE, PROVEN, SURE, Reading, judge
from data_layer.checks.linking.clauses import Clause, clauses_of
from data_layer.checks.linking.listing import is_average
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import unfilled
from data_layer.checks.sums.adding import sum_of, tells

__all__ = ["check_sections"]

_PAIR = 2
"""Columns of which one proves another, and parts of a total."""
_MOST = 8
"""Paragraphs that are parts of one before them."""
_LONGEST = 24
"""Amounts of a paragraph; a longer one tells of several things."""
_HEAD = 2
"""Characters at the end of names of one kind: 招生 of 全年招生."""
_SUMS = re.compile(
    "(?P<many>[两二三四五六七八九十])[个类项家处种][^，。；0-9]{0,8}[，,]?共|(?:合计|总计|共计)"
)
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

Block = Sequence[Mention]
"""The amounts of a paragraph, or of a clause."""


def check_sections(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Every paragraph whose kinds of numbers those behind it add up to, and every clause that sums up others.

    高中招生900人，在校生2700人。普高招生600人，在校生1800人。职高招生300人，在校生900人.
    """
    blocks = [_amounts(passage.mentions) for passage in passages] if len(passages) > _PAIR else []
    units = [{m.figure.unit for m in block} for block in blocks]
    for at, head in enumerate(blocks[:-_PAIR]):
        alike = units[at] & units[at + 1] & units[at + _PAIR]
        if alike and _PAIR <= len(head) <= _LONGEST:
            yield from _judged(head, blocks[at + 1 : at + 1 + _MOST])
    for passage in passages:
        if len(passage.mentions) >= _PAIR * (_PAIR + 1) and _SUMS.search(
            passage.mentions[-1].text, passage.mentions[0].opens, passage.mentions[-1].end
        ):
            yield from _summed_up(clauses_of([passage]))


def _amounts(mentions: Sequence[Mention]) -> Block:
    return [m for m in mentions if m.is_amount]


def _summed_up(clauses: Sequence[Clause]) -> Iterator[Finding]:
    """The clauses that sum up all those before them in their sentence.

    甲窗口收件20件，办结18件；乙窗口收件10件，办结9件；两个窗口共收件30件，办结27件.
    """
    for at, clause in enumerate(clauses[_PAIR:], _PAIR):
        head = _amounts(clause.mentions)
        told = _SUMS.search(head[0].text, head[0].before, head[0].start) if head else None
        if told is None or len(head) < _PAIR:
            continue
        sentence = head[0].sentence
        rows = [_amounts(one.mentions) for one in clauses[:at] if one.mentions[0].sentence == sentence]
        many = told["many"]
        if len(rows) < _PAIR or (many and _MANY.get(many) != len(rows)):
            continue
        for total in head:
            cells = [cell for row in rows if (cell := _cell(total, head, row)) is not None]
            finding = judge([sum_of(total, cells, SURE)]) if len(cells) == len(rows) else None
            if finding is not None:
                yield finding


def _judged(head: Block, blocks: Sequence[Block]) -> Iterator[Finding]:
    """The columns of the first rows that come to a total of theirs, if one does that proves the others."""
    columns = [[total] for total in head if not is_average(total)]
    for count, block in enumerate(blocks, 1):
        columns = [
            [*column, cell] for column in columns if (cell := _cell(column[0], head, block)) is not None
        ]
        if len(columns) < _PAIR:
            return
        if count < _PAIR:
            continue
        sums = [sum_of(column[0], column[1:], CHANCE) for column in columns]
        if any(map(_proves, sums)):
            yield from filter(None, (judge([one._replace(certainty=PROVEN)]) for one in sums))
            return


def _proves(reading: Reading) -> bool:
    return tells(reading.judged) and reading.is_telling() and reading.holds()


def _cell(total: Mention, head: Block, block: Block) -> Mention | None:
    """The one number of a row that is of the kind of a total: named as it is, or the only one of its unit."""
    alike = [m for m in block if additive(m.figure, total.figure)]
    named = [m for m in alike if _alike(m, total) >= _HEAD and not is_average(m)]
    if len(named) == 1:
        return named[0]
    alone = len(alike) == 1 and sum(additive(m.figure, total.figure) for m in head) == 1
    return alike[0] if alone and not named else None


def _alike(first: Mention, second: Mention) -> int:
    """How many characters the names of two numbers end with alike."""
    names = [unfilled(m.named)[::-1] for m in (first, second)]
    return len(os.path.commonprefix(names))
