"""Turns for the runs of pages: who came first goes first.

Python runs one thread at a time. Where ten readers ask at once and all run at once, each gets a tenth of it,
and a page that needs a quarter of a second takes two and a half. One after the other none waits longer than
for one page of each of the others. Two or three at once were measured: slower, and some waited longer; nor
is it faster to let the next one go ahead while the store looks something up.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["PAGE_RUNS", "Turns"]

_LONGEST_SECONDS = 1.0
"""Hardly a page needs as much, even over a million figures."""


class Turns:
    """A queue of which one goes ahead at a time."""

    def __init__(self, longest_seconds: float) -> None:
        """After ``longest_seconds`` the next one goes ahead as well: nobody holds up the others for long."""
        self._longest = longest_seconds
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._ahead: object | None = None
        self._until = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn; it is given back whatever happens in it. Not to be taken within a turn."""
        mine = object()
        with self._changed:
            self._waiting.append(mine)
            while self._waiting[0] is not mine or self._remaining() > 0:
                self._changed.wait(self._remaining() or None)
            self._waiting.popleft()
            self._ahead, self._until = mine, time.monotonic() + self._longest
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                if self._ahead is mine:
                    self._ahead = None
                    self._changed.notify_all()

    def _remaining(self) -> float:
        """Seconds that the one ahead still has for itself."""
        return 0.0 if self._ahead is None else max(0.0, self._until - time.monotonic())


PAGE_RUNS = Turns(_LONGEST_SECONDS)
"""Those of this server."""
