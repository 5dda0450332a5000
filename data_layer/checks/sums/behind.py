"""Lists behind their total: 共有企业30家，其中国有10家、民营20家.

What belongs here: how surely the words between a total and its list, and the list itself, say that its parts
are all of it. What does not: totals that stand behind their parts (``summing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.judging import CHANCE, LIKELY, SURE, Reading
from data_layer.checks.linking.classes import are_exclusive, complete_names, leave_nothing, mostly_all
from data_layer.checks.linking.listing import (
    BRACKETS,
    CLOSING,
    LONGEST_LABEL,
    PARTED,
    SOME_OF,
    SORTED_BY,
    is_inside,
    run_of,
    without_notes,
)
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import bare_noun, find, same_words, unfilled
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.defining import defines, is_defined, rests_in_class
from data_layer.checks.sums.ending import OF_LAST, leaves_rest, up_to_all, up_to_rest, within
from data_layer.checks.sums.forms import by_form
from data_layer.checks.sums.labels import (
    completeness,
    is_broken_down,
    is_one_of_them,
    is_sibling,
    up_to_sibling,
    without_others,
)
from data_layer.checks.sums.nouns import carry_noun, names_all, names_in_turn
from data_layer.model import FigureKind, Status

__all__ = ["opener_of", "opens_list", "parts_behind"]

_FEWEST = 2
"""Numbers of which one may be a part of the other."""


def parts_behind(passage: Passage, total: Mention, first: Mention) -> Iterator[Reading]:
    """共有企业30家，其中国有10家、民营20家."""
    opener = opener_of(passage, total, first)
    if _may_open(total, opener) and not OF_LAST.search(opener):
        run = run_of(passage, first, 1, FigureKind.LEVEL)
        if len(run) < _FEWEST:
            return
        listed = up_to_sibling(total, within(passage, run, opener, parted=False))
        longer = up_to_all(passage, listed)
        if len(longer) < len(listed):
            yield sum_of(total, listed, CHANCE)
        parts = up_to_sibling(total, within(passage, run, opener, parted=True))
        if (
            _of_another(passage, total, parts)
            or is_one_of_them(total, parts)
            or _of_first(longer)
            or _of_first(parts)
        ):
            return
        if names := names_in_turn(opener, len(parts)):
            named = leave_nothing(names) or defines(total, names) or SORTED_BY.match(opener)
            yield sum_of(total, parts, 0.92 if named else LIKELY if mostly_all(names) else CHANCE)
            return
        yield from _of_parts(passage, total, opener, longer, parts)


def opener_of(passage: Passage, total: Mention, first: Mention) -> str:
    """The words between a total and its list, or those that open the next sentence."""
    if first.sentence != total.sentence:
        return "其中" + first.left
    between = passage.gap(total, first)
    if between.startswith(BRACKETS) and any(mark in between for mark in CLOSING):
        between = without_notes(between)  # 90处（新增9处），其中滑坡60处
    return _ASIDE.sub("", between)


_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（）()]{1,12}[)）](?=[\u4e00-\u9fff]*$)")
"""稻谷12万吨，薯类（含魔芋）2万吨: what a label holds opens no list."""


def opens_list(opener: str) -> bool:
    """Whether words between two numbers open a list of the first."""
    return bool(find("opens_some", opener) or SOME_OF.match(opener) or _AMONG.match(opener))


def _of_parts(
    passage: Passage, total: Mention, opener: str, longer: Sequence[Mention], parts: Sequence[Mention]
) -> Iterator[Reading]:
    """The sums that a list may be of: ``longer`` goes on behind a ；, ``parts`` does not."""
    if len(longer) > len(parts) and all(map(PARTED.search, (passage.gap(a, b) for a, b in pairwise(longer)))):
        parts = longer  # 甲类30件，增长5%；乙类20件，增长8%
    if len(longer) > len(parts):
        complete = leave_nothing([m.own_words for m in longer]) or is_defined(total, longer)
        told = CHANCE
        if opens_list(opener) and len(longer) > 2:
            formed = by_form(passage, total, longer, LIKELY)
            told = formed if formed > LIKELY or are_exclusive(longer) else CHANCE
        yield sum_of(total, longer, 0.95 if complete else told)
        if complete:
            return
    if len(parts) < 2:
        return
    made_up = "由" in opener and _MADE_UP.match(parts[-1].right) is not None
    whole = made_up or (find("opens_parts", opener) is not None and not _MAINLY.search(opener))
    if not whole and not opens_list(opener):
        beside = opener.startswith("、")  # 甲系统60座、国有30座、非国有20座: of one list
        itself = not beside and _tells_itself(total, parts) and not _BROUGHT.search(opener)
        complete = itself or leaves_rest(passage, total, parts, opener)
        some = LIKELY if len(parts) > 2 and mostly_all([m.own_words for m in parts]) else CHANCE
        yield sum_of(total, parts, 0.92 if complete else some)
        return
    run, parts = parts, without_others(up_to_rest(parts))
    if len(parts) < len(run):
        yield sum_of(total, run, LIKELY)  # the rest stands within the list: 其他案件2件，执行案件315件
    reading = _of_list(passage, total, opener, parts, whole=whole)
    joined = parts[: _joined(passage, parts)]
    if len(joined) > 1 and completeness(joined, whole) >= LIKELY:
        yield sum_of(total, joined, LIKELY)
    yield reading
    for count in range(2, len(parts)):
        yield sum_of(total, parts[:count], CHANCE)


def _of_list(
    passage: Passage, total: Mention, opener: str, parts: Sequence[Mention], *, whole: bool
) -> Reading:
    """The sum of a list that words open, as sure as its labels and its form make it."""
    if rests_in_class(total, parts[-1]):
        return sum_of(total, parts, CHANCE)
    sure = (
        0.95
        if is_defined(total, parts) or names_all(total, parts)
        else completeness(parts, whole, _fewest(total, opener), planned=total.figure.status is Status.PLANNED)
    )
    opened = parts[0].sentence == total.sentence or SOME_OF.match(parts[0].left)
    if opened and CHANCE < sure < LIKELY and carry_noun(total, parts):
        sure = LIKELY
    reading = sum_of(total, parts, by_form(passage, total, parts, sure))
    if CHANCE < reading.certainty < SURE and are_exclusive(parts) and not _SERVED.search(total.named):
        listed = "其中" not in opener and any(mark in opener for mark in ("：", ":", *BRACKETS))
        if listed or reading.value > total.stated.value:  # more than all
            reading = reading._replace(certainty=0.92)
    return reading


def _joined(passage: Passage, parts: Sequence[Mention]) -> int:
    """How many parts 、 joins, behind which a ， leads to something else: 小学30所、初中20所，新建9所."""
    marks = [passage.gap(a, b)[:1] for a, b in pairwise(parts)]
    return marks.index("，") + 1 if "，" in marks and set(marks[: marks.index("，")]) == {"、"} else 0


_SERVED = re.compile("第二产业|二产")
"""Some services of its industry are counted as 第三产业, so that its classes may be more than it."""
_BROUGHT = re.compile("带动|惠及|覆盖|吸纳|辐射|受益|服务|帮助|促进|解决")
"""新建18个养殖场，带动15个贫困村、82个非贫困村: what comes of the first number, no parts of it."""
_AMONG = re.compile("^[^，。；,;、]{0,8}(?:中|里|当中)[，,]")
"""抽检30批次中，普通食品20批次."""

_RIVALS = 8
"""Numbers before a total that its list may be of instead."""


def _of_another(passage: Passage, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts add up to an earlier number: 受理30件，办结28件，其中甲类10件、乙类20件."""
    if len(parts) < 2:
        return False
    for rival in reversed(passage.mentions[max(0, total.order - _RIVALS) : total.order]):
        if rival.sentence != total.sentence:
            return False
        told = rival.is_amount
        if told and additive(rival.figure, total.figure) and sum_of(rival, parts, CHANCE).holds():
            return True
    return False


