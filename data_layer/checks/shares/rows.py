"""What shares told in a row are of.

What belongs here: the readings of rows (``chains``), those that close on themselves (``closing``) too. What
does not: a share by itself (``ratios``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data_layer.checks.judging import CHANCE, LIKELY, PROVEN, SURE, Reading
from data_layer.checks.linking.classes import leave_nothing
from data_layer.checks.linking.pairs import is_base
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import names_of_whole, share_words
from data_layer.checks.linking.words import find
from data_layer.checks.shares.belonging import is_part_itself
from data_layer.checks.shares.chains import ALL_KINDS, Chain, Link, chains_of
from data_layer.checks.shares.closing import closed_rows, whole_rows
from data_layer.checks.shares.sharing import share_beside, share_of
from data_layer.checks.shares.wholes import whole_of
from data_layer.checks.sums.adding import sum_of

__all__ = ["Rows", "rows_of"]

_LONG = 2
"""Shares beyond which two others prove the whole of each: even one far off is in error."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a passage come to.

    Attributes:
        shares: what each share is of, by its place.
        trimmed: places of shares that are not judged: offices change a last digit so that all make 100.
        sums: wholes as the sums of parts whose shares add up to 100.
    """

    shares: dict[int, list[Reading]] = field(default_factory=dict)
    trimmed: set[int] = field(default_factory=set)
    sums: list[Reading] = field(default_factory=list)


def rows_of(passage: Passage) -> Rows:
    """What shares told in a row are of, and their parts together."""
    rows = Rows()
    wholes: list[tuple[Link, Sequence[Mention] | None]] = []
    for chain in chains_of(passage):
        nested = _nested(chain, wholes) if chain.of_part else ()
        told, cut, sums = _of_chain(passage, chain)
        rows.trimmed.update(cut)
        rows.sums.extend(sums)
        for reading in (*told, *nested):
            rows.shares.setdefault(reading.judged.order, []).append(reading)
        if not chain.of_part:
            resolved = {reading.judged.order: reading.operands[1:] for reading in told if reading.holds()}
            wholes += [(link, resolved.get(link.rate.order)) for link in chain.links]
    return rows


def _nested(chain: Chain, wholes: Sequence[tuple[Link, Sequence[Mention] | None]]) -> Iterator[Reading]:
    """老人30人，占15%，其中高龄10人，占5%: of the whole of the share before, or of its part."""
    first = chain.links[0]
    parent = max(
        (one for one in wholes if one[0].rate.order < first.part.order),
        key=lambda one: one[0].rate.order,
        default=None,
    )
    if parent is None or parent[0].rate.order != first.part.order - 1 or first.base or first.wider:
        return
    link, whole = parent
    place = find("other_whole", first.part.clause)
    if place and place[0] not in link.part.clause:
        return  # 老人90人，占总人口的15%，其中城区老人30人，占18%: of those in town
    if first.part.stated.value * first.part.stated.factor <= link.part.stated.value * link.part.stated.factor:
        yield share_of(first.rate, [first.part], [link.part], SURE)
        if whole is not None:
            yield share_of(first.rate, [first.part], whole, SURE)
        else:
            yield share_beside(first.rate, first.part, (link.part, link.rate), SURE)


def _closes_without(chain: Chain, whole: Mention) -> bool:
    """Whether no share is of ``whole``, and each of all parts together: ``whole`` alone is in error."""
    if any(link.agrees(whole) for link in chain.links):
        return False
    return any(len(judged) == len(chain.links) for _, judged in closed_rows(chain))


def _is_more(passage: Passage, last: Link) -> bool:
    """Whether a part without a share follows a row, or opens the next sentence: 甲50件，占99%；其他1件."""
    noun = last.part.named[-_NOUN:]
    for m in passage.mentions[last.rate.order + 1 : last.rate.order + 1 + _NEXT]:
        if m.is_amount and additive(m.figure, last.part.figure):
            later = m.sentence == last.rate.sentence + 1 and m.before == m.opens
            return m.sentence == last.rate.sentence or (
                later and len(noun) == _NOUN and m.named.endswith(noun)
            )
        if not m.is_growth:
            return False
    return False


_NOUN = 2
"""Characters of the noun that the parts of a row have in common."""
_NEXT = 3
"""Numbers behind a row, its change and the next part."""


def _of_chain(passage: Passage, chain: Chain) -> tuple[list[Reading], set[int], list[Reading]]:
    """The readings of one row, the places of its trimmed shares, and its whole as the sum of all parts."""
    found = whole_of(passage, chain)
    if found is not None and _is_part(passage, found[0], chain):
        found = None
    if found is None or _closes_without(chain, found[0]):
        parts = [link.part for link in chain.links]
        named = not (chain.of_part or chain.base) and leave_nothing([m.own_words for m in parts])
        rows = [(chain.links, chain.links)] if named else closed_rows(chain)
        alone = [] if found is None else [sum_of(found[0], parts, 0.92 if found[1] else LIKELY)]
        return (
            list(_of_same_base(passage, chain, found))
            or [
                share_of(
                    link.rate,
                    [link.part],
                    [one.part for one in row],
                    0.92 if named else PROVEN,
                    guarded=named,
                )
                for row, judged in rows  # 男性60人，占60%；女性40人，占40%
                for link in judged
            ],
            set(),
            alone,
        )
    whole, proven = found
    told, cut = [], set()
    by_name = 0.95 if names_of_whole(chain.base, whole) else 0.92
    sure = (PROVEN if len(chain.links) > _LONG else by_name) if proven else CHANCE
    for link in chain.links:
        if chain.fills(link) and link.nearly_agrees(whole) and not link.agrees(whole):
            cut.add(link.rate.order)
        else:
            told.append(share_of(link.rate, [link.part], [whole], sure))
    sums = [
        sum_of(whole, [link.part for link in some], PROVEN)
        for some in whole_rows(chain)
        if proven and _ought_to_sum(some, whole) and not _is_more(passage, some[-1])
    ]
    return told, cut, sums


def _is_part(passage: Passage, whole: Mention, chain: Chain) -> bool:
    """Whether a number of the same paragraph is told to be a part of what a row is of."""
    first = chain.links[0]
    if whole.start < passage.mentions[0].opens:
        return False
    if is_part_itself(passage, whole, first.base):
        return True
    return not (chain.of_part or first.base) and _is_share(passage, whole, first)


def _is_share(passage: Passage, whole: Mention, first: Link) -> bool:
    """Whether a number is told to be a share of what is named: what goes on without a name is of that too.

    一般贸易90亿元，占进出口总值的60%。民营企业80亿元，占53.3%.
    """
    opened = first.part.left.lstrip().startswith("其中") or ALL_KINDS.search(first.part.left)
    if opened or whole.order + 1 == first.part.order:
        return False
    for mention in passage.mentions[whole.order + 1 : first.part.order]:
        said = share_words(mention) if mention.is_rate else None
        if said is not None:
            return bool(said[1])
        if not mention.is_growth:
            return False
    return False


def _of_same_base(passage: Passage, chain: Chain, found: tuple[Mention, bool] | None) -> Iterator[Reading]:
    """甲30万亩，占全省耕地面积的3%；乙50万亩，占全省耕地面积的5%: of one number, which is told nowhere."""
    if found is not None or len(chain.links) != _LONG:
        return
    first, second = chain.links
    one = first.base == second.base and len(first.base) >= _NAME and not _OWN.search(first.base)
    same = first.part.figure.period == second.part.figure.period
    if one and same and not is_base(passage.gap(first.rate, second.part)):
        yield share_beside(second.rate, second.part, (first.part, first.rate), SURE)


_OWN = re.compile("预计|[计规]划|任务|目标|应")
"""占预计完成的: each part has a target of its own."""
_NAME = 4
"""Characters of a whole that two shares name."""


def _ought_to_sum(links: Sequence[Link], whole: Mention) -> bool:
    """Whether parts that come to about all ought to be all: a share is wrong, or all are 100 as written.

    Shares that are all right and add up to 99.8 leave something out.
    """
    agreeing = {link.agrees(whole) for link in links}
    full = abs(sum(link.rate.figure.value for link in links) - _WHOLE) < _SMALL
    return len(agreeing) > 1 or (full and True in agreeing)


_WHOLE, _SMALL = 100, 1e-6
