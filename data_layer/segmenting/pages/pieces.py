"""The pieces of a printed page: what each paragraph is, and how it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from statistics import median

from data_layer.cleaning import cut_paragraph
from data_layer.lexicon.segmenting import load_page_words, load_word_counts
from data_layer.model import Paragraph
from data_layer.segmenting.bylines import read_byline, split_closing_byline, split_wire_head
from data_layer.segmenting.datelines import DateLine, read_date_line
from data_layer.segmenting.headlines import (
    is_caption,
    is_furniture,
    is_headline,
    is_subtitle,
    words_between_links,
)
from data_layer.segmenting.pages.blocks import is_in_blocks, measure, split_at_line_ends, split_blocks
from data_layer.segmenting.pages.joints import JOINED, Joints

__all__ = ["Kind", "Piece", "measure", "read_body", "read_pieces", "split_at_line_ends"]

_FINAL = re.compile(r"[。！？!?…][”’\"'）)』」》]*$")
_HARD_START = re.compile(r"[，。、；：！？,;:!?”’）)》】%％…]|[\u4e00-\u9fff]、")
_CLAUSES = re.compile(r"[，,；;].{0,20}\d.{0,20}[，,；;]|[，,、].{1,20}[，,、].{1,20}[，,]")
_NAMED_CAPTION = re.compile(r"[\u4e00-\u9fff·\s]{2,14}摄")
_MAX_HEAD_CHARS = 28
_SHORT_LINE_CHARS = 24
_INDENT_CHARS = 2.0
_MIN_RUN = 4
_MAX_NAME_CHARS, _MAX_NAMES_CHARS = 3, 20
_MIN_CUT_CHARS = 12
_SURELY_JOINED = 2.0
_LEADS_ON = "：:，,、—"
_CLOSES_BRACKET = re.compile(r"[^（(《“]*[）)》”]")
_OPENS_BRACKET = re.compile(r"[（(][^）)]*$")
_HAN_END = re.compile(r"[\u4e00-\u9fff]$")


class Kind(Enum):
    """What a paragraph of a page is."""

    BODY = auto()
    HEAD = auto()
    SUBTITLE = auto()
    BYLINE = auto()
    DATE = auto()
    ASIDE = auto()  # captions, lines about the page


_ABOVE_SUBTITLE = (Kind.HEAD, Kind.SUBTITLE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a page.

    Attributes:
        paragraph: its words.
        kind: what it is.
        names: authors, of a byline or of the bracket that closed a body paragraph.
        date: of a date line.
        broken_start, broken_end: a body paragraph that begins or stops in mid-sentence.
        ends_article: authors in brackets stood behind it.
        starts_article: it opened with 本报讯 or the like.
        is_title: a head that only an article has: it names its county in full, or what kind of text it is.
        is_line: one of several printed lines in a row that the page's reader left apart.
        strand: the strand of printed lines that a body paragraph is part of, by number.
        astray: authors among columns read across, nobody knows of which.
        seam: of a part of a paragraph, what the print says for its going on from the part before, in natural
            log-odds; None for any other piece.
    """

    paragraph: Paragraph
    kind: Kind
    names: tuple[str, ...] = ()
    date: DateLine | None = None
    broken_start: bool = False
    broken_end: bool = False
    ends_article: bool = False
    starts_article: bool = False
    is_title: bool = False
    is_line: bool = False
    strand: int = -1
    astray: bool = False
    seam: float | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return self.paragraph.text


def read_pieces(paragraphs: Sequence[Paragraph], raw: str) -> tuple[list[Piece], Joints]:
    """What each paragraph of a page is, and a judge of the joints between them.

    Paragraphs that cleaning joined over raw blocks come apart again: the joint is for the page to judge.
    """
    printed = (line.text for paragraph in paragraphs for line in split_at_line_ends(paragraph, raw))
    joints = Joints("\n".join(printed))  # a joint must not vouch for itself
    blocks = list(paragraphs)
    if is_in_blocks(paragraphs, raw):
        blocks = [part for paragraph in paragraphs for part in split_blocks(paragraph, raw)]
    pieces = [_read_piece(part) for block in blocks for part in _split_displays(block, raw, joints)]
    for number in range(len(pieces) - 1):
        if pieces[number].kind is Kind.HEAD and _NAMED_CAPTION.fullmatch(pieces[number + 1].text):
            pieces[number] = replace(pieces[number], kind=Kind.ASIDE)
        elif pieces[number].kind is Kind.HEAD and _closes_quotation(pieces[number].text, pieces[number + 1]):
            pieces[number + 1] = replace(
                pieces[number + 1], kind=Kind.HEAD, broken_start=False, broken_end=False
            )
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.SUBTITLE and (not number or pieces[number - 1].kind not in _ABOVE_SUBTITLE):
            pieces[number] = replace(piece, kind=Kind.HEAD)
    for number in range(1, len(pieces)):
        below = pieces[number + 1].kind if number + 1 < len(pieces) else Kind.BODY
        if below in (Kind.SUBTITLE, Kind.BYLINE):  # authors stand below a subtitle, and once
            continue
        names = _names_alone(pieces[number - 1], pieces[number])
        if names:
            pieces[number] = replace(pieces[number], kind=Kind.BYLINE, names=names)
    return _settle_authors(_settle_lines(pieces, joints)), joints


