"""Shares told one after the other of one whole: 甲30件，占30%；乙50件，占50%.

What belongs here: which shares of a passage make a row, and which earlier number is their whole. Each further
share of a row is a witness: where others agree with a whole, it is theirs, and one that does not is in error.
What does not: a share by itself (``belonging``), rates by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_layer.checks.changes.structures import structures_of
from data_layer.checks.intervals import Interval
from data_layer.checks.linking.listing import is_average
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import TOGETHER, share_words
from data_layer.checks.linking.words import AMONG, find, is_target, known, much_the_same
from data_layer.checks.shares.belonging import is_of_row
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind, Status

__all__ = ["ALL_KINDS", "Chain", "Link", "chains_of"]

ALL_KINDS = re.compile("各[类种项级][^，。；,;]{0,16}分别[是为][：:]")
"""各类人数分别是：: what opens a row of all kinds."""
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
        last = min(rate.last, 1)  # 30% is told to one percent, not to ten
        wider = Interval(rate.value - last, rate.value + 2 * last)
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
    joined = {m.order for parts in structures_of(passage) for m in parts}
    shares = (m for m in passage.mentions if m.is_rate and m.order not in joined)
    for link in filter(None, (_link(passage, m) for m in shares)):
        row = next((row for row in reversed(rows) if _goes_on(passage, row[0], link)), None)
        if row is not None:
            row[0].append(link)
            continue
        named = _AMONG.search(_words_before(link.part))
        opener = named[1] if named and named[1] != "其" else ""
        of_part = bool(rows) and "其中" in passage.gap(rows[-1][0][-1].rate, link.part).rpartition("。")[2]
        rows.append(([link], opener, of_part))
    return (Chain(*row) for row in rows)


_AMONG = re.compile(
    rf"(?:^|[，。；：,;:\n在])([^，。；：,;:、]{{1,20}}){AMONG}(?!发现|查[处出]|移[交送]|反[映馈])[，,]?[^，。；,;]*$"
)
"""社会团体单位中，行业社团; not 巡察中发现."""


def _words_before(part: Mention) -> str:
    return part.text[max(part.opens, part.before) : part.start]


def _link(passage: Passage, rate: Mention) -> Link | None:
    figure = rate.figure
    if figure.kind is not FigureKind.RATE or figure.unit != "%" or figure.status is not Status.ACTUAL:
        return None
    if part := _in_turn(passage, rate):
        return Link(part, rate, _base_in_turn(passage, rate), "", general=True)
    if "分别" in rate.left or _is_listed(passage, rate) or TOGETHER.search(rate.clause):
        return None  # of one of several numbers, or of all
    said = share_words(rate)
    if said is None:
        return None
    subject, base = said
    if figure.value <= 0 or (is_target(base) and not _is_budgeted(passage, rate, base)):
        return None
    return _of_part_before(passage, rate, subject, base)


def _is_budgeted(passage: Passage, rate: Mention, base: str) -> bool:
    """Whether a budget is of a budget: 差旅费预算3万元，占基本支出预算的6%."""
    before = passage.mentions[max(0, rate.order - _BACK) : rate.order]
    part = next((m for m in reversed(before) if m.is_level), None)
    return base.endswith(_BUDGET) and part is not None and part.clause.endswith(_BUDGET)


_BUDGET = "预算"
_BACK = 3


def _of_part_before(passage: Passage, rate: Mention, subject: str, base: str) -> Link | None:
    """The number right before a share that is named as its words before 占, changes passed over."""
    base = base.removeprefix(_AT_THE_TIME) or base
    other = find("other_whole", base)
    for part in reversed(passage.mentions[max(0, rate.order - 5) : rate.order]):
        if part.sentence != rate.sentence or rate.start - part.end > _FARTHEST:
            return None
        if part.is_level:
            named = len(subject) < 2 or much_the_same(subject, part.own_words)
            if part.figure.value <= 0 or not named or is_of_row(passage, rate, part):
                return None
            general = "总" in base or (not base and "总" in rate.clause)
            return Link(part, rate, _noun(known(base)), other.group() if other else "", general)
        if part.figure.kind not in (FigureKind.GROWTH, FigureKind.RATE):
            return None
    return None


_AT_THE_TIME = "同期"
"""占同期外贸总值的: of the same time, which the passage speaks of."""


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


def _base_in_turn(passage: Passage, rate: Mention) -> str:
    """The noun of the whole of one of two shares: 亡人 of 分别占火灾总数和亡人总数的35%、74%."""
    at = rate.order
    while at and _listed(passage, passage.mentions[at - 1], passage.mentions[at]):
        at -= 1
    said = _OF_TWO.search(passage.mentions[at].clause)
    turn = rate.order - at
    return said[turn + 1] if said and turn < _ENOUGH else ""


_OF_TWO = re.compile("占(?:全部)?([\u4e00-\u9fff]{2,6}?)总?数[和、及]([\u4e00-\u9fff]{2,6}?)总?数的?$")


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
        or ALL_KINDS.search(words)
        or _AMONG.search(_words_before(link.part))
        or not additive(link.part.figure, last.part.figure)
        or is_average(link.part) != is_average(last.part)
    ):
        return False
    if link.base and named and link.base != named:
        return False
    if link.base and not named and any(much_the_same(link.base, one.part.own_words) for one in links):
        return False  # 城镇人口60万人，占60%，老年人12万人，占城镇人口的20%
    between = passage.mentions[last.rate.order + 1 : link.part.order]
    return not any(m.is_level and additive(m.figure, link.part.figure) for m in between)


_ENOUGH = 2
"""Shares that agree with one number, none of which tells much by itself."""
