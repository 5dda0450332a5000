"""Ties a quantity to the time that its statement speaks of.

What belongs here: which of the times found by their own stage governs a statement. Which period follows:
``lasting``. The nearest is not always the one that governs: 比2020年 is a base, 去年举办的 an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from data_layer.figures.contexts.lasting import is_flow
from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.sentences import OPENING
from data_layer.figures.statements import Statement
from data_layer.lexicon.units import UnitKind
from data_layer.model import Period, PeriodType, TimeMention

__all__ = ["govern_time"]

_ATTRIBUTE = re.compile(r"[^，。；、：的0-9]{2,10}的")
_CLAUSE_MARKS = '。！？!?，,；;：:、（(“"\n 】）)〕］]》'
_SENTENCE_MARKS = "。！？!?；;：\n"
_SUMMED = re.compile(r"[，,]?[^，,。；：0-9]{0,16}累计(?:完成|实现)")
_SUMMED_NEXT = re.compile(r"[，,；;]累计(?:完成|实现)[^。；;\n]*\Z")
_AWARD_CHARS = 8
_AWARDED = re.compile(r"(?:获|获评|荣获|评为|评选为|入选|跻身|授予|命名为)[^，。；：]{0,5}\Z")
_FOUNDED_AT = re.compile("(?:始建|建成|兴建|创建|创办|成立|组建|开工|投产|开业|落户)于$")
_FOUNDED = re.compile(
    "(?:正式|破土|动工)*(?:成立|开工|动工|建成|竣工|投产|落户|创办|创建|始建|组建|开业|启用|投用|通车|挂牌|注册|建厂|建校|建院)"
    "(?:建设|运营|使用|投产|投用|营业|招生|登记)*(?=[，,])"
)
_AWARDED_FOR = re.compile(
    r"[^，。；：]{0,20}(?:赛|评选|评比|考核|评估|测评)中?(?:均|再次|连续)?(?:[荣喜]?获|被评|斩获|夺得)"
)
_TARGET = re.compile(
    r"(?:[0-9.]+[万亿]?[^，。；0-9的]{0,3}|(?!完成|实现|超额|新增|累计)[^，。；0-9的]{1,4}(?=目标任务))?(?:目标|任务|指标|(?:计划|预算)(?=的|数|总?任务|总?目标|[0-9，。；、]|$))"
)
"""全年目标的80%, 全年420件任务, 2022年计划数: the time is the target's."""
_NAMED = re.compile(r"[^，。；、：0-9的]{2,16}(?:大赛|竞赛|比赛|评选|论坛|博览会|展览会|推介会|表彰会|颁奖)")
"""举办2021年度技能大赛，评出能手38名: the year is in the contest's name."""
_CONTINUED = ("延续", "延续了")
"""延续2月份平稳向好趋势，同比增长9.6%: the month goes with the trend."""
_BRACKET = re.compile(r"[（()）]")
_COMES_TO = re.compile(r"(?:恢复[到至为]?了?|相当于|[是为占]|达到?)(?:疫情?前的?)?\Z")
_COMES_TO_CHARS = 7
_COMPARED = re.compile(r"相?比|相较")
_BESIDE = ("相比", "比较", "相较")
_NOUN_OF = r"[^，。；、0-9增减升降涨跌多少高低的]{2,20}的"
_OF_THAT_TIME = re.compile(_NOUN_OF)
_AT_THAT_TIME = re.compile(rf"(?:{_NOUN_OF}|[的（(])")
"""比2010年第六次普查时的3.3人减少: the number is of the time that is compared with."""
_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?(?:[至到—~～\-－]|——)+(?:19|20)[0-9]{2}年(?:间|期间)?")
_FROM = re.compile(
    r"(?:由(?![于此])|从(?![业事前而]))[^，。；0-9]{0,4}(?:[0-9.]+[万亿]*[^，。；、0-9]{1,4}、){0,4}\Z"
)
_ON_TO = re.compile(r"(?:、[0-9.]+[万亿]*[^，。；、0-9]{1,4}){0,4}，?[^，。；0-9]{0,8}[到至为]")
_TO = re.compile(
    r"(?:由(?![于此])|从(?![业事前而]))[^，。；]{0,4}[0-9][^，。；]*，?[^，。；0-9]{0,6}(?:[到至为]|提高|提升)[^，。；0-9]{0,3}"
    r"(?:[0-9.]+[万亿]*[^，。；、0-9]{1,4}、){0,4}\Z"
)
_FULL_STOPS = "。！？!?\n"
_AMONG = "其中"
_SUFFIXES = "国省市县区州旗盟"
_AT_PRESENT = frozenset({"目前", "当前", "如今", "现在"})
"""2021年实现产值11亿元。目前占地25平方公里。实现利润2亿元: what was done later on is of the time before."""
_FROM_CHARS = 80
"""Characters of 收入从2.8万元、1.1万元，提高到3.4万元、1.5万元 before its last number."""
_LONGEST_OPENING = 40
"""Characters before a time that still open its sentence (此外，据统计，截至)."""


