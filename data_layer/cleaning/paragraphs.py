"""Lines to paragraphs: stray spaces dropped, the map to the raw text kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from data_layer.cleaning.characters import level_characters
from data_layer.cleaning.layout import group_lines
from data_layer.cleaning.lines import Line, is_spaced_out, read_lines
from data_layer.cleaning.tables import part_spaced, set_abreast
from data_layer.lexicon.cleaning import DROPPED
from data_layer.model import Document, DocumentForm, Paragraph, Spans

__all__ = ["clean_document", "cut_paragraph", "join_paragraphs"]

_BATCH_LINES = 2000
"""Lines that are laid out at once: bounds memory; a paragraph that is cut goes over into the next batch."""
_MAX_DISPLAY_CHARS = 40.0
_MIN_CELL_SPACES = 3
_GAP = re.compile(rf"[ \t\u3000{DROPPED}]+")
_SPACED_DIGITS = re.compile(r"(?<![\d.] )(?<![\d.])\d(?: ?\. ?\d| \d)+(?! ?\.? ?\d)")
_SPACED_NUMBER = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))"
    r"(?:\d(?: \d){2,}(?=[%.]|[\u4e00-\u9fff])|\d(?: \d{1,2})+(?: ?\. ?\d{1,2})?(?= ?[%万亿元吨斤亩户]))"
)
"""Digits set apart in prose (收入 3 6 5 元); two groups only before a unit, since cells of tables look so."""
_DECIMAL_GAP = re.compile(r"(?<=\d) ?\. (?=\d)|(?<=\d) \. ?(?=\d)")
_NAMES = re.compile(r"[（(][ \u3000]*(?:[\u4e00-\u9fff·:：/]+[ \u3000]+)+[\u4e00-\u9fff·]+[ \u3000]*[）)]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DAY = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}")
_MIN_SINGLES, _MIN_HAN, _MIN_SINGLE_SHARE = 5, 4, 0.8


def clean_document(document: Document) -> list[Paragraph]:
    """The paragraphs of a document in the order in which they stand in it.

    Spaces go, but for those inside a Latin phrase, between two numbers, and in a short line (headline, names
    of authors). Lines that make one paragraph are joined, over pages too. The rows of a table are a paragraph
    each and keep the tabs that part their cells, so that an empty cell is still one.
    """
    level = part_spaced(set_abreast(level_characters(document.text)))
    has_pages = "\f" in document.text
    return [
        _build(group, level, group[0].page if has_pages else None)
        for batch in _batches(read_lines(level), level, printed=document.form is DocumentForm.SCAN)
        for group in batch
    ]


def cut_paragraph(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The part ``text[start:end]`` of a paragraph."""
    runs = []
    for at, raw, length in paragraph.raw:
        first, last = max(at, start), min(at + length, end)
        if first < last:
            runs.append((first - start, raw + first - at, last - first))
    indented = paragraph.indented and start == 0
    return Paragraph(paragraph.text[start:end], Spans(runs), paragraph.page, paragraph.heading, indented)


def join_paragraphs(parts: Sequence[Paragraph]) -> Paragraph:
    """One paragraph out of several, in the given order; page and marks are those of the first."""
    first = parts[0]
    runs: list[tuple[int, int, int]] = []
    offset = 0
    for part in parts:
        runs.extend((offset + at, raw, length) for at, raw, length in part.raw)
        offset += len(part.text)
    return Paragraph(
        "".join(part.text for part in parts),
        Spans(runs),
        first.page,
        first.heading,
        first.indented,
        sum(part.lines for part in parts),
    )


def _batches(lines: Iterable[Line], level: str, *, printed: bool) -> Iterator[list[list[Line]]]:
    waiting: list[Line] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) >= _BATCH_LINES:
            *done, last = group_lines(waiting, level, printed=printed)
            if len(last) > _BATCH_LINES // 2:
                done, last = [*done, last], []
            yield done
            waiting = last
    yield group_lines(waiting, level, printed=printed)


def _build(lines: Sequence[Line], level: str, page: int | None) -> Paragraph:
    first = lines[0]
    display = len(lines) == 1 and not first.row and (first.heading > 0 or _is_display(first, level))
    kept: list[tuple[int, int]] = []
    for line in lines:
        pieces = _pieces(line, level, display)
        if kept and _is_hyphen(kept[-1], pieces[0][0], level):
            kept[-1] = (kept[-1][0], kept[-1][1] - 1)
        elif kept and _parts_words(level[kept[-1][1] - 1], level[pieces[0][0]]):
            kept.append((kept[-1][1], kept[-1][1] + 1))
        kept.extend(pieces)
    return _paragraph(kept, lines, level, page)


