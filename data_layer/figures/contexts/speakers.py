"""For whom a statement speaks: a place's government or sector, or one company, school, village or project.

What belongs here: the subject of clauses, carried on through a sentence and a paragraph until another one
is named. What names one entity is said by ``entities``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.figures.contexts.entities import (
    counts_at_end,
    entity_ends_in,
    entity_opens,
    names_person,
    persons_in,
    village_opens,
)
from data_layer.figures.numbers.quantities import Quantity
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import PlaceMention, Scope

__all__ = ["Telling", "said_by", "scopes_of", "speaks_of_wholes", "zone_speaks"]

_CLAUSE = re.compile(r"[^，。；：！？,;:!?]+")
_ATTRIBUTE = re.compile(r"^[^，。；]{0,24}的(?=[^的]{3,})")
_EVERYONE = re.compile(
    r"[^，。；为占居列]{0,3}(?:[全该我本各咱][市县区省州旗国地级]|[市县区省]委|[市县区省]政府)"
)
_AT = re.compile(r"(?:在|于|位于|走进|来到|就拿|以)(?=[^，。；]{2})")
_HE = re.compile(r"[他她](?![们山乡人国])")
"""A person of whom was told before."""
_I = re.compile(
    r"(?:(?:去年|今年|前年|现在|以前|过去|目前|当时|如今)[，,]?)?[我咱俺](?![国省市县区州旗们乡镇局委部军党办各院])"
)
_GOES_ON = ("涉及", "包括", "涵盖", "其中", "共")
_ZONE_ENDS = frozenset("区园城")
_OBJECT = re.compile(r"[将把](?=[^，。；]{2})")
"""将某工业园定为一号项目: to what it is done is no subject."""
_DISTRICT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}市)?[\u4e00-\u9fff]{2,3}(?<!园)(?<!发)(?<!新)(?<!业)(?<!技)(?<!社)区"
)
_CAUSED = re.compile(
    "推动|支持|引导|帮助|促成|引进|促进|助力|督促|指导|鼓励|与|和|同|由|为|对|给|向|通过|依托|围绕"
)
"""What opens a clause that names an entity, and does something with it: the next sentence is not its."""
_OWN = ("县", "市", "区", "州")
_QUOTATION = re.compile(r"“[^“”]*”")
_SPOKEN = 40
"""Characters beside a quotation in which its speaker is named."""
_SAYS = r"(?:说|介绍|告诉|表示|算|坦言|笑道|谈道|讲)"


@dataclass(slots=True)
class Telling:
    """For whom an article speaks so far.

    Attributes:
        heading: for whom its headline speaks; None where that names no one entity.
        speaker: for whom the sentence before spoke; None before a subject is named.
        general: a figure of the paragraph spoke for a place: one entity further on is an example.
        widely: one of the article did.
        persons: who is told of by name.
    """

    heading: Scope | None = None
    speaker: Scope | None = None
    general: bool = False
    widely: bool = False
    persons: tuple[str, ...] = ()

    @classmethod
    def of(cls, title: str, places: Sequence[PlaceMention], text: str) -> Telling:
        """Before the first sentence of an article.

        Args:
            title: its headline; ``places``: those that this names.
            text: its body.
        """
        scope = _subject(title, 0, len(title), places)
        return cls(heading=scope if scope is Scope.ENTITY else None, persons=persons_in(text, title))

    @property
    def settled(self) -> bool:
        """Whether a sentence without figures changes nothing: the paragraph speaks for its place."""
        return self.general and self.speaker is not Scope.ENTITY

    def begin_paragraph(self) -> None:
        """What one entity does goes on in the next paragraph, until the article has spoken for a place."""
        if self.widely or self.speaker is None:
            self.speaker = self.heading
        self.general = False

    def tell(self, scope: Scope | None, *, counted: bool) -> None:
        """Keep for whom a sentence spoke.

        Args:
            scope: its last subject; None where it named none.
            counted: a figure of it spoke for a place.
        """
        self.general, self.widely = self.general or counted, self.widely or counted
        if scope is Scope.REGION or (scope is Scope.ENTITY and not self.general):
            self.speaker = scope


def said_by(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int, Scope]]:
    """Spans of the quotations of a paragraph that hold a figure, with for whom their speaker speaks.

    “今年卖了两万斤。”果农王长水说; 厂长刘国强告诉记者：“…” are of one entity, an official's of his place.
    """
    found: list[tuple[int, int, Scope]] = []
    if "“" not in text:
        return found
    for m in _QUOTATION.finditer(text):
        if not any(m.start() < quantity.start < m.end() for quantity in quantities):
            continue
        before = text[max(0, m.start() - _SPOKEN) : m.start()]
        behind = text[m.end() : m.end() + _SPOKEN]
        if speaker := _speaks_before().search(before) or _speaks_behind().match(behind):
            found.append((*m.span(), Scope.REGION if speaker["office"] else Scope.ENTITY))
    return found


def speaks_of_wholes(words: str) -> bool:
    """Whether ``words`` name what only a whole place has (规模以上工业, 财政收入)."""
    return _whole().search(words) is not None


def scopes_of(
    text: str,
    span: tuple[int, int],
    quantities: Sequence[Quantity],
    places: Sequence[PlaceMention],
    persons: tuple[str, ...] = (),
) -> list[Scope | None]:
    """The scope of each statement of a sentence, then the one with which the next sentence goes on.

    None where no clause before a statement names a subject.

    Args:
        text: the paragraph.
        span: the sentence.
        quantities: its quantities, in order.
        places: the sentence's mentions.
        persons: who is told of by name.
    """
    told_at = _may_tell(text, span, places, persons)
    if not told_at:
        return [None] * (len(quantities) + 1)
    scopes: list[Scope | None] = []
    scope = goes_on = None
    at = 0
    for clause in _CLAUSE.finditer(text, *span):
        start, end = clause.span()
        while at < len(told_at) and told_at[at] < start:
            at += 1
        silent = at == len(told_at) or told_at[at] >= end
        if silent and (len(scopes) == len(quantities) or quantities[len(scopes)].lead >= end):
            continue
        if len(scopes) == len(quantities) or quantities[len(scopes)].lead >= end:
            told = _subject(text, start, end, places, persons=persons)
            scope, goes_on = told or scope, _kept(text, start, told) or goes_on
            continue
        first = True
        while len(scopes) < len(quantities) and quantities[len(scopes)].lead < end:
            quantity = quantities[len(scopes)]
            number = max(start, quantity.lead)
            counted = _is_counted(text, quantity)
            told = None if silent else _subject(text, start, number, places, counted=counted, persons=persons)
            if told is not None and (first or told is Scope.ENTITY):
                scope, goes_on = told, _kept(text, start, told) or goes_on
            own = scope or _owner_behind(text, quantity.tail, end)
            scopes.append(own)
            first = False
    return [*scopes, *[scope] * (len(quantities) - len(scopes)), goes_on]


def _may_tell(
    text: str, span: tuple[int, int], places: Sequence[PlaceMention], persons: tuple[str, ...]
) -> list[int]:
    """Where in a sentence places, persons or words stand without which no clause names a subject."""
    found = [m.start() for m in _one_of_many().finditer(text, *span)]
    if not places and not persons:
        return found
    found += [place.start for place in places]
    return sorted([*found, *(at for name in persons if (at := text.find(name, *span)) >= 0)])


def _kept(text: str, start: int, told: Scope | None) -> Scope | None:
    """The subject of a clause where the next sentence may go on with it."""
    return None if told is Scope.ENTITY and _CAUSED.match(text, start) else told


def _is_counted(text: str, quantity: Quantity) -> bool:
    """Whether what is counted stands before the number (合作社769个), not behind it (中学现有10个教学班)."""
    if quantity.kind is not UnitKind.COUNT:
        return False
    behind = text[quantity.tail : quantity.tail + 1]
    words = load_phrase_words()
    noun = "\u4e00" <= behind <= "\u9fff" and not words.is_particle_at(text, quantity.tail)
    return not noun or words.verbs.at(text, quantity.tail) >= 2


def _owner_behind(text: str, tail: int, end: int) -> Scope | None:
    """占地70亩的青松中学: what is told of stands behind the number."""
    owned = text.startswith("的", tail) and entity_opens(text[tail + 1 : end])
    return Scope.ENTITY if owned else None


def _subject(
    text: str,
    start: int,
    end: int,
    places: Sequence[PlaceMention],
    *,
    counted: bool = False,
    persons: tuple[str, ...] = (),
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
        listed = (
            text.startswith(("、", "和", "与"), mention.end)
            and _place_at(places, mention.end + 1) is not None
        )
        behind = text[mention.end : end]
        return Scope.REGION if listed else _subject_behind(mention, behind, persons, counted=counted)
    if _one_person(words, persons) or words.startswith(load_cues().one_entity):
        return Scope.ENTITY
    if _EVERYONE.match(words):
        return Scope.REGION
    if village_opens(words):
        return Scope.ENTITY
    if not entity_ends_in(words):
        return None
    if counted and counts_at_end(words):
        goes_on = words.startswith(_GOES_ON) or load_phrase_words().verbs.at(words, 0) >= 2
        return None if goes_on else Scope.REGION
    if entity_opens(words):
        return Scope.ENTITY
    attribute = _ATTRIBUTE.match(words) if "的" in words else None
    return Scope.ENTITY if attribute and entity_opens(words[attribute.end() :]) else None


def _one_person(words: str, persons: tuple[str, ...]) -> bool:
    """Whether one person is the subject: by name, or as 我 or 他."""
    if persons and any(name in words for name in persons):
        return True
    return names_person(words) or _HE.match(words) is not None or _I.match(words) is not None


def _place_opening(words: str, opening: int, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that opens a clause, or its zone behind a rank (市经开区); None where none does."""
    mention = _place_at(places, opening)
    return _zone_at(places, opening + 1) if mention is None and words[:1] in _OWN else mention


