"""Words that bound an indicator's phrase, loaded from phrases.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from data_layer.errors import LexiconError
from data_layer.lexicon import read_yaml
from data_layer.lexicon.wordsets import WordSet

__all__ = ["PhraseWords", "load_phrase_words"]

_FILE = "phrases.yaml"
_SUPERLATIVES = ("最高", "最多", "最低", "最少", "最大", "最长")
"""A closing (高达, 多达) takes no superlative apart: what was most is no total."""


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The word lists of phrases.yaml, which says what each is for."""

    opening: WordSet
    opening_keep: WordSet
    closing: WordSet
    closing_keep: WordSet
    verbs: WordSet
    fillers: WordSet
    particles: WordSet
    particle_keep: WordSet
    counted: WordSet
    spending: frozenset[str]
    qualifiers: tuple[str, ...]
    bodies: tuple[str, ...]
    no_thing: tuple[str, ...]
    aims: tuple[str, ...]
    stages: WordSet
    deeds: WordSet
    trades: WordSet
    speech: tuple[str, ...]
    short_verbs: frozenset[str]
    sums: WordSet

    def without_opening(self, text: str) -> str:
        """``text`` without the openings at its start."""
        start = 0
        while (length := self.opening.at(text, start)) and not self.opening_keep.at(text, start):
            start += length
        return text[start:]

    def without_closing(self, text: str) -> str:
        """``text`` without the closings at its end; of a closing and a kept word, the longer decides."""
        end = len(text)
        while (length := self.closing.before(text, end)) and length > self.closing_keep.before(text, end):
            end -= length
        return text[: end + text.startswith(_SUPERLATIVES, end - 1)]  # 结案最多达, 亩产最高达

    def without_long_closing(self, text: str) -> str:
        """``text`` without a closing of two or more characters; one may be part of a noun there."""
        length = self.closing.before(text, len(text))
        return text[: len(text) - length] if 2 <= length < len(text) - 1 else text

    def is_particle_at(self, text: str, start: int) -> bool:
        """Whether a particle stands at ``start``, and not a noun that begins like one."""
        return self.particles.at(text, start) > 0 and not self.particle_keep.at(text, start)

    def only_verbs(self, text: str) -> bool:
        """Whether ``text`` is made of verbs and fillers alone (and so tells of nothing by itself)."""
        start = 0
        while start < len(text):
            length = self.fillers.at(text, start)
            if not length:
                return False
            start += length
        return True


@functools.cache
def load_phrase_words() -> PhraseWords:
    """The phrase words of the program.

    Raises:
        LexiconError: if a list is missing.
    """
    data = read_yaml(_FILE)
    try:
        verbs = frozenset(data["verbs"]) | frozenset(data["spending"])
        counting = frozenset(data["counting"])
        return PhraseWords(
            opening=WordSet.of(frozenset(data["opening"]) | counting),
            opening_keep=WordSet.of(data["opening_keep"]),
            closing=WordSet.of(frozenset(data["closing"]) | counting),
            closing_keep=WordSet.of(data["closing_keep"]),
            verbs=WordSet.of(verbs),
            fillers=WordSet.of(verbs | counting | frozenset(data["opening"]) | frozenset(data["modals"])),
            particles=WordSet.of(data["particles"]),
            particle_keep=WordSet.of(data["particle_keep"]),
            counted=WordSet.of(data["counted"]),
            spending=frozenset(data["spending"]),
            qualifiers=tuple(data["qualifiers"]),
            bodies=tuple(data["bodies"]),
            no_thing=tuple(data["no_thing"]),
            aims=tuple(data["aims"]),
            stages=WordSet.of(data["stages"]),
            trades=WordSet.of(data["trades"]),
            deeds=WordSet.of(data["deeds"]),
            speech=tuple(data["speech"]),
            short_verbs=frozenset(data["short_verbs"]),
            sums=WordSet.of(data["sums"]),
        )
    except KeyError as missing:
        raise LexiconError(f"{_FILE}: the list {missing} is missing") from missing
