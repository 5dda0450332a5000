"""The words behind a number that may say what it measures: what is counted, measured or paid for.

What belongs here: what stands there. Which of it names the indicator is decided in indicators.py.
"""

from __future__ import annotations

import re

from data_layer.figures.changes import change_tail
from data_layer.figures.phrases.deeds import before_done, sorted_by_deed
from data_layer.figures.phrases.phrasing import holds_verb, last_verb, sorts_a_noun
from data_layer.figures.phrases.trimming import (
    attribute_of,
    trim_left,
    trim_right,
    without_dependent,
    without_stage,
)
from data_layer.figures.sentences import LONGEST_LIST
from data_layer.figures.statements import Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = ["capacity_in", "counted_behind", "deed_of", "measured_behind", "nothing_counted", "purpose_of"]

_NEXT_CLAUSE = re.compile(r"[，,](?P<words>[^，。；、！？,;：:]+)")
_LISTED_ATTRIBUTE = re.compile(
    r"[^，,。；;：:的0-9“”\"]{2,12}、[^，,。；;：:的0-9“”\"]{2,24}[^目]的(?!形式|方式|办法|模式|措施)(?P<what>[^的，,。；;：:、0-9]{2,12})"
)
"""21个庭院美、村风好、产业旺的示范点: what a list describes stands behind it."""
_OF_LEVELS = re.compile(
    r"(?:(?:中央|国家|省|市|州|县|区|乡|镇|村|部)级?、)+(?:中央|国家|省|市|州|县|区|乡|镇|村|部)[^，,。；;：:、的0-9]{2,16}"
)
_LONGEST_LEVEL = 2
_LONGEST_DESCRIBED = 48
"""Characters behind a number in which a description would show (的, 、, 情况)."""
_BODY = re.compile(
    r"(?:企业|单位|公司|机构|部门|乡镇|街道|社区|学校|医院|银行|合作社|农场|村|户)(?=[^，、的]{3})"
)
"""Who may have done something to what the next number counts."""
_PERSONS = ("名", "人", "位", "人次")
_COMPLETED = re.compile(
    r"[可将能]|(?:进一步|有效|有力|极大|切实|大大|不断|显著)[^，。；]|其中|占(?!地)|高[出于]|低于|[同环]比|比[上去]年|为[^，]{0,6}(?:任务|目标|计划|预算)|(?:已)?(?:完成|占|达到)[^，]{0,8}(?:目标|任务|计划|预算)|(?:目前|实际|累计|已|现|共)*完成(?:总|年度)?投资"
)
"""新增产值2.8亿元，完成全年目标的56%; 计划投资9亿元，完成投资4亿元: no purpose of the money."""
_WHOLE_PLACE = re.compile("(?<=..)了?全[省市县区州旗镇]的?")
_CAPACITY = re.compile(r"[日年月时](?:处理|加工|发电|供水|接待|消纳|吞吐)$")
"""新建园区日处理300吨污水处理站: what the works behind can do in a day is no deed done to them."""
_TOWARDS = re.compile(
    r"(?:重点|主要|着重|先后|专门)*[对向](?![口外接标])(?P<whom>[^，。；]{2,60}?)(?:开展|进行|实施|实行|予以|给予)(?P<deed>[^，。；、的0-9]{2,16})(?=[，。；、])"
)
"""投入400万元，重点对甲村、乙村开展整治: to whom it is done is told before what is done."""
_AVERAGED = re.compile(r"[户人亩村年社]均|平均")
"""全村496户户均增收600元: what each has is the next number's."""
_LONGEST_PURPOSE = 26
"""Characters of what money was for, with to whom it was done."""
_SHORTEST = 2
"""Characters of a noun that is counted."""
_RATE = re.compile(r"(?<=[^，]{2})[^，率]{2}率$")
"""312个党组织换届率100%: the rate is what the next number tells."""
_DESCRIBED = re.compile(
    r"(?:具备|具有|符合|拥有|集)[^，。；：0-9]{2,40}的(?P<what>[^的，。；：、（(0-9]{2,16})(?=[，。；、]|$)"
)
"""6所符合标准、设施齐全的幼儿园: what is counted stands behind all that is said of it."""
_SETTLEMENT = re.compile(
    r"(?P<noun>行政村|自然村|旗县区|县市区|市县区|旗县|村民小组|村|乡镇|镇|社区|县区|区县|街道|[县市旗])(?:[（(][^（）()]{1,4}[)）])?"
    r"(?=每|更|有|共?设有?|共有|配备|建立|建成|设立|成立|达到|通过|获得|被|均|都|全部|全面|已|也|还|的(?:村级|平均|集体)|集体经济|集体收入|承接|种[植茶粮养]|在|实现|完成|开展|参与)"
)
"""28个村集体经济收入超过10万元, 2个村更是…: villages are counted, whatever is told of them."""
_STATE_OF = re.compile(
    r"(?P<what>[^的，。；、0-9]{2,12}?)(?:的?(?:落实|贯彻|执行|实施|建设|运行|办理|整改|履职)+情况(?=作|进行|开展|[，。；、]|$)"
    r"|的(?:提质|升级|改造|维修|整治|治理|修缮|扩建|改建|拆除|清理|服务保障)+(?=[和与、，。；]|$))"
    r"|(?P<of>[^的，。；、0-9]{0,10}?(?:水库|山塘|泵站|桥梁|社区|小区|乡镇|街道|村|楼栋?|居民楼|校舍|企业|学校))"
    r"(?:的[^，。；、0-9的]{0,10}?(?:改造|整治|治理|建设|加固|清淤|维修|升级|巡查|排查|工程|任务|工作|过程|需求)"
    r"|[^，。；、0-9的]{0,8}(?:需求|诉求|情况|问题|隐患)(?:进行|开展|作出?))"
)
"""对8部法规的落实情况作了调查, 完成4座公厕的提质改造: what is done to them is no part of what they are."""
_RANK = "(?:[县市区州旗乡镇]|街道|管委会|园区)"
_RANKS = re.compile(rf"[\u4e00-\u9fff]{{0,4}}[县市区州旗乡镇省][（(]{_RANK}(?:、{_RANK})*[）)]")
"""86个县（市、区）污水处理…: units of one rank by all their names; what stands behind is done to them."""

