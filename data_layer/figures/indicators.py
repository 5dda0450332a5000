"""Names what each quantity of a sentence measures, in the text's own words, by a phrase that stands alone.

What belongs here: on which side of the number, or in which statement before it, the phrase is found. Which
catalogue entry it is, is decided in catalogue.py. The rules follow the grammar of official prose: what is
measured stands before a measure (社零总额651亿元), what is counted before or behind a count (龙头企业61家;
5场招聘会); a growth takes what grew; 其中 and bare heads (金额, 总投资) take the noun counted before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.figures.changes import change_tail
from data_layer.figures.phrasing import (
    dependent_end,
    holds_verb,
    last_verb,
    members,
    names_entry,
    one_sort,
    sorts_a_noun,
    unchanged,
    without_change_verb,
)
from data_layer.figures.quantities import Form
from data_layer.figures.sentences import LONGEST_CLAUSE, LONGEST_LIST, follows_in_list, run_length
from data_layer.figures.statements import Memory, Named, Origin, Statement
from data_layer.figures.trimming import LONGEST_PHRASE, attribute_of, trim_left, trim_right, without_dependent
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind

__all__ = ["name_indicators"]

_PLACES = r"(?:全国|全省|全市|全区|全县|全州|省内|国内|世界|全球|同类[^，]{0,6}|[^，]{0,4}(?:省|市|州|县|区))"
_RANKING = re.compile(
    rf"(?:稳|仍|高|均|连续[^，]{{0,6}}|继续)?(?:位?居|排名?|位列|名列|列|跃居|跃升至?|升至|保持|稳定)?在?{_PLACES}?的?"
    r"(?:排名|位次)?(?:位?居|排名?|位列|列|均居)?在?(?:前列)?的?$"
)
_RANKED_AMONG = re.compile(r"(?<=..)(?:稳|均|均位|位|跃)?(?:居|列)[^，。；居列]{2,20}$")
_COMPLETION = re.compile(
    r"(?:已)?(?:占|[完达][成到][^，]{0,8}(?:目标|任务|计划|预算)|(?:全年|年度|年初)?(?:目标|任务|计划)(?:任务)?(?:已)?完成)"
)
_COMPARED_TO = re.compile(
    r"(?:(?:相当于|[是为达])[^，。；]{1,14}的|[与同和][^，。；]{2,14}之比|相当于[^，。；]{2,14})[为达约到]*$"
)
"""是上一个五年的1.6倍, 与地区生产总值之比为1.2%: what it is measured against, not what is measured."""
_PULLS = re.compile(r"(?:带动|拉动|影响)(?P<what>[^，。；]{2,16}?)(?:增长|上升|提高|回升|下降|回落|下滑)?$")
_OF_TARGET = re.compile(r"(?:年度|全年|考核|建设)?(?:任务|指标|目标|计划)数?$")
_PEOPLE = re.compile(r"[^，。；的]{0,6}?(?:户|人|者|员|民|企业|学生|群众|村|社区|乡镇|家庭)(?![均口])")
"""八成脱贫户参与: of whom a share is told stands behind it."""
_ALL_DONE = re.compile(r"(?<=..)(?:全部|均|都|已|全面|顺利)[^，]{2,4}$")
_COVERED = ("覆盖", "全覆盖", "达标", "完成", "投产", "到位", "办结")
_LONGEST_MEMBER = 6
"""Characters of a member of a whole that takes the whole's measure (夏粮, 涉农企业)."""
_MEASURED_ENDINGS = frozenset("值额率数速入资量幅积度费")
"""Last characters of nouns that name an indicator: 总值, 总额, 增速, 收入, 投资."""
_NEXT_CLAUSE = re.compile(r"[，,](?P<words>[^，。；、！？,;：:]+)")
_JOINED_ON = re.compile(r".(?:[和与及]|以及)$")
"""61万亩耕地和44万亩永久基本农田: the words between are the first number's."""
_LEVEL_WORD = re.compile(r"(?:国家|省|市|县|部|区|乡|镇|村)级$")


def name_indicators(
    text: str, statements: Sequence[Statement], memory: Memory, *, goes_on: bool = False
) -> list[Named]:
    """One phrase a statement of one sentence, in order; ``memory`` is carried on through the paragraph.

    Args:
        goes_on: the sentence is a line that goes on with the one before.
    """
    memory.inside, memory.shared, memory.recent = False, [], []
    memory.stale = memory.stale or not goes_on
    namer = _Namer(text, statements, memory)
    result = []
    for i, statement in enumerate(statements):
        if "其中" in statement.left:
            memory.inside = True
        elif statement.context.opened_by in ("；", ";"):
            memory.inside = False
        named = namer.name(i)
        result.append(named)
        _remember(named, statement, memory)
    return result


