"""Rates that are of other numbers than the two right before them: what is left, opposites, towns.

What belongs here: readings by definition and of what follows a rate. What does not: a part before its rate
(``ratios``), rates by the name of their part (``naming``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import LIKELY, SURE, Reading
from data_layer.checks.linking.classes import are_negated
from data_layer.checks.linking.passages import Mention, Passage, additive, comparable
from data_layer.checks.linking.rates import is_rate_of, names_whole, rate_stem
from data_layer.checks.linking.words import is_target
from data_layer.checks.shares.sharing import COMPLETION, remainder_of, share_of

__all__ = ["of_loans", "of_opposites", "of_remainder", "of_towns", "told_behind"]


def of_opposites(rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """批捕60人，不捕40人，不捕率40%: of both together, whatever else came in."""
    stem = rate_stem(rate)
    if len(stem) < _TWO:
        return
    near = [m for m in levels[-_OPPOSED_BACK:] if m.sentence == rate.sentence]
    for part in near:
        for other in near:
            if (
                other is not part
                and abs(part.order - other.order) <= _TWO
                and additive(part.figure, other.figure)
                and all(c in part.clause for c in stem)
                and are_negated(part.clause, other.clause)
                and not (stem[0] not in _NEGATIONS and part.clause[:1] in _NEGATIONS)
            ):
                bare = _OPPOSED.sub("", part.named) == _OPPOSED.sub("", other.named)
                yield share_of(rate, [part], [part, other], SURE if bare and len(levels) == _TWO else LIKELY)
    if len(near) >= _TWO and near[-1].order == rate.order - 1:
        inside, outside = near[-_TWO:]
        alike = outside.order == inside.order + 1 and additive(inside.figure, outside.figure)
        if alike and _is_outside(inside.named, outside.named) and all(c in inside.named for c in stem[-4:]):
            yield share_of(rate, [inside], [inside, outside], SURE)


def _is_outside(inside: str, outside: str) -> bool:
    """Whether the one label is the other with 外 for 内: 计划内出生 and 计划外出生."""
    return "内" in inside and _OPENED.sub("", inside).replace("内", "外") == outside


_OPENED = re.compile("^其中的?")


def of_remainder(rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """抽检200批次，不合格3批次，合格率98.5%: what is left without those that are not."""
    stem = rate_stem(rate)
    near = [m for m in levels[-_TWO:] if m.sentence == rate.sentence]
    if len(stem) < _TWO or len(near) < _TWO or near[-1].order != rate.order - 1:
        return
    whole, bad = near
    if not any(f"{no}{stem}" in bad.clause for no in _NEGATIONS) or not additive(whole.figure, bad.figure):
        return
    if f"{stem}" in whole.clause or whole.figure.value < bad.figure.value or whole.order != bad.order - 1:
        return
    yield remainder_of(rate, bad, whole, SURE)


_OPPOSED = re.compile("^[^，。；]*?(?:已经?|[未没]有?)")
"""已开工项目 and 未开工项目 are one name."""


def of_loans(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """存款余额86亿元，贷款余额62亿元，存贷比72%: by definition, of the only loans and deposits told.

    Not of what was lent and paid in anew (新增存贷比).
    """
    if not rate.named.endswith("存贷比") or "新增" in rate.clause:
        return
    told = [m for m in passage.mentions[: rate.order] if m.is_amount and m.named.endswith("余额")]
    loans = [m for m in told if "贷款" in m.clause]
    deposits = [m for m in told if "存款" in m.clause]
    if len(loans) == len(deposits) == 1 and additive(loans[0].figure, deposits[0].figure):
        yield share_of(rate, loans, deposits, 0.92)


_TWO = 2
_OPPOSED_BACK = 4
"""Numbers before a rate among which what was and what was not stand, each in two units perhaps."""


_NEGATIONS = "不未非"


def of_towns(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """常住人口60万人，其中城镇人口36万人、乡村人口24万人，城镇化率60%: by definition.

    The rate may stand some sentences behind, if one number of all and one of the towns are told.
    """
    if not rate.named.endswith("城镇化率"):
        return
    people = [m for m in passage.mentions[: rate.order] if m.is_amount and m.named.endswith("人口")]
    for whole, part in zip(people, people[1:], strict=False):
        if "城镇" not in part.named or "城镇" in whole.named or not additive(part.figure, whole.figure):
            continue
        registered = "户籍" in rate.named
        alike = registered == ("户籍" in whole.named) and (registered or "户籍" not in part.named)
        if alike and part.sentence <= whole.sentence + 1:
            yield share_of(rate, [part], [whole], 0.92)


def told_behind(passage: Passage, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """Rates whose part or whole follows them.

    税收占财政收入的比重为60%，财政收入为30亿元; 900户，60%的农户（540户）;
    合格率98%，抽检100批次，合格98批次.
    """
    behind = [
        m for m in passage.mentions[rate.order + 1 : rate.order + 3]
        if m.is_amount and m.sentence == rate.sentence
    ]  # fmt: skip
    if not behind or behind[0].order != rate.order + 1:
        return
    first = behind[0]
    last = levels[-1] if levels and levels[-1].order == rate.order - 1 else None
    if last is not None and last.sentence == rate.sentence and comparable(last.figure, first.figure):
        between = passage.gap(rate, first)
        if re.search("[；;]", between):
            return
        if names_whole(rate, first) and first.figure.value >= last.figure.value:
            yield share_of(rate, [last], [first], 0.92)
        elif _RATE_IS.match(between) and last.figure.value >= first.figure.value:
            yield share_of(rate, [first], [last], 0.9)
        elif (wider := _WIDER.match(between)) and wider[1] in rate.clause:
            yield share_of(rate, [last], [first], 0.92)
        elif is_target(rate.clause):
            yield from _of_target(rate, last, first, between)
    if len(behind) == 2 and behind[1].order == first.order + 1 and comparable(first.figure, behind[1].figure):
        whole, part = sorted(behind, key=lambda m: -m.figure.value)
        opened = _LEADS.match(passage.gap(rate, first))
        if opened and is_rate_of(rate, part) and not is_rate_of(rate, whole):
            yield share_of(rate, [part], [whole], 0.9)


def _of_target(rate: Mention, last: Mention, first: Mention, between: str) -> Iterator[Reading]:
    """How much of a target is done, which stands before the rate or in a bracket behind it."""
    if is_target(first.clause) and _IN_BRACKET.fullmatch(between):
        yield share_of(rate, [last], [first], 0.92, COMPLETION)
    elif is_target(last.clause) and _THEN_DONE.match(between):
        yield share_of(rate, [first], [last], 0.92, COMPLETION)


_RATE_IS = re.compile(
    r"^(?:(?:的[\u4e00-\u9fff]{1,8}[（(，,]?|[（(])(?:即|计|也就是|共)?|[，,]?(?:即|计|也就是|共))$"
)
"""60%的农户（540户; a bare comma opens another statement (达标率100%，120个村…)."""


_WIDER = re.compile("^[（(](全[国省市州县区])[^，。；,;]{0,8}$")
"""占全国总量的40%（全国2500亿元）."""
_IN_BRACKET = re.compile("[（(][^，。；,;]{2,12}")
"""为年初预算的96%（年初预算9亿元）."""
_THEN_DONE = re.compile("^[，,](?:累计|共|已|实际|实)*(?:完成|实现|达到)[\u4e00-\u9fff]{0,6}$")
"""年度计划投资10亿元，已完成年度计划的50%，完成投资5亿元."""
_LEADS = re.compile(r"^[，,：:（(](?!其中)[\u4e00-\u9fff]{1,8}$")
