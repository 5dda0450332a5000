"""Shares that moved with their parts: 总产由50吨增至90吨，其中小麦由20吨增至45吨，占比由40%升至50%.

What belongs here: the two shares of a part told at two times, in a whole told at both. What does not: shares
of one time (``ratios``), the rise of a share (``changes``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import CHANCE, SURE, Reading
from data_layer.checks.linking.pairs import Pair, is_opened, pairs_of
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import names_of_whole, subject_and_base
from data_layer.checks.linking.words import find
from data_layer.checks.shares.sharing import share_of

__all__ = ["moved_shares"]

_FROM = re.compile("[由从自]$")
_NAME = 2
"""Characters of a name."""
_MEASURES = ("比重", "比例", "占比", "份额")
_FEWEST = 4
"""Numbers of a part and its share at two times."""


def moved_shares(passage: Passage) -> Iterator[Reading]:
    """The share before and after, over what stands at the same turn of the whole's own 由…到."""
    near = zip(passage.mentions, passage.mentions[1:], strict=False)
    if len(passage.mentions) < _FEWEST or not any(
        a.is_rate and b.is_rate and find("share", a.clause) and is_opened(a) for a, b in near
    ):
        return
    pairs = [pair for pair in pairs_of(passage) if pair.turns == 1 and pair.new.order == pair.old.order + 1]
    shares = [pair for pair in pairs if pair.old.is_rate and find("share", pair.old.clause)]
    for share in shares:
        part = _right_before(passage, pairs, share.old)
        if part is not None:
            yield from _of_wholes(share, part, _wholes(pairs, part, shares))


def _right_before(passage: Passage, pairs: Sequence[Pair], rate: Mention) -> Pair | None:
    """The pair whose later number stands right before a share of its sentence, its growth passed over."""
    at = rate.order - 1
    while at > 0 and passage.mentions[at].is_growth:
        at -= 1
    for pair in pairs:
        if pair.new.order == at and pair.new.is_amount and pair.new.sentence == rate.sentence:
            return pair
    return None


def _wholes(pairs: Sequence[Pair], part: Pair, shares: Sequence[Pair]) -> list[Pair]:
    """The pairs told before a part that may hold it, and are no parts with shares themselves."""
    parts = {share.old.order - 1 for share in shares} | {part.new.order}
    return [
        pair for pair in pairs
        if pair.new.order < part.old.order and pair.new.order not in parts
        and pair.new.is_amount and pair.new.sentence >= part.old.sentence - 1
        and additive(pair.old.figure, part.old.figure)
    ]  # fmt: skip


def _of_wholes(share: Pair, part: Pair, wholes: Sequence[Pair]) -> Iterator[Reading]:
    """By the only whole that may be meant, or the one that the words behind 占 name."""
    said = subject_and_base(_FROM.sub("", share.old.clause))
    base = said[1].removeprefix("的") if said is not None else ""
    base = "" if len(base) < _NAME or base in _MEASURES else base  # 重 is left of 所占比重
    named = [pair for pair in wholes if base and names_of_whole(base, pair.old)]
    if len(named or wholes) != 1 or (base and not named):
        return
    whole = (named or wholes)[0]
    larger = whole.old.figure.value > part.old.figure.value and whole.new.figure.value > part.new.figure.value
    for rate, some, all_ in ((share.old, part.old, whole.old), (share.new, part.new, whole.new)):
        yield share_of(rate, [some], [all_], SURE if larger or named else CHANCE)
