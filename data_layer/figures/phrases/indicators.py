"""Names what each quantity of a sentence measures, in the text's own words, by a phrase that stands alone.

What belongs here: which statement of a sentence takes part in naming which, and what is remembered of it.
How each sort is named: ``counts``, ``measures``, ``shares``, ``changed``, ``comparisons``; which catalogue
entry it is: ``catalogue``. The rules follow the grammar of official prose: what is measured stands before a
measure (社零总额651亿元), what is counted before or behind a count (龙头企业61家; 5场招聘会); a growth takes
what grew; 其中 and bare heads (金额, 总投资) take the noun counted before them.
"""

from __future__ import annotations

import re

from data_layer.figures.numbers.proportions import part_name
from data_layer.figures.numbers.quantities import Form
from data_layer.figures.phrases.carrying import without_target
from data_layer.figures.phrases.changed import change_of, rank_of
from data_layer.figures.phrases.comparisons import compared_with
from data_layer.figures.phrases.counts import count_of
from data_layer.figures.phrases.each import of_so_many
from data_layer.figures.phrases.institutions import institution_in, of_institution
from data_layer.figures.phrases.measures import measure_of
from data_layer.figures.phrases.pairs import pair_in
from data_layer.figures.phrases.phrasing import unchanged
from data_layer.figures.phrases.shares import share_of
from data_layer.figures.phrases.sharing import shared_thing
from data_layer.figures.phrases.trimming import trim_left, without_dependent, without_stage
from data_layer.figures.sentences import LONGEST_LIST, follows_in_list
from data_layer.figures.statements import Memory, Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = ["name_indicators"]

_ALL_DONE = re.compile(r"(?<=..)(?:全部|(?<![平人户亩村年月日])均|都|已|全面|顺利)[^，]{2,4}$")
_ALL_CHARS = frozenset("全均都已顺")
_PARTS = ("其中：", "其中:")
"""What opens a list of parts to the sentence's end; a bare 其中 holds up to the next ；."""
_AMONG = ("其中，", "其中,", *_PARTS)
_BRACKETS = ("（", "(")
_DIVIDED = re.compile(
    r"(?:(?:^|[，,。；;：:\n])(?P<whole>[^，,。；;：:\n0-9]{2,12}?))?[从按分][^，。；：:]{1,10}(?:来?看|分|划分)[，,：:]\Z"
)
"""从结构看, 按部门分; 地方收入按部门分 says what is divided."""
_DIVIDED_CHARS = 30
_DIVIDED_ENDS = frozenset("看分")
_AGES = re.compile(r"[0-9]周?岁")
"""17至59周岁 sorts people, and is none of the next sort's head."""
_DOER = re.compile(
    r"(?:[^，、的]{0,8}(?:法院|检察院|公安局|警方|机关|部门))(?=(?:受理|审结|办结|执结|立案|破获|查处|批捕|起诉|接到|办理)..)"
)
"""法院受理各类案件25万件，办结23万件: what was dealt with is no court's name."""
_STATES = ("在", "续", "拟", "未", "新开")
"""What opens a verb that sorts what it is of by its state (新开工项目, 在建项目, 续建项目)."""
_EACH = re.compile(r"(?<=..)[亩人户]均$")
"""小麦亩均单产364公斤，总产12.5万吨: what is told further is no longer of each."""
_NO_DEEDS = ("建议", "建设用地", "脱贫", "返贫", "退役", "就业", "失业", "参保", "务工", "创业")
"""Verbs elsewhere; here what they open has no object: 脱贫人口小额信贷, 退役军人创业贷款, 就业补助资金."""
_SECTORS = ("工业", "农业", "建筑业", "服务业")
"""What is left of 工业总产值 without its head names no one who could have an income."""
_ITS = re.compile("其(?![中他它余次实间])")
_ONLY_SUM = frozenset({"综合", "土石方", "人均", "户均", "年均", "全年", "当年"})
_LASTING = ("工期", "周期")
"""How long works take is of nothing further: 工期12个月，已完成工程量的50%."""
_EXTENTS = ("海拔", "宽度", "高度", "深度", "长度", "厚度", "坡度", "时速")
_UNDER_WAY = ("中", "完毕", "之中")
"""Endings of what is no noun (正在办理中568件)."""
_LONGEST_INDUSTRY = 12
"""Characters of an industry that is named by itself (采矿业, 批发和零售业)."""


