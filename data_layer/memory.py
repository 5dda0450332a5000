"""Memory that is free again, given back to the system.

What belongs here: telling the C library to let go of it. Between the steps that make a version tens of MB
of freed arrays stay with the process otherwise, and the next step's come on top of them.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable

__all__ = ["give_back"]


def give_back() -> None:
    """Give freed memory back, where the C library can (glibc's ``malloc_trim``); nothing elsewhere.

    It takes some milliseconds.
    """
    trim = _trimming()
    if trim is not None:
        trim(0)


@functools.cache
def _trimming() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    return found
