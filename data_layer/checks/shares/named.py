"""How surely a rate is one number over another, by its name: 办结率 is of what is 办结.

What belongs here: the name of a rate against the words of a part and a whole. What does not: the words behind
占, what stands between the three (``belonging``).
"""

from __future__ import annotations

import re

from data_layer.checks.judging import CHANCE
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import (
    RATE_NAME,
    abbreviates,
    has_own_share,
    is_named_shorter,
    is_of_rest,
    is_of_some,
    rate_stem,
)
from data_layer.checks.linking.words import find, same_words
from data_layer.lexicon.checks import load_check_cues

__all__ = ["BY_NAME", "certainty_by_name", "names_part", "opens_with"]

BY_NAME = 0.95
"""How surely a rate is of a part that has its very name."""


def certainty_by_name(passage: Passage, rate: Mention, part: Mention, whole: Mention) -> float:
    """By the name of the rate: 办结率 is of what is 办结."""
    name = RATE_NAME.search(rate.named)
    if name is None:
        if rate.left.strip() not in ("（", "("):
            return CHANCE
        if _in_list_of_shares(passage, part):
            return 0.9
        return 0.7 if find("part", passage.gap(whole, part)) else CHANCE
    beside = _BESIDE.fullmatch(passage.gap(part, rate)) is not None  # 120个村自来水覆盖率98%: of these
    other = name["stem"].endswith("完成") and part.figure.unit != whole.figure.unit
    if beside or other or _is_of_others(passage, rate, part):
        return CHANCE
    if _DONE.sub("", whole.clause).endswith(name["stem"]) and not find("target", whole.clause):
        return CHANCE  # 开工16套，其中廉租房开工2套，开工率116%: of what was planned
    if _is_of_untold(name["stem"], whole):
        return CHANCE
    if (
        name["stem"] in _COVERING
        and _THOSE_WHO.search(part.clause)
        and _AMONG.search(passage.gap(whole, part))
    ):
        return 0.92  # 80个乡镇中，已通气的有60个，覆盖率75%
    if names_part(name["stem"], part):
        return BY_NAME
    if same_words(name["stem"], part.own_words):
        return 0.92 if name["stem"].endswith(_COVERING) else 0.5  # 住房保障达标率 is not of 住房认定
    return 0.92 if _is_closing_rate(name["stem"], part, whole) else 0.5


def _is_of_untold(stem: str, whole: Mention) -> bool:
    """Whether a rate is of what was decided, not received, or of what was to come, not what was spent.

    完成投资5亿元，资金到位3亿元，到位率75%.
    """
    decided = stem.endswith(load_check_cues().of_decided) and _RECEIVED.search(whole.own_words)
    return bool(decided or (stem.endswith("到位") and _SPENT.search(whole.clause)))


def names_part(stem: str, part: Mention) -> bool:
    """Whether a part has the verb of a rate, perhaps as one of two (和解、撤诉30件，和解率50%)."""
    words = part.own_words
    return stem[-2:] in words or abbreviates(stem, words) or stem[-2:] in _PIECES.split(part.left)[-1]


def _is_of_others(passage: Passage, rate: Mention, part: Mention) -> bool:
    """Whether a rate is not of those that a part counts, but of the rest, of some or of others."""
    stem = rate_stem(rate)
    return is_of_rest(stem, part.clause) or is_of_some(stem, part) or is_named_shorter(passage, rate, part)


_PIECES = re.compile("[，。；：,;:（(]")
"""Marks between clauses, those aside that join two names of one number."""
_BESIDE = re.compile("[^，。；、：（(,;]+")
_SPENT = re.compile("完成|支付|使用|支出|到位")
_DONE = re.compile("(?:建设|施工|实施|了|共|已)+$")


def _is_closing_rate(stem: str, part: Mention, whole: Mention) -> bool:
    """Whether a rate is of all cases taken in that were closed, by whatever word: 受理, 审执结, 结案率.

    Not of some of them (执行案件结案率), nor where cases of the year before come on top (新收).
    """
    closing = _CLOSING_RATE.search(stem)
    if closing is None or not _CLOSED.search(part.clause) or "新收" in whole.clause:
        return False
    some = stem[: closing.start()]
    return _RECEIVED.search(whole.clause) is not None and (not some or some in whole.clause)


_CLOSING_RATE = re.compile("(?:综合|总)?(?:审执结案|结案|办结|审结|执结|审执结)$")
_CLOSED = re.compile("审结|执结|办结|结案|审执结")


def _in_list_of_shares(passage: Passage, part: Mention) -> bool:
    """Whether its neighbour has its share in a bracket too: 轻症30例（60%），重症20例（40%）."""
    others = (
        passage.mentions[at] for at in (part.order - 2, part.order + 2) if 0 <= at < len(passage.mentions)
    )
    return any(
        other.sentence == part.sentence
        and additive(other.figure, part.figure)
        and has_own_share(passage, other)
        and passage.mentions[other.order + 1].left.strip() in ("（", "(")
        for other in others
    )


_RECEIVED = re.compile("受理|收到|接收|收案|新收")
_COVERING = ("覆盖", "普及", "通达")
"""Stems of rates that any part can have."""

_THOSE_WHO = re.compile("(?:的有|已有|的为|的达)$")

_AMONG = re.compile("^[^，。；,;]*[中里内][，,]")


def opens_with(passage: Passage, whole: Mention, part: Mention) -> bool:
    """Whether a part is told among those of its whole: 在审结的90件案件中，调解30件."""
    return whole.sentence == part.sentence and _AMONG.match(passage.gap(whole, part)) is not None
