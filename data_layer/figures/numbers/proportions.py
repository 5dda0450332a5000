"""Numbers that a colon or 、 joins, and pure numbers: 6.0:55.1:38.9, 2.31:1, 收入比由2.08缩小到2.01.

What belongs here: which of them report something, and what their parts are called. Numbers with a unit are
``measuring``'s. A structure's parts are shares of one whole, in %; a number against one (or against a
hundred) and a ratio, coefficient or index without a unit are pure numbers, in the unit 比例.
"""

from __future__ import annotations

import re

from data_layer.figures.numbers.numerals import Number
from data_layer.figures.numbers.quantities import Form, Quantity
from data_layer.figures.phrases.phrasing import members
from data_layer.lexicon.units import UnitKind

__all__ = ["joined_by_colons", "part_name", "pure_number"]

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3})?"
_COLON = r" ?[:：∶︰] ?"
_OPENS = re.compile(rf"{_NUMBER}(?:{_COLON}|、)[0-9]")
_RUN = re.compile(
    rf"{_NUMBER}(?:(?:{_COLON}{_NUMBER}){{1,9}}|(?:、{_NUMBER}){{2,9}}(?!{_COLON}))(?![0-9.%‰])"
)
_RUN_BEFORE = re.compile(
    rf"(?:(?<![0-9.:：∶︰])(?:{_NUMBER}{_COLON}){{1,9}}|(?<![0-9.:：∶︰、])(?:{_NUMBER}、){{1,9}})$"
)
_SPLIT = re.compile(rf"{_COLON}|、")
_LONGEST_RUN = 72
_COLONS = frozenset(":：∶︰、 ")
_LISTED = 1.0
"""How far from 100 the sum of parts that only 、 stands between may be: 结构为9.3、41.0、49.6 (rounding)."""

_STRUCTURE = re.compile(
    r"(?P<whole>[^，。；：:\n]{1,24}?)(?P<noun>(?:增加值|产值|产出)?(?:结构|构成|比重|比例|占比|之比|比))(?=[^分赛]|$)"
)
_STRUCTURE_CHARS = 60
"""Characters between a structure's name and its numbers: 三次产业结构持续优化，由上年的…调整为…."""
_OF_INDUSTRIES = re.compile(r"(?:三次|三大|三个|一二三次?)产业|三产|(?:^|[全的][市县区省州国]?)产业$")
"""All three industries at once, not 文化产业 or 农业产业."""
_INDUSTRIES = "三次产业"
_SENTENCE = re.compile(r"[。；！？\n]")
_WHOLE = 100.0
_FAR = 0.5
"""How far below 100 a structure's sum may lie, as a share of it, before it is a list (1:2:3); within it, and
up to twice 100, a part may be misprinted, which the audit tells."""

_AGAINST = re.compile(
    r"(?P<what>比|比例|比值|比率|之比)(?:约|仅|已|大约)?(?:为|是|达到?|至|到|在)?(?:了|约)?$"
)
_SCORE = re.compile(r"比(?:分|赛)")

_PURE = r"(?:收入|消费|性别|抚养|贫富|城乡|生师|师生|户籍|差距|倍差)(?:比|比值|倍差|之比)|比值|倍差|系数|指数"
_GLOSS = r"(?:[（(][^（）()]{1,24}[)）])?"
_MOVING = r"(?:[^，。；、0-9]{0,6}(?:缩小|扩大|下降|上升|降低|提高|收窄|改善|优化)，)?"
"""收入比持续缩小，由…下降为…."""
_TOLD = _GLOSS + _MOVING + r"(?:[^，。；、（(0-9]{0,6}(?:为|是|达到?|至|到|在|从|由|降至|升至))?(?:约|仅)?"
_YEAR = r"(?:(?:[0-9]{4}年|[上去]年|年初)[^，。；、0-9]{0,16}?的?)?"
_NUMBER_TO_ONE = rf"{_NUMBER}(?:{_COLON}1)?"
_BEFORE_PURE = re.compile(rf"(?:{_PURE}){_TOLD}{_YEAR}$")
_FROM = re.compile(
    rf"(?:{_PURE}){_GLOSS}{_MOVING}(?:[^，。；、0-9]{{0,6}})(?:由|从){_YEAR}{_NUMBER_TO_ONE}，?[^，。；、0-9]{{1,8}}?(?:至|到|为){_YEAR}$"
)
_BESIDE = re.compile(rf"(?:{_PURE}){_TOLD}{_NUMBER_TO_ONE}，?[比与较同]{_YEAR}$")
"""性别比为98.5，与2010年的99.1相比."""
_BY = re.compile(
    rf"(?:{_PURE}){_GLOSS}[^。；0-9]{{0,8}}(?:{_NUMBER_TO_ONE})?(?:，?[比与较同]{_YEAR}{_NUMBER_TO_ONE})?[^。；0-9]{{0,10}}"
    r"(?:缩小|扩大|降低|下降|上升|提高|回落|减少|增加)了?$"
)
_PURE_CHARS = 72
_PURE_END = re.compile(
    r"[，。；、！？,;)）\n]|$|相[比较]|比较|[^0-9A-Za-z%‰．.\-－—~～]{1,3}?(?:小|低|降|升|高|大|落|少|加|优|至|到)"
)


