"""The family of series: one indicator of one region through time and across articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from data_layer.checks.across.corpus import Corpus, Key, indicator_of
from data_layer.checks.changes.telling import exempt_growth
from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.slips import slip_between
from data_layer.checks.wording import number, points
from data_layer.model import Figure, FigureKind, GrowthBase, PeriodType, Verdict

__all__ = ["RULES", "check_series"]

CONFLICT = Rule(
    "conflict",
    "同一事实说法不一",
    "不同文章对同一地区、同一指标、同一时期给出的数应当相同。",
    "指标说法不同、时期不同、只是取舍位数不同时不判；"
    "初步数与核定数不同是常事，所以只列为存疑，能用错位、漏“万”解释并有第三处佐证时才算错。",
    "数据融合中的真值发现（Dong、Srivastava，2013）：多来源一致者可信。",
)
GROWTH = Rule(
    "growth",
    "增速与上年数",
    "本期数 ÷ 上年同期数 - 1 应与所写的同比增速一致（上年数取自库中其他文章）。",
    "按不变价计算的增速（地区生产总值、规模以上工业增加值等）不适用；上年数可能已修订，对不上时列为存疑。",
    "国家统计局《统计指标解释》：可比价格与名义增速；统计公报的修订说明。",
)
CUMULATIVE = Rule(
    "cumulative",
    "累计数不应减少",
    "同一年里，截止日期在后的累计数不应小于在前的。",
    "存量、比率、增减不判；口径可能调整，所以一般列为存疑。",
    "统计报表的时序审核：累计数逐期递增。",
)
RULES = (CONFLICT, GROWTH, CUMULATIVE)

_PER = 100
_MOST = 24
"""Reports of one fact at most that are compared one by one."""


def check_series(corpus: Corpus) -> Iterator[Finding]:
    """Every series by every rule of the family."""
    for key, figures in corpus.series.items():
        if len(figures) > 1:
            times = [_time(figure) for figure in figures]
            for first, last in _of_one_time(times):
                yield from _conflicts(corpus, figures[first:last])
            if key.kind is FigureKind.LEVEL and _has_steps(times) and _is_flow(key):
                yield from _cumulative(corpus, figures)
        if key.kind is FigureKind.GROWTH and key.unit == "%":
            yield from _growths(corpus, key, figures)


def _is_flow(key: Key) -> bool:
    indicator = indicator_of(key.indicator_id)
    return indicator is not None and indicator.flow


_Time = tuple[date, date]


def _time(figure: Figure) -> _Time:
    """The last day of its period, then the first."""
    start, end, _, _ = figure.period
    end = end or date.min
    return end, start or end


def _of_one_time(times: Sequence[_Time]) -> Iterator[tuple[int, int]]:
    """Where the runs of a series begin and end, whose periods may be the same."""
    first = 0
    for at in range(1, len(times) + 1):
        if at == len(times) or times[at] != times[first]:
            if at - first > 1:
                yield first, at
            first = at


def _has_steps(times: Sequence[_Time]) -> bool:
    """Whether two periods of a series end on two days of one year."""
    return any(one.year == other.year and one != other for (one, _), (other, _) in pairwise(times))


def _conflicts(corpus: Corpus, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Reports of one period that differ from the one most articles give."""
    by_period: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        period = figure.period
        if period.type is not PeriodType.UNKNOWN:
            by_period[period.start, period.end, figure.growth_base, figure.indicator].append(figure)
    for group in by_period.values():
        if len({figure.article_id for figure in group}) > 1:
            yield from _compared(corpus, group[:_MOST])


def _compared(corpus: Corpus, group: Sequence[Figure]) -> Iterator[Finding]:
    stated = [corpus.stated(figure) for figure in group]
    near = [one.near.scaled(one.factor) for one in stated]
    times = Counter(near)  # most reports of a fact are alike
    support = {one: sum(count for other, count in times.items() if one.meets(other)) for one in times}
    chosen = min(range(len(group)), key=lambda at: (-support[near[at]], group[at].figure_id))
    held, ours, backed = group[chosen], stated[chosen], support[near[chosen]] > 1
    agreeing = {one for one in times if near[chosen].meets(one)}
    for figure, theirs, own in zip(group, stated, near, strict=True):
        if figure.article_id == held.article_id:
            continue
        if own in agreeing:
            told = f"另一篇文章写 {held.quote}，与这里的 {figure.quote} 相符"
            yield _finding(CONFLICT, Verdict.CONSISTENT, [held, figure], ("另一处", "此处"), told)
            continue
        off = theirs.value - ours.value * ours.factor / theirs.factor
        told = f"{figure.indicator}：另一篇文章写 {held.quote}，这里写 {figure.quote}"
        told += f"，相差 {points(abs(off), figure, 1)}"
        slip = slip_between(theirs, ours)
        sure = slip and backed
        if slip:
            told += f"，{slip}"
        verdict = Verdict.INCONSISTENT if sure else Verdict.UNSURE
        yield _finding(
            CONFLICT, verdict, [held, figure], ("另一处", "此处"), told,
            off, ours.value * ours.factor / theirs.factor if sure else None, 0.9 if sure else 0.6,
        )  # fmt: skip


