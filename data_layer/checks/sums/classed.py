"""All classes of one classification that stand apart from each other or from their total.

What belongs here: 造林60亩，用工900个。其中，春季造林20亩，增长2%，…；秋季造林40亩; classes told in turn
(成人读者和少儿读者分别为9万人次、5万人次). What does not: lists side by side behind their total (``behind``),
wholes that have their classes by definition (``defining``).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from data_layer.checks.judging import SURE, Reading
from data_layer.checks.linking.classes import complete_names, each_once, is_named
from data_layer.checks.linking.listing import LATER, SOME_OF, SORTED, is_average, is_inside
from data_layer.checks.linking.pairs import is_base
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import is_divisor
from data_layer.checks.linking.words import bare_noun, same_words, unfilled
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.defining import defines
from data_layer.checks.sums.ladders import all_grades
from data_layer.checks.sums.nouns import names_in_turn
from data_layer.checks.sums.starting import stands_alone
from data_layer.lexicon.checks import load_check_cues

__all__ = ["lists_classed"]

_APART = 8
"""Numbers from the first class to the last, and from a total to its classes."""
_TURNS = 5
"""Classes that are told in turn."""


_KEPT_LABELS = 4096
"""Labels whose classifications are remembered: articles share most of theirs."""


def lists_classed(passage: Passage) -> Iterator[Reading]:
    """Totals as the sums of all their classes, which stand in up to two sentences behind them."""
    labels = _labels(passage)
    if len(labels) < 2:
        return
    for parts, names in _complete(passage, labels):
        total = _total_of(passage, parts, [labels[m.order] for m in parts], names)
        if total is None or _are_some(passage, parts):
            continue
        if names in load_check_cues().complete or all_grades(names) or defines(total, names):
            yield sum_of(total, parts, SURE)


def _are_some(passage: Passage, parts: Sequence[Mention]) -> bool:
    """Whether a number of another class stands among the classes or behind them in their sentence."""
    own = {m.order for m in parts}
    return any(
        m.is_amount and m.order not in own and additive(m.figure, parts[0].figure)
        and "其中" not in m.left and not is_average(m) and not is_divisor(passage, m)
        and not is_inside(m.text[m.opens : m.start])
        for m in passage.mentions[parts[0].order :] if m.sentence <= parts[-1].sentence
    )  # fmt: skip


def _labels(passage: Passage) -> Mapping[int, str]:
    """The words of each amount that may name its class, by its place; of those told in turn each its name."""
    told: dict[int, str] = {}
    for m in passage.mentions:
        if not m.is_amount or m.order in told or is_average(m):
            continue
        for turn, name in enumerate(_in_turn(passage, m)):
            told[m.order + turn] = name
        if m.order not in told and complete_names().search(m.named):
            told[m.order] = m.named
    return told


def _in_turn(passage: Passage, first: Mention) -> Sequence[str]:
    """The names of numbers that are told in turn from ``first`` on; none where they are not as many."""
    if first.left.find("分别") < 0:
        return ()
    count = 1
    for m in passage.mentions[first.order + 1 : first.order + _TURNS]:
        joined = passage.gap(passage.mentions[m.order - 1], m) in _JOINTS
        if not joined or not m.is_amount or not additive(m.figure, first.figure):
            break
        count += 1
    return names_in_turn(first.left, count) if count > 1 else ()


_JOINTS = ("、", "和", "与", "，", "及")


def _complete(
    passage: Passage, labels: Mapping[int, str]
) -> Iterator[tuple[Sequence[Mention], Sequence[str]]]:
    """Numbers near each other that have all names of one classification, each once, with these."""
    for at in labels:
        first = passage.mentions[at]
        near = [
            passage.mentions[other] for other in labels
            if at <= other <= at + _APART and passage.mentions[other].sentence <= first.sentence + 1
            and additive(passage.mentions[other].figure, first.figure)
        ]  # fmt: skip
        near = [m for m in near if m is first or "其中" not in m.left]
        joined = "\0".join(labels[m.order] for m in near)
        for names in _groups_of(labels[at]):
            if not all(name in joined for name in names):
                continue
            parts = [m for m in near if any(is_named(name, labels[m.order]) for name in names)][: len(names)]
            told = [labels[m.order] for m in parts]
            whole = len(parts) == len(names) and parts[0] is first and each_once(names, told)
            if whole and _of_one_noun(told, names):
                yield parts, names
        if turn := _in_turn(passage, first):
            yield passage.mentions[at : at + len(turn)], turn


@functools.lru_cache(maxsize=_KEPT_LABELS)
def _groups_of(label: str) -> Sequence[Sequence[str]]:
    """The complete classifications of which a label may name a class."""
    return [names for names in load_check_cues().complete if any(name in label for name in names)]


def _of_one_noun(labels: Sequence[str], names: Sequence[str]) -> bool:
    """Whether classes are told of one thing: 城镇用电 and 农村用电, not 农村人口."""
    nouns = [_noun(label, names) for label in labels]
    return all(not a or not b or a == b or same_words(a, b) for a in nouns[:1] for b in nouns[1:])


def _noun(label: str, names: Sequence[str]) -> str:
    """What stands behind the name of a class."""
    name = max((name for name in names if name in label), key=len, default="")
    return unfilled(label.partition(name)[2] if name else label)


def _total_of(
    passage: Passage, parts: Sequence[Mention], labels: Sequence[str], names: Sequence[str]
) -> Mention | None:
    """The number before all classes that has their noun, or which 其中, 按…分 or their bare names divide."""
    first, most = parts[0], max(map(_size, parts))
    nouns = [unfilled(complete_names().split(label)[-1]) for label in labels]
    in_turn = "分别" in first.left and first.left.startswith(names[0])
    opened = SOME_OF.match(first.left) or SORTED.match(first.left) or in_turn
    found: list[Mention] = []
    for total in reversed(passage.mentions[max(0, first.order - _APART) : first.order]):
        if total.sentence < first.sentence - LATER or not total.is_amount or _size(total) <= most:
            continue
        if not additive(total.figure, first.figure) or not _may_be_all(passage, total, names):
            continue
        if not _at_one_time(total, first) or ("其中" in total.left and not _in_names(total, labels)):
            continue
        named = any(noun and same_words(noun, total.own_words) for noun in nouns)
        if named or (opened and stands_alone(passage, total)):
            found.append(total)
    return next((m for m in found if sum_of(m, parts, SURE).holds()), found[0] if found else None)


def _at_one_time(total: Mention, first: Mention) -> bool:
    return all(
        one == other or None in (one, other)
        for one, other in zip(total.figure.period[:2], first.figure.period[:2], strict=True)
    )


def _in_names(total: Mention, labels: Sequence[str]) -> bool:
    """Whether the name of a part is in those of all classes: 其中果园8亩。新果园5亩，老果园3亩."""
    noun = bare_noun(total.named)[-_NOUN:]
    return len(noun) == _NOUN and all(noun in label for label in labels)


_NOUN = 3
"""Characters of a noun with its adjective."""


def _may_be_all(passage: Passage, total: Mention, names: Sequence[str]) -> bool:
    """Whether a number is no class itself, nor an average, a base or what a bracket holds."""
    before = total.text[total.opens : total.start]
    single = sum(name in total.left for name in names) == 1
    aside = is_average(total) or is_divisor(passage, total) or is_base(total.clause) or is_inside(before)
    return not (single or aside or _is_listed(passage, total))


def _is_listed(passage: Passage, total: Mention) -> bool:
    """Whether a number beside it is of another class of one whole: 城镇人口5万人，乡村人口6万人."""
    beside = [
        m for m in passage.mentions[max(0, total.order - _NEAR) : total.order + _NEAR + 1]
        if m is not total and m.is_amount and additive(m.figure, total.figure)
    ]  # fmt: skip
    if not complete_names().search(total.named) or _JOINED in total.left:
        return False
    for names in load_check_cues().complete:
        own = [name for name in names if is_named(name, total.named)]
        if len(own) == 1 and any(
            is_named(name, m.named) and not is_named(own[0], m.named)
            for name in names
            if name != own[0]
            for m in beside
        ):
            return True
    return False


_JOINED = "、"
_NEAR = 3
"""Numbers on either side of a total among which another class of its whole would stand."""


def _size(mention: Mention) -> float:
    return mention.figure.value * mention.stated.factor
