"""The words by which the audit ties stated numbers together, loaded from checks.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["CheckCues", "load_check_cues"]

_FILE = "checks.yaml"


@dataclass(frozen=True, slots=True)
class CheckCues:
    """Every list of checks.yaml (whose head says what each is for), longest word first.

    ``from_`` is its ``from``; ``complete``, ``mostly``, ``exclusive`` and ``ladders`` are lists of labels,
    ``defined`` of a whole and its labels, ``balances`` of three names each, ``synonyms`` of a name and its
    others.
    """

    just_below: tuple[str, ...]
    filling: tuple[str, ...]
    share: tuple[str, ...]
    part: tuple[str, ...]
    general_whole: tuple[str, ...]
    other_whole: tuple[str, ...]
    target: tuple[str, ...]
    not_target: tuple[str, ...]
    completed: tuple[str, ...]
    total: tuple[str, ...]
    total_likely: tuple[str, ...]
    of_decided: tuple[str, ...]
    of_task: tuple[str, ...]
    limiting: tuple[str, ...]
    opens_parts: tuple[str, ...]
    opens_some: tuple[str, ...]
    beside: tuple[str, ...]
    rest: tuple[str, ...]
    complete: tuple[tuple[str, ...], ...]
    mostly: tuple[tuple[str, ...], ...]
    exclusive: tuple[tuple[str, ...], ...]
    ladders: tuple[tuple[str, ...], ...]
    defined: tuple[tuple[str, ...], ...]
    balances: tuple[tuple[str, str, str], ...]
    synonyms: tuple[tuple[str, ...], ...]
    rise_to: tuple[str, ...]
    fall_to: tuple[str, ...]
    from_: tuple[str, ...]
    base: tuple[str, ...]
    compared: tuple[str, ...]
    structure: tuple[str, ...]
    exempt_growth: tuple[str, ...]
    change: tuple[str, ...]
    against: tuple[str, ...]
    undivided: tuple[str, ...]
    takings: tuple[str, ...]
    measured: tuple[str, ...]


@functools.cache
def load_check_cues() -> CheckCues:
    """The cue words of the audit.

    Raises:
        LexiconError: if a list is missing or unknown, or a word stands twice in one.
    """
    data = read_yaml(_FILE)
    names = {field.name.rstrip("_") for field in fields(CheckCues)}
    if data.keys() != names:
        raise LexiconError(f"{_FILE}: the lists {sorted(names ^ data.keys())} are missing or unknown")
    data = dict(data)
    groups: dict[str, Any] = {
        name: tuple(map(tuple, data.pop(name)))
        for name in ("complete", "mostly", "exclusive", "ladders", "defined", "balances", "synonyms")
    }
    for name, words in data.items():
        if len(set(words)) < len(words):
            raise LexiconError(f"{_FILE}: {name}: a word stands twice")
    ordered = {
        name: tuple(sorted(words, key=lambda word: (-len(word), word))) for name, words in data.items()
    }
    return CheckCues(from_=ordered.pop("from"), **groups, **ordered)
