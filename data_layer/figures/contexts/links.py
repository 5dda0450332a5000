"""The words before a quantity without the places and times among them, which have fields of their own.

What belongs here: which mentions are taken out of a statement's words, and what stands for words that are
then missing. What does not: which of the mentions governs a statement (``placing``, ``timing``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TypeVar

from data_layer.figures.contexts.headings import heading_of
from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.phrases.trimming import trim_left
from data_layer.figures.sentences import LONGEST_CLAUSE, Context
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.model import PlaceMention, TimeMention

__all__ = ["Links"]

_Mention = TypeVar("_Mention", PlaceMention, TimeMention)
_start = attrgetter("start")
_SUFFIXES = "国省市县区州旗盟"
_CLAUSE = re.compile(r"[^，,。；;：:（()）\n0-9、]*\Z")
_REACHING = ("完成", "实现", "达到", "达", "为")
"""Words that name nothing: behind a colon the words before it do (到位资金：甲县完成31亿元)."""
_LONGEST_GLOSS = 60
"""Characters of a bracket that tells what is meant by the words before it."""
_SESSION = re.compile("[上本前]届(?:的|时的)?$")
"""由上届的21%提高到本届的26%: the session is a time without a date."""
_OVER = ("高于", "低于", "快于", "慢于", "超过", "超", "好于", "优于")
_AIM = re.compile("(?:完成|达到|占|为)[^，。；]{0,8}(?:目标|任务|计划|预算)(?:任务|目标)?数?$")
"""完成年度目标（15公里）的102%: a bracket behind an aim holds it."""
_QUOTES = ("“", "‘", "《")
_OWNED = re.compile("[属直](?=国?企|国有|企业|高校|院校|医院|单位|机关|部门|学校|文化|科研|农场|林场)")
_TELLS_OF = re.compile(r"(?:共(?![同享建和青])|累计|总共|一共|现有|已(?!故))")
"""石泉共立刑事案件: what is told of the place opens so."""
_RANKING_WORDS = re.compile(
    r"[，、]?(?:同比|其中)?(?:(?:排名|排在|位居|居)?(?:前[一二三四五六七八九十]|首位|末位)[位名]?的?"
    r"|(?:下降|上升|增长|增幅|降幅|涨幅)?最[多少高低快慢大小]的?)(?:依次|分别)?[为是]"
)
"""排名前三的依次为甲县33起、乙县30起: which is first is no indicator."""


class Links:
    """The places and times of one sentence.

    Args:
        text: its paragraph.
        places: the sentence's mentions of places, in order.
        times: its mentions of times, in order, with the nearest ones before it.
    """

    def __init__(self, text: str, places: Sequence[PlaceMention], times: Sequence[TimeMention]) -> None:
        self._text, self._places, self._times = text, places, times
        self._starts = sorted([place.start for place in places] + [time.start for time in times])

    def words_before(self, quantities: Sequence[Quantity], around: Sequence[Context]) -> list[str]:
        """For each quantity of the sentence the words that name what it measures.

        A bracket behind a place goes on with its own measure: 增幅超过10%的有2个县：甲县（12%）、乙县（11%）;
        one behind a measure holds its number: 升学的比例（14.1%）较上届提高.
        """
        lefts = [self._own_words(context) if self._any(context) else context.left for context in around]
        lefts = [_SESSION.sub("", left) if "届" in left else left for left in lefts]
        ends = {place.end for place in self._places}
        tails = {quantity.tail for quantity in quantities}
        for i, (quantity, context) in enumerate(zip(quantities, around, strict=True)):
            if context.opened_by in (")", "）") and not context.after_quantity:
                lefts[i] = self._before_gloss(context, tails) + lefts[i]
            if lefts[i] or context.opened_by not in ("（", "("):
                continue
            if context.clause_start - 1 not in ends:
                lefts[i] = _measure_before(self._text, context.clause_start - 1)
                continue
            before = range(i - 1, -1, -1)
            alike = next((j for j in before if quantities[j].dimension == quantity.dimension), None)
            lefts[i] = lefts[alike] if alike is not None else ""
        return lefts

    def _before_gloss(self, context: Context, tails: set[int]) -> str:
        """What the bracket in front of a clause explains, if the clause goes on with it; else empty.

        低收入户（人均收入不足6000元的农户）为2104户; behind a number (9个（总投资3亿元）) there is none.
        """
        bracket = max(self._text.rfind(mark, 0, context.clause_start - 1) for mark in "(（")
        if bracket < 0 or bracket in tails or context.clause_start - bracket > _LONGEST_GLOSS:
            return ""
        words = _clause_before(self._text, bracket)
        before = context._replace(left=words, left_start=bracket - len(words))
        return self._without(before) if words else ""

    def placed(self, context: Context) -> bool:
        """Whether a place that is more than passed by stands among the words before a quantity."""
        if not self._any(context):
            return False
        return any(not place.passing for place in _beginning(self._places, *_span_of(context)))

    def _any(self, context: Context) -> bool:
        """Whether a place or a time begins in the words before a quantity."""
        low, high = _span_of(context)
        first = bisect_left(self._starts, low)
        return first < len(self._starts) and self._starts[first] < high

    def _own_words(self, context: Context) -> str:
        """The words before a quantity without its links; behind a place alone, what heads its list."""
        words = self._without(context)
        if words and _RANKING_WORDS.fullmatch(words):
            return ""
        if words and words not in _REACHING:
            return words
        if (headed := heading_of(self._text, context)) is None:
            return words
        heading = self._without(headed)
        return heading if trim_left(heading) else words

    def _without(self, context: Context) -> str:
        """The words before a quantity without the places and times."""
        words = context.left
        start, end = _span_of(context)
        places = _beginning(self._places, start, end)
        if any((place.start, place.end) == (start, end) for place in places):
            return ""
        linked = [
            (p.start, p.end - _owns(self._text, p))
            for p in places
            if (_stands_out(p, start, end, words) if p.place is None else _has_number(p, start, end, words))
        ]
        linked += [
            (p.start, p.end - len(p.place))
            for p in places
            if p.place and p.end - p.start > len(p.place) and p.text.endswith(p.place)
        ]  # 安化县柳溪镇茶园面积: the county goes, the town stays
        linked += [(t.start, t.end) for t in _beginning(self._times, start, end)]
        for low, high in sorted(linked, reverse=True):
            if low < high <= end:
                words = words[: low - start] + words[high - start :]
        return words


def _owns(text: str, place: PlaceMention) -> bool:
    """Whether the place's last character begins what it owns (江西省属企业 is 江西, 省属企业)."""
    return place.text[-1] in _SUFFIXES and _OWNED.match(text, place.end) is not None


