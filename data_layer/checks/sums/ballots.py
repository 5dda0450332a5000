"""What there is of a whole besides lists: 总投资8.6亿元，已完成5.2亿元，还差3.4亿元; votes for and against.

What belongs here: a rest told by 还差, and the votes of a ballot against those that count. What does not:
lists that a rest closes (``behind``, ``remaining``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.findings import Finding
from data_layer.checks.judging import LIKELY, SURE, Reading, judge
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.sums.adding import sum_of

__all__ = ["check_ballots"]

_LEFT = re.compile("(?:还|尚|仍)(?:差|缺|欠|剩)|缺口(?:为|达)?$|尚有[^，。；]{0,6}(?:未|没有)")
_DONE = re.compile("已|完成|到位|筹|实")
_VOTES = (re.compile("赞成|同意"), re.compile("反对|不同意"), re.compile("弃权"))
_COUNTED = re.compile("有效票|收回|参加(?:表决|投票)|投票")
_PRESENT = re.compile("实到|到会|出席")
_OTHER_WAY = re.compile("另选|未按|未投|未表决|废票|无效")
"""Votes that are neither for nor against."""
_BALLOT = 3
"""Numbers of a ballot: for, against, abstaining."""


def check_ballots(passage: Passage) -> Iterator[Finding]:
    """Every rest and every ballot of the passage."""
    for reading in (*_rests(passage), *_ballots(passage)):
        finding = judge([reading])
        if finding is not None:
            yield finding


def _rests(passage: Passage) -> Iterator[Reading]:
    """A whole, what is done of it and what is left, told side by side."""
    for whole, done, left in zip(passage.mentions, passage.mentions[1:], passage.mentions[2:], strict=False):
        if not _LEFT.search(left.clause) or whole.sentence != left.sentence:
            continue
        alike = additive(whole.figure, done.figure) and additive(done.figure, left.figure)
        if not alike or not all(m.is_amount for m in (whole, done, left)) or not _DONE.search(done.clause):
            continue
        if "；" not in passage.gap(whole, left) and "其中" not in passage.gap(whole, done):
            yield sum_of(whole, [done, left], SURE)


def _ballots(passage: Passage) -> Iterator[Reading]:
    """Votes for, against and abstaining, of the valid ones; of those present some may not have voted."""
    for at, first in enumerate(passage.mentions[: 1 - _BALLOT]):
        votes = passage.mentions[at : at + _BALLOT]
        if len(votes) < _BALLOT or not _VOTES[0].search(_around(first)) or _VOTES[1].search(_around(first)):
            continue
        if not all(some.search(_around(m)) for some, m in zip(_VOTES[1:], votes[1:], strict=True)):
            continue
        before = [m for m in passage.mentions[:at] if m.is_amount and m.sentence >= first.sentence - 1]
        total = next(
            (m for m in reversed(before) if _COUNTED.search(m.clause) or _PRESENT.search(m.clause)), None
        )
        if total is None or _OTHER_WAY.search(first.text, total.opens, first.closes):
            continue
        yield sum_of(total, votes, SURE if _COUNTED.search(total.clause) else LIKELY)


def _around(vote: Mention) -> str:
    return vote.clause + vote.right.partition("，")[0][:_NEAR]


_NEAR = 4
"""Characters behind a number of votes in which their kind stands (165票赞成)."""
