"""The words on either side of a number that may say what it measures.

What belongs here: what stands there. Which of it names the indicator is decided in indicators.py.
"""

from __future__ import annotations

import re

from data_layer.figures.changes import change_tail
from data_layer.figures.deeds import before_done, sorted_by_deed
from data_layer.figures.phrasing import holds_verb, last_verb, sorts_a_noun
from data_layer.figures.sentences import LONGEST_CLAUSE, LONGEST_LIST
from data_layer.figures.statements import Statement, Told
from data_layer.figures.trimming import LONGEST_PHRASE, attribute_of, trim_left, trim_right, without_dependent
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = [
    "ado_before",
    "changed_before",
    "clause_before",
    "words_before",
    "subject_before",
    "counted_behind",
    "measured_behind",
    "nothing_counted",
    "purpose_of",
]

_NEXT_CLAUSE = re.compile(r"[，,](?P<words>[^，。；、！？,;：:]+)")
_ADO = re.compile(
    r"(?:(?:继续|总体)?(?:延续|保持|呈现|维持)[^，。；]{0,16}(?:趋势|态势|势头|格局|走势)"
    r"|(?:再|又|均|已)?(?:创下?|刷新|迈上|再上)[^，]{0,6}(?:新高|纪录|记录|水平|台阶)"
    r"|稳中(?:有[增升进]|向好)|(?:运行|进展|开局|势头|推进|发展)(?:平稳|良好|顺利|迅速|有序|较快)|(?:再|又|喜)?获(?:得)?[大特]?丰收|(?:继续|持续|稳步|较快|平稳|快速|大幅|稳定)(?:增长|提升|攀升|上升|提高|增加|下降|减少|发展)"
    r"|(?<=..)(?:有所|明显|略有|大幅|显著)?(?:减少|增多|增加|上升|下降|增长))$"
)
"""粮食产量再创历史新高，达到13.9万吨: what is said of the subject before its number."""
_SUCH_AS = re.compile(r"像[^，。；：]{0,16}?(?:这样|这般|那样|一样)的(?P<what>[^，。；：的]{2,14})")
"""像老周这样的种粮大户，全县有320名: who are counted."""
_LISTED_ATTRIBUTE = re.compile(
    r"[^，,。；;：:的0-9“”\"]{2,12}、[^，,。；;：:的0-9“”\"]{2,24}[^目]的(?!形式|方式|办法|模式|措施)(?P<what>[^的，,。；;：:、0-9]{2,12})"
)
"""63个效果好、举措实、变化大的示范点: what a list describes stands behind it."""
_BODY = re.compile(
    r"(?:企业|单位|公司|机构|部门|乡镇|街道|社区|学校|医院|银行|合作社|农场|村|户)(?=[^，、的]{3})"
)
"""Who may have done something to what the next number counts."""
_PERSONS = ("名", "人", "位", "人次")
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
_TIME_ALONE = re.compile(r"(?:截[至止]到?|到|至|今年|目前)?[0-9年月日上下半今去前]{2,10}[日月年底末止份初]")
_CLAUSE_MARKS = frozenset("，,；;：:。！？")
_NEAR = 24
"""Characters that are looked through one by one: most clauses are no longer."""
_NUMBER_ENDS = frozenset("0123456789%％‰")
_ADO_ENDS = frozenset("增升进好多高录平阶收长升加降少展稳好利速序快势头局")
_COMPLETED = re.compile(
    r"其中|占(?!地)|高[出于]|低于|[同环]比|比[上去]年|为[^，]{0,6}(?:任务|目标|计划|预算)|(?:已)?(?:完成|占|达到)[^，]{0,8}(?:目标|任务|计划|预算)|(?:目前|实际|累计|已|现|共)*完成(?:总|年度)?投资"
)
"""新增产值2.8亿元，完成全年目标的56%; 计划投资9亿元，完成投资4亿元: no purpose of the money."""
_AVERAGED = re.compile(r"[户人亩村年社]均|平均")
"""全村496户户均增收600元: what each has is the next number's."""
_SHORTEST = 2
"""Characters of a noun that is counted."""
_RATE = re.compile(r"(?<=[^，]{2})[^，率]{2}率$")
"""312个党组织换届率100%: the rate is what the next number tells."""
_DESCRIBED = re.compile(
    r"(?:具备|具有|符合|拥有|集)[^，。；：0-9]{2,40}的(?P<what>[^的，。；：、（(0-9]{2,16})(?=[，。；、]|$)"
)
"""6所符合标准、设施齐全的幼儿园: what is counted stands behind all that is said of it."""
_SETTLEMENT = re.compile(
    r"(?P<noun>行政村|自然村|村民小组|村|乡镇|镇|社区|县区|区县|街道)(?:[（(][^（）()]{1,4}[)）])?"
    r"(?=更|均|都|全部|全面|已|也|还|的(?:村级|平均|集体)|集体经济|集体收入|承接|种[植茶粮养]|在|实现|完成|开展|参与)"
)
"""28个村集体经济收入超过10万元, 2个村更是…: villages are counted, whatever is told of them."""
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
        return _deed_of(told, i - 1) or statement.left
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
    if not clause or clause[-1] in _NUMBER_ENDS:
        return ""
    clause = _FOREMOST_IS.sub("", _LIES.sub("", _ON_TOP_OF.sub("", clause)))
    subject = trim_left(_ADO.sub("", clause) if clause[-1:] in _ADO_ENDS else clause)
    subject = _PLACE_AHEAD.sub("", subject)
    if subject.endswith(load_phrase_words().speech):
        return ""
    named = 2 <= len(subject) < LONGEST_PHRASE - 2 and not any(c.isdigit() for c in subject)
    return subject if named and not load_phrase_words().verbs.at(subject, 0) else ""


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
    if clause[-1:].isdigit():
        m = _INDEX.fullmatch(clause)
    else:
        m = _RAISED.fullmatch(clause) if clause and _BY.search(trim_left(statement.left)) else None
    return trim_left(m["what"]) if m else ""


