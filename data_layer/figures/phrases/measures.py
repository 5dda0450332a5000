"""What a measure measures: money, areas, weights; what stands before it, behind it, or was told before.

What belongs here: levels that are measured. What is counted is named in ``counts``, shares in ``shares``.
"""

from __future__ import annotations

import re

from data_layer.figures.changes import reached_in
from data_layer.figures.phrases.carrying import carried, of_whole, target_of, whole_of_share, with_head
from data_layer.figures.phrases.following import capacity_in, measured_behind, purpose_of
from data_layer.figures.phrases.grants import given_to_each
from data_layer.figures.phrases.pairs import one_of_pair, other_of_pair
from data_layer.figures.phrases.phrasing import dependent_end, last_verb, names_entry
from data_layer.figures.phrases.preceding import clause_before, words_before
from data_layer.figures.phrases.trimming import trim_left, trim_right
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = ["measure_of", "done_behind", "told_again"]

_CONVERTED = re.compile(
    r"(?:按[^，。；]{2,14}|[^，。；]{0,4}汇率[^，。；]{0,4})?(?:约?折合?算?|约?合|约合|相当于)(?:成|为|人民币|美元)*约?"
)
"""人均生产总值2.1万元（按平均汇率折合3010美元）: the same in other money."""
_MONEY_GIVEN = re.compile(r"..(?:补贴|补助|奖励|救助|赔偿|捐赠|捐款)$")
"""发放培训补贴836万元: all verbs, and a noun at the end."""
_BROUGHT = re.compile(r"(?:.*[给为替])?(?P<whose>[^给为替]{2,}?)(?:带来|创造)$")
"""给村集体带来3万元收入: whose income it is stands before, what it is behind."""
_AT_PLACES = re.compile("..等(?:处|地|地方|路段|区域)的?$")
"""完成车站、广场等处6公里绿化工程: where it is, is not what."""
_SUMMED_UP = re.compile("(?:收入|支出)(?:合计|总计)")
"""支出总计4亿元: the sum of a budget's side, and no verb."""
_INDUSTRY = re.compile(
    r"(?P<who>[^，。；、的0-9]{1,8}业)(?:运行|市场|总体|相对|继续|持续|保持|稳步|快速|逐步|基本|较为){1,3}"
    r"(?:平稳|稳定|向好|回暖|回升|恢复|活跃|趋缓|下滑|增长|发展)$"
)
"""住宿业相对平稳，实现营业额3亿元: whose turnover it is stands in the clause before."""
_EACH_ALONE = re.compile("(?:平均每[人户亩]|(?<=实现)[人户亩]均)$")
_EACH_OPENING = ("", "实现")
"""种水稻2900亩，平均每人2亩; 面积达到12万亩，实现人均1亩: of what each has so much was told before."""
_EACH = re.compile(
    "[年日月](?:产出?|加工|销售|出栏|出产)|每(?:亩|公顷|户|人|株|头|只|平方米)(?:[可能]?[产收](?![获割]))?"
)
_LONGEST_BARE = 5
"""Characters of a crop or a good that is named alone."""
_LONGEST_SORTING = 4
_WHOSE = re.compile("(?P<what>..[^，、]*?[量温度产积值率价])[为是][^，、的0-9]{2,6}")
_DIMENSIONS = frozenset("长宽高深厚")
"""修建长6公里的围栏: how long it is, is told of what stands behind."""
_EXTENTS = frozenset({"平方米", "亩", "公里", "米", "公顷", "平方公里"})


_RISEN_TO = re.compile(
    r"的?(?:逐步|逐年|快速|稳步|大幅)?(?:[增减升降扩]|增加|发展|扩大|扩增|提高|提升|增长|上升|攀升|跃升|下降|减少|降低|缩小|压减|精简|回落)(?:到|至|为)"
)


_ADDED = re.compile(
    r"(?:(?:培育|认定|引进)?新增加?|净增加?|新(?:培育|申报|获评|认定|引进|建成|建|设立?|注册|登记|入库|创建|评定|发展|签约))(?P<stock>..+)|(?P<before>..+)(?:新增|净增)"
)
"""What was added to a stock: 新增企业, 规模以上企业新增."""
_FLOWS = ("就业", "投资", "收入", "产值", "税收", "利润", "消费", "融资", "授信")
"""What is no stock that is added to, but is told anew each time."""


