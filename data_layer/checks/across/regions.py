"""The family of regions: a county's amount against that of the prefecture or province that holds it."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from data_layer.checks.across.corpus import Corpus, indicator_of
from data_layer.checks.findings import Finding, Rule
from data_layer.checks.slips import slip_between
from data_layer.model import Figure, FigureKind, Verdict
from data_layer.places import region_path

__all__ = ["RULES", "check_regions"]

ABOVE = Rule(
    "above",
    "下级超过上级",
    "可加总的指标，县（区）的数不应大于同期所在市、省的数。",
    "比率、均价、人均一类不能加总的指标和时期不同的数不判；口径可能不同，所以一般列为存疑，能用错位、漏“万”解释时才算错。",
    "统计汇总的层级平衡：下级 ≤ 上级；地区数据下算一级的审核要求。",
)
RULES = (ABOVE,)

_ADDITIVE = frozenset(
    {"money", "people", "households", "count", "area", "length", "mass", "volume", "energy"}
)
_NEVER = ("人均", "均", "户均", "单产", "标准", "价格", "单价", "工资", "可支配收入")
"""Parts of names of amounts that do not add up."""

_When = tuple[date | None, date | None]


def check_regions(corpus: Corpus) -> Iterator[Finding]:
    """Every amount of a region against the same amount of each region that holds it."""
    held: dict[tuple[str, str], dict[str, Sequence[Figure]]] = defaultdict(dict)
    for key, figures in corpus.series.items():
        if key.kind is FigureKind.LEVEL and _adds_up(key.indicator_id):
            held[key.indicator_id, key.unit][key.adcode] = figures
    for by_region in held.values():
        pairs = [(part, whole) for part in by_region for whole in _holders(part) if whole in by_region]
        by_period = {adcode: _first_of_each(by_region[adcode]) for adcode in set(chain.from_iterable(pairs))}
        for part, whole in pairs:
            yield from _against_holder(corpus, by_period[part], by_period[whole])


def _first_of_each(figures: Sequence[Figure]) -> dict[_When, Figure]:
    """The first figure of each period."""
    by_period: dict[_When, Figure] = {}
    for figure in figures:
        by_period.setdefault((figure.period.start, figure.period.end), figure)
    return by_period


@functools.lru_cache(maxsize=4096)
def _adds_up(indicator_id: str) -> bool:
    indicator = indicator_of(indicator_id)
    return (
        indicator is not None
        and indicator.dimension in _ADDITIVE
        and not any(word in indicator.name for word in _NEVER)
    )


@functools.lru_cache(maxsize=4096)
def _holders(adcode: str) -> tuple[str, ...]:
    """The codes of the regions that hold one."""
    return tuple(region.adcode for region in region_path(adcode)[:-1])


def _against_holder(
    corpus: Corpus, parts: Mapping[_When, Figure], wholes: Mapping[_When, Figure]
) -> Iterator[Finding]:
    for when, whole in wholes.items():
        part = parts.get(when)
        if part is not None:
            yield _compared(corpus, part, whole)


def _compared(corpus: Corpus, part: Figure, whole: Figure) -> Finding:
    ours, theirs = corpus.stated(part), corpus.stated(whole)
    low, high = ours.near.low, theirs.near.high
    fits = low is None or high is None or low * ours.factor <= high * theirs.factor
    names = [figure.region.name if figure.region else "" for figure in (part, whole)]
    told = f"{names[0]} {part.quote} {'≤' if fits else '>'} {names[1]} {whole.quote}"
    roles = ("上级", "下级")
    if fits:
        return Finding(ABOVE, Verdict.CONSISTENT, [whole, part], roles, told)
    slip = slip_between(ours, theirs)
    off = ours.value - theirs.value * theirs.factor / ours.factor
    told += f"，下级大于上级{'，' + slip if slip else ''}"
    return Finding(ABOVE, Verdict.UNSURE, [whole, part], roles, told, off, None, 0.8)
