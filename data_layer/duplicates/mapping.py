"""Where a place in one witness stands in another."""

import numpy as np

from data_layer.duplicates.comparing import Index, link_matches
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Places, counted_places, fold_texts, three_grams


class TextMap:
    """Maps offsets of text ``a`` to offsets of text ``b`` through the passages that they share.

    Moved paragraphs map to where they moved. Build one for each pair; ``to_b`` is a binary search.
    """

    def __init__(self, a: str, b: str, parameters: Parameters) -> None:
        folded = fold_texts([a, b])
        index = Index()
        index.load(three_grams(folded.of(1)))
        found = index.find(three_grams(folded.of(0)))
        left = np.flatnonzero(found >= 0)
        links = link_matches(left, found[left], parameters)
        anchors = np.unique(np.concatenate((
            np.column_stack((links.left, links.right)),
            np.column_stack((links.left_end, links.right_end)))), axis=0)
        self._left, self._right = anchors[:, 0], anchors[:, 1]
        self._reach = parameters.gap_chars
        self._counted_a, self._counted_b = counted_places(a), counted_places(b)

    @property
    def anchors(self) -> Places:
        """Offsets in ``a`` and in ``b`` where equal 3-grams begin, one row each, in the order of ``a``."""
        return np.column_stack((self._counted_a[self._left], self._counted_b[self._right]))

    def to_b(self, offset: int) -> tuple[int, ...]:
        """Where the character at ``offset`` of ``a`` may stand in ``b``: by the anchor before and that after.

        Empty where no anchor is near. Two different offsets show that something was dropped or added between.
        """
        counted = int(np.searchsorted(self._counted_a, offset))
        after = int(np.searchsorted(self._left, counted, side="right"))
        out = []
        for at in (after - 1, after):
            if 0 <= at < len(self._left) and abs(counted - int(self._left[at])) <= self._reach:
                place = int(self._right[at]) + counted - int(self._left[at])
                if 0 <= place < len(self._counted_b):
                    out.append(int(self._counted_b[place]))
        return tuple(dict.fromkeys(out))
