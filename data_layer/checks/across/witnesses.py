"""The family of witnesses: variants and reprints of one article that report one figure differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from data_layer.checks.across.corpus import Fact
from data_layer.checks.findings import Finding, Rule
from data_layer.model import Figure, Verdict

__all__ = ["RULES", "check_witnesses"]

WITNESSES = Rule(
    "witnesses",
    "各版本写法不一",
    "同一篇文章的各识别版本和转载，同一个数应当写得一样。",
    "只有一个版本时不判；只差单位写法或小数位数的不算不一样。",
    "校勘学的异文对照（《校勘学释例》，陈垣）；OCR 多版本比对（Lund 等，2011）。",
)
RULES = (WITNESSES,)


def check_witnesses(figures: Sequence[Figure], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Facts whose witnesses disagree in their number, the chosen witness judged."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        fact = facts.get(figure.figure_id)
        if fact is not None:
            groups[fact.fact_id].append(figure)
    for group in groups.values():
        if len(group) > 1:
            yield from _compared(group, facts)


def _compared(group: list[Figure], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    chosen = next((figure for figure in group if facts[figure.figure_id].chosen), group[0])
    others = [f for f in group if _told_otherwise(f, chosen)]
    if not others:
        return
    same = len(group) - len(others)
    said = "、".join(dict.fromkeys(figure.quote for figure in others))
    told = f"{len(group)} 个版本里 {same} 个写 {chosen.quote}，{len(others)} 个写 {said}，请对照原件"
    yield Finding(
        WITNESSES, Verdict.UNSURE, [*others, chosen], ["另一版本"] * len(others) + ["现用"], told,
        difference=chosen.value - others[0].value, certainty=len(others) / len(group),
    )  # fmt: skip


def _told_otherwise(one: Figure, other: Figure) -> bool:
    """Whether two witnesses write different numbers; one writing may be a fall to one (减负10亿元)."""
    values = (one.value, one.value_max) != (other.value, other.value_max)
    return values and "".join(one.quote.split()) != "".join(other.quote.split())
