"""A store made ready while people wait: at a first start, and after an upgrade.

What belongs here: doing it once for a server, whoever asks, and telling how far it is. What does not: what is
done (pipeline). It goes on when the page that began it is left.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from data_layer.errors import CountyFiguresError, StoreError
from data_layer.pipeline import ensure_sample_store

__all__ = ["Preparation", "Prepared"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far a store is.

    Attributes:
        done, total: documents read, of how many; ``total`` is 0 as long as that is not known.
        name: the last one's, or what comes after.
    """

    done: int = 0
    total: int = 0
    name: str = ""

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self.done / self.total if self.total else 0.0


class Preparation:
    """The preparation of one store in this server; safe to share between threads."""

    def __init__(self, directory: Path) -> None:
        """Name the store; nothing is done before somebody waits."""
        self._directory = directory
        self._guard = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._state = Prepared()
        self._error: CountyFiguresError | None = None

    def wait(self, seconds: float) -> Prepared | None:
        """Wait for it to end, beginning it if nobody has: how far it is then, None where the store is ready.

        Raises:
            StoreError: if the store can't be written; who asks next tries again.
        """
        with self._guard:
            if self._thread is None and not self._ended.is_set():
                self._thread = threading.Thread(target=self._work, name="preparation", daemon=True)
                self._thread.start()
        if not self._ended.wait(seconds):
            return self._state
        with self._guard:
            error, self._error = self._error, None
            if error is not None:
                self._thread = None
                self._ended.clear()
                self._state = Prepared()
                raise error
        return None

    def _work(self) -> None:
        try:
            ensure_sample_store(self._directory, self._tell)
        except CountyFiguresError as error:
            self._error = error
        except Exception as error:  # told to whoever waits
            _log.exception("preparing %s failed", self._directory)
            self._error = StoreError(
                f"准备数据时出错（{type(error).__name__}），详情在服务器日志里。请联系管理员。"
            )
        self._ended.set()

    def _tell(self, done: int, total: int, name: str) -> None:
        self._state = Prepared(done, total, name)
