"""Classifications: whether labels leave nothing of a whole out, and count nothing twice.

What belongs here: labels as words (男 and 女, 农业户 and 非农业户, 18岁以下 and 以上). What does not: what a
total is named by (``labels``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.linking.passages import Mention
from data_layer.lexicon.checks import load_check_cues

__all__ = [
    "are_bands",
    "are_exclusive",
    "are_negated",
    "are_opposite",
    "complete_groups",
    "complete_names",
    "divides",
    "each_once",
    "exclusive_names",
    "is_named",
    "leave_nothing",
    "mostly_all",
]


def mostly_all(labels: Sequence[str]) -> bool:
    """Whether labels leave nothing in most places, or are ranges that follow each other."""
    return _divided_by("mostly", labels) or _follow(labels)


def _follow(labels: Sequence[str]) -> bool:
    """Whether labels are ranges of which each begins where the one before ends: 14至16岁, 16至18岁."""
    ends = [_BOUND.findall(label) for label in labels]
    return all(len(bounds) == 2 for bounds in ends) and all(a[1] == b[0] for a, b in pairwise(ends))


def are_exclusive(parts: Sequence[Mention]) -> bool:
    """Whether all labels are of one classification, so that nothing is counted twice."""
    labels = [m.own_words for m in parts]
    groups = load_check_cues().exclusive if all(map(exclusive_names().search, labels)) else ()
    for names in groups:
        found = [next((name for name in names if name in label), None) for label in labels]
        if None not in found and len(set(found)) == len(found):
            return True
    return leave_nothing(labels) or mostly_all(labels)


def leave_nothing(labels: Sequence[str]) -> bool:
    """Whether labels leave nothing out: 男 and 女, 农业人口 and 非农业人口."""
    if (len(labels) == 2 and are_negated(*labels)) or are_bands(labels):
        return True
    return divides(labels)


def divides(labels: Sequence[str]) -> bool:
    """Whether labels are those of one complete classification."""
    if not all(map(complete_names().search, labels)):
        return False
    if any(map(_USED.search, labels)) and all("产业" in label for label in labels):
        return False  # people at home use them too
    return _divided_by("complete", labels)


_USED = re.compile("用[电水气能热]|能耗|能源消费")


def _divided_by(role: str, labels: Sequence[str]) -> bool:
    """Whether labels are those of one group of a role, each once."""
    joined = "\0".join(labels)
    for names in _groups(role).get(len(labels), ()):
        if names[0] in joined and all(name in joined for name in names) and each_once(names, labels):
            return True
    return False


@functools.cache
def _groups(role: str) -> dict[int, list[Sequence[str]]]:
    """The classifications of a role by how many names they have."""
    found: dict[int, list[Sequence[str]]] = {}
    for names in getattr(load_check_cues(), role):
        found.setdefault(len(names), []).append(names)
    return found


def complete_groups(labels: Sequence[str]) -> Iterator[Sequence[str]]:
    """The complete classifications of which labels have all names, each once."""
    joined = "\0".join(labels)
    for count, groups in _groups("complete").items():
        for names in groups if count <= len(labels) else ():
            if names[0] in joined and all(name in joined for name in names) and each_once(names, labels):
                yield names


def each_once(names: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether each label has a name of its own: 非公有制占比 twice is not 公有 and 非公有."""
    named = [max((n for n in names if is_named(n, label)), key=len, default="") for label in labels]
    return set(named) == set(names)


def is_named(name: str, label: str) -> bool:
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


def are_bands(labels: Sequence[str]) -> bool:
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
def exclusive_names() -> re.Pattern[str]:
    """Any label of a classification that counts nothing twice."""
    names = {name for group in load_check_cues().exclusive for name in group}
    return re.compile("|".join(sorted(map(re.escape, names))))


@functools.cache
def complete_names() -> re.Pattern[str]:
    """Any label of a classification that leaves nothing out."""
    names = {name for group in load_check_cues().complete for name in group}
    return re.compile("|".join(sorted(map(re.escape, names))))
