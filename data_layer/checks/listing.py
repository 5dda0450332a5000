"""Which numbers of a passage are listed as the parts of a total: where the list begins, goes on and ends.

What belongs here: runs of numbers, brackets, 其中 within a list, 其余 at its end. What does not: whether the
parts leave nothing out (``labels``), sums (``totals``).
"""

from __future__ import annotations

import os.path
import re
from itertools import pairwise

from data_layer.checks.labels import begins_classes, carry_noun
from data_layer.checks.pairs import is_base, is_opened
from data_layer.checks.passages import Mention, Passage, addend, additive
from data_layer.checks.rates import is_divisor
from data_layer.checks.words import find
from data_layer.model import FigureKind

__all__ = [
    "BRACKETS",
    "CLOSING",
    "LONGEST_LABEL",
    "PARTED",
    "SOME_OF",
    "SORTED",
    "SORTED_BY",
    "Level",
    "beside",
    "first_of_next",
    "first_part",
    "head_of_list",
    "is_average",
    "is_compared_with",
    "is_inside",
    "run_of",
    "stands_alone",
    "unnested",
    "without_notes",
]

LONGEST_LABEL = 30
"""Characters between two members of a list, beyond which it is no list any more."""
_MOST_LISTED = 60
"""Members of a list; all counties of the largest prefecture are 27."""
_TABLED = 400
"""Levels of one sentence, beyond which it is what is left of a table."""
BRACKETS, CLOSING = ("（", "("), ("）", ")")


def run_of(passage: Passage, first: Mention, step: int, kind: FigureKind) -> list[Mention]:
    """``first`` and the numbers that are listed with it, its growths passed over; in text order.

    Of a row longer than any list of prose, only ``first``: what is left of a table is no sum.
    """
    run, at = [first], first.order + step
    while 0 <= at < len(passage.mentions):
        mention, last = passage.mentions[at], run[-1]
        between = passage.gap(*((last, mention) if step > 0 else (mention, last)))
        if mention.sentence != first.sentence or _is_far(between):
            break
        if mention.is_growth or (
            kind is FigureKind.LEVEL
            and (mention.is_rate or is_divisor(passage, mention) or _is_risen_from(passage, mention))
        ):
            at += step
            continue
        if mention.figure.kind is not kind or not additive(mention.figure, first.figure):
            if step > 0 and is_inside(passage.gap(first, mention)):
                at += step
                continue
            break
        run.append(mention)
        if len(run) > _MOST_LISTED:
            return [first]
        at += step
    return run[::step]


def _is_risen_from(passage: Passage, mention: Mention) -> bool:
    """Whether a number is what another one rose or fell from: 贴补由【50元】提高到80元."""
    if mention.order + 1 >= len(passage.mentions) or not is_opened(mention):
        return False
    return _UP_TO.match(passage.gap(mention, passage.mentions[mention.order + 1])) is not None


_UP_TO = re.compile("[^，。；、,;]{1,8}[到至为]")


def _is_far(between: str) -> bool:
    """Whether words are too many for a list to go on; a note on the number before a ； counts half."""
    if len(between) <= 2 * LONGEST_LABEL:
        return False
    return len(between) > 4 * LONGEST_LABEL or len(_NOTED.split(between)[-1]) > LONGEST_LABEL


_NOTED = re.compile("[；;]")


def is_inside(between: str) -> bool:
    """Whether a bracket that opened is still open (小学20所（含5个教学点）)."""
    return max(map(between.rfind, BRACKETS)) > max(map(between.rfind, CLOSING))


def without_notes(words: str) -> str:
    """Words without the brackets that open and close in them: 省（区、市）级 is 省级."""
    return _NOTE.sub("", words) if words.find("（") >= 0 or words.find("(") >= 0 else words


_NOTE = re.compile("[（(][^（）()]*[）)]")


def head_of_list(passage: Passage, last: Mention) -> Mention | None:
    """What 其中 divides into a list that ends with ``last``, two members or more; None for no such list.

    播种20亩，其中小麦12亩、油菜8亩: 20亩 of 8亩.
    """
    for at in range(last.order, max(0, last.order - _MOST_LISTED), -1):
        part, before = passage.mentions[at], passage.mentions[at - 1]
        if before.sentence != last.sentence or not part.is_level or not additive(part.figure, last.figure):
            return None
        if "其中" in part.left:
            fits = part is not last and before.is_amount and additive(before.figure, part.figure)
            return before if fits else None
    return None


