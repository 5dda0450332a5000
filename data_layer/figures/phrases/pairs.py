"""Words that are told as a pair: 进出口 with 进口 and 出口, 收入 with 支出, 存贷款.

What belongs here: what one of a pair takes from the words of both, or of the other. Which words are pairs is
the lexicon's.
"""

from __future__ import annotations

from data_layer.figures.phrases.phrasing import unchanged
from data_layer.figures.statements import Statement, Told
from data_layer.lexicon.cues import load_cues

__all__ = ["one_of_pair", "other_of", "other_of_pair", "pair_in"]

_BUDGET = "收支"


def pair_in(phrase: str) -> str:
    """The pair that ``phrase`` tells of at once (进出口, 存贷款); empty where there is none."""
    return next((pair for pair in load_cues().joined_pairs if pair in phrase), "")


def one_of_pair(told: Told, phrase: str, statement: Statement) -> str:
    """民营企业进出口30亿元，其中出口20亿元 is 民营企业出口: one takes the words of the pair; else empty."""
    paired = told.memory.paired
    if not paired or statement.placed:
        return ""
    pair = pair_in(paired)
    if paired.startswith(pair) or phrase not in load_cues().joined_pairs[pair]:
        return ""
    return paired.replace(pair, phrase, 1)


def other_of_pair(told: Told, phrase: str) -> str:
    """财政收入11亿元，支出28亿元 is 财政支出: one takes the words of the other; else empty."""
    before = unchanged(told.memory.phrase)
    other = other_of(phrase) if before and phrase not in load_cues().sorts else ""
    if not other or not before.endswith(other) or told.memory.phrase not in told.memory.recent:
        return ""
    whose = before.removesuffix(other)
    spent = phrase in load_cues().joined_pairs[_BUDGET]
    return whose + phrase if not spent or whose.endswith(load_cues().purses) else ""


def other_of(phrase: str) -> str:
    """What is paired with ``phrase`` (收入 with 支出, 出口 with 进口); empty where nothing is."""
    pair = next((pair for pair in load_cues().joined_pairs.values() if phrase in pair), ())
    return next((word for word in pair if word != phrase), "")
