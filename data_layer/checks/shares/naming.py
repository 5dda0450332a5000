"""Rates that name their part, wherever it stands: 受理30件，办结28件，在办2件，办结率93.3%.

What belongs here: the one number whose words a rate is named by, and what came in before it. What does not: a
part right before its rate (``belonging``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import CHANCE, LIKELY, Reading
from data_layer.checks.linking.pairs import is_base
from data_layer.checks.linking.passages import Mention, Passage, additive, comparable
from data_layer.checks.linking.rates import (
    is_divisor,
    is_named_shorter,
    is_of_rest,
    is_of_some,
    is_one_class,
    rate_stem,
)
from data_layer.checks.shares.sharing import share_of
from data_layer.lexicon.checks import load_check_cues

__all__ = ["in_turn_by_name", "named_readings", "of_row_by_name"]

_VERB = 2
"""Characters of a verb, which a rate of more words ends with."""
_BACK = 2
"""Sentences before a rate in which all that its part is of may stand."""
_TAKEN_IN = re.compile(
    "(?:^|[共新])收(?![入费取缴获回购储割])|受理|收件|接件|收到|接到|接收|收案|抽检|抽查|检查|检测|监测|抽样|发现|提交|提出|报名|申请|应[参考到收检缴交]|派单|转[派办交]|交办|有效[工诉]|发放问卷|[参受]检|[普筛]查|评价|测评|走访|共有|考生|[赴报参]考|毕业生|[学适]龄|选民|立案|发案"
)
_CLOSING = ("结案", "综合结案", "审执结案")
"""Stems of rates of all that was closed, by whatever word."""
_CLOSED = ("审结", "办结", "执结", "结案", "审执结", "解决", "处结", "调结")
_PROSECUTED = ("查处", "查结")
"""查结90起，查处率98%: what was closed of what was found."""
_OVERALL = re.compile("总体|综合|全部|整体|平均")


def named_readings(passage: Passage, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """The part that a rate is named by, over what came in: by the only such number of its sentence.

    Args:
        passage: where they stand.
        rate: the rate.
        levels: the amounts before it.
    """
    verb = rate_stem(rate)[-_VERB:]
    if len(verb) < _VERB or verb in load_check_cues().of_decided:
        return
    own = _of_half(rate, levels)
    parts = [m for m in own if verb in m.own_words and not is_of_rest(rate_stem(rate), m.own_words)]
    if not parts and rate_stem(rate) in _CLOSING and not any("新收" in m.clause for m in own):
        parts = [m for m in own if m.sentence == rate.sentence and m.named.endswith(_CLOSED)]
    if not parts and verb == _PROSECUTED[0]:
        parts = [m for m in own if m.sentence == rate.sentence and m.clause.startswith(_PROSECUTED)]
    if len(parts) > 1:
        parts = [m for m in parts if rate_stem(rate) in m.own_words]
    if (
        len(parts) != 1
        or is_of_some(rate_stem(rate), parts[0])
        or is_one_class(passage, rate, parts[0])
        or is_named_shorter(passage, rate, parts[0])
        or any(
            m.is_rate and not is_named_shorter(passage, m, parts[0])
            for m in passage.mentions[parts[0].order : rate.order]
        )
    ):
        return
    part = parts[0]
    before = [
        m for m in own
        if m.order < part.order and comparable(m.figure, part.figure)
        and not is_base(m.clause) and not is_divisor(passage, m)
    ]  # fmt: skip
    if not before:
        yield from _of_sentence(levels, rate, part)
        yield from _of_head(passage, rate, part)
        return
    taken = [m for m in before if _TAKEN_IN.search(m.own_words)]
    for whole in before:
        only = [whole] in (before, taken) and additive(whole.figure, part.figure)
        sure = whole in taken and (only or _last_of(taken, whole, rate, part))
        near = only or (len(taken) > 1 and whole in taken)
        yield share_of(rate, [part], [whole], 0.92 if sure else LIKELY if near else CHANCE)


def _of_half(rate: Mention, levels: Sequence[Mention]) -> list[Mention]:
    """The numbers of a rate's half sentence; where ； stands right before it, of the one before that."""
    end = rate.start
    while (opens := rate.text.rfind("；", rate.opens, end)) >= 0:
        if own := [m for m in levels if m.start >= opens]:
            return own
        end = opens
    return [m for m in levels if m.start >= rate.opens]