def _of_first(parts: Sequence[Mention]) -> bool:
    """Whether the first part is what the others add up to: 刑事案件50件，逮捕20件；起诉30件."""
    if len(parts) <= _FEWEST:
        return False
    reading = sum_of(parts[0], parts[1:], CHANCE)
    counted = parts[0].stated.near.low == parts[0].stated.near.high
    return (counted or reading.is_telling()) and reading.holds()


def _may_open(total: Mention, opener: str) -> bool:
    """Whether words behind a total may lead to its parts."""
    if opener.startswith(CLOSING) and is_inside(total.text[total.opens : total.start]):
        return False  # a member of a list itself: 本地（50人）、外地（30人）
    parted = PARTED.search(opener) and not SOME_OF.search(opener)
    return len(opener) <= 2 * LONGEST_LABEL and not parted


def _tells_itself(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether labels alone say that a list is all of a total."""
    if _PENDING.search(total.clause) and not any(_RECEIVED.search(m.own_words) for m in parts):
        return False
    if is_sibling(total, parts) or _is_of_another(total, parts[0]):
        return False
    labels = [m.own_words for m in parts]
    known = leave_nothing(labels) or is_defined(total, parts) or names_all(total, parts)
    return known or is_broken_down(total, parts)


def _is_of_another(total: Mention, first: Mention) -> bool:
    """Whether a label, its class aside, names something else: 参保300人，领取救济金的城镇居民20人."""
    own = bare_noun(unfilled(complete_names().sub("", first.named)))
    return len(own) > _BARE and not same_words(own, total.own_words)


_BARE = 4
"""Characters of a noun that a class may have of its own (城镇【常住居民】)."""
_MAINLY = re.compile("为主|主要|重点|大多|前[两二三四五六七八九十]位")


_PENDING = re.compile("受理|收到|接到|收案|登记")
"""What was received is mostly not all decided on yet."""
_RECEIVED = re.compile(f"{_PENDING.pattern}|办|按期|逾期|超期|来源|渠道|电话|网络|[类型]")
"""What is said of all that was received, not of what was decided on."""

_MADE_UP = re.compile("^[）)]?(?:[\u4e00-\u9fff]{0,6})?(?:组成|构成)")


def _fewest(total: Mention, opener: str) -> int | None:
    """How many parts are all there are behind a colon (查处30起：超载10起、酒驾12起、无证8起) or 按…分."""
    sorted_by = SORTED_BY.match(opener)
    if "等" in total.text[total.end : total.closes] or not (sorted_by or opener[:1] in ("：", ":")):
        return None
    return 2 if sorted_by else 3