def govern_time(
    text: str,
    statement: Statement,
    span: tuple[int, int],
    times: Sequence[TimeMention],
    quoted: Sequence[tuple[int, int]],
    quantities: Sequence[Quantity],
) -> tuple[TimeMention | None, bool]:
    """The time that governs a statement, and whether it stands in an earlier sentence of the paragraph.

    Args:
        quantities: of the sentence, in order.
    """
    quantity, context = statement.quantity, statement.context
    now: TimeMention | None = None
    for mention in reversed(times):
        if mention.end > quantity.lead:
            continue
        if mention.recurring and (statement.growth or _of_a_member(text, mention, context.clause_start)):
            continue
        if mention.base and _of_the_base(text, mention, quantity):
            return _undated(text, mention), mention.start < span[0]
        if mention.base or _of_something_else(text, mention, statement, quoted):
            continue
        earlier = mention.start < span[0]
        if _of_one_number(text, mention, quantity, quantities):
            continue
        beyond = earlier and not _goes_on(text, mention, span)
        if mention.start < context.clause_start and not _carries(text, mention, earlier=beyond):
            continue
        if earlier and mention.text in _AT_PRESENT and is_flow(context.left):
            now = now or mention
            continue
        if earlier and mention.text.endswith("年末") and is_flow(context.left):
            return _whole_year(mention), True
        return _from_to(text, statement, _accumulated(text, mention, quantity.lead)), earlier
    return now, now is not None


def _of_a_member(text: str, mention: TimeMention, clause_start: int) -> bool:
    """Whether a recurring time is in the name of one thing of a list: 来电总数、月均投诉量等8项指标."""
    return "、" in text[clause_start : mention.start]


def _goes_on(text: str, mention: TimeMention, span: tuple[int, int]) -> bool:
    """Whether a sentence tells parts of what the one before it told, of a time that stands there.

    预计全年总产值41亿元。其中，蚕桑3亿元: the time is that of the whole, though a plan's.
    """
    among = text.startswith(_AMONG, *span)
    return among and not any(mark in text[mention.end : span[0] - 1] for mark in _FULL_STOPS)


def _of_something_else(
    text: str, mention: TimeMention, statement: Statement, quoted: Sequence[tuple[int, int]]
) -> bool:
    """Whether a time is of something other than the statement: of a slogan, a target, a comparison."""
    quantity = statement.quantity
    return (
        any(start < mention.start < end for start, end in quoted)
        or _aside(text, mention, quantity.lead)
        or text.endswith(_CONTINUED, 0, mention.start)
        or (mention.text.endswith("年度") and _NAMED.match(text, mention.end) is not None)
        or _of_a_target(text, mention, quantity)
        or _measured_by(text, mention, quantity)
        or _of_founding(text, mention, statement.context.clause_start)
        or (statement.growth and _set_against(text, mention, quantity))
    )


def _of_founding(text: str, mention: TimeMention, clause_start: int) -> bool:
    """Whether a time only tells when what is told of was founded or begun (于2008年开工建设，建筑面积…)."""
    if mention.start >= clause_start:
        return False
    founded = _FOUNDED_AT.search(text, max(0, mention.start - 6), mention.start)
    return founded is not None or _FOUNDED.match(text, mention.end) is not None


def _of_the_base(text: str, mention: TimeMention, quantity: Quantity) -> bool:
    """Whether a number is that of the time compared with: 比2016年的3.2万元增长, 同比去年（368起）下降.

    So is the first of a from-to: 与2010年相比，平均受教育年限由8.4年上升到9.7年.
    """
    if _AT_THAT_TIME.fullmatch(text, mention.end, quantity.lead):
        return not _measured_by(text, mention, quantity)
    begun = mention.text.endswith(_BESIDE) and _FROM.search(text, mention.end, quantity.lead)
    return bool(begun and _ON_TO.match(text, quantity.tail))


def _undated(text: str, mention: TimeMention) -> TimeMention:
    """同比去年 is of the same months, which the words do not tell."""
    if not text.endswith("同比", 0, mention.start):
        return mention
    return mention._replace(period=Period(text=mention.text))


def _measured_by(text: str, mention: TimeMention, quantity: Quantity) -> bool:
    """Whether a share or multiple is of what a time told: 恢复到2019年的92%, 是2016年的1.8倍."""
    if quantity.lead != mention.end + 1 or not text.startswith("的", mention.end):
        return False
    measured = quantity.kind is UnitKind.SHARE or quantity.dimension == "times"
    return (
        measured
        and _COMES_TO.search(text, max(0, mention.start - _COMES_TO_CHARS), mention.start) is not None
    )


