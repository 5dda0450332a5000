"""From texts to groups that tell one story: fold, sign, pair, compare, judge, group."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_layer.duplicates.blocking.candidates import candidate_pairs
from data_layer.duplicates.blocking.shingles import Codes, Flags, Places, Texts, Words, fold_each, join_texts
from data_layer.duplicates.clustering import cluster_pairs
from data_layer.duplicates.comparing.comparing import compare_pairs
from data_layer.duplicates.comparing.mapping import TextMap, find_anchors
from data_layer.duplicates.comparing.matching import Matcher
from data_layer.duplicates.comparing.names import mark_names, name_masks
from data_layer.duplicates.comparing.side_by_side import aligned_codes
from data_layer.duplicates.facts.differing import Witness
from data_layer.duplicates.facts.witnesses import stray_percents
from data_layer.duplicates.judging import AGAINST, AGREE, NEUTRAL, RELATIONS, Shares, Verdicts, judge_overlaps
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.twins.days import day_masks, each_its_own
from data_layer.duplicates.twins.fillings import find_fillings
from data_layer.duplicates.twins.forms import find_forms, with_fillings
from data_layer.duplicates.twins.refilled import refilled_odds
from data_layer.duplicates.twins.stems import may_have_other_stems, stems_unlike
from data_layer.duplicates.twins.templates import TemplateJudge
from data_layer.duplicates.twins.twins import PlaceJudge
from data_layer.model import Relation

_ID_BYTES = 8
_MAPS_AT_ONCE = 1000
_NO_PAIRS = np.zeros((0, 2), dtype=np.int64)


def content_ids(parts: Sequence[Codes]) -> Words:
    """A number of each article's letters and digits: equal for copies with other spacing."""
    digests = [hashlib.sha256(codes.data).digest()[:_ID_BYTES] for codes in parts]
    return np.frombuffer(b"".join(digests), dtype=f">u{_ID_BYTES}").astype(np.uint64)


class Comparer:
    """Compares pairs of one set of texts, each once; a pair is two numbers, in any order.

    Attributes:
        filled: per text whether it fills a template, so that its words alone do not speak for a pair.
    """

    def __init__(self, texts: Texts, ranks: Places, parameters: Parameters) -> None:
        """Take texts; of each pair the one with the smaller of ``ranks`` is the first."""
        self.matcher = Matcher(texts)
        self._texts = texts
        self._ranks = ranks
        self._parameters = parameters
        self._keys = np.zeros(0, dtype=np.int64)
        self._marks = mark_names(texts.codes)
        nothing = compare_pairs(texts, _NO_PAIRS, parameters, self._marks)
        self._verdicts = judge_overlaps(nothing, _NO_PAIRS, parameters)
        self.filled: Flags = np.zeros(len(texts), dtype=np.bool_)

    def compare(self, pairs: Places) -> Verdicts:
        """The verdicts of ``pairs`` (one row a pair), in their order; none is compared twice."""
        pairs = self._turned(pairs)
        keys = pairs[:, 0] * len(self._texts) + pairs[:, 1]
        asked, first = np.unique(keys, return_index=True)
        new = first[~np.isin(asked, self._keys, assume_unique=True)]
        if len(new):
            overlaps = compare_pairs(self._texts, pairs[new], self._parameters, self._marks)
            found = judge_overlaps(overlaps, self._texts.lengths[pairs[new]], self._parameters)
            self._keys = np.concatenate((self._keys, keys[new]))
            order = np.argsort(self._keys)
            self._keys = self._keys[order]
            joined = _each(lambda old, more: np.concatenate((old, more)), self._verdicts, found)
            self._verdicts = _each(lambda column: column[order], joined)
        rows = np.searchsorted(self._keys, keys)
        return _each(lambda column: column[rows], self._verdicts)

    def judge(self, pairs: Places) -> NDArray[np.int8]:
        """The votes of pairs that were no candidates, by words and numbers alone."""
        parameters, pairs = self._parameters, self._turned(pairs)
        overlaps = compare_pairs(self._texts, pairs, parameters, self._marks)
        found = judge_overlaps(overlaps, self._texts.lengths[pairs], parameters)
        sure = (found.numbers >= parameters.sure_nats) & (found.elsewhere <= parameters.sure_names_nats)
        found.state[(found.state == AGREE) & ~sure] = NEUTRAL
        found.state[self.filled[pairs].any(axis=1)] = AGAINST
        return found.state

    def _turned(self, pairs: Places) -> Places:
        turned = self._ranks[pairs[:, 0]] > self._ranks[pairs[:, 1]]
        return np.where(turned[:, None], pairs[:, ::-1], pairs)


