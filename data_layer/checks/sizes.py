"""The family of sizes: an amount of another order than its peers and its own series."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from data_layer.checks.corpus import Corpus
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
    logs: dict[str, float] = {}
    peers: dict[_Peers, list[float]] = defaultdict(list)
    for figures in many:
        own: dict[_Peers, list[float]] = defaultdict(list)
        for figure in figures:
            logs[figure.figure_id] = math.log10(abs(_base(figure)))
            own[_peers(figure)].append(logs[figure.figure_id])
        for name, values in own.items():
            peers[name].append(median(values))
    middles = {
        name: (centre, _MAD_TO_SIGMA * median([abs(value - centre) for value in values]), len(values))
        for name, values in peers.items()
        if len(values) >= parameters.least_peers and (centre := median(values)) is not None
    }
    for figures in many:
        for figure in figures:
            middle = middles.get(_peers(figure))
            if middle is not None:
                yield from _judged(figure, figures, logs, middle, parameters)


def _base(figure: Figure) -> float:
    return figure.base_value if figure.base_value else figure.value


def _peers(figure: Figure) -> _Peers:
    return figure.region.level if figure.region else None, figure.period.type


def _judged(
    figure: Figure,
    own: Sequence[Figure],
    logs: Mapping[str, float],
    middle: tuple[float, float, int],
    parameters: SizeParameters,
) -> Iterator[Finding]:
    centre, spread, count = middle
    off = logs[figure.figure_id] - centre
    if abs(off) < max(parameters.least_decades, parameters.deviations * spread):
        return
    others = [
        logs[one.figure_id] for one in own
        if one.figure_id != figure.figure_id and one.period.type is figure.period.type
        and one.article_id != figure.article_id
    ]  # fmt: skip
    told = f"{figure.quote} 是 {count} 个同级地区中位数的 {number(10**off, 4 if off < 0 else 0)} 倍"
    slip = ""
    if len(others) >= parameters.least_own:
        decades = logs[figure.figure_id] - median(others)
        told += f"，是本地区其他 {len(others)} 个数中位数的 {number(10**decades, 4 if decades < 0 else 1)} 倍"
        if abs(decades) < 1 - parameters.exact_decades:
            return  # the region is like that
        nearest = round(abs(decades))
        if abs(abs(decades) - nearest) <= parameters.exact_decades:
            slip = _SLIPS.get(nearest, "")
    told += f"，{slip}" if slip else "，请核对“万”和小数点"
    verdict = Verdict.INCONSISTENT if slip else Verdict.UNSURE
    yield Finding(SIZE, verdict, [figure], ["本数"], told, None, None, 0.9 if slip else 0.6)
