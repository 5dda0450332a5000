"""Names what each quantity of a sentence measures, in the text's own words, by a phrase that stands alone.

What belongs here: on which side of the number, or in which statement before it, the phrase is found. Which
catalogue entry it is, is decided in catalogue.py. The rules follow the grammar of official prose: what is
measured stands before a measure (社零总额651亿元), what is counted before or behind a count (龙头企业61家;
5场招聘会); a growth takes what grew; 其中 and bare heads (金额, 总投资) take the noun counted before them.
"""

from __future__ import annotations

import re

from data_layer.figures.carrying import (
    carried,
    is_amount,
    of_whole,
    part_of_told,
    target_of,
    with_head,
    without_target,
)
from data_layer.figures.changes import change_tail
from data_layer.figures.phrasing import (
    dependent_end,
    last_verb,
    names_entry,
    one_sort,
    unchanged,
    without_change_verb,
)
from data_layer.figures.quantities import Form
from data_layer.figures.sentences import LONGEST_CLAUSE, follows_in_list
from data_layer.figures.sharing import shared_thing
from data_layer.figures.statements import Memory, Named, Origin, Statement, Told
from data_layer.figures.surroundings import (
    counted_behind,
    measured_behind,
    nothing_counted,
    purpose_of,
    words_before,
)
from data_layer.figures.trimming import attribute_of, trim_left, trim_right, without_dependent
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = ["name_indicators"]

_PLACES = r"(?:全国|全省|全市|全区|全县|全州|省内|国内|世界|全球|同类[^，]{0,6}|[^，]{0,4}(?:省|市|州|县|区))"
_RANKING = re.compile(
    rf"(?:稳|仍|高|均|连续[^，]{{0,6}}|继续)?(?:位?居|排名?|位列|名列|列|跃居|跃升至?|升至|保持|稳定)?在?{_PLACES}?的?"
    r"(?:排名|位次)?(?:位?居|排名?|位列|列|均居|(?:上|提|攀)升[至到为]|前移[至到])?在?(?:前列)?的?$"
)
_RANKED_WITHIN = re.compile(r"在[^，。；]{2,28}中(?:稳|均|跃)?(?:位?居|排名?|位列|名列|列)?(?:第)?$")
"""增速在全省27个基地中居第7位: among whom is no indicator."""
_RANKED_AMONG = re.compile(r"(?<=..)(?:稳|均|均位|位|跃)?(?:居|列)[^，。；居列]{2,20}$")
_PULLS = re.compile(
    r"(?:带动|拉动(?![力率])|影响(?!力))(?P<what>[^，。；]{2,16}?)(?:增长|上升|提高|回升|下降|回落|下滑)?$"
)
_PEOPLE = re.compile(r"[^，。；的]{0,6}?(?:户|人|者|员|民|企业|学生|群众|村|社区|乡镇|家庭)(?![均口])")
"""八成脱贫户参与: of whom a share is told stands behind it."""
_ALL_DONE = re.compile(r"(?<=..)(?:全部|均|都|已|全面|顺利)[^，]{2,4}$")
_GAIN = re.compile(
    r"(?P<gain>(?:户均|人均|亩均|村均|每[户人亩][^，。；]{0,2}?)(?:可|能)?(?:增收|增产|节本|减支|减负))(?:达到?|约|近|超过?|在)*$"
)
"""户均增收4800元: what every household gained is told, and stands for itself."""
_COMPARED = re.compile(r"[比较](?P<what>[^，。；、]{2,14})$")
"""比计划产量54万吨增产1万吨: what stands before the change is compared with, and nothing goes on with it."""
_CONVERTED = re.compile(
    r"(?:按[^，。；]{2,14}|[^，。；]{0,4}汇率[^，。；]{0,4})?(?:约?折合?算?|约?合|约合|相当于)(?:成|为|人民币|美元)*约?"
)
"""人均生产总值2.1万元（按平均汇率折合3010美元）: the same in other money."""
_LISTED_IN = re.compile(
    r"(?:跻身|入围|入选|进入|荣登|登上|上榜|名列|位列)(?:了|于)?(?P<what>[^，。；、]{2,28}?(?:强[县市区州镇]?|榜单?|名单|方阵)(?:[（(][县市区]+[)）])?)(?:之列|行列|序列)?$"
)
"""连续三年跻身全国百强县行列，位次升至第40位: a place in the list is told."""
_SHARE_END = re.compile(r"(?:的?比重|占比|的?比例|份额)$")
_EXTENTS = frozenset({"平方米", "亩", "公里", "米", "公顷", "平方公里"})
_COVERED = ("覆盖", "全覆盖", "达标", "完成", "投产", "到位", "办结")
_LEVEL_WORD = re.compile(r"(?:国家|省|市|县|部|区|乡|镇|村)级$")