def _remember(named: Named, statement: Statement, memory: Memory) -> None:
    if not named.phrase or statement.quantity.form is Form.RANK:
        return
    memory.phrase = named.phrase
    if statement.quantity.kind is not UnitKind.SHARE:
        memory.measured = statement.quantity.dimension
    if named.phrase not in memory.recent[-1:] or follows_in_list(statement.context):
        memory.recent.append(named.phrase)
    if (
        named.origin not in (Origin.BESIDE, Origin.BEHIND)
        or memory.inside
        or statement.quantity.kind is UnitKind.SHARE
    ):
        return
    phrase = without_dependent(named.phrase) or named.phrase
    phrase = _ALL_DONE.sub("", _OF_TARGET.sub("", phrase)) or phrase
    start = load_phrase_words().verbs.at(phrase, 0)
    start = 0 if load_phrase_words().counted.at(phrase, start) == 1 else start  # 招聘会, 培训班
    head = phrase[start:] if len(phrase) - start >= 2 else phrase
    if head not in load_cues().dependent and not load_phrase_words().only_verbs(head):
        memory.head, memory.unit, memory.stale = head, statement.quantity.unit, False


@dataclass(frozen=True, slots=True)
class _Namer:
    text: str
    statements: Sequence[Statement]
    memory: Memory

    def name(self, i: int) -> Named:
        statement = self.statements[i]
        if shared := self._distributed(i):
            return Named(shared)
        if statement.growth or statement.quantity.form is Form.RANK:
            return self._change(statement)
        if statement.quantity.kind is UnitKind.SHARE:
            return self._share(statement)
        if statement.quantity.kind is UnitKind.COUNT:
            return self._count(i)
        return self._measure(i)

    def _distributed(self, i: int) -> str:
        """A、B分别X、Y: the k-th number takes the k-th thing."""
        if self.statements[i].listed:
            return ""
        if self.memory.shared and i and follows_in_list(self.statements[i].context):
            return self.memory.shared.pop(0)
        self.memory.shared = []
        left = self.statements[i].left
        at = left.rfind("分别")
        count = run_length([statement.context for statement in self.statements[i : i + LONGEST_LIST]], 0)
        if at < 0:
            return self._paired(i, count) or self._side_by_side(i, count)
        growth = change_tail(left) if self.statements[i].growth else None
        own = trim_left(left[at + 2 : growth.start()] if growth and growth.start() > at else left[at + 2 :])
        if count > 1 and not growth and len(own) > 2 and not load_phrase_words().only_verbs(own):
            self.memory.shared = [own] * (count - 1)  # 三区分别建成幼儿园3个、5个: one thing
            return own
        before = left[: min(at, growth.start())] if growth else left[:at]
        things = members(left[:at], count) if trim_left(before) else self.memory.recent[-count:]
        if len(things) != count or count < 2:
            return ""
        self.memory.shared = things[1:]
        return things[0]

    def _paired(self, i: int, count: int) -> str:
        """收入分别完成A、B，同比增长X%和Y%: the changes take the levels told just before, one each."""
        statement, recent = self.statements[i], self.memory.recent
        m = change_tail(statement.left) if statement.growth else None
        if m is None or count < 2 or len(recent) < count or trim_left(statement.left[: m.start()]):
            return ""
        self.memory.shared = recent[-count + 1 :]
        return recent[-count]

    def _side_by_side(self, i: int, count: int) -> str:
        """A、B达X、Y: as many things as numbers of one dimension, each side by side, take one each."""
        row = self.statements[i : i + count]
        alike = len({s.quantity.dimension for s in row}) == 1
        beside = all(s.context.after_quantity or s.context.opened_by == "、" for s in row[1:])
        things = members(row[0].left, count) if count > 1 and alike and beside else []
        if len(things) != count or any(load_phrase_words().only_verbs(thing) for thing in things):
            return ""
        self.memory.shared = things[1:]
        return things[0]

    def _change(self, statement: Statement) -> Named:
        """A growth takes what grew, a rank what is ranked."""
        if statement.quantity.form is Form.RANK:
            phrase = _RANKED_AMONG.sub("", _RANKING.sub("", statement.left))
        else:
            m = change_tail(statement.left)
            phrase = statement.left[: m.start()] if m else without_change_verb(statement.left)
        phrase = trim_left(phrase)
        if statement.quantity.form is Form.RANK and phrase in load_cues().ranked and self.memory.phrase:
            return Named(unchanged(self.memory.phrase) + phrase, Origin.JOINED)
        if phrase in load_cues().of_change and self.memory.phrase:
            return Named(unchanged(self.memory.phrase) + phrase, Origin.JOINED)
        if statement.quantity.dimension == "points" and (pulls := _PULLS.search(statement.left)):
            subject = self.memory.phrase.partition("对")[0]
            own = trim_left(statement.left[: pulls.start()])
            return Named((own or subject) + pulls.group(), Origin.BESIDE if own else Origin.JOINED)
        if not phrase or load_phrase_words().only_verbs(phrase):
            if names_entry(phrase, statement):
                return Named(phrase)
            return self._carried("", statement) if self._unit_of_change(statement) else self._carried(phrase)
        if phrase in load_cues().sorts and self.memory.phrase:
            return Named(one_sort(phrase, self.memory.phrase), Origin.JOINED)
        return self._dependent(phrase, statement) if phrase in load_cues().dependent else Named(phrase)

    @staticmethod
    def _unit_of_change(statement: Statement) -> bool:
        """An amount by which something changed: 增速 may not be what it is of (比年初增加215亿元)."""
        return statement.quantity.kind is not UnitKind.SHARE

    def _share(self, statement: Statement) -> Named:
        words, memory = load_phrase_words(), self.memory
        if (part := self._part_of_told(statement)) is not None:
            return part
        phrase = trim_left(statement.left)
        if not phrase or words.only_verbs(phrase):
            return self._share_behind(phrase, statement)
        if names_entry(phrase, statement):
            return Named(phrase)
        if phrase in load_cues().dependent or (len(phrase) <= 3 and phrase.endswith("率")):
            return self._dependent(phrase, statement)
        if phrase in load_cues().sorts and memory.phrase:
            return Named(one_sort(phrase, memory.phrase), Origin.JOINED)
        if statement.context.right in _COVERED:
            return Named(phrase + statement.context.right)
        return Named(phrase + "占比" if statement.left.rstrip("了的约近超").endswith("占") else phrase)

    def _part_of_told(self, statement: Statement) -> Named | None:
        """完成全年目标的80%, 占…的比重, 是2018年的2.4倍: shares and multiples of what was told before."""
        words, memory = load_phrase_words(), self.memory
        opened = words.without_opening(statement.left)
        if m := _COMPLETION.match(opened):
            phrase = words.without_closing(opened) if opened.startswith(("完成", "已完成")) else "完成目标"
            if m.group().endswith("占"):
                phrase = "占" + (trim_left(opened[1:]) or "比")
            head = memory.phrase or memory.head
            return Named(head + phrase, Origin.JOINED if head else Origin.MISSING)
        compared = _COMPARED_TO.search(statement.left) if memory.phrase else None
        if compared is None:
            return None
        ratio = words.without_closing(compared.group()) if "之比" in compared.group() else ""
        own = trim_left(statement.left[: compared.start()])
        if not own:
            return Named(memory.phrase + ratio, Origin.JOINED if ratio else Origin.CARRIED)
        return None if ratio else Named(own)

    def _share_behind(self, phrase: str, statement: Statement) -> Named:
        """A share with no noun before it: of what stands behind (八成脱贫户, 60%的行政村), else carried."""
        right = statement.context.right
        behind = attribute_of(right.removeprefix("以上")) or (
            "" if self._nothing_counted(right) else trim_right(right)
        )
        if behind and not phrase and _PEOPLE.match(right):
            return Named(behind, Origin.BEHIND)
        if behind and not right.startswith(("的", "以上")) and not self.memory.stale:
            return Named(self.memory.head + behind, Origin.JOINED)
        if behind:
            return Named(phrase + behind, Origin.BEHIND)
        return self._carried(phrase, statement)

    def _count(self, i: int) -> Named:
        words, statement = load_phrase_words(), self.statements[i]
        phrase = trim_left(self._left(i))
        verbs_only = words.only_verbs(phrase)
        behind = self._counted_behind(i, object_due=bool(phrase) and verbs_only)
        if behind and phrase and behind in load_cues().results:
            return Named(phrase + behind)
        if behind:
            return Named((phrase if verbs_only else self._verb_before(i, phrase)) + behind, Origin.BEHIND)
        if phrase.endswith(words.qualifiers) and len(phrase) <= 8 and self.memory.head:
            return Named(phrase + _LEVEL_WORD.sub("", self.memory.head), Origin.JOINED)
        if not phrase and statement.quantity.dimension == "places_count":
            return Named(statement.quantity.unit)
        if not phrase:
            return self._verb_phrase_behind(i)
        if phrase in load_cues().dependent:
            return self._dependent(phrase, statement)
        if (target := self._target(phrase)) is not None:
            return target
        of_head = self.memory.inside or (
            not self.memory.stale and self.memory.unit == statement.quantity.unit
        )
        if verbs_only and of_head and self.memory.head:
            return Named(phrase + self.memory.head, Origin.JOINED)
        return Named(
            phrase + (statement.quantity.unit if statement.quantity.dimension == "places_count" else "")
        )

    def _verb_before(self, i: int, phrase: str) -> str:
        """The verb that governs what is counted behind: of the clause, or of the count before it."""
        statement = self.statements[i]
        if statement.left.rstrip("的").endswith("等"):
            return ""
        if (
            statement.context.after_quantity
            and i
            and statement.context.left == self.statements[i - 1].context.right
        ):
            return last_verb(trim_left(self.statements[i - 1].left))
        return last_verb(phrase)

    def _measure(self, i: int) -> Named:
        words, statement = load_phrase_words(), self.statements[i]
        phrase = trim_left(self._left(i))
        behind = self._measured_behind(i)
        verbs_only = not phrase or words.only_verbs(phrase)
        head = dependent_end(phrase)
        if behind and head:
            return Named(behind + head)
        if verbs_only and phrase and not behind and names_entry(phrase, statement):
            return Named(phrase)
        if self.memory.inside and not behind and (whole := self._whole(phrase, statement)):
            return Named(whole, Origin.JOINED)
        if head == phrase and head and phrase not in words.spending:
            return self._dependent(phrase, statement)
        if not verbs_only:
            verb, owns = last_verb(phrase), statement.left.endswith(("有", "拥有"))
            return Named(verb + behind) if behind and (verb or owns) and not head else Named(phrase)
        if not phrase and not behind and self.memory.phrase:
            return self._carried(phrase)
        if (target := self._target(phrase)) is not None:
            return target
        purpose = behind or self._purpose(i)
        if purpose:
            verb = words.without_opening(phrase)
            spending = any(verb.endswith(word) for word in words.spending)
            origin = Origin.BEHIND if behind else Origin.FOLLOWING
            return Named(purpose + verb if spending else verb + purpose, origin)
        return self._dependent(phrase, statement) if head else self._carried(phrase)

    def _target(self, phrase: str) -> Named | None:
        """占全年目标任务6.9万人的110%: the target of what was told before."""
        if not (phrase.startswith(("占", "完成")) and _OF_TARGET.search(phrase) and self.memory.phrase):
            return None
        return Named(self.memory.phrase + phrase.removeprefix("占").removeprefix("完成"), Origin.JOINED)

    def _carried(self, phrase: str, statement: Statement | None = None) -> Named:
        """Nothing of its own but ``phrase``: the indicator told before, or what the clause before names."""
        subject = self._subject_before(statement) if self.memory.stale and statement is not None else ""
        if subject and (subject[-1] in _MEASURED_ENDINGS or not self.memory.phrase):
            return Named(subject, Origin.JOINED)
        if self.memory.phrase:
            amount = statement is not None and self._unit_of_change(statement)
            if phrase.startswith("完成") and (done := _OF_TARGET.sub("", self.memory.phrase)):
                return Named(done, Origin.CARRIED)
            return Named(unchanged(self.memory.phrase) if amount else self.memory.phrase, Origin.CARRIED)
        return Named(phrase, Origin.MISSING)

    def _whole(self, phrase: str, statement: Statement) -> str:
        """A member of a measured whole takes what was measured: 粮食产量…，其中夏粮5万吨 is 夏粮产量."""
        whole = self.memory.phrase
        if phrase in load_cues().sorts and whole:
            return one_sort(phrase, whole)
        tail = whole[len(without_dependent(whole)) :]
        same = self.memory.measured == statement.quantity.dimension
        bare = (
            2 <= len(phrase) <= _LONGEST_MEMBER
            and phrase[-1] not in _MEASURED_ENDINGS
            and without_dependent(phrase) == phrase
        )
        return phrase + tail if tail and tail != whole and same and bare else ""

    def _dependent(self, phrase: str, statement: Statement) -> Named:
        """金额, 总投资: heads that need the noun before them, in a clause without a number or earlier."""
        if self.memory.stale and not statement.placed and (subject := self._subject_before(statement)):
            return Named(subject + phrase, Origin.JOINED)
        if not self.memory.head and phrase == "总量" and self.memory.phrase:
            return Named(self.memory.phrase + phrase, Origin.JOINED)
        if not self.memory.head or self.memory.head.endswith(phrase):
            return Named(phrase, Origin.CARRIED)
        return Named(self.memory.head + phrase, Origin.JOINED)

    def _subject_before(self, statement: Statement) -> str:
        """The noun that the clause before names, where it holds no number and does nothing; else empty."""
        clause = statement.context.clause_start
        before = self.text[max(0, clause - LONGEST_CLAUSE) : clause].rstrip("，,；;：:")
        subject = trim_left(re.split(r"[，,；;：:。！？]", before)[-1]) if before else ""
        if subject.endswith(load_phrase_words().speech):
            return ""
        named = 2 <= len(subject) < LONGEST_PHRASE - 2 and not any(c.isdigit() for c in subject)
        return subject if named and not load_phrase_words().verbs.at(subject, 0) else ""

    def _verb_phrase_behind(self, i: int) -> Named:
        """No words before: a verb phrase behind (8家已报省审核), else what was counted before."""
        statement = self.statements[i]
        behind = trim_right(statement.context.right)
        if not behind and i + 1 < len(self.statements) and (noun := self._measured_behind(i + 1)):
            return Named(noun, Origin.FOLLOWING)
        if len(behind) >= 3 and not statement.context.before_quantity:
            same = not self.memory.stale and self.memory.unit == statement.quantity.unit
            head = self.memory.head if same and len(behind) <= 8 else ""
            return Named(behind + head, Origin.JOINED)
        return self._carried("")

    def _left(self, i: int) -> str:
        """The words before, shared by numbers that stand side by side (1宗18亩)."""
        first = max(0, i - LONGEST_LIST)
        if self.statements[i].context.after_quantity and _JOINED_ON.search(self.statements[i].left):
            return ""
        while i > first and (context := self.statements[i].context).after_quantity and len(context.left) <= 1:
            i -= 1
        statement = self.statements[i]
        m = change_tail(statement.left) if statement.growth else None
        return statement.left[: m.start()] if m else statement.left

    def _counted_behind(self, i: int, *, object_due: bool) -> str:
        """What stands behind a count and is counted: 5场招聘会; empty where nothing is.

        Args:
            object_due: only a verb stands before, so that its object must follow (制定10个宣传方案).
        """
        last = min(i + LONGEST_LIST, len(self.statements) - 1)
        while i < last and (context := self.statements[i].context).before_quantity and not context.right:
            i += 1
        context = self.statements[i].context
        right = context.right
        if context.before_quantity and i + 1 < len(self.statements):
            noun = without_dependent(right)
            if not noun:
                return attribute_of(self.statements[i + 1].context.right)
            right = right if holds_verb(right) else noun
        if right.startswith("的"):
            return attribute_of(right)
        if self._nothing_counted(right):
            return ""
        if not object_due and load_phrase_words().verbs.at(right, 0) >= 2 and not sorts_a_noun(right):
            return ""
        return trim_right(right)

    def _measured_behind(self, i: int) -> str:
        """What stands behind a measure and is measured: 10万亩高标准农田, 占地655亩、总投资1亿元的创业园."""
        context = self.statements[i].context
        if not context.right and i + 1 < len(self.statements):
            following = self.statements[i + 1].context
            return attribute_of(following.right) if following.opened_by == "、" else ""
        if context.right.startswith("的"):
            return attribute_of(context.right)
        right = context.right
        if self._nothing_counted(right) or (
            load_phrase_words().verbs.at(right, 0) and not sorts_a_noun(right)
        ):
            return ""
        return trim_right(right)

    @staticmethod
    def _nothing_counted(right: str) -> bool:
        words = load_phrase_words()
        return (
            not right
            or right[0] in "、和与及）)”’—…"
            or words.is_particle_at(right, 0)
            or right.startswith(words.no_thing)
            or not words.without_closing(right)
        )

    def _purpose(self, i: int) -> str:
        """What money is for: the verb phrase behind it, or the next clause (投入2亿元，完成拆迁安置)."""
        statement = self.statements[i]
        purpose = trim_right(statement.context.right.removeprefix("用于"))
        following = self.statements[i + 1] if i + 1 < len(self.statements) else None
        if purpose:
            if (
                following is not None
                and statement.context.before_quantity
                and load_phrase_words().only_verbs(purpose)
            ):
                return purpose + self._counted_behind(i + 1, object_due=True)
            return purpose
        m = _NEXT_CLAUSE.match(self.text, statement.quantity.tail)
        if m is None:
            return ""
        end = m.end() if following is None else min(m.end(), following.quantity.lead)
        words = trim_right(self.text[m.start("words") : end])
        if following is not None and end == following.quantity.lead:
            words = (words if len(words) < 8 else "") + self._counted_behind(i + 1, object_due=True)
        return words if len(words) > 3 else ""