def unnested(passage: Passage, run: list[Mention]) -> list[Mention]:
    """The run up to a 其中, which opens another whole."""
    for at, (last, mention) in enumerate(pairwise(run), 1):
        if "其中" in passage.gap(last, mention):
            return run[:at]
    return run


class Level:
    """A number among others of its addend.

    Attributes:
        before: one of them stands before it in its sentence, or in the last one if it may sum that up (合计).
        followed: one stands behind it; ``behind``: in its sentence or the next two.
    """

    __slots__ = ("before", "behind", "followed", "mention")

    def __init__(self, mention: Mention) -> None:
        self.mention, self.before, self.followed, self.behind = mention, False, False, False


def beside(passage: Passage) -> list[Level]:
    """The levels that share their addend with another one of the passage, which most do not."""
    found: list[Level] = []
    last: dict[str, Level] = {}
    sentence, listed = -1, 0
    for m in passage.mentions:
        if m.is_level:
            if m.sentence != sentence:
                sentence, listed = m.sentence, 0
            listed += 1
            if listed > _TABLED:
                continue
            key = addend(m.figure.unit, m.figure.base_unit)
            held, level = last.get(key), Level(m)
            if held is not None:
                opens_sum = held.mention.sentence == m.sentence - 1 and "计" in m.left
                level.before = opens_sum or held.mention.sentence == m.sentence
                held.followed, held.behind = True, m.sentence <= held.mention.sentence + _LATER
            last[key] = level
            found.append(level)
    return [level for level in found if level.before or level.followed]


def first_part(passage: Passage, total: Mention) -> Mention | None:
    """The number that a list of parts behind ``total`` begins with.

    Its growth, or one number of another kind, may stand between (引进企业7家、资金2亿元，其中租赁厂房3家); a
    list that 其中 or 按…分 opens may be the next sentence.
    """
    counted = 0
    for at in range(total.order + 1, len(passage.mentions)):
        first = passage.mentions[at]
        if first.sentence != total.sentence or counted > _AHEAD:
            break
        if _closes(first) and is_inside(passage.gap(total, first)):
            continue  # told in passing: 处分30人（其中党员8人）, 处分30人（不含党员8人，另行通报）
        if not first.is_level or is_divisor(passage, first):
            continue
        alike = additive(first.figure, total.figure)
        if alike and (is_compared_with(first) or is_average(first) > is_average(total)):
            continue
        counted += 1
        if alike:
            between = passage.mentions[total.order + 1 : first.order]
            if all(
                m.figure.kind in (FigureKind.GROWTH, FigureKind.RATE)
                or is_divisor(passage, m)
                or is_compared_with(m)
                for m in between
            ):
                return _list_named(passage, total, first) or first
            return first if "其中" in passage.gap(passage.mentions[first.order - 1], first) else None
    return first_of_next(passage, total)


def is_compared_with(mention: Mention) -> bool:
    """Whether a number is only what another one is compared with: 300元，较上年的350元减少50元，其中…."""
    return find("compared", mention.clause) is not None and is_base(mention.clause)


def _closes(mention: Mention) -> bool:
    """Whether a bracket closes in the words behind a number that they do not open."""
    m = _BRACKET.search(mention.text, mention.end, mention.after)
    return m is not None and m[0] in CLOSING


_BRACKET = re.compile("[（(）)]")


_AHEAD = 2
"""Numbers of other kinds between a total and its list."""

_AVERAGE = re.compile(r"平均|[人户亩村队月日次件笔校班]均|每|亩产|单产|单价|均价|月薪|工资水平")


def is_average(mention: Mention) -> bool:
    """Whether a number is one of each, which nothing adds up to."""
    return _AVERAGE.search(mention.clause) is not None


def _may_add(first: Mention, total: Mention) -> bool:
    return first.is_level and additive(first.figure, total.figure)


