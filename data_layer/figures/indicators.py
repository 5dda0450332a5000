"""Names what each quantity of a sentence measures, in the text's own words, as a phrase that stands by itself.

What belongs here: the phrase. Which catalogue entry it is, is decided in catalogue.py.
The rules follow the grammar of official prose: what is measured stands before a measure (社零总额651亿元), what
is counted before or behind a count (龙头企业61家; 5场招聘会); a growth takes what grew; 其中 and bare heads
(金额, 总投资) take the noun counted before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data_layer.figures.scanning import Form, Quantity
from data_layer.figures.sentences import Context
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind
from data_layer.model import PlaceMention, TimeMention

__all__ = ["Memory", "Named", "Origin", "name_indicators"]

LONGEST_PHRASE = 16
"""Characters of a phrase that need no shortening: the 95th percentile of labelled indicators (see tests)."""

_QUOTES = str.maketrans("", "", " \u3000")
_SMALL_COUNT = re.compile(r"[一两二三四五六七八九十]+[个项条家名位座所类批]")
_COMPLETION = re.compile(r"(?:已)?(?:占|完成[^，]{0,8}(?:目标|任务|计划))")
_RANKING = re.compile(
    r"(?:位?居|排名?|位列|名列|列|跃居|跃升至?|升至|保持)?(?:在)?(?:全国|全省|全市|全区|全县|全州|省内|国内|世界|全球|同类[^，]{0,6}|[^，]{0,4}(?:省|市|州|县|区))?(?:的)?(?:排名|位次)?(?:位?居|排名?|位列|列|均居)?(?:在)?(?:前列)?(?:的)?$"
)
_GROWTH_TAIL = re.compile(
    r"(?:(?:同比|环比|较|比|与|按可比)[^，]{0,14}?)?(?:(?:实现|保持|名义|实际|平均|年均|共|累计|总体|持续|稳步|大幅|小幅|快速|则|又|还|也|均|都|分别|再|将|由|从|略|同步|逐年|预计|各|已|可)*)"
    r"(?:净?增长|增加|净增|提高|提升|上升|上涨|扩大|攀升|回升|加快|下降|减少|降低|回落|下滑|压减|缩减|缩短|压缩|减轻|收窄|下调|上调|下跌|增收|增产|增速|增幅|增长率|涨幅|降幅|减幅|快|慢|高出?|低|多|少|增|降|减|涨|升|跌|递增|放缓|负增长|精简|高于[^，]{0,10}|低于[^，]{0,10}|快于[^，]{0,10}|慢于[^，]{0,10})"
    r"(?:幅度|率|速度)?(?:了|为|达到?|约|均|在|是|分别为?|分别达到?|保持在|仍达|各)*$"
)
_BREAK = re.compile(r"进行|开展|实现|完成|参与|获得|获评|顺利|成功|通过|全部|享受|走上|到位|用于|共同|达到|得到|提供|推动|推进|发展|完善|投入")


class Origin:  # noqa: B903
    """Where a phrase was found, for the confidence: each a Chinese note, or empty where nothing is doubtful."""

    BESIDE = ""
    JOINED = "指标由前文补足"
    CARRIED = "指标承前"
    FOLLOWING = "指标取自后一分句"
    MISSING = "指标不明"


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator's phrase and where it came from (a value of ``Origin``)."""

    phrase: str
    origin: str = Origin.BESIDE


@dataclass(slots=True)
class Memory:
    """What later quantities of a paragraph may refer back to.

    Attributes:
        head: the last noun that was counted or measured, 创业担保贷款.
        phrase: the last whole indicator, which 增长, 同比 take.
        unit: the unit of that head.
        inside: 其中 was read since: members of the head follow.
    """

    head: str = ""
    phrase: str = ""
    unit: str = ""
    inside: bool = False
    shared: list[str] = field(default_factory=list)


def name_indicators(
    text: str,
    quantities: Sequence[Quantity],
    around: Sequence[Context],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    memory: Memory,
    growths: Sequence[bool],
) -> list[Named]:
    """One phrase a quantity, in order; ``memory`` is carried on through the paragraph.

    Args:
        text: the paragraph; the spans of all arguments are its offsets.
        growths: for each quantity, whether it is a change.
    """
    spans = [(p.start, p.end) for p in places] + [(t.start, t.end) for t in times]
    result: list[Named] = []
    for i, (quantity, context) in enumerate(zip(quantities, around, strict=True)):
        left = _blanked(context.left, context.left_start, spans)
        if "其中" in left or context.opened_by in "（(" and context.opened_by:
            memory.inside = True
        named = _name(text, i, quantities, around, left, memory, growths[i])
        result.append(named)
        _remember(named, quantity, growths[i], memory)
    return result