def _clause_before(text: str, bracket: int) -> str:
    """The words of the clause that a bracket stands in, up to the bracket."""
    words = _CLAUSE.search(text, max(0, bracket - LONGEST_CLAUSE), bracket)
    return words.group().removeprefix("届") if words else ""


def _measure_before(text: str, bracket: int) -> str:
    """The measured noun that ends right before a bracket, with the words of its clause; else empty."""
    own = _clause_before(text, bracket)
    told = (
        len(own) > 2
        and not own.startswith(_OVER)
        and (own[-1] in load_cues().measured_endings or _AIM.search(own) is not None)
    )
    return own if told else ""


def _has_number(place: PlaceMention, start: int, end: int, words: str) -> bool:
    """Whether the number behind a town or village is its own (雨量最大的为甲乡46毫米，其次乙乡)."""
    return place.end == end and words[: place.start - start].endswith(("为", "是", "其次"))


def _stands_out(place: PlaceMention, start: int, end: int, words: str) -> bool:
    """Whether a place is no part of a name: told in full, right before the number, or the clause's subject.

    宜章累计发放 is of Yizhang, 宜章脐橙 is named after it.

    Args:
        start: where ``words`` begin in the paragraph; ``end``: where they end.
    """
    if words[place.start - start - 1 : place.start - start] in _QUOTES:
        return False  # 评选“甲县工匠”
    if place.relative or place.text[-1] in _SUFFIXES or place.end == end:
        return True
    verbs = load_phrase_words()
    opened = verbs.without_opening(words[place.end - start :])
    tells = verbs.verbs.at(opened, 0) >= 2 or _TELLS_OF.match(words, place.end - start) is not None
    return place.start == start and not place.passing and tells


def _span_of(context: Context) -> tuple[int, int]:
    """Where the words before a quantity stand in the paragraph."""
    return context.left_start, context.left_start + len(context.left)


def _beginning(mentions: Sequence[_Mention], start: int, end: int) -> Sequence[_Mention]:
    """Those of ``mentions`` (in order) that begin from ``start`` on and before ``end``."""
    first = bisect_left(mentions, start, key=_start)
    return mentions[first : bisect_left(mentions, end, first, key=_start)]
