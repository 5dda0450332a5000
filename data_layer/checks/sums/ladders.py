"""Grades from the highest to the lowest: 国道, 省道, 县道, 乡道, 村道.

What belongs here: whether a list goes down to the lowest grade. What does not: other classifications
(``classes``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from data_layer.checks.linking.passages import Mention, last_piece
from data_layer.lexicon.checks import load_check_cues

__all__ = ["all_grades", "down_ladder"]

_FEWEST = 3
"""Grades that leave nothing out."""


def down_ladder(parts: Sequence[Mention]) -> bool:
    """Whether parts are told by neighbouring grades down to the lowest: 省道, 县道, 乡道, 村道."""
    if len(parts) < _FEWEST or not _lowest().search(parts[0].text, parts[0].opens, parts[-1].start):
        return False
    return all_grades(_labels(parts))


def all_grades(labels: Sequence[str]) -> bool:
    """Whether labels name neighbouring grades down to the lowest, each once."""
    for rungs in _ladders():
        names = [max(range(len(rungs)), key=lambda at: rungs[at].named(label)) for label in labels]
        told = {at for at, label in zip(names, labels, strict=True) if rungs[at].named(label)}
        if len(told) < len(labels) or len(told) < _FEWEST or len(rungs) - 1 not in told:
            continue
        lacking = [at for at, rung in enumerate(rungs) if at not in told and not rung.may_lack]
        if len(lacking) <= 1 and all(at < min(told) for at in lacking):
            return True
    return False


class _Rung(NamedTuple):
    """A grade of a ladder: its names, and whether a place may lack it."""

    words: Sequence[str]
    may_lack: bool

    def named(self, label: str) -> int:
        """How many characters of a label name this grade."""
        return max((len(word) for word in self.words if word in label), default=0)


@functools.cache
def _ladders() -> Sequence[Sequence[_Rung]]:
    return [
        [_Rung(names.rstrip("?").split("/"), names.endswith("?")) for names in ladder]
        for ladder in load_check_cues().ladders
    ]


@functools.cache
def _lowest() -> re.Pattern[str]:
    """Any name of a lowest grade."""
    return re.compile("|".join(re.escape(word) for rungs in _ladders() for word in rungs[-1].words))


def _labels(parts: Sequence[Mention]) -> Sequence[str]:
    """The words before each number, what counts it among them: 县道3条 of 县道3条84公里."""
    starts = [parts[0].opens, *(m.end for m in parts)]
    return [last_piece(m.text[start : m.start]) for start, m in zip(starts, parts, strict=False)]
