"""For whom a statement speaks: a place's government or sector, or one company, school, village or project.

What belongs here: the subject of clauses, carried on through a sentence until another one is named.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.segmenting import load_page_words
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import PlaceMention, Scope

__all__ = ["scopes_of", "zone_speaks"]

_CLAUSE = re.compile(r"[^，。；：！？,;:!?]+")
_ATTRIBUTE = re.compile(r"^[^，。；]{0,24}的(?=[^的]{3,})")
_EVERYONE = re.compile(r"[^，。；]{0,3}(?:[全该我本各][市县区省州旗国地级]|[市县区省]委|[市县区省]政府)")
_AT = re.compile(r"(?:在|于|位于|走进|来到|就拿|以)(?=[^，。；]{2})")
_HE = re.compile(r"[他她](?![们山乡人国])")
"""A person of whom was told before."""
_VILLAGE = re.compile(r"([\u4e00-\u9fff]{2,4}?)村(?![民委级集庄镇干支部公振])")
_SUMMED = re.compile("(?:累计|共计|总计|合计)[达为]?$")
_REACHED = "达到有共为总数约近超过"
_NAMED = re.compile(r"[”’）)]|[省市县区乡镇村州旗](?!场)|公司|集团|^(?:该|本|这个?)")
_GOES_ON = ("涉及", "包括", "涵盖", "其中", "共")
_ZONE_ENDS = frozenset("区园城")
_OBJECT = re.compile(r"[将把](?=[^，。；]{2})")
"""将某工业园定为一号项目: to what it is done is no subject."""
_OWNED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:家[的里]|一家|的(?:专业)?(?:合作社|公司|企业|家庭农场|农场|养殖场|种植园|果园|茶园|菜园|鱼塘|大棚|工厂|作坊|网店|店铺|民宿|农家乐))"
)
"""老周家的大棚, 李向阳的合作社: what is one person's."""
_DISTRICT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}市)?[\u4e00-\u9fff]{2,3}(?<!园)(?<!发)(?<!新)(?<!业)(?<!技)(?<!社)区"
)
_BARE = frozenset({"公司", "村民"})
"""Endings that mean one entity named before where they stand alone; 医院 and 学校 are counted as well."""
_OWN = ("县", "市", "区", "州")
_LONGEST_NAME = 16
"""Characters of a name before its ending; the longest labelled ones have 14."""


def scopes_of(
    text: str,
    span: tuple[int, int],
    numbers: Sequence[int],
    counts: Sequence[bool],
    places: Sequence[PlaceMention],
) -> list[Scope | None]:
    """The scope of each statement of a sentence; None where no clause before it names a subject.

    Args:
        text: the paragraph.
        span: the sentence.
        numbers: where its numbers begin, in order.
        counts: which of them count things.
        places: the sentence's mentions.
    """
    if not places and _one_of_many().search(text, *span) is None:
        return [None] * len(numbers)
    scopes: list[Scope | None] = []
    scope: Scope | None = None
    for clause in _CLAUSE.finditer(text, *span):
        end = clause.end()
        told = len(scopes)
        if told < len(numbers) and numbers[told] < end:
            number = max(clause.start(), numbers[told])
            scope = _subject(text, clause.start(), number, places, counted=counts[told]) or scope
            while len(scopes) < len(numbers) and numbers[len(scopes)] < end:
                scopes.append(scope)
        else:
            scope = _subject(text, clause.start(), end, places) or scope
    return scopes + [scope] * (len(numbers) - len(scopes))


def _subject(
    text: str, start: int, end: int, places: Sequence[PlaceMention], *, counted: bool = False
) -> Scope | None:
    """Who is the subject of one clause; None where it goes on with the one before.

    Args:
        counted: the words end at a count: 农民合作社769个 counts entities and speaks for none of them.
    """
    words = text[start:end].lstrip('“‘"、 ')
    if (m := _AT.match(words)) is not None:
        words = words[m.end() :]
    if _OBJECT.match(words):
        return None
    opening = end - len(words)
    mention = _place_opening(words, opening, places) if places else None
    if mention is not None:
        listed = text[mention.end] in "、和与" and _place_at(places, mention.end + 1) is not None
        behind = text[mention.end : end]
        return Scope.REGION if listed else _subject_behind(mention, behind, counted=counted)
    if words.startswith(load_cues().one_entity) or _HE.match(words) or _person_owns(words):
        return Scope.ENTITY
    if _EVERYONE.match(words):
        return Scope.REGION
    if (m := _VILLAGE.match(words)) and _is_name(m[1]) and _goes_on(words, m.end()):
        return Scope.ENTITY
    if _ending().search(words) is None:
        return None
    if counted and _counts_at_end(words):
        goes_on = words.startswith(_GOES_ON) or load_phrase_words().verbs.at(words, 0) >= 2
        return None if goes_on else Scope.REGION
    if _entity_opens(words):
        return Scope.ENTITY
    attribute = _ATTRIBUTE.match(words) if "的" in words else None
    return Scope.ENTITY if attribute and _entity_opens(words[attribute.end() :]) else None