def _settle_authors(pieces: list[Piece]) -> list[Piece]:
    """Authors without brackets close the article above where the page sets them so.

    It does where more of them stand between words and a headline than under a headline.
    """
    lines = [number for number, piece in enumerate(pieces) if piece.kind is Kind.BYLINE]
    if not lines:
        return pieces
    kinds = [None, *(piece.kind for piece in pieces), Kind.HEAD]
    behind = [at for at in lines if kinds[at] is Kind.BODY]
    closing = sum(kinds[at + 2] is Kind.HEAD and not pieces[at].ends_article for at in behind)
    if closing <= sum(kinds[at] in _ABOVE_SUBTITLE for at in lines):
        return pieces
    settled = list(pieces)
    for at in behind:
        settled[at] = replace(settled[at], ends_article=True)
    return settled


def _closes_quotation(above: str, piece: Piece) -> bool:
    """Whether a line goes on with a headline that stopped within a quotation."""
    is_open = above.count("“") > above.count("”") and piece.text.count("”") > piece.text.count("“")
    return is_open and is_headline(piece.paragraph)


def _names_alone(above: Piece, piece: Piece) -> tuple[str, ...] | None:
    """The one author in a line under a headline, or several of which one has no family name (拉巴次仁)."""
    is_short = len(piece.text) <= _MAX_NAME_CHARS or (
        " " in piece.text and len(piece.text) <= _MAX_NAMES_CHARS
    )
    is_due = piece.kind is Kind.HEAD and above.kind in _ABOVE_SUBTITLE and is_short
    if not is_due or load_word_counts().is_common(piece.text):
        return None
    return read_byline(piece.text, alone=True)


def _split_displays(paragraph: Paragraph, raw: str, joints: Joints) -> Iterator[Paragraph]:
    """A paragraph apart from headlines that cleaning took into a sentence cut off above them.

    A line that stops in mid-sentence fills its column, whether that is told by its width or by the number of
    its characters, but for a number that was too long for its end; one that does not, and that no word leads
    into, stands by itself.
    """
    lines = split_at_line_ends(paragraph, raw)
    usual = median(measure(line.text) for line in lines) if len(lines) > _MIN_RUN else None
    widest = max(measure(line.text) for line in lines) if usual is None else usual
    longest = max(len(line.text) for line in lines)
    run: list[Paragraph] = []
    for number, line in enumerate(lines):
        after = lines[number + 1].text if number + 1 < len(lines) else ""
        short = min(widest - measure(line.text), longest - len(line.text))
        is_narrow = short > (_INDENT_CHARS if number else 2 * _INDENT_CHARS)
        is_display = (
            is_narrow
            and line.text[-1] not in _LEADS_ON
            and is_headline(line)
            and not _is_cut_sentence(line)
            and not after[:1].isdigit()
        )
        if is_display and not (run and joints.follow(run[-1].text, line.text) >= JOINED):
            yield from _as_read(run, paragraph)
            yield line
            run = []
        else:
            run.append(line)
    yield from _as_read(run, paragraph)


def _as_read(lines: Sequence[Paragraph], whole: Paragraph) -> Iterator[Paragraph]:
    """Lines in a row as the paragraph that they make."""
    if lines:
        start = lines[0].raw[0][1]
        at = next(at + start - begin for at, begin, length in whole.raw if begin <= start < begin + length)
        yield cut_paragraph(whole, at, at + sum(len(line.text) for line in lines))