def _remember(named: Named, quantity: Quantity, growth: bool, memory: Memory) -> None:
    if growth or quantity.form is Form.RANK or not named.phrase:
        return
    memory.phrase = named.phrase
    if named.origin in (Origin.BESIDE,) and not memory.inside and quantity.kind is not UnitKind.SHARE:
        words = load_phrase_words()
        phrase = named.phrase
        for word in sorted(load_cues().dependent, key=len, reverse=True):
            if phrase.endswith(word) and len(phrase) > len(word) + 1:
                phrase = phrase[: -len(word)]
                break
        start = words.verbs.at(phrase, 0)
        head = phrase[start:] if len(phrase) - start >= 2 else phrase
        if head not in load_cues().dependent:
            memory.head, memory.unit = head, quantity.unit


def _name(
    text: str, i: int, quantities: Sequence[Quantity], around: Sequence[Context], left: str,
    memory: Memory, growth: bool,
) -> Named:  # fmt: skip
    quantity, context = quantities[i], around[i]
    if shared := _distributed(left, i, quantities, around, memory):
        return Named(shared)
    if growth or quantity.form is Form.RANK:
        return _name_change(left, quantity, memory)
    if quantity.kind is UnitKind.SHARE:
        return _name_share(left, context, memory)
    if quantity.kind is UnitKind.COUNT:
        return _name_count(text, i, quantities, around, left, memory)
    return _name_measure(text, i, quantities, around, left, memory)


def _distributed(
    left: str, i: int, quantities: Sequence[Quantity], around: Sequence[Context], memory: Memory
) -> str:
    """A、B分别X、Y: the k-th number takes the k-th thing."""
    if memory.shared and i and _follows_in_list(i, around):
        return memory.shared.pop(0)
    memory.shared = []
    at = left.rfind("分别")
    if at < 0:
        return ""
    count = 1
    while i + count < len(around) and _follows_in_list(i + count, around):
        count += 1
    things = _members(_trim_left(left[:at]), count)
    if len(things) != count or count < 2:
        return ""
    memory.shared = things[1:]
    return things[0]


def _follows_in_list(i: int, around: Sequence[Context]) -> bool:
    """The number stands directly behind a 、 or 和: it has no words of its own."""
    return around[i].left.strip("和与及、约近超达了") == "" and around[i].opened_by in ("、", "，", ",", "")


def _members(words: str, count: int) -> list[str]:
    """The things that ``count`` numbers are told of: 肉羊、肉牛饲养量 -> 肉羊饲养量, 肉牛饲养量."""
    growth = _GROWTH_TAIL.search(words)
    words = words[: growth.start()] if growth and growth.start() else words
    things = [thing for thing in re.split(r"[、，]|(?<=.{2})[和与及](?=.{2})", words) if thing]
    if len(things) == 1:
        for pair, parts in sorted(load_cues().joined_pairs.items(), key=lambda p: -len(p[0])):
            if words.startswith(pair) and len(parts) == count:
                return [part + words[len(pair) :] for part in parts]
    if len(things) == count and len(things[-1]) > len(things[0]) + 1 and len(things[0]) <= 4:
        tail = things[-1][len(things[0]) :]
        things = [thing if thing.endswith(tail) else thing + tail for thing in things]
    return things


def _name_change(left: str, quantity: Quantity, memory: Memory) -> Named:
    """A growth takes what grew, a rank what is ranked."""
    if quantity.form is Form.RANK:
        phrase = _RANKING.sub("", left)
    else:
        m = _GROWTH_TAIL.search(left)
        phrase = left[: m.start()] if m else _without_change_verb(left)
    phrase = _trim_left(phrase)
    if not phrase or load_phrase_words().only_verbs(phrase):
        if quantity.form is Form.RANK and phrase in ("", "增速", "总量"):
            return Named(memory.phrase, Origin.CARRIED if memory.phrase else Origin.MISSING)
        return Named(memory.phrase or phrase, Origin.CARRIED if memory.phrase else Origin.MISSING)
    if phrase in load_cues().dependent:
        return _depend(phrase, memory)
    return Named(phrase)


def _without_change_verb(left: str) -> str:
    """减轻企业用气负担10亿元: what fell stands behind the verb."""
    cues = load_cues()
    words = load_phrase_words().without_opening(left)
    for length in (4, 3, 2, 1):
        if words[:length] in cues.fall or words[:length] in cues.rise:
            return words[length:]
    return words


def _depend(phrase: str, memory: Memory) -> Named:
    """金额, 总投资: heads that need the noun before them."""
    if not memory.head or memory.head.endswith(phrase):
        return Named(memory.head or phrase, Origin.CARRIED)
    return Named(memory.head + phrase, Origin.JOINED)


