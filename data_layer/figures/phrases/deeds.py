"""What sorts the counted by a deed: 发放补助的学员, 被评为示范校的学校, 列入名录的古树.

What belongs here: verb phrases and sizes behind a count that say which of their kind are counted. Nouns that
stand behind a count are found in ``following``.
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.phrasing import last_verb
from data_layer.figures.phrases.shortening import LONGEST_PHRASE
from data_layer.figures.phrases.trimming import balanced, without_asides
from data_layer.figures.statements import Told
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["before_done", "sorted_by_deed"]

_OF_PERSONS = frozenset({"名", "位", "户"})
_PERSON_ENDS = frozenset("女范练人者员生民工众童师手部表妇模户庭才年")
"""Last characters of nouns for persons: 受害人, 志愿者, 大学生, 群众, 儿童, 干部, 代表."""
_AT_HAND = re.compile(r"(?:现场|全部|均|已|先后|主动|顺利|成功|一对一|每[户人名])*")
_CLAUSE = re.compile(r"[^，。；：,;:\n]{0,48}")
_BEFORE_LAST = re.compile(r".*(?:等(?!级)|的)(?=..)")
"""获得全国劳模、省劳模等荣誉称号: of a long object its last noun says enough."""
_SIZE = re.compile(
    r"[^，。；：、0-9]{1,8}[0-9.]+[百千万亿]*(?:元|亩|人|吨|公里|平方米|千瓦)(?:及?以上|以下|以内)的?"
)
_LONGEST_NAME = 26
"""Characters of the counted with what they did; a longer deed is left out."""
_HONOURED = re.compile(
    r"(?P<who>[^，。；：、被0-9的]{1,10}?)(?:已|均|都|全部?|先后|分别|成功|新)*"
    r"(?:(?P<passive>被)[^，。；：0-9]{0,18}?)?(?P<deed>(?:评[为选定]|授予|认定为|命名为|列[为入]|确定为|选为|纳入|入选|入围|获评|荣获)"
    r"[^，。；：、0-9]{2,24})(?=[，。；：、]|$)"
)
"""4所学校被评为省级示范校、18所学校被评为第一批示范点: what they were made tells them apart."""


def sorted_by_deed(told: Told, i: int) -> str:
    """The counted with what they did, or what was done for them; empty where no deed stands behind."""
    quantity, right = told.statements[i].quantity, told.statements[i].context.right
    if listed := _listed_in(right) or _sized(told.text, quantity.tail):
        return listed
    if honoured := _HONOURED.match(told.text, quantity.tail):
        deed = (honoured["passive"] or "") + balanced(without_asides(honoured["deed"])).rstrip("等")
        return _named(deed, honoured["who"])
    return _persons(told, i) if quantity.unit in _OF_PERSONS else ""


def before_done(right: str) -> str:
    """12个计划投产项目投产5个: what was done to some of the counted is no part of what they are."""
    while (verb := last_verb(right)) and len(right) - len(verb) >= 2:
        right = right[: -len(verb)]
    return right


def _persons(told: Told, i: int) -> str:
    """445名儿童发放书包 is 发放书包的儿童; the persons alone where the object is the next number's."""
    words, statement = load_phrase_words(), told.statements[i]
    clause = _CLAUSE.match(told.text, statement.quantity.tail)
    end = clause.end() if clause else statement.quantity.tail
    if i + 1 < len(told.statements):
        following = told.statements[i + 1].quantity.lead
        parted = statement.context.before_quantity or told.text[following - 1] == "、"
        end = min(end, following) if parted else end
    right = without_asides(told.text[statement.quantity.tail : end])
    for at in range(2, len(right) - 1):
        if right[at - 1] not in _PERSON_ENDS:
            continue
        begin = _at_hand(right, at)
        length = words.verbs.at(right, begin)
        noun = words.counted.at(right, begin + length)
        persons = noun and right[begin + length + noun - 1] in _PERSON_ENDS  # 返乡创业人员
        if length >= 2 and not persons:
            verb = right[begin : begin + length].removesuffix("了")
            done = words.without_closing(right[begin + length :].removeprefix("了").rstrip("了等、"))
            alone = right[:at] if statement.context.before_quantity else ""  # the object is the next number's
            return _named(verb + done, right[:at]) if done else alone
    return ""


def _at_hand(right: str, at: int) -> int:
    return m.end() if (m := _AT_HAND.match(right, at)) else at


def _named(deed: str, who: str) -> str:
    """The deed before 的 and who did it; a long deed by its verb and last noun, or not at all."""
    if len(deed) + len(who) >= _LONGEST_NAME:
        verb = load_phrase_words().verbs.at(deed, 0)
        deed = deed[:verb] + _BEFORE_LAST.sub("", deed[verb:], count=1)
    return f"{deed}的{who}" if len(deed) + len(who) < _LONGEST_NAME else who


def _sized(text: str, at: int) -> str:
    """135起损失30万元以上案件: a size that sorts the counted stands before it; empty where none does."""
    size = _SIZE.match(text, at)
    noun = load_phrase_words().counted.at(text, size.end()) if size else 0
    return text[at : size.end() + noun] if size and noun else ""


def _listed_in(right: str) -> str:
    """列入名录的古树, 获得认证的企业: the verb phrase stands before 的; empty where none does."""
    words = load_phrase_words()
    at = right.find("的") + 1
    noun = words.counted.at(right, at) if 4 <= at <= LONGEST_PHRASE else 0
    return right[: at + noun] if noun and words.verbs.at(right, 0) >= 2 else ""
