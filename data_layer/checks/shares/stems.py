"""Rates whose name holds more than the verb of one part: 政策生育率 of 政策内出生, 调撤率 of 调解 and 撤诉.

What belongs here: what in the name of a rate tells its part and its whole. What does not: one part whose verb
a rate is named by (``naming``).
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import LIKELY, Reading
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import is_divisor, rate_stem
from data_layer.checks.linking.words import known
from data_layer.checks.shares.sharing import share_of

__all__ = ["of_modified", "of_named_in_turn", "of_two_verbs"]

_LEAST = 2
"""Characters of a word."""
_BACK = 1
"""Sentences before a part in which its whole may stand."""
_SAID = re.compile(
    "^(?:全[省市县区州镇乡村]|[本我]?[省市县区州镇乡村]|[今本全]年|截至目前|共计?|累计|总|其中|[现共]?有|已)+"
)


def of_modified(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """参保900人；困难参保450人，困难人员占比率50%: the part is the whole's name with what names the rate."""
    stem = rate_stem(rate)
    part = passage.mentions[rate.order - 1] if rate.order else None
    if part is None or len(stem) < _LEAST or not part.is_amount or part.sentence != rate.sentence:
        return
    own = _SAID.sub("", part.named)
    wholes = [
        m for m in passage.mentions[: part.order]
        if m.is_amount and m.sentence >= part.sentence - _BACK and additive(m.figure, part.figure)
        and _modifies(own, _SAID.sub("", m.named), stem)
    ]  # fmt: skip
    if len(wholes) == 1 and not is_divisor(passage, wholes[0]):
        yield share_of(rate, [part], wholes, 0.92)


def _modifies(own: str, name: str, stem: str) -> bool:
    """Whether ``own`` is ``name`` with a word before it that opens ``stem``."""
    if len(name) < _LEAST or not own.endswith(name):
        return False
    word = os.path.commonprefix([own.removesuffix(name), stem])
    return len(word) >= _LEAST


def of_two_verbs(passage: Passage, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """办结80件，其中和解30件、撤案10件，和解撤案率50%: of the two parts that it is named by, together."""
    stem = known(rate_stem(rate))[-2 * _LEAST :]
    if len(stem) < 2 * _LEAST or len(levels) <= _LEAST:
        return
    verbs, (whole, first, second) = (stem[:_LEAST], stem[_LEAST:]), levels[-3:]
    if [[verb in m.own_words for verb in verbs] for m in (first, second)] != [[True, False], [False, True]]:
        return
    alike = additive(first.figure, second.figure) and additive(whole.figure, first.figure)
    if alike and second.order == first.order + 1 and first.sentence == rate.sentence:
        yield share_of(rate, [first, second], [whole], LIKELY)


def of_named_in_turn(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """任务700户，开工650户，完成600户，开工率92.9%，竣工率85.7%: rates of the parts before them, in turn.

    At least one of them is named by its part, none by another one's.
    """
    first, last = rate, rate
    while first.order and _goes_on(passage, passage.mentions[first.order - 1], first):
        first = passage.mentions[first.order - 1]
    while last.order + 1 < len(passage.mentions) and _goes_on(
        passage, last, passage.mentions[last.order + 1]
    ):
        last = passage.mentions[last.order + 1]
    count = last.order - first.order + 1
    if count < _LEAST or first.order <= count:
        return
    whole, *parts = passage.mentions[first.order - count - 1 : first.order]
    if any(m.sentence != rate.sentence or not m.is_amount for m in (whole, *parts)):
        return
    if not all(additive(m.figure, whole.figure) for m in parts) or is_divisor(passage, whole):
        return
    stems = [rate_stem(m)[-_LEAST:] for m in passage.mentions[first.order : last.order + 1]]
    named = [[stem in part.clause for part in parts] for stem in stems]
    if any(at for at in range(count) if named[at][at] is False and any(named[at])):
        return
    if any(named[at][at] and sum(named[at]) == 1 for at in range(count)):
        yield share_of(rate, [parts[rate.order - first.order]], [whole], 0.92)


def _goes_on(passage: Passage, one: Mention, other: Mention) -> bool:
    """Whether two rates with names stand side by side."""
    if not (one.is_rate and other.is_rate and rate_stem(one) and rate_stem(other)):
        return False
    return _SIDE_BY_SIDE.fullmatch(passage.gap(one, other)) is not None


_SIDE_BY_SIDE = re.compile("[，、,][^，。；、,;]{2,12}")