def name_indicators(told: Told, *, goes_on: bool = False) -> list[Named]:
    """One phrase a statement of one sentence, in order; the memory is carried on through the paragraph.

    Args:
        told: the sentence's statements.
        goes_on: the sentence is a line that goes on with the one before.
    """
    memory = told.memory
    memory.inside, memory.shared, memory.recent = False, [], []
    memory.stale = memory.stale or not goes_on
    result = []
    for i, statement in enumerate(told.statements):
        if "其中" in statement.left:
            memory.inside = True
        elif statement.context.opened_by in ("；", ";"):
            memory.inside = False
        base = _compared_with(told, i) if statement.left[:1] in ("比", "较") else None
        result.append(base or _name(told, i))
        if base is None:
            _remember(result[-1], statement, memory)
    return result


def _compared_with(told: Told, i: int) -> Named | None:
    """What a number measures that the change right behind it is told against; None if there is none."""
    statement = told.statements[i]
    m = _COMPARED.match(statement.left)
    if m is None or statement.growth or i + 1 == len(told.statements):
        return None
    following = told.statements[i + 1]
    beside = following.context.after_quantity and following.growth
    return Named(m["what"]) if beside else None


def _remember(named: Named, statement: Statement, memory: Memory) -> None:
    if not named.phrase or statement.quantity.form is Form.RANK:
        return
    memory.phrase = named.phrase
    if statement.quantity.kind is not UnitKind.SHARE:
        memory.measured = statement.quantity.dimension
    if named.phrase not in memory.recent[-1:] or follows_in_list(statement.context):
        memory.recent.append(named.phrase)
    if (
        named.origin not in (Origin.BESIDE, Origin.BEHIND)
        or memory.inside
        or statement.quantity.kind is UnitKind.SHARE
    ):
        return
    phrase = without_dependent(named.phrase) or named.phrase
    phrase = _ALL_DONE.sub("", without_target(phrase)) or phrase
    words = load_phrase_words()
    start = words.verbs.at(phrase, 0)
    if start and words.counted.at(phrase, start) == 1:  # 招聘会, 培训班
        start = 0
    head = phrase[start:] if len(phrase) - start >= 2 else phrase
    if head not in load_cues().dependent and not words.only_verbs(head):
        memory.head, memory.unit, memory.stale = head, statement.quantity.unit, False


def _name(told: Told, i: int) -> Named:
    statement = told.statements[i]
    if shared := shared_thing(told, i):
        return Named(shared)
    if statement.growth or statement.quantity.form is Form.RANK:
        return _change(told, statement)
    if statement.quantity.kind is UnitKind.SHARE:
        return _share(told, statement)
    if statement.quantity.kind is UnitKind.COUNT:
        return _count(told, i)
    return _measure(told, i)


def _change(told: Told, statement: Statement) -> Named:
    """A growth takes what grew, a rank what is ranked."""
    if gain := _GAIN.search(statement.left):
        return Named(gain["gain"])
    if statement.quantity.form is Form.RANK:
        words = _RANKED_WITHIN.sub("", statement.left)
        phrase = _RANKED_AMONG.sub("", _RANKING.sub("", words))
    else:
        m = change_tail(statement.left)
        phrase = statement.left[: m.start()] if m else without_change_verb(statement.left)
    share = _SHARE_END.search(phrase) if statement.quantity.dimension == "points" else None
    phrase = trim_left(phrase)
    if phrase and share and not phrase.endswith(share.group()):
        phrase += share.group()
    if statement.quantity.form is Form.RANK and phrase in load_cues().ranked and told.memory.phrase:
        return Named(unchanged(told.memory.phrase) + phrase, Origin.JOINED)
    if statement.quantity.form is Form.RANK and not phrase and (listed := _list_before(told, statement)):
        return Named(listed)
    if phrase in load_cues().of_change and told.memory.phrase:
        return Named(unchanged(told.memory.phrase) + phrase, Origin.JOINED)
    if statement.quantity.dimension == "points" and (pulls := _PULLS.search(statement.left)):
        subject = told.memory.phrase.partition("对")[0]
        own = trim_left(statement.left[: pulls.start()])
        return Named((own or subject) + pulls.group(), Origin.BESIDE if own else Origin.JOINED)
    if not phrase or load_phrase_words().only_verbs(phrase):
        if names_entry(phrase, statement):
            return Named(phrase)
        return carried(told, "", statement) if is_amount(statement) else carried(told, phrase)
    if phrase in load_cues().sorts and told.memory.phrase:
        return Named(one_sort(phrase, told.memory.phrase), Origin.JOINED)
    return with_head(told, phrase, statement) if phrase in load_cues().dependent else Named(phrase)


def _list_before(told: Told, statement: Statement) -> str:
    """The list that the clause before a rank tells of (跻身全国百强县行列，位次升至第40位); else empty."""
    clause = statement.context.clause_start
    before = told.text[max(0, clause - LONGEST_CLAUSE) : clause].rstrip("，,；;")
    m = _LISTED_IN.search(before)
    return trim_left(m["what"]) if m else ""


def _share(told: Told, statement: Statement) -> Named:
    words, memory = load_phrase_words(), told.memory
    if (part := part_of_told(told, statement)) is not None:
        return part
    phrase = trim_left(statement.left)
    if not phrase or words.only_verbs(phrase):
        return _share_behind(told, phrase, statement)
    if names_entry(phrase, statement):
        return Named(phrase)
    if phrase in load_cues().dependent or (len(phrase) <= 3 and phrase.endswith("率")):
        return with_head(told, phrase, statement)
    if phrase in load_cues().sorts and memory.phrase:
        return Named(one_sort(phrase, memory.phrase), Origin.JOINED)
    if statement.context.right in _COVERED:
        return Named(phrase + statement.context.right)
    return Named(phrase + "占比" if statement.left.rstrip("了的约近超").endswith("占") else phrase)


