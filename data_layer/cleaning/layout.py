"""Which lines belong to one paragraph.

Two kinds of text come in. In the one a line is a paragraph (web pages, markdown, Word); it only goes on where
a page break cut a sentence. In the other a line is a printed line (PDF text layers, hard-wrapped text), whose
role in its paragraph is found first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from data_layer.cleaning.lines import MAX_LINE_CHARS, Line
from data_layer.cleaning.roles import (
    COSTS,
    Role,
    column_widths,
    find_roles,
    is_display,
    is_field_line,
    is_section,
    misfit,
)

__all__ = ["group_lines"]

_HYPHEN = re.compile(r"[a-z]-$")
_CUT_NUMBER = re.compile(r"月\d\d日|\d\.\d")
"""A date or a number that a line end cut: 12月2|8日, 3.|5%."""
_NUMBER = re.compile(r"\d{1,4}")
_TOKEN = re.compile(r"[0-9A-Za-z.,%-]+")
_IN_SENTENCE = re.compile(r"[，。；、].*[^：:；;）)，]$")


def group_lines(lines: Sequence[Line], level: str, *, printed: bool = False) -> list[list[Line]]:
    """Lines to paragraphs, each a list of lines in order; ``printed``: a line is known to be one of print."""
    lines = list(_without_page_numbers(lines, level))
    if not lines:
        return []
    lines = _counted_lines(lines, level)
    prose = [line for line in lines if not line.row]
    wrapped = printed or _is_wrapped(prose)
    glued = _glue_wrapped(lines, level) if wrapped else _glue_plain(lines, level)
    groups = [[lines[0]]]
    for before, line, is_glued in zip(lines, lines[1:], glued, strict=False):
        apart = before.entry or before.row or line.row
        if not apart and (is_glued or _is_torn(before, line, level)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _without_page_numbers(lines: Sequence[Line], level: str) -> Iterator[Line]:
    """The lines, but for bare numbers that stand in the middle of a sentence."""
    torn = False
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if before and after and _NUMBER.fullmatch(level, line.start, line.end):
            is_han = all("\u4e00" <= char <= "\u9fff" for char in level[before.end - 1] + level[after.start])
            if is_han and _is_torn(before, replace(after, torn=True), level):
                torn = True
                continue
        yield replace(line, torn=True) if torn else line
        torn = False


def _counted_lines(lines: list[Line], level: str) -> list[Line]:
    """The lines with widths in characters where a program cut them by their count, not by their width.

    Told by the lines that end no sentence: nearly all hold the same number of characters, but for what a
    number or a word of the next line was too long for, while their widths differ.
    """
    c = COSTS
    body = [
        (line, line.end - line.start, _first_token(level, after))
        for line, after in pairwise(lines)
        if not line.closed and not line.heading
    ]
    if len(body) < c.min_window_lines:
        return lines
    count = Counter(size for _, size, _ in body).most_common(1)[0][0]
    full = {line.start for line, size, token in body if size <= count < size + token}
    usual = median(line.width for line, _, _ in body)
    narrow = sum(abs(line.width - usual) > c.slack_chars for line, _, _ in body)
    if len(full) < c.min_counted_share * len(body) or narrow < (1 - c.min_counted_share) * len(body):
        return lines
    return [
        replace(line, width=float(count if line.start in full else line.end - line.start)) for line in lines
    ]


def _first_token(level: str, line: Line) -> int:
    """Characters that a line opens with and that no line end parts: a number, a Latin word, else one."""
    token = _TOKEN.match(level, line.start, line.end)
    return len(token.group()) if token else 1


def _is_torn(before: Line, after: Line, level: str) -> bool:
    """Whether a sentence or a word surely goes on: over a page number, or over a hyphen."""
    if before.heading or after.heading or before.closed:
        return False
    if _HYPHEN.search(level, before.start, before.end) and level[after.start].islower():
        return True
    seam = level[max(before.start, before.end - 2) : before.end] + level[after.start : after.start + 2]
    if _CUT_NUMBER.search(seam):
        return True
    is_sentence = _IN_SENTENCE.search(level, before.start, before.end) is not None
    return after.torn and is_sentence and not after.indented and not is_section(level, after)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are printed lines: many stop in mid-sentence and fill a column, hardly any is wider."""
    c = COSTS
    body = [line for line in lines if not line.heading and line.width >= c.min_body_chars]
    if len(body) < c.min_window_lines:
        return False
    full = wide = 0
    for line, sides in zip(body, column_widths(body), strict=True):
        column = max(sides)
        fits = min(misfit(line, column), misfit(line, min(sides)), misfit(line, column - c.indent_chars))
        full += not line.closed and fits <= c.slack_chars
        wide += line.width > column + c.indent_chars
    is_narrow = sum(line.width > c.max_wrapped_chars for line in body) <= c.max_wide_share * len(body)
    return is_narrow and full >= c.min_full_share * len(body) and wide <= c.max_wide_share * len(body)


def _glue_plain(lines: Sequence[Line], level: str) -> list[bool]:
    """A line is a paragraph, but for a long one that stops in mid-sentence."""
    return [
        (level[after.start] in "，。；、" and not before.heading)
        or before.end - before.start < MAX_LINE_CHARS // 2
        and not before.heading
        and not after.heading
        and not before.closed
        and before.width > COSTS.headline_chars
        and (after.closed or after.width > COSTS.headline_chars)
        and not (after.indented and not before.indented)
        and level[before.end - 1] not in "：:；;）)"
        and not is_section(level, after)
        and not is_field_line(level, before)
        for before, after in pairwise(lines)
    ]


def _glue_wrapped(lines: Sequence[Line], level: str) -> list[bool]:
    roles = find_roles(lines, level)
    glued = []
    for (before, after), (role, next_role) in zip(pairwise(lines), pairwise(roles), strict=True):
        if role == next_role == Role.HEADLINE:
            glued.append(_is_broken_headline(before, after, level))
        else:
            glued.append(next_role in (Role.MIDDLE, Role.LAST) and role in (Role.FIRST, Role.MIDDLE))
    return glued


def _is_broken_headline(before: Line, after: Line, level: str) -> bool:
    """Two lines of one headline: the first breaks off after a comma or a dash, or in mid-phrase."""
    if before.heading or after.heading or is_section(level, after):
        return False
    end = level[before.start : before.end]
    if is_display(end) or is_display(level[after.start : after.end]):
        return False
    if end.endswith(("，", ",", "、", "——", "：", ":")):
        return True
    return " " not in end and "，" in end and after.width < before.width and before.width >= 8
