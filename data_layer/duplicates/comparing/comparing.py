"""How much of one article stands in another, measured over the passages that ``matching`` finds.

Digits are compared apart from the words around them.
"""

from dataclasses import dataclass, fields

import numpy as np

from data_layer.duplicates.blocking.shingles import Flags, Places, Texts
from data_layer.duplicates.blocking.threads import in_threads
from data_layer.duplicates.comparing.matching import (
    GRAM,
    Gaps,
    Links,
    Matcher,
    Numbers,
    Runs,
    find_gaps,
    link_runs,
)
from data_layer.duplicates.comparing.names import Marks, mark_names, names_differ, near_names
from data_layer.duplicates.comparing.side_by_side import align_codes
from data_layer.duplicates.parameters import Parameters

_PAIRS_A_THREAD = 10_000
_LONGEST = np.iinfo(np.int64).max // 64
_LEAST_LISTED = 4  # digits
_LISTED_ALIKE = 0.3  # of a list's words those that two have in common
_PAIR_BITS = 32  # beside a place in all texts


@dataclass(frozen=True)
class Overlaps:
    """What pairs of articles share; one element a pair, offsets and counts in characters that count.

    Attributes:
        covered: characters of each of the two that stand in the other, of much shorter ones each
            counted once.
        first, last: where the shared passages begin and end in each of the two.
        words, words_same: characters inside the shared passages of the first that are no reported digit, and
            how many of them are the same in both.
        digits, digits_same: the same for reported digits, also those of a list between two passages.
        same: characters of the first that stand in the same place of a passage of the second.
        swaps: places where one or two characters were taken for others.
        elsewhere: characters in which counties and cities differ that are named in the same words.
    """

    covered: Places
    first: Places
    last: Places
    words: Places
    words_same: Places
    digits: Places
    digits_same: Places
    same: Places
    swaps: Places
    elsewhere: Places

    def __len__(self) -> int:
        return len(self.words)


def compare_pairs(
    texts: Texts, pairs: Places, parameters: Parameters, marks: Marks | None = None
) -> Overlaps:
    """Compare each pair of article numbers (one row a pair); many pairs are shared out among threads.

    ``marks`` is ``mark_names`` of the texts' codes, for who compares the same texts several times.
    """
    marks = mark_names(texts.codes) if marks is None else marks
    parts = 1 + len(pairs) // _PAIRS_A_THREAD
    if parts == 1:
        return _compare_part(texts, pairs, marks, parameters)
    texts.prepare()
    order = np.lexsort((pairs[:, 0], pairs[:, 1]))
    found = in_threads(
        lambda part: _compare_part(texts, pairs[part], marks, parameters), np.array_split(order, parts)
    )
    back = np.argsort(order)
    return Overlaps(
        *(np.concatenate([getattr(one, field.name) for one in found])[back] for field in fields(Overlaps))
    )


def _compare_part(texts: Texts, pairs: Places, marks: Marks, parameters: Parameters) -> Overlaps:
    many = len(pairs)
    starts = texts.starts[pairs]
    columns = {field.name: np.zeros(many, dtype=np.int64) for field in fields(Overlaps)}
    columns |= {name: np.zeros((many, 2), dtype=np.int64) for name in ("covered", "first", "last")}
    result = Overlaps(**columns)
    named: list[tuple[Numbers, ...]] = []
    lengths = texts.lengths[pairs]
    uneven = lengths.max(axis=1, initial=0) >= parameters.uneven_times * lengths.min(axis=1, initial=_LONGEST)
    for runs in Matcher(texts).runs(pairs):
        if len(runs):
            links = link_runs(runs, parameters)
            _measure(result, runs, links, texts, starts, uneven)
            _measure_gaps(result, runs, find_gaps(runs, links, parameters), texts)
            near = near_names(marks, runs.left, runs.right)
            named.append((runs.pair[near], runs.left[near], runs.right[near]))
    if named:
        pair, left, right = map(np.concatenate, zip(*named, strict=True))
        at, unlike = names_differ(texts.codes, marks, left, right)
        np.add.at(result.elsewhere, pair[at], unlike)
    np.minimum(result.covered, lengths, out=result.covered)
    return result


def _measure(result: Overlaps, runs: Runs, links: Links, texts: Texts, starts: Places, uneven: Flags) -> None:
    """Fill the rows of the pairs that have ``runs`` with what these and their links cover."""
    heads = np.flatnonzero(np.diff(runs.pair, prepend=-1))
    rows = runs.pair[heads]
    left, right, steps, reach, aside = runs.left, runs.right, runs.steps, links.reach, links.aside

    def total(values: Numbers | Flags) -> Numbers:
        sums: Numbers = np.add.reduceat(values, heads, dtype=np.int32)
        return sums

    counts = links.linked | (steps > 0)  # a match alone says nothing
    passages = GRAM * total(counts & ~links.ends)
    inside, ahead = total(steps), total(reach)
    result.covered[rows, 0] = inside + ahead + passages
    result.covered[rows, 1] = inside + total(np.abs(aside)) + passages
    last, end = left + steps, left + steps + reach
    digits = total(texts.digits_between(left, end))
    same, digits_same = _same_characters(last, right + steps, links, texts)
    digits_same += texts.digits_between(left, last)
    digits_same, same = total(digits_same), total(same) + inside
    result.digits[rows], result.digits_same[rows] = digits, digits_same
    result.words[rows] = inside + ahead - digits
    result.words_same[rows] = same - digits_same
    result.same[rows] = same + passages
    result.swaps[rows] = total((reach > GRAM) & (reach <= GRAM + 2) & (aside == reach))
    counted = np.flatnonzero(counts)
    _count_once(result, runs, links, counted[uneven[runs.pair[counted]]])
    _measure_reach(result, runs, links, counted, starts)


