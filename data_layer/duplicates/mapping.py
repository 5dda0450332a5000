"""Where a place in one witness stands in another."""

import numpy as np

from data_layer.duplicates.comparing import find_matches, link_matches
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Places, counted_places, fold_texts


class TextMap:
    """Maps offsets of text ``a`` to offsets of text ``b``, and back, through the passages that they share.

    Moved paragraphs map to where they moved. Build one for each pair; a question is a binary search.
    """

    def __init__(self, a: str, b: str, parameters: Parameters) -> None:
        texts = fold_texts([a, b])
        left = right = np.zeros(0, dtype=np.int64)
        for matches in find_matches(texts, np.array([[0, 1]])):
            links = link_matches(matches, parameters)
            left, first = np.unique(np.concatenate((links.begin.left, links.end.left)), return_index=True)
            right = np.concatenate((links.begin.right, links.end.right))[first] - texts.starts[1]
        back = np.argsort(right, kind="stable")
        self._to_b = _Half(left, right, counted_places(a), counted_places(b), parameters)
        self._to_a = _Half(right[back], left[back], self._to_b.targets, self._to_b.sources, parameters)

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

    def misses_in_b(self, offset: int) -> bool:
        """Whether ``b`` has what stands before and after ``offset`` of ``a``: it leaves out what is between.

        What stands before the first shared passage, or after the last, is no gap: that may be an excerpt.
        """
        return self._to_b.within(offset)

    def misses_in_a(self, offset: int) -> bool:
        """The same for what stands at ``offset`` of ``b`` only."""
        return self._to_a.within(offset)


class _Half:
    """One direction: anchors sorted by where they stand in the source."""

    def __init__(self, left: Places, right: Places, sources: Places, targets: Places,
                 parameters: Parameters) -> None:
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
