"""An article as passages: its figures in the order of the text, with the words between them.

What belongs here: where figures stand to each other. What does not: what a rule makes of that.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from data_layer.checks.intervals import Stated, stated
from data_layer.checks.linking.words import unfilled
from data_layer.lexicon.units import is_count, load_units
from data_layer.model import Article, Figure, FigureKind

__all__ = [
    "Mention",
    "Passage",
    "addend",
    "additive",
    "comparable",
    "is_step_of",
    "last_piece",
    "lazy",
    "passages",
]

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_MARK = re.compile(r"[，；、：（）,;:()。！？!?\n]|——")
_MARKS = re.compile(r"(?s:.*)[，；、：（）,;:()。！？!?\n]")
_ASIDE = re.compile(r"[（(][^（）()，。；,;0-9]{1,12}[）)]")
"""A bracket within a name: 因公出国（境）费."""
_COUNTED = re.compile("[0-9.万亿余多]+[\u4e00-\u9fff]{1,2}$")
_AROUND = 24
"""Characters before and behind a number in which the words that belong to it stand."""


_Value = TypeVar("_Value")


class lazy(Generic[_Value]):  # noqa: N801 (used as a decorator)
    """A property computed once, without the lock that functools' takes before Python 3.12."""

    def __init__(self, compute: Callable[[Any], _Value]) -> None:
        self._compute, self._name = compute, compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, one: Any, _owner: object = None) -> _Value:
        value = one.__dict__[self._name] = self._compute(one)
        return value


@dataclass
class Mention:
    """A figure where it stands.

    Attributes:
        figure: the figure; ``is_level``, ``is_rate`` and ``is_growth`` tell its kind, ``is_amount`` a level
            above zero.
        text: of the whole article; ``start`` and ``end`` are the quote's span in it, half-open.
        order: its place among the passage's mentions.
        sentence: number of its sentence in the passage; ``opens`` is where that begins.
        before: where the mention before it ends, or its sentence begins; ``after``: where the next begins, or
            its sentence ends.
    """

    figure: Figure
    text: str
    order: int
    sentence: int
    opens: int
    closes: int
    start: int
    end: int
    before: int
    after: int
    is_level: bool
    is_rate: bool
    is_growth: bool
    is_amount: bool

    @lazy
    def stated(self) -> Stated:
        """What the number stands for."""
        return stated(self.figure, self.text)

    @lazy
    def left(self) -> str:
        """The words since the mention before, or the sentence's beginning."""
        return self.text[self.before : self.start]

    @lazy
    def right(self) -> str:
        """The words up to the next mention, or the sentence's end."""
        return self.text[self.end : self.after]

    @lazy
    def clause(self) -> str:
        """The words of its own clause before it."""
        words = self.left
        if words.find("）") > 0 or words.find(")") > 0:
            words = _ASIDE.sub("", words)
        return last_piece(words)

    @lazy
    def named(self) -> str:
        """The clause without the filling at its end: 就业率 of 就业率已达到."""
        return unfilled(self.clause)

    @lazy
    def own_words(self) -> str:
        """The words that belong to it: of its clause, before and behind.

        A number right behind another one (贷款32笔1800万元) is of the same words.
        """
        cut = _CLAUSE_MARK.search(self.right)
        behind = self.right[: cut.start()] if cut else self.right
        clause = self.clause
        if not clause and self.opens < self.before == self.start:
            clause = _COUNTED.sub("", last_piece(self.text[self.opens : self.start]))
        return clause[-_AROUND:] + "\0" + behind[:_AROUND]


