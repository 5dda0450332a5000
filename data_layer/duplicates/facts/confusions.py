"""Which characters the OCR of this corpus takes for which, counted over aligned witnesses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from data_layer.duplicates.comparing.aligning import align_texts
from data_layer.duplicates.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two characters that stand in one place of two witnesses; ``first`` sorts before ``second``."""

    first: str
    second: str
    count: int


def count_confusions(
    pairs: Iterable[tuple[str, str]], parameters: Parameters | None = None
) -> list[Confusion]:
    """Characters that differ alone between two witnesses' texts, the most frequent first.

    Only replacements of one letter or digit by one other count: what is longer was rewritten or lost. Which
    of the two is right, the texts alone do not tell.
    """
    parameters = parameters or Parameters()
    counts: Counter[tuple[str, str]] = Counter()
    for a, b in pairs:
        for block in align_texts(a, b, parameters):
            for code in block.opcodes:
                if code.tag != "replace":
                    continue
                left, right = a[code.a_start : code.a_end], b[code.b_start : code.b_end]
                if len(left) == len(right) == 1 and left.isalnum() and right.isalnum():
                    counts[min(left, right), max(left, right)] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(first, second, count) for (first, second), count in ordered]
