"""Which numbers of a passage are listed as the parts of a total: where the list begins, goes on and ends.

What belongs here: runs of numbers, brackets, 其中 within a list, 其余 at its end. What does not: whether the
parts leave nothing out (``labels``), sums (``totals``).
"""

from __future__ import annotations

import re
from itertools import pairwise

from data_layer.checks.linking.pairs import is_base, is_opened
from data_layer.checks.linking.passages import Mention, Passage, addend, additive
from data_layer.checks.linking.rates import is_divisor
from data_layer.checks.linking.words import has_word
from data_layer.model import FigureKind

__all__ = [
    "BRACKETS",
    "CLOSING",
    "LATER",
    "LONGEST_LABEL",
    "PARTED",
    "SOME_OF",
    "SORTED",
    "SORTED_BY",
    "Level",
    "beside",
    "counts_next",
    "head_of_list",
    "is_average",
    "is_compared_with",
    "is_inside",
    "run_of",
    "unnested",
    "without_notes",
]

LONGEST_LABEL = 30
"""Characters between two members of a list, beyond which it is no list any more."""
_MOST_LISTED = 60
"""Members of a list; all counties of the largest prefecture are 27."""
LATER = 2
"""Sentences behind a total in which its list may stand."""
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
        if (
            mention.is_growth
            or mention.figure.kind is FigureKind.RANK
            or (
                kind is FigureKind.LEVEL
                and (mention.is_rate or is_divisor(passage, mention) or _is_risen_from(passage, mention))
            )
        ):
            at += step
            continue
        if mention.figure.kind is not kind or not additive(mention.figure, first.figure):
            if step > 0 and counts_next(passage, mention, first):
                at += step
                continue
            if step > 0 and is_inside(passage.gap(first, mention)):
                at += step
                continue
            break
        run.append(mention)
        if len(run) > _MOST_LISTED:
            return [first]
        at += step
    return run[::step]


def counts_next(passage: Passage, mention: Mention, kind: Mention) -> bool:
    """Whether a number counts what the next one, which is of a kind, measures: 县道【3条】84.9公里."""
    behind = passage.mentions[mention.order + 1 : mention.order + 2]
    return any(
        m.is_level and additive(m.figure, kind.figure) and _MEASURES.fullmatch(passage.gap(mention, m))
        for m in behind
        if mention.is_level
    )


_MEASURES = re.compile("[，,]?(?:共计?|合计|计|总?长度?|总?里程|总?面积)?|[（(、]")


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
                held.followed, held.behind = True, m.sentence <= held.mention.sentence + LATER
            last[key] = level
            found.append(level)
    return [level for level in found if level.before or level.followed]


def is_compared_with(mention: Mention) -> bool:
    """Whether a number is only what another one is compared with: 300元，较上年的350元减少50元，其中…."""
    return has_word("compared", mention.clause) and is_base(mention.clause)


_AVERAGE = re.compile(r"平均|[人户亩村队月日次件笔校班]均|每|亩产|单产|单价|均价|月薪|工资水平")


def is_average(mention: Mention) -> bool:
    """Whether a number is one of each, which nothing adds up to."""
    return _AVERAGE.search(mention.clause) is not None


SOME_OF = re.compile(
    r"\s*(?:其中|按[^，。；,;：:]{1,8}(?:分|统计|划分|看)|从[^，。；,;：:]{1,8}看|分[^，。；,;：:]{1,8}看|分项|分[^，。；,;：:]{1,4}(?:情况)?[是为]?[：:])"
)
SORTED = re.compile(
    r"\s*(?:其中)?(?:(?:按照?|从)[^，。；,;：:、]{2,12}?(?:分类?|划分|区分|归类|看|统计)"
    r"|分(?!别)[^，。；,;：:、]{2,8}?(?:看|情况[为是]?))[，,：:]"
)
"""按学历分，从办理情况看，分部门完成情况为：: what follows leaves nothing out."""
SORTED_BY = re.compile(
    r"[，,。；]?\s*(?:其中)*(?:按|分)[^，。；,;：:、]{1,8}?(?:分|看|划分|分类|统计)[，,：:]"
)
"""按学历分，分城乡看，: two parts are all there are."""
PARTED = re.compile(r"[；;]")
