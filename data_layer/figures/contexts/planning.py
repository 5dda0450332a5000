"""Whether a quantity is planned or actual: sections of plans, and words that point ahead in a sentence."""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import Status, TimeMention

__all__ = ["PlanSections", "Plans", "goes_on_planning", "plans_to_do"]

_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]部分")
_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_SET_TARGET = re.compile(
    r"(?:确定|提出|明确|制定|确立|定下|锚定|设定)[^。；]{2,200}?的(?:“[^”]{1,8}”)?(?:发展|总体|奋斗|工作|年度|预期)*(?:目标|规划)"
)
"""确定了蔬菜10万亩、茶园3万亩的目标: what is set is no report."""
_PLAN = re.compile("计划")
_DONE_OF_PLAN = re.compile(
    r"计划(?:总|完成)?[一-鿿]{0,8}?(?P<what>[一-鿿]{2,6}?)[约为达近]*[0-9.]+[^，。；]{0,6}[，,；;]"
    r"(?:[0-9][0-9月年日至到—~～-]{1,10}[份底末]?|截[至止][^，。；]{2,8}[，,]?)?(?:实际|目前|现|累计|共|已|全年)*"
    r"(?P<done>完成)(?:总)?(?P=what)(?=[约为达近]*[0-9])"
)
"""计划投资93亿元，1-5月完成投资44亿元: what was done of what was planned is no plan."""
_OF_PLAN = re.compile(
    r"(?:占|完成|达到?)[^，。；0-9]{0,6}(?:计划(?:完成)?(?:总)?投资|投资计划)(?=额?的?[0-9])"
    r"|(?:占|完成|达到?)[^，。；0-9]{0,6}(?:奋斗目标|预期目标|主要目标|目标任务|年度计划|全年计划)(?=额?的?[0-9])"
    r"|(?<=[0-9%％])(?:以[上下内])?的[^，。；0-9]{0,4}(?:目标|指标)"
)
"""占年度计划投资的72%, 高于7%的预期目标: what is compared with a plan is none."""
_PLANNER = re.compile(
    r"(?:^|[，,；;：:。、\n]|(?<![一二三四五六七八九十])年|(?:今|明|本)年度|月份?|[期内底]|[全我该本][省市州县区旗镇乡村]|[还共将均原总又再也])\Z"
)
"""What may stand before 计划 where it is a verb: a mark, a time, a whole place, an adverb."""
_NOT_TO_DO = re.compile("[、，。；和与及的书数内外性总]|任务|目标|指标|生育|单列|经济|完成|执行|实施|情况|期")
_PLANNER_CHARS = 3
_NOUN_ENDS = frozenset("率数额量的书案表期者")
_MONEY_PLANNED = ("计划投资", "计划总投资")
"""甲计划投资9万元；乙5个: money planned for one thing says nothing of the next."""
_LOOKS_BACK = re.compile(
    r"[；;](?:而|且|其中)?(?:在|从|自)?(?:今年以来|今年的|去年|上年|截至|截止|目前|近年)"
)
"""预计今年新增9家；截至目前已有5家: a half sentence that looks back is planned no more."""
_HALF_MARKS = "；;"
_CLAUSE_MARKS = "，,；;。：:"
_ESTIMATE = "预计"
_UNSAID = re.compile(
    r"[0-9年月日至—~～\-]+|[上下]半年|全年|[今本当去]年|[一二三四前两三]{1,2}个?季度|[全我本该][省市县区州旗镇乡]|[我全]国"
    r"|初步|统计|目前|累计|据|共|其中|到|截[至止]|年?[底末]|均|也|还|将|可"
)
"""What may stand before 预计 and is not estimated: times, whole places, adverbs."""
_SHORTEST_NOUN = 2
_REPORTED = re.compile(r"(?<![0-9.,])[0-9][0-9.,]*(?![0-9.,年月日])")
_LONGEST_HEADING = 40
"""Characters of a heading; the longest of the labelled documents has 38."""


class PlanSections:
    """Which paragraphs of an article, taken in order, stand in a section of plans (二、今后工作安排)."""

    def __init__(self, title: str | None) -> None:
        """A title that names a plan (工作方案, 行动计划) makes all sections plans that don't look back.

        One that looks back as well (上半年工作总结和下半年工作打算) leaves that to the headings.
        """
        self._all = title is not None and _plan_title().search(title) is not None and not _looks_back(title)
        self._section = self._part = self._all

    def planned(self, paragraph: str) -> bool:
        """Whether ``paragraph`` does: a numbered heading opens or ends a section, （二） one within it."""
        if len(paragraph) > _LONGEST_HEADING or paragraph.endswith("。"):
            return self._part
        if _HEADING.match(paragraph) or _timed_heading().fullmatch(paragraph):
            self._section = self._part = not _looks_back(paragraph) and (self._all or _looks_ahead(paragraph))
        elif _SUBHEADING.match(paragraph):
            self._part = not _looks_back(paragraph) and (self._section or _looks_ahead(paragraph))
        return self._part


def _looks_ahead(heading: str) -> bool:
    return any(word in heading for word in load_cues().planned_section)


def _looks_back(heading: str) -> bool:
    return any(word in heading for word in load_cues().done_section)


