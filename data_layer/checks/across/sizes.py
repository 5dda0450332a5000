"""The family of sizes: an amount of another order than its peers and its own series."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from data_layer.checks.across.corpus import Corpus
from data_layer.checks.findings import Finding, Rule
from data_layer.checks.wording import number
from data_layer.model import Figure, FigureKind, PeriodType, RegionLevel, Verdict

__all__ = ["RULES", "SizeParameters", "check_sizes"]

SIZE = Rule(
    "size",
    "数量级可疑",
    "同级地区同一指标、本地区历次数相差悬殊时，可能漏写“万”或小数点错位。",
    "同类数不足时不判；只有恰好相差 10 倍或 1 万倍并且本地区历次数能佐证时才算错，其余列为存疑。",
    "稳健离群检验：对数尺度上的中位数绝对偏差（Leys 等，2013）；1 万倍、10 倍是“万”和小数点的错位。",
)
RULES = (SIZE,)


@dataclass(frozen=True, slots=True)
class SizeParameters:
    """When an amount is of another order.

    Attributes:
        least_peers: regions of the same level with the indicator, below which nothing is said.
        least_own: other reports of the region itself that a judgement needs.
        deviations: robust standard deviations from the peers' median (Leys: 3 is very conservative).
        least_decades: and so many powers of ten at least, as counties differ by one among themselves.
        exact_decades: how near a factor of 10 or 10,000 the own series must be.
    """

    least_peers: int = 5
    least_own: int = 2
    deviations: float = 3.5
    least_decades: float = 1.5
    exact_decades: float = 0.12


_MAD_TO_SIGMA = 1.4826
_SLIPS = {1: "小数点可能错了一位", 4: "可能漏写或多写了“万”", 8: "可能漏写或多写了“亿”"}
_Peers = tuple[RegionLevel | None, PeriodType]


def check_sizes(corpus: Corpus, parameters: SizeParameters | None = None) -> Iterator[Finding]:
    """Every amount against the peers of its region, and against its own series."""
    parameters = parameters or SizeParameters()
    of_indicator: dict[tuple[str, str], list[Sequence[Figure]]] = defaultdict(list)
    for key, figures in corpus.series.items():
        if key.kind is FigureKind.LEVEL:
            of_indicator[key.indicator_id, key.unit].append(figures)
    for many in of_indicator.values():
        if len(many) >= parameters.least_peers:
            yield from _of_one_indicator(many, parameters)


def _of_one_indicator(many: Sequence[Sequence[Figure]], parameters: SizeParameters) -> Iterator[Finding]:
    """The amounts of one indicator, region by region, each against the regions of its level."""
    series = [_Series.of(figures) for figures in many]
    peers: dict[_Peers, list[float]] = defaultdict(list)
    for one in series:
        for length, values in one.by_length().items():
            peers[one.level, length].append(median(values) if len(values) > 1 else values[0])
    middles = {
        name: _Middle.of(values, parameters)
        for name, values in peers.items()
        if len(values) >= parameters.least_peers
    }
    for one in series:
        for length in set(one.lengths):
            middle = middles.get((one.level, length))
            if middle is not None:
                for at in one.far_off(length, middle):
                    yield from _judged(one, at, middle, parameters)


class _Series(NamedTuple):
    """The amounts of one indicator and region.

    Attributes:
        level: of the region.
        lengths: of the period of each.
        logs: each amount in powers of ten.
    """

    figures: Sequence[Figure]
    level: RegionLevel | None
    lengths: Sequence[PeriodType]
    logs: Sequence[float]

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> _Series:
        """Of one region's figures."""
        region = figures[0].region
        return cls(
            figures,
            region.level if region else None,
            [figure.period.type for figure in figures],
            [math.log10(abs(figure.base_value or figure.value)) for figure in figures],
        )

    def by_length(self) -> Mapping[PeriodType, Sequence[float]]:
        """The powers of ten by the length of the period."""
        if len(set(self.lengths)) == 1:
            return {self.lengths[0]: self.logs}
        found: dict[PeriodType, list[float]] = defaultdict(list)
        for length, log in zip(self.lengths, self.logs, strict=True):
            found[length].append(log)
        return found

    def far_off(self, length: PeriodType, middle: _Middle) -> list[int]:
        """The places of the amounts of one length of period that are far from the middle."""
        centre, least, _ = middle
        return [
            at for at, log in enumerate(self.logs)
            if abs(log - centre) >= least and self.lengths[at] is length
        ]  # fmt: skip


class _Middle(NamedTuple):
    """What is usual among peers, in powers of ten.

    Attributes:
        centre: the median of the regions' own medians.
        least: how far off is far.
        regions: how many there are.
    """

    centre: float
    least: float
    regions: int

    @classmethod
    def of(cls, values: Sequence[float], parameters: SizeParameters) -> _Middle:
        """Of the regions' own medians."""
        centre = median(values)
        spread = _MAD_TO_SIGMA * median([abs(value - centre) for value in values])
        return cls(centre, max(parameters.least_decades, parameters.deviations * spread), len(values))


def _judged(own: _Series, at: int, middle: _Middle, parameters: SizeParameters) -> Iterator[Finding]:
    """An amount that is far off, by its place, against the others of its region."""
    figure, off = own.figures[at], own.logs[at] - middle.centre
    others = [
        log for one, length, log in zip(own.figures, own.lengths, own.logs, strict=True)
        if length is own.lengths[at] and one.article_id != figure.article_id
    ]  # fmt: skip
    told = f"{figure.quote} 是 {middle.regions} 个同级地区中位数的 {number(10**off, 4 if off < 0 else 0)} 倍"
    slip = ""
    if len(others) >= parameters.least_own:
        decades = own.logs[at] - median(others)
        told += f"，是本地区其他 {len(others)} 个数中位数的 {number(10**decades, 4 if decades < 0 else 1)} 倍"
        if abs(decades) < 1 - parameters.exact_decades:
            return  # the region is like that
        nearest = round(abs(decades))
        if abs(abs(decades) - nearest) <= parameters.exact_decades:
            slip = _SLIPS.get(nearest, "")
    told += f"，{slip}" if slip else "，请核对“万”和小数点"
    verdict = Verdict.INCONSISTENT if slip else Verdict.UNSURE
    yield Finding(SIZE, verdict, [figure], ["这个数"], told, None, None, 0.9 if slip else 0.6)