def counted_behind(told: Told, i: int, *, object_due: bool) -> str:
    """What stands behind a count and is counted: 5场招聘会; empty where nothing is.

    Args:
        object_due: only a verb stands before, so that its object must follow (制定10个宣传方案).
    """
    last = min(i + LONGEST_LIST, len(told.statements) - 1)
    while i < last and (context := told.statements[i].context).before_quantity and not context.right:
        i += 1
    context = told.statements[i].context
    right = context.right
    if described := _described(told.text, told.statements[i].quantity.tail):
        return described
    if right[:1] in ("为", "是") and not right.endswith(load_phrase_words().qualifiers):
        right = right[1:]  # 有227户为贫困户
    if right.startswith("口") and told.statements[i].quantity.unit == "人":  # 45万人口
        right = "人" + right
    if not object_due and (deed := sorted_by_deed(told, i)):
        return deed
    if settled := _SETTLEMENT.match(right):
        return settled["noun"]
    if context.before_quantity and i + 1 < len(told.statements):
        right = _before_next(told, i, right)
        if not right:
            return attribute_of(told.statements[i + 1].context.right)
    if right.startswith("的"):
        return attribute_of(right)
    return "" if nothing_counted(right) or (not object_due and _acts(right)) else trim_right(right)


def _described(text: str, at: int) -> str:
    """The noun behind 的 of a description: 30家具备资质的医院, 6个庭院美、村风好的屋场; empty without one."""
    if m := _DESCRIBED.match(text, at):
        return m["what"]
    listed = _LISTED_ATTRIBUTE.match(text, at)
    return trim_right(listed["what"]) if listed else ""


def _acts(right: str) -> bool:
    return load_phrase_words().verbs.at(right, 0) >= 2 and not sorts_a_noun(right)


