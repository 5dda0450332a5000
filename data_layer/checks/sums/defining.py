"""Wholes that have their classes by definition: 生产总值 of three industries, 农村公路 of 县道, 乡道, 村道.

What belongs here: whether labels are all classes of a whole, and finding them with other numbers between
them. What does not: labels that are all of any whole (``classes``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from data_layer.checks.judging import Reading
from data_layer.checks.linking.classes import each_once, is_named
from data_layer.checks.linking.listing import LATER, is_average
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import find, same_words, unfilled
from data_layer.checks.sums.adding import sum_of
from data_layer.lexicon.checks import load_check_cues

__all__ = ["begins_classes", "by_definition", "defines", "is_defined", "names_defined", "rests_in_class"]

_TWO = 2
_FARTHEST = 16
"""Numbers behind a total among which its classes stand."""


def by_definition(passage: Passage, total: Mention) -> Iterator[Reading]:
    """The classes that a whole has by definition, with other numbers and a 。 between them.

    用电9亿度。其中，第一产业1亿度，第二产业5亿度（其中工业4亿度），第三产业1亿度。城乡居民生活用电2亿度.
    """
    for names in _classes_of(total):
        parts = _one_of_each(passage, total, names)
        if len(parts) == len(names) and is_defined(total, parts) and _have_noun(total, parts, names):
            yield sum_of(total, parts, 0.92)


def _have_noun(total: Mention, parts: Sequence[Mention], names: Sequence[str]) -> bool:
    """Whether no class is told of something else: 生产总值80亿元。第一产业投资2亿元，…."""
    nouns = [m.named.partition(name)[2] for name in names for m in parts if is_named(name, m.named)]
    return all(len(noun) < _TWO or noun.endswith("增加值") or same_words(noun, total.named) for noun in nouns)


def _one_of_each(passage: Passage, total: Mention, names: Sequence[str]) -> Sequence[Mention]:
    """The numbers behind a total that name its classes, up to one that is told twice or is none at all."""
    told: dict[str, Mention] = {}
    for m in passage.mentions[total.order + 1 : total.order + _FARTHEST]:
        if m.sentence > total.sentence + LATER or len(told) == len(names):
            break
        if not m.is_amount or not additive(m.figure, total.figure) or is_average(m):
            continue
        own = [name for name in names if is_named(name, m.named)]
        if len(own) == 1 and own[0] not in told and ("其中" not in m.left or not told):
            told[own[0]] = m
        elif own or not told:
            break
    return list(told.values())


def is_defined(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts are the classes that a whole has by definition: 第二产业 is 工业 and 建筑业."""
    return defines(total, [m.own_words for m in parts])


def defines(total: Mention, labels: Sequence[str]) -> bool:
    """Whether a whole has by definition the classes that ``labels`` name."""
    return _wholes().search(total.named) is not None and any(
        whole in total.named
        and len(names) == len(labels)
        and each_once(names, labels)
        and not _is_class_itself(total, whole, names)
        and (whole in names or all(whole[-_TWO:] not in label or whole in label for label in labels))
        for whole, *names in load_check_cues().defined
    )


def names_defined(words: str) -> bool:
    """Whether words name a whole that has its classes by definition."""
    return _wholes().search(words) is not None


def _classes_of(total: Mention) -> Iterator[Sequence[str]]:
    """The classes that a number may have by definition, of the longest whole that it names."""
    wholes = [one for one in load_check_cues().defined if one[0] in total.named]
    longest = max((whole for whole, *_ in wholes), key=len, default="")
    for whole, *names in wholes:
        if whole == longest and not _is_class_itself(total, whole, names):
            yield names


def rests_in_class(total: Mention, last: Mention) -> bool:
    """Whether a rest is of one class of a total: 粮食9万亩，其中玉米5万亩、其他谷物1万亩 leaves 豆类 out."""
    rest = find("rest", last.clause)
    noun = last.clause[rest.end() :] if rest else ""
    return any(
        whole in total.named and any(noun.startswith(name) for name in names)
        for whole, *names in (load_check_cues().defined if noun else ())
    )


def _is_class_itself(total: Mention, whole: str, names: Sequence[str]) -> bool:
    """Whether a total is one class of a whole: 职工养老保险 is of 职工, and 居民 are none of it."""
    own = total.named.replace(whole, "")
    return any(name in own for name in names)


def begins_classes(total: Mention, first: Mention) -> bool:
    """Whether a number is the first class of what a whole has by definition: 第一产业增加值 of 生产总值.

    第一产业投资 is of something else.
    """
    if not _wholes().search(total.named):
        return False
    for whole, name, *_ in load_check_cues().defined:
        if whole in total.named and name in first.named and name not in total.named.replace(whole, ""):
            noun = unfilled(first.named.partition(name)[2])
            return not noun or noun.endswith("增加值") or same_words(noun, total.named)
    return False


@functools.cache
def _wholes() -> re.Pattern[str]:
    """Any whole that has its classes by definition."""
    return re.compile("|".join(sorted({re.escape(whole) for whole, *_ in load_check_cues().defined})))