def measure_of(told: Told, i: int) -> Named:
    """A measure takes what stands before it; behind verbs alone what follows, or what was told before."""
    words, statement = load_phrase_words(), told.statements[i]
    if (again := told_again(told, i)) is not None:
        return again
    phrase = _what_is(trim_left(words_before(told, i)))
    behind = measured_behind(told, i)
    verbs_only = _does_only(phrase, behind)
    head = dependent_end(phrase)
    if of_behind := given_to_each(told, i) or _measured_of(behind, phrase, head):
        return Named(of_behind)
    if phrase and not behind and (joined := _completed(told, phrase, statement)):
        return Named(joined, Origin.JOINED)
    if verbs_only and phrase and not behind and names_entry(phrase, statement):
        return Named(phrase)
    if behind.startswith(load_cues().earned) and (brought := _BROUGHT.match(phrase)):
        return Named(brought["whose"] + behind)
    members = told.memory.inside or told.memory.parted
    sorted_out = members or phrase in load_cues().sorts
    if sorted_out and not behind and (whole := of_whole(told, phrase, statement)):
        return Named(whole, Origin.JOINED)
    if (head == phrase and head and phrase not in words.spending) or phrase == "任务":
        return with_head(told, phrase, statement)  # 任务2万亩 is of something; 37项任务 is counted alone
    if verbs_only and phrase and not behind and _same_thing(told, statement):
        return Named(phrase + told.memory.head, Origin.JOINED)
    if not verbs_only or (not behind and _MONEY_GIVEN.search(phrase)):
        return Named(_done_with(behind, phrase, head, statement.left))
    return _verb_alone(told, i, phrase, behind)


def _completed(told: Told, phrase: str, statement: Statement) -> str:
    """``phrase`` with the pair that it is one of, or the industry of the clause before; else empty."""
    if one := one_of_pair(told, phrase, statement) or other_of_pair(told, phrase):
        return one
    if each := _of_each(told, phrase, statement):
        return each + phrase
    if phrase[-1] not in load_cues().measured_endings or "业" in phrase.removeprefix("营业"):
        return ""
    industry = _INDUSTRY.search(clause_before(told, statement))
    return industry["who"] + phrase if industry else ""


def _of_each(told: Told, phrase: str, statement: Statement) -> str:
    """每亩收获玉米550公斤，大豆120公斤: what opens with 每 goes on over bare nouns; else empty."""
    each = _EACH.match(told.memory.phrase)
    if each and not each.group().startswith("每") and statement.quantity.dimension == "money":
        return ""  # 年产20万吨，纳税4000万元
    beside = statement.context.opened_by in ("，", ",", "、") and len(phrase) <= _LONGEST_BARE
    if each is None or not beside or told.memory.measured != statement.quantity.dimension:
        return ""
    verbs = load_phrase_words().verbs
    cues = load_cues()
    measured = phrase[-1] in cues.measured_endings or cues.dependent_heads.before(phrase, len(phrase))
    if measured or any(verbs.at(phrase, at) for at in range(len(phrase))):
        return ""
    return told.memory.phrase[: each.end() + verbs.at(told.memory.phrase, each.end())]


def _done_with(behind: str, phrase: str, head: str, left: str) -> str:
    """What is measured where ``phrase`` says more than verbs: it, or what stands ``behind`` its last verb."""
    if behind and (left.endswith("有的") or (left.endswith("的") and len(phrase) > _LONGEST_SORTING)):
        return behind  # 收到刚刚追回的50万元现金
    verb = last_verb(phrase)
    owns = left.endswith(("有", "拥有"))
    return verb + behind if behind and (verb or owns) and not head else phrase


def _does_only(phrase: str, behind: str) -> bool:
    """Whether ``phrase`` names nothing by itself; a verb of one character has what stands ``behind``."""
    words = load_phrase_words()
    if not phrase or (phrase in words.short_verbs and behind):
        return True
    return words.only_verbs(phrase) and not _SUMMED_UP.fullmatch(phrase)


def _what_is(phrase: str) -> str:
    """最大积雪为石板坡12厘米, 年平均气温为摄氏9度: what is measured, not whose the number is."""
    m = _WHOSE.fullmatch(phrase)
    return m["what"] if m else phrase


def _measured_of(behind: str, phrase: str, head: str) -> str:
    """What is measured of the noun behind: its bare head, what it can do in a day, 均; else empty."""
    if not behind:
        return ""
    if _AT_PLACES.search(phrase):
        return behind
    if capacity := capacity_in(phrase):
        return behind + capacity.group()
    if phrase[-1:] in _DIMENSIONS and load_phrase_words().only_verbs(phrase[:-1]):
        return behind + phrase[-1]
    return behind + head if head else phrase + behind if phrase.endswith("均") else ""  # 生均600元财政补助