def goes_on_planning(words: str, times: Sequence[TimeMention]) -> bool:
    """Whether a sentence or paragraph behind one of plans goes on with them: it opens with a task, or 其中.

    Args:
        times: its own; one that names any, or says what was done, looks back.
    """
    cues = load_cues()
    opening = words.lstrip("（(一二三四五六七八九十1234567890）)、.．是 ")
    if words.startswith("其中"):
        return not times and not any(word in words for word in cues.done)
    looks_back = bool(times) or any(word in words for word in cues.told)
    return not looks_back and opening.startswith(cues.tasks)


def plans_to_do(text: str, at: int) -> bool:
    """Whether 计划 at ``at`` is a verb (今年计划改造危房) and no noun (全年计划的60%, 特岗计划招聘教师)."""
    if not text.startswith("计划", at) or not _PLANNER.search(text, max(0, at - _PLANNER_CHARS), at):
        return False
    if text[at - 1 : at] in ("，", ",", "。", "；", "") and not _NOT_TO_DO.match(text, at + 2):
        return True  # 2023年，计划城镇新增就业8500人
    done = load_phrase_words().verbs.at(text, at + 2)
    return done >= 2 and text[at + 2 + done : at + 3 + done] not in _NOUN_ENDS


class Plans:
    """The words of one sentence that point ahead (力争, 拟建), and those that say it is done."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        not_planned, governing, clause, done = _patterns()
        words = not_planned.sub(_blanked, sentence)
        if "计划" in words or "目标" in words or "指标" in words:
            words = _OF_PLAN.sub(_blanked, words)
        ahead = [m.span() for m in governing.finditer(words)]
        ahead += [m.span() for m in _PLAN.finditer(words) if plans_to_do(words, m.start())]
        ahead = sorted(ahead, key=itemgetter(1))
        late = {
            end
            for start, end in ahead
            if words.startswith(_MONEY_PLANNED, start)
            or _reported_before(sentence, start)
            or _estimated_alone(sentence, start)
        }
        self._governing = [end for _, end in ahead if end not in late]
        self._half = [(end, _half_end(sentence, end)) for _, end in ahead if end in late]
        self._clause = [m.span() for m in clause.finditer(words)]
        self._done = [m.span() for m in done.finditer(words)] if ahead else []
        if ahead:
            self._done = sorted(self._done + [m.span("done") for m in _DONE_OF_PLAN.finditer(words)])
        aimed = "目标" in sentence or "规划" in sentence
        self._targets = [m.span() for m in _SET_TARGET.finditer(sentence)] if aimed else []

    def status(self, at: int, clause_at: int) -> Status:
        """Planned or actual.

        Args:
            at: where the quantity begins in the sentence.
            clause_at: where its clause begins.
        """
        planned = (
            any(start < at < end for start, end in self._targets)
            or self._governed(at)
            or _between(self._clause, clause_at, at)
        )
        return Status.PLANNED if planned else Status.ACTUAL

    def done_between(self, start: int, end: int) -> bool:
        """Whether words of a plan's sentence say that something is done: 本年计划开工9个，实际已开工5个."""
        return _between(self._done, start, end)

    def _governed(self, at: int) -> bool:
        """Whether the last words before that point ahead reach ``at``, and nothing is done in between."""
        if whole := bisect_right(self._governing, at):
            start = self._governing[whole - 1]
            return not (_between(self._done, start, at) or _LOOKS_BACK.search(self._sentence, start, at))
        half = bisect_right(self._half, (at, sys.maxsize))
        start, end = self._half[half - 1] if half else (0, 0)
        return start <= at < end and not _between(self._done, start, at)


def _blanked(m: re.Match[str]) -> str:
    return "〇" * len(m.group())


def _reported_before(sentence: str, at: int) -> bool:
    """Whether the half sentence before ``at`` has reported a number: 已移栽185亩，预计达188亩；…."""
    begin = max(sentence.rfind(mark, 0, at) for mark in _HALF_MARKS) + 1
    return _REPORTED.search(sentence, begin, at) is not None


def _estimated_alone(sentence: str, at: int) -> bool:
    """Whether 预计 stands behind what it estimates: 人均收入预计2万元；失业率3% says nothing of the next."""
    if not sentence.startswith(_ESTIMATE, at):
        return False
    clause = sentence[max(sentence.rfind(mark, 0, at) for mark in _CLAUSE_MARKS) + 1 : at]
    return len(_UNSAID.sub("", clause)) >= _SHORTEST_NOUN


def _half_end(sentence: str, at: int) -> int:
    ends = [end for mark in _HALF_MARKS if (end := sentence.find(mark, at)) >= 0]
    return min(ends, default=len(sentence))


def _between(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of ``spans`` (in order) lies in ``start``-``end``."""
    first = bisect_left(spans, (start, 0))
    return first < len(spans) and spans[first][1] <= end


@functools.cache
def _plan_title() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load_cues().plan_title)})[^一-鿿]*$")


@functools.cache
def _timed_heading() -> re.Pattern[str]:
    opening = alternatives(load_cues().section_opening)
    return re.compile(rf"[#* ]{{0,4}}(?:{opening}|20[0-9]{{2}}年)[^，。；：:,;！]{{2,16}}")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    cues = load_cues()
    return (
        re.compile(alternatives(cues.not_planned)),
        re.compile(alternatives(cues.planned_sentence)),
        re.compile(alternatives(cues.planned_clause)),
        re.compile(alternatives(cues.done)),
    )