def _place_at(places: Sequence[PlaceMention], start: int) -> PlaceMention | None:
    return next((p for p in places if p.start == start and not p.passing), None)


def _subject_behind(mention: PlaceMention, words: str, persons: tuple[str, ...], *, counted: bool) -> Scope:
    """Who is the subject where a place opens the clause and ``words`` follow it."""
    if counted and mention.place is None and counts_at_end(words):
        return Scope.REGION
    if mention.place is None and _CAUSED.match(words):
        return Scope.REGION
    named = mention.place is not None and _speaks_for_itself(mention.place)
    part = mention.place is None and mention.text[-1] not in "省市县区州旗"  # 青山中学 at 青山县
    whole = mention.text + words if part else words
    one = named or entity_opens(whole, placed=True) or _one_person(words, persons)
    return Scope.ENTITY if one else Scope.REGION


def _zone_at(places: Sequence[PlaceMention], start: int) -> PlaceMention | None:
    """The zone that is named behind 县, 市 or 区: 县经开区, 市高新区."""
    return next((p for p in places if p.start == start and p.place is not None and not p.passing), None)


def zone_speaks(place: str | None) -> bool:
    """Whether what is told of ``place`` with no other subject is told of a park or zone with its own name."""
    return place is not None and place[-1] in _ZONE_ENDS and _speaks_for_itself(place)