def _cumulative(corpus: Corpus, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Sums from the year's start whose later one is smaller."""
    by_year: dict[tuple[int, str], dict[date, Figure]] = defaultdict(dict)
    for figure in figures:
        start, end = figure.period.start, figure.period.end
        if (
            start is not None
            and end is not None
            and (start.month, start.day) == (1, 1)
            and start.year == end.year
        ):
            by_year[start.year, figure.indicator].setdefault(end, figure)
    for by_end in by_year.values():
        for (_, earlier), (_, later) in pairwise(sorted(by_end.items())):
            if earlier.article_id != later.article_id:
                yield _grown(corpus, earlier, later)


def _grown(corpus: Corpus, earlier: Figure, later: Figure) -> Finding:
    first, second = corpus.stated(earlier), corpus.stated(later)
    low = first.near.low if first.near.low is not None else first.value
    high = second.near.high
    fits = high is None or low * first.factor <= high * second.factor
    ends = [f"{f.period.end.month}月{f.period.end.day}日" for f in (earlier, later) if f.period.end]
    sign = "≤" if fits else ">"
    told = f"截至{ends[0]} {earlier.quote} {sign} 截至{ends[1]} {later.quote}"
    if fits:
        return _finding(CUMULATIVE, Verdict.CONSISTENT, [earlier, later], ("在前", "在后"), told)
    told += "，累计数变小"
    off = second.value - first.value * first.factor / second.factor
    return _finding(CUMULATIVE, Verdict.UNSURE, [earlier, later], ("在前", "在后"), told, off, None, 0.7)


def _growths(corpus: Corpus, key: Key, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Growths against the level of this period and that of a year earlier."""
    told = [growth for growth in figures if growth.growth_base is GrowthBase.YEAR_EARLIER]
    levels = [level for some in corpus.levels.get((key.indicator_id, key.adcode), ()) for level in some]
    if {growth.article_id for growth in told}.isdisjoint(level.article_id for level in levels):
        return
    by_period: dict[tuple[date | None, date | None], list[Figure]] = defaultdict(list)
    for level in levels:
        by_period[level.period.start, level.period.end].append(level)
    for growth in told:
        now = by_period.get((growth.period.start, growth.period.end), ())
        then = by_period.get((_year_before(growth.period.start), _year_before(growth.period.end)), ())
        same = [one for one in now if one.article_id == growth.article_id]
        if same and then:
            yield _grew(corpus, then[0], same[0], growth)


def _year_before(day: date | None) -> date | None:
    if day is None:
        return None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)


def _grew(corpus: Corpus, then: Figure, now: Figure, growth: Figure) -> Finding:
    before, after, told = corpus.stated(then), corpus.stated(now), corpus.stated(growth)
    roles = ("上年数", "本期数", "增速")
    figures = [then, now, growth]
    value = (after.value * after.factor / (before.value * before.factor) - 1) * _PER
    grown = after.near.scaled(after.factor).over(before.near.scaled(before.factor))
    expected = (grown - Interval.point(1)).scaled(_PER)
    words = f"{now.quote} ÷ {then.quote} - 1 = {number(value, 2)}%"
    if exempt := exempt_growth(growth, growth.sentence):
        return _finding(
            GROWTH,
            Verdict.NOT_APPLICABLE,
            figures,
            roles,
            f"{words}，原文写 {growth.quote}；{exempt}，不作判断",
        )
    off = told.value - value
    if expected.meets(told.near):
        return _finding(
            GROWTH, Verdict.CONSISTENT, figures, roles, f"{words}，与原文 {growth.quote} 相符", off, value
        )
    words += f"，原文写 {growth.quote}，相差 {number(abs(off), 2)} 个百分点，上年数可能已修订"
    return _finding(GROWTH, Verdict.UNSURE, figures, roles, words, off, value, 0.6)


def _finding(
    rule: Rule, verdict: Verdict, figures: Sequence[Figure], roles: Sequence[str], told: str,
    off: float | None = None, expected: float | None = None, certainty: float = 1.0,
) -> Finding:  # fmt: skip
    return Finding(rule, verdict, figures, roles, told, off, expected, certainty)
