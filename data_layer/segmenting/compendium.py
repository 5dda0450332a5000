"""A document that holds many articles one after another: reviews of a year bound together.

Articles begin where the table of contents says, and where a headline with a date line under it stands. Levels
of headings are not trusted: in scanned compendia they are guessed from the size of print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz

from data_layer.lexicon.segmenting import load_page_words
from data_layer.model import Paragraph
from data_layer.segmenting.bylines import names_authors, read_byline
from data_layer.segmenting.datelines import read_date_line
from data_layer.segmenting.headlines import is_headline, is_numbered, is_subtitle, squeeze
from data_layer.segmenting.pages import is_sure_title

__all__ = ["find_headed_starts", "find_starts", "without_number"]

_ENTRY = re.compile(
    r"(?:\d{1,3}\s*[.、．…\s]+|\d{1,3}(?=[\u4e00-\u9fff])(?![年月日个条项大件])|[一二三四五六七八九十]{1,3}、\s*)?"
    r"(?P<title>.{4,60}?)[\s.…·．/／—-]*(?:[（(]?\d{1,4}[）)]?)?$"
)
_ENTRY_NUMBER = re.compile(r"\d{1,3}\s*[.、．…]|.*\S(?:[\s.…·/／—-]+\d{1,4}|[（(]\d{1,4}[）)])$")
_NUMBER = re.compile(r"^(?:\d{1,3}\s*[.、．]|[（(]?[一二三四五六七八九十]{1,3}[）)]?[、．.])\s*")
_PAGE = re.compile(r"(?:[\s.…·/／—-]+\d{1,4}|[（(]\d{1,4}[）)])$")
_AUTHOR = re.compile(r"\s*[/／]\s*[\u4e00-\u9fff·、 ]{2,30}(?=[\s.…·（(]*\d{0,4}[）)]?$)")
_RUN_ON = re.compile(r"([^…]{4,60}?)(?:…+|[.·]{3,})\s*\d{1,4}")
"""Entries one behind another, each with a leader and its page."""
_MIN_CUT_CHARS, _MAX_ENTRY_CHARS = 12, 70
_MIN_ENTRIES = 3
_MAX_ENTRIES = 1000
_MIN_SAME_TITLE = 80
_MAX_HEAD_LINES = 3
_MIN_BODY_CHARS = 80
_MIN_PREFACE_CHARS = 400
_MIN_TITLED_SHARE = 0.8
_MIN_SURE_SHARE = 0.5
_MIN_HEADED_SHARE = 2 / 3


def find_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The numbers of the paragraphs at which articles begin; fewer than two if this is no compendium."""
    contents = _read_contents(paragraphs)
    found = {*_match_entries(paragraphs, contents), *_dated_headlines(paragraphs, contents.end)}
    found = found or set(_titled_headings(paragraphs))
    headed: set[int] = set()
    if len(found) > 1 and found.issubset(_top_headings(paragraphs)):  # one among them may have lost its date
        headed = {at for at in find_headed_starts(paragraphs) if at >= contents.end}
    spans = pairwise([*sorted(found | headed), len(paragraphs)])
    starts = [
        at for at, after in spans if at in headed or _count_chars(paragraphs[at:after]) >= _MIN_BODY_CHARS
    ]
    if len(starts) < 2:
        return []
    if not contents.entries and _count_chars(paragraphs[: starts[0]]) >= _MIN_PREFACE_CHARS:
        return [0, *starts]
    return starts