def _before_next(told: Told, i: int, right: str) -> str:
    """What a count counts where the next number follows, without the next one's head or verb."""
    closed = load_phrase_words().without_closing(right)
    noun = without_dependent(closed)
    noun = right if noun == closed else noun  # 4个镇种茶面积为
    if not noun:
        return ""
    right = right if holds_verb(noun) else noun
    following = told.statements[i + 1].quantity
    if following.kind is UnitKind.SHARE:
        right = _RATE.sub("", right)
    same = following.unit == told.statements[i].quantity.unit
    if deed := _deed_of(told, i):
        return right.removesuffix(deed) or right
    return before_done(right) if same else _before_verb(right)


def _deed_of(told: Told, i: int) -> str:
    """What the counted did to what the next number counts: 257家企业开办培训班429个; empty where nothing."""
    statement, words = told.statements[i], load_phrase_words()
    right, unit = statement.context.right, statement.quantity.unit
    if unit in _PERSONS or not statement.context.before_quantity:
        return ""
    if told.statements[i + 1].quantity.unit == unit:
        return ""  # 2个项目建设已完成1个
    for who in _BODY.finditer(right):
        deed = right[who.end() :]
        done = words.verbs.at(deed, 0)
        if 2 <= done < len(deed) and not sorts_a_noun(deed):
            return deed
    return ""


def _before_verb(right: str) -> str:
    """46家重点企业提供2300个岗位: a verb that ends the words has the next number for its object."""
    words = load_phrase_words()
    verb = last_verb(right)
    noun = words.counted.at(verb, 0) == len(verb) or verb in load_cues().dependent  # 完成固定资产投资
    rest = right[: len(right) - len(verb)]
    if not verb or noun or len(rest) < _SHORTEST or holds_verb(rest):
        return right
    return words.without_closing(rest)


def measured_behind(told: Told, i: int) -> str:
    """What stands behind a measure and is measured: 10万亩高标准农田, 占地655亩、总投资1亿元的创业园."""
    context = told.statements[i].context
    if not context.right and i + 1 < len(told.statements):
        following = told.statements[i + 1].context
        return attribute_of(following.right) if following.opened_by == "、" else ""
    if context.right.startswith("的"):
        return attribute_of(context.right)
    right = context.right
    if nothing_counted(right) or (load_phrase_words().verbs.at(right, 0) and not sorts_a_noun(right)):
        return ""
    return trim_right(right)


def nothing_counted(right: str) -> bool:
    """Whether the words behind a number begin with no noun that it could count."""
    words = load_phrase_words()
    return (
        not right
        or right[0] in "、和与及按）)”’—…"
        or words.is_particle_at(right, 0)
        or _AVERAGED.match(right) is not None
        or right.startswith(words.no_thing)
        or not words.without_closing(right)
    )


def purpose_of(told: Told, i: int) -> str:
    """What money is for: the verb phrase behind it, or the next clause (投入2亿元，完成拆迁安置)."""
    statement = told.statements[i]
    purpose = trim_right(statement.context.right.removeprefix("用于"))
    following = told.statements[i + 1] if i + 1 < len(told.statements) else None
    if len(purpose) > 1:
        if (
            following is not None
            and statement.context.before_quantity
            and load_phrase_words().only_verbs(purpose)
        ):
            return purpose + counted_behind(told, i + 1, object_due=True)
        return purpose
    m = _NEXT_CLAUSE.match(told.text, statement.quantity.tail)
    if m is None:
        return ""
    if _COMPLETED.match(m["words"]):
        return ""
    end = m.end() if following is None else min(m.end(), following.quantity.lead)
    words = trim_right(told.text[m.start("words") : end])
    if following is not None and end == following.quantity.lead:
        words = (words if len(words) < 8 else "") + counted_behind(told, i + 1, object_due=True)
    return words if len(words) > 3 else ""
