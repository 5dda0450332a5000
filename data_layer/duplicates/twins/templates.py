"""Which spots of a text its template leaves open, and what two fillings that agree there are worth.

Where a form is filled again and again, its open spots show: there the twins of a text differ from each
other, everywhere else they have the same character, as far as OCR left it. So nothing need be known of what
is filled in: numbers, in digits or in words, places, names, dates. A pair is one filling if it agrees in open
spots far better than fillings do by chance, and the more twins came in, the better it must.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.shingles import IS_NUMERAL, Codes, Places
from data_layer.duplicates.clustering import components
from data_layer.duplicates.comparing.mapping import find_anchors
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.comparing.side_by_side import OTHER, UNKNOWN, aligned_codes
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.fillings import Fillings
from data_layer.duplicates.twins.forms import repeats
from data_layer.duplicates.twins.slots import NameSlot, name_odds, words_beside
from data_layer.duplicates.twins.stems import stems_unlike

_PAIRS_AT_ONCE = 2048
_ROUND = 0.005
_LEAST_SPOILED = 0.01
_NEVER = 1e-9
_MISREAD_ALIKE = 0.3  # of the misread digits those that one given other stands for
_LEAST_ALIKE = 0.002
_LEAST_KEPT = 0.65  # however little two texts share, OCR leaves so much of a copy
_UNKNOWN, _OTHER = chr(UNKNOWN), chr(OTHER)
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Spots:
    """The open spots of a text.

    Attributes:
        places: offsets of their characters.
        heads: where in ``places`` each spot begins.
        alike: per spot the chance that two fillings agree in it.
        strange: per character the chance that it is the same in two fillings that don't agree in its spot.
        names: the counties and cities named where its twins name others, each a spot of its own.
        named: per name the chance that two fillings have the same.
        twins: how many fillings of the same template are known.
    """

    places: Places
    heads: Places
    alike: Shares
    strange: Shares
    names: tuple[NameSlot, ...]
    named: Shares
    twins: int


class TemplateJudge:
    """Judges pairs of texts of which one has template twins."""

    def __init__(
        self,
        matcher: Matcher,
        known: Fillings,
        slots: Callable[[int], Sequence[NameSlot]],
        parameters: Parameters,
    ) -> None:
        """Take what is known.

        Args:
            matcher: of all articles.
            known: which articles fill a template: of those alike, the twins of one are as good as twins of
                the other.
            slots: the counties and cities that an article names.
            parameters: see Parameters.
        """
        self._slots = slots
        self._placed = known.placed
        self._in_form = known.in_form
        self._matcher = matcher
        self._texts = matcher.texts
        self._parameters = parameters
        own: dict[int, set[int]] = defaultdict(set)
        for left, right in known.twins.tolist():
            own[left].add(right)
            own[right].add(left)
        self._twins = {number: sorted(found) for number, found in own.items()}
        borrowed: dict[int, set[int]] = defaultdict(set)
        for left, right in known.alike.tolist():
            for one, other in ((left, right), (right, left)):
                if one not in own:
                    borrowed[one] |= own.get(other, set())
        self._twins |= {number: sorted(found - {number}) for number, found in borrowed.items()}
        self._spots: dict[int, Spots] = {}
        self._circles = {
            number: home for number, home in enumerate(components(known.twins).tolist()) if number in own
        }
        self._members: dict[int, list[int]] = defaultdict(list)
        for number, home in self._circles.items():
            self._members[home].append(number)
        self._codes_in: dict[int, tuple[str, ...]] = {}

    def odds(self, pairs: Places, kept: Shares) -> Shares:
        """Log-odds (nats) that each pair is one filling, against two fillings of a known template.

        Args:
            pairs: article numbers, one row a pair.
            kept: per pair the share of the words' characters that are the same in both, 0 to 1.
        """
        known = np.array([[len(self._twins.get(number, ())) for number in pair] for pair in pairs.tolist()])
        turned = np.where((known[:, 1] > known[:, 0])[:, None], pairs[:, ::-1], pairs)
        unnamed = np.array([not self._slots(number) for number in turned[:, 0].tolist()], dtype=np.bool_)
        self._learn(sorted({*turned[:, 0].tolist(), *turned[unnamed, 1].tolist()}))
        odds = np.zeros(len(pairs))
        for first in range(0, len(pairs), _PAIRS_AT_ONCE):
            part = turned[first : first + _PAIRS_AT_ONCE]
            by_name = np.where(unnamed[first : first + len(part), None], part[:, ::-1], part)
            aligned = aligned_codes(self._matcher, part, self._parameters)
            anchors = find_anchors(self._matcher, by_name, self._parameters)
            for at, (codes, found) in enumerate(zip(aligned, anchors, strict=True), first):
                number, spoiled = int(turned[at, 0]), 1 - max(float(kept[at]), _LEAST_KEPT)
                left, right = by_name[at - first].tolist()
                names = self._compare_names(left, right, found, spoiled)
                odds[at] = self._weigh(number, codes, names, spoiled)
                if self._in_form[number] and stems_unlike(self._texts.codes_of(number), codes):
                    odds[at] = -np.inf
                if self._placed[turned[at]].any():
                    if not names[:, :2].any():
                        odds[at] = min(odds[at], 0.0)  # only the place tells its twins apart: it is illegible
                elif len(self._members.get(self._circle(number), ())) < self._parameters.template_least:
                    odds[at] += self._parameters.template_nats  # two that differ may be one story, misread
        return odds

    def _circle(self, number: int) -> int:
        """The circle of texts that fill one template, as far as pairs of them tell; -1 for none."""
        twins = self._twins.get(number)
        return self._circles[twins[0]] if twins else -1

    def _named_in(self, circle: int) -> tuple[str, ...]:
        """Codes of the places that the texts of a circle name."""
        if circle not in self._codes_in:
            members = self._members.get(circle, [])
            self._codes_in[circle] = tuple(
                sorted({slot.adcode for one in members for slot in self._slots(one)})
            )
        return self._codes_in[circle]

    def _compare_names(self, number: int, other: int, anchors: Places, spoiled: float) -> Shares:
        """Per county that ``number`` names the chances (log) of what the other has there, see ``name_odds``.

        The third column has the chance that two fillings name the same.
        """
        spots, text = self._spots[number], self._texts.of(other)
        found: dict[str, list[tuple[NameSlot, str]]] = defaultdict(list)
        shares: dict[str, float] = {}
        for slot, alike in zip(spots.names, spots.named.tolist(), strict=True):
            words = words_beside(anchors, slot, text)
            shares[slot.adcode] = min(alike, shares.get(slot.adcode, 1.0))
            if words is not None:
                found[slot.adcode].append((slot, words))
        twins, spoiled = self._named_in(self._circle(number)), max(spoiled, _LEAST_SPOILED)
        rows = [
            (*name_odds(found[code], twins, spoiled, self._parameters), share)
            if code in found
            else (0.0, 0.0, share)  # illegible: it may be another place's
            for code, share in shares.items()
        ]
        return np.array(rows).reshape(-1, 3)

    def _learn(self, numbers: list[int]) -> None:
        """Find the open spots of texts, by how their twins differ from each other."""
        most = self._parameters.template_twins
        rows = [(number, twin) for number in numbers for twin in self._twins.get(number, ())[:most]]
        parts: dict[int, list[Codes]] = defaultdict(list)
        for first in range(0, len(rows), _PAIRS_AT_ONCE):
            pairs = np.array(rows[first : first + _PAIRS_AT_ONCE], dtype=np.int64)
            for number, codes in zip(
                pairs[:, 0].tolist(), aligned_codes(self._matcher, pairs, self._parameters), strict=True
            ):
                parts[number].append(codes)
        for number in numbers:
            self._spots[number] = self._open_spots(number, parts[number])

    def _open_spots(self, number: int, twins: list[Codes]) -> Spots:
        """The spots where ``twins``, aligned with the text, differ; its numbers are taken to be open."""
        begin, end = self._texts.starts[number : number + 2]
        places = np.arange(begin, end)
        digits = self._texts.digits_between(places, places + 1) > 0
        slots, named = tuple(self._slots(number)), np.zeros(len(digits), dtype=np.bool_)
        for slot in slots:
            named[slot.start : slot.end] = True
        told = named if self._placed[number] else digits | named
        own = np.where(digits | named, self._texts.codes_of(number), UNKNOWN)  # of its words some are misread
        rows = np.array([own, *twins], dtype=np.uint16)
        columns = np.sort(rows, axis=0)
        known = (columns != UNKNOWN).sum(axis=0)
        asked = known * (known - 1) / 2
        agree = repeats(columns).sum(axis=0)
        parameters, words = self._parameters, (asked > 0) & ~digits
        usual = max(float(np.median(agree[words] / asked[words])), 0.2) if words.any() else 1.0
        weight = np.where(told, 1.0, parameters.template_prior_pairs)
        first = np.where(told, parameters.chance_digits_percent / 100, 1.0)
        same = np.minimum((agree / usual + weight * first) / (asked + weight), 1.0)
        # what no twin has a character for was put in by OCR, but for digits: 10月 among 2月 and 3月
        held = IS_NUMERAL[self._texts.codes_of(number)] | (
            (columns > OTHER).sum(axis=0) * 100 >= known * parameters.held_percent
        )
        places = np.flatnonzero((same * 100 <= parameters.open_percent) & held & ~named)
        alike_names = np.array([same[slot.start : slot.end].min() for slot in slots]).clip(_ROUND)
        varied = alike_names * 100 <= parameters.open_percent
        slots, alike_names = tuple(compress(slots, varied)), alike_names[varied]
        twins_known = max(len(self._members.get(self._circle(number), ())) - 1, 0)
        # a number is one spot, also where its fillings agree on a digit or on the 百 between two
        numerals = IS_NUMERAL[self._texts.codes_of(number)]
        numeral, others = numerals[places], np.cumsum(~numerals)[places]
        together = (np.diff(places, prepend=-9) == 1) & (numeral == np.roll(numeral, 1))
        heads = np.flatnonzero(~together & ~(numeral & (np.diff(others, prepend=-9) == 0)))
        if not len(places):
            return Spots(places, heads, np.zeros(0), np.zeros(0), slots, alike_names, twins_known)
        sizes = np.diff(np.append(heads, len(places)))
        # one more digit makes a number so much rarer, though numbers are round more often than not
        chance = parameters.chance_digits_percent / 100
        rare = np.where(numeral[heads], np.maximum(chance * 0.3 ** (sizes - 1), _ROUND), chance)
        words_in = [row.tobytes().decode("utf-16-le", "replace") for row in rows[:, places]]
        alike = np.array(
            [
                _share_alike([words[head : head + size] for words in words_in], usual, first, parameters)
                for head, size, first in zip(heads.tolist(), sizes.tolist(), rare.tolist(), strict=True)
            ]
        )
        strange = np.where(numeral, parameters.chance_digits_percent, parameters.chance_words_percent) / 100
        strange = np.maximum(strange, same[places] * usual - np.repeat(alike, sizes)).clip(0.01, 0.9)
        return Spots(places, heads, alike, strange, slots, alike_names, twins_known)

    def _weigh(self, number: int, other: Codes, names: Shares, spoiled: float) -> float:
        """Log-odds of what stands in the open spots, less what chance has among so many pairs."""
        spots, own = self._spots[number], self._texts.codes_of(number)
        if not len(spots.places) and not len(names):
            # its twins say the same: no template is seen, or nothing is legible that it fills in
            return np.inf if spots.twins < self._parameters.template_least else -np.inf
        known = other[spots.places] != UNKNOWN
        kept = min(1 - spoiled, self._parameters.kept_digits_percent / 100)
        same = other[spots.places] == own[spots.places]
        by_ocr = np.log(np.where(same, kept, 1 - kept)) * known
        by_chance = np.log(np.where(same, spots.strange * kept, 1 - spots.strange * kept)) * known
        # two that are told the same and are not: one character at least was misread to be the other's
        misread = np.where(known, (1 - spots.strange) * (1 - kept) * _MISREAD_ALIKE / spots.strange, 0.0)
        if len(spots.heads):
            sums = [np.add.reduceat(column, spots.heads) for column in (by_ocr, by_chance)]
            whole = np.logical_and.reduceat(same & known, spots.heads)
            sums[1] += np.where(whole, np.log(np.add.reduceat(misread, spots.heads).clip(1e-9, 1)), 0.0)
        else:
            sums = [by_ocr, by_chance]
        one, another, share = (
            np.append(column, more) for column, more in zip((*sums, spots.alike), names.T, strict=True)
        )
        alike = np.log(share) + one
        chance = np.logaddexp(alike, np.log1p(-share) + another)
        # another filling differs in one spot at least, maybe an illegible one: that all agree is no chance
        differs = float(np.log(max(-np.expm1(float((alike - chance).sum())), _NEVER)))
        # every two of a form's fillings might agree; of texts that a few numbers tell apart, each with one
        rivals = float(np.log(spots.twins + 1))
        if self._in_form[number]:
            rivals = 2 * rivals + self._parameters.form_nats - self._parameters.template_nats
        return float((one - chance).sum()) - differs - rivals


def _share_alike(told: Sequence[str], usual: float, first: float, parameters: Parameters) -> float:
    """The chance that two fillings have the same in one spot, by what is ``told`` there.

    Args:
        told: what each text has in the spot, as many characters.
        usual: share of characters that OCR left the same elsewhere, of 1.
        first: the chance that is expected before.
        parameters: see Parameters.
    """
    known = [one for one in told if _UNKNOWN not in one]
    times = Counter(one for one in known if _OTHER not in one).values()
    agree, asked = sum(many * (many - 1) for many in times) / 2, len(known) * (len(known) - 1) / 2
    agree /= usual ** len(told[0])
    weight = parameters.template_prior_pairs
    return min(max((agree + weight * first) / (asked + weight), _LEAST_ALIKE), 0.9)
