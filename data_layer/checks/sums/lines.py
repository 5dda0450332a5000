"""Parts of a total told in a clause, a sentence or a line each, with numbers of several kinds.

What belongs here: 办证500张、借书900册。东馆办证300张、借书500册；西馆办证200张、借书400册. A list that is
complete in one kind of number or in its shares is so in the others. What does not: parts that ， joins
(``several_units``), lists of one number each (``totals``).
"""

from __future__ import annotations

import functools
import os.path
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_layer.checks.findings import Finding
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, LIKELY, PROVEN, Reading, judge
from data_layer.checks.linking.clauses import Clause, clauses_of
from data_layer.checks.linking.listing import SORTED
from data_layer.checks.linking.passages import Mention, Passage, additive, comparable
from data_layer.checks.linking.rates import share_words
from data_layer.checks.linking.words import names_rest, same_words
from data_layer.checks.sums.adding import sum_of, tells
from data_layer.checks.sums.defining import rests_in_class
from data_layer.checks.sums.forms import is_of_size, leaves_rare

__all__ = ["check_lines"]

_PAIR, _FEWEST = 2, 3
"""Parts of a list, and of one of which only a rest tells that none is missing."""
_MOST = 40
"""Parts of a list; beyond it is what is left of a table."""
_WORD = 2
"""Characters at the end of names that tell 计划投资 from 完成投资."""
_KINDS = 6
"""Numbers of different kinds that are told of each part."""
_BACK = 2
"""Sentences before a list in which its totals stand."""
_ALL = Interval.point(100)


@dataclass(frozen=True)
class _Column:
    """One kind of number of all parts, and what they come to.

    Attributes:
        reading: the total as their sum.
        named: whether the words of the total are those of its parts.
    """

    reading: Reading
    named: bool

    @functools.cached_property
    def holds(self) -> bool:
        """Whether the parts come to a total that they hardly meet by chance."""
        return tells(self.reading.judged) and self.reading.holds()