def _is_display(line: Line, level: str) -> bool:
    """A short line that holds no sentence: a headline, names."""
    words = level[line.start : line.end]
    return not line.closed and line.width <= _MAX_DISPLAY_CHARS and "。" not in words


def _paragraph(
    kept: Sequence[tuple[int, int]], lines: Sequence[Line], level: str, page: int | None
) -> Paragraph:
    runs: list[tuple[int, int, int]] = []
    at = 0
    for start, end in kept:
        if runs and runs[-1][1] + runs[-1][2] == start:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + end - start)
        else:
            runs.append((at, start, end - start))
        at += end - start
    words = "".join(level[start:end] for start, end in kept)
    first = lines[0]
    for space in "\u3000\n\r" if first.row else "\t\u3000\n\r":
        words = words.replace(space, " ")
    return Paragraph(words, Spans(runs), page, first.heading, first.indented, len(lines))


def _pieces(line: Line, level: str, display: bool) -> list[tuple[int, int]]:
    """The stretches of a line that are kept, at least one."""
    words = level[line.start : line.end]
    gaps = list(_GAP.finditer(words))
    if not gaps:
        return [(line.start, line.end)]
    dropped = _dropped_spaces(words)
    names = _NAMES.search(words)
    in_names = names.span() if names else (0, 0)
    are_singles = (display or names is not None) and _are_singles(words)
    pieces, at = [], 0
    for gap in gaps:
        start, end = gap.span()
        space = _space_in(gap.group())
        pieces.append((at, start))
        at = end
        if line.row and "\t" in gap.group():
            pieces += [(tab, tab + 1) for tab in range(start, end) if words[tab] == "\t"]
            continue
        if space is None or start in dropped:
            continue
        named = in_names[0] < start < in_names[1]
        is_kept = (
            _blanks(gap.group()) >= _MIN_CELL_SPACES
            if are_singles
            else _keeps_space(words, start, end, display or named)
        )
        if is_kept:
            pieces.append((start + space, start + space + 1))
    pieces.append((at, len(words)))
    return [(line.start + a, line.start + b) for a, b in pieces if a < b]


def _are_singles(words: str) -> bool:
    """Whether the characters of a headline, of names, of a day were set apart (新 春 走 基 层)."""
    tokens = words.split()
    singles = sum(len(token) == 1 for token in tokens)
    if singles < max(_MIN_SINGLES, _MIN_SINGLE_SHARE * len(tokens)):
        return False
    return len(_HAN.findall(words)) >= _MIN_HAN or _DAY.fullmatch("".join(tokens)) is not None


def _blanks(gap: str) -> int:
    """How wide a gap is, in narrow spaces."""
    return gap.count(" ") + 2 * gap.count("\u3000")


def _space_in(gap: str) -> int | None:
    """Where in a gap its first real space is; None if there is nothing but what means nothing."""
    stripped = gap.lstrip(DROPPED)
    return len(gap) - len(stripped) if stripped else None


def _dropped_spaces(words: str) -> frozenset[int]:
    """Where spaces stand inside a number: 1 2 3 in a spaced-out line, 28. 5."""
    dropped: set[int] = set()
    for match in _DECIMAL_GAP.finditer(words):
        if match.start() > 2:  # else the number of a list's item
            dropped.update(range(*match.span()))
    for match in (_SPACED_DIGITS if is_spaced_out(words) else _SPACED_NUMBER).finditer(words):
        dropped.update(range(*match.span()))
    return frozenset(dropped)


def _keeps_space(words: str, start: int, end: int, display: bool) -> bool:
    """Whether the gap between two characters means something."""
    before, after = words[start - 1], words[end]
    if _is_latin(before) and _is_latin(after):
        return True
    latin_phrase = before in ".,;:!?)" and start > 1 and words[start - 2].isascii()
    if latin_phrase and after.isascii() and after.isalpha():
        return True
    gap = words[start:end]
    if "\t" in gap or (_blanks(gap) >= _MIN_CELL_SPACES and not is_spaced_out(words)):
        return True
    return display and not _is_latin(before) and not _is_latin(after)


def _parts_words(before: str, after: str) -> bool:
    """Whether a line end stands for a space: in a Latin phrase, but not in a number that it cuts."""
    return _is_latin(before) and _is_latin(after) and not (before.isdecimal() and after.isdecimal())


def _is_hyphen(piece: tuple[int, int], after: int, level: str) -> bool:
    """Whether a line ends with the hyphen of an English word that goes on in the next line."""
    start, end = piece
    return end - start > 1 and level[end - 1] == "-" and level[end - 2].islower() and level[after].islower()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