def _speaks_for_itself(place: str) -> bool:
    """A village, a town or a zone with a name of its own; not 园区, nor one of a district's rank (洪江区)."""
    return not place.endswith(load_cues().nameless_zone) and _DISTRICT.fullmatch(place) is None


@functools.cache
def _one_of_many() -> re.Pattern[str]:
    """Words without which, and without a place, no sentence speaks for one entity or a place."""
    cues = load_cues()
    return re.compile(alternatives({*cues.entity_suffix, *cues.one_entity, *cues.people, *cues.tell_of_one}))


@functools.cache
def _whole() -> re.Pattern[str]:
    return re.compile(alternatives(load_cues().of_places))


@functools.cache
def _speaker() -> re.Pattern[str]:
    """Who speaks, with an office of a place told apart."""
    cues = load_cues()
    one, office = alternatives(cues.people | cues.chiefs), alternatives(cues.offices)
    return re.compile(rf"(?:(?P<office>{office})|{one})")


@functools.cache
def _speaks_before() -> re.Pattern[str]:
    said = rf"(?:[^。；“”]{{0,16}}{_SAYS}[^。“”]{{0,8}})?[，,：:]$"
    return re.compile(rf"{_speaker().pattern}[^，。；“”]{{0,8}}{said}")


@functools.cache
def _speaks_behind() -> re.Pattern[str]:
    return re.compile(rf"[，,]?[^。；“”]{{0,26}}?{_speaker().pattern}[^。；“”]{{0,20}}{_SAYS}")
