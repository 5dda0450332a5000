"""The role of each printed line: first, middle or last of a paragraph, a paragraph by itself, a headline.

The first line of a paragraph is two characters narrower than the column, its last one ends a sentence, a
headline is short and ends none. Each role has a cost for a line, each step from one role to the next too; the
cheapest way through all lines is taken (Viterbi).
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from data_layer.cleaning.lines import Line
from data_layer.lexicon.segmenting import load_page_words
from data_layer.lexicon.units import UnitKind, load_units

__all__ = [
    "COSTS",
    "Role",
    "column_widths",
    "find_roles",
    "is_display",
    "is_field_line",
    "is_section",
    "misfit",
]


class Role(IntEnum):
    """What a printed line is."""

    FIRST = 0
    MIDDLE = 1
    LAST = 2
    SINGLE = 3
    HEADLINE = 4


@dataclass(frozen=True, slots=True)
class LayoutCosts:
    """Costs in one currency: 1 is one full-width character of misfit to the column's width.

    Measured on rendered columns of 9 to 30 characters, see tests/cleaning/test_layout.py.
    """

    slack_chars: float = 0.8
    indent_chars: float = 2.0
    misfit_cap: float = 4.0
    open_end: float = 3.0
    closed_headline: float = 4.0
    headline: float = 1.2
    full_headline: float = 1.5
    no_indent: float = 1.5
    interruption: float = 3.5
    unended_paragraph: float = 4.0
    gap: float = 4.0
    indent: float = 5.0
    bad_start: float = 6.0
    window_lines: int = 10
    min_window_lines: int = 4
    full_spread_chars: float = 1.6
    max_wrapped_chars: float = 60.0
    ending_chars: float = 3.0
    min_unindented: int = 3
    min_body_chars: float = 6.0
    min_full_share: float = 0.35
    max_wide_share: float = 0.1
    headline_chars: float = 30.0
    stretch_chars: float = 3.0
    after_names: float = 0.7
    title_word: float = 1.0
    max_narrowing: float = 2.0
    min_counted_share: float = 0.8
    opening: float = 1.0
    unpunctuated: float = 0.7
    unpunctuated_chars: float = 8.0
    max_indented_share: float = 0.9
    min_open_ends: int = 5
    max_open_share: float = 0.6


COSTS = LayoutCosts()
_STARTS = (Role.FIRST, Role.SINGLE, Role.HEADLINE)
_NO_START = re.compile(r"[，。、；：！？,;:!?”’）)》】%…]")
_SECTION = re.compile(
    r"(?:第[一二三四五六七八九十百]{1,4}[章节条部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"\d{1,2}[、．.](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|——|注[:：]|附[:：件]|图为)"
)
_CAPTION_END = re.compile(r"[\u4e00-\u9fff]\s*摄(?:影)?[）)]?$")
_CLOSING_NAMES = re.compile(r"[（(][\u4e00-\u9fff·：:、 \u3000]{2,40}[）)]$")
_REST_OF_NAMES = re.compile(r"[\u4e00-\u9fff·、 \u3000]{1,24}[）)]")
_OPEN_BRACKET = re.compile(r"[（(《〈][^（()）《》〈〉]{0,30}$")
_PUNCTUATION = re.compile(r"[，。、；：,;:!！?？]")
_MAX_NAME_CHARS, _MAX_NAMES_CHARS = 4, 40
_MAX_MARK_CHARS = 8
_DIGIT_END = re.compile(r"\d$")
_MEASURED = re.compile(r"\d+(?:\.\d+)?[万亿]*")
_WIRE = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:\d{1,2}月\d{1,2}日)?[讯电][ \u3000]*[（(](?P<names>[^（）()]{2})"
)
_BRACKETED = re.compile(r"[（(][^（）()]{2,40}[）)]")


def is_section(level: str, line: Line) -> bool:
    """Whether a line opens a section or an item, as 一、 （二） 3. and 注： do."""
    return _SECTION.match(level, line.start) is not None


def is_field_line(level: str, line: Line) -> bool:
    """Whether a line opens as one about a text's source or day does: 发布时间：, 来源：."""
    words = level[line.start : min(line.end, line.start + _MAX_MARK_CHARS)]
    mark, colon, _ = words.replace(":", "：").partition("：")
    lists = load_page_words()
    return bool(colon) and (mark in lists.date_marks or mark in lists.source_marks)


def is_display(words: str) -> bool:
    """Whether a line stands by itself whatever its width: names in brackets, a caption."""
    return (
        _CAPTION_END.search(words) is not None or _BRACKETED.fullmatch(words) is not None or _are_names(words)
    )


def _are_names(words: str) -> bool:
    """Whether a line holds nothing but names of people parted by spaces, each with a family name."""
    if len(words) > _MAX_NAMES_CHARS:
        return False
    if _reporters().match(words):
        return True
    if not (" " in words or "\u3000" in words):
        return False
    lists = load_page_words()
    names = [name for name in words.split() if name not in lists.reporters]
    return all(
        2 <= len(name) <= _MAX_NAME_CHARS
        and (name[0] in lists.surnames or name[:2] in lists.compound_surnames)
        for name in names
    )


