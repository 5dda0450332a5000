"""The words before a number that may say what it measures: of its own clause, or of the one before.

What belongs here: what stands there. Which of it names the indicator is decided in indicators.py.
"""

from __future__ import annotations

import re

from data_layer.figures.changes import change_tail
from data_layer.figures.phrases.following import deed_of
from data_layer.figures.phrases.shortening import LONGEST_PHRASE
from data_layer.figures.phrases.trimming import trim_left
from data_layer.figures.sentences import LONGEST_CLAUSE, LONGEST_LIST
from data_layer.figures.statements import Statement, Told
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["ado_before", "changed_before", "clause_before", "object_before", "subject_before", "words_before"]

_ADO = re.compile(
    r"(?:(?:继续|总体)?(?:延续|保持|呈现|维持)[^，。；]{0,16}(?:趋势|态势|势头|格局|走势)"
    r"|(?:再|又|均|已)?(?:创下?|刷新|迈上|再上)[^，]{0,6}(?:新高|纪录|记录|水平|台阶)"
    r"|稳中(?:有[增升进]|向好)|(?:运行|进展|开局|势头|长势|推进|发展)(?:平稳|良好|顺利|迅速|有序|较快)|(?:再|又|喜)?获(?:得)?[大特]?丰收|连[年续][^，。；]{0,3}丰收|(?:继续|持续|不断|逐年|逐步|日益|稳步|较快|平稳|快速|大幅|稳定)(?:增长|提升|攀升|上升|提高|增加|下降|减少|缩小|扩大|收窄|发展)"
    r"|(?<=..)(?:已|均|全部|全面|全额|按时|足额|及时)*(?:发放|落实|拨付|兑现|整改|保障)到位"
    r"|(?<=..)(?:有所|明显|略有|大幅|显著|进一步|逐步)?(?:减少|增多|增加|上升|下降|增长|缩小|扩大|收窄))$"
)
"""粮食产量再创历史新高，达到13.9万吨: what is said of the subject before its number."""
_SUCH_AS = re.compile(r"像[^，。；：]{0,16}?(?:这样|这般|那样|一样)的(?P<what>[^，。；：的]{2,14})")
"""像老周这样的种粮大户，全县有320名: who are counted."""
_SETTLEMENT = re.compile(r"(?:乡镇|[镇乡村县区市省州]|街道|社区)(?:[（(][县市区州省乡镇街道、]{1,12}[）)])?$")
_WORKED_ON = re.compile(
    r"(?:启动|计划|开始|继续|全面|加快)*(?:新建|改建|扩建|建设|建成|改造|修建|修复|整治|治理|种植|栽植|实施|打造|推广|流转|铺设|硬化|发放|引进|开工|续建)了?"
    r"(?P<what>[^，。；：、0-9]{3,14})"
)
"""改造老旧管网，长度30公里: what the clause before does something to."""
_SHORTEST_DEED = 3
"""带动4个乡镇260户养大鲵: of the second what stands behind, if it is more than a noun."""
_ON_TOP_OF = re.compile(r"(?<=..)在[^，。；]{2,30}的?基础上$")
"""刑事警情在去年下降的基础上，再降47%."""
_INDEX = re.compile(
    r"(?P<what>[^0-9，。；、]{3,24}?)(?:达到?|为|是|[升降增减]至|[提升下]?[高升降]到)?[0-9]{1,4}(?:\.[0-9]+)?"
)
"""空气质量综合指数达到5.11，同比下降3%: without a unit it is no figure, and changed all the same."""
_RAISED = re.compile(r"[^，。；0-9]{0,10}?(?:提高|上调|下调|降低|提升|调整)了?(?P<what>[^，。；0-9]{3,16})")
"""提高了低保补助标准，提高幅度达20%."""
_BY = re.compile(r"(?:提高|上调|下调|降低|提升|增长|上涨|下降)?(?:幅度|增幅|涨幅|降幅)$")
_LIES = re.compile(
    r"(?:[^，。；]{1,7}(?:[省市县州旗盟镇乡村]|(?<![发园景小社库灌新矿城港校])区))?"
    r"(?:位于|地处|坐落[于在]|毗邻|[东西南北](?:[临邻接靠连依]|倚))[^，。；]{2,}$"
)
"""园区位于城东，规划面积12平方公里: where it lies is no part of its name, nor is a county's."""
_FOREMOST_IS = re.compile(
    r"(?:(?:最[高低快慢多少大小好差]的?(?:[县市区州旗地]{1,4}|地区|地方)?|其次)(?:依次|分别)?[是为][^，。；]*"
    r"|最[高低快慢多少大小])$"
)
"""增速最高的是新化县，增长7%; 收入最高，为3.8万元: who is foremost is no part of what is told."""
_PLACE_AHEAD = re.compile(
    r"^[\u4e00-\u9fff]{2,4}(?<![城都上超股楼集门夜早花菜本全各])(?:自治县|县|市)(?![场民政长委直区级容值内域外辖])(?=...)"
)
"""甲市人均收入最高，为3万元: the place has a field of its own."""
_IS_ONE = re.compile(r"(?P<who>[^，是]{2,14}?)(?:是|为|系)[^，]{0,12}[一唯首第][^，]{0,3}[家所个座处名位]")
"""青松中学是全镇唯一一所中学，占地30亩: what it is says whose the number is."""
_NARRATES = re.compile(
    r".[就可把被让使靠曾][^，]|由于|因为|克服|不但|不仅|尽管|虽然|正在|开始|继续|[着得]..|起来|下来|为了|[主这那]要?[就都]?是|全覆盖$|^(?:直[供销达]|远销|畅销|热销|产品销往)"
)
"""What tells a story names nothing: 就靠老伴一个人种地，收入仅有3000元."""
_SAID_SO = re.compile(r"(?<=..)“[^“”]{2,8}”$")
"""粮食单产“跨黄河”，超过200公斤: by what word it was called is none of what is told."""
_TIME_ALONE = re.compile(
    r"(?:始建|建成|创建|创办|成立|组建|落成|开业|投产)于.*|(?:截[至止]到?|到|至|今年|目前)?[0-9年月日上下半今去前]{2,10}[日月年底末止份初]"
    r"|(?:[今去]年|[0-9]{4}年)?(?:第?[一二三四]季度|前[两三]个?季度|[上下]半年|全年)"
)
_LENGTH_OF_TIME = re.compile(r"[为约共达期][0-9一二两三四五六七八九十]{1,3}(?:个半?月|年|[个]?工?作?[天日])$")
"""整个工期12个月，已完成工程量的50%: a clause that ends with how long it takes tells of a number too."""
_CLAUSE_MARKS = frozenset("，,；;：:。！？")
_NEAR = 24
"""Characters that are looked through one by one: most clauses are no longer."""
_NUMBER_ENDS = frozenset("0123456789%％‰")
_ADO_ENDS = frozenset("位小大窄增升进好多高录平阶收长升加降少展稳好利速序快势头局")
_JOINED_ON = re.compile(r".(?:[和与及]|以及)$")
"""61万亩耕地和44万亩永久基本农田: the words between are the first number's."""


