"""Whose pupils, beds and staff bare words count: of the schools, hospitals or homes told before.

What belongs here: words that need the kind of institution to be told apart (专任教师, 床位). Other bare heads
(金额, 面积) are completed in ``carrying``.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.wordsets import alternatives

__all__ = ["institution_in", "of_institution", "of_its_members"]

_ALL_KINDS = re.compile(r"(?:[各级类种所有全部医疗卫生健康机构学校、]|养老)*$")
"""各级各类学校, 医疗卫生机构: all kinds together, whose pupils and beds are the place's."""


class _Patterns(NamedTuple):
    kind: re.Pattern[str]
    counted: re.Pattern[str]
    label: re.Pattern[str]
    owning: re.Pattern[str]
    having: re.Pattern[str]


def institution_in(phrase: str, unit: str) -> str | None:
    """The kind of institution that was counted, or whose people were (乡镇卫生院12个, 小学阶段招生900人).

    Empty where all kinds were together, None where none was.
    """
    for family, lists in load_cues().institutions.items():
        patterns = _patterns(family)
        if (owning := patterns.owning.fullmatch(phrase)) is not None:
            return owning["kind"]
        m = patterns.counted.search(phrase) if unit in lists["units"] else None
        if m is None:
            continue
        if _ALL_KINDS.fullmatch(m["kind"] + m["end"]):
            return ""
        kind = m["kind"][load_phrase_words().verbs.at(m["kind"], 0) :]  # 新建养老院
        named = m["end"] == "学校" and kind.endswith(lists["kinds"])  # 普通高中学校
        return kind if named else kind + m["end"]
    return None


def of_institution(told: Told, phrase: str, statement: Statement) -> Named | None:
    """普通高中5所，招生2500人 is 普通高中招生; None where the words stand alone or no such thing was told."""
    for family, lists in load_cues().institutions.items():
        if phrase not in lists["of"]:
            continue
        patterns = _patterns(family)
        if having := patterns.having.search(statement.left):
            return Named(having["kind"] + phrase)
        label = patterns.label.match(told.text)
        owner = told.memory.institution or (label["label"] if label else "")
        if not statement.placed and any(kind in owner for kind in lists["kinds"]):
            before = told.memory.phrase
            each = before.partition(owner)[0] if before.startswith("每") and owner in before else ""
            return Named(each + owner + phrase, Origin.JOINED)  # 每千人口卫生院人员1.5人；床位1.8张
    return None


def of_its_members(told: Told, phrase: str, statement: Statement) -> Named | None:
    """床位820张，其中乡镇卫生院260张 is 乡镇卫生院床位; None where no kind of institution is a member."""
    memory = told.memory
    if not memory.inside or memory.unit != statement.quantity.unit:
        return None
    for family, lists in load_cues().institutions.items():
        had = next((of for of in sorted(lists["of"], key=len, reverse=True) if memory.head.endswith(of)), "")
        if had and memory.unit not in lists["units"] and _patterns(family).kind.fullmatch(phrase):
            return Named(phrase + had, Origin.JOINED)
    return None


@functools.cache
def _patterns(family: str) -> _Patterns:
    """Institutions: alone, counted, labelling a paragraph (——小学。), before or behind what they have."""
    lists = load_cues().institutions[family]
    kinds = alternatives(lists["kinds"])
    stage = r"(?:学校|教育)?(?:阶段)?(?:教育)?" if family == "school" else ""
    han = r"[\u4e00-\u9fff]"
    return _Patterns(
        kind=re.compile(rf"{han}{{0,6}}(?:{kinds})"),
        counted=re.compile(rf"(?P<kind>[^，。；、]{{0,10}}?)(?:共?有)?(?P<end>{kinds})$"),
        label=re.compile(rf"[—\-－·•*# ]{{0,6}}(?P<label>{han}{{0,6}}(?:{kinds}))[。：:]"),
        owning=re.compile(rf"(?P<kind>{han}{{0,6}}(?:{kinds}){stage})(?:{alternatives(lists['of'])})"),
        having=re.compile(
            rf"(?:[一两二三四五六七八九十]类)?(?P<kind>{han}{{0,6}}(?:{kinds}))共?[有设拥配]有?{han}{{2,6}}$"
        ),
    )
