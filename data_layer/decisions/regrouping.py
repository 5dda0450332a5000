"""Facts after people's decisions: figures struck, articles separated, better witnesses chosen.

What belongs here: which figures are witnesses of one fact, and which of them is shown. What does not: finding
that in the first place (``data_layer.duplicates``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Membership", "regroup"]


@dataclass(frozen=True, slots=True)
class Membership:
    """One figure among the witnesses of its fact, as a row of ``figures`` has it."""

    figure_id: str
    article_id: str
    fact_id: str
    chosen: bool
    witnesses: int = 1


def regroup(
    members: Iterable[Membership],
    *,
    struck: frozenset[str],
    separated: frozenset[str],
    preferred: Sequence[tuple[str, str]],
    rank: Mapping[str, int],
) -> dict[str, Membership]:
    """The memberships as decisions leave them, by figure_id; struck figures have none.

    Args:
        members: every figure of each fact that a decision touches.
        struck: figure_ids that report nothing.
        separated: article_ids that are no duplicates of the others: their figures are facts of their own.
        preferred: witnesses that people chose, (``article`` or ``figure``, its id), the latest last.
        rank: article_id to its place among the witnesses where nobody chose, the smallest first.
    """
    groups: dict[tuple[str, str], list[Membership]] = {}
    for member in members:
        if member.figure_id not in struck:
            alone = member.article_id if member.article_id in separated else ""
            groups.setdefault((member.fact_id, alone), []).append(member)
    latest = {pair: place for place, pair in enumerate(preferred)}
    out = {}
    for group in groups.values():
        shown = _shown(group, latest, rank)
        fact_id = min(member.figure_id for member in group)
        for member in group:
            out[member.figure_id] = Membership(
                member.figure_id, member.article_id, fact_id, member is shown, len(group)
            )
    return out


def _shown(
    group: Sequence[Membership], latest: Mapping[tuple[str, str], int], rank: Mapping[str, int]
) -> Membership:
    """The witness that views show: the latest choice, else what was shown, else the best article's."""

    def order(member: Membership) -> tuple[int, bool, int, str, str]:
        as_article = latest.get(("article", member.article_id), -1)
        chosen = max(as_article, latest.get(("figure", member.figure_id), -1))
        place = rank.get(member.article_id, len(rank))
        return -chosen, not member.chosen, place, member.article_id, member.figure_id

    return min(group, key=order)
