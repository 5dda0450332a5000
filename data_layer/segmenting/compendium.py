"""A document that holds many articles one after another: reviews of a year bound together.

Articles begin where the table of contents says, and where a headline with a date line under it stands. Levels
of headings are not trusted: in scanned compendia they are guessed from the size of print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import Paragraph
from data_layer.segmenting.bylines import read_byline
from data_layer.segmenting.datelines import read_date_line
from data_layer.segmenting.headlines import is_headline, is_numbered, is_subtitle, squeeze

__all__ = ["find_starts"]

_ENTRY = re.compile(r"(?:\d{1,3}\s*[.、．…\s]+)?(?P<title>.{4,60}?)[\s.…·．]*(?:[（(]?\d{1,4}[）)]?)?$")
_ENTRY_NUMBER = re.compile(r"\d{1,3}\s*[.、．…]|.*\S[\s.…·]+\d{1,4}$")
_MIN_ENTRIES = 3
_MAX_ENTRIES = 1000
_MIN_SAME_TITLE = 80
_MAX_HEAD_LINES = 3
_MIN_BODY_CHARS = 80
_MIN_PREFACE_CHARS = 400
_MIN_TITLED_SHARE = 0.8


def find_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The numbers of the paragraphs at which articles begin; fewer than two if this is no compendium."""
    first, entries = _read_contents(paragraphs)
    found = {*_match_entries(paragraphs, first, entries), *_dated_headlines(paragraphs, first)}
    found = found or set(_titled_headings(paragraphs))
    spans = pairwise([*sorted(found), len(paragraphs)])
    starts = [at for at, after in spans if _count_chars(paragraphs[at:after]) >= _MIN_BODY_CHARS]
    if len(starts) < 2:
        return []
    if not entries and _count_chars(paragraphs[: starts[0]]) >= _MIN_PREFACE_CHARS:
        return [0, *starts]
    return starts


def _count_chars(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _read_contents(paragraphs: Sequence[Paragraph]) -> tuple[int, list[str]]:
    """Where the table of contents ends, and the titles that it lists; 0 and none where there is none."""
    heads = load_page_words().contents
    for number, paragraph in enumerate(paragraphs):
        if squeeze(paragraph.text).lower() in heads:
            entries = []
            at = number + 1
            while at < len(paragraphs) and _is_entry(paragraphs[at]):
                match = _ENTRY.match(paragraphs[at].text)
                entries.append(match["title"] if match else paragraphs[at].text)
                at += 1
            if _MIN_ENTRIES <= len(entries) <= _MAX_ENTRIES:
                return at, entries
    return 0, []


def _is_entry(paragraph: Paragraph) -> bool:
    return not paragraph.heading and _ENTRY_NUMBER.match(paragraph.text) is not None


def _match_entries(paragraphs: Sequence[Paragraph], first: int, entries: Sequence[str]) -> list[int]:
    """Where the listed titles stand, in order."""
    lines = [
        (number, squeeze(paragraph.text))
        for number, paragraph in enumerate(paragraphs[first:], start=first)
        if is_headline(paragraph) and not is_numbered(paragraph.text)
    ]
    starts = []
    at = 0
    for entry in entries:
        wanted = squeeze(entry)
        scores = [(fuzz.ratio(wanted, words), -place) for place, (_, words) in enumerate(lines[at:], at)]
        score, place = max(scores, default=(0.0, 0))
        if score >= _MIN_SAME_TITLE:
            starts.append(lines[-place][0])
            at = 1 - place
    return starts


def _dated_headlines(paragraphs: Sequence[Paragraph], first: int) -> list[int]:
    """Headlines under which, authors and subtitle aside, a date stands."""
    starts = []
    for number in range(max(1, first), len(paragraphs)):
        date_line = read_date_line(paragraphs[number].text)
        if not date_line or not date_line.published:
            continue
        at = number - 1
        while at > first and number - at <= _MAX_HEAD_LINES and _is_under_headline(paragraphs[at]):
            at -= 1
        if is_headline(paragraphs[at]) and not is_numbered(paragraphs[at].text):
            starts.append(at)
    return starts


def _titled_headings(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Headings of the highest level that is used, if nearly all read like titles of texts (…综述, …报告)."""
    highest = min((paragraph.heading for paragraph in paragraphs if paragraph.heading), default=0)
    top = [at for at, paragraph in enumerate(paragraphs) if highest and paragraph.heading == highest]
    words = load_page_words().title_words
    texts = {at: paragraphs[at].text for at in top}
    titled = [at for at, text in texts.items() if text.endswith(words) and not is_numbered(text)]
    enough = len(titled) >= _MIN_ENTRIES and len(titled) >= _MIN_TITLED_SHARE * len(top)
    return titled if enough else []


def _is_under_headline(paragraph: Paragraph) -> bool:
    is_byline = not paragraph.heading and read_byline(paragraph.text, alone=True) is not None
    return is_byline or is_subtitle(paragraph.text)
