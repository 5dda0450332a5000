"""Which printed lines are the first of a paragraph: narrower than their column by an indent.

The spaces themselves are lost. A line is also short where the number at the start of the next one was too
long for its end, and longer where a mark hangs over: what both explain tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data_layer.model import Paragraph
from data_layer.segmenting.pages.pieces import Kind, Piece, measure, split_at_line_ends

__all__ = ["Column"]

_INDENT = 2.0
_SLACK = 0.5
_ANY_NUMBER = 2.5
"""A number that is not known may be as wide."""
_NUMBER = re.compile(r"[0-9A-Za-z.,%％]+")
_HANGING = "，。；：、！？）》”’"
_FINAL = "。！？!?…”’）)"
_CANDIDATES = 4
_MIN_INDENTED, _MIN_SHARE = 2, 2
"""A page has indents if so many pieces begin with one, so many times as many as without."""


_MIN_REGULAR = 0.9
"""Lines that are squeezed or misread tell nothing: so many must be full or indented ones."""


class _Print(NamedTuple):
    """A line as printed: its width, the marks at its end, the room that the next number may have left."""

    width: float
    hangs: int
    left: float
    is_last: bool
    is_final: bool


class Column:
    """The width of the columns of a page, 0 if none are told apart or indented, or if they vary."""

    def __init__(self, pieces: Sequence[Piece], raw: str) -> None:
        """Measure the lines of ``pieces``; ``raw`` is the text that they were read from."""
        self._raw = raw
        self._width = 0
        printed = [
            list(_print_lines(split_at_line_ends(piece.paragraph, raw)))
            for piece in pieces
            if _is_told(piece)
        ]
        self._width = _find_width([line for lines in printed for line in lines])
        fills = [_fill(line, self._width) for lines in printed for line in lines if not line.is_last]
        told = [self._is_first(lines[0]) for lines in printed]
        has_indents = told.count(True) >= max(_MIN_INDENTED, _MIN_SHARE * told.count(False))
        if not has_indents or sum(map(any, fills)) < _MIN_REGULAR * len(fills):
            self._width = 0

    def are_first(self, lines: Sequence[Paragraph]) -> list[bool | None]:
        """Whether each of the lines of a paragraph is indented as the first one of a paragraph is.

        None if that can't be told: it may end a paragraph, or its width says both or neither.
        """
        return [self._is_first(line) if self._width else None for line in _print_lines(lines)]

    def opens(self, piece: Piece) -> bool | None:
        """Whether a piece begins with the first line of a paragraph; None if that can't be told."""
        if not self._width or not _is_told(piece):
            return None
        return self._is_first(next(_print_lines(split_at_line_ends(piece.paragraph, self._raw)[:2])))

    def _is_first(self, line: _Print) -> bool | None:
        if line.is_final and self._width - line.width > _SLACK:
            return None
        is_full, is_indented = _fill(line, self._width)
        return None if is_full == is_indented else is_indented


def _is_told(piece: Piece) -> bool:
    return piece.kind is Kind.BODY and piece.strand < 0


def _print_lines(lines: Sequence[Paragraph]) -> Iterator[_Print]:
    for number, line in enumerate(lines):
        text = line.text
        is_last = number + 1 == len(lines)
        token = None if is_last else _NUMBER.match(lines[number + 1].text)
        left = _ANY_NUMBER if is_last else max(_SLACK, measure(token.group()) - _SLACK) if token else _SLACK
        hangs = len(text) - len(text.rstrip(_HANGING))
        yield _Print(measure(text), hangs, left, is_last, text[-1] in _FINAL)


def _find_width(lines: Sequence[_Print]) -> int:
    """The width that explains most lines, as full ones or as indented ones."""
    common = Counter(int(line.width) for line in lines if not line.is_last).most_common(_CANDIDATES)
    told = [(sum(_tell(line, width) for line in lines), -width) for width, _ in common]
    value, width = max(told, default=(0.0, 0))
    return -width if value > 0 else 0


def _tell(line: _Print, usual: int) -> float:
    """What a line says for a width: one that ends a paragraph is only never wider."""
    if line.is_last:
        return -1.0 if line.width > usual + 1 + line.hangs else 0.0
    is_full, is_indented = _fill(line, usual)
    return 1.0 if is_full else 0.5 if is_indented else -0.5


def _fill(line: _Print, usual: int) -> tuple[bool, bool]:
    """Whether a line may be a full one, and an indented one."""
    short = usual - line.width
    is_full = -line.hangs <= short <= line.left
    return is_full, _INDENT - line.hangs <= short <= _INDENT + line.left
