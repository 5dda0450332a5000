"""The family of ratios: a stated percentage against the part and the whole, or the result and the target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from data_layer.checks.definitions.asides import without_asides
from data_layer.checks.findings import Finding
from data_layer.checks.judging import CHANCE, LIKELY, PROVEN, SURE, Reading, judge
from data_layer.checks.linking.passages import Mention, Passage, additive, comparable
from data_layer.checks.linking.rates import TOGETHER, is_divisor, is_milestone, is_rate_of, names_whole
from data_layer.checks.linking.words import find, is_target
from data_layer.checks.shares.abreast import abreast_shares
from data_layer.checks.shares.apart import of_loans, of_opposites, of_remainder, of_towns, told_behind
from data_layer.checks.shares.belonging import COMPLETING, FAR, certainty_of_share
from data_layer.checks.shares.elsewhere import share_of_named
from data_layer.checks.shares.moved import moved_shares
from data_layer.checks.shares.naming import in_turn_by_name, named_readings, of_row_by_name
from data_layer.checks.shares.planned import of_any_plan, of_plan, of_task
from data_layer.checks.shares.rows import rows_of
from data_layer.checks.shares.sharing import COMPLETION, PER_WHOLE, SHARE, share_of
from data_layer.checks.shares.stems import of_modified, of_named_in_turn, of_two_verbs
from data_layer.lexicon.units import is_count
from data_layer.model import FigureKind, Status

__all__ = ["RULES", "check_ratios"]

RULES = (SHARE, COMPLETION)


def check_ratios(passage: Passage) -> Iterator[Finding]:
    """Every percentage of the passage that has its part and its whole there."""
    if sum(map(_may_be_result, passage.mentions)) + len(passage.earlier) < _FEWEST:
        return
    passage = without_asides(passage)
    rows = rows_of(passage)
    yield from filter(None, (judge([reading]) for reading in rows.sums))
    moved: dict[int, list[Reading]] = {}
    for reading in moved_shares(passage):
        moved.setdefault(reading.judged.order, []).append(reading)
    for rate in passage.mentions:
        figure = rate.figure
        if figure.kind is FigureKind.RATE and figure.unit in PER_WHOLE and _is_reported(passage, rate):
            if rate.order in rows.trimmed:
                continue
            together = TOGETHER.search(rate.clause) is not None
            tried = _of_all(rate, _levels_near(passage, rate)) if together else _readings(passage, rate)
            readings = [*rows.shares.get(rate.order, ()), *tried]
            readings = list(_of_all_listed(passage, rate, readings))
            timely = [_at_one_time(reading, passage.article.published) for reading in readings]
            finding = judge([*moved.get(rate.order, ()), *timely])
            if finding is not None:
                yield finding


def _of_all_listed(passage: Passage, rate: Mention, readings: Sequence[Reading]) -> Iterator[Reading]:
    """``readings``, those of the last member of a list alone as well of all: 甲78件、乙57件，占总量的77%."""
    levels = _levels_near(passage, rate)
    part = levels[-1] if levels else None
    beside = part is not None and part.order == rate.order - 1 and "占" in rate.left
    listed = _listed_with(passage, part, levels) if beside and part is not None else ()
    for reading in readings:
        alone = listed and reading.rule is SHARE and reading.operands[0] is part
        if alone and not reading.holds():
            yield share_of(rate, [*listed, *reading.operands[:1]], reading.operands[1:], LIKELY)
            reading = reading._replace(certainty=min(reading.certainty, CHANCE))
        yield reading


def _at_one_time(reading: Reading, published: date | None) -> Reading:
    """A share of a whole of another year is hardly meant: 户籍人口70万人。“十五”初期，贫困人口…人，占….

    Unless others of its row are of that whole (目前尚未解决的2件，占3%).
    """
    ends = [m.figure.period.end for m in reading.operands]
    years = [end.year for end in [end or published for end in ends] if end is not None]
    apart = max(years, default=0) - min(years, default=0)
    if reading.rule is not SHARE or apart <= (0 if all(ends) else 1) or reading.certainty >= PROVEN:
        return reading
    return reading._replace(certainty=min(reading.certainty, CHANCE))


_FEWEST = 2
"""Numbers that a rate is of."""


def _is_reported(passage: Passage, rate: Mention) -> bool:
    """Whether a rate tells what is; of a plan's number (完成计划30亿元的80%) it does, planned as that is."""
    if rate.figure.status is Status.ACTUAL or rate.named.endswith(COMPLETING):
        return True
    before = passage.mentions[max(0, rate.order - 2) : rate.order]
    if _OF_PLAN.search(rate.clause) and not any(_TO_COME.search(m.clause) for m in (rate, *before[-1:])):
        return True
    if not before or not is_target(before[-1].clause):
        return False
    told = before[-1:] if is_target(before[0].clause) else before
    return any(m.figure.status is Status.ACTUAL for m in told)


