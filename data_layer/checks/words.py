"""The words around numbers that tell how they belong together, as patterns made from the lexicon.

What belongs here: asking a clause. What does not: the words themselves (lexicon/checks.yaml), verdicts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from data_layer.lexicon.checks import load_check_cues

__all__ = ["bare_noun", "ends_with", "find", "is_target", "much_the_same", "same_words", "unfilled"]


def unfilled(words: str) -> str:
    """Words without the filling at their end: 就业率已达到 is 就业率."""
    return _pattern("filling", end=True, many=True).sub("", words)


def find(role: str, words: str) -> re.Match[str] | None:
    """The last word of a role (a list of checks.yaml) in ``words``; None if there is none."""
    last = None
    for one in _pattern(role).finditer(words):
        last = one
    return last


def ends_with(role: str, words: str) -> bool:
    """Whether ``words`` end with a word of a role, filling aside."""
    return _pattern(role, end=True).search(words) is not None or (
        _pattern(role, end=True).search(unfilled(words)) is not None
    )


def same_words(name: str, words: str) -> bool:
    """Whether two characters in a row of ``name`` stand in ``words``."""
    return any(name[i : i + 2] in words for i in range(len(name) - 1))


def much_the_same(name: str, words: str) -> bool:
    """Whether ``words`` hold half of a name's pairs of characters, or two thirds of its characters.

    城镇人口 is not 常住人口; 老年人 is 60岁以上老人.
    """
    name = bare_noun(name) or name
    pairs = [name[i : i + 2] in words for i in range(len(name) - 1)]
    return 2 * sum(pairs) >= len(pairs) > 0 or 3 * sum(c in words for c in name) >= 2 * len(name)


def bare_noun(name: str) -> str:
    """A name without what only says that it is measured: 草原总面积 is 草原, 参保人数 is 参保."""
    return _pattern("measured", end=True, many=True).sub("", name)


@functools.cache
def _pattern(role: str, *, end: bool = False, many: bool = False) -> re.Pattern[str]:
    words: Iterable[str] = getattr(load_check_cues(), role)
    one = f"(?:{'|'.join(re.escape(word) for word in words)})"
    return re.compile(one + ("+" if many else "") + ("$" if end else ""))


def is_target(words: str) -> bool:
    """Whether words name a target; 供应 and 需求 do not."""
    return any(m["target"] for m in _target_words().finditer(words))


@functools.cache
def _target_words() -> re.Pattern[str]:
    cues = load_check_cues()
    other, target = ("|".join(map(re.escape, words)) for words in (cues.not_target, cues.target))
    return re.compile(f"(?:{other})|(?P<target>{target})")
