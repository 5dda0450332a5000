"""Names what each quantity of a sentence measures, in the text's own words, by a phrase that stands alone.

What belongs here: on which side of the number, or in which statement before it, the phrase is found. Which
catalogue entry it is, is decided in ``catalogue``; what a share is of, in ``shares``. The rules follow the
grammar of official prose: what is measured stands before a measure (社零总额651亿元), what is counted before
or behind a count (龙头企业61家; 5场招聘会); a growth takes what grew; 其中 and bare heads (金额, 总投资) take
the noun counted before them.
"""

from __future__ import annotations

import re

from data_layer.figures.carrying import (
    carried,
    of_whole,
    one_of_pair,
    pair_in,
    target_of,
    whole_of_share,
    with_head,
    without_target,
)
from data_layer.figures.changed import change_of, rank_of
from data_layer.figures.phrasing import (
    dependent_end,
    last_verb,
    names_entry,
    unchanged,
)
from data_layer.figures.quantities import Form
from data_layer.figures.sentences import follows_in_list
from data_layer.figures.shares import share_of
from data_layer.figures.sharing import shared_thing
from data_layer.figures.statements import Memory, Named, Origin, Statement, Told
from data_layer.figures.surroundings import (
    counted_behind,
    measured_behind,
    purpose_of,
    words_before,
)
from data_layer.figures.trimming import trim_left, trim_right, without_dependent
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = ["name_indicators"]

_ALL_DONE = re.compile(r"(?<=..)(?:全部|均|都|已|全面|顺利)[^，]{2,4}$")
_COMPARED = re.compile(r"[比较](?P<what>[^，。；、]{2,14})$")
"""比计划产量54万吨增产1万吨: what stands before the change is compared with, and nothing goes on with it."""
_AGAINST = ("比", "较", "与", "同", "和")
_EARLIER = re.compile(r"[比较与同和](?:[^，。；、]{0,24}的)?$")
"""与上次普查的44万人相比，比上年的3.3人减少: the number before is what was told, at another time."""
_ANOTHER_TIME = re.compile(r"(?P<what>[^，。；、]{2,14}?)[与同和][^，。；、]{0,24}的")
"""常住人口与2010年普查的72万人相比: what is compared stands before."""
_COMPARING = ("相比", "比较", "相较")
_CONVERTED = re.compile(
    r"(?:按[^，。；]{2,14}|[^，。；]{0,4}汇率[^，。；]{0,4})?(?:约?折合?算?|约?合|约合|相当于)(?:成|为|人民币|美元)*约?"
)
"""人均生产总值2.1万元（按平均汇率折合3010美元）: the same in other money."""
_PARTS = ("其中：", "其中:")
"""What opens a list of parts to the sentence's end; a bare 其中 holds up to the next ；."""
_AMONG = ("其中，", "其中,", *_PARTS)
_BRACKETS = ("（", "(")
_DIVIDED = re.compile(r"(?:[从按分])[^，。；：:]{1,10}(?:来?看|分|划分)[，,：:]\Z")
_DIVIDED_CHARS = 16
_DIVIDED_ENDS = frozenset("看分")
_TO_WHOM = re.compile(r"(?:(?<![意方动倾定走志去流转双])向|(?<![供补])给|(?<![结应反核校绝相])对)\Z")
"""工会向126户职工发放: for whom it was done stands behind, and nothing before is counted; 意向 is a noun."""
_MONEY_GIVEN = re.compile(r"..(?:补贴|补助|奖励|救助|赔偿|捐赠|捐款)$")
"""发放培训补贴836万元: all verbs, and a noun at the end."""
_LONGEST_INDUSTRY = 12
"""Characters of an industry that is named by itself (采矿业, 批发和零售业)."""
_EXTENTS = frozenset({"平方米", "亩", "公里", "米", "公顷", "平方公里"})
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
    first = told.statements[0]
    if "其中" not in first.left and not told.text.endswith(_AMONG, 0, first.context.clause_start):
        memory.paired = ""
    result = []
    outside: tuple[str, ...] | None = None
    listed = False
    divided = [_divided(told, statement) for statement in told.statements]
    memory.whole = memory.whole if any(divided) else ""
    for i, statement in enumerate(told.statements):
        if outside is not None and _bracket_closed(told, i):
            memory.go_on_with(outside)
            outside = None
        if statement.context.opened_by in _BRACKETS:
            outside = memory.told_last()
        listed = listed or told.text.endswith(_PARTS, 0, statement.context.clause_start)
        if listed or "其中" in statement.left:
            memory.inside = True
        elif statement.context.opened_by in ("；", ";"):
            memory.inside = False
        if divided[i]:
            memory.whole = memory.whole or memory.phrase
        context = statement.context
        against = context.left[:1] in _AGAINST or context.right.startswith(_COMPARING)
        base = _compared_with(told, i) if against else None
        result.append(base or _of_divided(memory.whole, _name(told, i)))
        if base is None:
            _remember(result[-1], statement, memory)
    return result