def _set_against(text: str, mention: TimeMention, quantity: Quantity) -> bool:
    """Whether a change is against a number of that time: 与2010年普查的75万人相比减少5万人."""
    if text[mention.start - 1 : mention.start] not in ("与", "同", "和", "较", "比"):
        return False
    return _COMPARED.search(text, mention.end, quantity.lead) is not None


def _from_to(text: str, statement: Statement, mention: TimeMention) -> TimeMention:
    """2017年至2021年，产值由2亿元增加到3亿元: the one number is of the first year, the other of the last."""
    start, end = mention.period.start, mention.period.end
    if start is None or end is None or _YEARS.fullmatch(mention.text) is None or statement.growth:
        return mention
    clause = text[max(mention.end, statement.quantity.lead - _FROM_CHARS) : statement.quantity.lead]
    begun = _FROM.search(clause) and _ON_TO.match(text, statement.quantity.tail)
    year = start.year if begun else end.year if _TO.search(clause) else None
    if year is None:
        return mention
    whole = Period(date(year, 1, 1), date(year, 12, 31), PeriodType.YEAR, mention.text)
    return mention._replace(period=whole, cutoff=False)


def _whole_year(mention: TimeMention) -> TimeMention:
    """年末在册低保对象2万人。低保支出1亿元: what was done in a later sentence was done in that year."""
    period = mention.period
    if period.end is None or period.start is not None:
        return mention
    kind = PeriodType.YEAR if (period.end.month, period.end.day) == (12, 31) else PeriodType.TO_DATE
    return mention._replace(
        period=period._replace(start=date(period.end.year, 1, 1), type=kind), cutoff=False
    )


def _of_a_target(text: str, mention: TimeMention, quantity: Quantity) -> bool:
    """Whether a time is that of a target (完成全年目标的80%), and the number is not the target's own."""
    target = _TARGET.match(text, mention.end)
    return target is not None and not mention.end <= quantity.lead < target.end()


def _aside(text: str, mention: TimeMention, lead: int) -> bool:
    """Whether a time stands in a bracket that ends before ``lead``, with other words (含2021年签约项目)."""
    mark = _BRACKET.search(text, mention.end, lead)
    if mark is None or mark.group() not in "）)":
        return False
    return mark.start() > mention.end or text[mention.start - 1 : mention.start] not in ("（", "(")


def _accumulated(text: str, mention: TimeMention, lead: int) -> TimeMention:
    """4月，税收收入累计完成2.4亿元 is of January to April, as 1—4月 is: budgets are told so.

    So is what follows 累计完成 behind the month's own number (当月完成7亿元，累计完成23亿元，下降11%).
    """
    period = mention.period
    if period.type is not PeriodType.MONTH or period.start is None:
        return mention
    if _SUMMED.match(text, mention.end) is None and _SUMMED_NEXT.search(text, mention.end, lead) is None:
        return mention
    start = date(period.start.year, 1, 1)
    return mention._replace(period=period._replace(start=start, type=PeriodType.TO_DATE))


def _of_one_number(
    text: str, mention: TimeMention, quantity: Quantity, quantities: Sequence[Quantity]
) -> bool:
    """Whether a time is the attribute of one number before this one: 由上年(的)2.1亿元增至2.6亿元."""
    at = mention.end + text.startswith("的", mention.end)
    if at == mention.end:
        if not text.endswith(("由", "从"), 0, mention.start):
            return False
        noun = _OF_THAT_TIME.match(text, mention.end)
        at = noun.end() if noun else at
    return any(q.lead <= at < q.tail and q is not quantity for q in quantities)


def _carries(text: str, mention: TimeMention, *, earlier: bool) -> bool:
    """Whether a time governs beyond its own clause.

    A time that opens a clause does; one inside a noun (去年举办的培训班, 由上年的12家) does not. Beyond its
    sentence, nor do a plan's date, a recurring time and 目前 in mid-sentence.
    """
    if mention.recurring:
        return False
    before = text[mention.start - 1] if mention.start else "。"
    opens = before in _CLAUSE_MARKS or before in _SUFFIXES
    attribute = _ATTRIBUTE.match(text, mention.end) is not None
    if not earlier:
        if before not in _CLAUSE_MARKS and _of_an_award(text, mention):
            return False
        return opens or not (attribute or text.startswith("的", mention.end))
    if not opens or attribute or mention.planned or mention.text.endswith("年初"):
        return False
    if mention.period.type is not PeriodType.POINT:
        return True
    near = max(0, mention.start - _LONGEST_OPENING)
    begins = max(text.rfind(mark, near, mention.start) for mark in _SENTENCE_MARKS) + 1
    return (begins > near or not near) and OPENING.match(text[begins : mention.start]) is not None


def _of_an_award(text: str, mention: TimeMention) -> bool:
    """Whether a year is that of an award or of a contest: 获评2021年度先进县, 在2022年度大赛中获奖."""
    if _AWARDED_FOR.match(text, mention.end):
        return True
    return _AWARDED.search(text, max(0, mention.start - _AWARD_CHARS), mention.start) is not None