_WITH = ("与", "同", "跟")
_JOINTLY = re.compile(
    r"(?P<whom>[^，。；、0-9]{1,16}?)(?:成功|先后|共同|携手|联合|全面|分别|正式|直接|常态化)*"
    r"(?:建立|签订|签署|签约|达成|结成|缔结|结为|开展|联办|共建|共享|共绘|共商|保持|实现|进行)"
)
"""与12所高校签订协议, 同8个村结成对子: with whom it was done is counted, not what was done."""


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
    if described := _described(told.text, told.statements[i]):
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


def _described(text: str, statement: Statement) -> str:
    """The noun that a description or levels of government lead to, or with whom; empty without one.

    30家具备资质的医院, 6个庭院美、村风好的屋场, 8名省、市代表, 与5所高校签约.
    """
    at, right = statement.quantity.tail, statement.context.right
    with_whom = statement.quantity.unit not in _PERSONS and statement.context.left.endswith(_WITH)
    if with_whom and (jointly := _JOINTLY.match(right)):
        return jointly["whom"]
    if m := _DESCRIBED.match(text, at):
        return m["what"]
    if ranks := _RANKS.match(text, at):
        return ranks.group()
    near = text[at : at + _LONGEST_DESCRIBED]
    if not any(word in near for word in ("的", "、", "情况", "进行", "开展")):
        return ""
    if asked := _STATE_OF.match(text, at):
        return asked["what"] or asked["of"]
    if len(right) <= _LONGEST_LEVEL and (levels := _OF_LEVELS.match(text, at)):
        return trim_right(levels.group())
    listed = _LISTED_ATTRIBUTE.match(text, at)
    return trim_right(listed["what"]) if listed else ""


