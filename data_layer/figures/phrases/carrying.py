"""What a number takes from what was told before it: its whole indicator, a head, the whole it is part of.

What belongs here: phrases that are completed from the memory of a paragraph. What does not: words beside the
number (``preceding``, ``following``), lists of things (``sharing``).
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.pairs import other_of
from data_layer.figures.phrases.phrasing import one_sort, sorts_a_noun, unchanged
from data_layer.figures.phrases.preceding import ado_before, object_before, subject_before
from data_layer.figures.phrases.trimming import trim_left, without_dependent
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = [
    "carried",
    "is_amount",
    "is_target",
    "of_whole",
    "part_of_told",
    "target_of",
    "whole_of_share",
    "with_head",
    "without_target",
]

_TARGET = (
    r"(?:全年|年度|年初|上年|当年|本年|[三五]?年|调整后?的?|考核|预期|责任|[省市县国]定的?|(?:上级|[省市县])下达的?"
    r"|[省市县区州](?:级|委|政府)*|(?:民生|惠民|为?民?办?实事|绩效)(?:工程|项目|实事)*)*"
    r"(?:目标|任务|计划|预算|指标|规划)(?:任务|目标|指标|收入|总?数)*"
)
"""What is aimed at: 全年目标任务, 年初预算数, 调整预算."""
_AIMED_AT = re.compile(_TARGET)
_AIMING = re.compile(r"(?:完成|达到|实现|占|为|是)了?$")
_COMPLETION = re.compile(
    rf"(?:已|超额|提前)*(?:占|(?:完成|达到|达成|实现)[^，]{{0,8}}(?:目标|任务|计划|预算)|(?:[为是达]{_TARGET}的?|{_TARGET}的)$"
    rf"|(?:全年|年度|年初)?(?:目标|任务|计划)(?:任务)?(?:已)?完成(?!率))"
)
_PART_OF_TARGET = re.compile(rf"(?P<verb>占|[为是达]|(?:完成|实现)了?)?(?P<target>{_TARGET})$")
_RECOVERED = re.compile(r"(?:按可比口径)?(?:已|基本)?恢复(?:到|至|为|了)?[^，。；]{0,8}的?(?:约|近|超过)*$")
"""恢复至2019年同期的60.7%: of what was told before."""
_COMPARED_TO = re.compile(
    r"(?:(?:相当于|[是为达])[^，。；]{1,14}的|[与同和][^，。；]{2,14}之比|相当于[^，。；]{2,14})[为达约到]*$"
)
"""是上一个五年的1.6倍, 与地区生产总值之比为1.2%: what it is measured against, not what is measured."""
_OF_TARGET = re.compile(
    r"(?:年度|全年|年初|考核|建设)?(?:任务|指标|目标|计划|(?<!公共)(?<!基金)(?<!经营)预算)数?$"
)
_TARGET_ENDINGS = frozenset("务标划数算入")
_NOUN_MAKING = frozenset("业者类型性员费量率区园站点带")
"""Characters that make a noun of the verb before them (服务业, 消费类, 集中区)."""
_AVERAGE = re.compile(r"(?<=粮食)(?:人均|户均|平均)$")
"""粮食14521吨，人均560千克，其中水稻6367吨: members are of the whole, not of what each has of it."""
_OF_EACH = re.compile("(?<=..)(?:[每平][人户亩]平均|平均每[人户亩]|[人户亩]均)$")
"""水田2900亩，每人平均2亩，占耕地的七成: the share is of the whole, not of what each has of it."""
_OFFICES = ("部门", "税局", "税务局", "财政局")
"""Who collects a sort of revenue: 税务部门 is 税务部门一般公共预算收入, though no 其中 stands before."""
_SETTLEMENTS = ("村", "乡镇", "社区", "街道")
_OF_THE_PLACE = re.compile("全[省市县区州旗镇乡村]")
"""新建菌棚41个，全镇实现销售收入260万元: the place's income, not the things'."""
_OF_WORKS = re.compile(r"(?:面积|里程|长度|总长|全长|投资|规模|库容|容量|任务|工程量|金额)$")
"""Heads of what a clause without a number does something to: 建设高标准农田，任务2万亩."""
_REPORTED_UP = ("上报", "入统", "纳统")
"""6月份上报投资2亿元: what a place reports to the statistics is no part of what an earlier sentence told."""
_PERSONS = frozenset({"人", "名", "位", "人次"})
_LONGEST_MEMBER = 6
"""Characters of a member of a whole that takes the whole's measure (夏粮, 涉农企业)."""
_LONGEST_INDUSTRY = 12
"""The same of one that is an industry (交通运输和仓储业)."""