def _name_share(left: str, context: Context, memory: Memory) -> Named:
    phrase = _trim_left(left)
    if m := _COMPLETION.match(load_phrase_words().without_opening(left)):
        words = load_phrase_words().without_closing(load_phrase_words().without_opening(left))
        if m.group().endswith("占"):
            words = "占比" if len(words) <= 1 else words
        return Named((memory.head or memory.phrase) + words, Origin.JOINED if memory.head else Origin.MISSING)
    if not phrase or load_phrase_words().only_verbs(phrase):
        behind = _trim_right(context.right.removeprefix("以上").removeprefix("的"))
        if behind and not context.right.startswith(("和", "、")):
            return Named(phrase + behind)
        return Named(memory.phrase or phrase, Origin.CARRIED if memory.phrase else Origin.MISSING)
    if phrase in load_cues().dependent or (len(phrase) <= 3 and phrase.endswith("率")):
        return _depend(phrase, memory)
    return Named(phrase)


def _name_count(
    text: str, i: int, quantities: Sequence[Quantity], around: Sequence[Context], left: str, memory: Memory
) -> Named:
    words = load_phrase_words()
    behind = _counted_behind(i, quantities, around)
    phrase = _trim_left(left)
    if _is_chained(i, around):
        left = _chain_left(i, around)
        phrase = _trim_left(left)
    if behind:
        verb = phrase if words.only_verbs(phrase) else _last_verb(phrase)
        return Named(verb + behind)
    if phrase.endswith(words.qualifiers) and len(phrase) <= 8 and memory.head:
        return Named(phrase + _without_qualifier(memory.head), Origin.JOINED)
    if not phrase:
        return _carried_or_following(around[i], memory)
    if words.only_verbs(phrase):
        if memory.inside and memory.head:
            return Named(phrase + memory.head, Origin.JOINED)
        return Named(phrase, Origin.BESIDE)
    if phrase in load_cues().dependent:
        return _depend(phrase, memory)
    return Named(phrase)


def _carried_or_following(context: Context, memory: Memory) -> Named:
    """No words before: a verb phrase behind (8家已报省审核), else what was counted before."""
    behind = _trim_right(context.right)
    if len(behind) >= 3 and not context.before_quantity:
        return Named(behind + (memory.head if len(behind) < 8 else ""), Origin.JOINED)
    return Named(memory.phrase, Origin.CARRIED if memory.phrase else Origin.MISSING)


def _name_measure(
    text: str, i: int, quantities: Sequence[Quantity], around: Sequence[Context], left: str, memory: Memory
) -> Named:
    words, context = load_phrase_words(), around[i]
    if _is_chained(i, around):
        left = _chain_left(i, around)
    phrase = _trim_left(left)
    behind = _attribute_behind(context)
    verbs_only = not phrase or words.only_verbs(phrase)
    if behind and phrase in load_cues().dependent:
        return Named(behind + phrase)
    if phrase in load_cues().dependent and memory.head and not _is_spending(phrase, behind, memory):
        return _depend(phrase, memory)
    if not verbs_only and phrase not in words.spending:
        return Named(phrase)
    purpose = behind or _trim_right(context.right) or _next_clause(text, quantities[i], quantities, i)
    if purpose:
        verb = words.without_opening(phrase)
        spending = any(verb.endswith(word) for word in words.spending)
        return Named(purpose + verb if spending else verb + purpose, Origin.BESIDE if behind else Origin.FOLLOWING)
    return Named(phrase or memory.phrase, Origin.CARRIED if memory.phrase else Origin.MISSING)


def _is_spending(phrase: str, behind: str, memory: Memory) -> bool:
    return phrase in load_phrase_words().spending and bool(behind)


def _next_clause(text: str, quantity: Quantity, quantities: Sequence[Quantity], i: int) -> str:
    """投入2亿元，完成拆迁安置: the purpose of money may stand in the clause that follows."""
    m = re.compile(r"[，,](?P<words>[^，。；、！？,;：:]+)").match(text, quantity.tail)
    if m is None:
        return ""
    end = m.end()
    if i + 1 < len(quantities):
        end = min(end, quantities[i + 1].lead)
    words = text[m.start("words") : end]
    return _trim_right(words) if len(words) > 3 else ""


def _is_chained(i: int, around: Sequence[Context]) -> bool:
    """1宗18亩, 7个村206户: no clause of its own between it and the quantity before."""
    return i > 0 and around[i].after_quantity and len(around[i].left) <= 1


def _chain_left(i: int, around: Sequence[Context]) -> str:
    while i > 0 and around[i].after_quantity and len(around[i].left) <= 1:
        i -= 1
    return around[i].left


