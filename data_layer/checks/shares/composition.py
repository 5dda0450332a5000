"""The family of compositions: percentages that make up one whole against 100."""

from __future__ import annotations

import functools
import itertools
import os.path
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from data_layer.checks.changes.structures import is_share, structures_of
from data_layer.checks.findings import Finding, Rule
from data_layer.checks.intervals import Interval
from data_layer.checks.judging import CHANCE, LIKELY, Reading, judge
from data_layer.checks.linking.classes import are_opposite, divides, leave_nothing, mostly_all
from data_layer.checks.linking.listing import PARTED, run_of, unnested
from data_layer.checks.linking.pairs import is_opened
from data_layer.checks.linking.passages import Mention, Passage, additive
from data_layer.checks.linking.rates import rate_stem, share_words
from data_layer.checks.linking.words import find, is_target, names_rest
from data_layer.checks.shares.chains import Link, chains_of
from data_layer.checks.sums.adding import sum_of
from data_layer.lexicon.checks import load_check_cues
from data_layer.model import FigureKind, Status

__all__ = ["RULES", "check_composition"]

HUNDRED = Rule(
    "hundred",
    "各占比之和",
    "一个整体的各部分占比列全时，相加应为 100%。",
    "列举不全、可以兼属几类时不判；各项分别舍入造成的尾差不算错。",
    "三次产业结构等构成比的定义；GB/T 8170 各项舍入的累积误差。",
)
RULES = (HUNDRED,)


def check_composition(passage: Passage) -> Iterator[Finding]:
    """Every list of percentages of one whole: side by side, behind their parts, a rate and its opposite."""
    if sum(map(is_share, passage.mentions)) < 2:
        return
    judged: dict[tuple[int, ...], list[Reading]] = {}
    found = [*_found(passage), *_rows(passage), *_opposites(passage), *_pulls(passage)]
    for shares, certainty in _alike(passage, found):
        if all(m.figure.status is Status.ACTUAL for m in shares) and _of_one_sort(passage, shares):
            key = tuple(m.order for m in shares)
            left_out = 100 - sum(m.figure.value for m in shares)
            known = LIKELY if 0 < left_out <= _LEFT_OUT else 1
            judged.setdefault(key, []).append(_reading(shares, min(certainty, known)))
    for readings in judged.values():
        finding = judge(readings)
        if finding is not None:
            yield finding


def _of_one_sort(passage: Passage, shares: Sequence[Mention]) -> bool:
    """Shares and contributions to growth, told in turn of each part, are no parts of one whole.

    Nor is one share before and after: 占比由25%提升到26.5%.
    """
    moved = any(is_opened(a) and _BECAME.search(passage.gap(a, b)) for a, b in pairwise(shares))
    return not moved and len({"贡献" in m.figure.indicator for m in shares}) == 1


_BECAME = re.compile("[到至成为]了?[^，。；,;]{0,8}$")


def _alike(
    passage: Passage, found: Sequence[tuple[Sequence[Mention], float]]
) -> Iterator[tuple[Sequence[Mention], float]]:
    """The lists, of which one that is all of its whole tells that others with the same labels are, too.

    单位中，甲占60%，乙占40%；人员中，甲占55%，乙占45%.
    """
    labels = [tuple(_label_of(passage, m)[:2] for m in shares) for shares, _ in found]
    whole = {
        names: shares[0].order
        for names, (shares, _) in zip(labels, found, strict=True)
        if all(names) and len(set(names)) == len(names) >= _FEWEST and _reading(shares, CHANCE).holds()
    }
    for names, (shares, certainty) in zip(labels, found, strict=True):
        told = names in whole and whole[names] != shares[0].order
        yield shares, max(certainty, 0.92 if told else 0)


def _label_of(passage: Passage, share: Mention) -> str:
    """What a share is of: the words before 占, or those of its part."""
    said = share_words(share)
    if said and len(said[0]) > 1:
        return said[0]
    before = passage.mentions[share.order - 1] if share.order else None
    return before.named if said and before is not None and before.is_level else ""


_LEFT_OUT = 0.2
"""Percent that may be in no part: of the census of 2020 the four regions have 99.86, soldiers the rest."""