def carried(told: Told, phrase: str, statement: Statement | None = None) -> Named:
    """Nothing of its own but ``phrase``: the indicator told before, or what the clause before names."""
    subject = ""
    if statement is not None and not statement.context.after_quantity:
        subject = ado_before(told, statement)
        if subject and not phrase:
            return Named(subject, Origin.JOINED)
        subject = subject_before(told, statement) if told.memory.stale else ""
    if subject and (subject[-1] in load_cues().measured_endings or not told.memory.phrase):
        return Named(subject, Origin.JOINED)
    memory = told.memory
    if memory.inside and memory.among and statement and statement.placed and not memory.placed and not phrase:
        return Named(memory.among, Origin.CARRIED)  # 投资9亿元，其中县属投资5亿元，园区4亿元
    if told.memory.phrase:
        amount = statement is not None and is_amount(statement)
        actual = statement is not None and statement.context.left.startswith("实际")
        done = without_target(told.memory.phrase)
        if done and (actual or phrase.startswith("完成") or (phrase and done.endswith(phrase))):
            return Named(done, Origin.CARRIED)
        return Named(unchanged(told.memory.phrase) if amount else told.memory.phrase, Origin.CARRIED)
    return Named(phrase, Origin.MISSING)


def is_amount(statement: Statement) -> bool:
    """An amount by which something changed: 增速 may not be what it is of (比年初增加215亿元)."""
    return statement.quantity.kind is not UnitKind.SHARE


def of_whole(told: Told, phrase: str, statement: Statement) -> str:
    """A member of a measured whole takes what was measured: 粮食产量…，其中夏粮5万吨 is 夏粮产量."""
    office = phrase.endswith(_OFFICES)
    whole = (told.memory.whole if office else "") or _AVERAGE.sub("产量", told.memory.phrase)
    if whole and (sort := _sort_in(phrase, whole)):
        return one_sort(sort, whole)
    if not (told.memory.inside or told.memory.parted) or office:
        return ""
    shared = next((some for some in load_cues().shared_measures if whole.endswith(some)), "")
    tail = shared or whole[len(without_dependent(whole)) :]
    same = told.memory.measured == statement.quantity.dimension
    bare = (
        2 <= len(phrase) <= (_LONGEST_INDUSTRY if phrase.endswith("业") else _LONGEST_MEMBER)
        and phrase[-1] not in load_cues().measured_endings
        and without_dependent(phrase) == phrase
    )
    bare = bare and not (tail and phrase.endswith(other_of(tail) or tail))
    return _overlapped(phrase, tail) if tail and (shared or tail != whole) and same and bare else ""


def _overlapped(phrase: str, tail: str) -> str:
    """居民生活用电 and 用电量 are 居民生活用电量."""
    return phrase + (tail[2:] if len(tail) > 2 and phrase.endswith(tail[:2]) else tail)


def _sort_in(phrase: str, whole: str) -> str:
    """The sort that ``phrase`` names, alone or with the whole's last word (市本级收入); else empty."""
    sorts = load_cues().sorts
    if phrase in sorts:
        return phrase
    sort = phrase[:-2]
    return sort if sort in sorts and whole.endswith(phrase[-2:]) and whole != phrase[-2:] else ""