@functools.cache
def _reporters() -> re.Pattern[str]:
    """A line that opens with a reporter and the name: □本报记者李明, 通讯员 王芳."""
    lists = load_page_words()
    name = rf"[{''.join(sorted(lists.surnames))}][\u4e00-\u9fff]{{1,2}}"
    marks = "|".join(lists.reporters)
    return re.compile(rf"[□■●◆○]?[ \u3000]*(?:{marks})[ \u3000：:]*{name}(?:$|[ \u3000、]|{marks})")


def find_roles(lines: Sequence[Line], level: str) -> list[Role]:
    """The cheapest role of each line."""
    columns = column_widths(lines)
    usual_gap = _usual_gap(lines)
    uses_indents = _has_indents(lines)
    no_indent = 0.0 if _has_no_indents(lines, columns) else COSTS.no_indent
    best = [0.0 if role in _STARTS else 9.0 for role in Role]
    back: list[list[Role]] = []
    for number, line in enumerate(lines):
        fit = _fit(line, columns[number], no_indent, level)
        if number == 0:
            best = [cost + fit[role] for role, cost in enumerate(best)]
            continue
        if _breaks_off(lines[number - 1], columns[number - 1], level):
            fit[Role.HEADLINE] -= COSTS.full_headline
        if _closes_names(level, lines[number - 1]):
            fit[Role.HEADLINE] -= COSTS.after_names
        new_start, goes_on = _joint(lines[number - 1], line, usual_gap, uses_indents, level)
        narrower = _narrowing(lines[number - 1], line)
        costs, came = [], []
        for role, steps in zip(_ROLES, _STEP_INTO, strict=True):
            joint = new_start if role in _STARTS else goes_on
            if uses_indents and not line.indented and role in (Role.FIRST, Role.SINGLE):
                joint += COSTS.no_indent
            options = [cost + step for cost, step in zip(best, steps, strict=True)]
            if role is Role.MIDDLE:
                options[Role.FIRST] += narrower
            cheapest = options.index(min(options))
            costs.append(options[cheapest] + fit[role] + joint)
            came.append(_ROLES[cheapest])
        best = costs
        back.append(came)
    role = min(Role, key=best.__getitem__)
    roles = [role]
    for came in reversed(back):
        role = came[role]
        roles.append(role)
    return roles[::-1]


def _narrowing(before: Line, after: Line) -> float:
    """What it costs that a second line is narrower than the first, which is indented."""
    if after.stretched:
        return 0.0
    return min(COSTS.max_narrowing, max(0.0, before.width - after.width - COSTS.slack_chars))


