"""The unit, the sign and the modifier of a number.

What belongs here: what makes a number a quantity. What does not: what makes it none (``refusing``).
"""

from __future__ import annotations

import re

from data_layer.figures.numbers.numerals import Number, han_value, read_number
from data_layer.figures.numbers.proportions import pure_number
from data_layer.figures.numbers.quantities import Form, Quantity, Rejected, RejectReason
from data_layer.figures.numbers.refusing import SENTENCE_END, refused_by_unit, reject
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.units import Unit, UnitKind, load_units

__all__ = ["modified", "share", "with_unit"]

_AND_A_HALF = frozenset({"成", "倍", "亩", "里", "斤"})
_MINUS_SIGNS = "-－−"
_NEGATIVE_SHARES = frozenset({"percent", "permille", "points", "temperature"})
_NEGATIVE_AFTER = re.compile(r"[为达是到至：:（(]$")
_NOT_MINUS = re.compile(r"[0-9A-Za-z%‰％.\-－−—–~～]$")
_BELOW = re.compile(r"(?:零下|(?<![胜担抱背欠减辜自承肩])负)$")
_BELOW_ENDS = frozenset("下负")
_MEMBER = r"(?:[、，]|和|与|及|以及)[-－−]?[0-9][0-9,.]*[百千万亿]*余?"
_MEMBERS = re.compile(rf"(?:{_MEMBER}){{1,20}}")
"""Further members of a list that shares the unit of its last one (分别为12、8和5家); as in sentences.py."""
_MEMBERS_BEFORE = re.compile(r"(?:[0-9][0-9,.]*[百千万亿]*余?(?:[、，]|和|与|及|以及))+$")
_LONGEST_LIST = 80
"""Characters that members before a number of their list take."""
_CUT_MEMBERS = re.compile(rf"(?:{_MEMBER}(?:个(?!百分点))?){{1,3}}")
"""Members with 个 that may stand before the 个百分点 that they share; common lists of 个 are longer."""
_RESPECTIVELY = re.compile(r"分别|各|均|依次")
_FINER_NUMBER = re.compile(r"零?(?:(?P<digits>[0-9]{1,3}(?:\.[0-9]+)?)|(?P<han>[一二三四五六七八九十]{1,3}))")
_OLD_LIANG = 16
"""两 to the 斤 until the State Council's order of 25 June 1959."""
_GOES_ON = frozenset("(（/每·半-－–—~～至到")
"""Characters behind a unit with which the quantity may go on."""
_RANGE_SIGN = re.compile(r"[-－–—~～至到]")
_BRACKETED = re.compile(r"[(（][套次台件个只][)）]")
_OF_PEOPLE = re.compile(
    r"[^，。；、！？,;0-9]{0,6}?(?P<who>人口|群众|市民|居民|农民|职工|学生|党员|干部|公民|游客|考生|村民|人民|老人|儿童|劳动力|从业者|青年|妇女|志愿者|同胞|师生|旅客|产业工人|农民工)"
)
_OF_HOUSEHOLDS = re.compile(r"[^，。；、！？,;0-9]{0,4}?(?P<who>农户|住户|用户)")
_COUNTS_PEOPLE = re.compile(
    r"(?:人口|(?P<visits>人次数?)|人数|人员|粉丝)(?:总数|总量|总规模)?"
    r"(?:[将要应需已共仅]|控制|稳定|保持|分别|达到?|为|约|近|超过?|突破|有|在|[增减](?:加|少)?[到至])*"
    r"(?:(?:[0-9.]+[万亿](?:[、和]|以及))+)?$"
)
"""总人口控制在1.2亿, 人口分别达到1.1亿和1.3亿."""
_COUNTS_PEOPLE_CHARS = 32
_MOVED = re.compile(r"(?:提升|上升|跃升|攀升|前移|前进|后移|回落|下降|下滑|退后)了?\Z")
"""排名上升3位: places in a ranking, and no persons."""
_PEOPLE_OR_VISITS = (("人", "people"), ("人次", "visits"))
_FEWEST_PEOPLE = 1_000
"""常住人口766579 without a unit counts people; smaller numbers may be of a list or a note."""
_MONEY_WORDS = re.compile(
    r"金额|资金|投资|产值|收入|贷款|债|补助|补贴|税|营收|经费|工资|损失|利润|捐|款|财政|费|额|值|融资|授信|投入|价值|奖金|元"
)

_MANY_SORTED = re.compile("多(?:层|功能|元化?|媒体|晶|金属|语种|肉|式联运)")
"""26幢多层住宅: 多 begins a word, and says nothing of the number."""


