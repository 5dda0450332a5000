"""An article as HTML: paragraphs, its figures underlined by kind, the chosen one and found words marked.

What belongs here: text and spans in, escaped HTML out. What does not: widgets and queries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from pages.shared import wording
from pages.shared.numbers import grouped, stated

__all__ = [
    "Span",
    "article_html",
    "figure_spans",
    "hits_html",
    "legend_html",
    "marked_span",
    "origin_html",
    "snippet_html",
]

_MARKED = re.compile(r"(\d{1,7})-([1-9]\d{0,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of the text, half-open, with the CSS class of its mark and its words for a resting pointer.

    ``figure`` is the id of the figure whose card a click opens (reader.js), as the margin's table does.
    """

    start: int
    end: int
    classes: str
    title: str = ""
    tag: str = "u"
    figure: str = ""


_LEGENDS = {
    "figures": '<span><u class="level">数值</u> 实线</span><span><u class="rate">比率</u> 双线</span>'
    '<span><u class="growth">增减</u> 虚线</span><span><u class="rank">位次、倍数</u> 点线</span>'
    '<span><u class="planned">计划或目标</u> 波浪线</span>',
    "places": '<span><u class="place">地名</u> 底色</span>',
    "times": '<span><u class="time">时间</u> 方框</span>',
    "rejected": '<span><u class="rejected">没有当作数据的数</u> 删除线</span>',
}
"""What a kind of mark looks like, by the kind's id in the address."""


def article_html(text: str, spans: Sequence[Span], words: Sequence[str] = ()) -> str:
    """The text in paragraphs with its spans and the words that were searched for marked.

    Of overlapping spans the earlier begun one stays; words are marked inside and between spans.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        free = span.start >= (kept[-1].end if kept else 0) and span.end <= len(text)
        if free and "\t" not in text[span.start : span.end]:
            kept.append(span)
    pieces, at = [], 0
    for span in kept:
        pieces.append(snippet_html(text[at : span.start], words))
        title = f' title="{wording.escape(span.title)}"' if span.title else ""
        title += f' data-figure="{wording.escape(span.figure)}"' if span.figure else ""
        inner = snippet_html(text[span.start : span.end], words)
        pieces.append(f'<{span.tag} class="{span.classes}"{title}>{inner}</{span.tag}>')
        at = span.end
    pieces.append(snippet_html(text[at:], words))
    lines = groupby("".join(pieces).split("\n"), key=lambda line: "\t" in line)
    body = "".join(
        _table(list(some)) if rows else "".join(map("<p>{}</p>".format, some)) for rows, some in lines
    )
    return f'<div class="article">{body}</div>'


def marked_span(text: str, stated: str | None) -> tuple[int, int] | None:
    """Where the words stand that a reader has marked; None if nothing is stated or it is not in the text.

    Args:
        text: of the article.
        stated: what marking.js puts into the address, ``120-3``: so many signs stand before the words, and so
            many are in them. White space does not count, for the page shows other than the text has.
    """
    found = _MARKED.fullmatch(stated or "")
    if not found:
        return None
    before, length = map(int, found.groups())
    signs = [place for place, sign in enumerate(text) if not sign.isspace()][before : before + length]
    return (signs[0], signs[-1] + 1) if len(signs) == length else None


def _table(rows: Sequence[str]) -> str:
    """Rows whose cells tabs part, the first one as heads; columns of numbers stand to the right."""
    cells = [row.split("\t") for row in rows]
    width = max(map(len, cells))
    full = [row + [""] * (width - len(row)) for row in cells]
    right = [
        any(_NUMBER.match(_TAG.sub("", words)) for words in column[1:]) for column in zip(*full, strict=True)
    ]
    lines = (
        "".join(_cell(words, "td" if at else "th", number) for words, number in zip(row, right, strict=True))
        for at, row in enumerate(full)
    )
    return f'<div class="cells"><table>{"".join(f"<tr>{line}</tr>" for line in lines)}</table></div>'


def _cell(words: str, tag: str, number: bool) -> str:
    return f'<{tag} class="number">{words}</{tag}>' if number else f"<{tag}>{words}</{tag}>"


_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"[ +－−-]?[0-9][0-9,.]*[%％‰]?\W?$")


def origin_html(article: pd.Series, figures: int) -> str:
    """Place, date, authors, source and size in one line of HTML."""
    day, how = wording.day(article["published"]), wording.PUBLISHED_HOW.get(article["published_how"], "")
    parts = (
        article["region_name"] if isinstance(article["region_name"], str) else "地区未写明",
        f"{day}（{how}）" if day else "日期未写明",
        "、".join(article["byline"]) if len(article["byline"]) else "",
        "、".join(article["topics"]),
        f"{article['source']} {wording.place_in_file(article['source'], article['page'])}".strip(),
        f"{grouped(article['chars'])} 字，{grouped(figures)} 个数",
        "残篇：没有找到其余部分" if article["fragment"] else "",
    )
    told = " · ".join(wording.escape(part) for part in parts if part)
    return f'<div class="origin">{told}</div>'


def legend_html(kinds: Sequence[str]) -> str:
    """The signs of the kinds of marks that are shown."""
    return f'<div class="legend article">{"".join(_LEGENDS[kind] for kind in kinds)}</div>'


def snippet_html(snippet: str, words: Iterable[str]) -> str:
    """A piece of text with the words that were searched for marked."""
    return "".join(
        f'<mark class="hit">{wording.escape(part)}</mark>' if found else wording.escape(part)
        for part, found in _parts(snippet, words)
    )


def hits_html(hits: Sequence[tuple[str, str]], words: Sequence[str]) -> str:
    """Titles with the text around the words that were searched for."""
    items = (f"<li><b>{wording.escape(title)}</b> …{snippet_html(text, words)}…</li>" for title, text in hits)
    return f'<ul class="article hit-list">{"".join(items)}</ul>'


def figure_spans(figures: pd.DataFrame, chosen: str | None) -> list[Span]:
    """One mark a figure, the chosen one stronger."""
    return [
        Span(
            int(row.char_start),
            int(row.char_end),
            "figure" if row.figure_id == chosen else "planned" if row.status == "planned" else row.kind,
            f"{row.indicator}：{stated(row.value, row.unit, modifier=row.modifier, kind=row.kind)}"
            + "".join(f"（{words}）" for words in wording.warnings(row)),
            "mark" if row.figure_id == chosen else "u",
            row.figure_id,
        )
        for row in figures.itertuples()
    ]


def _parts(text: str, words: Iterable[str]) -> Iterable[tuple[str, bool]]:
    known = [re.escape(word) for word in words if word]
    if not known:
        return [(text, False)]
    pieces = re.split(f"({'|'.join(known)})", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]
