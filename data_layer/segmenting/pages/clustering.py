"""Which stretches of a page belong to one article.

A stretch is a run of body paragraphs that nothing interrupts. Stretches are joined two by two, the surest
pair first, as long as what speaks for one article outweighs what speaks against it: shared words that are
rare on the page, places named, what stands between two neighbours, a sentence that goes on.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_layer.segmenting.pages.cohesion import Profile, Vocabulary, are_related
from data_layer.segmenting.pages.joints import JOINED, Joints
from data_layer.segmenting.pages.pieces import Kind, Piece

__all__ = ["Stretch", "cluster_stretches", "find_stretches", "link_neighbours"]


@dataclass(frozen=True, slots=True)
class ClusterWeights:
    """What evidence is worth, in natural log-odds of "one article".

    Measured on stretches of three newspaper pages and of pages put together from reviews
    (tests/segmenting/test_clustering.py holds pages of our own).
    """

    even_likeness: float = 0.19
    likeness_step: float = 0.05
    max_words: float = 2.5
    full_weight_chars: int = 250
    same_home_share: float = 0.9
    max_same_home: float = 3.0
    other_home: float = -4.0
    sure_names: float = 1.5
    neighbours: float = 2.6
    cut_by_head: float = -1.5
    sentence_end: float = 1.5
    open_lines: float = 0.5
    open_blocks: float = -1.5
    strangers: float = -3.0
    strangers_in_mixed: float = -1.0
    heads_between: tuple[float, ...] = (0.0, 0.0, -0.5, -2.0)
    title_between: float = -4.1
    byline_between: float = -4.1
    closed_by_names: float = -7.0
    sure_joint: float = 1.5
    max_far_joint: float = 1.0
    tie: float = 0.5
    prefecture_home: float = 1.0
    style_change: float = -2.0
    other_strand: float = -2.0


_WEIGHTS = ClusterWeights()
_BROKEN_JOINT = -0.9


@dataclass(frozen=True, slots=True)
class Stretch:
    """Body pieces that nothing interrupts, by their numbers on the page."""

    numbers: tuple[int, ...]
    profile: Profile

    @property
    def first(self) -> int:
        """Number of its first piece."""
        return self.numbers[0]

    @property
    def last(self) -> int:
        """Number of its last piece."""
        return self.numbers[-1]


def find_stretches(pieces: Sequence[Piece], profiles: Sequence[Profile], joints: Joints) -> list[Stretch]:
    """Runs of body pieces up to a headline, authors, another county, or a joint that can't be one."""
    runs: list[list[int]] = []
    interrupted = True
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.ASIDE:
            continue
        if piece.kind is not Kind.BODY:
            interrupted = True
            continue
        is_new = interrupted or piece.starts_article or _parts(pieces[runs[-1][-1]], piece, joints)
        if is_new or _moves_on([profiles[at] for at in runs[-1]], profiles[number]):
            runs.append([])
        runs[-1].append(number)
        interrupted = piece.ends_article
    return [Stretch(tuple(run), Profile.join(profiles[number] for number in run)) for run in runs]


def _parts(one: Piece, other: Piece, joints: Joints) -> bool:
    """Whether two body pieces one after the other are parted: the words don't go on, or the print changes."""
    if one.strand != other.strand:
        return True
    if not one.broken_end:
        return other.broken_start
    goes_on = joints.fit(one.text, other.text)
    return one.is_line != other.is_line or goes_on < (_BROKEN_JOINT if one.is_line else JOINED)


def _moves_on(before: Sequence[Profile], after: Profile) -> bool:
    """Whether a piece speaks of another county than those before it."""
    known = Profile.join(before)
    if known.home is None or after.home is None or known.places[after.home] or after.places[known.home]:
        return False
    return after.places[after.home] >= 1 and not are_related(known.home, after.home)


def link_neighbours(pieces: Sequence[Piece], last: int, first: int, joints: Joints) -> float:
    """What speaks for two body pieces being of one article that have no other body piece between them."""
    w = _WEIGHTS
    between = pieces[last + 1 : first]
    kinds = Counter(piece.kind for piece in between)
    is_cut = pieces[last].broken_end and kinds[Kind.HEAD] > 0
    value = (
        w.neighbours
        + w.cut_by_head * is_cut
        + w.heads_between[min(kinds[Kind.HEAD], len(w.heads_between) - 1)]
    )
    if kinds[Kind.SUBTITLE] or any(piece.is_title for piece in between):
        value += w.title_between
    ended = pieces[last].ends_article or any(piece.ends_article for piece in between)
    if ended or pieces[first].starts_article:
        return value + w.closed_by_names
    if kinds[Kind.BYLINE] or kinds[Kind.DATE]:
        value += w.byline_between
    if not kinds.keys() <= {Kind.ASIDE}:
        return value
    if pieces[last].strand != pieces[first].strand:
        return w.other_strand
    goes_on = joints.fit(pieces[last].text, pieces[first].text)
    if pieces[last].is_line != pieces[first].is_line:
        return value + w.style_change + min(0.0, goes_on)
    if not pieces[last].broken_end:
        return value + w.sentence_end + goes_on
    return value + goes_on + (w.open_lines if pieces[first].is_line else w.open_blocks)


