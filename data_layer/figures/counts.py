"""What a count counts: what stands behind it (5场招聘会), before it (龙头企业61家), or was told before.

What belongs here: levels that are counted. Measures are named in ``measures``.
"""

from __future__ import annotations

import re

from data_layer.figures.carrying import carried, with_head
from data_layer.figures.measures import done_behind, told_again
from data_layer.figures.phrasing import last_verb, one_sort
from data_layer.figures.schools import of_school
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.figures.surroundings import counted_behind, measured_behind, words_before
from data_layer.figures.trimming import trim_left, trim_right
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["count_of"]

_TO_WHOM = re.compile(r"(?:(?<![意方动倾定走志去流转双])向|(?<![供补])给|(?<![结应反核校绝相])对)\Z")
"""工会向126户职工发放: for whom it was done stands behind, and nothing before is counted; 意向 is a noun."""
_LEVEL_WORD = re.compile(r"(?:国家|省|市|县|部|区|乡|镇|村)级$")


def count_of(told: Told, i: int) -> Named:
    """A count takes what stands behind it, else before it, else what was counted before."""
    words, statement = load_phrase_words(), told.statements[i]
    if (again := told_again(told, i)) is not None:
        return again
    before = words_before(told, i)
    to_whom = _TO_WHOM.search(before) is not None
    phrase = "" if to_whom else trim_left(before)
    if (schooling := of_school(told, phrase, statement)) is not None:
        return schooling
    verbs_only = words.only_verbs(phrase)
    behind = counted_behind(told, i, object_due=to_whom or (bool(phrase) and verbs_only))
    result = behind or trim_right(statement.context.right)
    if result and phrase and not verbs_only and result in load_cues().results:
        return Named(phrase + result)
    if behind:
        return Named((phrase if verbs_only else _verb_before(told, i, phrase)) + behind, Origin.BEHIND)
    if (
        phrase.endswith(words.qualifiers)
        and not phrase.endswith("典型")
        and len(phrase) <= 8
        and told.memory.head
    ):
        return Named(phrase + _LEVEL_WORD.sub("", told.memory.head), Origin.JOINED)
    if not phrase and statement.quantity.dimension == "places_count":
        return Named(statement.quantity.unit)
    if not phrase:
        return _verb_phrase_behind(told, i)
    if (of_told := _of_told(told, phrase, statement)) is not None:
        return of_told
    of_head = told.memory.inside or (not told.memory.stale and told.memory.unit == statement.quantity.unit)
    if verbs_only and of_head and told.memory.head:
        return Named(phrase + told.memory.head, Origin.JOINED)
    return Named(phrase + (statement.quantity.unit if statement.quantity.dimension == "places_count" else ""))


def _of_told(told: Told, phrase: str, statement: Statement) -> Named | None:
    """What was told, for a bare head or a sort of it (补贴对象6200人，其中，城镇1300人); else None."""
    if phrase in load_cues().dependent:
        return with_head(told, phrase, statement)
    same = told.memory.unit == statement.quantity.unit and not told.memory.stale
    if told.memory.inside and same and phrase in load_cues().sorts:
        return Named(one_sort(phrase, told.memory.head), Origin.JOINED)
    return None


def _verb_before(told: Told, i: int, phrase: str) -> str:
    """The verb that governs what is counted behind: of the clause, or of the count before it."""
    statement = told.statements[i]
    if statement.left.rstrip("的").endswith("等"):
        return ""
    if (
        statement.context.after_quantity
        and i
        and statement.context.left == told.statements[i - 1].context.right
    ):
        before = trim_left(told.statements[i - 1].left)
        return "" if before in load_cues().dependent else last_verb(before)
    return last_verb(phrase)


def _verb_phrase_behind(told: Told, i: int) -> Named:
    """No words before: a verb phrase behind (8家已报省审核), else what was counted before."""
    statement = told.statements[i]
    behind = trim_right(statement.context.right)
    if not behind and (done := done_behind(told, i + 1)):
        return Named(done, Origin.FOLLOWING)
    if not behind and i + 1 < len(told.statements) and (noun := measured_behind(told, i + 1)):
        return Named(noun, Origin.FOLLOWING)
    if len(behind) >= 3 and not statement.context.before_quantity:
        same = not told.memory.stale and told.memory.unit == statement.quantity.unit
        head = told.memory.head if same and len(behind) <= 8 else ""
        return Named(behind + head, Origin.JOINED)
    return carried(told, "")