def _found(passage: Passage) -> Iterator[tuple[Sequence[Mention], float]]:
    """Structures, and the percentages side by side that are in none."""
    structures = list(structures_of(passage))
    yield from ((parts, _JOINED_CERTAINTY) for parts in structures)
    yield from _lists(passage, {m.order for parts in structures for m in parts})


_JOINED_CERTAINTY = 0.97


def _lists(passage: Passage, seen: set[int]) -> Iterator[tuple[Sequence[Mention], float]]:
    """Percentages side by side: 分别占12%、40%和48%.

    Args:
        seen: orders of the mentions that are known to be parts of a structure.
    """
    for first in passage.mentions:
        if not is_share(first) or first.order in seen:
            continue
        run = unnested(passage, run_of(passage, first, 1, FigureKind.RATE))
        seen |= {m.order for m in run}
        if not any(_BECOMES.fullmatch(passage.gap(a, b)) for a, b in pairwise(run)):
            yield from _told(passage, run)
        segments = list(_segments(passage, run))
        if len(segments) > 1:
            for shares in segments:
                yield from _told(passage, shares)


def _segments(passage: Passage, run: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The pieces of a row of shares between ；: 甲类中男性占60%，女性占40%；乙类中男性占55%，女性占45%.

    分别 opens another one too: 件数比重分别为60%和40%，金额比重分别为55%和45%. So does what a structure is
    changed to: 由上年的12%、38%和50%调整为10%、37%和53%.
    """
    piece = list(run[:1])
    opened = bool(run) and _EACH.search(run[0].left) is not None
    for last, mention in pairwise(run):
        between = passage.gap(last, mention)
        if PARTED.search(between) or _BECOMES.fullmatch(between) or (opened and _EACH.search(between)):
            yield piece
            piece = []
        piece.append(mention)
    yield piece


_EACH = re.compile("(?:比重|占比|比例|份额)分别[占为是]?$")
_BECOMES = re.compile("(?:调整|优化|演变|转变|改变|变化|变|转|升级|提升)[为到至成]")


def _told(passage: Passage, shares: Sequence[Mention]) -> Iterator[tuple[Sequence[Mention], float]]:
    """Shares side by side, if their words tell that they are of one whole."""
    if len(shares) < _FEWEST:
        return
    apart = "其中" in shares[0].left and shares[0].before > shares[0].opens
    if apart and (_are_of_share(passage, shares) or not leave_nothing([m.left[-_LABEL:] for m in shares])):
        return  # of another part, not of the whole
    head = _head(passage, shares)
    cue = any(find("share", m.left) or _CONTRIBUTES in m.clause for m in shares)
    cue = cue or find("structure", head.left) is not None
    cue = cue and not _FROM_TO.search(shares[0].left[-_LABEL:] + "%" + passage.gap(*shares[:2]))
    several = _of_several(shares) or _in_turn(passage, shares)
    if cue and not several and not _overflows(shares) and not _parts_lack(passage, shares):
        end = _goes_on(passage, head) and not leave_nothing([m.left[-_LABEL:] for m in shares])
        yield shares, CHANCE if end else _certainty(shares, head)


def _head(passage: Passage, shares: Sequence[Mention]) -> Mention:
    """The share before which the words stand that open a list: of the one before, if it became this one."""
    back = shares[0].order - len(shares)
    return passage.mentions[back] if back >= 0 and _BECOMES.fullmatch(shares[0].left) else shares[0]


def _are_of_share(passage: Passage, shares: Sequence[Mention]) -> bool:
    """Whether shares are rather those of the one before them: 超标占23.3%，其中轻度15.9%、重度7.4%."""
    before = passage.mentions[shares[0].order - 1] if shares[0].order else None
    if before is None or not is_share(before) or before.sentence != shares[0].sentence:
        return False
    total = sum(m.figure.value for m in shares)
    return abs(total - before.figure.value) < abs(total - 100)


_FEWEST = 2
"""Shares of one whole."""


_LABEL = 24
"""Characters before a share in which its label stands: 其次是西部，占30%."""
_CONTRIBUTES = "贡献率"


def _of_several(shares: Sequence[Mention]) -> bool:
    """Whether shares are of several wholes: 占调整预算90%，占全部收入的39%."""
    bases = {words[1] for words in map(share_words, shares) if words and words[1]}
    return len(bases) > 1 or any(map(is_target, bases))


def _in_turn(passage: Passage, shares: Sequence[Mention]) -> bool:
    """Whether each is of a number of its own kind: 火灾25起、亡6人，占总数的38%和47%."""
    ahead = passage.mentions[max(0, shares[0].order - len(shares)) : shares[0].order]
    levels = [m for m in ahead if m.is_level and m.sentence == shares[0].sentence]
    return len(levels) > 1 and not all(additive(m.figure, levels[0].figure) for m in levels)


def _parts_lack(passage: Passage, shares: Sequence[Mention]) -> bool:
    """Whether the parts told before their shares do not come to the number before them.

    教师90人中，教授10人、副教授20人，分别占11%、22%: the others are not told.
    """
    ahead = passage.mentions[max(0, shares[0].order - len(shares) - 1) : shares[0].order]
    whole, parts = ahead[:1], ahead[1:]
    if len(parts) != len(shares) or not all(additive(m.figure, whole[0].figure) for m in parts):
        return False
    alike = all(m.is_amount and m.sentence == shares[0].sentence for m in ahead)
    return alike and not sum_of(whole[0], parts, CHANCE).holds()


def _overflows(shares: Sequence[Mention]) -> bool:
    """Whether even without the largest they are more than all, so that each is of something else."""
    values = [m.figure.value for m in shares]
    return sum(values) - max(values) > 100


def _certainty(shares: Sequence[Mention], head: Mention) -> float:
    labels = [m.left[-_LABEL:] for m in shares]
    begins = max(head.opens, _half_begins(head))
    whole = head.text[begins : head.start]
    if names_rest(shares[-1].clause) or leave_nothing(labels):
        return 0.95
    if any(all(n in _without_longer(whole, n, names) for n in names) for names in load_check_cues().complete):
        return 0.95
    told = shares[0].text[begins : shares[-1].start]
    if any(len(names) == len(shares) > _FEWEST and all(n in told for n in names) for names in _classes()):
        return 0.92  # 甲占比最高，达到50%，乙和丙分别占30%、20%
    if len(shares) == _THREE and _OF_THREE.search(whole):
        return 0.92
    if mostly_all(labels):
        return _of_most(shares)
    if len(shares) >= _KINDS and all(map(_KIND.search, labels)):
        return 0.9
    if len(shares) > _FEWEST and (cue := find("structure", whole)) is not None:
        if _SOME.search(whole):
            return CHANCE
        named = "分别" not in cue.group() or _NAMES.search(whole) or begins == head.opens
        return 0.92 if named else CHANCE  # 件数分别占…；金额分别占30%、20%和10%: of which is told before
    return CHANCE


def _half_begins(share: Mention) -> int:
    """Where the half sentence of a share begins, behind a ；."""
    return max(share.text.rfind(mark, share.opens, share.start) for mark in ("；", ";"))


_THREE = 3
_OF_THREE = re.compile("三次产业|[一二三、]{3,5}次?产业")
"""The industries by number; 第一、二、三产业."""
_NAMES = re.compile("[、和与]")
_SOME = re.compile("主要|前[二两三四五六七八九十]|居前|排名")
"""主要死因构成: the others are left out."""
_KINDS = 4
_KIND = re.compile("[^，。；]+[级类型等]的?[\u4e00-\u9fff]{0,6}(?:比例|占比|比重)[为是]?$")
"""优良级的监测点比例为, 咨询类占比: four kinds or more are told as all there are."""


def _of_most(shares: Sequence[Mention]) -> float:
    """How surely shares of what is all in most places make 100: more than all they never are."""
    return 0.92 if sum(m.figure.value for m in shares) > 100 else LIKELY


def _classes() -> Sequence[Sequence[str]]:
    return load_check_cues().complete


def _without_longer(words: str, name: str, names: Sequence[str]) -> str:
    """The words without the names that hold ``name``: 非公有制经济 does not name 公有."""
    for longer in names:
        if name in longer and name != longer:
            words = words.replace(longer, "")
    return words


_FROM_TO = re.compile(r"[由从][^%]*%[^%，。；、]*[到至为](?:[0-9]{4}年[^%，。；、]*)?$")
"""由45%提高到65%: one share, earlier and now."""


def _rows(passage: Passage) -> Iterator[tuple[Sequence[Mention], float]]:
    """Percentages behind their parts: 男生30人，占60%；女生20人，占40%.

    A row of more than all is one of each sentence: 直办6件，占60%；转办4件，占40%。咨询9件，占90%；….
    """
    for chain in chains_of(passage):
        if chain.of_part:
            continue
        rows: list[Sequence[Link]] = [chain.links]
        if _overflows([link.rate for link in chain.links]):
            rows = [list(some) for _, some in itertools.groupby(chain.links, lambda link: link.rate.sentence)]
        for links in rows:
            if len(links) > 1:
                shares = [link.rate for link in links]
                yield shares, _certainty_of_row(passage, links)
                if rest := _rest_of(passage, shares):
                    yield [*shares, rest], 0.93


def _rest_of(passage: Passage, shares: Sequence[Mention]) -> Mention | None:
    """The share that closes a row without its part: 甲30件，占60%；乙10件，占20%；其他占20%."""
    last = shares[-1]
    behind = passage.mentions[last.order + 1 : last.order + 2]
    rest = behind[0] if behind and is_share(behind[0]) and behind[0].sentence == last.sentence else None
    if rest is None or not names_rest(rest.clause) or shares[0].sentence != last.sentence:
        return None
    return None if _overflows([*shares, rest]) else rest


def _certainty_of_row(passage: Passage, links: Sequence[Link]) -> float:
    labels = [link.part.own_words for link in links]
    if _share_more(links):
        return CHANCE
    rest = len(labels) > 2 and names_rest(labels[-1]) and not _goes_on(passage, links[0].part)
    return 0.93 if rest or leave_nothing(labels) else CHANCE


def _share_more(links: Sequence[Link]) -> bool:
    """Whether parts are of more than the base of their shares: 公有制职工党员、非公职工党员，占党员总数的."""
    base = next((link.base for link in links if link.base), "")
    shared = os.path.commonprefix([link.part.named[::-1] for link in links])[::-1]
    return bool(base) and shared.endswith(base) and len(shared) - len(base) >= _FEWEST


def _goes_on(passage: Passage, first: Mention) -> bool:
    """Whether a share stands right before a row in its sentence, so that the row may be only its end."""
    before = passage.mentions[first.order - 1] if first.order else None
    if before is None or _EACH.search(first.left):
        return False  # 金额比重分别为 opens a row of its own
    if before.is_amount and before.order:
        before = passage.mentions[before.order - 1]  # 占60%；乙类30件，占30%；其他占10%
    return before.sentence == first.sentence and is_share(before)


def _pulls(passage: Passage) -> Iterator[tuple[Sequence[Mention], float]]:
    """Contributions told behind what each class grew by: 第一产业…，贡献率为9%；第二产业…，贡献率为49%."""
    rates = [m for m in passage.mentions if is_share(m) and m.named.endswith(_CONTRIBUTES)]
    for _, some in itertools.groupby(rates, key=lambda m: m.sentence):
        shares = list(some)
        if len(shares) < _FEWEST or shares[-1].order - shares[0].order < len(shares):
            continue
        ends = [shares[0].opens, *(m.end for m in shares)]
        labels = [m.text[begin : m.start] for begin, m in zip(ends, shares, strict=False)]
        if divides(labels):
            yield shares, 0.92


def _opposites(passage: Passage) -> Iterator[tuple[Sequence[Mention], float]]:
    """A rate and its opposite: 合格率98%，不合格率2%."""
    rates = [m for m in passage.mentions if is_share(m)]
    for first, second in zip(rates, rates[1:], strict=False):
        names = [rate_stem(m) for m in (first, second)]
        near = second.sentence - first.sentence <= 1
        if near and all(names) and (are_opposite(*names) or divides(names)):
            yield (first, second), 0.92
        elif near and all(names) and mostly_all(names):
            yield (first, second), _of_most((first, second))


def _reading(shares: Sequence[Mention], certainty: float) -> Reading:
    words = " - ".join(m.figure.quote for m in shares[:-1])
    return Reading(
        HUNDRED, shares[:-1], shares[-1], ["占比"] * len(shares), _remainder, f"100% - {words}", certainty
    )


def _remainder(given: Sequence[Interval]) -> Interval:
    return Interval.point(100) - functools.reduce(Interval.__add__, given)
