"""Why a number is no figure: names and codes, ordinals, times, small counts of narration, thresholds.

What belongs here: the reasons. What does not: numbers (``numerals``) and their units (``measuring``).
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterable

from data_layer.figures.numbers.numerals import Number
from data_layer.figures.numbers.quantities import Form, Quantity, Rejected, RejectReason
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.units import Unit, UnitKind, load_units

__all__ = [
    "Labels",
    "SENTENCE_END",
    "drop_thresholds",
    "drop_wordless",
    "refused_by_neighbours",
    "refused_by_unit",
    "reject",
]

_LETTERS = frozenset(string.ascii_letters)
_NAMING = _LETTERS | frozenset("+〔[")
_QUOTED = re.compile(r"“[^“”]{0,14}”|‘[^‘’]{0,14}’|\"[^\"]{0,14}\"|「[^」]{0,14}」|《[^》]{0,60}》")
SENTENCE_END = re.compile(r"[，。；、！？,;)）”]|$")
_CLAUSE_MARK = re.compile(r"[，。；、！？,;：:]")
_ACHIEVEMENT_CHARS = 24
_MEETING = re.compile(r"全会|会议|大会|全体会|党代会|常委会")
_AMONG = re.compile(r"[居列][^，。；0-9]{0,10}$")
_WITHIN = re.compile(r"在[^，。；、0-9]{0,8}$")
_FOREMOST = re.compile(
    r"[^，。；]{1,20}中(?:稳|均)?(?:名列|位居|位列|处于|居于?|排在|走在)?(?:前列|前茅|领先|上游|首位|榜首|第一方阵)"
)
"""在全国54个国家级开发区中名列前茅: among how many is no figure of its own."""
_RANKED = re.compile(
    r"[^，。；]{1,20}中(?:[，,][^，。；0-9]{2,30}?)?(?:稳|均|跃|分别)?(?:位?居|排名?|位列|名列|列)?(?:正数|倒数)?"
)
"""在全省27个基地中居第7位: among how many is no figure of its own."""
_ALL_OF = re.compile(r"(?:全[国省市州区县旗]|[省市州][内辖区]?|国内)$")
_RANKED_BEHIND = re.compile(r"[^，。；、0-9（(]{1,10}?中?(?:综合)?(?:排名?|位居|位列|排在|并列|居|列)+")
"""全市20个区县排名第4: among how many is no figure of its own; 5个指标排名全省第一 counts."""
_SIZED_ROUNDLY = re.compile(
    r"[百千万亿]+(?:人|吨|亩|户|元|千瓦|平方米)(?:及?以[上下])的?(?=[一-鿿]{2})(?!参与|参加|受益|投入|产值|收入)"
)
"""千人以上集中式水源地, 百人以上企业: a round size that sorts what follows."""
_SORTED = re.compile("的[^，。；、！？,;：:0-9]{2,11}")
"""存栏500头以上的猪场6个: how large those are that are counted."""
_PLACES_RANKED = re.compile(
    r"[0-9]{1,3}个?(?:[县市区州旗省镇乡]|地区|街道|园区|开发区)+(?:当?中|里|的)?(?:综合)?(?:排名?|位居|位列|排在|并列|居|列)*(?:正数|倒数)?"
)
"""预计12县第5名, 8个县市区排第3: among how many places is no figure of its own."""
_STEPS = frozenset({"批", "批次", "期", "步", "轮", "阶段", "个阶段"})
_BEFORE_DEGREES = frozenset("纬经约为")
_YEARS_OF_CLASSES = range(1950, 2100)
_BEARING = ("北纬", "南纬", "东经", "西经")
_MEASURED_AT = re.compile(r"以(?:女性|男性|上年|上年同期|基期|[0-9]{4}年)为\Z")
"""性别比（以女性为100）: by what it is counted is no figure."""
_UPS = re.compile(r"[、，]?[一两二三四五六七八九双][降减]")
_DOWNS = re.compile(r"[一两二三四五六七八九双][降减增][、，]?\Z")
"""实现两降两升: how many went up, and no litres."""
_INDEFINITE = frozenset("数几多若干")
_SORTING = re.compile(
    r"[0-9.]*[百千万亿]+元(?:(?:及?以上|以下)的?[^，。；、：0-9“”]{0,6}?(?:项目|企业|大户|产业|案件|工程|单位|市场主体|村|乡镇|社区|户)"
    r"|(?:投资|级)?(?:建设|产业|工业)?(?:项目|企业)(?=[0-9]+[个家户]))"
)
"""千万元以上项目16个, 实施500万元投资建设项目15个: how large those are that are counted."""
_MOST_WORDLESS = 40
"""Numbers in a row with at most one mark between them that can still be one statement (分别为3个、5个…): all
counties of the largest prefecture are 27."""


_SIZED = re.compile(r"的?[^，。；、0-9]{0,4}(?:项目|企业|工程|大户)")
"""其中：1—9亿元项目10个，100亿元项目1个: sizes by which things are sorted, each in a clause of its own."""
_POINTED_AT = re.compile(r"[项个家类处起件](?=预计|均|都|全部|全|将|已|也|[，。；])")
"""这5项预计下月完成: what was counted before."""
_MARKS = frozenset("，、：；（,:;(")


class Labels:
    """The short quotations and titles of a text, asked in the order of the text."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = iter(spans)
        self._span = next(self._spans, None)

    @classmethod
    def of(cls, text: str) -> Labels | None:
        """Those of ``text``; None where it has none."""
        spans = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
        return cls(spans) if spans else None

    def reason(self, quantity: Quantity) -> RejectReason | None:
        """A number inside a short quotation or a title is part of a slogan or name."""
        while self._span is not None and self._span[1] <= quantity.start:
            self._span = next(self._spans, None)
        inside = self._span is not None and self._span[0] < quantity.start and quantity.end < self._span[1]
        return RejectReason.LABEL if inside else None