def _of_divided(whole: str, named: Named) -> Named:
    """固定资产投资…，分产业看，第一产业增长5%: a bare industry is of what is divided, not of its output."""
    bare = named.phrase.endswith("业") and len(named.phrase) <= _LONGEST_INDUSTRY
    if not bare or not whole or "增加值" in whole or "生产总值" in whole or named.phrase == whole:
        return named
    return named._replace(phrase=named.phrase + unchanged(whole), origin=Origin.JOINED)


def _bracket_closed(told: Told, i: int) -> bool:
    """Whether a bracket ends between a number and the one before it."""
    between = told.text[told.statements[i - 1].quantity.tail : told.statements[i].quantity.lead]
    return "）" in between or ")" in between


def _divided(told: Told, statement: Statement) -> bool:
    """Whether 从收入结构看, 按部门分 stands before a clause: the parts of what was told follow."""
    clause = statement.context.clause_start
    if told.text[clause - 2 : clause - 1] not in _DIVIDED_ENDS:
        return False
    return _DIVIDED.search(told.text, max(0, clause - _DIVIDED_CHARS), clause) is not None


def _compared_with(told: Told, i: int) -> Named | None:
    """What a number measures that the change right behind it is told against; None if there is none."""
    statement = told.statements[i]
    if statement.growth or i + 1 == len(told.statements):
        return None
    following = told.statements[i + 1]
    beside = following.context.after_quantity and following.growth
    earlier = _EARLIER.match(statement.context.left) is not None
    comparing = statement.context.right.startswith(_COMPARING)
    if comparing and (own := _ANOTHER_TIME.fullmatch(statement.left)):
        told.memory.phrase = trim_left(own["what"])
        return Named(told.memory.phrase)
    if told.memory.phrase and earlier and (beside or comparing):
        return Named(told.memory.phrase, Origin.CARRIED)
    m = _COMPARED.match(statement.left)
    return Named(m["what"]) if m and beside else None


def _remember(named: Named, statement: Statement, memory: Memory) -> None:
    if not named.phrase or statement.quantity.form is Form.RANK:
        return
    memory.passed = named.phrase if named.passing else ""
    if named.passing:
        return
    memory.phrase = named.phrase
    if pair_in(named.phrase):
        memory.paired = unchanged(named.phrase)
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
    if statement.quantity.form is Form.RANK:
        return rank_of(told, statement)
    if statement.growth:
        return change_of(told, i)
    if statement.quantity.kind is UnitKind.SHARE:
        return share_of(told, i)
    if statement.quantity.kind is UnitKind.COUNT:
        return _count(told, i)
    return _measure(told, i)


def _count(told: Told, i: int) -> Named:
    words, statement = load_phrase_words(), told.statements[i]
    if (target := target_of(told, i)) is not None:
        return target
    if whole := whole_of_share(told, i):
        return Named(whole, passing=True)
    before = words_before(told, i)
    to_whom = _TO_WHOM.search(before) is not None
    phrase = "" if to_whom else trim_left(before)
    verbs_only = words.only_verbs(phrase)
    behind = counted_behind(told, i, object_due=to_whom or (bool(phrase) and verbs_only))
    result = behind or trim_right(statement.context.right)
    if result and phrase and not verbs_only and result in load_cues().results:
        return Named(phrase + result)
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
        before = trim_left(told.statements[i - 1].left)
        return "" if before in load_cues().dependent else last_verb(before)
    return last_verb(phrase)