def words_before(told: Told, i: int) -> str:
    """The words before, shared by numbers that stand side by side (1宗18亩)."""
    first = max(0, i - LONGEST_LIST)
    if told.statements[i].left.endswith("、"):
        return ""  # 通用机场、15万千瓦风能开发: a member of a list
    if told.statements[i].context.after_quantity and _JOINED_ON.search(told.statements[i].left):
        return ""
    while i > first and (context := told.statements[i].context).after_quantity and len(context.left) <= 1:
        i -= 1
    statement = told.statements[i]
    m = change_tail(statement.left) if statement.growth else None
    if m is None and i and statement.left == told.statements[i - 1].context.right:
        own = _SETTLEMENT.search(statement.left) is not None and len(statement.context.right) > _SHORTEST_DEED
        return deed_of(told, i - 1) or ("" if own else statement.left)
    return statement.left[: m.start()] if m else statement.left


def clause_before(told: Told, statement: Statement, *, untimed: bool = False) -> str:
    """The clause before a number's own, without the marks that end it.

    Args:
        untimed: a clause that is a time alone (截至9月底) is passed over.
    """
    begin, end = _clause_ending(told.text, statement.context.clause_start)
    if untimed and end > begin and _TIME_ALONE.fullmatch(told.text, begin, end):
        begin, end = _clause_ending(told.text, begin)
    return told.text[begin:end]


def _clause_ending(text: str, end: int) -> tuple[int, int]:
    """Where the clause that ends at ``end`` begins and ends, without the marks that end it."""
    low = max(0, end - LONGEST_CLAUSE)
    while end > low and text[end - 1] in "，,；;：:":
        end -= 1
    begin, near = end, max(low, end - _NEAR)
    while begin > near and text[begin - 1] not in _CLAUSE_MARKS:
        begin -= 1
    if begin == near > low:
        begin = max(low, *(text.rfind(mark, low, near) + 1 for mark in _CLAUSE_MARKS))
    return begin, end


def subject_before(told: Told, statement: Statement) -> str:
    """The noun that the clause before names, where it holds no number and does nothing; else empty."""
    clause = clause_before(told, statement, untimed=True)
    if not clause or clause[-1] in _NUMBER_ENDS or _LENGTH_OF_TIME.search(clause):
        return ""
    clause = _FOREMOST_IS.sub("", _LIES.sub("", _ON_TOP_OF.sub("", clause)))
    if is_one := _IS_ONE.match(clause):
        clause = is_one["who"]
    elif _NARRATES.search(clause):
        return ""
    subject = trim_left(_ADO.sub("", clause) if clause[-1:] in _ADO_ENDS else clause)
    subject = _PLACE_AHEAD.sub("", subject)
    if subject.endswith(load_phrase_words().speech):
        return ""
    subject = _SAID_SO.sub("", subject)
    named = 2 <= len(subject) < LONGEST_PHRASE - 2 and not any(c.isdigit() for c in subject)
    return subject if named and not load_phrase_words().verbs.at(subject, 0) else ""


def object_before(told: Told, statement: Statement) -> str:
    """What the clause before, without a number, does something to (修建防洪堤，长度6公里); else empty."""
    worked = _WORKED_ON.fullmatch(trim_left(clause_before(told, statement, untimed=True)))
    return trim_left(worked["what"]) if worked else ""


def ado_before(told: Told, statement: Statement) -> str:
    """The subject of the clause before, where it tells of no number (茶叶产量再创新高，达到…); else empty."""
    clause = clause_before(told, statement)
    if such := _SUCH_AS.fullmatch(clause):
        return trim_left(such["what"])
    ado = clause[-1:] in _ADO_ENDS and _ADO.search(clause) is not None
    return subject_before(told, statement) if ado else ""


def changed_before(told: Told, i: int) -> str:
    """What the clause before a change tells of without a figure: an index, or what was raised; else empty."""
    statement = told.statements[i]
    if i and told.statements[i - 1].quantity.tail > statement.context.clause_start - 2:
        return ""
    clause = clause_before(told, statement)
    if _ON_TOP_OF.search(clause):
        return subject_before(told, statement)
    if clause[-1:].isdigit():
        m = _INDEX.fullmatch(clause)
    else:
        m = _RAISED.fullmatch(clause) if clause and _BY.search(trim_left(statement.left)) else None
    return trim_left(m["what"]) if m else ""
