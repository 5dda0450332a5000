"""A change against a year whose value was told before: 1957年售出685吨。1969年售出2192吨，比1957年增长2.2倍.

What belongs here: which earlier number a change is counted from that names its year only. What does not:
values told side by side (``pairs``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data_layer.checks.judging import LIKELY, SURE
from data_layer.checks.pairs import Pair, alike
from data_layer.checks.passages import Mention, Passage
from data_layer.checks.telling import STEADY, names_another
from data_layer.checks.words import bare_noun, known, unfilled
from data_layer.model import FigureKind

__all__ = ["since_named_year"]

_SINCE = re.compile(
    "(?:比|较|是|为|相当于|达到?)(?P<year>(?:19|20)[0-9]{2})年(?P<words>[^，。；,;0-9]{0,12})$"
)
_SAID = re.compile(
    "^(?:(?:19|20)[0-9]{2}年[末底初]?|[今去当全本][年期]|全[省市县区州镇乡村国社队厂]|[本我][省市县区州镇乡村]|[年末底]|[现共]?有|其中|的|达)+"
)


def since_named_year(passage: Passage) -> Iterator[tuple[Pair, Mention]]:
    """Changes that name the year that they are counted from, with the values of both years.

    The earlier value has the same name, or is the only one of its unit and year that the paragraph or the two
    before tell.
    """
    for change in passage.mentions:
        told = change.is_growth or change.figure.kind is FigureKind.MULTIPLE
        said = _SINCE.search(change.clause) if told and change.left.find("年") > 0 else None
        new = _changed(passage, change) if said else None
        if said is None or new is None or change.figure.unit == "个百分点" or STEADY.search(change.clause):
            continue
        if names_another(new.own_words, said["words"].removeprefix("的"), new.figure.unit):
            continue
        own = [
            (_certainty(m, new), m) for m in (*passage.earlier, *passage.mentions[: new.order])
            if m.figure.unit == new.figure.unit and alike(m, new) and _is_of(m, int(said["year"]))
            and _certainty(m, new)
        ]  # fmt: skip
        sure = [m for certainty, m in own if certainty >= SURE]
        if _is_of(new, int(said["year"])):
            continue
        if len(sure) == 1:
            yield Pair(sure[0], new, SURE), change
        elif len(own) == 1 and own[0][0] >= LIKELY:
            yield Pair(own[0][1], new, LIKELY), change


def _changed(passage: Passage, change: Mention) -> Mention | None:
    """The number before a change and those told beside it: 售出90吨，比1957年增长8倍，比1960年增长5倍."""
    for mention in reversed(passage.mentions[: change.order]):
        if mention.sentence != change.sentence or "；" in passage.gap(mention, change):
            return None
        if not mention.is_growth:
            return mention if mention.is_amount else None
    return None


def _is_of(mention: Mention, year: int) -> bool:
    """Whether a number is of one year, or of a day or a part of it."""
    start, end, _, _ = mention.figure.period
    return end is not None and end.year == year and (start or end).year == year


def _certainty(old: Mention, new: Mention) -> float:
    """How surely two numbers are of one thing, by their names: the same one, or one that holds the other."""
    first, second = (bare_noun(unfilled(_SAID.sub("", known(m.named)))).replace("总", "") for m in (old, new))
    if (first == second and first) or old.figure.indicator == new.figure.indicator:
        return SURE
    shorter, longer = sorted((first, second), key=len)
    return LIKELY if len(shorter) > 1 and all(c in longer for c in shorter) else 0.0