def refused_by_neighbours(text: str, number: Number, before: str) -> Rejected | None:
    """Codes, names and indefinite numbers, told by the characters next to the number."""
    after = text[number.end : number.end + 1]
    reason = None
    if before in ("这", "述") and _POINTED_AT.match(text, number.end):
        reason = RejectReason.SMALL  # 这5项预计下月完成: counted before
    elif number.han and before in _INDEFINITE:
        reason = RejectReason.INDEFINITE
    elif before == "每" or _MEASURED_AT.search(text, max(0, number.start - 8), number.start):
        reason = RejectReason.SHARE_OF
    elif (
        before in _NAMING
        and not text.endswith(load_cues().abbreviations, 0, number.start)
        or after == "+"
        or not number.han
        and after in _LETTERS
        and load_units().match(text, number.end) is None
        or text.startswith(load_cues().name_after, number.end)
        or before in _BEFORE_DEGREES
        and text[max(0, number.start - 3) : number.start].rstrip("约为").endswith(_BEARING)
    ):
        reason = RejectReason.NAME
    return reject(text, number, reason) if reason else None


def reject(text: str, number: Number, reason: RejectReason) -> Rejected:
    """The number as one that is no figure."""
    return Rejected(number.start, number.end, text[number.start : number.end], reason)


def _orders(text: str, number: Number, unit: Unit, end: int) -> bool:
    """Whether a number orders meetings or graduates: 十九届五中全会, 2016届毕业生."""
    if number.han and (unit.name == "届" or _MEETING.match(text, end) is not None):
        return True
    return unit.name in ("届", "级") and number.value in _YEARS_OF_CLASSES


def refused_by_unit(text: str, number: Number, unit: Unit, end: int) -> RejectReason | None:
    """Ages, lengths of time, ordering words, and the small counts of narration."""
    if _orders(text, number, unit, end):
        return RejectReason.ORDINAL
    if unit.kind is UnitKind.SHARE and text.startswith(("人口变动", "人口抽样", "抽样"), end):
        return RejectReason.NAME
    if unit.dimension == "age":
        return RejectReason.AGE
    if unit.name in _STEPS and text[number.start - 1 : number.start] == "分":
        return RejectReason.SMALL  # 分10批选派: how it was done
    if unit.dimension == "voltage" and SENTENCE_END.match(text, end) is None:
        return RejectReason.NAME
    if unit.kind is UnitKind.TIME:
        near = text[max(0, number.start - 12) : number.start]
        told = near.endswith(load_cues().day_states) or any(
            cue in near for cue in load_cues().duration_result
        )
        if number.han or not told:
            return RejectReason.DURATION
        return None
    small = number.han and not (number.odd or number.scaled or number.bare) and number.value_max is None
    if small and unit.name == "升" and (_UPS.match(text, end) or _DOWNS.search(text, 0, number.start)):
        return RejectReason.SMALL
    if small and unit.kind is not UnitKind.SHARE:
        return _refused_as_small(text, number, unit, end)
    return None


