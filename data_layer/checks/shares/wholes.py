"""Which number a row of shares is of, and whether the row proves it.

What belongs here: the whole by the words and by the shares. What does not: rows (``chains``), what they come
to (``rows``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from data_layer.checks.intervals import Interval
from data_layer.checks.judging import slipped_of
from data_layer.checks.linking.listing import is_average, is_compared_with
from data_layer.checks.linking.passages import Mention, Passage, additive, begins_sorting
from data_layer.checks.linking.rates import is_milestone, is_of_own, is_of_wider
from data_layer.checks.linking.words import (
    AMONG,
    bare_noun,
    find,
    known,
    much_the_same,
    same_noun,
    same_words,
)
from data_layer.checks.shares.chains import ALL_KINDS, Chain, Link

__all__ = ["whole_of"]


def whole_of(passage: Passage, chain: Chain) -> tuple[Mention, bool] | None:
    """The whole of a row, and whether the row proves it; None where none can be told.

    Proven is a whole with which a share agrees that is hardly met by chance, or two that are. A whole that
    the words name and all shares contradict alike (they are of one other number) is in error itself: proven.
    """
    first = chain.links[0]
    before = [
        m for m in passage.mentions[: first.part.order]
        if _may_hold(m, chain) and not is_of_wider(chain.base, first.part, m)
        and not is_of_own(chain.base, first.part, m)
    ]  # fmt: skip
    agreeing = [(sum(link.agrees(m) for link in chain.links), m) for m in before]
    count, best = max(agreeing, key=lambda one: (one[0], one[1].order), default=(0, None))
    direct = before[-1] if before and _opens_row(passage, chain, before) else None
    if direct is not None and not any(link.agrees(direct) for link in chain.links):
        return direct, True
    named, told = _by_words(passage, chain, before, first)
    if best is not None and count:
        sure = any(link.agrees(best) and link.telling for link in chain.links) or count >= _ENOUGH
        sure = sure or (told and best is named) or _is_divided(chain, best, before)
        return best, sure and (len(chain.links) > 1 or best is named)
    agrees = named is not None and told and any(link.agrees(named) for link in chain.links)
    if len(chain.links) < _ENOUGH or agrees:
        return (named, told) if named is not None else None
    if not told and (whole := _earlier_whole(passage, chain)):
        return whole, True
    if not _of_one(chain.links):
        return None
    if named is None and len(before) == 1 and _carry_noun(chain, before[0]):
        named = before[0]
    if named is None:
        named = next((m for m in reversed(before) if _is_slip_of(m, first)), None)
    if named is None or (not told and chain.base and not same_words(chain.base, named.own_words)):
        return None  # 报名90人。文科考生中，甲类30人，占文科考生的60%: of what is told nowhere
    return named, True


def _earlier_whole(passage: Passage, chain: Chain) -> Mention | None:
    """The number of an earlier paragraph with which two shares agree, one of them hardly by chance.

    One is enough where all parts carry the noun of the whole, and one slip of it where all are of one number.
    """
    for whole in reversed(passage.earlier):
        if not _may_hold(whole, chain):
            continue
        agreeing = [link for link in chain.links if link.agrees(whole)]
        alike = _carry_noun(chain, whole)
        if any(link.telling for link in agreeing) and len(agreeing) >= (1 if alike else _ENOUGH):
            return whole
        if alike and not agreeing and _of_one(chain.links) and _is_slip_of(whole, chain.links[0]):
            return whole
    return None


def _is_divided(chain: Chain, whole: Mention, before: Sequence[Mention]) -> bool:
    """Whether a row is all of a number: its parts come to it, or its shares to 100 where no other is told."""
    if len(chain.links) < _ENOUGH or whole.stated.value < _FINELY * whole.stated.last:
        return False
    parts = _sum([link.part.stated.near.scaled(link.part.stated.factor) for link in chain.links])
    if parts.meets(whole.stated.near.scaled(whole.stated.factor)):
        return True
    return len(before) == 1 and _sum([link.rate.stated.near for link in chain.links]).meets(_ALL)


def _sum(intervals: Sequence[Interval]) -> Interval:
    return functools.reduce(Interval.__add__, intervals)


_ALL = Interval.point(100)
_FINELY = 100
"""Units of its last digit in a whole that parts come to by no chance."""


def _is_part(passage: Passage, whole: Mention, first: Link) -> bool:
    """Whether the share of a number itself is told before a row: 甲12起，起数占44%；乙2起，占总数的7%."""
    between = passage.mentions[whole.order + 1 : first.part.order]
    return any(m.is_rate and m.sentence == whole.sentence and "占" in m.clause for m in between)


def _carry_noun(chain: Chain, whole: Mention) -> bool:
    """Whether all parts have the noun of a whole: 女党员 and 老党员 of 党员总数."""
    noun = bare_noun(whole.named)[-_HEAD:]
    return len(noun) == _HEAD and all(noun in link.part.clause for link in chain.links)


_ENOUGH = 2
"""Shares that agree with one number, none of which tells much by itself."""
_HEAD = 2
"""Characters of a noun that parts have in common with their whole: 女党员 and 党员总数."""


_NOUN = 3
"""Characters of a noun that a part has from its whole: 民企进出口 of 全市进出口总值."""


_FAR = 2
"""Sentences between a row and a number that is its whole for want of any other."""


def _may_hold(mention: Mention, chain: Chain) -> bool:
    alike = mention.is_amount and additive(mention.figure, chain.links[0].part.figure)
    if alike and is_milestone(mention):
        return False
    return alike and is_average(mention) == is_average(chain.links[0].part)


def _by_words(
    passage: Passage, chain: Chain, before: Sequence[Mention], first: Link
) -> tuple[Mention | None, bool]:
    """The whole by the words, and whether they name it."""
    named, told = _told_whole(passage, chain, before, first)
    if named is None and len(chain.links) == 1 and first.general:
        noun = known(first.part.named)[-_HEAD:]  # 出口 is not 进出口
        alike = [m for m in before if len(noun) > 1 and known(m.named)[-_HEAD:] == noun]
        named, told = (alike[0], True) if len(alike) == 1 else (None, False)
    fits = named is not None and not _is_wider(first, named)
    if fits and told:
        return named, True
    if other := _told_before(passage, chain, first, before):
        return other, True
    return (named, False) if fits else (None, False)


def _told_before(passage: Passage, chain: Chain, first: Link, before: Sequence[Mention]) -> Mention | None:
    """The whole that stands in an earlier paragraph, or sentences before."""
    if head := _of_head(passage, chain, first):
        return head
    if not chain.base and first.general and not before and not chain.opener:
        same = [m for m in passage.earlier if not m.order and _counts_alike(m, chain)]
        return same[0] if len(same) == 1 else None
    opening = _opening_total(passage, chain, first) if chain.base else None
    return opening or _of_time(passage, chain, first) or _of_opener(passage, chain)


def _of_head(passage: Passage, chain: Chain, first: Link) -> Mention | None:
    """The number of the head paragraph that one which sorts it divides: 从时段看，夜间30起，占总数的40%.

    The only one of its unit there, or the only one that has the part's verb (死亡).
    """
    text = first.part.text
    line = text.rfind("\n", 0, first.part.start) + 1
    if chain.of_part or chain.opener or not begins_sorting(text, line) or not passage.earlier:
        return None
    heads = [m for m in passage.earlier if not begins_sorting(text, text.rfind("\n", 0, m.start) + 1)]
    last = heads[-1].text.rfind("\n", 0, heads[-1].start) if heads else 0
    alike = [
        m for m in heads
        if m.start > last and _may_hold(m, chain) and m.figure.unit == first.part.figure.unit
        and not is_compared_with(m) and _size(m) >= _size(first.part)
    ]  # fmt: skip
    if len(alike) > 1 or chain.base:
        noun = chain.base or first.part.named.lstrip("共约")[-_HEAD:]
        alike = [m for m in alike if len(noun) >= _HEAD and noun in m.named]
    return alike[0] if len(alike) == 1 else None


def _of_opener(passage: Passage, chain: Chain) -> Mention | None:
    """The one number of the paragraphs before whose noun opens a row: 进场单位90家。…单位中，民企60家."""
    alike = [
        m
        for m in passage.earlier
        if chain.opener and _may_hold(m, chain) and same_noun(chain.opener, m.named)
    ]
    return alike[0] if len(alike) == 1 and _size(alike[0]) >= _size(chain.links[0].part) else None


def _of_time(passage: Passage, chain: Chain, first: Link) -> Mention | None:
    """The one number before of the part's own time that the words behind 占 name (占当年归集额的)."""
    name = _OF_TIME.sub("", chain.base)
    if len(name) < _HEAD or first.wider or first.part.figure.period.end is None:
        return None
    alike = [
        m for m in (*passage.earlier, *passage.mentions[: first.part.order])
        if _may_hold(m, chain) and name in known(m.clause) and not is_of_wider(name, first.part, m)
        and m.figure.period == first.part.figure.period
    ]  # fmt: skip
    larger = [m for m in alike if _size(m) > _size(first.part)]
    return larger[0] if len(larger) == len(alike) == 1 else None


