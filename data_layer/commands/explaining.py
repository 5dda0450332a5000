"""One article in words: its text with every figure marked, what was read from each, and what was left out.

What belongs here: the lines that ``explain`` prints. What does not: extraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from data_layer.headlines import headline
from data_layer.model import Article, Figure, FigureKind, GrowthBase, Scope, Status
from data_layer.places import region_path

__all__ = ["NotTaken", "explain_lines"]

_KINDS = {
    FigureKind.LEVEL: "数量",
    FigureKind.RATE: "比率",
    FigureKind.GROWTH: "增减",
    FigureKind.RANK: "位次",
    FigureKind.MULTIPLE: "倍数",
}
_BASES = {
    GrowthBase.YEAR_EARLIER: "同比",
    GrowthBase.PREVIOUS_PERIOD: "环比",
    GrowthBase.NAMED_PERIOD: "比指定时期",
    GrowthBase.OTHER_PLACE: "比其他地方",
    GrowthBase.TARGET: "比目标",
}
_MODIFIERS = {">": "超过 ", "<": "不足 ", "~": "约 "}
_AROUND = 10
"""Characters shown before and after a number that was not taken."""


class NotTaken(Protocol):
    """A number that is no figure: its span in the article's text, and the reason in Chinese."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102


def explain_lines(
    article: Article, figures: Sequence[Figure], not_taken: Iterable[NotTaken] = ()
) -> Iterator[str]:
    """The article, its figures in order, and the numbers that are none, as lines to print."""
    figures = sorted(figures, key=lambda figure: (figure.char_start, figure.char_end))
    yield headline(article.title, article.text)
    place = _region(article)
    yield f"{article.article_id} · {article.source} · {place} · {_published(article)}"
    yield "主题：" + ("、".join(article.topics) or "无")
    yield ""
    yield _marked(article.text, figures)
    yield ""
    yield f"取出的数字（{len(figures)} 个）"
    for number, figure in enumerate(figures, 1):
        yield f"[{number}] {_read(figure)}"
    left = sorted(not_taken, key=lambda number: number.start)
    if left:
        yield ""
        yield f"没有当作数据的数（{len(left)} 个）"
        for rejected in left:
            yield f"  {_in_words(article.text, rejected)}：{rejected.reason}"


def _marked(text: str, figures: Sequence[Figure]) -> str:
    parts, done = [], 0
    for number, figure in enumerate(figures, 1):
        if figure.char_start < done:
            parts.append(f"[{number}]")  # inside the one before
            continue
        parts += [text[done : figure.char_start], f"[{number}]【{figure.quote}】"]
        done = figure.char_end
    return "".join([*parts, text[done:]])


def _read(figure: Figure) -> str:
    notes = f"（{'；'.join(figure.confidence_notes)}）" if figure.confidence_notes else ""
    parts = (
        f"{figure.quote} = {_value(figure)}",
        figure.indicator + (f"（{figure.indicator_id}）" if figure.indicator_id else ""),
        _place(figure),
        _period(figure),
        _BASES[figure.growth_base] + _KINDS[figure.kind] if figure.growth_base else _KINDS[figure.kind],
        "计划" if figure.status is Status.PLANNED else "",
        "单个单位" if figure.scope is Scope.ENTITY else "",
        f"{figure.witnesses} 处报道" if figure.witnesses > 1 else "",
        f"把握 {figure.confidence:.2f}{notes}",
    )
    return " · ".join(part for part in parts if part)


def _value(figure: Figure) -> str:
    upper = f" 至 {_number(figure.value_max)}" if figure.value_max is not None else ""
    value = f"{_MODIFIERS.get(figure.modifier, '')}{_number(figure.value)}{upper} {figure.unit}"
    if figure.base_value is None or figure.base_unit == figure.unit:
        return value
    return f"{value}（{_number(figure.base_value)} {figure.base_unit}）"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def _place(figure: Figure) -> str:
    region = _region(figure)
    return f"{region} {figure.place}" if figure.place else region


def _region(record: Article | Figure) -> str:
    """Its region, or what the name of an open one may mean."""
    if record.region is not None:
        return record.region.name
    names = ["".join(region.name for region in region_path(code)) for code in record.region_candidates]
    return f"地区未定（可能是{'、'.join(names)}）" if names else "地区不明"


def _period(figure: Figure) -> str:
    period = figure.period
    words = f"（{period.text}）" if period.text else ""
    if period.end is None and period.start is None:
        return f"时期不明{words}"
    days: list[date] = [day for day in (period.start, period.end) if day is not None]
    return "至".join(dict.fromkeys(day.isoformat() for day in days)) + words


def _published(article: Article) -> str:
    if article.published is None:
        return "日期不明"
    return f"{article.published.isoformat()}（{'原文写明' if article.published_how == 'stated' else '推断'}）"


def _in_words(text: str, number: NotTaken) -> str:
    before = text[max(0, number.start - _AROUND) : number.start].rpartition("\n")[2]
    after = text[number.end : number.end + _AROUND].partition("\n")[0]
    return f"{before}【{text[number.start : number.end]}】{after}"
