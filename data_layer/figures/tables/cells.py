"""The cells of tables as figures: each is read as the sentence that its heads make of it.

What belongs here: putting a cell, its heads, its unit and its caption into words, and setting what is read
from them back into the article. What does not: where tables stand (``layout``), reading sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from data_layer.figures.numbers.quantities import Rejected, RejectReason
from data_layer.figures.sentences import sentence_around
from data_layer.figures.tables.heads import (
    NOTE,
    TOWN,
    Part,
    captions_of,
    is_share,
    part_of,
    unit_of,
    without_unit,
)
from data_layer.figures.tables.layout import Cell, Row, Table, find_tables
from data_layer.figures.tables.nesting import Nested, nested
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.tables import load_table_words
from data_layer.model import Article, Figure, FigureKind, Scope, Status

__all__ = ["read_tables", "unread_cells"]

_NUMBER = re.compile(r"(?P<number>[-+－−]?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<rest>\D.{0,11})?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RISES = ("增长", "增加", "上涨")

_Reader = Callable[[Article], list[Figure]]
"""Reads the figures of an article's prose."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What all that belongs to a cell says of it.

    Attributes:
        times, places: when and where.
        names: what is measured.
        change: the word that compares, as ``Part`` has it.
        unit: empty where none is told.
        planned: it is an aim, or the growth to one.
    """

    times: str
    places: str
    names: str
    change: str
    unit: str
    planned: bool

    @property
    def setting(self) -> str:
        """When and where, as a sentence opens."""
        return self.times + "，" * bool(self.times) + self.places


def read_tables(article: Article, read: _Reader) -> list[Figure]:
    """The figures of all cells of an article's tables.

    Args:
        read: reads the sentence that is made of a cell.
    """
    return [
        figure
        for table in find_tables(article.text, article.title)
        for row, place in zip(table.rows, nested(table.rows), strict=True)
        for column in range(table.first, len(row.cells))
        if (cell := row.cells[column]) is not None and not _tells_nothing(table, cell, column)
        for figure in _read_cell(article, row, cell, _words(article, table, row, place, column), read)
    ]


def unread_cells(article: Article, figures: Sequence[Figure]) -> list[Rejected]:
    """The cells that hold nothing but a number and are none of ``figures``: nothing tells their unit."""
    read = {figure.char_end for figure in figures}
    return [
        Rejected(cell.start, cell.end, cell.text, RejectReason.NO_UNIT)
        for table in find_tables(article.text, article.title)
        for row in table.rows
        for cell in row.cells[table.first :]
        if cell is not None and (number := _NUMBER.match(NOTE.sub("", cell.text))) is not None
        if not number["rest"] and cell.start + number.end() not in read
    ]


def _tells_nothing(table: Table, cell: Cell, column: int) -> bool:
    words = load_table_words()
    return cell.text in words.blanks or "".join(table.heads[column]) in words.skipped


def _read_cell(article: Article, row: Row, cell: Cell, told: _Words, read: _Reader) -> Iterator[Figure]:
    number = _NUMBER.fullmatch(NOTE.sub("", cell.text))
    if number is None:
        before, said, behind = told.setting, cell.text, ""
    else:
        before, said, behind = _framed(told, number["number"], number["rest"] or "")
    if number is not None and not behind and not number["rest"]:
        return
    lost = 0 if number is None else len(number.group()) - len(said)
    for figure in read(replace(article, text=before + said + behind)):
        start, end = figure.char_start - len(before), min(len(said), figure.char_end - len(before))
        if end > 0 and start < len(said):
            start = cell.start + (lost + start if start > 0 else 0)
            yield _set_back(article, row, told, figure, start, cell.start + lost + end)


def _set_back(article: Article, row: Row, told: _Words, figure: Figure, start: int, end: int) -> Figure:
    """A figure that was read from the sentence made of its cell, where it stands in the article."""
    low, high = sentence_around(article.text, (row.start, row.end), start, end)
    figure_id = f"{article.article_id}-{start}"
    words = load_table_words()
    indicator = figure.indicator.removeprefix(told.places) or figure.indicator
    if told.names.startswith(indicator) and len(told.names) == len(indicator) + 1:
        indicator = told.names  # 衣着, which in a sentence may end in 着
    town = told.places if TOWN.fullmatch(told.places) else None
    if told.change in words.shares.values() and figure.kind is FigureKind.RATE:
        indicator = told.names + told.change.removesuffix("的")
    return figure._replace(
        figure_id=figure_id,
        fact_id=figure_id,
        char_start=start,
        char_end=end,
        quote=article.text[start:end],
        sentence=article.text[low:high],
        indicator=indicator,
        place=figure.place or town,
        scope=Scope.ENTITY if town else figure.scope,
        status=Status.PLANNED if told.planned else figure.status,
    )


def _framed(told: _Words, number: str, own: str) -> tuple[str, str, str]:
    """What a sentence says before the number of a cell, the number as it says it, and what behind."""
    opening = told.setting + told.names
    if told.change in load_table_words().ranks and not own:
        return opening + "排名第", number, "位"
    unit = "" if own else told.unit
    amount = number.lstrip("-+－−")
    if len(amount) == len(number) or not told.change.endswith(_RISES):
        negative = number[0] in "-－−" and not is_share(own or unit)
        return opening + told.change + "为" * negative, number.lstrip("+") + own, unit
    change = told.change if number[0] == "+" else told.change[:-2] + "下降"
    return opening + change, amount + own, unit


def _words(article: Article, table: Table, row: Row, place: Nested, column: int) -> _Words:
    """What row, column and caption say of a cell."""
    labels = [part_of(article, label) for label in row.labels]
    whole = part_of(article, place.whole)
    if labels and (place.repeated or not place.tells_unit(row.unit, labels[-1].unit)):
        labels[-1] = replace(labels[-1], name=_of_whole(whole.name, labels[-1].name, repeated=place.repeated))
    heads = [part_of(article, head) for head in table.heads[column]]
    caption, units = captions_of(article, table.captions)
    names = [part.name for part in (*labels, *heads) if part.name]
    change = next((part.change for part in (*heads[::-1], *labels[::-1]) if part.change), "")
    times = [part.time for part in (*labels, *heads) if part.time]
    aims = load_table_words().planned
    bare = all(name in aims for name in names)
    left = _left_of(article, table, column) if change or bare else []
    beside = left[0] if left and change else []
    total = any(_bare(label) in load_table_words().totals for label in row.labels)
    side = next((_bare(words) for words in table.sides if _bare(words) in load_table_words().sides), "")
    if total and side and not names:
        names, bare = [side + "合计"], False
    elif names and not bare and beside and not any(part.name for part in heads):
        names += _measure_of(beside, names[-1], change)
    elif len(names) > 1 and names[0][-1] == names[-1][-1]:
        names = names[:1]  # 地区生产总值 below 增加值
    if bare:
        named = ([part.name for part in parts if part.name not in ("", *aims)] for parts in left)
        names = next(filter(None, named), [caption.name]) + names
    if not any(names):
        names = _fallback(table, column, change)
    if len(names) == 1 and names[0] in load_cues().dependent:
        names = [_of_what(caption.name, names[0]), *names]
    if not times:
        times = _time_beside(left if change else []) or [caption.time]
    told = [part.unit for part in (*heads, *labels[::-1]) if part.unit]
    told += [unit for unit in (unit_of(row.unit),) if unit]
    told = told or units or [unit for unit in (whole.unit, unit_of(place.unit)) if unit]
    return _Words(
        "".join(times),
        "".join(part.place for part in (*labels, *heads)),
        "".join(_sorted_first(names)),
        change,
        _chosen([*told, *units], names[-1], change),
        _plans((*labels, *heads, *beside), change),
    )


def _of_whole(whole: str, part: str, *, repeated: bool) -> str:
    """铁路 of 客运量总计 is 铁路客运量; another name that rows share stands behind that of its own whole."""
    words = load_table_words()
    total = next((word for word in words.totals if whole.endswith(word)), "")
    whole = whole.removesuffix(total)
    if not whole or not part or part[-1] in load_cues().measured_endings:
        return whole + part if repeated else part
    if whole.endswith(load_cues().shared_measures):
        return part + whole
    return whole + part if repeated else part


def _fallback(table: Table, column: int, change: str) -> list[str]:
    """What a column is called where nothing says more; a rank is of the column before it."""
    ranked = change in load_table_words().ranks and column > table.first
    head = "".join(table.heads[column - ranked])
    return [without_unit(_bare(head))[0] if ranked or not change else ""]


def _of_what(caption: str, head: str) -> str:
    """The noun of a caption that a head needs (产量 in a table of 粮食生产); empty where it is a measure."""
    doings = load_table_words().doings
    noun = next((caption.removesuffix(doing) for doing in doings if caption.endswith(doing)), caption)
    return "" if noun.endswith(head) or noun[-1:] in load_cues().measured_endings else noun


def _bare(words: str) -> str:
    return words.replace(" ", "")


def _sorted_first(names: Sequence[str]) -> Sequence[str]:
    """人均可支配收入 above 城镇 is 城镇人均可支配收入."""
    return [names[-1], *names[:-1]] if names[-1] in load_cues().sorts else names


def _measure_of(beside: Sequence[Part], name: str, change: str) -> list[str]:
    """What of ``name`` the column beside measures, whose growth or share is told: 增加值 of 第一产业."""
    own = [part.name for part in beside if part.name and part.name not in load_table_words().planned]
    told = change.endswith(_RISES) or change in ("占比", "比重")
    return (
        own
        if told and own and name[-1] != own[-1][-1] and own[-1][-1] in load_cues().measured_endings
        else []
    )


def _plans(parts: Iterable[Part], change: str) -> bool:
    """Whether a cell tells an aim; a share of it that was reached (完成预算%) does not."""
    words = load_table_words()
    return change not in words.shares.values() and any(part.name.endswith(words.planned) for part in parts)


def _chosen(units: Sequence[str], name: str, change: str) -> str:
    """The unit of a cell: a share for what compares, else the first one that is told, or what is counted."""
    share = next((unit for unit in units if is_share(unit)), "")
    if change and not change.endswith("增加"):
        return share or "%"
    if units and is_share(units[0]):
        return units[0]
    level = next((unit for unit in units if not is_share(unit)), "")
    counted = load_table_words().counted.items()
    return level or next((unit for end, unit in counted if name.endswith(end)), share)


def _time_beside(left: Sequence[Sequence[Part]]) -> list[str]:
    """The time of what a column compares: the latest year of the columns that stand together left of it."""
    times = ["".join(part.time for part in parts) for parts in left]
    near = list(takewhile(_YEAR.match, times))
    return [max(near)] if near else list(filter(None, times[:1]))


def _left_of(article: Article, table: Table, column: int) -> list[list[Part]]:
    """The heads of the columns to the left that do not compare, the nearest first: 产量, 目标, 比上年增长."""
    columns = [[part_of(article, head) for head in table.heads[at]] for at in range(table.first, column)]
    return [parts for parts in reversed(columns) if parts and not any(part.change for part in parts)]
