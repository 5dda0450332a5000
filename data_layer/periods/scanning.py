"""Text to time expressions: what the pattern found, with the words around it that change its sense.

What belongs here: prefixes, comparisons, spans and planning words around what ``reading`` made of a match.
What does not: which day it is (``resolving``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from data_layer.lexicon.times import load_times
from data_layer.periods.expressions import Expression, Form
from data_layer.periods.grammar import COMPARED, LIMIT_BEFORE, SPAN_DASH, time_pattern
from data_layer.periods.reading import read_match

__all__ = ["scan"]

_BEFORE_CHARS = 8
"""How far back a prefix of a time may begin: 截止到, 相较于."""
_CLAUSE_CHARS = 14
"""How far from a time a planning word is looked for: before it in its clause, after it in its sentence."""
_RIGHT_AFTER_CHARS = 1
"""A planning word this near behind a time governs it: 今年，计划新建."""
_FROM_CHARS, _EVENT_CHARS = 45, 24
"""How far behind a date the 以来 of its event may stand, with and without 自 before the date."""
_SPELL_CHARS = 4
"""How far behind a date the stretch that it places may stand: 今年“十一”国庆假期."""
_SINCE_END = re.compile(r"[，。；;！？!?,\n]")
_COMPARED_AFTER = re.compile(
    r" ?[，,]?(?:[相同]?比(?![如例赛])|相较|比较|对比|(?:基本|大体|大致|总体|略有?)?(?:持平|相当))"
    r"|(?:[0-9]{1,2}[天日])?[^，。；,;0-9\n]{0,14}(?:相比(?![如例赛])|相较|比较(?=[，,]))"
)
"""与2015年相比, 与2010年第六次普查相比: the time before is the base."""
_PASSED = re.compile(r"(?:[高低][出于]|[快慢]于)[“\"]?\Z")
"""高出“十一五”期间增幅: the words stay those of the change."""
_RECKONED_BY = re.compile(r"(?:[按以]|按照|根据)\Z")
_RECKONED = re.compile(r"[^，。；：\n]{2,20}(?:计算|测算|推算|折算|核算)")
"""按2020年底户籍人口计算: what a number is reckoned by is of that time, and the number is not."""
_TIMES_OF = re.compile(r"(?:[是为达]|相当于)\Z")
_TIMES_AFTER = re.compile(r"的(?:约|近|将近)?[0-9.两二三四五六七八九十]{1,6}多?倍")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_PLAN_NAME = re.compile(r"(?:计划|规划|方案|纲要|行动|意见)[》”\"]?[（(]\Z")
_CLAUSE_END = re.compile(r"[。；;！？!?，,：:\n]")
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")


@functools.cache
def _planning() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Planning words before a time, and after it, where 计划的 and 计划任务 are things and not acts."""
    lexicon = load_times()
    after = rf"(?:{'|'.join(lexicon.ahead_after)})(?![的任目书数总内])"
    return re.compile("|".join(lexicon.ahead)), re.compile(after)


def _with_prefix(text: str, expression: Expression, floor: int) -> Expression:
    """The expression with the words before (and after) it that make it a cutoff, a limit or a comparison."""
    before = text[max(floor, expression.start - _BEFORE_CHARS) : expression.start]
    compared = COMPARED.search(before)
    if compared:
        after = _COMPARED_AFTER.match(text, expression.end) if compared["pair"] else None
        if not compared["pair"] or after:
            start = expression.start - len(before) + compared.start()
            return expression._replace(start=start, end=after.end() if after else expression.end, base=True)
    reckoned = _RECKONED_BY.search(before) and _RECKONED.match(text, expression.end)
    if (
        reckoned
        or _PASSED.search(before)
        or _TIMES_OF.search(before)
        and _TIMES_AFTER.match(text, expression.end)
    ):
        return expression._replace(base=True)
    prefix = LIMIT_BEFORE.search(before)
    if prefix is None:
        return expression._replace(since=True) if _far_end(text, expression, _EVENT_CHARS) else expression
    start = expression.start - len(before) + prefix.start()
    if prefix["since"]:
        since = expression.since or bool(_far_end(text, expression))
        return expression._replace(start=start, since=True) if since else expression
    limit = bool(prefix["limit"]) and expression.form is not Form.NOW
    return expression._replace(start=start, cutoff=True, limit=expression.limit or limit)


def _far_end(text: str, expression: Expression, reach: int = _FROM_CHARS) -> int:
    """Where the 以来 of the event that a date places ends (2017年全面推行以来); 0 if there is none."""
    vague_year = expression.shift is not None and expression.part is None
    if expression.form is not Form.CALENDAR or expression.cutoff or vague_year:
        return 0
    after = _SINCE_END.split(text[expression.end : expression.end + reach], maxsplit=1)[0]
    return expression.end + after.index("以来") + 2 if "以来" in after else 0


def _repeats(text: str, previous: Expression, bare: Expression) -> bool:
    """Whether an expression only ends or explains the one before: 2017年……推行以来, 2021年春节期间."""
    if bare.form is Form.SPELL:
        near = bare.start - previous.end <= _SPELL_CHARS
        joined = near and not _CLAUSE_END.search(text, previous.end, bare.start)
        return joined and previous.form is Form.CALENDAR
    return bare.form is Form.LATELY and _far_end(text, previous) == bare.end


def _with_cue(text: str, expression: Expression) -> Expression:
    planned_before, planned_after = _planning()
    low, high = max(0, expression.start - _CLAUSE_CHARS), expression.end + _CLAUSE_CHARS
    if not (
        planned_before.search(text, low, expression.start) or planned_after.search(text, expression.end, high)
    ):
        return expression
    before = _CLAUSE_END.split(text[low : expression.start])[-1]
    after = _SENTENCE_END.split(text[expression.end : high], maxsplit=1)[0]
    later = planned_after.search(after)
    ahead = bool(planned_before.search(before) or (later and later.start() <= _RIGHT_AFTER_CHARS))
    return expression._replace(cue=True, ahead=ahead) if ahead or later else expression


def _joined(text: str, first: Expression, last: Expression) -> Expression | None:
    """Two calendar times with 至 between them as one span; None if they are not one."""
    calendar_times = first.form is last.form is Form.CALENDAR and first.until is None
    if not calendar_times or last.since or last.base or not SPAN_DASH.fullmatch(text[first.end : last.start]):
        return None
    return first._replace(end=last.end, until=last, limit=False, cutoff=False)


def _matches(text: str) -> Iterator[Expression]:
    """Bare expressions in order; those inside 《》 and in brackets after a plan's name are left out."""
    titles = [m.span() for m in _TITLE.finditer(text)] if "《" in text else []
    for m in time_pattern().finditer(text):
        expression = read_match(m)
        if expression is None:
            continue
        while titles and titles[0][1] <= expression.start:
            titles.pop(0)
        if titles and titles[0][0] < expression.start:
            continue
        if expression.form is Form.YEARS and _PLAN_NAME.search(text[max(0, m.start() - 6) : m.start()]):
            continue
        yield expression


def scan(text: str) -> list[Expression]:
    """All time expressions of a text, in order, none overlapping."""
    found: list[Expression] = []
    for bare in _matches(text):
        previous = found[-1] if found else None
        if previous and _repeats(text, previous, bare):
            continue
        span = _joined(text, previous, bare) if previous else None
        if span:
            found[-1] = span
        else:
            found.append(_with_prefix(text, bare, previous.end if previous else 0))
    return [_with_cue(text, expression) for expression in found]
