"""Where a place in one witness stands in another."""

import numpy as np

from data_layer.duplicates.comparing import find_matches, link_matches
from data_layer.duplicates.parameters import Parameters
from data_layer.duplicates.shingles import Places, counted_places, fold_texts


class TextMap:
    """Maps offsets of text ``a`` to offsets of text ``b`` through the passages that they share.

    Moved paragraphs map to where they moved. Build one for each pair; ``to_b`` is a binary search.
    """

    def __init__(self, a: str, b: str, parameters: Parameters) -> None:
        texts = fold_texts([a, b])
        self._left = self._right = np.zeros(0, dtype=np.int64)
        for matches in find_matches(texts, np.array([[0, 1]])):
            links = link_matches(matches, parameters)
            left = np.concatenate((links.begin.left, links.end.left))
            self._left, first = np.unique(left, return_index=True)
            self._right = np.concatenate((links.begin.right, links.end.right))[first] - texts.starts[1]
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
