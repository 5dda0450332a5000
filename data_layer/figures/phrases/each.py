"""Counts among so many: 每千人口拥有执业医师2.9人, 每10万人中具有大学文化程度的人数, 每百户拥有汽车31辆.

What belongs here: that among how many is counted is part of what is measured, also of what is told beside it.
What does not: what each gets or yields (``grants``, ``measures``).
"""

from __future__ import annotations

import re

from data_layer.figures.statements import Named, Origin, Statement, Told

__all__ = ["is_per_so_many", "of_so_many"]

_SO_MANY = r"每(?:[百千万]|[0-9]+[十百千万]?)"
_PER = re.compile(_SO_MANY + r"(?=[^，、0-9]{2})")
_HAVING = re.compile(_SO_MANY + r"[^，、0-9]{1,8}?(?P<has>拥有|具有|受过|(?<=[中里])有)(?=.{2})")


def is_per_so_many(words: str) -> bool:
    """Whether ``words`` tell among how many is counted."""
    return "每" in words and _PER.search(words) is not None


def of_so_many(told: Told, statement: Statement, named: Named) -> Named:
    """每百户拥有汽车31辆、空调98台: what stands beside is of as many, and so is what the same verb opens."""
    if found := _HAVING.search(named.phrase):
        told.memory.each, told.memory.has = found.group(), found["has"]
        return named
    each, has = told.memory.each, told.memory.has
    if not each or not named.phrase:
        return named
    beside = statement.context.opened_by == "、" and statement.left == named.phrase
    if beside or statement.left.startswith(has):
        return named._replace(phrase=each + named.phrase.removeprefix(has), origin=Origin.JOINED)
    if named.phrase != told.memory.phrase:
        told.memory.each = ""
    return named
