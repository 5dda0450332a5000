"""Figures that rest on characters an OCR engine was unsure of."""

import pytest

from data_layer.figures import weigh_doubts
from data_layer.model import Article, Figure, FigureKind

TEXT = "全县新修公路38公里。"
ARTICLE = Article("a", "扫描.jpg", "d", TEXT, raw_spans=((0, 10, 4), (4, 20, 8)))
"""The text stands in two runs of the raw text; 38公里 at 22 to 26."""
FIGURE = Figure("f", "a", 6, 10, "38公里", TEXT, 38.0, "公里", FigureKind.LEVEL, "新修公路", confidence=0.9)


@pytest.mark.parametrize(
    ("doubtful", "note"),
    [
        pytest.param((), None, id="none"),
        pytest.param(((10, 14),), None, id="in other words"),
        pytest.param(((21, 22), (26, 27)), None, id="beside it"),
        pytest.param(((23, 24),), "扫描识别不清：“8”", id="a digit"),
        pytest.param(((0, 1), (21, 23), (25, 40)), "扫描识别不清：“3”、“里”", id="both ends"),
    ],
)
def test_a_doubtful_character_in_the_quote_is_noted(
    doubtful: tuple[tuple[int, int], ...], note: str | None
) -> None:
    [weighed] = weigh_doubts(ARTICLE, [FIGURE], doubtful)
    assert weighed.confidence_notes == ((note,) if note else ())
    assert (weighed.confidence < FIGURE.confidence) == bool(note)