def _share_behind(told: Told, phrase: str, statement: Statement) -> Named:
    """A share with no noun before it: of what stands behind (八成脱贫户, 60%的行政村), else carried."""
    right = statement.context.right
    behind = attribute_of(right.removeprefix("以上")) or ("" if nothing_counted(right) else trim_right(right))
    if behind and not phrase and _PEOPLE.match(right):
        return Named(behind, Origin.BEHIND)
    if behind and not right.startswith(("的", "以上")) and not told.memory.stale:
        return Named(told.memory.head + behind, Origin.JOINED)
    if behind:
        return Named(phrase + behind, Origin.BEHIND)
    return carried(told, phrase, statement)


def _count(told: Told, i: int) -> Named:
    words, statement = load_phrase_words(), told.statements[i]
    phrase = trim_left(words_before(told, i))
    verbs_only = words.only_verbs(phrase)
    behind = counted_behind(told, i, object_due=bool(phrase) and verbs_only)
    if behind and phrase and behind in load_cues().results:
        return Named(phrase + behind)
    if behind:
        return Named((phrase if verbs_only else _verb_before(told, i, phrase)) + behind, Origin.BEHIND)
    if phrase.endswith(words.qualifiers) and len(phrase) <= 8 and told.memory.head:
        return Named(phrase + _LEVEL_WORD.sub("", told.memory.head), Origin.JOINED)
    if not phrase and statement.quantity.dimension == "places_count":
        return Named(statement.quantity.unit)
    if not phrase:
        return _verb_phrase_behind(told, i)
    if phrase in load_cues().dependent:
        return with_head(told, phrase, statement)
    if (target := target_of(told, phrase)) is not None:
        return target
    of_head = told.memory.inside or (not told.memory.stale and told.memory.unit == statement.quantity.unit)
    if verbs_only and of_head and told.memory.head:
        return Named(phrase + told.memory.head, Origin.JOINED)
    return Named(phrase + (statement.quantity.unit if statement.quantity.dimension == "places_count" else ""))


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
        return last_verb(trim_left(told.statements[i - 1].left))
    return last_verb(phrase)


def _measure(told: Told, i: int) -> Named:
    words, statement = load_phrase_words(), told.statements[i]
    if _CONVERTED.fullmatch(statement.left) and told.memory.phrase:
        return Named(told.memory.phrase, Origin.CARRIED)
    phrase = trim_left(words_before(told, i))
    behind = measured_behind(told, i)
    verbs_only = not phrase or words.only_verbs(phrase)
    head = dependent_end(phrase)
    if behind and head:
        return Named(behind + head)
    if verbs_only and phrase and not behind and names_entry(phrase, statement):
        return Named(phrase)
    if told.memory.inside and not behind and (whole := of_whole(told, phrase, statement)):
        return Named(whole, Origin.JOINED)
    if head == phrase and head and phrase not in words.spending:
        return with_head(told, phrase, statement)
    if verbs_only and phrase and not behind and _same_thing(told, statement):
        return Named(phrase + told.memory.head, Origin.JOINED)
    if not verbs_only:
        verb, owns = last_verb(phrase), statement.left.endswith(("有", "拥有"))
        return Named(verb + behind) if behind and (verb or owns) and not head else Named(phrase)
    if not phrase and not behind and told.memory.phrase:
        return carried(told, phrase, statement)
    if (target := target_of(told, phrase)) is not None:
        return target
    purpose = behind or purpose_of(told, i)
    if purpose:
        verb = words.without_opening(phrase)
        spending = any(verb.endswith(word) for word in words.spending)
        origin = Origin.BEHIND if behind else Origin.FOLLOWING
        return Named(purpose + verb if spending else verb + purpose, origin)
    return with_head(told, phrase, statement) if head else carried(told, phrase)


def _same_thing(told: Told, statement: Statement) -> bool:
    """Whether something else is done to what was measured before: 新建宿舍2万平方米，加固4100平方米."""
    memory, unit = told.memory, statement.quantity.unit
    return bool(memory.head) and not memory.stale and memory.unit == unit and unit in _EXTENTS


def _verb_phrase_behind(told: Told, i: int) -> Named:
    """No words before: a verb phrase behind (8家已报省审核), else what was counted before."""
    statement = told.statements[i]
    behind = trim_right(statement.context.right)
    if not behind and i + 1 < len(told.statements) and (noun := measured_behind(told, i + 1)):
        return Named(noun, Origin.FOLLOWING)
    if len(behind) >= 3 and not statement.context.before_quantity:
        same = not told.memory.stale and told.memory.unit == statement.quantity.unit
        head = told.memory.head if same and len(behind) <= 8 else ""
        return Named(behind + head, Origin.JOINED)
    return carried(told, "")
