"""Answers that all sessions share, kept as they are.

``st.cache_data`` pickles what it keeps, and again for every reader: a third of a page's time here. These are
handed out themselves; of frames, which pandas copies when they are written to, and of dictionaries and lists
every reader gets a copy of its own. Whatever else an answer is made of nobody may change.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

__all__ = ["Kept", "key_of"]


@dataclass(slots=True)
class _Entry:
    guard: threading.Lock = field(default_factory=threading.Lock)
    known: bool = False
    answer: Any = None


class Kept:
    """The answers that were asked for last; one that several ask for at once is worked out once."""

    def __init__(self, most: int) -> None:
        """Keep ``most`` answers."""
        self._most = most
        self._guard = threading.Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()

    def get(self, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The answer kept under a key, else what ``work_out`` gives; what it raises is not kept.

        Working out may ask for other answers, but never, by whatever way, for its own.
        """
        with self._guard:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            if len(self._entries) > self._most:
                self._entries.popitem(last=False)
        if not entry.known:
            with entry.guard:
                if not entry.known:
                    entry.answer = work_out()
                    entry.known = True
        return _own(entry.answer)

    def clear(self) -> None:
        """Forget everything."""
        with self._guard:
            self._entries.clear()


def key_of(value: Any) -> Hashable:
    """A value of an answer's key: lists and dictionaries as tuples."""
    if isinstance(value, Mapping):
        return tuple((name, key_of(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(key_of(one) for one in value)
    return value  # type: ignore[no-any-return]


def _own(answer: Any) -> Any:
    if isinstance(answer, pd.DataFrame | pd.Series):
        return answer.copy(deep=False)
    if type(answer) is tuple:
        return tuple(_own(one) for one in answer)
    return answer.copy() if isinstance(answer, dict | list) else answer
