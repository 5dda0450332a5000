"""Shares told one after the other of one whole: 甲30件，占30%；乙50件，占50%.

What belongs here: which shares of a passage make a row, and which earlier number is their whole. Each further
share of a row is a witness: where others agree with a whole, it is theirs, and one that does not is in error.
What does not: a share by itself (``belonging``), rates by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_layer.checks.belonging import is_of_row, share_words
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import slipped_of
from data_layer.checks.passages import Mention, Passage, additive
from data_layer.checks.words import AMONG, bare_noun, find, is_target, much_the_same
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind, Status

__all__ = ["Chain", "Link", "chains_of", "whole_of"]

_FARTHEST = 60
"""Characters between a part and its share."""
_SMALL = 1e-6
_TELLING = 3
"""Digits of a share that is hardly met by chance."""


@dataclass(frozen=True, slots=True)
class Link:
    """A part with its share.

    Attributes:
        base: words behind 占 that name the whole; empty where they name none or any (占总数的).
        wider: a word in them that may mean a wider whole (占全省); empty for none.
        general: whether they say that the whole is a total (占总数的).
    """

    part: Mention
    rate: Mention
    base: str
    wider: str = ""
    general: bool = False

    @property
    def implied(self) -> Interval:
        """The wholes that the part would be this share of, in base units."""
        stated = self.part.stated
        return stated.near.scaled(stated.factor * 100).over(self.rate.stated.near)

    @property
    def trimmed(self) -> Interval:
        """The same if the last digit of the share may be one off."""
        rate, part = self.rate.stated, self.part.stated
        wider = Interval(rate.value - rate.last, rate.value + 2 * rate.last)
        return part.near.scaled(part.factor * 100).over(wider)

    def nearly_agrees(self, whole: Mention) -> bool:
        """Whether it is within one unit of the last digit of the share."""
        return self.trimmed.meets(whole.stated.near.scaled(whole.stated.factor))

    def agrees(self, whole: Mention) -> bool:
        """Whether the share is the part's of ``whole``."""
        return self.implied.meets(whole.stated.near.scaled(whole.stated.factor))

    @property
    def telling(self) -> bool:
        """Whether an agreement is hardly chance."""
        return len(_digits(self.rate)) >= _TELLING and len(_digits(self.part)) >= _TELLING - 1


def _digits(mention: Mention) -> str:
    return "".join(c for c in mention.figure.quote if c.isdigit() and c.isascii()).strip("0")


@dataclass(frozen=True, slots=True)
class Chain:
    """Shares of one whole, in the order of the text.

    Attributes:
        opener: the name before 中 that opens the row (企业法人【中】，内资企业…); empty where there is none.
        of_part: whether 其中 opens it behind a part, so that its whole may be that part.
    """

    links: Sequence[Link]
    opener: str
    of_part: bool

    def fills(self, link: Link) -> bool:
        """Whether a share is one of three or more in a row that add up to 100, so that it may be trimmed."""
        at = next(at for at, one in enumerate(self.links) if one is link)
        values = [one.rate.figure.value for one in self.links]
        return any(
            abs(sum(values[first : last + 1]) - 100) < _SMALL
            for first in range(at + 1)
            for last in range(max(at, first + _ENOUGH), len(values))
        )

    @property
    def base(self) -> str:
        """The words that name the whole, of the first link that has any."""
        return next((link.base for link in self.links if link.base), "")


def chains_of(passage: Passage) -> Iterator[Chain]:
    """The rows of shares of a passage."""
    rows: list[tuple[list[Link], str, bool]] = []
    shares = (m for m in passage.mentions if m.is_rate)
    for link in filter(None, (_link(passage, m) for m in shares)):
        row = next((row for row in reversed(rows) if _goes_on(passage, row[0], link)), None)
        if row is not None:
            row[0].append(link)
            continue
        named = _AMONG.search(_words_before(link.part))
        opener = named[1] if named and named[1] != "其" else ""
        of_part = bool(rows) and "其中" in passage.gap(rows[-1][0][-1].rate, link.part)
        rows.append(([link], opener, of_part))
    return (Chain(*row) for row in rows)


_AMONG = re.compile(rf"(?:^|[，。；：,;:\n在])([^，。；：,;:、]{{1,20}}){AMONG}[，,]?[^，。；,;]*$")
"""企业法人单位中，内资企业."""