def joined_by_colons(text: str, start: int) -> Quantity | None:
    """The part of a structure that begins at ``start``, or the ratio; None where no colon joins its number.

    Times of day, scores and scales (1:500) are none: the words before must name a structure or a ratio.
    """
    run_start = start
    if text[start - 1 : start] in _COLONS and (m := _run_before(text, start)):
        run_start = m.start()
    elif _OPENS.match(text, start) is None:
        return None
    run = _RUN.match(text, run_start)
    if run is None:
        return None
    ends = [m.start() for m in _SPLIT.finditer(text, run.start(), run.end())] + [run.end()]
    starts = [run.start()] + [m.end() for m in _SPLIT.finditer(text, run.start(), run.end())]
    if start not in starts:
        return None
    values = _values(run)
    if _names(text, run):
        at = starts.index(start)
        return _of(start, ends[at], values[at], "%", "percent", Form.PART)
    against = start == run_start and len(values) == 2 and "、" not in run.group()
    if against and _against(text, run_start, values):
        return _of(start, run.end(), round(values[0] / values[1], 6), "比例", "ratio", Form.PLAIN)
    return None


def part_name(text: str, start: int) -> str:
    """What the part of a structure that begins at ``start`` is called: 第一产业占比; empty for none."""
    m = _run_before(text, start)
    run = _RUN.match(text, m.start() if m else start)
    if run is None:
        return ""
    names = _names(text, run)
    return names[len(_SPLIT.findall(text[run.start() : start]))] if names else ""


def pure_number(text: str, number: Number) -> Quantity | None:
    """The number as a ratio, coefficient or index, or a change of one; None where no word says so."""
    if number.han or number.scaled or number.value_max is not None or number.value >= 1000:
        return None
    before = text[max(0, number.start - _PURE_CHARS) : number.start]
    told = any(told.search(before) for told in (_BEFORE_PURE, _FROM, _BESIDE, _BY))
    if not told or not _PURE_END.match(text, number.end):
        return None
    return _of(number.start, number.end, number.value, "比例", "ratio", Form.PLAIN)


def _of(start: int, end: int, value: float, unit: str, dimension: str, form: Form) -> Quantity:
    return Quantity(
        start, end, start, end, value, None, unit, dimension, UnitKind.SHARE, unit, 1.0, form=form
    )


def _run_before(text: str, start: int) -> re.Match[str] | None:
    return _RUN_BEFORE.search(text, max(0, start - _LONGEST_RUN), start)


def _values(run: re.Match[str]) -> list[float]:
    return [float(number) for number in _SPLIT.split(run.group())]


def _names(text: str, run: re.Match[str]) -> list[str]:
    """The names of a structure's parts; empty where the numbers are none or the text does not tell them."""
    values, start = _values(run), run.start()
    count, total = len(values), sum(values)
    low, high = (_FAR * _WHOLE, _WHOLE) if count > 2 else (0.1, 0.1)
    if "、" in run.group():
        low = high = _LISTED
    full = -low <= total - _WHOLE <= high and max(values) < _WHOLE
    if not full and not (count > 2 and _lost_a_point(values)):
        return []
    before = text[max(0, start - _STRUCTURE_CHARS) : start]
    before = _SENTENCE.split(before)[-1]
    for m in reversed(list(_STRUCTURE.finditer(before))):
        whole = _INDUSTRIES if count == 3 and _OF_INDUSTRIES.search(m["whole"]) else m["whole"]
        names = members(whole + "占比", count)
        if len(names) == count:
            return names
    return []


def _lost_a_point(values: list[float]) -> bool:
    """Whether the parts make 100 if the largest had its point: 12.3:364:51.3."""
    largest = max(values)
    return largest >= _WHOLE and abs(sum(values) - largest + largest / 10 - _WHOLE) < 1


def _against(text: str, start: int, values: list[float]) -> bool:
    """Whether words before say that the first of two numbers is told against the second: 收入比为2.31:1."""
    before = text[max(0, start - _PURE_CHARS) : start]
    base = values[1] in (1.0, 100.0) or (values[0] == 1.0 and values[1] > 0)
    if not base or _SCORE.search(before):
        return False
    return bool(_AGAINST.search(before) or _BEFORE_PURE.search(before) or _FROM.search(before))
