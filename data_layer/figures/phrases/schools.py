"""Whose pupils and teachers a bare 在校生 or 专任教师 counts: of the schools told before, 小学 or 幼儿园.

What belongs here: words of schooling that need the kind of school to be told apart. Other bare heads
(金额, 面积) are completed in ``carrying``.
"""

from __future__ import annotations

import functools
import re

from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.wordsets import alternatives

__all__ = ["of_school", "school_in"]

_ALL_KINDS = re.compile(r"(?:各级|各类|所有|全部)*$")


def school_in(phrase: str, unit: str) -> str:
    """The kind of school that was counted, or whose pupils were (普通高中学校5所, 小学阶段招生900人).

    Empty where none was, or all kinds together.
    """
    if unit in ("人", "名") and (taught := _patterns()[2].fullmatch(phrase)):
        return taught["kind"]
    m = _patterns()[0].search(phrase) if unit == "所" else None
    if m is None or (m["school"] == "学校" and _ALL_KINDS.fullmatch(m["kind"])):
        return ""
    named = m["school"] == "学校" and m["kind"].endswith(load_cues().school_kinds)  # 普通高中学校
    return m["kind"] if named else m["kind"] + m["school"]


def of_school(told: Told, phrase: str, statement: Statement) -> Named | None:
    """普通高中5所，招生2500人 is 普通高中招生; None where the words stand alone or no school was told."""
    if phrase not in load_cues().of_school or statement.placed:
        return None
    label = _patterns()[1].match(told.text)
    school = told.memory.school or (label["label"] if label else "")
    return Named(school + phrase, Origin.JOINED) if school else None


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Schools that end a phrase, those that label a paragraph (——小学。校数17所), and pupils of some."""
    kinds = alternatives(load_cues().school_kinds)
    return (
        re.compile(rf"(?P<kind>[^，。；、]{{0,10}}?)(?:共?有)?(?P<school>学校|{kinds})$"),
        re.compile(rf"[—\-－·•*# ]{{0,6}}(?P<label>[\u4e00-\u9fff]{{0,6}}(?:{kinds}))[。：:]"),
        re.compile(
            rf"(?P<kind>[\u4e00-\u9fff]{{0,6}}(?:{kinds})(?:学校|教育)?(?:阶段)?(?:教育)?)"
            rf"(?:{alternatives(load_cues().of_school)})"
        ),
    )