def _read_piece(paragraph: Paragraph) -> Piece:
    start, end = words_between_links(paragraph.text)
    if 0 < end - start < len(paragraph.text):
        return _read_piece(cut_paragraph(paragraph, start, end))
    text = paragraph.text
    names = read_byline(text)
    if names:
        return Piece(paragraph, Kind.BYLINE, names, ends_article=text[0] in "（(")
    date = read_date_line(text)
    if date and date.published and not date.subtitle:
        return Piece(paragraph, Kind.DATE, date.byline, date)
    if is_caption(text) or is_furniture(text):
        return Piece(paragraph, Kind.ASIDE)
    if is_subtitle(text) and is_headline(paragraph):
        return Piece(paragraph, Kind.SUBTITLE)
    wire = split_wire_head(text)
    if wire and wire[0] == len(text):  # the news begins in the next line
        return Piece(paragraph, Kind.BYLINE, wire[1])
    if wire:
        opened = (
            _read_piece(cut_paragraph(paragraph, wire[0], len(text))) if wire[0] else read_body(paragraph)
        )
        return replace(opened, names=opened.names or wire[1], starts_article=True)
    closing = split_closing_byline(text, loose=True)
    if closing:
        return read_body(cut_paragraph(paragraph, 0, closing[0]), closing[1])
    if is_headline(paragraph) and not _HARD_START.match(text) and not _is_cut_sentence(paragraph):
        return Piece(paragraph, Kind.HEAD)
    return read_body(paragraph)


def _is_cut_sentence(paragraph: Paragraph) -> bool:
    """Longer than headlines are, clauses with numbers, or more words must follow: the end of a column.

    So is what closes a bracket that it did not open: the rest of the authors' names. And what opens one.
    """
    text = paragraph.text
    if _CLOSES_BRACKET.match(text) or _OPENS_BRACKET.search(text):
        return True
    if paragraph.heading or " " in text or "——" in text:
        return False
    if text[-1] in load_page_words().no_ends and not load_word_counts().is_common(text[-2:]):
        return True
    return len(text) > _MAX_HEAD_CHARS or _CLAUSES.search(text) is not None


def read_body(paragraph: Paragraph, names: tuple[str, ...] = ()) -> Piece:
    """A paragraph of an article's body, with the authors that closed it."""
    text = paragraph.text
    broken_start = _HARD_START.match(text) is not None or text.startswith(load_page_words().no_starts)
    broken_end = _FINAL.search(text) is None and not text.endswith(("：", ":"))
    return Piece(paragraph, Kind.BODY, names, None, broken_start, broken_end, bool(names))


def _settle_lines(pieces: list[Piece], joints: Joints) -> list[Piece]:
    """Short lines that are no headlines but printed lines, which the page's reader left apart."""
    settled = list(pieces)
    for start, end in _short_runs(pieces):
        for number in range(start, end):
            settled[number] = replace(settled[number], is_line=True)
            if settled[number].kind is not Kind.HEAD:
                continue
            before = settled[number - 1] if number else None
            after = settled[number + 1] if number + 1 < len(settled) else None
            in_sentence = number > start and before is not None and before.broken_end
            line = settled[number]
            if in_sentence or _goes_on(before, line, joints) or _goes_on(line, after, joints):
                settled[number] = replace(read_body(line.paragraph), is_line=True)
    for number, piece in enumerate(settled):
        if piece.kind is Kind.HEAD and _is_continued(piece, settled[number + 1 : number + 4], joints):
            settled[number] = read_body(piece.paragraph)
    return settled


def _is_continued(piece: Piece, following: Sequence[Piece], joints: Joints) -> bool:
    """A seeming headline that a sentence begins in: one of the next pieces goes on from it."""
    if piece.paragraph.heading or len(piece.text) < _MIN_CUT_CHARS or not _HAN_END.search(piece.text):
        return False
    bodies = [after for after in following if after.kind is Kind.BODY]
    return any(joints.fit(piece.text, after.text) >= _SURELY_JOINED for after in bodies)


def _goes_on(before: Piece | None, after: Piece | None, joints: Joints) -> bool:
    """Whether a word spans the joint of two pieces of which the first is no whole sentence."""
    if before is None or after is None or not (before.broken_end or before.kind is Kind.HEAD):
        return False
    return joints.fit(before.text, after.text) >= JOINED


def _short_runs(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Runs of at least four lines of a printed column's width, each a paragraph of its own."""
    start = 0
    for number in range(len(pieces) + 1):
        if number < len(pieces) and _is_short(pieces[number]):
            continue
        if number - start >= _MIN_RUN:
            yield start, number
        start = number + 1


def _is_short(piece: Piece) -> bool:
    is_line = piece.kind in (Kind.BODY, Kind.HEAD) and not piece.ends_article
    return is_line and piece.paragraph.lines == 1 and len(piece.text) <= _SHORT_LINE_CHARS