class _Clusters:
    """Stretches on their way to articles, with what each two of them say of being one."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        stretches: Sequence[Stretch],
        vocabulary: Vocabulary,
        joints: Joints,
        ties: Mapping[int, tuple[int, float]],
        is_mixed: bool,
    ) -> None:
        self.members: dict[int, list[int]] = {number: [number] for number in range(len(stretches))}
        self.profiles = {number: stretch.profile for number, stretch in enumerate(stretches)}
        self.chance_of_same_home = _chance_of_same_home(stretches)
        self.links: dict[tuple[int, int], float] = {}
        self.likenesses: dict[tuple[int, int], tuple[float, int]] = {}
        for b in range(1, len(stretches)):
            for a in range(b):
                one, other = stretches[a], stretches[b]
                size = min(one.profile.chars, other.profile.chars)
                self.links[a, b] = _link(pieces, one, other, b - a == 1, joints, is_mixed)
                self.links[a, b] = max(self.links[a, b], _tie(one, other, ties), _tie(other, one, ties))
                self.likenesses[a, b] = (vocabulary.likeness(one.profile, other.profile) * size, size)
        self.scores = {pair: self._score(*pair) for pair in self.links}

    def _score(self, a: int, b: int) -> float:
        """What speaks for clusters ``a`` and ``b`` being one article."""
        one, other = self.profiles[a], self.profiles[b]
        weight = min(1.0, min(one.chars, other.chars) / _WEIGHTS.full_weight_chars)
        return self.links[a, b] + weight * self._words(a, b) + self._places(one, other)

    def _words(self, a: int, b: int) -> float:
        """Likeness of two clusters, as the mean over their stretches: joined, all long texts are alike."""
        w = _WEIGHTS
        total, size = self.likenesses[a, b]
        return max(-w.max_words, min(w.max_words, (total / max(1, size) - w.even_likeness) / w.likeness_step))

    def _places(self, one: Profile, other: Profile) -> float:
        w = _WEIGHTS
        if one.home is None or other.home is None:
            return 0.0
        if one.home == other.home:
            ratio = w.same_home_share / max(self.chance_of_same_home, 0.05)
            most = w.prefecture_home if one.home.endswith("00") else w.max_same_home
            return min(most, max(0.0, 2 * math.log(ratio)))
        named = other.places[one.home] or one.places[other.home]
        sure = min(1.0, one.places[one.home] / w.sure_names, other.places[other.home] / w.sure_names)
        return 0.0 if named or are_related(one.home, other.home) else w.other_home * sure

    def best(self) -> tuple[float, int, int]:
        """The surest pair: its score and its names; the earliest on the page among equals."""
        value, a, b = max(((score, -a, -b) for (a, b), score in self.scores.items()), default=(0.0, 0, 0))
        return value, -a, -b

    def merge(self, a: int, b: int) -> None:
        """Make cluster ``b`` part of ``a``."""
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self.profiles[a] = Profile.join([self.profiles[a], self.profiles.pop(b)])
        del self.scores[a, b]
        for other in self.members:
            if other == a:
                continue
            kept, gone = (min(a, other), max(a, other)), (min(b, other), max(b, other))
            self.links[kept] = max(self.links[kept], self.links[gone])
            one, two = self.likenesses[kept], self.likenesses[gone]
            self.likenesses[kept] = (one[0] + two[0], one[1] + two[1])
            del self.scores[gone]
            self.scores[kept] = self._score(*kept)


def _link(
    pieces: Sequence[Piece],
    one: Stretch,
    other: Stretch,
    are_neighbours: bool,
    joints: Joints,
    is_mixed: bool,
) -> float:
    """What the order on the page says of two stretches."""
    w = _WEIGHTS
    if are_neighbours:
        return link_neighbours(pieces, one.last, other.first, joints)
    before, after = pieces[one.last], pieces[other.first]
    goes_on = joints.fit(before.text, after.text) - w.sure_joint if before.broken_end else 0.0
    apart = w.strangers_in_mixed if is_mixed else w.strangers
    return apart + min(w.max_far_joint, max(0.0, goes_on))


def _tie(one: Stretch, other: Stretch, ties: Mapping[int, tuple[int, float]]) -> float:
    """What it is worth that the first piece of ``other`` goes on from the last of ``one``."""
    source, strength = ties.get(other.first, (-1, 0.0))
    return _WEIGHTS.tie * strength if source == one.last else -math.inf


def _chance_of_same_home(stretches: Sequence[Stretch]) -> float:
    """How likely two stretches of different articles are to speak of one place."""
    chars: Counter[str] = Counter()
    for stretch in stretches:
        if stretch.profile.home:
            chars[stretch.profile.home] += stretch.profile.chars
    total = sum(chars.values())
    return sum((count / total) ** 2 for count in chars.values()) if total else 1.0


def cluster_stretches(
    pieces: Sequence[Piece],
    stretches: Sequence[Stretch],
    vocabulary: Vocabulary,
    joints: Joints,
    ties: Mapping[int, tuple[int, float]],
    is_mixed: bool,
) -> list[list[int]]:
    """Groups of stretch numbers, each group one article, in the order of their first stretch.

    Where columns are mixed (``is_mixed``), stretches that are no neighbours may well be one article. ``ties``
    are pieces whose words go on from another one far off: which, and how well.
    """
    clusters = _Clusters(pieces, stretches, vocabulary, joints, ties, is_mixed)
    while True:
        score, a, b = clusters.best()
        if score <= 0:
            return sorted(clusters.members.values())
        clusters.merge(a, b)
