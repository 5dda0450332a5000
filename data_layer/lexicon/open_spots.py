"""Words and digits by which the spots are read that a form leaves open.

What belongs here: reading and checking ``open_spots.yaml``, whose head defines the keys. What does not:
comparing two texts (``data_layer.duplicates``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml

__all__ = ["OpenSpotWords", "load_open_spot_words"]

_FILE = "open_spots.yaml"


@dataclass(frozen=True, slots=True)
class OpenSpotWords:
    """The lists of ``open_spots.yaml``.

    Attributes:
        lookalike_digits: two digits each, in either order.
        town_tails, day_marks, wire_marks, person_heads, person_tails: words.
        day_units: a word each, with the numbers that are valid before it.
    """

    lookalike_digits: frozenset[str]
    town_tails: tuple[str, ...]
    day_marks: tuple[str, ...]
    wire_marks: tuple[str, ...]
    person_heads: tuple[str, ...]
    person_tails: tuple[str, ...]
    day_units: tuple[tuple[str, range], ...]


@functools.cache
def load_open_spot_words() -> OpenSpotWords:
    """The lists.

    Raises:
        LexiconError: a key is missing or unknown, a look-alike is not of two digits, or a unit has no
            numbers.
    """
    raw = read_yaml(_FILE)
    if not isinstance(raw, dict) or raw.keys() != set(OpenSpotWords.__slots__):
        raise LexiconError(f"{_FILE}: needs exactly the keys {', '.join(OpenSpotWords.__slots__)}")
    lists = {key: tuple(str(words).split()) for key, words in raw.items()}
    for two in lists["lookalike_digits"]:
        if len(two) != 2 or not two.isdecimal() or two[0] == two[1]:
            raise LexiconError(f"{_FILE}: lookalike_digits: {two!r} is not two digits")
    alike = {order for two in lists.pop("lookalike_digits") for order in (two, two[::-1])}
    units = tuple(_unit(words) for words in lists.pop("day_units"))
    return OpenSpotWords(frozenset(alike), day_units=units, **lists)


def _unit(words: str) -> tuple[str, range]:
    """A unit and the numbers that are valid before it, of words such as ``月1-12``."""
    found = re.fullmatch(r"(\D+)(\d+)-(\d+)", words)
    if not found or int(found[2]) >= int(found[3]):
        raise LexiconError(f"{_FILE}: day_units: {words!r} is not a unit with its first and last number")
    return found[1], range(int(found[2]), int(found[3]) + 1)
