"""What all charts share: heights, the line that tells the sources, the colour of words, what a click tells.

Bars are in bars, timelines in timemarks. Every mark carries its figure id in ``customdata``, so that a click
leads to the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from pages.shared.palette import TEMPLATE, TEXT

__all__ = ["LEGEND_PIXELS", "TICKS", "TITLE_PIXELS", "Chart", "Trace", "drawn", "selected_figure"]

Trace = dict[str, Any]
"""Marks of one kind as plotly writes them, without shorthands."""

TITLE_PIXELS, LEGEND_PIXELS = 44, 34
"""Heights above the plot."""
TICKS = ",~r"
"""Numbers on axes: thousands grouped, no idle zeros."""
_CREDIT_PIXELS, _FOOT_PIXELS = 24, 76
_CREDIT_SHIFT = _CREDIT_PIXELS - _FOOT_PIXELS
_CREDIT = {
    "x": 0,
    "xref": "paper",
    "xanchor": "left",
    "y": 0,
    "yref": "paper",
    "yanchor": "top",
    "showarrow": False,
    "align": "left",
    "font": {"size": 11},
}


def selected_figure(event: object) -> str | None:
    """The figure id of the mark that a reader clicked; None if nothing is chosen."""
    points = getattr(getattr(event, "selection", None), "points", None) or []
    for point in points:
        data = point.get("customdata")
        value = data[0] if isinstance(data, list | tuple) else data
        if value:
            return str(value)
    return None


class Chart(go.Figure):  # type: ignore[misc]
    """A finished chart: nothing changes it any more, so that what the browser gets is made once."""

    _told: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """What Streamlit turns to the browser's JSON, at every run of a page; not to be changed."""
        if self._told is None:
            self._told = super().to_dict()
        return self._told


def drawn(traces: Sequence[Trace], layout: dict[str, Any], credit: str, *, below: int = 0) -> Chart:
    """A chart.

    All of it is set at once: each later change takes plotly milliseconds, and added traces are checked twice.

    Args:
        traces: its marks, each with its ``type``.
        layout: title, height, margin and both axes, as plotly writes them, without shorthands.
        credit: where the numbers come from, a line at the foot; empty for none.
        below: pixels that a slider takes above the foot; plotly itself makes room for it.
    """
    layout = _readable(layout)
    if credit:  # so that a saved picture tells where its numbers come from
        foot = _CREDIT | {"text": credit, "yshift": _CREDIT_SHIFT - below}
        layout |= {
            "height": layout["height"] + _CREDIT_PIXELS + below,
            "margin": layout["margin"] | {"b": _FOOT_PIXELS},
            "annotations": [foot, *layout.get("annotations", ())],
        }
    return Chart(data=list(traces), layout=layout | {"template": TEMPLATE})


def _readable(layout: dict[str, Any]) -> dict[str, Any]:
    """All words in the page's own colour of text; Streamlit's theme overrules the template's."""
    font = {"color": TEXT}
    axes = {
        name: {**layout[name], "tickfont": font, "title": {**layout[name].get("title", {}), "font": font}}
        for name in ("xaxis", "yaxis")
    }
    title = layout["title"] | {"font": font}
    return layout | {"font": font, "title": title, "legend": {"font": font}} | axes