def _place_opening(words: str, opening: int, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that opens a clause, or its zone behind a rank (市经开区); None where none does."""
    mention = _place_at(places, opening)
    return _zone_at(places, opening + 1) if mention is None and words[:1] in _OWN else mention


def _place_at(places: Sequence[PlaceMention], start: int) -> PlaceMention | None:
    return next((p for p in places if p.start == start and not p.passing), None)


def _subject_behind(mention: PlaceMention, words: str, *, counted: bool) -> Scope:
    """Who is the subject where a place opens the clause and ``words`` follow it."""
    if counted and mention.place is None and _counts_at_end(words):
        return Scope.REGION
    named = mention.place is not None and _speaks_for_itself(mention.place)
    return Scope.ENTITY if named or _entity_opens(words) else Scope.REGION


def _counts_at_end(words: str) -> bool:
    """Whether ``words`` end with what is counted: 乡镇卫生院有, “双优”学校."""
    ending = _ending().search(words)
    return ending is not None and ending.end() == len(_SUMMED.sub("", words).rstrip(_REACHED))


def _is_name(words: str) -> bool:
    """Whether the words before 村 name one, and do not sort or do something (新改建农村, 示范村)."""
    phrases = load_phrase_words()
    sorts = words.endswith(("农", "乡", "个", "驻", "进", *load_cues().entity_generic))
    return not sorts and not any(phrases.fillers.at(words, at) >= 2 for at in range(len(words) - 1))


def _person_owns(words: str) -> bool:
    """Whether ``words`` open with what a person of that name owns."""
    m = _OWNED.match(words)
    if m is None:
        return False
    names = load_page_words()
    name = m["name"].removeprefix("老")
    return name[0] in names.surnames or name[:2] in names.compound_surnames


def _goes_on(words: str, at: int) -> bool:
    """Whether a name ends at ``at``: a verb or a mark follows it."""
    phrases = load_phrase_words()
    return at == len(words) or words[at] in "，、的有" or phrases.fillers.at(words, at) > 0


def _zone_at(places: Sequence[PlaceMention], start: int) -> PlaceMention | None:
    """The zone that is named behind 县, 市 or 区: 县经开区, 市高新区."""
    return next((p for p in places if p.start == start and p.place is not None and not p.passing), None)


def zone_speaks(place: str | None) -> bool:
    """Whether what is told of ``place`` with no other subject is told of a park or zone with its own name."""
    return place is not None and place[-1] in _ZONE_ENDS and _speaks_for_itself(place)


def _speaks_for_itself(place: str) -> bool:
    """A village, a town or a zone with a name of its own; not 园区, nor one of a district's rank (洪江区)."""
    return not place.endswith(load_cues().nameless_zone) and _DISTRICT.fullmatch(place) is None


def _entity_opens(words: str) -> bool:
    """Whether ``words`` open with the name of an entity."""
    words = load_phrase_words().without_opening(words)
    m = _ending().search(words)
    if m is None or m.start() > _LONGEST_NAME:
        return False
    name = words[: m.start()]
    if not name and m.group() not in _BARE:
        return False
    if any(c.isdigit() for c in name):
        return False
    if m.group() in load_cues().weak_suffix and not _NAMED.search(words[: m.end()]):
        return False
    verbs = load_phrase_words().verbs
    if any(verbs.at(name, at) >= 2 for at in range(len(name) - 1)):
        return False
    if m.group() == "项目":
        return name in ("该", "这个", "这一") or (
            len(name) >= 5 and "、" not in name and not name.endswith(("等", "重点", "重大"))
        )
    return not name.endswith(load_cues().entity_generic)


@functools.cache
def _one_of_many() -> re.Pattern[str]:
    """Words without which, and without a place, no sentence speaks for one entity."""
    cues = load_cues()
    return re.compile(alternatives({*cues.entity_suffix, *cues.one_entity, "村", "他", "她", "家的", "家里"}))


@functools.cache
def _ending() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(load_cues().entity_suffix)})(?![生历卡账、和等0-9]|(?<=[中小]学)校|(?<=中小学)|[一二三四五六七八九十]+[家个所])"
    )