def name_indicators(told: Told, *, goes_on: bool = False) -> list[Named]:
    """One phrase a statement of one sentence, in order; the memory is carried on through the paragraph.

    Args:
        told: the sentence's statements.
        goes_on: the sentence is a line that goes on with the one before.
    """
    memory = told.memory
    memory.earlier = [*memory.earlier, *memory.recent][-LONGEST_LIST:]
    if memory.inside and memory.institution not in memory.among:
        memory.institution = ""  # 学校90所，其中小学40所。专任教师2100人: of all of them again
    memory.inside, memory.parted, memory.among, memory.each = False, False, "", ""
    memory.shared, memory.recent = [], []
    memory.stale = memory.stale or not goes_on
    first = told.statements[0]
    if "其中" not in first.left and not told.text.endswith(_AMONG, 0, first.context.clause_start):
        memory.paired = ""
    result = []
    outside: tuple[str, ...] | None = None
    listed = False
    divided = [_divided(told, statement) for statement in told.statements]
    memory.whole = memory.whole if any(of is not None for of in divided) else ""
    for i, statement in enumerate(told.statements):
        if outside is not None and _bracket_closed(told, i):
            memory.go_on_with(outside)
            outside = None
        if statement.context.opened_by in _BRACKETS and not _is_measure_in_bracket(told, i):
            outside = memory.told_last()
        listed = listed or told.text.endswith(_PARTS, 0, statement.context.clause_start)
        if (
            listed
            or "其中" in statement.left
            or told.text.endswith(_AMONG, 0, statement.context.clause_start)
        ):
            memory.inside, memory.among = True, memory.among if memory.inside else memory.phrase
        elif statement.context.opened_by in ("；", ";"):
            memory.inside, memory.parted = False, memory.inside or memory.parted
        if (of := divided[i]) is not None:
            memory.whole = trim_left(of["whole"] or "") or memory.whole or memory.phrase
        base = compared_with(told, i)
        named = base or _of_divided(memory.whole, _of_its_owner(told, statement, _name(told, i)))
        result.append(named if base else of_so_many(told, statement, named))
        if base is None:
            _remember(result[-1], statement, memory)
    return result


def _of_divided(whole: str, named: Named) -> Named:
    """固定资产投资…，分产业看，第一产业增长5%: a bare industry is of what is divided, not of its output."""
    bare = named.phrase.endswith("业") and len(named.phrase) <= _LONGEST_INDUSTRY
    if not bare or not whole or "增加值" in whole or "生产总值" in whole or named.phrase == whole:
        return named
    return named._replace(phrase=named.phrase + unchanged(whole), origin=Origin.JOINED)


def _of_its_owner(told: Told, statement: Statement, named: Named) -> Named:
    """高新技术企业120家。其增加值占…的35%: a bare head behind 其 is of what was counted before."""
    head, start = told.memory.head, statement.context.clause_start
    if not head or _ITS.match(told.text, start) is None or head in named.phrase:
        return named
    if not load_cues().dependent_heads.at(named.phrase, 0):
        return named
    return named._replace(phrase=head + named.phrase, origin=Origin.JOINED)


def _is_measure_in_bracket(told: Told, i: int) -> bool:
    """升学的比例（14.1%）较上届提高: a bracket holds the number itself, and what follows goes on with it."""
    statement = told.statements[i]
    before = told.statements[i - 1].quantity.tail if i else -1
    return (
        bool(statement.left)
        and statement.context.left != statement.left
        and before < statement.context.clause_start - 1
    )


def _bracket_closed(told: Told, i: int) -> bool:
    """Whether a bracket ends between a number and the one before it."""
    between = told.text[told.statements[i - 1].quantity.tail : told.statements[i].quantity.lead]
    return "）" in between or ")" in between


def _divided(told: Told, statement: Statement) -> re.Match[str] | None:
    """从收入结构看, 按部门分 right before a clause: the parts of what was told follow; else None."""
    clause = statement.context.clause_start
    if told.text[clause - 2 : clause - 1] not in _DIVIDED_ENDS:
        return None
    return _DIVIDED.search(told.text, max(0, clause - _DIVIDED_CHARS), clause)