def _acts(right: str) -> bool:
    return load_phrase_words().verbs.at(right, 0) >= 2 and not sorts_a_noun(right)


def _before_next(told: Told, i: int, right: str) -> str:
    """What a count counts where the next number follows, without the next one's head or verb."""
    growing = change_tail(right) if told.statements[i + 1].growth else None
    right = right[: growing.start()] if growing and growing.start() > 1 else right
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
    if deed := deed_of(told, i):
        return right.removesuffix(deed) or right
    return before_done(right) if same else _before_verb(_before_sum(right))


def _before_sum(right: str) -> str:
    """12家企业累计缴税3亿元: who did it ends where a sum of what was done begins."""
    sums = load_phrase_words().sums
    return next((right[:at] for at in range(_SHORTEST, len(right)) if sums.at(right, at)), right)


def deed_of(told: Told, i: int) -> str:
    """What the counted did to what the next number counts: 31家企业开办培训班45个; empty where nothing."""
    statement, words = told.statements[i], load_phrase_words()
    right, unit = statement.context.right, statement.quantity.unit
    if unit in _PERSONS or not statement.context.before_quantity:
        return ""
    following = told.statements[i + 1].quantity
    if following.unit == unit:
        return ""  # 2个项目建设已完成1个
    deeds = None if following.dimension == "money" else words.deeds  # 126户种植大户发放贷款539万元
    for who in _BODY.finditer(right):
        deed = right[who.end() :]
        done = words.verbs.at(deed, 0)
        if 2 <= done < len(deed) and ((deeds and deeds.at(deed, 0)) or not sorts_a_noun(deed)):
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
    """What stands behind a measure and is measured: 10万亩高标准农田, 占地90亩、总投资2亿元的物流园."""
    context = told.statements[i].context
    if not context.right and i + 1 < len(told.statements):
        following = told.statements[i + 1].context
        return attribute_of(following.right) if following.opened_by == "、" else ""
    if context.right.startswith(("的", "不等的")):
        noun = without_stage(attribute_of(context.right.removeprefix("不等")))
        noun = (without_dependent(noun) or noun) if context.before_quantity else noun
        grant = load_cues().grants.before(noun, len(noun)) > 0  # 享受7万元的搬迁补贴
        return "" if not grant and load_phrase_words().only_verbs(noun) else noun  # 亩产900斤以上的有2400亩
    right = context.right.removeprefix("用于")
    if nothing_counted(right) or (load_phrase_words().verbs.at(right, 0) and not sorts_a_noun(right)):
        return ""
    noun = trim_right(right)
    if (able := capacity_in(noun)) and i + 1 < len(told.statements):
        return noun[: able.start()] + measured_behind(told, i + 1)  # 投资8000万元新建日处理900吨中转站
    return noun


def capacity_in(phrase: str) -> re.Match[str] | None:
    """What works can do in a day, where ``phrase`` ends with it (日处理); else None."""
    return _CAPACITY.search(phrase)


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
    if _COMPLETED.match(m["words"]) or m["words"][0].isdigit():
        return ""
    if towards := _TOWARDS.match(told.text, m.start("words")):
        whom, deed = towards["whom"], towards["deed"]
        return deed if "、" in whom or len(whom + deed) > _LONGEST_PURPOSE else whom + deed
    end = m.end() if following is None else min(m.end(), following.quantity.lead)
    words = trim_right(_WHOLE_PLACE.sub("", told.text[m.start("words") : end]))
    if following is not None and end == following.quantity.lead:
        counted = counted_behind(told, i + 1, object_due=True)
        spent = following.quantity.kind is not UnitKind.COUNT or following.quantity.unit in _PERSONS
        if counted or spent or words.startswith(tuple(load_phrase_words().spending)):
            words = (words if len(words) < 8 else "") + counted
        else:
            words = trim_left(words)  # 投资1300万元，共完成病险水库整治16座
    return words if len(words) > 3 else ""
