"""The words around numbers that tell how they belong together, as patterns made from the lexicon.

What belongs here: asking a clause. What does not: the words themselves (lexicon/checks.yaml), verdicts.
"""

from __future__ import annotations

import functools
import os.path
import re
from collections.abc import Iterable, Mapping, Sequence

from data_layer.lexicon.checks import load_check_cues

__all__ = [
    "AMONG",
    "bare_noun",
    "ends_with",
    "find",
    "has_word",
    "is_target",
    "known",
    "much_the_same",
    "names_rest",
    "same_noun",
    "same_words",
    "unfilled",
    "widened",
]


AMONG = "(?:当中|之中|(?<![高初完职集])中(?![西东部央小型学级等心层专标共国医药青老高低期外式职介年])|里)"
"""What stands behind a whole whose parts follow, as a pattern; 中西部, 中央 and 高中 are names."""


_NARROW = re.compile("[,:](?![0-9])|(?<![0-9])[,:]|[;!?()]")
"""Marks of Latin print, those within a number (1,200; 3:2) aside."""
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")


def widened(text: str) -> str:
    """A text of the same length with the marks of Chinese print, by which the audit tells clauses apart."""
    return _NARROW.sub(lambda mark: mark.group().translate(_WIDE), text)


def unfilled(words: str) -> str:
    """Words without the filling at their end: 就业率已达到 is 就业率."""
    return _stripped("filling", words)


def find(role: str, words: str) -> re.Match[str] | None:
    """The last word of a role (a list of checks.yaml) in ``words``; None if there is none."""
    last = None
    for last in _pattern(role).finditer(words):  # noqa: B007 (the last one is what is asked for)
        pass
    return last


def has_word(role: str, words: str) -> bool:
    """Whether a word of a role stands in ``words``."""
    return _pattern(role).search(words) is not None


def names_rest(label: str) -> bool:
    """Whether a label is what is left of a whole: 其他企业, not 冠名基金及其他基金."""
    rest = find("rest", label)
    return rest is not None and not label[: rest.start()].endswith(_JOINING)


_JOINING = ("及", "和", "与", "或", "、")


def ends_with(role: str, words: str) -> bool:
    """Whether ``words`` end with a word of a role, filling aside."""
    cues: tuple[str, ...] = getattr(load_check_cues(), role)
    return words.endswith(cues) or unfilled(words).endswith(cues)


def same_words(name: str, words: str) -> bool:
    """Whether two characters in a row of ``name`` stand in ``words``."""
    return any(name[i : i + 2] in words for i in range(len(name) - 1))


def same_noun(first: str, second: str) -> bool:
    """Whether two names end with one noun and its adjective: 受理刑事案件 and 审结刑事案件, not 民事案件."""
    return len(os.path.commonprefix([first[::-1], second[::-1]])) >= _NOUN


_NOUN = 4
"""Characters of a noun with its adjective."""


def much_the_same(name: str, words: str) -> bool:
    """Whether ``words`` hold half of a name's pairs of characters, or two thirds of its characters.

    城镇人口 is not 常住人口; 老年人 is 60岁以上老人. One word stands there whole: 税收 is not 地税…收入.
    """
    name = bare_noun(name) or name
    pairs = [name[i : i + 2] in words for i in range(len(name) - 1)]
    if len(pairs) == 1:
        return pairs[0]
    return 2 * sum(pairs) >= len(pairs) > 0 or 3 * sum(c in words for c in name) >= 2 * len(name)


def bare_noun(name: str) -> str:
    """A name without what only says that it is measured: 草原总面积 is 草原, 参保人数 is 参保."""
    return _stripped("measured", name)


def _stripped(role: str, words: str) -> str:
    """Words without those of a role at their end, the longest first."""
    by_last = _endings(role)
    while words:
        for cue in by_last.get(words[-1], ()):
            if words.endswith(cue):
                words = words.removesuffix(cue)
                break
        else:
            break
    return words


@functools.cache
def _endings(role: str) -> Mapping[str, Sequence[str]]:
    """The words of a role by their last character, the longest first."""
    found: dict[str, list[str]] = {}
    for cue in getattr(load_check_cues(), role):
        found.setdefault(cue[-1], []).append(cue)
    return found


@functools.cache
def _pattern(role: str) -> re.Pattern[str]:
    words: Iterable[str] = getattr(load_check_cues(), role)
    return re.compile("|".join(re.escape(word) for word in words))


def is_target(words: str) -> bool:
    """Whether words name a target; 供应 and 需求 do not."""
    return any(m.lastgroup for m in _target_words().finditer(words))


@functools.cache
def _target_words() -> re.Pattern[str]:
    cues = load_check_cues()
    other, target = ("|".join(map(re.escape, words)) for words in (cues.not_target, cues.target))
    return re.compile(f"(?:{other})|(?P<target>{target})")


def known(words: str) -> str:
    """Words in which what has several names has one: GDP is 生产总值, 进出口 is 外贸."""
    for one, *others in load_check_cues().synonyms:
        for other in others:
            words = words.replace(other, one)
    return words
