"""Ranked bars of regions. No queries, no widgets: what is drawn is decided before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pages.shared.charts import LEGEND_PIXELS, TICKS, TITLE_PIXELS, Chart, Trace, drawn
from pages.shared.palette import ACCENT, BACKGROUND, NEUTRAL, NOTE, TEXT

__all__ = ["Guide", "ranked_bars"]

_ROW_PIXELS, _FRAME_PIXELS, _LEAST_PIXELS = 30, 110, 180
_WIDE_PIXELS, _NARROW_PIXELS, _LABEL_MARGIN_PIXELS, _NARROW_PLOT_PIXELS = 12, 7, 8, 430
"""Of a label a Chinese character, a digit and the gap beside its bar, measured in Chromium; the bars' room on
a 900-pixel screen beside names of middling length."""
_MOST_ROOM, _MOST_BESIDE = 0.6, 0.4
"""What labels may take of the axis where all bars go one way, and on each side where some fall."""
_FIRST_WIDE = "\u00ff"


@dataclass(frozen=True, slots=True)
class Guide:
    """A line across the bars: the median, or the parent's own figure; ``value`` in the axis's unit."""

    value: float
    label: str


_BAR_CLASSES = (
    # mark, name in the legend (of the plain ones as the others are called), colour, hatching
    ("mine", "我的地区", ACCENT, ""),
    ("mine_other_period", "我的地区（时期不同）", ACCENT, "."),
    ("mine_planned", "我的地区（计划或目标）", ACCENT, "/"),
    ("plain", "", NEUTRAL, ""),
    ("other_period", "时期不同", NEUTRAL, "."),
    ("planned", "计划或目标", NEUTRAL, "/"),
)


def ranked_bars(
    bars: pd.DataFrame, *, title: str, axis: str, guides: Sequence[Guide] = (), credit: str = ""
) -> Chart:
    """Draw one horizontal bar a region, in the order of the frame, largest or best first.

    Args:
        bars: ``figure_id``, ``region`` (unique), ``shown`` (in the axis's unit), ``label``, ``hover`` and
            ``mark``: ``plain``, ``other_period`` or ``planned``, of the reader's own region ``mine``,
            ``mine_other_period`` or ``mine_planned``.
        title: a sentence with indicator, period and regions.
        axis: title of the value axis, with its unit.
        guides: lines to compare with.
        credit: where the numbers come from, a line at the foot.
    """
    span = _with_room_for_labels(bars)
    bars = bars.assign(place=_label_places(bars, guides, span[1] - span[0]))
    legend = bars["mark"].nunique() > 1 or bool(guides)
    beside = LEGEND_PIXELS if legend else 0
    value_axis = {"title": {"text": axis}, "tickformat": TICKS, "zeroline": True, "showgrid": True}
    return drawn(
        _traces(bars),
        {
            "title": {"text": title},
            "height": max(_LEAST_PIXELS, _FRAME_PIXELS + _ROW_PIXELS * len(bars)) + beside,
            "margin": {"t": TITLE_PIXELS + beside},
            "barmode": "overlay",
            "showlegend": legend,
            "xaxis": value_axis | {"range": span},
            "yaxis": {
                "categoryorder": "array",
                "categoryarray": list(bars["region"]),
                "autorange": "reversed",
            },
        }
        | ({"shapes": [_guide_line(guide, place) for place, guide in enumerate(guides)]} if guides else {}),
        credit,
    )


def _traces(bars: pd.DataFrame) -> list[Trace]:
    """The bars of each mark, with a name for the legend."""
    others = "其他地区" if bars["mark"].str.startswith("mine").any() else "各地区"
    traces = []
    for mark, name, colour, hatching in _BAR_CLASSES:
        rows = bars[bars["mark"] == mark]
        if rows.empty:
            continue
        lines = BACKGROUND if colour == ACCENT else TEXT
        pattern = {"shape": hatching, "fgcolor": lines, "size": 6, "solidity": 0.2, "fillmode": "overlay"}
        traces.append(
            {
                "type": "bar",
                "name": name or others,
                "x": rows["shown"],
                "y": rows["region"],
                "orientation": "h",
                "customdata": rows["figure_id"],
                "text": rows["label"],
                "hovertext": rows["hover"],
                "hoverinfo": "text",
                "textposition": rows["place"],
                "insidetextanchor": "end",
                "textangle": 0,
                "constraintext": "none",
                "cliponaxis": False,
                "marker": {"color": colour, "pattern": pattern},
                # a text font here as well, and plotly 7 selects no bar at all
                "unselected": {"marker": {"opacity": 0.5}},
            }
        )
    return traces


def _guide_line(guide: Guide, place: int) -> dict[str, object]:
    """A line across all bars, named in the legend with its value."""
    return {
        "type": "line",
        "x0": guide.value,
        "x1": guide.value,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "line": {"color": NOTE, "width": 2, "dash": ("dash", "dot")[place % 2]},
        "name": guide.label,
        "showlegend": True,
    }


def _label_places(bars: pd.DataFrame, guides: Sequence[Guide], span: float) -> list[str]:
    """Where each bar's label stands: beside its end, but within it where a guide would cross it there."""
    places = []
    for bar in bars.itertuples():
        width = _label_share(bar.label) * span
        start = bar.shown if bar.shown >= 0 else bar.shown - width
        crossed = any(start <= guide.value <= start + width for guide in guides)
        places.append("inside" if crossed and abs(bar.shown) > width else "outside")
    return places


def _with_room_for_labels(bars: pd.DataFrame) -> list[float]:
    """The value axis, so wide that on a narrow screen no label is cut, and none of a fall covers a name."""
    falls = bars["shown"] < 0
    most = _MOST_BESIDE if falls.any() and not falls.all() else _MOST_ROOM
    needs = bars["label"].map(_label_share).clip(upper=most)
    above = [(0.0, 0.0), *zip(bars["shown"][~falls], needs[~falls], strict=True)]
    below = [(0.0, 0.0), *zip(-bars["shown"][falls], needs[falls], strict=True)]
    # a label takes its share of the whole axis: the widest that two ask for, one on each side, holds all
    span = max((up + down) / (1 - right - left) for up, right in above for down, left in below)
    high = max(up + right * span for up, right in above)
    return [-max(down + left * span for down, left in below), high] if span else [0.0, 1.0]


def _label_share(label: str) -> float:
    """How much of the value axis a label takes on a narrow screen, 0 to 1 and more."""
    signs = sum(_WIDE_PIXELS if sign > _FIRST_WIDE else _NARROW_PIXELS for sign in label)
    return (_LABEL_MARGIN_PIXELS + signs) / _NARROW_PLOT_PIXELS
