"""The family of sums: parts against the total they are listed with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.adding import TOTAL, sum_of
from data_layer.checks.alike import closed_labels, surer
from data_layer.checks.beyond import second_class
from data_layer.checks.classes import are_exclusive, complete_names, leave_nothing, mostly_all
from data_layer.checks.divisions import ListsApart, lists_apart, may_divide
from data_layer.checks.ending import OF_LAST, leaves_rest, up_to_all, up_to_rest, within
from data_layer.checks.findings import Finding
from data_layer.checks.forms import by_form
from data_layer.checks.inside import PART, part_of
from data_layer.checks.judging import CHANCE, LIKELY, SURE, Reading, judge
from data_layer.checks.labels import (
    completeness,
    defines,
    is_broken_down,
    is_defined,
    is_one_of_them,
    is_sibling,
    names_in_turn,
    rests_in_class,
    up_to_sibling,
    without_others,
)
from data_layer.checks.listing import (
    BRACKETS,
    CLOSING,
    LONGEST_LABEL,
    PARTED,
    SOME_OF,
    SORTED_BY,
    Level,
    beside,
    first_of_next,
    first_part,
    is_average,
    is_compared_with,
    is_inside,
    run_of,
)
from data_layer.checks.passages import Mention, Passage, additive
from data_layer.checks.summing import parts_added, parts_before, parts_before_sentence
from data_layer.checks.words import bare_noun, find, same_words, unfilled
from data_layer.model import FigureKind, Status, Verdict

__all__ = ["RULES", "check_totals"]

RULES = (TOTAL, PART)


def check_totals(passage: Passage) -> Iterator[Finding]:
    """Every total of the passage with its parts, and every 其中."""
    levels = beside(passage)
    if not levels:
        return
    apart = lists_apart(passage)
    any_apart = apart.any
    told: list[tuple[Mention, Mention | None, list[Reading]]] = []
    for level in levels:
        total = level.mention
        if not _may_total(level, apart):
            continue
        first = first_part(passage, total) if level.behind else None
        readings = list(_parts_behind(passage, total, first)) if first is not None else []
        if total.order > 1 and _MAY_SUM.search(total.left):
            readings += parts_before(passage, total)
            readings += parts_before_sentence(passage, total)
        if apart.added:
            readings += parts_added(passage, total)
        if any_apart:
            readings += apart.of(total)
        if is_average(total) and not _divides_average(passage, total, first):
            continue
        if readings or any_apart or first is not None or "其中" in total.right:
            told.append((total, first, readings))
    closed = closed_labels([reading for *_, readings in told for reading in readings])
    for total, first, readings in told:
        yield from _judged(passage, total, first, [surer(one, closed) for one in readings], apart)


def _may_total(level: Level, apart: ListsApart) -> bool:
    """Whether a number has another where one of its parts could stand."""
    if not level.mention.is_amount:
        return False
    if level.behind or (level.followed and apart.sorted_later):
        return not is_compared_with(level.mention)
    return level.before and (apart.added or _MAY_SUM.search(level.mention.left) is not None)


def _divides_average(passage: Passage, total: Mention, first: Mention | None) -> bool:
    """Whether a list makes up an average: 人均收入8000元，其中工资性收入5000元, not 其中农民6000元."""
    if first is None or is_average(first) or "其中" not in passage.gap(total, first):
        return False
    return first.named[-2:] in total.named and not _OF_WHOM.search(first.named)


_OF_WHOM = re.compile(
    "居民|[农牧渔]民|职工|[人成]员|[户村镇乡县区市](?=$|[一-鿿]{0,2}(?:收入|支出|消费))|企业|单位"
)
"""Whose average a number is, as 城镇居民 in 城镇居民收入."""
_FEWEST = 2
"""Numbers of which one may be a part of the other."""


def _judged(
    passage: Passage, total: Mention, first: Mention | None, readings: Sequence[Reading], apart: ListsApart
) -> Iterator[Finding]:
    """What the readings of one total come to, and further lists of it."""
    finding = judge(readings)
    if finding is not None and finding.verdict is Verdict.INCONSISTENT and _is_explained(passage, total):
        finding = None
    if finding is None or finding.verdict is Verdict.UNSURE:
        finding = part_of(passage, total) or finding
    if finding is not None:
        yield finding
    if first is not None and not (may_divide(first) and _opens_list(_opener(passage, total, first))):
        first = None
    beyond = second_class(passage, total, first) if not readings else ()
    further = [*beyond, *apart.further(total, first), *_told_anew(passage, total)]
    yield from filter(None, (judge([reading]) for reading in further))


def _told_anew(passage: Passage, total: Mention) -> Iterator[Reading]:
    """A list of the next sentence behind a bracket: 处分30人（党纪20人、政务15人）。处分干部9人、…."""
    if total.text[total.end : total.end + 1] not in BRACKETS:
        return
    first = first_of_next(passage, total)
    if first is not None:
        yield from _parts_behind(passage, total, first)


def _is_explained(passage: Passage, total: Mention) -> bool:
    """Whether numbers of its sentence add up to a finely told total that those taken for its parts do not.

    其中救助30.5万元；冠名及其他基金20.2万元；物资9.6万元: the list goes on, or one counts twice.
    """
    if total.stated.value < _FINELY * total.stated.last:
        return False
    levels = [
        m for m in passage.mentions[total.order + 1 : total.order + 1 + _RIVALS]
        if m.sentence <= total.sentence + 1 and m.is_amount and additive(m.figure, total.figure)
    ]  # fmt: skip
    for count in range(3, len(levels) + 1):
        some = levels[:count]
        kept = ([m for m in some if m is not left] for left in (None, *some[1:-1]))
        if any(sum_of(total, parts, CHANCE).holds() for parts in kept):
            return True
    return False


_FINELY = 1000
"""How many units of its last digit a total is that numbers add up to by no chance."""


def _parts_behind(passage: Passage, total: Mention, first: Mention) -> Iterator[Reading]:
    """共有企业30家，其中国有10家、民营20家."""
    opener = _opener(passage, total, first)
    if _may_open(total, opener) and not OF_LAST.search(opener):
        run = run_of(passage, first, 1, FigureKind.LEVEL)
        if len(run) < _FEWEST:
            return
        listed = up_to_sibling(total, within(passage, run, opener, parted=False))
        longer = up_to_all(passage, listed)
        if len(longer) < len(listed):
            yield sum_of(total, listed, CHANCE)
        parts = up_to_sibling(total, within(passage, run, opener, parted=True))
        if _of_another(passage, total, parts) or is_one_of_them(total, parts):
            return
        if names := names_in_turn(opener, len(parts)):
            named = leave_nothing(names) or defines(total, names) or SORTED_BY.match(opener)
            yield sum_of(total, parts, 0.92 if named else LIKELY if mostly_all(names) else CHANCE)
            return
        yield from _of_parts(passage, total, opener, longer, parts)


def _opener(passage: Passage, total: Mention, first: Mention) -> str:
    """The words between a total and its list, or those that open the next sentence."""
    if first.sentence != total.sentence:
        return "其中" + first.left
    return _ASIDE.sub("", passage.gap(total, first))


_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（）()]{1,12}[)）](?=[\u4e00-\u9fff]*$)")
"""稻谷12万吨，薯类（含魔芋）2万吨: what a label holds opens no list."""


def _opens_list(opener: str) -> bool:
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
        if _opens_list(opener) and len(longer) > 2:
            formed = by_form(passage, total, longer, LIKELY)
            told = formed if formed >= SURE or are_exclusive(longer) else CHANCE
        yield sum_of(total, longer, 0.95 if complete else told)
        if complete:
            return
    if len(parts) < 2:
        return
    made_up = "由" in opener and _MADE_UP.match(parts[-1].right) is not None
    whole = made_up or (find("opens_parts", opener) is not None and not _MAINLY.search(opener))
    if not whole and not _opens_list(opener):
        itself = _tells_itself(total, parts) and not _BROUGHT.search(opener)
        complete = itself or leaves_rest(passage, total, parts, opener)
        some = LIKELY if len(parts) > 2 and mostly_all([m.own_words for m in parts]) else CHANCE
        yield sum_of(total, parts, 0.92 if complete else some)
        return
    parts = without_others(up_to_rest(parts))
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
        if is_defined(total, parts)
        else completeness(parts, whole, _fewest(total, opener), planned=total.figure.status is Status.PLANNED)
    )
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
    return leave_nothing(labels) or is_defined(total, parts) or is_broken_down(total, parts)


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


_MAY_SUM = re.compile("[共计总累加]")
"""Every word of a sum has one of these characters."""