def with_head(told: Told, phrase: str, statement: Statement) -> Named:
    """金额, 总投资: heads that need the noun before them, in a clause without a number or earlier."""
    if told.memory.stale and phrase.startswith(_REPORTED_UP):
        return Named(phrase)
    if told.memory.stale and not statement.placed and (subject := subject_before(told, statement)):
        told.memory.head, told.memory.unit, told.memory.stale = subject, statement.quantity.unit, False
        return Named(subject + phrase, Origin.JOINED)
    afresh = told.memory.stale or not told.memory.phrase
    if afresh and _OF_WORKS.search(phrase) and (done_to := object_before(told, statement)):
        told.memory.head, told.memory.unit, told.memory.stale = done_to, statement.quantity.unit, False
        return Named(done_to + phrase, Origin.JOINED)
    settled = phrase.endswith("总面积") and told.memory.head.endswith(_SETTLEMENTS)
    if statement.quantity.dimension == "land_area" and (settled or told.memory.unit == "人"):
        return Named(phrase)  # 人口63万，行政村180个，总面积1875平方公里: of the place
    if _OF_THE_PLACE.match(statement.context.left) and phrase.endswith(load_cues().earned):
        return Named(phrase)
    if member := _own_head(told):
        if phrase.endswith(load_cues().earned):
            words = load_phrase_words()
            done = words.verbs.at(member, 0) >= 2 and not words.trades.at(member, 0)
            member = "" if done else _doer(member)
        return Named(_joined(member, phrase) if member else phrase, Origin.JOINED)
    if not told.memory.head and phrase == "总量" and told.memory.phrase:
        return Named(told.memory.phrase + phrase, Origin.JOINED)
    of_people = told.memory.unit in _PERSONS and phrase in load_cues().of_works
    if not told.memory.head or told.memory.head.endswith(phrase) or of_people:
        return Named(phrase, Origin.CARRIED)
    head = _doer(told.memory.head) if phrase.endswith(load_cues().earned) else told.memory.head
    return Named(_joined(head, phrase), Origin.JOINED)


def _doer(head: str) -> str:
    """Who did what ``head`` tells of (景区接待游客 -> 景区): an income is theirs."""
    words = load_phrase_words()
    done = (
        at
        for at in range(2, len(head) - 1)
        if (length := words.verbs.at(head, at)) >= 2
        and not (words.trades.at(head, at) == length and words.verbs.at(head, at + length) >= 2)
        and head[at + length : at + length + 1] not in _NOUN_MAKING
        and not sorts_a_noun(head[at:])
    )
    return head[: next(done, len(head))]


def _own_head(told: Told) -> str:
    """The member told right before, where members are told of: 其中烤烟面积15亩，产量20吨; else empty."""
    phrase = told.memory.phrase
    if not told.memory.inside or told.memory.recent[-1:] != [phrase]:
        return ""
    done = phrase.removesuffix(told.memory.head)
    if done != phrase and load_phrase_words().only_verbs(done):
        return ""  # 已办结案件: something was done to the head
    return without_dependent(phrase)


def _joined(head: str, phrase: str) -> str:
    """结案 and 结案率 are 结案率, 未开工项目 and 开工率 项目开工率: what both hold is said once."""
    if phrase.startswith(head):
        return phrase
    if phrase.endswith("率"):
        done = head.removeprefix("未").removeprefix("新")
        noun = done[2:] if done.startswith(phrase[:2]) else ""
        if noun and load_phrase_words().counted.at(noun, 0) == len(noun):
            return noun + phrase
    return _overlapped(head, phrase)


def target_of(told: Told, i: int) -> Named | None:
    """占全年目标任务6.9万人的110%, 完成4600人年计划的61%: the target of what was told before."""
    statement = told.statements[i]
    if target := _target_behind(told, i):
        return Named(told.memory.phrase + target, Origin.JOINED, passing=True)
    if statement.left[-1:] not in _TARGET_ENDINGS or not told.memory.phrase:
        return None
    m = _PART_OF_TARGET.fullmatch(load_phrase_words().without_opening(statement.left))
    if m is None:
        return None
    same = told.memory.measured == statement.quantity.dimension
    return Named(told.memory.phrase + m["target"], Origin.JOINED, passing=True) if m["verb"] or same else None


