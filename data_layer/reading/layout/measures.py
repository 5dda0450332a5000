"""What a page's layout is told by: lengths in ems of the body, and shares.

An em goes from the middle of one character to that of the next.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MEASURES", "LayoutMeasures"]


@dataclass(frozen=True, slots=True)
class LayoutMeasures:
    """Lengths in ems, shares of one. Set by hand on the pages of tests/reading/rendering.py.

    Attributes:
        gutter: a white strip this wide, over the whole height of a region, parts columns.
        margin: an OCR box reaches this far over its words on either side.
        overlap: boxes that share so much of their height stand on one line.
        headline: print so many times as large as the body's is a headline's or a heading's.
        title: print so many times as large is an article's headline.
        growth: boxes grow less than their print, which an OCR engine puts a margin around.
        min_units: so many full-width characters tell the size of print by how far apart they stand.
        same_size: lines whose heights differ by less belong to one headline.
        word_gap: headline words may stand so far apart (in ems of the headline).
        author_gap: words of the lines under a headline may stand so far apart.
        author_width: and take up so much of their region's width at most, unless they cross its gutters.
        centred: a line whose middle is so near to its region's is centred.
        indent: a first line stands in by between these.
        reach: a box's edge lies no further from the middle of its first or last character.
        near, slack: lines so near that end and begin so little beside a gap tell that it is a gutter.
        full: a line that reaches so much of its column fills it.
        crossing: a gutter may be crossed by so many of the lines: pictures' captions.
        cell_units: cells of a table hold so many characters, half of them at most.
        cell_gap: words on one line further apart are cells of a table.
        block_gap: lines further apart than so many times the usual step belong to different blocks.
    """

    gutter: float = 0.35
    margin: float = 0.12
    overlap: float = 0.5
    headline: float = 1.17
    title: float = 1.5
    growth: float = 2.0
    min_units: float = 3.0
    author_gap: float = 0.7
    author_width: float = 0.6
    centred: float = 1.0
    same_size: float = 0.12
    word_gap: float = 1.3
    indent: tuple[float, float] = (1.0, 3.2)
    reach: float = 0.8
    near: float = 8.0
    slack: float = 0.8
    full: float = 0.93
    crossing: float = 0.12
    cell_units: float = 6.0
    cell_gap: float = 1.2
    block_gap: float = 1.45


MEASURES = LayoutMeasures()
