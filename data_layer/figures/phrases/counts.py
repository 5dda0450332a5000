"""What a count counts: what stands behind it (5场招聘会), before it (龙头企业61家), or was told before.

What belongs here: levels that are counted. Measures are named in ``measures``.
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.carrying import carried, with_head
from data_layer.figures.phrases.deeds import sorted_by_deed
from data_layer.figures.phrases.following import counted_behind, measured_behind, nothing_counted
from data_layer.figures.phrases.institutions import of_institution, of_its_members
from data_layer.figures.phrases.measures import done_behind, told_again
from data_layer.figures.phrases.phrasing import last_verb, one_sort
from data_layer.figures.phrases.preceding import ado_before, words_before
from data_layer.figures.phrases.predicates import done_by_some, on_one_side
from data_layer.figures.phrases.trimming import trim_left, trim_right
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["count_of"]

_TO_WHOM = re.compile(r"(?:(?<![意方动倾定走志去流转双])向|(?<![供补])给|(?<![结应反核校绝相])对)\Z")
"""工会向126户职工发放: for whom it was done stands behind, and nothing before is counted; 意向 is a noun."""
_DONE = re.compile(r"已经?(?P<done>完成|建成|开工|竣工|办结)$")
_ALL_OF = re.compile(r"(?P<all>全[省市县区州旗镇乡村队社])(?:[现共]?有|总?共)?$")
_INHABITANTS = {"户": "户数", "人": "人口"}
"""全村496户1820人: households and people of a place, with no other word."""
_MADE_OF = re.compile(
    r"(?P<part>[^的，。；、0-9]{2,10}?)(?:合并|组合|整合|联合|组|汇聚|聚合|搬迁|建设|合)?(?:而?成|构成|建设|搬迁|合并|整合)(?:的|$)"
)
"""由24个自然村合并而成的新村: what something is made of is counted, not what it makes."""
_GROUPS = ("小组", "村民组", "自然村", "自然寨", "自然屯", "村组")
_PROJECT_UNITS = frozenset({"个", "项"})
_HAVING = "仅只共现有约近"
_SORTED = re.compile(
    r"(?:^|[的，。；：\n])(?!其中|包括|分别|含)(?P<what>[\u4e00-\u9fff]{2,6}?)(?:分类|类型|类别|种类|构成)?[：:]\Z"
)
_NO_THING = ("是", "为", "如下", "占比", "情况", "依次")
"""五个类型的占比是：投诉类301件: what no member of the list is."""
_SHORTEST_VERB = 2
_LONGEST_SORT = 8
"""Characters of a word that only sorts (交通能源环保类)."""
_SHORTEST_ATTRIBUTE, _LONGEST_ATTRIBUTE = 3, 10
_LONGEST_NOUN = 4
"""Characters of what sorts, and of a noun that says little by itself."""
_REGISTERED = "户籍"
_SORT_WORD = re.compile(
    r"(?:国家|省|市|县|部|区|乡|镇|村)级$|^[^类的]{1,6}类(?=..)|^(?:省|市|县|区)级(?=..)"
    r"|[0-9.]+[万亿]*(?:元|亩|人|吨|平方米)(?:及?以[上下]|以内)的?(?=..)"
)
"""What sorted the last member is none of the next one's: 咨询类诉求, 求助类 is 求助类诉求."""