def _has_no_indents(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether first lines fill the column: those after a line that surely ends a paragraph tell."""
    full = indented = 0
    for (before, after), sides in zip(pairwise(lines), columns[1:], strict=True):
        ends = before.closed and max(sides) - before.width > COSTS.ending_chars
        if ends and not after.closed:
            full += min(misfit(after, side) for side in sides) == 0
            indented += min(misfit(after, side - COSTS.indent_chars) for side in sides) == 0
    return full >= COSTS.min_unindented and full > indented


def _steps() -> list[list[float]]:
    """What it costs that a line of one role follows another."""
    c = COSTS
    no = 99.0
    return [
        [c.unended_paragraph, 0, 0, c.unended_paragraph, c.interruption],  # after a first line
        [c.unended_paragraph, 0, 0, c.unended_paragraph, c.interruption],  # after a middle line
        [0, no, no, 0, 0],  # after a last line
        [0, no, no, 0, 0],  # after a paragraph of one line
        [0, c.interruption, c.interruption, 0, 0],  # after a headline
    ]


_ROLES = tuple(Role)
_STEP_INTO = tuple(zip(*_steps(), strict=True))
"""What it costs to come to a role, from each."""


def _fit(line: Line, columns: tuple[float, float], no_indent: float, level: str) -> list[float]:
    """What each role costs for a line: first, middle, last, single, headline."""
    c = COSTS
    full = min(misfit(line, column) for column in columns)
    first = min(misfit(line, column - c.indent_chars) for column in columns)
    over = min(max(0.0, line.width - column - c.slack_chars) for column in columns)
    unended = 0.0 if line.closed else c.open_end
    if line.heading:
        return [99.0, 99.0, 99.0, 99.0, 0.0]
    words = level[line.start : line.end]
    is_caption = _CAPTION_END.search(words) is not None
    is_sentence = line.closed or ("。" in words and not is_caption) or words.count("“") > words.count("”")
    headline = c.headline + c.closed_headline * is_sentence + c.full_headline * (full < c.slack_chars / 2)
    if is_caption or _BRACKETED.fullmatch(words) or _are_names(words) or "——" in (words[:2], words[-2:]):
        headline -= c.open_end
    elif line.width >= c.unpunctuated_chars and not _PUNCTUATION.search(words):
        headline -= c.unpunctuated + c.title_word * words.endswith(load_page_words().title_words)
    bad = c.bad_start if _NO_START.match(words) else 0.0
    dash = c.indent_chars if words.startswith("——") else 0.0
    opens = c.opening if words.startswith(load_page_words().openings) else 0.0
    return [
        min(first, full + no_indent) + bad - opens,
        full + dash,
        unended + over + dash,
        unended + over + bad - opens,
        headline + bad,
    ]


def _breaks_off(line: Line, columns: tuple[float, float], level: str) -> bool:
    """A line shorter than the column that ends with a comma: the first line of a headline in two."""
    return level[line.end - 1] in "，,、" and max(columns) - line.width > COSTS.indent_chars


def misfit(line: Line, column: float) -> float:
    """How far a line is from filling a column; a stretched one fills it with fewer characters."""
    short = column - line.width
    slack = COSTS.stretch_chars if line.stretched and short > 0 else COSTS.slack_chars
    return min(COSTS.misfit_cap, max(0.0, abs(short) - slack))


def column_widths(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """For each line the width of the column above and below."""
    size = COSTS.window_lines
    widths = [line.width for line in lines]
    columns = []
    for number in range(len(widths)):
        above = widths[max(0, number - size) : number + 1]
        below = widths[number : number + size + 1]
        sides = [_column_width(side) for side in (above, below) if len(side) >= COSTS.min_window_lines]
        columns.append((sides[0], sides[-1]) if sides else (max(widths), max(widths)))
    return columns


def _column_width(widths: Sequence[float]) -> float:
    """The width that full lines have: the mean of the widest that do not stand alone, as a headline's may."""
    ranked = sorted(widths, reverse=True)
    top = next((one for one, next_one in pairwise(ranked) if one - next_one <= 1), ranked[0])
    full = [width for width in ranked if top - COSTS.full_spread_chars <= width <= top]
    return sum(full) / len(full)


def _has_indents(lines: Sequence[Line]) -> bool:
    """Whether some lines are indented: where nearly all are, it tells nothing."""
    indented = sum(line.indented for line in lines)
    return max(2, len(lines) // 25) <= indented <= COSTS.max_indented_share * len(lines)


def _usual_gap(lines: Sequence[Line]) -> float:
    """The gap between lines of one paragraph; infinite where wider ones mostly stand in mid-sentence."""
    gaps = sorted(line.gap for line in lines[1:])
    usual = gaps[len(gaps) // 2] if gaps else 1
    open_ends = [
        not before.closed and before.width >= COSTS.min_body_chars and after.width >= COSTS.min_body_chars
        for before, after in pairwise(lines)
        if after.gap > usual and after.page == before.page
    ]
    is_told = len(open_ends) >= COSTS.min_open_ends and sum(open_ends) > COSTS.max_open_share * len(open_ends)
    return math.inf if is_told else usual


def _cuts_number(level: str, before: Line, after: Line) -> bool:
    """Whether a line end parts a number from its unit (64.48|亿元), or from the words that it belongs to.

    A number with a unit opens no paragraph behind words that end neither a sentence nor a clause.
    """
    if _DIGIT_END.search(level, before.start, before.end):
        end = after.start
    elif before.heading or not "\u4e00" <= level[before.end - 1] <= "\u9fff":
        return False
    elif number := _MEASURED.match(level, after.start, after.end):
        end = number.end()
    else:
        return False
    unit = load_units().match(level, end)
    return unit is not None and unit.kind is not UnitKind.TIME


def _closes_names(level: str, line: Line) -> bool:
    """Whether a line ends with authors in brackets, or holds nothing but the rest of them."""
    if _REST_OF_NAMES.fullmatch(level, line.start, line.end):
        return True
    return _CLOSING_NAMES.search(level, line.start, line.end) is not None


def _opens_news(level: str, line: Line) -> bool:
    """Whether a line opens with who sends the news: 本报讯（记者 …."""
    wire = _WIRE.match(level, line.start, line.end)
    return wire is not None and level.startswith(load_page_words().reporters, wire.start("names"))


def _joint(
    before: Line, after: Line, usual_gap: float, uses_indents: bool, level: str
) -> tuple[float, float]:
    """What it costs that a paragraph starts between two lines, and that it goes on."""
    c = COSTS
    new_start = goes_on = 0.0
    if after.gap > usual_gap and after.page == before.page:
        goes_on += c.gap
    if uses_indents and after.indented:
        goes_on += c.indent
    if _closes_names(level, before) or _opens_news(level, after):
        goes_on += c.bad_start
    if _OPEN_BRACKET.search(level, before.start, before.end):
        new_start += c.bad_start
    if before.closed and is_section(level, after):
        goes_on += c.indent_chars
    if _cuts_number(level, before, after):
        new_start += c.bad_start
    return new_start, goes_on
