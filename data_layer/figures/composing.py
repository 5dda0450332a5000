"""Composes the figures of one sentence from its quantities, places and times.

What belongs here: joining what the other modules decide (indicator, kind, place, period, scope) into records.
What does not: walking through an article (``extracting``), and the deciding itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data_layer.figures.changes import growth_base, more_is_better
from data_layer.figures.confidence import judge
from data_layer.figures.contexts.distributing import places_of_lists, times_of_lists
from data_layer.figures.contexts.lasting import period_of
from data_layer.figures.contexts.links import Links
from data_layer.figures.contexts.placing import Placed, govern_place, place_of
from data_layer.figures.contexts.planning import Plans
from data_layer.figures.contexts.speakers import Telling, scopes_of, speaks_of_wholes, zone_speaks
from data_layer.figures.contexts.timing import govern_time
from data_layer.figures.numbers.quantities import Quantity
from data_layer.figures.phrases.catalogue import common_unit, match_indicator
from data_layer.figures.phrases.comparisons import set_beside
from data_layer.figures.phrases.indicators import name_indicators
from data_layer.figures.roles import kind_of, signs_of
from data_layer.figures.sentences import (
    LONGEST_CLAUSE,
    contexts,
    follows_in_list,
    sentence_around,
)
from data_layer.figures.statements import Memory, Named, Statement, Told
from data_layer.lexicon.phrases import load_phrase_words
from data_layer.lexicon.units import UnitKind
from data_layer.model import (
    Article,
    Figure,
    FigureKind,
    GrowthBase,
    PlaceMention,
    Scope,
    Status,
    TimeMention,
)

__all__ = ["Paragraph", "Sentence", "compose"]

_OF_TARGET = re.compile(r"(?:目标|任务|计划|预算|指标)(?:任务|目标)?(?:数|值|总额)?[为是]?$")
_PLANNED_MONEY = re.compile(
    r"(?<![占成到])(?:[全当本今]年|年度)度?(?:计划(?:完成)?(?:总)?投资额?|(?:总)?投资计划)[约为达共]*$"
)
"""年度计划投资18亿元: what is to be spent in a year."""
_SET_AGAINST = (
    r"[与同和较比][^，。；0-9]{2,8}?(?:相?比较?|相较)|[与同和][0-9]{4}年[^，。；]{0,36}?(?:相比较?|比较|相较)"
)
"""与上年相比, 与2010年普查的41万人相比."""
_COMPARING_ALL = re.compile(rf"(?P<what>{_SET_AGAINST}|[与同和较比][^，。；0-9]{{2,8}}?(?:同比)?)[，,]")
_COMPARING = re.compile(rf"[，,；;](?P<what>{_SET_AGAINST})[，,][^。；;]*\Z")
"""床位720张，与上年相比，增加36张: within a sentence it holds up to the next ；."""
_AIM_ALONE = re.compile(r"(?P<before>[^，。；、（(]*?)(?:目标|任务|计划)数?[约为是达]*$")
"""棚户区改造开工计划2.5万户, （任务14815亩）: what is to be done; 完成重点任务35项 was."""
_TASKS_COUNTED = frozenset({"个", "项", "条"})
"""上报重大战略任务3个: the tasks are counted, and are no aim themselves."""
_AIM_TAKEN = re.compile(r"占(?!地)|完成|达到|实现|承担|落实|分解|明确|部署|交办|下达|确定|梳理|涉及|超")
_AGAINST_TARGET = re.compile(
    r"[）)]?的[0-9百]|(?:[（(][^（）()]{1,12}[）)])?[，,]实际(?:支出|收入)|[，,](?:实际|目前|现|全年|共|已|已经|累计)*(?:完成|达到?|实现)"
)
"""完成全年目标任务1200人的114%; 改厕任务380座，完成402座: the number before is the target."""
_ESTIMATED = ("（预计", "(预计", "（预测", "（快报预计")
"""增长4%（预计数，下同）."""
_TARGET_BEHIND = re.compile(
    r"(?:全?年度?|年初|考核)?(?:目标|任务|计划|预算|指标)(?:任务|目标|数)?的[0-9百]"
    r"|的[^，。；0-9]{0,6}(?:控制|预期|规划|计划)(?:目标|指标|数)"
)
"""完成4600人年计划的61%, 低于4%的控制指标: the number before is the target."""
_MUST = re.compile("(?<![主重首需简只就])要$|(?<![对相反响供适效])应$")
"""总人口要控制在1.2亿以内."""
_TARGET_COMPARED = re.compile(r"[比较][^，。；]{0,8}(?:目标|任务|计划|预算|预期|指标)[^，。；]{0,4}$")
"""比计划产量54万吨增产1万吨: the number before the change is the target."""

_AIM_CHARS = frozenset("标务划算")
"""Characters of 目标, 任务, 计划 and 预算: most words hold none."""
_LONGEST_BARE = 6
"""Characters of a noun alone (税收, 亩均效益)."""
_ONE_EARNS = re.compile("[年月日]均?(?:收入|工资|薪)|工钱")
"""找到工作，月工资6200元: without whose it is, it is one person's; a place's would be 人均 or a sector's."""
_PLANS = re.compile(r"计划|力争|拟|确保|安排")


