"""Whether the labels of a list leave nothing of a whole out, and count nothing twice.

What belongs here: labels and what they divide (男 and 女, 农业户 and 非农业户). What does not: finding lists,
sums.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from data_layer.checks.judging import CHANCE, LIKELY
from data_layer.checks.passages import Mention
from data_layer.checks.words import bare_noun, find, names_rest, same_words, unfilled
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import Status

__all__ = [
    "are_exclusive",
    "are_negated",
    "are_opposite",
    "begins_classes",
    "completeness",
    "divides",
    "is_broken_down",
    "is_defined",
    "is_sibling",
    "leave_nothing",
    "mostly_all",
    "share_noun",
    "up_to_sibling",
    "without_others",
]


_LAST = re.compile("[^，、；,;]*[。；;！\n]?$")

_REST_TOLD = re.compile("(?:其余|余下|剩余)[^，。；,;]*[，,]?[共计为有]*$")
"""其余为临时人员，计30人."""

_TWICE = re.compile("重复|交叉|重叠|兼有|扣除")
"""Labels of what is counted twice: 地下水资源与地表水资源不重复量."""
_AND_SO_ON = re.compile(r"^[^，。；,;]{0,6}等")


def completeness(parts: Sequence[Mention], whole: bool, listed: bool) -> float:
    """How surely the list leaves nothing out and counts nothing twice.

    Args:
        parts: its numbers.
        whole: it is opened by words of a division (分别为).
        listed: it stands behind a colon.
    """
    labels = [m.own_words for m in parts]
    if (
        _AND_SO_ON.match(parts[-1].right)
        or any(map(_TWICE.search, labels))
        or any(m.figure.status is Status.PLANNED for m in parts)
    ):
        return CHANCE
    if names_rest(parts[-1].clause) or _REST_TOLD.search(parts[-1].left) or leave_nothing(labels):
        return 0.95
    if whole or (len(parts) >= 3 and listed and _LAST.match(parts[-1].right)):
        return 0.92
    if (
        len(parts) >= _KINDS
        and all(m.named.endswith("类") for m in parts)
        and not _SOME_KINDS.search(parts[0].left)
    ):
        return 0.9
    return LIKELY if len(parts) >= 3 or mostly_all(labels) else 0.5


_KINDS = 4
"""Kinds (咨询类, 求助类, …) that are told as all there are."""
_SOME_KINDS = re.compile("主要|居前|前[二两三四五六七八九十]|排名|位居|重点|突出|集中")


def mostly_all(labels: Sequence[str]) -> bool:
    """Whether labels leave nothing in most places, or are ranges that follow each other."""
    return _divided_by(load_check_cues().mostly, labels) or _follow(labels)


def without_others(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The ranges that a list ends with, without what comes before: 女性30人，35岁以下20人、36岁以上40人."""
    labels = [m.own_words for m in parts]
    for at in range(1, len(parts) - 1):
        if _are_bands(labels[at:]) and not _are_bands(labels):
            return parts[at:]
    return parts


def _follow(labels: Sequence[str]) -> bool:
    """Whether labels are ranges of which each begins where the one before ends: 14至16岁, 16至18岁."""
    ends = [_BOUND.findall(label) for label in labels]
    return all(len(bounds) == 2 for bounds in ends) and all(a[1] == b[0] for a, b in pairwise(ends))


def are_exclusive(parts: Sequence[Mention]) -> bool:
    """Whether all labels are of one classification, so that nothing is counted twice."""
    labels = [m.own_words for m in parts]
    groups = load_check_cues().exclusive if all(map(_exclusive_names().search, labels)) else ()
    for names in groups:
        found = [next((name for name in names if name in label), None) for label in labels]
        if None not in found and len(set(found)) == len(found):
            return True
    return leave_nothing(labels) or mostly_all(labels)