def check_lines(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Every total of an article whose parts are told in a clause each."""
    clauses = _with_amounts(clauses_of(passages))
    done = 0
    for at in range(1, len(clauses) - 1):
        first = clauses[at]
        if at < done or not (first.among or first.whole):
            continue
        second = next((clause for clause in clauses[at + 1 : at + _MOST] if not clause.among), None)
        if second is None or not _may_follow(first, second, divided=clauses[at + 1].among):
            continue
        heads = _heads(clauses, at)
        if heads and (found := _list(clauses, at)):
            findings = list(_judged(found[0], heads))
            yield from findings
            done = found[1] if findings else done


def _with_amounts(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that tell an amount; those of steps and rates alone are of the one before."""
    found: list[Clause] = []
    for clause in clauses:
        if clause.mentions[0].is_amount or clause.amounts:
            found.append(clause)
        elif found:
            found[-1].closes = clause.closes
    return found


def _may_follow(first: Clause, second: Clause, *, divided: bool) -> bool:
    """Whether two clauses may be parts of one list, which most are not: they begin with one kind of number.

    What begins a sentence without 其中 is a part of a list with numbers of several kinds, or numbered, or
    if another 其中 divides it (``divided``).
    """
    one, other = first.mentions[0].figure, second.mentions[0].figure
    if one.kind is other.kind and not comparable(one, other):
        return False
    if first.among or divided or (first.is_numbered and second.is_numbered):
        return True
    return len(first.kinds & second.kinds) >= _PAIR


def _list(clauses: Sequence[Clause], at: int) -> tuple[Sequence[Clause], int] | None:
    """The list that begins at a clause and where it ends; None where none does.

    What 其中 opens in it divides one part only: the clause behind it, or the sentence that it begins.
    """
    rows: list[Clause] = []
    ends: list[int] = []
    nested = False
    for place in range(at, min(len(clauses), at + _MOST)):
        clause = clauses[place]
        if rows and (nested or clause.among):
            if not nested and not clause.whole:
                rows[-1].inner = clause.amounts
            nested = (nested or clause.whole) and clause.closes != "。"
            ends[-1] = place + 1
            continue
        if not clause.amounts or (
            rows and not comparable(clause.amounts[0].figure, rows[0].amounts[0].figure)
        ):
            break
        if rows and SORTED.match(clause.mentions[0].left):
            break  # sorted anew: 从地点看，…。从村子看，…
        rows.append(clause)
        ends.append(place + 1)
    marks = [clauses[end - 1].closes for end in ends]
    if "。" in marks[1:] and marks[0] != "。":  # what ； parts ends with its sentence
        count = marks.index("。") + 1
        rows, ends = rows[:count], ends[:count]
    return (rows, ends[-1]) if len(rows) >= _PAIR else None


def _heads(clauses: Sequence[Clause], at: int) -> Sequence[Mention]:
    """The numbers before a list among which its totals stand, the last first."""
    first, found = clauses[at], list[Mention]()
    for clause in reversed(clauses[max(0, at - _KINDS) : at]):
        here = clause.paragraph == first.paragraph
        if clause.paragraph < first.paragraph - (1 if first.mentions[0].sentence == 0 else 0):
            break
        if here and clause.mentions[-1].sentence < first.mentions[0].sentence - _BACK:
            break
        found += reversed(clause.amounts)
    return found


def _judged(rows: Sequence[Clause], heads: Sequence[Mention]) -> Iterator[Finding]:
    """The sums of each kind, of which one that holds proves the others; or shares, a rest or numbers do."""
    numbered = all(row.is_numbered for row in rows)
    several = len(rows[0].amounts) + len(rows[0].inner) >= _PAIR
    if not several and not rows[0].rates and not numbered and not _rests(rows):
        return
    columns = list(_columns(rows, heads))
    proofs = [column for column in columns if column.holds]
    for column in columns:
        others = [proof for proof in proofs if proof is not column]
        if others:
            certainty = PROVEN if column.named and not _may_lack(column.reading, others) else LIKELY
        elif not proofs and column is columns[0] and _is_whole(column.reading, rows, heads):
            certainty = 0.92
        elif not proofs and column is columns[0] and numbered:
            certainty = _of_numbered(column.reading, rows, heads)
        else:
            continue
        finding = judge([column.reading._replace(certainty=certainty)])
        if finding is not None:
            yield finding


def _may_lack(reading: Reading, proofs: Sequence[_Column]) -> bool:
    """Whether a list may lack a rare kind of which there are none in the columns that it comes to.

    受案903件，结案600件: a kind of which 3 came in and none was closed.
    """
    total = reading.judged
    alike = all(additive(proof.reading.judged.figure, total.figure) for proof in proofs)
    return alike and leaves_rare(total, reading.operands)


def _of_numbered(reading: Reading, rows: Sequence[Clause], heads: Sequence[Mention]) -> float:
    """How surely numbered items are all of a total: where 其中 or ： opens them and they come near to it."""
    total, first = reading.judged, rows[0].mentions[0]
    rivals = sum(comparable(m.figure, total.figure) for m in heads)
    if rivals > 1 or len(rows) < _FEWEST or not all(_tells_one(row, total) for row in rows):
        return CHANCE
    opened = rows[0].among or first.text[total.end : first.before].rstrip().endswith(("：", ":"))
    return 0.92 if opened and is_of_size(total, reading.operands) else LIKELY


def _tells_one(row: Clause, total: Mention) -> bool:
    """Whether a clause has one number only that may be a part of a total."""
    return row.is_headed or sum(comparable(m.figure, total.figure) for m in row.amounts) == 1


def _columns(rows: Sequence[Clause], heads: Sequence[Mention]) -> Iterator[_Column]:
    """The kinds of numbers that each part tells, of which a total is told."""
    told = [[*row.amounts, *row.inner] for row in rows]
    for place, head in enumerate(told[0][:_KINDS]):
        fits = comparable if place == 0 else additive
        totals = [m for m in heads if fits(m.figure, head.figure)]
        if not totals:
            continue
        alone = sum(fits(m.figure, head.figure) for m in told[0][1:]) == 1
        parts = [some[0] for some in told] if place == 0 else []
        for some in told[len(parts) :]:
            cell = _cell(head, [m for m in some[1:] if fits(m.figure, head.figure)], alone=alone)
            if cell is None:
                break
            parts.append(cell)
        else:
            reading = _reading(head, parts, totals)
            if reading is not None:
                yield _Column(reading, place == 0 or _is_named(reading.judged, parts))


def _is_whole(reading: Reading, rows: Sequence[Clause], heads: Sequence[Mention]) -> bool:
    """Whether a rest or shares tell that no part of a list is missing; each has one number of its kind."""
    total, last = reading.judged, reading.operands[-1]
    if not all(_tells_one(row, total) for row in rows):
        return False
    if _rests(rows):
        return not rests_in_class(total, last)
    alone = sum(comparable(m.figure, total.figure) for m in heads) == 1
    return alone and _shares_close(rows, total)


def _reading(head: Mention, parts: Sequence[Mention], heads: Sequence[Mention]) -> Reading | None:
    """What parts come to: a number before them that they do come to, else the one that has their words.

    Of several the largest parts are no more than.
    """
    totals = [total for total in heads if not _has_share(total)]
    sums = (sum_of(total, parts, CHANCE) for total in totals if tells(total))
    if agreed := next((one for one in sums if one.holds()), None):
        return agreed
    if len(totals) > 1:
        most = max(m.figure.value * m.stated.factor for m in parts)
        totals = [total for total in totals if total.figure.value * total.stated.factor > most]
    named = _cell(head, totals)
    return None if named is None else sum_of(named, parts, CHANCE)


def _has_share(total: Mention) -> bool:
    """Whether a number is a part itself, whose share its sentence tells: 甲起火30起、亡5人，分别占总数的…."""
    in_turn = total.text.find("分别占", total.end, total.closes) >= 0
    return in_turn or _OWN_SHARE.match(total.right) is not None


_OWN_SHARE = re.compile("[^，。；、,;]{0,6}[，,、（(]占")
"""甲类50件，占74%: a part itself, of which the next line is no list."""


def _cell(head: Mention, numbers: Sequence[Mention], *, alone: bool = True) -> Mention | None:
    """The one of some numbers that is of the kind of ``head``: the only one, or the one named most alike.

    Args:
        head: a number of that kind.
        numbers: those of its unit.
        alone: whether it is the only one of its unit in its clause, so that its unit tells its kind.
    """
    if len(numbers) == 1 and alone:
        return numbers[0]
    alike = [_alike(head.named, m.named) for m in numbers]
    best = max(alike, default=0)
    return numbers[alike.index(best)] if best >= _WORD and alike.count(best) == 1 else None


def _alike(first: str, second: str) -> int:
    """How many characters two names end with alike."""
    return len(os.path.commonprefix([name.removesuffix("的")[::-1] for name in (first, second)]))


def _is_named(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a total has words of its parts, or one of them has none of its own (3起、5人)."""
    return any(not m.named or same_words(m.named, total.own_words) for m in parts)


def _rests(rows: Sequence[Clause]) -> bool:
    """Whether a list ends with the rest."""
    last = rows[-1].amounts[0]
    return len(rows) >= _FEWEST and names_rest(last.clause) and "另" not in last.left


def _shares_close(rows: Sequence[Clause], whole: Mention) -> bool:
    """Whether the shares of the parts make 100, one of them of ``whole``: 甲30元，占60%；乙20元，占40%."""
    shares = [[rate for rate in row.rates if share_words(rate) is not None] for row in rows]
    if any(len(some) != 1 for some in shares):
        return False
    total = functools.reduce(Interval.__add__, (rate.stated.near for (rate,) in shares))
    return total.meets(_ALL) and any(
        whole.stated.near.scaled(whole.stated.factor).meets(
            row.amounts[0].stated.near.scaled(row.amounts[0].stated.factor * 100).over(rate.stated.near)
        )
        for row, (rate,) in zip(rows, shares, strict=True)
        if rate.stated.value > 0
    )
