"""Work shared out among the machine's cores, where numpy lets other threads run."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def in_threads(work: Callable[[Part], Result], parts: Iterable[Part]) -> list[Result]:
    """What ``work`` makes of each part, in the order of the parts; one thread a core."""
    listed = list(parts)
    threads = min(os.cpu_count() or 1, len(listed))
    if threads < 2:
        return [work(part) for part in listed]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, listed))
