"""The raw text with its characters set right, one for one: offsets into the result are raw offsets.

What is to be dropped (tags, marks, what means nothing) becomes ``DROPPED``; spaces stay for later, since
whether they mean something depends on their neighbours.
"""

from __future__ import annotations

import html
import re

from data_layer.lexicon.cleaning import DROPPED, load_character_table, load_cleaning_words

__all__ = ["level_characters"]

_FULL_STOP_IN_NUMBER = re.compile(r"(?<=\d)．(?=\d)")
_SUPERSCRIPT = re.compile(r"(?i)<sup>([0-9]{1,3})</sup>?")
_TAG = re.compile(
    r"(?i)</?(?:a|b|blockquote|br|center|div|em|font|h[1-6]|i|img|li|ol|p|s|span|strong|sub|sup|table|tbody|td|th|"
    r"thead|tr|u|ul)(?:\s[^<>\n]{0,300})?/?>"
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
_ENDS_LINE = ("</tr", "</p", "</div", "</li", "</h1", "</h2", "</h3", "</h4", "</h5", "</h6")
_ENDS_CELL = ("</td", "</th>")
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_MARKS = re.compile(r"\*{2,}|~~|`{1,3}|\\(?=[\\`*_{}\[\]()#+\-.!|>~])")
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,200})\]\([^)\n]{0,500}\)")
_TABLE_ROW = re.compile(r"(?m)^([ \t]*\|)(.*\|.*|[^|\n]+)(\|[ \t]*)$")
_OPEN_ROWS = re.compile(r"(?m)(?:^[ \t]*[^|\s][^|\n]*\|[^\n]*(?:\n|\Z)){3,}")
"""Lines below each other whose cells pipes part, without pipes at the ends: 镇名 | 产量."""
_EMPHASIS = re.compile(
    r"(?<![0-9A-Za-z*_\\])(\*|__?)(?=[^\s*_])([^*_\n]{1,80})(?<=[^\s*_])\1(?![0-9A-Za-z*_])"
)
_RAISED_POINT = re.compile(r"(?<=\d)·(?=\d{1,2}[%％])")
_DOUBLED_POINT = re.compile(r"(?<=\d)\.\.(?=\d)")
"""2..04%: a point that was typed twice; the dots of a contents page are more than two."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def level_characters(text: str) -> str:
    """``text`` in the same length: radicals, full-width letters, tags, entities, marks dealt with.

    >>> level_characters("⼯业１２％")
    '工业12%'
    """
    level = text.translate(load_character_table())
    if "．" in level:
        level = _FULL_STOP_IN_NUMBER.sub(".", level)
    if "<" in level:
        level = _SUPERSCRIPT.sub(_raise, level)
        level = _TAG.sub(_drop_tag, _COMMENT.sub(_drop, level))
    if "&" in level:
        level = _ENTITY.sub(_spell_entity, level)
    if "](" in level:
        level = _LINK.sub(_keep_words, _IMAGE.sub(_drop, level))
    if "|" in level:
        level = _OPEN_ROWS.sub(_part_open_rows, _TABLE_ROW.sub(_part_cells, level))
    if "*" in level or "_" in level:
        level = _EMPHASIS.sub(_keep_emphasized, level)
    level = _MARKS.sub(_drop, level)
    return _drop_put_in(_set_digits_right(level))


def _part_cells(match: re.Match[str]) -> str:
    """The pipes of a markdown table's row: those at its ends dropped, the others tabs, as between cells."""
    begin, row, end = match.groups()
    return begin[:-1] + DROPPED + row.replace("|", "\t") + DROPPED + end[1:]


def _part_open_rows(match: re.Match[str]) -> str:
    """The pipes of rows as tabs where all have as many; what else pipes part stays."""
    rows = match.group()
    counts = {line.count("|") for line in rows.split("\n") if line}
    return rows.replace("|", "\t") if len(counts) == 1 else rows


def _keep_emphasized(match: re.Match[str]) -> str:
    mark = DROPPED * len(match.group(1))
    return mark + match.group(2) + mark


def _set_digits_right(level: str) -> str:
    """Letters that look like digits, inside a number; a raised point in a percentage, a doubled one."""
    words = load_cleaning_words()
    level = words.digit_letters.sub(
        lambda match: "".join(words.lookalikes[letter] for letter in match.group()), level
    )
    level = _DOUBLED_POINT.sub("." + DROPPED, level) if ".." in level else level
    return _RAISED_POINT.sub(".", level) if "·" in level else level


def _drop_put_in(level: str) -> str:
    """English words that an OCR model put in the place of Chinese ones: 数据 displays，."""
    return load_cleaning_words().put_in.sub(_drop, level)


def _drop(match: re.Match[str]) -> str:
    return DROPPED * len(match.group())


def _drop_tag(match: re.Match[str]) -> str:
    """A tag that ends a block leaves a line end, that ends a cell a tab, a break a space, others nothing."""
    tag = match.group().lower()
    if tag.startswith(_ENDS_LINE):
        left = "\n"
    elif tag.startswith(_ENDS_CELL):
        left = "\t"
    else:
        left = " " if tag.startswith("<br") else DROPPED
    return left + DROPPED * (len(tag) - 1)


def _raise(match: re.Match[str]) -> str:
    before = match.start(1) - match.start()
    after = match.end() - match.end(1)
    return DROPPED * before + match.group(1).translate(_RAISED) + DROPPED * after


def _spell_entity(match: re.Match[str]) -> str:
    meant = html.unescape(match.group())
    if len(meant) != 1:
        return match.group()
    return (" " if meant.isspace() else meant) + DROPPED * (len(match.group()) - 1)


def _keep_words(match: re.Match[str]) -> str:
    words = match.group(1)
    return DROPPED + words + DROPPED * (len(match.group()) - len(words) - 1)