def first_of_next(passage: Passage, total: Mention) -> Mention | None:
    """The first number of the next sentence where 其中 opens it and ``total`` is the only one before it.

    Its divisors and steps aside: 完成3亿元，占预算5亿元的60%，增收1亿元。其中：…
    """
    if passage.mentions[-1].sentence == total.sentence:
        return None
    at = total.order + 1
    while passage.mentions[at].sentence == total.sentence:
        at += 1
    first = passage.mentions[at]
    if _SORTS.match(first.left) and SOME_OF.match(total.text, total.opens):
        return None  # 零售30亿元。其中限额以上20亿元。按地区分，城镇25亿元…: of the first
    if _goes_past(passage, first, total):
        first = next(m for m in passage.mentions[at:] if m.sentence > first.sentence)
    elif first.sentence != total.sentence + 1:
        return None
    if not _may_go_on(total, first):
        return None
    alone = stands_alone(passage, total) or _is_named_by(passage, total, first)
    return first if _may_add(first, total) and alone else None


def _is_named_by(passage: Passage, total: Mention, first: Mention) -> bool:
    """Whether a list has the noun of one of two numbers: 总产值9亿元，增加值4亿元。其中：农业产值….

    The longest that it has of any: 存款余额30亿元；贷款余额20亿元。其中，住户贷款余额….
    """
    noun = os.path.commonprefix([total.named[::-1], first.named[::-1]])[::-1]
    if len(noun) < _NOUN:
        return False
    here = [m for m in passage.mentions if m.sentence == total.sentence and _may_add(m, total)]
    return not any(m is not total and m.named.endswith(noun) for m in here)


_NOUN = 2


def _list_named(passage: Passage, total: Mention, beside: Mention) -> Mention | None:
    """The list of the next sentence that has the noun of ``total``, where a bare ， leads to ``beside``."""
    if beside.named[-_NOUN:] == total.named[-_NOUN:] or find("opens_some", passage.gap(total, beside)):
        return None
    first = first_of_next(passage, total)
    return first if first is not None and _is_named_by(passage, total, first) else None


def _goes_past(passage: Passage, first: Mention, total: Mention) -> bool:
    """Whether a sentence of other things stands before it: 总人口9万人。总户数3万户。其中：农业人口…."""
    last = passage.mentions[-1]
    if first.sentence != total.sentence + 1 or last.sentence == first.sentence or SOME_OF.match(first.left):
        return False
    behind = passage.mentions[first.order :]
    here = [m for m in behind if m.sentence == first.sentence]
    then = behind[len(here)]
    return (
        then.sentence == total.sentence + _LATER
        and "其中" in then.left
        and not any(_may_add(m, total) for m in here)
    )


def _may_go_on(total: Mention, first: Mention) -> bool:
    """Whether a sentence is a list of the one before: 其中, 按…分, or its verb again and a rest at its end.

    处分30人。处分干部12人、其他人员18人. Or its noun with a word before it: 果园面积30亩。新果园面积….
    """
    if SOME_OF.match(first.left) or begins_classes(total, first):
        return True
    if first.before == first.opens and carry_noun(total, [first]):
        return True
    verb = total.clause[-_VERB:]
    again = len(verb) == _VERB and first.left.lstrip().startswith(verb)
    return again and find("rest", first.text[first.end : first.closes]) is not None


_VERB = 2
_LATER = 2
"""Sentences behind a total in which its list may stand."""


def stands_alone(passage: Passage, total: Mention) -> bool:
    """Whether nothing else in its sentence may be what a later list divides: divisors and averages never."""
    return not any(
        m is not total
        and m.sentence == total.sentence
        and _may_add(m, total)
        and not (is_divisor(passage, m) or is_base(m.clause) or is_average(m) or is_inside(_before(m)))
        for m in passage.mentions
    )


def _before(mention: Mention) -> str:
    return mention.text[mention.opens : mention.start]


SOME_OF = re.compile(
    r"\s*(?:其中|按[^，。；,;：:]{1,8}(?:分|统计|划分|看)|从[^，。；,;：:]{1,8}看|分[^，。；,;：:]{1,8}看|分项|分[^，。；,;：:]{1,4}(?:情况)?[是为]?[：:])"
)
_SORTS = re.compile(r"\s*(?:按|从|分)")
SORTED = re.compile(r"\s*(?:按|从)[^，。；,;：:、]{2,12}?(?:分|看|统计)[，,：:]")
"""按学历分，从办理情况看，: what follows leaves nothing out."""
SORTED_BY = re.compile(
    r"[，,。；]?\s*(?:其中)*(?:按|分)[^，。；,;：:、]{1,8}?(?:分|看|划分|分类|统计)[，,：:]"
)
"""按学历分，分城乡看，: two parts are all there are."""
PARTED = re.compile(r"[；;]")