@dataclass(slots=True)
class Paragraph:
    """One paragraph and what its statements pass on.

    Attributes:
        text: its words, with full_marks.
        offset: where it begins in the article's text.
        memory: what later quantities may refer back to.
        subject: the place that its sentences speak of so far.
        planned: it stands in a section of plans, or goes on with one.
        spoken: its quotations whose speaker is told, with for whom he speaks.
        telling: for whom the article speaks so far.
    """

    article: Article
    text: str
    offset: int
    times: list[TimeMention]
    places: list[PlaceMention]
    quoted: list[tuple[int, int]]
    planned: bool = False
    memory: Memory = field(default_factory=Memory)
    subject: Placed | None = None
    spoken: list[tuple[int, int, Scope]] = field(default_factory=list)
    telling: Telling = field(default_factory=Telling)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its own places and times.

    Attributes:
        times: its own, behind the nearest ones before it.
        planned: it stands in a section of plans, or goes on with one.
    """

    paragraph: Paragraph
    span: tuple[int, int]
    places: list[PlaceMention]
    governing: list[PlaceMention]
    times: list[TimeMention]
    quoted: list[tuple[int, int]]
    planned: bool = False


def compose(sentence: Sentence, quantities: list[Quantity]) -> Iterator[Figure]:
    """The figures that ``quantities``, all of one sentence, are."""
    text = sentence.paragraph.text
    around = contexts(text, sentence.span, quantities)
    links = Links(text, sentence.places, sentence.times)
    lefts = links.words_before(quantities, around)
    signs = signs_of(quantities, around, lefts)
    shared = places_of_lists(text, sentence.span, around, sentence.places)
    own_times = [time for time in sentence.times if sentence.span[0] <= time.start < sentence.span[1]]
    dated = times_of_lists(text, sentence.span, around, own_times)
    statements = [
        Statement(quantity, context, left, links.placed(context), bool(sign), place is not None)
        for quantity, context, left, sign, place in zip(quantities, around, lefts, signs, shared, strict=True)
    ]
    goes_on = text[sentence.span[0] - 1 : sentence.span[0]] == "\n"
    named = name_indicators(Told(text, statements, around, sentence.paragraph.memory), goes_on=goes_on)
    scopes = _scopes(sentence, quantities, named)
    plans = Plans(text[slice(*sentence.span)])
    leader = before = statements[0]
    opening = leader.context.clause_start
    for statement, sign, name, scope, place, time in zip(
        statements, signs, named, scopes, shared, dated, strict=True
    ):
        leader = leader if follows_in_list(statement.context) else statement
        if not (_goes_on_bare(statement) and _in_next_clause(text, before, statement)):
            opening = leader.context.clause_start
        before = statement
        yield _figure(sentence, statement, leader, opening, quantities, plans, sign, name, scope, place, time)


def _scopes(sentence: Sentence, quantities: Sequence[Quantity], named: Sequence[Named]) -> list[Scope | None]:
    """For whom each statement speaks: by its own subject, who is quoted, or of whom the paragraph tells."""
    paragraph = sentence.paragraph
    telling = paragraph.telling
    *scopes, last = scopes_of(paragraph.text, sentence.span, quantities, sentence.places, telling.persons)
    if telling.speaker is not Scope.ENTITY and not paragraph.spoken:
        telling.tell(last, counted=any(scope is not Scope.ENTITY for scope in scopes))
        return scopes
    placed = next((p.start for p in sentence.governing if p.place is None), sentence.span[1])
    for i, (quantity, name) in enumerate(zip(quantities, named, strict=True)):
        if scopes[i] is not None or speaks_of_wholes(name.phrase):
            continue
        quoted = next((scope for low, high, scope in paragraph.spoken if low < quantity.start < high), None)
        if quoted is not None:
            scopes[i] = quoted
        elif telling.speaker is Scope.ENTITY and placed > quantity.start:
            scopes[i] = Scope.ENTITY
    telling.tell(last, counted=any(scope is not Scope.ENTITY for scope in scopes))
    return scopes


def _goes_on_bare(statement: Statement) -> bool:
    """可新增产值5亿元，税收4000万元: a noun alone goes on with what the clause before says."""
    left, words = statement.left.removesuffix("产值"), load_phrase_words()
    bare = statement.context.opened_by in ("，", ",") and 1 <= len(left) <= _LONGEST_BARE
    return bare and not any(words.fillers.at(left, at) for at in range(len(left)))


def _in_next_clause(text: str, before: Statement, statement: Statement) -> bool:
    """Whether a statement stands in the clause right behind that of the statement ``before``."""
    between = text[before.quantity.tail : statement.context.clause_start - 1]
    return not any(mark in between for mark in "，,；;：:")


def _figure(
    sentence: Sentence,
    statement: Statement,
    leader: Statement,
    opening: int,
    quantities: Sequence[Quantity],
    plans: Plans,
    sign: int,
    named: Named,
    scope: Scope | None,
    of_list: PlaceMention | None,
    time_of_list: TimeMention | None,
) -> Figure:
    paragraph, span = sentence.paragraph, sentence.span
    article, text = paragraph.article, paragraph.text
    quantity, context = statement.quantity, statement.context
    kind = kind_of(quantity, sign)
    sign = -sign if sign and more_is_better(context.left, named.phrase) else sign
    mention, earlier = time_of_list, False
    if mention is None:
        mention, earlier = govern_time(text, leader, span, sentence.times, sentence.quoted, quantities)
    status = Status.PLANNED if sentence.planned else _status(text, span, statement, opening, mention, plans)
    told_from = max(span[0], mention.end) if mention is not None else span[0]
    listed_now = quantity.kind is UnitKind.COUNT and not sign and text[told_from : quantity.lead]
    words = context.left if named.phrase in context.left else context.left + named.phrase
    ahead = sentence.planned or _PLANS.search(text, span[0], quantity.lead) is not None
    period = period_of(
        mention,
        words,
        kind,
        status,
        article.published,
        listed_now or "",
        ahead=ahead,
        this_year=_this_year(text, span, mention),
    )
    placed = (
        place_of(of_list, article.region)
        if of_list is not None
        else govern_place(text, quantity, span, sentence.governing, paragraph.subject, article.region)
    )
    if _ONE_EARNS.fullmatch(named.phrase) or (scope is None and zone_speaks(placed.place)):
        scope = Scope.ENTITY
    scope = scope or Scope.REGION
    low, high = sentence_around(text, span, quantity.start, quantity.end)
    match = match_indicator(named.phrase, quantity.dimension, kind) if named.phrase else None
    confidence, notes = judge(quantity, named, placed, scope, earlier=earlier and period.end is not None)
    factor = sign or (-1 if quantity.negative else 1)
    value = quantity.value * factor
    start = paragraph.offset + quantity.start
    figure_id = f"{article.article_id}-{start}"
    return Figure(
        figure_id=figure_id,
        article_id=article.article_id,
        char_start=start,
        char_end=paragraph.offset + quantity.end,
        quote=article.text[start : paragraph.offset + quantity.end],
        sentence=article.text[paragraph.offset + low : paragraph.offset + high],
        value=value,
        value_max=None if quantity.value_max is None else quantity.value_max * factor,
        unit=quantity.unit,
        kind=kind,
        indicator=named.phrase,
        base_value=value if quantity.factor == 1.0 else float(f"{value * quantity.factor:.12g}"),
        base_unit=(match and common_unit(match.indicator_id, quantity.dimension)) or quantity.base_unit,
        modifier=quantity.modifier,
        status=status,
        scope=scope,
        growth_base=_base(text, span, statement, leader) if kind is FigureKind.GROWTH else None,
        indicator_id=match.indicator_id if match else None,
        region=placed.region,
        region_candidates=() if placed.region is not None else _candidates(placed, article),
        place=placed.place,
        period=period,
        confidence=confidence,
        confidence_notes=notes,
        fact_id=figure_id,
    )


def _this_year(text: str, span: tuple[int, int], mention: TimeMention | None) -> bool:
    """Whether the sentence tells that 全年 is of this year: 今年，县里把项目摆在首位，全年实施项目52个."""
    return mention is not None and mention.text == "全年" and "今年" in text[span[0] : mention.start]


def _candidates(placed: Placed, article: Article) -> tuple[str, ...]:
    """What an open place may mean: its own candidates, or those of the article for which it speaks."""
    return tuple(region.adcode for region in placed.candidates) or article.region_candidates


def _status(
    text: str,
    span: tuple[int, int],
    statement: Statement,
    opening: int,
    mention: TimeMention | None,
    plans: Plans,
) -> Status:
    """Planned or actual; ``opening`` is where the clause begins whose words hold for the statement."""
    quantity, context = statement.quantity, statement.context
    if mention is not None and mention.planned and mention.start >= span[0]:
        done = plans.done_between(mention.end - span[0], quantity.lead - span[0])
        return Status.ACTUAL if done else Status.PLANNED
    left = context.left or statement.left
    if _MUST.search(left):
        return Status.PLANNED
    if not _AIM_CHARS.isdisjoint(left) and _aims(text, left, quantity):
        return Status.PLANNED
    if (beside := set_beside(quantity, context)) and beside["aim"]:
        return Status.PLANNED
    if text.startswith(_ESTIMATED, quantity.tail) or _TARGET_BEHIND.match(text, quantity.tail):
        return Status.PLANNED
    if context.before_quantity and not statement.growth and _TARGET_COMPARED.match(context.left):
        return Status.PLANNED
    return plans.status(quantity.lead - span[0], max(0, opening - span[0]))


def _aims(text: str, left: str, quantity: Quantity) -> bool:
    """Whether the words before a number say that it is what is aimed at, or to be spent."""
    if _OF_TARGET.search(left) and _AGAINST_TARGET.match(text, quantity.tail):
        return True
    aim = None if quantity.unit in _TASKS_COUNTED else _AIM_ALONE.fullmatch(left)
    return (aim is not None and not _AIM_TAKEN.search(aim["before"])) or bool(_PLANNED_MONEY.search(left))


def _base(text: str, span: tuple[int, int], statement: Statement, leader: Statement) -> GrowthBase | None:
    """What a change is against; members of a list (分别高于目标4个、3个百分点) share it.

    What opens the sentence holds for all of it: 与上年同期相比，甲县增加1亿元，乙县增加2亿元.
    """
    for told in (statement,) if leader is statement else (statement, leader):
        lead = told.quantity.lead
        if base := growth_base(text[max(told.context.clause_start, lead - LONGEST_CLAUSE) : lead]):
            return base
    opening = _COMPARING_ALL.match(text, span[0])
    if opening is None:
        opening = _COMPARING.search(text, span[0], statement.context.clause_start)
    return growth_base(opening["what"]) if opening else None
