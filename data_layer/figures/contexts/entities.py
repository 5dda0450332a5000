"""Names of one company, school, village, project or person, as they open the words before a number.

What belongs here: whether words name one entity, and whether they count entities. For whom a whole
sentence speaks is said by ``speakers``.
"""

from __future__ import annotations

import functools
import itertools
import re

from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.segmenting import load_page_words
from data_layer.lexicon.wordsets import alternatives

__all__ = ["counts_at_end", "entity_ends_in", "entity_opens", "names_person", "persons_in", "village_opens"]

_NAMED = re.compile(r"[”’）)]|[省市县区乡镇村州旗](?!场)|公司|集团|^(?:该|本|这个?)")
_BARE = frozenset({"公司", "村民"})
"""Endings that mean one entity named before where they stand alone; 医院 and 学校 are counted as well."""
_FIRM = re.compile(r"(?:有限(?:责任)?|股份|专业)$")
"""随山食用菌种植专业合作社, 恒发建设投资有限公司: in a firm's full name verbs are its trades."""
_KIND_OF_FIRM = 6
"""Characters before 专业合作社 that may be a kind of them (中药材种植), if no place stands before it."""
_LONGEST_NAME = 16
"""Characters of a name before its ending; the longest labelled ones have 14."""
_LONGEST_FIRM = 22
"""Characters of a firm's full name before its ending, with the town where it lies."""
_DIGIT = re.compile(r"\d")
_FROM_WHOM = ("来自", "由", "对", "为", "给")
_FIRMS = frozenset({"公司", "集团", "厂", "合作社"})
_TOLD_OF = 2
"""How often a text repeats the name of somebody that it is about, at least."""
_SHORTEST_OWN = 2
"""Characters of a firm's own name before its trade."""
_MOST_ENDINGS = 3
_PROJECT_OF = re.compile(
    r"[^，。；、的]{0,4}(?:建设|改造|改建|扩建|改扩建|迁建|新建|技改|升级)[^，。；、的]{0,2}项目"
)
"""印染生产线建设项目: one plant's or school's building is one project."""
_VILLAGE = re.compile(r"([\u4e00-\u9fff]{2,4}?)村(?![民委级集庄镇干支部公振])")
_SUMMED = re.compile("(?:累计|共计|总计|合计)[达为]?$")
_REACHED = "达到有共为总数约近超过"
_OWNED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:家[的里]|一家|的(?:专业)?(?:合作社|公司|企业|家庭农场|农场|养殖场|种植园|果园|茶园|菜园|鱼塘|大棚|工厂|作坊|网店|店铺|民宿|农家乐))"
)
"""老周家的大棚, 李向阳的合作社: what is one person's."""
_AGED = re.compile(r"(?:今年|现年|年)[0-9一二三四五六七八九十]{2,3}岁")
_CALLED = re.compile(
    r"(?:[老小](?P<nick>[\u4e00-\u9fff])|(?P<name>[\u4e00-\u9fff]{2,4}?))"
    r"(?:[今现]年[0-9]|算了|一家人?|夫妇|夫妻|师傅|大爷|大妈|大娘|奶奶|爷爷|大叔|大姐|大哥|老汉|老人)"
)
"""周小兰今年62岁, 老陈一家: who is told of by name, not by office."""


def persons_in(text: str, title: str = "") -> tuple[str, ...]:
    """Names of the persons whom an article introduces, not by an office of a place (果农王长水, 厂长周平).

    A name that ends the headline (“养蜂人”周长顺) is one where the text repeats it.
    """
    found = dict.fromkeys(m["name"] for m in _person().finditer(text))
    found |= dict.fromkeys(m["name"] for m in _presented().finditer(text))
    if (m := _titled().search(title)) is not None and text.count(m["name"]) >= _TOLD_OF:
        found[m["name"]] = None
    return tuple(sorted(found))


@functools.cache
def _presented() -> re.Pattern[str]:
    """周长顺是湖东纸厂的厂长: who is presented by what he is."""
    names = load_page_words()
    titles = alternatives(load_cues().people | load_cues().chiefs)
    surnames = "".join(sorted(names.common_surnames))
    return re.compile(
        rf"(?:^|[，。；\n“])(?P<name>[{surnames}][\u4e00-\u9fff]{{1,2}})[是系][^，。；]{{0,20}}(?:{titles})"
    )


@functools.cache
def _titled() -> re.Pattern[str]:
    names = load_page_words()
    return re.compile(
        rf"(?:[”員员工手户民长生人倌匠师村者才兵]|^)(?P<name>[{''.join(sorted(names.surnames))}][\u4e00-\u9fff]{{1,2}})$"
    )