def _size(mention: Mention) -> float:
    return mention.figure.value * mention.stated.factor


_OF_TIME = re.compile("^(?:当[年月期季]|同期|全部|本[年月])|(?:总?[额量数])$")


def _counts_alike(total: Mention, chain: Chain) -> bool:
    """Whether a total that opens a paragraph has a part's verb: 共查处90起。…夜里查处58起，占总数的."""
    verb = chain.links[0].part.named[-_HEAD:]
    return _may_hold(total, chain) and _OF_ALL.search(total.clause) is not None and verb in total.clause


def _opening_total(passage: Passage, chain: Chain, first: Link) -> Mention | None:
    """The total named as the words behind 占, if it opens this paragraph or one before.

    进出口总值90亿元。…民营企业进出口60亿元，占全市进出口总值的66.7%: all speak of one place, if no smaller
    one is named.
    """
    if first.wider not in _SMALLER:
        return None
    opening = [m for m in (*passage.earlier, *passage.mentions[: first.part.order]) if not m.order]
    name = chain.base.removeprefix(first.wider)
    noun = _ALL_OF.sub("", bare_noun(name) or name)
    totals = [
        m for m in opening
        if _may_hold(m, chain) and _OF_ALL.search(m.clause) and _is_named(name, m)
        and same_words(known(noun), known(m.own_words))
    ]  # fmt: skip
    if len(totals) != 1:
        return None
    text = first.part.text[totals[0].opens : first.part.start]
    return None if _SMALLER[first.wider].search(text) else totals[0]


