"""How surely the words say that a percentage is one number over another.

What belongs here: the wording around a part, its whole and their rate. What does not: which numbers are tried
(``ratios``), the name of a rate (``named``).
"""

from __future__ import annotations

import re
from itertools import pairwise

from data_layer.checks.judging import CHANCE, LIKELY, PROVEN, SURE
from data_layer.checks.linking.passages import Mention, Passage, additive, comparable
from data_layer.checks.linking.rates import (
    has_own_share,
    is_divisor,
    is_named_shorter,
    is_of_own,
    is_of_wider,
    names_of_whole,
    rate_stem,
    subject_and_base,
)
from data_layer.checks.linking.words import find, is_target, known, much_the_same, same_noun, same_words
from data_layer.checks.shares.named import BY_NAME, certainty_by_name, names_part, opens_with
from data_layer.lexicon.checks import load_check_cues

__all__ = ["COMPLETING", "FAR", "certainty_of_share", "is_of_row", "is_part_itself"]  # fmt: skip


COMPLETING = ("完成率", "完成进度")

FAR = 60
"""Characters between a part and its rate, beyond which they hardly belong together."""

_SEGMENT = re.compile(r"[；;%]")


def certainty_of_share(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> float:
    """How surely ``rate`` is ``part`` over ``whole``, by the words around the three."""
    if not _neighbours(passage, rate, part, whole) or rate.figure.unit == "‰":
        return CHANCE  # births and deaths are of the mean population, which stands nowhere
    said = subject_and_base(rate.named)
    target = _of_target(passage, rate, part, whole)
    if target is False:
        return CHANCE
    certainty = _by_words(passage, rate, part, whole, said, target=target is True)
    small = not target and whole.figure.value < part.figure.value
    if small and (certainty < SURE or _has_larger(passage, part, whole)):
        return CHANCE
    apart = part.order != rate.order - 1
    if said and (is_part_itself(passage, whole, said[1]) or (apart and not names_of_whole(said[1], whole))):
        return CHANCE
    exact = said is not None and _is_exact(said[1], whole)
    if not exact and _set_apart(passage, part, whole, named=bool(said and names_of_whole(said[1], whole))):
        return CHANCE
    return _by_place(passage, part, whole, said, certainty)


def _by_place(
    passage: Passage, part: Mention, whole: Mention, said: tuple[str, str] | None, certainty: float
) -> float:
    """How surely two numbers belong together where they stand, the words aside."""
    if whole.sentence != part.sentence and not find("part", part.left):
        again = part.sentence == whole.sentence + 1 and same_noun(part.named, whole.named)
        certainty = min(certainty, SURE if again else LIKELY)
    named = said is None and certainty >= SURE and whole.sentence == part.sentence
    if not named and (has_own_share(passage, whole) or not (said and names_of_whole(said[1], whole))):
        certainty = min(certainty, _of_list(passage, part, whole))
    if not additive(part.figure, whole.figure):
        if certainty < SURE or whole.figure.value < part.figure.value:
            return CHANCE
        certainty = LIKELY
    if certainty >= BY_NAME and said is None and opens_with(passage, whole, part):
        return PROVEN
    exact = said is not None and _is_exact(said[1], whole)
    foreign = not exact and any(m.is_level for m in _between(passage, whole, part))
    return min(certainty, LIKELY) if foreign else certainty


def _is_exact(base: str, whole: Mention) -> bool:
    """Whether the words behind 占 are those of a whole in full, so that nothing between them matters."""
    return len(base) > _EXACT and known(base) in known(whole.own_words)


_EXACT = 3
"""Characters of a name that is told twice by no chance."""


def is_part_itself(passage: Passage, whole: Mention, base: str) -> bool:
    """Whether ``whole`` is told to be a share of the same base: 等级公路5万公里，占公路总里程的96%；其中…."""
    for mention in passage.mentions[whole.order + 1 :]:
        if mention.is_rate:
            said = subject_and_base(mention.named)
            return bool(base) and said is not None and said[1] == base
        if not mention.is_growth:
            return False
    return False


def _by_words(
    passage: Passage,
    rate: Mention,
    part: Mention,
    whole: Mention,
    said: tuple[str, str] | None,
    *,
    target: bool,
) -> float:
    if target and not (said and find("other_whole", said[1])):
        return 0.95
    return _of_share(*said, part, whole) if said else certainty_by_name(passage, rate, part, whole)


def _of_target(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> bool | None:
    """Whether a rate tells how much of ``whole``, a target, is reached; False if of one told nowhere."""
    clause = rate.named
    before = _SEGMENT.split(whole.text[max(whole.opens, whole.start - FAR) : whole.start])[-1]
    named, reached = is_target(clause), "实" in part.own_words
    if named and _has_own_plan(clause, part, whole):
        return False
    if is_target(whole.own_words) or (named and is_target(before)):
        told = reached or find("completed", rate.left)
        return True if told and not (is_divisor(passage, whole) and _is_of_another(rate, part)) else None
    if named and not reached:
        return False
    if clause.endswith(COMPLETING) and part.figure.base_unit == "元":
        return False  # of the year's plan, which is not the whole investment
    return None


def _has_own_plan(clause: str, part: Mention, whole: Mention) -> bool:
    """Whether a plan is named by its part, not as ``whole`` is: 坡地20亩，占坡地计划的60%."""
    said = _WHOSE_PLAN.search(clause)
    name = said[1] if said else ""
    return len(name) >= _WORD and name in part.own_words and not same_words(name, whole.own_words)


_WHOSE_PLAN = re.compile("占([^，。；占]{2,8}?)(?:的|年度?)?(?:计划|任务|目标)")


def _is_of_another(rate: Mention, part: Mention) -> bool:
    """Whether a rate has a name that neither says how much is done nor is that of a part."""
    stem = rate_stem(rate)
    if len(stem) < _WORD or rate.named.endswith(load_check_cues().completed):
        return False
    return not stem.endswith(load_check_cues().of_task) and not names_part(stem, part)


_WORD = 2
_PARTED = re.compile("[；;]")


def _set_apart(passage: Passage, part: Mention, whole: Mention, *, named: bool) -> bool:
    """Whether a ； or a list that both are members of stands against the one being part of the other."""
    if _listed_together(passage, part, whole) and not named:
        return True
    parted = _PARTED.search(passage.gap(whole, part)) is not None
    return parted and not _between_shares(passage, whole, part)


def is_of_row(passage: Passage, rate: Mention, part: Mention) -> bool:
    """Whether a share may be of all of a row that a number ends: 甲30件、乙20件、丙10件，占总数的60%."""
    if part.order < _ROW - 1 or part.order != rate.order - 1 or not rate.left.startswith("，占"):
        return False
    row = passage.mentions[part.order - _ROW + 1 : part.order + 1]
    return all(
        m.is_level and m.sentence == part.sentence and additive(m.figure, part.figure) for m in row
    ) and all(_IN_ROW.match(passage.gap(a, b)) for a, b in pairwise(row))


_ROW = 3
_IN_ROW = re.compile("^、[^，。；,;]+$")


def _between_shares(passage: Passage, whole: Mention, part: Mention) -> bool:
    """Whether other parts with their shares stand between a whole and a part."""
    return any(has_own_share(passage, m) for m in passage.mentions[whole.order + 1 : part.order])


def _has_larger(passage: Passage, part: Mention, whole: Mention) -> bool:
    """Whether a number before ``whole`` could hold the part, which ``whole`` is too small for."""
    return any(
        additive(m.figure, part.figure) and m.figure.value >= part.figure.value
        for m in passage.mentions[: whole.order]
        if m.sentence == whole.sentence
    )


def _listed_together(passage: Passage, part: Mention, whole: Mention) -> bool:
    """Whether both are members of a list behind 其中: 不诉70人，其中情节轻微65人，证据不足5人，不诉率19%."""
    if whole.sentence != part.sentence or "其中" in passage.gap(whole, part):
        return False
    for m in reversed(passage.mentions[: whole.order]):
        if m.sentence != whole.sentence:
            return False
        if "其中" in passage.gap(m, whole):
            return additive(m.figure, whole.figure) and m.figure.value >= whole.figure.value
    return False


def _of_share(subject: str, base: str, part: Mention, whole: Mention) -> float:
    """By the words before 占, which name the part, and behind it: 总数, the whole's noun, another whole."""
    if (other := find("other_whole", base)) and other.group() not in whole.own_words:
        return CHANCE
    if is_of_wider(base, part, whole) or is_of_own(base, part, whole):
        return CHANCE
    if len(subject) == 1 and subject not in part.own_words:
        return 0.5
    if len(subject) > 1 and not (
        much_the_same(subject, part.own_words) or _is_composed(subject, part, whole)
    ):
        return 0.5
    if not base and _joins_both(subject, part, whole):
        return 0.5  # 优的27天，良的1天，优良天数比例100%: of both
    if base and base in part.named and base not in whole.named:
        return CHANCE  # 设计总面积90亩，总面积60亩，占总面积的40%: of a wider one
    general = load_check_cues().general_whole
    alike = much_the_same(known(base), known(whole.own_words))  # 出口 is not 进出口
    if not base or base.startswith(general) or base.endswith(general) or alike:
        return 0.95
    return 0.5


def _joins_both(subject: str, part: Mention, whole: Mention) -> bool:
    """Whether a name has a character of a part and one of what stands for its whole that the other lacks."""
    mine = [c for c in subject if c in part.named and c not in whole.named]
    others = [c for c in subject if c in whole.named and c not in part.named]
    return bool(mine and others) and much_the_same(subject, whole.named)


def _of_list(passage: Passage, part: Mention, whole: Mention) -> float:
    """How surely ``part`` is of ``whole`` where several parts are listed, each with its share."""
    listed = [m for m in passage.mentions[whole.order + 1 : part.order] if has_own_share(passage, m)]
    if has_own_share(passage, whole):
        return LIKELY if "其中" in passage.gap(whole, part) else CHANCE
    if not listed:
        return 1.0
    if "其中" in passage.gap(listed[-1], part):
        return CHANCE
    adjacent = listed[0].order == whole.order + 1
    return SURE if adjacent or find("part", passage.gap(whole, listed[0])) else LIKELY


def _is_composed(subject: str, part: Mention, whole: Mention) -> bool:
    """Whether a name has one word of the part and the rest of the whole: 民生支出 is 支出 for 民生."""
    both = part.own_words + whole.own_words
    own = (subject[i : i + 2] for i in range(len(subject) - 1))
    return any(pair in part.own_words and pair not in whole.own_words for pair in own) and all(
        c in both for c in subject
    )


def _between(passage: Passage, whole: Mention, part: Mention) -> list[Mention]:
    """The numbers between a whole and one of its parts, without other parts and their shares."""
    return [
        m
        for m in passage.mentions[whole.order + 1 : part.order]
        if not has_own_share(passage, m)
        and not (m.order - 1 > whole.order and has_own_share(passage, passage.mentions[m.order - 1]))
    ]


def _neighbours(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> bool:
    """Whether nothing but changes and other kinds of numbers stands between the three."""
    behind = passage.mentions[part.order + 1 : rate.order]
    if is_of_row(passage, rate, part):
        return False
    if any(not m.is_growth and not (m.is_rate and is_named_shorter(passage, m, part)) for m in behind):
        return False
    between = _between(passage, whole, part)
    if whole.sentence != part.sentence and not all(m.is_growth for m in between):
        return False
    return all(m.is_growth or not comparable(m.figure, part.figure) for m in between)