def last_piece(words: str) -> str:
    """The words behind the last mark that parts clauses."""
    if "——" in words:
        return _CLAUSE_MARK.split(words)[-1]
    marked = _MARKS.match(words)
    return words[marked.end() :] if marked else words


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph with figures.

    Attributes:
        earlier: the amounts of the paragraphs right before it, and of the one that a row of such sorts.
    """

    article: Article
    mentions: Sequence[Mention]
    earlier: Sequence[Mention] = ()

    def gap(self, first: Mention, second: Mention) -> str:
        """The words between two mentions."""
        return first.text[first.end : second.start]

    def without(self, dropped: Collection[int]) -> Passage:
        """The same passage without the mentions at some places."""
        if not dropped:
            return self
        start, end = self.mentions[0].opens, self.mentions[-1].closes
        kept = [m.figure for m in self.mentions if m.order not in dropped]
        return Passage(self.article, _mentions(self.article.text, start, end, kept), self.earlier)


def passages(article: Article, figures: Sequence[Figure]) -> Iterator[Passage]:
    """The paragraphs of an article that hold figures, in order; the rows of tables say nothing in words."""
    text = article.text
    ordered = sorted(figures, key=_IN_TEXT)
    before: list[list[Mention]] = []
    head: list[Mention] = []
    at = 0
    while at < len(ordered):
        start = text.rfind("\n", 0, ordered[at].char_start) + 1
        end = text.find("\n", ordered[at].char_start)
        end = len(text) if end < 0 else end
        last = at
        while last < len(ordered) and ordered[last].char_start < end:
            last += 1
        compares = _COMPARING.search(text, start, end) is not None
        read = [_reread(text, one, compares=compares) for one in ordered[at:last] if not _is_aside(text, one)]
        read = _with_steps(text, read)
        if read and text.find("\t", start, end) < 0:
            mentions = _mentions(text, start, end, read)
            sorts = begins_sorting(text, start)
            held = [head, *before] if sorts and head and head not in before else before
            earlier = [m for some in held for m in some if m.is_amount]
            yield Passage(article, mentions, earlier)
            head = head if sorts else mentions
            before = [*before, mentions][-_BEFORE:]
        at = max(last, at + 1)


def begins_sorting(text: str, start: int) -> bool:
    """Whether a paragraph sorts what the one before a row of such tells: 从时段看，…; 2.按原因分，…."""
    return _SORTING.match(text, start) is not None


_SORTING = re.compile(
    "\\s*(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]|[一二三四五六七八九十]是)?(?:按照?|从)[^，。；：、]{2,16}?(?:[看分]|来看|分析|划分|统计)[，：]"
)
_BEFORE = 2
"""Paragraphs with figures in which what a paragraph divides may stand."""
_IN_TEXT = operator.attrgetter("char_start", "char_end")


def _mentions(text: str, start: int, end: int, figures: Sequence[Figure]) -> list[Mention]:
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start, end)] + [end]
    found: list[Mention] = []
    sentence, opens = 0, start
    before = start
    for order, figure in enumerate(figures):
        begins, stops, kind = figure.char_start, figure.char_end, figure.kind
        if ends[sentence] <= begins and sentence + 1 < len(ends):
            while ends[sentence] <= begins and sentence + 1 < len(ends):
                opens, sentence = ends[sentence], sentence + 1
            before = opens
        elif found:
            found[-1].after = begins
        closes, is_level = ends[sentence], kind is _LEVEL
        found.append(Mention(
            figure, text, order, sentence, opens, closes, begins, stops, before, closes,
            is_level, kind is _RATE, kind is _GROWTH, is_level and figure.value > 0,
        ))  # fmt: skip
        before = stops
    return found


_LEVEL, _RATE, _GROWTH = FigureKind.LEVEL, FigureKind.RATE, FigureKind.GROWTH
"""Looking a member up in its class takes as long as ten comparisons."""


def _with_steps(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures with amounts in a bracket behind a growth as its steps: 产量86吨，增产5%（约4吨）."""
    for at in range(2, len(figures)):
        level, rate, step = figures[at - 2 : at + 1]
        if (
            rate.kind is not _GROWTH
            or rate.unit != "%"
            or step.kind is not _LEVEL
            or level.kind is not _LEVEL
        ):
            continue
        opened = _IN_BRACKET.fullmatch(text, rate.char_end, step.char_start)
        if opened and text[step.char_end : step.char_end + 1] in ("）", ")") and additive(level, step):
            sign = -1 if rate.value < 0 else 1
            base = None if step.base_value is None else sign * step.base_value
            figures[at] = step._replace(kind=_GROWTH, value=sign * step.value, base_value=base)
    return figures


_IN_BRACKET = re.compile("[（(](?:约|即|计|合)?")


def _is_aside(text: str, figure: Figure) -> bool:
    """Whether a number tells nothing by itself: a year (2016届毕业生), what a price is of (8.4元/500克)."""
    year = figure.unit == "届" and 1900 <= figure.value < 2100
    return year or text[figure.char_start - 1] == "/"


