"""The tunable numbers of finding duplicates, each with where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """How duplicates are found and judged.

    All were measured on the seeded corpora of tests/duplicates/generator.py (tests/benchmarks/duplicates.py),
    at character noise from 2 to 20 %.

    Attributes:
        least_chars: pieces with fewer letters and digits are not judged: captions and slogans repeat.
        sample_rate: one of so many 3-grams is kept in an article's signature.
        window_articles: an article is paired with so many neighbours that share a kept 3-gram.
        least_shared: kept 3-grams that two articles must share to be compared.
        least_shared_percent: the same, in percent of the smaller signature.
        gap_chars: matching 3-grams at most so far apart belong to one passage.
        drift_chars: characters that OCR may drop or add between them.
        agree_percent: containment from which two articles are witnesses of one story.
        chance_digits_percent: digits that agree between two templates filled with other numbers.
        twin_nats: log-odds from which a pair is two fillings of one template.
        merge_percent: share of cross pairs that must agree when two groups are joined.
    """

    least_chars: int = 60
    sample_rate: int = 4
    window_articles: int = 16
    least_shared: int = 3
    least_shared_percent: float = 6.0
    gap_chars: int = 24
    drift_chars: int = 4
    agree_percent: float = 50.0
    chance_digits_percent: float = 15.0
    twin_nats: float = 1.5
    merge_percent: float = 50.0
