"""Finds quantities in a paragraph: a number with its unit and modifier, or the reason why it is none.

What belongs here: what stands in and directly around the number. What it is about (indicator, kind, place,
period) is decided by the other modules from the quantities that this one finds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from data_layer.figures.numerals import Number, han_value, read_number
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.units import Unit, UnitKind, load_units
from data_layer.model import TimeMention

__all__ = ["Form", "Quantity", "Rejected", "RejectReason", "scan_quantities"]


class Form(StrEnum):
    """How a quantity is written."""

    PLAIN = "plain"
    FRACTION = "fraction"
    RANK = "rank"
    DOUBLING = "doubling"


class RejectReason(StrEnum):
    """Why a number is not taken as a figure (Chinese: it is shown to people)."""

    TIME = "时间"
    ORDINAL = "序数"
    NAME = "名称或编号"
    LABEL = "口号或标签"
    DURATION = "时长，不是结果"
    AGE = "年龄"
    INDEFINITE = "约数词"
    SMALL = "叙述性小数目"
    NO_UNIT = "没有单位"
    THRESHOLD = "分档界限"
    WORDLESS = "成串数字，没有文字说明"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        start, end: span of the quote, the shortest run that holds number and unit.
        lead, tail: the same with the modifiers around it (超…, …以上) taken in.
        value, value_max: as model.Figure has them, without sign.
        unit: the unit as written and spelled canonically; empty where money or people is meant but not
            written (5241.5万), which the context decides.
        dimension, base_unit, factor: of the units table; dimension is empty where ``unit`` is.
        modifier: ``>``, ``<``, ``~`` or empty.
        negative: a minus sign, 负 or 零下 stands before it; ``value`` is without it all the same.
    """

    start: int
    end: int
    lead: int
    tail: int
    value: float
    value_max: float | None
    unit: str
    dimension: str
    kind: UnitKind
    base_unit: str | None
    factor: float
    modifier: str = ""
    form: Form = Form.PLAIN
    han: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A number that is no figure, and why."""

    start: int
    end: int
    text: str
    reason: RejectReason


_NUMBER = re.compile(
    r"[0-9]+|[零〇一二两三四五六七八九十百千万亿]+|翻(?:了)?(?P<times>[一两二三])?番|(?P<first>首位|榜首)"
    r"|(?P<half>半)(?=亩|公里|公斤|斤|吨)"
)
_MIDDLE = re.compile(r"(?P<half>一半)(?P<tail>以上|以下|左右|多)?")
_MIDDLE_BEFORE = re.compile(r"(?:占|达|近|超过?|过|约|少|多)[了到]?$")
_AND_A_HALF = frozenset({"成", "倍", "亩", "里", "斤"})
_MINUS_SIGNS = "-－−"
_NEGATIVE_SHARES = frozenset({"percent", "permille", "points", "temperature"})
_NEGATIVE_AFTER = re.compile(r"[为达是到至：:（(]$")
_NOT_MINUS = re.compile(r"[0-9A-Za-z%‰％.\-－−—–~～]$")
_BELOW = re.compile(r"(?:零下|(?<![胜担抱背欠减辜自承肩])负)$")
_LIST_MARK = re.compile(r"[、，]|和|与|及|以及")
_RESPECTIVELY = re.compile(r"分别|各|均|依次")
_LONGEST_LIST = 20
"""Members of a list that share the unit of its last one (分别为12、8和5家), as in sentences.py."""
_QUOTED = re.compile(r"“[^“”]{0,14}”|‘[^‘’]{0,14}’|\"[^\"]{0,14}\"|「[^」]{0,14}」|《[^》]{0,60}》")
_PART_OF = re.compile(r"分之")
_LETTER = re.compile(r"[A-Za-z]")
_RANK_END = re.compile(r"[位名](?![单牌录])")
_SENTENCE_END = re.compile(r"[，。；、！？,;)）”]|$")
_CLAUSE_MARK = re.compile(r"[，。；、！？,;：:]")
_ACHIEVEMENT_CHARS = 24
_MEETING = re.compile(r"全会|会议|大会|全体会|党代会|常委会")
_TOP_BEFORE = re.compile(r"(?:居|列|排|位|名)[^，。；]{0,18}$")
_AMONG = re.compile(r"[居列][^，。；0-9]{0,10}$")
_BEARING = re.compile(r"(?:北纬|南纬|东经|西经)[约为]?$")
_INDEFINITE = frozenset("数几多若干")
_RANGE_SIGN = re.compile(r"[-－–—~～至到]")
_BRACKETED = re.compile(r"[(（][套次台件个只][)）]")
_OF_PEOPLE = re.compile(
    r"[^，。；、！？,;0-9]{0,6}?(?P<who>人口|群众|市民|居民|农民|职工|学生|党员|干部|游客|考生|村民|人民|老人|儿童|劳动力|从业者|青年|妇女|志愿者|同胞|师生|旅客|产业工人|农民工)"
)
_OF_HOUSEHOLDS = re.compile(r"[^，。；、！？,;0-9]{0,4}?(?P<who>农户|住户|用户)")
_COUNTS_PEOPLE = re.compile(r"(?:人口|人数|从业人员|粉丝)(?:总数)?(?:达到?|为|共|约|近|超过?|突破|有)*$")
_MONEY_WORDS = re.compile(
    r"金额|资金|投资|产值|收入|贷款|债|补助|补贴|税|营收|经费|工资|损失|利润|捐|款|财政|费|额|值|融资|授信|投入|价值|奖金|元"
)
_LONGEST_MODIFIER = 4
_MOST_WORDLESS = 40
"""Numbers in a row with at most one mark between them that can still be one statement (分别为3个、5个…): all
counties of the largest prefecture are 27."""


class _Labels:
    """The short quotations and titles of a text, asked in the order of the text."""

    def __init__(self, text: str) -> None:
        self._spans = iter([(m.start(), m.end()) for m in _QUOTED.finditer(text)])
        self._span = next(self._spans, None)

    def reason(self, quantity: Quantity) -> RejectReason | None:
        """A number inside a short quotation or a title is part of a slogan or name."""
        while self._span is not None and self._span[1] <= quantity.start:
            self._span = next(self._spans, None)
        inside = self._span is not None and self._span[0] < quantity.start and quantity.end < self._span[1]
        return RejectReason.LABEL if inside else None


def scan_quantities(text: str, times: Sequence[TimeMention] = ()) -> tuple[list[Quantity], list[Rejected]]:
    """Every quantity of ``text`` in order, and every number that is none with its reason.

    Args:
        text: one paragraph.
        times: the paragraph's time expressions; numbers inside them are skipped.
    """
    found: list[Quantity] = []
    rejected: list[Rejected] = []
    labels = _Labels(text)
    spans = iter([(t.start, t.end) for t in times])
    span = next(spans, None)
    position = 0
    while m := _NUMBER.search(text, position):
        start = m.start()
        while span is not None and span[1] <= start:
            span = next(spans, None)
        if span is not None and span[0] <= start < span[1]:
            rejected.append(Rejected(span[0], span[1], text[span[0] : span[1]], RejectReason.TIME))
            position = span[1]
            continue
        result = _read(text, m)
        if isinstance(result, Quantity):
            reason = labels.reason(result)
            if reason is None:
                found.append(result)
            else:
                rejected.append(Rejected(result.start, result.end, text[result.start : result.end], reason))
        elif result is not None:
            rejected.append(result)
        position = max(m.end() if result is None else result.end, start + 1)
    found, rejected = _drop_wordless(text, found, rejected)
    return _drop_thresholds(text, found, rejected)


def _read(text: str, m: re.Match[str]) -> Quantity | Rejected | None:
    """The quantity that a hit of ``_NUMBER`` begins; None where it is no number at all."""
    start = m.start()
    if m["first"]:
        return (
            _ranked(text, start, m.end(), 1.0)
            if _TOP_BEFORE.search(text, max(0, start - 20), start)
            else None
        )
    if text[start] == "翻":
        value = 2.0 ** han_value(m["times"] or "一")
        return _share(text, start, m.end(), value, "倍", "times", Form.DOUBLING)
    before = text[start - 1] if start else ""
    if m["half"]:
        half = Number(start, m.end(), 0.5, han=False)
        return _with_unit(text, half, before) if before not in "一多大过对" or not before else None
    if (middle := _MIDDLE.match(text, start)) is not None:
        return _middle(text, middle)
    number = read_number(text, start)
    if number is None:
        return None
    if before == "第":
        return _ordinal(text, number)
    if (refusal := _refused_by_neighbours(text, number, before)) is not None:
        return refusal
    if _PART_OF.match(text, number.end):
        return _fraction(text, number)
    return _with_unit(text, number, before)


def _refused_by_neighbours(text: str, number: Number, before: str) -> Rejected | None:
    """Codes, names and indefinite numbers, told by the characters next to the number."""
    after = text[number.end : number.end + 1]
    reason = None
    if number.han and before in _INDEFINITE:
        reason = RejectReason.INDEFINITE
    elif (
        (before and (_LETTER.match(before) or before in "+〔["))
        or after == "+"
        or not number.han
        and after
        and _LETTER.match(after)
        and load_units().match(text, number.end) is None
        or any(text.startswith(word, number.end) for word in load_cues().name_after)
        or _BEARING.search(text, max(0, number.start - 3), number.start)
    ):
        reason = RejectReason.NAME
    return _reject(text, number, reason) if reason else None


def _reject(text: str, number: Number, reason: RejectReason) -> Rejected:
    return Rejected(number.start, number.end, text[number.start : number.end], reason)


def _ordinal(text: str, number: Number) -> Quantity | Rejected:
    """第N位, 第N名 are ranks; 第一 alone where the words before it rank something; the rest are ordinals."""
    start = number.start - 1
    if m := _RANK_END.match(text, number.end):
        return _ranked(text, start, m.end(), number.value)
    near = text[max(0, start - 8) : start]
    if _SENTENCE_END.match(text, number.end) and any(cue in near for cue in load_cues().rank_before):
        return _ranked(text, start, number.end, number.value)
    return Rejected(start, number.end, text[start : number.end], RejectReason.ORDINAL)


def _ranked(text: str, start: int, end: int, value: float) -> Quantity:
    return _share(text, start, end, value, "位", "rank", Form.RANK)


def _share(text: str, start: int, end: int, value: float, unit: str, dimension: str, form: Form) -> Quantity:
    quantity = Quantity(
        start, end, start, end, value, None, unit, dimension, UnitKind.SHARE, unit, 1.0, form=form
    )
    return quantity if form is Form.RANK else _modified(text, quantity, odd=False)


def _middle(text: str, m: re.Match[str]) -> Quantity | Rejected | None:
    """占一半以上: half of a whole is reported where a share or a bound is told; 一半 by itself narrates."""
    told = m["tail"] or _MIDDLE_BEFORE.search(text, max(0, m.start() - 4), m.start())
    if not told:
        return Rejected(m.start(), m.end(), m.group(), RejectReason.SMALL)
    return _share(text, m.start(), m.end("half"), 0.5, "比例", "ratio", Form.FRACTION)


def _fraction(text: str, number: Number) -> Quantity | Rejected:
    """百分之八十 is 80 %, 三分之一 a ratio of 0.333333."""
    upper = read_number(text, number.end + 2)
    if upper is None or number.value == 0:
        return _reject(text, number, RejectReason.NO_UNIT)
    words = text[number.start : number.end]
    unit, dimension, value = {"百": ("%", "percent", upper.value), "千": ("‰", "permille", upper.value)}.get(
        words, ("比例", "ratio", round(upper.value / number.value, 6))
    )
    quantity = _share(text, number.start, upper.end, value, unit, dimension, Form.FRACTION)
    return replace(quantity, value_max=upper.value_max) if unit != "比例" else quantity


def _with_unit(text: str, number: Number, before: str) -> Quantity | Rejected | None:
    unit = load_units().match(text, number.end)
    if unit is None and not number.han and (shared := _unit_of_list(text, number)) is not None:
        return _modified(text, _measured(number, shared, number.end), odd=number.odd)
    if unit is None:
        return _without_unit(text, number)
    end = number.end + len(unit.name)
    if unit.name == "个" and (shared := _unit_of_list(text, number, end)) is not None:
        return _modified(text, _measured(number, shared, end), odd=number.odd)
    if (reason := _refused_by_unit(text, number, unit, end)) is not None:
        return _reject(text, number, reason)
    name, factor, base = unit.canonical, unit.factor, unit.base
    if m := _BRACKETED.match(text, end):
        name, end = name + m.group(), m.end()
    while text[end : end + 1] in ("/", "每", "·") and (per := load_units().match(text, end + 1)) is not None:
        name, end = f"{name}{text[end] if text[end] == '·' else '/'}{per.canonical}", end + 1 + len(per.name)
        factor, base = 1.0, name
    value, value_max, odd = number.value, number.value_max, number.odd
    if unit.name in _AND_A_HALF and text.startswith("半", end) and value_max is None:
        value, end = value + 0.5, end + 1
    if value_max is None and (second := _second_end(text, end, unit)) is not None:
        value_max, end = second
    scale = unit.factor if unit.name == "成" else 1.0
    quantity = Quantity(
        number.start, end, number.start, end, value * scale, value_max and value_max * scale,
        "%" if unit.name == "成" else name, unit.dimension, unit.kind, base,
        1.0 if unit.name == "成" else factor, han=number.han,
    )  # fmt: skip
    quantity = _modified(text, _signed(text, quantity), odd=odd)
    if number.bare and not quantity.modifier:
        return _reject(text, number, RejectReason.INDEFINITE)
    return quantity


def _signed(text: str, quantity: Quantity) -> Quantity:
    """The quantity with the minus sign, 负 or 零下 before it; a dash between two things is none."""
    start = quantity.start
    if text[max(0, start - 1) : start] in _MINUS_SIGNS and start and not quantity.han:
        before = text[max(0, start - 2) : start - 1]
        shares = quantity.dimension in _NEGATIVE_SHARES and not _NOT_MINUS.match(before)
        if shares or _NEGATIVE_AFTER.match(before):
            return replace(quantity, start=start - 1, lead=start - 1, negative=True)
    elif m := _BELOW.search(text, max(0, start - 2), start):
        return replace(quantity, start=m.start(), lead=m.start(), negative=True)
    return quantity


def _measured(number: Number, unit: Unit, end: int) -> Quantity:
    return Quantity(
        number.start, end, number.start, end, number.value, number.value_max,
        unit.canonical, unit.dimension, unit.kind, unit.base, unit.factor,
    )  # fmt: skip


def _unit_of_list(text: str, number: Number, end: int | None = None) -> Unit | None:
    """The unit that a list writes once, behind its last member: 高2.8、1.7个百分点; 分别为12、8和5家.

    Args:
        end: behind 个, where only 个百分点 may have been cut short (高2.8个、1.7个百分点).
    """
    at = number.end if end is None else end
    for _ in range(_LONGEST_LIST):
        mark = _LIST_MARK.match(text, at)
        if mark is None or not text[mark.end() : mark.end() + 1].isdecimal():
            return None
        following = read_number(text, mark.end())
        if following is None or following.value_max is not None:
            return None
        unit = load_units().match(text, following.end)
        if unit is not None and (end is None or unit.name != "个"):
            break
        at = following.end if unit is None else following.end + 1
    else:
        return None
    if unit.kind is UnitKind.TIME or (end is not None and unit.dimension != "points"):
        return None
    told = unit.kind is UnitKind.SHARE or _RESPECTIVELY.search(text, max(0, number.start - 16), number.start)
    return unit if told else None


def _second_end(text: str, end: int, unit: Unit) -> tuple[float, int] | None:
    """The upper end of 10%-15% or 5吨至8吨; a from-to (由16家扩增至28家) has words between."""
    sign = _RANGE_SIGN.match(text, end)
    number = read_number(text, sign.end()) if sign else None
    if number is None or not text.startswith(unit.name, number.end):
        return None
    return number.value, number.end + len(unit.name)


def _refused_by_unit(text: str, number: Number, unit: Unit, end: int) -> RejectReason | None:
    """Ages, lengths of time, ordering words, and the small counts of narration."""
    if number.han and (unit.name == "届" or _MEETING.match(text, end)):
        return RejectReason.ORDINAL
    if unit.dimension == "age":
        return RejectReason.AGE
    if unit.dimension == "voltage" and _SENTENCE_END.match(text, end) is None:
        return RejectReason.NAME
    if unit.kind is UnitKind.TIME:
        near = text[max(0, number.start - 12) : number.start]
        if number.han or not any(cue in near for cue in load_cues().duration_result):
            return RejectReason.DURATION
        return None
    small = number.han and not (number.odd or number.scaled or number.bare) and number.value_max is None
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
    done = any(near.endswith(cue) for cue in cues.achieved) or _closes_achievement(text, number.start, end)
    if number.value >= 2 and (not unit.structural or unit.name in "家个") and done:
        return (
            None if not any(text.startswith(word, end) for word in cues.never_counts) else RejectReason.SMALL
        )
    return RejectReason.SMALL


def _closes_achievement(text: str, start: int, end: int) -> bool:
    """Whether a count ends a clause that a verb of achievement opens (新发展龙头企业两家)."""
    if _SENTENCE_END.match(text, end) is None:
        return False
    clause = _CLAUSE_MARK.split(text[max(0, start - _ACHIEVEMENT_CHARS) : start])[-1]
    return clause.startswith(_achievements())


@functools.cache
def _achievements() -> tuple[str, ...]:
    words = [word for word in load_cues().achieved if len(word) > 1]
    return tuple(prefix + word for word in words for prefix in load_cues().achieved_opening)


def _without_unit(text: str, number: Number) -> Quantity | Rejected | None:
    """5241.5万 with money or people meant; a number without 万 or 亿 needs a unit."""
    if text[max(0, number.start - 1) : number.start] in ("¥", "￥"):
        return _meant(text, number, "元", "money")
    if not number.scaled:
        return _reject(text, number, RejectReason.NO_UNIT) if not number.han else None
    if m := _OF_HOUSEHOLDS.match(text, number.end):
        return _meant(text, number, "户", "households")
    if m := _OF_PEOPLE.match(text, number.end):
        return _meant(text, number, "人", "people") if m else None
    if _COUNTS_PEOPLE.search(text, max(0, number.start - 8), number.start):
        return _meant(text, number, "人", "people")
    near = text[max(0, number.start - 12) : number.start] + text[number.end : number.end + 6]
    if _MONEY_WORDS.search(near):
        return _meant(text, number, "元", "money")
    return _reject(text, number, RejectReason.NO_UNIT)


def _meant(text: str, number: Number, name: str, dimension: str) -> Quantity | Rejected:
    unit = load_units().units[name]
    quantity = Quantity(
        number.start, number.end, number.start, number.end, number.value, number.value_max,
        name, dimension, unit.kind, unit.base, unit.factor, han=number.han,
    )  # fmt: skip
    quantity = _modified(text, quantity, odd=number.odd)
    if number.bare and not quantity.modifier:
        return _reject(text, number, RejectReason.INDEFINITE)
    return quantity


def _modified(text: str, quantity: Quantity, *, odd: bool) -> Quantity:
    """The quantity with the modifier that stands before, in or behind it."""
    cues = load_cues()
    lead, tail, modifier = quantity.start, quantity.end, ">" if odd else ""
    for length in range(_LONGEST_MODIFIER, 0, -1):
        word = text[max(0, quantity.start - length) : quantity.start]
        sign = cues.modifiers_before.get(word)
        if sign is not None and not _in_other_word(text, quantity.start - length, word):
            lead, modifier = quantity.start - length, sign
            break
    for word, sign in cues.modifiers_after.items():
        if text.startswith(word, quantity.end):
            tail = quantity.end + len(word)
            modifier = modifier if modifier == "<" else sign
            break
    return replace(quantity, lead=lead, tail=tail, modifier=modifier)


def _in_other_word(text: str, start: int, word: str) -> bool:
    """约 of 签约, 过 of 通过: the modifier is the end of another word."""
    others = load_cues().modifier_not_after.get(word)
    return others is not None and start > 0 and text[start - 1] in others


def _drop_wordless(
    text: str, found: list[Quantity], rejected: list[Rejected]
) -> tuple[list[Quantity], list[Rejected]]:
    """A long row of numbers without words between them is what is left of a table, not a statement."""
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


def _drop_thresholds(
    text: str, found: list[Quantity], rejected: list[Rejected]
) -> tuple[list[Quantity], list[Rejected]]:
    """A size that only sorts what the next number counts (5亿元以上16个, 过亿元企业35家) is no figure."""
    kept: list[Quantity] = []
    for i, quantity in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and _is_threshold(text, quantity, following):
            reason = RejectReason.THRESHOLD
            rejected.append(
                Rejected(quantity.start, quantity.end, text[quantity.start : quantity.end], reason)
            )
        else:
            kept.append(quantity)
    rejected.sort(key=lambda r: r.start)
    return kept, rejected


def _is_threshold(text: str, quantity: Quantity, following: Quantity) -> bool:
    if following.form is Form.RANK:
        before = text[max(0, quantity.lead - 12) : quantity.lead]
        between = text[quantity.tail : following.lead]
        return bool(_AMONG.search(before)) and len(between) <= 8 and not _CLAUSE_MARK.search(between)
    if quantity.kind is not UnitKind.MEASURE or following.kind is not UnitKind.COUNT:
        return False
    between = text[quantity.tail : following.lead]
    if len(between) > 12 or re.search(r"[，。；、！？,;：:]", between):
        return False
    return quantity.tail > quantity.end or text[quantity.lead : quantity.start] in ("过", "超", "超过")