_OF_ALL = re.compile("总|共|累计")
_ALL_OF = re.compile("^[全本我该][省市县区镇乡村]")
_SMALLER = {
    "": re.compile("(?!)"),
    "全市": re.compile("[全我本该][县区镇乡村]"),
    "全县": re.compile("[全我本该][镇乡村]"),
    "全区": re.compile("[全我本该][镇乡村]"),
}
"""Places that an article may mean its own by, and words of a smaller one that it means then."""


def _is_wider(link: Link, whole: Mention) -> bool:
    """Whether the words behind 占 may mean a place that holds that of ``whole``."""
    words = whole.text[whole.before : whole.start]
    own = link.wider in link.part.clause  # 全县工业增加值2亿元，占全县生产总值的: its own county
    return bool(link.wider) and not own and known(link.wider) not in known(words)


def _of_one(links: Sequence[Link]) -> bool:
    """Whether shares are of one number, which none of them states."""
    implied = [link.implied for link in links]
    return any(link.telling for link in links) and all(
        one.meets(other) for at, one in enumerate(implied) for other in implied[at + 1 :]
    )


def _is_slip_of(whole: Mention, link: Link) -> bool:
    """Whether one slip made a number of the whole that a share implies."""
    return any(slipped.meets(link.implied) for slipped in slipped_of(whole))


_UNSAID = re.compile("^(?:在|本[周月季年]度?|今年|全年|当月|上述|以上|这些?|所)+|的")
"""Words of 本周所受理的来电中 that name nothing of the whole."""


