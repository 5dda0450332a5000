"""Memory: freed memory given back to the system, and no search for garbage where there is none.

What belongs here: telling the C library to let go of it. Between the steps that make a version tens of MB
of freed arrays stay with the process otherwise, and the next step's come on top of them.
"""

from __future__ import annotations

import ctypes
import functools
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["give_back", "no_garbage_search"]


def give_back() -> None:
    """Give freed memory back, where the C library can (glibc's ``malloc_trim``); nothing elsewhere.

    It takes some milliseconds.
    """
    trim = _trimming()
    if trim is not None:
        trim(0)


@contextmanager
def no_garbage_search() -> Iterator[None]:
    """Puts the search for cyclic garbage off: rows by the hundred thousand set it off, and hold none."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@functools.cache
def _trimming() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    return found