def find_headed_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The marked headings of the highest level, where most head an article; fewer than two if they do not.

    A heading does if it is one that no section could have (it names a county, or says that a report follows),
    or if the text below it tells its authors or its day. Asked of what is no printed page: there headings
    stand apart from their articles.
    """
    top = [at for at in _top_headings(paragraphs) if not is_numbered(paragraphs[at].text)]
    bodies = {at: paragraphs[at + 1 : after] for at, after in pairwise([*top, len(paragraphs)])}
    long = {at for at, body in bodies.items() if _count_chars(body) >= _MIN_BODY_CHARS}
    heading = {
        at
        for at, body in bodies.items()
        if body and (is_sure_title([paragraphs[at].text]) or _is_signed(body))
    }
    if len(heading & long) < max(2, _MIN_HEADED_SHARE * len(long)):
        return []
    starts = sorted(long | heading)
    return [0, *starts] if _count_chars(paragraphs[: starts[0]]) >= _MIN_BODY_CHARS else starts


def _is_signed(body: Sequence[Paragraph]) -> bool:
    """Whether a text begins with its authors or its day, or ends with its authors."""
    date_line = read_date_line(body[0].text)
    return (date_line is not None and date_line.published is not None) or any(
        names_authors(paragraph.text) for paragraph in (body[0], body[-1])
    )


def without_number(title: str) -> str:
    """A title without the number that it has in its compendium."""
    return _NUMBER.sub("", title)


def _count_chars(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


@dataclass(frozen=True)
class _Contents:
    """A table of contents.

    Attributes:
        end: the number of the first paragraph behind it; 0 where there is none.
        entries: the titles that it lists.
        paged: each tells its number or page, as only tables of contents do.
    """

    end: int = 0
    entries: tuple[str, ...] = ()
    paged: bool = True

    @cached_property
    def sure(self) -> int:
        """How many entries are titles that no section of a text could have."""
        return sum(is_sure_title([entry]) for entry in self.entries)

    @property
    def named(self) -> bool:
        """Whether most entries are."""
        return self.sure >= _MIN_SURE_SHARE * len(self.entries) > 0


def _read_contents(paragraphs: Sequence[Paragraph]) -> _Contents:
    """The table of contents: lines under its head, until one of them comes again over its article."""
    heads = load_page_words().contents
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text
        run = _RUN_ON.findall(text) if text.startswith(heads) else []
        if len(run) >= _MIN_ENTRIES:
            run[0] = next(run[0].removeprefix(head) for head in heads if run[0].startswith(head))
            return _Contents(number + 1, tuple(map(str.strip, run)))
        if squeeze(text).lower() not in heads:
            continue
        for paged, is_entry in ((True, _is_paged), (False, _is_listed)):
            contents = _Contents(*_read_entries(paragraphs, number + 1, is_entry), paged)
            enough = _MIN_ENTRIES <= len(contents.entries) <= _MAX_ENTRIES
            if enough and (contents.paged or contents.named):
                return contents
    return _Contents()


def _read_entries(
    paragraphs: Sequence[Paragraph], start: int, is_entry: Callable[[Paragraph], bool]
) -> tuple[int, tuple[str, ...]]:
    """Where the entries end that begin at a paragraph, and their titles."""
    entries: list[str] = []
    seen: set[str] = set()
    at = start
    while at < len(paragraphs):
        is_cut = _is_cut_entry(paragraphs[at : at + 2])
        if not is_cut and not is_entry(paragraphs[at]):
            break
        title = _read_title("".join(paragraph.text for paragraph in paragraphs[at : at + 1 + is_cut]))
        if squeeze(title) in seen:
            break
        seen.add(squeeze(title))
        entries.append(title)
        at += 1 + is_cut
    return at, tuple(entries)


def _is_cut_entry(lines: Sequence[Paragraph]) -> bool:
    """Whether two lines are one entry: only the second ends with a page, and it has no number of its own."""
    if len(lines) < 2 or any(line.heading for line in lines):
        return False
    first, second = (line.text for line in lines)
    is_long = len(first) >= _MIN_CUT_CHARS or _NUMBER.match(first) is not None
    has_page = _PAGE.search(second) is not None and _NUMBER.match(second) is None
    return is_long and has_page and _PAGE.search(first) is None and len(first + second) <= _MAX_ENTRY_CHARS


def _read_title(entry: str) -> str:
    """The title in a line of contents, without its number, its page and its author."""
    match = _ENTRY.match(_AUTHOR.sub("", entry))
    return match["title"] if match else entry


def _is_paged(paragraph: Paragraph) -> bool:
    return not paragraph.heading and _ENTRY_NUMBER.match(paragraph.text) is not None


def _is_listed(paragraph: Paragraph) -> bool:
    return not paragraph.heading and (is_headline(paragraph) or _is_paged(paragraph))


def _match_entries(paragraphs: Sequence[Paragraph], contents: _Contents) -> list[int]:
    """Where the listed titles stand, in order; with a number only titles that no section could have."""
    lines = [
        (number, squeeze(without_number(paragraph.text)))
        for number, paragraph in enumerate(paragraphs[contents.end :], start=contents.end)
        if is_headline(paragraph) and (not is_numbered(paragraph.text) or contents.named)
    ]
    starts = []
    at = 0
    for entry in contents.entries:
        wanted = squeeze(entry)
        scores = [(fuzz.ratio(wanted, words), -place) for place, (_, words) in enumerate(lines[at:], at)]
        score, place = max(scores, default=(0.0, 0))
        if score >= _MIN_SAME_TITLE:
            starts.append(lines[-place][0])
            at = 1 - place
    is_told = contents.paged or len(starts) >= max(_MIN_ENTRIES, _MIN_TITLED_SHARE * contents.sure)
    return starts if is_told else []


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
        if is_headline(paragraphs[at]):
            starts.append(at)
    sections = {paragraphs[at].heading for at in _numbered(paragraphs) if at not in starts}
    return [
        at
        for at in starts
        if not is_numbered(paragraphs[at].text) or _is_dated_item(paragraphs[at], sections)
    ]


def _numbered(paragraphs: Sequence[Paragraph]) -> list[int]:
    return [at for at, one in enumerate(paragraphs) if is_headline(one) and is_numbered(one.text)]


def _is_dated_item(paragraph: Paragraph, sections: Set[int]) -> bool:
    """Whether a numbered heading is an item's: it is marked, and all such of its level have dates."""
    return paragraph.heading > 0 and paragraph.heading not in sections


def _titled_headings(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Headings of the highest level that is used, if nearly all read like titles of texts (…综述, …报告)."""
    top = _top_headings(paragraphs)
    words = load_page_words().title_words
    texts = {at: paragraphs[at].text for at in top}
    titled = [at for at, text in texts.items() if text.endswith(words) and not is_numbered(text)]
    enough = len(titled) >= _MIN_ENTRIES and len(titled) >= _MIN_TITLED_SHARE * len(top)
    return titled if enough else []


def _top_headings(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The marked headings of the highest level that is used."""
    highest = min((paragraph.heading for paragraph in paragraphs if paragraph.heading), default=0)
    return [at for at, paragraph in enumerate(paragraphs) if highest and paragraph.heading == highest]


def _is_under_headline(paragraph: Paragraph) -> bool:
    is_byline = not paragraph.heading and read_byline(paragraph.text, alone=True) is not None
    return is_byline or is_subtitle(paragraph.text) or read_date_line(paragraph.text) is not None