def _words_before(part: Mention) -> str:
    return part.text[max(part.opens, part.before) : part.start]


def _link(passage: Passage, rate: Mention) -> Link | None:
    figure = rate.figure
    if figure.kind is not FigureKind.RATE or figure.unit != "%" or figure.status is not Status.ACTUAL:
        return None
    if part := _in_turn(passage, rate):
        return Link(part, rate, "", "", general=True)
    if "分别" in rate.left or _is_listed(passage, rate):
        return None  # of one of several numbers
    said = share_words(rate)
    if said is None:
        return None
    subject, base = said
    if is_target(base) or figure.value <= 0:
        return None
    return _of_part_before(passage, rate, subject, base)


def _of_part_before(passage: Passage, rate: Mention, subject: str, base: str) -> Link | None:
    """The number right before a share that is named as its words before 占, changes passed over."""
    other = find("other_whole", base)
    for part in reversed(passage.mentions[max(0, rate.order - 5) : rate.order]):
        if part.sentence != rate.sentence or rate.start - part.end > _FARTHEST:
            return None
        if part.is_level:
            named = len(subject) < 2 or much_the_same(subject, part.own_words)
            if part.figure.value <= 0 or not named or is_of_row(passage, rate, part):
                return None
            general = "总" in base or (not base and "总" in rate.clause)
            return Link(part, rate, _noun(base), other.group() if other else "", general)
        if part.figure.kind not in (FigureKind.GROWTH, FigureKind.RATE):
            return None
    return None


def _in_turn(passage: Passage, rate: Mention) -> Mention | None:
    """The number of its own kind that a share in a list is of: 火灾25起、亡6人，占38%和47%."""
    first = last = rate.order
    while first and _listed(passage, passage.mentions[first - 1], passage.mentions[first]):
        first -= 1
    while last + 1 < len(passage.mentions) and _listed(
        passage, passage.mentions[last], passage.mentions[last + 1]
    ):
        last += 1
    count = last - first + 1
    if count < _ENOUGH or share_words(passage.mentions[first]) is None:
        return None
    levels = passage.mentions[max(0, first - count) : first]
    if len(levels) < count or levels[0].sentence != rate.sentence:
        return None
    if any(not m.is_level or m.figure.value <= 0 for m in levels):
        return None
    return levels[rate.order - first] if len({m.figure.unit for m in levels}) == count else None


def _is_listed(passage: Passage, rate: Mention) -> bool:
    """Whether a share stands behind another one in a list: 分别占30%、【40%】."""
    return rate.order > 0 and _listed(passage, passage.mentions[rate.order - 1], rate)


def _listed(passage: Passage, first: Mention, second: Mention) -> bool:
    rates = first.is_rate and second.is_rate
    return rates and passage.gap(first, second) in ("、", "和", "与", "，")


def _noun(base: str) -> str:
    """The noun in the words behind 占: 建议 of 建议总数, 法人单位 of 全部法人单位; empty where none is."""
    for word in load_check_cues().general_whole:
        base = base.removeprefix(word).removesuffix(word)
    return base if len(base) > 1 else ""


def _goes_on(passage: Passage, links: Sequence[Link], link: Link) -> bool:
    """Whether a share is of the same whole as those before it."""
    last = links[-1]
    words = passage.article.text[last.rate.end : link.part.start]
    named = next((one.base for one in reversed(links) if one.base), "")
    if link.part is last.part:
        return False
    if (
        "其中" in words
        or _AMONG.search(_words_before(link.part))
        or not additive(link.part.figure, last.part.figure)
    ):
        return False
    if link.base and named and link.base != named:
        return False
    if link.base and not named and any(much_the_same(link.base, one.part.own_words) for one in links):
        return False  # 城镇人口60万人，占60%，老年人12万人，占城镇人口的20%
    between = passage.mentions[last.rate.order + 1 : link.part.order]
    return not any(m.is_level and additive(m.figure, link.part.figure) for m in between)