def _counted_behind(i: int, quantities: Sequence[Quantity], around: Sequence[Context]) -> str:
    """What stands behind a count and is counted: 5场招聘会; empty where nothing is."""
    context = around[i]
    right = context.right
    if not right and context.before_quantity and i + 1 < len(around):
        return _counted_behind(i + 1, quantities, around)
    if context.before_quantity:
        right = _without_dependent_tail(right)
        if not right and i + 1 < len(around):
            return _attribute_behind(around[i + 1])
    words = load_phrase_words()
    if right.startswith("的"):
        return _trim_right(right[1:])
    if not right or words.particles.at(right, 0) or right[0] in "、和与及）)”":
        return ""
    if words.verbs.at(right, 0) and not _noun_like(right):
        return ""
    return _trim_right(right)


def _noun_like(right: str) -> bool:
    """A verb that is used as a noun's first part: 招聘岗位, 服务事项, 培训班, 贷款."""
    length = load_phrase_words().verbs.at(right, 0)
    rest = right[length : length + 4]
    return bool(re.match(r"(?:项目|企业|岗位|事项|单位|机构|人员|中心|基地|平台|对象|活动|班|会|站|点|工程|任务|案件|问题|服务|农业|工业|政策|措施|工作|家庭|户|车间|产品|产业|意见|建议|人次|学员|员|师|队|家|者|室|所|院|线路|网点|渠道|制度)", rest))


def _attribute_behind(context: Context) -> str:
    """的 behind a measure leads to what is measured: 占地5万平方米的车间; also a bare noun (10万亩高标准农田)."""
    right = context.right
    if right.startswith("的"):
        return _trim_right(_SMALL_COUNT.sub("", right[1:], count=1))
    words = load_phrase_words()
    if not right or words.particles.at(right, 0) or words.verbs.at(right, 0) or right[0] in "、和与及）)”":
        return ""
    return _trim_right(right)


def _without_dependent_tail(words: str) -> str:
    for length in range(6, 1, -1):
        if words[-length:] in load_cues().dependent:
            return words[:-length]
    return words


def _without_qualifier(head: str) -> str:
    """小巨人企业国家级 -> 小巨人企业: the sorting word of the member named before is dropped."""
    return re.sub(r"(?:国家|省|市|县|部|区)级$", "", head)


def _last_verb(phrase: str) -> str:
    """The verb that ends ``phrase`` (武陵区举办 -> 举办); empty where none does."""
    length = load_phrase_words().verbs.before(phrase, len(phrase))
    return phrase[len(phrase) - length :] if length >= 2 else ""


def _blanked(words: str, start: int, spans: Sequence[tuple[int, int]]) -> str:
    """``words`` without the places and times that stand in them."""
    for low, high in sorted(spans, reverse=True):
        low, high = low - start, high - start
        if 0 <= low < high <= len(words):
            words = words[:low] + words[high:]
    return words


_LIGHT = re.compile(r"(?:实现|完成|达到|取得|做到)(?:了)?(?=.{3})")


def _trim_left(words: str) -> str:
    """The phrase in the words before a number: openings and closings dropped, shortened where it is long."""
    lexicon = load_phrase_words()
    words = words.translate(_QUOTES).lstrip("“”‘’\"、，,：:·—-").rstrip("：:“‘\"（(")
    words = lexicon.without_closing(lexicon.without_opening(words))
    words = _LIGHT.sub("", words, count=1) if _LIGHT.match(words) else words
    words = lexicon.without_opening(words)
    if len(words) > LONGEST_PHRASE:
        words = _shortened(words)
    return words


def _shortened(words: str) -> str:
    """The last noun phrase of a long clause, with its verb."""
    cut = words.rfind("的", 0, len(words) - 3)
    if cut > 0:
        return words[cut + 1 :]
    verbs = load_phrase_words().verbs
    for at in range(len(words) - LONGEST_PHRASE, len(words) - 4):
        if verbs.at(words, at) >= 2:
            return words[at:]
    return words[-LONGEST_PHRASE:]


def _trim_right(words: str) -> str:
    """The phrase in the words behind a number."""
    words = words.translate(_QUOTES).lstrip("的").rstrip("，。；、的了等”’\"）)")
    m = re.search(r"进行了?|等[^，]{0,3}$", words)
    if m and m.start() >= 2:
        words = words[: m.start()]
    if len(words) > LONGEST_PHRASE - 2:
        m = _BREAK.search(words, 3)
        words = words[: m.start()] if m and m.start() <= LONGEST_PHRASE else words[:LONGEST_PHRASE]
    return words.rstrip("的了等")
