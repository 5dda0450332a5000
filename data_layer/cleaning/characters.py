"""The raw text with its characters set right, one for one: offsets into the result are raw offsets.

What is to be dropped (tags, marks, what means nothing) becomes ``DROPPED``; spaces stay for later, since
whether they mean something depends on their neighbours.
"""

from __future__ import annotations

import html
import re

from data_layer.lexicon.cleaning import DROPPED, load_character_table

__all__ = ["level_characters"]

_FULL_STOP_IN_NUMBER = re.compile(r"(?<=\d)．(?=\d)")
_SUPERSCRIPT = re.compile(r"(?i)<sup>([0-9]{1,3})</sup>?")
_TAG = re.compile(
    r"(?i)</?(?:a|b|blockquote|br|center|div|em|font|h[1-6]|i|img|li|ol|p|s|span|strong|sub|sup|table|tbody|td|th|"
    r"thead|tr|u|ul)(?:\s[^<>\n]{0,300})?/?>"
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_MARKS = re.compile(r"\*{2,}|~~|`{1,3}|\\(?=[\\`*_{}\[\]()#+\-.!|>~])")
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,200})\]\([^)\n]{0,500}\)")
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
    return _MARKS.sub(_drop, level)


def _drop(match: re.Match[str]) -> str:
    return DROPPED * len(match.group())


def _drop_tag(match: re.Match[str]) -> str:
    """A tag that ends a line or a cell leaves a space, any other nothing."""
    parts = match.group().lower().startswith(("<br", "<td", "<th", "</td", "</th", "</p", "</div", "</li"))
    return (" " if parts else DROPPED) + DROPPED * (len(match.group()) - 1)


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