def _measure_gaps(result: Overlaps, runs: Runs, gaps: Gaps, texts: Texts) -> None:
    """Count the digits between two passages where both texts have a list that differs in each line.

    Only where its words are alike (镇, 亩): two texts may quote different others in one place.
    """
    digits = texts.digits_between(gaps.left, gaps.left + gaps.here)
    there = texts.digits_between(gaps.right, gaps.right + gaps.there)
    for at in np.flatnonzero(np.minimum(digits, there) >= _LEAST_LISTED).tolist():
        left, right = int(gaps.left[at]), int(gaps.right[at])
        own = texts.codes[left : left + int(gaps.here[at])]
        same = align_codes(own, texts.codes[right : right + int(gaps.there[at])]) == own
        listed = texts.digits_between(places := np.arange(left, left + len(own)), places + 1) > 0
        if same[~listed].sum() >= _LISTED_ALIKE * (~listed).sum():
            pair = runs.pair[gaps.run[at]]
            result.digits[pair] += listed.sum()
            result.digits_same[pair] += same[listed].sum()


def _count_once(result: Overlaps, runs: Runs, links: Links, counted: Places) -> None:
    """Count again what is covered of the second text where the runs do not follow one another there.

    A phrase that the first text repeats (比上年增长) stands once in the second, and covers it once. Asked of
    texts of which one is much the longer: of two alike in length neither repeats so much of the other.
    ``counted`` are the numbers of the runs that count.
    """
    if not len(counted):
        return
    pair, begin = runs.pair.take(counted), runs.right.take(counted)
    last = begin + runs.steps.take(counted)
    back = np.append(False, (begin[1:] <= last[:-1]) & (pair[1:] == pair[:-1]))
    if not back.any():
        return
    heads = np.flatnonzero(np.diff(pair, prepend=-1))
    asked = np.logical_or.reduceat(back, heads)
    some = np.flatnonzero(np.repeat(asked, np.diff(heads, append=len(pair))))
    # pair by pair, in the order of the second text; all of one pair lie above those before it
    shift = pair[some].astype(np.int64) << _PAIR_BITS
    key = shift + begin[some]
    order = np.argsort(key)
    end = last[some] + np.maximum(links.aside.take(counted[some]), 0) + GRAM
    key, end, pair = key[order], (shift + end)[order], pair[some[order]]
    heads = np.flatnonzero(np.diff(pair, prepend=-1))
    before = np.append(0, np.maximum.accumulate(end)[:-1])
    once = np.add.reduceat(np.maximum(end - np.maximum(key, before), 0), heads)
    rows = pair[heads]
    result.covered[rows, 1] = np.minimum(result.covered[rows, 1], once)
    result.same[rows] = np.minimum(result.same[rows], once)


def _measure_reach(result: Overlaps, runs: Runs, links: Links, counts: Places, starts: Places) -> None:
    """Fill in from where to where the passages reach; ``counts`` are the numbers of the runs in them."""
    pair = runs.pair.take(counts)
    heads = np.flatnonzero(np.diff(pair, prepend=-1))
    if not len(heads):
        return
    tails = np.append(heads[1:], len(counts)) - 1
    rows = pair[heads]
    left, right, steps = (column.take(counts) for column in (runs.left, runs.right, runs.steps))
    # in the order of the first text, and a run ends no later than the one after it
    result.first[rows, 0] = left[heads] - starts[rows, 0]
    last = counts[tails]
    result.last[rows, 0] = (left + steps)[tails] + links.reach[last] - starts[rows, 0] + GRAM
    right_end = right + steps + np.maximum(links.aside.take(counts), 0)
    result.first[rows, 1] = np.minimum.reduceat(right, heads) - starts[rows, 1]
    result.last[rows, 1] = np.maximum.reduceat(right_end, heads) - starts[rows, 1] + GRAM


def _same_characters(left: Numbers, right: Numbers, links: Links, texts: Texts) -> tuple[Numbers, Numbers]:
    """Per link how many characters before its end are the same in both texts, and how many are digits.

    A link begins at the 3-grams at ``left`` and ``right``: the first three are the same. Between two matches
    as far apart in both texts, characters are compared one by one; where something was dropped or added
    between them, none counts.
    """
    same = np.minimum(links.reach, GRAM)
    digits_same = texts.digits_between(left, left + same)
    gaps = np.flatnonzero((links.reach > GRAM) & (links.aside == links.reach))
    if not len(gaps):
        return same, digits_same
    sizes = links.reach.take(gaps) - GRAM
    ends = np.cumsum(sizes)
    at = np.arange(ends[-1], dtype=np.int32) - np.repeat((ends - sizes - GRAM).astype(np.int32), sizes)
    here = at + np.repeat(left.take(gaps), sizes)
    there = at + np.repeat(right.take(gaps), sizes)
    equal = np.flatnonzero(texts.codes.take(here) == texts.codes.take(there))
    owners = np.searchsorted(ends, equal, side="right")
    same[gaps] += np.bincount(owners, minlength=len(gaps))
    here = here.take(equal)
    digits = texts.digits_between(here, here + 1) > 0
    digits_same[gaps] += np.bincount(owners[digits], minlength=len(gaps))
    return same, digits_same