def _refused_as_small(text: str, number: Number, unit: Unit, end: int) -> RejectReason | None:
    """两个办事大厅 narrates, 新建两座 reports: a small Chinese count needs a verb of achievement."""
    if number.value > 10 and number.value % 10:
        return None
    if not unit.ambiguous and unit.kind is not UnitKind.COUNT and number.value >= 2:
        return None
    cues = load_cues()
    if number.value >= 2 and unit.name in cues.real_counts:
        return None
    near = text[max(0, number.start - 4) : number.start]
    done = near.endswith(cues.achieved) or _closes_achievement(text, number.start, end)
    if number.value >= 2 and (not unit.structural or unit.name in "家个") and done:
        return RejectReason.SMALL if text.startswith(cues.never_counts, end) else None
    return RejectReason.SMALL


def _closes_achievement(text: str, start: int, end: int) -> bool:
    """Whether a count ends a clause that a verb of achievement opens (新发展龙头企业两家)."""
    if SENTENCE_END.match(text, end) is None:
        return False
    clause = _CLAUSE_MARK.split(text[max(0, start - _ACHIEVEMENT_CHARS) : start])[-1]
    return clause.startswith(_achievements())


@functools.cache
def _achievements() -> tuple[str, ...]:
    words = [word for word in load_cues().achieved if len(word) > 1]
    return tuple(prefix + word for word in words for prefix in load_cues().achieved_opening)


def drop_wordless(
    text: str, found: list[Quantity], rejected: list[Rejected]
) -> tuple[list[Quantity], list[Rejected]]:
    """A long row of numbers without words between them is what is left of a table, not a statement."""
    if len(found) <= _MOST_WORDLESS:
        return found, rejected
    kept: list[Quantity] = []
    row: list[Quantity] = []
    for quantity in [*found, None]:
        if row and quantity is not None and quantity.lead - row[-1].tail <= 1:
            row.append(quantity)
            continue
        if len(row) > _MOST_WORDLESS:
            rejected += [Rejected(q.start, q.end, text[q.start : q.end], RejectReason.WORDLESS) for q in row]
        else:
            kept += row
        row = [quantity] if quantity is not None else []
    return kept, rejected


def drop_thresholds(
    text: str, found: list[Quantity], rejected: list[Rejected]
) -> tuple[list[Quantity], list[Rejected]]:
    """A size that only sorts things is no figure: 5亿元以上16个, 过亿元企业35家, 亿元以上项目投资."""
    kept: list[Quantity] = []
    among = "中" in text
    for i, quantity in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        sorts = following is not None and _is_threshold(text, quantity, following)
        sized = _SIZED_ROUNDLY.match(text, quantity.start) is not None
        limited = quantity.dimension == "money" and _SORTING.match(text, quantity.start)
        if sorts or limited or sized or (among and _of_the_foremost(text, quantity)):
            reason = RejectReason.THRESHOLD
            rejected.append(
                Rejected(quantity.start, quantity.end, text[quantity.start : quantity.end], reason)
            )
        else:
            kept.append(quantity)
    rejected.sort(key=lambda r: r.start)
    return kept, rejected


def _of_the_foremost(text: str, quantity: Quantity) -> bool:
    """Whether a number only tells among how many something is foremost."""
    if quantity.kind is not UnitKind.COUNT or _FOREMOST.match(text, quantity.tail) is None:
        return False
    return _WITHIN.search(text, max(0, quantity.lead - 12), quantity.lead) is not None


def _is_threshold(text: str, quantity: Quantity, following: Quantity) -> bool:
    if following.form is Form.RANK:
        before = text[max(0, quantity.lead - 12) : quantity.lead]
        between = text[quantity.tail : following.lead]
        if _WITHIN.search(before) and _RANKED.fullmatch(between):
            return True
        if _PLACES_RANKED.fullmatch(text, quantity.start, following.lead):
            return True
        if _ALL_OF.search(before) and _RANKED_BEHIND.fullmatch(between):
            return True
        among = quantity.form is not Form.RANK and bool(_AMONG.search(before))
        return among and len(between) <= 8 and not _CLAUSE_MARK.search(between)
    if following.kind is not UnitKind.COUNT:
        return False
    between = text[quantity.tail : following.lead]
    if quantity.kind is not UnitKind.MEASURE:  # 500件以上1人
        bound = quantity.tail > quantity.end and quantity.kind is UnitKind.COUNT
        sorting = not between.strip() or _SORTED.fullmatch(between) is not None
        return bound and sorting and quantity.unit != following.unit
    apart = quantity.value_max is not None or text[quantity.lead - 1 : quantity.lead] in _MARKS
    if apart and quantity.dimension == "money" and _SIZED.fullmatch(between):
        return True
    if len(between) > 12 or re.search(r"[，。；、！？,;：:]", between):
        return False
    return quantity.tail > quantity.end or text[quantity.lead : quantity.start] in ("过", "超", "超过")