def _remember(named: Named, statement: Statement, memory: Memory) -> None:
    if not named.phrase or named.phrase.endswith(_LASTING):
        return
    if statement.quantity.form is Form.RANK:
        if named.origin == Origin.BESIDE:
            share = named.phrase.endswith(("比重", "占比"))
            memory.phrase = named.phrase if share else unchanged(named.phrase)
        return
    memory.passed = named.phrase if named.passing else ""
    if named.passing:
        return
    memory.phrase, memory.placed = named.phrase, statement.placed
    institution = institution_in(named.phrase, statement.quantity.unit)
    memory.institution = memory.institution if institution is None else institution
    if pair_in(named.phrase):
        memory.paired = unchanged(named.phrase)
    if statement.quantity.kind is not UnitKind.SHARE:
        memory.measured = statement.quantity.dimension
    if named.phrase not in memory.recent[-1:] or follows_in_list(statement.context):
        memory.recent.append(named.phrase)
    own = named.origin in (Origin.BESIDE, Origin.BEHIND)
    if own and not memory.inside and statement.quantity.kind is not UnitKind.SHARE:
        _remember_head(named, statement, memory)


def _remember_head(named: Named, statement: Statement, memory: Memory) -> None:
    """Keep the noun that was counted or measured, for bare heads to come (金额, 总投资)."""
    phrase = without_dependent(named.phrase) or named.phrase
    phrase = phrase if phrase == named.phrase else _EACH.sub("", phrase)
    aimed = without_target(phrase)
    phrase = (aimed if _ALL_CHARS.isdisjoint(aimed) else _ALL_DONE.sub("", aimed)) or phrase
    words = load_phrase_words()
    if doer := _DOER.match(phrase):
        phrase = phrase[doer.end() :]
    start = words.verbs.at(phrase, 0)
    second = words.verbs.at(phrase, start) if start else 0
    rest = phrase[start + second :]
    if second > 1 and len(rest) > 1 and not rest[0].isdigit() and not words.counted.at(rest, 0):
        start += second  # 受理调处各类纠纷
    noun = words.counted.at(phrase, start) if start else 0
    if phrase.startswith(_NO_DEEDS):
        start = 0
    state = phrase.startswith(_STATES) or phrase == "新建项目"
    if noun == 1 or (noun and state):  # 招聘会, 培训班; 在建项目
        start = 0
    if "岁" in phrase and _AGES.search(phrase):
        return
    if named.phrase.endswith("支出"):
        memory.head = ""  # 赔付支出800万元；营业收入2亿元: no income of what was spent on
        return
    if phrase.endswith(_EXTENTS) or phrase in _ONLY_SUM:
        return  # 路面宽度9米，总投资…: of the road; 综合产值88亿元、税收…: not 综合税收
    if phrase.endswith(_UNDER_WAY) or (phrase in _SECTORS and memory.head and not memory.stale):
        return  # 集中区企业374户，实现工业总产值113亿元；营业收入…: not the whole sector's
    head = without_stage((phrase[start:] if len(phrase) - start >= 2 else phrase).lstrip("的"))
    if head not in load_cues().dependent and not words.only_verbs(head):
        memory.head, memory.unit, memory.stale = head, statement.quantity.unit, False


def _name(told: Told, i: int) -> Named:
    statement = told.statements[i]
    if statement.quantity.form is Form.PART:
        return Named(part_name(told.text, statement.quantity.start))
    if shared := shared_thing(told, i):
        return Named(shared)
    if statement.quantity.form is Form.RANK:
        return rank_of(told, statement)
    if statement.growth:
        changed = change_of(told, i)
        if changed.phrase == told.memory.phrase:
            return changed  # 全县床位1200张，增加90张
        return of_institution(told, changed.phrase, statement) or changed
    if statement.quantity.kind is UnitKind.SHARE:
        share = share_of(told, i)
        return of_institution(told, share.phrase, statement) or share
    if statement.quantity.kind is UnitKind.COUNT:
        named, unit = count_of(told, i), statement.quantity.unit
        return named if named.phrase or len(unit) == 1 else Named(unit)  # 先后10批次派出
    return measure_of(told, i)