def with_unit(text: str, number: Number, before: str) -> Quantity | Rejected | None:
    """The number with the unit behind it, or why it has none; None for a Chinese numeral that is a word.

    Args:
        before: the character before the number.
    """
    at = number.end + (text.startswith(" ", number.end) and not number.han)
    unit = load_units().match(text, at)
    if unit is None and not number.han and (shared := _unit_of_list(text, number)) is not None:
        number = _scaled_as_last(text, number)
        return modified(text, _signed(text, _measured(number, shared, number.end)), odd=number.odd)
    if unit is None:
        return _without_unit(text, number)
    end = at + len(unit.name)
    if unit.name == "位" and _MOVED.search(text, max(0, number.start - 4), number.start):
        unit = load_units().units["个位次"]
    if unit.name == "个" and (shared := _unit_of_list(text, number, end)) is not None:
        return modified(text, _measured(number, shared, end), odd=number.odd)
    if (whole := _with_finer(text, number, unit, end)) is not None:
        return modified(text, whole, odd=number.odd)
    if (reason := refused_by_unit(text, number, unit, end)) is not None:
        return reject(text, number, reason)
    quantity = _measured(number, unit, end)
    if text[end : end + 1] in _GOES_ON:
        quantity = _going_on(text, quantity, unit)
    if unit.name == "成":
        high = quantity.value_max and quantity.value_max * unit.factor
        quantity = quantity._replace(value=quantity.value * unit.factor, value_max=high, unit="%", factor=1.0)
    quantity = modified(text, _signed(text, quantity), odd=number.odd)
    if number.bare and not quantity.modifier:
        return reject(text, number, RejectReason.INDEFINITE)
    return quantity


def _with_finer(text: str, number: Number, unit: Unit, end: int) -> Quantity | None:
    """The number with a smaller unit's behind it, as old papers write: 三斤四两, 2亩5分, 五元六角; else None.

    Before 1959 sixteen 两 made a 斤: eleven or more are told in these.
    """
    finer = load_units().finer.get(unit.name)
    if finer is None or number.value_max is not None:
        return None
    more = _FINER_NUMBER.match(text, end)
    name = next((name for name in finer if text.startswith(name, more.end())), None) if more else None
    if more is None or name is None:
        return None
    count = float(more["digits"]) if more["digits"] else han_value(more["han"])
    parts = _OLD_LIANG if (unit.name, name) == ("斤", "两") and count > finer[name] else finer[name]
    if count >= parts:
        return None
    value = round(number.value + count / parts, 6)
    return _measured(number._replace(value=value), unit, more.end() + len(name))


def _going_on(text: str, quantity: Quantity, unit: Unit) -> Quantity:
    """The quantity with what goes on behind its unit: 台(套), 元/人, 倍半, a second end (吨至8吨)."""
    end, name, factor, base = quantity.end, quantity.unit, quantity.factor, quantity.base_unit
    value, value_max = quantity.value, quantity.value_max
    if m := _BRACKETED.match(text, end):
        name, end = name + m.group(), m.end()
    while text[end : end + 1] in ("/", "每", "·") and (per := load_units().match(text, end + 1)) is not None:
        name, end = f"{name}{text[end] if text[end] == '·' else '/'}{per.canonical}", end + 1 + len(per.name)
        factor, base = 1.0, name
    if unit.name in _AND_A_HALF and text.startswith("半", end) and value_max is None:
        value, end = value + 0.5, end + 1
    if value_max is None and (second := _second_end(text, end, unit)) is not None:
        value_max, end = second
    return quantity._replace(
        end=end, tail=end, value=value, value_max=value_max, unit=name, base_unit=base, factor=factor
    )


def _signed(text: str, quantity: Quantity) -> Quantity:
    """The quantity with the minus sign, 负 or 零下 before it; a dash between two things is none."""
    start = quantity.start
    if text[max(0, start - 1) : start] in _MINUS_SIGNS and start and not quantity.han:
        before = text[max(0, start - 2) : start - 1]
        shares = quantity.dimension in _NEGATIVE_SHARES and not _NOT_MINUS.match(before)
        if shares or _NEGATIVE_AFTER.match(before):
            return quantity._replace(start=start - 1, lead=start - 1, negative=True)
    elif text[start - 1 : start] in _BELOW_ENDS and (m := _BELOW.search(text, max(0, start - 2), start)):
        return quantity._replace(start=m.start(), lead=m.start(), negative=True)
    return quantity


def _measured(number: Number, unit: Unit, end: int) -> Quantity:
    return Quantity(
        number.start, end, number.start, end, number.value, number.value_max,
        unit.canonical, unit.dimension, unit.kind, unit.base, unit.factor, han=number.han,
    )  # fmt: skip


def _unit_of_list(text: str, number: Number, end: int | None = None) -> Unit | None:
    """The unit that a list writes once, behind its last member: 高2.8、1.7个百分点; 分别为12、8和5家.

    Args:
        end: behind 个, where only 个百分点 may have been cut short (高2.8个、1.7个百分点).
    """
    others = _MEMBERS.match(text, number.end) if end is None else _CUT_MEMBERS.match(text, end)
    unit = load_units().match(text, others.end()) if others else None
    if unit is None or unit.kind is UnitKind.TIME or (end is not None and unit.dimension != "points"):
        return None
    if unit.kind is UnitKind.SHARE:
        return unit
    opened = _MEMBERS_BEFORE.search(text, max(0, number.start - _LONGEST_LIST), number.start)
    start = opened.start() if opened else number.start
    return unit if _RESPECTIVELY.search(text, max(0, start - 16), start) else None


