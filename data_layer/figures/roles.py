"""The role of a quantity in its statement: its kind, and whether it is planned or actual."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from data_layer.figures.changes import change_sign
from data_layer.figures.quantities import Form, Quantity
from data_layer.figures.sentences import Context
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.units import UnitKind
from data_layer.lexicon.wordsets import alternatives
from data_layer.model import FigureKind, Status, TimeMention

__all__ = ["goes_on_planning", "kind_of", "opens_plans", "signs_of", "status_of"]

_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]部分")
_SET_TARGET = re.compile(
    r"(?:确定|提出|明确|制定|确立|定下|锚定|设定)[^。；]{2,200}?的(?:发展|总体|奋斗|工作|年度|预期)*(?:目标|规划)"
)
"""确定了蔬菜10万亩、茶园3万亩的目标: what is set is no report."""
_LONGEST_HEADING = 40
"""Characters of a heading; the longest of the labelled documents has 38."""
_FILLING = "和与及、约近超了的再"
_SHARES = frozenset({"percent", "permille", "points", "times", "ratio"})


def signs_of(
    text: str, quantities: Sequence[Quantity], around: Sequence[Context], lefts: Sequence[str]
) -> list[int]:
    """For each quantity of a sentence 1 (rise), -1 (fall) or 0 (no change).

    A number with no words of its own goes on with the change of the number before it (分别增长8.5%、9.5%),
    and so does the next member of a list that one verb of change governs (减轻用气负担…、用电负担…).
    """
    signs: list[int] = []
    for i, (quantity, context, left) in enumerate(zip(quantities, around, lefts, strict=True)):
        follows = i and signs[i - 1] and quantity.dimension == quantities[i - 1].dimension
        if follows and not left.strip(_FILLING if context.opened_by != "、" else _FILLING + "为达是"):
            signs.append(-1 if quantity.negative else signs[i - 1])
            continue
        sign = change_sign(text, left, quantity)
        if not sign and follows:
            listed = context.opened_by == "、" and quantity.dimension not in _SHARES and len(left) <= 8
            sign = signs[i - 1] if listed else 0
        signs.append(sign)
    return signs


def kind_of(quantity: Quantity, sign: int) -> FigureKind:
    """Level, rate, growth, rank or multiple."""
    if quantity.form is Form.RANK:
        return FigureKind.RANK
    if quantity.form is Form.DOUBLING:
        return FigureKind.MULTIPLE
    if sign:
        return FigureKind.GROWTH
    if quantity.dimension == "times":
        return FigureKind.MULTIPLE
    return FigureKind.RATE if quantity.kind is UnitKind.SHARE else FigureKind.LEVEL


def opens_plans(paragraph: str) -> bool | None:
    """Whether a numbered heading opens a section of plans (二、今后工作安排); None for other paragraphs."""
    if len(paragraph) > _LONGEST_HEADING or paragraph.endswith("。"):
        return None
    if not (_HEADING.match(paragraph) or _timed_heading().fullmatch(paragraph)):
        return None
    cues = load_cues()
    ahead = any(word in paragraph for word in cues.planned_section)
    return ahead and not any(word in paragraph for word in cues.done_section)


def goes_on_planning(paragraph: str, times: Sequence[TimeMention]) -> bool:
    """Whether a paragraph behind one of plans goes on with them: it looks ahead, and opens with a task."""
    cues = load_cues()
    opening = paragraph.lstrip("（(一二三四五六七八九十1234567890）)、.．是 ")
    looks_back = bool(times) or any(word in paragraph for word in cues.told)
    return not looks_back and opening.startswith(cues.tasks)


def status_of(sentence: str, at: int, clause_at: int) -> Status:
    """Planned or actual.

    Args:
        sentence: the sentence.
        at: where the quantity begins in it; clause_at: where its clause begins.
    """
    patterns = _patterns()
    before = patterns[0].sub(lambda m: "〇" * len(m.group()), sentence[:at])
    governing = None
    for m in patterns[1].finditer(before):
        governing = m
    targets = _SET_TARGET.finditer(sentence) if "目标" in sentence or "规划" in sentence else ()
    if any(m.start() < at < m.end() for m in targets):
        return Status.PLANNED
    if governing is not None and not patterns[3].search(before, governing.end()):
        return Status.PLANNED
    return Status.PLANNED if patterns[2].search(before, clause_at) else Status.ACTUAL


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