def count_of(told: Told, i: int) -> Named:
    """A count takes what stands behind it, else before it, else what was counted before."""
    words, statement = load_phrase_words(), told.statements[i]
    if (again := told_again(told, i)) is not None:
        return again
    before = words_before(told, i)
    to_whom = _TO_WHOM.search(before) is not None
    phrase = "" if to_whom else trim_left(before)
    owned = of_institution(told, phrase, statement) or of_its_members(told, phrase, statement)
    if owned is not None:
        return owned
    if to_whom and (deed := sorted_by_deed(told, i)):
        return Named(deed, Origin.BEHIND)
    verbs_only = words.only_verbs(phrase)
    if before.endswith("由") and (made_of := _MADE_OF.match(statement.context.right)):
        return Named(made_of["part"])
    behind = counted_behind(told, i, object_due=to_whom or (bool(phrase) and verbs_only))
    if not behind and phrase and verbs_only and not statement.context.right:
        behind = _told_of_next(told, i)
    result = behind or trim_right(statement.context.right)
    if result and phrase and not verbs_only and result in load_cues().results:
        return Named(phrase + result)
    if behind and (bound := on_one_side(told, i, behind)):
        return Named(bound, Origin.BEHIND, passing=True)
    if behind:
        people = statement.quantity.unit in _INHABITANTS
        if statement.left.endswith("的") and not people and (sorting := _attribute(phrase, behind)):
            return Named(sorting + behind, Origin.BEHIND)
        led = words.verbs.at(phrase, 0) >= _SHORTEST_VERB and len(phrase) < _LONGEST_SORT
        whole = verbs_only or (led and len(behind) == 1)  # 带动周边1054个村
        return Named((phrase if whole else _verb_before(told, i, phrase)) + behind, Origin.BEHIND)
    return _counted_before(told, i, phrase)


def _attribute(phrase: str, behind: str) -> str:
    """What sorts the counted, before a bare noun (按件计酬的16个车间); empty where it is no such thing."""
    sorts = _SHORTEST_ATTRIBUTE <= len(phrase) <= _LONGEST_ATTRIBUTE and len(behind) <= _LONGEST_NOUN
    return phrase + "的" if sorts and not any(c in "，、“”0123456789" for c in phrase) else ""


def _counted_before(told: Told, i: int, phrase: str) -> Named:
    """What is counted by the words before the number, ``phrase``, and by what was told before them."""
    words, statement = load_phrase_words(), told.statements[i]
    if (sort := _sort_of_told(told, phrase, statement)) is not None:
        return sort
    if not phrase and statement.quantity.dimension == "places_count":
        return Named(statement.quantity.unit)
    if not phrase and (inhabitants := _inhabitants(told, i)):
        return Named(inhabitants)
    if not phrase:
        return _verb_phrase_behind(told, i)
    if (of_told := _of_told(told, phrase, statement)) is not None:
        return of_told
    of_head = told.memory.inside or (not told.memory.stale and told.memory.unit == statement.quantity.unit)
    if _of_projects(phrase, statement, "" if of_head else told.memory.head):
        return Named(phrase + "项目", Origin.JOINED)
    shared = statement.context.after_quantity and not statement.context.left and i > 0
    if shared and words.only_verbs(phrase) and statement.quantity.unit in _INHABITANTS:
        return Named(phrase)  # 脱贫106户265人
    if words.only_verbs(phrase) and of_head and told.memory.head:
        head = "" if last_verb(told.memory.head) else told.memory.head  # 热线直办26件，转办9件
        return Named(phrase + head, Origin.JOINED)
    if phrase == told.memory.phrase and (done := _DONE.search(statement.context.left)):
        return Named(phrase + done["done"])  # 2个养老机构建设已完成1个
    return Named(phrase + (statement.quantity.unit if statement.quantity.dimension == "places_count" else ""))


def _of_projects(phrase: str, statement: Statement, head: str) -> bool:
    """新建项目52项…。续建30个，开工29个: how far the projects of an earlier sentence are, by itself."""
    return (
        phrase in load_cues().project_states
        and statement.quantity.unit in _PROJECT_UNITS
        and head.endswith("项目")
    )


def _told_of_next(told: Told, i: int) -> str:
    """新建3项、修改23项工作制度: what is counted stands behind the last number; empty where nothing does."""
    if i + 1 == len(told.statements):
        return ""
    following = told.statements[i + 1]
    beside = (
        following.context.opened_by == "、" and following.quantity.unit == told.statements[i].quantity.unit
    )
    verb = trim_left(following.left)
    if not beside or not verb or not load_phrase_words().only_verbs(verb):
        return ""
    return counted_behind(told, i + 1, object_due=True)