def _of_sentence(levels: Sequence[Mention], rate: Mention, part: Mention) -> Iterator[Reading]:
    """受理90件，与上年持平；审结80件，审结率88.9%: of what alone came in before the ；."""
    here = [m for m in levels if m.sentence == rate.sentence and m.order < part.order]
    if len(here) == 1 and additive(here[0].figure, part.figure) and _TAKEN_IN.search(here[0].own_words):
        yield share_of(rate, [part], here, 0.92)


def _last_of(taken: Sequence[Mention], whole: Mention, rate: Mention, part: Mention) -> bool:
    """Whether a number is the last of those that came in (受理90件，派单30件，…), of which a rate may be.

    It is of one of them, if its whole name is that of the part.
    """
    alike = all(additive(m.figure, part.figure) for m in taken)
    return alike and whole is taken[-1] and rate_stem(rate) in part.own_words


def _of_head(passage: Passage, rate: Mention, part: Mention) -> Iterator[Reading]:
    """全年抽检900批次。其中，蔬菜600批次、水果300批次。检出不合格9批次，总体不合格率1%: of the first."""
    heads: dict[int, Mention] = {}
    for m in passage.mentions[: part.order]:
        if part.sentence - _BACK <= m.sentence < part.sentence:
            heads.setdefault(m.sentence, m)
    for at in sorted(heads, reverse=True):
        head = heads[at]
        if head.left.lstrip().startswith("其中"):
            if not _OVERALL.search(rate.clause):
                return
            continue
        if head.is_amount and additive(head.figure, part.figure) and _TAKEN_IN.search(head.own_words):
            yield share_of(rate, [part], [head], 0.92 if head.figure.value >= part.figure.value else CHANCE)
        return


def of_row_by_name(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """任务900户，开工890户，开工率98.9%；竣工850户，竣工率94.4%: of what the rates before are of.

    One of them must agree that hardly does so by chance; all that they are of may stand a sentence before.
    """
    row: list[tuple[Mention, Mention]] = []
    at = rate.order
    while at >= _VERB and len(row) < _LONGEST:
        told, part = passage.mentions[at], passage.mentions[at - 1]
        if told.sentence != rate.sentence or not _is_rate_of_name(told, part):
            break
        row.append((part, told))
        at -= _VERB
    if len(row) < _VERB or row[0][1] is not rate:
        return
    part, whole = row[0][0], passage.mentions[at]
    if not whole.is_amount or whole.sentence < rate.sentence - 1 or not additive(whole.figure, part.figure):
        return
    if not part.left.startswith(("；", ";", "，", ",")) or "另" in part.left:
        return
    for other, told in row[1:]:
        telling = len(told.figure.quote.rstrip("%")) > _VERB and told.figure.value != rate.figure.value
        if telling and share_of(told, [other], [whole], LIKELY).holds():
            yield share_of(rate, [part], [whole], 0.92)
            return


_LONGEST = 6
"""Rates that are told in a row of one number."""


def _is_rate_of_name(rate: Mention, part: Mention) -> bool:
    return rate.is_rate and part.is_amount and _named_alike(rate_stem(rate)[-_VERB:], part)


def _named_alike(stem: str, part: Mention) -> bool:
    return len(stem) == _VERB and stem in part.clause


def in_turn_by_name(passage: Passage, rates: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Whether rates told in turn are named by their parts: 参考率和及格率分别为98%和90%."""
    names = _NAMES.findall(_HALVES.split(rates[0].left)[-1])
    return len(names) == len(parts) and all(
        name[-_VERB:] in part.clause and len(name) >= _VERB for name, part in zip(names, parts, strict=True)
    )


_HALVES = re.compile("[，；：。,;]")
_NAMES = re.compile("([\u4e00-\u9fff]+?)率")
