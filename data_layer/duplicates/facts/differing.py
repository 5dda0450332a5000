"""How two aligned figures differ: by the words of their texts, not by how they happened to be read.

Two witnesses in the same words may be read differently (a comma more, and the phrase of an indicator is cut
elsewhere). That is no difference between the witnesses. A difference needs other characters in the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

import numpy as np

from data_layer.duplicates.blocking.shingles import Places, counted_places, fold_texts, fold_words
from data_layer.duplicates.facts.meaning import NamedPlace, counted_phrase, named_places, places_of
from data_layer.model import Article, Figure


class Difference(StrEnum):
    """How two aligned figures differ; the first that applies."""

    SAME = "same"
    DIGITS = "digits"
    PRECISION = "precision"
    UNIT = "unit"
    WORDS = "words"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of witness ``a`` beside that of witness ``b``.

    One of them is None where the other witness leaves it out (MISSING), or has the same words and no figure
    was read from them (SAME).
    """

    a: Figure | None
    b: Figure | None
    difference: Difference


_POINT = re.compile(r"(?<=\d)\s?[.·]\s?(?=\d)")
_CLAUSE_ENDS, _SENTENCE_ENDS = "，,。；;、\n", "。；;\n"
# a figure's subject, place and time stand in its paragraph, mostly before it
_BEFORE_CHARS, _AFTER_CHARS = 240, 80


class Witness:
    """An article with its figures, folded once to letters and digits.

    Attributes:
        places: where the characters that count stand in the text.
        folded: these characters.
        figures: in the order of the text.
    """

    def __init__(self, article: Article, figures: Sequence[Figure]) -> None:
        self.text = article.text
        self.figures = sorted(figures, key=lambda figure: figure.char_start)
        self.places: Places = counted_places(article.text)
        self.folded = fold_texts([article.text]).of(0)

    def within(self, start: int, end: int) -> str:
        """The characters that count of ``text[start:end]``."""
        first, last = np.searchsorted(self.places, (start, end)).tolist()
        return self.folded[first:last]

    @cached_property
    def quotes(self) -> list[str]:
        """The letters and digits of each figure's number and unit."""
        return [self.within(figure.char_start, figure.char_end) for figure in self.figures]

    def around(self, number: int, reach: int) -> tuple[str, str]:
        """The ``reach`` characters that count before a figure, and those behind it."""
        figure = self.figures[number]
        first, last = np.searchsorted(self.places, (figure.char_start, figure.char_end)).tolist()
        return self.folded[max(0, first - reach) : first], self.folded[last : last + reach]

    @cached_property
    def surroundings(self) -> "list[Surroundings]":
        """What stands around each figure."""
        nexts = [*(figure.char_start for figure in self.figures[1:]), len(self.text)]
        return [
            Surroundings.of(self, figure, following)
            for figure, following in zip(self.figures, nexts, strict=True)
        ]

    @cached_property
    def named(self) -> list[NamedPlace]:
        """The villages, towns and zones that the text names."""
        return named_places(self.text)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A figure with the letters and digits that say it.

    Attributes:
        quote: those of the number and its unit.
        clause: those of its clause.
        sentence: those of its sentence, up to a semicolon: the place of the one before is no longer meant.
        words: those of what stands before it and a little after, where its subject and time are.
        counted: those of the phrase behind it: what is counted.
        places: names of the villages, towns and zones that it is about.
        text: all of its article's.
    """

    figure: Figure
    quote: str
    clause: str
    sentence: str
    words: str
    counted: str
    places: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, witness: Witness, figure: Figure, next_figure: int) -> "Surroundings":
        """The surroundings of a figure of ``witness``; the next one begins at ``next_figure``."""
        start, end = figure.char_start, figure.char_end
        clause = _bounds(witness.text, start, end, _CLAUSE_ENDS)
        sentence = _bounds(witness.text, start, end, _SENTENCE_ENDS)
        words = start - _BEFORE_CHARS, end + _AFTER_CHARS
        return cls(
            figure,
            quote=witness.within(start, end),
            clause=witness.within(*clause),
            sentence=witness.within(*sentence),
            words=witness.within(*words),
            counted=fold_words(counted_phrase(witness.text, end, next_figure)),
            places=tuple(map(fold_words, places_of(witness.text, witness.named, *sentence))),
            text=witness.folded,
        )


def _bounds(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """The run of ``text`` around a span that holds none of ``marks``."""
    begin = max(text.rfind(mark, 0, start) for mark in marks) + 1
    return begin, min((at for mark in marks if (at := text.find(mark, end)) >= 0), default=len(text))


def classify_difference(a: Surroundings, b: Surroundings) -> Difference:
    """How two aligned figures differ in number or meaning."""
    here, there = a.figure, b.figure
    if a.quote != b.quote or _points(here.quote) != _points(there.quote):
        if (here.value, here.value_max) != (there.value, there.value_max):
            return Difference.PRECISION if _rounds(here.value, there.value) else Difference.DIGITS
        if here.unit != there.unit:
            return Difference.UNIT
    return Difference.SAME if _same_meaning(a, b) else Difference.WORDS


def _points(quote: str) -> int:
    """How many decimal points a quote has: folding to letters and digits leaves them out."""
    return len(_POINT.findall(unicodedata.normalize("NFKC", quote)))


def _rounds(first: float, second: float) -> bool:
    """Whether the one is the other with fewer digits."""
    fine, coarse = sorted(
        (Decimal(str(first)).normalize(), Decimal(str(second)).normalize()),
        key=lambda number: -len(number.as_tuple().digits),
    )
    return fine.quantize(Decimal(1).scaleb(int(coarse.as_tuple().exponent))) == coarse


def _same_meaning(a: Surroundings, b: Surroundings) -> bool:
    """Whether what was read differently stands in the same words."""
    here, there = ((one.kind, one.status, one.modifier, one.growth_base) for one in (a.figure, b.figure))
    if here != there and a.clause != b.clause:
        return False
    if not (a.counted.startswith(b.counted) or b.counted.startswith(a.counted)):
        return False
    if not (all(name in b.text for name in a.places) and all(name in a.text for name in b.places)):
        return False
    told = (
        (a.figure.indicator, b.figure.indicator, a.words, b.words),
        (a.figure.period.text, b.figure.period.text, a.words, b.words),
        (a.figure.place, b.figure.place, a.sentence, b.sentence),
    )
    return all(
        _stands(one, own, other) and _stands(another, other, own)
        for one, another, own, other in told
        if one != another
    )


def _stands(phrase: str | None, own: str, other: str) -> bool:
    """Whether the words of ``phrase`` that stand in ``own`` stand in ``other`` too.

    A phrase may be put together from several places of its text: its pieces are sought one by one.
    """
    rest = fold_words(phrase or "")
    while rest:
        length = len(rest)
        while length > 1 and rest[:length] not in own:
            length -= 1
        if length > 1 and rest[:length] not in other:
            return False
        rest = rest[length:]
    return True
