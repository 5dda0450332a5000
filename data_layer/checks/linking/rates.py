"""What a rate is named by: 办结 of 办结率, 税收 and 财政收入 of 税收占财政收入的比重.

What belongs here: the words of a rate by itself. What does not: how surely a part and a whole are its own
(``belonging``).
"""

from __future__ import annotations

import re

from data_layer.checks.linking.passages import Mention, Passage
from data_layer.checks.linking.subjects import subject_of
from data_layer.checks.linking.words import find, is_target, known, much_the_same, unfilled
from data_layer.lexicon.checks import load_check_cues

__all__ = [
    "RATE_NAME",
    "TOGETHER",
    "abbreviates",
    "has_own_share",
    "is_divisor",
    "is_of_own",
    "is_of_rest",
    "is_one_class",
    "is_of_some",
    "is_milestone",
    "is_named_shorter",
    "is_of_wider",
    "is_rate_of",
    "names_of_whole",
    "names_whole",
    "rate_stem",
    "share_words",
    "subject_and_base",
]

_ENDS = ("率", "度", "面", "比例", "比重", "进度")
_FOUND = "(?:(?<=..)(?:发现|检出|发生))?"
RATE_NAME = re.compile(f"(?P<stem>[\u4e00-\u9fff]{{1,12}}?){_FOUND}(?:{'|'.join(_ENDS)})$")
"""What was found of an inspection: 不合格 of 不合格发现率."""


def names_of_whole(base: str, whole: Mention) -> bool:
    """Whether the words behind 占 name this whole, not just any."""
    general = base.startswith(load_check_cues().general_whole)
    return len(base) > 1 and not general and much_the_same(known(base), known(whole.own_words))


def names_whole(rate: Mention, whole: Mention) -> bool:
    """Whether the words behind 占 before a rate name this whole."""
    said = subject_and_base(rate.named)
    return said is not None and names_of_whole(said[1], whole)


def rate_stem(rate: Mention) -> str:
    """What a rate is named by: 不合格 of 总体不合格率 is its end; empty where it has no such name."""
    name = RATE_NAME.search(rate.named) if rate.named.endswith(_ENDS) else None
    return name["stem"] if name is not None else ""


TOGETHER = re.compile("(?:合计|共计|总共|一共|两[者项类]|三[者项类]|合起来|加起来|共)占")
"""甲类30件，乙类20件，合计占50%: of both."""


def is_divisor(passage: Passage, level: Mention) -> bool:
    """Whether a number only says what a rate or a multiple is of: 完成3亿元，占年初预算【5亿元】的60%."""
    if not level.is_level or level.order + 1 >= len(passage.mentions):
        return False
    rate = passage.mentions[level.order + 1]
    if not (rate.is_rate or rate.figure.unit == "倍") or not _OF_IT.match(passage.gap(level, rate)):
        return False
    return is_target(level.clause) or find("share", level.clause) is not None


_OF_IT = re.compile("^[）)]?的$")


def is_of_wider(base: str, part: Mention, whole: Mention) -> bool:
    """Whether the words behind 占 name a wider class than that of a whole, of which the part is told to be.

    小型汽车90辆，其中私人小型汽车60辆，占汽车总量的50%.
    """
    noun, own = subject_of(base), subject_of(whole.clause)
    wider = len(noun) > 1 and own != noun and own.endswith(noun) and not _MEASURED.search(noun)
    return wider and own in part.own_words


_MEASURED = re.compile("[量额数值积入产]$")
"""产量 names no class: 占总产量的 is of what has that name (粮食产量)."""


def is_of_own(base: str, part: Mention, whole: Mention) -> bool:
    """Whether the words behind 占 begin as the part does and ``whole`` has no such word.

    财政收入9亿元…乡镇税收1亿元，占乡镇财政收入的80%.
    """
    head = base[:_HEAD]
    longer = len(subject_of(base)) > 2 * _HEAD or len(base) >= 3 * _HEAD
    return longer and head in part.own_words and head not in whole.own_words


_HEAD = 2
"""Characters of the word that a name begins with."""


def share_words(rate: Mention) -> tuple[str, str] | None:
    """The words before 占 and behind it; both empty for a bare percentage in a bracket; None for no share."""
    said = subject_and_base(rate.named)
    return ("", "") if said is None and rate.left.strip() in ("（", "(") else said


