"""Lists that stand sentences or paragraphs behind their total, found from their parts.

What belongs here: 常住人口60万人。…。男性人口31万人，女性人口29万人; a paragraph that sorts what the
one before counts (按学历分，…). What does not: lists found from their total (``behind``, ``later``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.intervals import Interval
from data_layer.checks.judging import LIKELY, Reading
from data_layer.checks.linking.classes import (
    are_bands,
    complete_names,
    exclusive_names,
    leave_nothing,
    mostly_all,
)
from data_layer.checks.linking.listing import SORTED, is_average, run_of
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.words import AMONG, names_rest, same_words
from data_layer.checks.sums.adding import sum_of
from data_layer.checks.sums.ending import up_to_rest, within
from data_layer.checks.sums.forms import leaves_rare
from data_layer.checks.sums.labels import completeness, down_to_all
from data_layer.checks.sums.nouns import names_all, share_noun
from data_layer.model import FigureKind

__all__ = ["lists_parted"]

_LATER = 4
"""Sentences between a total and its classes in its own paragraph."""
_PAIR = 2
"""Parts that leave nothing out behind 按…分."""
_NOUN = 2
"""Characters of a noun that classes have of their total."""


def lists_parted(passage: Passage) -> Iterator[Reading]:
    """Every list of a paragraph whose total stands sentences or paragraphs before it."""
    for first, second in pairwise(passage.mentions):
        if not first.is_level or first.sentence != second.sentence:
            continue
        if first.before != first.opens:
            if first.sentence and _is_pair(passage, first, second):
                yield from _classes(passage, first)
            continue
        if not (passage.earlier or first.sentence) or not _goes_on(passage, first):
            continue
        if sorts := _SORTS.match(first.left) or _sorts_paragraph(first):
            yield from (_classes(passage, first) if first.order else _sorted(passage, first, sorts[0]))
        elif "其中" in first.left or _LED.search(_WHEN.sub("", first.left)):
            continue
        elif _may_be_class(passage, first):
            yield from _classes(passage, first)


def _is_pair(passage: Passage, first: Mention, second: Mention) -> bool:
    """Whether two numbers are all classes of a noun: 家庭户70户，家庭户人口90人，集体户人口9人."""
    if not complete_names().search(first.named) or not additive(first.figure, second.figure):
        return False
    beside = passage.mentions[max(0, first.order - _AHEAD) : second.order + 2]
    alike = [m for m in beside if m.sentence == first.sentence and additive(m.figure, first.figure)]
    if len(alike) > _PAIR:
        return False
    noun = first.named[-_NOUN:]
    return second.named.endswith(noun) and leave_nothing([first.own_words, second.own_words])


def _may_be_class(passage: Passage, first: Mention) -> bool:
    """Whether a number has the name of a class, or one before it a name that may join those of classes."""
    if any(some.search(first.named) for some in (_BAND, complete_names(), exclusive_names())):
        return True
    own = first.clause[:_NOUN]
    return any(
        m.is_amount and own in m.clause and _JOINED.search(m.clause) for m in passage.mentions[: first.order]
    )


_AMONG = re.compile(f"[^，。；,;]{{0,12}}{AMONG}")


def _sorts_paragraph(first: Mention) -> re.Match[str] | None:
    """What sorts a paragraph that tells first what is most (从用途看，住宅居首。…)."""
    start = _paragraph(first)
    return None if first.order or first.opens == start else _SORTS.match(first.text, start, first.opens)


def _paragraph(mention: Mention) -> int:
    """Where the paragraph of a number begins."""
    return mention.text.rfind("\n", 0, mention.start) + 1


_BAND = re.compile("[0-9]周?岁")
_JOINED = re.compile("[和与及、]")
_WHEN = re.compile(
    r"\s*(?:(?:据|截[至止]|经[审初复]?[审核查])[^，。；,;：:]{0,12}[，,]|[^，。；,;：:]{0,12}[年月日末底度][，,]|[0-9—至-]{1,5}月份?[，,])+"
)
"""据海关统计，今年1月，: who counted and when."""
_LED = re.compile("[，,：:]|其中")
"""What leads to a list of some of what was told before (立案的提案中，)."""


def _goes_on(passage: Passage, first: Mention) -> bool:
    """Whether the next amount of its sentence may be listed with a number, which most may not."""
    for m in passage.mentions[first.order + 1 : first.order + 1 + _AHEAD]:
        if m.is_amount:
            return m.sentence == first.sentence and additive(m.figure, first.figure)
    return False


_AHEAD = 4
"""Numbers behind a part, its changes and shares, among which the next one stands."""
_SORTS = re.compile(rf"\s*(?:[（(]?[0-9一二三四五六七八九十]{{1,2}}[）)、.．])?{SORTED.pattern}")
"""（1）按学历分，: with the number of its item."""


def _sorted(passage: Passage, first: Mention, opener: str) -> Iterator[Reading]:
    """What a paragraph sorts: the one number of its unit in the paragraphs before that has its words."""
    totals = [
        m for m in passage.earlier
        if additive(m.figure, first.figure) and not is_average(m)
        and not _SORTS.match(m.text, m.opens) and not _SORTS.match(m.text, _paragraph(m))
    ]  # fmt: skip
    heads = [m for m in totals if "其中" not in m.text[m.opens : m.start]]
    totals = heads if len(heads) == 1 else totals
    named = [m for m in totals if same_words(first.named.removeprefix(opener), m.own_words)]
    run = run_of(passage, first, 1, FigureKind.LEVEL)
    parts = up_to_rest(within(passage, run, "", parted=False))
    if len(parts) > 1 and _AMONG.match(passage.gap(*parts[:_PAIR])):
        return  # 从类型看，在30家企业中，甲类20家: of the first
    if len(parts) > 1 and _may_close(passage, parts):
        certainty = completeness(parts, whole=False, fewest=_PAIR)
        yield from _of_one(passage.earlier, named if len(totals) > 1 else totals, parts, certainty)


def _may_close(passage: Passage, parts: Sequence[Mention]) -> bool:
    """Whether the shares told beside parts do not tell that some are missing."""
    shares = [
        m for m in passage.mentions[parts[0].order : parts[-1].order + 2] if m.is_rate and "占" in m.left
    ]
    if len(shares) != len(parts):
        return True
    return functools.reduce(Interval.__add__, (m.stated.near for m in shares)).meets(_ALL)


_ALL = Interval.point(100)


def _classes(passage: Passage, first: Mention) -> Iterator[Reading]:
    """Classes that open a sentence, of the one number before them that has their noun and is of no class."""
    before = [m for m in _before(passage, first) if additive(m.figure, first.figure)]
    run = run_of(passage, first, 1, FigureKind.LEVEL) if before else []
    nested = (at for at, (a, b) in enumerate(pairwise(run), 1) if "其中" in passage.gap(a, b))
    run = run[: next(nested, len(run))]
    for count in range(len(run), 1, -1):
        parts = run[:count]
        labels = [m.own_words for m in parts]
        whole = (
            leave_nothing(labels) or down_to_all(parts) or (count > _PAIR and names_rest(parts[-1].clause))
        )
        totals = [m for m in before if names_all(m, parts)]
        if whole or totals or mostly_all(labels):
            certainty = 0.92 if whole or totals else LIKELY
            totals = totals or [m for m in before if _is_of(m, parts)] or list(_sifted(before, first))
            yield from _of_one(before, totals, parts, certainty)
            return


def _sifted(before: Sequence[Mention], first: Mention) -> Sequence[Mention]:
    """The one number of the sentence before, looked through: 收到提案90件。经审查，立案80件，并案10件."""
    last = [m for m in before if m.closes == first.opens]
    return last if len(last) == 1 and _LOOKED.match(first.left) else ()


_LOOKED = re.compile(r"\s*经[审初复]?[审核查]")


def _before(passage: Passage, first: Mention) -> Iterator[Mention]:
    """The amounts of the paragraphs and of the sentences before a number."""
    yield from (m for m in passage.earlier if not is_average(m))
    for m in passage.mentions[: first.order]:
        if m.is_amount and first.sentence - _LATER <= m.sentence < first.sentence and not is_average(m):
            yield m


def _of_one(
    before: Sequence[Mention], totals: Sequence[Mention], parts: Sequence[Mention], certainty: float
) -> Iterator[Reading]:
    """The sum of parts as the only one of some totals, if none of all numbers before is what they come to."""
    alike = [m for m in before if additive(m.figure, parts[0].figure)]
    agreed = next((one for m in alike if (one := sum_of(m, parts, certainty)).holds()), None)
    if agreed is not None:
        yield agreed
    else:
        totals = [m for m in totals if _value(m) >= max(map(_value, parts))]
        if len(totals) == 1:
            rare = leaves_rare(totals[0], parts) and not leave_nothing([m.own_words for m in parts])
            yield sum_of(totals[0], parts, LIKELY if rare else certainty)


def _value(mention: Mention) -> float:
    return mention.figure.value * mention.stated.factor


def _is_of(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a number is of no class and has the noun of all classes, or a name that joins theirs."""
    if (
        total.closes == parts[0].opens
        and "其中" not in total.left
        and are_bands([m.own_words for m in parts])
    ):
        return True
    if complete_names().search(total.named):
        return share_noun(total, parts)
    noun = total.named[-_NOUN:]
    alike = len(noun) == _NOUN and all(m.named.endswith(noun) for m in parts)
    return alike or share_noun(total, parts)
