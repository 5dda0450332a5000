"""How many of what was told before did something: 其中5家投产, 7个已竣工, 4家达到1亿元产值.

What belongs here: counts whose clause says nothing but what became of them. What does not: what is counted
behind a number (``following``), what was done with money (``measures``).
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.phrasing import sorts_a_noun
from data_layer.figures.phrases.trimming import trim_right
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["bounded_behind", "done_by_some", "on_one_side"]

_STATE = re.compile(r"(?:已经?|正在?|均|都|全部|成功|顺利|提前|基本)(?=..)")
"""What opens a predicate and no noun: 已签约, 正在洽谈, 全部投产."""
_REACHING = re.compile(
    r"(?:已经?|都|均)?(?:达到|超过|突破|实现|获得?|取得|完成|通过)了?(?=[^，。；：]{0,8}[0-9一二两三四五六七八九十百千亿])"
)
"""达到1亿元产值, 获2项以上授权: a predicate that holds a number."""
_BOUND = re.compile(
    r"(?<![都均])(?<!全部)已?(?:超过?|突破|达到?|[高低少多大小]于|不足|不到|在)(?=[0-9一二两三四五六七八九十百千亿])"
)
"""产值超过3亿元, 年龄在35岁以下: on which side of a number; with 均 it is said of all, and sorts none."""
_OF_THEM = ("财政", "年龄", "工龄", "学历")
"""What the counted have that is bounded, where it stands between them and the bound."""
_CLAUSE_END = re.compile(r"[，,。；;：:、（(）)！？\n]")
_LONGEST = 12
"""Characters of a predicate that still names how many did it."""
_LONGEST_BOUND = 16
"""Characters of a measure with its bound (村级集体经济收入超过100万元)."""
_SHORTEST = 2


def done_by_some(told: Told, i: int) -> Named | None:
    """The predicate behind a count that has no words before it, with what was counted before.

    None where nothing of the same unit was counted before, or no predicate stands behind.
    """
    memory, statement = told.memory, told.statements[i]
    if memory.stale or not memory.head or memory.unit != statement.quantity.unit:
        return None
    if statement.context.before_quantity:
        reached = _reaching(told, statement)
        return Named(f"{reached}的{memory.head}", Origin.JOINED, passing=True) if reached else None
    predicate = trim_right(statement.context.right)
    if not _SHORTEST <= len(predicate) <= _LONGEST or not _is_predicate(predicate):
        return None
    if predicate.endswith(memory.head[-_SHORTEST:]):
        return None  # 420人报名初试，260人参加复试: it has a like object of its own
    return Named(predicate + memory.head, Origin.JOINED)


def on_one_side(told: Told, i: int, noun: str) -> str:
    """12个村集体收入超过50万元: the counted, ``noun``, with the bound that sorts them out; else empty."""
    statement = told.statements[i]
    if not statement.context.right.startswith(noun):
        return ""
    for measure in _OF_THEM:
        noun = noun.removesuffix(measure)
    words = _clause_behind(told, statement)[len(noun) :]
    bound = _BOUND.search(words, _SHORTEST)
    if not noun or bound is None or len(words) > _LONGEST_BOUND:
        return ""
    measured = words[: bound.start()].endswith(_OF_THEM) or load_cues().dependent_heads.before(
        words, bound.start()
    )
    if not measured:
        return ""
    told.memory.head, told.memory.unit, told.memory.stale = noun, statement.quantity.unit, False
    return f"{words}的{noun}"


def bounded_behind(told: Told, i: int) -> str:
    """六成的农户年收入在3万元以上: of whom a share is told, with what bounds them; else empty."""
    statement = told.statements[i]
    words = _clause_behind(told, statement).removeprefix("的")
    bounded = len(words) <= _LONGEST_BOUND and _BOUND.search(words, 2 * _SHORTEST) is not None
    return words if bounded and statement.context.right.startswith("的") else ""


def _is_predicate(words: str) -> bool:
    """Whether ``words`` begin with a verb or a state, and are no noun that a verb sorts (培训班)."""
    if _STATE.match(words) or load_phrase_words().stages.at(words, 0) == len(words):
        return True
    verbs = load_phrase_words().verbs
    begins, ends = verbs.at(words, 0), verbs.before(words, len(words))
    nominal = ends and begins + ends < len(words)  # 培训信息提供
    return begins >= _SHORTEST and not nominal and not sorts_a_noun(words)


def _reaching(told: Told, statement: Statement) -> str:
    """The clause behind the count, where it is a predicate that holds a number; else empty."""
    words = _clause_behind(told, statement)
    return words if len(words) <= _LONGEST and _REACHING.match(words) else ""


def _clause_behind(told: Told, statement: Statement) -> str:
    """The words between a count and the next mark, numbers among them."""
    end = _CLAUSE_END.search(told.text, statement.quantity.tail)
    return told.text[statement.quantity.tail : end.start() if end else len(told.text)]
