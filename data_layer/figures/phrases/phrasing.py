"""Operations on indicators' phrases: members of a list, sorts of a whole, verbs and bare heads in them.

What belongs here: a phrase into another, or a question about one. What does not: where phrases are found
(``indicators``) and cut out (``trimming``).
"""

from __future__ import annotations

import re

from data_layer.figures.changes import change_tail
from data_layer.figures.phrases.catalogue import match_indicator
from data_layer.figures.phrases.trimming import trim_left, without_dependent
from data_layer.figures.statements import Statement
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind
from data_layer.model import FigureKind

__all__ = [
    "dependent_end",
    "holds_verb",
    "last_verb",
    "members",
    "names_entry",
    "one_sort",
    "sorts_a_noun",
    "unchanged",
    "without_change_verb",
    "without_their_count",
]


_EVERY_JOINT = re.compile(r"[、，]|(?<=”)(?=“)|(?<=.{2})(?:[和与及]|以及)(?=.{2})")
_LAST_JOINT = re.compile(r"(?P<before>.{2,})(?:以及|[和与及])(?P<last>.{2,})")
_OF_ALL = re.compile(r"(?<=..)的(?P<what>[^的]{2,6})$")
"""农林水、教育、卫生的支出: what stands behind 的 is of every member."""
_UPWARDS = re.compile(r"^[及或]?以[上下内]的?")
"""0-17岁、18-59岁、60岁及以上人口: how far the last goes is its own."""
_WITHIN = re.compile(r"^[^、]{2,8}(?:产业|行业|企业|工业|收入|支出|产品|商品|投资|人口|贷款)中(?=..)")
"""第三产业中金融业、房地产业: of what all are parts is no part of the first."""
_SUCH = re.compile(r"等(?P<what>[^等、，0-9]{2,10})$")
"""教育、社会保障和就业等支出: what stands behind 等 is of every member."""
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]")
_CLASS = re.compile("(?:行业|产业|领域)[^、]*$")
"""造纸、印刷、包装行业: what sorts the last sorts all."""
_JOINERS = frozenset("和与及")
_OTHERS = ("其他", "其它", "其余")
_FOR = re.compile(r"^(?:其中)?(?:用于|用在)")

_AMONG = re.compile(r"在[^，。；]{2,28}中$")
"""增量和增速在全省16个县中分别居: among whom is no member."""
_SPLIT_PAIR = re.compile(r"(?<=存)、(?=贷)|(?<=进)、(?=出口)|(?<=收)、(?=支)")
"""存、贷款余额 is 存贷款余额."""
_LONGEST_SHARED = 8
"""Characters before such a pair that both of its members share (金融机构存贷款余额)."""
_LONGEST_OWN = 4
"""Characters of a member whose like the last one may open with, before what all share."""


_SO_MANY = re.compile(
    r"(?<=..)(?:[两三四五六七八九十]|[0-9]{1,2})项(?:主要|核心|重点|关键)?(?:经济)?指标[^、和与及]{0,16}$"
)
"""合同外资、到位外资两项指标全面增长，分别…: how many there are, and what is said of all."""


def without_their_count(words: str) -> str:
    """``words`` without how many were listed, and what is said of all of them."""
    return _SO_MANY.sub("", words)


def names_entry(phrase: str, statement: Statement) -> bool:
    """Whether the catalogue has ``phrase``: 出口 and 失业率 stand alone, though verbs or heads elsewhere."""
    kind = FigureKind.RATE if statement.quantity.kind is UnitKind.SHARE else FigureKind.LEVEL
    return match_indicator(phrase, statement.quantity.dimension, kind) is not None


def one_sort(sort: str, whole: str) -> str:
    """``whole`` for one sort of it: 城镇 and 居民恩格尔系数, 农村居民 and 城镇居民人均可支配收入."""
    sorts = load_cues().sorts
    if end := max((len(word) for word in sorts if whole.endswith(word) and word != whole), default=0):
        return whole[:-end] + sort  # 上缴国税, 地税
    start = max((len(word) for word in sorts if whole.startswith(word)), default=0)
    rest = whole[start:]
    if whole[:start].endswith("居民") and not sort.endswith("居民"):
        rest = "居民" + rest
    return sort + (rest[2:] if sort.endswith(rest[:2]) else rest)