def whole_of_share(told: Told, i: int) -> str:
    """治理小流域52条，占应治理小流域57条的91%: what the share right behind a number is of; else empty."""
    statement = told.statements[i]
    following = told.statements[i + 1] if i + 1 < len(told.statements) else None
    if following is None or following.quantity.kind is not UnitKind.SHARE or not told.memory.phrase:
        return ""
    opened = load_phrase_words().without_opening(statement.left)
    shared = opened.startswith("占") and not opened.startswith(("占地", "占用")) and following.left == "的"
    return trim_left(opened[1:]) if shared else ""


def part_of_told(told: Told, i: int) -> Named | None:
    """完成全年目标的80%, 占…的比重, 是2018年的2.4倍: shares and multiples of what was told before."""
    words, memory, statement = load_phrase_words(), told.memory, told.statements[i]
    opened = words.without_opening(statement.left)
    if i and not opened.strip("的约为") and (target := _target_told(told, i - 1)):
        return Named(memory.phrase + "完成" + target, Origin.JOINED, passing=True)
    if i and memory.phrase and (whole := whole_of_share(told, i - 1)):
        return Named(f"{memory.phrase}占{whole}", Origin.JOINED, passing=True)
    if m := _COMPLETION.match(statement.left) or _COMPLETION.match(opened):
        head = _OF_EACH.sub("", memory.phrase) or memory.head
        origin = Origin.JOINED if head else Origin.MISSING
        return Named(head + _completion(opened, m), origin, passing=True)
    if memory.phrase and _RECOVERED.fullmatch(statement.left):
        return Named(memory.phrase + "恢复", Origin.JOINED, passing=True)
    compared = _COMPARED_TO.search(statement.left) if memory.phrase else None
    if compared is None:
        return None
    ratio = words.without_closing(compared.group()) if "之比" in compared.group() else ""
    own = trim_left(statement.left[: compared.start()])
    if not own:
        return Named(memory.phrase + ratio, Origin.JOINED if ratio else Origin.CARRIED)
    return None if ratio else Named(own)


def is_target(words: str) -> bool:
    """Whether ``words`` name a target and nothing else (年目标任务, 年初预算数)."""
    return words[-1:] in _TARGET_ENDINGS and _AIMED_AT.fullmatch(words) is not None


def _target_behind(told: Told, i: int) -> str:
    """The target whose number stands before it (完成4600人年计划的61%); empty where it is none."""
    aim = told.statements[i].context.right.removesuffix("的")
    if aim[-1:] not in _TARGET_ENDINGS or not told.memory.phrase:
        return ""
    if i + 1 == len(told.statements) or told.statements[i + 1].quantity.kind is not UnitKind.SHARE:
        return ""
    return aim if _AIMED_AT.fullmatch(aim) and _AIMING.search(told.statements[i].left) else ""


def _target_told(told: Told, i: int) -> str:
    """The target that a statement tells of (完成年初预算数6亿元); empty where it tells of none."""
    if behind := _target_behind(told, i):
        return behind
    m = _PART_OF_TARGET.fullmatch(load_phrase_words().without_opening(told.statements[i].left))
    return m["target"] if m and told.memory.phrase else ""


def _completion(opened: str, m: re.Match[str]) -> str:
    """What the share is: 完成 and the target, 占 and the whole."""
    closed = load_phrase_words().without_closing(opened)
    if opened.startswith(("完成", "已完成", "超额完成", "提前完成")):
        return closed
    if target := _PART_OF_TARGET.fullmatch(closed):
        return "完成" + target["target"]
    return "占" + (trim_left(opened[1:]) or "比") if m.group().endswith("占") else "完成目标"


def without_target(phrase: str) -> str:
    """``phrase`` without 年度任务, 计划数 at its end."""
    return _OF_TARGET.sub("", phrase) if phrase[-1:] in _TARGET_ENDINGS else phrase
