"""The kinds of decisions, what each one may state, and which of many decisions stand.

What belongs here: records and their rules. What does not: what a decision is about (subjects), what it does
to a row (applying).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from data_layer.decisions.subjects import ArticleSubject, FigureSubject, FindingSubject, Subject
from data_layer.errors import DecisionError
from data_layer.model import FigureKind, GrowthBase, PeriodType, Scope, Status

__all__ = [
    "ADDED",
    "CORRECTED",
    "ARTICLE_FIELDS",
    "FIGURE_FIELDS",
    "Decision",
    "DecisionKind",
    "Draft",
    "check_name",
    "clean_words",
    "standing",
]

_LONGEST_NAME, _LONGEST_REASON = 60, 1000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that show nothing, or turn the direction of what follows."""

CORRECTED, ADDED = "人工更正", "人工补录"
"""Notes of the confidence of a figure whose reading is a person's."""


class DecisionKind(StrEnum):
    """What a person can decide."""

    FIGURE_CORRECTED = "figure_corrected"
    FIGURE_STRUCK = "figure_struck"
    FIGURE_ADDED = "figure_added"
    ARTICLE_CORRECTED = "article_corrected"
    FINDING_CONFIRMED = "finding_confirmed"
    FINDING_DISMISSED = "finding_dismissed"
    WITNESS_CHOSEN = "witness_chosen"
    ARTICLE_SEPARATED = "article_separated"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is not taken yet: its kind, what it is about, what it states, and why.

    Raises:
        DecisionError: if the kind is about something else, or states what cannot be.
    """

    kind: DecisionKind
    subject: Subject
    detail: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    takes_back: str | None = None

    def __post_init__(self) -> None:
        """See the class."""
        if not isinstance(self.subject, _SUBJECTS[self.kind]):
            raise DecisionError(f"{self.kind.value} 不能用在这类对象上。请刷新页面后重试。")
        if (self.kind is DecisionKind.TAKEN_BACK) != (self.takes_back is not None):
            raise DecisionError("撤销必须写明撤销哪一条记录。请刷新页面后重试。")
        object.__setattr__(self, "detail", _checked_detail(self.kind, self.detail))
        object.__setattr__(self, "reason", clean_words(self.reason, _LONGEST_REASON, "理由"))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided.

    Attributes:
        number: counts up in one store; a store's last number tells whether anything was decided since.
        uid: the same in every store that it is brought to.
        at: when, ISO date and time, UTC, to the microsecond.
        by: who.
        kind: what was decided.
        subject: what it is about, by its words, so that it survives a new ingest.
        detail: what the kind states: corrected fields, a new figure's reading.
        reason: why, in the person's words; may be empty.
        takes_back: uid of the decision that this one takes back; None for all other kinds.
    """

    number: int
    uid: str
    at: str
    by: str
    kind: DecisionKind
    subject: Subject
    detail: Mapping[str, Any]
    reason: str = ""
    takes_back: str | None = None