def _scaled_as_last(text: str, number: Number) -> Number:
    """The number with the 万 or 亿 that its list writes once, behind its last member: 分别为23、339和462亿元.

    Where others have a 万 of their own, or the last is far smaller, each is meant as written (3000、1万元).
    """
    others = _MEMBERS.match(text, number.end)
    last = _LAST_SCALED.search(others.group()) if others and not number.scaled else None
    if others is None or last is None or _SCALES.search(others.group(), 0, last.start()):
        return number
    if not 1 / _ALIKE <= number.value / (float(last["digits"].replace(",", "")) or 1) <= _ALIKE:
        return number
    times = _SCALED_BY[last["scale"]]
    high = number.value_max and number.value_max * times
    return number._replace(value=number.value * times, value_max=high)


_LAST_SCALED = re.compile(r"(?P<digits>[0-9][0-9,.]*)(?P<scale>[万亿])余?$")
_SCALES = re.compile("[百千万亿]")
_SCALED_BY = {"万": 1e4, "亿": 1e8}
_ALIKE = 100
"""How many times the last member of a list another one is that has its 万."""


def _second_end(text: str, end: int, unit: Unit) -> tuple[float, int] | None:
    """The upper end of 10%-15% or 5吨至8吨; a from-to (由16家扩增至28家) has words between."""
    sign = _RANGE_SIGN.match(text, end)
    number = read_number(text, sign.end()) if sign else None
    if number is None or not text.startswith(unit.name, number.end):
        return None
    return number.value, number.end + len(unit.name)


def _without_unit(text: str, number: Number) -> Quantity | Rejected | None:
    """5241.5万 with money or people meant; a number without 万 or 亿 needs a unit."""
    if text[max(0, number.start - 1) : number.start] in ("¥", "￥"):
        return _meant(text, number, "元", "money")
    if (pure := pure_number(text, number)) is not None:
        return modified(text, pure, odd=number.odd)
    people = _COUNTS_PEOPLE.search(text, max(0, number.start - _COUNTS_PEOPLE_CHARS), number.start)
    if not number.scaled:
        alone = number.value >= _FEWEST_PEOPLE and SENTENCE_END.match(text, number.end)
        if people and alone:
            return _meant(text, number, *_PEOPLE_OR_VISITS[bool(people["visits"])])
        return reject(text, number, RejectReason.NO_UNIT) if not number.han else None
    if m := _OF_HOUSEHOLDS.match(text, number.end):
        return _meant(text, number, "户", "households")
    if m := _OF_PEOPLE.match(text, number.end):
        return _meant(text, number, "人", "people") if m else None
    if people:
        return _meant(text, number, *_PEOPLE_OR_VISITS[bool(people["visits"])])
    near = text[max(0, number.start - 12) : number.start] + text[number.end : number.end + 6]
    if _MONEY_WORDS.search(near):
        return _meant(text, number, "元", "money")
    return reject(text, number, RejectReason.NO_UNIT)


def _meant(text: str, number: Number, name: str, dimension: str) -> Quantity | Rejected:
    unit = load_units().units[name]
    quantity = Quantity(
        number.start, number.end, number.start, number.end, number.value, number.value_max,
        name, dimension, unit.kind, unit.base, unit.factor, han=number.han,
    )  # fmt: skip
    quantity = modified(text, quantity, odd=number.odd)
    if number.bare and not quantity.modifier:
        return reject(text, number, RejectReason.INDEFINITE)
    return quantity


def share(text: str, start: int, end: int, value: float, unit: str, dimension: str, form: Form) -> Quantity:
    """A quantity that is written as a fraction, a rank or a doubling: ``text[start:end]``."""
    quantity = Quantity(
        start, end, start, end, value, None, unit, dimension, UnitKind.SHARE, unit, 1.0, form=form
    )
    return quantity if form is Form.RANK else modified(text, quantity, odd=False)


def modified(text: str, quantity: Quantity, *, odd: bool) -> Quantity:
    """The quantity with the modifier that stands before, in or behind it."""
    cues = load_cues()
    lead, tail, modifier = quantity.start, quantity.end, ">" if odd else ""
    if length := cues.words_before.before(text, quantity.start):
        word = text[quantity.start - length : quantity.start]
        if not _in_other_word(text, quantity.start - length, word):
            lead, modifier = quantity.start - length, cues.modifiers_before[word]
    if (length := cues.words_after.at(text, quantity.end)) and not _MANY_SORTED.match(text, quantity.end):
        sign = cues.modifiers_after[text[quantity.end : quantity.end + length]]
        tail = quantity.end + length
        modifier = modifier if modifier == "<" and sign != "~" else sign  # 控制在4%左右
    if (lead, tail, modifier) == (quantity.lead, quantity.tail, quantity.modifier):
        return quantity
    return quantity._replace(lead=lead, tail=tail, modifier=modifier)


def _in_other_word(text: str, start: int, word: str) -> bool:
    """约 of 签约, 过 of 通过: the modifier is the end of another word."""
    others = load_cues().modifier_not_after.get(word)
    return others is not None and start > 0 and text[start - 1] in others