def whole_of(passage: Passage, chain: Chain) -> tuple[Mention, bool] | None:
    """The whole of a row, and whether the row proves it; None where none can be told.

    Proven is a whole with which a share agrees that is hardly met by chance, or two that are. A whole that
    the words name and all shares contradict alike (they are of one other number) is in error itself: proven.
    """
    first = chain.links[0]
    before = [m for m in passage.mentions[: first.part.order] if _may_hold(m, chain)]
    agreeing = [(sum(link.agrees(m) for link in chain.links), m) for m in before]
    count, best = max(agreeing, key=lambda one: (one[0], one[1].order), default=(0, None))
    named, told = _told_whole(chain, before, first)
    if named is not None and _is_wider(first, named):
        named, told = None, False
    if best is not None and count:
        sure = any(link.agrees(best) and link.telling for link in chain.links) or count >= _ENOUGH
        return best, sure and (len(chain.links) > 1 or best is named)
    if len(chain.links) < _ENOUGH:
        return (named, told) if named is not None else None
    if not told and (whole := _earlier_whole(passage, chain)):
        return whole, True
    if not _of_one(chain.links):
        return None
    if named is None:
        named = next((m for m in reversed(before) if _is_slip_of(m, first)), None)
    return None if named is None else (named, True)


def _earlier_whole(passage: Passage, chain: Chain) -> Mention | None:
    """The number of an earlier paragraph with which two shares agree, one of them hardly by chance.

    One is enough where all parts carry the noun of the whole, and one slip of it where all are of one number.
    """
    for whole in reversed(passage.earlier):
        if not _may_hold(whole, chain):
            continue
        agreeing = [link for link in chain.links if link.agrees(whole)]
        noun = bare_noun(whole.named)[-_HEAD:]
        alike = len(noun) == _HEAD and all(noun in link.part.clause for link in chain.links)
        if any(link.telling for link in agreeing) and len(agreeing) >= (1 if alike else _ENOUGH):
            return whole
        if alike and not agreeing and _of_one(chain.links) and _is_slip_of(whole, chain.links[0]):
            return whole
    return None


_HEAD = 2
"""Characters of a noun that parts have in common with their whole: 女党员 and 党员总数."""


_NOUN = 3
"""Characters of a noun that a part has from its whole: 民企进出口 of 全市进出口总值."""
_FAR = 2
"""Sentences between a row and a number that is its whole for want of any other."""
_ENOUGH = 2
"""Shares that agree with one number, none of which tells much by itself."""


def _may_hold(mention: Mention, chain: Chain) -> bool:
    level = mention.is_amount
    return level and additive(mention.figure, chain.links[0].part.figure)


def _is_wider(link: Link, whole: Mention) -> bool:
    """Whether the words behind 占 may mean a place that holds that of ``whole``."""
    return bool(link.wider) and link.wider not in whole.text[whole.before : whole.start]


def _of_one(links: Sequence[Link]) -> bool:
    """Whether shares are of one number, which none of them states."""
    implied = [link.implied for link in links]
    return any(link.telling for link in links) and all(
        one.meets(other) for at, one in enumerate(implied) for other in implied[at + 1 :]
    )


def _is_slip_of(whole: Mention, link: Link) -> bool:
    """Whether one slip made a number of the whole that a share implies."""
    return any(slipped.meets(link.implied) for slipped in slipped_of(whole))


_UNSAID = re.compile("^(?:在|本[周月季年]度?|今年|全年|当月|上述|以上|这些?|所)+|的")
"""Words of 本周所受理的来电中 that name nothing of the whole."""


def _told_whole(chain: Chain, before: Sequence[Mention], first: Link) -> tuple[Mention | None, bool]:
    """The whole by the words, and whether they name it.

    Named behind 占 or before 中; else the number right before the row, or the one that opens the paragraph
    if none before the row is larger.
    """
    for name in filter(None, (_UNSAID.sub("", chain.opener), chain.base)):
        named = [m for m in before if much_the_same(name, m.own_words)]
        if named:
            near = named[-1].sentence >= first.part.sentence - 1 or name in named[-1].own_words
            return named[-1], len(named) == 1 and near
    if chain.of_part or chain.opener or not before:
        return None, False
    last = before[-1]
    if last.sentence >= first.part.sentence - _FAR and len(before) == 1:
        noun = bare_noun(last.named)[-_NOUN:]
        alike = bool(chain.base) and len(noun) == _NOUN and noun in first.part.clause
        return last, alike or first.general
    top = before[0]
    return (
        (top, False)
        if not chain.base
        and all(m.figure.value * m.stated.factor <= top.figure.value * top.stated.factor for m in before)
        else (None, False)
    )