def _each(work: Callable[..., NDArray[Any]], *verdicts: Verdicts) -> Verdicts:
    """Verdicts with ``work`` done on each column."""
    return Verdicts(
        **{field.name: work(*(getattr(one, field.name) for one in verdicts)) for field in fields(Verdicts)}
    )


class Grouping:
    """Texts with their clusters; equal texts are one while clusters are made.

    Attributes:
        clusters: numbers of the texts of each cluster, sorted, two or more.
        ids: the content id of each text, see content_ids.
    """

    def __init__(self, texts: Sequence[str], parameters: Parameters, templates: Sequence[bool]) -> None:
        """Group texts; ``templates`` tells which of them are known to have template twins."""
        self._parameters = parameters
        folded = fold_each(texts)
        self.ids = content_ids(folded)
        judged = np.flatnonzero(np.fromiter(map(len, folded), dtype=np.int64) >= parameters.least_chars)
        # in the order of their content, so that the order in which articles came in does not matter
        _, first, numbers = np.unique(self.ids[judged], return_index=True, return_inverse=True)
        chosen = judged[first]
        self._numbers = np.full(len(texts), -1)
        self._numbers[judged] = numbers
        distinct = join_texts([folded[number] for number in chosen.tolist()])
        del folded
        pairs, order = candidate_pairs(distinct, parameters)
        # what is compared with the same stands side by side in memory; in a pair the smaller content is first
        places = np.append(np.argsort(order), -1)
        self._candidates, self._numbers = places[pairs], places[self._numbers]
        self._texts = distinct.take(order.tolist())
        del distinct
        self._templates = np.zeros(len(chosen), dtype=np.bool_)
        self._templates[self._numbers[np.array(templates, dtype=np.bool_) & (self._numbers >= 0)]] = True
        self._places = PlaceJudge([texts[number] for number in chosen[order].tolist()], parameters)
        self._comparer = Comparer(self._texts, order, parameters)
        home = np.arange(len(chosen))
        for group in self._group():
            home[group] = group[0]
        self.clusters = sorted(_together(judged, home[self._numbers[judged]]))

    def _group(self) -> list[list[int]]:
        pairs = self._candidates
        verdicts = self._verdicts = self._comparer.compare(pairs)
        elsewhere = self._elsewhere(pairs, verdicts)
        verdicts.state[elsewhere] = AGAINST
        other_stems = self._other_stems(pairs, verdicts)
        refilled = self._refilled(pairs, verdicts)
        self._hold_templates(pairs, verdicts, elsewhere)
        verdicts.state[refilled | other_stems] = AGAINST
        self._comparer.filled = self._templates
        self._agree = verdicts.state == AGREE
        order = np.argsort(-verdicts.similarity, kind="stable")
        votes, judge = verdicts.state[order], self._comparer.judge
        return cluster_pairs(pairs[order], votes, judge, self._parameters.merge_percent)

    def _elsewhere(self, pairs: Places, verdicts: Verdicts) -> Flags:
        """Which of the pairs that agree speak of different places, where numbers do not tell or names do."""
        parameters = self._parameters
        # a story with dozens of numbers that agree is one story, though a name was misread to be another
        least = np.maximum(parameters.sure_names_nats, verdicts.numbers * parameters.names_percent / 100)
        named = verdicts.elsewhere > least
        # where much was quoted, names in the same words may be those of two stories
        named &= verdicts.similarity * 100 >= parameters.template_percent
        asked = (verdicts.state == AGREE) & (named | (verdicts.numbers < parameters.sure_nats))
        elsewhere = np.zeros(len(pairs), dtype=np.bool_)
        elsewhere[asked] = self._places.differ(pairs[asked], self._comparer.matcher)
        named &= asked & ~elsewhere
        elsewhere[named] = [self._places.apart(*pair) for pair in pairs[named].tolist()]
        masks = name_masks(self._texts)[pairs]
        strange = (masks > 0).all(axis=1) & (masks[:, 0] & masks[:, 1] == 0)
        strange &= (verdicts.state == AGREE) & ~elsewhere
        elsewhere[strange] = self._places.renamed(pairs[strange], self._comparer.matcher)
        return elsewhere

    def _other_stems(self, pairs: Places, verdicts: Verdicts) -> Flags:
        """Which pairs of notices that agree have other counties' short names, wholly unlike, in one spot."""
        found, matcher = np.zeros(len(pairs), dtype=np.bool_), self._comparer.matcher
        alike = verdicts.similarity * 100 >= self._parameters.template_percent
        asked = np.flatnonzero((verdicts.state == AGREE) & alike)
        asked = asked[(self._texts.lengths[pairs[asked]] <= self._parameters.short_chars).all(axis=1)]
        asked = asked[may_have_other_stems(self._texts, pairs[asked])]
        if len(asked):
            aligned = aligned_codes(matcher, pairs[asked], self._parameters)
            for at, codes in zip(asked.tolist(), aligned, strict=True):
                found[at] = stems_unlike(self._texts.codes_of(int(pairs[at, 0])), codes) > 1
        return found

    def _refilled(self, pairs: Places, verdicts: Verdicts) -> Flags:
        """Which pairs that agree, of which few numbers tell, are two fillings of a form by its open spots."""
        parameters = self._parameters
        short = (self._texts.lengths[pairs] <= parameters.short_chars).all(axis=1)
        clean = verdicts.kept * 100 >= parameters.clean_percent
        told = verdicts.numbers >= np.where(clean, parameters.told_nats, parameters.sure_nats)
        # numbers that agree say nothing against another day, place or person in texts that OCR left clean
        shared = verdicts.containment * self._texts.lengths[pairs].min(axis=1)
        clear = (1 - verdicts.kept) * shared <= parameters.clear_chars
        clear &= verdicts.kept * 100 >= parameters.clear_percent
        asked = (verdicts.state == AGREE) & (~told | clear | each_its_own(day_masks(self._texts), pairs))
        asked &= short | (verdicts.similarity * 100 >= parameters.template_percent)
        odds = refilled_odds(
            self._comparer.matcher, pairs[asked], told[asked], self._places.slots, parameters
        )
        found = np.zeros(len(pairs), dtype=np.bool_)
        found[np.flatnonzero(asked)[odds < parameters.refilled_nats]] = True
        return found

    def _hold_templates(self, pairs: Places, verdicts: Verdicts, elsewhere: Flags) -> None:
        """Where a template was filled in more than once, its open spots must speak for a pair to join it."""
        parameters = self._parameters
        held = verdicts.containment * 100 >= parameters.agree_percent
        alike = held & (verdicts.similarity * 100 >= parameters.template_percent)
        forms = find_forms(self._comparer.matcher, pairs[alike], verdicts.kept[alike], parameters)
        forms = with_fillings(forms, pairs[held], len(self._texts), parameters)
        known = find_fillings(pairs, verdicts, elsewhere, forms, len(self._texts), parameters)
        self._templates |= known.filled
        told = (verdicts.numbers >= parameters.told_nats) & ~(known.placed | known.in_form)[pairs].any(axis=1)
        asked = np.flatnonzero((verdicts.state == AGREE) & self._templates[pairs].any(axis=1) & ~told)
        inside = asked[np.flatnonzero(known.in_form[pairs[asked]].all(axis=1))]
        far = inside[_farther(pairs[inside], verdicts.similarity[inside], parameters.form_partners)]
        verdicts.state[far] = AGAINST
        asked = asked[verdicts.state[asked] == AGREE]
        if not len(asked):
            return
        judge = TemplateJudge(self._comparer.matcher, known, self._places.slots, parameters)
        odds = judge.odds(pairs[asked], verdicts.kept[asked])
        verdicts.state[asked[odds < parameters.template_nats]] = NEUTRAL
        verdicts.state[asked[odds < 0]] = AGAINST

    @property
    def templates(self) -> list[bool]:
        """For each text whether another one, or one compared earlier, fills the same template otherwise."""
        return [bool(number >= 0 and self._templates[number]) for number in self._numbers]

    def near(self) -> list[tuple[int, int, float, float]]:
        """Numbers, similarity and containment (0 to 100) of candidates not of one cluster, sorted."""
        home, first = -np.arange(1, len(self._texts) + 1), np.zeros(len(self._texts), dtype=np.int64)
        judged = np.flatnonzero(self._numbers >= 0)[::-1]
        first[self._numbers[judged]] = judged
        for at, members in enumerate(self.clusters):
            home[self._numbers[members]] = at
        pairs, verdicts = self._candidates, self._verdicts
        wanted = verdicts.containment * 100 >= self._parameters.near_percent
        wanted &= verdicts.numbers >= -self._parameters.twin_nats
        wanted &= self._agree | (verdicts.containment * 100 < self._parameters.agree_percent)
        wanted &= home[pairs[:, 0]] != home[pairs[:, 1]]
        left, right = np.sort(first[pairs[wanted]], axis=1).T.tolist()
        shares = [(share[wanted] * 100).round(1) for share in (verdicts.similarity, verdicts.containment)]
        return sorted(zip(left, right, *(share.tolist() for share in shares), strict=True))

    def strays(self) -> list[float]:
        """Stray characters of each text in percent; 0 for texts that are not judged."""
        percents = np.append(stray_percents(self._texts), 0.0)
        found: list[float] = percents[self._numbers].tolist()
        return found

    def compare(self, pairs: Places) -> Verdicts:
        """How the two texts of each pair of text numbers compare."""
        own = self._numbers[pairs]
        differ = own[:, 0] != own[:, 1]
        verdicts = Verdicts(
            state=np.full(len(own), AGREE, dtype=np.int8),
            containment=np.ones(len(own)),
            similarity=np.ones(len(own)),
            numbers=np.zeros(len(own)),
            kept=np.ones(len(own)),
            elsewhere=np.zeros(len(own)),
            relation=np.full(len(own), RELATIONS.index(Relation.REPRINT), dtype=np.int8),
        )
        found = self._comparer.compare(own[differ])
        for field in fields(Verdicts):
            getattr(verdicts, field.name)[differ] = getattr(found, field.name)
        return verdicts

    def maps(self, pairs: Places, witnesses: Mapping[int, Witness]) -> Iterator[TextMap]:
        """The map of the two texts of each pair of text numbers."""
        for first in range(0, len(pairs), _MAPS_AT_ONCE):
            part = pairs[first : first + _MAPS_AT_ONCE]
            anchors = find_anchors(self._comparer.matcher, self._numbers[part], self._parameters)
            for (a, b), found in zip(part.tolist(), anchors, strict=True):
                yield TextMap(found, witnesses[a].places, witnesses[b].places, self._parameters)


def _farther(pairs: Places, similarity: Shares, most: int) -> Flags:
    """Which pairs are of neither text among the so many most similar ones."""
    own, strength = np.concatenate((pairs.T[0], pairs.T[1])), np.tile(similarity, 2)
    order = np.lexsort((-strength, own))
    heads = np.flatnonzero(np.diff(own[order], prepend=-1))
    ranks = np.empty(len(own), dtype=np.int64)
    ranks[order] = np.arange(len(own)) - np.repeat(heads, np.diff(heads, append=len(own)))
    found: Flags = ranks.reshape(2, -1).min(axis=0) >= most
    return found


def _together(numbers: Places, homes: Places) -> Iterator[list[int]]:
    """Those of ``numbers``, in order, that have the same home, two or more."""
    order = np.argsort(homes, kind="stable")
    cuts = np.flatnonzero(np.diff(homes[order], prepend=-1)).tolist()
    listed = numbers[order].tolist()
    for first, last in pairwise([*cuts, len(listed)]):
        if last - first > 1:
            yield listed[first:last]