def is_broken_down(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether bare labels of one classification follow a larger number (学生900人，小学500人、初中400人)."""
    if max(m.figure.value for m in parts) > total.figure.value:
        return False
    names = [unfilled(m.clause.strip("、和及 ")) for m in parts]
    listed = find("opens_some", total.text[total.opens : total.start]) or "、" in total.left
    if listed or len(set(names)) < len(names):
        return False
    return any(
        all(name in group for name in names) and not total.named.endswith(group)
        for group in load_check_cues().exclusive
    )


def is_sibling(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number is listed beside the parts, not above them: 初中300人，普通高中90人、职业高中60人.

    Nor is one class above itself and another: 目标为城镇300户、农村500户，已改造城镇310户.
    """
    own, labels = total.own_words, [m.own_words for m in parts]
    for names in load_check_cues().exclusive if _exclusive_names().search(own) else ():
        mine = next((name for name in names if name in own), None)
        if mine and all(mine not in label and any(name in label for name in names) for label in labels):
            return True
    if not _complete_names().search(own):
        return False
    return any(
        sum(_is_named(name, own) for name in names) == 1 and _each_once(names, labels)
        for names in load_check_cues().complete
        if any(name in own for name in names)
    )


def is_defined(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts are the classes that a whole has by definition: 第二产业 is 工业 and 建筑业."""
    labels = [m.own_words for m in parts]
    return any(
        whole in total.named and len(names) == len(labels) and _each_once(names, labels)
        for whole, *names in load_check_cues().defined
    )


def begins_classes(total: Mention, first: Mention) -> bool:
    """Whether a number is the first class of what a whole has by definition: 第一产业增加值 of 生产总值.

    第一产业投资 is of something else.
    """
    for whole, name, *_ in load_check_cues().defined:
        if whole in total.named and name in first.named:
            noun = unfilled(first.named.partition(name)[2])
            return not noun or noun.endswith("增加值") or same_words(noun, total.named)
    return False


def leave_nothing(labels: Sequence[str]) -> bool:
    """Whether labels leave nothing out: 男 and 女, 农业人口 and 非农业人口."""
    if (len(labels) == 2 and are_negated(*labels)) or _are_bands(labels):
        return True
    return divides(labels)


def divides(labels: Sequence[str]) -> bool:
    """Whether labels are those of one complete classification."""
    if not all(map(_complete_names().search, labels)):
        return False
    if any(map(_USED.search, labels)) and all("产业" in label for label in labels):
        return False  # people at home use them too
    return _divided_by(load_check_cues().complete, labels)


_USED = re.compile("用[电水气能热]|能耗|能源消费")


def _divided_by(groups: Sequence[Sequence[str]], labels: Sequence[str]) -> bool:
    """Whether labels are those of one group, each once."""
    joined = "\0".join(labels)
    return any(
        len(names) == len(labels) and all(name in joined for name in names) and _each_once(names, labels)
        for names in groups
    )


def _each_once(names: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether each label has a name of its own: 非公有制占比 twice is not 公有 and 非公有."""
    named = [max((n for n in names if _is_named(n, label)), key=len, default="") for label in labels]
    return set(named) == set(names)


def up_to_sibling(total: Mention, parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts up to a number that stands beside the total and not inside it.

    各项存款余额30亿元，其中住户存款20亿元；各项贷款余额18亿元: the last opens as the total does, and is the
    other class of what the total is one class of.
    """
    for at, part in enumerate(parts[1:], 1):
        if _opens_alike(total, parts[0], part) or _of_other_class(total.own_words, part.own_words):
            return parts[:at]
    return parts


_OPENING_ALIKE = 4
"""Characters that two names open with where they are told side by side (金融机构人民币各项…)."""


def _opens_alike(total: Mention, first: Mention, part: Mention) -> bool:
    opening = total.named[:_OPENING_ALIKE]
    alike = len(opening) == _OPENING_ALIKE and part.named.startswith(opening)
    return alike and not first.named.startswith(opening)


def _of_other_class(total: str, part: str) -> bool:
    """Whether a total is of one class of a pair and ``part`` of the other: 存款 and 贷款, 男 and 女."""
    pairs, any_name = _pairs_of_classes()
    if not any_name.search(total) or not any_name.search(part):
        return False
    for names in pairs:
        mine = [name for name in names if _is_named(name, total)]
        if len(mine) == 1 and mine[0] not in part:
            other = names[1] if mine[0] == names[0] else names[0]
            if _is_named(other, part) and not _names_both(total, other):
                return True
    return False


def _names_both(total: str, other: str) -> bool:
    """Whether a name is of both classes: 公务用车购置及运行费, 进出口总额, 存贷款."""
    return _BOTH.search(total) is not None or (_JOINED.search(total) is not None and other[-2:] in total)


_JOINED = re.compile("[及和与、]")
_BOTH = re.compile("进出口|存贷|收支|城乡|男女")


@functools.cache
def _pairs_of_classes() -> tuple[Sequence[Sequence[str]], re.Pattern[str]]:
    """The classifications of two classes, and any of their names."""
    cues = load_check_cues()
    pairs = [names for names in (*cues.complete, *cues.exclusive) if len(names) == 2]
    return pairs, re.compile("|".join(sorted({re.escape(name) for names in pairs for name in names})))


def _is_named(name: str, label: str) -> bool:
    """Whether a label has a class's name, and no longer name that holds it: 上划中央 is not 中央.

    公务用车购置及运行费 is of 公务用车.
    """
    return name in label and not any(
        longer in label and not re.search(f"{longer}[及和与]", label)
        for longer in _longer_names().get(name, ())
    )


@functools.cache
def _longer_names() -> dict[str, tuple[str, ...]]:
    """Names of classes, each with the names of other classes that it is a part of."""
    cues = load_check_cues()
    names = {name for groups in (cues.complete, cues.mostly) for group in groups for name in group}
    held = {name: tuple(other for other in names if name in other and name != other) for name in names}
    return {name: others for name, others in held.items() if others}


def _are_bands(labels: Sequence[str]) -> bool:
    """Whether labels are neighbouring ranges without ends: 18岁以下, 18至60岁, 60岁以上."""
    if not any("以上" in label for label in labels):
        return False
    ends = [_BOUND.findall(label) for label in labels]
    if _adjoin(ends) and "以上" in labels[-1]:
        return True
    ranged = [len(bounds) == 2 for bounds in ends]
    below = [bounds[0] for bounds, label in zip(ends, labels, strict=True) if bounds and _BELOW.search(label)]
    above = [bounds[0] for bounds, label in zip(ends, labels, strict=True) if bounds and "以上" in label]
    if len(below) != 1 or len(above) != 1 or sum(ranged) != len(labels) - 2:
        return False
    return len(labels) > 2 or below == above


def _adjoin(ends: Sequence[Sequence[str]]) -> bool:
    """Whether ranges begin at nothing, each where the one before ends: 0—14岁, 15—59岁, 60岁及以上."""
    if len(ends) < 2 or any(len(bounds) != 2 for bounds in ends[:-1]) or len(ends[-1]) != 1:
        return False
    if not all(bound.isdigit() for bounds in ends for bound in bounds) or ends[0][0] != "0":
        return False
    return all(int(last[-1]) + 1 == int(first[0]) for last, first in pairwise(ends))


_BOUND = re.compile("[0-9]+|[一二三四五六七八九十百千万]+(?=年|岁|人|户|亩|元|万元)")
_BELOW = re.compile("以下|以内|不满|不足")


def are_opposite(first: str, second: str) -> bool:
    """Whether the one name is the other with 不, 未 or 非: 不合格 and 合格, 不捕 and 批捕.

    What stands before must be the same or told once only: 总体不合格 and 合格, but not 甲不合格 and 乙合格.
    """
    return any(_is_opposite(one, other) for one, other in ((first, second), (second, first)))


def _is_opposite(one: str, other: str) -> bool:
    m = _OPPOSED.search(other)
    if m is None or not one.endswith(m[1]):
        return False
    rest, before = one.removesuffix(m[1]), other[: m.start()]
    if len(m[1]) == 1:
        return not before and len(rest) == 1 and rest not in _NOT
    return rest[-1:] not in _NOT and (not rest or not before or rest == before)


_NOT = ("不", "未", "非")
_OPPOSED = re.compile("[非未不]([\u4e00-\u9fff]{1,6})$")


def are_negated(first: str, second: str) -> bool:
    """Whether the one label is the other with 非 or 未 before it."""
    for one, other in ((first, second), (second, first)):
        if (m := _NEGATED.search(other)) and m[1] in one and m[0] not in one:
            return True
    return False


_NEGATED = re.compile(r"[非未不]([\u4e00-\u9fff]{2})")


@functools.cache
def _exclusive_names() -> re.Pattern[str]:
    names = {name for group in load_check_cues().exclusive for name in group}
    return re.compile("|".join(sorted(map(re.escape, names))))


@functools.cache
def _complete_names() -> re.Pattern[str]:
    names = {name for group in load_check_cues().complete for name in group}
    return re.compile("|".join(sorted(map(re.escape, names))))


def share_noun(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts carry the noun that a total is named by (固定电话用户、移动电话用户，用户总数)."""
    named = total.named
    if any(_is_compound(named, [m.named for m in parts], size) for size in (4, 3, 2, 1)):
        return True
    noun = bare_noun(total.named)
    stock = noun != total.named and len(noun) >= 2
    return stock and all(noun in m.clause for m in parts) and not find("rise_to", parts[0].left)


def _is_compound(name: str, labels: Sequence[str], size: int) -> bool:
    """Whether a name joins those of the parts: 进出口额 of 进口额 and 出口额, 邮电业务量 of 邮政 and 电信."""
    head, before = name[-size:], name[:-size][-4:]
    if len(before) < len(labels) or not all(label.endswith(head) for label in labels):
        return False
    own = [label.removesuffix(head)[-4:] for label in labels]
    before = before[-len(labels) :]
    return all(any(c in label for label in own) for c in before) and all(
        any(c in label for c in before) for label in own
    )