def _inhabitants(told: Told, i: int) -> str:
    """耕地1900亩，348户，1322人: behind a village's land, or nothing told, its households and people."""
    statement, memory = told.statements[i], told.memory
    name = _INHABITANTS.get(statement.quantity.unit, "")
    if name and (all_of := _ALL_OF.search(statement.context.left)):
        return all_of["all"] + name
    own = nothing_counted(statement.context.right) and not statement.context.left.strip(_HAVING)
    if not name or not own:
        return ""
    beside = i > 0 and memory.phrase.endswith(tuple(_INHABITANTS.values()))
    land = memory.measured == "land_area" and memory.unit not in _INHABITANTS
    land = land or memory.phrase.endswith(_GROUPS)
    return name if beside or land or (not memory.phrase and not memory.head) else ""


def _of_told(told: Told, phrase: str, statement: Statement) -> Named | None:
    """What was told, for a bare head or a sort of it (补贴对象6200人，其中，城镇1300人); else None.

    城镇低保对象1200人，农村3400人: a sort beside another one needs no 其中.
    """
    if phrase in load_cues().dependent:
        return with_head(told, phrase, statement)
    same = told.memory.unit == statement.quantity.unit
    registered = told.memory.inside and told.memory.head.startswith(_REGISTERED)
    if registered and phrase.endswith("人口") and not phrase.startswith((_REGISTERED, "常住")):
        return Named(_REGISTERED + phrase, Origin.JOINED)  # 户籍人口58万人，其中乡村人口37万人
    sorted_out = told.memory.inside or told.memory.head.startswith(tuple(load_cues().sorts))
    if sorted_out and same and phrase in load_cues().sorts:
        return Named(one_sort(phrase, told.memory.head), Origin.JOINED)
    return None


def _sort_of_told(told: Told, phrase: str, statement: Statement) -> Named | None:
    """A word that only sorts (省级5家, 咨询类267件) takes what is sorted; None where it is none."""
    qualifiers, memory = load_phrase_words().qualifiers, told.memory
    if not phrase.endswith(qualifiers) or phrase.endswith("典型") or len(phrase) > _LONGEST_SORT:
        return None
    memory.head = _sorted_things(told, statement) or memory.head
    if not memory.head:
        return None
    sorts = load_cues().sorts
    if phrase in sorts and memory.head.startswith(tuple(sorts)):
        return Named(one_sort(phrase, memory.head), Origin.JOINED)
    head = _SORT_WORD.sub("", memory.head)
    return Named(phrase) if head.endswith(qualifiers) else Named(phrase + head, Origin.JOINED)


def _sorted_things(told: Told, statement: Statement) -> str:
    """What the words before a colon say is sorted (工单分类：求决类30件; 前三位的工单：…); else empty."""
    if statement.context.opened_by not in ("：", ":"):
        return ""
    m = _SORTED.search(told.text, max(0, statement.context.clause_start - 24), statement.context.clause_start)
    return m["what"] if m and not m["what"].endswith(_NO_THING) else ""


def _verb_before(told: Told, i: int, phrase: str) -> str:
    """The verb that governs what is counted behind: of the clause, or of the count before it."""
    statement = told.statements[i]
    if statement.left.rstrip("的").endswith("等"):
        return ""
    if (
        statement.context.after_quantity
        and i
        and statement.context.left == told.statements[i - 1].context.right
    ):
        before = trim_left(told.statements[i - 1].left)
        other = before in load_cues().dependent or last_verb(statement.context.left)
        return "" if other else last_verb(before)  # 吸引480家企业提供1.3万个岗位: nobody drew 岗位
    return last_verb(phrase)


def _verb_phrase_behind(told: Told, i: int) -> Named:
    """No words before: a verb phrase behind (8家已报省审核), else what was counted before."""
    if (done_by := done_by_some(told, i)) is not None:
        return done_by
    statement = told.statements[i]
    passed = statement.context.right.startswith(load_phrase_words().no_thing)  # 其中5个超过千万元
    behind = "" if passed else trim_right(statement.context.right)
    if not behind and (done := done_behind(told, i + 1)):
        return Named(done, Origin.FOLLOWING)
    if not behind and i + 1 < len(told.statements) and (noun := measured_behind(told, i + 1)):
        return Named(noun, Origin.FOLLOWING)
    if len(behind) >= 3 and not statement.context.before_quantity:
        return Named(behind, Origin.JOINED)
    ado = ado_before(told, statement)
    return Named(ado, Origin.JOINED) if ado else carried(told, "")