def unchanged(phrase: str) -> str:
    """``phrase`` without 增速, 增幅 at its end: an amount is of the thing itself."""
    word = next((word for word in load_cues().of_change if phrase.endswith(word)), "")
    return phrase.removesuffix(word) or phrase


def members(words: str, count: int) -> list[str]:
    """The things that ``count`` numbers are told of: 肉羊、肉牛饲养量 -> 肉羊饲养量, 肉牛饲养量."""
    growth = change_tail(words)
    words = _AMONG.sub("", words[: growth.start()] if growth and growth.start() else words)
    words = without_their_count(_SPLIT_PAIR.sub("", trim_left(words, whole=True)))
    if (such := _SUCH.search(words)) and len(things := _parted(words[: such.start()], count)) == count:
        return [thing + such["what"] for thing in things]
    things = _owned(words, count) or _parted(words, count)
    if len(things) == 1:
        for pair, parts in sorted(load_cues().joined_pairs.items(), key=lambda p: -len(p[0])):
            if len(parts) == count and 0 <= (at := words.find(pair)) <= _LONGEST_SHARED:
                return [words[:at] + part + words[at + len(pair) :] for part in parts]
    dependent = load_cues().dependent
    if len(things) > 1 and all(thing in dependent for thing in things[1:]):
        head = without_dependent(things[0])
        if head == things[0]:  # 项目落地率、开工率
            head = head[: -len(things[1])] if head[-1] == things[1][-1] else ""
        things = [things[0], *(head + thing for thing in things[1:])]
    elif count == 2 and len(things) == 2 and things[0].endswith("收入") and things[1] == "支出":
        things[1] = things[0].removesuffix("收入") + "支出"
    elif len(things) == count > 1:
        things = _with_shared_end(things)
    return things


def _owned(words: str, count: int) -> list[str]:
    """来自闽北、浙南的茶商和药商: where as many as are told stand behind 的, what stands before is theirs."""
    attribute, of, owned = words.rpartition("的")
    things = _parted(owned, count) if attribute and of and count > 1 else []
    return things if len(things) == count else []


def _parted(words: str, count: int) -> list[str]:
    """The members of a list: a 和 inside one (批发和零售、住宿和餐饮) is no joint where ``count`` says so."""
    things = [thing for thing in _EVERY_JOINT.split(words) if thing]
    if len(things) <= count:
        return things
    fewer = [thing for thing in re.split(r"[、，]", words) if thing]
    if len(fewer) == count - 1 and (joint := _LAST_JOINT.match(fewer[-1])):
        fewer[-1:] = joint["before"], joint["last"]
    return fewer if len(fewer) == count else things


def _with_shared_end(things: list[str]) -> list[str]:
    """肉羊、肉牛饲养量: what is told of the last is told of all; 第一、二、三产业 are all ordinals."""
    if (of := _OF_ALL.search(things[-1])) and not any(
        "的" in thing or "占" in thing for thing in (*things[:-1], things[-1][: of.start()])
    ):
        things = [_FOR.sub("", things[0]), *things[1:-1], things[-1][: of.start()]]
        return [thing + of["what"] for thing in things]
    things[0] = _WITHIN.sub("", things[0])
    if things[0].startswith("第") and all(_ORDINAL.match(thing) for thing in things):
        things = [things[0], *(thing if thing.startswith("第") else "第" + thing for thing in things[1:])]
    last = things[-1]
    if "”" in last and all(thing.endswith("”") for thing in things[:-1]):
        return [*(thing + last.rpartition("”")[2] for thing in things[:-1]), last]
    if last[0] == "“" and "”" in last[2:-1]:
        return [*(thing + last.rpartition("”")[2] for thing in things[:-1]), last]
    if last.startswith(_OTHERS):
        return things
    if all(len(thing) == 1 for thing in things[:-1]) and {*things[:-1], last[0]} <= load_cues().single_sorts:
        return [*(thing + last[1:] for thing in things[:-1]), last]
    if tail := _behind_like_end(things):
        return [*(thing + tail for thing in things[:-1]), last]
    own = min(map(len, things[:-1]))
    head = last[len(without_dependent(last)) :]
    alike = own <= _LONGEST_OWN and len(last) > own + 1
    tail = last[own:] if alike and (own > 1 or not head) else head
    if tail[:1] in _JOINERS or all(thing[-1] == last[-1] for thing in things):
        return things  # 衣着、交通和通讯; 增值税、企业所得税
    if tail in ("", last) or any(without_dependent(thing) != thing for thing in things[:-1]):
        return things
    measured = load_cues().measured_endings
    return [
        thing
        if thing.endswith(tail) or (thing[-1] in measured and len(thing) > 2)
        else _with_tail(thing, tail)
        for thing in things
    ]


