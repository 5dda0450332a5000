"""The cue words around a number, loaded from cues.yaml, and the verbs of reporting from verbs.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml
from data_layer.lexicon.wordsets import WordSet

__all__ = ["Cues", "load_cues"]

_FILE = "cues.yaml"


@dataclass(frozen=True, slots=True)
class Cues:
    """Every cue list, by its name in cues.yaml (which says what each is for)."""

    modifiers_before: dict[str, str]
    modifiers_after: dict[str, str]
    words_before: WordSet
    words_after: WordSet
    modifier_not_after: dict[str, frozenset[str]]
    rise: frozenset[str]
    fall: frozenset[str]
    growth_base: dict[str, str]
    planned_sentence: frozenset[str]
    planned_clause: frozenset[str]
    not_planned: frozenset[str]
    planned_section: frozenset[str]
    plan_title: frozenset[str]
    done_section: frozenset[str]
    done: frozenset[str]
    tasks: tuple[str, ...]
    loan_sorts: tuple[str, ...]
    told: frozenset[str]
    section_opening: frozenset[str]
    achieved_opening: frozenset[str]
    one_entity: tuple[str, ...]
    people: frozenset[str]
    chiefs: frozenset[str]
    offices: frozenset[str]
    tell_of_one: frozenset[str]
    of_places: frozenset[str]
    stock: frozenset[str]
    flow: frozenset[str]
    rank_before: frozenset[str]
    name_after: tuple[str, ...]
    abbreviations: tuple[str, ...]
    duration_result: frozenset[str]
    achieved: tuple[str, ...]
    never_counts: tuple[str, ...]
    dependent: frozenset[str]
    earned: tuple[str, ...]
    day_states: tuple[str, ...]
    purses: tuple[str, ...]
    of_works: frozenset[str]
    project_states: frozenset[str]
    shared_measures: tuple[str, ...]
    grants: WordSet
    measured_endings: frozenset[str]
    dependent_heads: WordSet
    entity_suffix: frozenset[str]
    entity_generic: tuple[str, ...]
    nameless_zone: tuple[str, ...]
    real_counts: frozenset[str]
    of_change: frozenset[str]
    sorts: frozenset[str]
    weak_suffix: frozenset[str]
    ranked: frozenset[str]
    results: frozenset[str]
    joined_pairs: dict[str, tuple[str, ...]]
    single_sorts: frozenset[str]
    institutions: dict[str, dict[str, tuple[str, ...]]]


@functools.cache
def load_cues() -> Cues:
    """The cue words of the program.

    Raises:
        LexiconError: if a word stands twice within a group, or a list is missing.
    """
    data = read_yaml(_FILE)
    try:
        modifiers, growth, planned = data["modifiers"], data["growth"], data["planned"]
        both = frozenset(growth["rise"]) & frozenset(growth["fall"])
        if both:
            raise LexiconError(f"{_FILE}: growth: {sorted(both)} both rise and fall")
        lists: dict[str, Any] = {
            name: frozenset(data[name])
            for name in (
                "done", "told", "stock", "flow", "rank_before", "duration_result", "achieved_opening",
                "entity_suffix", "measured_endings", "real_counts", "of_change", "sorts", "weak_suffix",
                "ranked", "results", "of_works", "project_states", "single_sorts", "people", "chiefs",
                "of_places", "offices", "tell_of_one",
            )
        }  # fmt: skip
        lists |= {
            name: tuple(data[name])  # asked by startswith and endswith
            for name in (
                "abbreviations", "achieved", "entity_generic", "name_after", "nameless_zone", "never_counts",
                "one_entity", "tasks", "earned", "day_states", "purses", "shared_measures", "loan_sorts",
            )
        }  # fmt: skip
        lists["dependent"] = frozenset(data["dependent"]) | {
            "总" + word for word in data["dependent"] if len(word) > 1 and word[0] != "总"
        }
        return Cues(
            modifiers_before=_inverted("modifiers.before", modifiers["before"]),
            modifiers_after=_inverted("modifiers.after", modifiers["after"]),
            words_before=WordSet.of(word for words in modifiers["before"].values() for word in words),
            dependent_heads=WordSet.of(word for word in lists["dependent"] if len(word) > 1),
            grants=WordSet.of(data["grants"]),
            words_after=WordSet.of(word for words in modifiers["after"].values() for word in words),
            modifier_not_after={word: frozenset(chars) for word, chars in modifiers["not_after"].items()},
            rise=frozenset(growth["rise"]),
            fall=frozenset(growth["fall"]),
            growth_base=_inverted("growth_base", data["growth_base"]),
            planned_sentence=frozenset(planned["sentence"]),
            planned_clause=frozenset(planned["clause"]),
            not_planned=frozenset(planned["not_in"]),
            section_opening=frozenset(planned["section_opening"]),
            planned_section=frozenset(planned["section"]),
            plan_title=frozenset(planned["title"]),
            done_section=frozenset(planned["section_done"]),
            institutions={
                family: {key: tuple(words) for key, words in told.items()}
                for family, told in data["institutions"].items()
            },
            joined_pairs={word: tuple(parts) for word, parts in data["joined_pairs"].items()},
            **lists,
        )
    except KeyError as missing:
        raise LexiconError(f"{_FILE}: the list {missing} is missing") from missing


def _inverted(group: str, lists: dict[str, list[Any]]) -> dict[str, str]:
    """Word -> name of its list; a word may stand in one list only."""
    result: dict[str, str] = {}
    for name, words in lists.items():
        for word in words:
            if word in result:
                raise LexiconError(f"{_FILE}: {group}: {word} stands under {result[word]} and {name}")
            result[word] = name
    return result
