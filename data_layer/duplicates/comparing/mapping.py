"""Where a place in one witness stands in another."""

from collections.abc import Iterator

import numpy as np

from data_layer.duplicates.blocking.shingles import Places, counted_places, fold_texts
from data_layer.duplicates.comparing.matching import Matcher, link_runs
from data_layer.duplicates.parameters import Parameters


class TextMap:
    """Maps offsets of text ``a`` to offsets of text ``b``, and back, through the passages that they share.

    Moved paragraphs map to where they moved. Build one for each pair; a question is a binary search.
    """

    def __init__(self, anchors: Places, places_a: Places, places_b: Places, parameters: Parameters) -> None:
        """Build a map.

        Args:
            anchors: where equal 3-grams begin in ``a`` and in ``b``, one row each, counted in characters that
                count, in the order of ``a``.
            places_a, places_b: where the characters that count stand in each text.
            parameters: see Parameters.
        """
        left, right = anchors.T
        back = np.argsort(right, kind="stable")
        self._to_b = _Half(left, right, places_a, places_b, parameters)
        self._to_a = _Half(right[back], left[back], places_b, places_a, parameters)

    @classmethod
    def between(cls, a: str, b: str, parameters: Parameters) -> "TextMap":
        """The map of two texts."""
        matcher = Matcher(fold_texts([a, b]))
        anchors = next(find_anchors(matcher, np.array([[0, 1]]), parameters))
        return cls(anchors, counted_places(a), counted_places(b), parameters)

    @property
    def anchors(self) -> Places:
        """Offsets in ``a`` and in ``b`` where equal 3-grams begin, one row each, in the order of ``a``."""
        half = self._to_b
        return np.column_stack((half.sources[half.left], half.targets[half.right]))

    def to_b(self, offset: int) -> tuple[int, ...]:
        """Where the character at ``offset`` of ``a`` may stand in ``b``: by the anchor before and that after.

        Empty where no anchor is near. Two different offsets show that something was dropped or added between.
        """
        return self._to_b.find(offset)

    def to_a(self, offset: int) -> tuple[int, ...]:
        """Where the character at ``offset`` of ``b`` may stand in ``a``: see ``to_b``."""
        return self._to_a.find(offset)

    def between_in_b(self, start: int, end: int) -> tuple[int, int] | None:
        """What ``b`` has in the place of ``a[start:end]``, told by the anchors before and behind it.

        None where either is not near, or where these are no neighbours in ``b``.
        """
        return self._to_b.between(start, end)

    def misses_in_b(self, offset: int) -> bool:
        """Whether ``b`` has what stands before and after ``offset`` of ``a``: it leaves out what is between.

        What stands before the first shared passage, or after the last, is no gap: that may be an excerpt.
        """
        return self._to_b.within(offset)

    def misses_in_a(self, offset: int) -> bool:
        """The same for what stands at ``offset`` of ``b`` only."""
        return self._to_a.within(offset)


def find_anchors(matcher: Matcher, pairs: Places, parameters: Parameters) -> Iterator[Places]:
    """The anchors of each pair of article numbers (one row a pair), pair after pair.

    An anchor is a 3-gram inside a shared passage: a row of its offsets in the two texts, in characters that
    count.
    """
    found: dict[int, Places] = {}
    for runs in matcher.runs(pairs):
        links = link_runs(runs, parameters)
        kept = np.flatnonzero((runs.steps > 0) | links.linked | links.ends)
        many = runs.steps[kept] + 1
        step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        columns = (runs.pair, runs.left, runs.right)
        rows = np.column_stack([np.repeat(column[kept], many) for column in columns])
        rows = rows.astype(np.int64) + step[:, None] * [0, 1, 1]
        heads = np.flatnonzero(np.diff(rows[:, 0], prepend=-1))
        found |= {int(part[0, 0]): part[:, 1:] for part in np.split(rows, heads[1:]) if len(part)}
    nothing = np.zeros((0, 2), dtype=np.int64)
    for number, starts in enumerate(matcher.texts.starts[pairs]):
        yield found[number] - starts if number in found else nothing


class _Half:
    """One direction: anchors sorted by where they stand in the source."""

    def __init__(
        self, left: Places, right: Places, sources: Places, targets: Places, parameters: Parameters
    ) -> None:
        self.left, self.right = left, right
        self.sources, self.targets = sources, targets
        self._parameters = parameters

    def _around(self, offset: int) -> tuple[int, int]:
        """The offset among the characters that count, and the number of the first anchor after it."""
        counted = int(np.searchsorted(self.sources, offset))
        return counted, int(np.searchsorted(self.left, counted, side="right"))

    def find(self, offset: int) -> tuple[int, ...]:
        counted, after = self._around(offset)
        out = []
        for at in (after - 1, after):
            if 0 <= at < len(self.left) and abs(counted - int(self.left[at])) <= self._parameters.gap_chars:
                place = int(self.right[at]) + counted - int(self.left[at])
                if 0 <= place < len(self.targets):
                    out.append(int(self.targets[place]))
        return tuple(dict.fromkeys(out))

    def within(self, offset: int) -> bool:
        _, after = self._around(offset)
        if not 0 < after < len(self.left):
            return False
        return int(self.left[after] - self.left[after - 1]) <= self._parameters.omission_chars

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        first, after = self._around(start)
        before, last = after - 1, int(np.searchsorted(self.sources, end))
        behind = int(np.searchsorted(self.left, last))
        if before < 0 or behind == len(self.left):
            return None
        lead, rest = first - int(self.left[before]), int(self.left[behind]) - last
        begun, ended = int(self.right[before]) + lead, int(self.right[behind]) - rest
        gap, longest = self._parameters.gap_chars, last - first + self._parameters.gap_chars
        if max(lead, rest) > gap or not 0 <= begun <= ended < min(begun + longest, len(self.targets)):
            return None
        return int(self.targets[begun]), int(self.targets[ended])