def _behind_like_end(things: list[str]) -> str:
    """金融业、软件服务业增加值: members end alike: what stands behind that end in the last is of all."""
    sort = _CLASS.search(things[-1], 1)
    if sort and not any(_CLASS.search(thing) for thing in things[:-1]):
        return sort.group()
    end = things[0][-1]
    if len(things[0]) < 2 or any(thing[-1] != end for thing in things[:-1]):
        return ""
    last = things[-1]
    tail = last[last.find(end, 1) + 1 :] if end in last[1:] else ""
    if end == "儿":
        tail = tail.removeprefix("童")  # 新生儿、5岁以下儿童死亡率
    return _UPWARDS.sub("", tail)


def _with_tail(thing: str, tail: str) -> str:
    """县级 with 级示范社 is 县级示范社."""
    return thing + (tail[1:] if thing.endswith(tail[0]) else tail)


def without_change_verb(left: str) -> str:
    """减轻企业用气负担10亿元: what fell stands behind the verb; 拉动力 is a noun."""
    cues = load_cues()
    words = load_phrase_words().without_opening(left)
    for length in (4, 3, 2):
        noun = words[length : length + 1] in ("力", "率")
        if not noun and (words[:length] in cues.fall or words[:length] in cues.rise):
            return words[length:]
    return words


_ONE_OF = re.compile("了?一[个座栋条处所间家片]$")
"""盖起了一座面积80平方米的烤房: one of what stands behind."""


def dependent_end(phrase: str) -> str:
    """The bare head that ends ``phrase`` behind verbs alone (走进占地 -> 占地); empty where none does."""
    if phrase in load_cues().dependent:
        return phrase
    noun = without_dependent(phrase)
    rest = _ONE_OF.sub("", noun)
    return phrase[len(noun) :] if noun != phrase and load_phrase_words().only_verbs(rest) else ""


def sorts_a_noun(right: str) -> bool:
    """A verb that is the first part of a noun: 新入库企业, 招聘岗位, 培训班; not 完成验收."""
    words = load_phrase_words()
    length = words.verbs.at(right, 0)
    return right[0] in "新在续" or words.counted.at(right, length) > 0 or _is_of_trade(right)


def _is_of_trade(right: str) -> bool:
    """旅游精品示范村, 养殖专业合作社: a trade begins the noun, and nothing is done in it."""
    words = load_phrase_words()
    trade = words.trades.at(right, 0)
    if trade == 0 or words.counted.before(right, len(right)) == 0:
        return False
    return all(
        (verb := words.verbs.at(right, at)) <= max(1, words.trades.at(right, at))
        or words.counted.at(right, at + verb) > 0
        for at in range(trade, len(right) - 1)
    )


def holds_verb(right: str) -> bool:
    """Whether the counted go on to do something (500家企业发放贷款23.8亿元): then the phrase is the whole."""
    verbs = load_phrase_words().verbs
    return any(verbs.at(right, at) >= 2 and not sorts_a_noun(right[at:]) for at in range(2, len(right) - 1))


def last_verb(phrase: str) -> str:
    """The verb that ends ``phrase`` (武陵区举办 -> 举办); empty where none does."""
    words = load_phrase_words()
    length = words.verbs.before(phrase, len(phrase))
    return phrase[len(phrase) - length :] if length >= 2 and not phrase.endswith(words.bodies) else ""