def _verb_alone(told: Told, i: int, phrase: str, behind: str) -> Named:
    """Only a verb, or nothing, stands before a measure: what is behind it, its purpose, or what was told."""
    words, statement, head = load_phrase_words(), told.statements[i], dependent_end(phrase)
    if not phrase and not behind and (done := done_behind(told, i)):
        return Named(done, Origin.BEHIND)
    if not behind and statement.context.right in load_cues().dependent:
        return with_head(told, statement.context.right, statement)  # 4家达到3000万元产值
    if not phrase and not behind and told.memory.phrase:
        return carried(told, phrase, statement)
    verb = words.without_opening(phrase)
    spending = any(verb.endswith(word) for word in words.spending)
    if purpose := behind or (purpose_of(told, i) if spending or not head else ""):
        origin = Origin.BEHIND if behind else Origin.FOLLOWING
        return Named(purpose + verb if spending else verb + purpose, origin)
    if head:
        return with_head(told, phrase, statement)
    return carried(told, phrase, None if phrase else statement)


def told_again(told: Told, i: int) -> Named | None:
    """What was told before, in other money or as it was aimed at, or what it is a share of; else None."""
    statement = told.statements[i]
    each = _EACH_ALONE.search(statement.left)
    if each and statement.left[: each.start()] in _EACH_OPENING:
        return with_head(told, each.group(), statement)
    converted = "折" in statement.left or "合" in statement.left or "相当" in statement.left
    if converted and told.memory.phrase and _CONVERTED.fullmatch(statement.left):
        return Named(told.memory.phrase, Origin.CARRIED)
    if told.memory.phrase and _risen_to(told, i):
        return Named(told.memory.phrase, Origin.CARRIED)
    if told.memory.phrase and (grown := _grown_by(told, i)):
        return Named(grown, Origin.JOINED)
    if (target := target_of(told, i)) is not None:
        return target
    whole = whole_of_share(told, i)
    return Named(whole, passing=True) if whole else None


def _risen_to(told: Told, i: int) -> bool:
    """Whether a number is what the one before it came to: 存栏从3万头增加到5万头，覆盖10个乡镇."""
    if not i or told.statements[i - 1].quantity.unit != told.statements[i].quantity.unit:
        return False
    return _RISEN_TO.fullmatch(told.statements[i].left) is not None


def _grown_by(told: Told, i: int) -> str:
    """The stock that grew, where a number tells how many there are now (新增12家，总数达56家); else empty.

    累计 sums up what was added (累计达5200人), but for things that stay (新增充电桩20个，累计80个).
    """
    statement = told.statements[i]
    quantity = statement.quantity
    if not i or told.statements[i - 1].quantity.unit != quantity.unit:
        return ""
    reached = reached_in(statement.left)
    added = _ADDED.fullmatch(told.memory.phrase) if reached else None
    if reached is None or added is None:
        return ""
    if reached.group() in ("共计", "总计") and not statement.context.after_quantity:
        return ""  # 新增甲类3户、乙类5户，共计8户: a sum
    stock = added["stock"] or added["before"]
    stays = quantity.unit in _EXTENTS or (quantity.kind is UnitKind.COUNT and quantity.unit != "人")
    if stock.endswith(_FLOWS) or ("累计" in statement.left and not reached["all"] and not stays):
        return ""
    return stock + (reached["all"] or "")


def _same_thing(told: Told, statement: Statement) -> bool:
    """Whether something else is done to what was measured before: 新建宿舍2万平方米，加固4100平方米."""
    memory, unit = told.memory, statement.quantity.unit
    return bool(memory.head) and not memory.stale and memory.unit == unit and unit in _EXTENTS


def done_behind(told: Told, i: int) -> str:
    """What the second of two numbers side by side was used for (8963户3.98亿元发展养殖业); else empty."""
    context = told.statements[i].context if i < len(told.statements) else None
    beside = context is not None and (context.after_quantity or context.opened_by == "、")
    if context is None or not beside or context.left or context.right[:1] in ("的", ""):
        return ""
    done = load_phrase_words().verbs.at(context.right, 0)
    return trim_right(context.right) if 2 <= done < len(context.right) - 1 else ""