def has_own_share(passage: Passage, level: Mention) -> bool:
    """Whether the share of a number is told right behind it, so that it is a part (甲类30件，占60%)."""
    if level.order + 1 >= len(passage.mentions):
        return False
    rate = passage.mentions[level.order + 1]
    if not rate.is_rate or rate.sentence != level.sentence:
        return False
    words = passage.gap(level, rate)
    return len(words) <= _NEXT and (find("share", words) is not None or words.strip() in _BRACKETED)


_NEXT = 16

_BRACKETED = ("（", "(", "，")


def is_rate_of(rate: Mention, part: Mention) -> bool:
    """Whether the name of a rate is that of a part: 办结率 and 办结30件, not 城镇化率 and 城镇户籍人口."""
    name = RATE_NAME.search(rate.named)
    return name is not None and len(name["stem"]) > 1 and name["stem"][-2:] in part.clause


def subject_and_base(clause: str) -> tuple[str, str] | None:
    """税收收入 and 财政收入 of 税收收入占财政收入的比重; None where no share is named."""
    m = _SHARE_OF.search(clause) or _OF_ARRIVED.search(clause) or find("share", clause)
    if m is None:
        return None
    if among := _SHARE_AMONG.search(clause):
        return "", unfilled(among["base"])
    base = _MEASURE_OF.sub("", _REACHING.sub("", clause[m.end() :])).removeprefix("实际")
    return unfilled(clause[: m.start()].removesuffix("所占").removesuffix("所")), unfilled(base)


_SHARE_AMONG = re.compile(
    "(?:^|[，。；,;])在(?P<base>[^，。；,;]{2,24}?)(?:当中|之中|中)?(?:所?占?的?(?:比重|比例|份额|占比)|(?<=中)占)$"
)
"""在总产量中的比重."""


_OF_ARRIVED = re.compile("占(?=到位)")
"""占到位资金的: of what came in, not 占到."""
_SHARE_OF = re.compile("占(?!比|到|有)(?=[^占]+的?(?:比重|比例|份额|百分比)$)")


_REACHING = re.compile("(?:上升|提高|提升|增加|扩大|下降|降低|回落|升|增|降)[至到为]?$")
"""占比升至, 比重提高到: what is told is still the share."""


_MEASURE_OF = re.compile("的?(?:比重|比例|份额|百分比)$")


def is_milestone(level: Mention) -> bool:
    """Whether a number is only what was passed: 首次突破300亿元, where how much it is stands elsewhere."""
    return _MILESTONE.search(level.clause) is not None


_MILESTONE = re.compile("首次|突破|跨[过越]|迈[上过入]")


def is_named_shorter(passage: Passage, rate: Mention, part: Mention) -> bool:
    """Whether a rate beside it has more of a part's name: 调解率 beside 调解成功率, where 调解成功30件."""
    stem = rate_stem(rate)
    for other in passage.mentions[max(0, rate.order - 2) : rate.order + 3] if stem else ():
        name = rate_stem(other) if other.is_rate and other.sentence == rate.sentence else ""
        more = name.removeprefix(stem) if name.startswith(stem) else name.removesuffix(stem)
        if other is not rate and more and more != name and all(c in part.own_words for c in more):
            return True
    return False


def is_of_some(stem: str, part: Mention) -> bool:
    """Whether a rate is of some only of those that a part counts: 当场办结率 beside 办结30件."""
    return any(word in stem and word not in part.own_words for word in load_check_cues().limiting)


def is_of_rest(stem: str, words: str) -> bool:
    """Whether a rate is of those that a part leaves: 合格率 beside 不合格3件."""
    last, before = stem[-2:], stem[-3:-2]
    return len(last) > 1 and before not in _NOT and any(no + last in words for no in _NOT)


def is_one_class(passage: Passage, rate: Mention, part: Mention) -> bool:
    """Whether a part is of one class and its rate of both: 按期办结20件，超期2件，办结率90%."""
    between = passage.mentions[part.order + 1 : rate.order]
    for names in load_check_cues().complete if between else ():
        mine = {name for name in names if name in part.clause and name not in rate.clause}
        if mine and any(name in m.clause for m in between for name in names if name not in mine):
            return True
    return False


_NOT = ("不", "未", "非")


def abbreviates(stem: str, words: str) -> bool:
    """到位 in 到位30人; 发证 for 发放证书; 回收 for 收回: both characters in their order, or side by side."""
    if len(stem) < 2:
        return False
    first, last = stem[-2], stem[-1]
    ordered = any(0 <= piece.find(first) < piece.rfind(last) for piece in _CLAUSES.split(words))
    return ordered or last + first in words


_CLAUSES = re.compile("[，。；,;]")