def _told_whole(
    passage: Passage, chain: Chain, before: Sequence[Mention], first: Link
) -> tuple[Mention | None, bool]:
    """The whole by the words, and whether they name it.

    Named behind 占 or before 中; else the number right before the row, or the one that opens the paragraph
    if none before the row is larger.
    """
    for name in filter(None, (_UNSAID.sub("", chain.opener), chain.base.removeprefix(first.wider))):
        if known(first.part.named).removeprefix("总") == name:
            continue  # 总面积60亩，占总面积的40%: of a wider one
        own = name in first.part.own_words  # 乙类单位5个，占乙类单位总数的90%: no 甲类单位
        named = [m for m in before if (name in known(m.own_words) if own else _is_named(name, m))]
        if not named:
            named = [m for m in before if _counts(name, m) and not _is_part(passage, m, first)]
        if len(named) > 1:
            named = [m for m in named if _value(m) >= max(_value(link.part) for link in chain.links)] or named
        if named:
            last = named[-1]
            near = last.sentence >= first.part.sentence - 1 or _holds(last, name)
            return last, len(named) == 1 and near
    if chain.of_part or chain.opener or not before:
        return None, False
    last = before[-1]
    if last.sentence >= first.part.sentence - _FAR and len(before) == 1:
        noun = bare_noun(last.named)[-_NOUN:]
        alike = bool(chain.base) and len(noun) == _NOUN and noun in first.part.clause
        opened = first.part.left.lstrip().startswith("其中") and not chain.base
        general = first.general and not chain.base and not _is_part(passage, last, first)
        return last, alike or opened or general
    top = before[0]
    return (
        (top, False)
        if not chain.base
        and all(m.figure.value * m.stated.factor <= top.figure.value * top.stated.factor for m in before)
        else (None, False)
    )


def _value(mention: Mention) -> float:
    return mention.figure.value * mention.stated.factor


def _opens_row(passage: Passage, chain: Chain, before: Sequence[Mention]) -> bool:
    """Whether the number right before a row is its whole: 提案90件，其中甲类50件; 立案的90件提案中，甲类50件.

    Not where 、 joins it to another one (议案3件、建议90件，其中甲类50件), or where the words behind 占 name
    one told before.
    """
    first, last = chain.links[0], before[-1]
    apart = last.sentence != first.part.sentence
    if first.wider or (last.order != first.part.order - 1 and not apart):
        return False
    if apart and not _opens_sentence(passage, first, last):
        return False
    if find("other_whole", _share_clause(passage, chain)):
        return False  # 其中救援12起、救助35起，分别占全年同类的29%和41%
    if chain.base and (bare_noun(chain.base) or chain.base) in first.part.own_words:
        return False  # 产量80吨，其中养殖30吨，在省里养殖产量中的比重为2%
    if chain.base and any(_is_named(chain.base, m) for m in before[:-1]) and not _is_named(chain.base, last):
        return False
    joined = last.left.startswith(("、", "和")) and len(before) > 1
    if joined and any(link.implied.meets(_sum([m.stated.near for m in before[-2:]])) for link in chain.links):
        return False
    return _OPENS_ROW.match(passage.gap(last, first.part)) is not None or last.sentence != first.part.sentence


def _opens_sentence(passage: Passage, first: Link, last: Mention) -> bool:
    """Whether 其中 opens the sentence behind the only such number of one: 社员90名。其中女社员9名，占10%."""
    return (
        last.sentence == first.part.sentence - 1
        and _OF_LAST.match(first.part.left) is not None
        and sum(additive(m.figure, last.figure) for m in passage.mentions if m.sentence == last.sentence) == 1
    )


_OF_LAST = re.compile(rf"\s*(?:其中|{ALL_KINDS.pattern})")


def _share_clause(passage: Passage, chain: Chain) -> str:
    """The words before the first share of a row, and of the first of those that it is told in turn with."""
    rate = chain.links[0].rate
    while rate.order and not rate.clause and passage.mentions[rate.order - 1].is_rate:
        rate = passage.mentions[rate.order - 1]
    return rate.clause


_OPENS_ROW = re.compile(f"[，,（(；;]其中|[^，。；：,;:、]{{0,12}}{AMONG}[，,：:]")


def _is_named(name: str, whole: Mention) -> bool:
    """Whether a name is that of a number: 我市外贸总值 and 进出口总值, 全市出口 and 出口."""
    name, words = known(name), known(whole.own_words)
    return much_the_same(name, words) or _ends_with(name, whole)


def _counts(name: str, whole: Mention) -> bool:
    """Whether a name is that of a number with its unit: 亡人 of 死亡5人."""
    return name in whole.named + whole.figure.unit


def _ends_with(name: str, whole: Mention) -> bool:
    own = known(whole.named)
    return len(own) > 1 and bare_noun(name).endswith(own)


def _holds(whole: Mention, name: str) -> bool:
    """Whether a number has all characters of a name in their order, or is the last word of it."""
    name, words = known(name), iter(known(whole.own_words))
    return all(c in words for c in name) or _ends_with(name, whole)