_SUBJECTS: Mapping[DecisionKind, tuple[type, ...]] = {
    DecisionKind.FIGURE_CORRECTED: (FigureSubject,),
    DecisionKind.FIGURE_STRUCK: (FigureSubject,),
    DecisionKind.FIGURE_ADDED: (FigureSubject,),
    DecisionKind.ARTICLE_CORRECTED: (ArticleSubject,),
    DecisionKind.FINDING_CONFIRMED: (FindingSubject,),
    DecisionKind.FINDING_DISMISSED: (FindingSubject,),
    DecisionKind.WITNESS_CHOSEN: (ArticleSubject, FigureSubject),
    DecisionKind.ARTICLE_SEPARATED: (ArticleSubject,),
    DecisionKind.TAKEN_BACK: (ArticleSubject, FigureSubject, FindingSubject),
}


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nothing stands against, in the order they were taken.

    One falls when a later one that stands takes it back; taking back the taking back makes it stand again.
    """
    taken, kept = set(), []
    for one in sorted(decisions, key=lambda one: (one.at, one.number), reverse=True):
        if one.uid in taken:
            continue
        if one.takes_back is not None:
            taken.add(one.takes_back)
        else:
            kept.append(one)
    return kept[::-1]


def check_name(name: str) -> str:
    """A person's name as it is kept.

    Raises:
        DecisionError: if there is none, or it is too long.
    """
    words = " ".join(clean_words(name, _LONGEST_NAME, "姓名").split())
    if not words:
        raise DecisionError("请先写上您的姓名，好让别人知道这是谁的意见。")
    return words


def clean_words(words: object, most: int, what: str) -> str:
    """A person's words without characters that nobody sees.

    Raises:
        DecisionError: if they are no text, or longer than ``most`` characters.
    """
    if not isinstance(words, str):
        raise DecisionError(f"{what}应是文字。请改后再存。")
    kept = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()
    kept = kept.encode("utf-8", "replace").decode("utf-8")
    if len(kept) > most:
        raise DecisionError(f"{what}太长（{len(kept)} 字），最多 {most} 字。请写短一些。")
    return kept


_Check = Callable[[Any, str], Any]


def _number(value: Any, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise DecisionError(f"{what}应是一个数。请改后再存。")
    return float(value)


def _text(most: int, *, empty: bool = False) -> _Check:
    def check(value: Any, what: str) -> str:
        words = " ".join(clean_words(value, most, what).split())
        if not words and not empty:
            raise DecisionError(f"{what}不能空着。请改后再存。")
        return words

    return check


def _one_of(values: Iterable[str]) -> _Check:
    known = tuple(str(value) for value in values)

    def check(value: Any, what: str) -> str:
        if value not in known:
            raise DecisionError(f"{what}不能是“{value}”。请从列出的里面选。")
        return str(value)

    return check


def _adcode(value: Any, what: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[1-9]\d{5}", value, re.ASCII):
        raise DecisionError(f"{what}应是六位行政区划代码。请从列出的里面选。")
    return value


def _day(value: Any, what: str) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise DecisionError(f"{what}应是日期，例如 2022-12-31。请改后再存。") from error


def _or_none(check: _Check) -> _Check:
    return lambda value, what: None if value is None else check(value, what)


FIGURE_FIELDS: Mapping[str, tuple[str, _Check]] = {
    "value": ("数值", _number),
    "value_max": ("上限", _or_none(_number)),
    "unit": ("单位", _text(16)),
    "modifier": ("限定", _one_of(("", ">", "<", "~"))),
    "kind": ("类型", _one_of(FigureKind)),
    "status": ("实际或计划", _one_of(Status)),
    "scope": ("口径", _one_of(Scope)),
    "growth_base": ("比什么", _or_none(_one_of(GrowthBase))),
    "indicator": ("指标", _text(80)),
    "region_adcode": ("地区", _or_none(_adcode)),
    "place": ("镇村园区", _or_none(_text(40))),
    "period_start": ("时期起", _or_none(_day)),
    "period_end": ("时期止", _or_none(_day)),
    "period_type": ("时期类型", _one_of(PeriodType)),
}
"""What a correction of a figure may state, with its Chinese name; the words of docs/records.md."""

ARTICLE_FIELDS: Mapping[str, tuple[str, _Check]] = {
    "published": ("日期", _or_none(_day)),
    "region_adcode": ("地区", _or_none(_adcode)),
    "title": ("标题", _or_none(_text(200))),
}
"""What a correction of an article may state."""

_FIELDS = {
    DecisionKind.FIGURE_CORRECTED: FIGURE_FIELDS,
    DecisionKind.FIGURE_ADDED: FIGURE_FIELDS,
    DecisionKind.ARTICLE_CORRECTED: ARTICLE_FIELDS,
}
_NEEDED = ("value", "unit", "kind", "indicator")


def _checked_detail(kind: DecisionKind, detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail of a kind, each field checked.

    Raises:
        DecisionError: names the field.
    """
    if kind is DecisionKind.ARTICLE_SEPARATED:
        others = detail.get("others", ())
        if not isinstance(others, list | tuple) or set(detail) - {"others"}:
            raise DecisionError("“不是重复”必须写明与哪些文章分开。请刷新页面后重试。")
        return {"others": [ArticleSubject.from_json(other).to_json() for other in others]}
    fields = _FIELDS.get(kind, {})
    if unknown := set(detail) - set(fields):
        raise DecisionError(f"不认识的内容：{'、'.join(sorted(map(str, unknown)))}。请刷新页面后重试。")
    checked = {name: fields[name][1](value, fields[name][0]) for name, value in detail.items()}
    if kind is DecisionKind.FIGURE_ADDED and (missing := [name for name in _NEEDED if name not in checked]):
        raise DecisionError(
            f"补录的数还缺{'、'.join(FIGURE_FIELDS[name][0] for name in missing)}。请补上再存。"
        )
    if fields and not checked:
        raise DecisionError("没有改动任何内容。请改后再存。")
    start, end = checked.get("period_start"), checked.get("period_end")
    if start and end and start > end:
        raise DecisionError("时期的开始晚于结束。请改后再存。")
    return checked
