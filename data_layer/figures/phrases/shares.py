"""What a share measures: the phrase before it, what stands behind it, or what was told before.

What belongs here: percentages and fractions that are no change. Changes and ranks are named in ``changed``,
levels in ``indicators``.
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.carrying import carried, part_of_told, with_head
from data_layer.figures.phrases.following import nothing_counted
from data_layer.figures.phrases.phrasing import names_entry, one_sort, unchanged
from data_layer.figures.phrases.predicates import bounded_behind
from data_layer.figures.phrases.trimming import attribute_of, trim_left, trim_right
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["share_of"]

_PEOPLE = re.compile(r"[^，。；的]{0,6}?(?:户|人|者|员|民|企业|学生|群众|村|社区|乡镇|家庭)(?![均口])")
"""八成脱贫户参与: of whom a share is told stands behind it."""
_SHARE_WITHIN = re.compile(
    r"(?<=..)在(?![校读册编岗职建园院营学库])(?:[^，。；]{0,6}的?)?占比(?:[为是达约超近]|达到|超过)*$"
)
"""工业总产值在全省占比10.3%: of what it is a share is a place, which has a field of its own."""
_GROWN_BY = re.compile(
    r"[较比](?:[0-9一两二三四五六七八九十]+年前|[去上前]年)?(?:同期)?(?:整整|足足|将近)?翻了?$"
)
"""产值210万元，较3年前翻了一倍: what was told before grew."""
_AIM_BEHIND = re.compile(
    r"的(?P<target>(?:年度|全年|年初|预期|控制|规划|考核|省定|市定|既定)*(?:目标|指标|任务)(?:任务|值|线)?)(?=$|[，。；、])"
)
"""失业率为4.1%，低于4.2%的控制目标: what was told before is aimed at so."""
_CONTRIBUTED = re.compile(r"^对(?P<what>[^，。；]{2,14}?)(?P<share>的?贡献(?:率|度))[为达是约]*$")
_IS = re.compile(r"(?:是|为|系)(?P<what>[^，、的从由在来于]{2,8})$")
"""其中40%是一线职工: who they are stands behind."""
_LONGEST_MEMBER = 8
"""Characters of a part of what has a rate; longer words are clauses that tell something else."""
_OF_YEAR = re.compile("^(?:年度|全年|当年)")
"""12个项目…，年度投资完成率85%: for how long says not of what."""
_FROM = re.compile(r"(?:以上)?的(?P<what>[^的，]{2,8}?)(?:都|均)?来自于?(?P<where>[^，。；、的]{2,12})$")
"""三成的学员来自外县: from where they are tells them apart."""
_COVERED = ("覆盖", "全覆盖", "达标", "完成", "投产", "到位", "办结")


def share_of(told: Told, i: int) -> Named:
    """A share takes what it is told of before, or behind, or what was told last."""
    words, memory, statement = load_phrase_words(), told.memory, told.statements[i]
    if (part := part_of_told(told, i)) is not None:
        return part
    if within := _SHARE_WITHIN.search(statement.left):
        return Named(trim_left(statement.left[: within.start()]) + "占比")
    phrase = trim_left(_GROWN_BY.sub("", statement.left))
    if memory.phrase and (own := _of_what_was_told(phrase, statement.left)):
        return Named(unchanged(memory.phrase) + own, Origin.JOINED, passing=True)
    if not phrase or words.only_verbs(phrase):
        return _share_behind(told, phrase, i)
    if names_entry(phrase, statement):
        return Named(phrase)
    bare = len(phrase) <= 3 and phrase.endswith("率") and phrase[0] not in "不未无"  # 不捕率 says of what
    if _OF_YEAR.sub("", phrase) in load_cues().dependent or bare:
        return with_head(told, phrase, statement)
    if of_rate := _member_of_rate(told, phrase, statement):
        return Named(of_rate, Origin.JOINED)
    if statement.context.right in _COVERED:
        return Named(phrase + statement.context.right)
    return Named(phrase + "占比" if statement.left.rstrip("了的约近超").endswith("占") else phrase)


def _of_what_was_told(phrase: str, left: str) -> str:
    """总量占工业的比重, 对工业增长的贡献率: what follows the name of what was told; else empty."""
    if (total := next((word for word in load_cues().of_change if phrase.startswith(word + "占")), "")) != "":
        return phrase.removeprefix(total)
    given = _CONTRIBUTED.search(left)
    return "对" + trim_left(given["what"]) + given["share"] if given else ""


def _member_of_rate(told: Told, phrase: str, statement: Statement) -> str:
    """医院病床使用率79%，其中公立医院86%: a part takes the rate, 公立医院病床使用率; else empty."""
    if phrase in load_cues().sorts and told.memory.phrase:
        return one_sort(phrase, told.memory.phrase)
    if statement.context.opened_by == "、" and (beside := _beside_rate(told.memory.phrase, phrase)):
        return beside
    rate = told.memory.among
    named = phrase[-1] in load_cues().measured_endings or "占" in statement.left or statement.context.right
    if not told.memory.inside or not rate.endswith("率") or named or len(phrase) > _LONGEST_MEMBER:
        return ""
    both = next((n for n in range(len(phrase), 1, -1) if rate.startswith(phrase[-n:])), 0)
    return phrase + rate[both:]


def _beside_rate(before: str, phrase: str) -> str:
    """学前一年毛入园率达89%、学前二年达82%: what begins and ends like the one told before has its rate."""
    at = before.find(phrase[-1]) + 1
    alike = len(phrase) <= _LONGEST_MEMBER and before[0] == phrase[0] and 1 < at < len(before)
    return phrase + before[at:] if alike and before.endswith("率") and phrase[-1] != "率" else ""


def _share_behind(told: Told, phrase: str, i: int) -> Named:
    """A share with no noun before it: of what stands behind (八成脱贫户, 60%的行政村), else carried."""
    statement = told.statements[i]
    right = statement.context.right
    if told.memory.phrase and (aim := _AIM_BEHIND.match(right)):
        return Named(told.memory.phrase + aim["target"], Origin.JOINED, passing=True)
    if not phrase and (is_one := _IS.match(right)):
        return Named(trim_right(is_one["what"]) + "占比", Origin.BEHIND)
    if not phrase and (come := _FROM.match(right)):
        return Named(f"来自{come['where']}的{come['what']}占比", Origin.BEHIND)
    if not phrase and (bounded := bounded_behind(told, i)):
        return Named(bounded + "占比", Origin.BEHIND)
    behind = attribute_of(right.removeprefix("以上")) or ("" if nothing_counted(right) else trim_right(right))
    if behind and not phrase and _PEOPLE.match(right):
        return Named(behind, Origin.BEHIND)
    if behind and not right.startswith(("的", "以上")) and not told.memory.stale:
        return Named(told.memory.head + behind, Origin.JOINED)
    if behind:
        return Named(phrase + behind, Origin.BEHIND)
    return carried(told, phrase, statement)