def _reread(text: str, figure: Figure, *, compares: bool) -> Figure:
    """A figure by the words right around it: 减少为5家 is what is reached, 20家多3家 compares.

    Args:
        text: of its article.
        figure: the figure.
        compares: whether its paragraph has a word that compares; most have none.
    """
    kind = figure.kind
    if kind is _GROWTH:
        start, unit = figure.char_start, figure.unit
        if unit not in ("个百分点", "倍") and _REACHED.search(text, max(0, start - 8), start):
            kind = _RATE if unit in ("%", "‰") else _LEVEL
            base = None if figure.base_value is None else abs(figure.base_value)
            return figure._replace(kind=kind, value=abs(figure.value), base_value=base)
    elif compares and kind is _LEVEL:
        start = figure.char_start
        m = _COMPARED.search(text, max(0, start - 24), start)
        if m or (m := _COMPARED_BEFORE.search(text, max(0, start - 40), start)):
            sign = -1 if m["fall"] else 1
            base = None if figure.base_value is None else sign * figure.base_value
            return figure._replace(kind=_GROWTH, value=sign * figure.value, base_value=base)
    if figure.modifier == ">" and _COMPARES.match(text, figure.char_end):
        return figure._replace(modifier="")
    return figure


_REACHED = re.compile(
    r"(?:[加少低高升降减增大小缩长多涨简并撤调整扩](?:为|到|至|成)(?:了|约|近)?|[，,]共(?:增加|减少|新增))$"
)
_COMPARED = re.compile(
    r"(?:[同环]比|(?:比|较|与)[^，。；、,;0-9]{0,6}(?:[0-9]{4}年)?[^，。；、,;0-9]{0,3}"
    r"(?:年初|年末|年底|上年|去年|前年|同期|上月|上季|期末|[0-9]年)[^，。；、,;0-9]{0,4}?)"
    r"(?:新增|净增|增[^至到为长加速幅，]|多[\u4e00-\u9fff]{0,3}"
    r"|(?P<fall>少[\u4e00-\u9fff]{0,3}|压减|核减|净减|减[^至到为少，]))了?$"
)
"""较年初新增, 同比多登记, 比上年少支出: what follows is a step."""
_COMPARED_BEFORE = re.compile(
    r"(?:[同环]比|[比较](?:上年|去年)(?:同期)?)[^，。；、,;0-9]{0,4}"
    r"(?:(?:增长|上升)[0-9.]+%[，,]增[收支]|(?P<fall>下降[0-9.]+%[，,]减[收支]))$"
)
"""较上年增长5%，增收3万元."""


_COMPARING = re.compile("[比较与]")
"""One of them stands in every comparison."""

_COMPARES = re.compile(r"多[\u4e00-\u9fff]{0,3}[0-9]")


def comparable(first: Figure, second: Figure) -> bool:
    """Whether the one number may be a share of the other: additive, or both count things (家 and 户)."""
    if additive(first, second):
        return True
    here, there = (_counting(one.unit).replace("households", "things") for one in (first, second))
    return bool(here and there) and here == there


def additive(first: Figure, second: Figure) -> bool:
    """Whether the two numbers may be parts of one sum: counted in one word, or measured in one dimension."""
    return first.unit == second.unit or addend(first.unit, first.base_unit) == addend(
        second.unit, second.base_unit
    )


def is_step_of(step: Figure, level: Figure) -> bool:
    """Whether a number may be the rise or fall of another: a price rises by money (8.4元/斤，上涨0.3元)."""
    if additive(step, level):
        return True
    paid, slash, _ = level.unit.partition("/")
    return bool(slash) and addend(paid, paid) == addend(step.unit, step.base_unit)


@functools.lru_cache(maxsize=4096)
def addend(unit: str, base_unit: str | None) -> str:
    """What numbers of one sum have in common: their measure word, people, or the base unit."""
    counting = _counting(unit)
    if counting == "households":
        return "户"
    if counting:
        return "people" if counting == "people" else unit.removesuffix(_TIMES) or unit
    return base_unit or unit


_TIMES = "次"
"""件次 and 件: what is counted each time."""


@functools.lru_cache(maxsize=1024)
def _counting(unit: str) -> str:
    """``people``, ``households`` or ``things`` for a measure word that counts them; empty for other units."""
    if not is_count(unit):
        return ""
    dimension = load_units().units[unit].dimension
    if dimension == "households":
        return dimension
    return "people" if dimension in ("people", "visits") else "things"
