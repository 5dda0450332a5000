"""Groups of texts that agree, of which many spots show that they fill one form: no two there say the same.

What belongs here: telling a form from a story that came in often, by the texts of a group side by side. What
does not: whether two texts of a form are one filling (templates).
"""

from functools import cache
from itertools import accumulate
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import IS_NUMERAL, Codes, Flags, Places, Words, spread
from data_layer.duplicates.clustering import components
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.comparing.side_by_side import OTHER, UNKNOWN, aligned_codes
from data_layer.duplicates.parameters import Parameters

Shares = NDArray[np.float64]
_HUBS, _SURE = (0.5, 0.7, 0.9), 2
_GROUPS_AT_ONCE = 64
_LEAST_MISREAD = 0.005
_SIDE_BY_SIDE = 2
_HELD = 3


def find_forms(matcher: Matcher, alike: Places, kept: Shares, parameters: Parameters) -> list[Places]:
    """The groups of texts that fill one form, each the numbers of its texts.

    In a spot of a form most texts differ from each other, in more of them than OCR would misread there. Spots
    of words count only between words that all have: papers begin and end what they reprint in their own way.

    Args:
        matcher: of all texts.
        alike: pairs of texts with the same words, one row a pair.
        kept: per pair the share of the words' characters that are the same in both, 0 to 1.
        parameters: see Parameters.
    """
    groups = _groups(matcher, alike, kept, parameters)
    # as two of three texts show it: beside a page whose columns were mixed up, all others differ
    shown = np.zeros(len(groups), dtype=np.int64)
    several = np.array([len(members) for members in groups]) >= parameters.form_sure
    for number, place in enumerate(_HUBS):
        asked = (shown > 0) | several | (number == 0)
        asked &= shown < _SURE
        for part in np.array_split(np.flatnonzero(asked), 1 + asked.sum() // _GROUPS_AT_ONCE):
            if len(part):
                shown[part] += _show_form(matcher, [groups[at] for at in part], place, parameters)
    return [groups[at] for at in np.flatnonzero(shown >= _SURE).tolist()]


def with_fillings(forms: list[Places], pairs: Places, articles: int, parameters: Parameters) -> list[Places]:
    """Forms with the texts that fill them as well: those that hold the words of several of one's texts.

    Where much is left open, or OCR spoiled much, two fillings have less in common than the texts of a group.

    Args:
        forms: the numbers of the texts of each.
        pairs: pairs of texts of which one holds the words of the other.
        articles: how many texts there are.
        parameters: see Parameters.
    """
    homes = np.full(articles, -1)
    for number, members in enumerate(forms):
        homes[members] = number
    both = np.concatenate((pairs, pairs[:, ::-1]))
    asked = both[(homes[both[:, 0]] < 0) & (homes[both[:, 1]] >= 0)]
    held, times = np.unique(np.column_stack((asked[:, 0], homes[asked[:, 1]])), axis=0, return_counts=True)
    order = np.argsort(times, kind="stable")
    held = held[order[times[order] >= parameters.template_least]]
    homes[held[:, 0]] = held[:, 1]
    return [np.flatnonzero(homes == number) for number in range(len(forms))]


def _show_form(matcher: Matcher, groups: list[Places], place: float, parameters: Parameters) -> Flags:
    """Which groups are a form, as one text of each shows that is at ``place`` of 1 in the order of length."""
    pairs = []
    for members in groups:
        chosen = evenly(members, parameters.template_twins + 1)
        by_length = chosen[np.argsort(matcher.texts.lengths[chosen], kind="stable")]
        hub = by_length[int(place * len(chosen))]
        pairs.append(np.array([(hub, other) for other in chosen.tolist() if other != hub]))
    aligned = iter(aligned_codes(matcher, np.concatenate(pairs), parameters))
    starts, shown = matcher.texts.starts, []
    for rows in pairs:
        own = matcher.texts.codes[starts[rows[0, 0]] : starts[rows[0, 0] + 1]]
        shown.append(_is_form(own, np.array([next(aligned) for _ in rows]), parameters))
    return np.array(shown)


def evenly(numbers: Places, most: int) -> Places:
    """At most so many of ``numbers``, evenly."""
    if len(numbers) <= most:
        return numbers
    return numbers[np.linspace(0, len(numbers) - 1, most).astype(np.int64)]


def _groups(matcher: Matcher, pairs: Places, kept: Shares, parameters: Parameters) -> list[Places]:
    """The texts joined by ``pairs``, several of them, that are short, as notices are, or clean."""
    homes = components(pairs)
    sizes = np.bincount(homes, minlength=1)
    lengths = np.bincount(homes, matcher.texts.lengths[: len(homes)], minlength=1)
    owners = homes[pairs[:, 0]]
    spoiled = np.bincount(owners, 1 - kept, minlength=len(sizes)) * 100
    pairs_in = np.bincount(owners, minlength=len(sizes))
    asked = (lengths <= sizes * parameters.short_chars) | (
        spoiled <= pairs_in * parameters.form_spoiled_percent
    )
    asked &= sizes >= parameters.template_least
    order = np.argsort(homes, kind="stable")
    order = order[asked[homes[order]]]
    return list(np.split(order, np.flatnonzero(np.diff(homes[order])) + 1)) if len(order) else []


def _is_form(hub: Codes, others: NDArray[np.uint16], parameters: Parameters) -> bool:
    """Whether texts, aligned with one of them, differ in some spot as fillings of a form do."""
    columns = np.sort(np.vstack((hub, others)), axis=0)
    known = (columns > OTHER).sum(axis=0)  # of what is shorter or longer it is not known which stands where
    told = _most_told(columns)
    asked = _asked(known, len(columns), parameters)
    stable = np.flatnonzero(asked & (2 * told > known))
    if not len(stable):
        return False
    misread = max(float(1 - (told[stable] / known[stable]).mean()), _LEAST_MISREAD)
    at = np.flatnonzero(asked & (told * 100 <= known * parameters.form_percent))
    # where many have nothing, OCR put something in
    held = (at > stable[0]) & (at < stable[-1]) & (_HELD * (columns == OTHER).sum(axis=0)[at] < known[at])
    at = at[IS_NUMERAL[hub[at]] | held]
    chances = np.ones(len(hub))
    chances[at] = [_tail(int(known[one]), int(known[one] - told[one]), misread) for one in at]
    if IS_NUMERAL[hub].any():
        numbers, heads, sizes = _numbers(np.vstack((hub, others)))
        known, told = (numbers != UNKNOWN).sum(axis=0), _most_told(numbers)
        at = np.flatnonzero(_asked(known, len(columns), parameters))
        at = at[told[at] * 100 <= known[at] * parameters.form_percent]
        spoiled = 1 - (1 - misread) ** sizes[at]
        many = zip(known[at].tolist(), (known - told)[at].tolist(), spoiled.tolist(), strict=True)
        chances[heads[at]] = np.minimum(chances[heads[at]], [_tail(*one) for one in many])
    return _by_chance(chances) < parameters.form_chance


def _by_chance(chances: Shares) -> float:
    """The chance that OCR made spots of a text differ as they do; what is side by side it spoils at once."""
    at = np.flatnonzero(chances < 1)
    if not len(at):
        return 1.0
    apart = np.flatnonzero(np.diff(at, prepend=-9) > _SIDE_BY_SIDE)
    found, all_of_them = 1.0, 1.0
    for number, chance in enumerate(np.sort(np.minimum.reduceat(chances[at], apart)).tolist()):
        all_of_them *= chance * (len(chances) - number) / (number + 1)
        found = min(found, all_of_them)
    return found


def _asked(known: Places, texts: int, parameters: Parameters) -> Flags:
    """In which spots enough of the texts are known."""
    return (known >= parameters.template_least) & (2 * known > texts)


def _numbers(texts: NDArray[np.uint16]) -> tuple[Words, Places, Places]:
    """What texts have for each number of the first of them, sorted, where it begins, and its length.

    A word for each, one column a number; UNKNOWN where any of it is not known. Those that are longer or
    shorter in the same way are the same: it may be the one they are held against that OCR spoiled.
    """
    numeral = IS_NUMERAL[texts[0]]
    heads = np.flatnonzero(numeral & ~np.append(False, numeral[:-1]))
    keys = np.where(numeral, spread(np.arange(1, len(numeral) + 1, dtype=np.uint64)), np.uint64(0))
    words = np.add.reduceat(texts * keys, heads, axis=1)
    words[np.logical_or.reduceat((texts == UNKNOWN) & numeral, heads, axis=1)] = UNKNOWN
    return np.sort(words, axis=0), heads, np.add.reduceat(numeral, heads, dtype=np.int64)


def repeats(columns: NDArray[np.uint16] | Words) -> Places:
    """For each code of sorted columns how often it stands above; 0 for what is not known or not there."""
    same = (columns[1:] == columns[:-1]) & (columns[1:] > OTHER)
    counted = np.cumsum(same, axis=0)
    found: Places = counted - np.maximum.accumulate(np.where(same, 0, counted), axis=0)
    return found


def _most_told(columns: NDArray[np.uint16] | Words) -> Places:
    """Per column of sorted codes how often the one stands there that most have."""
    found: Places = repeats(columns).max(axis=0, initial=0) + (columns[-1] > OTHER)
    return found


def _tail(many: int, least: int, chance: float) -> float:
    """The chance that of ``many`` at least ``least`` are misread."""
    ways, misread, read = _ways(many), log(chance), log1p(-chance)
    return sum(
        exp(ways[number] + number * misread + (many - number) * read) for number in range(least, many + 1)
    )


@cache
def _ways(many: int) -> list[float]:
    """Logarithms of in how many ways none, one and so on can be taken from ``many``."""
    return list(accumulate((log((many - at) / (at + 1)) for at in range(many)), initial=0.0))
