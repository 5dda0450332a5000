"""How two aligned figures differ: by the words of their texts, not by how they happened to be read.

Two witnesses in the same words may be read differently (a comma more, and the phrase of an indicator is cut
elsewhere). That is no difference between the witnesses. A difference needs other characters in the text.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from data_layer.duplicates.shingles import fold_texts
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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A figure with the letters and digits around it."""

    figure: Figure
    quote: str
    clause: str
    words: str

    @classmethod
    def of(cls, figure: Figure, text: str) -> "Surroundings":
        """The surroundings of ``figure`` in its article's ``text``: its clause, and what defines it."""
        start, end = figure.char_start, figure.char_end
        begin = max(text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
        ends = [at for mark in _CLAUSE_ENDS if (at := text.find(mark, end)) >= 0]
        clause = text[begin : min(ends, default=len(text))]
        words = text[max(0, start - _BEFORE_CHARS) : end + _AFTER_CHARS]
        return cls(figure, *(fold_words(part) for part in (figure.quote, clause, words)))


_CLAUSE_ENDS = "，,。；;、\n"
# a figure's subject, place and time stand in its paragraph, mostly before it
_BEFORE_CHARS, _AFTER_CHARS = 240, 80


def fold_words(text: str) -> str:
    """The letters and digits of ``text``, full-width folded."""
    return fold_texts([text]).of(0)


def classify_difference(a: Figure, article_a: Article, b: Figure, article_b: Article) -> Difference:
    """How two aligned figures differ in number or meaning."""
    here, there = Surroundings.of(a, article_a.text), Surroundings.of(b, article_b.text)
    if here.quote != there.quote:
        if (a.value, a.value_max) != (b.value, b.value_max):
            return Difference.PRECISION if _rounds(a.value, b.value) else Difference.DIGITS
        if a.unit != b.unit:
            return Difference.UNIT
    return Difference.SAME if _same_meaning(here, there) else Difference.WORDS


def _rounds(first: float, second: float) -> bool:
    """Whether the one is the other with fewer digits."""
    fine, coarse = sorted((Decimal(str(first)).normalize(), Decimal(str(second)).normalize()),
                          key=lambda number: -len(number.as_tuple().digits))
    return fine.quantize(Decimal(1).scaleb(int(coarse.as_tuple().exponent))) == coarse


def _same_meaning(a: Surroundings, b: Surroundings) -> bool:
    """Whether what was read differently stands in the same words."""
    read_a, read_b = a.figure, b.figure
    roles = [(one.kind, one.status, one.modifier, one.growth_base) for one in (read_a, read_b)]
    if roles[0] != roles[1] and a.clause != b.clause:
        return False
    phrases = ((read_a.indicator, read_b.indicator), (read_a.place, read_b.place),
               (read_a.period.text, read_b.period.text))
    return all(_stands(one, a.words, b.words) and _stands(other, b.words, a.words)
               for one, other in phrases if one != other)


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
