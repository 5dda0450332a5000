"""What all charts share: heights, the line that tells the sources, the colour of words, what a click tells.

Bars are in bars, timelines in timemarks. Every mark carries its figure id in ``customdata``, so that a click
leads to the sentence.
"""

from __future__ import annotations

import plotly.graph_objects as go

from pages.shared.palette import TEXT

__all__ = ["LEGEND_PIXELS", "TICKS", "TITLE_PIXELS", "finish", "selected_figure"]

TITLE_PIXELS, LEGEND_PIXELS = 44, 34
"""Heights above the plot."""
TICKS = ",~r"
"""Numbers on axes: thousands grouped, no idle zeros."""
_CREDIT_PIXELS, _FOOT_PIXELS = 24, 76


def selected_figure(event: object) -> str | None:
    """The figure id of the mark that a reader clicked; None if nothing is chosen."""
    points = getattr(getattr(event, "selection", None), "points", None) or []
    for point in points:
        data = point.get("customdata")
        value = data[0] if isinstance(data, list | tuple) else data
        if value:
            return str(value)
    return None


def finish(chart: go.Figure, credit: str) -> None:
    """What every chart gets at last: its credit, and words that can be read.

    Args:
        chart: with its height and margins.
        credit: where the numbers come from, a line at the foot; empty for none.
    """
    _add_credit(chart, credit)
    _readable(chart)


def _add_credit(chart: go.Figure, credit: str) -> None:
    """A small line at the foot, so that a saved picture tells where its numbers come from."""
    if not credit:
        return
    chart.update_layout(margin_b=_FOOT_PIXELS, height=chart.layout.height + _CREDIT_PIXELS)
    chart.add_annotation(
        text=credit,
        x=0,
        xref="paper",
        xanchor="left",
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-(_FOOT_PIXELS - _CREDIT_PIXELS),
        showarrow=False,
        align="left",
        font={"size": 11},
    )


def _readable(chart: go.Figure) -> None:
    """All words of a chart in the page's own colour of text; Streamlit's theme overrules the template's."""
    font = {"color": TEXT}
    axis = {"tickfont": font, "title": {"font": font}}
    chart.update_layout(font=font, title={"font": font}, legend={"font": font}, xaxis=axis, yaxis=axis)