_OF_PLAN = re.compile("完成[^，。；]{0,8}(?:计划|任务|目标)[^，。；]{0,3}$")
_TO_COME = re.compile("[将拟]|力争|确保|预计|争取|要完成|要达")


def _readings(passage: Passage, rate: Mention) -> Iterator[Reading]:
    """Parts and wholes that the words allow."""
    levels = _levels_near(passage, rate)
    both = list(of_two_verbs(passage, rate, levels))
    yield from both or _by_words(passage, rate, levels)


def _by_words(passage: Passage, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    yield from told_behind(passage, rate, levels)
    yield from of_towns(passage, rate)
    yield from of_loans(passage, rate)
    yield from share_of_named(passage, rate)
    yield from of_opposites(rate, levels)
    yield from of_remainder(rate, levels)
    yield from named_readings(passage, rate, levels)
    yield from of_plan(passage, rate)
    yield from of_task(passage, rate)
    yield from of_any_plan(passage, rate)
    yield from of_modified(passage, rate)
    yield from of_named_in_turn(passage, rate)
    yield from of_row_by_name(passage, rate)
    amounts = [m for m in passage.mentions[max(0, rate.order - 4) : rate.order] if _may_be_result(m)]
    results = [m for m in amounts[:-1] if not is_divisor(passage, m)]
    inverted = list(_part_before_whole(passage, rate, [*results[-1:], *amounts[-1:]]))
    if inverted and results[-1].is_level:
        listed = _listed_with(passage, results[-1], [m for m in levels if m.order <= results[-1].order])
        inverted = list(_of_list_before(passage, rate, listed[0], inverted)) if listed else inverted
    yield from inverted
    ahead, behind = _run_of_rates(passage, rate)
    yield from abreast_shares(passage, rate, passage.mentions[rate.order - ahead], ahead + 1 + behind)
    if len(levels) < 2 or any(reading.certainty >= SURE for reading in inverted):
        return
    if ahead or behind:
        yield from _in_turn(passage, rate, levels, ahead, behind)
        return
    part = levels[-1]
    apart = part.sentence != rate.sentence and not _opens_sentence(rate, part)
    if apart or rate.start - part.end > FAR:
        return
    listed = _listed_with(passage, part, levels)
    if listed:
        yield from _of_a_list(passage, rate, [*listed, part], levels[: -len(listed) - 1])
    for whole in reversed(levels[: len(levels) - len(listed) - 1]):
        if comparable(part.figure, whole.figure) and not is_milestone(whole):
            yield share_of(rate, [part], [whole], certainty_of_share(passage, rate, part, whole))
    if is_target(part.clause) and is_target(rate.clause) and comparable(levels[-2].figure, part.figure):
        yield share_of(rate, [levels[-2]], [part], LIKELY)  # 新增1266人，目标900人，完成目标的140%
    if additive(levels[-2].figure, part.figure) and "其中" not in passage.gap(levels[-2], part):
        yield share_of(rate, [part], [levels[-2], part], CHANCE)


def _of_all(rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """火灾80起，救援40起，合计占总数的60%: of the numbers right before, all together."""
    for count in range(2, len(levels)):
        parts = levels[-count:]
        if all(m.sentence == rate.sentence and additive(m.figure, parts[0].figure) for m in parts):
            for whole in levels[:-count]:
                if additive(whole.figure, parts[0].figure):
                    yield share_of(
                        rate, parts, [whole], 0.92 if count == 2 and "占总数" in rate.clause else CHANCE
                    )


def _listed_with(passage: Passage, part: Mention, levels: Sequence[Mention]) -> Sequence[Mention]:
    """The members of its list before ``part`` (甲类78件、乙类57件、丙类56件): none is its whole."""
    first = len(levels) - 1
    while first > 0 and _MEMBER.fullmatch(passage.gap(levels[first - 1], levels[first])):
        if levels[first - 1].figure.unit != part.figure.unit:
            break
        first -= 1
    return levels[first:-1]


def _of_a_list(
    passage: Passage, rate: Mention, parts: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Reading]:
    """前三类是甲类78件、乙类57件、丙类56件，占总量的77%: of all together, by the whole named."""
    for whole in before[-_WHOLES_BACK:]:
        if names_whole(rate, whole) and all(additive(one.figure, whole.figure) for one in parts):
            yield share_of(rate, parts, [whole], LIKELY)


_MEMBER = re.compile(r"、[^，。；、0-9其]{1,16}")
_WHOLES_BACK = 3
"""Numbers before a list among which its whole stands."""


def _of_list_before(
    passage: Passage, rate: Mention, first: Mention, readings: Sequence[Reading]
) -> Iterator[Reading]:
    """造林32亩，其中甲类14亩、乙类18亩，为任务28亩的114%: of what the list divides, or of its last member."""
    yield from (reading._replace(certainty=CHANCE) for reading in readings)
    before = passage.mentions[first.order - 1] if first.order else None
    for reading in readings:
        if before is not None and before.is_amount and additive(before.figure, reading.operands[1].figure):
            yield share_of(rate, [before], reading.operands[1:], 0.92, COMPLETION)


def _levels_near(passage: Passage, rate: Mention) -> list[Mention]:
    """The levels before a rate, of its sentence and the one before."""
    first = rate.order
    while first and passage.mentions[first - 1].sentence >= rate.sentence - 1:
        first -= 1
    return [m for m in passage.mentions[first : rate.order] if _may_be_part(m)]


def _opens_sentence(rate: Mention, part: Mention) -> bool:
    """Whether a sentence begins with the rate of the number right before it: 办结30件。办结率为90%."""
    return part.order == rate.order - 1 and "，" not in rate.left and is_rate_of(rate, part)


def _may_be_part(mention: Mention) -> bool:
    """Whether a number counts something: 收入超过10万元的农户 are a kind of 农户."""
    return mention.is_amount and not (mention.figure.base_unit == "元" and _KIND.match(mention.right))


_KIND = re.compile(
    "(?:以上|以下|以内)?的?(?:年?收入|产值|资产|投资|销售额?)?的?[大农]?(?:户|家庭|村|企业|项目)[^，。；,;]"
)


def _may_be_result(mention: Mention) -> bool:
    """Whether a number may be what was reached or aimed at, as a step may: 净增3万元，完成净增计划2万元."""
    figure = mention.figure
    step = figure.kind is FigureKind.GROWTH and figure.unit not in ("%", "‰", "倍", "个百分点")
    return (step or figure.kind is FigureKind.LEVEL) and figure.value > 0


def _part_before_whole(passage: Passage, rate: Mention, amounts: Sequence[Mention]) -> Iterator[Reading]:
    """税收20亿元，占财政收入30亿元的66.7%; 完成1200户，为计划1000户的120%."""
    if len(amounts) < 2:
        return
    part, whole = amounts
    tail = passage.gap(whole, rate)
    if whole.order != rate.order - 1 or whole.sentence != rate.sentence or not _OF.match(tail):
        return
    between = _last_clause(passage.gap(part, whole).rstrip("（("))  # 占总投资（30亿元）的66.7%
    rated = any(m.is_rate for m in passage.mentions[part.order : whole.order])
    if part.sentence != whole.sentence or rated or not _may_divide(part, whole):
        return
    steps = any(m.is_growth for m in amounts)
    if "超" in between and rate.figure.value < _EXCESS:
        return  # 超额完成任务30亩的10%: by how much more
    if is_target(between) or is_target(tail):
        yield share_of(rate, [part], [whole], 0.95 if _opens(between) else 0.7, COMPLETION)
    elif not steps and find("share", between):
        yield share_of(rate, [part], [whole], 0.95)
    elif not steps and _opens(between):
        yield share_of(rate, [part], [whole], 0.7)


_EXCESS = 100
"""A rate by which a target was exceeded is below that of what was reached."""


def _may_divide(part: Mention, whole: Mention) -> bool:
    """Where the words set the one against the other, cards (张) may be a share of people (人)."""
    return comparable(part.figure, whole.figure) or all(is_count(m.figure.unit) for m in (part, whole))


def _last_clause(words: str) -> str:
    return _PIECES.split(words)[-1]


_PIECES = re.compile(r"[，；：,;:。（(]")
_OF = re.compile(r"^[）)]?[^，。；,;0-9]{0,12}的?[^，。；,;0-9]{0,6}$")
_OPENS = re.compile(r"(?:占|完成|为|达到?|相当于|是)[^，。；,;]{0,20}$")


def _opens(between: str) -> bool:
    return _OPENS.search(between) is not None


def _run_of_rates(passage: Passage, rate: Mention) -> tuple[int, int]:
    """How many rates stand directly before and behind ``rate`` in one list (分别占30%、40%)."""

    def listed(step: int) -> int:
        count, at = 0, rate
        while 0 <= at.order + step < len(passage.mentions):
            other = passage.mentions[at.order + step]
            first, second = (other, at) if step < 0 else (at, other)
            if not other.is_rate or passage.gap(first, second) not in _LISTED:
                return count
            count, at = count + 1, other
        return count

    return listed(-1), listed(1)


def _is_of_list(passage: Passage, level: Mention) -> bool:
    """Whether a number is listed behind another of its kind, so that it is no whole of a list behind it."""
    before = passage.mentions[level.order - 1] if level.order else None
    return (
        before is not None and additive(before.figure, level.figure) and passage.gap(before, level) in _LISTED
    )


_LISTED = ("、", "和", "，", ",", "及", "与", "以及")


def _in_turn(
    passage: Passage, rate: Mention, levels: Sequence[Mention], ahead: int, behind: int
) -> Iterator[Reading]:
    """男生120人、女生80人，分别占60%和40%: the first rate is of the first part."""
    levels = [m for m in levels if not is_divisor(passage, m)]
    number = ahead + 1 + behind
    first = passage.mentions[rate.order - ahead]
    if len(levels) <= number or levels[-1].order != first.order - 1 or "分别" not in first.left:
        return
    part = levels[len(levels) - number + ahead]
    rates = passage.mentions[first.order : first.order + number]
    by_name = in_turn_by_name(passage, rates, levels[-number:])
    named = by_name or bool(find("share", first.left))
    for whole in reversed(levels[:-number]):
        if comparable(part.figure, whole.figure):
            of_all = all(comparable(one.figure, whole.figure) for one in levels[-number:])
            other = find("other_whole", first.clause)
            named = named and (other is None or other.group() in whole.own_words)
            sure = whole is levels[-number - 1] and named and of_all and not _is_of_list(passage, whole)
            sure = sure or (by_name and sum(additive(m.figure, part.figure) for m in levels[:-number]) == 1)
            yield share_of(rate, [part], [whole], 0.9 if sure else CHANCE)