def _measure(told: Told, i: int) -> Named:
    words, statement = load_phrase_words(), told.statements[i]
    if (again := _told_again(told, i)) is not None:
        return again
    phrase = trim_left(words_before(told, i))
    behind = measured_behind(told, i)
    verbs_only = not phrase or words.only_verbs(phrase)
    head = dependent_end(phrase)
    if behind and head:
        return Named(behind + head)
    if phrase and not behind and (one := one_of_pair(told, phrase, statement)):
        return Named(one, Origin.JOINED)
    if verbs_only and phrase and not behind and names_entry(phrase, statement):
        return Named(phrase)
    sorted_out = told.memory.inside or phrase in load_cues().sorts
    if sorted_out and not behind and (whole := of_whole(told, phrase, statement)):
        return Named(whole, Origin.JOINED)
    if head == phrase and head and phrase not in words.spending:
        return with_head(told, phrase, statement)
    if verbs_only and phrase and not behind and _same_thing(told, statement):
        return Named(phrase + told.memory.head, Origin.JOINED)
    if not verbs_only or (not behind and _MONEY_GIVEN.search(phrase)):
        verb, owns = last_verb(phrase), statement.left.endswith(("有", "拥有"))
        return Named(verb + behind) if behind and (verb or owns) and not head else Named(phrase)
    return _verb_alone(told, i, phrase, behind)


def _verb_alone(told: Told, i: int, phrase: str, behind: str) -> Named:
    """Only a verb, or nothing, stands before a measure: what is behind it, its purpose, or what was told."""
    words, statement, head = load_phrase_words(), told.statements[i], dependent_end(phrase)
    if not phrase and not behind and (done := _done_behind(told, i)):
        return Named(done, Origin.BEHIND)
    if not phrase and not behind and told.memory.phrase:
        return carried(told, phrase, statement)
    if purpose := behind or purpose_of(told, i):
        verb = words.without_opening(phrase)
        spending = any(verb.endswith(word) for word in words.spending)
        origin = Origin.BEHIND if behind else Origin.FOLLOWING
        return Named(purpose + verb if spending else verb + purpose, origin)
    if head:
        return with_head(told, phrase, statement)
    return carried(told, phrase, None if phrase else statement)


def _told_again(told: Told, i: int) -> Named | None:
    """What was told before, in other money or as it was aimed at, or what it is a share of; else None."""
    statement = told.statements[i]
    if whole := whole_of_share(told, i):
        return Named(whole, passing=True)
    converted = "折" in statement.left or "合" in statement.left or "相当" in statement.left
    if converted and told.memory.phrase and _CONVERTED.fullmatch(statement.left):
        return Named(told.memory.phrase, Origin.CARRIED)
    return target_of(told, i)


def _same_thing(told: Told, statement: Statement) -> bool:
    """Whether something else is done to what was measured before: 新建宿舍2万平方米，加固4100平方米."""
    memory, unit = told.memory, statement.quantity.unit
    return bool(memory.head) and not memory.stale and memory.unit == unit and unit in _EXTENTS


def _done_behind(told: Told, i: int) -> str:
    """What the second of two numbers side by side was used for (8963户3.98亿元发展养殖业); else empty."""
    context = told.statements[i].context if i < len(told.statements) else None
    if context is None or not context.after_quantity or context.left or context.right[:1] in ("的", ""):
        return ""
    done = load_phrase_words().verbs.at(context.right, 0)
    return trim_right(context.right) if 2 <= done < len(context.right) - 1 else ""


def _verb_phrase_behind(told: Told, i: int) -> Named:
    """No words before: a verb phrase behind (8家已报省审核), else what was counted before."""
    statement = told.statements[i]
    behind = trim_right(statement.context.right)
    if not behind and (done := _done_behind(told, i + 1)):
        return Named(done, Origin.FOLLOWING)
    if not behind and i + 1 < len(told.statements) and (noun := measured_behind(told, i + 1)):
        return Named(noun, Origin.FOLLOWING)
    if len(behind) >= 3 and not statement.context.before_quantity:
        same = not told.memory.stale and told.memory.unit == statement.quantity.unit
        head = told.memory.head if same and len(behind) <= 8 else ""
        return Named(behind + head, Origin.JOINED)
    return carried(told, "")
