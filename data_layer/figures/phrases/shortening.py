"""Shortens what is too long for a phrase: long clauses, lists, what a cut would go through.

What belongs here: which words of many say enough. Where a phrase begins and ends is decided in ``trimming``.
"""

from __future__ import annotations

import re

from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["LONGEST_PHRASE", "cut_short", "shortened", "such_things"]

LONGEST_PHRASE = 16
"""Characters of a phrase that need no shortening: nine of ten labelled indicators are no longer."""

_LONGEST_SHARE = 36
"""Characters of 规模以上高技术制造业增加值占规模以上工业增加值的比重 and its like at most."""

_LONGEST_LIST = 24
"""Characters of a list, or of words with no joint, that are named whole: cut, they would be another thing."""

_LIST_DONE = re.compile(r"(?:开展|进行|举办|组织|(?<!法律)(?<!政策)实施)(?=[^、]{2})")
"""围绕教育、医疗等服务进行专项视察: what a list is the object of stands alone."""
_LONGEST_SUCH = 10
"""Characters of what stands behind 等 and names all members of a list."""
_NO_ET_CETERA = re.compile("[高中初平同均对上下优头一二三]等|.等[级候待于同教职]")
"""高等教育, 等级: 等 inside a word names no more of a list."""
_OF_SIZE = re.compile(r"[0-9.]+[百千万亿]*(?:元|亩|人|吨|平方米|千瓦)(?:及?以[上下])$")
"""引入某公司等8000万元以上的制造业项目: how large those are that are counted."""
_QUANTILE = re.compile(r"第[0-9一二三四五六七八九十]+百分位")
"""一氧化碳日平均浓度的第95百分位数: of what it is one stands before 的."""
_CUT_ATTRIBUTE = re.compile("的[^的]{0,2}$")
"""What is left of 老旧小区的整治, cut short."""
_JOINT = re.compile("、|(?<=..)[和与及](?![国谐平睦会格时])(?=..)")
_SHORTEST_MEMBER = 6
"""Characters of the members of a list that say enough where the rest is cut off."""
_LEVELS = frozenset("省市县区州")
"""Of 省、市级代表 the first member is no thing."""


def shortened(words: str) -> str:
    """The last noun phrase of a long clause, with its verb; a share keeps both of its sides (…占…的比重)."""
    if (share := words.find("占", 2)) > 0 and len(words) <= _LONGEST_SHARE:
        return words
    if share > 0:
        return shortened(words[:share]) + words[share:] if share > LONGEST_PHRASE else words[-_LONGEST_SHARE:]
    if words.startswith("关于") and len(words) <= _LONGEST_SHARE:
        return words[2:]
    if such := such_things(words) or _done_in_such(words):
        return such
    cut = words.rfind("的", 0, len(words) - 3)
    if cut > 0 and not _QUANTILE.match(words, cut + 1):
        size = _OF_SIZE.search(words, 0, cut)
        return words[size.start() if size else cut + 1 :]
    if (listed := words.rfind("、")) > 0 and len(words) <= _LONGEST_LIST:
        done = _LIST_DONE.search(words, listed)
        return words[done.start() :] if done else words
    verbs = load_phrase_words().verbs
    for at in range(len(words) - LONGEST_PHRASE, len(words) - 4):
        if (
            verbs.at(words, at) >= 2 and words[at - 1] != "化" and verbs.at(words, at - 1) < 2
        ):  # 资源化利用, 建设有
            return words[at - 2 * (words[at - 1] == "均") :]
    if len(words) <= _LONGEST_LIST:
        return words
    member = words.find("、", len(words) - LONGEST_PHRASE) + 1
    return words[member:] if 0 < member <= len(words) - 4 else words[-LONGEST_PHRASE:]


def such_things(words: str) -> str:
    """起诉强迫交易、串通投标等破坏市场秩序犯罪: of a list behind a verb its last noun; else empty."""
    lexicon = load_phrase_words()
    such = words.rfind("等", 0, len(words) - 2) + 1
    verb = lexicon.verbs.at(words, 0)
    things = words[such:]
    if (
        not such
        or verb < 2
        or "等" in words[: such - 1]
        or _NO_ET_CETERA.match(words, such - 2)
        or len(things) > _LONGEST_SUCH
        or "的" in things
    ):
        return ""
    for at in range(1, len(things) - 1):
        done = lexicon.verbs.at(things, at)
        if done >= 2 and not lexicon.counted.at(things, at + done):
            return ""
    return words[:verb] + things


def _done_in_such(words: str) -> str:
    """对养老、畜牧业发展等项目开展视察: behind such things, what was done; else empty."""
    such = words.rfind("等", 0, len(words) - 3) + 1
    if not such or "、" not in words[:such] or _NO_ET_CETERA.match(words, such - 2):
        return ""
    done = _LIST_DONE.search(words, such)
    return words[done.start() :] if done else ""


def cut_short(words: str) -> str:
    """Long words' first characters, without a member of a list or an attribute that the cut goes through."""
    cut = words[:LONGEST_PHRASE]
    joints = [m.start() for m in _JOINT.finditer(words) if m.start() < len(cut)]
    if len(words) <= _LONGEST_LIST and not joints and "的" not in words:
        return words
    whole = joints[-1] if joints else -1
    return (
        cut[:whole]
        if whole >= _SHORTEST_MEMBER and cut[whole - 1] not in _LEVELS
        else _CUT_ATTRIBUTE.sub("", cut)
    )