def names_person(words: str) -> bool:
    """Whether ``words`` open with one person by name, or with what is his, or tell of an age."""
    names = load_page_words()
    opened = words[:1] in "老小" or words[:1] in names.surnames or words[:2] in names.compound_surnames
    if opened and (m := _OWNED.match(words)) is not None and _is_person(m["name"]):
        return True
    if opened and (m := _CALLED.match(words)) is not None:
        return _is_person(m["nick"] or m["name"])
    return "岁" in words and _AGED.search(words) is not None


def _is_person(name: str) -> bool:
    names = load_page_words()
    name = name.removeprefix("老")
    return name[:1] in names.surnames or name[:2] in names.compound_surnames


def village_opens(words: str) -> bool:
    """Whether ``words`` open with a village's name, and not with a kind of villages."""
    m = _VILLAGE.match(words)
    return m is not None and _is_village(m[1]) and _ends_name(words, m.end())


def _is_village(words: str) -> bool:
    """Whether the words before 村 name one, and do not sort or do something (新改建农村, 示范村)."""
    phrases = load_phrase_words()
    sorts = words.endswith(("农", "乡", "个", "驻", "进", *load_cues().entity_generic))
    return not sorts and not any(phrases.fillers.at(words, at) >= 2 for at in range(len(words) - 1))


def _ends_name(words: str, at: int) -> bool:
    """Whether a name ends at ``at``: a verb or a mark follows it."""
    phrases = load_phrase_words()
    return at == len(words) or words[at] in "，、的有" or phrases.fillers.at(words, at) > 0


def counts_at_end(words: str) -> bool:
    """Whether ``words`` end with what is counted: 乡镇卫生院有, “双优”学校."""
    ending = _ending().search(words)
    return ending is not None and ending.end() == len(_SUMMED.sub("", words).rstrip(_REACHED))


def entity_ends_in(words: str) -> bool:
    """Whether anything in ``words`` ends as the names of entities do."""
    return _ending().search(words) is not None


def entity_opens(words: str, *, placed: bool = False) -> bool:
    """Whether ``words`` open with the name of an entity.

    Args:
        words: what stands before a number, or behind a place.
        placed: a place stands right before them.
    """
    words = load_phrase_words().without_opening(words)
    endings = list(itertools.islice(_ending().finditer(words), _MOST_ENDINGS))
    if not endings:
        return False
    first = _names_one(words, endings[0], placed=placed)
    project = not first and endings[-1].group() == "项目" and len(endings) > 1
    return first or (
        project and _PROJECT_OF.fullmatch(words, endings[0].end(), endings[-1].end()) is not None
    )


def _names_one(words: str, m: re.Match[str], *, placed: bool) -> bool:
    """Whether ``words`` up to the ending ``m`` are the name of one entity."""
    name = words[: m.start()]
    if (not name and m.group() not in _BARE) or _DIGIT.search(name):
        return False
    if m.group() in load_cues().weak_suffix and not placed and not _NAMED.search(words[: m.end()]):
        return False
    verbs = load_phrase_words().verbs
    if _FIRM.search(name):
        kind = name.endswith("专业") and len(name) - len("专业") <= (2 if placed else _KIND_OF_FIRM)
        return len(name) <= _LONGEST_FIRM and verbs.at(name, 0) < 2 and not kind
    if name.startswith(_FROM_WHOM) or any(c in name for c in "和与及、"):
        return False
    if m.start() > _LONGEST_NAME or _does(name, firm=m.group() in _FIRMS):
        return False
    if m.group() == "项目":
        return name in ("该", "这个", "这一") or (
            len(name) >= 5 and "、" not in name and not name.endswith(("等", "重点", "重大"))
        )
    return not name.endswith(load_cues().entity_generic)


def _does(name: str, *, firm: bool) -> bool:
    """Whether words before an ending do something; a firm's name may tell its trade (湖东供电公司)."""
    words, at = load_phrase_words(), 0
    while at < len(name) - 1:
        length = words.verbs.at(name, at)
        if length >= 2 and not (firm and at >= _SHORTEST_OWN and words.trades.at(name, at) == length):
            return True
        at += length if length >= 2 else 1
    return False


@functools.cache
def _ending() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(load_cues().entity_suffix)})(?![生历卡账、和等0-9]|(?<=[中小]学)校|(?<=中小学)"
        rf"|(?<=厂)[房区家矿商址]|[一二三四五六七八九十]+[家个所])"
    )


@functools.cache
def _person() -> re.Pattern[str]:
    """村民李福生, 养殖大户张强家: a word for people before a surname and a name that ends."""
    names = load_page_words()
    surname = f"(?:{alternatives(names.compound_surnames)}|[{''.join(sorted(names.common_surnames))}])"
    titles = alternatives(load_cues().people | load_cues().chiefs)
    return re.compile(
        rf"(?:{titles})(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)"
        r"(?:[，、的家说从在对用靠以和把是有种养承投今正已就月年每现上来到带发做开看坐站忙当成给向]|夫妇|一家|与|欣喜|高兴|激动|笑|感|通过|依靠|介绍|告诉|流转|去年)"
    )
